"""What changed between two outputs over the same pages."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from boilerstrip.comparison import BadOutput, Pairs, change_of, read_rows, summarise

ROOT = Path(__file__).resolve().parent.parent


def row(name: str, *paragraphs: str, **fields: Any) -> dict[str, Any]:
    return {
        "url": name,
        "headline": "Tides",
        "confidence": 0.8,
        "paragraphs": [*paragraphs],
    } | fields


def write(path: Path, *rows: dict[str, Any]) -> Path:
    data = "".join(json.dumps(each) + "\n" for each in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


class TestChange:
    def test_the_same_is_no_change_even_if_less_sure(self) -> None:
        change = change_of("p", row("p", "One."), row("p", "One.", confidence=0.1))
        assert not change and change.kinds == [] and change.confidence == (0.8, 0.1)

    def test_fields_that_differ_are_named_with_both_values(self) -> None:
        change = change_of("p", row("p", byline=None), row("p", byline="Ada", headline="Ebb"))
        assert change.fields == {"headline": ("Tides", "Ebb"), "byline": (None, "Ada")}

    def test_nothing_is_the_same_however_it_is_written(self) -> None:
        assert not change_of(
            "p", row("p", authors=[], byline=None), row("p", authors=None, byline="")
        )

    def test_what_one_side_was_written_without_is_not_compared(self) -> None:
        without = {"url": "p", "headline": "Tides"}
        assert not change_of("p", row("p", "One.", byline="Ada"), without)

    def test_paragraphs_lost_and_gained_in_reading_order(self) -> None:
        change = change_of("p", row("p", "a", "b", "c"), row("p", "a", "x", "c", "d"))
        assert change.paragraphs == (("-", "b"), ("+", "x"), ("+", "d"))
        assert change.shared == pytest.approx(2 * 2 / 7)

    def test_blocks_that_changed_their_label(self) -> None:
        texts = ["Share", "Menu", "Share"]
        sides = [
            row("p", blocks=[{"text": t, "label": n} for t, n in zip(texts, names, strict=True)])
            for names in (["share", "navigation", "body"], ["share", "navigation", "share"])
        ]
        assert change_of("p", *sides).labels == {("body", "share"): 1}


class TestPairs:
    def test_order_does_not_matter_and_what_has_no_match_is_named(self) -> None:
        pairs = Pairs([row("a"), row("b"), row("c")], [row("c"), row("d"), row("a")])
        assert [name for name, _, _ in pairs] == ["c", "a"]
        assert (pairs.only_ours, pairs.only_theirs) == (["b"], ["d"])

    def test_a_page_written_twice_is_paired_in_turn(self) -> None:
        ours, theirs = [row("a", "1"), row("a", "2")], [row("a", "3"), row("a", "4"), row("a", "5")]
        pairs = Pairs(ours, theirs)
        found = [(a["paragraphs"], b["paragraphs"]) for _, a, b in pairs]
        assert found == [(["1"], ["3"]), (["2"], ["4"])]
        assert pairs.only_theirs == ["a"]

    def test_an_id_names_a_page_before_its_address(self) -> None:
        pairs = Pairs([row("a", id="1"), row("a", id="2")], [row("a", id="2")])
        assert [name for name, _, _ in pairs] == ["2"] and pairs.only_ours == ["1"]

    def test_a_row_without_a_name_is_refused(self) -> None:
        with pytest.raises(BadOutput, match="row 1 names no page"):
            list(Pairs([{"headline": "Tides"}], []))


class TestRows:
    def test_plain_and_packed_lines(self, tmp_path: Path) -> None:
        for name in ("a.jsonl", "a.jsonl.gz"):
            assert list(read_rows(write(tmp_path / name, row("a"), row("b")))) == [
                row("a"),
                row("b"),
            ]

    def test_lines_packed_with_zstd(self, tmp_path: Path) -> None:
        zstandard = pytest.importorskip("zstandard", reason="needs boilerstrip[warc]")
        plain = write(tmp_path / "a.jsonl", row("a"), row("b")).read_bytes()
        (tmp_path / "a.jsonl.zst").write_bytes(zstandard.compress(plain))
        assert list(read_rows(tmp_path / "a.jsonl.zst")) == [row("a"), row("b")]
        (tmp_path / "b.jsonl.zst").write_bytes(plain)
        with pytest.raises(BadOutput, match=r"b\.jsonl\.zst"):
            list(read_rows(tmp_path / "b.jsonl.zst"))

    def test_parquet(self, tmp_path: Path) -> None:
        arrow = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        rows = [row(f"p{n}", "One.") for n in range(150)]
        parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "a.parquet")
        assert list(read_rows(tmp_path / "a.parquet")) == rows

    @pytest.mark.parametrize("data", [b'{"a": 1}\n{"a"', b"[1]\n", b"\xff\xfe\n"])
    def test_what_is_no_json_object_is_refused_by_its_line(
        self, tmp_path: Path, data: bytes
    ) -> None:
        (tmp_path / "a.jsonl").write_bytes(data)
        with pytest.raises(BadOutput, match=f"line {data.count(10) or 1}|line 2"):
            list(read_rows(tmp_path / "a.jsonl"))

    @pytest.mark.parametrize("cut", [0, 30])
    def test_a_broken_archive_is_refused(self, tmp_path: Path, cut: int) -> None:
        packed = write(tmp_path / "a.jsonl.gz", row("a"))
        packed.write_bytes(packed.read_bytes()[:cut] or b"no archive")
        with pytest.raises(BadOutput, match=r"a\.jsonl\.gz"):
            list(read_rows(packed))


def test_sums_and_the_largest_changes_first() -> None:
    ours = [row("a", "same"), row("b", "lost words"), row("c", "x y z"), row("d", "e")]
    theirs = [row("a", "same"), row("b"), row("c", "x y"), row("d", "e", headline="Ebb")]
    summary = summarise(Pairs(ours, theirs), limit=2)
    assert (summary.pages, summary.changed) == (4, 3)
    assert summary.kinds == {"paragraphs": 2, "headline": 1}
    assert summary.paragraphs == {"-": 2, "+": 1}
    assert summary.mean_confidence == pytest.approx((0.8, 0.8))
    assert [change.page for change in summary.largest] == ["b", "c"]


class TestCommand:
    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "boilerstrip", "compare", *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def test_table_and_report(self, tmp_path: Path) -> None:
        ours = write(tmp_path / "ours.jsonl", row("a", "<b>Share</b>"), row("only-ours"))
        theirs = write(tmp_path / "theirs.jsonl.gz", row("a", headline="Ebb"))
        done = self.run(ours, theirs, "-o", tmp_path / "report.html")
        assert (done.returncode, done.stderr) == (0, "")
        lines = done.stdout.splitlines()
        assert lines[0].split() == "1 pages in both, 1 of them changed".split()
        assert lines[-1].split() == "0.000 a headline, paragraphs".split()
        report = (tmp_path / "report.html").read_text(encoding="utf-8")
        root = lxml.html.document_fromstring(report)
        assert [e.text for e in root.iter("del")] == ["Tides", "<b>Share</b>"]
        assert [e.text for e in root.iter("ins")] == ["Ebb"]
        assert "only-ours" in report and not list(root.iter("script"))

    def test_bad_files_are_named(self, tmp_path: Path) -> None:
        good = write(tmp_path / "a.jsonl", row("a"))
        missing = self.run(good, tmp_path / "missing.jsonl")
        assert missing.returncode == 1 and "missing.jsonl" in missing.stderr
        (tmp_path / "b.jsonl").write_text("no json\n")
        bad = self.run(good, tmp_path / "b.jsonl")
        assert bad.returncode == 2 and "b.jsonl, line 1" in bad.stderr
