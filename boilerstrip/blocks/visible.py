"""What a reader sees of a text: white space folded, characters that are not drawn left aside.

Soft hyphens go wherever they stand. Others stay inside a text, where joiners shape Persian words
and emoji and U+200B parts Khmer ones, and go at its ends; a text of nothing else is none.
"""

from __future__ import annotations

import re
import unicodedata

from boilerstrip.document.decoding import SOFT_HYPHEN

_INVISIBLE = frozenset("\u200b\ufeff\u2060\u200e\u200f")
_STRIPPED = "".join(_INVISIBLE) + " "
# What Unicode tells programs not to draw (UAX 44, Default_Ignorable_Code_Point), white space, and
# the Braille cell without dots.
_NOT_DRAWN = re.compile(
    r"[\s\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Marks that stand on the letter before them.
_COMBINING = ("Mn", "Me")


def fold(text: str) -> str:
    """A text in one line, single spaces in it, without signs at its ends that no reader sees.

    >>> fold(" a\\n  b\\u200b"), fold("Fer\\xadry")
    ('a b', 'Ferry')
    """
    folded = text.strip()
    if folded.isprintable():  # so that spaces are all the white space it has, and all is seen
        return folded if "  " not in folded else " ".join(folded.split())
    folded = " ".join(folded.replace(SOFT_HYPHEN, "").split())
    if folded and (folded[0] in _INVISIBLE or folded[-1] in _INVISIBLE):
        folded = folded.strip(_STRIPPED)
    return folded


def is_blank(text: str) -> bool:
    """Whether nothing of a text is seen.

    >>> is_blank(" \\u200d \\xa0"), is_blank("می\\u200cخواهم"), is_blank("")
    (True, False, True)
    """
    first = text.lstrip()[:1]
    return not first or (first > "~" and all(map(_is_unseen, text)))


def _is_unseen(letter: str) -> bool:
    return _NOT_DRAWN.match(letter) is not None or unicodedata.category(letter) in _COMBINING


def visible_chars(text: str) -> int:
    """How many characters of a text are no white space."""
    return len("".join(text.split()))
