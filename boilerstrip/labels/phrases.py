"""What a block's own words say that it is: the lexicon's matches, weighed.

Precision stands before recall: a sentence of the story may contain any phrase, so a likely body
block is overruled only by words that fill it or that open or close it as they would in no prose.
"""

from __future__ import annotations

import dataclasses

from boilerstrip.article import Label
from boilerstrip.blocks import RawBlock
from boilerstrip.blocks.sentences import ends_sentence
from boilerstrip.lexicon import Match
from boilerstrip.scorer.context import PHRASE_KINDS

# Share of a likely body block that matches of one label must cover to overrule it.
MIN_COVER = 0.5
# Linked from end to end, the block is a teaser or prompt as its first words say.
LINKED = 0.6

# Kinds of boxes that a page sets beside or into a story to get something from its reader.
_OFFERS = ("advert", "newsletter", "subscriber_prompt")
# Kinds that stand between the end of a story and its comments.
_AFTERWORDS = ("author_bio", "newsletter", "subscriber_prompt", "related", "legal", "comment")
# Kinds that say nothing of a block unless they fill it: code in a sentence is the story's.
_FILLING = frozenset(("placeholder", "icon_legend", "date"))
# Kinds whose first words ("Read more:", "Sign up for") tell the block, if it is no sentence.
_OPENINGS = frozenset(("related", "newsletter", "share", "subscriber_prompt", "comment"))


@dataclasses.dataclass(frozen=True, slots=True)
class Recognised:
    """A label that words speak for, and how to say so."""

    label: Label
    reason: str


def recognise(block: RawBlock, found: list[Match], *, is_body: bool) -> Recognised | None:
    """What the block surely is by the phrases ``found`` in it; ``None`` where there is doubt."""
    if block.tokens == ("svg",):
        return Recognised(Label.ICON_LEGEND, f"the <{block.tag}> of an <svg>")
    whole = [m for m in found if m.whole]
    if whole:
        return _recognised(_strongest(whole), block.text)
    if not is_body:
        return None
    closed = ends_sentence(block.text)
    linked = block.link_chars >= LINKED * block.chars
    for m in found:
        at_start = m.span[0] == 0 and m.phrase.startswith("^")
        announces = block.text[m.span[1] - 1 :].lstrip().startswith((":", "："))
        if m.label in _OPENINGS and at_start and (linked or not closed or announces):
            return _recognised(m, block.text)
        at_end = m.span[1] >= len(block.text) - 1 and m.phrase.endswith("$")
        if m.label == "caption" and (at_start or at_end) and not closed:
            return _recognised(m, block.text)
        if m.label in _OPENINGS and _cover(found, m.label) >= MIN_COVER * len(block.text):
            return _recognised(m, block.text)
    return None


def offers(block: RawBlock, found: list[Match]) -> Recognised | None:
    """What a block sells or asks for, by any phrase ``found`` in it."""
    return _told(block, [m for m in found if m.label in _OFFERS])


def follows_story(block: RawBlock, found: list[Match]) -> Recognised | None:
    """What a block at the very end of the body may be instead: a writer's box, an offer."""
    return _told(block, [m for m in found if m.label in _AFTERWORDS])


def hint(block: RawBlock, found: list[Match]) -> Recognised | None:
    """What a block that is not body may be by the phrases ``found`` in it."""
    return _told(block, [m for m in found if m.whole or m.label not in _FILLING])


def _told(block: RawBlock, telling: list[Match]) -> Recognised | None:
    return _recognised(_strongest(telling), block.text) if telling else None


def _strongest(found: list[Match]) -> Match:
    """The match that names most of the text; of equals, that of the more telling kind."""
    return min(found, key=lambda m: (-m.letters, PHRASE_KINDS.index(m.label)))


def _cover(found: list[Match], label: str) -> int:
    return sum(m.span[1] - m.span[0] for m in found if m.label == label)


def _recognised(m: Match, text: str) -> Recognised:
    phrase = text[slice(*m.span)] if m.phrase.startswith("/") else m.phrase.strip("^$")
    return Recognised(Label(m.label), f"matches {m.label}/{m.language}: '{phrase}'")
