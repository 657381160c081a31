"""Who wrote the article."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from boilerstrip.article import Candidate
from boilerstrip.fields.byline_candidates import (
    MAX_BARE,
    MAX_BLOCK,
    are_words,
    candidates,
    elsewhere,
    near,
    signature,
)
from boilerstrip.fields.joining import joined
from boilerstrip.fields.keys import key
from boilerstrip.fields.names import (
    ACCOUNTS,
    MAX_RAW,
    clean,
    is_account,
    is_person,
    is_room,
)
from boilerstrip.fields.page import FOREIGN, Page
from boilerstrip.lexicon.credits import any_of

# A person named by so weighty a visible line wrote what an account of the newsroom published.
SEEN = 1.5
# A line of so many votes is the byline that readers are shown; names told to machines alone then
# count so much.
SHOWN_BYLINE, UNSEEN_SHARE = 3.0, 0.4
# Fewer votes than this are a name seen in a teaser.
MIN_VOTES = 0.5
# What another source adds that names some of the same people, or some of them and more.
OVERLAP_SHARE, SUBSET_SHARE = 0.4, 0.8
# What a source adds that names the same person by the first name only.
FULLER_SHARE = 0.8
# People write articles; agencies, rooms and accounts are named where no person is.
PERSON_WEIGHT = 1.5
ROOM_PENALTY = 3.0
SITE_PENALTY = 3.0
# Some sites are named after the person that writes them.
OWN_SITE_PENALTY = 1.0
# What seems a name but is made of the text's own words.
WORDS_PENALTY = 2.0
# From sources of this weight on, a byline that seems to be nothing but a job ("Staff Writer") is
# taken as it is.
WHOLE_WEIGHT = 2.0
MAX_AUTHORS = 12
# Lines in which the names of a candidate are looked for; with spellings, jobs and repetitions.
MAX_LINES = 8 * MAX_AUTHORS
# Names elsewhere in the page that are weighed, each against all others; of 705 pages the one with
# most has 4.
MAX_ELSEWHERE = 300
# A byline holds a job and a place beside the names, or a date; a sentence is longer.
MAX_REST = 60

_DOMAIN = re.compile(r"^\S+\w\.[a-z]{2,}$")
_HONOUR = re.compile(rf"^(?:{any_of('honour')}\b\.?\s*)+", re.IGNORECASE)
_Reading: TypeAlias = tuple[Candidate, list[str]]


@dataclasses.dataclass(slots=True)
class Choice:
    """The chosen byline, its names, the blocks in which it stands in document order, and all
    candidates as they were found, the heaviest first."""

    byline: str | None
    authors: tuple[str, ...]
    blocks: list[int]
    candidates: list[Candidate] = dataclasses.field(default_factory=list)


def choose(page: Page, body: range, headline: int, *, explain: bool = False) -> Choice:
    """The names with most votes among the sources, each source's names taken together.

    ``headline`` is the index of the last block of the headline, -1 if it is not visible. Candidates
    are given with ``explain`` only.
    """
    read = list(_readings(candidates(page, body, headline), page))
    if not any(_is_writer(name, page) for _, names in read for name in names):
        read += _readings(signature(page, body), page)
    if not read and not page.segmentation.is_dump:
        read += _readings(islice(elsewhere(page, body, headline), MAX_ELSEWHERE), page)
    read = _as_told(read)
    found = read
    if any(_is_seen(c, page) and _are_people(n, page) for c, n in read):
        read = [(candidate, names) for candidate, names in read if not _is_stand_in(names, page)]
    best = _best(_shown_first(read, page), page)
    if best is None:
        return Choice(None, (), [], _listed(found, []) if explain else [])
    candidate, names = best
    names = [_mixed_case(name, read) for name in names]
    blocks = _blocks_of(page, body, headline, names)
    visible = [page.segmentation.blocks[i].text for i in blocks]
    line = joined(names, [*visible, candidate.text])
    return Choice(line, tuple(names), blocks, _listed(found, names) if explain else [])


def _mixed_case(name: str, read: list[_Reading]) -> str:
    """A name that is in small letters as another source spells it, if one does."""
    if not name.islower() or " " not in name:
        return name
    same = (other for _, names in read for other in names if key(other) == key(name))
    return next((other for other in same if other.istitle()), name)


def _listed(read: list[_Reading], chosen: list[str]) -> list[Candidate]:
    people = _people(chosen)
    told = [dataclasses.replace(c, chosen=_people(names) == people) for c, names in read]
    return sorted(told, key=lambda candidate: -candidate.weight)


def _readings(candidates: Iterable[Candidate], page: Page) -> Iterator[_Reading]:
    for candidate in candidates:
        text = candidate.text
        own = candidate.block is None and len(text) <= MAX_RAW and key(text) in page.site_keys
        found = [candidate.text] if own else _names_of(candidate)
        names = _people_first(found, page, listed=candidate.block is None)
        if 0 < len(names) <= MAX_AUTHORS:
            yield candidate, names


def _as_told(read: list[_Reading]) -> list[_Reading]:
    """The readings, those of lines that hold persons told to machines as just these persons."""
    told = {n: None for c, names in read if c.block is None for n in names if is_person(n)}
    return [
        (c, inside)
        if c.block is not None
        and (inside := [name for name in told if name in c.text])
        and _people(names).isdisjoint(_people(inside))
        else (c, names)
        for c, names in read
    ]


def _shown_first(read: list[_Reading], page: Page) -> list[_Reading]:
    """The readings, with less for persons told to machines alone where readers are told others.

    Such a person often is the editor whose account published the page.
    """
    if not any(
        c.block is not None and c.weight >= SHOWN_BYLINE and _are_people(n, page) for c, n in read
    ):
        return read
    seen = _words(name for c, names in read if c.block is not None for name in names)
    return [
        (dataclasses.replace(c, weight=c.weight * UNSEEN_SHARE), names)
        if c.block is None and seen.isdisjoint(_words(names))
        else (c, names)
        for c, names in read
    ]


def _words(names: Iterable[str]) -> set[str]:
    return {key(word) for name in names for word in name.split()}


def _is_seen(candidate: Candidate, page: Page) -> bool:
    """Whether readers are told it, and not in a teaser."""
    if candidate.block is None or candidate.weight < SEEN:
        return False
    place = page.place(candidate.block)
    return place == "author_bio" or place not in FOREIGN


def _is_writer(name: str, page: Page) -> bool:
    return not (is_room(name) or page.is_site(name)) or is_person(name)


def _is_stand_in(names: list[str], page: Page) -> bool:
    """Whether these are rooms, accounts or the site, which publish what a person wrote."""
    return all(is_account(name) or not _is_writer(name, page) for name in names)


def _names_of(candidate: Candidate) -> list[str]:
    """The names in a candidate's lines; those below the first of a block must be persons'."""
    first, *rest = candidate.text.split("\n")[:MAX_LINES]
    found = clean(first)
    for line in rest:
        more = clean(line)
        if candidate.block is None or all(map(is_person, more)):
            found += more
    found = _without_initials(found)
    if not found and candidate.block is None and candidate.weight >= WHOLE_WEIGHT:
        found = _as_it_is(candidate.text)
    return list({key(name): name for name in reversed(found)}.values())[::-1]


def _without_initials(names: list[str]) -> list[str]:
    """Names without the initials of one of them, by which newsrooms sign: "Ada Byron", "AB"."""
    initials = {"".join(word[0] for word in n.split()).upper() for n in names if " " in n}
    return [name for name in names if name.upper() not in initials]


def _as_it_is(text: str) -> list[str]:
    plain = len(text) <= MAX_BARE and not re.search(r"[@/\n\d]|\w\.\w", text)
    return [text] if plain and key(text) not in ACCOUNTS and key(text) else []


def _people_first(names: list[str], page: Page, *, listed: bool) -> list[str]:
    """Without rooms and the site's own name, if a person is named beside them.

    Agencies beside a person stay where a machine has ``listed`` them; in a line that readers see,
    what stands beside persons is an agency, a place or a job.
    """
    names = [_without_site(name, page) for name in names]
    names = [name for name in names if not _DOMAIN.search(name)] or names
    people = [n for n in names if is_person(n) and not page.is_site(n)]
    if not people:
        return names
    return [n for n in names if not (is_room(n) or page.is_site(n))] if listed else people


def _without_site(name: str, page: Page) -> str:
    site = " " + page.site_name
    if len(site) > 2 and name.casefold().endswith(site.casefold()):
        shorter = name[: -len(site)].strip(" ,|–—-")
        return shorter if is_person(shorter) else name
    return name


def _are_people(names: list[str], page: Page) -> bool:
    return all(is_person(name) and not page.is_site(name) for name in names)


def _best(read: list[_Reading], page: Page) -> _Reading | None:
    by_names: defaultdict[frozenset[str], dict[str, float]] = defaultdict(dict)
    first: dict[frozenset[str], _Reading] = {}
    for candidate, names in read:
        people = _people(names)
        first.setdefault(people, (candidate, names))
        votes = by_names[people]
        votes[candidate.source] = max(votes.get(candidate.source, 0.0), candidate.weight)
    totals = {people: sum(votes.values()) for people, votes in by_names.items()}
    best: tuple[float, _Reading] | None = None
    for own, reading in first.items():
        if totals[own] < MIN_VOTES:
            continue
        score = totals[own] + min(totals[own], _nature(reading[1], page))
        for other, votes_of_other in totals.items():
            if other != own:
                score += _share(own, other, reading[1], first[other][1]) * votes_of_other
        if best is None or score > best[0]:
            best = score, reading
    return best[1] if best else None


def _share(
    own: frozenset[str], other: frozenset[str], names: list[str], others: list[str]
) -> float:
    """How far votes for other names are votes for these, 0 to 1."""
    if other < own:
        return SUBSET_SHARE
    if other & own:
        return OVERLAP_SHARE
    return FULLER_SHARE if _is_fuller(names, others) else 0.0


def _is_fuller(names: list[str], others: list[str]) -> bool:
    """Whether a name in full stands against its first word alone: "Ada Byron", "Ada"."""
    if len(names) != 1 or len(others) != 1 or not names[0].startswith(others[0] + " "):
        return False
    return names[0].count(" ") == 1 and is_person(names[0])


def _people(names: list[str]) -> frozenset[str]:
    return frozenset(key(_HONOUR.sub("", name)) for name in names)


def _nature(names: list[str], page: Page) -> float:
    people = [name for name in names if is_person(name)]
    if all(map(page.is_site, names)):
        return -OWN_SITE_PENALTY if people else -SITE_PENALTY
    if any(are_words(name, page) for name in people or names if " " in name):
        return -WORDS_PENALTY
    if people:
        return PERSON_WEIGHT
    return -ROOM_PENALTY if any(map(is_room, names)) else 0.0


def _tells_of(names: list[str], text: str) -> bool:
    """Whether a text is a sentence on a writer: "Ada Byron lives by the sea and writes on it."."""
    rest = len(text) - sum(len(name) for name in names if name in text)
    return rest > MAX_REST and text.rstrip()[-1:] in ".!?…"


def _blocks_of(page: Page, body: range, headline: int, names: list[str]) -> list[int]:
    """Short blocks around the text that hold the first name and little else."""
    wanted = key(names[0])
    least = len(wanted) if wanted.isascii() else 1
    blocks = page.segmentation.blocks
    return [
        i
        for i in near(page, body, headline)
        if least <= len(blocks[i].text) <= MAX_BLOCK
        and wanted in key(blocks[i].text)
        and not _tells_of(names, blocks[i].text)
        and page.place(i) not in FOREIGN
        and set(map(key, clean(blocks[i].text))) & set(map(key, names))
    ]
