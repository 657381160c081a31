"""Parquet: a column for the page, as text or bytes, and one for its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from boilerstrip.batch.page import Page
from boilerstrip.batch.reading.item import Item, Unreadable

if TYPE_CHECKING:
    import io

# Pages of some 100 kB each: what is read ahead stays small.
_ROWS = 32


def read(source: str, raw: io.BufferedReader, *, page_field: str, url_field: str) -> Iterator[Item]:
    """Give the page of each row.

    Raises:
        Unreadable: it is no Parquet, comes through a pipe, or has no such column of pages.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not raw.seekable():
        raise Unreadable("Parquet can't be read from a pipe")
    try:
        table = pq.ParquetFile(raw)
        names = table.schema_arrow.names
        if page_field not in names:
            there = ", ".join(map(repr, names))
            raise Unreadable(f"no column {page_field!r}; there are {there}")
        columns = [page_field, *({url_field} & set(names))]
        row = 0
        for batch in table.iter_batches(batch_size=_ROWS, columns=columns):
            for record in batch.to_pylist():
                yield _item(source, row, record[page_field], record.get(url_field))
                row += 1
    except pa.ArrowInvalid as error:
        raise Unreadable(f"no Parquet: {error}") from error


def _item(source: str, row: int, content: Any, url: Any) -> Item:
    url = url if isinstance(url, str) else None
    if content is None:
        return Item(source, row, url, Unreadable("no page in the row"))
    return Item(source, row, url, Page(content, url=url))
