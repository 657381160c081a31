"""Where each block stands in the tree, and what stands around it there.

Facts of the tree (``tree.py``) are looked up along the chain of ancestors.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import RawBlock
from boilerstrip.scorer.columns import FloatArray, table
from boilerstrip.scorer.context import PROSE_LENGTH, PROSE_LINK_DENSITY
from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.scorer.tree import LEVELS, Tree

# Ancestors whose names count, and those whose contents do.
NAMED_LEVELS = LEVELS
MEASURED_LEVELS = 5
REPEATED_LEVELS = 5
MEDIA_LEVELS = 3


def tree_features(
    tree: Tree,
    blocks: list[RawBlock],
    weights: FloatArray,
    ends_sentence: FloatArray,
    weighed: TokenTable,
) -> FloatArray:
    """Facts of where each block stands in the tree (blocks, columns)."""
    density = np.minimum(tree.link_chars / np.maximum(tree.chars, 1), 1)
    prose = np.where((weights >= PROSE_LENGTH) & (density < PROSE_LINK_DENSITY), weights, 0)
    measured = _measures(tree, np.stack([prose, weights, weights * density, ends_sentence], 1))
    own, above = (scores.take(tree.kind) for scores in weighed.name_scores(tree.distinct))
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
    out[:, column + 2] = weighed.inline_scores(blocks)
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
    return table(columns)


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
    return table(
        (
            (index >= first[best]) & (index < end[best]),
            (index >= first[around]) & (index < end[around]),
            index < first[best],
            index >= end[best],
            (at == best) | (up == best),
        )
    )


def media_features(tree: Tree) -> FloatArray:
    """Pictures and players beside each block, and about its element (blocks, columns)."""
    before = np.minimum(tree.media, 3)
    after = np.append(before[1:], 0)
    sums = np.concatenate([[0], np.cumsum(before)])
    columns = [before > 0, before, after > 0]
    for at in tree.chains[:MEDIA_LEVELS]:
        first, end = tree.first.take(at), tree.end.take(at)
        columns.append((sums.take(end) - sums.take(first)) / (end - first))
    return table(columns)


MEDIA_NAMES = [
    "media_before",
    "media_count",
    "media_after",
    *(f"media_share_{level}" for level in range(MEDIA_LEVELS)),
]
