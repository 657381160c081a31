"""The network that turns features of a page's blocks into log-odds of body: a few array products.

Residual convolutions over the sequence of blocks, each followed by means over all blocks below the
block's element and its nearest ancestors. After the first of them the network guesses which blocks
are body, and from there on each block is told where it stands to the text so guessed: how much of
it comes before and after, how much stands in the elements around, what its blocks look like on
average. So the choice of *where* the article lies and of *which* blocks it is made of are one.
Fitted by ``boilerstrip.training``; see ``docs/model-card.md``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from boilerstrip.scorer.features import NAMES

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

# How far to either side each layer's convolution looks, in blocks.
DILATIONS = (1, 2, 5)
# The block's own element and so many less one of its ancestors, over whose blocks means are taken.
POOLED_LEVELS = 3
# The same, for which the share of the guessed text is told.
LEVELS = 5
# The guess is made before this layer.
GUESSED_AT = 1
# The feature that tells how much text a block has, 1 at 400 letters.
WEIGHT = NAMES.index("weight")
FULL_WEIGHT = 400
# Text of before and after, of the page in all, share of its blocks; then share and mean per level.
PLACES = 4 + 2 * LEVELS
# Less guessed text than this, in 400 letters, is none: it keeps the shares finite.
LEAST_MASS = 1e-3
LEAST_GUESS = 1e-2
# OpenBLAS, which NumPy's wheels use, takes all cores for products of more multiplications than this
# (65,536 * 4 in its interface/gemm.c). For a page that saves no time, and the waiting threads cost
# two thirds as much CPU time again as the whole extraction.
MAX_PRODUCT = 1 << 18


@dataclasses.dataclass(frozen=True, slots=True)
class Network:
    """The weights of a network, by the names that training gives them.

    Attributes:
        weights: arrays of 32-bit floats. ``mean`` and ``scale`` standardise the features; each of
            ``enter``, ``convolve.N``, ``pool.N``, ``guess``, ``place``, ``hidden`` and ``leave``
            has a ``weight`` of shape (outputs, inputs) and a ``bias``.
    """

    weights: dict[str, FloatArray]

    def log_odds(self, features: FloatArray, ranges: IntArray) -> FloatArray:
        """As ``Ensemble.log_odds``, of this network alone."""
        return Ensemble((self,)).log_odds(features, ranges)


class Ensemble:
    """Networks of one shape, computed side by side: every array has an axis of networks first."""

    def __init__(self, networks: Sequence[Network]) -> None:
        # Standardising is part of the first product: (x - mean) * scale @ W = x @ V - mean @ V.
        entering = [n.weights["enter.weight"] * n.weights["scale"] for n in networks]
        shift = [n.weights["mean"] @ w.T for n, w in zip(networks, entering, strict=True)]
        names = [name for name in networks[0].weights if name not in ("mean", "scale")]
        stacked = {name: np.stack([n.weights[name] for n in networks]) for name in names}
        stacked["enter.weight"] = np.stack(entering)
        stacked["enter.bias"] = stacked["enter.bias"] - np.stack(shift)
        self._weights = {
            name: np.ascontiguousarray(array.swapaxes(1, 2)) if array.ndim == 3 else array[:, None]
            for name, array in stacked.items()
        }

    def log_odds(self, features: FloatArray, ranges: IntArray) -> FloatArray:
        """The mean of the networks' log-odds of body of each block of a page, shape (blocks,).

        Args:
            features: of each block (``features.py``).
            ranges: as ``Tree.ranges`` gives them, of ``LEVELS`` levels.
        """
        levels = [_Level.of(ranges[:, 2 * i], ranges[:, 2 * i + 1]) for i in range(LEVELS)]
        h = _relu(self._linear("enter", features))
        guess: FloatArray | None = None
        for layer, reach in enumerate(DILATIONS):
            if layer == GUESSED_AT:
                guess = _sigmoid(self._linear("guess", h))
                places = _places(guess, guess * features[:, WEIGHT : WEIGHT + 1], levels)
                h += _relu(self._linear("place", np.concatenate([h, places], 2)))
            h += _relu(self._convolved(f"convolve.{layer}", h, reach))
            h += _relu(self._pooled(f"pool.{layer}", h, levels[:POOLED_LEVELS], guess))
        log_odds = self._linear("leave", _relu(self._linear("hidden", h)))
        return np.asarray(log_odds[:, :, 0].mean(0), np.float32)

    def _linear(self, name: str, x: FloatArray) -> FloatArray:
        out = _product(x, self._weights[f"{name}.weight"])
        out += self._weights[f"{name}.bias"]
        return out

    def _convolved(self, name: str, x: FloatArray, reach: int) -> FloatArray:
        """The sum of what the block, the one ``reach`` before and the one as far behind send."""
        z = _product(x, self._weights[f"{name}.weight"])
        c = z.shape[2] // 3
        bias = self._weights[f"{name}.bias"]
        out: FloatArray = z[:, :, c : 2 * c] + bias.reshape(len(bias), 1, 3, c).sum(2)
        out[:, reach:] += z[:, :-reach, :c]
        out[:, :-reach] += z[:, reach:, 2 * c :]
        return out

    def _pooled(
        self, name: str, h: FloatArray, levels: Sequence[_Level], guess: FloatArray | None
    ) -> FloatArray:
        """What the block, the means over the elements around it, and the guessed text send.

        The means are multiplied once an element, before the blocks in it get them.
        """
        weight = self._weights[f"{name}.weight"]
        c = h.shape[2]
        out = _product(h, weight[:, :c])
        out += self._weights[f"{name}.bias"]
        sums = _sums(h)
        for i, level in enumerate(levels, 1):
            sent = _product(level.means(sums), weight[:, i * c : (i + 1) * c])
            out += sent.take(level.of_block, 1)
        if guess is not None:
            looks = (h * guess).sum(1, keepdims=True)
            looks /= np.maximum(guess.sum(1, keepdims=True), LEAST_GUESS)
            out += looks @ weight[:, -c:]
        return out


@dataclasses.dataclass(frozen=True, slots=True)
class _Level:
    """The elements that are a block's own, or its ancestors of one level, and their blocks.

    Attributes:
        first, end: the range of blocks of each element; shape (elements,).
        counts: their number, at least 1; shape (elements, 1).
        of_block: the element of each block; shape (blocks,).
    """

    first: IntArray
    end: IntArray
    counts: FloatArray
    of_block: IntArray

    @classmethod
    def of(cls, first: IntArray, end: IntArray) -> _Level:
        """Blocks in a row that have the same range share an element."""
        begins = np.ones(len(first), np.bool_)
        begins[1:] = (first[1:] != first[:-1]) | (end[1:] != end[:-1])
        first, end = first[begins], end[begins]
        counts = np.maximum(end - first, 1).astype(np.float32)[:, None]
        return cls(first, end, counts, np.cumsum(begins) - 1)

    def means(self, sums: FloatArray) -> FloatArray:
        """The means over each element's blocks, by ``_sums``; shape (networks, elements, …)."""
        means: FloatArray = sums.take(self.end, 1)
        means -= sums.take(self.first, 1)
        means /= self.counts
        return means


def _places(guess: FloatArray, mass: FloatArray, levels: Sequence[_Level]) -> FloatArray:
    """Where each block stands to the guessed text; shape (networks, blocks, ``PLACES``)."""
    sums = _sums(np.concatenate([mass, guess], 2))
    n = guess.shape[1]
    total = sums[:, -1:, :1]
    whole = np.maximum(total, LEAST_MASS)
    before = sums[:, :-1, :1]
    places = np.empty((len(guess), n, PLACES), np.float32)
    places[:, :, 0:1] = before / whole
    places[:, :, 1:2] = (total - before - mass) / whole
    places[:, :, 2:3] = np.log1p(total * FULL_WEIGHT) / 8
    places[:, :, 3:4] = sums[:, -1:, 1:] / max(n, 1)
    for column, level in enumerate(levels, 2):
        means = level.means(sums)
        means[:, :, :1] *= level.counts / whole
        places[:, :, 2 * column : 2 * column + 2] = means.take(level.of_block, 1)
    return places


def _sums(x: FloatArray) -> FloatArray:
    """Sums of the blocks before each block, and of all."""
    sums = np.empty((x.shape[0], x.shape[1] + 1, x.shape[2]), np.float32)
    sums[:, 0] = 0
    np.cumsum(x, axis=1, out=sums[:, 1:])
    return sums


def _product(x: FloatArray, y: FloatArray) -> FloatArray:
    """``x @ y``, a few rows at a time; ``x`` may be the same for all networks."""
    n = x.shape[-2]
    rows = max(1, MAX_PRODUCT // (y.shape[1] * y.shape[2]))
    if n <= rows:
        whole: FloatArray = x @ y
        return whole
    out = np.empty((len(y), n, y.shape[2]), np.float32)
    for start in range(0, n, rows):
        np.matmul(x[..., start : start + rows, :], y, out=out[:, start : start + rows])
    return out


def _relu(x: FloatArray) -> FloatArray:
    return np.maximum(x, 0, out=x)


def _sigmoid(x: FloatArray) -> FloatArray:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)
