"""Which of a page's JSON-LD articles is the page's own; lists of teasers are articles too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

# Letters and digits that two titles must share at least; shorter ones agree by chance.
MIN_TITLE = 12
# Letters of a title that are compared: no title of an article is longer.
MAX_TITLE = 1_000

_SIGNS = re.compile(r"[\W_]+")


def own(
    articles: Iterable[dict[str, Any]], addresses: Iterable[str | None], titles: Iterable[str]
) -> list[dict[str, Any]]:
    """The articles without those that are expressly another page's; all, if that leaves none.

    An article is the page's if it gives one of the page's addresses as its own, or a headline that
    is one of the page's titles; another's if it gives an address and both are others. A lone
    article is the page's whatever it says, as pages move.

    >>> mine = {"headline": "The crane sails home", "url": "https://post.example/crane"}
    >>> other = {"headline": "Ferry fares rise again", "url": "https://post.example/fares"}
    >>> own([other, mine], ["http://www.post.example/crane/"], []) == [mine]
    True
    """
    found = list(articles)
    if len(found) < 2:
        return found
    known = {place for address in addresses if (place := _place(address))}
    told = [key for title in titles if len(key := _key(title)) >= MIN_TITLE]
    places = [{place for url in _addresses(item) if (place := _place(url))} for item in found]
    if not known or not (told or any(not known.isdisjoint(own_places) for own_places in places)):
        return found
    kept = [
        item
        for item, own_places in zip(found, places, strict=True)
        if not own_places or not known.isdisjoint(own_places) or _agrees(item, told)
    ]
    return kept or found


def _agrees(item: dict[str, Any], titles: list[str]) -> bool:
    """Whether an article's headline is one of the titles, or too short to tell."""
    headline = item.get("headline") or item.get("name")
    key = _key(headline) if isinstance(headline, str) else ""
    return len(key) < MIN_TITLE or any(key in title or title in key for title in titles)


def _addresses(item: dict[str, Any]) -> Iterator[str]:
    for name in ("mainEntityOfPage", "url", "@id"):
        value = item.get(name)
        told = (value.get("@id"), value.get("url")) if isinstance(value, dict) else (value,)
        yield from (address for address in told if isinstance(address, str))


def _place(address: str | None) -> str | None:
    """An address without what differs between copies of a page; ``None`` for a site's first page.

    >>> _place("https://www.post.example/crane/#article"), _place("https://post.example/")
    ('post.example/crane', None)
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:  # such as an open bracket in the host
        return None
    path = parts.path.rstrip("/")
    if not parts.netloc or not (path or parts.query):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.lower().removeprefix("www.") + path + query


def _key(text: str) -> str:
    return _SIGNS.sub("", text[:MAX_TITLE]).casefold()
