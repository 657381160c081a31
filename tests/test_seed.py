"""The text dump that the library was first asked to clean comes out exactly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from boilerstrip import Label, extract

SEED = Path(__file__).parent.parent.parent / "shared" / "seed"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="no ../shared/seed beside the repository")


def test_seed() -> None:
    dump = (SEED / "press-and-journal.txt").read_text(encoding="utf-8")
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    numbered = [
        (str(n), line.strip()) for n, line in enumerate(dump.split("\n"), 1) if line.strip()
    ]
    article = extract(dump, explain=True)
    assert article.headline == expected["headline"]
    assert article.byline == expected["byline"]
    assert article.date is not None and article.date.isoformat() == expected["date"]
    assert list(article.paragraphs) == [numbered[i][1] for i in expected["paragraph_lines"]]
    for label, lines in expected["labels"].items():
        for i in lines:
            found = {block.label.value for block in article.blocks if block.path == numbered[i][0]}
            assert found <= ({label, Label.DATE} if i == 0 else {label}), (numbered[i], found)
