"""JSON-LD as pages write it: broken in a dozen ways, nested at will."""

from __future__ import annotations

import itertools
import json
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from boilerstrip.document.decoding import clean, clean_value, unescape

_LOG = logging.getLogger("boilerstrip")

JsonObject = dict[str, Any]

# Wrappers from the days of XHTML: <!-- … -->, //<![CDATA[ … //]]>, /*<![CDATA[*/ … /*]]>*/.
_OPENING = re.compile(r"<!--|(?:(?://|/\*)\s*)?<!\[CDATA\[(?:\s*\*/)?")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\Z")
# Characters at the end of a script where `_CLOSING` is looked for, so that the search stays linear.
_TAIL = 100
# A string, or what JSON has not: a comma before a bracket, comments. Strings come first, so that
# what stands inside them is left alone; an open end matches too, so that it is read once.
_TOKEN = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|,(?=\s*[}\]])|/\*.*?(?:\*/|\Z)|//[^\n]*', re.DOTALL
)
_ESCAPE = re.compile(r'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\')
_LONE_SURROGATE_OR_NUL = re.compile(r"\\u(?:d[89a-f]|00[01])", re.IGNORECASE)

# Kinds of page by how surely they are the article (schema.org, Article and its subtypes; then the
# kinds that sites use for want of a better one; then the page that holds the article).
_KINDS_BY_RANK = (
    """newsarticle reportagenewsarticle analysisnewsarticle askpublicnewsarticle article report
    backgroundnewsarticle opinionnewsarticle reviewnewsarticle liveblogposting blogposting
    techarticle scholarlyarticle medicalscholarlyarticle satiricalarticle
    advertisercontentarticle""",
    """socialmediaposting discussionforumposting review criticreview howto recipe podcastepisode
    creativework""",
    "webpage itempage medicalwebpage aboutpage faqpage qapage",
)
_ARTICLE_RANKS = {kind: rank for rank, kinds in enumerate(_KINDS_BY_RANK) for kind in kinds.split()}
# Keys whose objects stand for the page's own content, and are listed beside their holder.
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
# Levels of nesting that flattening and cleaning follow; real pages have fewer than ten.
_MAX_DEPTH = 60
# Objects that are read of a page; of 1,410 pages the one with most has 62.
MAX_OBJECTS = 2000
# Keys of an object that is copied into those that say more than which one they mean.
_MAX_MERGED = 50


def load(text: str) -> list[JsonObject]:
    """The objects of a JSON-LD script, nested main entities and graphs beside their holders.

    A script that cannot be read gives none of its objects, or those before the fault, and a debug
    message in the log; one with more than `MAX_OBJECTS` gives so many. Never raises.

    >>> [item["@type"] for item in load('<!-- [{"@type": "A",}, {"@graph": [{"@type": "B"}]}] -->')
    ...  if "@type" in item]
    ['A', 'B']
    """
    try:
        values = _parse(text)
        if "&" in text or _LONE_SURROGATE_OR_NUL.search(text):
            values = [_cleaned(value, 0) for value in values]
        return list(itertools.islice(_flatten(values, 0), MAX_OBJECTS))
    except RecursionError:
        _LOG.debug("JSON-LD script of %d characters skipped: nested too deeply", len(text))
        return []


def articles(objects: Iterable[JsonObject]) -> list[JsonObject]:
    """Those objects that are articles, the surest kinds first, references to others resolved.

    >>> articles([{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "name": "Ada"}])
    [{'@type': 'Article', 'author': {'@id': '#a', 'name': 'Ada'}}]
    """
    objects = list(objects)
    ranked = [(rank, item) for item in objects if (rank := _rank(item)) is not None]
    if not ranked:
        return []
    index = _index(objects)
    ranked.sort(key=lambda pair: pair[0])
    return [{key: _resolve(value, index) for key, value in item.items()} for _, item in ranked]


def types(item: JsonObject) -> list[str]:
    """The kinds of an object, lower case, without the address of the vocabulary.

    >>> types({"@type": ["http://schema.org/NewsArticle", "schema:Article"]})
    ['newsarticle', 'article']
    """
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return [re.split(r"[/#:]", name.strip())[-1].lower() for name in names if isinstance(name, str)]


def _rank(item: JsonObject) -> int | None:
    ranks = [_ARTICLE_RANKS[kind] for kind in types(item) if kind in _ARTICLE_RANKS]
    return min(ranks, default=None)


def _parse(text: str) -> list[Any]:
    """The values of a script, repaired where it is not JSON."""
    try:
        return [json.loads(text, strict=False)]
    except ValueError:
        repaired = _repair(text)
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    position = 0
    while position < len(repaired) and len(values) < MAX_OBJECTS:
        try:
            value, position = decoder.raw_decode(repaired, position)
        except ValueError as error:
            _LOG.debug("JSON-LD script of %d characters left at a fault: %s", len(text), error)
            break
        values.append(value)
        # Some pages write one object after the other, with nothing or a comma between them.
        while position < len(repaired) and repaired[position] in " \t\r\n,;":
            position += 1
    return values


def _repair(text: str) -> str:
    text = clean(text).strip()
    if opening := _OPENING.match(text):
        text = text[opening.end() :]
    text = text.strip().rstrip("; \r\n")
    if closing := _CLOSING.search(text, max(0, len(text) - _TAIL)):
        text = text[: closing.start()].rstrip("; \r\n")
    if "&quot;" in text and '"' not in text:
        text = unescape(text)
    return _TOKEN.sub(_repaired_token, text).strip()


def _repaired_token(match: re.Match[str]) -> str:
    token = match[0]
    if not token.startswith('"'):
        return ""
    return _ESCAPE.sub(lambda escape: escape[1] or "", token) if "\\" in token else token


def _cleaned(value: Any, depth: int) -> Any:
    """A value whose strings have no entities, control characters or lone surrogates."""
    if isinstance(value, str):
        return clean_value(unescape(value) if "&" in value else value)
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {key: _cleaned(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item, depth + 1) for item in value]
    return value


def _flatten(value: Any, depth: int) -> Iterator[JsonObject]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _NESTED:
            if isinstance(value.get(key), (dict, list)):
                yield from _flatten(value[key], depth + 1)


def _index(objects: list[JsonObject]) -> dict[str, JsonObject]:
    """The objects, nested ones included, by their ``@id``; the fullest where there are several."""
    index: dict[str, JsonObject] = {}
    pending: list[tuple[Any, int]] = [(item, 0) for item in reversed(objects)]
    while pending:
        value, depth = pending.pop()
        if isinstance(value, dict):
            name = value.get("@id")
            if isinstance(name, str) and len(value) > max(1, len(index.get(name, ()))):
                index[name] = value
            value = list(value.values())
        if isinstance(value, list) and depth < _MAX_DEPTH:
            pending.extend((item, depth + 1) for item in value if isinstance(item, (dict, list)))
    return index


def _resolve(value: Any, index: dict[str, JsonObject]) -> Any:
    """A value with the object that it refers to in its place, alone or in a list."""
    if isinstance(value, list):
        return [_resolve(item, index) if isinstance(item, dict) else item for item in value]
    if isinstance(value, dict) and isinstance(name := value.get("@id"), str):
        told = index.get(name, {})
        if told and len(value) == 1:
            return told
        return {**told, **value} if len(told) <= _MAX_MERGED else value
    return value
