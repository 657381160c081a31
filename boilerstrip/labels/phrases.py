"""What a block's own words say that it is: the lexicon's matches, weighed.

Precision stands before recall: a sentence of the story may contain any phrase, so a likely body
block is overruled only by words that fill it or that open or close it as they would in no prose.
"""

from __future__ import annotations

import dataclasses

from boilerstrip.article import Label
from boilerstrip.blocks import RawBlock
from boilerstrip.blocks.sentences import ends_sentence
from boilerstrip.lexicon import Match, announces_nothing, is_narrated, is_spoken
from boilerstrip.scorer.context import PHRASE_KINDS

# Share of a likely body block that matches of one label must cover to overrule it.
MIN_COVER = 0.5
# Of a note on rights, the known phrases are at least such a share.
LEGAL_SHARE = 0.25
# Linked from end to end, the block is a teaser or prompt as its first words say.
LINKED = 0.6

# Kinds of boxes that a page sets beside or into a story to get something from its reader.
_OFFERS = ("advert", "newsletter", "subscriber_prompt")
# Kinds that stand between the end of a story and its comments.
_AFTERWORDS = frozenset(("author_bio", "newsletter", "subscriber_prompt", "legal", "comment"))
# Kinds whose phrases a sentence that tells a story may have without being any the less its part.
_ASKING = frozenset(
    "subscriber_prompt newsletter share related advert legal interface navigation".split()
)
# Kinds whose first words a sentence may have: "Read also the footnotes, for they are the best."
_TEASERS = frozenset(("related",))
# Kinds that say nothing of a block unless they fill it: code in a sentence is the story's.
_FILLING = frozenset(("placeholder", "icon_legend", "date"))
# Kinds whose first words ("Read more:", "Sign up for") tell the block, if it is no sentence.
_OPENINGS = frozenset(("related", "newsletter", "share", "subscriber_prompt", "comment"))
# Elements that hold titles and terms. Of the blocks that the network takes for body and words for
# menus, 94 of 104 are the story's ("Services", "Books", "About"), and nearly all stand in these; in
# paragraphs the words are right more often.
_TITLES = frozenset("h1 h2 h3 h4 h5 h6 li dt dd td th tr".split())
# Kinds whose words are titles as well, kinds whose words are never, and, of the others, the letters
# of a phrase that is none: "Get started" has ten, "Already a subscriber?" eighteen.
_WEAK = frozenset("navigation comment legal interface share caption".split())
_SURE = frozenset(("icon_legend", "placeholder"))
_NO_TITLES = _SURE | {"author_bio"}
TITLE_LETTERS = 16
# Code that is set as code is the story's.
_CODE = frozenset(("<code>", "<kbd>", "<samp>", "<tt>"))


@dataclasses.dataclass(frozen=True, slots=True)
class Recognised:
    """A label that words speak for, and how to say so."""

    label: Label
    reason: str


def recognise(block: RawBlock, found: list[Match], *, is_body: bool) -> Recognised | None:
    """What the block surely is by the phrases ``found`` in it; ``None`` where there is doubt."""
    if block.tokens == ("svg",):
        return Recognised(Label.ICON_LEGEND, f"the <{block.tag}> of an <svg>")
    if not found:
        return None
    whole = [m for m in found if m.whole]
    if is_body and (block.tag == "pre" or not _CODE.isdisjoint(block.tokens)):
        whole = [m for m in whole if m.label != "placeholder"]
    if is_body and block.tag in _TITLES:
        whole = [m for m in whole if _is_no_title(m)]
    if whole:
        return _recognised(_strongest(whole), block.text)
    if not is_body:
        return None
    closed = ends_sentence(block.text)
    for m in found:
        if _announces(m, block, _OPENINGS):
            return _recognised(m, block.text)
        at_start = m.span[0] == 0 and m.phrase.startswith("^")
        at_end = m.span[1] >= len(block.text) - 1 and m.phrase.endswith("$")
        if m.label == "caption" and (at_start or at_end) and not closed:
            return _recognised(m, block.text)
        covers = m.label in _OPENINGS and _cover(found, m.label) >= MIN_COVER * len(block.text)
        if covers and not _is_told(m, block.text):
            return _recognised(m, block.text)
    return None


def _is_no_title(m: Match) -> bool:
    """Whether a phrase that fills a heading, cell or item of the story is surely no title there."""
    if m.label in _WEAK:
        return False
    return m.label in _NO_TITLES or m.letters >= TITLE_LETTERS or m.phrase.endswith((":", ": **"))


def offers(block: RawBlock, found: list[Match]) -> Recognised | None:
    """What a block sells or asks for, by any phrase ``found`` in it."""
    return _told(block, [m for m in found if m.label in _OFFERS])


def follows_story(block: RawBlock, found: list[Match]) -> Recognised | None:
    """What a block at the very end of the body may be instead: a writer's box, an offer."""
    telling = [
        m
        for m in found
        if m.label in _AFTERWORDS
        and (m.whole or not (_is_told(m, block.text) or _is_aside(m, block)))
    ]
    telling += [m for m in found if _announces(m, block, _TEASERS)]
    return _told(block, [m for m in telling if not is_spoken(block.text, m.language)])


def _is_aside(m: Match, block: RawBlock) -> bool:
    """Whether a right is mentioned in a sentence on something else."""
    return m.label == Label.LEGAL and m.letters < LEGAL_SHARE * block.chars


def is_told(block: RawBlock, found: list[Match]) -> bool:
    """Whether a block is a full sentence of the story though it has phrases of prompts in it."""
    asking = [m for m in found if m.label in _ASKING]
    return (
        bool(asking)
        and not any(m.whole for m in found)
        and ends_sentence(block.text)
        and all(_is_told(m, block.text) for m in asking)
    )


def _is_told(m: Match, text: str) -> bool:
    """Whether the sentence that a match stands in is the story's own.

    Writers' boxes tell of the past as stories do: "She was born in Carrick and lives there."
    """
    if is_spoken(text, m.language) or announces_nothing(text):
        return True
    return m.label != "author_bio" and is_narrated(text, m.language)


def _announces(m: Match, block: RawBlock, kinds: frozenset[str]) -> bool:
    """Whether a block begins with a match of such a kind as no sentence does."""
    if m.label not in kinds or m.span[0] != 0 or not m.phrase.startswith("^"):
        return False
    if block.link_chars >= LINKED * block.chars or not ends_sentence(block.text):
        return True
    announces = block.text[m.span[1] - 1 :].lstrip().startswith((":", "："))
    return announces and not announces_nothing(block.text)


def hint(block: RawBlock, found: list[Match]) -> Recognised | None:
    """What a block that is not body may be by the phrases ``found`` in it."""
    if not found:
        return None
    return _told(block, [m for m in found if m.whole or m.label not in _FILLING])


def _told(block: RawBlock, telling: list[Match]) -> Recognised | None:
    return _recognised(_strongest(telling), block.text) if telling else None


def _strongest(found: list[Match]) -> Match:
    """The match that names most of the text; of equals, that of the more telling kind.

    Code and icons go before what stands around them: "Published on undefined" is no date.
    """
    return min(found, key=lambda m: (m.label not in _SURE, -m.letters, PHRASE_KINDS.index(m.label)))


def _cover(found: list[Match], label: str) -> int:
    return sum(m.span[1] - m.span[0] for m in found if m.label == label)


def _recognised(m: Match, text: str) -> Recognised:
    phrase = text[slice(*m.span)] if m.phrase.startswith("/") else m.phrase.strip("^$")
    return Recognised(Label(m.label), f"matches {m.label}/{m.language}: '{phrase}'")
