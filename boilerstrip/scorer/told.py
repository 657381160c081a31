"""What a page says of its article in its head and embedded data, as far as judging uses it."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from boilerstrip.document.decoding import unescape
from boilerstrip.document.embedded import Embedded

_TAG = re.compile(r"<[^<>]{1,300}>")
_ACCENT = re.compile(r"[\u0300-\u036f]")
# Letters of each that blocks are looked for in; the longest article of 2,800 pages has 113,000, and
# a block of over 250 is no title.
MAX_TOLD_TITLE = 1_000
MAX_DESCRIPTION = 10_000
MAX_BODY = 150_000
TITLE_METAS = ("og:title", "twitter:title", "dc.title", "parsely-title")


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """Lower-case strings to find blocks in; empty where the page says nothing.

    Attributes:
        titles: all that the page says that it is called.
        description: its description.
        body: the longest ``articleBody`` of its JSON-LD, without tags.
        address: the longest part of its address's path.
    """

    titles: str = ""
    description: str = ""
    body: str = ""
    address: str = ""

    @classmethod
    def of(cls, embedded: Embedded) -> Told:
        titles = [embedded.title or "", *(embedded.meta(name) or "" for name in TITLE_METAS)]
        bodies = [""]
        for item in embedded.ld:
            headline, body = item.get("headline"), item.get("articleBody")
            titles.append(headline if isinstance(headline, str) else "")
            bodies.append(body if isinstance(body, str) else "")
        return cls(
            titles=_folded("\n".join(title[:MAX_TOLD_TITLE] for title in titles)),
            description=_folded((embedded.description or "")[:MAX_DESCRIPTION]),
            body=_folded(_TAG.sub(" ", unescape(max(bodies, key=len)[:MAX_BODY]))),
            address=_slug(embedded.url or ""),
        )


def _slug(address: str) -> str:
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:  # "http://[" and the like
        return ""
    return plain(max(path.split("/"), key=len))


def plain(text: str) -> str:
    """A text in lower case without accents, to be compared with an address.

    >>> plain("Café olé")
    'cafe ole'
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.lower())
    return _ACCENT.sub("", letters)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


NOTHING_TOLD = Told()
