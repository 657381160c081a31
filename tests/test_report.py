"""The report of an article: what it shows, and that it is one safe file."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import Article, Block, Label, extract
from boilerstrip.report import explanation

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "fixtures/pages/national-news-icon-sprite.html"
CANDIDATES = {
    "headline": [
        {"text": "Tides", "weight": 6.5, "source": "h1", "block": 0, "chosen": True},
        {
            "text": "Tides – The Shore",
            "weight": 1.5,
            "source": "og:title",
            "block": None,
            "chosen": True,
        },
        {"text": "Most read", "weight": 0.5, "source": "h2", "block": 1, "chosen": False},
    ],
    "date": [
        {"text": f"2024-05-{n:02}", "weight": 1.0, "source": "time", "chosen": False}
        for n in range(1, 31)
    ],
}


def article(*blocks: Block, **fields: Any) -> dict[str, Any]:
    return {**Article(blocks=blocks, **fields).to_dict(), "candidates": {}}


def read(report: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(report)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_block_is_shown_in_order_with_all_that_is_known_of_it() -> None:
    extracted = extract(PAGE.read_bytes(), explain=True)
    blocks = extracted.to_dict()["blocks"]
    items = read(extracted.report()).cssselect("#blocks > li")
    assert len(items) == len(blocks) > 100
    for item, block in zip(items, blocks, strict=True):
        shown = words(item)
        score = f"{block['score']:.3f}"
        for part in (block["label"], score, block["tag"], block["path"], block["text"]):
            assert " ".join(part.split()) in shown
        reasons = [words(reason) for reason in item.cssselect(".why li")]
        assert reasons == [" ".join(reason.split()) for reason in block["reasons"]]


def test_the_article_stands_beside_the_blocks_and_links_to_them() -> None:
    extracted = extract(PAGE.read_bytes(), explain=True)
    root = read(extracted.report())
    links = root.cssselect(".article a.to")
    shown = [" ".join(words(link.getparent()).split()[1:]) for link in links]
    assert shown == [" ".join(text.split()) for text in extracted.paragraphs]
    for link, text in zip(links, extracted.paragraphs, strict=True):
        [block] = root.cssselect(link.get("href"))
        assert " ".join(text.split()) in words(block)
    assert words(root.cssselect(".article .headline")[0]) == extracted.headline


def test_candidates_say_which_was_chosen_and_why() -> None:
    told = article(headline="Tides", date=None) | {"candidates": CANDIDATES}
    headline, date = read(explanation(told)).cssselect(".candidates table")
    assert words(headline.cssselect("caption")[0]) == (
        "Headline: told 2 times, up to 6.5 votes; the best of the others has 0.5"
    )
    assert [row.get("class") for row in headline.cssselect("tbody tr")] == [
        "chosen",
        "chosen",
        None,
    ]
    assert headline.cssselect("tbody a")[0].get("href") == "#b1"
    assert words(date.cssselect("caption")[0]) == "Date: none was good enough"
    assert len(date.cssselect("tbody tr")) == 12
    assert "18 more with fewer votes" in date.getnext().text_content()


def test_the_candidates_of_a_page_are_those_of_its_article() -> None:
    extracted = extract(PAGE.read_bytes(), explain=True)
    tables = read(extracted.report()).cssselect(".candidates table")
    assert len(tables) == sum(map(bool, extracted.candidates.values())) >= 3
    assert all(table.cssselect("tr.chosen") for table in tables)


def test_a_page_without_an_article_says_so() -> None:
    shown = words(read(Article().report()))
    assert "No headline found" in shown
    assert "No block of the page was taken for the body of an article." in shown


def test_without_reasons_it_says_how_to_get_them() -> None:
    plain = extract(PAGE.read_bytes())
    assert "explain=True" in plain.report()
    assert "explain=True" not in extract(PAGE.read_bytes(), explain=True).report()


# Each example parses a page.
@settings(max_examples=25)
@given(st.text(), st.text(), st.text(), st.text())
def test_nothing_of_a_page_becomes_markup(body: str, reason: str, path: str, head: str) -> None:
    block = Block(f"<b>{body}", Label.BODY, 0.5, "p", (f'"><i>{reason}',), f"<u>{path}")
    told = article(block, headline=f"</title><s>{head}", byline=f"<script>{head}")
    told["candidates"] = {
        "byline": [{"text": f"<q>{body}", "weight": 1, "source": f"<q>{path}", "chosen": True}]
    }
    root = read(explanation(told))
    assert not root.cssselect("#blocks u, #blocks li > b, i i, s, q, body script + script")
    assert [element.tag for element in root.iter("script", "style", "link", "img")] == [
        "style",
        "script",
    ]


def test_it_loads_nothing_and_lets_only_its_own_script_run() -> None:
    report = extract(PAGE.read_bytes(), explain=True).report()
    policy = read(report).xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-\S{44}'; style-src 'sha256-\S{44}';"
        r" base-uri 'none'; form-action 'none'",
        policy,
    )
    hrefs = read(report).xpath("//@href | //@src | //@action")
    assert hrefs and all(href.startswith("#b") for href in hrefs)
    assert not read(report).xpath("//@style | //@*[starts-with(name(), 'on')]")


class TestCommand:
    def run(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "boilerstrip", "explain", *arguments],
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            timeout=60,
            check=False,
        )

    def test_it_writes_the_report_to_a_file(self, tmp_path: Path) -> None:
        target = tmp_path / "report.html"
        done = self.run(str(PAGE), "-o", str(target))
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        written = target.read_text(encoding="utf-8")
        assert written == extract(PAGE.read_bytes(), explain=True).report()

    def test_it_writes_to_standard_output(self) -> None:
        done = self.run("-", stdin=PAGE.read_bytes())
        assert done.returncode == 0
        assert done.stdout.decode() == extract(PAGE.read_bytes(), explain=True).report()

    @pytest.mark.parametrize(
        ("source", "target"), [("no-such-page.html", "-"), (str(PAGE), "no-such-folder/r.html")]
    )
    def test_what_cannot_be_read_or_written_is_named(self, source: str, target: str) -> None:
        done = self.run(source, "-o", target)
        assert done.returncode == 1 and done.stdout == b""
        assert done.stderr.startswith(b"boilerstrip: no-such-")
