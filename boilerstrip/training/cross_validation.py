"""Fit networks side by side, and run the whole pipeline on pages of sites that they never saw."""

from __future__ import annotations

import dataclasses
import logging
import multiprocessing
from collections.abc import Sequence

import numpy as np
import torch

from boilerstrip.extraction import extract
from boilerstrip.scorer import confidence
from boilerstrip.scorer import network as runtime
from boilerstrip.scorer.weights import Weights
from boilerstrip.training import calibration, fitting
from boilerstrip.training.alignment import FloatArray
from boilerstrip.training.corpus import LabelledPage
from boilerstrip.training.preparation import FOLDS, NONE_HELD, Prepared

# Networks that differ by their random start only; the mean of their answers errs less than one.
NETWORKS = 2

_log = logging.getLogger("boilerstrip.training")


@dataclasses.dataclass(slots=True)
class Outcome:
    """What the whole pipeline gives for a page: its paragraphs, and the facts of its confidence."""

    paragraphs: tuple[str, ...]
    facts: list[float]


def fit_networks(
    prepared: Prepared, jobs: int, held: Sequence[int]
) -> dict[int, tuple[runtime.Network, ...]]:
    """For each fold of ``held`` the networks fitted on the pages of the others."""
    tasks = [(fold, seed) for fold in held for seed in range(NETWORKS)]
    fitted: dict[int, list[runtime.Network]] = {fold: [] for fold in held}
    with multiprocessing.Pool(jobs, _share, (prepared,)) as pool:
        for (fold, seed), network in zip(tasks, pool.imap(_fit, tasks), strict=True):
            fitted[fold].append(network)
            _log.info("fitted network %d %s", seed, _without(fold))
    return {fold: tuple(networks) for fold, networks in fitted.items()}


def _without(fold: int) -> str:
    return "on all pages" if fold == NONE_HELD else f"without fold {fold + 1} of {FOLDS}"


_prepared: Prepared


def _share(prepared: Prepared) -> None:
    """Give a worker process the pages once, instead of with every task."""
    global _prepared
    _prepared = prepared
    torch.set_num_threads(1)


def _fit(task: tuple[int, int]) -> runtime.Network:
    held, seed = task
    sited = zip(
        [*_prepared.arrays, *_prepared.grafted],
        [*_prepared.folds, *_prepared.grafted_folds],
        strict=True,
    )
    known = [page for page, fold in sited if fold != held and page.weights.any()]
    return runtime.Network(fitting.arrays_of(fitting.fit(known, seed=seed)))


def unseen_weights(
    prepared: Prepared, networks: dict[int, tuple[runtime.Network, ...]]
) -> list[Weights]:
    """Weights for each fold's pages, calibrated on the others."""
    raw = [Weights(networks[fold], prepared.tables[fold]) for fold in range(FOLDS)]
    logits = unseen_log_odds(prepared, raw)
    calibrated = []
    for fold, weights in enumerate(raw):
        known = [i for i, f in enumerate(prepared.folds) if f != fold]
        slope, offset = calibration.of_blocks(
            [prepared.arrays[i] for i in known], [logits[i] for i in known]
        )
        calibrated.append(dataclasses.replace(weights, slope=slope, offset=offset))
    return calibrated


def unseen_log_odds(prepared: Prepared, weights: Sequence[Weights]) -> list[FloatArray]:
    """The log-odds of each page's blocks from the weights of its fold."""
    return [
        weights[fold].log_odds(page.features, page.spans.astype(np.intp))
        for page, fold in zip(prepared.arrays, prepared.folds, strict=True)
    ]


def outcomes(
    pages: Sequence[LabelledPage], folds: Sequence[int], weights: Sequence[Weights], jobs: int
) -> list[Outcome]:
    """What the whole pipeline makes of each page, with the weights of its fold."""
    with multiprocessing.Pool(jobs, _share_weights, (list(weights),)) as pool:
        return pool.starmap(_outcome, zip(pages, folds, strict=True), chunksize=16)


_weights: list[Weights]


def _share_weights(weights: list[Weights]) -> None:
    global _weights
    _weights = weights


def _outcome(page: LabelledPage, fold: int) -> Outcome:
    article = extract(page.read(), kind="html", url=page.url, weights=_weights[fold])
    return Outcome(article.paragraphs, confidence.facts(article.blocks))
