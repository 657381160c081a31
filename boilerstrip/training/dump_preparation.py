"""Labelled pages → what the scorer of dumps is fitted to: labelled dumps, word tables, arrays."""

from __future__ import annotations

import dataclasses
import functools
import logging
import multiprocessing
import random
from collections.abc import Sequence
from pathlib import Path

from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.training import token_weights
from boilerstrip.training.corpus import LabelledPage, read_corpus
from boilerstrip.training.dump_examples import Dump, arrays_of, make, tokens
from boilerstrip.training.fitting import PageArrays
from boilerstrip.training.flattening import HELD_OUT, WAYS
from boilerstrip.training.preparation import FOLDS, fold_of

# Ways in which each page is flattened. More ways of the same pages teach less than they cost.
WAYS_A_PAGE = 2
# Words of fewer sites are those sites' topics rather than a language's menus or prose.
MIN_SITES = 20
# After so many the sums hardly change any more.
ITERATIONS = 40

_log = logging.getLogger("boilerstrip.training")


@dataclasses.dataclass(slots=True)
class PreparedDumps:
    """Dumps with the number of the fold of their sites, and as the networks see them.

    Attributes:
        arrays, headlines: for the body, and for the headline, ``None`` where it is not known.
        tables: the word table of each fold, fitted without its sites, and at last that of all.
    """

    dumps: list[Dump]
    folds: list[int]
    arrays: list[PageArrays]
    headlines: list[PageArrays | None]
    tables: list[TokenTable]


def prepare(corpus: Path, jobs: int, *, every: int = 1) -> PreparedDumps:
    """Flatten every page of the corpus (or each ``every``-th), label the lines, take features."""
    pages = list(read_corpus(corpus))[::every]
    with multiprocessing.Pool(jobs) as pool:
        dumps = [made for some in pool.imap(_make, pages, chunksize=8) for made in some]
        folds = [fold_of(made.page.site) for made in dumps]
        _log.info("%d dumps of %d pages", len(dumps), len(pages))
        known = _one_a_page(dumps, folds)
        kept = [[d for d, f in known if f != k] for k in range(FOLDS)]
        fit = functools.partial(
            token_weights.fit, tokens_of=tokens, min_sites=MIN_SITES, iterations=ITERATIONS
        )
        tables = pool.map(fit, [*kept, [d for d, _ in known]], chunksize=1)
        _log.info("fitted %d word tables", len(tables))
        used = zip(dumps, (tables[f] for f in folds), strict=True)
        arrays = pool.starmap(arrays_of, used, chunksize=32)
    _log.info("took the features")
    return PreparedDumps(dumps, folds, [a for a, _ in arrays], [h for _, h in arrays], tables)


def ways_of(page: LabelledPage) -> list[str]:
    """The ways in which a page is flattened for training, the same on every run."""
    known = [way for way in WAYS if way != HELD_OUT]
    return random.Random(f"{page.source}/{page.id}").sample(known, WAYS_A_PAGE)


def _make(page: LabelledPage) -> list[Dump]:
    return [made for made in make(page, ways_of(page)) if made.kind != "nothing"]


def _one_a_page(dumps: Sequence[Dump], folds: Sequence[int]) -> list[tuple[Dump, int]]:
    """The first dump of each page: the words of the others are the same."""
    first: dict[tuple[str, str], tuple[Dump, int]] = {}
    for made, fold in zip(dumps, folds, strict=True):
        first.setdefault((made.page.source, made.page.id), (made, fold))
    return list(first.values())
