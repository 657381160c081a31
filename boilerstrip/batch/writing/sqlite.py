"""A table ``articles`` in an SQLite database."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from boilerstrip.batch.writing.writer import ROWS_FILE, Mark
from boilerstrip.rendering import plain_json

_TYPES = {"confidence": "REAL", "offset": "INTEGER"}


def encode(record: dict[str, Any]) -> list[Any]:
    """A record as the values of a row: lists become JSON, days ISO 8601."""
    return [_value(value) for value in record.values()]


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return plain_json.dumps(value)
    return value.isoformat() if isinstance(value, dt.date) else value


class Sqlite:
    """Rows in transactions that end at checkpoints; the primary key is the page's index."""

    def __init__(self, folder: Path, fields: Sequence[str], mark: Mark = None) -> None:
        self._path = folder / ROWS_FILE
        self._database = sqlite3.connect(self._path)
        columns = ", ".join(f'"{name}" {_TYPES.get(name, "TEXT")}' for name in fields)
        self._database.execute(
            f"CREATE TABLE IF NOT EXISTS articles (page INTEGER PRIMARY KEY, {columns})"
        )
        # A kill between the end of a transaction and the note of it leaves rows too many.
        self._database.execute("DELETE FROM articles WHERE page >= ?", (mark or 0,))
        self._database.commit()
        self._insert = f"INSERT INTO articles VALUES (?{', ?' * len(fields)})"
        self._next = mark or 0

    def write(self, index: int, row: list[Any]) -> None:
        self._database.execute(self._insert, (index, *row))
        self._next = index + 1

    def checkpoint(self) -> Mark:
        self._database.commit()
        return self._next

    def finish(self) -> None:
        self.checkpoint()
        self.close()

    def close(self) -> None:
        self._database.close()
