"""An input that is a page itself: an HTML file or a text dump."""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Iterator
from pathlib import PurePath

from boilerstrip.batch.page import Page
from boilerstrip.batch.reading import streams
from boilerstrip.batch.reading.item import Item, Skip
from boilerstrip.batch.reading.media import is_page_type
from boilerstrip.document.limits import MAX_PAGE_BYTES, check_size


def read(source: str, raw: io.BufferedReader) -> Iterator[Item]:
    """Give the page, or why it is none.

    Raises:
        OSError: it can't be read.
        PageTooLarge: it is over the size limit, of which it is told after the limit.
    """
    name = PurePath(source)
    if name.suffix in streams.COMPRESSED_SUFFIXES:
        name = name.with_suffix("")
    media, _ = mimetypes.guess_type(name.name)
    if media is not None and not is_page_type(media):
        yield Item(source, None, None, Skip.OTHER)
        return
    content = streams.plain(raw).read(MAX_PAGE_BYTES + 1)
    check_size(content)
    yield Item(source, None, None, Page(content))
