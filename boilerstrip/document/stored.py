"""An article that a page holds as data only, for a script to show: JSON-LD, or a script's state.

Nothing is run. A script of JSON is read, and so is one that assigns an object of JSON to a
variable; what looks most like the paragraphs of an article is taken.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from boilerstrip.document.decoding import clean
from boilerstrip.document.embedded import Embedded

# A string of so many letters that ends a sentence is prose, unless it is an address or code.
_MIN_PROSE = 80
# An article has at least so many letters of prose: two short paragraphs.
_MIN_ARTICLE = 300
# Levels of objects between a list of paragraphs and their text: {"type": …, "data": {"text": …}}.
_MAX_BELOW = 4
# Values that are looked at in a page; states of 5 MB have fewer.
_MAX_VALUES = 200_000

_ASSIGNED = re.compile(r"=\s*(?=[\[{])")
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|li|blockquote)\b[^<>]{0,200}>", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…。！？؟।][\"”’»)\]<]?(?:\s|\Z|<)")


@dataclasses.dataclass(frozen=True, slots=True)
class Stored:
    """The text of an article that stands in data.

    Attributes:
        texts: its parts in order, each plain text or HTML.
        source: where it was found, in words.
        element: the script, or the page's root where that is not known.
    """

    texts: tuple[str, ...]
    source: str
    element: etree._Element

    @property
    def letters(self) -> int:
        """The length of all parts."""
        return sum(map(len, self.texts))


def find(root: etree._Element, embedded: Embedded) -> Stored | None:
    """The article in a page's data, ``None`` where there is none."""
    bodies = [item.get("articleBody") for item in embedded.ld]
    body = max((text for text in bodies if isinstance(text, str)), key=len, default="")
    if len(body) >= _MIN_ARTICLE:
        return Stored((clean(body),), "the articleBody of its JSON-LD", root)
    found: list[Stored] = []
    for script in root.iter("{*}script"):
        texts = max(_runs(_state(script)), key=_letters, default=())
        found.append(Stored(texts, "the JSON of a script", script))
    best = max(found, key=lambda stored: stored.letters, default=None)
    return best if best is not None and best.letters >= _MIN_ARTICLE else None


def is_markup(text: str) -> bool:
    """Whether a part is HTML."""
    return _MARKUP.search(text) is not None


def _state(script: etree._Element) -> Any:
    """The value of a script of JSON, or of the first object that it assigns; ``None`` of others."""
    text = (script.text or "").strip()
    if len(text) < _MIN_ARTICLE or script.get("src") is not None:
        return None
    start = 0
    if "json" not in (script.get("type") or "").lower():
        assigned = _ASSIGNED.search(text)
        if assigned is None:
            return None
        start = assigned.end()
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _runs(value: Any) -> Iterator[tuple[str, ...]]:
    """Each list's prose, one text an item, and each string of several paragraphs by itself."""
    pending = [value]
    for _ in range(_MAX_VALUES):
        if not pending:
            return
        value = pending.pop()
        if isinstance(value, dict):
            pending.extend(value.values())
        elif isinstance(value, list):
            texts = [text for item in value if (text := _prose(item)) is not None]
            if texts:
                yield tuple(texts)
            pending.extend(item for item in value if not isinstance(item, str))
        elif isinstance(value, str) and _is_prose(value):
            yield (clean(value),)


def _prose(item: Any) -> str | None:
    """The longest text of an item of a list, if it is prose."""
    best = ""
    pending = [(item, 0)]
    while pending:
        value, depth = pending.pop()
        if isinstance(value, str):
            best = max(best, value, key=len)
        elif isinstance(value, dict) and depth < _MAX_BELOW:
            pending.extend((each, depth + 1) for each in value.values())
        elif isinstance(value, list) and depth:
            return None  # a list of lists: its own turn comes
    return clean(best) if _is_prose(best) else None


def _is_prose(text: str) -> bool:
    return len(text) >= _MIN_PROSE and " " in text and _SENTENCE.search(text) is not None


def _letters(texts: tuple[str, ...]) -> int:
    return sum(map(len, texts))
