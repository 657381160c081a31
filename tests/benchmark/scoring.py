"""How right an extractor is on one page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from boilerstrip.training.validation import page_scores

from .extractors import Found
from .pages import BenchmarkPage

_BETWEEN_NAMES = re.compile(r"\s*(?:[,;|&/]|\b(?:and|und|y|et)\b)\s*")
_BY = re.compile(r"^(?:by|von|par|por|di|da|af|av)\s+", re.IGNORECASE)


def scores(page: BenchmarkPage, found: Found, *, fields: bool) -> dict[str, float]:
    """Figures of 0 to 1 for what is annotated of the page.

    ``words`` and ``paragraphs`` are F1 of the body's words and exact paragraphs, ``with`` and
    ``without`` the shares of snippets found that must and that must not be in it; ``headline``,
    ``byline`` and ``date`` are 1 where they are right: the same letters, names or day.
    """
    texts = [text for text in map(str.strip, found.paragraphs) if text]
    figures = page_scores(page.labelled, texts)
    if not fields:
        return figures
    if page.headline:
        figures["headline"] = float(_letters(found.headline or "") == _letters(page.headline))
    if names(page.byline):
        figures["byline"] = float(names(found.byline) == names(page.byline))
    if page.date:
        figures["date"] = float(str(found.date or "")[:10] == page.date[:10])
    return figures


def names(byline: Iterable[str]) -> frozenset[str]:
    """The writers of a byline, as what of their names can be compared.

    >>> sorted(names(["By Ada Byron and Máry Somerville"]))
    ['adabyron', 'marysomerville']
    """
    parts = (part for line in byline for part in _BETWEEN_NAMES.split(_BY.sub("", line.strip())))
    return frozenset(filter(None, map(_letters, parts)))


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())
