"""Spark: a data frame of pages to one of articles, in the Python workers that Spark runs."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
from pyspark.sql.types import StructType

from boilerstrip.batch.record import DEFAULT_FIELDS
from boilerstrip.integrations.arrow import extract_batches, output_schema


def extract_dataframe(
    pages: DataFrame,
    page: str = "html",
    url: str | None = "url",
    *,
    fields: Sequence[str] = DEFAULT_FIELDS,
    keep: Sequence[str] = (),
    workers: int = 0,
    timeout: float | None = 30.0,
) -> DataFrame:
    """Extract the article of each row, by ``DataFrame.mapInArrow``.

    Spark hands 10,000 rows at a time to Python unless told otherwise, which is a gigabyte of pages:
    set ``spark.sql.execution.arrow.maxRecordsPerBatch`` to 200 or so.

    Args:
        pages: a data frame with a column of pages, strings or binary.
        page: that column.
        url: the column of their addresses.
        fields: the columns wanted, as for ``extract_batches``.
        keep: columns of the input to copy.
        workers: as for ``extract_batches``; 1 gives each task a process that may be killed.
        timeout: with workers, the seconds that a page may take.

    Returns:
        A data frame of ``boilerstrip.integrations.arrow.output_schema``. A page that failed is a
        row with its ``error``.
    """
    kept = list(to_arrow_schema(StructType([pages.schema[name] for name in keep])))
    function = functools.partial(
        extract_batches,
        page=page,
        url=url,
        fields=tuple(fields),
        keep=tuple(keep),
        workers=workers,
        timeout=timeout,
    )
    return pages.mapInArrow(function, from_arrow_schema(output_schema(fields, kept)))
