"""From a page to the row that is written of it: what the workers of a run do."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from enum import Enum
from typing import Any

from boilerstrip.batch.many import extract_page
from boilerstrip.batch.page import Page
from boilerstrip.batch.record import DEFAULT_FIELDS, FIELDS, record
from boilerstrip.batch.writing import Encode

# Where a page came from, which only a run knows.
PLACE_FIELDS = ("source", "offset")

ROW_FIELDS = (*PLACE_FIELDS, *FIELDS)
DEFAULT_ROW_FIELDS = (*PLACE_FIELDS, *DEFAULT_FIELDS)


class Drop(str, Enum):
    """Why the article of a page is not wanted."""

    CONFIDENCE = "under the confidence"
    LANGUAGE = "in other languages"


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A page and where it was found."""

    page: Page
    source: str
    offset: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class RowMaker:
    """Extracts a page and encodes what is wanted of it.

    Attributes:
        fields: of ``ROW_FIELDS``, in the order in which they are written.
        encode: the output's encoder.
        min_confidence: articles under it are dropped.
        languages: primary language subtags; where there are any, other articles are dropped.
    """

    fields: Sequence[str]
    encode: Encode
    min_confidence: float = 0.0
    languages: frozenset[str] = frozenset()

    def __call__(self, found: Found) -> Any:
        """The row, or the ``Drop`` that says why there is none."""
        article = extract_page(found.page)
        if article.confidence < self.min_confidence:
            return Drop.CONFIDENCE
        if self.languages and _primary(article.language) not in self.languages:
            return Drop.LANGUAGE
        values = record(article, [name for name in self.fields if name in FIELDS], found.page.url)
        place = {"source": found.source.encode("utf-8", "replace").decode(), "offset": found.offset}
        return self.encode(
            {name: place[name] if name in place else values[name] for name in self.fields}
        )


def _primary(language: str | None) -> str:
    return (language or "").partition("-")[0].lower()


def check_fields(fields: Sequence[str]) -> None:
    """Refuse names that are no fields.

    Raises:
        ValueError: it names the first one, and what there is.
    """
    for name in fields:
        if name not in ROW_FIELDS:
            raise ValueError(f"{name!r} is no field; there are {', '.join(ROW_FIELDS)}")
