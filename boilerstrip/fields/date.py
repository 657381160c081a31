"""When the article was published, and last changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from boilerstrip.article import Candidate
from boilerstrip.fields.finding import (
    DateOrTime,
    find_dates,
    in_range,
    may_date,
    month_number,
    parse_machine,
    parse_visible,
    writes_month_first,
)
from boilerstrip.fields.page import ARCHIVE, FOREIGN, Page

# Votes by source. Those made for machines name publication expressly; an address is set once and
# rarely changed; what readers see may be any date, so its place decides.
META_WEIGHTS = {
    "article:published_time": 5.0,
    "og:published_time": 5.0,
    "og:article:published_time": 5.0,
    "datepublished": 4.5,
    "article.published": 4.5,
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
    "dcterms.date": 3.0,
    "dc.date": 3.0,
    "date": 3.0,
    "article:post_date": 3.0,
    "originalpublicationdate": 3.5,
    "datecreated": 3.0,
    "uploaddate": 2.0,
}
META_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "revised",
)
LD_WEIGHTS = {"datePublished": 5.0, "dateCreated": 2.5, "uploadDate": 2.0}
MARK_WEIGHTS = {"datePublished": 4.0, "dateCreated": 2.5, "time": 2.5}
URL_WEIGHT = 4.0
VISIBLE_WEIGHT = 2.0
NAMED_WEIGHT, PUBLISHED_WEIGHT = 1.0, 0.5
# A visible date of the head counts whole, one elsewhere so much of it, one in teasers or comments
# so much.
ELSEWHERE, IN_FOREIGN, IN_FOREIGN_HEAD = 0.3, 0.1, 0.5
# A change is told by the page, publication is not: better this day than none.
MODIFIED_WEIGHT = 0.4
# An instant in UTC also speaks for the day before or after, which it may be where the readers are.
# A source that tells its own day decides which, if it has at least so many votes itself.
LOCAL_WEIGHT = 1.5
# Sources that readers see, and the votes of one in the head's midst. On the development pages the
# shown day is right twice as often as an unseen one that is more than a time zone away from it.
SHOWN_SOURCES = frozenset(("visible", "time", "URL"))
SHOWN_WEIGHT = 1.2
SAME_DAY = dt.timedelta(days=1)
# Readers are told minutes, machines seconds.
SAME_INSTANT = dt.timedelta(minutes=1)
# "PORT ELLERY, 3 May 2023 (Agency) —" opens a text with the day on which it was written; in
# characters from its beginning to its date, and behind the date.
DATELINE_WEIGHT = 1.5
DATELINE = 60
# With so many votes for one day from machines and the head, dates elsewhere are not looked for: on
# the development pages none of them changes the day from two and a half on.
ENOUGH = 2.5
# A date line holds little besides its date; longer texts only mention dates. In letters.
MAX_BLOCK = 160
MAX_DATE_LINE_REST = 60

DATE_NAMES = frozenset(
    "date dates timestamp published publish-date pubdate datetime dateline posted-on post-date "
    "entry-date time datum fecha".split()
)
_MODIFIED = re.compile(
    r"updated|modified|last\s+edited|aktualisiert|geändert|änderung|mis\s+à\s+jour|modifié|actualizado|"
    r"atualizad[oa]|aggiornat[oa]|bijgewerkt|uppdaterad|oppdatert|opdateret|päivitetty|"
    r"zaktualizowano|aktualizováno|обновлено|оновлено|güncelle\w+|ενημέρωση|更新",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"published|posted|veröffentlicht|erschienen|erstellt\s+am|publié|publicado|publicação|"
    r"pubblicato|gepubliceerd|publicerad|publisert|udgivet|julkaistu|opublikowano|опубликовано|"
    r"опубліковано|yayın|公開|发布|發布",
    re.IGNORECASE,
)
_DATELINE_END = re.compile(r"[.,]?\s*(?:\([^()]{1,30}\)|/[^/]{1,30}/)?\s?[:–—-]{1,2}\s")
_URL_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)(?P<s>[/_-])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d)")
_URL_DAY_FIRST = re.compile(r"[/_-](?P<d>\d\d)(?P<s>[/_-])(?P<m>\d\d)(?P=s)(?P<y>20\d\d)(?!\d)")
_URL_NAMED = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<name>[a-z]{3,9})/(?P<d>\d\d?)(?!\d)", re.I)
_URL_COMPACT = re.compile(r"[/_-](?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")


@dataclasses.dataclass(frozen=True, slots=True)
class Sighting:
    """A date somewhere on the page: its votes for being the day of publication."""

    when: DateOrTime
    weight: float
    source: str
    modified: bool = False
    block: int | None = None


@dataclasses.dataclass(slots=True)
class Choice:
    """The chosen dates, the blocks that tell them in document order, and all that was sighted."""

    published: DateOrTime | None
    modified: DateOrTime | None
    blocks: list[int]
    sightings: list[Sighting] = dataclasses.field(default_factory=list)

    def candidates(self, *, modified: bool) -> list[Candidate]:
        """The sightings of changes, or of anything else, as candidates, the heaviest first."""
        choice = self.modified if modified else self.published
        day = _day(choice) if choice else None
        found = [
            Candidate(s.when.isoformat(), s.weight, s.source, s.block, _day(s.when) == day)
            for s in self.sightings
            if s.modified == modified
        ]
        return sorted(found, key=lambda candidate: -candidate.weight)


def choose(page: Page, body: range, headline: int = -1) -> Choice:
    """The day with most votes, with the time that a source of the same day tells."""
    sightings = list(_machine_made(page, body, headline))
    head = page.head(body, headline)
    sightings += _visible(page, body, headline, head)
    if _best_votes(sightings) < ENOUGH:
        elsewhere = set(range(len(page.segmentation.blocks))).difference(head)
        sightings += _visible(page, body, headline, sorted(elsewhere))
    modified = _latest([s for s in sightings if s.modified])
    published = _published(sightings)
    if published and modified and _day(modified) < _day(published):
        modified = None
    return Choice(published, modified, _date_blocks(page, body, headline), sightings)


def _published(sightings: list[Sighting]) -> DateOrTime | None:
    votes = _votes(sightings)
    if not votes:
        return None
    day = max(votes, key=lambda d: (votes[d], -d.toordinal()))
    day = _shown_instead(day, sightings) or day
    same = [s for s in sightings if _day(s.when) == day]
    same.sort(key=lambda s: (s.modified, not isinstance(s.when, dt.datetime), -s.weight))
    return _where_readers_are(same[0].when, sightings)


def _shown_instead(day: dt.date, sightings: list[Sighting]) -> dt.date | None:
    """The one day that the head shows its readers, if machines tell another that nobody sees.

    What machines are told is often the day on which the page moved to another system, or the first
    edition of a page that has been written anew.
    """
    if any(_day(s.when) == day and s.source in SHOWN_SOURCES for s in sightings):
        return None
    shown = {
        _day(s.when)
        for s in sightings
        if s.source in SHOWN_SOURCES and not s.modified and s.weight >= SHOWN_WEIGHT
    }
    other = shown.pop() if len(shown) == 1 else None
    if other is None or abs(other - day) <= SAME_DAY:
        return None
    swapped = (other.year, other.day, other.month) == (day.year, day.month, day.day)
    return None if swapped else other


def _where_readers_are(when: DateOrTime, sightings: list[Sighting]) -> DateOrTime:
    """An instant in UTC by the clock of another sighting of it, if that tells its zone.

    Not if that changes the day: the day is elected, with all sightings as voters.
    """
    if not isinstance(when, dt.datetime) or when.utcoffset() != dt.timedelta(0):
        return when
    for seen in sightings:
        other = seen.when
        if not isinstance(other, dt.datetime) or not other.utcoffset():
            continue
        local = when.astimezone(other.tzinfo)
        if abs(other - when) < SAME_INSTANT and local.date() == when.date():
            return local
    return when


def _votes(sightings: list[Sighting]) -> dict[dt.date, float]:
    """Votes for each day; a source votes once a day, with the best of its sightings."""
    by_source: dict[tuple[dt.date, str], float] = {}
    for seen in sightings:
        slot = (_day(seen.when), seen.source)
        weight = max(MODIFIED_WEIGHT, seen.weight / 2) if seen.modified else seen.weight
        by_source[slot] = max(by_source.get(slot, 0.0), weight)
    votes: defaultdict[dt.date, float] = defaultdict(float)
    for (day, _), weight in by_source.items():
        votes[day] += weight
    local = {
        _day(s.when)
        for s in sightings
        if s.weight >= LOCAL_WEIGHT and not s.modified and not _readers_day(s.when)
    }
    for seen in sightings:
        if (neighbour := _readers_day(seen.when)) in local and not seen.modified:
            votes[neighbour] += seen.weight
    return votes


def _readers_day(when: DateOrTime) -> dt.date | None:
    """The other day that an instant in UTC may be to the page's readers, ``None`` otherwise."""
    if not isinstance(when, dt.datetime) or when.utcoffset() != dt.timedelta(0):
        return None
    return when.date() + dt.timedelta(days=-1 if when.hour < 12 else 1)


def _best_votes(sightings: list[Sighting]) -> float:
    return max(_votes(sightings).values(), default=0.0)


def _latest(sightings: list[Sighting]) -> DateOrTime | None:
    if not sightings:
        return None
    return max(sightings, key=lambda s: (_day(s.when), isinstance(s.when, dt.datetime))).when


def _day(when: DateOrTime) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when


def _machine_made(page: Page, body: range, headline: int) -> Iterator[Sighting]:
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
            yield Sighting(when, weight, mark.kind, changed, mark.block)
    for url in dict.fromkeys((page.url, page.embedded.canonical)):
        if when := _from_url(url or ""):
            yield Sighting(when, URL_WEIGHT, "URL")


def _from_metas(page: Page) -> Iterator[Sighting]:
    metas = page.embedded.metas
    for name, weight in META_WEIGHTS.items():
        for value in metas.get(name, ())[:1]:
            if when := _parse(page, value):
                yield Sighting(when, weight, name)
    for name in META_MODIFIED:
        for value in metas.get(name, ())[:1]:
            if when := _parse(page, value):
                yield Sighting(when, 0.0, name, modified=True)


def _parse(page: Page, value: object) -> DateOrTime | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    month_first = writes_month_first(page.embedded.language, page.host())
    return parse_machine(value, page.language(), month_first=month_first)


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


def _visible(page: Page, body: range, headline: int, where: Iterable[int]) -> Iterator[Sighting]:
    month_first = writes_month_first(page.embedded.language, page.host())
    language = page.language()
    for text in _openings(page, body):
        if when := parse_visible(text, language, month_first=month_first):
            yield Sighting(when, DATELINE_WEIGHT, "dateline")
    blocks = page.segmentation.blocks
    for i in where:
        if len(blocks[i].text) > MAX_BLOCK or not may_date(blocks[i].text):
            continue
        pieces = _one_date_each(blocks[i].text)
        if not pieces:
            continue
        named = page.is_named(i, DATE_NAMES)
        weight = (VISIBLE_WEIGHT + NAMED_WEIGHT * named) * _by_place(page, body, i, headline)
        for piece in pieces:
            when = parse_visible(piece, language, month_first=month_first)
            if when is not None:
                votes = weight + PUBLISHED_WEIGHT * bool(_PUBLISHED.search(piece))
                yield Sighting(when, votes, "visible", bool(_MODIFIED.search(piece)), i)


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
    if page.in_head(body, i, headline):
        return (IN_FOREIGN_HEAD if foreign else 1.0) - 0.01 * abs(body.start - i)
    return IN_FOREIGN if foreign else ELSEWHERE


def _says_modified(page: Page, i: int) -> bool:
    blocks = page.segmentation.blocks
    if i >= len(blocks) or len(blocks[i].text) > MAX_BLOCK:
        return False
    text = blocks[i].text
    dates = find_dates(text)
    return bool(_MODIFIED.search(text)) and len(dates) < 2


def _date_blocks(page: Page, body: range, headline: int) -> list[int]:
    """Short blocks of the head, or right behind the text, that tell little but a date."""
    blocks = page.segmentation.blocks
    near = (
        [*page.head(body, headline), *range(max(body), min(len(blocks), max(body) + 4))]
        if body
        else []
    )
    return [
        i
        for i in dict.fromkeys(near)
        if len(blocks[i].text) <= MAX_BLOCK
        and (dates := find_dates(blocks[i].text))
        and len(blocks[i].text) - sum(d.end - d.start for d in dates) <= MAX_DATE_LINE_REST
        and page.place(i) not in FOREIGN
    ]
