"""How much of a page is read."""

from __future__ import annotations

import dataclasses
import itertools
import re

from boilerstrip.errors import PageTooLarge

# The default of Trafilatura's MAX_FILE_SIZE: larger files are data, not articles.
MAX_PAGE_BYTES = 20_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """How much of a page is read, so that no page costs more than it is worth.

    A page over ``page_bytes`` raises ``PageTooLarge``. A page over another limit is read as far as
    that, a warning is logged, and ``article.metadata.truncated`` names the limit. Of 2,800 pages of
    the open web the largest had 15,800 elements, 2,750 blocks, 113,000 characters of text, 136
    attributes in one element, and was 56 levels deep.

    Attributes:
        page_bytes: most bytes of a page; most characters of a string.
        depth: most levels of elements. Markup further down is ignored, its text is read; the
            default is that of Chromium (``kMaximumHTMLParserDOMTreeDepth``).
        elements: most elements that are looked at for text; what stands behind them is not read.
        attributes: most attributes of an element; those behind them are ignored.
        blocks: most blocks; what stands behind them is not read. They cost most of the time; the
            default is nearly twice what the largest page has.
        rows: most blocks of one table or list; its rows or items behind them are not read, what
            stands behind it is. Of 2,800 pages the one with most had 1,133. A drawing has 100.
        text: characters of text after which no further block is read; a dump ends there.

    Raises:
        ValueError: a limit is no positive integer.

    >>> Limits(blocks=500).depth
    512
    """

    page_bytes: int = MAX_PAGE_BYTES
    depth: int = 512
    elements: int = 100_000
    attributes: int = 1_000
    blocks: int = 5_000
    rows: int = 2_000
    text: int = 5_000_000

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ValueError(f"{field.name} must be a positive integer, not {value!r}")


DEFAULT = Limits()

_LINE = re.compile(r"\S[^\n\r\x0b\x0c\x85\u2028\u2029]*")


def check_size(page: str | bytes, limit: int = MAX_PAGE_BYTES) -> None:
    """Refuse a page that is over the limit.

    Args:
        page: the page; a string counts its characters, which costs nothing and never counts more
            than the bytes that it was decoded from.
        limit: bytes, or characters of a string.

    Raises:
        PageTooLarge: the page is over the limit.
    """
    if len(page) > limit:
        raise PageTooLarge(len(page), limit)


def cut_dump(text: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """As much of a dump as is read, and the limits that it is over.

    >>> cut_dump("one\\n\\n two\\nthree", Limits(blocks=2))
    ('one\\n\\n two', ('blocks',))
    """
    over: tuple[str, ...] = ()
    if len(text) > limits.text:
        text, over = text[: limits.text], ("text",)
    if len(text) > 2 * limits.blocks:  # there may be so many lines
        lines = [found.end() for found in itertools.islice(_LINE.finditer(text), limits.blocks + 1)]
        if len(lines) > limits.blocks:
            return text[: lines[-2]], (*over, "blocks")
    return text, over
