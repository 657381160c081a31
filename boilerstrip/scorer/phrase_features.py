"""What the lexicon's phrases in each block say of it, and of what stands under it."""

from __future__ import annotations

import numpy as np

from boilerstrip.blocks import RawBlock
from boilerstrip.scorer.columns import FloatArray
from boilerstrip.scorer.context import PHRASE_KINDS, Context

# Beyond so many blocks a heading no longer tells what stands under it.
FAR = 30
_KIND_INDEX = {kind: i for i, kind in enumerate(PHRASE_KINDS)}
# Kinds that a heading announces for what stands under it.
_ANNOUNCING = [_KIND_INDEX[kind] for kind in ("comment", "related", "newsletter", "author_bio")]


def phrase_features(blocks: list[RawBlock], context: Context) -> FloatArray:
    """What the lexicon knows of each block and of the heading above it (blocks, columns).

    For each kind the share of the text that its phrases cover, and 1 where they fill it; and how
    near above, within the reach of ``FAR`` blocks, a block stands that they fill.
    """
    n, kinds = len(blocks), len(PHRASE_KINDS)
    out = np.zeros((n, 2 * kinds + len(_ANNOUNCING)), np.float32)
    covers, fills = out[:, :kinds], out[:, kinds : 2 * kinds]
    for i, found in enumerate(context.found):
        for m in found:
            kind = _KIND_INDEX[m.label]
            start, end = m.span
            covers[i, kind] = min(1.0, covers[i, kind] + (end - start) / len(blocks[i].text))
            fills[i, kind] = m.whole
    index = np.arange(n)
    for column, kind in enumerate(_ANNOUNCING, 2 * kinds):
        last = np.maximum.accumulate(np.where(fills[:, kind] > 0, index, -FAR))
        out[:, column] = np.maximum(0, 1 - (index - last) / FAR)
    return out


PHRASE_NAMES = [
    *(f"covers_{kind}" for kind in PHRASE_KINDS),
    *(f"fills_{kind}" for kind in PHRASE_KINDS),
    *(f"after_{PHRASE_KINDS[kind]}" for kind in _ANNOUNCING),
]
