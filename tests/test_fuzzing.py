"""A short, repeatable run of what ``fuzzing/fuzz_extract.py`` does for hours, and its findings."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hostile_markup import pages
from hypothesis import given, settings
from invariants import check
from mutation import mutated

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
FOUND = sorted(path for path in (FIXTURES / "hostile" / "found").glob("*") if path.is_file())
SEEDS = sorted(
    path
    for kind in ("pages", "dumps", "odd")
    for path in (FIXTURES / kind).iterdir()
    if path.suffix != ".json"
)
# Pages are cut to this, in bytes: a mutation that matters does so in a short one too.
MAX_SEED = 6000


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
@pytest.mark.parametrize("kind", ["auto", "html", "text"])
def test_what_was_found_is_mended(path: Path, kind: str) -> None:
    check(path.read_bytes(), kind=kind)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_pages_that_were_made_worse(path: Path) -> None:
    chance = random.Random(path.stem)
    page = path.read_bytes()
    for _ in range(2):
        check(mutated(page[:MAX_SEED], chance))


@settings(max_examples=100, derandomize=True)
@given(pages)
def test_markup_of_every_sort(page: str) -> None:
    check(page)


@settings(max_examples=50, derandomize=True)
@given(pages)
def test_markup_that_is_said_to_be_html(page: str) -> None:
    check(page.encode("utf-8", "surrogatepass"), kind="html")
