"""Labelled pages on disk: folders with ``truth.jsonl`` and ``pages/<id>.html.gz``."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclasses.dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page and what is known of its article; ``None`` where a field was not annotated.

    Attributes:
        source: name of its folder.
        id: name of its file, without ``.html.gz``.
        site: host name without ``www.``; validation never splits a site.
        page_type: ``"article"`` or another type of page.
        text: the whole body.
        paragraphs: the body, one string a paragraph, with ``optional`` for each.
        within, without: snippets that must and must not stand in the body.
        path: the page's file.
        headline, date: the article's headline, and its day in ISO 8601.
    """

    source: str
    id: str
    site: str
    page_type: str
    text: str | None
    paragraphs: tuple[str, ...] | None
    optional: tuple[bool, ...]
    within: tuple[str, ...]
    without: tuple[str, ...]
    path: Path
    url: str | None
    headline: str | None = None
    date: str | None = None

    def read(self) -> bytes:
        """The page as it was crawled."""
        return gzip.decompress(self.path.read_bytes())

    @property
    def annotated(self) -> bool:
        """Whether something is known of the body."""
        return self.body is not None or bool(self.within or self.without)

    @property
    def body(self) -> str | None:
        """The whole body as one string, where it is annotated."""
        if self.text is not None or self.paragraphs is None:
            return self.text
        return "\n".join(self.paragraphs)


def read_corpus(folder: Path) -> Iterator[LabelledPage]:
    """The pages of every sub-folder that has a ``truth.jsonl``.

    Raises:
        FileNotFoundError: there is no such sub-folder.
    """
    truths = sorted(folder.glob("*/truth.jsonl"))
    if not truths:
        raise FileNotFoundError(f"no folder with a truth.jsonl in {folder}")
    for truth in truths:
        with truth.open(encoding="utf-8") as lines:
            for line in lines:
                yield _page(json.loads(line), truth.parent)


def _page(record: dict[str, Any], folder: Path) -> LabelledPage:
    paragraphs = record["paragraphs"]
    return LabelledPage(
        source=folder.name,
        id=record["id"],
        site=site_of(record["url"] or record["id"]),
        page_type=record["page_type"] or "article",
        text=record["text"],
        paragraphs=None if paragraphs is None else tuple(paragraphs),
        optional=tuple(record["optional"] or [False] * len(paragraphs or ())),
        within=tuple(record["with"] or ()),
        without=tuple(record["without"] or ()),
        path=folder / "pages" / f"{record['id']}.html.gz",
        url=record["url"],
        headline=record.get("headline"),
        date=record.get("date"),
    )


def site_of(url: str) -> str:
    """The site of an address: its host's last two labels, three under a country's ``co``, ``com``.

    >>> site_of("https://www.news.example.co.uk/a"), site_of("http://blog.example.org/")
    ('example.co.uk', 'example.org')
    """
    host = (urlsplit(url).hostname or url).lower()
    labels = host.split(".")
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if second_level else labels[-2:])
