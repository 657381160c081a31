"""Every extractor on every page: figures, CPU time and errors."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType

from .extractors import EXTRACTORS, Extract, Found
from .pages import BenchmarkPage
from .scoring import scores

# An extractor that takes more CPU time for a page has failed on it.
TIMEOUT_S = 30


class TooSlow(Exception):
    """An extractor did not come to an end."""


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """What one extractor did with one page; ``cpu_ms`` is the whole call, decoding included."""

    extractor: str
    id: str
    group: str
    is_article: bool
    site: str
    bytes: int
    cpu_ms: float
    scores: dict[str, float]
    error: str | None


def measure(
    pages: Sequence[BenchmarkPage], extractors: Mapping[str, Extract]
) -> Iterator[Measured]:
    """Run the extractors over the pages, alternating.

    All take each page in turn, so that what the machine does besides falls on all alike; who goes
    first changes from page to page, since the first finds the page's memory cold. What one leaves
    behind is collected before the next is timed.
    """
    names = list(extractors)
    for name in names:  # what is loaded at the first call is no cost of a page
        _run(extractors[name], pages[0].labelled.read(), pages[0].labelled.url)
    gc.collect()
    gc.freeze()  # what is loaded stays, and need not be looked through before every call
    for turn, page in enumerate(pages):
        content = page.labelled.read()
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            found, cpu_ms, error = _run(extractors[name], content, page.labelled.url)
            about = EXTRACTORS[name]
            figures = scores(page, found, fields=about.fields) if about.article else {}
            yield Measured(
                name,
                page.labelled.id,
                page.group,
                page.is_article,
                page.labelled.site,
                len(content),
                cpu_ms,
                figures,
                error,
            )


def _run(extract: Extract, page: bytes, url: str | None) -> tuple[Found, float, str | None]:
    error, found = None, Found()
    gc.collect()
    begin = time.process_time()
    try:
        with _limit():
            found = extract(page, url)
    except Exception as failure:  # whatever a peer raises is its failure on this page, and counted
        error = f"{type(failure).__name__}: {failure}"[:200]
    return found, (time.process_time() - begin) * 1e3, error


@contextlib.contextmanager
def _limit() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):  # on Windows: a page may take as long as it likes
        yield
        return
    begin = time.process_time()

    # By the wall's timer: while that of CPU time runs, Linux counts CPU time in ticks only.
    def stop(_: int, __: FrameType | None) -> None:
        left = TIMEOUT_S - (time.process_time() - begin)
        if left <= 0:
            raise TooSlow(f"no end after {TIMEOUT_S} s")
        signal.setitimer(signal.ITIMER_REAL, left)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, TIMEOUT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
