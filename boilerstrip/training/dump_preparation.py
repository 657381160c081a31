"""Labelled pages → what the scorer of dumps is fitted to: labelled dumps, token tables, arrays."""

from __future__ import annotations

import dataclasses
import logging
import multiprocessing
import random
from collections.abc import Sequence
from pathlib import Path

from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.training import grafting, token_weights
from boilerstrip.training.corpus import LabelledPage, read_corpus
from boilerstrip.training.dump_examples import Dump, arrays_of, make
from boilerstrip.training.dump_variation import graft
from boilerstrip.training.fitting import PageArrays
from boilerstrip.training.flattening import HELD_OUT, WAYS
from boilerstrip.training.preparation import FOLDS, NONE_HELD, fold_of

# Ways in which each page is flattened. More ways of the same pages teach less than they cost.
WAYS_A_PAGE = 2

_log = logging.getLogger("boilerstrip.training")


@dataclasses.dataclass(slots=True)
class PreparedDumps:
    """Dumps with the number of the fold of their sites, and as the networks see them.

    Attributes:
        arrays, headlines: for the body, and for the headline, ``None`` where it is not known.
        tables: the token table of each fold, fitted without its sites, and at last that of all.
    """

    dumps: list[Dump]
    folds: list[int]
    arrays: list[PageArrays]
    headlines: list[PageArrays | None]
    tables: list[TokenTable]


def prepare(corpus: Path, jobs: int, *, every: int = 1) -> PreparedDumps:
    """Flatten every page of the corpus (or each ``every``-th), label the lines, take features.

    The first dump of a story is as it is, into the others texts of other pages are set.
    """
    pages = list(read_corpus(corpus))[::every]
    with multiprocessing.Pool(jobs) as pool:
        dumps = [made for some in pool.imap(_make, pages, chunksize=8) for made in some]
    folds = [fold_of(made.page.site) for made in dumps]
    _log.info("%d dumps of %d pages", len(dumps), len(pages))
    first = _first_of_pages(dumps)
    known, their = [dumps[i] for i in first], [folds[i] for i in first]
    tables = token_weights.fit(known, their, [*range(FOLDS), NONE_HELD], jobs)
    _log.info("fitted %d token tables", len(tables))
    given = grafting.donors(known, their, tables)
    as_is = frozenset(first)
    dumps = [made if i in as_is else graft(made, given) for i, made in enumerate(dumps)]
    with multiprocessing.Pool(jobs, _share, (tables,)) as pool:
        arrays = pool.starmap(_arrays, zip(dumps, folds, strict=True), chunksize=32)
    _log.info("took the features")
    return PreparedDumps(dumps, folds, [a for a, _ in arrays], [h for _, h in arrays], tables)


_tables: list[TokenTable]


def _share(tables: list[TokenTable]) -> None:
    """Give a worker process the tables once, instead of with every dump."""
    global _tables
    _tables = tables


def _arrays(example: Dump, fold: int) -> tuple[PageArrays, PageArrays | None]:
    return arrays_of(example, _tables[fold])


def ways_of(page: LabelledPage) -> list[str]:
    """The ways in which a page is flattened for training, the same on every run."""
    known = [way for way in WAYS if way != HELD_OUT]
    return random.Random(f"{page.source}/{page.id}").sample(known, WAYS_A_PAGE)


def _make(page: LabelledPage) -> list[Dump]:
    return [made for made in make(page, ways_of(page)) if made.kind != "nothing"]


def _first_of_pages(dumps: Sequence[Dump]) -> list[int]:
    """The first dump of each page, by its index: the words of the others are the same."""
    first: dict[tuple[str, str], int] = {}
    for i, made in enumerate(dumps):
        first.setdefault((made.page.source, made.page.id), i)
    return list(first.values())
