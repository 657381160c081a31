"""Where the whole records of a damaged WARC begin and end, which its reader can't tell."""

from __future__ import annotations

import io
import os
import re
import zlib
from collections.abc import Iterator
from typing import Any

from boilerstrip.batch.reading import streams

# Bytes read at a time: a damaged stretch is searched at the speed of the disk. Packed ones are
# fewer, for they may become a thousand times as many.
_CHUNK = 1 << 20
_PACKED_CHUNK = 1 << 14

# A block of zstd, which is packed as a whole, is not longer, and what is before the first is short.
_ZSTD_BLOCK = (1 << 17) + (1 << 10)

# A header is some hundred bytes, of which the longest is an address.
_MAX_HEADER = 1 << 16

# What a record may begin with: a gzip member, a zstd frame, or its own first line.
_MARK = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|(?<=\n)WARC/1\.\d\r?\n")
_LONGEST_MARK = 12

_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d+)[ \t]*\r?$")
_VERSION = b"WARC/"
_END = b"\r\n\r\n"


def next_record(raw: io.BufferedReader, begin: int) -> int | None:
    """Where the first record begins, at or after a place; ``None`` where there is none.

    A gzip member or zstd frame counts if what it holds begins as a record does: packed pages hold
    packed bytes of all kinds.
    """
    for place, mark in _marks(raw, begin):
        if _holds_record(raw, place, mark):
            return place
    return None


def is_record(raw: io.BufferedReader, place: int) -> bool:
    """Whether a record begins at a place."""
    raw.seek(place)
    start = raw.read(_LONGEST_MARK)
    return _holds_record(raw, place, start)


def end_of_record(raw: io.BufferedReader, begin: int) -> int | None:
    """Where the record ends that begins there; ``None`` where it is not whole.

    Gzip members and zstd frames tell that by their checksums. A plain record has none: it is whole
    if it ends where its length says.
    """
    raw.seek(begin)
    unpacker = _unpacker(raw.peek(4)[:4])
    return _end_of_plain(raw, begin) if unpacker is None else _end_of_packed(raw, begin, unpacker)


def _marks(raw: io.BufferedReader, begin: int) -> Iterator[tuple[int, bytes]]:
    searched = begin
    while True:
        # One byte before, for the end of the line there; some after, for a mark that is cut.
        first = max(0, searched - 1)
        raw.seek(first)
        chunk = raw.read(_CHUNK + _LONGEST_MARK)
        for match in _MARK.finditer(chunk, searched - first):
            if match.start() < _CHUNK:
                yield first + match.start(), match[0]
        if len(chunk) < _CHUNK + _LONGEST_MARK:
            return
        searched = first + _CHUNK


def _unpacker(start: bytes) -> Any:
    """What unpacks data of that beginning, by the interface of ``zlib.decompressobj``."""
    if start.startswith(streams.GZIP_MAGIC):
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    if start.startswith(streams.ZSTD_MAGIC):
        import zstandard

        return zstandard.ZstdDecompressor().decompressobj()
    return None


def _holds_record(raw: io.BufferedReader, place: int, mark: bytes) -> bool:
    raw.seek(place)
    start = raw.read(_ZSTD_BLOCK)
    unpacker = _unpacker(mark)
    try:
        if mark.startswith(streams.GZIP_MAGIC):
            # No more than is looked at: what is damaged further on is a record as well.
            start = unpacker.decompress(start, len(_VERSION))
        elif unpacker is not None:
            start = unpacker.decompress(start)
    except Exception as error:
        if not streams.is_damage(error):
            raise
        return False
    return start.startswith(_VERSION)


def _end_of_packed(raw: io.BufferedReader, begin: int, unpacker: Any) -> int | None:
    while not unpacker.eof:
        chunk = raw.read(_PACKED_CHUNK)
        if not chunk:
            return None
        try:
            unpacker.decompress(chunk)
        except Exception as error:
            if not streams.is_damage(error):
                raise
            return None
    return raw.tell() - len(unpacker.unused_data)


def _end_of_plain(raw: io.BufferedReader, begin: int) -> int | None:
    header, found, _ = raw.read(_MAX_HEADER).partition(_END)
    length = _LENGTH.search(header + b"\r\n")
    if not found or length is None:
        return None
    end = raw.seek(begin + len(header) + len(_END) + int(length[1]))
    if end > raw.seek(0, os.SEEK_END):
        return None
    raw.seek(end)
    # Some archives end with the last page.
    behind = raw.read(len(_END))
    return raw.tell() if behind in (b"", _END) else None
