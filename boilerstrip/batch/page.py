"""A page with what is known of it from outside."""

from __future__ import annotations

import dataclasses
from typing import Literal

Kind = Literal["auto", "html", "text"]


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page to extract, with what its bytes alone don't tell.

    Attributes:
        content: the page as ``extract`` takes it.
        url: its address.
        encoding: the character set of bytes, as the HTTP header told it.
        kind: ``"html"``, ``"text"``, or ``"auto"`` to decide from the content.
    """

    content: object
    url: str | None = None
    encoding: str | None = None
    kind: Kind = "auto"
