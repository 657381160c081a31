"""JSON Lines, plain or compressed."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

from boilerstrip.batch.writing.spool import Spool
from boilerstrip.batch.writing.writer import ROWS_FILE, Mark
from boilerstrip.rendering import plain_json

_ZSTD_LEVEL = 6  # about gzip's size at a tenth of its time


def encode(record: dict[str, Any]) -> bytes:
    """A record as a line of JSON; days become ISO 8601."""
    plain = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in record.items()
    }
    return plain_json.dumps(plain).encode() + b"\n"


def compressor(name: str) -> Callable[[bytes], bytes]:
    """What packs lines for a file of that name: a gzip member or a zstd frame of their own."""
    if name.endswith(".gz"):
        return lambda data: gzip.compress(data, 6, mtime=0)
    if name.endswith((".zst", ".zstd")):
        import zstandard

        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress
    return bytes


class JsonLines:
    """Rows as lines; those between two checkpoints are packed together."""

    def __init__(self, folder: Path, name: str, mark: Mark = None) -> None:
        self._pack = compressor(name)
        self._spool = Spool(folder / ROWS_FILE, mark or 0)
        self._lines: list[bytes] = []

    def write(self, index: int, row: bytes) -> None:
        self._lines.append(row)

    def checkpoint(self) -> Mark:
        if self._lines:
            self._spool.append(self._pack(b"".join(self._lines)))
            self._lines.clear()
        return self._spool.flush()

    def finish(self) -> None:
        self.checkpoint()

    def close(self) -> None:
        self._spool.close()
