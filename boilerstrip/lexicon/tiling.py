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
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from boilerstrip.lexicon.folding import UNSPACED_SCRIPT, is_unspaced, words
from boilerstrip.lexicon.phrase import Phrase

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

Span = tuple[int, int]

# A character of a script without spaces is a word of its own here.
_PIECE = re.compile(rf"[{UNSPACED_SCRIPT}]|[^\W{UNSPACED_SCRIPT}]+")
# What may stand between two sentences, or between two items of a row.
_JOINT = re.compile(r"[.!?…:;|·•/()\[\]\n\t。！？：｜・»›→–—]")
_NUMBER = "#"
# A gap, and the word that it touches.
_GAP = re.compile(r"\w*[*#@]")
# Files a phrase whose second word is not known: behind its first there is a gap, or nothing.
_ANY = ""


class Tiling:
    """The phrases of the kinds that stand in rows, by their first two words.

    One that begins with a gap or a name is none of them: it might begin anywhere.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._filed: defaultdict[tuple[str, str], list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            if phrase.label in ROWS and not phrase.is_regex and phrase.body[0] not in "*@":
                self._filed[_key(phrase)].append(phrase)

    def cover(
        self, text: str, folded: str, spoken: list[str], spare: float
    ) -> list[tuple[Span, Phrase]]:
        """The row of phrases that leaves no more than ``spare`` letters of a text uncovered.

        Empty if there is none. Several phrases of the row may have the same place. ``spoken`` are
        the words of ``folded``.
        """
        if not self._may_begin(spoken, spare):
            return []
        row: list[tuple[Span, Phrase]] = []
        tokens: set[str] | None = None
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
            filed = self._candidates(word, following.group() if following else _ANY)
            if filed and tokens is None:
                tokens = {*words(folded), *folded}
            found = list(_at(start, filed, tokens or set(), text, folded, joint=joint))
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
        following = spoken[1] if len(spoken) > 1 else _ANY
        return bool(spoken) and bool(
            is_unspaced(spoken[0]) or self._candidates(spoken[0], following)
        )

    def _may_begin(self, spoken: list[str], spare: float) -> bool:
        """Whether a phrase may begin before too much is left uncovered."""
        for word, following in itertools.pairwise((*spoken, _ANY)):
            if is_unspaced(word) or self._candidates(word, following):
                return True
            spare -= len(word)
            if spare < 0:
                return False
        return False

    def _candidates(self, word: str, following: str) -> Sequence[Phrase]:
        first = _NUMBER if word[0].isdigit() else word
        open_ended = self._filed.get((first, _ANY), ())
        closed = self._filed.get((first, following), ())
        return [*open_ended, *closed] if open_ended and closed else open_ended or closed


def _key(phrase: Phrase) -> tuple[str, str]:
    """The first word of a phrase, and the second if it must follow at once."""
    if phrase.body[0] == "#":
        return _NUMBER, _ANY
    head = _GAP.split(phrase.body)[0]  # with white space behind each word that stands whole in it
    literal = list("".join(words(head))) if phrase.unspaced else words(head)
    return phrase.tokens[0], literal[1] if len(literal) > 1 else _ANY


def _is_row(row: list[tuple[Span, Phrase]]) -> bool:
    """Whether phrases are too many and too different to be a heading: "Save money", "2. Video"."""
    said = {span: phrase.tokens for span, phrase in row}
    if any(len(tokens) > 1 for tokens in said.values()):
        least = MIN_PHRASES
    else:
        least = MIN_MENU if all(phrase.label == "navigation" for _, phrase in row) else MIN_WORDS
    return len(set(said.values())) >= least


def _at(
    start: int, filed: Sequence[Phrase], tokens: set[str], text: str, folded: str, *, joint: bool
) -> Iterator[tuple[Span, Phrase]]:
    for phrase in filed:
        if (joint or not phrase.at_start) and phrase.needs <= tokens:
            match = phrase.tile.match(folded, start)
            if match is not None and phrase.names_fit(match, text):
                yield match.span(1), phrase
