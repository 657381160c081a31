"""The language of the article: as declared, unless its letters say otherwise."""

from __future__ import annotations

import functools
import re
from typing import Any

from boilerstrip.fields.page import Page

# Below this many letters a guess from letter statistics is no better than the declaration.
MIN_LETTERS = 50
# A guess needs no more than this; in characters.
ENOUGH = 1000
# Its script shows sooner.
ENOUGH_FOR_SCRIPT = 500
# Text mostly in one of these scripts cannot be in a language that is written in another.
SCRIPTS = {
    "cyrillic": re.compile(r"[\u0400-\u04ff]+"),
    "greek": re.compile(r"[\u0370-\u03ff]+"),
    "arabic": re.compile(r"[\u0600-\u06ff]+"),
    "hebrew": re.compile(r"[\u0590-\u05ff]+"),
    "east asian": re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+"),
    "indic": re.compile(r"[\u0900-\u0dff]+"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]+"),
}
LANGUAGES_OF = {
    "cyrillic": frozenset("ru uk be bg sr mk kk ky mn tg tt ba cv uz az bs os".split()),
    "greek": frozenset(("el",)),
    "arabic": frozenset("ar fa ur ps ckb ku ug sd az".split()),
    "hebrew": frozenset(("he", "iw", "yi")),
    "east asian": frozenset("zh ja ko yue cmn lzh nan wuu hak ii".split()),
    "indic": frozenset("hi mr ne sa bn as pa gu or ta te kn ml si bho mai kok".split()),
}
_OTHER_SCRIPTS = frozenset().union(*LANGUAGES_OF.values()) - frozenset(
    "sr kk uz az bs mn tg tt ku ckb".split()
)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_ENOUGH_LETTERS = re.compile(rf"(?:[^\W\d_][\W\d_]*){{{MIN_LETTERS}}}")
# Declarations that say nothing.
_UNSET = frozenset(("", "und", "mul", "zxx", "xx", "x"))


def choose(page: Page, body: range) -> str | None:
    """A BCP 47 tag, ``None`` where none is declared and the text is too short for a guess."""
    text = _text(page, body)
    declared = page.embedded.language
    if declared and page.language not in _UNSET and _possible(page.language, text):
        return declared
    return _guess(text)


def _text(page: Page, body: range) -> str:
    gathered: list[str] = []
    length = 0
    for i in body:
        if page.labels[i] == "body":
            gathered.append(page.segmentation.blocks[i].text)
            length += len(gathered[-1])
            if length > ENOUGH:
                break
    return " ".join(gathered)[:ENOUGH]


def _possible(language: str, text: str) -> bool:
    """Whether text in these letters can be in the language; true if there is too little text."""
    if not _ENOUGH_LETTERS.search(text, 0, 10 * MIN_LETTERS):
        return True
    if text.isascii():
        return language not in _OTHER_SCRIPTS
    sample = text[:ENOUGH_FOR_SCRIPT]
    plain = sample.encode("ascii", "ignore").translate(None, _NO_LETTERS)
    if 2 * len(plain) > len(sample) or 2 * _letters_in(sample, "latin") > len(sample):
        return language not in _OTHER_SCRIPTS
    counts = {script: _letters_in(sample, script) for script in SCRIPTS}
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return True
    if script == "latin":
        return language not in _OTHER_SCRIPTS
    return language in LANGUAGES_OF[script]


def _letters_in(text: str, script: str) -> int:
    return sum(map(len, SCRIPTS[script].findall(text)))


def _guess(text: str) -> str | None:
    if not _ENOUGH_LETTERS.search(text):
        return None
    language = _classifier().classify(text)[0]
    return None if language in _UNSET else str(language)


@functools.lru_cache(maxsize=1)
def _classifier() -> Any:
    import py3langid  # loads a model of 4.6 MB, and most pages declare their language

    return py3langid
