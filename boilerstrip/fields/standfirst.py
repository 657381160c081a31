"""The summary between the headline and the text."""

from __future__ import annotations

import dataclasses
import re

from boilerstrip.fields.keys import key
from boilerstrip.fields.page import FOREIGN, Page

# How many blocks may stand between the headline and its standfirst.
REACH = 4
# A summary has some words and is no paragraph after paragraph; in characters.
MIN_LENGTH, MAX_LENGTH = 25, 600
# Descriptions are often cut after a sentence or at a number of characters; from this many letters
# on, a common beginning is no chance.
MIN_COMMON = 40
# In a dump byline or date must stand so many lines below the standfirst at most.
CREDIT_REACH = 2
# A block likelier body than this opens the story, though the page's description repeats it, unless
# its element is named a standfirst. Of such blocks, as judged on unseen sites, 13 of 18 are body on
# labelled articles, and so are all 13 that hold a snippet of a labelled page.
LIKELY_BODY = 0.5
# What a line may have been taken for that no words tell to be a caption or an offer.
OPEN_LABELS = frozenset(("body", "boilerplate", "standfirst", "headline", "navigation"))

_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\s\"'”’»“」』)\]]*$")

STANDFIRST_NAMES = frozenset(
    "standfirst dek deck subtitle sub-title subheadline sub-headline subheading subhead summary "
    "chapo entradilla vorspann article-lead article-intro article-summary article-subtitle "
    "lead-in lede article-dek post-subtitle teaser-text subline".split()
)


@dataclasses.dataclass(slots=True)
class Choice:
    """The standfirst and its block."""

    text: str | None
    block: int | None


def choose(page: Page, body: range, headlines: list[int], taken: frozenset[int]) -> Choice:
    """The block right beneath the headline that is named a standfirst or is the description.

    ``headlines`` are the blocks of the headline, ``taken`` those that are bylines or dates.
    """
    blocks = page.segmentation.blocks
    if not headlines or not body:
        return Choice(None, None)
    headline = headlines[-1]
    if page.segmentation.is_dump:
        return _in_dump(page, headline, taken)
    seen = 0
    for i in range(headline + 1, min(len(blocks) - 1, max(body.start, headline + 1) + 1)):
        text = blocks[i].text
        if i in taken or blocks[i].hidden or not MIN_LENGTH <= len(text) <= MAX_LENGTH:
            continue
        seen += 1
        if seen > REACH:
            break
        if (
            page.place(i) not in FOREIGN
            and page.labels[i] != "caption"
            and _is_one(page, i, headline)
        ):
            return Choice(text, i)
    return Choice(None, None)


def _in_dump(page: Page, headline: int, taken: frozenset[int]) -> Choice:
    """The sentence between a headline and the lines of its byline and date."""
    blocks = page.segmentation.blocks
    i = headline + 1
    if taken.isdisjoint(range(i + 1, i + 1 + CREDIT_REACH)) or i in taken:
        return Choice(None, None)
    text = blocks[i].text
    told = MIN_LENGTH <= len(text) <= MAX_LENGTH and _SENTENCE_END.search(text)
    return Choice(text, i) if told and page.labels[i] in OPEN_LABELS else Choice(None, None)


def _is_one(page: Page, i: int, headline: int) -> bool:
    blocks = page.segmentation.blocks
    if page.is_named(i, STANDFIRST_NAMES) or page.labels[i] == "standfirst":
        return True
    beneath = i == headline + 1 and page.scores[i] < LIKELY_BODY
    if beneath and blocks[i].tag == "h2" and blocks[i].text.rstrip()[-1:] in ".!?…":
        return True
    # The first paragraph often is the description too; set among its fellows it is text.
    beside_text = blocks[i].node == blocks[i + 1].node or _siblings(page, i, i + 1)
    return beneath and not beside_text and _is_description(page, blocks[i].text)


def _siblings(page: Page, i: int, j: int) -> bool:
    nodes, blocks = page.segmentation.nodes, page.segmentation.blocks
    return nodes[blocks[i].node].parent == nodes[blocks[j].node].parent


def _is_description(page: Page, text: str) -> bool:
    own = key(text)
    descriptions = [
        page.embedded.description,
        *page.embedded.metas.get("description", ()),
        *page.embedded.metas.get("og:description", ()),
    ]
    for description in descriptions:
        other = key(description or "")
        common = min(len(own), len(other))
        if common >= MIN_COMMON and own[:common] == other[:common]:
            return True
    return False
