"""Dates of text dumps: which of the days that lines tell is that of publication."""

from __future__ import annotations

import datetime as dt

import pytest

from boilerstrip.article import Label
from boilerstrip.blocks import dump
from boilerstrip.document import Embedded
from boilerstrip.fields import Page, find
from boilerstrip.scorer import Context

DAY = dt.date(2024, 3, 5)
HEADLINE = "Ferry returns to Skerrin"
PARAGRAPH = "The ferry sailed again on Monday, and the whole of the village stood on the quay."
# In each the marks before lines: "#" the headline, "+" a line of the text; others are neither.
DUMPS = {
    "beneath the headline": ["# " + HEADLINE, "5 March 2024", "+ " + PARAGRAPH],
    "a sentence of the text tells another day": [
        "# " + HEADLINE,
        "5 March 2024",
        "Photo: harbour office",
        "+ From 1 April 2024 the ferry sails twice a day, weather allowing.",
        "+ " + PARAGRAPH,
    ],
    "the date stands behind the text": [
        "# " + HEADLINE,
        "+ As of 2 February 2024, the village has asked for three more boats.",
        "+ " + PARAGRAPH,
        "05 March 2024",
    ],
    "no text was found, and the footer tells a day": [
        "# " + HEADLINE,
        "Skerrin Islander",
        "2024.03.05",
        *["Read more"] * 30,
        "Registered on 30 November 2009",
    ],
    "a widget tells its version": [
        "# " + HEADLINE,
        "5 March 2024",
        *["Rate this"] * 8,
        "R:F [1.9.22_1171]",
        "+ " + PARAGRAPH,
    ],
}


def dated(*lines: str, host: str = "islander.example") -> dt.date | None:
    """The date of a dump whose lines are marked as in ``DUMPS``."""
    marks = [line[0] if line[1:2] == " " and line[0] in "#+" else "" for line in lines]
    texts = [line[2:] if mark else line for line, mark in zip(lines, marks, strict=True)]
    segmentation = dump.segment("\n\n".join(texts))
    assert len(segmentation.blocks) == len(lines)
    labels = [Label.BODY if mark == "+" else Label.BOILERPLATE for mark in marks]
    page = Page(
        Embedded(),
        segmentation,
        [label.value for label in labels],
        [float(label is Label.BODY) for label in labels],
        Context.of(segmentation),
        f"https://{host}/ferry-returns",
        [9.0 if mark == "#" else -9.0 for mark in marks],
    )
    return find(page).date


@pytest.mark.parametrize("name", DUMPS)
def test_date_of_a_dump(name: str) -> None:
    assert dated(*DUMPS[name]) == DAY


def test_a_mention_is_better_than_no_day() -> None:
    mention = "+ On 5 March 2024 the ferry sailed again, to the cheers of the village."
    assert dated("# " + HEADLINE, mention, "+ " + PARAGRAPH) == DAY


TEXTS = {
    "en": "The ferry sailed again on Monday, and the whole of the village stood on the quay.",
    "es": "El barco zarpó de nuevo el lunes, y todo el pueblo estaba en el muelle de la isla.",
    "fr": "Le bateau est reparti lundi, et tout le village était sur le quai.",
    "de": "Das Schiff fuhr am Montag wieder, und das ganze Dorf stand am Kai.",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("host", ["islander.example", "islander.example.com"])
def test_the_text_s_language_orders_day_and_month(language: str, host: str) -> None:
    day = "03/05/2024" if language == "en" else "05/03/2024"
    text = "+ " + TEXTS[language]
    assert dated("# Skerrin, Skerrin", day, text, text, host=host) == DAY
