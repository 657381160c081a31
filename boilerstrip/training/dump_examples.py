"""A labelled page → labelled text dumps of it, in several ways of flattening."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Collection, Sequence

import numpy as np
from lxml import etree

from boilerstrip import document
from boilerstrip.blocks import dump
from boilerstrip.fields.keys import key
from boilerstrip.scorer import dump_features
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.scorer.told import NOTHING_TOLD, Told
from boilerstrip.training import examples
from boilerstrip.training.alignment import FloatArray
from boilerstrip.training.corpus import LabelledPage
from boilerstrip.training.dump_variation import vary
from boilerstrip.training.fitting import PageArrays
from boilerstrip.training.flattening import WAYS, flatten
from boilerstrip.training.preparation import block_weights

# Share of dumps whose address the scorer is told: cached texts often come without.
ADDRESSED = 0.6
# What a headline counts beside the lines that are none, in lines.
HEADLINE_WEIGHT = 20.0


@dataclasses.dataclass(slots=True)
class Dump(examples.Example):
    """A dump ready for training: as an ``Example``, whose blocks are lines.

    Attributes:
        way: the name of the way of flattening.
        headlines: 1 for lines that are the headline, 0 for others, (lines,); ``None`` if the
            headline is not known or no line.
    """

    way: str = ""
    headlines: FloatArray | None = None


def text_of(page: LabelledPage, root: etree._Element, way: str) -> tuple[str, random.Random]:
    """The dump of a page in a way, and the source of the chances taken; the same on every run."""
    rng = random.Random(f"{page.source}/{page.id}/{way}")
    return flatten(root, WAYS[way](rng)), rng


def make(page: LabelledPage, ways: Collection[str]) -> list[Dump]:
    """A dump of the page in each way; fewer where a dump does not hold the page's truth.

    The first is of the page as it was crawled, the others are varied (``dump_variation``).
    """
    loaded = document.load(page.read(), kind="html", encoding=None, url=page.url)
    if loaded.root is None:
        return []
    told = Told.of(loaded.embedded)
    dumps: list[Dump] = []
    for way in ways:
        text, rng = text_of(page, loaded.root, way)
        segmentation = dump.segment(text)
        if not segmentation.blocks:
            continue
        example = examples.label(page, segmentation, told)
        if example is None:
            continue
        known = rng.random() < ADDRESSED
        example.told = Told(address=told.address) if known else NOTHING_TOLD
        fields = {f.name: getattr(example, f.name) for f in dataclasses.fields(example)}
        texts = [block.text for block in segmentation.blocks]
        made = Dump(**fields, way=way, headlines=_headlines(page, texts))
        if dumps:
            vary(made, rng)
        dumps.append(made)
    return dumps


def _headlines(page: LabelledPage, texts: Sequence[str]) -> FloatArray | None:
    wanted = key(page.headline or "")
    if not wanted:
        return None
    found = np.array([key(text) == wanted for text in texts], np.float32)
    return found if found.any() else None


def arrays_of(example: Dump, table: TokenTable) -> tuple[PageArrays, PageArrays | None]:
    """A dump as the network sees it: for the body, and for the headline if that is known."""
    segmentation = example.segmentation
    context = Context.of(segmentation)
    found = dump_features.features(segmentation, context, example.told, table)
    ranges = dump_features.ranges(segmentation).astype(np.int32)
    weights = block_weights(segmentation.blocks, example.weights)
    body = PageArrays(found, ranges, example.labels, weights)
    if example.headlines is None:
        return body, None
    share = np.where(example.headlines > 0, HEADLINE_WEIGHT / example.headlines.sum(), 1.0)
    share = (share / share.sum()).astype(np.float32)
    return body, PageArrays(found, ranges, example.headlines, share)
