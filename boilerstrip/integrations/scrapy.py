"""Scrapy: a response to an item."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from scrapy.http import Response
from w3lib.encoding import http_content_type_encoding

from boilerstrip.article import Article
from boilerstrip.batch.record import DEFAULT_FIELDS, record
from boilerstrip.extraction import extract

if TYPE_CHECKING:
    from zyte_common_items import Article as ZyteArticle


def article_of(response: Response) -> Article:
    """The article of a response; its address and the character set of its header help.

    Raises:
        PageTooLarge: the page is over the size limit.
    """
    header = response.headers.get("Content-Type", b"") or b""
    encoding = http_content_type_encoding(header.decode("latin-1"))
    return extract(response.body, url=response.url, encoding=encoding)


def article_item(
    response: Response, fields: tuple[str, ...] = (*DEFAULT_FIELDS, "text")
) -> dict[str, Any]:
    """An item with the article's fields, for a spider to yield.

    Args:
        response: any response; one without an article gives an item whose ``paragraphs`` are empty.
        fields: of ``boilerstrip.batch.record.FIELDS``.

    Raises:
        PageTooLarge: the page is over the size limit.
    """
    return record(article_of(response), fields, response.url)


def zyte_article(response: Response) -> ZyteArticle:
    """The article as an item of zyte-common-items, which must be installed.

    Dates without a time are midnight, those without a zone are given without one.

    Raises:
        PageTooLarge: the page is over the size limit.
    """
    from zyte_common_items import Article as ZyteArticle
    from zyte_common_items import ArticleMetadata, Author, Image

    article = article_of(response)
    about = article.metadata
    return ZyteArticle(
        url=response.url,
        canonicalUrl=about.canonical_url,
        headline=article.headline,
        datePublished=_timestamp(article.date or article.modified),
        dateModified=_timestamp(article.modified),
        authors=[Author(name=name) for name in article.authors] or None,
        inLanguage=(article.language or "").partition("-")[0] or None,
        mainImage=Image(url=about.image) if about.image else None,
        description=article.standfirst or about.description,
        articleBody=article.text or None,
        articleBodyHtml=article.to_html() if article.paragraphs else None,
        metadata=ArticleMetadata(probability=article.confidence),
    )


def _timestamp(date: dt.date | None) -> str | None:
    if date is None:
        return None
    if not isinstance(date, dt.datetime):
        date = dt.datetime.combine(date, dt.time())
    text = date.isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
