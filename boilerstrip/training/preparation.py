"""Labelled pages → what is fitted: aligned examples, token tables, arrays."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import multiprocessing
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from boilerstrip.blocks import RawBlock
from boilerstrip.scorer import network as runtime
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.features import features
from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.scorer.tree import Tree
from boilerstrip.training import fitting, grafting, token_weights
from boilerstrip.training.alignment import FloatArray
from boilerstrip.training.corpus import read_corpus
from boilerstrip.training.examples import Example, make

FOLDS = 5
# Fitted on all pages, no fold held back.
NONE_HELD = -1
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
    all pages. ``grafted`` are pages to fit on beside the examples, with the folds of theirs.
    """

    examples: list[Example]
    folds: list[int]
    arrays: list[fitting.PageArrays]
    tables: list[TokenTable]
    grafted: list[fitting.PageArrays]
    grafted_folds: list[int]


def prepare(corpus: Path, jobs: int) -> Prepared:
    """Read the corpus; fit the token tables, each page's without its own site; take features."""
    with multiprocessing.Pool(jobs) as pool:
        made = pool.map(make, list(read_corpus(corpus)), chunksize=16)
        examples = [example for example in made if example is not None]
        folds = [fold_of(example.page.site) for example in examples]
        _log.info("%d pages of %d have a truth that they contain", len(examples), len(made))
    tables = token_weights.fit(examples, folds, [*range(FOLDS), NONE_HELD], jobs)
    _log.info("fitted %d token tables", len(tables))
    given = grafting.donors(examples, folds, tables)
    with multiprocessing.Pool(jobs, _share, (tables, given)) as pool:
        sited = list(zip(examples, folds, strict=True))
        arrays = pool.starmap(_arrays, sited, chunksize=16)
        grafts = pool.starmap(_grafted, sited, chunksize=16)
    grafted = [(page, fold) for page, fold in zip(grafts, folds, strict=True) if page is not None]
    _log.info("set texts of other pages into %d stories", len(grafted))
    return Prepared(
        examples, folds, arrays, tables, [page for page, _ in grafted], [f for _, f in grafted]
    )


_tables: list[TokenTable]
_donors: grafting.Donors


def _share(tables: list[TokenTable], given: grafting.Donors) -> None:
    """Give a worker process once what all pages need."""
    global _tables, _donors
    _tables, _donors = tables, given


def _arrays(example: Example, fold: int) -> fitting.PageArrays:
    return arrays_of(example, _tables[fold])


def _grafted(example: Example, fold: int) -> fitting.PageArrays | None:
    grafted = grafting.graft(example, _donors)
    return None if grafted is None else arrays_of(grafted, _tables[fold])


def fold_of(site: str) -> int:
    """The fold of a site: pages of one site are never parted."""
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def arrays_of(example: Example, table: TokenTable) -> fitting.PageArrays:
    """A page as the network sees it, each block weighed by what its choice moves."""
    segmentation = example.segmentation
    tree = Tree.of(segmentation)
    found = features(segmentation, tree, Context.of(segmentation), example.told, table)
    weights = block_weights(segmentation.blocks, example.weights)
    ranges = tree.ranges(runtime.LEVELS).astype(np.int32)
    return fitting.PageArrays(found, ranges, example.labels, weights)


def block_weights(blocks: Sequence[RawBlock], known: FloatArray) -> FloatArray:
    """What each block counts in the loss, by its length and by how many labelled ones there are.

    Args:
        blocks: of one page or dump.
        known: 0 for blocks whose label is not known; shape (blocks,).
    """
    lengths = np.array([block.chars for block in blocks], np.float32)
    weights = known * (SHORT_SHARE + np.minimum(lengths, FULL_LENGTH) ** LENGTH_POWER / 10)
    labelled = max(1, int((known > 0).sum()))
    if labelled > FULL_PAGE:
        weights = weights * (FULL_PAGE / labelled) ** 0.5
    return weights.astype(np.float32)
