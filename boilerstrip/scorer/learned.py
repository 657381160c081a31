"""The judge of pages and of dumps: features → network → region."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from boilerstrip.blocks import Segmentation
from boilerstrip.scorer import dump_features, network, rules, structure
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.features import features
from boilerstrip.scorer.judgement import Evidence, Judgement
from boilerstrip.scorer.told import Told
from boilerstrip.scorer.tree import Tree
from boilerstrip.scorer.weights import Weights

OUTSIDE_REGION: Evidence = (-9.0, "outside the article's region")


def judge(
    segmentation: Segmentation, context: Context, told: Told, fitted: Weights, *, explain: bool
) -> list[Judgement]:
    """A judgement for each block; with the facts that agree with it only if ``explain``."""
    headlines: Sequence[float | None] = [None] * len(segmentation.blocks)
    if segmentation.is_dump:
        found = dump_features.features(segmentation, context, told, fitted.table)
        ranges = dump_features.ranges(segmentation)
        titles = fitted.headline_log_odds(found, ranges)
        if titles is not None:
            headlines = titles.tolist()
    else:
        tree = Tree.of(segmentation)
        found = features(segmentation, tree, context, told, fitted.table)
        ranges = tree.ranges(network.LEVELS)
    raw = fitted.log_odds(found, ranges)
    quoted = [context.quoted[block.node] for block in segmentation.blocks]
    settings = structure.DUMP if segmentation.is_dump else structure.PAGE
    log_odds, region = structure.settle(raw, context.weights, quoted, settings)
    probabilities = 1 / (1 + np.exp(-log_odds.clip(-30, 30)))
    judgements = [
        Judgement(probability, [], headline)
        for probability, headline in zip(probabilities.tolist(), headlines, strict=True)
    ]
    if explain:
        for i, judgement in enumerate(judgements):
            judgement.evidence = _facts(i, segmentation, context, region, judgement.probability)
    return judgements


def _facts(
    i: int, segmentation: Segmentation, context: Context, region: range, probability: float
) -> list[Evidence]:
    facts = list(rules.evidence(i, segmentation.blocks[i], segmentation, context))
    if i not in region:
        facts.append(OUTSIDE_REGION)
    agreeing = [fact for fact in facts if (fact[0] > 0) == (probability >= 0.5)]
    return sorted(agreeing, key=lambda fact: -abs(fact[0]))
