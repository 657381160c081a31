"""What in a block's text the lexicon knows."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Collection

from boilerstrip.lexicon.folding import Wording, fold, words
from boilerstrip.lexicon.index import index, openings
from boilerstrip.lexicon.narration import is_narrated
from boilerstrip.lexicon.phrase import Phrase, Span
from boilerstrip.lexicon.prompts import prompt
from boilerstrip.lexicon.speech import is_spoken
from boilerstrip.lexicon.tiling import cover

# Share of a block's letters and digits that a label's matches must cover to be the whole of it:
# "Advertisement 2" and "Sign in now" are prompts, a sentence that holds a phrase is a sentence.
WHOLE_SHARE = 0.8
# Longer texts are no row of phrases; looking for one takes time by the letter.
MAX_ROW = 400
# Two words end within so many letters.
MAX_OPENING = 80
# A longer line is no run of legends, but a page that means to cost time.
MAX_LEGENDS = 100_000
# Words beside a piece of template code that belong to it: "By {{ author }} on {{ date }}".
WORDS_PER_CODE = 2
ICON_LEGEND = "icon_legend"
_ICONS = frozenset((ICON_LEGEND,))
PLACEHOLDER = "placeholder"
# Kinds that a quotation mark or a verb of saying does not speak against.
NEVER_SPOKEN = frozenset((PLACEHOLDER, "byline", "caption", "date"))
# Kinds that ask or offer: no text that tells of the past is one. Terms, writers' boxes and errors
# tell of it too.
NEVER_NARRATED = frozenset(
    ("subscriber_prompt", "newsletter", "share", "related", "consent", "navigation")
)

# A colon and the first letter behind it.
_ANNOUNCED = re.compile(r"[^:：]{1,40}[:：]\W*([^\W\d_])")

_Found = tuple[Span, Phrase]
_SENTENCE_END = tuple(".!?。！？؟")


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text.

    Attributes:
        label: the label that it speaks for, such as ``"subscriber_prompt"``.
        language: an ISO 639-1 code, or ``"any"``.
        phrase: the line of the data file.
        span: start and end in the text.
        whole: whether the matches of this label cover nearly all of the text.
        letters: how much of the text the phrase names, its gaps aside.
    """

    label: str
    language: str
    phrase: str
    span: tuple[int, int]
    whole: bool
    letters: int

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
    wording = Wording(text)
    return _matches(wording, *_found(wording, labels), labels)


def _matches(
    wording: Wording, found: list[_Found], whole: set[str], labels: Collection[str] | None
) -> list[Match]:
    """What is found as matches, of which one may be a prompt in words of its own."""
    text = wording.text
    asked = None if whole else prompt(wording, labels)
    if asked and (is_spoken(text, asked.language) or is_narrated(text, asked.language)):
        asked = None
    if not found and asked is None:
        return []
    if whole:
        whole = _unspoken(text, found, whole)
        whole -= _narrated(text, [phrase for _, phrase in found if phrase.label in whole])
    found.sort(key=lambda item: (item[0], item[1].label, item[1].language, item[1].line))
    matches = [
        Match(p.label, p.language, p.line, span, p.label in whole, p.letters or span[1] - span[0])
        for span, p in found
    ]
    if asked is not None:
        about = f"words for {', '.join(asked.about)}"
        span = (0, len(text))
        matches.insert(0, Match(asked.label, asked.language, about, span, True, asked.letters))
    return matches


def _found(wording: Wording, labels: Collection[str] | None) -> tuple[list[_Found], set[str]]:
    """The phrases in a text, and the labels whose phrases cover nearly all of it."""
    phrases = index()
    worded, triggered = phrases.worded(wording), phrases.triggered(wording)
    likely = _labelled(worded, labels)
    found = [
        (span, phrase)
        for phrase in (*likely, *_labelled(triggered, labels))
        if phrase.may_match(wording)
        for span in phrase.spans(wording)
    ]
    whole = _whole(wording, found) if found else set()
    if whole or not likely or len(wording.text) > MAX_ROW:
        return found, whole
    row = [
        (span, phrase)
        for span, phrase in cover(wording, worded, (1 - WHOLE_SHARE) * wording.letters)
        if labels is None or phrase.label in labels
    ]
    if row:
        whole = _prevailing(row)
        found += [item for item in row if item not in found]
    return found, whole


def _labelled(phrases: list[Phrase], labels: Collection[str] | None) -> list[Phrase]:
    return phrases if labels is None else [phrase for phrase in phrases if phrase.label in labels]


def _unspoken(text: str, found: list[_Found], whole: set[str]) -> set[str]:
    """The labels that are left where somebody says the text."""
    if whole <= NEVER_SPOKEN:
        return whole
    languages = {phrase.language for _, phrase in found if phrase.label in whole}
    spoken = any(is_spoken(text, language) for language in languages)
    return whole & NEVER_SPOKEN if spoken else whole


def _narrated(text: str, phrases: list[Phrase]) -> set[str]:
    """The labels whose phrases open a sentence that tells a story, and announce no title."""
    spoken_for = {(p.label, p.language) for p in phrases if p.label in NEVER_NARRATED}
    goes_on = announces_nothing(text)
    announced = set() if goes_on else {p.label for p in phrases if ":" in p.line}
    told = {label for label, language in spoken_for if is_narrated(text, language)} - announced
    return told | {"related"} if goes_on else told


def announces_nothing(text: str) -> bool:
    """Whether a full sentence has a colon early on that no title follows, but its own words.

    >>> announces_nothing("Watch: that is the first word of the manual.")
    True
    >>> announces_nothing("Watch: Ferry leaves without its captain.")
    False
    """
    found = _ANNOUNCED.match(text)
    return found is not None and found[1].islower() and text.endswith(_SENTENCE_END)


def _whole(wording: Wording, found: list[_Found]) -> set[str]:
    """The labels whose phrases cover nearly all of a text."""
    folded, total = wording.folded, wording.letters
    spans: dict[str, list[tuple[int, int]]] = {}
    for span, phrase in found:
        spans.setdefault(phrase.label, []).append(span)
    whole = {label for label, of in spans.items() if _covered(folded, of) >= WHOLE_SHARE * total}
    if PLACEHOLDER in spans and _is_code(folded, _merged(spans[PLACEHOLDER])):
        whole.add(PLACEHOLDER)
    return whole


def _is_code(folded: str, spans: list[tuple[int, int]]) -> bool:
    """Whether the words around pieces of code are a template's and not a sentence's."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(folded)]
    beside = sum(len(words(folded[a:b])) for a, b in zip(ends, starts, strict=True))
    spoken = folded.endswith(_SENTENCE_END)
    return beside <= len(spans) * (WORDS_PER_CODE - spoken)


def _prevailing(row: list[_Found]) -> set[str]:
    """The label that covers most of a row of phrases."""
    letters: Counter[str] = Counter()
    for (start, end), label in {(span, phrase.label) for span, phrase in row}:
        letters[label] += end - start
    return {max(letters, key=lambda label: (letters[label], label))}


def may_open(text: str) -> bool:
    """Whether a text begins with words or signs that a phrase begins with: cheaper than a match.

    >>> may_open("Advertisement Nine bells were cast."), may_open("Nine bells were cast.")
    (True, False)
    """
    if not text[:1].isalnum():
        return True
    head = fold(text[:MAX_OPENING])
    return openings().may_begin(words(head))


def icon_phrases(text: str) -> list[tuple[int, int]]:
    """Where known legends of icons stand in a text: spans in order that do not overlap.

    A legend begins with a capital letter, as the title of an icon does; "a caret icon" in a
    sentence is not one.

    >>> line = "Email An icon of a paper envelope. Caret icon"
    >>> [line[start:end] for start, end in icon_phrases(line)]
    ['An icon of a paper envelope', 'Caret icon']
    """
    if len(text) > MAX_LEGENDS:
        return []
    wording = Wording(text)
    found, whole = _found(wording, _ICONS)
    if not found:
        return []
    legends = _matches(wording, found, whole, _ICONS)
    return _merged([m.span for m in legends if not text[m.span[0]].islower()])


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
