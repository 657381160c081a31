"""Who wrote the article."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lxml import etree

from boilerstrip import lexicon
from boilerstrip.blocks import RawBlock
from boilerstrip.fields.bywords import (
    by_words,
    byline_in,
    is_label,
    is_label_of_others,
    is_others,
)
from boilerstrip.fields.candidate import Candidate
from boilerstrip.fields.finding import find_dates, may_date
from boilerstrip.fields.joining import joined
from boilerstrip.fields.keys import key
from boilerstrip.fields.names import (
    ACCOUNTS,
    clean,
    is_account,
    is_organisation,
    is_person,
    is_room,
    letters_of_titles,
)
from boilerstrip.fields.page import FOREIGN, Page

# Votes by source. JSON-LD is written for search engines' author lists and nearly always right; a
# visible byline is what the reader sees; marks and metas may name the account that published.
LD_WEIGHT = 4.0
META_WEIGHTS = {
    "author": 3.0,
    "article:author": 2.5,
    "article:author_name": 2.5,
    "og:article:author": 2.5,
    "parsely-author": 3.0,
    "sailthru.author": 3.0,
    "byl": 3.0,
    "dc.creator": 2.5,
    "dcterms.creator": 2.5,
    "citation_author": 3.0,
    "authors": 2.5,
    "cxenseparse:author": 2.5,
    "twitter:data1": 2.0,
}
MARK_WEIGHTS = {"author": 2.5, "creator": 1.5}
NAMED_WEIGHT = 2.5
BY_WORD_WEIGHT = 3.5
LINK_WEIGHT = 3.0
SIGNATURE_WEIGHT = 1.5
# A visible name elsewhere than around the headline and the text's borders, in teasers or comments.
ELSEWHERE, IN_FOREIGN = 0.3, 0.1
# Between the headline and the text even a share bar or an oddly named box may hold the byline.
IN_FOREIGN_HEAD = 0.6
# The writer's box under the text names the writer, but sometimes all writers of the site.
BIO = 0.6
# A block that is a name and nothing else: alone as the text's first or last line, or by the date.
BARE_AT_BORDER = 2.5
BARE_BESIDE_DATE = 1.5
MAX_BARE, MAX_BARE_WORDS = 80, 6
# A person named by so weighty a visible line wrote what an account of the newsroom published.
SEEN = 1.5
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
# Bylines are short; in a longer block a "By" begins a sentence. In characters.
MAX_BLOCK = 200
# Blocks behind the text in which a byline may stand ("Text: Ada Byron").
BEHIND = 6
# Blocks above the headline in which it may stand, beside the section or the date.
ABOVE = 8
MAX_AUTHORS = 12
# A byline holds a job and a place beside the names, or a date; a sentence is longer.
MAX_REST = 60

HEADINGS = frozenset(("h1", "h2", "h3"))
BYLINE_NAMES = frozenset(
    "byline bylines author authors authorname author-name writer contributor contributors "
    "reporter autor auteur autoren verfasser".split()
)
_HONOUR = re.compile(r"^(?:(?:dr|prof|mr|mrs|ms)\b\.?\s*)+", re.IGNORECASE)
# What stands in for a writer's picture.
_INITIALS = re.compile(r"[A-Z]{2}$")
# Latin capitals, or the date before the name; in other scripts too much looks like a name.
_BEGINS_NAME = re.compile(r"[\dA-ZÀ-Þ]")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|autore|staff|journalists?|contributors?|"
    r"writers?|redaktion)/[^/?#]+",
    re.IGNORECASE,
)


_Reading: TypeAlias = tuple[Candidate, list[str]]


@dataclasses.dataclass(slots=True)
class Choice:
    """The chosen byline, its names, the blocks in which it stands in document order, and all
    candidates as they were found, the heaviest first."""

    byline: str | None
    authors: tuple[str, ...]
    blocks: list[int]
    candidates: list[Candidate] = dataclasses.field(default_factory=list)


def choose(page: Page, body: range, headline: int) -> Choice:
    """The names with most votes among the sources, each source's names taken together.

    ``headline`` is the index of the last block of the headline, -1 if it is not visible.
    """
    read = list(_readings(_candidates(page, body, headline), page))
    read = read or list(_readings(_signature(page, body), page))
    listed = sorted((candidate for candidate, _ in read), key=lambda candidate: -candidate.weight)
    if any(c.block is not None and c.weight >= SEEN and _are_people(n, page) for c, n in read):
        read = [(candidate, names) for candidate, names in read if not _is_stand_in(names, page)]
    best = _best(read, page, body)
    if best is None:
        return Choice(None, (), [], listed)
    candidate, names = best
    blocks = _blocks_of(page, body, headline, names)
    visible = [page.segmentation.blocks[i].text for i in blocks]
    return Choice(joined(names, [*visible, candidate.text]), tuple(names), blocks, listed)


def _readings(candidates: Iterable[Candidate], page: Page) -> Iterator[_Reading]:
    for candidate in candidates:
        names = _people_first(_names_of(candidate), page, listed=candidate.block is None)
        if 0 < len(names) <= MAX_AUTHORS:
            yield candidate, names


def _is_stand_in(names: list[str], page: Page) -> bool:
    """Whether these are rooms, accounts or the site, which publish what a person wrote."""
    return all(
        is_room(name) or is_account(name) or (page.is_site(name) and not is_person(name))
        for name in names
    )


def _names_of(candidate: Candidate) -> list[str]:
    """The names in a candidate's lines; those below the first of a block must be persons'."""
    first, *rest = candidate.text.split("\n")
    found = clean(first)
    for line in rest:
        more = clean(line)
        if candidate.block is None or all(map(is_person, more)):
            found += more
    if not found and candidate.block is None and candidate.weight >= WHOLE_WEIGHT:
        found = _as_it_is(candidate.text)
    return list({key(name): name for name in reversed(found)}.values())[::-1]


def _candidates(page: Page, body: range, headline: int) -> Iterator[Candidate]:
    for thing in page.embedded.article_ld():
        if names := _ld_names(thing.get("author") or thing.get("creator")):
            yield Candidate("\n".join(names), LD_WEIGHT, "JSON-LD")
            break
    for name, weight in META_WEIGHTS.items():
        if name == "twitter:data1" and not is_label(page.embedded.meta("twitter:label1") or ""):
            continue  # the time that reading takes
        if values := page.embedded.metas.get(name):
            yield Candidate("\n".join(map(_first_name_first, dict.fromkeys(values))), weight, name)
    yield from _marks(page, body, headline)
    yield from _together(list(_visible(page, body, headline)))


def _ld_names(value: object) -> list[str]:
    """Names in a JSON-LD author: a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for one in value for name in _ld_names(one)]
    if isinstance(value, dict):
        return _ld_names(value.get("name"))
    return []


def _as_it_is(text: str) -> list[str]:
    plain = len(text) <= MAX_BARE and not re.search(r"[@/\n\d]|\w\.\w", text)
    return [text] if plain and key(text) not in ACCOUNTS and key(text) else []


def _first_name_first(name: str) -> str:
    """A name as libraries write it, "Byron, Ada", turned round; any other text as it is.

    >>> _first_name_first("Byron, Ada"), _first_name_first("Ada Byron, Mary Somerville")
    ('Ada Byron', 'Ada Byron, Mary Somerville')
    """
    family, _, given = name.partition(",")
    if " " in family.strip() or not given.strip() or "," in given or len(given.split()) > 2:
        return name
    return f"{given.strip()} {family.strip()}"


def _marks(page: Page, body: range, headline: int) -> Iterator[Candidate]:
    """Marked names around the text; those in one block, or in blocks in a row, belong together."""
    for kind, weight in MARK_WEIGHTS.items():
        run: list[str] = []
        last = -9
        for mark in page.segmentation.marks:
            if mark.kind != kind or not mark.value.strip():
                continue
            if run and mark.block - last > 2:
                yield Candidate(
                    "\n".join(run), weight * _by_place(page, body, last, headline), "marked"
                )
                run = []
            run.append(mark.value)
            last = mark.block
        if run:
            yield Candidate(
                "\n".join(run), weight * _by_place(page, body, last, headline), "marked"
            )


def _visible(page: Page, body: range, headline: int) -> Iterator[Candidate]:
    """Blocks around the text that name someone, by what makes each of them a byline."""
    blocks = page.segmentation.blocks
    waiting = ""  # the label ("Written by") in the block before
    for i in _near(page, body, headline):
        text = blocks[i].text
        told, waiting = waiting, ""
        if len(text) > MAX_BLOCK or page.labels[i] == "caption":
            continue
        others = is_others(text)
        if is_label(text) or (others and is_label_of_others(text)):
            waiting = text
            continue
        if others or (told and is_others(told)):
            continue
        if found := _evidence(page, body, headline, i, labelled=bool(told)):
            yield Candidate(found[0], found[1], found[2], i)


def _signature(page: Page, body: range) -> Iterator[Candidate]:
    """The one line inside the text that is a by-word and a person's name; several are a list's."""
    lines = [
        (i, text)
        for i in body
        if len(text := page.segmentation.blocks[i].text) <= MAX_BARE
        and by_words().begins(text)
        and (found := by_words().opening.match(text))
        and _is_name(text[found.end() :])
    ]
    if len(lines) == 1:
        yield Candidate(lines[0][1], SIGNATURE_WEIGHT, "signature", lines[0][0])


def _evidence(
    page: Page, body: range, headline: int, i: int, *, labelled: bool
) -> tuple[str, float, str] | None:
    """The part of a block that names the writer, its votes, and why; the surest reason first."""
    block = page.segmentation.blocks[i]
    line = byline_in(block.text)
    if line is not None:
        return line, BY_WORD_WEIGHT * _by_place(page, body, i, headline), "by-word"
    if labelled and len(block.text) <= MAX_BARE and not _INITIALS.match(block.text):
        return block.text, BY_WORD_WEIGHT * _by_place(page, body, i, headline), "behind a by-word"
    if links := _author_links(block):
        return "\n".join(links), LINK_WEIGHT * _by_place(page, body, i, headline), "author link"
    named = block.tag not in HEADINGS or is_person(block.text)
    if named and not _INITIALS.match(block.text) and page.is_named(i, BYLINE_NAMES):
        return block.text, NAMED_WEIGHT * _by_place(page, body, i, headline), "named"
    if weight := _bare(page, body, headline, i):
        return block.text, weight, "bare name"
    return None


def _together(found: list[Candidate]) -> Iterator[Candidate]:
    """The candidates; those of blocks in a row that hold a person each as one of them all."""
    run: list[Candidate] = []
    for candidate in found:
        if run and not (_continues(run[-1], candidate) and _is_name(candidate.text)):
            yield _as_one(run)
            run = []
        run.append(candidate)
    if run:
        yield _as_one(run)


def _continues(last: Candidate, candidate: Candidate) -> bool:
    beside = candidate.block == (last.block or 0) + 1
    return beside and candidate.source == last.source != "bare name" and _is_name(last.text)


def _as_one(run: list[Candidate]) -> Candidate:
    if len(run) == 1:
        return run[0]
    text = "\n".join({key(candidate.text): candidate.text for candidate in run}.values())
    weight = max(candidate.weight for candidate in run)
    return Candidate(text, weight, run[0].source, run[0].block)


def _author_links(block: RawBlock) -> list[str]:
    """Texts of a block's links to writers' own pages."""
    if not block.link_chars or not isinstance(block.source, etree._Element):
        return []
    inside = list(block.source.iter("a", "{*}a"))
    links = inside or list(block.source.iterancestors("a", "{*}a"))
    return [
        text
        for link in links
        if _AUTHOR_PAGE.search(link.get("href") or "")
        and (text := " ".join("".join(map(str, link.itertext())).split()))
        and len(text) <= MAX_BLOCK
    ]


def _bare(page: Page, body: range, headline: int, i: int) -> float:
    """Votes for a block that is nothing but a person's name, by what stands beside it."""
    blocks = page.segmentation.blocks
    text = blocks[i].text
    at_border = i in (body.start, body.stop - 1)
    if not (at_border or headline < i < body.start) or len(text) > MAX_BARE:
        return 0.0
    if not _BEGINS_NAME.match(text) or " " not in text or blocks[i].tag in HEADINGS:
        return 0.0
    if text.count(" ") >= MAX_BARE_WORDS and not may_date(text):
        return 0.0
    if not at_border:
        dated = any(map(_holds_date, blocks[max(0, i - 2) : i + 3]))
        if not dated or page.place(i) in FOREIGN:
            return 0.0
    if not _is_name(text) or _are_words(text, page, body):
        return 0.0
    if any(found.whole for found in lexicon.match(text)):
        return 0.0
    return BARE_AT_BORDER if at_border else BARE_BESIDE_DATE


def _holds_date(block: RawBlock) -> bool:
    text = block.text
    return len(text) <= MAX_BLOCK and may_date(text) is not None and bool(find_dates(text))


def _is_name(text: str) -> bool:
    names = clean(text)
    return bool(names) and ":" not in text and all(map(is_person, names)) and _only(names, text)


def _only(names: list[str], text: str) -> bool:
    """Whether a text tells little beside the names (and a date)."""
    dates = find_dates(text)
    rest = len(text) - sum(map(len, names)) - sum(d.end - d.start for d in dates)
    return rest - letters_of_titles(text) <= 6 * len(names)


def _near(page: Page, body: range, headline: int) -> list[int]:
    """The blocks among which bylines are looked for, without menus above a headline."""
    end = len(page.segmentation.blocks)
    behind = range(body.stop - 1, min(end, body.stop + BEHIND)) if body else range(0)
    near = list(dict.fromkeys([*page.head(body, headline), *behind]))
    return near if headline < 0 else [i for i in near if i >= headline - ABOVE]


def _by_place(page: Page, body: range, i: int, headline: int) -> float:
    place = page.place(i)
    if place == "author_bio" and i >= body.start:
        return BIO
    if page.in_head(body, i, headline):
        away = min(abs(body.start - i), abs(i - headline) if headline >= 0 else len(page.labels))
        return (IN_FOREIGN_HEAD if place in FOREIGN else 1.0) - 0.01 * away
    return IN_FOREIGN if place in FOREIGN else ELSEWHERE


def _people_first(names: list[str], page: Page, *, listed: bool) -> list[str]:
    """Without rooms and the site's own name, if a person is named beside them; agencies stay.

    In a line that is not ``listed`` by a machine a lone word beside persons is a place or a job.
    """
    names = [_without_site(name, page) for name in names]
    people = [n for n in names if is_person(n) and not page.is_site(n)]
    if not people:
        return names
    others = [n for n in names if not (is_room(n) or page.is_site(n))]
    return others if listed else [n for n in others if is_person(n) or is_organisation(n)]


def _without_site(name: str, page: Page) -> str:
    site = " " + (page.embedded.site_name or "")
    if len(site) > 2 and name.casefold().endswith(site.casefold()):
        shorter = name[: -len(site)].strip(" ,|–—-")
        return shorter if is_person(shorter) else name
    return name


def _are_people(names: list[str], page: Page) -> bool:
    return all(is_person(name) and not page.is_site(name) for name in names)


def _best(read: list[_Reading], page: Page, body: range) -> _Reading | None:
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
        score = totals[own] + min(totals[own], _nature(reading[1], page, body))
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


def _nature(names: list[str], page: Page, body: range) -> float:
    people = [name for name in names if is_person(name)]
    if all(map(page.is_site, names)):
        return -OWN_SITE_PENALTY if people else -SITE_PENALTY
    if people and any(_are_words(name, page, body) for name in people):
        return -WORDS_PENALTY
    if people:
        return PERSON_WEIGHT
    return -ROOM_PENALTY if any(map(is_room, names)) else 0.0


def _are_words(name: str, page: Page, body: range) -> bool:
    """Whether the text has the name's first word, or all of them, in small letters.

    "Community Development" is made of words that the text uses; names are not, though a family
    name may be ("Baker").
    """
    text = page.text(body)
    small = [f" {word.lower()} " in text for word in name.split() if word[0].isupper()]
    return bool(small) and (small[0] or all(small))


def _tells_of(names: list[str], text: str) -> bool:
    """Whether a text is a sentence on a writer: "Ada Byron lives by the sea and writes on it."."""
    rest = len(text) - sum(len(name) for name in names if name in text)
    return rest > MAX_REST and text.rstrip()[-1:] in ".!?…"


def _blocks_of(page: Page, body: range, headline: int, names: list[str]) -> list[int]:
    """Short blocks around the text that hold the first name and little else."""
    wanted = key(names[0])
    blocks = page.segmentation.blocks
    return [
        i
        for i in _near(page, body, headline)
        if len(blocks[i].text) <= MAX_BLOCK
        and wanted in key(blocks[i].text)
        and not _tells_of(names, blocks[i].text)
        and page.place(i) not in FOREIGN
        and set(map(key, clean(blocks[i].text))) & set(map(key, names))
    ]
