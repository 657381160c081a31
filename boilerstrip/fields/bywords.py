"""The words by which readers know a byline, from the phrases of ``lexicon/byline``."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from importlib import resources

from boilerstrip.fields.finding import find_dates, may_date
from boilerstrip.fields.wording import lower
from boilerstrip.lexicon.credits import any_of, entries

# A by-word with the signs behind it is no longer than this; in characters.
MAX_LABEL = 40

_SIGN = r"\s*[:：/／|｜=＝・]\s*"
# Between a by-word and the names stands a sign or white space; nothing in unspaced scripts.
# A set of a script without case takes long to compile regardless of it.
_JOIN = rf"(?:{_SIGN}|\s+(?!\d+\W)|(?<=(?-i:[\u3040-\u9fff])))"
# Glued to a capitalised name by a missing space ("byAda"); in capitals they begin other words.
_GLUABLE = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in sorted(entries("glued")))
_GLUED = rf"(?-i:(?:{_GLUABLE})(?=[A-ZÄÖÜ][a-zäöü]))"
_MAY_GLUE = re.compile(rf"(?:{_GLUABLE})[A-ZÄÖÜ]")
_GLUED_FIRST = frozenset("".join(word[0] + word[0].upper() for word in entries("glued")))
_FIRST_WORD = re.compile(r"[\s\-–—|•·(（【]*([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = r"[\s\-–—|•·(（【]*"
_SIGNS = " :：/／|｜=＝・,-–—(（"

_BY = any_of("by")
# What others than the writer did: read, cut, changed, drew or photographed it.
_OTHERS = re.compile(rf"(?:{any_of('adverb')}\s)?{any_of('by_another')}(?:\s+{_BY}\b|\s*:)")
_OTHERS_INSIDE = re.compile(rf"\b{_OTHERS.pattern}")
# What is in every credit that does not begin with its by-word, and has no date: a quick look.
# Written so that the regular expression engine skips to the next space or colon.
_MAY_CREDIT = re.compile(rf"[\s:](?:(?<=:)|{_BY}\b)")
_HOLDS_BY = re.compile(rf"\s{_BY}\s")
# "This post was written by Ada Byron."
_BEHIND_WAS = "|".join(rf"(?<=\s{word}\s)" for word in sorted(entries("was")))
_WRITTEN = re.compile(
    rf"\b(?:{any_of('written')}|(?:{_BEHIND_WAS}){any_of('put')})\s+{_BY}\s(?=[^\W\d_])"
)
_CREDIT_START = re.compile(rf"^[\s\-–—|•·]*{any_of('piece', 'written', 'put')}\b")


@dataclasses.dataclass(frozen=True, slots=True)
class ByWords:
    """By-words as they are looked for.

    Attributes:
        words: all of them, lower case.
        first: the first word of each, lower case, for a quick look.
        starts: the first two letters of each in any case, for a quicker one; a sign that is a word.
        opening: finds one at the start of a text, with what joins it to the names.
        inner: finds one of a single word inside a line.
        suffix: finds one behind a name, in the languages that put it there ("… 기자").
    """

    words: frozenset[str]
    first: frozenset[str]
    starts: frozenset[str]
    opening: re.Pattern[str]
    inner: re.Pattern[str]
    suffix: re.Pattern[str]

    def begins(self, text: str) -> bool:
        """Whether a text may begin with a by-word; a quick look.

        >>> by_words().begins("By Ada Byron"), by_words().begins("Jetty")
        (True, False)
        """
        if text[:2] not in self.starts and text[:1].isalpha() and text[0] not in self.starts:
            return False
        found = _FIRST_WORD.match(text)
        return found is not None and self.may_be(found[1])

    def may_be(self, word: str) -> bool:
        """Whether a word may be a by-word's first, or a by-word and a name that is glued to it."""
        if word.lower() in self.first or word[0] in self.first:
            return True
        return word[0] in _GLUED_FIRST and bool(_MAY_GLUE.match(word))

    def inside(self, text: str) -> Iterator[int]:
        """Where by-words of one word stand inside a text.

        >>> list(by_words().inside("5 March, by Ada Byron"))
        [9]
        """
        for word in _WORD.finditer(text):
            if self.may_be(word[0]) and self.inner.match(text, word.start()):
                yield word.start()


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
    lone, lone_signed = ([word for word in some if " " not in word] for some in (plain, signed))
    opening = rf"(?:{_any(plain)}){_JOIN}|(?:{_any(signed)}){_SIGN}|{_GLUED}"
    inner = rf"(?:(?:{_any(lone)}){_JOIN}|(?:{_any(lone_signed)}){_SIGN}|{_GLUED})"
    words = frozenset(word.lower() for word in plain | signed)
    first = frozenset(map(_first_of, words))
    return ByWords(
        words=words,
        first=first,
        starts=frozenset(start for word in first for start in _any_case(word[:2])),
        opening=re.compile(rf"{_OPENING}(?:{opening})", re.IGNORECASE),
        inner=re.compile(rf"(?<=[\s•|·,:–—)\d-]){inner}(?=[^\W_])", re.IGNORECASE),
        suffix=re.compile(rf"\s?(?:{_any(behind)})$"),
    )


def _first_of(word: str) -> str:
    """A by-word's first word, in unspaced scripts its first sign."""
    found = _FIRST_WORD.match(word)
    first = found[1] if found else word
    return first[0] if "\u3040" <= first[0] <= "\ud7af" else first


def _any_case(start: str) -> Iterator[str]:
    """All spellings of a word's start in small and capital letters."""
    yield from map("".join, itertools.product(*((sign, sign.upper()) for sign in start)))


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


def byline_in(line: str) -> str | None:
    """The part of a short line that begins at its by-word, ``None`` if the line is no byline.

    >>> byline_in("Posted on 5 March 2024 by Ada"), byline_in("Stand by me, he said")
    ('by Ada', None)
    """
    words = by_words()
    if found := _begins_byline(line):
        return found
    if "\n" in line and find_dates(line):  # a title, a byline and a date in one cell
        told = next(filter(None, map(_begins_byline, line.split("\n")[1:])), None)
        if told:
            return told
    small = lower(line)
    if not (_MAY_CREDIT.search(small) or may_date(line)):
        return None
    if _HOLDS_BY.search(small) and (match := _WRITTEN.search(small)):
        return line[match.start() :]
    credited = bool(_CREDIT_START.match(small))
    if not (credited or find_dates(line)):
        return None
    for place in words.inside(line):
        if credited or _behind_date(line, place):
            return line[place:]
    return None


def may_credit(text: str) -> bool:
    """Whether a text may be a by-word, hold one, or credit others than the writer; a quick look.

    >>> may_credit("Byline: Ada"), may_credit("5 May 2024, Ada"), may_credit("Sport and weather")
    (True, True, False)
    """
    return by_words().begins(text) or bool(_MAY_CREDIT.search(lower(text))) or may_date(text)


def is_others(text: str) -> bool:
    """Whether a text credits another than the writer: "Reviewed by …", "Photos: …".

    >>> is_others("Medically reviewed by Ada Byron"), is_others("By Ada Byron")
    (True, False)
    """
    small = lower(text)
    return bool(_MAY_CREDIT.search(small) and _OTHERS.match(small))


def others_in(text: str) -> re.Match[str] | None:
    """Where such a credit stands behind the start of a text."""
    small = lower(text)
    return _OTHERS_INSIDE.search(small, 1) if _MAY_CREDIT.search(small) else None


def is_label_of_others(text: str) -> bool:
    """Whether a text is such a credit and waits for its names."""
    found = _OTHERS.match(lower(text))
    return found is not None and not text[found.end() :].strip(" :")


def _begins_byline(line: str) -> str | None:
    words = by_words()
    return line if words.begins(line) and words.opening.match(line) else None


def is_label(text: str) -> bool:
    """Whether a text is a by-word that waits for its names: "Written by", "Author:".

    >>> is_label("Written by:"), is_label("Written by Ada")
    (True, False)
    """
    return len(text) <= MAX_LABEL and text.strip(" :：|–—-").lower() in by_words().words


def _behind_date(line: str, place: int) -> bool:
    dates = find_dates(line)
    return bool(dates) and dates[0].end <= place <= dates[0].end + MAX_LABEL
