"""Headlines of text dumps: which of the likely lines is chosen, whatever stands in the text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from boilerstrip import extract
from boilerstrip.article import Label
from boilerstrip.blocks import dump
from boilerstrip.document import Embedded
from boilerstrip.fields import Page, dump_headline
from boilerstrip.scorer import Context

STORIES = Path(__file__).parent.parent / "fixtures" / "blocks" / "stories.jsonl"
# A byline line of a template that was not filled, as it stands between two paragraphs.
LINES = {
    "sv": "Av {{skribent}} den {{datum}}",
    "da": "Af {{forfatter}} | {{dato}}",
    "fi": "Kirjoittaja: {{nimi}}",
    "zh": "作者：{{author}} {{date}}",
}


@pytest.mark.parametrize("language", LINES)
def test_a_byline_inside_the_text_moves_no_headline(language: str) -> None:
    rows = map(json.loads, STORIES.read_text(encoding="utf-8").splitlines())
    story = next(row for row in rows if row["language"] == language)
    head = [*story["menu"], story["headline"], story["byline"], story["date"]]
    paragraphs = story["paragraphs"]
    lines = [*head, *paragraphs[:3], LINES[language], *paragraphs[3:], *story["footer"]]
    assert extract("\n\n".join(lines), kind="text").headline == story["headline"]


def chosen(*lines: tuple[str, float], labels: dict[int, Label] | None = None) -> str | None:
    """The headline of a dump of lines, each with its log-odds, above a paragraph.

    Lines labelled body are the text's first.
    """
    texts = [*(text for text, _ in lines), "The ferry sailed again on Monday. " * 4]
    segmentation = dump.segment("\n\n".join(texts))
    names = [Label.BOILERPLATE] * len(lines) + [Label.BODY]
    for i, label in (labels or {}).items():
        names[i] = label
    page = Page(
        Embedded(),
        segmentation,
        [label.value for label in names],
        [float(label is Label.BODY) for label in names],
        Context.of(segmentation),
        None,
        [*(weight for _, weight in lines), -9.0],
    )
    found = dump_headline.choose(page, page.body)
    return found[0].text if found else None


HEADLINE = "Ferry returns to Skerrin"


def test_the_likeliest_line_is_the_headline() -> None:
    assert chosen(("Home News Sport", -1.0), (HEADLINE, 2.0)) == HEADLINE
    assert chosen(("Home News Sport", -8.0), (HEADLINE, -7.0)) is None


def test_a_line_that_ends_with_the_headline_is_a_trail_to_it() -> None:
    assert chosen((f"Home News {HEADLINE}", 1.0), (HEADLINE, 1.0)) == HEADLINE
    assert chosen(("Skerrin Islander", 1.0), ("Islander", 0.0)) == "Skerrin Islander"


def test_a_headline_that_ends_with_a_section_is_no_trail() -> None:
    whole = "What the island does against rising seas"
    assert chosen(("Rising seas", -2.9), (whole, 8.0)) == whole


@pytest.mark.parametrize("stamp", ["3 May 2023", "By Ada Byron", "Mis à jour le 3 mai 2023"])
def test_of_two_likely_lines_the_one_above_a_day_or_a_byline_is_the_headline(stamp: str) -> None:
    section = "All about the island's boats"
    assert chosen((section, 2.0), *[("Menu", -9.0)] * 5, (HEADLINE, 1.0)) == section
    below = chosen((section, 2.0), *[("Menu", -9.0)] * 5, (HEADLINE, 1.0), (stamp, -9.0))
    assert below == HEADLINE


def test_a_heading_inside_the_text_is_likelier_a_part_s() -> None:
    part = "What is a ferry made of?"
    inside = {1: Label.BODY, 2: Label.BODY, 3: Label.BODY}
    paragraph = ("The ferry sailed again on Monday. " * 4, -9.0)
    assert chosen((HEADLINE, 2.0), paragraph, paragraph, (part, 2.5), labels=inside) == HEADLINE
    assert chosen((HEADLINE, 2.0), paragraph, paragraph, (part, 2.5)) == part


def test_a_headline_may_read_like_a_prompt_or_tell_a_day() -> None:
    for text in ("Recommended: ten islands to see", "Harbour round-up 03/05/2023"):
        assert chosen(("The Skerrin Islander online", -3.0), (text, 6.0)) == text


def test_a_likely_line_that_stands_twice_is_no_caption() -> None:
    labels = {0: Label.CAPTION, 1: Label.CAPTION}
    twice = chosen((HEADLINE, 4.0), (HEADLINE, 3.0), ("Back to Travel", 0.0), labels=labels)
    assert twice == HEADLINE
    unlikely = chosen(
        ("The old quay", -0.5), ("The old quay", -0.5), (HEADLINE, -1.0), labels=labels
    )
    assert unlikely == HEADLINE


def test_a_single_word_is_a_section() -> None:
    assert chosen(("World", 3.0), (HEADLINE, -1.0)) == HEADLINE
    assert chosen(("銀行社長解任金融庁処分で", 3.0), (HEADLINE, -1.0)) == "銀行社長解任金融庁処分で"
