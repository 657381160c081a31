"""An article as a flat record: the columns of every output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from boilerstrip.article import Article


def _day(article: Article) -> dt.date | None:
    date = article.date
    return date.date() if isinstance(date, dt.datetime) else date


def _iso(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


_VALUES: dict[str, Callable[[Article], Any]] = {
    "url": lambda article: article.metadata.url,
    "canonical_url": lambda article: article.metadata.canonical_url,
    "site_name": lambda article: article.metadata.site_name,
    "headline": lambda article: article.headline,
    "byline": lambda article: article.byline,
    "authors": lambda article: list(article.authors),
    "date": lambda article: _iso(article.date),
    "day": _day,
    "modified": lambda article: _iso(article.modified),
    "standfirst": lambda article: article.standfirst,
    "description": lambda article: article.metadata.description,
    "image": lambda article: article.metadata.image,
    "tags": lambda article: list(article.metadata.tags),
    "language": lambda article: article.language,
    "confidence": lambda article: article.confidence,
    "paragraphs": lambda article: list(article.paragraphs),
    "text": lambda article: article.text,
    "markdown": Article.to_markdown,
    "blocks": lambda article: [
        {
            "text": block.text,
            "label": block.label.value,
            "score": round(block.score, 4),
            "tag": block.tag,
        }
        for block in article.blocks
    ],
}

FIELDS = tuple(_VALUES)

# The others can be made of these (``text`` of ``paragraphs``), or are many times as large as the
# article (``blocks``).
DEFAULT_FIELDS = tuple(name for name in FIELDS if name not in ("text", "markdown", "blocks"))


def record(article: Article, fields: Sequence[str], url: str | None = None) -> dict[str, Any]:
    """The named fields of an article, in their order.

    Args:
        article: what ``extract`` gave.
        fields: of ``FIELDS``.
        url: the page's address as the crawler knows it, which goes before the page's own word.

    Returns:
        Strings, numbers, lists of them, ``None`` where the page tells nothing; ``day`` a
        ``datetime.date``; ``blocks`` a list of dictionaries.

    >>> record(Article(headline="Tides"), ["headline", "authors"])
    {'headline': 'Tides', 'authors': []}
    """
    values = {name: _VALUES[name](article) for name in fields}
    if url is not None and "url" in values:
        values["url"] = url
    return {name: _encodable(value) for name, value in values.items()}


def _encodable(value: Any) -> Any:
    # A lone surrogate, as in a file name that is no UTF-8, has no place in any output.
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_encodable(each) for each in value]
    if isinstance(value, dict):
        return {name: _encodable(each) for name, each in value.items()}
    return value
