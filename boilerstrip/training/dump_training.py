"""Fit the scorer of text dumps, and tell by site-wise cross-validation how well it does."""

from __future__ import annotations

import dataclasses
import logging
import multiprocessing
import statistics
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from boilerstrip import document
from boilerstrip.extraction import extract
from boilerstrip.fields.keys import key
from boilerstrip.scorer import confidence
from boilerstrip.scorer import network as runtime
from boilerstrip.scorer.weights import Weights
from boilerstrip.training import calibration, fitting, validation
from boilerstrip.training.alignment import FloatArray
from boilerstrip.training.corpus import LabelledPage
from boilerstrip.training.dump_examples import text_of
from boilerstrip.training.dump_preparation import PreparedDumps, prepare
from boilerstrip.training.flattening import HELD_OUT, WAYS
from boilerstrip.training.preparation import FOLDS, NONE_HELD, fold_of

# A page comes in several ways, so that fewer passes show it as often as the scorer of pages sees
# one.
EPOCHS = 6
CHANNELS = 24
HEADLINE_CHANNELS = 16
# Networks that differ by their random start only; the mean of their answers errs less than one.
NETWORKS = 2
# What a page of news counts among those from which the second of the networks for headlines learns
# to choose. News is one page in twenty of the corpus, and half of what dumps are made of.
NEWS_WEIGHT = 3.0

_log = logging.getLogger("boilerstrip.training")


@dataclasses.dataclass(slots=True)
class Outcome:
    """What the whole pipeline gives for a dump of an unseen site."""

    page: LabelledPage
    way: str
    scores: dict[str, float]
    facts: list[float]


def train(corpus: Path, jobs: int, *, validate: bool, every: int = 1) -> Weights:
    """Weights fitted on dumps of all pages; calibrated, and their quality printed, if ``validate``.

    ``every`` takes each so many-th page only, to try something out.
    """
    return fit(prepare(corpus, jobs, every=every), jobs, validate=validate)


def fit(prepared: PreparedDumps, jobs: int, *, validate: bool) -> Weights:
    """As ``train``, from dumps that are prepared."""
    held = [NONE_HELD, *(range(FOLDS) if validate else ())]
    with multiprocessing.Pool(jobs, _share, (prepared,)) as pool:
        fitted = dict(zip(held, pool.imap(_fitted, held), strict=True))
    weights: Weights = fitted.pop(NONE_HELD)
    if not validate:
        return weights
    slope, offset = calibration.of_blocks(prepared.arrays, _unseen(prepared, fitted))
    calibrated = [
        dataclasses.replace(fitted[fold], slope=slope, offset=offset) for fold in range(FOLDS)
    ]
    outcomes = validated(prepared, calibrated, jobs)
    print(table(outcomes))
    return dataclasses.replace(
        weights, slope=slope, offset=offset, confidence=_calibrate_pages(outcomes)
    )


_prepared: PreparedDumps


def _share(prepared: PreparedDumps) -> None:
    """Give a worker process the dumps once, instead of with every task."""
    global _prepared
    _prepared = prepared
    torch.set_num_threads(1)


def _fitted(held: int) -> Weights:
    """Networks for body and headline fitted on the dumps of all folds but one."""
    known = [i for i, fold in enumerate(_prepared.folds) if fold != held]
    bodies = [_prepared.arrays[i] for i in known if _prepared.arrays[i].weights.any()]
    seeds = range(NETWORKS if held == NONE_HELD else 1)
    networks = tuple(_network(bodies, seed, CHANNELS) for seed in seeds)
    headlines = _headline_networks(known)
    _log.info("fitted %s", "on all dumps" if held == NONE_HELD else f"without fold {held + 1}")
    return Weights(networks, _prepared.tables[held], kind="text", headlines=headlines)


def _headline_networks(known: Sequence[int]) -> tuple[runtime.Network, ...]:
    """One that judges each line by itself, and one that also learns to choose among a dump's."""
    pages: list[fitting.PageArrays] = []
    weighed: list[fitting.PageArrays] = []
    for i in known:
        page = _prepared.headlines[i]
        if page is None:
            continue
        share = NEWS_WEIGHT if _prepared.dumps[i].page.paragraphs is not None else 1.0
        pages.append(page)
        weighed.append(dataclasses.replace(page, weights=page.weights * np.float32(share)))
    return (
        _network(pages, 0, HEADLINE_CHANNELS),
        _network(weighed, 0, HEADLINE_CHANNELS, choosing=True),
    )


def _network(
    pages: Sequence[fitting.PageArrays], seed: int, channels: int, *, choosing: bool = False
) -> runtime.Network:
    fitted = fitting.fit(pages, seed=seed, epochs=EPOCHS, channels=channels, choosing=choosing)
    return runtime.Network(fitting.arrays_of(fitted))


def _unseen(prepared: PreparedDumps, fitted: dict[int, Weights]) -> list[FloatArray]:
    """The log-odds of each dump's lines by the weights that did not see its site."""
    return [
        fitted[fold].log_odds(page.features, page.spans.astype(np.intp))
        for page, fold in zip(prepared.arrays, prepared.folds, strict=True)
    ]


def validated(prepared: PreparedDumps, weights: Sequence[Weights], jobs: int) -> list[Outcome]:
    """What ``extract`` makes of dumps in every way, with the weights of their fold.

    Each page comes in the way held out of training, and in one other in turn.
    """
    pages = {
        (made.page.source, made.page.id): made.page
        for made in prepared.dumps
        if made.kind == "body"
    }
    known = [way for way in WAYS if way != HELD_OUT]
    tasks = [
        (page, way)
        for number, page in enumerate(pages.values())
        for way in (known[number % len(known)], HELD_OUT)
    ]
    with multiprocessing.Pool(jobs, _share_weights, (list(weights),)) as pool:
        return pool.starmap(_outcome, tasks, chunksize=8)


_weights: list[Weights]


def _share_weights(weights: list[Weights]) -> None:
    global _weights
    _weights = weights


def _outcome(page: LabelledPage, way: str) -> Outcome:
    return _judged(page, way, _weights[fold_of(page.site)])


def _judged(page: LabelledPage, way: str, weights: Weights) -> Outcome:
    loaded = document.load(page.read(), kind="html", url=page.url)
    assert loaded.root is not None  # prepared pages have one
    text, _ = text_of(page, loaded.root, way)
    article = extract(text, kind="text", url=page.url, weights=weights)
    scores = validation.page_scores(page, article.paragraphs)
    if page.headline:
        scores["headline"] = float(key(article.headline or "") == key(page.headline))
    if page.date:
        scores["date"] = float(str(article.date)[:10] == page.date[:10])
    return Outcome(page, way, scores, confidence.facts(article.blocks))


def table(outcomes: Sequence[Outcome]) -> str:
    """Mean figures for each way and kind of page, as lines of text."""
    gathered: dict[tuple[str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for outcome in outcomes:
        kind = "article" if outcome.page.page_type == "article" else "no article"
        for way in (outcome.way, "all ways"):
            for name, score in outcome.scores.items():
                gathered[f"{outcome.page.source} {kind}", way][name].append(score)
    lines = []
    for (kind, way), by_name in sorted(gathered.items()):
        means = "  ".join(f"{name} {statistics.mean(s):.4f}" for name, s in by_name.items())
        mark = " (not trained on)" if way == HELD_OUT else ""
        lines.append(f"{kind:18s} {way + mark:26s} {len(by_name['words']):5d}  {means}")
    return "\n".join(lines)


def _calibrate_pages(outcomes: Sequence[Outcome]) -> tuple[float, ...]:
    """Print how true the confidence is of unseen sites; its coefficients fitted on all."""
    right = [o.scores["words"] >= calibration.RIGHT for o in outcomes]
    facts = [o.facts for o in outcomes]
    folds = [fold_of(o.page.site) for o in outcomes]
    confidences = calibration.unseen_confidence(facts, right, folds)
    print("confidence, sites unseen\n" + calibration.table(confidences, right))
    with_body = [i for i, told in enumerate(facts) if told]
    return calibration.of_pages([facts[i] for i in with_body], [right[i] for i in with_body])
