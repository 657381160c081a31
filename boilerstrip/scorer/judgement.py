"""What the scorer says of one block."""

from __future__ import annotations

import dataclasses
import math

# How many log-odds a fact weighs for body, or against it, and the fact in words.
Evidence = tuple[float, str]


@dataclasses.dataclass(slots=True)
class Judgement:
    """The probability (0 to 1) that a block is body, and why, strongest first."""

    probability: float
    evidence: list[Evidence]


def sigmoid(x: float) -> float:
    """The probability of the log-odds ``x``."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))
