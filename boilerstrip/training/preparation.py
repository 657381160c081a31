"""Labelled pages → what is fitted: aligned examples, token tables, arrays."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import multiprocessing
from pathlib import Path

import numpy as np

from boilerstrip.scorer import network as runtime
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.features import features
from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.scorer.tree import Tree
from boilerstrip.training import fitting, token_weights
from boilerstrip.training.corpus import read_corpus
from boilerstrip.training.examples import Example, make

FOLDS = 5
# How much a block counts grows with its length, up to so many letters, because readers and word
# F1 count letters; the constant keeps short blocks from counting nothing.
FULL_LENGTH = 300.0
LENGTH_POWER = 0.6
SHORT_SHARE = 0.3
# A page counts as its number of blocks up to this, and as the root beyond.
FULL_PAGE = 100.0

_log = logging.getLogger("boilerstrip.training")


@dataclasses.dataclass(slots=True)
class Prepared:
    """Examples with the number of the fold of their sites, and as the network sees them.

    ``tables`` holds the token table of each fold, fitted without its sites, and at last that of
    all pages.
    """

    examples: list[Example]
    folds: list[int]
    arrays: list[fitting.PageArrays]
    tables: list[TokenTable]


def prepare(corpus: Path, jobs: int) -> Prepared:
    """Read the corpus; fit the token tables, each page's without its own site; take features."""
    with multiprocessing.Pool(jobs) as pool:
        made = pool.map(make, list(read_corpus(corpus)), chunksize=16)
        examples = [example for example in made if example is not None]
        folds = [fold_of(example.page.site) for example in examples]
        _log.info("%d pages of %d have a truth that they contain", len(examples), len(made))
        kept = [[e for e, f in zip(examples, folds, strict=True) if f != k] for k in range(FOLDS)]
        tables = pool.map(token_weights.fit, [*kept, examples], chunksize=1)
    _log.info("fitted %d token tables", len(tables))
    arrays = [arrays_of(e, tables[f]) for e, f in zip(examples, folds, strict=True)]
    return Prepared(examples, folds, arrays, tables)


def fold_of(site: str) -> int:
    """The fold of a site: pages of one site are never parted."""
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def arrays_of(example: Example, table: TokenTable) -> fitting.PageArrays:
    """A page as the network sees it, each block weighed by what its choice moves."""
    segmentation = example.segmentation
    tree = Tree.of(segmentation)
    found = features(segmentation, tree, Context.of(segmentation), example.told, table)
    lengths = np.array([block.chars for block in segmentation.blocks], np.float32)
    weights = example.weights * (
        SHORT_SHARE + np.minimum(lengths, FULL_LENGTH) ** LENGTH_POWER / 10
    )
    known = max(1, int((example.weights > 0).sum()))
    if known > FULL_PAGE:
        weights = weights * (FULL_PAGE / known) ** 0.5
    ranges = tree.ranges(runtime.LEVELS).astype(np.int32)
    return fitting.PageArrays(found, ranges, example.labels, weights.astype(np.float32))
