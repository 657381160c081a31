"""Make probabilities true: of blocks (being body), and of pages (having the right body)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from boilerstrip.scorer.confidence import FACTS
from boilerstrip.training.alignment import FloatArray
from boilerstrip.training.fitting import PageArrays

DoubleArray = npt.NDArray[np.float64]

# A body is called right from this word F1 on.
RIGHT = 0.9
# Pull of the confidence's coefficients towards 0, in pages.
RIDGE = 0.5
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)


def of_blocks(arrays: Sequence[PageArrays], logits: Sequence[FloatArray]) -> tuple[float, float]:
    """Slope and offset that make the log-odds of unseen pages true (Platt, 1999)."""
    x = np.concatenate(logits)
    y = np.concatenate([page.labels for page in arrays])
    w = np.concatenate([page.weights for page in arrays])

    def loss(p: DoubleArray) -> float:
        z = p[0] * x + p[1]
        return float((w * (np.logaddexp(0, z) - y * z)).sum() / w.sum())

    slope, offset = optimize.minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(offset)


def of_pages(facts: Sequence[Sequence[float]], right: Sequence[bool]) -> tuple[float, ...]:
    """Coefficients of ``confidence`` by ridge logistic regression, the constant last and free.

    ``facts`` has a row for each page with a body, ``right`` tells whether the body is right.
    """
    x = np.array(facts, float).reshape(len(right), len(FACTS))
    y = np.array(right, float)
    x = np.concatenate([x, np.ones((len(x), 1))], 1)
    pull = np.append(np.full(len(FACTS), RIDGE), 0.0)

    def loss(c: DoubleArray) -> tuple[float, DoubleArray]:
        z = x @ c
        value = (np.logaddexp(0, z) - y * z).sum() + (pull * c * c).sum() / 2
        return float(value), x.T @ (special.expit(z) - y) + pull * c

    found = optimize.minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    return tuple(float(c) for c in found.x)


def unseen_confidence(
    facts: Sequence[Sequence[float]], right: Sequence[bool], folds: Sequence[int]
) -> list[float]:
    """The confidence that each page gets from coefficients fitted on pages of other folds."""
    out = [0.0] * len(right)
    for fold in sorted(set(folds)):
        known = [i for i, f in enumerate(folds) if f != fold and facts[i]]
        coefficients = of_pages([facts[i] for i in known], [right[i] for i in known])
        for i, f in enumerate(folds):
            if f == fold and facts[i]:
                z = float(np.dot(coefficients, [*facts[i], 1.0]))
                out[i] = float(special.expit(z))
    return out


def table(confidences: Sequence[float], right: Sequence[bool]) -> str:
    """Of the pages given so much confidence, the share whose body is right, as lines of text."""
    told = np.array(confidences)
    true = np.array(right, float)
    lines = []
    for low, high in itertools.pairwise(BINS):
        here = (told >= low) & ((told < high) | (high == 1.0))
        if here.any():
            lines.append(
                f"{low:.2f} to {high:.2f}  {here.sum():5d} pages  "
                f"mean {told[here].mean():.3f}  right {true[here].mean():.3f}"
            )
    return "\n".join(lines)
