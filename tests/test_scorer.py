"""The scorer: features, shipped weights, the article's region."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from boilerstrip import Block, Label, document, extract
from boilerstrip.blocks import dom
from boilerstrip.scorer import Context, Told, confidence, structure, threshold, weights
from boilerstrip.scorer.features import NAMES, features
from boilerstrip.scorer.tree import Tree

PAGES = sorted((Path(__file__).parent.parent / "fixtures" / "pages").glob("*.html"))


def test_the_weights_are_small() -> None:
    data = resources.files("boilerstrip.scorer").joinpath(weights.FILE).read_bytes()
    assert len(data) < 2_000_000


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_features_are_finite_and_named(page: Path) -> None:
    loaded = document.load(page.read_bytes())
    assert loaded.root is not None
    segmentation = dom.segment(loaded.root)
    context, told = Context.of(segmentation), Told.of(loaded.embedded)
    tree = Tree.of(segmentation)
    found = features(segmentation, tree, context, told, weights.shipped().table)
    assert found.shape == (len(segmentation.blocks), len(NAMES))
    assert np.isfinite(found).all()


@pytest.mark.parametrize(
    ("log_odds", "weights_of_blocks", "region"),
    [
        ([-3, 2, 2, -3], [50, 300, 300, 50], range(1, 3)),
        ([2, -1, 2], [300, 20, 300], range(3)),
        ([3, *[-3] * 9, 3, 3], [90, *[60] * 9, 400, 400], range(10, 12)),
        ([-1, -1], [50, 50], range(0)),
        ([], [], range(0)),
    ],
)
def test_region(log_odds: list[float], weights_of_blocks: list[float], region: range) -> None:
    assert structure.best_region(log_odds, weights_of_blocks, foreign=10)[0] == region


def test_what_lies_outside_the_region_loses() -> None:
    log_odds = [0.5, -4.0, *[3.0] * 5, -4.0, 0.5]
    lengths = [50.0, 50.0, *[400.0] * 5, 50.0, 50.0]
    quoted = [False] * 3 + [True] + [False] * 5
    settled, region = structure.settle(log_odds, lengths, quoted)
    assert region == range(2, 7)
    assert settled[0] == settled[8] == 0.5 + structure.PAGE.outside
    assert settled[3] == 3.0 + structure.QUOTED and settled[4] == 3.0


def test_pages_without_one_region_are_left_as_they_are() -> None:
    posts = [2.0, *[-4.0] * 20] * 4
    settled, region = structure.settle(posts, [200.0] * len(posts), [False] * len(posts))
    assert settled.tolist() == posts and region == range(len(posts))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_lower_threshold_keeps_all_that_a_higher_one_does(page: Path) -> None:
    kept = [
        {b.text for b in extract(page.read_bytes(), threshold=t).blocks if b.label is Label.BODY}
        for t in (0.2, 0.5, 0.8)
    ]
    assert kept[0] >= kept[1] >= kept[2]


@pytest.mark.parametrize(
    ("probabilities", "lengths", "expected"),
    [
        pytest.param([0.99, 0.95, 0.1], [400, 300, 50], 0.5, id="a clear article"),
        pytest.param([0.3, 0.3, 0.01], [200, 200, 100], 0.3, id="an unclear page"),
        pytest.param([0.6, 0.2, 0.2], [20, 900, 900], 0.2, id="one short block is likely"),
        pytest.param([0.0, 0.0], [10, 10], 0.5, id="nothing likely"),
        pytest.param([], [], 0.5, id="no blocks"),
    ],
)
def test_the_threshold_of_a_page(
    probabilities: list[float], lengths: list[float], expected: float
) -> None:
    assert threshold.tuned(probabilities, lengths) == expected


def test_confidence_tells_an_article_from_a_page_of_doubt() -> None:
    def page(score: float, label: Label) -> list[Block]:
        return [Block("The ferry sailed again on Monday. " * 6, label, score, "p")] * 8

    fitted = weights.shipped().confidence
    sure = confidence.confidence(page(0.99, Label.BODY), fitted)
    doubtful = confidence.confidence(page(0.55, Label.BODY), fitted)
    assert 0 < doubtful < sure < 1
    assert confidence.confidence(page(0.3, Label.RELATED), fitted) == 0
