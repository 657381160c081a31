"""What headline, byline and dates were chosen from, and what spoke for the chosen ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from boilerstrip.report.frame import element, text

FIELDS = ("headline", "byline", "date", "modified")
# More rows than this tell nothing new: a page of teasers holds hundreds of dates.
MAX_ROWS = 12


def candidates(article: Mapping[str, Any]) -> str:
    """The section of candidates as HTML; empty where the article tells none."""
    told: Mapping[str, Sequence[Mapping[str, Any]]] = article.get("candidates") or {}
    tables = [_table(name, told[name]) for name in FIELDS if told.get(name)]
    if not tables:
        return ""
    return (
        '<section class="candidates" aria-labelledby="chosen-from" tabindex="0">'
        '<h2 id="chosen-from">What the head was chosen from</h2>' + "\n".join(tables) + "</section>"
    )


def _table(name: str, found: Sequence[Mapping[str, Any]]) -> str:
    rows = "".join(map(_row, found[:MAX_ROWS]))
    left = len(found) - MAX_ROWS
    more = f'<p class="none">{left:,} more with fewer votes</p>' if left > 0 else ""
    return (
        f"<table><caption>{name.capitalize()}: {_why(found)}</caption>"
        '<thead><tr><th scope="col">Found</th><th scope="col">Where</th>'
        f'<th scope="col">Votes</th></tr></thead><tbody>{rows}</tbody></table>{more}'
    )


def _row(candidate: Mapping[str, Any]) -> str:
    where = text(str(candidate["source"]))
    if candidate.get("block") is not None:
        number = int(candidate["block"]) + 1
        where += " " + element("a", f"block {number}", href=f"#b{number}")
    mark = '<b class="mark">chosen</b> ' if candidate["chosen"] else ""
    return (
        ('<tr class="chosen">' if candidate["chosen"] else "<tr>")
        + element("td", mark + element("span", text(str(candidate["text"])), dir="auto"))
        + f'<td>{where}</td><td class="votes">{float(candidate["weight"]):.1f}</td></tr>'
    )


def _why(found: Sequence[Mapping[str, Any]]) -> str:
    """One clause on why it was this one."""
    won = [float(each["weight"]) for each in found if each["chosen"]]
    rest = [float(each["weight"]) for each in found if not each["chosen"]]
    if not won:
        return "none was good enough"
    told = (
        f"told once, {won[0]:.1f} votes"
        if len(won) == 1
        else (f"told {len(won)} times, up to {max(won):.1f} votes")
    )
    return f"{told}; " + (
        f"the best of the others has {max(rest):.1f}" if rest else "nothing speaks for another"
    )
