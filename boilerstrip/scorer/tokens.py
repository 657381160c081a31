"""What names in the markup, and a short block's words, say for or against body.

Each token has a weight in log-odds, fitted by logistic regression on labelled pages (see
``boilerstrip.training``). A token's weight on the element of the block itself differs from that on
an ancestor, so there are two tables of names; a third holds the opening words of short blocks, the
fourth all words of blocks that are no long paragraphs, one by one and in pairs.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
import re
from collections.abc import Hashable, Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import Node, RawBlock
from boilerstrip.lexicon import folding

FloatArray = npt.NDArray[np.float32]
Name = tuple[str, tuple[str, ...]]  # the tag of an element, and its tokens
_Key = TypeVar("_Key", bound=Hashable)
_Scores = dict[_Key, tuple[float, float]]  # of what was met, unclipped

# A longer block is told by its sentences; its first words say little.
OPENING_MAX_LENGTH = 90
OPENING_WORDS = 3
# Prompts, teasers and notes are shorter, in letters, and say what they are within so many words. On
# unseen sites the words lower the loss on articles by 6 % and the snippets kept wrongly from 0.097
# to 0.085; with those of longer blocks news lose what articles gain.
WORDED_MAX_LENGTH = 300
MAX_WORDS = 45
# Names of elements, menus and prompts come again on other pages, those of a site above all. So
# many of either, with their sums, are about 1 MB; a longer text does not come again.
REPEATED = 1 << 12
MAX_REPEATED_LENGTH = 80
# Sums beyond this many log-odds come from long class lists, not from surer names.
CLIP = 6.0

_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NONE = itertools.repeat(0.0)  # what a token weighs that the table lacks


def node_tokens(node: Node) -> tuple[str, ...]:
    """What an element is called: its tag in angle brackets, and its class tokens."""
    return _name_tokens((node.tag, node.tokens))


def _name_tokens(name: Name) -> tuple[str, ...]:
    tag, tokens = name
    return (f"<{tag}>", *tokens)


def opening_tokens(text: str) -> tuple[str, ...]:
    """The first words of a short text, one by one and together; digits are all the same.

    >>> opening_tokens("Read more: 25 ways")
    ('read', 'read more', 'read more 0')
    """
    return tuple(_opening(text, _words(text)))


def word_tokens(text: str) -> tuple[str, ...]:
    """The distinct words of a text that is no long paragraph, and pairs of words side by side.

    Numbers are all the same; scripts without spaces are cut into pairs of letters.

    >>> word_tokens("You have 2 left?")
    ('you', 'have', '0', 'left', 'you have', 'have 0', '0 left', '?')
    >>> word_tokens("無料会員")
    ('無料', '料会', '会員', '無料 料会', '料会 会員')
    """
    return tuple(dict.fromkeys(_worded(text, _words(text))))


def _words(text: str) -> list[str]:
    """The words of a text that is no long paragraph, in lower case."""
    if len(text) > WORDED_MAX_LENGTH:
        return []
    return folding.words(text.lower())


def _opening(text: str, words: list[str]) -> list[str]:
    """As ``opening_tokens``, of a text with these words."""
    if len(text) > OPENING_MAX_LENGTH:
        return []
    if "_" in text:
        words = _LETTERS_AND_DIGITS.findall(text.lower())
    if not words:
        return []
    first = words[:OPENING_WORDS]
    if not "".join(first).isalpha():
        first = [word if word.isalpha() else _without_digits(word) for word in first]
    tokens = first[:1]
    for word in first[1:]:
        tokens.append(f"{tokens[-1]} {word}")
    if len(words) <= OPENING_WORDS:
        tokens.append(f"={tokens[-1]}")
    return tokens


def _without_digits(word: str) -> str:
    folded = "".join(["0" if c.isdigit() else c for c in word])
    return "0" if folded[0] == "0" else folded


def _worded(text: str, words: list[str]) -> list[str]:
    """As ``word_tokens``, of a text with these words; some may come several times."""
    words = words[:MAX_WORDS]
    if not text.isascii() and _UNSPACED.search(text):
        words = [piece for word in words for piece in _pieces(word)][:MAX_WORDS]
    if not "".join(words).isalpha():
        words = ["0" if word[0].isdigit() else word for word in words]
    tokens = [*words, *map(" ".join, itertools.pairwise(words))]
    if text.endswith("?") and len(text) <= WORDED_MAX_LENGTH:
        tokens.append("?")
    return tokens


def _pieces(word: str) -> list[str]:
    if not _UNSPACED.search(word):
        return [word]
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


@dataclasses.dataclass(slots=True)
class TokenTable:
    """Weights of tokens in log-odds: of names on the block's own element and on an ancestor, of
    first words, and of words anywhere."""

    own: dict[str, float]
    above: dict[str, float]
    opening: dict[str, float]
    words: dict[str, float]
    _named: _Scores[Name] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _said: _Scores[str] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def name_scores(self, names: list[Name]) -> tuple[FloatArray, FloatArray]:
        """The sums for each name as a block's own element's, and as an ancestor's; (names,)."""
        known = self._named
        return _columns([known.get(name) or self._score_name(name) for name in names])

    def inline_scores(self, blocks: list[RawBlock]) -> FloatArray:
        """The sums for the inline elements of each block; shape (blocks,)."""
        sums = [_sum(self.own, block.tokens) if block.tokens else 0.0 for block in blocks]
        return np.array(sums, np.float32).clip(-CLIP, CLIP)

    def text_scores(self, texts: list[str]) -> tuple[FloatArray, FloatArray]:
        """The sums for the first words of each text, and for all its words; shape (blocks,)."""
        known = self._said
        return _columns([known.get(text) or self._score_text(text) for text in texts])

    def _score_name(self, name: Name) -> tuple[float, float]:
        tokens = _name_tokens(name)
        return _kept(self._named, name, (_sum(self.own, tokens), _sum(self.above, tokens)))

    def _score_text(self, text: str) -> tuple[float, float]:
        words = _words(text)
        said = self.words.keys() & _worded(text, words)
        # Exactly rounded, as sets have no order.
        whole = math.fsum(map(self.words.__getitem__, said))
        scores = _sum(self.opening, _opening(text, words)), whole
        return _kept(self._said, text, scores) if len(text) <= MAX_REPEATED_LENGTH else scores


def _kept(known: _Scores[_Key], key: _Key, scores: tuple[float, float]) -> tuple[float, float]:
    if len(known) >= REPEATED:
        known.clear()
    known[key] = scores
    return scores


def _sum(weights: dict[str, float], tokens: Iterable[str]) -> float:
    return sum(map(weights.get, tokens, _NONE))


def _columns(scores: list[tuple[float, float]]) -> tuple[FloatArray, FloatArray]:
    both = np.array(scores, np.float32).reshape(-1, 2).clip(-CLIP, CLIP)
    return both[:, 0], both[:, 1]
