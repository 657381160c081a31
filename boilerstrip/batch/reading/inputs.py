"""From what the user names to the items in it."""

from __future__ import annotations

import dataclasses
import glob
import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from boilerstrip.batch.reading import archives, lines, single, streams, tables
from boilerstrip.batch.reading.item import Item, Unreadable
from boilerstrip.errors import PageTooLarge

FORMATS = ("page", "jsonl", "parquet", "warc")

_FORMAT_OF_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".arc": "warc",
}

_PARQUET_MAGIC = b"PAR1"


def expand(sources: Iterable[str]) -> Iterator[str]:
    """The files that are meant, in an order that is the same every time.

    A folder stands for all files in and below it but hidden ones, a pattern (``*``, ``?``, ``[…]``,
    ``**``) for what it matches. What does not exist is given as it is, to fail when it is opened.
    """
    for source in sources:
        if source == streams.STDIN or Path(source).is_file():
            yield source
        elif Path(source).is_dir():
            yield from _below(source)
        elif glob.has_magic(source) and (matches := _matches(source)):
            yield from expand(matches)
        else:
            yield source


def _matches(pattern: str) -> list[str]:
    # Path.glob takes no absolute pattern.
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207


def _below(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path)
        elif entry.is_file():
            yield entry.path


def total_bytes(sources: Iterable[str]) -> int | None:
    """How much there is to read; ``None`` where nobody knows."""
    total = 0
    for source in expand(sources):
        if source == streams.STDIN:
            return None
        if Path(source).exists():
            total += Path(source).stat().st_size
    return total


@dataclasses.dataclass(slots=True)
class Reader:
    """Reads inputs of any format.

    Attributes:
        page_field: the field or column of the page, in JSON Lines and Parquet.
        url_field: the one of its address.
        form: one of ``FORMATS``; by default each input's name or first bytes tell it.
        bytes_read: of the inputs so far, compressed as they are.
    """

    page_field: str = "html"
    url_field: str = "url"
    form: str | None = None
    bytes_read: int = 0

    def items(self, source: str) -> Iterator[Item]:
        """All items of an input. What can't be read is an item that says so."""
        before = self.bytes_read
        item: Item | None = None
        try:
            with streams.open_raw(source) as raw:
                for item in self._items(source, raw):
                    self.bytes_read = before + _position(raw)
                    yield item
                self.bytes_read = before + _position(raw)
        except Exception as error:
            if not (isinstance(error, (Unreadable, PageTooLarge)) or streams.is_damage(error)):
                raise
            # Where it broke is somewhere after the last record that could be read.
            yield Item(source, item.offset if item else None, None, error)

    def _items(self, source: str, raw: io.BufferedReader) -> Iterator[Item]:
        form = self.form or format_of(source, raw)
        if form == "warc":
            return archives.read(source, raw)
        if form == "page":
            return single.read(source, raw)
        read = lines.read if form == "jsonl" else tables.read
        return read(source, raw, page_field=self.page_field, url_field=self.url_field)


def _position(raw: io.BufferedReader) -> int:
    return raw.tell() if not raw.closed and raw.seekable() else 0


def format_of(source: str, raw: io.BufferedReader) -> str:
    """The format that an input's name tells, or else its first bytes do."""
    name = PurePath(source)
    if name.suffix in streams.COMPRESSED_SUFFIXES:
        name = name.with_suffix("")
    known = _FORMAT_OF_SUFFIX.get(name.suffix.lower())
    if known is not None:
        return known
    start = streams.beginning(raw, 512)
    if start.startswith((archives.WARC_MAGIC, archives.ARC_MAGIC)):
        return "warc"
    if start.startswith(_PARQUET_MAGIC):
        return "parquet"
    return "jsonl" if source == streams.STDIN and start.lstrip().startswith(b"{") else "page"
