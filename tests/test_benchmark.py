"""The benchmark measures what it says, on a small corpus made here."""

from __future__ import annotations

import gzip
import json
import re
import shlex
import shutil
import signal
from pathlib import Path

import pytest

from boilerstrip import extract
from tests.benchmark import measuring, processes, stages
from tests.benchmark.__main__ import arguments, main
from tests.benchmark.extractors import EXTRACTORS, Found, installed
from tests.benchmark.growth import story, tree
from tests.benchmark.intervals import interval
from tests.benchmark.measuring import measure
from tests.benchmark.pages import read_pages
from tests.benchmark.scoring import scores

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures/pages"
OWN = ["boilerstrip", "lxml, parse alone"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "written/pages").mkdir(parents=True)
    with (folder / "written/truth.jsonl").open("w", encoding="utf-8") as truths:
        for path in sorted(FIXTURES.glob("*.html"))[:4]:
            known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            packed = gzip.compress(path.read_bytes())
            (folder / f"written/pages/{path.stem}.html.gz").write_bytes(packed)
            record = {
                "id": path.stem,
                "url": known["url"],
                "page_type": "article",
                "text": None,
                "paragraphs": known["paragraphs"],
                "optional": None,
                "with": None,
                "without": None,
                "headline": known["headline"],
                "byline": known["authors"],
                "date": known["date"],
            }
            truths.write(json.dumps(record) + "\n")
    return folder


def test_one_command_writes_tables_and_plots(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib", reason="boilerstrip[bench] is not installed")
    monkeypatch.setattr(processes, "STARTS", 1)
    main([str(corpus), "-o", str(tmp_path), "-x", *OWN, "--memory", "4"])
    told = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert told["pages"] == 4 and set(told["versions"]) == set(OWN)
    assert [each["scores"]["paragraphs"] for each in told["measured"] if each["scores"]] == [
        1.0
    ] * 4
    assert all(told["processes"]["boilerstrip"][key] > 0 for key in ("import_ms", "end_kb"))
    text = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert told["command"] in text and "| written | boilerstrip | 4 | 1.000 [1.000, 1.000]" in text
    for plot in ("accuracy-against-cost.svg", "f1-distribution.svg"):
        assert "boilerstrip" in (tmp_path / plot).read_text(encoding="utf-8")


def test_the_output_says_which_pages_and_that_weights_have_seen_them(
    corpus: Path, tmp_path: Path
) -> None:
    truths = corpus / "written/truth.jsonl"
    first, rest = truths.read_text(encoding="utf-8").split("\n", 1)
    other = json.loads(first) | {"paragraphs": ["Nothing of this stands in the page."] * 3}
    changed = tmp_path / "corpus"
    shutil.copytree(corpus, changed)
    (changed / "written/truth.jsonl").write_text(json.dumps(other) + "\n" + rest)
    asked = ["--every", "2", "--checked", "--unseen", "written=0.9"]
    main([str(changed), "-o", str(tmp_path), "-x", *OWN, *asked])
    text = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert "1 pages: one in 2 of 4 pages, without 1 that do not hold the body" in text
    assert "| written | boilerstrip, sites unseen | 1 | 0.900 | – |" in text
    assert "| written | boilerstrip, in-sample | 1 | 1.000 [1.000, 1.000] |" in text


@pytest.mark.parametrize("name", ["README.md", "docs/benchmark.md"])
def test_the_commands_shown_are_understood(name: str) -> None:
    text = (FIXTURES.parent.parent / name).read_text(encoding="utf-8").replace("\\\n", "")
    commands = re.findall(r"^python -m tests\.benchmark (.*)$", text, re.MULTILINE)
    assert commands
    for command in commands:
        asked = arguments().parse_args(shlex.split(command))
        assert asked.out.name == "results"


def test_every_stage_is_met(corpus: Path) -> None:
    times = stages.stage_times(read_pages(corpus))
    assert set(times) == {*stages.STAGES, stages.REST}
    assert all(ms > 0 for ms in times.values())


def test_timing_leaves_the_pipeline_as_it_was(corpus: Path) -> None:
    page = read_pages(corpus)[0].labelled.read()
    before = extract(page)
    stages.stage_times(read_pages(corpus))
    assert extract(page) == before


def test_figures_of_one_page(corpus: Path) -> None:
    page = read_pages(corpus)[0]
    truth = page.labelled.paragraphs or ()
    right = Found(truth, page.headline, page.byline, page.date)
    assert set(scores(page, right, fields=True).values()) == {1.0}
    wrong = scores(page, Found(["nothing of it"], "other", ["Nobody"], "1999-01-01"), fields=True)
    assert wrong["paragraphs"] == wrong["headline"] == wrong["byline"] == wrong["date"] == 0
    assert set(scores(page, right, fields=False)) == {"words", "paragraphs"}


def test_an_extractor_that_fails_is_counted_and_stops_no_other(corpus: Path) -> None:
    def broken(page: bytes, url: str | None) -> Found:
        raise RuntimeError("no page is good enough")

    pages = read_pages(corpus)
    extractors = {"trafilatura": broken, **installed(["boilerstrip"])}
    measured = list(measure(pages, extractors))
    errors = [each.error for each in measured if each.extractor == "trafilatura"]
    assert errors == ["RuntimeError: no page is good enough"] * len(pages)
    assert all(each.error is None for each in measured if each.extractor == "boilerstrip")


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no timer here")
def test_an_extractor_without_an_end_is_stopped(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(page: bytes, url: str | None) -> Found:
        while True:
            pass

    monkeypatch.setattr(measuring, "TIMEOUT_S", 0.1)
    measured = list(measure(read_pages(corpus)[:1], {"trafilatura": endless}))
    assert [each.error for each in measured] == ["TooSlow: no end after 0.1 s"]
    assert measured[0].scores["words"] == 0


def test_times_are_finer_than_the_kernels_ticks(corpus: Path) -> None:
    """A timer of CPU time would make the clock of CPU time a coarse one."""
    measured = measure(read_pages(corpus), installed(["lxml, parse alone"]))
    times = {each.cpu_ms for each in measured}
    assert len(times) == 4 and min(times) > 0


def test_an_interval_draws_whole_sites() -> None:
    values = [1.0] * 50 + [0.0] * 50
    low, high = interval(values, [str(n) for n in range(100)])
    assert 0.35 < low < 0.45 and 0.55 < high < 0.65
    assert interval(values, ["a"] * 50 + ["b"] * 50) == (0.0, 1.0)


@pytest.mark.parametrize("name", [name for name in EXTRACTORS if name not in OWN])
def test_a_peer_finds_the_story(name: str, corpus: Path) -> None:
    try:
        run = EXTRACTORS[name].load()
    except ImportError as missing:
        pytest.skip(f"{missing.name or name} is not installed")
    found = run(story(5_000), "https://site.example/boat")
    assert "one more than in the morning" in " ".join(found.paragraphs)
    assert EXTRACTORS[name].version


def test_pages_grow_as_they_say() -> None:
    assert 100_000 <= len(story(100_000)) < 101_000
    assert 2_000 <= tree(2_000).count(b"<") - tree(2_000).count(b"</") < 2_100
