"""Media types, as HTTP headers and file names tell them."""

from __future__ import annotations

# What may hold an article; XML is there for XHTML that is served so.
_PAGES = frozenset(
    {"text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml"}
)


def is_page_type(media: str) -> bool:
    """Whether a media type, parameters and all, is that of HTML or text.

    >>> is_page_type("text/HTML; charset=utf-8"), is_page_type("image/png")
    (True, False)
    """
    return media.partition(";")[0].strip().lower() in _PAGES
