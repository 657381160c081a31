"""The rows of two outputs that are of the same page, in whatever order they were written."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from boilerstrip.comparison.rows import BadOutput, Row

# What names a page, the most telling first.
_NAMES = ("id", "url", "source")


class Pairs:
    """Iterates over the pairs of rows of the same page; then knows what had no match.

    One side lies in a temporary database on disk meanwhile, so outputs may be larger than memory.
    A page that was written several times is paired in the order of writing.

    Attributes:
        only_ours, only_theirs: names of the pages without a match, once the iteration is over.
    """

    def __init__(self, ours: Iterable[Row], theirs: Iterable[Row]) -> None:
        self._ours, self._theirs = ours, theirs
        self.only_ours: list[str] = []
        self.only_theirs: list[str] = []

    def __iter__(self) -> Iterator[tuple[str, Row, Row]]:
        """Pairs as name, our row and their row, in the order of theirs.

        Raises:
            BadOutput: a row names no page.
        """
        database = sqlite3.connect("")  # a private file that SQLite deletes
        try:
            database.execute("CREATE TABLE ours (name TEXT, nth INTEGER, row TEXT)")
            database.executemany(
                "INSERT INTO ours VALUES (?, ?, ?)",
                (
                    (name, nth, json.dumps(row, default=_plain))
                    for name, nth, row in _named(self._ours)
                ),
            )
            database.execute("CREATE UNIQUE INDEX page ON ours (name, nth)")
            for name, nth, row in _named(self._theirs):
                found = database.execute(
                    "DELETE FROM ours WHERE name = ? AND nth = ? RETURNING row", (name, nth)
                ).fetchall()
                if found:
                    yield name, json.loads(found[0][0]), row
                else:
                    self.only_theirs.append(name)
            left = database.execute("SELECT name FROM ours ORDER BY rowid")
            self.only_ours = [name for (name,) in left]
        finally:
            database.close()


def _named(rows: Iterable[Row]) -> Iterator[tuple[str, int, Row]]:
    seen: Counter[str] = Counter()
    for number, row in enumerate(rows, 1):
        name = next((str(row[key]) for key in _NAMES if row.get(key)), None)
        if name is None:
            raise BadOutput(f"row {number} names no page: it has none of {', '.join(_NAMES)}")
        seen[name] += 1
        yield name, seen[name], row


def _plain(value: object) -> str:
    # Columns of dates come out of Parquet as such.
    if isinstance(value, date):
        return value.isoformat()
    raise BadOutput(f"a row holds a {type(value).__name__}, which no article has")
