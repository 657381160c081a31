"""Which blocks are body: blocks → probabilities → the region of the article."""

from __future__ import annotations

from boilerstrip.blocks import Segmentation
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.judgement import Judgement
from boilerstrip.scorer.told import NOTHING_TOLD, Told

__all__ = ["Context", "Judgement", "Told", "judge"]


def judge(
    segmentation: Segmentation,
    context: Context,
    told: Told = NOTHING_TOLD,
    *,
    explain: bool = False,
) -> list[Judgement]:
    """A judgement for each block: a page's by the network, a dump's by rules.

    Args:
        told: what the page says of its article.
        explain: give the evidence too.
    """
    if segmentation.is_dump or not segmentation.blocks:
        from boilerstrip.scorer import rules

        return rules.judge(segmentation, context)
    # NumPy takes a tenth of a second to import, so only those pay who judge a page.
    from boilerstrip.scorer import learned

    return learned.judge(segmentation, context, told, explain=explain)
