"""Open a file or standard input, plain or compressed."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from pathlib import Path
from typing import BinaryIO, cast

STDIN = "-"

GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"

COMPRESSED_SUFFIXES = frozenset({".gz", ".zst", ".zstd"})


def beginning(raw: io.BufferedReader, size: int) -> bytes:
    """The first bytes of a stream without gzip, ``size`` at most; they can be read again."""
    start = raw.peek()
    if not start.startswith(GZIP_MAGIC):
        return start[:size]
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(start, size)
    except zlib.error:
        return b""


def open_raw(source: str) -> io.BufferedReader:
    """The bytes of a file, or of standard input, as they are; to be peeked into.

    Raises:
        OSError: it can't be opened.
    """
    if source == STDIN:
        return cast(io.BufferedReader, sys.stdin.buffer)
    return Path(source).open("rb")


def plain(raw: io.BufferedReader) -> BinaryIO:
    """A stream without its compression, which its first bytes tell."""
    start = raw.peek(4)[:4]
    if start.startswith(GZIP_MAGIC):
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if start == ZSTD_MAGIC:
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
        return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, reader)))
    return cast(BinaryIO, raw)


def is_damage(error: Exception) -> bool:
    """Whether an error is what reading a damaged or missing stream raises."""
    known: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error)
    zstandard = sys.modules.get("zstandard")
    return isinstance(error, known if zstandard is None else (*known, zstandard.ZstdError))
