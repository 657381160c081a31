"""Which blocks are body: blocks → probabilities → the region of the article."""

from boilerstrip.scorer.context import Context
from boilerstrip.scorer.rules import Judgement, judge

__all__ = ["Context", "Judgement", "judge"]
