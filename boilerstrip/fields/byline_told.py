"""Who wrote the article, as the page tells machines: JSON-LD and metas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from boilerstrip.article import Candidate
from boilerstrip.fields.bywords import is_label
from boilerstrip.fields.page import Page

# Votes by source. JSON-LD is written for search engines' author lists and nearly always right; a
# visible byline is what the reader sees; marks and metas may name the account that published.
# Weights fitted to the same candidates (conditional logit, by site) chose no better on other sites.
LD_WEIGHT = 4.0
META_WEIGHTS = {
    "author": 3.0,
    "article:author": 2.5,
    "article:author_name": 2.5,
    "og:article:author": 2.5,
    "parsely-author": 3.0,
    "sailthru.author": 3.0,
    "byl": 3.0,
    "dc.creator": 2.5,
    "dc:creator": 2.5,
    "dc.author": 2.5,
    "dcterms.creator": 2.5,
    "dcterm:creator": 2.5,
    "citation_author": 3.0,
    "article:author:name": 2.5,
    "article.author": 2.5,
    "vr:author": 2.5,
    "shareaholic:article_author_name": 2.5,
    "authors": 2.5,
    "creator": 1.5,
    "cxenseparse:author": 2.5,
    "twitter:data1": 2.0,
}


def told(page: Page) -> Iterator[Candidate]:
    """The names in the JSON-LD of the page's article and in its metas, each with its votes."""
    for thing in page.embedded.article_ld():
        if names := _ld_names(thing.get("author") or thing.get("creator")):
            yield Candidate("\n".join(names), LD_WEIGHT, "JSON-LD")
            break
    for name, weight in META_WEIGHTS.items():
        if name == "twitter:data1" and not is_label(page.embedded.meta("twitter:label1") or ""):
            continue  # the time that reading takes
        if values := page.embedded.metas.get(name):
            yield Candidate("\n".join(map(_first_name_first, dict.fromkeys(values))), weight, name)


def _ld_names(value: object) -> list[str]:
    """Names in a JSON-LD author: a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for one in value for name in _ld_names(one)]
    if isinstance(value, dict):
        return _ld_names(value.get("name") or value.get("@list") or _parts_of_name(value))
    return []


def _parts_of_name(person: dict[str, Any]) -> str | None:
    parts = [person.get("givenName"), person.get("familyName")]
    return " ".join(part for part in parts if isinstance(part, str)) or None


def _first_name_first(name: str) -> str:
    """A name as libraries write it, "Byron, Ada", turned round; any other text as it is.

    >>> _first_name_first("Byron, Ada"), _first_name_first("Ada Byron, Mary Somerville")
    ('Ada Byron', 'Ada Byron, Mary Somerville')
    """
    family, _, given = name.partition(",")
    if " " in family.strip() or not given.strip() or "," in given or len(given.split()) > 2:
        return name
    return f"{given.strip()} {family.strip()}"
