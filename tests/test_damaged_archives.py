"""Damaged archives: what is whole is read, and what is lost is told."""

from __future__ import annotations

import functools
import gzip
import io
import os
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("fastwarc", reason="boilerstrip[warc] is not installed")
import zstandard
from crawled import address, page, write_arc
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from boilerstrip.batch import Page
from boilerstrip.batch.reading import Item, Reader

RECORDS = 6
# A page longer than what readers take at a time, and one whose own bytes look like an archive.
LONG, ODD = 2, 4


def body(number: int) -> bytes:
    if number == LONG:
        return "".join(map(page, range(80))).encode()
    if number == ODD:
        return gzip.compress(page(number).encode()) + b"WARC/1.1 is what archives begin with"
    return page(number).encode()


@functools.cache  # for each has a random identifier
def record(number: int) -> bytes:
    """A record as it stands in a plain archive, warcio's own."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    kind = "request" if number == 1 else "response"
    writer.write_record(
        writer.create_warc_record(
            address(number), kind, payload=io.BytesIO(body(number)), http_headers=headers
        )
    )
    return file.getvalue()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "a.warc": bytes,
    "a.warc.gz": gzip.compress,
    "a.warc.zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
PARTS = {name: [pack(record(n)) for n in range(RECORDS)] for name, pack in PACKED.items()}


def begin_of(name: str, number: int) -> int:
    return sum(map(len, PARTS[name][:number]))


def read(path: Path, data: bytes) -> list[Item]:
    path.write_bytes(data)
    return list(Reader().items(str(path)))


def pages_of(items: list[Item]) -> list[str | None]:
    return [item.url for item in items if isinstance(item.found, Page)]


def damage_of(items: list[Item]) -> list[Item]:
    return [item for item in items if isinstance(item.found, Exception)]


def addresses(*without: int) -> list[str]:
    """Of the records that hold a page; one holds a request."""
    return [address(n) for n in range(RECORDS) if n not in (1, *without)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archives")


@pytest.mark.parametrize("name", PACKED)
def test_a_whole_archive(folder: Path, name: str) -> None:
    items = read(folder / name, b"".join(PARTS[name]))
    assert pages_of(items) == addresses()
    assert not damage_of(items)
    if name != "a.warc.zst":  # whose frames FastWARC counts as one stream
        assert [item.offset for item in items] == [
            begin_of(name, n) for n in range(RECORDS) if n != 1
        ]


def unpacked(name: str, packed: bytes) -> bytes | None:
    """What a packed record holds; ``None`` where it is damaged."""
    unpacker = (
        zlib.decompressobj(wbits=31)
        if name.endswith("gz")
        else zstandard.ZstdDecompressor().decompressobj()
    )
    try:
        plain = unpacker.decompress(packed)
    except (zlib.error, zstandard.ZstdError):
        return None
    return plain if unpacker.eof and not unpacker.unused_data else None


@given(data=st.data(), name=st.sampled_from(["a.warc.gz", "a.warc.zst"]))
def test_overwritten_bytes_cost_their_record_alone(
    folder: Path, data: st.DataObject, name: str
) -> None:
    parts = list(PARTS[name])
    number = data.draw(st.integers(0, RECORDS - 1))
    old = parts[number]
    place = data.draw(st.integers(0, len(old) - 1))
    new = data.draw(st.binary(min_size=1, max_size=40))[: len(old) - place]
    parts[number] = old[:place] + new + old[place + len(new) :]
    items = read(folder / name, b"".join(parts))
    if unpacked(name, parts[number]) == record(number):  # some bytes matter to nobody
        assert pages_of(items) == addresses()
        return
    assert pages_of(items) == addresses(number)
    [lost] = damage_of(items)
    follows = begin_of(name, number + 1)
    onwards = "nothing follows" if number == RECORDS - 1 else f"read on at {follows}"
    assert lost.offset == begin_of(name, number)
    assert f"{len(old)} bytes are lost, {onwards}" in str(lost.found)


@given(data=st.data(), name=st.sampled_from(list(PACKED)))
def test_what_is_cut_out_costs_the_records_it_was_in(
    folder: Path, data: st.DataObject, name: str
) -> None:
    whole = b"".join(PARTS[name])
    begin = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(begin + 1, len(whole)))
    items = read(folder / name, whole[:begin] + whole[end:])
    cut = [n for n in range(RECORDS) if begin_of(name, n) < end and begin_of(name, n + 1) > begin]
    found = pages_of(items)
    if name == "a.warc":  # which has no checksums, and may bear the loss of a line end, say
        assert [url for url in found if url in addresses(*cut)] == addresses(*cut)
    else:
        assert found == addresses(*cut)


@pytest.mark.parametrize("name", PACKED)
def test_an_archive_that_breaks_off(folder: Path, name: str) -> None:
    whole = b"".join(PARTS[name])
    steps = range(1, len(whole), len(whole) // 80)
    for size in (*steps, *(begin_of(name, n) + 5 for n in range(RECORDS))):
        items = read(folder / name, whole[:size])
        gone = [n for n in range(RECORDS) if begin_of(name, n + 1) > size]
        assert pages_of(items) == addresses(*gone)
        [lost] = damage_of(items)
        assert lost.offset == begin_of(name, gone[0])
        assert "nothing follows" in str(lost.found)


def test_damage_in_several_places(folder: Path) -> None:
    parts = list(PARTS["a.warc.gz"])
    for number in (0, 3, 4):
        parts[number] = parts[number][:60] + b"damage" + parts[number][66:]
    items = read(folder / "a.warc.gz", b"".join(parts))
    assert pages_of(items) == addresses(0, 3, 4)
    assert [item.offset for item in damage_of(items)] == [
        begin_of("a.warc.gz", number) for number in (0, 3, 4)
    ]


def test_the_first_line_of_a_plain_record(folder: Path) -> None:
    parts = list(PARTS["a.warc"])
    parts[3] = b"WRAC" + parts[3][4:]
    items = read(folder / "a.warc", b"".join(parts))
    assert pages_of(items) == addresses(3)
    assert [item.offset for item in damage_of(items)] == [begin_of("a.warc", 3)]


@pytest.mark.parametrize("length", [b"9", b"9999", b"999999999"])
def test_the_length_of_a_plain_record(folder: Path, length: bytes) -> None:
    parts = list(PARTS["a.warc"])
    parts[3] = re.sub(rb"Content-Length: \d+", b"Content-Length: " + length, parts[3])
    items = read(folder / "a.warc", b"".join(parts))
    assert pages_of(items) == addresses(3)
    assert [item.offset for item in damage_of(items)] == [begin_of("a.warc", 3)]


def test_an_archive_that_is_packed_as_a_whole(folder: Path) -> None:
    packed = gzip.compress(b"".join(PARTS["a.warc"]))
    assert pages_of(read(folder / "a.warc.gz", packed)) == addresses()
    middle = len(packed) // 2
    items = read(folder / "a.warc.gz", packed[:middle] + b"?" * 40 + packed[middle + 40 :])
    assert set(pages_of(items)) < set(addresses())
    [lost] = damage_of(items)
    assert "nothing follows" in str(lost.found)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pipes have no names here")
def test_a_pipe_can_not_be_read_on(folder: Path) -> None:
    parts = list(PARTS["a.warc.gz"])
    parts[3] = parts[3][:60] + b"damage" + parts[3][66:]
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(b"".join(parts))
    items = list(Reader(form="warc").items(f"/dev/fd/{reading}"))
    os.close(reading)
    assert pages_of(items) == addresses(3, 4, 5)
    [lost] = damage_of(items)
    assert "a pipe can't be read twice" in str(lost.found)


@pytest.mark.parametrize("name", ["old.arc", "old.arc.gz"])
def test_an_arc_that_breaks_off(folder: Path, name: str) -> None:
    whole = write_arc(folder / name).read_bytes()
    [one, _] = read(folder / name, whole)
    assert isinstance(one.found, Page)
    for size in range(1, len(whole) - 1, 31):
        for item in read(folder / name, whole[:size]):
            assert not isinstance(item.found, Page) or item.found == one.found


@pytest.mark.parametrize("data", [b"", b"\0" * 30, b"WARC", b"\x1f\x8b\x08", os.urandom(500)])
def test_what_is_no_archive_at_all(folder: Path, data: bytes) -> None:
    items = read(folder / "a.warc.gz", data)
    assert len(items) == len(damage_of(items)) == (1 if data else 0)
