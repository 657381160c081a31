"""A file that only grows, and can be cut back to what it was at a checkpoint."""

from __future__ import annotations

import os
from pathlib import Path


class Spool:
    """Bytes that survive the end of the process from ``flush`` on.

    Args:
        path: the file; made if it is not there.
        length: how many bytes of it count; what stands behind them is cut off.
    """

    def __init__(self, path: Path, length: int = 0) -> None:
        self.path = path
        self._file = path.open("ab")
        self._file.truncate(length)
        self._file.seek(0, os.SEEK_END)

    def append(self, data: bytes) -> None:
        self._file.write(data)

    def flush(self) -> int:
        """Bring everything to the disk; the length."""
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
