"""An article as CommonMark, with tables as GitHub's extension has them.

Page text is escaped where, and only where, CommonMark 0.31 or that extension would read markup into
it, so that ordinary prose such as ``snake_case`` or ``3 * 4`` stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from boilerstrip.rendering.rendered import (
    Rendered,
    Run,
    cells,
    dateline,
    heading_level,
    lines,
    one_line,
    preformatted,
    runs,
)

# What could open or close something inside a line. A "]" alone closes nothing.
_INLINE = re.compile(
    r"""
      [\\`\[]
    | <(?=[A-Za-z/!?])                                  # a tag, a comment, an autolink
    | &(?=\#[0-9]+;|\#[xX][0-9A-Fa-f]+;|[A-Za-z0-9]+;)  # a character reference
    | \*+ | _+ | ~+
    """,
    re.VERBOSE,
)

# What could make a block of its own at the start of a line; a backslash goes before the second
# group. The last three: a setext heading's underline, a table's delimiter row, a list number.
_AT_START = (
    re.compile(r"()([#>])"),
    re.compile(r"()([-+*])(?=\s|$)"),
    re.compile(r"()([-=]+\s*$)"),
    re.compile(r"()([-|:][-|:\s]*$)"),
    re.compile(r"([0-9]{1,9})([.)])(?=\s|$)"),
)

# A closing run of "#" belongs to a heading's markup.
_HEADING_END = re.compile(r"(^|\s)(#+)$")

_BACKTICKS = re.compile("`+")


def markdown(article: Rendered) -> str:
    """The article as CommonMark, ending in a newline; empty for an empty article.

    The headline is a heading of level 1 and the only one; a line break in a paragraph is a hard
    break. A table's first row is its head, which the format demands.

    >>> print(markdown(Rendered(headline="Tides", body=(("p", "1. Rise *and* fall"),))), end="")
    # Tides
    <BLANKLINE>
    1\\. Rise \\*and\\* fall
    """
    parts = [
        _heading(1, article.headline or ""),
        _wrapped("*", dateline(article.byline, article.date)),
        _wrapped("**", article.standfirst or ""),
        *(_WRITERS[run.kind](run) for run in runs(article.body)),
    ]
    text = "\n\n".join(part for part in parts if part)
    return f"{text}\n" if text else ""


def _heading(level: int, text: str) -> str:
    line = _HEADING_END.sub(r"\1\\\2", _inline(one_line(text)))
    return f"{'#' * level} {line}" if line else ""


def _wrapped(mark: str, text: str) -> str:
    inner = _hard_broken(text)
    return f"{mark}{inner}{mark}" if inner else ""


def _hard_broken(text: str) -> str:
    return "\\\n".join(_line(line) for line in lines(text))


def _indented(text: str, first: str, other: str) -> str:
    return first + text.replace("\n", "\n" + other)


def _write_heading(run: Run) -> str:
    tag, text = run.members[0]
    return _heading(heading_level(tag), text)


def _write_paragraph(run: Run) -> str:
    return _hard_broken(run.members[0][1])


def _write_list(run: Run) -> str:
    return "\n".join(_indented(_hard_broken(text), "- ", "  ") for _, text in run.members)


def _write_definitions(run: Run) -> str:
    # CommonMark has no definition lists.
    return "\n\n".join(
        _wrapped("**", text) if tag == "dt" else _hard_broken(text) for tag, text in run.members
    )


def _write_quotation(run: Run) -> str:
    return "\n>\n".join(_indented(_hard_broken(text), "> ", "> ") for _, text in run.members)


def _write_table(run: Run) -> str:
    rows = [[_inline(cell).replace("|", r"\|") for cell in cells(row)] for _, row in run.members]
    width = max(map(len, rows))
    # Of the rows only the head must have as many cells as the table (GFM 0.29, 4.10).
    head = rows[0] + [""] * (width - len(rows[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *rows[1:]))


def _write_preformatted(run: Run) -> str:
    text = preformatted(run.members[0][1])
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


_WRITERS: dict[str, Callable[[Run], str]] = {
    "heading": _write_heading,
    "paragraph": _write_paragraph,
    "list": _write_list,
    "definitions": _write_definitions,
    "quotation": _write_quotation,
    "table": _write_table,
    "preformatted": _write_preformatted,
}


def _line(text: str) -> str:
    """One line of text, escaped so that it neither starts a block nor holds markup."""
    for pattern in _AT_START:
        start = pattern.match(text)
        if start:
            # The escaped character is taken out of what the inline rules see.
            rest = text[start.start(2) + 1 :]
            return f"{start[1]}\\{start[2][0]}{_inline(rest, before=start[2][0])}"
    return _inline(text)


def _inline(text: str, before: str = "") -> str:
    return _INLINE.sub(lambda found: _escaped(found, before), text)


def _escaped(found: re.Match[str], before: str) -> str:
    run, text = found[0], found.string
    left = text[found.start() - 1] if found.start() else before
    right = text[found.end()] if found.end() < len(text) else ""
    if run[0] in "*_~" and _inert(run, left, right):
        return run
    return "".join(f"\\{character}" for character in run)


def _inert(run: str, left: str, right: str) -> bool:
    """Whether a run of ``*``, ``_`` or ``~`` can neither open nor close emphasis or a strike.

    ``left`` and ``right`` are its neighbours, empty at the borders of the text, where marks of our
    own may stand. A ``~`` before a number could open a strike, but as every other ``~`` is escaped
    there is none to close it.
    """
    if run[0] == "~":
        return run == "~" and left in {"", " "} and right.isalnum()
    if left == right == " ":
        return True
    return run[0] == "_" and left.isalnum() and right.isalnum()
