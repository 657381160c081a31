"""``boilerstrip run``: every page of the inputs once, in one output, whole or not at all."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boilerstrip import extract
from boilerstrip.article import Article
from boilerstrip.document.limits import MAX_PAGE_BYTES

pytest.importorskip("filelock", reason="boilerstrip[cli] is not installed")
pytest.importorskip("fastwarc", reason="boilerstrip[warc] is not installed")
pa = pytest.importorskip("pyarrow", reason="boilerstrip[arrow] is not installed")
import pyarrow.parquet as pq  # noqa: E402
import zstandard  # noqa: E402
from crawled import address, page, write_arc, write_lines, write_warc  # noqa: E402

from boilerstrip.batch import run as batch  # noqa: E402
from boilerstrip.batch.checkpoint import Counts, RunError  # noqa: E402
from boilerstrip.batch.rows import DEFAULT_ROW_FIELDS, ROW_FIELDS  # noqa: E402
from boilerstrip.batch.writing import parquet  # noqa: E402
from boilerstrip.batch.writing.writer import ROWS_FILE  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
OUTPUTS = ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.sqlite", "articles")


def settings(out: Path, *sources: str | Path, **options: Any) -> batch.Settings:
    values: dict[str, Any] = {"fields": DEFAULT_ROW_FIELDS, "jobs": 0, **options}
    return batch.Settings(tuple(map(str, sources)), out, **values)


def rows_of(out: Path) -> list[dict[str, Any]]:
    """What an output holds, as lines of JSON would."""
    if out.name.endswith(".parquet"):
        rows = pq.read_table(out).to_pylist()
        return [{**row, "day": row["day"] and row["day"].isoformat()} for row in rows]
    if out.name.endswith(".sqlite"):
        with contextlib.closing(sqlite3.connect(out)) as database:
            database.row_factory = sqlite3.Row
            rows = [dict(row) for row in database.execute("SELECT * FROM articles ORDER BY page")]
        lists = ("authors", "tags", "paragraphs")
        return [
            {k: json.loads(v) if k in lists else v for k, v in row.items() if k != "page"}
            for row in rows
        ]
    data = out.read_bytes()
    if out.suffix == ".gz":
        data = gzip.decompress(data)
    elif out.suffix == ".zst":
        data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return [json.loads(line) for line in data.splitlines()]


def content_of(out: Path) -> Any:
    """What an output holds, in a form to compare."""
    if out.is_dir():
        return {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}
    return rows_of(out)


def failures_of(out: Path) -> list[dict[str, Any]]:
    listed = batch.failures_file(out)
    return [json.loads(line) for line in listed.read_text().splitlines()] if listed.exists() else []


class TestInputs:
    @pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson.zst", "odd"])
    def test_json_lines(self, tmp_path: Path, name: str) -> None:
        source = write_lines(tmp_path / name, 4, broken=(2,))
        out = tmp_path / "out.jsonl"
        form = "jsonl" if name == "odd" else None
        counts = batch.run(settings(out, source, input_format=form))
        rows = rows_of(out)
        assert [row["url"] for row in rows] == [address(n) for n in (0, 1, 3)]
        assert rows[1]["paragraphs"] == list(extract(page(1)).paragraphs)
        assert (counts.pages, counts.articles, counts.failures) == (3, 3, 1)
        [failure] = failures_of(out)
        lines = write_lines(tmp_path / "plain.jsonl", 4, broken=(2,)).read_bytes().splitlines(True)
        assert failure["offset"] == len(b"".join(lines[:2]))
        assert failure["source"] == str(source)
        assert failure["cause"] == "Unreadable"

    def test_the_fields_of_json_lines(self, tmp_path: Path) -> None:
        source = tmp_path / "in.jsonl"
        records = [{"body": page(0), "at": address(0)}, {"html": page(1)}, [1], {"body": 7}]
        source.write_text("".join(json.dumps(record) + "\n\n" for record in records))
        out = tmp_path / "out.jsonl"
        batch.run(settings(out, source, page_field="body", url_field="at"))
        assert [row["url"] for row in rows_of(out)] == [address(0)]
        told = [failure["message"] for failure in failures_of(out)]
        assert told[0] == "no text in the field 'body'; there are 'html'"
        assert len(told) == 3

    def test_parquet(self, tmp_path: Path) -> None:
        rows = [{"html": page(n).encode(), "url": address(n), "x": n} for n in range(40)]
        rows[5]["html"] = None
        source = tmp_path / "in.parquet"
        pq.write_table(pa.Table.from_pylist(rows), source)
        out = tmp_path / "out.parquet"
        batch.run(settings(out, source))
        assert [row["offset"] for row in rows_of(out)] == [n for n in range(40) if n != 5]
        assert failures_of(out)[0]["url"] == address(5)

    def test_parquet_without_the_column(self, tmp_path: Path) -> None:
        source = tmp_path / "in.parquet"
        pq.write_table(pa.table({"page": ["x"], "url": ["y"]}), source)
        batch.run(settings(tmp_path / "out.jsonl", source))
        [failure] = failures_of(tmp_path / "out.jsonl")
        assert failure["message"] == "no column 'html'; there are 'page', 'url'"

    @pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "a.warc.zst", "no-suffix"])
    def test_warc(self, tmp_path: Path, name: str) -> None:
        source = write_warc(tmp_path / name, gzipped=name.endswith("gz"))
        if name.endswith("zst"):
            source.write_bytes(zstandard.compress(source.read_bytes()))
        out = tmp_path / "out.jsonl"
        counts = batch.run(settings(out, source))
        rows = rows_of(out)
        assert [row["url"] for row in rows] == [address(n) for n in (0, 1, 2, 3, 8, 9)]
        for number, row in zip((0, 1, 2, 3, 8), rows, strict=False):
            assert row["paragraphs"] == list(extract(page(number)).paragraphs)
        assert counts.skipped == {
            "redirects": 1,
            "error responses": 1,
            "neither HTML nor text": 1,
            "revisits": 1,
        }
        [failure] = failures_of(out)
        assert failure["url"] == address(7)
        assert "not encoded as it says" in failure["message"]

    def test_the_offset_of_a_record_finds_it(self, tmp_path: Path) -> None:
        source = write_warc(tmp_path / "a.warc.gz")
        out = tmp_path / "out.jsonl"
        batch.run(settings(out, source))
        for row in rows_of(out):
            record = gzip.decompress(source.read_bytes()[row["offset"] :])
            assert row["url"].encode() in record.partition(b"\r\n\r\n")[0]

    @pytest.mark.parametrize("name", ["old.arc", "old.arc.gz"])
    def test_arc(self, tmp_path: Path, name: str) -> None:
        out = tmp_path / "out.jsonl"
        counts = batch.run(settings(out, write_arc(tmp_path / name)))
        [row] = rows_of(out)
        assert row["url"] == address(0)
        assert row["paragraphs"] == list(extract(page(0)).paragraphs)
        assert counts.skipped == {"redirects": 1}

    def test_a_damaged_archive_costs_the_damaged_record_alone(self, tmp_path: Path) -> None:
        whole = write_warc(tmp_path / "a.warc.gz")
        batch.run(settings(tmp_path / "whole.jsonl", whole))
        rows = rows_of(tmp_path / "whole.jsonl")
        data = whole.read_bytes()
        middle = (rows[1]["offset"] + rows[2]["offset"]) // 2
        whole.write_bytes(data[:middle] + b"?" * 20 + data[middle + 20 :])
        out = tmp_path / "out.jsonl"
        counts = batch.run(settings(out, whole))
        assert rows_of(out) == [*rows[:1], *rows[2:]]
        damaged = failures_of(out)[0]
        assert (damaged["index"], damaged["offset"]) == (1, rows[1]["offset"])
        lost = rows[2]["offset"] - rows[1]["offset"]
        assert f"{lost} bytes are lost, read on at {rows[2]['offset']}" in damaged["message"]
        assert counts.failures == len(failures_of(out)) == 2

    def test_folders_and_patterns_and_files(self, tmp_path: Path) -> None:
        site = tmp_path / "site"
        (site / "b" / ".hidden").mkdir(parents=True)
        for name in ("b/2.html", "b/index.html?id=3", "a.txt", "b/.hidden/4.html"):
            (site / name).write_text(page(1))
        (site / "1.html.gz").write_bytes(gzip.compress(page(1).encode()))
        (site / "style.css").write_text("p { color: red }")
        (site / "photo.jpg").write_bytes(b"\xff\xd8")
        out = tmp_path / "out.jsonl"
        counts = batch.run(settings(out, site, tmp_path / "site/b/*.html", tmp_path / "nowhere"))
        found = [str(Path(row["source"]).relative_to(site)) for row in rows_of(out)]
        assert found == ["1.html.gz", "a.txt", "b/2.html", "b/index.html?id=3", "b/2.html"]
        assert counts.skipped == {"neither HTML nor text": 2}
        [failure] = failures_of(out)
        assert failure["cause"] == "FileNotFoundError"

    def test_a_page_over_the_limit_is_a_failure(self, tmp_path: Path) -> None:
        (tmp_path / "huge.html").write_bytes(b"x" * (MAX_PAGE_BYTES + 1))
        (tmp_path / "huge.jsonl").write_text(json.dumps({"html": "x" * (MAX_PAGE_BYTES + 1)}))
        out = tmp_path / "out.jsonl"
        batch.run(settings(out, tmp_path / "huge.html", tmp_path / "huge.jsonl"))
        assert [failure["cause"] for failure in failures_of(out)] == ["PageTooLarge"] * 2
        assert rows_of(out) == []


class TestOutputs:
    def test_all_formats_hold_the_same_rows(self, tmp_path: Path) -> None:
        source = write_warc(tmp_path / "a.warc.gz")
        lines = write_lines(tmp_path / "a.jsonl", 3)
        for name in OUTPUTS:
            (tmp_path / "out").mkdir(exist_ok=True)
            batch.run(settings(tmp_path / "out" / name, source, lines))
        wanted = rows_of(tmp_path / "out" / "a.jsonl")
        assert len(wanted) == 9
        assert list(wanted[0]) == list(DEFAULT_ROW_FIELDS)
        for name in OUTPUTS[1:-1]:
            assert rows_of(tmp_path / "out" / name) == wanted
        left = {path.name for path in (tmp_path / "out").iterdir()}
        assert left == {*OUTPUTS, *(f"{name}.failures.jsonl" for name in OUTPUTS)}

    def test_markdown(self, tmp_path: Path) -> None:
        out = tmp_path / "articles"
        batch.run(settings(out, write_lines(tmp_path / "a.jsonl", 2)))
        files = sorted(out.iterdir())
        assert [path.name for path in files] == ["000000-story-0.md", "000001-story-1.md"]
        text = files[1].read_text(encoding="utf-8")
        assert text.endswith(extract(page(1)).to_markdown())
        assert text.startswith("---\nsource: ")
        assert f'\nurl: "{address(1)}"\n' in text

    def test_parquet_is_typed_and_in_row_groups(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parquet, "ROW_GROUP_ROWS", 4)
        out = tmp_path / "a.parquet"
        fields = ROW_FIELDS
        lines = write_lines(tmp_path / "a.jsonl", 10)
        batch.run(settings(out, lines, fields=fields, checkpoint=0.0))
        file = pq.ParquetFile(out)
        groups = range(file.metadata.num_row_groups)
        assert [file.metadata.row_group(group).num_rows for group in groups] == [4, 4, 2]
        schema = file.schema_arrow
        assert schema.names == list(fields)
        assert schema.field("day").type == pa.date32()
        assert schema.field("authors").type.value_type == pa.string()
        row = file.read().to_pylist()[3]
        article = extract(page(3), url=address(3))
        assert row["text"] == article.text
        assert row["markdown"] == article.to_markdown()
        assert [block["label"] for block in row["blocks"]] == [b.label for b in article.blocks]

    def test_parquet_is_the_same_whenever_checkpoints_were(self, tmp_path: Path) -> None:
        luck = random.Random(3)
        texts = ["".join(luck.choices("abcdef ", k=30_000)) for _ in range(80)]
        for often in (True, False):
            folder = tmp_path / str(often)
            folder.mkdir()
            writer = parquet.Parquet(folder, ("text",))
            for i, text in enumerate(texts):
                writer.write(i, {"text": text})
                if often:
                    writer.checkpoint()
            writer.finish()
            writer.close()
        often, once = (tmp_path / name / ROWS_FILE for name in ("True", "False"))
        assert often.read_bytes() == once.read_bytes()

    def test_fields_are_chosen_and_ordered(self, tmp_path: Path) -> None:
        out = tmp_path / "a.jsonl"
        lines = write_lines(tmp_path / "in.jsonl", 1)
        batch.run(settings(out, lines, fields=("headline", "url", "text")))
        article = extract(page(0))
        assert list(rows_of(out)[0].items()) == [
            ("headline", article.headline),
            ("url", address(0)),
            ("text", article.text),
        ]

    @pytest.mark.parametrize("name", ["a.csv", "a.parquet.gz", "a.txt"])
    def test_unknown_formats_are_refused(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(ValueError, match=name):
            batch.run(settings(tmp_path / name, "x"))
        assert not list(tmp_path.iterdir())

    def test_text_that_no_file_can_hold(self, tmp_path: Path) -> None:
        source = tmp_path / "in.jsonl"
        source.write_text(json.dumps({"html": page(0), "url": "https://a.example/\ud800"}))
        for name in OUTPUTS:
            batch.run(settings(tmp_path / name, source))
        assert rows_of(tmp_path / "a.parquet")[0]["url"] == "https://a.example/?"


class TestWhatIsWanted:
    def test_confidence_and_language(self, tmp_path: Path) -> None:
        source = tmp_path / "in.jsonl"
        german = extract((ROOT / "fixtures/dumps/german.txt").read_text(encoding="utf-8"))
        pages = [page(0), german.to_html(), ""]
        source.write_text("".join(json.dumps({"html": each}) + "\n" for each in pages))
        least = min(extract(page(0)).confidence, extract(pages[1]).confidence) / 2
        counts = batch.run(settings(tmp_path / "1.jsonl", source, min_confidence=least))
        assert counts.dropped == {"under the confidence": 1}
        counts = batch.run(settings(tmp_path / "2.jsonl", source, languages=frozenset({"de"})))
        assert counts.articles == 1
        assert rows_of(tmp_path / "2.jsonl")[0]["language"].startswith("de")

    def test_limit(self, tmp_path: Path) -> None:
        source = write_lines(tmp_path / "in.jsonl", 9, broken=(1,))
        counts = batch.run(settings(tmp_path / "out.jsonl", source, limit=3))
        assert counts.pages == 3
        assert [row["url"] for row in rows_of(tmp_path / "out.jsonl")] == [
            address(n) for n in (0, 2, 3)
        ]


class Stop(BaseException):
    """Ends a run between two items, as an exception that nobody catches does."""


def stop_after(count: int) -> batch.Report:
    def report(counts: Counts, bytes_read: int) -> None:
        if counts.pages + counts.failures >= count:
            raise Stop

    return report


class TestResume:
    def test_an_interrupted_run_is_not_begun_anew_by_accident(self, tmp_path: Path) -> None:
        what = settings(tmp_path / "a.jsonl", write_lines(tmp_path / "in.jsonl", 6), checkpoint=0.0)
        with pytest.raises(Stop):
            batch.run(what, report=stop_after(3))
        assert not what.out.exists()
        with pytest.raises(RunError, match="--resume"):
            batch.run(what)
        with pytest.raises(RunError, match="other inputs or options"):
            batch.run(dataclasses.replace(what, min_confidence=0.5), resume=True)
        batch.run(what, resume=True)
        assert len(rows_of(what.out)) == 6
        with pytest.raises(RunError, match="is there already"):
            batch.run(what)
        assert batch.run(what, resume=True) == Counts()

    def test_a_run_that_failed_before_its_first_page_may_be_begun_anew(
        self, tmp_path: Path
    ) -> None:
        what = settings(tmp_path / "a.jsonl", write_lines(tmp_path / "in.jsonl", 2))
        with pytest.raises(Stop):
            batch.run(what, report=stop_after(1))
        batch.run(what)
        assert len(rows_of(what.out)) == 2

    def test_inputs_that_changed_are_told(self, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        write_lines(folder / "b.jsonl", 6)
        what = settings(tmp_path / "a.jsonl", folder, checkpoint=0.0)
        with pytest.raises(Stop):
            batch.run(what, report=stop_after(3))
        write_lines(folder / "a.jsonl", 2)
        with pytest.raises(RunError, match="the inputs have changed"):
            batch.run(what, resume=True)

    def test_two_at_once_are_kept_apart(self, tmp_path: Path) -> None:
        what = settings(tmp_path / "a.jsonl", write_lines(tmp_path / "in.jsonl", 6), checkpoint=0.0)

        def report(counts: Counts, bytes_read: int) -> None:
            with pytest.raises(RunError, match="another process"):
                batch.run(what, resume=True)

        batch.run(what, report=report)

    def test_what_was_done_is_not_done_again(self, tmp_path: Path) -> None:
        what = settings(tmp_path / "a.jsonl", write_lines(tmp_path / "in.jsonl", 8), checkpoint=0.0)
        with pytest.raises(Stop):
            batch.run(what, report=stop_after(6))
        seen = []
        counts = batch.run(what, resume=True, report=lambda counts, _: seen.append(counts.pages))
        assert seen[0] >= 6
        assert counts.pages == 8


def in_a_child(work: Any, *arguments: Any) -> int:
    """Do work in a forked process, which is quick; its wait status."""
    child = os.fork()
    if child == 0:
        try:
            work(*arguments)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the tests kill forked processes")
class TestKilled:
    """kill -9 at any moment: a run that is gone on with gives what an undisturbed one does."""

    @pytest.fixture
    def crawl(self, tmp_path: Path) -> list[Path]:
        folder = tmp_path / "crawl"
        folder.mkdir()
        return [
            write_lines(folder / "a.jsonl.gz", 7, broken=(2, 5)),
            write_warc(folder / "b.warc.gz"),
            folder / "nowhere.html",
            write_lines(folder / "c.jsonl", 4),
        ]

    @pytest.mark.parametrize("name", OUTPUTS)
    def test_at_every_step_on_disk(self, crawl: list[Path], tmp_path: Path, name: str) -> None:
        undisturbed = settings(tmp_path / f"whole-{name}", *crawl)
        counts = batch.run(undisturbed)
        wanted = content_of(undisturbed.out), failures_of(undisturbed.out)
        what = settings(tmp_path / name, *crawl, checkpoint=0.0)
        # Every kill comes a step later than the one before, all the way through to the end.
        steps = 0
        while (status := in_a_child(_run_and_die, what, steps)) != 0:
            assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            steps += 5
            assert steps < 500
        assert steps >= 25
        assert (content_of(what.out), failures_of(what.out)) == wanted
        assert not batch.partial_folder(what.out).exists()
        assert counts.failures == len(wanted[1]) == 4

    @pytest.mark.parametrize("name", OUTPUTS)
    def test_at_random_moments(self, crawl: list[Path], tmp_path: Path, name: str) -> None:
        luck = random.Random(name)
        undisturbed = settings(tmp_path / f"whole-{name}", *crawl)
        batch.run(undisturbed)
        what = settings(tmp_path / name, *crawl, checkpoint=luck.choice([0.0, 0.02]))
        kills = 0
        while not what.out.exists() or batch.partial_folder(what.out).exists():
            child = os.fork()
            if child == 0:
                _run_and_leave(what)
            # Ever later, so that it ends.
            time.sleep(luck.uniform(0, 0.02 * (kills + 1)))
            os.kill(child, signal.SIGKILL)
            status = os.waitpid(child, 0)[1]
            assert status in (0, signal.SIGKILL), "the run failed"
            kills += 1
        assert content_of(what.out) == content_of(undisturbed.out)
        assert failures_of(what.out) == failures_of(undisturbed.out)


def _run_and_leave(what: batch.Settings) -> None:
    """Resume a run, and end this process whatever comes of it: it is a copy of the tests' own."""
    try:
        batch.run(what, resume=True)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _run_and_die(what: batch.Settings, steps: int) -> None:
    """Resume a run, and kill it after so many steps that change something on the disk."""
    left = steps

    def die_in_time(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_APPEND):
            return
        if event in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate"):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die_in_time)
    real_fsync = os.fsync

    def fsync(handle: Any) -> None:
        die_in_time("os.truncate", ())
        real_fsync(handle)

    os.fsync = fsync
    batch.run(what, resume=True)


def command(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "boilerstrip", "run", *map(str, arguments)],
        input=stdin.decode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
        timeout=120,
        check=False,
    )


class TestCommand:
    def test_a_run(self, tmp_path: Path) -> None:
        out = tmp_path / "out.jsonl"
        done = command(write_warc(tmp_path / "a.warc.gz"), "-o", out, "-j", "2")
        assert done.returncode == 1
        summary, listed, first = done.stderr.splitlines()
        assert summary.startswith(
            "boilerstrip: 6 pages, 6 articles, 1 failed, 1 redirects, 1 error responses,"
            " 1 neither HTML nor text, 1 revisits; "
        )
        assert listed == f"boilerstrip: see {out}.failures.jsonl, which begins with"
        assert first.startswith(f"boilerstrip: {tmp_path / 'a.warc.gz'}: Unreadable: the response ")
        again = command(tmp_path / "a.warc.gz", "-o", out)
        assert again.returncode == 2
        assert "is there already" in again.stderr
        assert command(tmp_path / "a.warc.gz", "-o", out, "--resume").returncode == 1

    def test_a_terminal_sees_how_far_it_is(self, tmp_path: Path) -> None:
        pty = pytest.importorskip("pty", reason="there are no pseudo-terminals")
        leader, follower = pty.openpty()
        source = write_lines(tmp_path / "in.jsonl", 5, broken=(2,))
        arguments = [str(source), "-o", str(tmp_path / "out.jsonl"), "-j", "0"]
        with subprocess.Popen(
            [sys.executable, "-m", "boilerstrip", "run", *arguments],
            stdin=subprocess.DEVNULL,
            stderr=follower,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
        ):
            os.close(follower)
            seen = b""
            # Linux tells the end of a terminal by an error.
            with contextlib.suppress(OSError):
                while part := os.read(leader, 4096):
                    seen += part
        os.close(leader)
        told = seen.decode()
        assert "4 pages · " in told and "1 failed" in told
        assert "boilerstrip: 4 pages, 4 articles, 1 failed; " in told

    def test_standard_input(self, tmp_path: Path) -> None:
        lines = write_lines(tmp_path / "in.jsonl", 3).read_bytes()
        out = tmp_path / "out.jsonl"
        done = command("-", "-o", out, "-j", "0", "--fields", "headline,confidence", stdin=lines)
        assert done.returncode == 0
        assert [list(row) for row in rows_of(out)] == [["headline", "confidence"]] * 3

    def test_a_page_over_its_time(self, tmp_path: Path) -> None:
        (tmp_path / "1.html").write_text(page(1))
        (tmp_path / "2.html").write_text("<p>Sheep.</p><p>More sheep.</p>" * 500_000)
        (tmp_path / "3.html").write_text(page(3))
        out = tmp_path / "out.jsonl"
        done = command(*sorted(tmp_path.glob("*.html")), "-o", out, "-j", "1", "--timeout", "0.5")
        assert done.returncode == 1
        assert len(rows_of(out)) == 2
        [failure] = failures_of(out)
        assert (failure["index"], failure["cause"]) == (1, "PageTimeout")

    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            (["x.html"], "--output"),
            (["x.html", "-o", "x.csv"], "no known output"),
            (["x.html", "-o", "-"], "appears when it is whole"),
            (["x.html", "-o", "x.jsonl"], "x.html: there is no such file"),
            (["-", "x*.html", "-o", "x.jsonl"], "no pattern that matches"),
            (["https://crawl.example/", "-o", "x.jsonl"], "Nothing is fetched"),
            (["x.html", "-o", "x.jsonl", "--fields", "title"], "'title' is none of source,"),
            (["x.html", "-o", "x.jsonl", "--fields", "url,url"], "named twice"),
            (["x.html", "-o", "x.jsonl", "--min-confidence", "2"], "not in the range"),
            (["x.html", "-o", "x.jsonl", "--timeout", "0"], "not in the range"),
        ],
    )
    def test_bad_usage(self, arguments: list[str], complaint: str) -> None:
        done = command(*arguments)
        assert done.returncode == 2
        assert complaint in done.stderr

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
    def test_interrupted(self, tmp_path: Path) -> None:
        source = write_lines(tmp_path / "in.jsonl", 3)
        fifo = tmp_path / "waits.jsonl"
        os.mkfifo(fifo)
        arguments = [source, fifo, "-o", tmp_path / "out.jsonl", "-j", "1", "--checkpoint", "0"]
        with subprocess.Popen(
            [sys.executable, "-m", "boilerstrip", "run", *map(str, arguments)],
            stderr=subprocess.PIPE,
            # A shell that runs the tests in the background has them ignore it.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as running:
            with fifo.open("wb"):
                state = batch.partial_folder(tmp_path / "out.jsonl") / "state.json"
                end = time.monotonic() + 60
                while not (state.exists() and json.loads(state.read_text())["index"]):
                    assert running.poll() is None and time.monotonic() < end
                    time.sleep(0.01)
                running.send_signal(signal.SIGINT)
                assert running.wait(60) == 130
            told = running.stderr.read().decode() if running.stderr else ""
        assert told == "boilerstrip: interrupted; the same command with --resume goes on\n"

    @pytest.mark.parametrize(
        ("package", "extra", "source", "out"),
        [
            ("filelock", "cli", "a.jsonl", "b.jsonl"),
            ("pyarrow", "arrow", "a.jsonl", "b.parquet"),
            ("fastwarc", "warc", "a.warc", "b.jsonl"),
        ],
    )
    def test_it_says_what_to_install(
        self, tmp_path: Path, package: str, extra: str, source: str, out: str
    ) -> None:
        (tmp_path / source).write_text("WARC/1.1\r\n")
        arguments = ["run", str(tmp_path / source), "-o", str(tmp_path / out), "-j", "0"]
        program = (
            f"import sys; sys.modules[{package!r}] = None\n"
            f"from boilerstrip.cli import main; main({arguments!r})"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert f"pip install 'boilerstrip[{extra}]'" in done.stderr
        assert not (tmp_path / out).exists()

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
    def test_killed_with_its_workers_and_resumed(self, tmp_path: Path) -> None:
        source = write_lines(tmp_path / "in.jsonl", 250)
        out = tmp_path / "out.parquet"
        arguments = [source, "-o", out, "-j", "2", "--checkpoint", "0.05"]
        state = batch.partial_folder(out) / "state.json"
        with subprocess.Popen(
            [sys.executable, "-m", "boilerstrip", "run", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as running:
            end = time.monotonic() + 60
            while not (state.exists() and json.loads(state.read_text())["index"]):
                assert running.poll() is None and time.monotonic() < end
                time.sleep(0.01)
            running.kill()
        assert not out.exists()
        assert command(*arguments, "--resume").returncode == 0
        assert [row["url"] for row in rows_of(out)] == [address(n) for n in range(250)]


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> Iterator[None]:
    """Load the pipeline before the first fork, for its children to have it."""
    assert isinstance(extract(page(0)), Article)
    yield
