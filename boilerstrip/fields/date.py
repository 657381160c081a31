"""When the article was published, and last changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict

from boilerstrip.article import Candidate
from boilerstrip.fields.date_candidates import MAX_BLOCK, Sighting, dated, machine_made, visible
from boilerstrip.fields.finding import DateOrTime, find_dates
from boilerstrip.fields.page import FOREIGN, Page

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
# With so many votes for one day from machines and the head, dates elsewhere are not looked for: on
# the development pages none of them changes the day from two and a half on.
ENOUGH = 2.5
# Blocks from the text's last on in which a date of its own may stand.
BEHIND = 4
# A date line holds little besides its date; in letters.
MAX_DATE_LINE_REST = 60


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
    sightings = list(machine_made(page, body, headline))
    head = page.head(body, headline)
    dated_head = dated(page, head)
    sightings += visible(page, body, headline, dated_head)
    votes = _votes(sightings)
    if max(votes.values(), default=0.0) < ENOUGH:
        elsewhere = set(range(len(page.segmentation.blocks))).difference(head)
        sightings += visible(page, body, headline, dated(page, sorted(elsewhere)))
        votes = _votes(sightings)
    modified = _latest([s for s in sightings if s.modified])
    published = _published(sightings, votes)
    if published and modified and _day(modified) < _day(published):
        modified = None
    return Choice(published, modified, _date_blocks(page, body, dated_head), sightings)


def _published(sightings: list[Sighting], votes: dict[dt.date, float]) -> DateOrTime | None:
    if not votes:
        return None
    day = max(votes, key=lambda d: votes[d])  # of several the one that comes first in the page
    day = _other_order(day, sightings) or _shown_instead(day, sightings) or day
    same = [s for s in sightings if _day(s.when) == day]
    same.sort(key=lambda s: (s.modified, not isinstance(s.when, dt.datetime), -s.weight))
    return _where_readers_are(same[0].when, sightings)


def _other_order(day: dt.date, sightings: list[Sighting]) -> dt.date | None:
    """The fifth of March instead of the third of May, if only the former is told in plain terms.

    Some pages write a day such as 3/5 in the order of another country than their language's, and
    some put such a day into a machine's date the wrong way round.
    """
    if day.day > 12 or day.day == day.month:
        return None
    other = dt.date(day.year, day.day, day.month)
    own = [s for s in sightings if _day(s.when) == day]
    if any(s.source in SHOWN_SOURCES and not s.numeric for s in own):
        return None
    least = 0.0 if any(s.numeric for s in own) else SHOWN_WEIGHT
    plain = (
        s.source in SHOWN_SOURCES and not s.numeric and s.weight >= least
        for s in sightings
        if _day(s.when) == other
    )
    return other if any(plain) else None


def _shown_instead(day: dt.date, sightings: list[Sighting]) -> dt.date | None:
    """The one day that the head shows its readers, if machines tell another that nobody sees.

    What machines are told is often the day on which the page moved to another system, or the first
    edition of a page that has been written anew.
    """
    if any(_day(s.when) == day and s.source in SHOWN_SOURCES and not s.modified for s in sightings):
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
    changes = [_day(s.when) for s in sightings if s.modified]
    if changes and other > max(changes) + SAME_DAY:
        return None
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


def _latest(sightings: list[Sighting]) -> DateOrTime | None:
    if not sightings:
        return None
    return max(sightings, key=lambda s: (_day(s.when), isinstance(s.when, dt.datetime))).when


def _day(when: DateOrTime) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when


def _date_blocks(page: Page, body: range, head: list[int]) -> list[int]:
    """Short blocks of the head, or right behind the text, that tell little but a date.

    ``head`` are the blocks of the head that may tell one.
    """
    if not body:
        return []
    blocks = page.segmentation.blocks
    behind = dated(page, range(body[-1], min(len(blocks), body[-1] + BEHIND)))
    return [
        i
        for i in dict.fromkeys([*head, *behind])
        if len(blocks[i].text) <= MAX_BLOCK
        and (dates := find_dates(blocks[i].text))
        and len(blocks[i].text) - sum(d.end - d.start for d in dates) <= MAX_DATE_LINE_REST
        and page.place(i) not in FOREIGN
    ]
