"""What headline, byline and date were chosen from, and what spoke for the chosen ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from boilerstrip.report.frame import element, text

FIELDS = ("headline", "byline", "date")
# More rows than this tell nothing new: a page of teasers holds hundreds of dates.
MAX_ROWS = 12
# Of what is too short, many a text holds the letters by chance.
MIN_PART = 4


def candidates(article: Mapping[str, Any]) -> str:
    """The section of candidates as HTML; empty where the article tells none."""
    told: Mapping[str, Sequence[Mapping[str, Any]]] = article.get("candidates") or {}
    tables = [_table(name, article.get(name), told[name]) for name in FIELDS if told.get(name)]
    if not tables:
        return ""
    return (
        '<section class="candidates" aria-labelledby="chosen-from" tabindex="0">'
        '<h2 id="chosen-from">What the head was chosen from</h2>' + "\n".join(tables) + "</section>"
    )


def _table(name: str, value: str | None, found: Sequence[Mapping[str, Any]]) -> str:
    marks = [agreement(value, str(each["text"])) for each in found]
    rows = "".join(map(_row, found[:MAX_ROWS], marks))
    left = len(found) - MAX_ROWS
    more = f'<p class="none">{left:,} more with fewer votes</p>' if left > 0 else ""
    return (
        f"<table><caption>{name.capitalize()}: {_why(value, found, marks)}</caption>"
        '<thead><tr><th scope="col">Found</th><th scope="col">Where</th>'
        f'<th scope="col">Votes</th></tr></thead><tbody>{rows}</tbody></table>{more}'
    )


def _row(candidate: Mapping[str, Any], mark: str) -> str:
    where = text(str(candidate["source"]))
    if candidate.get("block") is not None:
        number = int(candidate["block"]) + 1
        where += " " + element("a", f"block {number}", href=f"#b{number}")
    told = f'<b class="mark">{mark}</b> ' if mark else ""
    return (
        f'<tr class="{mark or "other"}">'
        + element("td", told + element("span", text(str(candidate["text"])), dir="auto"))
        + f'<td>{where}</td><td class="votes">{float(candidate["weight"]):.1f}</td></tr>'
    )


def _why(value: str | None, found: Sequence[Mapping[str, Any]], marks: Sequence[str]) -> str:
    """One clause on why it was this one."""
    if not value:
        return "none was good enough"
    votes = [float(each["weight"]) for each in found]
    won = [vote for vote, mark in zip(votes, marks, strict=True) if mark]
    if not won:
        return "put together from what was found"
    places = {str(each["source"]) for each, mark in zip(found, marks, strict=True) if mark}
    told = "one place tells it" if len(places) == 1 else f"{len(places)} places tell it"
    rest = [vote for vote, mark in zip(votes, marks, strict=True) if not mark]
    against = f"the best of the others has {max(rest):.1f}" if rest else "nothing spoke against it"
    return f"{told}, with up to {max(won):.1f} votes; {against}"


def agreement(value: str | None, candidate: str) -> str:
    """``"chosen"`` if a candidate reads as what was chosen, ``"agrees"`` if one holds the other.

    >>> agreement("Ada Byron", "Ada  Byron"), agreement("Ada Byron", "By Ada Byron, tides editor")
    ('chosen', 'agrees')
    >>> agreement("2024-05-17", "2024-05-18")
    ''
    """
    shorter, longer = sorted((_letters(value or ""), _letters(candidate)), key=len)
    if shorter == longer:
        return "chosen" if shorter else ""
    return "agrees" if len(shorter) >= MIN_PART and shorter in longer else ""


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
