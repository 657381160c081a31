"""The scorer of text dumps is fitted to dumps of labelled pages, and used for dumps only."""

from __future__ import annotations

import copy
import gzip
import json
import math
import random
from pathlib import Path

import numpy as np
import pytest

from boilerstrip import extract
from boilerstrip.blocks import dump
from boilerstrip.scorer import Context, dump_features, weights
from boilerstrip.scorer.told import Told

pytest.importorskip("torch", reason="PyTorch is not installed")

import torch

from boilerstrip.training import dump_preparation, dump_training, dump_variation, fitting, grafting
from boilerstrip.training.flattening import HELD_OUT, WAYS

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = sorted((FIXTURES / "pages").glob("*.html"))
DUMPS = sorted((FIXTURES / "dumps").glob("*.txt"))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dump_preparation.PreparedDumps:
    folder: Path = tmp_path_factory.mktemp("corpus") / "written"
    (folder / "pages").mkdir(parents=True)
    records = []
    for page in PAGES:
        told = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        (folder / "pages" / f"{page.stem}.html.gz").write_bytes(gzip.compress(page.read_bytes()))
        fields = {name: told[name] for name in ("url", "headline", "date", "paragraphs")}
        unknown = dict.fromkeys(("text", "optional", "with", "without", "page_type"))
        records.append({"id": page.stem, **unknown, **fields})
    lines = "\n".join(map(json.dumps, records))
    (folder / "truth.jsonl").write_text(lines + "\n", encoding="utf-8")
    return dump_preparation.prepare(folder.parent, jobs=1)


def test_every_page_comes_in_ways_that_are_trained_on(
    prepared: dump_preparation.PreparedDumps,
) -> None:
    assert {made.page.id for made in prepared.dumps} == {page.stem for page in PAGES}
    ways = {made.way for made in prepared.dumps}
    assert HELD_OUT not in ways and len(ways) > len(WAYS) // 2
    assert any(made is not None for made in prepared.headlines)
    for made, arrays in zip(prepared.dumps, prepared.arrays, strict=True):
        shape = (len(made.segmentation.blocks), len(dump_features.NAMES))
        assert arrays.features.shape == shape and np.isfinite(arrays.features).all()


def test_lines_of_other_pages_stand_behind_paragraphs(
    prepared: dump_preparation.PreparedDumps,
) -> None:
    prompts = [(f"a{i}.example", f"Sign up for letter {i}") for i in range(40)]
    sentences = [(f"b{i}.example", f"They left at {i}.") for i in range(40)]
    given = grafting.Donors({"en": prompts}, {"en": sentences})
    known = {**{t: 0.0 for _, t in prompts}, **{t: 1.0 for _, t in sentences}}
    behind_last = 0
    for example in prepared.dumps:
        grown = dump_variation.graft(example, given)
        rows = list(zip(grown.segmentation.blocks, grown.labels, grown.weights, strict=True))
        texts = [block.text for block, _, _ in rows]
        assert [t for t in texts if t not in known] == [b.text for b in example.segmentation.blocks]
        for i, (block, label, weight) in enumerate(rows):
            if block.text in known:
                assert label == known[block.text] and weight == dump_variation.GRAFT_WEIGHT
                assert rows[i - 1][1] > 0 and block.chars == len(block.text.replace(" ", ""))
                behind_last += not any(label > 0 for _, label, _ in rows[i + 1 :])
        if example.headlines is not None:
            assert grown.headlines is not None
            assert grown.headlines.sum() == example.headlines.sum()
            assert len(grown.headlines) == len(rows)
    assert behind_last


def test_a_dump_is_trimmed_to_its_story_and_the_ends_of_the_page(
    prepared: dump_preparation.PreparedDumps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump_variation, "BARE", 0)
    monkeypatch.setattr(dump_variation, "CUT", 0)
    monkeypatch.setattr(dump_variation, "TRIMMED", 1)
    monkeypatch.setattr(dump_variation, "MIXED", 0)
    for example in prepared.dumps:
        kept = copy.deepcopy(example)
        dump_variation.vary(kept, random.Random(1))
        texts = [block.text for block in kept.segmentation.blocks]
        before = [block.text for block in example.segmentation.blocks]
        story = np.flatnonzero(example.labels > 0)
        if len(story) >= dump_variation.MIN_STORY:
            assert before[int(story[0]) : int(story[-1]) + 1] == [
                texts[i] for i in range(*story_of(kept))
            ]
            assert texts[-1] == before[-1] or kept.labels[-1] > 0
        assert len(kept.labels) == len(kept.weights) == len(texts) <= len(before)


def story_of(example: dump_preparation.Dump) -> tuple[int, int]:
    story = np.flatnonzero(example.labels > 0)
    return int(story[0]), int(story[-1]) + 1


def test_a_small_set_is_learned(
    prepared: dump_preparation.PreparedDumps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dump_training, "_prepared", prepared, raising=False)
    monkeypatch.setattr(dump_training, "EPOCHS", 20)
    monkeypatch.setattr(dump_training, "NETWORKS", 1)
    monkeypatch.setattr(dump_training, "CHANNELS", 8)
    fitted = dump_training._fitted(dump_training.NONE_HELD)
    fitted.save(tmp_path / "weights.npz")
    loaded = weights.Weights.load(tmp_path / "weights.npz")
    assert loaded.kind == "text" and len(loaded.headlines) == 2
    outcomes = [dump_training._judged(made.page, "lines", loaded) for made in prepared.dumps[::4]]
    assert np.mean([outcome.scores["words"] for outcome in outcomes]) > 0.8
    assert "lines" in dump_training.table(outcomes)


def test_weights_are_used_for_their_kind_only() -> None:
    page = "<h1>Ferry</h1>" + "<p>The ferry sailed again on Monday, to cheers from all.</p>" * 3
    assert extract(page, weights=weights.shipped("text")) == extract(page)
    text = DUMPS[0].read_text(encoding="utf-8")
    assert extract(text, weights=weights.shipped("html")) == extract(text)


def test_the_network_of_dumps_computes_what_was_fitted(
    prepared: dump_preparation.PreparedDumps,
) -> None:
    page = prepared.arrays[0]
    network = fitting.Network(page.features.shape[1], channels=8).eval()
    expected = fitting.predict(network, [page])[0]
    runtime = dump_training.runtime.Network(fitting.arrays_of(network))
    found = runtime.log_odds(page.features, page.spans.astype(np.intp))
    assert np.allclose(found, expected, atol=1e-4)


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_features_are_finite_and_named(path: Path) -> None:
    segmentation = dump.segment(path.read_text(encoding="utf-8"))
    table = weights.shipped("text").table
    told = Told(address="an-address-of-words")
    found = dump_features.features(segmentation, Context.of(segmentation), told, table)
    assert found.shape == (len(segmentation.blocks), len(dump_features.NAMES))
    assert np.isfinite(found).all()
    ranges = dump_features.ranges(segmentation)
    index = np.arange(len(ranges))[:, None]
    assert (ranges[:, ::2] <= index).all() and (ranges[:, 1::2] > index).all()
    assert ranges.max() <= len(segmentation.blocks)


def page_of(labels: list[float], weight: float) -> fitting.PageArrays:
    """A page of so many lines whose features are 0."""
    n = len(labels)
    spans = np.tile(np.array([0, n], np.int32), (n, fitting.LEVELS))
    weights = np.full(n, weight / n, np.float32)
    return fitting.PageArrays(
        np.zeros((n, len(dump_features.NAMES)), np.float32),
        spans,
        np.array(labels, np.float32),
        weights,
    )


@pytest.mark.parametrize("shift", [0.0, 7.0])
def test_choosing_looks_at_the_lines_of_one_page_together(shift: float) -> None:
    twice, once = page_of([0, 1, 1, 0], 3.0), page_of([1, 0, 0], 1.0)
    batch = fitting._batch([twice, once], "cpu")
    log_odds = torch.full((len(batch.labels),), 3.0)
    first, second = (batch.labels > 0).nonzero()[[0, -1], 0].tolist()
    log_odds[first - 1 : first + 3] = shift
    log_odds[second : second + 3] = torch.tensor([shift + math.log(2), shift, shift])
    expected = (3 * math.log(2) + 1 * math.log(2)) / 4  # half of the first, 2 of 4 of the second
    assert float(fitting._choice_loss(log_odds, batch)) == pytest.approx(expected, abs=1e-4)
