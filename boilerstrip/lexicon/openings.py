"""The words that phrases begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from boilerstrip.lexicon.folding import is_unspaced
from boilerstrip.lexicon.phrase import ANY, NUMBER, Phrase


class Openings:
    """The first words of the phrases that stand in rows, with those that must follow at once."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._following: dict[str, set[str]] = {}
        for phrase in phrases:
            if phrase.is_tile:
                first, following = phrase.opening
                self._following.setdefault(first, set()).add(following)

    def may_begin(self, spoken: Sequence[str]) -> bool:
        """Whether a phrase may begin with the first of these words; in ja and zh it always may."""
        if not spoken:
            return False
        if is_unspaced(spoken[0]):
            return True
        is_number = spoken[0][0].isdigit()
        known = self._following.get(NUMBER if is_number else spoken[0])
        if known is None:
            return False
        following = spoken[1] if len(spoken) > 1 else ANY
        return ANY in known or following in known or (is_number and following[:1].isdigit())
