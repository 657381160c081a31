"""Parquet with typed columns, in row groups."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from boilerstrip.batch.arrow_schema import schema_of
from boilerstrip.batch.writing.spool import Spool
from boilerstrip.batch.writing.writer import ROWS_FILE, Mark

# Some 20 MB of articles: large enough to compress and to skip by, small enough to hold.
ROW_GROUP_ROWS = 5_000


class Parquet:
    """Rows as Arrow streams, one after the other, until all are there.

    Parquet has its index at its end, so a file of it can't be gone on with: what counts at a
    checkpoint are the streams, and the last step turns them into row groups, the same whenever
    checkpoints were.
    """

    def __init__(self, folder: Path, fields: Sequence[str], mark: Mark = None) -> None:
        self._schema = schema_of(fields)
        self._spool = Spool(folder / "rows.arrows", mark or 0)
        self._target = folder / ROWS_FILE
        self._rows: list[dict[str, Any]] = []

    def write(self, index: int, row: dict[str, Any]) -> None:
        self._rows.append(row)

    def checkpoint(self) -> Mark:
        if self._rows:
            buffer = io.BytesIO()
            with pa.ipc.new_stream(buffer, self._schema) as stream:
                stream.write_batch(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
            self._spool.append(buffer.getvalue())
            self._rows.clear()
        return self._spool.flush()

    def finish(self) -> None:
        self.checkpoint()
        with pq.ParquetWriter(self._target, self._schema, compression="zstd") as writer:
            for table in _grouped(self._batches()):
                # In one piece, or the file's pages would be cut where the checkpoints were.
                writer.write_table(table.combine_chunks(), row_group_size=ROW_GROUP_ROWS)

    def _batches(self) -> Iterator[pa.RecordBatch]:
        end = self._spool.path.stat().st_size
        with self._spool.path.open("rb") as file:
            while file.tell() < end:
                with pa.ipc.open_stream(file) as stream:
                    yield from stream

    def close(self) -> None:
        self._spool.close()


def _grouped(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The batches as tables of ``ROW_GROUP_ROWS`` rows each, the last of fewer."""
    held: pa.Table | None = None
    for batch in batches:
        table = pa.Table.from_batches([batch])
        held = table if held is None else pa.concat_tables([held, table])
        while held.num_rows >= ROW_GROUP_ROWS:
            yield held.slice(0, ROW_GROUP_ROWS)
            held = held.slice(ROW_GROUP_ROWS)
    if held is not None and held.num_rows:
        yield held
