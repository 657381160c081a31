"""Ray Data: a data set of pages to one of articles."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from ray.data import Dataset

from boilerstrip.batch.record import DEFAULT_FIELDS
from boilerstrip.integrations.arrow import extract_batches, output_schema

# Some megabytes of pages.
_ROWS_A_BATCH = 64


def extract_dataset(
    pages: Dataset,
    page: str = "html",
    url: str | None = "url",
    *,
    fields: Sequence[str] = DEFAULT_FIELDS,
    keep: Sequence[str] = (),
    workers: int = 0,
    timeout: float | None = 30.0,
    **options: Any,
) -> Dataset:
    """Extract the article of each row, by ``Dataset.map_batches``.

    Args:
        pages: a data set with a column of pages, strings or binary.
        page: that column.
        url: the column of their addresses.
        fields: the columns wanted, as for ``extract_batches``.
        keep: columns of the input to copy.
        workers: as for ``extract_batches``; 1 gives each task a process that may be killed.
        timeout: with workers, the seconds that a page may take.
        options: more arguments of ``map_batches``, such as ``num_cpus`` or ``concurrency``.

    Returns:
        A data set of ``boilerstrip.integrations.arrow.output_schema``. A page that failed is a row
        with its ``error``.
    """
    function = functools.partial(
        _extract_table,
        page=page,
        url=url,
        fields=tuple(fields),
        keep=tuple(keep),
        workers=workers,
        timeout=timeout,
    )
    return pages.map_batches(
        function, **{"batch_format": "pyarrow", "batch_size": _ROWS_A_BATCH, **options}
    )


def _extract_table(table: pa.Table, **arguments: Any) -> pa.Table:
    kept = [table.schema.field(name) for name in arguments["keep"]]
    schema = output_schema(arguments["fields"], kept)
    return pa.Table.from_batches(extract_batches(table.to_batches(), **arguments), schema)
