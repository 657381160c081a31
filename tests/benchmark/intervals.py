"""Bootstrap intervals of means over pages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RESAMPLES = 2000
LEVEL = 0.95


def interval(values: Sequence[float], sites: Sequence[str], seed: int = 0) -> tuple[float, float]:
    """Where the mean lies with 95 % confidence, by the percentile bootstrap over sites.

    Whole sites are drawn, since pages of one site are alike: one template, right or wrong on all.

    >>> interval([1.0, 1.0], ["a", "b"])
    (1.0, 1.0)
    """
    _, index = np.unique(np.asarray(sites), return_inverse=True)
    sums = np.bincount(index, weights=np.asarray(values, dtype=float))
    counts = np.bincount(index)
    draws = np.random.default_rng(seed).integers(len(sums), size=(RESAMPLES, len(sums)))
    means = sums[draws].sum(axis=1) / counts[draws].sum(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
