"""Who may have written the article: every name on the page that something speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from boilerstrip import lexicon
from boilerstrip.article import Candidate
from boilerstrip.blocks import RawBlock
from boilerstrip.fields.byline_told import told
from boilerstrip.fields.bywords import (
    by_words,
    byline_in,
    is_label,
    is_label_of_others,
    is_others,
    may_credit,
)
from boilerstrip.fields.finding import find_dates, may_date
from boilerstrip.fields.joining import CONJUNCTION
from boilerstrip.fields.keys import key
from boilerstrip.fields.names import (
    clean,
    is_organisation,
    is_person,
    letters_beside,
    letters_of_titles,
)
from boilerstrip.fields.page import FOREIGN, Page
from boilerstrip.fields.wording import lower
from boilerstrip.lexicon.credits import any_of, entries

# Votes by source, on the scale of ``byline_told``; marks may name the account that published.
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
# A block that is a name and nothing else: alone as the text's first or last line, by the
# date, or so many blocks beneath the headline.
BARE_AT_BORDER = 2.5
BARE_BESIDE_DATE, BARE_BENEATH = 1.5, 2
MAX_BARE, MAX_BARE_WORDS = 80, 6
# Bylines are short; in a longer block a "By" begins a sentence. In characters.
MAX_BLOCK = 200
# Links of a block among which those to writers' pages are looked for.
MAX_LINKS = 100
# Blocks behind the text in which a byline may stand ("Text: Ada Byron").
BEHIND = 6
# Blocks above the headline in which it may stand, beside the section or the date.
ABOVE = 8
HEADINGS = frozenset(("h1", "h2", "h3"))
BYLINE_NAMES = frozenset(
    "byline bylines author authors authorname author-name writer contributor contributors "
    "contrib-name articleauthor reporter autor auteur autoren verfasser".split()
)
# What stands in for a writer's picture.
_INITIALS = re.compile(r"[A-Z]{2}$")
# Latin capitals, or the date before the name; in other scripts too much looks like a name.
_BEGINS_NAME = re.compile(r"[\dA-ZÀ-Þ]|(?:[А-ЯЁІЇЄ][а-яёіїє'-]+\s?){2,3}$")
# What addresses and questions have, beside a sign at their end.
_NO_NAME = re.compile(r"[_!?]")
_DIGITS = re.compile(r"\d+")
_CONJUNCTION = re.compile(rf"\s{CONJUNCTION}\s")
# A time of day has a colon too.
_COLON = re.compile(r":(?!\d)")
_AUTHOR_PATHS = entries("path")
_AUTHOR_PAGE = re.compile(rf"/{any_of('path')}/[^/?#]+")


def candidates(page: Page, body: range, headline: int) -> Iterator[Candidate]:
    """Names from JSON-LD, metas, marks and the blocks around the text, each with its votes.

    ``headline`` is the index of the last block of the headline, -1 if it is not visible.
    """
    yield from told(page)
    yield from _marks(page, body, headline)
    yield from _together(list(_visible(page, body, headline)))


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
    for i in near(page, body, headline):
        text = blocks[i].text
        told, waiting = waiting, ""
        if len(text) > MAX_BLOCK or page.labels[i] == "caption":
            continue
        credits = may_credit(text)
        others = credits and is_others(text)
        if (credits and is_label(text)) or (others and is_label_of_others(text)):
            waiting = text
            continue
        if others or (told and is_others(told)):
            continue
        line = byline_in(text) if credits else None
        if found := _evidence(page, body, headline, i, line, labelled=bool(told)):
            yield Candidate(found[0], found[1], found[2], i)


def elsewhere(page: Page, body: range, headline: int) -> Iterator[Candidate]:
    """What elements named for the writer hold, wherever in the page they stand."""
    places = page.context.labels
    for i, block in enumerate(page.segmentation.blocks):
        text = block.text
        if places[block.node] == "byline" and len(text) <= MAX_BARE and _is_name(text):
            yield Candidate(text, NAMED_WEIGHT * _by_place(page, body, i, headline), "named", i)


def signature(page: Page, body: range) -> Iterator[Candidate]:
    """The one line that is a by-word and a person's name; several are a list's.

    Outside the text such a line tells its date too.
    """
    begins = by_words().begins
    start, stop = body.start, body.stop
    lines = [
        (i, line)
        for i, block in enumerate(page.segmentation.blocks)
        if len(text := block.text) <= MAX_BARE
        and (begins(text) if start <= i < stop else may_date(text) and page.place(i) not in FOREIGN)
        and (line := byline_in(text))
        and _is_name(_behind_by_word(line))
    ]
    if len(lines) == 1:
        yield Candidate(lines[0][1], SIGNATURE_WEIGHT, "signature", lines[0][0])


def _behind_by_word(line: str) -> str:
    found = by_words().opening.match(line)
    return line[found.end() :] if found else line


def _evidence(
    page: Page, body: range, headline: int, i: int, line: str | None, *, labelled: bool
) -> tuple[str, float, str] | None:
    """The part of a block that names the writer, its votes, and why; the surest reason first.

    ``line`` is the part that begins at a by-word, if there is one.
    """
    block = page.segmentation.blocks[i]
    writers = page.writers.get(i, ())
    if line is not None:
        line = _unglued(line, writers)
        return line, BY_WORD_WEIGHT * _by_place(page, body, i, headline), "by-word"
    if labelled and len(block.text) <= MAX_BARE and not _INITIALS.match(block.text):
        return block.text, BY_WORD_WEIGHT * _by_place(page, body, i, headline), "behind a by-word"
    if links := _author_links(block):
        return "\n".join(links), LINK_WEIGHT * _by_place(page, body, i, headline), "author link"
    named = block.tag not in HEADINGS or is_person(block.text)
    if named and not _INITIALS.match(block.text) and page.is_named(i, BYLINE_NAMES):
        return block.text, NAMED_WEIGHT * _by_place(page, body, i, headline), "named"
    if writers and block.tag not in HEADINGS and page.in_head(body, i, headline):
        return "\n".join(writers), NAMED_WEIGHT * _by_place(page, body, i, headline), "named"
    at_place = headline < i < body.start or i in (body.start, body.stop - 1)
    if at_place and (weight := _bare(page, body, headline, i)):
        return block.text, weight, "bare name"
    return None


def _unglued(line: str, names: Sequence[str]) -> str:
    """A line with a comma behind each of the names that another word stands close to.

    Where one element holds the by-word and the name, the rest of a line that joins no other name
    by a conjunction is a job and a place.

    >>> _unglued("By Ada ByronHarbour correspondent", ("Ada Byron",))
    'By Ada Byron, Harbour correspondent'
    >>> _unglued("By Ada Byron Reporter, Port Ellery", ("By Ada Byron",))
    'By Ada Byron'
    """
    if len(names) == 1 and line.startswith(names[0]) and by_words().begins(line):
        return names[0] if not _CONJUNCTION.search(line, len(names[0])) else line
    for name in names:
        end = line.find(name) + len(name)
        if end >= len(name) and line[end : end + 1].isupper():
            line = f"{line[:end]}, {line[end:]}"
    return line


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
    inside = list(islice(block.source.iter("{*}a"), MAX_LINKS))
    around = next(block.source.iterancestors("{*}a"), None) if not inside else None
    if around is not None:  # other blocks may stand in it too: the job, a picture
        return [block.text] if _is_author_page(around.get("href")) else []
    return [
        text
        for link in inside
        if _is_author_page(link.get("href"))
        and (text := " ".join("".join(map(str, link.itertext())).split()))
        and len(text) <= MAX_BLOCK
    ]


def _is_author_page(address: str | None) -> bool:
    if not address:
        return False
    small = lower(address)
    return not _AUTHOR_PATHS.isdisjoint(small.split("/")) and bool(_AUTHOR_PAGE.search(small))


def _bare(page: Page, body: range, headline: int, i: int) -> float:
    """Votes for a block that is nothing but a person's name, by what stands beside it."""
    blocks = page.segmentation.blocks
    text = blocks[i].text
    at_border = i in (body.start, body.stop - 1)
    if len(text) > MAX_BARE or " " not in text or blocks[i].tag in HEADINGS:
        return 0.0
    if not _BEGINS_NAME.match(text):
        return 0.0
    if text[-1] in ",:;" or _NO_NAME.search(text) or _is_amount(text):
        return 0.0
    if text.count(" ") >= MAX_BARE_WORDS and not may_date(text):
        return 0.0
    if page.place(i) == "interface":  # a button
        return 0.0
    if not at_border:
        beneath = 0 <= headline < i <= headline + BARE_BENEATH and blocks[i].tag != "li"
        dated = beneath or any(map(_holds_date, blocks[max(0, i - 2) : i + 3]))
        if not dated or page.place(i) in FOREIGN:
            return 0.0
    if not _is_name(text, beside=True) or are_words(text, page) or _is_title(text, page):
        return 0.0
    if any(found.whole and found.label != "byline" for found in lexicon.match(text)):
        return 0.0
    return BARE_AT_BORDER if at_border else BARE_BESIDE_DATE


def _is_amount(text: str) -> bool:
    """Whether a text's only number has three digits or more."""
    numbers = _DIGITS.findall(text)
    return len(numbers) == 1 and len(numbers[0]) > 2


def _is_title(text: str, page: Page) -> bool:
    titles = (page.embedded.title, page.embedded.meta("og:title"))
    return key(text) in [key(title) for title in titles if title]


def _holds_date(block: RawBlock) -> bool:
    text = block.text
    return len(text) <= MAX_BLOCK and bool(find_dates(text))


def _is_name(text: str, *, beside: bool = False) -> bool:
    """Whether a text is nothing but persons' names, or, ``beside`` them, organisations'."""
    names = clean(text)
    if not names or _COLON.search(text) or not is_person(names[0]):
        return False
    others = [name for name in names[1:] if not is_person(name)]
    return (not others or (beside and all(map(is_organisation, others)))) and _only(names, text)


def _only(names: list[str], text: str) -> bool:
    """Whether a text tells little beside the names (and a date)."""
    dates = find_dates(text)
    rest = len(text) - sum(map(len, names)) - sum(d.end - d.start for d in dates)
    return rest - letters_of_titles(text) - letters_beside(text) <= 6 * len(names)


def near(page: Page, body: range, headline: int) -> list[int]:
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


def are_words(name: str, page: Page) -> bool:
    """Whether the text has the name's first word, or all of them, in small letters.

    "Community Development" is made of words that the text uses; names are not, though a family
    name may be ("Baker").
    """
    words = [f" {word.lower()} " for word in name.split() if word[0].isupper()]
    text = page.text
    return bool(words) and (words[0] in text or all(word in text for word in words))
