"""The words that stand beside the names in a byline: ``credits.json``, by language.

Within a language they are kept by what they tell: jobs, what others than the writer did, what
follows the names. Expressions and the quick looks before them are made of the same words.
"""

from __future__ import annotations

import functools
import json
import re
from importlib import resources

from boilerstrip.lexicon import folding

# A word as the data writes it, or one of several that "_" joins.
_PLAIN = re.compile(r"\*?[^\W_]+\*?")


@functools.lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("credits.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    return data


def entries(*about: str) -> frozenset[str]:
    """What all languages have of these kinds, as the data writes it.

    Raises:
        KeyError: for a kind that no language has.
    """
    listed = {kind: [of[kind] for of in _data().values() if kind in of] for kind in about}
    if missing := [kind for kind, lists in listed.items() if not lists]:
        raise KeyError(*missing)
    return frozenset(word for lists in listed.values() for some in lists for word in some.split())


def any_of(*about: str) -> str:
    """An expression for any of the words of these kinds, the longest first.

    >>> any_of("nearly")
    '(?:almost|nearly|about|over)'
    """
    ordered = sorted(entries(*about), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(_expression, ordered))})"


def _expression(word: str) -> str:
    stem = re.escape(word.strip("*")).replace("_", r"\s+").replace(r"\#", r"\d+")
    return (r"\w+" if word[0] == "*" else "") + stem + (r"\w*" if word[-1] == "*" else "")


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
        return any(map(folded.__contains__, self._parts))
