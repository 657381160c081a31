"""Every date that a page tells: where it stands, and what speaks for it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from boilerstrip.blocks.sentences import ends_sentence
from boilerstrip.fields.finding import (
    DateOrTime,
    find_dates,
    in_range,
    is_iso,
    may_date,
    month_number,
    parse_machine,
    parse_visible,
)
from boilerstrip.fields.page import ARCHIVE, FOREIGN, Page, nearest
from boilerstrip.fields.wording import holds_any
from boilerstrip.lexicon.credits import any_of, entries

# Votes by source. Those made for machines name publication expressly; an address is set once and
# rarely changed; what readers see may be any date, so its place decides.
META_WEIGHTS = {
    "article:published_time": 5.0,
    "og:published_time": 5.0,
    "og:article:published_time": 5.0,
    "datepublished": 4.5,
    "article.published": 4.5,
    "article:published": 4.5,
    "article.created": 4.0,
    "published_time": 4.5,
    "publication_date": 4.0,
    "publish-date": 4.0,
    "publish_date": 4.0,
    "publishdate": 4.0,
    "published-date": 4.0,
    "pubdate": 4.0,
    "pub_date": 4.0,
    "citation_publication_date": 4.0,
    "citation_online_date": 4.0,
    "sailthru.date": 4.0,
    "parsely-pub-date": 4.0,
    "cxenseparse:recs:publishtime": 4.0,
    "bt:pubdate": 4.0,
    "dc.date.issued": 4.0,
    "dcterms.issued": 4.0,
    "dcterms.created": 3.5,
    "dc.date.created": 3.5,
    "dc.date.published": 4.0,
    "dc.created": 3.5,
    "ptime": 4.0,
    "pdate": 3.5,
    "displaydate": 3.5,
    "article_date_original": 3.5,
    "content_create_date": 3.5,
    "date_created": 3.0,
    "doc_date": 3.0,
    "dcterms.date": 3.0,
    "dc.date": 3.0,
    "date": 3.0,
    "article:post_date": 3.0,
    "originalpublicationdate": 3.5,
    "datecreated": 3.0,
    "uploaddate": 2.0,
}
# Any other meta whose name says "published" beside "date" or "time".
PUBLISHED_META_WEIGHT = 3.5
META_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "article.updated",
    "article:updated",
    "last-modified",
    "lastmod",
    "revised",
)
LD_WEIGHTS = {"datePublished": 5.0, "dateCreated": 2.5, "uploadDate": 2.0}
# An attribute for scripts may hold the instant at which the page was made.
MARK_WEIGHTS = {"datePublished": 4.0, "dateCreated": 2.5, "time": 2.5, "instant": 1.5}
URL_WEIGHT = 4.0
VISIBLE_WEIGHT = 2.0
NAMED_WEIGHT, PUBLISHED_WEIGHT = 1.0, 0.5
# A visible date of the head counts whole, one elsewhere so much of it, one in teasers or comments
# so much.
ELSEWHERE, IN_FOREIGN, IN_FOREIGN_HEAD = 0.3, 0.1, 0.5
# "PORT ELLERY, 3 May 2023 (Agency) —" opens a text with the day on which it was written; in
# characters from its beginning to its date, and behind the date.
DATELINE_WEIGHT = 1.5
DATELINE = 60
# Longer texts only mention dates, but for a sentence by which the page tells its own: "This entry
# was posted on 3 May 2023 in Harbour." In characters.
MAX_BLOCK, MAX_SENTENCE = 160, 400
# Blocks with dates that are read, those nearest to the text; teasers have one or two each.
MAX_DATED = 1000

# Further above the headline stands the day of the visit; in blocks.
ABOVE = 8
# No markup tells a dump's date line from a sentence of the text that only mentions a day: its end,
# or so many letters beside its dates, do. Such a mention counts so much of its place.
MENTION_REST, MENTION = 40, 0.3

DATE_NAMES = frozenset(
    "date dates timestamp published publish-date pubdate datetime dateline posted-on post-date "
    "entry-date time datum fecha dtstamp datestamp story-date createdate postdate".split()
)
# Within words too.
MODIFIED = tuple(word.replace("_", " ") for word in entries("modified"))
PUBLISHED = tuple(word.replace("_", " ") for word in entries("published"))
_MODIFIED = re.compile(any_of("modified"), re.IGNORECASE)
_OF_ITSELF = re.compile(
    rf"\W{{0,3}}{any_of('of_itself')}\s.{{0,80}}?{any_of('told')}", re.IGNORECASE
)
_DATELINE_END = re.compile(r"[.,]?\s*(?:\([^()]{1,30}\)|/[^/]{1,30}/)?\s?[:–—-]{1,2}\s")
_PUBLISHED_META = re.compile(
    r"publi\w*[-_.:\s]?(?:date|time|at|on)|(?:date|time)[-_.:\s]?publi[cs]"
)
_DOTTED = re.compile(r"(?<!\d)\d\d?\.\s?\d\d?\.")
_URL_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)(?P<s>[/_-])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d)")
_URL_DAY_FIRST = re.compile(r"[/_-](?P<d>\d\d)(?P<s>[/_-])(?P<m>\d\d)(?P=s)(?P<y>20\d\d)(?!\d)")
_URL_NAMED = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<name>[a-z]{3,9})/(?P<d>\d\d?)(?!\d)", re.I)
_URL_COMPACT = re.compile(r"[/_-](?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")


@dataclasses.dataclass(slots=True)
class Sighting:
    """A date somewhere on the page: its votes for being the day of publication.

    ``numeric`` dates, "3/5/2024", may have the day first or the month.
    """

    when: DateOrTime
    weight: float
    source: str
    modified: bool = False
    block: int | None = None
    numeric: bool = False


def machine_made(page: Page, body: range, headline: int) -> Iterator[Sighting]:
    """Dates in metas, JSON-LD, ``<time>`` and microdata, and in the page's address."""
    yield from _from_metas(page)
    for thing in page.embedded.article_ld():
        for name, weight in LD_WEIGHTS.items():
            if when := _parse(page, thing.get(name)):
                yield Sighting(when, weight, "JSON-LD " + name)
        if when := _parse(page, thing.get("dateModified")):
            yield Sighting(when, 0.0, "JSON-LD dateModified", modified=True)
    for mark in page.segmentation.marks:
        if mark.kind == "dateModified" and (when := _parse(page, mark.value)):
            yield Sighting(when, 0.0, "itemprop", modified=True)
        elif mark.kind in MARK_WEIGHTS and (when := _parse(page, mark.value)):
            weight = MARK_WEIGHTS[mark.kind] * _by_place(page, body, mark.block, headline)
            changed = _says_modified(page, mark.block)
            numeric = _is_numeric(mark.value, month_first=page.month_first)
            yield Sighting(when, weight, mark.kind, changed, mark.block, numeric)
    for url in dict.fromkeys((page.url, page.embedded.canonical)):
        if when := _from_url(url or ""):
            yield Sighting(when, URL_WEIGHT, "URL")


def _from_metas(page: Page) -> Iterator[Sighting]:
    metas = page.embedded.metas
    for name, weight in META_WEIGHTS.items():
        for value in metas.get(name, ())[:1]:
            if when := _parse(page, value):
                yield Sighting(when, weight, name)
    for name, values in metas.items():
        if "publi" not in name or name in META_WEIGHTS or not _PUBLISHED_META.search(name):
            continue
        if when := _parse(page, values[0]):
            yield Sighting(when, PUBLISHED_META_WEIGHT, name)
    for name in META_MODIFIED:
        for value in metas.get(name, ())[:1]:
            if when := _parse(page, value):
                yield Sighting(when, 0.0, name, modified=True)


def _parse(page: Page, value: object) -> DateOrTime | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    return parse_machine(value, page.language, month_first=page.month_first)


def _from_url(url: str) -> dt.date | None:
    try:
        path = urlsplit(ARCHIVE.sub("", url)).path
    except ValueError:  # "http://[" and the like
        return None
    forms = (_URL_DAY, _URL_DAY_FIRST, _URL_COMPACT, _URL_NAMED)
    match = next(filter(None, (form.search(path) for form in forms)), None)
    if not match:
        return None
    parts = match.groupdict()
    month = int(parts["m"]) if "m" in parts else month_number(parts["name"], "en")
    try:
        return in_range(dt.date(int(match["y"]), month or 0, int(match["d"])))
    except ValueError:
        return None


def visible(page: Page, body: range, headline: int, where: Iterable[int]) -> Iterator[Sighting]:
    """Dates in the text's opening and in those of these blocks (``dated``) that tell their own."""
    month_first = page.month_first
    language = page.language
    for text in _openings(page, body):
        if when := parse_visible(text, language, month_first=month_first):
            yield Sighting(when, DATELINE_WEIGHT, "dateline")
    for i in nearest(list(where), body.start, MAX_DATED):
        text = page.segmentation.blocks[i].text
        says = bool(_OF_ITSELF.match(text))
        pieces = _one_date_each(text) if says or len(text) <= MAX_BLOCK else []
        if not pieces:
            continue
        named = page.is_named(i, DATE_NAMES)
        place = 1.0 if says else _by_place(page, body, i, headline)
        if not says and _only_mentions(page, i):
            place *= MENTION
        weight = (VISIBLE_WEIGHT + NAMED_WEIGHT * named) * place
        for piece in pieces:
            when = parse_visible(piece, language, month_first=month_first)
            if when is not None:
                votes = weight + PUBLISHED_WEIGHT * holds_any(piece, PUBLISHED)
                changed = holds_any(piece, MODIFIED)
                numeric = _is_numeric(piece, month_first=month_first)
                yield Sighting(when, votes, "visible", changed, i, numeric)


def dated(page: Page, where: Iterable[int]) -> list[int]:
    """Those of the blocks that may tell a date and are not too long to."""
    blocks = page.segmentation.blocks
    return [i for i in where if len(t := blocks[i].text) <= MAX_SENTENCE and may_date(t)]


def _is_numeric(text: str, *, month_first: bool) -> bool:
    """Whether a text's date may be read in two ways; "3.5.2024" only where the month goes first."""
    if is_iso(text):
        return False
    dates = find_dates(text)
    return any(found.swappable for found in dates) or (
        month_first and bool(dates) and bool(_DOTTED.search(text))
    )


def _openings(page: Page, body: range) -> Iterator[str]:
    """What stands before the dash of the text's first paragraphs, if it is a place and a date."""
    for i in body[:2]:
        text = page.segmentation.blocks[i].text
        date = next(iter(find_dates(text[: 2 * DATELINE])), None)
        if date and date.start < DATELINE and _DATELINE_END.match(text, date.end):
            yield text[: date.end]


def _one_date_each(text: str) -> list[str]:
    """A line cut behind each of its dates' times, so that each piece says what its date is."""
    dates = find_dates(text)
    if len(dates) < 2:
        return [text] if dates else []
    words = [m.start() for m in _MODIFIED.finditer(text)]
    cuts = [next((w for w in words if a.end <= w < b.start), b.start) for a, b in pairwise(dates)]
    return [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]


def _by_place(page: Page, body: range, i: int, headline: int) -> float:
    foreign = page.place(i) in FOREIGN
    if page.in_head(body, i, headline) and (headline < 0 or i >= headline - ABOVE):
        away = min(abs(body.start - i), abs(i - headline) if headline >= 0 else len(page.labels))
        return (IN_FOREIGN_HEAD if foreign else 1.0) - 0.01 * away
    return IN_FOREIGN if foreign else ELSEWHERE


def _only_mentions(page: Page, i: int) -> bool:
    """Whether a line of a dump is one of the text's sentences rather than a date line."""
    if not page.segmentation.is_dump or page.labels[i] != "body":
        return False
    text = page.segmentation.blocks[i].text
    rest = len(text) - sum(found.end - found.start for found in find_dates(text))
    return rest > MENTION_REST or ends_sentence(text)


def _says_modified(page: Page, i: int) -> bool:
    blocks = page.segmentation.blocks
    if i >= len(blocks) or len(blocks[i].text) > MAX_BLOCK:
        return False
    text = blocks[i].text
    return holds_any(text, MODIFIED) and len(find_dates(text)) < 2
