"""Outputs: JSON Lines, Parquet, SQLite, a folder of Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from boilerstrip.batch.writing.writer import ROWS_FILE, Encode, Mark, Writer

__all__ = ["FORMATS", "ROWS_FILE", "Encode", "Writer", "encoder", "format_of", "open_writer"]

FORMATS = ("jsonl", "parquet", "sqlite", "markdown")

_FORMAT_OF_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    "": "markdown",
}


def format_of(out: Path) -> str:
    """The format that an output's name tells; a name without a suffix is a folder of Markdown.

    Raises:
        ValueError: the name tells none.
    """
    name = out.with_suffix("") if out.suffix in (".gz", ".zst", ".zstd") else out
    try:
        form = _FORMAT_OF_SUFFIX[name.suffix.lower()]
    except KeyError:
        known = ", ".join(suffix for suffix in _FORMAT_OF_SUFFIX if suffix)
        raise ValueError(
            f"{out.name}: no known output; end it in {known}, or in nothing for a folder of"
            " Markdown"
        ) from None
    if name != out and form != "jsonl":
        raise ValueError(f"{out.name}: only JSON Lines are compressed as a whole")
    return form


def encoder(form: str) -> Encode:
    """What turns records into the rows of an output."""
    from boilerstrip.batch.writing import jsonlines, markdown, sqlite

    return {
        "jsonl": jsonlines.encode,
        "markdown": markdown.encode,
        "parquet": _as_it_is,
        "sqlite": sqlite.encode,
    }[form]


def _as_it_is(record: dict[str, Any]) -> dict[str, Any]:
    return record


def open_writer(form: str, folder: Path, name: str, fields: Sequence[str], mark: Mark) -> Writer:
    """Open an output, or go on with it.

    Args:
        form: one of ``FORMATS``.
        folder: where it is made.
        name: what it will be called.
        fields: its columns.
        mark: what its last checkpoint gave; ``None`` to begin.
    """
    if form == "parquet":
        from boilerstrip.batch.writing.parquet import Parquet

        return Parquet(folder, fields, mark)
    if form == "sqlite":
        from boilerstrip.batch.writing.sqlite import Sqlite

        return Sqlite(folder, fields, mark)
    if form == "markdown":
        from boilerstrip.batch.writing.markdown import Markdown

        return Markdown(folder, mark)
    from boilerstrip.batch.writing.jsonlines import JsonLines

    return JsonLines(folder, name, mark)
