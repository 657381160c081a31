"""A labelled page → its blocks with a label, a weight and a length each."""

from __future__ import annotations

import dataclasses

import numpy as np
import py3langid

from boilerstrip import document
from boilerstrip.blocks import Segmentation, dom
from boilerstrip.scorer.told import NOTHING_TOLD, Told
from boilerstrip.training.alignment import FloatArray, align, words
from boilerstrip.training.corpus import LabelledPage

# Below this share of the truth's words found in the page's blocks, page and truth do not match.
MIN_COVERAGE = 0.7
# What a page's own JSON-LD says of its body is seldom edited to the end: subheadings are missing,
# the text of a picture is in it. Its blocks weigh less than annotated ones.
SELF_LABELLED_WEIGHT = 0.5
# A JSON-LD body of fewer words is a summary.
MIN_SELF_LABELLED_WORDS = 120
# So many letters of a body tell its language.
LANGUAGE_SAMPLE = 1500


@dataclasses.dataclass(slots=True)
class Example:
    """A page ready for training: ``labels`` and ``weights`` are of shape (blocks,).

    ``kind`` tells where the labels come from: the annotated ``"body"``, the page's ``"self"``,
    ``"snippets"``, or ``"nothing"``: then all weights are 0. A ``"graft"`` holds texts of others.
    """

    page: LabelledPage
    segmentation: Segmentation
    labels: FloatArray
    weights: FloatArray
    kind: str
    told: Told = NOTHING_TOLD


def make(page: LabelledPage) -> Example | None:
    """The example of a page; ``None`` where its truth is not in it, or it has no text."""
    loaded = document.load(page.read(), kind="html", encoding=None, url=page.url)
    if loaded.root is None:
        return None
    segmentation = dom.segment(loaded.root)
    if not segmentation.blocks:
        return None
    return label(page, segmentation, Told.of(loaded.embedded))


def label(page: LabelledPage, segmentation: Segmentation, told: Told) -> Example | None:
    """The example of a page's blocks; ``None`` where its truth is not in them.

    ``told`` is what the page itself says of its article.
    """
    texts = [block.text for block in segmentation.blocks]
    example: Example | None
    if page.body is not None:
        example = _from_body(page, segmentation, texts)
    else:
        nothing = np.zeros(len(texts), np.float32)
        example = Example(page, segmentation, nothing, nothing.copy(), "nothing")
        if len(words(told.body)) >= MIN_SELF_LABELLED_WORDS:
            aligned = align(texts, told.body)
            if aligned.coverage >= 0.9:
                weights = SELF_LABELLED_WEIGHT * aligned.weights
                example = Example(page, segmentation, aligned.labels, weights, "self")
        if page.within or page.without:
            _add_snippets(example, texts)
    if example is not None:
        # A page that labels itself must not be told so: the network would learn nothing else.
        example.told = dataclasses.replace(told, body="") if page.body is None else told
        for block in segmentation.blocks:
            block.source = None  # lets the tree go, and the example be pickled
    return example


def language_of(example: Example) -> str:
    """The language of the body, an ISO 639-1 code; any one where no block is known to be body."""
    labelled = zip(example.segmentation.blocks, example.labels, strict=True)
    text = " ".join(block.text for block, label in labelled if label > 0)
    return str(py3langid.classify(text[:LANGUAGE_SAMPLE])[0])


def _from_body(page: LabelledPage, segmentation: Segmentation, texts: list[str]) -> Example | None:
    aligned = align(texts, page.body or "")
    if aligned.coverage < MIN_COVERAGE:
        return None
    optional = {
        tuple(words(p)) for p, o in zip(page.paragraphs or (), page.optional, strict=False) if o
    }
    for i, text in enumerate(texts):
        if optional and tuple(words(text)) in optional:
            aligned.weights[i] = 0
    return Example(page, segmentation, aligned.labels, aligned.weights, "body")


def _add_snippets(example: Example, texts: list[str]) -> None:
    """Snippets label the blocks that hold them, over what the page says of itself."""
    folded = [" ".join(text.split()).lower() for text in texts]
    for snippets, label in ((example.page.within, 1), (example.page.without, 0)):
        for snippet in snippets:
            wanted = " ".join(snippet.split()).lower()
            for i, text in enumerate(folded):
                if wanted and wanted in text:
                    example.labels[i] = label
                    example.weights[i] = 1
    if example.kind == "nothing":
        example.kind = "snippets"
