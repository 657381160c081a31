"""How sure the judge is of a page as a whole."""

from __future__ import annotations

from collections.abc import Sequence

# A body of this many letters is half-way to sure; one ten times as long leaves no doubt of length.
HALF_LENGTH = 250.0


def confidence(probabilities: Sequence[float], weights: Sequence[float], threshold: float) -> float:
    """0 to 1: the letter-weighted sureness of the blocks kept, less for a short body.

    Each kept block's margin over a half counts, as does each block just below the threshold
    against it, so that a page where much text was nearly kept is doubtful.
    """
    kept = sum(w for p, w in zip(probabilities, weights, strict=True) if p >= threshold)
    if not kept:
        return 0.0
    doubt = sum(
        w * (1 - abs(2 * p - 1))
        for p, w in zip(probabilities, weights, strict=True)
        if p >= threshold or p > 0.1
    )
    sure = max(0.0, 1 - doubt / kept)
    return sure * kept / (kept + HALF_LENGTH)
