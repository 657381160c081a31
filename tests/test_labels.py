"""The examples of ``docs/labels.md`` come out as they are shown there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from boilerstrip import Block, Label, extract

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "labels.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"^## `(\w+)`\n.*?^> ([^\n]+)\n\n- in \[`([^`]+)`\][^\n]*\n(?:- reason: ([^\n]+)\n)?",
    re.DOTALL | re.MULTILINE,
)
EXAMPLES = EXAMPLE.findall(DOCUMENT)


def blocks(file: str, text: str) -> list[Block]:
    article = extract((ROOT / file).read_bytes(), explain=True)
    return [block for block in article.blocks if block.text == text]


def test_every_label_has_an_example() -> None:
    assert [label for label, *_ in EXAMPLES] == [label.value for label in Label]


@pytest.mark.parametrize(
    ("label", "text", "file", "reason"), EXAMPLES, ids=lambda value: value[:20]
)
def test_example(label: str, text: str, file: str, reason: str) -> None:
    found = [block for block in blocks(file, text) if block.label.value == label]
    assert found, f"{file} has no {label} {text!r}"
    # Several phrases may say the same of a text, so only what they say of it is compared.
    kind = reason.partition(": '")[0]
    assert any(block.reasons and block.reasons[0].startswith(kind) for block in found)
