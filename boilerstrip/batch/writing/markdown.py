"""A folder with a Markdown file for each article."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from boilerstrip.batch.writing.writer import ROWS_FILE, Mark
from boilerstrip.rendering import plain_json

# Enough to tell files apart by eye, and far from the 255 bytes that file systems take.
_SLUG_CHARACTERS = 60

_NOT_IN_NAMES = re.compile(r"[\W_]+")

_Row = tuple[str, str]


def encode(record: dict[str, Any]) -> _Row:
    """The file's name without its number, and its text: front matter and article.

    Front matter is YAML whose values are JSON, which every YAML is.
    """
    about = "".join(
        f"{name}: {plain_json.dumps(value.isoformat() if isinstance(value, dt.date) else value)}\n"
        for name, value in record.items()
        if name not in ("markdown", "text", "paragraphs", "blocks") and value not in (None, [])
    )
    return slug(record.get("url") or record.get("source") or ""), (
        f"---\n{about}---\n\n{record['markdown']}"
    )


def slug(address: str) -> str:
    """What a page's address says of it, as part of a file name.

    >>> slug("https://paper.example/news/2024/ferry-returns.html?x=1")
    'ferry-returns'
    """
    stem = PurePosixPath(unquote(urlsplit(address).path)).stem if _is_split(address) else ""
    return _NOT_IN_NAMES.sub("-", stem)[:_SLUG_CHARACTERS].strip("-").lower() or "page"


def _is_split(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True


class Markdown:
    """Files named for the page's index and address."""

    def __init__(self, folder: Path, mark: Mark = None) -> None:
        self._folder = folder / ROWS_FILE
        self._folder.mkdir(exist_ok=True)
        self._next = mark or 0
        for path in self._folder.iterdir():
            if int(path.name.partition("-")[0]) >= self._next:
                path.unlink()

    def write(self, index: int, row: _Row) -> None:
        name, text = row
        path = self._folder / f"{index:06d}-{name}.md"
        path.write_text(text, encoding="utf-8", newline="\n")
        self._next = index + 1

    def checkpoint(self) -> Mark:
        return self._next

    def finish(self) -> None:
        """Every file is in its place already."""

    def close(self) -> None:
        """Every file is closed already."""
