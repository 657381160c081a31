"""How time grows with the page: from 10 KB to 10 MB, and to 200,000 elements."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from .extractors import Extract

SIZES_KB = (10, 100, 1_000, 10_000)
ELEMENTS = (2_000, 20_000, 200_000)

_SENTENCES = (
    "The harbour master counted the boats twice and found one more than in the morning.",
    "Nobody on the quay could say whose it was, though most of them had an opinion.",
    "It had been painted blue, not long ago, by someone who was in no hurry.",
    "By noon the school had come down to look, and the baker with what was left of the rolls.",
    "“If she is still here on Friday,” he said, “we shall have to give her a name.”",
)


def story(size: int) -> bytes:
    """A page of about ``size`` bytes whose article is as long as it must be."""
    return _filled(
        lambda n: f"<p>{' '.join(_SENTENCES[(n * 3 + k) % 5] for k in range(4))}</p>\n", size
    )


def tree(elements: int) -> bytes:
    """A page of about so many elements: a story in spans and links, and lists of teasers."""
    blocks = range(elements // 4)
    body = "".join(
        f"<div class=item><p>{_SENTENCES[n % 5]} <a href=/{n}>{n}</a> <b>so</b></p></div>"
        for n in blocks
    )
    return _page(body)


def _filled(paragraph: Callable[[int], str], size: int) -> bytes:
    parts: list[str] = []
    length = 0
    while length < size:
        parts.append(paragraph(len(parts)))
        length += len(parts[-1].encode())
    return _page("".join(parts))


def _page(body: str) -> bytes:
    head = "<!DOCTYPE html><html lang=en><head><title>The blue boat</title></head>"
    story = f"<article><h1>The blue boat</h1>{body}</article>"
    return f"{head}<body><nav><a href=/>Home</a></nav>{story}</body></html>".encode()


def grow(extractors: Mapping[str, Extract]) -> Iterator[tuple[str, str, int, float]]:
    """Extractor, what grows (``"kilobytes"`` or ``"elements"``), how much of it, CPU ms.

    The smallest of three runs, of one where a run takes over a second.
    """
    for kind, sizes, make in (
        ("kilobytes", SIZES_KB, lambda kb: story(kb * 1000)),
        ("elements", ELEMENTS, tree),
    ):
        for size in sizes:
            page = make(size)
            for name, extract in extractors.items():
                yield name, kind, size, _least(extract, page)


def _least(extract: Extract, page: bytes) -> float:
    times: list[float] = []
    while len(times) < 3 and sum(times) < 1:
        begin = time.process_time()
        extract(page, None)
        times.append(time.process_time() - begin)
    return min(times) * 1e3
