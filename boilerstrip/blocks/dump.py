"""A text dump, a page that has lost its markup, as a sequence of blocks.

A block is a line; in a dump that was wrapped at a column it is a paragraph, its lines joined
again. A line in which icon legends run together is taken apart into its legends, and
a prompt or marker that runs into a paragraph is cut off it.
"""

from __future__ import annotations

import itertools
import re

from boilerstrip.blocks.mixed import cut_line
from boilerstrip.blocks.segmentation import Node, RawBlock, Segmentation
from boilerstrip.lexicon import icon_phrases

# Columns at which mailers, terminals and text browsers wrap lie between these.
MIN_WRAP_WIDTH = 50
MAX_WRAP_WIDTH = 132
# Share of the line ends inside paragraphs at which the next word would not have fitted. Menus,
# one short item a line, stay near 0; wrapped prose is near 1, less headings without a blank line.
WRAPPED_SHARE = 0.7
# Fewer breaks than this say nothing about a width.
MIN_WRAPPED_BREAKS = 4
# So many legends in a line, covering so much of it, are a run and not a sentence about an icon.
MIN_LEGENDS = 3
MIN_LEGEND_SHARE = 0.4

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)")
_LINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def segment(text: str) -> Segmentation:
    """The blocks of a dump; ``source`` is the number of the (first) line, from 1."""
    lines = [" ".join(line.split()) for line in _LINES.split(text)]
    width = _wrap_width(lines)
    blocks: list[RawBlock] = []
    for number, line in _paragraphs(lines, width):
        for piece in _pieces(line):
            chars = len(piece.replace(" ", ""))
            blocks.append(RawBlock(piece, "line", 0, chars, source=number))
    root = Node("dump", -1, 0, (), 0, len(blocks))
    return Segmentation(blocks, [root], [], is_dump=True)


def _pieces(line: str) -> list[str]:
    legends = _split_legends(line)
    return legends if len(legends) > 1 else cut_line(line)


def _paragraphs(lines: list[str], width: int | None) -> list[tuple[int, str]]:
    if width is None:
        return [(number, line) for number, line in enumerate(lines, 1) if line]
    paragraphs: list[tuple[int, str]] = []
    joins = False
    for number, line in enumerate(lines, 1):
        if line and joins:
            first, text = paragraphs[-1]
            paragraphs[-1] = (first, f"{text} {line}")
        elif line:
            paragraphs.append((number, line))
        following = lines[number] if number < len(lines) else ""
        joins = bool(line and following) and _broken_at(width, line, following)
    return paragraphs


def _broken_at(width: int, line: str, following: str) -> bool:
    """Whether a line ends where it does because the next word would not have fitted."""
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _wrap_width(lines: list[str]) -> int | None:
    """The column at which the dump was wrapped, ``None`` if its lines are whole paragraphs."""
    width = max(map(len, lines), default=0)
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return None
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a and b]
    broken = sum(_broken_at(width, a, b) for a, b in pairs)
    if broken < MIN_WRAPPED_BREAKS or broken < WRAPPED_SHARE * len(pairs):
        return None
    return width


def _split_legends(line: str) -> list[str]:
    """The legends of a line in which they run together; any other line whole."""
    spans = icon_phrases(line)
    covered = sum(end - start for start, end in spans)
    if len(spans) < MIN_LEGENDS or covered < MIN_LEGEND_SHARE * len(line):
        return [line]
    return _SENTENCE_END.split(line)
