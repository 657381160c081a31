"""The headline of a text dump: the likeliest line that is not seen to be something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip import lexicon
from boilerstrip.article import Candidate
from boilerstrip.fields.bywords import byline_in
from boilerstrip.fields.finding import find_dates
from boilerstrip.fields.page import Page

# Longer lines are paragraphs; in words, or in letters where there are none.
MAX_WORDS, MAX_LENGTH = 40, 300
# Log-odds under which a dump has no headline: one line in fifty of those is the headline.
LEAST = -4.0
# A byline or date line is no longer than this, in letters; a headline may tell a day.
MAX_CREDIT = 60

_CREDIT = re.compile(r"[(（\[][^()（）\[\]]{2,60}[)）\]]\W*$")


def choose(page: Page, body: range) -> Candidate | None:
    """The likeliest line not behind the text's end; ``None`` if none is like a headline."""
    likeliest = sorted(_candidates(page, body), key=lambda candidate: -candidate.weight)
    return next((found for found in likeliest if not _is_foreign(page, found)), None)


def _candidates(page: Page, body: range) -> Iterator[Candidate]:
    blocks = page.segmentation.blocks
    for i, (block, weight) in enumerate(zip(blocks, page.headlines, strict=False)):
        if body and i >= body.stop:
            return
        short = len(block.text) <= MAX_LENGTH and block.text.count(" ") < MAX_WORDS
        if weight is not None and weight > LEAST and short and any(map(str.isalnum, block.text)):
            yield Candidate(block.text, weight, "line", i)


def _is_foreign(page: Page, candidate: Candidate) -> bool:
    """Whether a line is a byline, a date, a caption or a prompt by its own words."""
    text, i = candidate.text, candidate.block or 0
    if page.labels[i] == "caption" or _is_caption(page, i):
        return True
    if len(text) <= MAX_CREDIT and (find_dates(text) or byline_in(text) is not None):
        return True
    return any(match.whole for match in lexicon.match(text))


def _is_caption(page: Page, i: int) -> bool:
    """Whether a line with a credit in brackets stands twice in a row, as image text and caption."""
    blocks = page.segmentation.blocks
    beside = [blocks[j].text for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
    return blocks[i].text in beside and bool(_CREDIT.search(blocks[i].text))
