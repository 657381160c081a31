"""The errors that the library raises on its own account."""

from __future__ import annotations


class PageTooLarge(ValueError):
    """A page is over the size limit and was not read."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"page of {size:,} bytes is over the limit of {limit:,}")
        self.size = size
        self.limit = limit

    def __reduce__(self) -> tuple[type[PageTooLarge], tuple[int, int]]:
        return type(self), (self.size, self.limit)
