"""What names in the markup, and a short block's first words, say for or against body.

Each token has a weight in log-odds, fitted by logistic regression on labelled pages (see
``boilerstrip.training``). A token's weight on the element of the block itself differs from that on
an ancestor, so there are two; a third table holds the opening words of short blocks.
"""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import Node, RawBlock

FloatArray = npt.NDArray[np.float32]

# A longer block is told by its sentences; its first words say little.
OPENING_MAX_LENGTH = 90
OPENING_WORDS = 3
# Letters and digits of any script.
_WORD = re.compile(r"[^\W_]+")
# Sums beyond this many log-odds come from long class lists, not from surer names.
CLIP = 6.0


def node_tokens(node: Node) -> tuple[str, ...]:
    """What an element is called: its tag in angle brackets, and its class tokens."""
    return (f"<{node.tag}>", *node.tokens)


def opening_tokens(text: str) -> tuple[str, ...]:
    """The first words of a short text, one by one and together; digits are all the same.

    >>> opening_tokens("Read more: 25 ways")
    ('read', 'read more', 'read more 0')
    """
    if len(text) > OPENING_MAX_LENGTH:
        return ()
    words = _WORD.findall(text.lower())
    whole = len(words) <= OPENING_WORDS
    words = [word if word.isalpha() else _without_digits(word) for word in words[:OPENING_WORDS]]
    if not words:
        return ()
    tokens = [words[0]]
    for word in words[1:]:
        tokens.append(f"{tokens[-1]} {word}")
    if whole:
        tokens.append(f"={tokens[-1]}")
    return tuple(tokens)


def _without_digits(word: str) -> str:
    folded = "".join(["0" if c.isdigit() else c for c in word])
    return "0" if folded[0] == "0" else folded


@dataclasses.dataclass(slots=True)
class TokenTable:
    """Weights of tokens in log-odds: on the block's own element, on an ancestor, as first words."""

    own: dict[str, float]
    above: dict[str, float]
    opening: dict[str, float]

    def node_scores(self, nodes: list[Node]) -> tuple[FloatArray, FloatArray]:
        """The sums for each node as a block's own element, and as an ancestor; shape (nodes,)."""
        own = np.empty(len(nodes), np.float32)
        above = np.empty(len(nodes), np.float32)
        for i, node in enumerate(nodes):
            tokens = node_tokens(node)
            own[i], above[i] = _sum(self.own, tokens), _sum(self.above, tokens)
        return own, above

    def inline_scores(self, blocks: list[RawBlock]) -> FloatArray:
        """The sums for the inline elements of each block; shape (blocks,)."""
        scores = [_sum(self.own, block.tokens) if block.tokens else 0.0 for block in blocks]
        return np.array(scores, np.float32)

    def opening_scores(self, texts: list[str]) -> FloatArray:
        """The sums for the first words of each text; shape (blocks,)."""
        scores = [_sum(self.opening, opening_tokens(text)) for text in texts]
        return np.array(scores, np.float32)


def _sum(weights: dict[str, float], tokens: tuple[str, ...]) -> float:
    total = 0.0
    for token in tokens:
        weight = weights.get(token)
        if weight is not None:
            total += weight
    return total if -CLIP < total < CLIP else max(-CLIP, min(CLIP, total))
