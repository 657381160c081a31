"""What the words of prompts are about: ``prompts.json``, by word and by the beginnings of words."""

from __future__ import annotations

import functools
import itertools
import json
import re
from importlib import resources

from boilerstrip.lexicon.folding import fold, words

# Letters of a word's beginning by which those that the data has with "*" are found: three, of the
# shortest two.
_MIN_STEM = 2
_HEAD = 3
# Letters of an article, a preposition or "and" written at the front of an Arabic or Hebrew word.
MAX_PREFIX = 3

# Languages whose words run together.
UNSPACED = ("ja", "zh")

_PREFIXED = re.compile("[\u0590-\u06ff]")

# What a word is about, with the language in which it is.
Sense = tuple[str, str]
# Senses in the data's order, so that of two languages with the same word the first one counts.
Senses = dict[Sense, None]
_NONE: Senses = {}


@functools.lru_cache(maxsize=1)
def vocabulary() -> tuple[dict[str, Senses], dict[str, Senses]]:
    """The words that stand whole, and the beginnings of words, with their senses."""
    text = resources.files(__package__).joinpath("prompts.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    whole: dict[str, Senses] = {}
    stems: dict[str, Senses] = {}
    for language, slots in data.items():
        for about, listed in slots.items():
            for item in fold(listed).split():
                kept = stems if item.endswith("*") else whole
                spelt = " ".join(words(item.replace("_", " ")))
                kept.setdefault(spelt, {})[language, about] = None
    return whole, stems


@functools.lru_cache(maxsize=1)
def unspaced_words() -> dict[str, tuple[Sense, ...]]:
    """The words of scripts without spaces, which are looked for in a text as it stands."""
    whole, _ = vocabulary()
    kept = {word: tuple(s for s in of if s[0] in UNSPACED) for word, of in whole.items()}
    return {word: senses for word, senses in kept.items() if senses}


@functools.lru_cache(maxsize=1)
def _stems_by_head() -> dict[str, list[tuple[str, Senses]]]:
    """The beginnings of words, by their own first letters, the shortest first."""
    filed: dict[str, list[tuple[str, Senses]]] = {}
    for stem, senses in sorted(vocabulary()[1].items(), key=lambda item: len(item[0])):
        filed.setdefault(stem[:_HEAD], []).append((stem, senses))
    return filed


def senses_of(word: str) -> tuple[Sense, ...]:
    """The senses of a word, or of two, in the order of the data."""
    whole, heads = vocabulary()[0], _stems_by_head()
    for form in forms(word):
        found = whole.get(form, _NONE)
        for head in (form[:_MIN_STEM], form[:_HEAD]):
            for stem, senses in heads.get(head, ()):
                if form.startswith(stem):
                    found = found | senses
        if found:
            return tuple(found)
    return ()


def may_be_prefixed(word: str) -> bool:
    """Whether an article or the like may be written at the front of a word."""
    return _PREFIXED.match(word) is not None


def forms(word: str) -> list[str]:
    """The word, and what may be left of it without an article or the like at its front."""
    if not may_be_prefixed(word):
        return [word]
    longest = min(MAX_PREFIX, len(word) - _MIN_STEM - 1)
    return [word[cut:] for cut in range(max(0, longest) + 1)]


@functools.lru_cache(maxsize=1)
def pairs() -> dict[str, list[Senses]]:
    """The senses of the data's pairs of words, by the first."""
    found: dict[str, list[Senses]] = {}
    for item, senses in itertools.chain.from_iterable(of.items() for of in vocabulary()):
        if " " in item:
            found.setdefault(item.split(" ")[0], []).append(senses)
    return found
