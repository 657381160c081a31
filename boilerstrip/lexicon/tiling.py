"""Whether a text is nothing but phrases laid side by side, and which.

"Share on Facebook Tweet Email" is three whole phrases in a row, "Thank you for reading. You have
reached your limit of free articles." two. Where one ends another may begin, so the anchors ``^``
and ``$`` hold at every joint, as they do where a sentence ends, but not in the middle of one. A
phrase is tried only where its first words stand, and the search ends when too much is left
uncovered, so prose costs a look at its first few words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from boilerstrip.lexicon.folding import UNSPACED_SCRIPT, Wording, is_unspaced
from boilerstrip.lexicon.openings import Openings
from boilerstrip.lexicon.phrase import ANY, Phrase, Probed, Span

# Kinds that stand in rows. A byline, a date or a credit holds names and numbers of any kind, so a
# row of those could be a sentence.
ROWS = frozenset(
    "icon_legend subscriber_prompt newsletter consent share advert related comment legal "
    "author_bio navigation interface".split()
)

# The least different phrases of a row, and of one in which each has one word only.
MIN_PHRASES = 2
MIN_WORDS = 3
# The words of menus are titles too: "Short Video Advertising Services".
MIN_MENU = 4

# A character of a script without spaces is a word of its own here.
_PIECE = re.compile(rf"[{UNSPACED_SCRIPT}]|[^\W{UNSPACED_SCRIPT}]+")
# What may stand between two sentences, or between two items of a row.
_JOINT = re.compile(r"[.!?…:;|·•/()\[\]\n\t。！？：｜・»›→–—]")


class Tiling:
    """The phrases of the kinds that stand in rows, by their first two words.

    One that begins with a gap or a name is none of them: it might begin anywhere.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._filed = Openings()
        for phrase in phrases:
            if phrase.label in ROWS and not phrase.is_regex and phrase.body[0] not in "*@":
                self._filed.add(phrase)

    def cover(self, wording: Wording, spare: float) -> list[tuple[Span, Phrase]]:
        """The row of phrases that leaves no more than ``spare`` letters of a text uncovered.

        Empty if there is none. Several phrases of the row may have the same place.
        """
        if not self._may_begin(wording, spare):
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
            filed = self._filed.at(word, following.group() if following else ANY)
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

    def begins(self, spoken: Sequence[str]) -> bool:
        """Whether a phrase may begin with the first of these words."""
        following = spoken[1] if len(spoken) > 1 else ANY
        return bool(spoken) and bool(is_unspaced(spoken[0]) or self._filed.at(spoken[0], following))

    def _may_begin(self, wording: Wording, spare: float) -> bool:
        """Whether there are words for a row, and a phrase begins before too much is uncovered."""
        spoken, row = wording.words, wording.row
        if wording.is_unspaced:
            return True
        if len(spoken) < MIN_WORDS:
            return False  # one phrase of several words and another, or as many of one word
        for word, following in itertools.pairwise((*spoken, ANY)):
            if [probe for probe, _ in self._filed.at(word, following) if probe in row]:
                return True
            spare -= len(word)
            if spare < 0:
                return False
        return False


def _is_row(row: list[tuple[Span, Phrase]]) -> bool:
    """Whether phrases are too many and too different to be a heading: "Save money", "2. Video"."""
    said = {span: phrase.tokens for span, phrase in row}
    if any(len(tokens) > 1 for tokens in said.values()):
        least = MIN_PHRASES
    else:
        least = MIN_MENU if all(phrase.label == "navigation" for _, phrase in row) else MIN_WORDS
    return len(set(said.values())) >= least


def _at(
    start: int, filed: Sequence[Probed], wording: Wording, *, joint: bool
) -> Iterator[tuple[Span, Phrase]]:
    row = wording.row + wording.folded if wording.is_unspaced else wording.row
    for phrase in [phrase for probe, phrase in filed if probe in row]:
        if (joint or not phrase.at_start) and phrase.may_stand_in(wording):
            end = phrase.end_at(wording, start)
            if end is not None:
                yield (start, end), phrase
