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
import json
import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from importlib import resources

from boilerstrip.lexicon.folding import fold, is_unspaced, words
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
# The shortest and longest beginning of a word that the data has with "*".
_MIN_STEM = 2
_HEAD = 3
MAX_STEM = 16
# Letters of an article, a preposition or "and" written at the front of an Arabic or Hebrew word.
MAX_PREFIX = 3

_UNSPACED = ("ja", "zh")
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
_NONE: frozenset[tuple[str, str]] = frozenset()
_PREFIXED = re.compile("[\u0590-\u06ff]")


@dataclasses.dataclass(frozen=True, slots=True)
class _Kind:
    """What a prompt is about: all of ``needed``, and ``least`` of ``about``."""

    label: str
    needed: frozenset[str]
    about: frozenset[str]
    least: int


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


# What a word is about, with the language in which it is.
_Sense = tuple[str, str]


@functools.lru_cache(maxsize=1)
def _data() -> tuple[dict[str, set[_Sense]], dict[str, set[_Sense]]]:
    """The words that stand whole, and the beginnings of words, with their senses."""
    text = resources.files(__package__).joinpath("prompts.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    whole: dict[str, set[_Sense]] = {}
    stems: dict[str, set[_Sense]] = {}
    for language, slots in data.items():
        for about, listed in slots.items():
            for item in fold(listed).split():
                kept = stems if item.endswith("*") else whole
                spelt = " ".join(words(item.replace("_", " ")))
                kept.setdefault(spelt, set()).add((language, about))
    return whole, stems


@functools.lru_cache(maxsize=1)
def _unspaced() -> dict[str, set[_Sense]]:
    whole, _ = _data()
    kept = {word: {s for s in senses if s[0] in _UNSPACED} for word, senses in whole.items()}
    return {word: senses for word, senses in kept.items() if senses}


@functools.lru_cache(maxsize=1)
def _stem_heads() -> frozenset[str]:
    return frozenset(stem[:_HEAD] for stem in _data()[1])


@functools.lru_cache(maxsize=16384)
def _senses(word: str) -> frozenset[_Sense]:
    """The senses of a word, or of two."""
    whole, stems = _data()
    forms = [word]
    if _PREFIXED.match(word):
        forms += (word[cut:] for cut in range(1, MAX_PREFIX + 1) if len(word) - cut > _MIN_STEM)
    found: set[_Sense] = set()
    for form in forms:
        if found:
            break
        found |= whole.get(form, _NONE)
        if form[:_HEAD] not in _stem_heads() and form[:_MIN_STEM] not in _stem_heads():
            continue
        for end in range(_MIN_STEM, min(len(form), MAX_STEM) + 1):
            found |= stems.get(form[:end], _NONE)
    return frozenset(found)


def prompt(text: str, labels: Collection[str] | None = None) -> Prompt | None:
    """What a short text asks its reader for, by what its words are about; ``None`` if for nothing.

    Args:
        text: the text of one block. One of more than `MAX_PROMPT` characters is no prompt.
        labels: the labels to look for; all without it.

    >>> prompt("Join our members and read without limits for £2 a week.").label
    'subscriber_prompt'
    >>> prompt("He paid £2 a week to read without limits, and told no other members.")
    """
    if len(text) > MAX_PROMPT:
        return None
    folded = fold(text)
    tokens = words(folded)
    total = sum(map(len, tokens))
    for language, found in _found(folded, tokens).items():
        about = set().union(*found.values())
        drawn = [word for word, of in found.items() if not of.isdisjoint(_PICTURE)]
        if language not in _UNSPACED:
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
            if len(spoken) < kind.least or not kind.needed <= spoken:
                continue
            letters = sum(len(word) for word, of in found.items() if of & kind.about)
            if letters >= FULL_SHARE * total or (
                letters >= MIN_SHARE * total and _calls(text, folded, language, about)
            ):
                return Prompt(kind.label, language, tuple(sorted(spoken)), letters)
    return None


def _found(folded: str, tokens: list[str]) -> dict[str, dict[str, set[str]]]:
    """By language, the words of a text that the data has, with what they are about."""
    found: dict[str, dict[str, set[str]]] = {}
    openers = _pair_openers()
    pairs = (f"{a} {b}" for a, b in itertools.pairwise(tokens) if a in openers)
    senses: list[tuple[str, AbstractSet[_Sense]]]
    senses = [(word, _senses(word)) for word in (*tokens, *pairs)]
    if is_unspaced(folded):
        senses += ((word, of) for word, of in _unspaced().items() if word in folded)
    for word, of in senses:
        for language, about in of:
            found.setdefault(language, {}).setdefault(word, set()).add(about)
    return found


@functools.lru_cache(maxsize=1)
def _pair_openers() -> frozenset[str]:
    return frozenset(item.split(" ")[0] for of in _data() for item in of if " " in item)


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
    return (language, _CALL) in _senses(word)
