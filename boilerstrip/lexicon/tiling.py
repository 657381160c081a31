"""Whether a text is nothing but phrases laid side by side, and which.

"Share on Facebook Tweet Email" is three whole phrases in a row, "Thank you for reading. You have
reached your limit of free articles." two. Where one ends another may begin, so the anchors ``^``
and ``$`` hold at every joint, as they do where a sentence ends, but not in the middle of one. A
phrase is tried only where its first words stand, and the search ends when too much is left
uncovered, so prose costs a look at its first few words. One that begins with a gap or a name is no
tile: it might begin anywhere.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from boilerstrip.lexicon.folding import UNSPACED_SCRIPT, Wording
from boilerstrip.lexicon.phrase import ANY, NUMBER, Phrase, Span

# The least different phrases of a row, and of one in which each has one word only.
MIN_PHRASES = 2
MIN_WORDS = 3
# The words of menus are titles too: "Short Video Advertising Services".
MIN_MENU = 4

# A character of a script without spaces is a word of its own here.
_PIECE = re.compile(rf"[{UNSPACED_SCRIPT}]|[^\W{UNSPACED_SCRIPT}]+")
# What may stand between two sentences, or between two items of a row.
_JOINT = re.compile(r"[.!?…:;|·•/()\[\]\n\t。！？：｜・»›→–—]")


def cover(wording: Wording, phrases: Iterable[Phrase], spare: float) -> list[tuple[Span, Phrase]]:
    """The row of phrases that leaves no more than ``spare`` letters of a text uncovered.

    Args:
        wording: the text.
        phrases: those whose words it holds (``Index.worded``).
        spare: letters.

    Returns:
        The phrases with their places, of which several may have the same; empty if there is no row.
    """
    if len(wording.words) < MIN_WORDS and not wording.is_unspaced:
        return []  # one phrase of several words and another, or as many of one word
    tiles = _Tiles(phrases, wording)
    if not tiles.may_begin(spare):
        return []
    folded = wording.folded
    row: list[tuple[Span, Phrase]] = []
    end = 0
    joint = True
    doubtful = 0  # letters of a phrase for the end of a sentence, until one ends behind it
    pieces: Iterator[re.Match[str] | None] = _PIECE.finditer(folded)
    for piece, following in itertools.pairwise(itertools.chain(pieces, (None,))):
        assert piece is not None
        start = piece.start()
        if start < end:
            continue
        if _JOINT.search(folded, end, start):
            joint = True
            doubtful = 0
        word = piece.group()
        filed = tiles.at(word, following.group() if following else ANY)
        if following is None:
            filed = filed + filed  # the weights are fitted to last words that count twice
        found = list(_at(start, filed, wording, joint=joint)) if filed else []
        if found:
            end = max(span[1] for span, _ in found)
            longest = [item for item in found if item[0][1] == end]
            row += longest
            joint = True
            doubtful = end - start if all(phrase.at_end for _, phrase in longest) else 0
            continue
        end = piece.end()
        spare -= len(word) + doubtful
        joint = False
        doubtful = 0
        if spare < 0:
            return []
    return row if _is_row(row) else []


class _Tiles:
    """The phrases of a text that stand in rows, by their first words."""

    def __init__(self, phrases: Iterable[Phrase], wording: Wording) -> None:
        self._wording = wording
        self._filed: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            if phrase.is_tile:
                self._filed.setdefault(phrase.opening[0], []).append(phrase)

    def at(self, word: str, following: str) -> list[Phrase]:
        """Those that may begin with ``word``, and go on with ``following`` (`ANY` at the end)."""
        is_number = word[0].isdigit()
        filed = self._filed.get(NUMBER if is_number else word)
        if filed is None:
            return []
        if is_number and following[:1].isdigit():
            return filed  # "1,204" is one number
        return [phrase for phrase in filed if phrase.opening[1] in (ANY, following)]

    def may_begin(self, spare: float) -> bool:
        """Whether one begins before too much of the text is uncovered."""
        if not self._filed:
            return False
        if self._wording.is_unspaced:
            return True
        for word in self._wording.words:
            if (NUMBER if word[0].isdigit() else word) in self._filed:
                return True
            spare -= len(word)
            if spare < 0:
                return False
        return False


def _is_row(row: list[tuple[Span, Phrase]]) -> bool:
    """Whether phrases are too many and too different to be a heading: "Save money", "2. Video"."""
    said: dict[Span, tuple[str, ...]] = {}
    for span, phrase in row:
        said[span] = max(said.get(span, ()), phrase.tokens, key=len)
    if any(len(tokens) > 1 for tokens in said.values()):
        least = MIN_PHRASES
    else:
        least = MIN_MENU if all(phrase.label == "navigation" for _, phrase in row) else MIN_WORDS
    return len(set(said.values())) >= least


def _at(
    start: int, filed: Sequence[Phrase], wording: Wording, *, joint: bool
) -> Iterator[tuple[Span, Phrase]]:
    for phrase in filed:
        if (joint or not phrase.at_start) and phrase.may_stand_in(wording):
            end = phrase.end_at(wording, start)
            if end is not None:
                yield (start, end), phrase
