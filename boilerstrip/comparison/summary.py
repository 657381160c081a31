"""Changes of many pages, added up."""

from __future__ import annotations

import dataclasses
import heapq
from collections import Counter
from collections.abc import Iterator

from boilerstrip.comparison.changes import PageChange, change_of
from boilerstrip.comparison.pairing import Pairs


@dataclasses.dataclass(slots=True)
class Summary:
    """What changed over all pages of two outputs.

    Attributes:
        pages: how many are in both.
        changed: how many of them changed in more than their confidence.
        kinds: by what changed, in how many pages.
        labels: by pairs of labels, how many blocks changed from our one to their other.
        paragraphs: how many were lost (``"-"``) and gained (``"+"``).
        confidence: sums of our and of their confidences.
        largest: the pages that changed most, the largest change first.
        only_ours, only_theirs: names of the pages that are in one output alone.
    """

    pages: int = 0
    changed: int = 0
    kinds: Counter[str] = dataclasses.field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = dataclasses.field(default_factory=Counter)
    paragraphs: Counter[str] = dataclasses.field(default_factory=Counter)
    confidence: tuple[float, float] = (0.0, 0.0)
    largest: list[PageChange] = dataclasses.field(default_factory=list)
    only_ours: list[str] = dataclasses.field(default_factory=list)
    only_theirs: list[str] = dataclasses.field(default_factory=list)

    def add(self, change: PageChange) -> None:
        """Count one page."""
        self.pages += 1
        self.changed += bool(change)
        self.kinds.update(change.kinds)
        self.labels.update(change.labels)
        self.paragraphs.update(sign for sign, _ in change.paragraphs)
        ours, theirs = self.confidence
        self.confidence = (ours + change.confidence[0], theirs + change.confidence[1])

    @property
    def mean_confidence(self) -> tuple[float, float]:
        """Our and their mean confidence over the pages in both; 0 where there are none."""
        return (self.confidence[0] / max(1, self.pages), self.confidence[1] / max(1, self.pages))


def summarise(pairs: Pairs, *, limit: int) -> Summary:
    """Add up the changes of all pairs, and keep the ``limit`` largest ones.

    Raises:
        BadOutput: a row is no article.
        OSError: an output can't be read.
    """
    summary = Summary()
    summary.largest = heapq.nlargest(limit, _changed(pairs, summary), key=_size)
    summary.only_ours, summary.only_theirs = pairs.only_ours, pairs.only_theirs
    return summary


def _changed(pairs: Pairs, summary: Summary) -> Iterator[PageChange]:
    for page, ours, theirs in pairs:
        change = change_of(page, ours, theirs)
        summary.add(change)
        if change:
            yield change


def _size(change: PageChange) -> tuple[float, int, int]:
    return 1 - change.shared, len(change.fields), change.labels.total()
