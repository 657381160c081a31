"""The headline of a text dump: the likeliest line, seen together with the lines around it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from boilerstrip.article import Candidate
from boilerstrip.fields.bywords import byline_in
from boilerstrip.fields.finding import find_dates
from boilerstrip.fields.keys import key
from boilerstrip.fields.page import Page

# Longer lines are paragraphs; in words, or in letters where there are none.
MAX_WORDS, MAX_LENGTH = 40, 300
# The network's log-odds under which a line is not looked at: of a dump whose likeliest line has
# less, one line in fifty is the headline.
LEAST = -4.0
# Of so many lines the likeliest is chosen; the headline is among them wherever it is a line.
MOST = 10

# What speaks for a line beside the network, in log-odds, fitted to 5,976 dumps of 1,494 pages
# (conditional logit over the likeliest lines of each; by cross-validation over sites it finds two
# headlines in a hundred more than the network alone). The network's own answer counts for the line
# where it is best and, by this share, for all of its copies together.
COPIES = 0.3
# The lines beneath it tell a day or a writer; it ends another line, the trail of links to it.
STAMPED, STAMP_BENEATH, ENDS_TRAIL = 1.5, 4, 1.2
# Longer lines are headlines more often than short ones: for each unit of log(1 + words).
WORDS = 0.5
# What the labels saw in it; for each unit of log(1 + lines) below the text's first line.
AS_LABELLED = {"body": -0.8, "navigation": -0.8, "caption": -1.0}
INSIDE = -0.4
# What is surely something else by its own words. Not fitted, as the network sees most of it: a
# prompt, a byline, a day, a picture's text that its caption repeats with the credit.
AS_PHRASE, AS_CREDIT, AS_DAY, AS_PICTURE = -3.0, -6.0, -2.0, -6.0
# A single word is the name of a section or a site, hardly ever a headline.
ONE_WORD = -6.0
# A word has fewer letters than this, weighed as ``boilerstrip.scorer.context.weight`` does: eight
# signs of Chinese are about three words.
SHORTEST = 20
# A byline or date line is no longer than this, in letters.
MAX_CREDIT = 60

# A headline's brackets hold an aside: "What is a WARC (Web Archive)?", "How to row (with joy!)".
_CREDIT = re.compile(r"[(（\[][^()（）\[\]!?！？]{2,60}[)）\]]\.?$")


def choose(page: Page, body: range) -> list[Candidate]:
    """The likeliest lines not behind the text's end, the headline first; none if none is like one.

    A line that stands several times is one candidate, where it is likeliest.
    """
    places = _likeliest(page, body)
    weights = {
        own: _weight(page, body, at, [other for other in places if other != own])
        for own, at in places.items()
    }
    chosen = sorted(weights, key=lambda own: -weights[own])
    blocks = page.segmentation.blocks
    return [
        Candidate(blocks[places[own][0]].text, weights[own], "line", places[own][0])
        for own in chosen
    ]


def _likeliest(page: Page, body: range) -> dict[str, list[int]]:
    """The places of the likeliest lines by their keys, each line's likeliest place first."""
    end = body.stop if body else len(page.headlines)
    ordered = sorted(
        (i for i in range(min(end, len(page.headlines))) if _may_be_headline(page, i)),
        key=lambda i: -_log_odds(page, i),
    )
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i in ordered:
        own = key(page.segmentation.blocks[i].text)
        if own and (own in places or len(places) < MOST):
            places[own].append(i)
    return places


def _may_be_headline(page: Page, i: int) -> bool:
    if _log_odds(page, i) <= LEAST:
        return False
    text = page.segmentation.blocks[i].text
    return len(text) <= MAX_LENGTH and text.count(" ") < MAX_WORDS


def _log_odds(page: Page, i: int) -> float:
    judged = page.headlines[i]
    return -math.inf if judged is None else judged


def _weight(page: Page, body: range, places: Sequence[int], others: Sequence[str]) -> float:
    """The log-odds of being the headline, but for a constant of the dump."""
    i = places[0]
    text = page.segmentation.blocks[i].text
    own = key(text)
    likeliest = _log_odds(page, i)
    copies = math.log(sum(math.exp(_log_odds(page, j) - likeliest) for j in places))
    weight = likeliest + COPIES * copies + WORDS * math.log1p(text.count(" ") + 1)
    if any(other.endswith(own) for other in others):
        weight += ENDS_TRAIL
    if any(_is_stamp(page, j) for j in range(i + 1, i + 1 + STAMP_BENEATH)):
        weight += STAMPED
    weight += AS_LABELLED.get(page.labels[i], 0.0)
    if body and i > body.start:
        weight += INSIDE * math.log1p(i - body.start)
    return weight + _by_words(page, i)


def _is_stamp(page: Page, i: int) -> bool:
    """Whether a line is short and holds a day or a byline."""
    blocks = page.segmentation.blocks
    if i >= len(blocks) or len(text := blocks[i].text) > MAX_CREDIT:
        return False
    return bool(find_dates(text)) or byline_in(text) is not None


def _by_words(page: Page, i: int) -> float:
    """What a line loses for being something else by its own words."""
    text = page.segmentation.blocks[i].text
    lost = 0.0
    if " " not in text and page.context.weights[i] < SHORTEST:
        lost += ONE_WORD
    if len(text) <= MAX_CREDIT:
        lost += AS_DAY * bool(find_dates(text)) + AS_CREDIT * (byline_in(text) is not None)
    if _is_caption(page, i):
        lost += AS_PICTURE
    if any(match.whole for match in page.context.found[i]):
        lost += AS_PHRASE
    return lost


def _is_caption(page: Page, i: int) -> bool:
    """Whether a line with a credit in brackets stands twice in a row, as image text and caption."""
    blocks = page.segmentation.blocks
    beside = [blocks[j].text for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
    return blocks[i].text in beside and bool(_CREDIT.search(blocks[i].text))
