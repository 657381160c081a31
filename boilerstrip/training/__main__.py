"""``python -m boilerstrip.training CORPUS``: fit the scorer, and tell how well it does.

Cross-validates by site, prints the table, fits on all pages and writes the weights.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import logging
import multiprocessing
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from scipy import optimize

from boilerstrip.scorer import network as runtime
from boilerstrip.scorer import structure
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.features import features
from boilerstrip.scorer.tokens import TokenTable
from boilerstrip.scorer.weights import FILE, Weights
from boilerstrip.training import fitting, token_weights, validation
from boilerstrip.training.alignment import FloatArray
from boilerstrip.training.corpus import read_corpus
from boilerstrip.training.examples import Example, make

FOLDS = 5
# Networks that differ by their random start only; the mean of their answers errs less than one.
NETWORKS = 2
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
    """Examples with the number of the fold of their sites, and as the network sees them."""

    examples: list[Example]
    folds: list[int]
    arrays: list[fitting.PageArrays]
    table: TokenTable


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m boilerstrip.training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of labelled pages (docs/training.md)")
    parser.add_argument("-o", "--output", type=Path, default=Path(FILE), help="the weights' file")
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--no-validation", action="store_true", help="only fit on all pages")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.jobs)
    prepared = prepare(options.corpus, options.jobs)
    slope, offset = 1.0, 0.0
    if not options.no_validation:
        logits = cross_validate(prepared)
        slope, offset = calibrate(prepared.arrays, logits)
        report(prepared, [slope * x + offset for x in logits])
    fitted = [fitting.fit(prepared.arrays, seed=seed) for seed in range(NETWORKS)]
    networks = tuple(runtime.Network(fitting.arrays_of(network)) for network in fitted)
    weights = Weights(networks, prepared.table, slope, offset)
    weights.save(options.output)
    _log.info("wrote %s, %d bytes", options.output, options.output.stat().st_size)


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
    return Prepared(examples, folds, arrays, tables[-1])


def fold_of(site: str) -> int:
    """The fold of a site: pages of one site are never parted."""
    return int(hashlib.md5(site.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def arrays_of(example: Example, table: TokenTable) -> fitting.PageArrays:
    """A page as the network sees it, each block weighed by what its choice moves."""
    segmentation = example.segmentation
    found = features(segmentation, Context.of(segmentation), example.told, table)
    lengths = np.array([block.chars for block in segmentation.blocks], np.float32)
    weights = example.weights * (
        SHORT_SHARE + np.minimum(lengths, FULL_LENGTH) ** LENGTH_POWER / 10
    )
    known = max(1, int((example.weights > 0).sum()))
    if known > FULL_PAGE:
        weights = weights * (FULL_PAGE / known) ** 0.5
    ranges = runtime.spans(segmentation).astype(np.int32)
    return fitting.PageArrays(found, ranges, example.labels, weights.astype(np.float32))


def cross_validate(prepared: Prepared) -> list[FloatArray]:
    """The log-odds of each page's blocks from a network that saw no page of its site."""
    logits: list[FloatArray] = [np.zeros(0, np.float32)] * len(prepared.examples)
    for fold in range(FOLDS):
        started = time.monotonic()
        known = [a for a, f in zip(prepared.arrays, prepared.folds, strict=True) if f != fold]
        held = [i for i, f in enumerate(prepared.folds) if f == fold]
        pages = [prepared.arrays[i] for i in held]
        fitted = [fitting.fit(known, seed=seed) for seed in range(NETWORKS)]
        predicted = [fitting.predict(network, pages) for network in fitted]
        for i, *values in zip(held, *predicted, strict=True):
            logits[i] = np.mean(values, axis=0)
        _log.info("fold %d of %d: %.0f s", fold + 1, FOLDS, time.monotonic() - started)
    return logits


def calibrate(
    arrays: Sequence[fitting.PageArrays], logits: Sequence[FloatArray]
) -> tuple[float, float]:
    """Slope and offset that make the log-odds of unseen pages true (Platt, 1999)."""
    x = np.concatenate(logits)
    y = np.concatenate([page.labels for page in arrays])
    w = np.concatenate([page.weights for page in arrays])

    def loss(p: npt.NDArray[np.float64]) -> float:
        z = p[0] * x + p[1]
        return float((w * (np.logaddexp(0, z) - y * z)).sum() / w.sum())

    slope, offset = optimize.minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(offset)


def report(prepared: Prepared, logits: Sequence[FloatArray]) -> None:
    """Print the figures of the blocks chosen, and of those that the truth would choose."""
    chosen = [values > 0 for values in logits]
    settled = [
        _settled(example, values) for example, values in zip(prepared.examples, logits, strict=True)
    ]
    oracle = [example.labels > 0 for example in prepared.examples]
    print("by the network, sites unseen\n" + validation.table(prepared.examples, chosen))
    print("with the region chosen\n" + validation.table(prepared.examples, settled))
    print("by the truth (what segmentation allows)\n" + validation.table(prepared.examples, oracle))


def _settled(example: Example, logits: FloatArray) -> validation.BoolArray:
    context = Context.of(example.segmentation)
    quoted = [context.quoted[block.node] for block in example.segmentation.blocks]
    log_odds, _ = structure.settle(logits.tolist(), context.weights, quoted)
    return np.array(log_odds) > 0


if __name__ == "__main__":
    main()
