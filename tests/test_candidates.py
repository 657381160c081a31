"""What ``explain=True`` tells of the choice of headline, byline and dates."""

from __future__ import annotations

import dataclasses
import json
import pickle
from pathlib import Path

import pytest

from boilerstrip import Article, Candidate, extract

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = sorted([*FIXTURES.glob("pages/*.html"), *FIXTURES.glob("dumps/*.txt")])
TEXT = "<p>The harbour wall gave way before dawn, and nobody slept after that.</p>" * 4
HEADLINE = "Storm shuts the pier at Skerrin"
PAGE = f"""<html lang="en"><head>
<title>{HEADLINE} | The Skerrin Post</title>
<meta property="og:title" content="Pier shut: what we know">
<meta property="article:published_time" content="2024-03-05T08:00:00Z">
<meta name="author" content="Web Desk">
</head><body><h1>{HEADLINE}</h1><p>By Ada Byron</p>
<p>5 March 2024</p><p>Updated 6 March 2024</p>{TEXT}</body></html>"""

# Field, source, text and whether it agrees with the choice.
FOUND = [
    ("headline", "h1", HEADLINE, True),
    ("headline", "title", f"{HEADLINE} | The Skerrin Post", False),
    ("headline", "title (part)", HEADLINE, True),
    ("headline", "og:title", "Pier shut: what we know", False),
    ("byline", "by-word", "By Ada Byron", True),
    ("byline", "author", "Web Desk", False),
    ("date", "article:published_time", "2024-03-05T08:00:00+00:00", True),
    ("date", "visible", "2024-03-05", True),
    ("modified", "visible", "2024-03-06", True),
]


@pytest.mark.parametrize(("field", "source", "text", "chosen"), FOUND)
def test_findings_are_told(field: str, source: str, text: str, chosen: bool) -> None:
    told = extract(PAGE, explain=True).candidates[field]
    assert [c.chosen for c in told if (c.source, c.text) == (source, text)] == [chosen]


def test_the_heaviest_comes_first() -> None:
    for found in extract(PAGE, explain=True).candidates.values():
        weights = [candidate.weight for candidate in found]
        assert weights == sorted(weights, reverse=True)


def test_a_visible_candidate_points_to_its_block() -> None:
    article = extract(PAGE, explain=True)
    texts = {
        (field, article.blocks[c.block].text)
        for field, found in article.candidates.items()
        for c in found
        if c.block is not None
    }
    assert texts == {
        ("headline", HEADLINE),
        ("byline", "By Ada Byron"),
        ("date", "5 March 2024"),
        ("modified", "Updated 6 March 2024"),
    }


def test_without_explain_there_are_none() -> None:
    article = extract(PAGE)
    assert article.candidates == {}
    assert "candidates" not in article.to_dict()


def test_json_holds_them() -> None:
    told = json.loads(extract(PAGE, explain=True).to_json())["candidates"]
    assert list(told) == ["headline", "byline", "date", "modified"]
    assert told["byline"][0] == {
        "text": "By Ada Byron",
        "weight": 3.5,
        "source": "by-word",
        "block": 1,
        "chosen": True,
    }


def test_an_explained_article_travels() -> None:
    article = extract(PAGE, explain=True)
    assert pickle.loads(pickle.dumps(article)) == article
    assert hash(article) == hash(extract(PAGE, explain=True))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_explaining_changes_nothing_else(page: Path) -> None:
    plain, told = (extract(page.read_bytes(), explain=explain) for explain in (False, True))
    assert _bare(told) == _bare(plain)
    for field in ("headline", "byline", "date"):
        chosen = [c for c in told.candidates[field] if c.chosen]
        assert bool(chosen) == bool(getattr(told, field))


def _bare(article: Article) -> Article:
    blocks = [dataclasses.replace(b, reasons=(), path=None) for b in article.blocks]
    return dataclasses.replace(article, blocks=tuple(blocks), candidates={})


def test_candidates_are_values() -> None:
    candidate = Candidate("Ada Byron", 3.0, "author")
    assert candidate == Candidate("Ada Byron", 3.0, "author", None, False)
    with pytest.raises(dataclasses.FrozenInstanceError):
        candidate.text = "Mary Somerville"  # type: ignore[misc]
