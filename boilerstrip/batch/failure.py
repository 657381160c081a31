"""What stands in the place of an article that could not be had."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Failure:
    """A page that gave no article, among many that did.

    Attributes:
        index: the place of the page among the pages given, counted from 0.
        cause: what went wrong: ``boilerstrip.errors.PageTimeout`` where the page took too long,
            ``WorkerDied`` where its process ended, ``PageTooLarge``, ``TypeError``,
            ``MemoryError``, or whatever else was raised.
        url: the page's address, where it was given.
    """

    index: int
    cause: Exception
    url: str | None = None

    def __str__(self) -> str:
        return f"page {self.index}: {type(self.cause).__name__}: {self.cause}"
