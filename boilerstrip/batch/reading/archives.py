"""WARC and WET by FastWARC, ARC by warcio: the responses that hold HTML or text."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from w3lib.encoding import http_content_type_encoding

from boilerstrip.batch.page import Kind, Page
from boilerstrip.batch.reading import streams
from boilerstrip.batch.reading.item import Item, Skip, Unreadable
from boilerstrip.batch.reading.media import is_page_type
from boilerstrip.document.limits import MAX_PAGE_BYTES
from boilerstrip.errors import PageTooLarge

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

ARC_MAGIC = b"filedesc:"
WARC_MAGIC = b"WARC/"


def read(source: str, raw: io.BufferedReader) -> Iterator[Item]:
    """Give the page of each record, or why it is skipped.

    Raises:
        OSError: the archive is damaged; the records before were given.
    """
    if streams.beginning(raw, len(ARC_MAGIC)) == ARC_MAGIC:
        yield from _read_arc(source, raw)
    else:
        yield from _read_warc(source, raw)


def _read_warc(source: str, raw: io.BufferedReader) -> Iterator[Item]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    types = WarcRecordType
    # Records of other types (requests, say, or the crawler's notes) are no pages, and not missed.
    wanted = types.response | types.resource | types.conversion | types.revisit
    for record in ArchiveIterator(raw, record_types=wanted, parse_http=False):
        url = record.headers.get("WARC-Target-URI")
        yield Item(source, record.stream_pos, url, _found(record, url))


def _found(record: WarcRecord, url: str | None) -> Page | Skip | Exception:
    from fastwarc.warc import WarcRecordType

    if record.record_type == WarcRecordType.revisit:
        return Skip.REVISIT
    if not record.is_http:
        return _bare(record, url)
    record.parse_http()
    headers = record.http_headers
    if headers is None or headers.status_code is None:
        return Unreadable("the record holds no HTTP response")
    media = record.headers.get("WARC-Identified-Payload-Type") or headers.get("Content-Type")
    skip = _skip(headers.status_code, media)
    if skip is not None:
        return skip
    content = _content(record)
    if isinstance(content, Exception):
        return content
    try:
        body = _decoded(content, headers.get("Transfer-Encoding"), headers.get("Content-Encoding"))
    except (OSError, EOFError, zlib.error) as error:
        return Unreadable(f"the response is not encoded as it says: {error}")
    encoding = http_content_type_encoding(headers.get("Content-Type"))
    return _oversize(body) or Page(body, url, encoding)


def _bare(record: WarcRecord, url: str | None) -> Page | Skip | Exception:
    """What a record without HTTP headers holds: a resource, or the text of a WET file."""
    from fastwarc.warc import WarcRecordType

    media = record.headers.get("Content-Type")
    if media is not None and not is_page_type(media):
        return Skip.OTHER
    content = _content(record)
    if isinstance(content, Exception):
        return content
    if media is None and not content:
        return Unreadable("the archive breaks off in the record")
    is_text = record.record_type == WarcRecordType.conversion
    kind: Kind = "text" if is_text else "auto"
    return Page(content, url, http_content_type_encoding(media), kind)


def _content(record: WarcRecord) -> bytes | Exception:
    content = record.reader.read(MAX_PAGE_BYTES + 1)
    if len(content) < min(record.content_length, MAX_PAGE_BYTES + 1):
        return Unreadable("the archive breaks off in the record")
    return _oversize(content) or content


def _skip(status: int, media: str | None) -> Skip | None:
    if 300 <= status < 400:
        return Skip.REDIRECT
    if not 200 <= status < 300:
        return Skip.ERROR
    return Skip.OTHER if media is not None and not is_page_type(media) else None


def _oversize(content: bytes) -> PageTooLarge | None:
    if len(content) > MAX_PAGE_BYTES:
        return PageTooLarge(len(content), MAX_PAGE_BYTES)
    return None


def _decoded(content: bytes, transfer: str | None, encoding: str | None) -> bytes:
    """The body of a response without chunks and compression, no longer than is needed.

    Many archives store bodies decoded under headers that say otherwise: what does not look encoded
    is taken as it is.
    """
    from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

    if (transfer or "").strip().lower() == "chunked" and _looks_chunked(content):
        content = _all_of(ChunkedReader(io.BytesIO(content)))
    coding = (encoding or "").strip().lower()
    if content.startswith(streams.GZIP_MAGIC) or (coding == "deflate" and content[:1] == b"\x78"):
        # FastWARC's reader takes a damaged body for one that ends there.
        return _inflated(content)
    if content.startswith(streams.ZSTD_MAGIC):
        return _all_of(ZstdReader(io.BytesIO(content)))
    if coding == "br" and not content.lstrip().startswith(b"<"):
        return _all_of(BrotliReader(io.BytesIO(content)))
    return content


def _inflated(content: bytes) -> bytes:
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    body = inflate.decompress(content, MAX_PAGE_BYTES + 1)
    if not inflate.eof and len(body) <= MAX_PAGE_BYTES:
        raise EOFError("it breaks off")
    return body


def _looks_chunked(content: bytes) -> bool:
    size = content[:18].partition(b"\r\n")[0].partition(b";")[0].strip()
    try:
        return int(size, 16) >= 0
    except ValueError:
        return False


def _all_of(reader: Any) -> bytes:
    """What a reader gives, up to more than a page may have; readers give less than asked for."""
    parts = []
    left = MAX_PAGE_BYTES + 1
    while left > 0 and (part := reader.read(min(left, 1 << 16))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _read_arc(source: str, stream: Any) -> Iterator[Item]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(stream, arc2warc=True)
    try:
        for record in records:
            if record.rec_type != "response":
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            found = _found_in_arc(record, url)
            # Only now: to tell the offset, warcio reads the record to its end.
            yield Item(source, records.get_record_offset(), url, found)
    except ArchiveLoadFailed as error:
        raise Unreadable(" ".join(str(error).split())) from error


def _found_in_arc(record: Any, url: str | None) -> Page | Skip | Exception:
    headers = record.http_headers
    status = headers.get_statuscode() if headers is not None else ""
    if not status.isdigit():
        return Unreadable("the record holds no HTTP response")
    media = headers.get_header("Content-Type")
    skip = _skip(int(status), media)
    if skip is not None:
        return skip
    content = record.content_stream().read(MAX_PAGE_BYTES + 1)
    return _oversize(content) or Page(content, url, http_content_type_encoding(media))
