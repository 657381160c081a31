"""The documents as a site: every page and link is there, and the code shown runs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import boilerstrip
from boilerstrip.cli.run import run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "fixtures/pages/national-news-icon-sprite.html"
# What is shown in crawls.md and migration.md runs in test_documents.py.
RUN_HERE = (
    "docs/index.md",
    "docs/how-it-decides.md",
    "docs/confidence.md",
    "docs/reports.md",
    "docs/dumps.md",
)
ALSO_PYTHON = ("README.md", "docs/fields.md", "docs/robustness.md", "docs/training.md")
SHOWING_RUNS = ("README.md", "docs/crawls.md")


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx", reason="boilerstrip[docs] is not installed")
    pytest.importorskip("myst_parser", reason="boilerstrip[docs] is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "docs", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    reference = (tmp_path / "reference.html").read_text(encoding="utf-8")
    public = [name for name in boilerstrip.__all__ if name != "__version__"]
    for name in (*public, "Article.report", "Label.BODY"):
        assert f'id="boilerstrip.{name}"' in reference


@pytest.mark.parametrize("name", RUN_HERE + ALSO_PYTHON)
def test_the_python_shown_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fixtures").symlink_to(ROOT / "fixtures")
    Path("page.html").write_bytes(PAGE.read_bytes())
    shutil.copy(ROOT / "boilerstrip/scorer/weights.npz", ".")  # as if trained
    blocks = code(name, "python")
    assert blocks
    names: dict[str, object] = {"page": PAGE.read_bytes(), "pages": [PAGE.read_bytes()]}
    for block in blocks:
        exec(compile(block, name, "exec"), names)


@pytest.mark.parametrize("name", RUN_HERE)
def test_the_commands_shown_run(name: str, tmp_path: Path) -> None:
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    (tmp_path / "page.html").write_bytes(PAGE.read_bytes())
    article = '{"url": "https://paper.example/a", "headline": "Tides", "paragraphs": ["One."]}\n'
    for output in ("before.jsonl", "after.jsonl"):
        (tmp_path / output).write_text(article)
    lines = [line for block in code(name, "sh") for line in block.splitlines()]
    commands = [line.split() for line in lines if line.startswith("boilerstrip ")]
    extras = {extra for line in lines for extra in re.findall(r"[p.]\[(\w+)\]", line)}
    assert extras or "pip install" not in "".join(lines)
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert all(re.search(rf"^{extra} = ", declared, re.MULTILINE) for extra in extras)
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b""), command


@pytest.mark.parametrize("name", SHOWING_RUNS)
def test_the_runs_shown_are_understood(name: str) -> None:
    lines = [line for block in code(name, "sh") for line in block.splitlines()]
    runs = [line[line.index("boilerstrip run") :] for line in lines if "boilerstrip run" in line]
    assert runs
    for line in runs:
        context = run.make_context("run", shlex.split(line, comments=True)[2:])
        assert context.params["out"] is not None


def code(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
