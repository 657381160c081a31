"""The values that an extraction gives back: ``Article``, ``Block``, ``Label``, ``Metadata``."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from enum import Enum
from typing import Any

from boilerstrip import rendering

DateOrTime = dt.date  # a datetime.datetime is a datetime.date


class Label(str, Enum):
    """What a block of the page is. Members are strings: ``Label.BODY == "body"``."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATE = "date"
    STANDFIRST = "standfirst"
    BODY = "body"
    CAPTION = "caption"
    ICON_LEGEND = "icon_legend"
    SUBSCRIBER_PROMPT = "subscriber_prompt"
    PLACEHOLDER = "placeholder"
    NAVIGATION = "navigation"
    RELATED = "related"
    SHARE = "share"
    NEWSLETTER = "newsletter"
    CONSENT = "consent"
    COMMENT = "comment"
    ADVERT = "advert"
    AUTHOR_BIO = "author_bio"
    LEGAL = "legal"
    INTERFACE = "interface"
    BOILERPLATE = "boilerplate"

    def __str__(self) -> str:
        return self.value


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """One text block of the page.

    Attributes:
        text: the block's text, white space folded; a single line break in the page is ``"\\n"``,
            the border of two cells of a table row is ``"\\t"``.
        label: what the block is.
        score: the probability (0 to 1) that the block belongs to the article's body.
        tag: the lower-case name of the element that holds it, ``"line"`` in a text dump.
        reasons: why it was labelled so, strongest first; empty without ``explain=True``.
        path: an XPath that finds the element in the page, in a dump the number of the line,
            counted from 1; ``None`` without ``explain=True``.
    """

    text: str
    label: Label
    score: float
    tag: str
    reasons: tuple[str, ...] = ()
    path: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a field could have, and what speaks for it.

    Attributes:
        text: the value as found, white space folded: a title, a line that holds names or several
            names one a line, a date in ISO 8601.
        weight: how far this finding is to be trusted, in votes; comparable within one field of one
            page. Votes of findings that agree are added up before one is chosen.
        source: where it was found, such as ``"h1"``, ``"og:title"``, ``"JSON-LD"``, ``"by-word"``;
            ``docs/fields.md`` lists them.
        block: index of the block in which it stands; ``None`` for the page's head, its address and
            JSON-LD, and for marked-up values.
        chosen: whether it tells what was chosen.
    """

    text: str
    weight: float
    source: str
    block: int | None = None
    chosen: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says of itself in its head and embedded data."""

    url: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    description: str | None = None
    image: str | None = None
    tags: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """A web article without its boilerplate.

    Attributes:
        headline: the article's title as readers see it.
        byline: who wrote it, as a reader would write it: ``"Ada Byron and Mary Somerville"``.
        authors: the names in ``byline``, one string each.
        date: when it was published; a ``datetime.datetime`` where the page tells the time, aware
            where it tells the zone.
        modified: when it was last changed, likewise.
        standfirst: the summary that stands between the headline and the text.
        paragraphs: the body in reading order, subheadings and list items included.
        language: a BCP 47 tag such as ``"en"`` or ``"pt-BR"``.
        confidence: 0 to 1: of pages given so much, the share whose body has a word F1 of 0.9 or
            more, if they are like those that it was calibrated on (``docs/model-card.md``); 0 where
            the page has no body. Of a text dump it is an estimate that is not calibrated.
        metadata: what the page says of itself.
        blocks: every text block of the page, in order.
        candidates: what ``"headline"``, ``"byline"``, ``"date"`` and ``"modified"`` were chosen
            from, the most votes first; empty without ``explain=True``.
    """

    headline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    date: DateOrTime | None = None
    modified: DateOrTime | None = None
    standfirst: str | None = None
    paragraphs: tuple[str, ...] = ()
    language: str | None = None
    confidence: float = 0.0
    metadata: Metadata = Metadata()
    blocks: tuple[Block, ...] = ()
    candidates: Mapping[str, tuple[Candidate, ...]] = dataclasses.field(
        default_factory=dict, hash=False
    )

    @property
    def text(self) -> str:
        """The body as one string, a blank line between paragraphs.

        >>> Article(paragraphs=("One.", "Two.")).text
        'One.\\n\\nTwo.'
        """
        return "\n\n".join(self.paragraphs)

    def to_dict(self) -> dict[str, Any]:
        """The article as plain values that JSON can hold, ``text`` included.

        Dates become ISO 8601 strings, labels their names, tuples lists. Without candidates there is
        no ``"candidates"``.

        >>> import datetime as dt
        >>> Article(date=dt.date(2024, 5, 17)).to_dict()["date"]
        '2024-05-17'
        """
        out: dict[str, Any] = {}
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.name == "blocks":
                out["blocks"] = [_block_to_dict(block) for block in value]
            elif field.name == "candidates":
                if value:
                    out["candidates"] = {
                        name: [_candidate_to_dict(candidate) for candidate in found]
                        for name, found in value.items()
                    }
            elif field.name == "metadata":
                out["metadata"] = {**dataclasses.asdict(value), "tags": list(value.tags)}
            elif isinstance(value, dt.date):
                out[field.name] = value.isoformat()
            else:
                out[field.name] = list(value) if isinstance(value, tuple) else value
            if field.name == "paragraphs":
                out["text"] = self.text
        return out

    def to_json(self, *, indent: int | None = None) -> str:
        """The article as JSON (``to_dict``), with letters of every script as they are.

        >>> Article(headline="Ça va").to_json()[:20]
        '{"headline": "Ça va"'
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_markdown(self) -> str:
        """The article as CommonMark: headline, byline and date, standfirst, body."""
        return rendering.markdown(self._rendered())

    def to_html(self) -> str:
        """The article as one safe ``<article>`` element: no script, no style, no event handler.

        Every character of the page's text is escaped; the only link is the article's own address,
        and only if it is an ``http`` or ``https`` one.
        """
        return rendering.html(self._rendered())

    def _rendered(self) -> rendering.Rendered:
        return rendering.Rendered(
            headline=self.headline,
            byline=self.byline,
            date=self.date,
            standfirst=self.standfirst,
            body=tuple((b.tag, b.text) for b in self.blocks if b.label is Label.BODY),
            language=self.language,
            url=self.metadata.canonical_url or self.metadata.url,
        )


def _candidate_to_dict(candidate: Candidate) -> dict[str, Any]:
    return {**dataclasses.asdict(candidate), "weight": round(candidate.weight, 2)}


def _block_to_dict(block: Block) -> dict[str, Any]:
    return {
        "text": block.text,
        "label": block.label.value,
        "score": round(block.score, 4),
        "tag": block.tag,
        "reasons": list(block.reasons),
        "path": block.path,
    }
