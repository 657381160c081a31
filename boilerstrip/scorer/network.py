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
    """The weights of a network, by the names that training gives them, and their use.

    Attributes:
        weights: arrays of 32-bit floats. ``mean`` and ``scale`` standardise the features; each of
            ``enter``, ``convolve.N``, ``pool.N``, ``guess``, ``place``, ``hidden`` and ``leave``
            has a ``weight`` of shape (outputs, inputs) and a ``bias``.
    """

    weights: dict[str, FloatArray]

    def log_odds(self, features: FloatArray, ranges: IntArray) -> FloatArray:
        """Log-odds of body of each block of a page, shape (blocks,).

        Args:
            features: of each block (``features.py``).
            ranges: as ``Tree.ranges`` gives them, of ``LEVELS`` levels.
        """
        h = _relu(self._linear("enter", (features - self._of("mean")) * self._of("scale")))
        guess: FloatArray | None = None
        for layer, reach in enumerate(DILATIONS):
            if layer == GUESSED_AT:
                guess = _sigmoid(self._linear("guess", h))
                places = _places(guess, guess * features[:, WEIGHT : WEIGHT + 1], ranges)
                h = h + _relu(self._linear("place", np.concatenate([h, places], 1)))
            h = h + _relu(self._convolved(f"convolve.{layer}", h, reach))
            means = [h, *_means(h, ranges)]
            if guess is not None:
                looks = (h * guess).sum(0) / max(float(guess.sum()), LEAST_GUESS)
                means.append(np.broadcast_to(looks, h.shape))
            h = h + _relu(self._linear(f"pool.{layer}", np.concatenate(means, 1)))
        return self._linear("leave", _relu(self._linear("hidden", h)))[:, 0]

    def _of(self, name: str) -> FloatArray:
        return self.weights[name]

    def _linear(self, name: str, x: FloatArray) -> FloatArray:
        return _product(x, self._of(f"{name}.weight").T) + self._of(f"{name}.bias")

    def _convolved(self, name: str, x: FloatArray, reach: int) -> FloatArray:
        """The sum of what the block, the one ``reach`` before and the one as far behind send."""
        z = _product(x, self._of(f"{name}.weight").T)
        c = z.shape[1] // 3
        out: FloatArray = z[:, c : 2 * c] + self._of(f"{name}.bias").reshape(3, c).sum(0)
        out[reach:] += z[:-reach, :c]
        out[:-reach] += z[reach:, 2 * c :]
        return out


def _means(h: FloatArray, ranges: IntArray) -> list[FloatArray]:
    """The means of ``h`` over the blocks of each of the innermost ``POOLED_LEVELS`` elements."""
    sums = _sums(h)
    means: list[FloatArray] = []
    for level in range(POOLED_LEVELS):
        first, end = ranges[:, 2 * level], ranges[:, 2 * level + 1]
        means.append((sums[end] - sums[first]) / _counts(first, end))
    return means


def _places(guess: FloatArray, mass: FloatArray, ranges: IntArray) -> FloatArray:
    """Where each block stands to the guessed text; shape (blocks, ``PLACES``)."""
    sums = _sums(np.concatenate([mass, guess], 1))
    n, total = len(guess), float(sums[-1, 0])
    whole = max(total, LEAST_MASS)
    before = sums[:-1, :1]
    columns: list[FloatArray] = [
        before / whole,
        (total - before - mass) / whole,
        np.full((n, 1), np.log1p(total * FULL_WEIGHT) / 8, np.float32),
        np.full((n, 1), sums[-1, 1] / max(n, 1), np.float32),
    ]
    for level in range(LEVELS):
        first, end = ranges[:, 2 * level], ranges[:, 2 * level + 1]
        below = sums[end] - sums[first]
        columns += (below[:, :1] / whole, below[:, 1:] / _counts(first, end))
    return np.concatenate(columns, 1)


def _sums(x: FloatArray) -> FloatArray:
    """Sums of the rows before each row, and of all."""
    sums = np.zeros((len(x) + 1, x.shape[1]), np.float32)
    np.cumsum(x, axis=0, out=sums[1:])
    return sums


def _counts(first: IntArray, end: IntArray) -> FloatArray:
    counts: FloatArray = np.maximum(end - first, 1).astype(np.float32)[:, None]
    return counts


def _product(x: FloatArray, y: FloatArray) -> FloatArray:
    """``x @ y``, a few rows at a time."""
    rows = max(1, MAX_PRODUCT // y.size)
    out = np.empty((len(x), y.shape[1]), np.float32)
    for start in range(0, len(x), rows):
        np.matmul(x[start : start + rows], y, out=out[start : start + rows])
    return out


def _relu(x: FloatArray) -> FloatArray:
    return np.maximum(x, 0)


def _sigmoid(x: FloatArray) -> FloatArray:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)
