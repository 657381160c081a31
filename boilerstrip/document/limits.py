"""How large a page may be."""

from __future__ import annotations

from boilerstrip.errors import PageTooLarge

# The default of Trafilatura's MAX_FILE_SIZE: larger files are data, not articles.
MAX_PAGE_BYTES = 20_000_000


def check_size(page: str | bytes) -> None:
    """Refuse a page that is over ``MAX_PAGE_BYTES``.

    Args:
        page: the page; a string counts its characters, which costs nothing and never counts more
            than the bytes that it was decoded from.

    Raises:
        PageTooLarge: the page is over the limit.
    """
    if len(page) > MAX_PAGE_BYTES:
        raise PageTooLarge(len(page), MAX_PAGE_BYTES)
