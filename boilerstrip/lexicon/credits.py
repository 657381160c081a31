"""The words that stand beside the names and dates of a page: ``credits.json``, by language.

Within a language they are kept by what they tell: jobs, what others than the writer did, what
follows the names. Expressions and the quick looks before them are made of the same words.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from importlib import resources

from boilerstrip.lexicon import folding

# Languages whose words stand without spaces, or with others as one.
_JOINING = frozenset(("ja", "ko", "zh"))
# A word as the data writes it, or one of several that "_" joins.
_PLAIN = re.compile(r"\*?[^\W_]+\*?")


@functools.lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("credits.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    return data


def _listed(about: Iterable[str]) -> Iterator[tuple[str, str]]:
    for kind in about:
        lists = [(language, of[kind]) for language, of in _data().items() if kind in of]
        if not lists:
            raise KeyError(kind)
        yield from ((language, word) for language, some in lists for word in some.split())


def entries(*about: str) -> frozenset[str]:
    """What all languages have of these kinds, as the data writes it.

    Raises:
        KeyError: for a kind that no language has.
    """
    return frozenset(word for _, word in _listed(about))


def any_of(*about: str) -> str:
    """An expression for any of the words of these kinds, the longest first.

    >>> any_of("nearly")
    '(?:a(?:lmost|bout)|nearly|over)'
    """
    return _one_of(entries(*about))


def whole(*about: str) -> str:
    """The same for words that stand whole; in languages that join words, wherever they stand."""
    joined = frozenset(word for language, word in _listed(about) if language in _JOINING)
    spaced = rf"\b{_one_of(entries(*about) - joined)}\b"
    return f"{spaced}|{_one_of(joined)}" if joined else spaced


def _one_of(some: Iterable[str]) -> str:
    """By their first letters, for of an expression's branches each is tried at each letter."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(some, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(_expression(word[1:]))
    first = {"*": r"\w+", "#": r"\d+"}
    return _group(
        [first.get(sign, re.escape(sign)) + _group(rests) for sign, rests in by_first.items()]
    )


def _group(branches: list[str]) -> str:
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else branches[0]


def _expression(word: str) -> str:
    return re.escape(word).replace("_", r"\s+").replace(r"\#", r"\d+").replace(r"\*", r"\w*")


class QuickLook:
    """Whether a text may hold one of the words of these kinds, in any case.

    It has to have the longest word of one, or what "*" completes.

    >>> ends = QuickLook("ago", "weekday")
    >>> ends.may_see("A day AGO"), ends.may_see("Sundays"), ends.may_see("Iago")
    (True, True, False)
    """

    __slots__ = ("_parts", "_whole")

    def __init__(self, *about: str) -> None:
        longest = {max(_PLAIN.findall(folding.fold(word)), key=len) for word in entries(*about)}
        self._whole = frozenset(word for word in longest if "*" not in word)
        self._parts = tuple(sorted(word.strip("*") for word in longest - self._whole))

    def may_see(self, text: str) -> bool:
        """Whether one of the words may stand in the text."""
        folded = folding.fold(text)
        if not self._whole.isdisjoint(folding.words(folded)):
            return True
        return bool(self._parts) and any(map(folded.__contains__, self._parts))
