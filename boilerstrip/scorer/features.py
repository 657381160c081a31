"""Blocks → an array of numbers for the network: all that is told of each block of a page.

Its letters (``text_features.py``), where it stands in the tree (``tree_features.py``), its phrases
(``phrase_features.py``), and here its place in the sequence and what the page says of itself.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import RawBlock, Segmentation
from boilerstrip.blocks.elements import HEADINGS
from boilerstrip.lexicon import markup
from boilerstrip.scorer.columns import FloatArray, one_hot, table
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.phrase_features import FAR, PHRASE_NAMES, phrase_features
from boilerstrip.scorer.text_features import TEXT_NAMES, text_features
from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.scorer.told import Told
from boilerstrip.scorer.tree import Tree
from boilerstrip.scorer.tree_features import (
    MEDIA_NAMES,
    TREE_NAMES,
    media_features,
    tree_features,
)

TAGS = (
    "p div li h1 h2 h3 h4 h5 h6 td th tr blockquote pre figcaption dt dd section article span body "
    "button label select title desc text header footer nav aside form ul figure main a address "
    "center summary line".split()
)
_TAG_INDEX = {tag: i for i, tag in enumerate(TAGS)}
# What names in the markup can say (``boilerstrip.lexicon.markup``).
LABELS = markup.PRIORITY
_LABEL_INDEX = {label: i for i, label in enumerate(LABELS)}
# A shorter text stands in many titles by chance.
MIN_TITLE = 10
MAX_TITLE = 250
# So many letters of a text tell whether the page's description or JSON-LD body quotes it. The
# weights are fitted with this number.
QUOTED_LETTERS = 9


def place_features(blocks: list[RawBlock], weights: FloatArray) -> FloatArray:
    """Facts of each block's tag and of its place in the sequence (blocks, columns)."""
    n = len(blocks)
    index = np.arange(n, dtype=np.float32)
    before = np.cumsum(weights) - weights
    heading = next((i for i, block in enumerate(blocks) if block.tag == "h1"), None)
    distance = np.subtract(index, heading or 0, dtype=np.float32)
    times = Counter([block.text for block in blocks])
    rest = (
        index / n,
        before / max(float(weights.sum()), 1.0),
        np.full(n, heading is not None),
        _far(distance),
        distance < 0,
        np.log1p(index) / 5,
        np.log1p(n - 1 - index) / 5,
        np.full(n, np.log1p(n) / 5),
        np.array([block.hidden for block in blocks]),
        np.array([times[block.text] > 1 for block in blocks]),
    )
    return np.concatenate([one_hot([block.tag for block in blocks], _TAG_INDEX), table(rest)], 1)


def _far(distance: FloatArray) -> FloatArray:
    """How many blocks away, and on which side, on a scale that nears what is far."""
    return np.asarray(np.sign(distance) * np.log1p(np.abs(distance)) / 5, np.float32)


PLACE_NAMES = [
    *(f"tag_{tag}" for tag in TAGS),
    *(
        "position weight_before has_h1 from_h1 above_h1 log_index log_rest log_length hidden "
        "said_twice".split()
    ),
]


def context_features(blocks: list[RawBlock], context: Context, told: Told) -> FloatArray:
    """Facts that need the page's context and what it says of itself (blocks, columns)."""
    n = len(blocks)
    nodes = [block.node for block in blocks]
    labels = one_hot([context.labels[node] for node in nodes], _LABEL_INDEX)
    index = np.arange(n, dtype=np.float32)
    folded = [block.text[:MAX_TITLE].lower() for block in blocks]
    telling = [text if len(text) >= MIN_TITLE else "" for text in folded]
    is_title = _stand_in(telling, told.titles)
    openings = [text[:QUOTED_LETTERS] for text in telling]
    headings = np.flatnonzero(is_title & np.array([block.tag[0] == "h" for block in blocks]))
    found = headings if len(headings) else np.flatnonzero(is_title)
    distance = index - (found[-1] if len(found) else 0)
    rest = (
        np.array([context.named_body[node] for node in nodes]),
        np.array([context.quoted[node] for node in nodes]),
        (index >= context.trunk.start) & (index < context.trunk.stop),
        is_title,
        _stand_in(openings, told.description),
        _stand_in(openings, told.body),
        np.full(n, bool(told.body)),
        np.full(n, bool(len(found))),
        _far(distance),
        distance < 0,
    )
    return np.concatenate([labels, table(rest)], 1)


def _stand_in(texts: list[str], whole: str) -> npt.NDArray[np.bool_]:
    """Which of the texts stand in another one; none that is empty."""
    if not whole:
        return np.zeros(len(texts), np.bool_)
    return np.array([bool(text) and text in whole for text in texts])


CONTEXT_NAMES = [
    *(f"named_{label}" for label in LABELS),
    *(
        "in_named_body quoted in_most is_title in_description in_told_body has_told_body has_title "
        "from_title above_title"
    ).split(),
]


def title_features(blocks: list[RawBlock], told: Told) -> FloatArray:
    """The share of each heading's words that the page's titles have too; shape (blocks, 1)."""
    title = frozenset(told.titles.split())
    out = np.zeros((len(blocks), 1), np.float32)
    if title:
        for i, block in enumerate(blocks):
            if block.tag in HEADINGS and block.chars <= MAX_TITLE:
                words = block.text.lower().split()
                out[i] = sum(word in title for word in words) / len(words)
    return out


def heading_features(blocks: list[RawBlock], opening: FloatArray) -> FloatArray:
    """What the nearest heading above each block says by its first words, and how near it is."""
    index = np.arange(len(blocks))
    is_heading = np.array([block.tag in HEADINGS for block in blocks])
    last = np.maximum.accumulate(np.where(is_heading, index, -1))
    near = np.where(last >= 0, np.maximum(0, 1 - (index - last) / FAR), 0)
    words = np.where(last >= 0, opening[last], 0)
    return table((near, words, near * words))


HEADING_NAMES = ["under_heading", "heading_words", "near_heading_words"]
NAMES = [
    *TEXT_NAMES,
    *TREE_NAMES,
    *PLACE_NAMES,
    *CONTEXT_NAMES,
    *PHRASE_NAMES,
    *MEDIA_NAMES,
    "title_words",
    "opening_words",
    *HEADING_NAMES,
    "words",
]


def features(
    segmentation: Segmentation, tree: Tree, context: Context, told: Told, weighed: TokenTable
) -> FloatArray:
    """All features of a page's blocks, shape (blocks, ``len(NAMES)``)."""
    blocks = segmentation.blocks
    texts = [block.text for block in blocks]
    text, weights = text_features(texts)
    opening, words = weighed.text_scores(texts)
    ends_sentence = text[:, TEXT_NAMES.index("ends_sentence")]
    return np.concatenate(
        [
            text,
            tree_features(tree, blocks, weights, ends_sentence, weighed),
            place_features(blocks, weights),
            context_features(blocks, context, told),
            phrase_features(blocks, context),
            media_features(tree),
            title_features(blocks, told),
            opening[:, None],
            heading_features(blocks, opening),
            words[:, None],
        ],
        1,
    )
