"""A text dump, a page that has lost its markup, as a sequence of blocks.

A block is a line. In a dump that was wrapped at a column it is a paragraph, and in one that has a
line for every text node of the page it is a sentence with its links, their lines joined again. A
line in which icon legends run together is taken apart into its legends, and a prompt or marker that
runs into a paragraph is cut off it. Marks of Markdown and bullets are read, and leave the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from boilerstrip.blocks import line_joining, marks
from boilerstrip.blocks.line import LINES, Line
from boilerstrip.blocks.mixed import cut_line
from boilerstrip.blocks.segmentation import Node, RawBlock, Segmentation
from boilerstrip.blocks.visible import fold, is_blank
from boilerstrip.document.limits import DEFAULT, Limits
from boilerstrip.lexicon import icon_phrases

# So many legends in a line, covering so much of it, are a run and not a sentence about an icon.
MIN_LEGENDS = 3
MIN_LEGEND_SHARE = 0.4

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")


def segment(text: str, limits: Limits = DEFAULT) -> Segmentation:
    """The blocks of a dump, up to the limit; ``source`` is the number of the (first) line, from 1.

    ``tokens`` tell of what stood around the text: ``<item>``, ``<heading>``, ``<quote>``,
    ``<code>``, ``<emphasis>`` for its marks, ``<after-blank>`` and ``<after-gap>`` for one and for
    several blank lines above, ``<indented>`` and ``<deep>`` for its indentation, ``<joined>`` if it
    was several lines. ``link_chars`` are known in Markdown only, where they are of links.
    """
    lines = marks.read(list(_lines(text)))
    blocks: list[RawBlock] = []
    for line in line_joining.join(lines):
        if len(blocks) > limits.blocks:
            break
        for piece in _pieces(line.text):
            blocks.append(
                RawBlock(
                    piece,
                    "line",
                    0,
                    len(piece.replace(" ", "")),
                    link_chars=min(line.link_chars, len(piece)),
                    tokens=tuple(_tokens(line)),
                    media=line.pictures,
                    source=line.number,
                )
            )
    root = Node("dump", -1, 0, (), 0, len(blocks))
    segmentation = Segmentation(blocks, [root], [], is_dump=True)
    segmentation.shorten(limits.blocks)
    return segmentation


def _lines(text: str) -> Iterable[Line]:
    blank = 0
    for number, raw in enumerate(LINES.split(text), 1):
        folded = fold(raw)
        if is_blank(folded):
            blank += 1
            continue
        expanded = raw.expandtabs(4) if "\t" in raw else raw
        indent = len(expanded) - len(expanded.lstrip())
        yield Line(folded, number, indent, len(expanded.rstrip()), blank)
        blank = 0


def _pieces(line: str) -> list[str]:
    legends = _split_legends(line)
    return legends if len(legends) > 1 else cut_line(line)


def _tokens(line: Line) -> Iterable[str]:
    if line.mark:
        yield f"<{line.mark}>"
    if line.blank_above:
        yield "<after-blank>"
    if line.blank_above > 1:
        yield "<after-gap>"
    if line.indent:
        yield "<indented>"
    if line.indent > DEEP:
        yield "<deep>"
    if line.joined:
        yield "<joined>"
    if line.emphasised:
        yield "<emphasis>"


# Text browsers indent what is not in a list by three columns at most.
DEEP = 3


def _split_legends(line: str) -> list[str]:
    """The legends of a line in which they run together; any other line whole."""
    pieces = _SENTENCE_END.split(line)
    if len(pieces) == 1:
        return pieces
    spans = icon_phrases(line)
    covered = sum(end - start for start, end in spans)
    if len(spans) < MIN_LEGENDS or covered < MIN_LEGEND_SHARE * len(line):
        return [line]
    return pieces
