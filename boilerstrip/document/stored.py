"""An article that a page holds as data only, for a script to show: JSON-LD, or a script's state.

Nothing is run. A script of JSON is read, and so is what others assign to a variable or parse, if it
is JSON; what looks most like the paragraphs of an article is taken, and what stands below the
page's own title before anything else.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from boilerstrip.document.decoding import clean_value
from boilerstrip.document.embedded import Embedded
from boilerstrip.document.own_article import MAX_TITLE, MIN_TITLE

# A string of so many letters that ends a sentence is prose, unless it is an address or code.
_MIN_PROSE = 80
# An article has at least so many letters of prose: two short paragraphs.
_MIN_ARTICLE = 300
# Levels of objects between a list of paragraphs and their text: {"type": …, "data": {"text": …}},
# and those that a link in a paragraph adds.
_MAX_BELOW = 6
# Values that are looked at in a page; states of 5 MB have fewer.
_MAX_VALUES = 200_000
# Openings that are looked at in one script, and those of them that hold no JSON: states come first,
# code has thousands.
_MAX_OPENINGS = 10_000
_MAX_FAILED = 20

_DECODER = json.JSONDecoder(strict=False)

# Before a value, an assignment or a default; before a string that holds one, its parser.
_OPENING = re.compile(r"(?:=|\|\||\?\?)\s*(?=[\[{])|JSON\.parse\(\s*(?=[\"'])")
_QUOTED = re.compile(r"""\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\\]*(?:\\.[^'\\]*)*)'""", re.DOTALL)
_ESCAPED_OR_QUOTE = re.compile(r"\\.|\"", re.DOTALL)
_REQUOTED = {"\\'": "'", '"': '\\"', "\\\n": ""}
_MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|li|blockquote)\b[^<>]{0,200}>|</(?:a|b|code|em|i|span|strong|u)>"
    r"|&(?:[a-z]{2,8}|#\d{2,6});",
    re.IGNORECASE,
)
_CLOSING = ",.;:!?)]”’»、。"
_SENTENCE = re.compile(r"[.!?…。！？؟।][\"”’»)\]<]?(?:\s|\Z|<)")

# Of a run of texts: whether it stands below the page's own title, whether its items have no titles
# of their own, as teasers have, and its letters.
_Rank = tuple[bool, bool, int]


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
        return Stored((clean_value(body),), "the articleBody of its JSON-LD", root)
    titles = [_key(title) for title in (embedded.title, embedded.meta("og:title")) if title]
    found: list[tuple[_Rank, Stored]] = []
    for script in root.iter("{*}script"):
        runs = [run for value in _values(script) for run in _runs(value, titles)]
        rank, texts = max(runs, key=lambda run: run[0], default=((False, False, 0), ()))
        if rank[-1] >= _MIN_ARTICLE:
            found.append((rank, Stored(texts, "the JSON of a script", script)))
    return max(found, key=lambda each: each[0])[1] if found else None


def is_markup(text: str) -> bool:
    """Whether a part is HTML."""
    return _MARKUP.search(text) is not None


def _values(script: etree._Element) -> Iterator[Any]:
    """The value of a script of JSON; of others, those that they assign or parse."""
    text = (script.text or "").strip()
    if len(text) < _MIN_ARTICLE or script.get("src") is not None:
        return
    if "json" in (script.get("type") or "").lower():
        yield _decoded(text)[0]
        return
    end = failed = 0
    for opening in itertools.islice(_OPENING.finditer(text), _MAX_OPENINGS):
        if opening.end() < end:
            continue  # within the last value
        start = opening.end()
        if quoted := _QUOTED.match(text, start):
            literal = quoted[1] if quoted[1] is not None else _requoted(quoted[2])
            value, end = _decoded(_decoded(f'"{literal}"')[0] or "")[0], quoted.end()
        else:
            value, end = _decoded(text, start)
        if value is not None:
            if end - start >= _MIN_ARTICLE:
                yield value
        elif (failed := failed + 1) == _MAX_FAILED:
            return


def _decoded(text: str, start: int = 0) -> tuple[Any, int]:
    """The value of JSON at a place of a text, ``None`` if there is none, and where it ends."""
    try:
        return _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start


def _requoted(literal: str) -> str:
    """What stands between single quotes in a script, as it would between double ones."""
    return _ESCAPED_OR_QUOTE.sub(lambda found: _REQUOTED.get(found[0], found[0]), literal)


def _runs(value: Any, titles: list[str]) -> Iterator[tuple[_Rank, tuple[str, ...]]]:
    """Each list's prose, one text an item, and each string of several paragraphs by itself."""
    pending = [(value, False)]
    for _ in range(_MAX_VALUES):
        if not pending:
            return
        value, is_own = pending.pop()
        if isinstance(value, dict):
            title = _title(value)
            if title is not None:
                is_own = any(_key(title) in told for told in titles)
            pending.extend((item, is_own) for item in value.values())
        elif isinstance(value, list):
            texts = _run(value)
            letters = sum(len(text) for text in texts if _is_prose(text))
            if letters:
                yield (is_own, not any(map(_title, value)), letters), tuple(texts)
            pending.extend((item, is_own) for item in value if not isinstance(item, str))
        elif isinstance(value, str) and _is_prose(value):
            yield (is_own, True, len(value)), (clean_value(value),)


def _title(item: Any) -> str | None:
    """The title that an object gives of itself, as an article or a teaser does."""
    if isinstance(item, dict):
        for name in ("title", "headline"):
            title = item.get(name)
            if isinstance(title, str) and len(_key(title)) >= MIN_TITLE:
                return title
    return None


def _key(title: str) -> str:
    return "".join(filter(str.isalnum, title[:MAX_TITLE])).casefold()


def _run(items: list[Any]) -> list[str]:
    """The paragraphs of a list's items, if some are prose; short ones where all are of one kind.

    >>> end = " sailed again on Monday morning, to the cheers of all of the island."
    >>> words = [{"text": text} for text in ("The ferry to ", "Skerrin", end)]
    >>> _run([{"type": "head", "text": "Out"}, {"type": "p", "content": words}])[0]
    'Out'
    >>> _run([{"type": "p", "content": words}]) == ["The ferry to Skerrin" + end]
    True
    """
    strings = [list(_strings(item)) for item in items if isinstance(item, (str, dict))]
    if sum(len(text) for named in strings for _, text in named) < _MIN_PROSE:
        return []
    mains = [(named, name) for named in strings if (name := _main(named)) is not None]
    names = {name for named, name in mains if any(map(_is_prose, _joined(named, name)))}
    texts = [text for named in strings for text in _joined(named, _main(named, names))]
    are_alike = len(set(map(type, items))) == 1
    return [clean_value(text) for text in texts if are_alike or _is_prose(text)] if names else []


def _main(named: list[tuple[str, str]], names: Collection[str] | None = None) -> str | None:
    """The name of the longest string, of those of these names."""
    told = [(name, text) for name, text in named if names is None or name in names]
    return max(told, key=lambda pair: len(pair[1]))[0] if told else None


def _joined(named: list[tuple[str, str]], name: str | None) -> list[str]:
    """The strings of a name, those joined that a link or another type parts in a sentence."""
    paragraphs: list[list[str]] = []
    for text in (text for key, text in named if key == name):
        if paragraphs and _goes_on(paragraphs[-1][-1], text):
            paragraphs[-1].append(text)
        else:
            paragraphs.append([text])
    return [text for text in map("".join, paragraphs) if not text.isspace()]


def _goes_on(before: str, after: str) -> bool:
    """Whether two strings are parts of a sentence: a space stands at the border, or no capital."""
    first = after[:1]
    if before[-1:].isspace() or first.isspace():
        return True
    if first.isalpha() and not first.islower():
        return False
    return not _ends(before) or first in _CLOSING


def _strings(value: Any, depth: int = 0, name: str = "") -> Iterator[tuple[str, str]]:
    """The strings in a value, in order, each with the name it has in its object.

    What has a title of its own is an article by itself.
    """
    if isinstance(value, str):
        yield name, value
    elif depth < _MAX_BELOW and isinstance(value, dict) and not (depth and _title(value)):
        for key, item in value.items():
            yield from _strings(item, depth + 1, key)
    elif depth < _MAX_BELOW and isinstance(value, list):
        for item in value:
            yield from _strings(item, depth + 1, name)


def _ends(text: str) -> bool:
    return _SENTENCE.search(text, max(0, len(text) - 4)) is not None


def _is_prose(text: str) -> bool:
    if len(text) < _MIN_PROSE or " " not in text or '":' in text:  # the last as in data
        return False
    return _SENTENCE.search(text) is not None
