"""Phrases by the words that they begin with."""

from __future__ import annotations

from boilerstrip.lexicon.phrase import ANY, NUMBER, Phrase, Probed


class Openings:
    """Phrases that begin with a word or a number, by that and by the next, where it is known."""

    def __init__(self) -> None:
        self._filed: dict[str, dict[str, list[Probed]]] = {}
        self._cut: dict[str, dict[str, list[Probed]]] = {}
        self._numbered: list[Probed] = []

    def add(self, phrase: Phrase) -> None:
        """File a phrase by its ``opening``."""
        first, following = phrase.opening
        probed = (phrase.probe, phrase)
        self._filed.setdefault(first, {}).setdefault(following, []).append(probed)
        if phrase.is_cut_second:
            self._cut.setdefault(first, {}).setdefault(following, []).append(probed)
        if first == NUMBER:
            self._numbered.append(probed)

    def at(self, word: str, following: str) -> list[Probed]:
        """Those that may begin with ``word``, and go on with ``following`` (`ANY` at the end)."""
        is_number = word[0].isdigit()
        if is_number and following[:1].isdigit():
            return self._numbered  # of which "1,204" is one
        filed = self._filed.get(NUMBER if is_number else word)
        if filed is None:
            return []
        open_ended = filed.get(ANY, [])
        if following == ANY or following not in filed:
            return open_ended
        return open_ended + filed[following]

    def cut_at(self, word: str, following: str) -> list[Probed]:
        """Those that may begin with ``word``, and go on with the beginning of ``following``."""
        filed = self._cut.get(NUMBER if word[0].isdigit() else word)
        if filed is None:
            return []
        heads = (following[:end] for end in range(1, len(following)))
        return [probed for head in heads for probed in filed.get(head, ())]
