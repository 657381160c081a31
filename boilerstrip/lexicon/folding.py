"""One spelling for text and phrases, so that letter case and accents of capitals do not matter."""

from __future__ import annotations

import re

# Greek capitals are written without accents, so accented and plain vowels must be one; the final
# sigma is a sigma; Turkish has two letters i, and lower-casing its capital one gives two
# characters.
_VARIANTS = str.maketrans("άέήίόύώϊϋΐΰςıİ\u00a0\u202f", "αεηιουωιυιυσii\u0020\u0020")
_HAS_VARIANT = re.compile("[άέήίόύώϊϋΐΰςıİΆΈΉΊΌΎΏ\u00a0\u202f]")
_WORD = re.compile(r"\w+")
# Kana, Han and its extension A and compatibility forms: scripts written without spaces.
UNSPACED_SCRIPT = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED = re.compile(f"[{UNSPACED_SCRIPT}]")


def fold(text: str) -> str:
    """The text in lower case, as long as it was, so that offsets hold for both.

    >>> fold("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ") == fold("Διαβάστε επίσης")
    True
    >>> fold("İlgili’dir")
    "ilgili'dir"
    """
    if text.isascii():
        return text.lower()
    folded = text.replace("İ", "i").lower().replace("’", "'")
    return folded.translate(_VARIANTS) if _HAS_VARIANT.search(folded) else folded


def words(folded: str) -> list[str]:
    """The words of a folded text: runs of letters, digits and underscores.

    >>> words("don't miss it")
    ['don', 't', 'miss', 'it']
    """
    return _WORD.findall(folded)


def is_unspaced(text: str) -> bool:
    """Whether some of the text is in a script that has no spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None
