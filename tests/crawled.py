"""A small crawl, made up: pages, and the files that crawlers keep them in."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_TOWNS = ("Skerrin", "Ousby", "Hallam", "Merrow", "Penhale", "Carrick")


def address(number: int) -> str:
    return f"https://crawl.example/news/{number}/story-{number}.html"


def page(number: int) -> str:
    """A page with an article of three paragraphs, and a menu; é is not ASCII in any of them."""
    town = _TOWNS[number % len(_TOWNS)]
    paragraphs = (
        f"The café at {town} harbour will stay open all winter, its keeper said on Monday, after"
        f" {number + 40} people had asked her to think again about the months without a ferry.",
        f"Last year she closed in October, and the {town} pilots drank their tea from flasks. The"
        " harbour master called it the longest winter that he could remember.",
        "The kettle goes on at six. Nobody on the quay expects it to go off again before the first"
        " of the yachts comes in, which is when the real work begins.",
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{town} café stays open</title></head><body>'
        '<nav><a href="/">Home</a> <a href="/sea">Sea</a></nav>'
        f"<article><h1>{town} café stays open</h1><p>By Ada Byron</p>"
        f'<time datetime="2024-05-{number % 28 + 1:02}">May {number % 28 + 1}, 2024</time>{body}'
        "</article></body></html>"
    )


def write_lines(path: Path, count: int, *, broken: tuple[int, ...] = ()) -> Path:
    """JSON Lines of pages; those whose numbers are broken are no JSON."""
    lines = [
        '{"html": oops' if n in broken else json.dumps({"html": page(n), "url": address(n)})
        for n in range(count)
    ]
    data = "".join(f"{line}\n" for line in lines).encode()
    if path.suffix == ".gz":
        data = gzip.compress(data)
    elif path.suffix == ".zst":
        data = zstandard.compress(data)
    path.write_bytes(data)
    return path


def write_warc(path: Path, *, gzipped: bool = True) -> Path:
    """An archive with three pages in odd encodings, and one record of every other kind."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "made up"}))
        latin = page(0).encode("latin-1")
        _respond(writer, 0, "200 OK", "text/html; charset=ISO-8859-1", latin)
        zipped = gzip.compress(page(1).encode())
        _respond(writer, 1, "200 OK", "text/html", zipped, ("Content-Encoding", "gzip"))
        chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(2).encode()), page(2).encode())
        _respond(writer, 2, "200 OK", "text/html", chunks, ("Transfer-Encoding", "chunked"))
        # Many crawlers store the body decoded and the header as it came.
        _respond(writer, 3, "200 OK", "text/html", page(3).encode(), ("Content-Encoding", "gzip"))
        _respond(writer, 4, "301 Moved Permanently", "text/html", b"")
        _respond(writer, 5, "404 Not Found", "text/html", page(5).encode())
        _respond(writer, 6, "200 OK", "image/png", b"\x89PNG")
        bad = gzip.compress(page(7).encode())[:-40] + b"?" * 40
        _respond(writer, 7, "200 OK", "text/html", bad, ("Content-Encoding", "gzip"))
        revisit = writer.create_revisit_record(
            address(0), "sha1:A", address(0), "2024-05-01T00:00:00Z"
        )
        writer.write_record(revisit)
        _keep(writer, 8, "resource", "text/html; charset=utf-8", page(8).encode())
        _keep(writer, 9, "conversion", "text/plain", "Skerrin café\n\nIt stays open.".encode())
        _keep(writer, 10, "metadata", "text/plain", b"fetchTimeMs: 3")
    return path


def write_arc(path: Path) -> Path:
    """An archive of the older format, with one page and one redirect."""
    header = b"1 0 made up\nURL IP-address Archive-date Content-type Archive-length\n"
    about = b"filedesc://old.arc 0.0.0.0 20050101000000 text/plain %d\n%s\n" % (len(header), header)
    entries = [about]
    for number, status in ((0, b"200 OK"), (1, b"302 Found")):
        head = b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" % status
        body = head + page(number).encode()
        url = address(number).encode()
        entries.append(b"%s 1.2.3.4 20050101000000 text/html %d\n%s\n" % (url, len(body), body))
    if path.suffix == ".gz":
        entries = [gzip.compress(entry) for entry in entries]
    path.write_bytes(b"".join(entries))
    return path


def _respond(
    writer: WARCWriter, number: int, status: str, media: str, body: bytes, *more: tuple[str, str]
) -> None:
    headers = StatusAndHeaders(status, [("Content-Type", media), *more], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        address(number), "response", payload=io.BytesIO(body), http_headers=headers
    )
    writer.write_record(record)


def _keep(writer: WARCWriter, number: int, kind: str, media: str, body: bytes) -> None:
    record = writer.create_warc_record(
        address(number), kind, payload=io.BytesIO(body), warc_content_type=media
    )
    writer.write_record(record)
