"""Headlines of text dumps, where a line of the text looks like a byline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from boilerstrip import extract

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
