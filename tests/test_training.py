"""Training: truths aligned with blocks, and weights fitted to a small set of pages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch, which is not installed")

from boilerstrip.scorer import network as runtime  # noqa: E402
from boilerstrip.scorer.confidence import FACTS  # noqa: E402
from boilerstrip.scorer.features import NAMES  # noqa: E402
from boilerstrip.scorer.weights import Weights  # noqa: E402
from boilerstrip.training import (  # noqa: E402
    calibration,
    cross_validation,
    fitting,
    grafting,
    preparation,
    validation,
)
from boilerstrip.training.alignment import align  # noqa: E402
from boilerstrip.training.corpus import read_corpus  # noqa: E402

FIXTURES = Path(__file__).parent.parent / "fixtures" / "pages"
FIRST = "The ferry sailed again on Monday after a winter in the dock."
SECOND = "Nobody on the quay had expected the band, least of all the captain."


@pytest.mark.parametrize(
    ("blocks", "truth", "labels", "weights"),
    [
        pytest.param(["Home", FIRST, SECOND], [FIRST, SECOND], [0, 1, 1], [1, 1, 1], id="plain"),
        pytest.param(
            [FIRST, "What next", SECOND, "What next"],
            [FIRST, "What next", SECOND],
            [1, 1, 1, 0],
            [1, 1, 1, 1],
            id="a short block is placed by its neighbours",
        ),
        pytest.param(
            [FIRST, "Menu", FIRST, SECOND],
            [FIRST, SECOND],
            [0, 0, 1, 1],
            [1, 1, 1, 1],
            id="of two equal blocks the one beside the rest",
        ),
        pytest.param(
            [FIRST, "The ferry sailed again on Monday", SECOND],
            [FIRST, SECOND],
            [1, 0, 1],
            [1, 1, 1],
            id="a pull quote repeats what the text says",
        ),
        pytest.param(
            [FIRST + " Read on: the harbour master has another plan for the summer now.", SECOND],
            [FIRST, SECOND],
            [0, 1],
            [0, 1],
            id="a block of which half is true weighs nothing",
        ),
        pytest.param(
            ["渡し船は月曜日に再び出港した。", "次の便", "埠頭には楽隊が待っていた。"],
            ["渡し船は月曜日に再び出港した。", "埠頭には楽隊が待っていた。"],
            [1, 0, 1],
            [1, 1, 1],
            id="without spaces",
        ),
    ],
)
def test_alignment(
    blocks: list[str], truth: list[str], labels: list[int], weights: list[int]
) -> None:
    aligned = align(blocks, "\n".join(truth))
    assert aligned.labels.tolist() == labels
    assert aligned.weights.tolist() == weights


def test_a_truth_that_is_not_in_the_page_covers_nothing() -> None:
    assert align(["Home", FIRST], "Quite another story is told here, at some length.").coverage == 0


def test_numpy_and_torch_agree() -> None:
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    n, inputs = 40, len(NAMES)
    first = np.sort(rng.integers(0, n, (n, runtime.LEVELS)), 0)
    end = np.minimum(first + rng.integers(1, 9, first.shape), n)
    ranges = np.stack([first, end], 2).reshape(n, -1)
    page = fitting.PageArrays(
        rng.random((n, inputs)).astype(np.float32),
        ranges.astype(np.int32),
        np.zeros(n, np.float32),
        np.ones(n, np.float32),
    )
    network = fitting.Network(inputs).eval()
    expected = fitting.predict(network, [page])[0]
    found = runtime.Network(fitting.arrays_of(network)).log_odds(page.features, ranges)
    assert np.allclose(found, expected, atol=1e-4)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixtures' pages in the format of a training corpus."""
    folder: Path = tmp_path_factory.mktemp("corpus")
    pages = folder / "written" / "pages"
    pages.mkdir(parents=True)
    records = []
    for page in sorted(FIXTURES.glob("*.html")):
        expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        (pages / f"{page.stem}.html.gz").write_bytes(gzip.compress(page.read_bytes()))
        records.append(
            {
                "id": page.stem,
                "url": expected["url"],
                "page_type": "article",
                "text": None,
                "paragraphs": expected["paragraphs"],
                "optional": None,
                "with": None,
                "without": None,
            }
        )
    lines = "\n".join(json.dumps(record) for record in records)
    (folder / "written" / "truth.jsonl").write_text(lines + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def prepared(corpus: Path) -> preparation.Prepared:
    return preparation.prepare(corpus, jobs=1)


def test_every_page_of_the_set_is_used(corpus: Path, prepared: preparation.Prepared) -> None:
    assert len(prepared.examples) == len(list(read_corpus(corpus)))
    assert len(set(prepared.folds)) > 1


def test_a_small_set_is_learned(prepared: preparation.Prepared, tmp_path: Path) -> None:
    fitted = fitting.fit(prepared.arrays, epochs=40)
    networks = (runtime.Network(fitting.arrays_of(fitted)),)
    coefficients = tuple(float(i) for i in range(len(FACTS) + 1))
    Weights(networks, prepared.tables[-1], 1.1, 0.2, coefficients).save(tmp_path / "weights.npz")
    loaded = Weights.load(tmp_path / "weights.npz")
    assert loaded.table.own.keys() == prepared.tables[-1].own.keys()
    assert (loaded.slope, loaded.offset, loaded.confidence) == (1.1, 0.2, coefficients)
    everywhere = [loaded] * preparation.FOLDS
    pages = [example.page for example in prepared.examples]
    outcomes = cross_validation.outcomes(pages, prepared.folds, everywhere, jobs=1)
    scores = [
        validation.page_scores(page, outcome.paragraphs)["words"]
        for page, outcome in zip(pages, outcomes, strict=True)
    ]
    assert np.mean(scores) > 0.9


def test_each_page_is_judged_by_weights_that_did_not_see_its_site(
    prepared: preparation.Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, set[str]]] = []

    def fit(pages: list[fitting.PageArrays], *, seed: int) -> fitting.Network:
        sites = {
            example.page.site
            for example, page in zip(prepared.examples, prepared.arrays, strict=True)
            if any(page is known for known in pages)
        }
        seen.append((len(pages), sites))
        return fitting.Network(len(NAMES))

    monkeypatch.setattr(fitting, "fit", fit)
    monkeypatch.setattr(cross_validation, "_prepared", prepared, raising=False)
    for fold in range(preparation.FOLDS):
        cross_validation._fit((fold, 0))
        count, sites = seen.pop()
        held = {
            e.page.site for e, f in zip(prepared.examples, prepared.folds, strict=True) if f == fold
        }
        assert not sites & held
        folds = [*prepared.folds, *prepared.grafted_folds]
        assert count == sum(f != fold for f in folds)


def test_grafts_stand_among_the_paragraphs_of_a_story(prepared: preparation.Prepared) -> None:
    prompts = [("elsewhere.example", f"Subscribe now and save {i} euros") for i in range(40)]
    sentences = [("elsewhere.example", f"“No,” said witness {i}.") for i in range(40)]
    given = grafting.Donors({"en": prompts}, {"en": sentences})
    taken = {0.0: {text for _, text in prompts}, 1.0: {text for _, text in sentences}}
    count = 0
    for example in prepared.examples:
        grafted = grafting.graft(example, given)
        if grafted is None:
            continue
        rows = zip(grafted.segmentation.blocks, grafted.labels, grafted.weights, strict=True)
        own = []
        for block, label, weight in rows:
            if weight == np.float32(grafting.GRAFT_WEIGHT):
                assert block.text in taken[float(label)] and block.tag == "p"
                count += 1
            else:
                own.append((block.text, label))
        texts = [block.text for block in example.segmentation.blocks]
        assert own == list(zip(texts, example.labels, strict=True))
    assert count > 10


def test_confidence_learns_which_pages_are_right() -> None:
    rng = np.random.default_rng(0)
    facts = rng.random((400, len(FACTS)))
    right = (facts[:, 0] + rng.normal(0, 0.1, 400) > 0.5).tolist()
    folds = (np.arange(400) % 5).tolist()
    told = calibration.unseen_confidence(facts.tolist(), right, folds)
    sure = [r for c, r in zip(told, right, strict=True) if c > 0.9]
    assert len(sure) > 50 and np.mean(sure) > 0.85


def test_a_folder_without_truths_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"truth\.jsonl"):
        list(read_corpus(tmp_path))
