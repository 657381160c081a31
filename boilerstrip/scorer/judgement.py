"""What the scorer says of one block."""

from __future__ import annotations

import dataclasses
import math

# How many log-odds a fact weighs for body, or against it, and the fact in words.
Evidence = tuple[float, str]


@dataclasses.dataclass(slots=True)
class Judgement:
    """The probability (0 to 1) that a block is body, and why, strongest first.

    Of a dump's line ``headline`` tells how likely it is the headline, in log-odds.
    """

    probability: float
    evidence: list[Evidence]
    headline: float | None = None


def sigmoid(x: float) -> float:
    """The probability of the log-odds ``x``."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
