"""Lines of a text dump → an array of numbers for the network.

All is taken from the text of a line, of the lines around it and of the dump as a whole, and from
the page's address where it is known.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import Segmentation
from boilerstrip.scorer.context import PROSE_LENGTH, Context
from boilerstrip.scorer.phrase_features import PHRASE_NAMES, phrase_features
from boilerstrip.scorer.text_features import TEXT_NAMES, text_features
from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.scorer.told import Told, plain

# What ``boilerstrip.blocks.dump`` says stood around a line's text.
MARKS = "item heading quote code emphasis after-blank after-gap indented deep joined".split()
_MARK_INDEX = {f"<{mark}>": i for i, mark in enumerate(MARKS)}
# Half-widths, in lines, of the windows over which the network takes means; the first of its five
# levels is the lines between two blank lines, the last is this wide.
WINDOWS = (4, 16, 8, 64)
# Longer lines are no headlines, and repeat nothing.
MAX_TITLE_WORDS = 40
# Words of fewer letters are articles and prepositions, which every text has.
MIN_LETTERS = 4
# Only the beginning of a very long line is looked at, in characters.
MAX_LINE = 2000

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

_WORD = re.compile(
    rf"[^\W\d_]{{{MIN_LETTERS},}}|\d{{2,}}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{{2}}"
)
_SIGNS = re.compile(r"[\W_]+")
_PATTERNS = {
    "year": re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    "time": re.compile(r"(?<!\d)[0-2]?\d[:h][0-5]\d(?!\d)"),
    "credit": re.compile(r"[(（\[][^()（）\[\]]{2,60}[)）\]]\W*$"),
    "address": re.compile(r"https?://|www\.|\w@\w"),
    "trail": re.compile(r"\s[»›>|/•→·]\s"),
    "dots": re.compile(r"(?:…|\.\.\.)\W*$"),
    "question": re.compile(r"[?？]\W*$"),
    "speech": re.compile(r"^\W*[\"“„«「『]"),
}


def ranges(segmentation: Segmentation) -> IntArray:
    """For each line the ranges of lines over which the network looks (``network.spans``)."""
    n = len(segmentation.blocks)
    index = np.arange(n)
    opens = np.array(["<after-blank>" in block.tokens for block in segmentation.blocks], bool)
    opens[:1] = True
    starts = np.flatnonzero(opens)
    ends = np.append(starts[1:], n)
    group = np.cumsum(opens) - 1
    columns = [starts[group], ends[group]]
    for half in WINDOWS:
        columns += [np.maximum(0, index - half), np.minimum(n, index + half + 1)]
    return np.stack(columns, 1).astype(np.intp)


def mark_features(segmentation: Segmentation) -> FloatArray:
    """What stood around each line's text, and how common that is in the dump (lines, columns)."""
    blocks = segmentation.blocks
    n = len(blocks)
    marks = np.zeros((n, len(MARKS)), np.float32)
    for i, block in enumerate(blocks):
        for token in block.tokens:
            marks[i, _MARK_INDEX[token]] = 1
    density = [min(1.0, block.link_chars / block.chars) for block in blocks]
    pictures = [min(block.media, 3) for block in blocks]
    blank = marks[:, MARKS.index("after-blank")]
    rest = [density, pictures, np.append(blank[1:], 1), *marks.mean(0)[:, None].repeat(n, 1)]
    return np.concatenate([marks, np.stack(rest, 1)], 1).astype(np.float32)


MARK_NAMES = [
    *(f"mark_{mark}" for mark in MARKS),
    "link_density",
    "pictures",
    "before_blank",
    *(f"share_{mark}" for mark in MARKS),
]


def place_features(weights: FloatArray, ends_sentence: FloatArray) -> FloatArray:
    """Where each line stands, and what it is beside the dump's prose (lines, columns)."""
    n = len(weights)
    index = np.arange(n, dtype=np.float32)
    total = max(float(weights.sum()), 1.0)
    before = np.cumsum(weights) - weights
    prose = (weights >= PROSE_LENGTH) & (ends_sentence > 0)
    mass = np.where(prose, weights, 0)
    prose_before = np.cumsum(mass) - mass
    whole = max(float(mass.sum()), 1.0)
    usual = float(np.median(weights[prose])) if prose.any() else float(PROSE_LENGTH)
    last = np.maximum.accumulate(np.where(prose, index, -1))
    upcoming = np.minimum.accumulate(np.where(prose, index, n)[::-1])[::-1]
    columns = [
        index / n,
        before / total,
        np.log1p(index) / 5,
        np.log1p(n - 1 - index) / 5,
        np.full(n, np.log1p(n) / 5),
        prose,
        prose_before / whole,
        (whole - prose_before - mass) / whole,
        np.full(n, whole / total),
        np.full(n, np.log1p(whole) / 10),
        np.full(n, np.log1p(usual) / 5),
        np.log1p(weights) - np.log1p(usual),
        np.where(last >= 0, np.log1p(index - last), 6) / 3,
        np.where(upcoming < n, np.log1p(upcoming - index), 6) / 3,
        np.full(n, float(ends_sentence.mean())),
    ]
    return np.stack([np.asarray(c, np.float32) for c in columns], 1)


PLACE_NAMES = (
    "position weight_before log_index log_rest log_length prose prose_before prose_after "
    "prose_share log_prose log_usual from_usual below_prose above_prose sentences"
).split()


def topic_features(texts: list[str], weights: FloatArray, told: Told) -> FloatArray:
    """Which words each line shares with the other lines and with the address (lines, columns)."""
    words = [frozenset(_WORD.findall(text[:MAX_LINE].lower())) for text in texts]
    long = [i for i in range(len(texts)) if weights[i] >= PROSE_LENGTH]
    once = {texts[i]: words[i] for i in long}
    known = Counter(word for found in once.values() for word in found)
    slug = frozenset(_WORD.findall(told.address))
    rows = []
    for text, found in zip(texts, words, strict=True):
        own = text in once
        shared = [known.get(word, 0) - own for word in found]
        common = sum(count > 0 for count in shared) / max(1, len(found))
        depth = sum(map(math.log1p, shared)) / max(1, len(found))
        rows.append((common, depth, math.log1p(len(found)) / 3, _in_address(text, slug)))
    out = np.array(rows, np.float32).reshape(len(texts), 4)
    best = int(np.argmax(out[:, 3])) if len(texts) else 0
    has = float(len(texts) > 0 and out[best, 3] >= LEAST_IN_ADDRESS)
    distance = np.arange(len(texts), dtype=np.float32) - best
    place = np.stack(
        [
            np.full(len(texts), has, np.float32),
            has * (distance == 0),
            has * np.sign(distance) * np.log1p(np.abs(distance)) / 5,
        ],
        1,
    )
    return np.concatenate([out, place], 1).astype(np.float32)


# From this share of common words on, a line is the one that the address was made of.
LEAST_IN_ADDRESS = 0.4


def _in_address(text: str, slug: frozenset[str]) -> float:
    """The share of words that a line and the address have in common, of all words of both."""
    if len(slug) < 2 or text.count(" ") > MAX_TITLE_WORDS:
        return 0.0
    found = frozenset(_WORD.findall(plain(text)))
    return len(found & slug) / len(found | slug)


TOPIC_NAMES = (
    "topical topic_depth log_topics in_address has_address_line address_line from_address_line"
).split()


def repetition_features(texts: list[str]) -> FloatArray:
    """Whether each line is said again, right beside it or elsewhere, or begins another line."""
    keys = [_SIGNS.sub("", text[:MAX_LINE].lower()) for text in texts]
    times = Counter(keys)
    ordered = sorted((key, i) for i, key in enumerate(keys))
    begins = np.zeros(len(texts), bool)
    for (one, i), (other, _) in itertools.pairwise(ordered):
        begins[i] = bool(one) and other.startswith(one)
    seen: set[str] = set()
    rows = []
    for i, key in enumerate(keys):
        beside = key in (keys[i - 1] if i else "", keys[i + 1] if i + 1 < len(keys) else "")
        rows.append((times[key] > 1, key in seen, beside, begins[i]))
        seen.add(key)
    return np.array(rows, np.float32).reshape(len(texts), 4)


REPETITION_NAMES = "said_twice said_before said_beside begins_another".split()


def pattern_features(texts: list[str]) -> FloatArray:
    """Whether each line holds a year, a time, an address and the like (lines, columns)."""
    patterns = list(_PATTERNS.values())
    heads = [text[:MAX_LINE] for text in texts]
    rows = [[pattern.search(head) is not None for pattern in patterns] for head in heads]
    return np.array(rows, np.float32).reshape(len(texts), len(_PATTERNS))


NAMES = [
    *TEXT_NAMES,
    *MARK_NAMES,
    *PLACE_NAMES,
    *TOPIC_NAMES,
    *REPETITION_NAMES,
    *(f"has_{name}" for name in _PATTERNS),
    *PHRASE_NAMES,
    "opening_words",
    "words",
]


def features(
    segmentation: Segmentation, context: Context, told: Told, table: TokenTable
) -> FloatArray:
    """All features of a dump's lines, shape (lines, ``len(NAMES)``)."""
    texts = [block.text for block in segmentation.blocks]
    text, weights = text_features(texts)
    opening, words = table.text_scores(texts)
    return np.concatenate(
        [
            text,
            mark_features(segmentation),
            place_features(weights, text[:, TEXT_NAMES.index("ends_sentence")]),
            topic_features(texts, weights, told),
            repetition_features(texts),
            pattern_features(texts),
            phrase_features(segmentation.blocks, context),
            opening[:, None],
            words[:, None],
        ],
        1,
    )
