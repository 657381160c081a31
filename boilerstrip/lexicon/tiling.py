"""Whether a text is nothing but phrases laid side by side, and which.

"Share on Facebook Tweet Email" is three whole phrases in a row, "Thank you for reading. You have
reached your limit of free articles." two. Where one ends another may begin, so the anchors ``^``
and ``$`` hold at every joint. A phrase is tried only where its first word stands, and the search
ends when too much is left uncovered, so prose costs a look at its first few words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from boilerstrip.lexicon.folding import UNSPACED_SCRIPT, words
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

Span = tuple[int, int]

# A character of a script without spaces is a word of its own here.
_PIECE = re.compile(rf"[{UNSPACED_SCRIPT}]|[^\W{UNSPACED_SCRIPT}]+")
_NUMBER = "#"


class Tiling:
    """The phrases of the kinds that stand in rows, by their first words.

    One that begins with a gap or a name is none of them: it might begin anywhere.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._first: defaultdict[str, list[tuple[frozenset[str], Phrase]]] = defaultdict(list)
        for phrase in phrases:
            if phrase.label in ROWS and not phrase.is_regex and phrase.body[0] not in "*@":
                first = _NUMBER if phrase.body[0] == "#" else phrase.tokens[0]
                self._first[first].append((phrase.needs, phrase))

    def cover(self, text: str, folded: str, spare: float) -> list[tuple[Span, Phrase]]:
        """The row of phrases that leaves no more than ``spare`` letters of a text uncovered.

        Empty if there is none. Several phrases of the row may have the same place.
        """
        row: list[tuple[Span, Phrase]] = []
        tokens: set[str] | None = None
        end = 0
        for piece in _PIECE.finditer(folded):
            start = piece.start()
            if start < end:
                continue
            word = piece.group()
            filed = self._first.get(_NUMBER if word[0].isdigit() else word)
            if filed:
                if tokens is None:
                    tokens = {*words(folded), *folded}
                found = [(span, p) for span, p in _at(start, filed, tokens, text, folded)]
                if found:
                    end = max(span[1] for span, _ in found)
                    row += (item for item in found if item[0][1] == end)
                    continue
            spare -= len(word)
            if spare < 0:
                return []
        return row if _is_row(row) else []


def _is_row(row: list[tuple[Span, Phrase]]) -> bool:
    """Whether phrases are too many and too different to be a heading: "Save money", "2. Video"."""
    said = {span: phrase.tokens for span, phrase in row}
    least = MIN_PHRASES if any(len(tokens) > 1 for tokens in said.values()) else MIN_WORDS
    return len(set(said.values())) >= least


def _at(
    start: int,
    filed: list[tuple[frozenset[str], Phrase]],
    tokens: set[str],
    text: str,
    folded: str,
) -> Iterable[tuple[Span, Phrase]]:
    for needs, phrase in filed:
        if needs <= tokens:
            match = phrase.tile.match(folded, start)
            if match is not None and phrase.names_fit(match, text):
                yield match.span(1), phrase
