"""What a reader gives: a page, or why there is none, and where it stands."""

from __future__ import annotations

import dataclasses
from enum import Enum

from boilerstrip.batch.page import Page


class Skip(str, Enum):
    """Why a record is no page to extract. Members are strings, as the summary prints them."""

    REDIRECT = "redirects"
    ERROR = "error responses"
    OTHER = "neither HTML nor text"
    REVISIT = "revisits"


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One thing read from an input.

    Attributes:
        source: the input's name, as it was given or found.
        offset: where in it the item begins: the byte in an archive or a file of lines (in the
            compressed file, where every record is compressed on its own), the row in a table;
            ``None`` where the input is the page.
        url: the page's address, where it is known.
        found: the page, why it is skipped, or why it can't be read.
    """

    source: str
    offset: int | None
    url: str | None
    found: Page | Skip | Exception


class Unreadable(ValueError):
    """An input, or a record of one, does not hold what it should."""
