"""The network that turns features of a page's blocks into log-odds of body: a few array products.

Residual convolutions over the sequence of blocks, each followed by means over all blocks below the
block's element and its nearest ancestors. Fitted by ``boilerstrip.training``; see
``docs/model-card.md``.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import Segmentation

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

# How far to either side each layer's convolution looks, in blocks.
DILATIONS = (1, 2, 5)
# The block's own element and so many less one of its ancestors, over whose blocks means are taken.
POOLED_LEVELS = 3
# OpenBLAS, which NumPy's wheels use, takes all cores for products of more multiplications than this
# (65,536 * 4 in its interface/gemm.c). For a page that saves no time, and the waiting threads cost
# two thirds as much CPU time again as the whole extraction.
MAX_PRODUCT = 1 << 18


def spans(segmentation: Segmentation) -> IntArray:
    """For each block the ranges of blocks below its element and that one's ancestors.

    First and end in turn, from the inside out; shape (blocks, 2 * ``POOLED_LEVELS``).
    """
    first = np.array([node.first for node in segmentation.nodes], np.intp)
    end = np.array([node.end for node in segmentation.nodes], np.intp)
    parent = np.array([node.parent for node in segmentation.nodes], np.intp)
    at = np.array([block.node for block in segmentation.blocks], np.intp)
    columns: list[IntArray] = []
    for _ in range(POOLED_LEVELS):
        columns += (first[at], end[at])
        at = np.where(parent[at] >= 0, parent[at], at)
    return np.stack(columns, 1)


@dataclasses.dataclass(frozen=True, slots=True)
class Network:
    """The weights of a network, by the names that training gives them, and their use.

    Attributes:
        weights: arrays of 32-bit floats. ``mean`` and ``scale`` standardise the features; each of
            ``enter``, ``convolve.N``, ``pool.N``, ``hidden`` and ``leave`` has a ``weight`` of
            shape (outputs, inputs) and a ``bias``.
    """

    weights: dict[str, FloatArray]

    def log_odds(self, features: FloatArray, ranges: IntArray) -> FloatArray:
        """Log-odds of body of each block of a page, shape (blocks,)."""
        h = _relu(self._linear("enter", (features - self._of("mean")) * self._of("scale")))
        counts = np.maximum(ranges[:, 1::2] - ranges[:, 0::2], 1).astype(np.float32)
        for layer, reach in enumerate(DILATIONS):
            h = h + _relu(self._convolved(f"convolve.{layer}", h, reach))
            sums = np.zeros((len(h) + 1, h.shape[1]), np.float32)
            np.cumsum(h, axis=0, out=sums[1:])
            means = [h]
            for level in range(POOLED_LEVELS):
                total = sums[ranges[:, 2 * level + 1]] - sums[ranges[:, 2 * level]]
                means.append(total / counts[:, level : level + 1])
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


def _product(x: FloatArray, y: FloatArray) -> FloatArray:
    """``x @ y``, a few rows at a time."""
    rows = max(1, MAX_PRODUCT // y.size)
    out = np.empty((len(x), y.shape[1]), np.float32)
    for start in range(0, len(x), rows):
        np.matmul(x[start : start + rows], y, out=out[start : start + rows])
    return out


def _relu(x: FloatArray) -> FloatArray:
    return np.maximum(x, 0)
