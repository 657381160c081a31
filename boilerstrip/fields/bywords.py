"""The words by which readers know a byline, from the phrases of ``lexicon/byline``."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources

_SIGN = r"\s*[:：/／|｜=＝・]\s*"
# Between a by-word and the names stands a sign or white space; nothing in unspaced scripts.
_JOIN = rf"(?:{_SIGN}|\s+(?!\d+\W)|(?<=[\u3040-\u9fff]))"
# Glued to a capitalised name by a missing space ("byAda"); in capitals they begin other words.
_GLUED = r"(?-i:(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)(?=[A-ZÄÖÜ][a-zäöü]))"
_OPENING = r"[\s\-–—|•·(（【]*"
_SIGNS = " :：/／|｜=＝・,-–—(（"
# So many letters of a by-word tell it from most other words.
BEGINNING = 2


@dataclasses.dataclass(frozen=True, slots=True)
class ByWords:
    """By-words as they are looked for.

    Attributes:
        words: all of them, lower case.
        beginnings: their first letters, lower case, for a quick look.
        opening: finds one at the start of a text, with what joins it to the names.
        inner: finds one of a single word inside a line.
        suffix: finds one behind a name, in the languages that put it there ("… 기자").
    """

    words: frozenset[str]
    beginnings: frozenset[str]
    opening: re.Pattern[str]
    inner: re.Pattern[str]
    suffix: re.Pattern[str]

    def begins(self, text: str) -> bool:
        """Whether a text may begin with a by-word; a quick look.

        >>> by_words().begins("By Ada Byron"), by_words().begins("Harbour")
        (True, False)
        """
        start = text.lstrip(" -–—|•·(（【")[:BEGINNING].lower()
        return start in self.beginnings or start[:1] in self.beginnings


@functools.lru_cache(maxsize=1)
def by_words() -> ByWords:
    """The by-words of all languages, read on first use.

    >>> by_words().opening.match("Written by: Ada Byron").end()
    12
    """
    plain: set[str] = set()
    signed: set[str] = set()
    behind: set[str] = set()
    for line in _lines():
        ahead, name, rest = line.removeprefix("^").removesuffix("$").partition("@")
        word = ahead.strip(_SIGNS)
        if word:
            (signed if ahead.rstrip()[-1] in _SIGNS else plain).add(word)
        elif name and rest.strip() and not rest.isascii() and "*" not in rest:
            behind.add(rest.strip(_SIGNS))
    lone = [word for word in plain if " " not in word]
    opening = rf"(?:{_any(plain)}){_JOIN}|(?:{_any(signed)}){_SIGN}|{_GLUED}"
    inner = rf"(?:(?:{_any(lone)}){_JOIN}|{_GLUED})"
    words = frozenset(word.lower() for word in plain | signed)
    return ByWords(
        words=words,
        beginnings=frozenset(word[:BEGINNING] for word in words),
        opening=re.compile(rf"{_OPENING}(?:{opening})", re.IGNORECASE),
        inner=re.compile(rf"(?<=[\s•|·,:–—)\d-]){inner}(?=[^\W_])", re.IGNORECASE),
        suffix=re.compile(rf"\s?(?:{_any(behind)})$"),
    )


def _any(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def _lines() -> Iterator[str]:
    """The phrases that have a name in them and begin with a word or with the name."""
    folder = resources.files("boilerstrip.lexicon").joinpath("byline")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for line in file.read_text(encoding="utf-8").splitlines():
            ahead, name, _ = line.partition("@")
            if line.startswith("^") and name and "*" not in ahead and "," not in ahead:
                yield line
