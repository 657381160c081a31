"""What in a block's text the lexicon knows."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Collection, Iterator

from boilerstrip.lexicon.folding import fold, words
from boilerstrip.lexicon.index import index
from boilerstrip.lexicon.phrase import Phrase, is_name

# Share of a block's letters and digits that a label's matches must cover to be the whole of it:
# "Advertisement 2" and "Sign in now" are prompts, a sentence that holds a phrase is a sentence.
WHOLE_SHARE = 0.8
ICON_LEGEND = "icon_legend"


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text.

    Attributes:
        label: the label that it speaks for, such as ``"subscriber_prompt"``.
        language: an ISO 639-1 code, or ``"any"``.
        phrase: the line of the data file.
        span: start and end in the text.
        whole: whether the matches of this label cover nearly all of the text.
    """

    label: str
    language: str
    phrase: str
    span: tuple[int, int]
    whole: bool

    def __str__(self) -> str:
        return f"{self.label}/{self.language}: {self.phrase!r}"


def match(text: str, labels: Collection[str] | None = None) -> list[Match]:
    """Every phrase of the lexicon found in a block's text, in order of place.

    Args:
        text: the text of one block.
        labels: the labels to look for; all without it.

    Phrases at the same place come in order of label, language and line. The time taken is linear
    in the length of the text.

    >>> {(m.label, m.whole) for m in match("Already a subscriber? Sign in")}
    {('subscriber_prompt', True)}
    >>> match("He was already a subscriber when the paper closed.")
    []
    """
    folded = fold(text)
    tokens = words(folded)
    spans: dict[str, list[tuple[int, int]]] = {}
    found: list[tuple[tuple[int, int], Phrase]] = []
    for phrase in index().candidates(folded, tokens):
        if labels is not None and phrase.label not in labels:
            continue
        for span in _spans(phrase, text, folded):
            found.append((span, phrase))
            spans.setdefault(phrase.label, []).append(span)
    if not found:
        return []
    total = sum(map(len, tokens))
    whole = {label: _covered(folded, of) >= WHOLE_SHARE * total for label, of in spans.items()}
    found.sort(key=lambda item: (item[0], item[1].label, item[1].language, item[1].line))
    return [Match(p.label, p.language, p.line, span, whole[p.label]) for span, p in found]


def icon_phrases(text: str) -> list[tuple[int, int]]:
    """Where legends of icons stand in a text: spans in order that do not overlap.

    A legend begins with a capital letter, as the title of an icon does; "a caret icon" in a
    sentence is not one.

    >>> line = "Email An icon of a paper envelope. Caret icon"
    >>> [line[start:end] for start, end in icon_phrases(line)]
    ['An icon of a paper envelope', 'Caret icon']
    """
    found = [m.span for m in match(text, (ICON_LEGEND,)) if not text[m.span[0]].islower()]
    return _merged(found)


def _spans(phrase: Phrase, text: str, folded: str) -> Iterator[tuple[int, int]]:
    for found in phrase.pattern.finditer(folded):
        names = (text[slice(*found.span(group))] for group in range(2, phrase.pattern.groups + 1))
        if phrase.is_regex or all(map(is_name, names)):
            yield found.span(1)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _covered(folded: str, spans: list[tuple[int, int]]) -> int:
    """Letters and digits of the text that stand in one of the spans."""
    pieces = (words(folded[start:end]) for start, end in _merged(spans))
    return sum(map(len, itertools.chain.from_iterable(pieces)))
