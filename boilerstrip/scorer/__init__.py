"""Which blocks are body: blocks → probabilities → the region of the article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from boilerstrip.article import Block
from boilerstrip.blocks import Segmentation
from boilerstrip.scorer import confidence, threshold
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.judgement import Judgement
from boilerstrip.scorer.told import NOTHING_TOLD, Told

if TYPE_CHECKING:
    from boilerstrip.scorer.weights import Weights

__all__ = ["Context", "Judgement", "Told", "judge", "sureness", "tuned_threshold"]


def judge(
    segmentation: Segmentation,
    context: Context,
    told: Told = NOTHING_TOLD,
    *,
    weights: Weights | None = None,
    explain: bool = False,
) -> list[Judgement]:
    """A judgement for each block, by the network for pages or the one for dumps.

    Args:
        told: what the page says of its article.
        weights: instead of those of the package, if they were fitted to this kind of document.
        explain: give the evidence too.
    """
    if not segmentation.blocks:
        return []
    # NumPy takes a tenth of a second to import, so only those pay who judge something.
    from boilerstrip.scorer import learned
    from boilerstrip.scorer.weights import of_kind

    fitted = of_kind("text" if segmentation.is_dump else "html", weights)
    return learned.judge(segmentation, context, told, fitted, explain=explain)


def tuned_threshold(context: Context, judgements: Sequence[Judgement]) -> float:
    """The probability over which blocks are body."""
    return threshold.tuned([judged.probability for judged in judgements], context.weights)


def sureness(blocks: Sequence[Block], *, is_dump: bool, weights: Weights | None = None) -> float:
    """The article's confidence, 0 to 1, by its judged blocks."""
    from boilerstrip.scorer.weights import of_kind

    fitted = of_kind("text" if is_dump else "html", weights)
    return confidence.confidence(blocks, fitted.confidence)
