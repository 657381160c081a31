"""JSON Lines: one object a line, with a field for the page and one for its address."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from boilerstrip.batch.page import Page
from boilerstrip.batch.reading import streams
from boilerstrip.batch.reading.item import Item, Unreadable
from boilerstrip.document.limits import MAX_PAGE_BYTES
from boilerstrip.errors import PageTooLarge

# JSON writes a byte as six characters at most ("\u00e9"), and a line holds other fields beside.
_MAX_LINE_BYTES = 7 * MAX_PAGE_BYTES


def read(source: str, raw: io.BufferedReader, *, page_field: str, url_field: str) -> Iterator[Item]:
    """Give the page of each line; blank lines count for nothing.

    Raises:
        OSError, EOFError, zlib.error: the stream is damaged.
    """
    stream = streams.plain(raw)
    offset = 0
    while line := stream.readline(_MAX_LINE_BYTES):
        begin, offset = offset, offset + len(line)
        if len(line) == _MAX_LINE_BYTES and not line.endswith(b"\n"):
            while rest := stream.readline(_MAX_LINE_BYTES):
                offset += len(rest)
                if rest.endswith(b"\n"):
                    break
            error = PageTooLarge(offset - begin, MAX_PAGE_BYTES)
            yield Item(source, begin, None, error)
        elif line.strip():
            yield _item(source, begin, line, page_field, url_field)


def _item(source: str, offset: int, line: bytes, page_field: str, url_field: str) -> Item:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Item(source, offset, None, Unreadable(f"no JSON: {error}"))
    if not isinstance(record, dict):
        return Item(source, offset, None, Unreadable("no JSON object"))
    url = record.get(url_field)
    url = url if isinstance(url, str) else None
    content: Any = record.get(page_field)
    if not isinstance(content, str):
        told = f"no text in the field {page_field!r}; there are {', '.join(map(repr, record))}"
        return Item(source, offset, url, Unreadable(told))
    return Item(source, offset, url, Page(content, url=url))
