"""The values between segmentation and judging: raw blocks, and the tree that they stand in."""

from __future__ import annotations

import dataclasses
from typing import Any


@dataclasses.dataclass(slots=True)
class Node:
    """A block-level element of the page, as far as judging needs it.

    Attributes:
        tag: local name, lower case.
        parent: index of the parent in ``Segmentation.nodes``, -1 at the root.
        depth: number of block-level ancestors.
        tokens: what ``class``, ``id``, ``role`` and ``itemprop`` say, split into lower-case words.
        first, end: its blocks are ``Segmentation.blocks[first:end]``.
    """

    tag: str
    parent: int
    depth: int
    tokens: tuple[str, ...]
    first: int
    end: int = 0


@dataclasses.dataclass(slots=True)
class RawBlock:
    """A run of text between two block borders, not yet judged.

    Attributes:
        text: white space folded; ``"\\n"`` for a single ``<br>``, ``"\\t"`` between table cells.
        tag: local name of the element that holds it; ``"title"``, ``"desc"`` and ``"text"`` are
            those of an ``<svg>``; ``"line"`` in a dump.
        node: index of the innermost block-level element around it in ``Segmentation.nodes``.
        chars: characters of the text that are not white space.
        link_chars: those of them that stand in a link.
        hidden: a reader would not see it (``hidden``, ``display:none``, ``aria-hidden``, noscript).
        tokens: class tokens of the inline elements that its text stands in, and those of their tags
            that emphasise, in angle brackets.
        media: pictures, players and frames since the text before it.
        source: the element in the page (lxml), or the number of the line in a dump, from 1.
    """

    text: str
    tag: str
    node: int
    chars: int
    link_chars: int = 0
    hidden: bool = False
    tokens: tuple[str, ...] = ()
    media: int = 0
    source: Any = None


@dataclasses.dataclass(slots=True)
class Mark:
    """A machine-readable hint inside the page's body, met on the walk.

    Attributes:
        kind: ``"time"`` (``<time datetime>``, ``<abbr title>``), ``"instant"`` (an attribute for
            scripts), ``"author"`` (``rel="author"``), ``"writer"`` (an inline element of such a
            name), or an ``itemprop`` name, as written.
        value: the attribute's value, or the element's text where it has none.
        block: index of the block in which, or before which, it stands.
    """

    kind: str
    value: str
    block: int


@dataclasses.dataclass(slots=True)
class Segmentation:
    """A page as a sequence of blocks in document order, with the tree above them.

    ``truncated`` names the limits (``document.Limits``) at which it was cut off; from the
    block ``stored`` on, its text is not the page's but that of data in it.
    """

    blocks: list[RawBlock]
    nodes: list[Node]
    marks: list[Mark]
    is_dump: bool = False
    truncated: tuple[str, ...] = ()
    stored: int | None = None

    def shorten(self, limit: int) -> None:
        """Leave out the blocks beyond the limit, and say so."""
        if len(self.blocks) > limit:
            del self.blocks[limit:]
            self.marks = [mark for mark in self.marks if mark.block <= limit]
            for node in self.nodes:
                node.first, node.end = min(node.first, limit), min(node.end, limit)
            self.truncated += ("blocks",)
