"""The headline of a text dump: the likeliest line that is not seen to be something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip import lexicon
from boilerstrip.article import Candidate
from boilerstrip.fields.bywords import byline_in
from boilerstrip.fields.finding import find_dates
from boilerstrip.fields.keys import key
from boilerstrip.fields.page import Page

# Longer lines are paragraphs; in words, or in letters where there are none.
MAX_WORDS, MAX_LENGTH = 40, 300
# Log-odds under which a dump has no headline: one line in fifty of those is the headline.
LEAST = -4.0
# Log-odds over which a line that stands twice in a row is the headline, in the page's trail or its
# picture's text too, rather than a picture's text and caption.
SURE = 1.0
# What a single word loses, in log-odds: sections and sites are called so, hardly ever articles.
ONE_WORD = 6.0
# A word has fewer letters than this, weighed as ``boilerstrip.scorer.context.weight`` does: eight
# signs of Chinese are about three words.
SHORTEST = 20
# A byline or date line is no longer than this, in letters; a headline may tell a day.
MAX_CREDIT = 60

_CREDIT = re.compile(r"[(（\[][^()（）\[\]]{2,60}[)）\]]\W*$")


def choose(page: Page, body: range) -> Candidate | None:
    """The likeliest line not behind the text's end; ``None`` if none is like a headline."""
    likeliest = sorted(_candidates(page, body), key=lambda candidate: -candidate.weight)
    best = next((found for found in likeliest if not _is_foreign(page, found)), None)
    return best and _without_trail(best, likeliest)


def _without_trail(best: Candidate, others: list[Candidate]) -> Candidate:
    """The line that the best one ends with, if there is one: before it stands where the page is.

    "Home News Ferry returns" is a trail of links, with the headline as its last.
    """
    whole = key(best.text)
    for other in others:
        own = key(other.text)
        if own != whole and " " in other.text and whole.endswith(own):
            return other
    return best


def _candidates(page: Page, body: range) -> Iterator[Candidate]:
    blocks = page.segmentation.blocks
    for i, (block, weight) in enumerate(zip(blocks, page.headlines, strict=False)):
        if body and i >= body.stop:
            return
        if weight is None or len(block.text) > MAX_LENGTH or block.text.count(" ") >= MAX_WORDS:
            continue
        if " " not in block.text and page.context.weights[i] < SHORTEST:
            weight -= ONE_WORD
        if weight > LEAST and any(map(str.isalnum, block.text)):
            yield Candidate(block.text, weight, "line", i)


def _is_foreign(page: Page, candidate: Candidate) -> bool:
    """Whether a line is a byline, a date, a caption or a prompt by its own words."""
    text, i = candidate.text, candidate.block or 0
    if _is_caption(page, i) or (page.labels[i] == "caption" and candidate.weight < SURE):
        return True
    if len(text) <= MAX_CREDIT and (find_dates(text) or byline_in(text) is not None):
        return True
    return any(match.whole for match in lexicon.match(text))


def _is_caption(page: Page, i: int) -> bool:
    """Whether a line with a credit in brackets stands twice in a row, as image text and caption."""
    blocks = page.segmentation.blocks
    beside = [blocks[j].text for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
    return blocks[i].text in beside and bool(_CREDIT.search(blocks[i].text))
