"""One spelling for text and phrases, so that letter case and accents of capitals do not matter."""

from __future__ import annotations

import re

# Greek capitals are written without accents, so accented and plain vowels must be one; the final
# sigma is a sigma; Turkish has two letters i, and lower-casing its capital one gives two
# characters.
_VARIANTS = str.maketrans("άέήίόύώϊϋΐΰςıİ\u00a0\u202f", "αεηιουωιυιυσii\u0020\u0020")
_HAS_VARIANT = re.compile("[άέήίόύώϊϋΐΰςıİΆΈΉΊΌΎΏ\u00a0\u202f]")
_WORD = re.compile(r"\w+")
# An expression asks for each letter anew what it is; of those of ASCII the table knows.
_ASCII_WORDS = bytes(code if re.match(r"\w", chr(code)) else 32 for code in range(256))
# Kana, Han and its extension A and compatibility forms: scripts written without spaces.
UNSPACED_SCRIPT = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED = re.compile(f"[{UNSPACED_SCRIPT}]")

# How a sign of a phrase may be written, in other scripts too.
SIGNS = {
    ":": (":", "："),
    "?": ("?", "？", "؟", ";", "\u037e"),
    "!": ("!", "！"),
    ",": (",", "，", "،", "、"),
    ".": (".", "。"),
    "-": ("-", "‐", "‑", "–", "—"),
    "…": ("…", "..."),
}
# Signs that may stand apart from the word before them.
APART = frozenset((":", "?", "!", "…"))
_SPELT = str.maketrans(
    {variant: sign for sign, variants in SIGNS.items() for variant in variants if len(variant) == 1}
)
# Where signs cannot be so spelt: one apart from its word, or one of several characters.
_APART = re.compile(
    "|".join(
        re.escape(variant if len(variant) > 1 else f" {variant}")
        for sign in sorted(APART)
        for variant in SIGNS[sign]
    )
)


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
    if folded.isascii():
        return folded.encode().translate(_ASCII_WORDS).decode().split()
    return _WORD.findall(folded)


def is_unspaced(text: str) -> bool:
    """Whether some of the text is in a script that has no spaces between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


class Wording:
    """A text as the lexicon looks at it, so that each of its phrases need not look anew.

    Attributes:
        text: as the page has it.
        folded: in the spelling of the phrases, of the same length.
        words: the words of ``folded``.
        row: the words with a space on either side, so that a run of words can be found in it.
        letters: how many characters the words have.
        is_even: whether all white space is single spaces, and nothing in it is invisible.
        is_unspaced: whether some of it is in a script that has no spaces between words.
    """

    __slots__ = ("_spelt", "folded", "is_even", "is_unspaced", "letters", "row", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.words = words(self.folded)
        self.row = f" {' '.join(self.words)} "
        self.letters = len(self.row) - len(self.words) - 1 if self.words else 0
        self.is_even = self.folded.isprintable() and "  " not in self.folded
        self.is_unspaced = is_unspaced(self.folded)
        self._spelt: str | None = None

    @property
    def spelt(self) -> str:
        """``folded`` with its signs as phrases write them; empty if one stands apart from its word.

        It is of the same length.
        """
        if self._spelt is None:
            apart = not self.is_even or _APART.search(self.folded)
            self._spelt = "" if apart else self.folded.translate(_SPELT)
        return self._spelt
