"""The scorer: features, shipped weights, the article's region."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from boilerstrip import Label, document, extract
from boilerstrip.blocks import dom
from boilerstrip.scorer import Context, Told, structure, weights
from boilerstrip.scorer.features import NAMES, features

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
    found = features(segmentation, context, told, weights.shipped().table)
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


def test_pages_without_one_region_are_left_as_they_are() -> None:
    posts = [2.0, *[-4.0] * 20] * 4
    settled, region = structure.settle(posts, [200.0] * len(posts), [False] * len(posts))
    assert settled == posts and region == range(len(posts))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_lower_threshold_keeps_all_that_a_higher_one_does(page: Path) -> None:
    kept = [
        {b.text for b in extract(page.read_bytes(), threshold=t).blocks if b.label is Label.BODY}
        for t in (0.2, 0.5, 0.8)
    ]
    assert kept[0] >= kept[1] >= kept[2]
