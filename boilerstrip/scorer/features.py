"""Blocks → an array of numbers for the network, by array arithmetic.

All texts of a page are looked at as one array of character classes, counted between the blocks'
borders; facts of the tree are gathered once a node and looked up along the chain of ancestors.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import Segmentation
from boilerstrip.lexicon import markup
from boilerstrip.scorer.context import (
    CJK_WEIGHT,
    PHRASE_KINDS,
    PROSE_LENGTH,
    PROSE_LINK_DENSITY,
    Context,
)
from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.scorer.told import Told

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

# Ancestors whose names count, and those whose contents do.
NAMED_LEVELS = 8
MEASURED_LEVELS = 5
REPEATED_LEVELS = 5
MEDIA_LEVELS = 3

TAGS = (
    "p div li h1 h2 h3 h4 h5 h6 td th tr blockquote pre figcaption dt dd section article span body "
    "button label select title desc text header footer nav aside form ul figure main a address "
    "center summary line".split()
)
_TAG_INDEX = {tag: i for i, tag in enumerate(TAGS)}
# What names in the markup can say (``boilerstrip.lexicon.markup``).
LABELS = markup.PRIORITY
_LABEL_INDEX = {label: i for i, label in enumerate(LABELS)}
_KIND_INDEX = {kind: i for i, kind in enumerate(PHRASE_KINDS)}
# Kinds that a heading announces for what stands under it.
ANNOUNCING = [_KIND_INDEX[kind] for kind in ("comment", "related", "newsletter", "author_bio")]
# Beyond so many blocks a heading no longer tells what stands under it.
FAR = 30
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# A shorter text stands in many titles by chance.
MIN_TITLE = 10
MAX_TITLE = 250
# So many letters of a text tell whether the page's description or JSON-LD body quotes it.
OPENING = 60

(OTHER, SPACE, LETTER, CAPITAL, DIGIT, END, COMMA, COLON, CLOSING, OPENING, BAR, CJK, BREAK) = (
    range(13)
)


def _classes() -> npt.NDArray[np.uint8]:
    """The class of each character of the Basic Multilingual Plane."""
    table = np.full(1 << 16, OTHER, np.uint8)
    for code in range(1 << 16):
        char = chr(code)
        if char.isspace():
            table[code] = SPACE
        elif char.isdigit():
            table[code] = DIGIT
        elif char.isupper():
            table[code] = CAPITAL
        elif char.isalpha():
            table[code] = LETTER
    for low, high in ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF)):
        table[low : high + 1] = CJK
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
            table[ord(char)] = kind
    return table


_TABLE = _classes()


def text_features(texts: list[str]) -> tuple[FloatArray, FloatArray]:
    """Facts of each text (blocks, ``len(TEXT_NAMES)``), and its length in letters (blocks,)."""
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _TABLE[np.minimum(codes, 0xFFFF)]
    lengths = np.fromiter(map(len, texts), np.intp, len(texts))
    ends = np.cumsum(lengths + 1) - 1
    starts = ends - lengths
    bounds = np.stack([starts, ends], 1).ravel()

    def count(mask: npt.NDArray[np.bool_]) -> FloatArray:
        return np.add.reduceat(mask, bounds, dtype=np.float32)[::2]

    spaces = count(kinds == SPACE)
    breaks = count(kinds == BREAK)
    cjk = count(kinds == CJK)
    capitals = count(kinds == CAPITAL)
    digits = count(kinds == DIGIT)
    stops = count(kinds == END)
    commas = count(kinds == COMMA)
    bars = count(kinds == BAR)
    letters = count(kinds == LETTER) + capitals + cjk
    before = np.concatenate([[BREAK], kinds[:-1]])
    initial = count((kinds == CAPITAL) & ((before == SPACE) | (before == BREAK)))
    visible = np.maximum(lengths - spaces - breaks, 1).astype(np.float32)
    words = spaces + breaks + 1
    weights = visible + (CJK_WEIGHT - 1) * cjk
    last = kinds[ends - 1]
    second = kinds[np.maximum(ends - 2, starts)]
    first = kinds[starts]
    ends_sentence = (last == END) | ((last == CLOSING) & (second == END))
    columns = [
        np.log1p(weights),
        np.minimum(weights, 400) / 400,
        np.log1p(words),
        visible / words / 10,
        capitals / visible,
        digits / visible,
        np.log1p(commas),
        np.log1p(stops),
        stops / words,
        bars / words,
        cjk / visible,
        letters / visible,
        initial / words,
        np.log1p(breaks),
        ends_sentence,
        last == COLON,
        last == CLOSING,
        first == CAPITAL,
        first == DIGIT,
        (first == OPENING) | (first == CLOSING),
        first == LETTER,
        words <= 2,
    ]
    return np.stack([np.asarray(c, np.float32) for c in columns], 1), weights


TEXT_NAMES = (
    "log_weight weight log_words word_length capitals digits log_commas log_stops stops_per_word "
    "bars_per_word cjk letters initials breaks ends_sentence ends_colon ends_closing first_capital "
    "first_digit first_quote first_letter one_or_two_words"
).split()


def tree_features(
    segmentation: Segmentation, weights: FloatArray, ends_sentence: FloatArray, table: TokenTable
) -> FloatArray:
    """Facts of where each block stands in the tree (blocks, columns)."""
    blocks, nodes = segmentation.blocks, segmentation.nodes
    parent = np.array([node.parent for node in nodes], np.intp)
    first = np.array([node.first for node in nodes], np.intp)
    end = np.array([node.end for node in nodes], np.intp)
    depth = np.array([node.depth for node in nodes], np.float32)
    at = np.array([block.node for block in blocks], np.intp)
    linked = np.array([block.link_chars for block in blocks], np.float32)
    chars = np.array([block.chars for block in blocks], np.float32)
    density = np.minimum(linked / np.maximum(chars, 1), 1)
    prose = np.where((weights >= PROSE_LENGTH) & (density < PROSE_LINK_DENSITY), weights, 0)
    own, above = table.node_scores(nodes)

    sums = np.zeros((len(blocks) + 1, 5))
    np.cumsum(
        np.stack([prose, weights, weights * density, ends_sentence, np.sqrt(weights)], 1),
        axis=0,
        out=sums[1:],
    )
    below = (sums[end] - sums[first]).astype(np.float32)
    count = np.maximum(end - first, 1).astype(np.float32)
    total = np.maximum(sums[-1], 1).astype(np.float32)
    share = below[:, 0] / total[0]
    measured = np.stack(
        [
            share,
            np.log1p(count),
            below[:, 2] / np.maximum(below[:, 1], 1),
            below[:, 3] / count,
            np.log1p(below[:, 1] / count),
        ],
        1,
    )
    columns: list[FloatArray] = [density, (linked > 0).astype(np.float32)]
    chain = at
    running = np.zeros(len(blocks), np.float32)
    for level in range(NAMED_LEVELS):
        score = own[chain] if level == 0 else above[chain]
        columns.append(score)
        running = running + score
        if level < MEASURED_LEVELS:
            columns.extend(measured[chain].T)
        chain = np.where(parent[chain] >= 0, parent[chain], chain)
    columns.append(running)
    columns.append((depth[at] / 20).astype(np.float32))
    columns.append(table.inline_scores(blocks))
    columns.extend(_repetitions(segmentation, parent, at))
    columns.extend(_trunk(prose, parent, first, end, at).T)
    return np.stack([np.asarray(c, np.float32) for c in columns], 1)


TREE_NAMES = [
    "link_density",
    "has_links",
    *(
        name
        for level in range(NAMED_LEVELS)
        for name in (
            f"names_{level}",
            *(
                (
                    f"prose_share_{level}",
                    f"log_blocks_{level}",
                    f"link_density_{level}",
                    f"sentences_{level}",
                    f"mean_weight_{level}",
                )
                if level < MEASURED_LEVELS
                else ()
            ),
        )
    ),
    "names_sum",
    "depth",
    "inline_names",
    *(f"repetition_{level}" for level in range(REPEATED_LEVELS)),
    "in_trunk",
    "near_trunk",
    "before_trunk",
    "after_trunk",
    "child_of_trunk",
]


def _repetitions(segmentation: Segmentation, parent: IntArray, at: IntArray) -> list[FloatArray]:
    """For each block's element and its ancestors, how many siblings have its name and tokens.

    As a logarithm. Comments, teasers and products come as many like elements, a story as one.
    """
    keys = [(node.parent, node.tag, node.tokens) for node in segmentation.nodes]
    counts = Counter(keys)
    times = np.log1p(np.array([counts[key] for key in keys], np.float32))
    columns: list[FloatArray] = []
    for _ in range(REPEATED_LEVELS):
        columns.append(times[at])
        at = np.where(parent[at] >= 0, parent[at], at)
    return columns


def _trunk(
    prose: FloatArray, parent: IntArray, first: IntArray, end: IntArray, at: IntArray
) -> FloatArray:
    """Where blocks stand to the element with the most prose in its children and grandchildren."""
    n = len(at)
    gains = np.zeros(len(parent) + 1)
    up = parent[at]
    np.add.at(gains, up, prose)
    np.add.at(gains, np.where(up >= 0, parent[up], -1), prose / 2)
    np.add.at(gains, at, prose / 2)
    best = int(np.argmax(gains[:-1]))
    index = np.arange(n)
    around = int(parent[best]) if parent[best] >= 0 else best
    return np.stack(
        [
            (index >= first[best]) & (index < end[best]),
            (index >= first[around]) & (index < end[around]),
            index < first[best],
            index >= end[best],
            (at == best) | (up == best),
        ],
        1,
    ).astype(np.float32)


def place_features(segmentation: Segmentation, weights: FloatArray) -> FloatArray:
    """Facts of each block's tag and of its place in the sequence (blocks, columns)."""
    blocks = segmentation.blocks
    n = len(blocks)
    tags = np.zeros((n, len(TAGS)), np.float32)
    for i, block in enumerate(blocks):
        tag = _TAG_INDEX.get(block.tag)
        if tag is not None:
            tags[i, tag] = 1
    index = np.arange(n, dtype=np.float32)
    before = np.cumsum(weights) - weights
    headings = [i for i, block in enumerate(blocks) if block.tag == "h1"]
    heading = headings[0] if headings else 0
    distance = index - heading
    times: dict[str, int] = {}
    for block in blocks:
        times[block.text] = times.get(block.text, 0) + 1
    rest = np.stack(
        [
            index / n,
            before / max(float(weights.sum()), 1.0),
            np.full(n, float(bool(headings))),
            np.sign(distance) * np.log1p(np.abs(distance)) / 5,
            distance < 0,
            np.log1p(index) / 5,
            np.log1p(n - 1 - index) / 5,
            np.full(n, np.log1p(n) / 5),
            [block.hidden for block in blocks],
            [times[block.text] > 1 for block in blocks],
        ],
        1,
    ).astype(np.float32)
    return np.concatenate([tags, rest], 1)


PLACE_NAMES = [
    *(f"tag_{tag}" for tag in TAGS),
    *(
        "position weight_before has_h1 from_h1 above_h1 log_index log_rest log_length hidden "
        "said_twice".split()
    ),
]


def context_features(segmentation: Segmentation, context: Context, told: Told) -> FloatArray:
    """Facts that need the page's context and what it says of itself (blocks, columns)."""
    blocks = segmentation.blocks
    n = len(blocks)
    labels = np.zeros((n, len(LABELS)), np.float32)
    for i, block in enumerate(blocks):
        label = context.labels[block.node]
        if label is not None:
            labels[i, _LABEL_INDEX[label]] = 1
    index = np.arange(n, dtype=np.float32)
    folded = [block.text[:MAX_TITLE].lower() for block in blocks]
    is_title = np.array([len(t) >= MIN_TITLE and t in told.titles for t in folded], bool)
    described = [len(t) >= MIN_TITLE and t[:OPENING] in told.description for t in folded]
    in_body = [len(t) >= MIN_TITLE and t[:OPENING] in told.body for t in folded]
    headings = np.flatnonzero(is_title & np.array([block.tag[0] == "h" for block in blocks], bool))
    found = headings if len(headings) else np.flatnonzero(is_title)
    distance = index - (found[-1] if len(found) else 0)
    rest = np.stack(
        [
            [context.named_body[block.node] for block in blocks],
            [context.quoted[block.node] for block in blocks],
            (index >= context.trunk.start) & (index < context.trunk.stop),
            is_title,
            described,
            in_body,
            np.full(n, bool(told.body)),
            np.full(n, bool(len(found))),
            np.sign(distance) * np.log1p(np.abs(distance)) / 5,
            distance < 0,
        ],
        1,
    ).astype(np.float32)
    return np.concatenate([labels, rest], 1)


CONTEXT_NAMES = [
    *(f"named_{label}" for label in LABELS),
    *(
        "in_named_body quoted in_most is_title in_description in_told_body has_told_body has_title "
        "from_title above_title"
    ).split(),
]


def media_features(segmentation: Segmentation) -> FloatArray:
    """Pictures and players beside each block, and about its element (blocks, columns)."""
    blocks, nodes = segmentation.blocks, segmentation.nodes
    before = np.minimum([block.media for block in blocks], 3).astype(np.float32)
    after = np.append(before[1:], 0)
    sums = np.concatenate([[0], np.cumsum(before)])
    at = np.array([block.node for block in blocks], np.intp)
    parent = np.array([node.parent for node in nodes], np.intp)
    first = np.array([node.first for node in nodes], np.intp)
    end = np.array([node.end for node in nodes], np.intp)
    columns = [before > 0, before, after > 0]
    for _ in range(MEDIA_LEVELS):
        columns.append((sums[end[at]] - sums[first[at]]) / (end[at] - first[at]))
        at = np.where(parent[at] >= 0, parent[at], at)
    return np.stack([np.asarray(c, np.float32) for c in columns], 1)


def title_features(segmentation: Segmentation, told: Told) -> FloatArray:
    """The share of each heading's words that the page's titles have too; shape (blocks, 1)."""
    title = frozenset(told.titles.split())
    out = np.zeros((len(segmentation.blocks), 1), np.float32)
    if title:
        for i, block in enumerate(segmentation.blocks):
            if block.tag in HEADINGS and block.chars <= MAX_TITLE:
                words = block.text.lower().split()
                out[i] = sum(word in title for word in words) / len(words)
    return out


def phrase_features(segmentation: Segmentation, context: Context) -> FloatArray:
    """What the lexicon knows of each block and of the heading above it (blocks, columns)."""
    covers, fills = coverage(segmentation, context)
    return np.concatenate([covers, fills, nearness(fills)], 1)


def coverage(segmentation: Segmentation, context: Context) -> tuple[FloatArray, FloatArray]:
    """The share of each block that phrases of each kind cover, and 1 where they fill it."""
    blocks = segmentation.blocks
    covers = np.zeros((len(blocks), len(PHRASE_KINDS)), np.float32)
    fills = np.zeros_like(covers)
    for i, found in enumerate(context.found):
        for m in found:
            kind = _KIND_INDEX[m.label]
            start, end = m.span
            covers[i, kind] = min(1.0, covers[i, kind] + (end - start) / len(blocks[i].text))
            fills[i, kind] = m.whole
    return covers, fills


def nearness(fills: FloatArray) -> FloatArray:
    """How near above each block, within ``FAR`` blocks, one stands that announces what follows."""
    index = np.arange(len(fills))
    columns = []
    for kind in ANNOUNCING:
        last = np.maximum.accumulate(np.where(fills[:, kind] > 0, index, -FAR))
        columns.append(np.maximum(0, 1 - (index - last) / FAR))
    return np.stack(columns, 1).astype(np.float32)


def heading_features(segmentation: Segmentation, opening: FloatArray) -> FloatArray:
    """What the nearest heading above each block says by its first words, and how near it is."""
    blocks = segmentation.blocks
    n = len(blocks)
    index = np.arange(n)
    is_heading = np.array([block.tag in HEADINGS for block in blocks], bool)
    last = np.maximum.accumulate(np.where(is_heading, index, -1))
    near = np.where(last >= 0, np.maximum(0, 1 - (index - last) / FAR), 0)
    words = np.where(last >= 0, opening[last], 0)
    return np.stack([near, words, near * words], 1).astype(np.float32)


PHRASE_NAMES = [
    *(f"covers_{kind}" for kind in PHRASE_KINDS),
    *(f"fills_{kind}" for kind in PHRASE_KINDS),
    *(f"after_{PHRASE_KINDS[kind]}" for kind in ANNOUNCING),
]
MEDIA_NAMES = [
    "media_before",
    "media_count",
    "media_after",
    *(f"media_share_{level}" for level in range(MEDIA_LEVELS)),
]
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
]


def features(
    segmentation: Segmentation, context: Context, told: Told, table: TokenTable
) -> FloatArray:
    """All features of a page's blocks, shape (blocks, ``len(NAMES)``)."""
    texts = [block.text for block in segmentation.blocks]
    text, weights = text_features(texts)
    opening = table.opening_scores(texts)
    return np.concatenate(
        [
            text,
            tree_features(segmentation, weights, text[:, TEXT_NAMES.index("ends_sentence")], table),
            place_features(segmentation, weights),
            context_features(segmentation, context, told),
            phrase_features(segmentation, context),
            media_features(segmentation),
            title_features(segmentation, told),
            opening[:, None],
            heading_features(segmentation, opening),
        ],
        1,
    )
