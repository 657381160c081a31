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
    """A judgement for each block: a page's by the network, a dump's by rules.

    Args:
        told: what the page says of its article.
        weights: of the network, instead of those of the package.
        explain: give the evidence too.
    """
    if segmentation.is_dump or not segmentation.blocks:
        from boilerstrip.scorer import rules

        return rules.judge(segmentation, context)
    # NumPy takes a tenth of a second to import, so only those pay who judge a page.
    from boilerstrip.scorer import learned
    from boilerstrip.scorer.weights import shipped

    return learned.judge(segmentation, context, told, weights or shipped(), explain=explain)


def tuned_threshold(
    segmentation: Segmentation, context: Context, judgements: Sequence[Judgement]
) -> float:
    """The probability over which blocks are body; a dump's, which are no shares, all the same."""
    if segmentation.is_dump:
        return threshold.THRESHOLD
    return threshold.tuned([judged.probability for judged in judgements], context.weights)


def sureness(blocks: Sequence[Block], *, is_dump: bool, weights: Weights | None = None) -> float:
    """The article's confidence, 0 to 1, by its judged blocks."""
    if is_dump:
        return confidence.dump_confidence(blocks)
    from boilerstrip.scorer.weights import shipped

    return confidence.confidence(blocks, (weights or shipped()).confidence)
