"""How far a run is: a bar on a terminal, one line at the end elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from boilerstrip.batch.checkpoint import Counts
from boilerstrip.batch.reading.inputs import total_bytes

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# A second's worth of flicker is enough for the eye, and costs nothing.
_REFRESHES_PER_SECOND = 4


class Watch:
    """Follows a run."""

    def __init__(self, bar: Progress | None = None, task: TaskID | None = None) -> None:
        self._bar = bar
        self._task = task
        self._start = time.monotonic()
        self._pages_before: int | None = None
        self._pages = 0

    def report(self, counts: Counts, bytes_read: int) -> None:
        """Take note of the counts, and show them."""
        if self._pages_before is None:
            self._pages_before = max(0, counts.pages - 1)  # those of the run that was interrupted
        self._pages = counts.pages - self._pages_before
        if self._bar is not None and self._task is not None:
            told = f"{counts.pages:,} pages · {self._rate():,.1f}/s · {counts.failures:,} failed"
            self._bar.update(self._task, completed=bytes_read, description=told)

    def _rate(self) -> float:
        return self._pages / max(time.monotonic() - self._start, 1e-9)

    def summary(self, counts: Counts) -> str:
        """The run in one line."""
        apart = [*counts.dropped.items(), *counts.skipped.items()]
        parts = [
            f"{counts.pages:,} pages",
            f"{counts.articles:,} articles",
            f"{counts.failures:,} failed",
            *(f"{count:,} {name}" for name, count in apart),
        ]
        seconds = time.monotonic() - self._start
        return f"boilerstrip: {', '.join(parts)}; {seconds:,.1f} s, {self._rate():,.1f} pages/s"


@contextlib.contextmanager
def watch(sources: Sequence[str]) -> Iterator[Watch]:
    """Follow a run, with a bar where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield Watch()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=Console(stderr=True), refresh_per_second=_REFRESHES_PER_SECOND
    ) as bar:
        yield Watch(bar, bar.add_task("starting", total=total_bytes(sources)))
