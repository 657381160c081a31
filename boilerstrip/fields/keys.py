"""Comparing texts as a reader would: case, accents, punctuation and white space left aside."""

from __future__ import annotations

import functools
import unicodedata

# The choosers ask for the keys of one page's titles and short blocks again and again.
CACHE_SIZE = 2048

_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_LOWER = bytes(range(256)).lower()


@functools.lru_cache(maxsize=CACHE_SIZE)
def key(text: str) -> str:
    """The letters and digits of a text, case-folded and without accents.

    >>> key("Café – what’s new?") == key("CAFE: What's new")
    True
    """
    if text.isascii():
        return text.encode().translate(_LOWER, _ASCII_SIGNS).decode()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))
