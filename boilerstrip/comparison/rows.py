"""Articles as a run wrote them: JSON Lines, plain or compressed with gzip or zstd, or Parquet."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

# Rows of a Parquet file that are in memory at once.
BATCH_ROWS = 64


class BadOutput(ValueError):
    """A file holds no articles as a run writes them."""


def read_rows(path: Path) -> Iterator[Row]:
    """The articles of a file as mappings with the keys of ``Article.to_dict()``.

    Names that end in ``.parquet`` need pyarrow, in ``.zst`` zstandard; these and ``.gz`` are
    unpacked.

    Raises:
        OSError: the file can't be read.
        BadOutput: a line is no JSON object, the file is no Parquet, or the package that reads it is
            missing.
    """
    if path.suffix == ".parquet":
        yield from _of_parquet(path)
    elif path.suffix == ".gz":
        with gzip.open(path, "rb") as packed:
            yield from _of_lines(packed, path)
    elif path.suffix == ".zst":
        yield from _of_zstd(path)
    else:
        with path.open("rb") as lines:
            yield from _of_lines(lines, path)


def _of_lines(lines: Any, path: Path) -> Iterator[Row]:
    try:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadOutput(f"{path}, line {number}: no JSON: {error}") from error
            if not isinstance(row, dict):
                raise BadOutput(f"{path}, line {number}: no JSON object")
            yield row
    except (EOFError, gzip.BadGzipFile) as error:
        raise BadOutput(f"{path}: {error}") from error


def _of_zstd(path: Path) -> Iterator[Row]:
    try:
        import zstandard
    except ModuleNotFoundError as missing:
        raise BadOutput(f"{path}: zstd needs zstandard: pip install boilerstrip[warc]") from missing
    try:
        with zstandard.open(path, "rb") as packed:
            # Its stream knows no lines.
            yield from _of_lines(io.BufferedReader(packed), path)
    except zstandard.ZstdError as error:
        raise BadOutput(f"{path}: {error}") from error


def _of_parquet(path: Path) -> Iterator[Row]:
    try:
        from pyarrow import ArrowInvalid, parquet
    except ModuleNotFoundError as missing:
        raise BadOutput(
            f"{path}: Parquet needs pyarrow: pip install boilerstrip[arrow]"
        ) from missing
    try:
        for batch in parquet.ParquetFile(path).iter_batches(BATCH_ROWS):
            yield from batch.to_pylist()
    except ArrowInvalid as error:
        raise BadOutput(f"{path}: {error}") from error
