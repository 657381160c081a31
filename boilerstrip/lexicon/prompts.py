"""Prompts in words that no file has: what they ask for, pieced together from what they speak of.

A page that sells subscriptions speaks of reading, of members, of a price and of months, and it
tells its reader to do something. No list has all the sentences that can be made of these, so
``prompts.json`` has the words, by language and by what they are about, and a short text with
enough of one kind's is a prompt of that kind. A story speaks of the same things, but of somebody:
its verbs and pronouns (``story``) end the matter, and so does a text that calls on nobody.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import operator
import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet

from boilerstrip.lexicon.finder import Finder
from boilerstrip.lexicon.folding import Wording, words
from boilerstrip.lexicon.senses import (
    UNSPACED,
    forms,
    may_be_prefixed,
    pairs,
    senses_of,
    unspaced_words,
    vocabulary,
)
from boilerstrip.lexicon.speech import addresses_reader

# Prompts of more sentences come in several blocks.
MAX_PROMPT = 300
# Share of a text's letters that such words must have.
MIN_SHARE = 0.3
# With so many, a text need not speak to its reader: "Full content for subscribers only".
FULL_SHARE = 0.75
# A sentence calls on its reader with one of its first words: "To go on, please subscribe".
CALL_WORDS = 2
# What an icon shows takes few words, which are shapes, looks and "icon" for the most part; shapes
# alone are a row of legends if they are several and nothing else is there.
MAX_LEGEND_WORDS = 24
LEGEND_SHARE = 0.6
SHAPES_SHARE = 0.9
MIN_SHAPES = 3
# Words that are kept with what they are about, and sets of that with what they may be; some 5 MB.
KNOWN_WORDS = 1 << 14
KNOWN_SETS = 1 << 12

# Their verbs stand last, so a call may stand anywhere.
_CALL_LAST = frozenset(("tr", "ko", "ja", "zh"))
_CALL, _STORY, _PRICE = "call", "story", "price"
# What is before the reader: this article, what is left to him, we.
_PRESENT = frozenset(("here", "limit", "own"))
_AMOUNT = re.compile(
    r"[$€£¥₽₴₺₪₩]\s?\d|\d\s?(?:[$€£¥₽₴₺₪₩%]|p\b|kr\b|zł|kč|tl\b|руб|грн|원|円|元)"
    r"|\b(?:euros?|dollars?|pounds?|kronor|kroner|korun\w?|euroa?|ευρω|гривн\w|рубл\w+|يورو|lira)\b"
)
_SENTENCE = re.compile(r"[.!?…:;|•\n。！？،、,؛–—]+\s*")
ICON_LEGEND = "icon_legend"
_ICON, _SHAPE = "icon", "shape"
_PICTURE = frozenset((_ICON, _SHAPE, "look"))
_FINITE = frozenset((_STORY, "verb"))


@dataclasses.dataclass(frozen=True, slots=True)
class _Kind:
    """What a prompt is about: all of ``needed``, and ``least`` of ``about``."""

    label: str
    needed: frozenset[str]
    about: frozenset[str]
    least: int

    def fits(self, spoken: set[str]) -> bool:
        """Whether that much of ``about`` is enough."""
        return len(spoken) >= self.least and self.needed <= spoken


def _kind(label: str, needed: str, about: str, least: int) -> _Kind:
    of = frozenset(needed.split())
    return _Kind(label, of, of | frozenset(about.split()), least)


_KINDS = (
    _kind("newsletter", "letter", "call often news own offer", 3),
    _kind("subscriber_prompt", "member", "call login read offer period price limit here", 4),
    _kind("subscriber_prompt", "member read", "call login offer period price limit here", 3),
    _kind("subscriber_prompt", "login read", "call member offer period limit here", 3),
    _kind("subscriber_prompt", "limit read", "offer period member", 3),
    _kind("subscriber_prompt", "give press", "call read price period here own", 3),
    _kind("subscriber_prompt", "call offer period price", "", 4),
    _kind("consent", "cookie own", "site outside agree here", 3),
    _kind("consent", "cookie agree", "call here outside own site", 3),
    _kind("consent", "outside agree", "call here cookie own", 3),
)


_ASKED = sorted({*_PICTURE, *_FINITE}.union(*(kind.about for kind in _KINDS)))
_BITS = {about: 1 << i for i, about in enumerate(_ASKED)}
# Of what each kind needs, the rarest: four texts in five have none of it.
_RAREST = frozenset(
    (_SHAPE, "cookie", "letter", "limit", "login", "member", "offer", "outside", "press")
)


@dataclasses.dataclass(frozen=True, slots=True)
class Prompt:
    """What a text asks its reader for.

    Attributes:
        label: the label of the prompt.
        language: ISO 639-1 code of the language of its words.
        about: what its words are about, the names of ``prompts.json``.
        letters: letters of these words.
    """

    label: str
    language: str
    about: tuple[str, ...]
    letters: int


@functools.lru_cache(maxsize=1)
def _lanes() -> dict[str, int]:
    """Where the bits of each language begin in a number that has those of all."""
    languages = {lang for of in vocabulary() for senses in of.values() for lang, _ in senses}
    return {language: lane * len(_ASKED) for lane, language in enumerate(sorted(languages))}


@functools.lru_cache(maxsize=32)
def _in_any(*about: str) -> int:
    """The bits of these, in the lanes of all languages."""
    bits = sum(_BITS[name] for name in about)
    return sum(bits << lane for lane in _lanes().values())


@functools.lru_cache(maxsize=1)
def _rarest() -> Finder[str]:
    """Finds the words that are about `_RAREST` in a row of words; of few others it says so too."""
    return Finder(
        {
            f"{'' if may_be_prefixed(word) else ' '}{word}{end}": (word,)
            for listed, end in zip(vocabulary(), (" ", ""), strict=True)
            for word, senses in listed.items()
            if any(about in _RAREST for _, about in senses)
        }
    )


@functools.lru_cache(maxsize=KNOWN_WORDS)
def _bits(word: str) -> int:
    """What a word, or a pair that begins with it, may be about, in the lane of each language."""
    about, lanes, openers = 0, _lanes(), pairs()
    for language, sense in senses_of(word):
        about |= _BITS.get(sense, 0) << lanes[language]
    for form in forms(word):
        for language, sense in itertools.chain.from_iterable(openers.get(form, ())):
            about |= _BITS.get(sense, 0) << lanes[language]
    return about


@functools.lru_cache(maxsize=KNOWN_SETS)
def _may_be(bits: int) -> tuple[bool, bool]:
    """Whether words about this may be a prompt, and whether they may be an icon's legend."""
    about = {name for name, bit in _BITS.items() if bits & bit}
    is_legend = _SHAPE in about and about.isdisjoint(_FINITE)
    about.add(_PRICE)
    asks = _STORY not in about and any(kind.fits(about & kind.about) for kind in _KINDS)
    return asks, is_legend


def _likely(wording: Wording) -> set[str]:
    """The languages in which the words of a text are about enough for a prompt; of most, none."""
    if not _rarest().stand_in(wording.row):
        return set()
    bits = functools.reduce(operator.or_, map(_bits, wording.words), 0)
    lane = (1 << len(_ASKED)) - 1
    found = {
        language: _may_be(about)
        for language, at in _lanes().items()
        if (about := bits >> at & lane)
    }
    legends = any(is_legend for _, is_legend in found.values()) and _is_drawn(wording)
    return {lang for lang, (asks, is_legend) in found.items() if asks or (is_legend and legends)}


def _is_drawn(wording: Wording) -> bool:
    """Whether enough of a text's words are such as a picture's legend has, in any language."""
    if len(wording.words) > MAX_LEGEND_WORDS:
        return False
    pictured = _in_any(*_PICTURE)
    drawn = sum(len(word) for word in wording.words if _bits(word) & pictured)
    letters = sum(len(word) for word in wording.words if not word.isdigit())
    return drawn >= min(LEGEND_SHARE, SHAPES_SHARE) * letters


def prompt(wording: Wording, labels: Collection[str] | None = None) -> Prompt | None:
    """What a short text asks its reader for, by what its words are about; ``None`` if for nothing.

    Args:
        wording: the text of one block. One of more than `MAX_PROMPT` characters is no prompt.
        labels: the labels to look for; all without it.

    >>> prompt(Wording("Join our members and read without limits for £2 a week.")).label
    'subscriber_prompt'
    >>> prompt(Wording("He paid £2 a week to read without limits, and told no other members."))
    """
    if len(wording.text) > MAX_PROMPT:
        return None
    languages = {*_likely(wording), *(UNSPACED if wording.is_unspaced else ())}
    if not languages:
        return None
    text, folded, tokens, total = wording.text, wording.folded, wording.words, wording.letters
    for language, found in _found(wording, languages).items():
        about = set().union(*found.values())
        drawn = [word for word, of in found.items() if not of.isdisjoint(_PICTURE)]
        if language not in UNSPACED:
            drawn = [token for token in tokens if token in drawn]
        if (labels is None or ICON_LEGEND in labels) and _is_legend(found, about, tokens, drawn):
            shown = tuple(sorted(about & _PICTURE))
            return Prompt(ICON_LEGEND, language, shown, sum(map(len, drawn)))
        if _STORY in about:
            continue
        if _AMOUNT.search(folded):
            about.add(_PRICE)
        for kind in _KINDS:
            if labels is not None and kind.label not in labels:
                continue
            spoken = about & kind.about
            if not kind.fits(spoken):
                continue
            letters = sum(len(word) for word, of in found.items() if of & kind.about)
            if letters >= FULL_SHARE * total or (
                letters >= MIN_SHARE * total and _calls(text, folded, language, about)
            ):
                return Prompt(kind.label, language, tuple(sorted(spoken)), letters)
    return None


def _found(wording: Wording, languages: AbstractSet[str]) -> dict[str, dict[str, set[str]]]:
    """By language, the words of a text that the data has, with what they are about."""
    found: dict[str, dict[str, set[str]]] = {}
    openers = pairs()
    paired = (f"{a} {b}" for a, b in itertools.pairwise(wording.words) if a in openers)
    senses = [(word, senses_of(word)) for word in (*wording.words, *paired)]
    if wording.is_unspaced:
        senses += ((word, of) for word, of in unspaced_words().items() if word in wording.folded)
    for word, of in senses:
        for language, about in of:
            if language in languages:
                found.setdefault(language, {}).setdefault(word, set()).add(about)
    return found


def _is_legend(
    found: dict[str, set[str]], about: set[str], tokens: list[str], drawn: list[str]
) -> bool:
    """Whether a text only says what a picture shows: "A small white padlock on a round icon"."""
    if _SHAPE not in about or not about.isdisjoint(_FINITE) or len(tokens) > MAX_LEGEND_WORDS:
        return False
    letters = sum(len(token) for token in tokens if not token.isdigit())
    if _ICON in about:
        return sum(map(len, drawn)) >= LEGEND_SHARE * letters
    shapes = sum(_SHAPE in of for of in found.values())
    return shapes >= MIN_SHAPES and sum(map(len, drawn)) >= SHAPES_SHARE * letters


def _calls(text: str, folded: str, language: str, about: set[str]) -> bool:
    """Whether a text tells its reader to do something, or speaks to him of what is before him."""
    if _CALL in about and (
        language in _CALL_LAST or any(_is_call(word, language) for word in _heads(folded))
    ):
        return True
    return not about.isdisjoint(_PRESENT) and addresses_reader(text)


def _heads(folded: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(folded):
        yield from words(sentence)[:CALL_WORDS]


def _is_call(word: str, language: str) -> bool:
    return (language, _CALL) in senses_of(word)
