"""The tree above a page's blocks as arrays, gathered once for features and network."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import Segmentation
from boilerstrip.scorer.tokens import Name

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

# The block's own element and its ancestors whose names or contents count.
LEVELS = 8


@dataclasses.dataclass(frozen=True, slots=True)
class Tree:
    """What ``Segmentation`` tells of nodes and blocks, as arrays.

    Attributes:
        parent, first, end, depth: of each node, as in ``Node``; shape (nodes,).
        distinct: the tags and tokens that nodes have, each once.
        kind: of each node, the index of its like in ``distinct``; shape (nodes,).
        chains: for each block its node, that one's parent, and so on, the root again above the
            root; shape (``LEVELS``, blocks).
        chars, link_chars, media: of each block, as in ``RawBlock``; shape (blocks,).
    """

    parent: IntArray
    first: IntArray
    end: IntArray
    depth: FloatArray
    distinct: list[Name]
    kind: IntArray
    chains: IntArray
    chars: FloatArray
    link_chars: FloatArray
    media: FloatArray

    @classmethod
    def of(cls, segmentation: Segmentation) -> Tree:
        blocks, nodes = segmentation.blocks, segmentation.nodes
        parent = _integers([node.parent for node in nodes])
        kinds: defaultdict[Name, int] = defaultdict(itertools.count().__next__)
        kind = _integers([kinds[node.tag, node.tokens] for node in nodes])
        up = np.where(parent >= 0, parent, np.arange(len(nodes)))
        chains = np.empty((LEVELS, len(blocks)), np.intp)
        chains[0] = _integers([block.node for block in blocks])
        for level in range(1, LEVELS):
            np.take(up, chains[level - 1], out=chains[level])
        return cls(
            parent=parent,
            first=_integers([node.first for node in nodes]),
            end=_integers([node.end for node in nodes]),
            depth=_floats([node.depth for node in nodes]),
            distinct=list(kinds),
            kind=kind,
            chains=chains,
            chars=_floats([block.chars for block in blocks]),
            link_chars=_floats([block.link_chars for block in blocks]),
            media=_floats([block.media for block in blocks]),
        )

    def ranges(self, levels: int) -> IntArray:
        """For each block the ranges of blocks below its node and that one's ancestors.

        First and end in turn, from the inside out; shape (blocks, 2 * ``levels``).
        """
        chains = self.chains[:levels]
        both = np.stack([self.first.take(chains), self.end.take(chains)], 1)
        return np.ascontiguousarray(both.reshape(2 * levels, -1).T)


def _integers(values: list[int]) -> IntArray:
    return np.fromiter(values, np.intp, len(values))


def _floats(values: list[int]) -> FloatArray:
    return np.fromiter(values, np.float32, len(values))
