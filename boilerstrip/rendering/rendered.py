"""What a rendering starts from: the parts of an article that a reader sees."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Iterator

# A line may end in more ways than "\n"; U+2028 and U+2029 are Unicode's own separators.
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")

# Control characters steer terminals, HTML and XML forbid most of them, and no encoding can write
# a lone surrogate. Tab (\x09) and newline (\x0a) stay; form feed and vertical tab are white space.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VERTICAL = str.maketrans("\x0b\x0c", "  ")

_SPACES = re.compile("[ \t]+")

_KINDS = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "li": "list",
    "dt": "definitions",
    "dd": "definitions",
    "tr": "table",
    "blockquote": "quotation",
    "pre": "preformatted",
}
_ALONE = frozenset({"heading", "paragraph", "preformatted"})


@dataclasses.dataclass(frozen=True, slots=True)
class Rendered:
    """An article, as far as it is shown.

    Attributes:
        headline: the article's title.
        byline: who wrote it.
        date: the day, or the time, of publication.
        standfirst: the summary before the text.
        body: the text as pairs of tag and text; in the text ``"\\n"`` is a line break and, with the
            tag ``"tr"``, ``"\\t"`` the border of two cells.
        language: a BCP 47 tag.
        url: the article's address; anything but an ``http`` or ``https`` one is ignored.
    """

    headline: str | None = None
    byline: str | None = None
    date: dt.date | None = None
    standfirst: str | None = None
    body: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    url: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring blocks that are shown as one thing.

    Attributes:
        kind: ``"heading"``, ``"list"``, ``"definitions"``, ``"table"``, ``"quotation"``,
            ``"preformatted"`` or ``"paragraph"``; a heading, paragraph or preformatted text is
            always alone.
        members: the blocks as pairs of tag and text, none of them blank.
    """

    kind: str
    members: tuple[tuple[str, str], ...]


def runs(body: tuple[tuple[str, str], ...]) -> Iterator[Run]:
    """The body's blocks, those grouped that make one list, table or quotation.

    >>> [run.kind for run in runs((("p", "a"), ("li", "b"), ("li", "c"), ("h2", "d")))]
    ['paragraph', 'list', 'heading']
    """
    shown = ((tag.lower(), printable(text)) for tag, text in body)
    filled = ((tag, text) for tag, text in shown if text.strip())
    for kind, members in itertools.groupby(filled, lambda block: _KINDS.get(block[0], "paragraph")):
        if kind in _ALONE:
            yield from (Run(kind, (member,)) for member in members)
        else:
            yield Run(kind, tuple(members))


def heading_level(tag: str) -> int:
    """The level of a subheading, 2 to 6: level 1 is the headline's alone.

    >>> heading_level("h1"), heading_level("h4")
    (2, 4)
    """
    return max(2, int(tag[1]))


def printable(text: str) -> str:
    """The text with ``"\\n"`` as the only line end, and without characters that can't be shown.

    Control characters and lone surrogates become U+FFFD.

    >>> printable("one\\r\\ntwo\\x1b[31m")
    'one\\ntwo\\ufffd[31m'
    """
    return _UNPRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text).translate(_VERTICAL))


def lines(text: str) -> list[str]:
    """The text's lines that are not blank, spaces folded.

    >>> lines(" one  two \\n\\n three")
    ['one two', 'three']
    """
    folded = (_SPACES.sub(" ", line).strip() for line in printable(text).split("\n"))
    return [line for line in folded if line]


def one_line(text: str | None) -> str:
    """The text in one line, spaces folded; empty for ``None``.

    >>> one_line(" one \\n two")
    'one two'
    """
    return " ".join(lines(text or ""))


def cells(row: str) -> list[str]:
    """The cells of a table row, each in one line.

    >>> cells("Bristol\\t12\\n%")
    ['Bristol', '12 %']
    """
    return [one_line(cell) for cell in row.split("\t")]


def preformatted(text: str) -> str:
    """Preformatted text as it is, without blank lines at its start and end."""
    return re.sub(r"\A(?:[^\S\n]*\n)+|\s+\Z", "", printable(text))


def readable_date(date: dt.date) -> str:
    """A day or time as ISO 8601 has it, which every language reads, to the minute.

    >>> readable_date(dt.datetime(2024, 5, 17, 9, 30, tzinfo=dt.timezone.utc))
    '2024-05-17 09:30+00:00'
    """
    return date.isoformat(" ", "minutes") if isinstance(date, dt.datetime) else date.isoformat()


def dateline(byline: str | None, date: dt.date | None) -> str:
    """Who wrote it and when, in one line; empty where the page tells neither.

    >>> dateline("Ada Byron", dt.date(2024, 5, 17))
    'Ada Byron · 2024-05-17'
    """
    day = readable_date(date) if date else ""
    return " · ".join(part for part in (one_line(byline), day) if part)
