"""The article's head: each module lists candidates with what speaks for them, then chooses."""

from __future__ import annotations

import dataclasses

from boilerstrip.article import Candidate
from boilerstrip.fields import byline, date, headline, language, standfirst
from boilerstrip.fields.finding import DateOrTime
from boilerstrip.fields.page import Page

__all__ = ["Candidate", "Fields", "Page", "find"]


@dataclasses.dataclass(frozen=True, slots=True)
class Fields:
    """What a page tells of its article beside the text.

    Attributes:
        headline, byline, authors, date, modified, standfirst, language: as in ``Article``.
        blocks: for the visible blocks in which some of these stand, by index, which
            (``"headline"``, ``"byline"``, ``"date"`` or ``"standfirst"``).
        candidates: as in ``Article``, if asked for.
    """

    headline: str | None
    byline: str | None
    authors: tuple[str, ...]
    date: DateOrTime | None
    modified: DateOrTime | None
    standfirst: str | None
    language: str | None
    blocks: dict[int, str]
    candidates: dict[str, tuple[Candidate, ...]] = dataclasses.field(default_factory=dict)


def find(page: Page, *, explain: bool = False) -> Fields:
    """The fields of a page, with ``explain`` their candidates too. Never raises for a page."""
    body = page.body
    tongue = language.choose(page, body)
    if page.segmentation.is_dump:
        page = _in_language(page, tongue)
    title = headline.choose(page, body, explain=explain)
    beneath = max((i for i in title.blocks if i <= body.start), default=-1)
    writer = byline.choose(page, body, beneath, explain=explain)
    when = date.choose(page, body, beneath)
    taken = frozenset((*writer.blocks, *when.blocks))
    summary = standfirst.choose(page, body, title.blocks, taken)
    blocks = dict.fromkeys(when.blocks, "date")
    blocks.update(dict.fromkeys(writer.blocks, "byline"))
    if summary.block is not None:
        blocks[summary.block] = "standfirst"
    blocks.update(dict.fromkeys(title.blocks, "headline"))
    return Fields(
        headline=title.text,
        byline=writer.byline,
        authors=writer.authors,
        date=when.published,
        modified=when.modified,
        standfirst=summary.text,
        language=tongue,
        blocks=dict(sorted(blocks.items())),
        candidates=_candidates(title, writer, when) if explain else {},
    )


def _in_language(page: Page, tongue: str | None) -> Page:
    """A dump that declares the language it is written in, as pages do: days are read by it."""
    return dataclasses.replace(page, embedded=dataclasses.replace(page.embedded, language=tongue))


def _candidates(
    title: headline.Choice, writer: byline.Choice, when: date.Choice
) -> dict[str, tuple[Candidate, ...]]:
    return {
        "headline": tuple(title.candidates),
        "byline": tuple(writer.candidates),
        "date": tuple(when.candidates(modified=False)),
        "modified": tuple(when.candidates(modified=True)),
    }
