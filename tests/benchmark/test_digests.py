"""The digests see every change of what an extraction gives."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from boilerstrip import Article, Block, Label
from tests.benchmark.digests import differences, digest

BLOCK = Block("The ferry sailed again.", Label.BODY, 0.9, "p", ("stands in a <p>",), "/html/p")
ARTICLE = Article(headline="Ferry returns", confidence=0.8, blocks=(BLOCK,))


def test_an_article_is_like_itself() -> None:
    assert differences(digest(ARTICLE), digest(ARTICLE)) == []


@pytest.mark.parametrize("change", [{"headline": "Ferry"}, {"confidence": 0.7}, {"blocks": ()}])
def test_a_changed_field_is_told(change: dict[str, Any]) -> None:
    changed = dataclasses.replace(ARTICLE, **change)
    assert len(differences(digest(ARTICLE), digest(changed))) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"text": "The ferry sailed."},
        {"label": Label.CAPTION},
        {"score": 0.9001},
        {"tag": "div"},
        {"reasons": ()},
        {"path": "/html/p[2]"},
    ],
)
def test_a_changed_block_is_told(change: dict[str, Any]) -> None:
    changed = dataclasses.replace(ARTICLE, blocks=(dataclasses.replace(BLOCK, **change),))
    assert len(differences(digest(ARTICLE), digest(changed))) == 1


def test_rounding_is_no_change() -> None:
    rounded = dataclasses.replace(ARTICLE, blocks=(dataclasses.replace(BLOCK, score=0.9 + 1e-8),))
    assert differences(digest(ARTICLE), digest(rounded)) == []
