"""What changed in one page's article."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

from boilerstrip.comparison.rows import Row

FIELDS = ("headline", "byline", "authors", "date", "modified", "standfirst", "language")

_WORDS = re.compile(r"\w+")


@dataclasses.dataclass(frozen=True, slots=True)
class PageChange:
    """The differences between two articles of one page, ours first in every pair.

    Attributes:
        page: its name.
        fields: by the field's name the two values, where they differ.
        paragraphs: lost (``"-"``) and gained (``"+"``) paragraphs, in reading order.
        labels: by pairs of labels, how many blocks of the same text carry the one and the other.
        shared: F1 (0 to 1) of the words of the two bodies; 1 where neither has any.
        confidence: the two confidences.
    """

    page: str
    fields: dict[str, tuple[Any, Any]]
    paragraphs: tuple[tuple[Literal["-", "+"], str], ...]
    labels: Counter[tuple[str, str]]
    shared: float
    confidence: tuple[float, float]

    def __bool__(self) -> bool:
        """Whether anything but the confidence changed."""
        return bool(self.fields or self.paragraphs or self.labels)

    @property
    def kinds(self) -> list[str]:
        """What changed: names of fields, ``"paragraphs"``, ``"labels"``."""
        return [
            *self.fields,
            *(["paragraphs"] if self.paragraphs else []),
            *(["labels"] if self.labels else []),
        ]


def change_of(page: str, ours: Row, theirs: Row) -> PageChange:
    """The differences between two rows of one page.

    What either side was written without, as with ``run --fields``, is not compared.

    >>> before = {"headline": "Tides", "paragraphs": ["One.", "Share this"], "confidence": 0.7}
    >>> after = {"headline": "Tides", "paragraphs": ["One."], "confidence": 0.9}
    >>> change_of("p1", before, after).paragraphs
    (('-', 'Share this'),)
    """
    fields = {
        name: (ours[name], theirs[name])
        for name in FIELDS
        if name in ours and name in theirs and _value(ours[name]) != _value(theirs[name])
    }
    before, after = _paragraphs(ours, theirs), _paragraphs(theirs, ours)
    return PageChange(
        page=page,
        fields=fields,
        paragraphs=tuple(_moves(before, after)),
        labels=_relabelled(ours.get("blocks"), theirs.get("blocks")),
        shared=_shared(before, after),
        confidence=(_number(ours.get("confidence")), _number(theirs.get("confidence"))),
    )


def _value(value: Any) -> Any:
    # Nothing is written as null, as an empty list or not at all, by format.
    return str(value) if value not in (None, "", []) else None


def _paragraphs(row: Row, other: Row) -> list[str]:
    return list(row["paragraphs"] or ()) if {"paragraphs"} <= row.keys() & other.keys() else []


def _moves(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[Literal["-", "+"], str]]:
    if before == after:
        return
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (("-", text) for text in before[a:b])
            yield from (("+", text) for text in after[c:d])


def _relabelled(
    ours: Sequence[Row] | None, theirs: Sequence[Row] | None
) -> Counter[tuple[str, str]]:
    was, now = _labels(ours), _labels(theirs)
    return Counter((was[key], now[key]) for key in was.keys() & now.keys() if was[key] != now[key])


def _labels(blocks: Sequence[Row] | None) -> dict[tuple[str, int], str]:
    """Labels by text and, for texts that come more than once, which of them it is."""
    seen: Counter[str] = Counter()
    labels = {}
    for block in blocks or ():
        seen[block["text"]] += 1
        labels[block["text"], seen[block["text"]]] = str(block["label"])
    return labels


def _shared(before: Sequence[str], after: Sequence[str]) -> float:
    if before == after:
        return 1.0
    a, b = (Counter(_WORDS.findall(" ".join(side).lower())) for side in (before, after))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _number(value: Any) -> float:
    return float(value) if value is not None else 0.0
