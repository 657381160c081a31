"""What every kind of output can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

ROWS_FILE = "rows"
"""The output's name while it is made."""

Mark = Any
"""What a writer must know to go on from a checkpoint; plain values that JSON can hold."""

Encode = Callable[[dict[str, Any]], Any]
"""Turns a record into what the writer writes. Workers run it, so it is a module's function."""


class Writer(Protocol):
    """Takes rows, in order, and gives one output when all are there."""

    def write(self, index: int, row: Any) -> None:
        """Take a row: what ``encode`` made of a record. Indexes only grow."""

    def checkpoint(self) -> Mark:
        """Bring all rows to the disk; a writer opened with the mark goes on from here."""

    def finish(self) -> None:
        """Make the whole output, ready to be moved to its place, of the name ``ROWS_FILE``."""

    def close(self) -> None:
        """Let go of all files."""
