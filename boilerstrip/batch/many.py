"""``extract_many``: the articles of many pages, by several processes."""

from __future__ import annotations

import dataclasses
import functools
import os
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from boilerstrip.article import Article
from boilerstrip.batch import pool
from boilerstrip.batch.failure import Failure
from boilerstrip.batch.page import Page
from boilerstrip.document.limits import DEFAULT, Limits
from boilerstrip.extraction import Kind, extract

# What makes every part of the pipeline load its data: a page with a date in words, a byline and
# enough text to be judged.
_WARM_UP = (
    '<html lang="en"><title>Tides</title><h1>Tides turn</h1><p>By Ada Byron, 17 May 2024</p>'
    + "<p>The tide turned on Monday, to nobody's surprise, and turned again.</p>" * 3
)


def extract_many(
    pages: Iterable[Any],
    *,
    workers: int | None = None,
    timeout: float | None = 30.0,
    ordered: bool = True,
    kind: Kind = "auto",
    threshold: float | None = None,
    explain: bool = False,
    limits: Limits = DEFAULT,
) -> Iterator[Article | Failure]:
    """Extract the articles of many pages in several processes.

    Every page comes back once: as an ``Article``, or as a ``Failure`` where it took too long, ended
    its process or could not be read. A worker has one page at a time, so no other is lost with it,
    and a page whose worker was killed from outside (``SIGKILL``, as where the system is out of
    memory) or had no memory left is tried once more with no other at work before it fails.

    Pages are read from ``pages`` as workers come free, so it may be endless. Workers are processes
    of their own: a script must call this under ``if __name__ == "__main__":``.

    Args:
        pages: what ``extract`` takes, or ``boilerstrip.batch.Page`` where the address or the
            character set of a page is known. An lxml element goes to its worker as HTML.
        workers: how many processes; by default one for each core that this process may use.
        timeout: seconds that a page may take before its process is killed; ``None``: no limit.
        ordered: give the results in the order of the pages; otherwise as they come.
        kind: as for ``extract``, for pages that are no ``Page``.
        threshold: as for ``extract``.
        explain: as for ``extract``.
        limits: as for ``extract``.

    Raises:
        TypeError: ``pages`` is a single page.
        ValueError: ``workers``, ``timeout``, ``kind`` or ``threshold`` is none of the allowed
            values.
        RuntimeError: no worker could be started.
    """
    if isinstance(pages, (str, bytes, bytearray)):
        raise TypeError(
            f"pages must be an iterable of pages, not one page ({type(pages).__name__})"
        )
    if workers is None:
        workers = usable_cores()
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers!r}")
    if timeout is not None and not timeout > 0:
        raise ValueError(f"timeout must be a positive number of seconds or None, not {timeout!r}")
    # The arguments are checked here rather than page by page: they are wrong for all of them.
    extract("", kind=kind, threshold=threshold)
    function = functools.partial(extract_page, threshold=threshold, explain=explain, limits=limits)
    jobs = (
        pool.Job((index, page.url), page)
        for index, page in enumerate(_page(each, kind) for each in pages)
    )
    return _articles(
        pool.run(function, jobs, prepare=warm_up, workers=workers, timeout=timeout, ordered=ordered)
    )


def _articles(results: Iterator[tuple[tuple[int, str | None], Any]]) -> Iterator[Article | Failure]:
    for (index, url), result in results:
        if isinstance(result, pool.Raised):
            yield Failure(index, result.error, url)
        else:
            yield result


def extract_page(
    page: Page,
    *,
    threshold: float | None = None,
    explain: bool = False,
    limits: Limits = DEFAULT,
) -> Article:
    """``extract`` with what a ``Page`` knows of itself.

    Raises:
        TypeError: the page's content is no page.
        PageTooLarge: it is over the size limit.
    """
    return extract(
        page.content,
        url=page.url,
        kind=page.kind,
        encoding=page.encoding,
        threshold=threshold,
        explain=explain,
        limits=limits,
    )


def warm_up() -> None:
    """Load all that an extraction loads, so that a time limit need not allow for it."""
    extract(_WARM_UP)


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _page(given: Any, kind: Kind) -> Page:
    page = given if isinstance(given, Page) else Page(given, kind=kind)
    if isinstance(page.content, (etree._Element, etree._ElementTree)):
        # Trees can't leave their process.
        html = etree.tostring(page.content, method="html", encoding="unicode", with_tail=False)
        return dataclasses.replace(page, content=html, kind="html")
    if isinstance(page.content, memoryview):
        return dataclasses.replace(page, content=bytes(page.content))
    return page
