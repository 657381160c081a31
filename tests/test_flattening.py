"""Text dumps made of pages: each way keeps the story, and leaves the page as it is."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from boilerstrip import document
from boilerstrip.blocks import dump
from boilerstrip.scorer.told import NOTHING_TOLD
from boilerstrip.training.alignment import words
from boilerstrip.training.corpus import LabelledPage
from boilerstrip.training.dump_examples import Dump
from boilerstrip.training.dump_variation import vary
from boilerstrip.training.examples import label
from boilerstrip.training.flattening import COMMON, HELD_OUT, WAYS, Style, flatten

PAGES = sorted((Path(__file__).parent.parent / "fixtures" / "pages").glob("*.html"))


def rooted(source: bytes | str) -> etree._Element:
    root = document.load(source, kind="html").root
    assert root is not None
    return root


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("page", PAGES[::3], ids=lambda path: path.stem)
def test_every_way_keeps_the_words_of_the_story(page: Path, way: str) -> None:
    root = rooted(page.read_bytes())
    before = etree.tostring(root)
    text = flatten(root, WAYS[way](random.Random(1)))
    assert etree.tostring(root) == before
    assert text == flatten(root, WAYS[way](random.Random(1)))
    assert not set(text) & set("\x00\x01\x02\ue000")
    told = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))["paragraphs"]
    wanted = words(" ".join(told))
    found = set(words(" ".join(block.text for block in dump.segment(text).blocks)))
    # A drop cap parts the first letter from its word.
    assert sum(word in found for word in wanted) > 0.97 * len(wanted)


PAGE = """<html><head><title>Ferry | Post</title></head><body>
<ul><li>Home</li><li>News</li></ul><h1>Ferry <em>returns</em></h1>
<div>She <a href="/">sails</a> again.<p>Twice a <b>week</b>.</p></div>
<table><tr><td>One</td><td>Two</td></tr></table><img alt="The quay"></body></html>"""

STYLES = {
    "lines": (
        Style(),
        "Home\nNews\nFerry returns\nShe sails again.\nTwice a week.\nOne\nTwo",
    ),
    "begins only": (
        Style(frozenset(("li", "h1", "p", "td")), closes=False, between=True),
        "Home\n\nNews\n\nFerry returns She sails again.\n\nTwice a week.\n\nOne\n\nTwo",
    ),
    "nodes": (
        Style(nodes=True),
        "Home\nNews\nFerry\nreturns\nShe\nsails\nagain.\nTwice a\nweek\n.\nOne\nTwo",
    ),
    "runs": (
        Style(COMMON, runs=True, cell=" | ", title=True),
        "Ferry | Post\nHome News\nFerry returns\nShe sails again.\nTwice a week.\nOne | Two",
    ),
    "bullets": (
        Style(bullets=("* ",), apart=frozenset(("h1",)), alt=True, cell="\t"),
        "* Home\n* News\n\nFerry returns\n\nShe sails again.\nTwice a week.\nOne\tTwo\nThe quay",
    ),
    "Markdown": (
        Style(
            bullets=("- ",),
            heading=lambda level, text: f"{'#' * level} {text}",
            markdown=True,
            cell=" | ",
        ),
        "- Home\n- News\n# Ferry returns\nShe [sails](https://site.example/page) again.\n"
        "Twice a **week**.\nOne | Two\n![The quay]()",
    ),
    "wrapped": (
        Style(width=30, margin=3, numbered=True, cell="  "),
        "   Home\n   News\n   Ferry returns\n   She [1]sails again.\n   Twice a week.\n   One  Two",
    ),
}


@pytest.mark.parametrize("name", STYLES)
def test_style(name: str) -> None:
    style, text = STYLES[name]
    assert flatten(rooted(PAGE), style) == text


def test_one_way_is_held_out() -> None:
    assert HELD_OUT in WAYS and len(WAYS) >= 7


def example(lines: list[str], body: range, headline: int) -> Dump:
    page = LabelledPage(
        source="a",
        id="b",
        site="c.example",
        page_type="article",
        text="\n".join(lines[i] for i in body),
        paragraphs=None,
        optional=(),
        within=(),
        without=(),
        path=Path("b"),
        url=None,
    )
    made = label(page, dump.segment("\n".join(lines)), NOTHING_TOLD)
    assert made is not None
    headlines = np.array([float(i == headline) for i in range(len(lines))], np.float32)
    return Dump(page, made.segmentation, made.labels, made.weights, made.kind, headlines=headlines)


def test_dumps_are_cut_and_mixed_and_keep_their_labels() -> None:
    menu = [f"Menu item {name}" for name in "abcdefgh"]
    story = [
        f"The ferry sailed for the {i}th time that {i}th week, to cheers." for i in range(4, 13)
    ]
    lines = [*menu, "Ferry returns to Skerrin", "Monday", *story, *menu]
    lengths = set()
    for seed in range(60):
        made = example(lines, range(10, 19), 8)
        vary(made, random.Random(seed))
        texts = [block.text for block in made.segmentation.blocks]
        assert len(texts) == len(made.labels) == len(made.weights)
        assert [t for t, y in zip(texts, made.labels, strict=True) if y] == story
        if made.headlines is not None:
            told = [t for t, y in zip(texts, made.headlines, strict=True) if y]
            assert told == ["Ferry returns to Skerrin"]
        lengths.add(len(texts))
    assert min(lengths) <= len(story) + 1 and max(lengths) > len(lines)
