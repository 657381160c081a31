"""``python -m boilerstrip.training CORPUS``: fit the scorer, and tell how well it does.

Cross-validates by site, prints the tables, fits on all pages and writes the weights.
"""

from __future__ import annotations

import argparse
import dataclasses
import logging
import multiprocessing
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from boilerstrip.scorer.weights import FILES, Weights
from boilerstrip.training import calibration, cross_validation, dump_training, validation
from boilerstrip.training.cross_validation import Outcome
from boilerstrip.training.preparation import FOLDS, NONE_HELD, Prepared, prepare

_log = logging.getLogger("boilerstrip.training")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m boilerstrip.training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of labelled pages (docs/training.md)")
    parser.add_argument("-o", "--output", type=Path, help="the weights' file")
    parser.add_argument(
        "--kind", choices=FILES, default="html", help="fit to pages or to text dumps of them"
    )
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--no-validation", action="store_true", help="only fit on all pages")
    parser.add_argument(
        "--every", type=int, default=1, help="take each so many-th page only (dumps)"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    validate = not options.no_validation
    if options.kind == "text":
        weights = dump_training.train(
            options.corpus, options.jobs, validate=validate, every=options.every
        )
    else:
        weights = train(options.corpus, options.jobs, validate=validate)
    output = options.output or Path(FILES[options.kind])
    weights.save(output)
    _log.info("wrote %s, %d bytes", output, output.stat().st_size)


def train(corpus: Path, jobs: int, *, validate: bool) -> Weights:
    """Weights fitted on all pages; calibrated, and their quality printed, only if ``validate``."""
    prepared = prepare(corpus, jobs)
    held = [NONE_HELD, *(range(FOLDS) if validate else ())]
    networks = cross_validation.fit_networks(prepared, jobs, held)
    weights = Weights(networks[NONE_HELD], prepared.tables[-1])
    if not validate:
        return weights
    unseen = cross_validation.unseen_weights(prepared, networks)
    logits = cross_validation.unseen_log_odds(prepared, unseen)
    judged = [i for i, e in enumerate(prepared.examples) if e.page.annotated]
    pages = [prepared.examples[i].page for i in judged]
    folds = [prepared.folds[i] for i in judged]
    outcomes = cross_validation.outcomes(pages, folds, unseen, jobs)
    scores = [
        validation.page_scores(page, outcome.paragraphs)
        for page, outcome in zip(pages, outcomes, strict=True)
    ]
    print("by the network, sites unseen\n" + _by_blocks(prepared, [x > 0 for x in logits]))
    print("by the whole pipeline\n" + validation.table(pages, scores))
    truth = [example.labels > 0 for example in prepared.examples]
    print("by the truth (what segmentation allows)\n" + _by_blocks(prepared, truth))
    raw = [dataclasses.replace(w, slope=1.0, offset=0.0) for w in unseen]
    slope, offset = calibration.of_blocks(
        prepared.arrays, cross_validation.unseen_log_odds(prepared, raw)
    )
    coefficients = _calibrate_pages(outcomes, scores, folds)
    return dataclasses.replace(weights, slope=slope, offset=offset, confidence=coefficients)


def _by_blocks(prepared: Prepared, chosen: Sequence[npt.NDArray[np.bool_]]) -> str:
    scores = []
    for example, kept in zip(prepared.examples, chosen, strict=True):
        blocks = zip(example.segmentation.blocks, kept, strict=True)
        scores.append(validation.page_scores(example.page, [b.text for b, k in blocks if k]))
    return validation.table([example.page for example in prepared.examples], scores)


def _calibrate_pages(
    outcomes: Sequence[Outcome], scores: Sequence[dict[str, float]], folds: Sequence[int]
) -> tuple[float, ...]:
    """Print how true the confidence is of unseen sites; its coefficients fitted on all."""
    known = [i for i, figures in enumerate(scores) if "words" in figures]
    facts = [outcomes[i].facts for i in known]
    right = [scores[i]["words"] >= calibration.RIGHT for i in known]
    confidences = calibration.unseen_confidence(facts, right, [folds[i] for i in known])
    print("confidence, sites unseen\n" + calibration.table(confidences, right))
    with_body = [i for i, told in enumerate(facts) if told]
    return calibration.of_pages([facts[i] for i in with_body], [right[i] for i in with_body])


if __name__ == "__main__":
    main()
