"""What the letters of each text say of it, by array arithmetic.

All texts of a page are looked at as one array of character classes, counted between the texts'
borders.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from boilerstrip.scorer.columns import FloatArray, table
from boilerstrip.scorer.context import CJK_WEIGHT

(OTHER, SPACE, LETTER, CAPITAL, DIGIT, END, COMMA, COLON, CLOSING, OPENING, BAR, CJK, BREAK) = (
    range(13)
)


def _classes() -> npt.NDArray[np.uint8]:
    """The class of each character of the Basic Multilingual Plane."""
    found = np.full(1 << 16, OTHER, np.uint8)
    for code in range(1 << 16):
        char = chr(code)
        if char.isspace():
            found[code] = SPACE
        elif char.isdigit():
            found[code] = DIGIT
        elif char.isupper():
            found[code] = CAPITAL
        elif char.isalpha():
            found[code] = LETTER
    for low, high in ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF)):
        found[low : high + 1] = CJK
    for kind, chars in (
        (END, ".!?…。！？؟۔।։"),
        (COMMA, ",;،、，；"),
        (COLON, ":："),
        (CLOSING, "\"'”’»“」』)]）"),
        (OPENING, "„«「『([（‘"),
        (BAR, "|•·›»/→<>–—-"),
        (BREAK, "\n\t"),
    ):
        for char in chars:
            found[ord(char)] = kind
    return found


_CLASS_OF = _classes()
_ASCII_CLASSES = _CLASS_OF[:256].tobytes()
# Capitals that begin a word are counted as a class of their own, so far behind ``CAPITAL``.
INITIAL = 13 - CAPITAL
KINDS = 14


def _kinds(joined: str) -> npt.NDArray[np.uint8]:
    """The class of each character of a text."""
    if joined.isascii():
        return np.frombuffer(joined.encode("ascii").translate(_ASCII_CLASSES), np.uint8)
    codes = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(codes) == len(joined):
        return _CLASS_OF[codes]
    wide = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _CLASS_OF[np.minimum(wide, 0xFFFF)]


def text_features(texts: list[str]) -> tuple[FloatArray, FloatArray]:
    """Facts of each text (blocks, ``len(TEXT_NAMES)``), and its length in letters (blocks,)."""
    kinds = _kinds("\n".join(texts) + "\n")
    n = len(texts)
    lengths = np.fromiter(map(len, texts), np.intp, n)
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    before = np.concatenate([[BREAK], kinds[:-1]])
    first_letters = (kinds == CAPITAL) & ((before == SPACE) | (before == BREAK))
    bins = np.repeat(np.arange(0, n * KINDS, KINDS), lengths + 1) + kinds + first_letters * INITIAL
    counts = np.bincount(bins, minlength=n * KINDS).reshape(n, KINDS).T.astype(np.float32)
    counts[BREAK] -= 1  # that between the texts

    spaces, breaks, cjk, digits = counts[[SPACE, BREAK, CJK, DIGIT]]
    initial = counts[CAPITAL + INITIAL]
    capitals = counts[CAPITAL] + initial
    letters = counts[LETTER] + capitals + cjk
    visible = np.maximum(lengths - spaces - breaks, 1).astype(np.float32)
    words = spaces + breaks + 1
    weights = visible + (CJK_WEIGHT - 1) * cjk
    last = kinds[ends - 1]
    second = kinds[np.maximum(ends - 2, starts)]
    first = kinds[starts]
    columns = (
        np.log1p(weights),
        np.minimum(weights, 400) / 400,
        np.log1p(words),
        visible / words / 10,
        capitals / visible,
        digits / visible,
        np.log1p(counts[COMMA]),
        np.log1p(counts[END]),
        counts[END] / words,
        counts[BAR] / words,
        cjk / visible,
        letters / visible,
        initial / words,
        np.log1p(breaks),
        (last == END) | ((last == CLOSING) & (second == END)),
        last == COLON,
        last == CLOSING,
        first == CAPITAL,
        first == DIGIT,
        (first == OPENING) | (first == CLOSING),
        first == LETTER,
        words <= 2,
    )
    return table(columns), weights.astype(np.float32)


TEXT_NAMES = (
    "log_weight weight log_words word_length capitals digits log_commas log_stops stops_per_word "
    "bars_per_word cjk letters initials breaks ends_sentence ends_colon ends_closing first_capital "
    "first_digit first_quote first_letter one_or_two_words"
).split()
