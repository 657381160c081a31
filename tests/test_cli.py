"""The command line as its users run it: a process of its own, real files, real pipes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import boilerstrip
from boilerstrip.cli.formats import Layout, plain
from boilerstrip.document.limits import MAX_PAGE_BYTES

ROOT = Path(__file__).resolve().parent.parent

PARAGRAPHS = (
    "The ferry across the sound sailed again on Monday, nine years after it had been laid up, and"
    " about four hundred people stood on the north pier to see it go.",
    "Its new owners, a cooperative of islanders, had bought the boat for a single crown and spent"
    " three winters on its engine, which now runs on what the dairy has left over.",
    "The first crossing took forty minutes. “We were in no hurry,” the skipper said, and the"
    " passengers, most of whom had brought sandwiches, seemed to agree with her.",
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Ferry returns to the sound</title>'
    '<meta name="author" content="Orla Penhale">'
    '<meta property="article:published_time" content="2024-05-17"></head><body>'
    '<nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><article>'
    "<h1>Ferry returns to the sound</h1>"
    '<p class="byline">By Orla Penhale</p><time datetime="2024-05-17">17 May 2024</time>'
    f"{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</article></body></html>"
)
HEAD = "Ferry returns to the sound\nOrla Penhale · 2024-05-17\n"
TEXT = "\n\n".join((HEAD.rstrip(), *PARAGRAPHS)) + "\n"


def command(
    *arguments: str | Path,
    stdin: bytes = b"",
    python: tuple[str, ...] = ("-m", "boilerstrip"),
    **environment: str,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *python, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=60,
        check=False,
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.html"
    path.write_text(PAGE.replace("Ferry", "Barge"), encoding="utf-8")
    return path


class TestFormats:
    def test_text_is_the_default(self, page: Path) -> None:
        done = command(page)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode() == TEXT

    def test_standard_input(self) -> None:
        assert command("-", stdin=PAGE.encode()).stdout.decode() == TEXT

    def test_json_of_one_page_is_one_object(self, page: Path) -> None:
        article = json.loads(command("-f", "json", page).stdout)
        assert article == boilerstrip.extract(PAGE).to_dict()
        assert article["paragraphs"] == list(PARAGRAPHS)

    def test_json_of_several_pages_is_json_lines(self, page: Path, other: Path) -> None:
        lines = command("-f", "json", page, other).stdout.decode().splitlines()
        articles = [json.loads(line) for line in lines]
        assert [article["source"] for article in articles] == [str(page), str(other)]
        assert [article["headline"][:5] for article in articles] == ["Ferry", "Barge"]

    def test_markdown_and_html(self, page: Path) -> None:
        article = boilerstrip.extract(PAGE)
        markdown = command("--format", "markdown", page).stdout.decode()
        assert markdown == article.to_markdown()
        assert markdown.startswith("# Ferry returns to the sound\n\n*Orla Penhale · 2024-05-17*\n")
        assert command("-f", "html", page).stdout.decode() == article.to_html()

    def test_several_pages_are_told_apart(self, page: Path, other: Path) -> None:
        barge = TEXT.replace("Ferry", "Barge")
        assert command(page, other).stdout.decode() == (
            f"==> {page} <==\n\n{TEXT}\n==> {other} <==\n\n{barge}"
        )
        assert command("-f", "markdown", page, other).stdout.decode().count("\n\n---\n\n# ") == 1
        assert command("-f", "html", page, other).stdout.count(b"</article>\n<article") == 1

    def test_output_is_utf_8_whatever_the_locale(self, page: Path) -> None:
        latin = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
        for form in ("text", "json"):
            output = command("-f", form, page, **latin).stdout
            assert "“We were in no hurry,”" in output.decode("utf-8")

    def test_text_cannot_steer_the_terminal(self) -> None:
        article = boilerstrip.Article(headline="a\x1b[2Jb", paragraphs=("c\x9b31m", "d\ud83d"))
        assert plain(article) == "a\ufffd[2Jb\n\nc\ufffd31m\n\nd\ufffd\n"
        written = Layout("json", several=True).page("\udcff", article)
        assert written.isascii() and "\x1b" not in written and written.count("\n") == 1
        assert json.loads(written)["source"] == "\udcff"
        assert json.loads(written)["paragraphs"] == ["c\x9b31m", "d\ud83d"]

    def test_an_empty_page_prints_nothing_and_is_no_failure(self) -> None:
        done = command("-")
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


class TestOptions:
    def test_kind(self) -> None:
        blocks = json.loads(
            command("-f", "json", "--kind", "text", "-", stdin=PAGE.encode()).stdout
        )
        assert {block["tag"] for block in blocks["blocks"]} == {"line"}

    def test_encoding(self) -> None:
        done = command("--encoding", "iso-8859-5", "-", stdin=russian("iso-8859-5"))
        assert "Паром снова вышел" in done.stdout.decode()

    def test_url(self, page: Path) -> None:
        seen = boilerstrip.extract(PAGE, url="https://sound.example/ferry").to_dict()
        done = command("-f", "json", "--url", "https://sound.example/ferry", page)
        assert json.loads(done.stdout) == seen
        assert "https://sound.example/ferry" in json.dumps(seen)

    def test_threshold(self, page: Path) -> None:
        article = json.loads(command("-f", "json", "--threshold", "1", page).stdout)
        assert article == boilerstrip.extract(PAGE, threshold=1.0).to_dict()
        assert article["paragraphs"] != list(PARAGRAPHS)

    def test_explain(self, page: Path) -> None:
        explained = json.loads(command("-f", "json", "--explain", page).stdout)["blocks"]
        assert all(block["reasons"] and block["path"] for block in explained)
        silent = json.loads(command("-f", "json", page).stdout)["blocks"]
        assert not any(block["reasons"] or block["path"] for block in silent)

    def test_version(self) -> None:
        declared = re.search(
            r'(?m)^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8")
        )
        assert declared is not None
        assert command("--version").stdout.decode() == f"boilerstrip {declared[1]}\n"
        assert boilerstrip.__version__ == declared[1]

    def test_help_tells_the_options_of_the_default_command(self) -> None:
        done = command("--help")
        assert done.returncode == 0
        assert re.match(rb"Usage: boilerstrip \[OPTIONS\] PAGE\.\.\.", done.stdout)
        for option in (b"--format", b"--threshold", b"--version", b"--help"):
            assert done.stdout.count(option) == 1
        assert done.stdout.count(b"PAGE...") == 1

    def test_the_default_command_can_be_named(self, page: Path) -> None:
        assert command("extract", "-f", "text", page).stdout.decode() == TEXT

    def test_a_page_may_be_called_like_a_command_or_an_option(self, tmp_path: Path) -> None:
        for name in ("extract", "-f"):
            (tmp_path / name).write_text(PAGE, encoding="utf-8")
        for arguments in (["./extract"], ["extract", "extract"], ["--", "-f"]):
            done = subprocess.run(
                [sys.executable, "-m", "boilerstrip", *arguments],
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                check=True,
            )
            assert done.stdout.decode() == TEXT

    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            ([], "Missing argument 'PAGE...'"),
            (["-f", "pdf", "x"], "'pdf' is not one of"),
            (["--kind", "pdf", "x"], "'pdf' is not one of"),
            (["--threshold", "1.5", "x"], "1.5 is not in the range"),
            (["--threshold", "nan", "x"], "a probability is a number"),
            (["--encoding", "klingon", "x"], "'klingon' is no known encoding"),
            (["--url", "https://a.example/", "x", "y"], "--url is for a single page"),
            (["--explain", "x"], "--explain needs -f json"),
            (["-", "-"], "only once"),
            (["--nonsense", "x"], "No such option"),
        ],
    )
    def test_bad_usage(self, arguments: list[str], complaint: str) -> None:
        done = command(*arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert complaint in done.stderr.decode()


class TestFailures:
    def test_bad_inputs_are_named_and_the_others_done(self, page: Path, tmp_path: Path) -> None:
        large = tmp_path / "large"
        with large.open("wb") as file:
            file.truncate(MAX_PAGE_BYTES + 5)
        missing = tmp_path / "missing\x1b"
        done = command("-f", "json", missing, page, tmp_path, large)
        assert done.returncode == 1
        assert done.stderr.decode().splitlines() == [
            f"boilerstrip: {tmp_path}/missing\ufffd: No such file or directory",
            f"boilerstrip: {tmp_path}: Is a directory",
            f"boilerstrip: {large}: page of {MAX_PAGE_BYTES + 5:,} bytes is over the limit of"
            f" {MAX_PAGE_BYTES:,}",
        ]
        assert json.loads(done.stdout)["source"] == str(page)

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
    )
    def test_a_file_without_permission(self, page: Path) -> None:
        page.chmod(0)
        done = command(page)
        assert done.returncode == 1
        assert done.stderr.decode() == f"boilerstrip: {page}: Permission denied\n"

    def test_bytes_that_are_no_page_give_no_traceback(self) -> None:
        done = command("-", stdin=bytes(range(256)) * 16)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.parametrize("unbuffered", ["", "1"])
    def test_a_reader_that_leaves(self, tmp_path: Path, unbuffered: str) -> None:
        page = tmp_path / "long.html"
        long = "".join(f"<p>{text} Crossing {i}.</p>" for i in range(900) for text in PARAGRAPHS)
        page.write_text(f"<article><h1>Ferry returns</h1>{long}</article>", encoding="utf-8")
        with subprocess.Popen(
            [sys.executable, "-m", "boilerstrip", "-f", "json", str(page)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
        ) as process:
            assert process.stdout is not None and process.stderr is not None
            process.stdout.read(1)
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 1

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
    def test_a_full_disk(self, page: Path) -> None:
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "boilerstrip", str(page)],
                stdout=full,
                stderr=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr == b"boilerstrip: standard output: No space left on device\n"


class TestWithoutTheExtra:
    HIDE = "import sys; sys.modules[{!r}] = None; import boilerstrip.cli as c; sys.exit(c.main())"

    def test_it_says_what_to_install(self, page: Path) -> None:
        done = command(page, python=("-c", self.HIDE.format("click")))
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr == (
            b"boilerstrip: the command line needs click: pip install boilerstrip[cli]\n"
        )

    def test_rich_is_for_terminals_only(self, page: Path) -> None:
        done = command(page, python=("-c", self.HIDE.format("rich")))
        assert (done.returncode, done.stdout.decode()) == (0, TEXT)

    def test_another_missing_module_is_no_matter_of_the_extra(self, page: Path) -> None:
        done = command(page, python=("-c", self.HIDE.format("boilerstrip.cli.pages")))
        assert b"ModuleNotFoundError" in done.stderr
        assert b"boilerstrip[cli]" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_gets_a_bold_headline_and_wrapped_lines(page: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {"TERM": "xterm", "COLUMNS": "50", "PYTHONPATH": str(ROOT), "NO_COLOR": ""}
    with subprocess.Popen(
        [sys.executable, "-m", "boilerstrip", str(page)],
        stdout=theirs,
        env={**os.environ, **environment},
    ) as process:
        os.close(theirs)
        shown = _read_all(ours)
    os.close(ours)
    assert process.returncode == 0
    lines = shown.decode().splitlines()
    assert lines[0] == "\x1b[1mFerry returns to the sound\x1b[0m"
    assert lines[1] == "\x1b[3mOrla Penhale · 2024-05-17\x1b[0m"
    assert lines[2] == ""
    assert max(map(len, lines[2:])) <= 50
    assert " ".join("\n".join(lines[2:]).split()) == " ".join(PARAGRAPHS)


def _read_all(terminal: int) -> bytes:
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # what Linux answers once the other side is closed
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


def russian(encoding: str) -> bytes:
    text = "Паром снова вышел в море в понедельник, и четыреста человек смотрели ему вслед. "
    return f"<article><h1>Паром вернулся</h1>{f'<p>{text * 3}</p>' * 4}</article>".encode(encoding)
