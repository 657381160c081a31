"""The numbers of months' names, in the languages of ``months.json``."""

from __future__ import annotations

import functools
import importlib
import json
from importlib import resources

from boilerstrip.fields.keys import key

# Shorter beginnings of a name ("ju") are words of their own in some language.
MIN_ABBREVIATION = 3
# The keys of the months in dateparser's data.
_IN_DATA = (
    "january february march april may june july august september october november december"
).split()


def in_language(word: str, language: str) -> int | None:
    """1 to 12 for a month's name in a language, or its abbreviation; ``None`` for other words.

    >>> in_language("März", "de"), in_language("Sept", "en"), in_language("mars", "de")
    (3, 9, None)
    """
    own = _names().get(language, {})
    wanted = key(word)
    if wanted in own:
        return own[wanted]
    if len(wanted) < MIN_ABBREVIATION:
        return None
    meant = {number for name, number in own.items() if name.startswith(wanted)}
    return meant.pop() if len(meant) == 1 else None


def in_any(word: str) -> int | None:
    """1 to 12 for a month's name, in the first language that has it; ``None`` for other words.

    >>> in_any("марта"), in_any("Monday")
    (3, None)
    """
    wanted = key(word)
    return next((own[wanted] for own in _names().values() if wanted in own), None)


def in_rare_language(word: str, language: str) -> int | None:
    """1 to 12 for a month's name in a language that the table has not, but dateparser's data.

    >>> in_rare_language("მაისი", "ka"), in_rare_language("მაისი", "os"), in_rare_language("a", "?")
    (5, None, None)
    """
    return _rare_names(language).get(key(word)) if language else None


def is_known(language: str) -> bool:
    """Whether the names of a language are in the table."""
    return language in _names()


@functools.lru_cache(maxsize=64)
def _rare_names(language: str) -> dict[str, int]:
    """What dateparser knows of a language; looked up here, for its own parser takes long a word."""
    if not language.isalpha():
        return {}
    try:
        data = importlib.import_module(f"dateparser.data.date_translation_data.{language}")
    except ModuleNotFoundError:
        return {}
    return {
        key(name): number
        for number, month in enumerate(_IN_DATA, 1)
        for name in data.info.get(month, ())
    }


@functools.lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, int]]:
    """The forms of each language: nominative, genitive and abbreviated, as in Unicode CLDR.

    The file gives twelve lists of forms a language, in the order in which languages are tried.
    """
    text = resources.files(__package__).joinpath("months.json").read_text(encoding="utf-8")
    forms: dict[str, list[list[str]]] = json.loads(text)
    return {
        language: {key(name): number for number, row in enumerate(rows, 1) for name in row}
        for language, rows in forms.items()
    }
