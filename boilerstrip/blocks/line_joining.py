"""Lines of a dump joined again where a column or an inline border has cut a paragraph.

A dump is looked at as a whole first: only one whose lines end where the next word would not have
fitted is unwrapped, and only one with lines that begin in the middle of a sentence gets its text
nodes joined.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator

from boilerstrip.blocks.line import Line
from boilerstrip.blocks.sentences import ends_sentence

# Columns at which mailers, terminals and text browsers wrap lie between these.
MIN_WRAP_WIDTH = 50
MAX_WRAP_WIDTH = 132
# What cannot be broken (an address, a table) may be longer; so much of all lines at most.
LONGER_SHARE = 0.02
# Of the lines that are nearly full, the share after which the next word would not have fitted.
# Where lines end by chance, a fifth of them do, where they were wrapped, nearly all.
WRAPPED_SHARE = 0.7
FULL_SHARE = 0.7
# Fewer breaks than this say nothing about a width.
MIN_WRAPPED_BREAKS = 4
# Of the lines of wrapped prose few end a sentence; where most do, lines are as long by chance.
MOST_ENDS = 0.5
# Signs that must not begin or end a line move a break in Chinese and Japanese by so many columns.
KINSOKU = 4
# So many lines that begin with a sign that closes, in so large a share of all lines, are text nodes
# behind links.
MIN_CLOSING = 3
CLOSING_SHARE = 0.005
# The text of a link in a sentence is shorter than this, in letters; most are names.
LINK_LENGTH = 80
# A line that a sentence goes on from is longer than a menu item.
MIN_OPEN_LENGTH = 12

_CLOSING = re.compile(r"[,;.:!?)\]”’»、。，）」』…](?!\w)")
_UNSPACED = re.compile(r"[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uffef]")


def join(lines: list[Line]) -> Iterator[Line]:
    """The lines, those of one paragraph as one."""
    broken = _broken_at_column(lines)
    if broken is not None:
        return _joined(lines, lambda i: _beside(lines[i], lines[i + 1]) and broken(i))
    if _has_text_nodes(lines):
        return _joined(lines, lambda i: _goes_on(lines, i))
    return iter(lines)


def _joined(lines: list[Line], goes_on: Callable[[int], bool]) -> Iterator[Line]:
    """The lines, each joined to the next where the ``i``-th ``goes_on``."""
    paragraph: Line | None = None
    for i, line in enumerate(lines):
        if paragraph is None:
            paragraph = line
        else:
            paragraph.text += _space_between(paragraph.text, line.text) + line.text
            paragraph.link_chars += line.link_chars
            paragraph.pictures += line.pictures
            paragraph.emphasised = paragraph.emphasised and line.emphasised
            paragraph.joined = True
        if i + 1 == len(lines) or not goes_on(i):
            yield paragraph
            paragraph = None


def _space_between(before: str, after: str) -> str:
    closing = _CLOSING.match(after) and after[0] != "…"
    unspaced = _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0])
    return "" if closing or unspaced else " "


def _beside(line: Line, following: Line) -> bool:
    """Whether nothing but a line's end stands between two lines."""
    if following.blank_above or following.mark != ("quote" if line.mark == "quote" else ""):
        return False
    if line.mark in ("heading", "code"):
        return False
    hangs = line.mark == "item" and following.indent >= line.indent
    return hangs or abs(following.indent - line.indent) <= MAX_FIRST_INDENT


# The first line of a paragraph may be set in or out by so many columns.
MAX_FIRST_INDENT = 4


def _broken_at_column(lines: list[Line]) -> Callable[[int], bool] | None:
    """Whether the next word would not have fitted behind the ``i``-th line; ``None`` if no column.

    Columns are counted in characters, or in cells of a terminal, of which Chinese, Japanese and
    Korean signs take two.
    """
    ascii_only = all(line.text.isascii() for line in lines)
    for measure in (len,) if ascii_only else (len, _cells):
        ends = [line.width - len(line.text) + measure(line.text) for line in lines]
        width = _wrap_width(lines, ends)
        if width is None:
            continue

        def broken(
            i: int,
            width: int = width,
            ends: list[int] = ends,
            measure: Callable[[str], int] = measure,
        ) -> bool:
            return ends[i] + _needed(lines[i], lines[i + 1], measure) > width

        pairs = [
            i
            for i, (a, b) in enumerate(itertools.pairwise(lines))
            if _beside(a, b) and ends[i] >= FULL_SHARE * width
        ]
        breaks = [i for i in pairs if broken(i)]
        ended = sum(ends_sentence(lines[i].text) for i in breaks)
        many = len(breaks) >= MIN_WRAPPED_BREAKS and len(breaks) >= WRAPPED_SHARE * len(pairs)
        if many and ended < MOST_ENDS * len(breaks):
            return broken
    return None


def _wrap_width(lines: list[Line], ends: list[int]) -> int | None:
    """The column that the longest lines reach; ``None`` if none wraps there."""
    breakable = sorted(
        end
        for line, end in zip(lines, ends, strict=True)
        if " " in line.text or _UNSPACED.search(line.text)
    )
    if not breakable:
        return None
    longer = int(LONGER_SHARE * len(breakable))
    for width in reversed(breakable[len(breakable) - 1 - longer :]):
        if MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
            return width
    return None


def _needed(line: Line, following: Line, measure: Callable[[str], int]) -> int:
    """Columns that the beginning of the next line would have taken."""
    if _UNSPACED.match(following.text) or _UNSPACED.match(line.text[-1]):
        return measure(following.text[0]) + KINSOKU
    return 1 + measure(following.text.split(" ", 1)[0])


def _cells(text: str) -> int:
    """The cells that a text takes; of one that fits no column only that it does not."""
    if len(text) > MAX_WRAP_WIDTH:
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text if c > "\u10ff")


def _has_text_nodes(lines: list[Line]) -> bool:
    closing = sum(_CLOSING.match(line.text) is not None for line in lines)
    return closing >= MIN_CLOSING and closing >= CLOSING_SHARE * len(lines)


def _goes_on(lines: list[Line], i: int) -> bool:
    """Whether a sentence goes on from the ``i``-th line to the next, in a dump of text nodes."""
    line, following = lines[i], lines[i + 1]
    if not _beside(line, following):
        return False
    if _continues(following):
        return _CLOSING.match(following.text) is not None or not ends_sentence(line.text)
    # A name between two parts of a sentence: "The ferry to" / "Skerrin" / "sailed".
    after = lines[i + 2] if i + 2 < len(lines) else None
    return (
        after is not None
        and len(line.text) >= MIN_OPEN_LENGTH
        and len(following.text) <= LINK_LENGTH
        and not ends_sentence(line.text)
        and not ends_sentence(following.text)
        and _beside(following, after)
        and _continues(after)
    )


def _continues(line: Line) -> bool:
    """Whether a line begins as no sentence does."""
    return line.text[0].islower() or _CLOSING.match(line.text) is not None
