"""The headline: what the page's titles and its headings agree on."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from boilerstrip.article import Candidate
from boilerstrip.fields import dump_headline, headings, titles
from boilerstrip.fields.headings import MIN_TITLED, NEAR_BLOCKS
from boilerstrip.fields.keys import key
from boilerstrip.fields.page import Page
from boilerstrip.fields.titles import BAR, PART_SHARE, SEPARATOR, may_separate, part_keys

SITE_PENALTY = 5.0
# A title that still holds the site's name, or may do so behind a bar, loses against its parts.
WITH_SITE_PENALTY, BAR_PENALTY = 1.5, 0.4
# A heading of one word that no title repeats names a section more often than an article.
ONE_WORD_PENALTY = 1.5
# A title that is mostly the same words gets this much of its vote.
SIMILAR_SHARE = 0.6
# Votes of an address all of whose words are the candidate's, and the words that it must have.
ADDRESS_WEIGHT, MIN_SLUG = 1.0, 3
# Share of common words from which two titles are versions of one headline.
SIMILAR = 0.5
# Behind a bar so few words are a section's name.
MAX_SECTION = 3

_TRUNCATED = re.compile(r"(?:…|\.\.\.)$")
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f]")


@dataclasses.dataclass(slots=True)
class Choice:
    """The chosen headline, the blocks that repeat it in document order, and all candidates.

    The candidates carry all votes that were counted for their text, the best first.
    """

    text: str | None
    blocks: list[int]
    candidates: list[Candidate] = dataclasses.field(default_factory=list)


def choose(page: Page, body: range, *, explain: bool = False) -> Choice:
    """The candidate with most votes; votes of versions of the same headline are shared.

    Candidates are given with ``explain`` only.
    """
    if page.segmentation.is_dump:
        return _in_dump(page, body)
    whole = list(titles.candidates(page))
    keys = frozenset(map(key, titles.spellings(whole)))
    undoubted = _undoubted(page, body, keys)
    if undoubted and not explain:
        return _chosen(page, body, undoubted)
    candidates = [*whole, *titles.variants(whole), *headings.candidates(page, body, keys, whole)]
    if not candidates:
        return Choice(None, [])
    votes = _Votes.of(page, whole)
    text = undoubted or _readers_form(_best(candidates, votes), candidates)
    return _chosen(page, body, text, _counted(candidates, votes) if explain else ())


def _chosen(page: Page, body: range, text: str, counted: Sequence[Candidate] = ()) -> Choice:
    short = _without_tail(text, page.site_keys)
    forms = dict.fromkeys((text, short))
    keys = frozenset(map(key, forms))
    told = [dataclasses.replace(c, chosen=key(c.text) in keys) for c in counted]
    return Choice(short, _repeated_in(page, body, forms), told)


def _in_dump(page: Page, body: range) -> Choice:
    likeliest = dump_headline.choose(page, body)
    if not likeliest:
        return Choice(None, [])
    best, *others = likeliest
    where = [] if best.block is None else [best.block]
    return Choice(best.text, where, [dataclasses.replace(best, chosen=True), *others])


def _undoubted(page: Page, body: range, told: frozenset[str]) -> str | None:
    """The page's only ``<h1>``, if it stands right above the text and is a title or part of one."""
    if page.tags.count("h1") != 1:
        return None
    i = page.tags.index("h1")
    block = page.segmentation.blocks[i]
    above = -3 < body.start - i <= NEAR_BLOCKS and headings.by_place(page, body, i) > 0
    if not above or block.hidden or "\n" in block.text or block.text.isupper():
        return None
    own = key(block.text)
    if own not in told or own in page.site_keys or not titles.fits(block.text):
        return None
    if headings.names_site(page, body, i, told):
        return None
    one_word = len(_WORD.findall(block.text)) < 2
    return None if one_word or headings.without_kicker(block) else titles.fold(block.text)


@dataclasses.dataclass(frozen=True, slots=True)
class _Votes:
    """Who votes for candidates: the page's titles and its address.

    Attributes:
        titles: the whole titles.
        site: keys of the site's name.
        slug: the words of the address.
        most: no candidate gets more votes from them all.
    """

    titles: list[Candidate]
    site: frozenset[str]
    slug: frozenset[str]
    most: float

    @classmethod
    def of(cls, page: Page, titles: list[Candidate]) -> _Votes:
        most = sum(title.weight for title in titles) + ADDRESS_WEIGHT
        return cls(titles, page.site_keys, _slug(page.address), most)

    def count(self, candidate: Candidate) -> float:
        """All votes for a candidate, its own weight included."""
        support = _support(candidate.text, self.titles)
        return _score(candidate, support, self.site) + _in_address(candidate.text, self.slug)


def _best(candidates: list[Candidate], votes: _Votes) -> Candidate:
    """The candidate with most votes, of several the first; the hopeless are not counted."""
    best: tuple[float, int] | None = None
    for place in sorted(range(len(candidates)), key=lambda i: -candidates[i].weight):
        if best and candidates[place].weight + votes.most < best[0]:
            break
        counted = (votes.count(candidates[place]), -place)
        best = max(best, counted) if best else counted
    return candidates[-best[1] if best else 0]


def _counted(candidates: list[Candidate], votes: _Votes) -> list[Candidate]:
    """The candidates with all votes for them, the best first."""
    counted = [dataclasses.replace(c, weight=votes.count(c)) for c in candidates]
    return sorted(counted, key=lambda candidate: -candidate.weight)


def _support(text: str, whole: list[Candidate]) -> list[tuple[str, float]]:
    """The votes of the titles that speak for a text, by their sources."""
    told = [(title.source, title.weight * _agreement(text, title.text)) for title in whole]
    return [(source, votes) for source, votes in told if votes]


def _score(candidate: Candidate, titles: list[tuple[str, float]], site: frozenset[str]) -> float:
    own = key(candidate.text)
    source = candidate.source.removesuffix(" (part)")
    support = sum([votes for title, votes in titles if title != source])
    score = candidate.weight + support
    if own in site:
        score -= SITE_PENALTY
    elif candidate.block is None:
        score -= _with_site(candidate.text, site)
    if not support and len(_WORD.findall(candidate.text)) < 2:
        score -= ONE_WORD_PENALTY
    if _TRUNCATED.search(candidate.text):
        score -= 0.5
    return score


def _in_address(text: str, slug: frozenset[str]) -> float:
    """Votes of the page's address, which is often made of the headline's words."""
    words = _letters(text)
    if len(slug) < MIN_SLUG or not words:
        return 0.0
    return ADDRESS_WEIGHT * len(words & slug) / len(slug)


def _slug(address: str) -> frozenset[str]:
    """The words of the longest part of an address, without accents."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:  # "http://[" and the like
        return frozenset()
    return _letters(max(path.split("/"), key=len))


@functools.lru_cache(maxsize=256)
def _letters(text: str) -> frozenset[str]:
    plain = text if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return frozenset(word for word in _WORD.findall(plain.lower()) if not word.isdigit())


def _with_site(title: str, site: frozenset[str]) -> float:
    """What a title loses for holding the site's name, or a separator that mostly leads to one."""
    if not site.isdisjoint(part_keys(title)):
        return WITH_SITE_PENALTY
    return BAR_PENALTY if BAR.search(title) else 0.0


@functools.lru_cache(maxsize=1024)  # the same spelling comes from many sources
def _agreement(text: str, title: str) -> float:
    """How far a title speaks for a text, 0 to 1."""
    own, other = key(text), key(title)
    if own == other:
        return 1.0
    if _is_cut_short(title, text) and own.startswith(other):
        return 1.0
    if own in part_keys(title):
        return PART_SHARE
    words, others = _words(text), _words(title)
    common = len(words & others) / (len(words | others) or 1)
    return SIMILAR_SHARE * common if common >= SIMILAR else 0.0


def _is_cut_short(title: str, text: str) -> bool:
    """Whether a title may be a text's beginning: behind dots, or by a quotation mark in a tag."""
    return bool(_TRUNCATED.search(title)) or (
        text.startswith(title) and text[len(title) :].lstrip()[:1] == '"'
    )


@functools.lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _readers_form(best: Candidate, candidates: list[Candidate]) -> str:
    """Among the spellings of the chosen headline the visible one, unless it shouts."""
    same = [c for c in candidates if key(c.text) == key(best.text)]
    same.sort(key=lambda c: (c.text.isupper(), c.block is None, -c.weight))
    return same[0].text


def _without_tail(text: str, site: frozenset[str]) -> str:
    """A heading without the site's name or a section's behind its last sign: "… | Opinion".

    >>> _without_tail("Ferry sails again – The Skerry", frozenset({"theskerry"}))
    'Ferry sails again'
    >>> _without_tail("Why the ferry matters | Opinion", frozenset())
    'Why the ferry matters'
    """
    cuts = list(SEPARATOR.finditer(text)) if may_separate(text) else []
    while cuts:
        cut = cuts.pop()
        tail = text[cut.end() :]
        bar = bool(BAR.search(cut[0])) and len(_WORD.findall(tail)) <= MAX_SECTION
        if not (bar or key(tail) in site) or len(_WORD.findall(text[: cut.start()])) < MIN_TITLED:
            break
        text = text[: cut.start()]
    return text


def _repeated_in(page: Page, body: range, texts: Iterable[str]) -> list[int]:
    above = [block.text for block in page.segmentation.blocks[: body.start + 3]]
    found: set[int] = set()
    for text in texts:
        wanted = key(text)
        least, most = len(text) // 2, 2 * len(text)  # but for signs and spaces the same
        alike = [i for i, told in enumerate(above) if least <= len(told) <= most]
        found.update([i for i in alike if key(above[i]) == wanted])
    return [i for i in sorted(found) if page.place(i) not in ("navigation", "related")]
