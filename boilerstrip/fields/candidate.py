"""A value that a field could have, and what speaks for it."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """One finding of a field's value.

    Attributes:
        text: the value as found, white space folded.
        weight: how far this source is to be trusted, in votes; comparable within one field.
        source: where it was found ("h1", "og:title", "JSON-LD author").
        block: index of the block in which it stands, ``None`` for the page's head and JSON-LD.
    """

    text: str
    weight: float
    source: str
    block: int | None = None
