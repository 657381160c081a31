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


class PageTimeout(TimeoutError):
    """A page took longer than it may, and the process that worked on it was killed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"page took more than {seconds:g} s")
        self.seconds = seconds

    def __reduce__(self) -> tuple[type[PageTimeout], tuple[float]]:
        return type(self), (self.seconds,)


class WorkerDied(RuntimeError):
    """The process that worked on a page ended: it was killed, crashed, or left by itself."""
