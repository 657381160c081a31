"""Which of very many strings stand in a text, told in one pass over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

_Item = TypeVar("_Item")


class Finder(Generic[_Item]):
    r"""Items by the strings that a text must hold for them to be worth a look.

    An Aho-Corasick automaton: 20,000 strings take 60 ms to build, and then 2 µs for 50 letters,
    however many strings there are.

    >>> finder = Finder({"night": [1, 2], "bell": [3], "harbour": [4]})
    >>> sorted(finder.within("the bells of the night"))
    [1, 2, 3]
    >>> finder.within("a bell, and half of a character: \ud83d")
    [3]
    """

    def __init__(self, filed: Mapping[str, Sequence[_Item]]) -> None:
        self._filed = list(filed.values())
        self._automaton = AhoCorasick(
            filed, implementation=Implementation.ContiguousNFA, store_patterns=False
        )

    def within(self, text: str) -> list[_Item]:
        """The items of all strings that the text holds, each string's once."""
        hits = self._automaton.find_matches_as_indexes(_encodable(text), overlapping=True)
        if not hits:
            return []
        # Each once, or a list of names said over and over would cost the square of its length.
        return [item for i in {number for number, _, _ in hits} for item in self._filed[i]]

    def stand_in(self, text: str) -> bool:
        """Whether the text holds one of the strings."""
        return bool(self._automaton.find_matches_as_indexes(_encodable(text)))


def _encodable(text: str) -> str:
    """The text without halves of characters, which the automaton, in UTF-8, cannot read."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text
