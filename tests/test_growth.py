"""No page and no pattern takes more than its share of time when what it is made of is doubled.

No time is asserted: eight times the input may take eight times as long, and with all that a busy
machine adds not three times that; what grows with the square takes sixty-four times as long.
"""

from __future__ import annotations

import gc
import importlib
import logging
import pkgutil
import re
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from adversarial import PAGES

import boilerstrip
from boilerstrip import extract
from boilerstrip.lexicon import match

TIMES = 8
MAX_GROWTH = 3 * TIMES
# Seconds of CPU under which a time says nothing: quadratic work of such a size takes longer.
TELLING = 0.004
ROUNDS = 5

# Sizes in characters. The fixed costs of a page are those of some 1,000 characters.
PAGE_SIZE = 1_500
TEXT_SIZE = 1_000
# What costs more with the square shows late beside all else in these.
LATE = {
    "pieces of a heading": 4 * PAGE_SIZE,
    "drop caps of nothing": 4 * PAGE_SIZE,
    "articles of several scripts": 4 * PAGE_SIZE,
    "articles and headings": 4 * PAGE_SIZE,
}

TEXTS: dict[str, Callable[[int], str]] = {
    **{name: make for name, make in PAGES.items() if "<" not in make(400)},
    "tags": lambda size: "<a " * (size // 3),
    "tags of blocks": lambda size: "<p>" * (size // 3),
    "long tag": lambda size: "<p " + "a" * size,
    "values": lambda size: "<p a=" * (size // 5),
    "slashes and letters": lambda size: "a/" * (size // 2),
    "dots and letters": lambda size: "a." * (size // 2),
    "letters and commas": lambda size: "a," * (size // 2),
    "letters and spaces": lambda size: "Aa " * (size // 3),
    "stop, then spaces": lambda size: "." + " " * size + "x",
    "stop, then quotes": lambda size: "." + '"' * size + "x",
    "stops and quotes": lambda size: '."' * (size // 2) + "x",
    "colon, then signs": lambda size: "a:" + "-" * size,
    "comments": lambda size: "/*" * (size // 2),
    "escapes": lambda size: '"' + "\\a" * (size // 2),
}


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def grows(work: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times as long ``TIMES`` the size takes, the least of several rounds."""
    small, large = work(size), work(TIMES * size)
    growth = 0.0
    for _ in range(ROUNDS):
        long = seconds(large)
        if long < TELLING:
            return 0
        growth = long / max(1e-9, min(seconds(small) for _ in range(3)))
        if growth <= MAX_GROWTH:
            return growth
    return growth


# Patterns that no long text gets to, with the reason.
SHORT = {
    "boilerstrip.fields.names": "MAX_RAW",
    "boilerstrip.fields.byline_end": "names.MAX_RAW",
    "boilerstrip.fields.bywords": "names.MAX_RAW and byline_candidates.MAX_BLOCK",
    "boilerstrip.lexicon.tiling._GAP": "phrases of the package's own",
    "boilerstrip.document.jsonld._CLOSING": "_TAIL",
    "boilerstrip.fields.titles.SEPARATOR": "texts whose white space is folded",
    "boilerstrip.fields.headline.SEPARATOR": "texts whose white space is folded",
    "boilerstrip.blocks.marks._HEADING_END": "lines whose white space is folded",
    "boilerstrip.lexicon.phrase._TOUCHED_GAP": "phrases of the package's own",
}
# Patterns that are tried at one place only.
MATCHED = (
    "boilerstrip.document.kind._JSON boilerstrip.document.kind._SPACE "
    "boilerstrip.document.kind._HEADER boilerstrip.document.kind._SENTENCE "
    "boilerstrip.blocks.marks._DEFINITION boilerstrip.lexicon.expression.GAPS "
    "boilerstrip.lexicon.speech._OPENS boilerstrip.lexicon.matching._ANNOUNCED "
    "boilerstrip.fields.date_candidates._DATELINE_END boilerstrip.labels.ending._QUOTATION"
).split()


def patterns() -> dict[str, re.Pattern[Any]]:
    """Every pattern of the package by its name, but for those of phrases and those in ``SHORT``."""
    for module in pkgutil.walk_packages(boilerstrip.__path__, "boilerstrip."):
        if module.name.startswith(("boilerstrip.training", "boilerstrip.integrations")):
            continue
        if module.name.endswith("__main__"):
            continue
        try:
            importlib.import_module(module.name)
        except ImportError as missing:  # a library that not everybody has
            assert not str(missing.name).startswith("boilerstrip")
    found: dict[int, tuple[str, re.Pattern[Any]]] = {}
    for module_name, module_found in list(sys.modules.items()):
        if module_name.startswith("boilerstrip") and module_name not in SHORT:
            for name, value in vars(module_found).items():
                full = f"{module_name}.{name}"
                if full not in SHORT:
                    for pattern in _patterns_in(value):
                        found.setdefault(id(pattern), (full, pattern))
    return {f"{name} {pattern.pattern!r:.60}": pattern for name, pattern in found.values()}


def _patterns_in(value: Any) -> list[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, (tuple, list, dict)):
        return [each for each in gc.get_referents(value) if isinstance(each, re.Pattern)]
    return []


PATTERNS = patterns()


def test_there_are_patterns() -> None:
    assert len(PATTERNS) >= 80
    names = {name.split(" ")[0] for name in PATTERNS}
    assert names >= set(MATCHED)


@pytest.mark.parametrize("name", TEXTS)
def test_patterns(name: str) -> None:
    slow = []
    text = TEXTS[name](TIMES * TEXT_SIZE)
    data = text.encode("utf-8", "replace")
    for called, pattern in PATTERNS.items():
        is_matched = called.split(" ")[0] in MATCHED

        def work(
            size: int, pattern: Any = pattern, once: bool = is_matched
        ) -> Callable[[], object]:
            given: Any = (data if isinstance(pattern.pattern, bytes) else text)[:size]
            if once:
                return lambda: pattern.match(given)
            return lambda: sum(1 for _ in pattern.finditer(given))

        if (growth := grows(work, TEXT_SIZE)) > MAX_GROWTH:
            slow.append((round(growth), called))
    assert not slow


def test_the_square_would_be_noticed() -> None:
    def work(size: int) -> Callable[[], object]:
        return lambda: re.search("a+b", "a" * size)

    assert grows(work, TEXT_SIZE) > MAX_GROWTH


@pytest.mark.parametrize("name", TEXTS)
def test_phrases(name: str) -> None:
    growth = grows(lambda size: lambda: match(TEXTS[name](size)), TEXT_SIZE)
    assert growth <= MAX_GROWTH


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    logging.getLogger("boilerstrip").setLevel(logging.ERROR)

    def work(size: int) -> Callable[[], object]:
        page = PAGES[name](size)
        return lambda: extract(page, explain=True)

    assert grows(work, LATE.get(name, PAGE_SIZE)) <= MAX_GROWTH
