"""What names in the markup, and a short block's first words, say for or against body.

Each token has a weight in log-odds, fitted by logistic regression on labelled pages (see
``boilerstrip.training``). A token's weight on the element of the block itself differs from that on
an ancestor, so there are two; a third table holds the opening words of short blocks.
"""

from __future__ import annotations

import dataclasses
import functools
import re

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import Node, RawBlock

FloatArray = npt.NDArray[np.float32]

# A longer block is told by its sentences; its first words say little.
OPENING_MAX_LENGTH = 90
OPENING_WORDS = 3
# Sums beyond this many log-odds come from long class lists, not from surer names.
CLIP = 6.0
# Menus repeat within a page and a site.
CACHE_SIZE = 4096
# So much of a very long line says what it is, in characters.
MAX_TEXT = 1000

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\d_]+")


def node_tokens(node: Node) -> tuple[str, ...]:
    """What an element is called: its tag in angle brackets, and its class tokens."""
    return (f"<{node.tag}>", *node.tokens)


@functools.lru_cache(maxsize=CACHE_SIZE)
def opening_tokens(text: str) -> tuple[str, ...]:
    """The first words of a short text, one by one and together; digits are all the same.

    >>> opening_tokens("Read more: 25 ways")
    ('read', 'read more', 'read more 0')
    """
    if len(text) > OPENING_MAX_LENGTH:
        return ()
    folded = "".join("0" if c.isdigit() else c if c.isalnum() else " " for c in text.lower())
    words = folded.split(None, OPENING_WORDS)[:OPENING_WORDS]
    words = ["0" if word[0] == "0" else word for word in words]
    whole = (f"={' '.join(words)}",) if len(folded.split()) <= OPENING_WORDS and words else ()
    return (*(" ".join(words[: i + 1]) for i in range(len(words))), *whole)


def word_tokens(text: str) -> frozenset[str]:
    """The words of a line of a dump, lower case, without digits; pairs of Chinese signs.

    >>> sorted(word_tokens("Sign in, or sign up: 3 ways"))
    ['in', 'or', 'sign', 'up', 'ways']
    """
    return frozenset(_WORD.findall(text[:MAX_TEXT].lower()))


@dataclasses.dataclass(slots=True)
class TokenTable:
    """Weights of tokens in log-odds: on the block's own element, on an ancestor, as first words.

    In a dump, which has no elements, ``own`` are the words of the line itself.
    """

    own: dict[str, float]
    above: dict[str, float]
    opening: dict[str, float]

    def node_scores(self, nodes: list[Node]) -> tuple[FloatArray, FloatArray]:
        """The sums for each node as a block's own element, and as an ancestor; shape (nodes,)."""
        own_of: dict[tuple[str, tuple[str, ...]], tuple[float, float]] = {}
        own = np.empty(len(nodes), np.float32)
        above = np.empty(len(nodes), np.float32)
        for i, node in enumerate(nodes):
            key = (node.tag, node.tokens)
            scores = own_of.get(key)
            if scores is None:
                tokens = node_tokens(node)
                scores = own_of[key] = _sum(self.own, tokens), _sum(self.above, tokens)
            own[i], above[i] = scores
        return own, above

    def inline_scores(self, blocks: list[RawBlock]) -> FloatArray:
        """The sums for the inline elements of each block; shape (blocks,)."""
        scores = [_sum(self.own, block.tokens) if block.tokens else 0.0 for block in blocks]
        return np.array(scores, np.float32)

    def opening_scores(self, texts: list[str]) -> FloatArray:
        """The sums for the first words of each text; shape (blocks,)."""
        scores = [_sum(self.opening, opening_tokens(text)) for text in texts]
        return np.array(scores, np.float32)

    def word_scores(self, texts: list[str]) -> FloatArray:
        """The sum for the words of each line of a dump, and their mean; shape (lines, 2)."""
        rows = []
        for text in texts:
            tokens = word_tokens(text)
            total = sum(self.own.get(token, 0.0) for token in tokens)
            rows.append((max(-CLIP, min(CLIP, total)), total / max(1, len(tokens))))
        return np.array(rows, np.float32).reshape(len(texts), 2)


def _sum(weights: dict[str, float], tokens: tuple[str, ...]) -> float:
    total = sum(weights.get(token, 0.0) for token in tokens)
    return max(-CLIP, min(CLIP, total))
