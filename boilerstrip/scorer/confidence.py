"""How sure the judge is of a page as a whole."""

from __future__ import annotations

import math
from collections.abc import Sequence

from boilerstrip.article import Block, Label

# A longer block is prose rather than an item of a list: a line and a half of newspaper text.
PROSE_LENGTH = 80

FACTS = (
    "expected_f1 expected_precision doubt log_length share_of_page prose unbroken one_minus_f1_log"
).split()


def facts(blocks: Sequence[Block]) -> list[float]:
    """What of a page's judged blocks tells whether its body is right, by the names of ``FACTS``.

    Lengths are in letters, white space included. Empty where no block is body.
    """
    body_label = Label.BODY  # looked up through a function by Python 3.10 and 3.11
    kept = [i for i, block in enumerate(blocks) if block.label is body_label]
    lengths = [len(block.text) for block in blocks]
    body = sum(lengths[i] for i in kept)
    if not body:
        return []
    right = sum(lengths[i] * blocks[i].score for i in kept)
    wanted = sum(n * block.score for n, block in zip(lengths, blocks, strict=True))
    doubtful = sum(n * b.score * (1 - b.score) for n, b in zip(lengths, blocks, strict=True))
    expected_f1 = 2 * right / (body + wanted)
    return [
        expected_f1,
        right / body,
        min(1.0, 4 * doubtful / body),
        math.log1p(body) / 10,
        body / sum(lengths),
        sum(lengths[i] for i in kept if lengths[i] >= PROSE_LENGTH) / body,
        body / sum(lengths[kept[0] : kept[-1] + 1]),
        math.log(max(1e-3, 1 - expected_f1)) / 7,
    ]


def confidence(blocks: Sequence[Block], coefficients: Sequence[float]) -> float:
    """The share of pages like this one whose body has a word F1 of 0.9 or more, 0 to 1.

    ``coefficients``, one for each of ``FACTS`` and a constant, are fitted on pages of unseen
    sites (``boilerstrip.training.calibration``).
    """
    told = facts(blocks)
    if not told:
        return 0.0
    *slopes, constant = coefficients
    z = sum(a * x for a, x in zip(slopes, told, strict=True)) + constant
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))
