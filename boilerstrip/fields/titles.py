"""The titles that a page tells machines: ``<title>``, metas, JSON-LD, and their parts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from boilerstrip import lexicon
from boilerstrip.article import Candidate
from boilerstrip.fields.keys import key
from boilerstrip.fields.page import Page

# Votes of titles in the page's head. They often carry the site's name or are written for search
# engines, so each alone weighs less than a visible <h1>; on the development pages the <h1> is
# right on 76 to 89 % of pages, og:title on 45 to 59 %, <title> on 15 to 30 %.
META_WEIGHTS = {
    "og:title": 1.5,
    "parsely-title": 1.5,
    "sailthru.title": 1.5,
    "headline": 1.5,
    "article:title": 1.2,
    "twitter:title": 1.0,
    "dc.title": 1.0,
    "dcterms.title": 1.0,
    "dc:title": 1.0,
    "dcterm:title": 1.0,
    "citation_title": 1.5,
    "title": 0.8,
}
# A JSON-LD "name" is mostly the <title> over again, written by the same plugin.
LD_WEIGHTS = {"headline": 2.0, "name": 1.0}
TITLE_WEIGHT = 1.0
# A part of a title gets this much of its vote.
PART_SHARE = 0.9
# Longer texts are paragraphs set as headings; 300 characters is about 45 English words.
MAX_LENGTH = 300
MAX_PARTS = 6
# Titles in JSON-LD that are weighed; of 235 pages the one with most told six in all.
MAX_TOLD = 32
# Fewer words beside template code are the site's name or a separator, not a headline on code.
MIN_FILLED = 4

SEPARATOR = re.compile(r"\s+[|\-–—:»«·•/~<>]+\s+|\s*[|»｜]\s*|\s*::\s*|:\s+|\s*_\s+")
# What every separator holds: a quick look.
may_separate = re.compile(r"[|\-–—:»«·•/~<>｜_]").search
BAR = re.compile(r"[|»｜]|::")
# Code is short; without a bound, brackets that never close would be looked for again and again.
_TEMPLATE = re.compile(
    r"\{\{.{0,200}?\}\}|\[\[.{0,200}?\]\]|<%.{0,200}?%>|\$\{.{0,200}?\}|%%.{0,200}?%%"
    r"|\{\{|\[\[|<%|\$\{|%%"
)
_WORD = re.compile(r"[^\W_]+")


def candidates(page: Page) -> Iterator[Candidate]:
    """The titles as they are told, each with its votes."""
    embedded = page.embedded
    told: set[str] = set()
    for thing in embedded.article_ld():
        for name, weight in LD_WEIGHTS.items():
            value = thing.get(name)
            if isinstance(value, str) and fits(value):
                if value not in told:
                    yield Candidate(fold(value), weight, "JSON-LD " + name)
                told.add(value)
                break
        if len(told) >= MAX_TOLD:
            break
    for name, weight in META_WEIGHTS.items():
        for value in embedded.metas.get(name, ())[:1]:
            if fits(value):
                yield Candidate(fold(value), weight, name)
    if embedded.title and fits(embedded.title):
        yield Candidate(fold(embedded.title), TITLE_WEIGHT, "title")


def spellings(titles: list[Candidate]) -> set[str]:
    """The titles and their parts."""
    whole = {title.text for title in titles}
    return whole.union(*map(parts, whole))


def variants(titles: list[Candidate]) -> Iterator[Candidate]:
    """Titles without what stands before or behind a separator, mostly the site's name."""
    seen: set[str] = set()
    for title in titles:
        for text in parts(title.text):
            if text in seen:
                continue
            seen.add(text)
            yield Candidate(text, title.weight * PART_SHARE, title.source + " (part)")


@functools.lru_cache(maxsize=256)  # every heading is compared with the same few titles
def parts(title: str) -> tuple[str, ...]:
    """The runs between a title's separators, all but the whole, longest first.

    >>> parts("A | B | C")
    ('A | B', 'B | C', 'A', 'B', 'C')
    """
    if not may_separate(title):
        return ()
    cuts = [(0, 0), *(m.span() for m in SEPARATOR.finditer(title)), (len(title), len(title))]
    count = len(cuts) - 1
    if not 1 < count <= MAX_PARTS:
        return ()
    runs = (
        title[cuts[first][1] : cuts[first + length][0]].strip()
        for length in range(count - 1, 0, -1)
        for first in range(count - length + 1)
    )
    return tuple(run for run in runs if key(run))


@functools.lru_cache(maxsize=256)
def part_keys(title: str) -> frozenset[str]:
    """The keys of ``parts``."""
    return frozenset(map(key, parts(title)))


def fits(text: str) -> bool:
    """Whether a text may be a headline: no paragraph, no lone signs, no template code."""
    return len(text) <= MAX_LENGTH and bool(_WORD.search(text)) and not _is_unfilled(text)


def _is_unfilled(text: str) -> bool:
    """Whether template code takes the headline's place: "{{ post.title }} - Post".

    >>> _is_unfilled("{{ title }}"), _is_unfilled("How we came to write {{ title }} to you")
    (True, False)
    """
    if not _TEMPLATE.search(text):
        return False
    words = _WORD.findall(_TEMPLATE.sub(" ", text))
    return len(words) < MIN_FILLED or any(m.whole for m in lexicon.match(text, ("placeholder",)))


def fold(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())
