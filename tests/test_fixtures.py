"""Every page and dump of ``fixtures/`` gives its expected article, field by field."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from boilerstrip import Article, extract

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = sorted(
    path
    for kind in ("pages", "dumps")
    for path in (FIXTURES / kind).iterdir()
    if path.suffix != ".json"
)
each_case = pytest.mark.parametrize("page", CASES, ids=lambda path: path.stem)


def expected(page: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    return loaded


@functools.cache
def extracted(page: Path) -> Article:
    return extract(page.read_bytes(), url=expected(page)["url"], explain=True)


def test_there_are_enough_cases() -> None:
    kinds = [page.parent.name for page in CASES]
    assert kinds.count("pages") >= 15 and kinds.count("dumps") >= 10


@each_case
def test_paragraphs(page: Path) -> None:
    assert list(extracted(page).paragraphs) == expected(page)["paragraphs"]


@each_case
@pytest.mark.parametrize("field", ["headline", "byline", "standfirst"])
def test_text_field(page: Path, field: str) -> None:
    assert getattr(extracted(page), field) == expected(page)[field]


@each_case
def test_language(page: Path) -> None:
    language = extracted(page).language
    assert (language.split("-")[0] if language else None) == expected(page)["language"]


@each_case
def test_authors(page: Path) -> None:
    assert list(extracted(page).authors) == expected(page)["authors"]


@each_case
def test_date(page: Path) -> None:
    date = extracted(page).date
    assert (date.isoformat() if date else None) == expected(page)["date"]


@each_case
def test_labels(page: Path) -> None:
    blocks = extracted(page).blocks
    for label, texts in expected(page)["labels"].items():
        for text in texts:
            found = {block.label.value for block in blocks if block.text == text}
            assert found, f"no block {text!r}"
            assert label in found, f"{text!r} is {found}, not {label}"


@each_case
def test_labels_of_lines(page: Path) -> None:
    for line, allowed in expected(page).get("line_labels", {}).items():
        found = {block.label.value for block in extracted(page).blocks if block.path == line}
        assert found and found <= set(allowed), f"line {line} is {found}"
