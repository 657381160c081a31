"""Record batches of pages in, record batches of articles out: what the table engines run.

The columns of the output are those of ``output_schema``:

=================  ==================  ============================================================
column             type                what it is
=================  ==================  ============================================================
``url``            string              the page's address: the given one, or else the page's word
``canonical_url``  string              the canonical address, as the page tells it
``site_name``      string              the site's name
``headline``       string              the article's title
``byline``         string              who wrote it
``authors``        list of strings     the names in it
``date``           string              when it was published, ISO 8601, as exact as the page tells
``day``            date32              the day of it
``modified``       string              when it was changed, ISO 8601
``standfirst``     string              the summary between headline and text
``description``    string              the page's description of itself
``image``          string              the address of its picture
``tags``           list of strings     its keywords
``language``       string              a BCP 47 tag
``confidence``     float64             0 to 1: how sure it is that the body is right
``paragraphs``     list of strings     the body
``error``          string              null, or why there is no article: then all others but ``url``
                                       are null
=================  ==================  ============================================================

``text`` (string, the paragraphs joined), ``markdown`` (string) and ``blocks`` (list of structs of
``text``, ``label``, ``score`` and ``tag``) are there if they are asked for.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from boilerstrip.batch import pool
from boilerstrip.batch.arrow_schema import schema_of
from boilerstrip.batch.many import extract_page, warm_up
from boilerstrip.batch.page import Page
from boilerstrip.batch.record import DEFAULT_FIELDS, FIELDS, record

_Rows = list[dict[str, Any]]


def output_schema(
    fields: Sequence[str] = DEFAULT_FIELDS, kept: Iterable[pa.Field[Any]] = ()
) -> pa.Schema:
    """The columns of what ``extract_batches`` gives.

    Args:
        fields: of ``boilerstrip.batch.record.FIELDS``.
        kept: the columns of the input that are kept; they come first.

    Raises:
        ValueError: a field is none.

    >>> output_schema(["headline"]).names
    ['headline', 'error']
    """
    for name in fields:
        if name not in FIELDS:
            raise ValueError(f"{name!r} is no field; there are {', '.join(FIELDS)}")
    return pa.schema([*kept, *schema_of(fields), pa.field("error", pa.string())])


def extract_batches(
    batches: Iterable[pa.RecordBatch],
    page: str = "html",
    url: str | None = "url",
    *,
    fields: Sequence[str] = DEFAULT_FIELDS,
    keep: Sequence[str] = (),
    workers: int = 0,
    timeout: float | None = 30.0,
) -> Iterator[pa.RecordBatch]:
    """Extract the article of each row: as many rows out as in, in their order.

    Args:
        batches: record batches; only one of them is held at a time.
        page: the column of the pages, strings or binary.
        url: the column of their addresses, if there is one of that name.
        fields: the columns wanted.
        keep: columns of the input to copy, such as a key.
        workers: processes to work in; 0 works in this one, as is right where an engine runs one
            for each core already, but can neither end a page that takes too long nor survive one
            that crashes.
        timeout: with workers, the seconds that a page may take.

    Yields:
        A record batch of ``output_schema`` for each one with rows. A page that failed is a row with
        its ``error``.

    Raises:
        ValueError: a field is none, or a column is not there.
    """
    output_schema(fields)
    results = pool.run(
        functools.partial(_values, fields=tuple(fields)),
        _jobs(batches, page, url, keep),
        prepare=warm_up,
        workers=workers,
        timeout=timeout,
    )
    rows: _Rows = []
    for (batch, address), result in results:
        rows.append(_row(address, result, "url" in fields))
        if len(rows) == batch.num_rows:
            yield _output(rows, batch, fields, keep)
            rows = []


def _jobs(
    batches: Iterable[pa.RecordBatch], page: str, url: str | None, keep: Sequence[str]
) -> Iterator[pool.Job[tuple[pa.RecordBatch, str | None]]]:
    for batch in batches:
        for name in (page, *keep):
            if name not in batch.schema.names:
                there = ", ".join(map(repr, batch.schema.names))
                raise ValueError(f"no column {name!r}; there are {there}")
        pages = batch.column(page)
        addresses = batch.column(url) if url is not None and url in batch.schema.names else None
        for row in range(batch.num_rows):
            content = pages[row].as_py()
            address = None if addresses is None else addresses[row].as_py()
            payload = None if content is None else Page(content, url=address)
            yield pool.Job((batch, address), payload)


def _values(page: Page, fields: Sequence[str]) -> dict[str, Any]:
    return record(extract_page(page), fields, page.url)


def _row(address: str | None, result: Any, with_url: bool) -> dict[str, Any]:
    if isinstance(result, dict):
        return result
    if isinstance(result, pool.Raised):
        told = f"{type(result.error).__name__}: {result.error}"
    else:
        told = "no page in the row"
    return {"error": told, **({"url": address} if with_url else {})}


def _output(
    rows: _Rows, batch: pa.RecordBatch, fields: Sequence[str], keep: Sequence[str]
) -> pa.RecordBatch:
    kept = [batch.schema.field(name) for name in keep]
    made = pa.RecordBatch.from_pylist(rows, schema=output_schema(fields))
    columns = [*(batch.column(name) for name in keep), *made.columns]
    return pa.RecordBatch.from_arrays(columns, schema=output_schema(fields, kept))
