"""Blocks → an array of numbers for the network, by array arithmetic.

All texts of a page are looked at as one array of character classes, counted between the blocks'
borders; facts of the tree (``tree.py``) are looked up along the chain of ancestors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import RawBlock, Segmentation
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
from boilerstrip.scorer.tree import LEVELS, Tree

FloatArray = npt.NDArray[np.float32]

# Ancestors whose names count, and those whose contents do.
NAMED_LEVELS = LEVELS
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
_ANNOUNCING = [_KIND_INDEX[kind] for kind in ("comment", "related", "newsletter", "author_bio")]
# Beyond so many blocks a heading no longer tells what stands under it.
FAR = 30
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# A shorter text stands in many titles by chance.
MIN_TITLE = 10
MAX_TITLE = 250
# So many letters of a text tell whether the page's description or JSON-LD body quotes it. The
# weights are fitted with this number.
QUOTED_LETTERS = 9

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
_ASCII_TABLE = _TABLE[:256].tobytes()
# Capitals that begin a word are counted as a class of their own, so far behind ``CAPITAL``.
INITIAL = 13 - CAPITAL
KINDS = 14


def _kinds(joined: str) -> npt.NDArray[np.uint8]:
    """The class of each character of a text."""
    if joined.isascii():
        return np.frombuffer(joined.encode("ascii").translate(_ASCII_TABLE), np.uint8)
    codes = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(codes) == len(joined):
        return _TABLE[codes]
    wide = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _TABLE[np.minimum(wide, 0xFFFF)]


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
    return _table(columns), weights.astype(np.float32)


def _table(columns: Sequence[npt.NDArray[Any]]) -> FloatArray:
    """Columns of any type side by side."""
    out = np.empty((len(columns[0]), len(columns)), np.float32)
    for i, column in enumerate(columns):
        out[:, i] = column
    return out


TEXT_NAMES = (
    "log_weight weight log_words word_length capitals digits log_commas log_stops stops_per_word "
    "bars_per_word cjk letters initials breaks ends_sentence ends_colon ends_closing first_capital "
    "first_digit first_quote first_letter one_or_two_words"
).split()


def tree_features(
    tree: Tree,
    blocks: list[RawBlock],
    weights: FloatArray,
    ends_sentence: FloatArray,
    table: TokenTable,
) -> FloatArray:
    """Facts of where each block stands in the tree (blocks, columns)."""
    density = np.minimum(tree.link_chars / np.maximum(tree.chars, 1), 1)
    prose = np.where((weights >= PROSE_LENGTH) & (density < PROSE_LINK_DENSITY), weights, 0)
    measured = _measures(tree, np.stack([prose, weights, weights * density, ends_sentence], 1))
    own, above = (scores.take(tree.kind) for scores in table.name_scores(tree.distinct))
    chains = tree.chains

    out = np.empty((len(blocks), len(TREE_NAMES)), np.float32)
    out[:, 0] = density
    out[:, 1] = tree.link_chars > 0
    running = np.zeros(len(blocks), np.float32)
    column = 2
    for level in range(NAMED_LEVELS):
        score = (above if level else own).take(chains[level])
        running += score
        out[:, column] = score
        column += 1
        if level < MEASURED_LEVELS:
            out[:, column : column + measured.shape[1]] = measured.take(chains[level], 0)
            column += measured.shape[1]
    out[:, column] = running
    out[:, column + 1] = (tree.depth / 20).take(chains[0])
    out[:, column + 2] = table.inline_scores(blocks)
    column += 3
    out[:, column : column + REPEATED_LEVELS] = _repetitions(tree).take(chains[:REPEATED_LEVELS]).T
    out[:, column + REPEATED_LEVELS :] = _trunk(tree, prose)
    return out


def _measures(tree: Tree, facts: npt.NDArray[Any]) -> FloatArray:
    """What stands below each node: prose, blocks, links, sentences, length; (nodes, 5).

    ``facts`` are prose, length, linked length and whether it ends a sentence of each block.
    """
    sums = np.zeros((len(facts) + 1, facts.shape[1]))
    np.cumsum(facts, axis=0, out=sums[1:])
    below = (sums.take(tree.end, 0) - sums.take(tree.first, 0)).astype(np.float32)
    count = np.maximum(tree.end - tree.first, 1).astype(np.float32)
    total = np.float32(max(sums[-1, 0], 1))
    columns = (
        below[:, 0] / total,
        np.log1p(count),
        below[:, 2] / np.maximum(below[:, 1], 1),
        below[:, 3] / count,
        np.log1p(below[:, 1] / count),
    )
    return _table(columns)


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


def _repetitions(tree: Tree) -> FloatArray:
    """For each node, how many siblings have its name and tokens, itself included.

    As a logarithm. Comments, teasers and products come as many like elements, a story as one.
    """
    keys = (tree.parent + 1) * len(tree.distinct) + tree.kind
    _, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
    times: FloatArray = np.log1p(counts.astype(np.float32))
    return np.asarray(times.take(which))


def _trunk(tree: Tree, prose: FloatArray) -> FloatArray:
    """Where blocks stand to the element with the most prose in its children and grandchildren."""
    parent, first, end, at = tree.parent, tree.first, tree.end, tree.chains[0]
    up = parent[at]
    above = np.where(up >= 0, parent[up], -1)
    gains = np.zeros(len(parent) + 1)  # the first is that of what has no parent
    for nodes, gain in ((up, prose), (above, prose / 2), (at, prose / 2)):
        gains += np.bincount(nodes + 1, gain, len(gains))
    best = int(np.argmax(gains[1:]))
    index = np.arange(len(at))
    around = int(parent[best]) if parent[best] >= 0 else best
    return _table(
        (
            (index >= first[best]) & (index < end[best]),
            (index >= first[around]) & (index < end[around]),
            index < first[best],
            index >= end[best],
            (at == best) | (up == best),
        )
    )


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
    return np.concatenate([_one_hot([block.tag for block in blocks], _TAG_INDEX), _table(rest)], 1)


def _one_hot(names: Sequence[str | None], index: dict[str, int]) -> FloatArray:
    """1 in the column that ``index`` gives for each name; shape (names, ``len(index)``)."""
    out = np.zeros((len(names), len(index) + 1), np.float32)
    columns = [-1 if name is None else index.get(name, -1) for name in names]
    out[np.arange(len(names)), columns] = 1
    return out[:, :-1]


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
    labels = _one_hot([context.labels[node] for node in nodes], _LABEL_INDEX)
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
    return np.concatenate([labels, _table(rest)], 1)


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


def media_features(tree: Tree) -> FloatArray:
    """Pictures and players beside each block, and about its element (blocks, columns)."""
    before = np.minimum(tree.media, 3)
    after = np.append(before[1:], 0)
    sums = np.concatenate([[0], np.cumsum(before)])
    columns = [before > 0, before, after > 0]
    for at in tree.chains[:MEDIA_LEVELS]:
        first, end = tree.first.take(at), tree.end.take(at)
        columns.append((sums.take(end) - sums.take(first)) / (end - first))
    return _table(columns)


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


def phrase_features(blocks: list[RawBlock], context: Context) -> FloatArray:
    """What the lexicon knows of each block and of the heading above it (blocks, columns).

    For each kind the share of the text that its phrases cover, and 1 where they fill it; and how
    near above, within the reach of ``FAR`` blocks, a block stands that they fill.
    """
    n, kinds = len(blocks), len(PHRASE_KINDS)
    out = np.zeros((n, 2 * kinds + len(_ANNOUNCING)), np.float32)
    covers, fills = out[:, :kinds], out[:, kinds : 2 * kinds]
    for i, found in enumerate(context.found):
        for m in found:
            kind = _KIND_INDEX[m.label]
            start, end = m.span
            covers[i, kind] = min(1.0, covers[i, kind] + (end - start) / len(blocks[i].text))
            fills[i, kind] = m.whole
    index = np.arange(n)
    for column, kind in enumerate(_ANNOUNCING, 2 * kinds):
        last = np.maximum.accumulate(np.where(fills[:, kind] > 0, index, -FAR))
        out[:, column] = np.maximum(0, 1 - (index - last) / FAR)
    return out


def heading_features(blocks: list[RawBlock], opening: FloatArray) -> FloatArray:
    """What the nearest heading above each block says by its first words, and how near it is."""
    index = np.arange(len(blocks))
    is_heading = np.array([block.tag in HEADINGS for block in blocks])
    last = np.maximum.accumulate(np.where(is_heading, index, -1))
    near = np.where(last >= 0, np.maximum(0, 1 - (index - last) / FAR), 0)
    words = np.where(last >= 0, opening[last], 0)
    return _table((near, words, near * words))


PHRASE_NAMES = [
    *(f"covers_{kind}" for kind in PHRASE_KINDS),
    *(f"fills_{kind}" for kind in PHRASE_KINDS),
    *(f"after_{PHRASE_KINDS[kind]}" for kind in _ANNOUNCING),
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
    "words",
]


def features(
    segmentation: Segmentation, tree: Tree, context: Context, told: Told, table: TokenTable
) -> FloatArray:
    """All features of a page's blocks, shape (blocks, ``len(NAMES)``)."""
    blocks = segmentation.blocks
    texts = [block.text for block in blocks]
    text, weights = text_features(texts)
    opening, words = table.text_scores(texts)
    ends_sentence = text[:, TEXT_NAMES.index("ends_sentence")]
    return np.concatenate(
        [
            text,
            tree_features(tree, blocks, weights, ends_sentence, table),
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
