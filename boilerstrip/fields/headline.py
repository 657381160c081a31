"""The headline: what the page's titles and its headings agree on."""

from __future__ import annotations

import dataclasses
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from urllib.parse import unquote, urlsplit

from lxml import etree

from boilerstrip import lexicon
from boilerstrip.article import Candidate
from boilerstrip.blocks import RawBlock
from boilerstrip.blocks.tokens import tokenise
from boilerstrip.fields import dump_headline
from boilerstrip.fields.keys import key
from boilerstrip.fields.page import ARCHIVE, FOREIGN, Page

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
    "citation_title": 1.5,
    "title": 0.8,
}
# A JSON-LD "name" is mostly the <title> over again, written by the same plugin.
LD_WEIGHTS = {"headline": 2.0, "name": 1.0}
TITLE_WEIGHT = 1.0
# Votes of visible headings.
HEADING_WEIGHTS = {"h1": 4.0, "h2": 1.2, "h3": 0.4}
NAMED_WEIGHT = 1.0  # class names such as "entry-title"
MARK_WEIGHT = 1.5  # itemprop="headline"
# A visible line of no heading's element that is a title or a title's part, in pages of old.
TITLED_WEIGHT, MIN_TITLED = 1.0, 3
# What a visible heading gains where the text begins soon after it, and loses where it stands in a
# menu, a teaser or the footer, is hidden, or comes after the text.
NEAR_WEIGHT = 1.5
NEAR_BLOCKS = 25
FOREIGN_PENALTY = 2.5
HIDDEN_PENALTY = 1.5
BEHIND_PENALTY = 2.5
SITE_PENALTY = 5.0
# A title that still holds the site's name, or may do so behind a bar, loses against its parts.
WITH_SITE_PENALTY, BAR_PENALTY = 1.5, 0.4
# A heading of one word that no title repeats names a section more often than an article.
ONE_WORD_PENALTY = 1.5
# A heading that is a part of a title, or is mostly the same words, gets this much of its vote.
PART_SHARE = 0.9
SIMILAR_SHARE = 0.6
# Votes of an address all of whose words are the candidate's, and the words that it must have.
ADDRESS_WEIGHT, MIN_SLUG = 1.0, 3
# Share of common words from which two titles are versions of one headline.
SIMILAR = 0.5
# Longer texts are paragraphs set as headings; 300 characters is about 45 English words.
MAX_LENGTH = 300
MAX_PARTS = 6
# Behind a bar so few words are a section's name.
MAX_SECTION = 3
# Fewer words beside template code are the site's name or a separator, not a headline on code.
MIN_FILLED = 4

# A heading without its kicker or its first line is a second guess, for the titles to confirm.
KICKER_PENALTY, LINE_PENALTY = 0.3, 1.0
# A heading that is a link to the home page is the site's name.
HOME_PENALTY = 4.0

KICKER_NAMES = frozenset(
    "kicker overline topline roofline dachzeile spitzmarke supertitle suptitle pretitle eyebrow "
    "flag label category badge hidden sr-only visually-hidden screen-reader-text topic "
    "subtitle subline sub comments-count count".split()
)
TITLE_NAMES = frozenset("title headline entry-title post-title article-title heading titel".split())

_SEPARATOR = re.compile(r"\s+[|\-–—:»«·•/~<>]+\s+|\s*[|»｜]\s*|\s*::\s*|:\s+|\s*_\s+")
_SEPARATES = re.compile(r"[|\-–—:»«·•/~<>｜_]")
_BAR = re.compile(r"[|»｜]|::")
# Code is short; without a bound, brackets that never close would be looked for again and again.
_TEMPLATE = re.compile(
    r"\{\{.{0,200}?\}\}|\[\[.{0,200}?\]\]|<%.{0,200}?%>|\$\{.{0,200}?\}|%%.{0,200}?%%"
    r"|\{\{|\[\[|<%|\$\{|%%"
)
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
    titles = list(_titles(page))
    whole = frozenset(key(title.text) for title in titles)
    told = [*titles, *_variants(titles)]
    keys = frozenset(key(candidate.text) for candidate in told)
    undoubted = _undoubted(page, body, keys)
    if undoubted and not explain:
        return _chosen(page, body, undoubted)
    candidates = [*told, *_headings(page, body, keys, whole)]
    counted = _counted(candidates, titles, page)
    if not counted:
        return Choice(None, [])
    text = undoubted or _readers_form(counted[0], candidates)
    return _chosen(page, body, text, counted if explain else ())


def _chosen(page: Page, body: range, text: str, counted: Sequence[Candidate] = ()) -> Choice:
    short = _without_tail(text, page.site_keys())
    forms = dict.fromkeys((text, short))
    keys = frozenset(map(key, forms))
    told = [dataclasses.replace(c, chosen=key(c.text) in keys) for c in counted]
    return Choice(short, _repeated_in(page, body, forms), told)


def _in_dump(page: Page, body: range) -> Choice:
    found = dump_headline.choose(page, body)
    if found is None or found.block is None:
        return Choice(None, [])
    return Choice(found.text, [found.block], [dataclasses.replace(found, chosen=True)])


def _undoubted(page: Page, body: range, told: frozenset[str]) -> str | None:
    """The page's only ``<h1>``, if it stands right above the text and is a title or part of one."""
    blocks = page.segmentation.blocks
    headings = [i for i, block in enumerate(blocks) if block.tag == "h1"]
    if len(headings) != 1:
        return None
    i = headings[0]
    block = blocks[i]
    above = -3 < body.start - i <= NEAR_BLOCKS and _by_place(page, body, i) > 0
    if not above or block.hidden or "\n" in block.text or block.text.isupper():
        return None
    own = key(block.text)
    if own not in told or own in page.site_keys() or not _fits(block.text):
        return None
    one_word = len(_WORD.findall(block.text)) < 2
    return None if one_word or _without_kicker(block) else _fold(block.text)


def _counted(candidates: list[Candidate], titles: list[Candidate], page: Page) -> list[Candidate]:
    """The candidates with all votes for them, the best first."""
    site, slug = page.site_keys(), _slug(page.address())
    counted = [
        dataclasses.replace(c, weight=_score(c, titles, site) + _in_address(c.text, slug))
        for c in candidates
    ]
    return sorted(counted, key=lambda candidate: -candidate.weight)


def _titles(page: Page) -> Iterator[Candidate]:
    embedded = page.embedded
    told: set[str] = set()
    for thing in embedded.article_ld():
        for name, weight in LD_WEIGHTS.items():
            value = thing.get(name)
            if isinstance(value, str) and _fits(value):
                if value not in told:
                    yield Candidate(_fold(value), weight, "JSON-LD " + name)
                told.add(value)
                break
    for name, weight in META_WEIGHTS.items():
        for value in embedded.metas.get(name, ())[:1]:
            if _fits(value):
                yield Candidate(_fold(value), weight, name)
    if embedded.title and _fits(embedded.title):
        yield Candidate(_fold(embedded.title), TITLE_WEIGHT, "title")


def _variants(titles: list[Candidate]) -> Iterator[Candidate]:
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
    if not _SEPARATES.search(title):
        return ()
    cuts = [(0, 0), *(m.span() for m in _SEPARATOR.finditer(title)), (len(title), len(title))]
    count = len(cuts) - 1
    if not 1 < count <= MAX_PARTS:
        return ()
    runs = (
        title[cuts[first][1] : cuts[first + length][0]].strip()
        for length in range(count - 1, 0, -1)
        for first in range(count - length + 1)
    )
    return tuple(run for run in runs if key(run))


def _headings(
    page: Page, body: range, told: frozenset[str], whole: frozenset[str]
) -> Iterator[Candidate]:
    """Visible headings; ``told`` are the keys of titles and their parts, ``whole`` of titles."""
    marked = {key(m.value) for m in page.segmentation.marks if m.kind == "headline"}
    first, behind = body.start - NEAR_BLOCKS, body.start + 3
    blocks = page.segmentation.blocks
    for i in [i for i, b in enumerate(blocks) if b.tag in HEADING_WEIGHTS or first <= i < behind]:
        block = blocks[i]
        if len(block.text) > MAX_LENGTH:
            continue
        weight = HEADING_WEIGHTS.get(block.tag, 0.0)
        near = first <= i < behind
        if i > body.start and block.tag != "h1" and not _is_told(block.text, told, 1):
            continue  # a subheading
        named = near and page.is_named(i, TITLE_NAMES)
        titled = near and not weight and _is_told(block.text, told, MIN_TITLED)
        if not (weight or named or titled) or not _fits(block.text):
            continue
        text = _fold(block.text)
        weight += TITLED_WEIGHT * titled
        weight += NAMED_WEIGHT * named + MARK_WEIGHT * (key(text) in marked)
        weight += _by_place(page, body, i)
        yield Candidate(text, weight, block.tag, i)
        if rest := _without_kicker(block):
            yield Candidate(rest, weight - KICKER_PENALTY, block.tag, i)
        if key(text) not in told and (rest := _told_part(text, whole)):
            yield Candidate(rest, weight - KICKER_PENALTY, block.tag, i)
        for line in _lines_of(block.text):
            yield Candidate(line, weight - LINE_PENALTY, block.tag, i)


def _is_told(text: str, told: frozenset[str], least: int) -> bool:
    """Whether a text of so many words at least is a title or a part of one."""
    return text.count(" ") + 1 >= least and key(text) in told


def _told_part(text: str, titles: frozenset[str]) -> str | None:
    """The end of a heading that is one of the page's titles: what stands before is a kicker."""
    words = text.split(" ")
    least = max(MIN_TITLED, len(words) // 2)
    ends = (" ".join(words[cut:]) for cut in range(1, len(words) - least + 1))
    return next((end.lstrip(" :|–—-•") for end in ends if key(end) in titles), None)


def _without_kicker(block: RawBlock) -> str | None:
    """A heading without an element in it that is named as a kicker or as hidden, if it has one."""
    if not isinstance(block.source, etree._Element):
        return None
    for element in block.source.iter("span", "strong", "small", "em", "b", "i"):
        if KICKER_NAMES.isdisjoint(tokenise(element.get("class") or "")):
            continue
        kicker = _fold("".join(map(str, element.itertext())))
        text = _fold(block.text)
        if kicker and text.startswith(kicker):
            rest = text[len(kicker) :].lstrip(" :|–—-.•")
        elif kicker and text.endswith(kicker):
            rest = text[: -len(kicker)].rstrip(" :|–—-•")
        else:
            continue
        return rest if _fits(rest) else None
    return None


def _lines_of(text: str) -> list[str]:
    """A heading without its first line (a kicker) or its last (a subtitle), if it has several."""
    lines = text.split("\n")
    return [" ".join(lines[1:]), " ".join(lines[:-1])] if len(lines) > 1 else []


def _by_place(page: Page, body: range, i: int) -> float:
    distance = body.start - i
    votes = 0.0
    if -3 < distance <= NEAR_BLOCKS:
        votes += NEAR_WEIGHT * (1 - max(0, distance) / (NEAR_BLOCKS + 1))
    elif distance <= -3:
        votes -= BEHIND_PENALTY
    if page.place(i) in FOREIGN:
        votes -= FOREIGN_PENALTY
    if page.segmentation.blocks[i].hidden:
        votes -= HIDDEN_PENALTY
    if page.context.link_densities[i] > 0.9 and _links_home(page, i):
        votes -= HOME_PENALTY
    return votes


def _links_home(page: Page, i: int) -> bool:
    source = page.segmentation.blocks[i].source
    if not isinstance(source, etree._Element):
        return False
    link = next(chain(source.iter("a", "{*}a"), source.iterancestors("a", "{*}a")), None)
    address = (link.get("href") or "x") if link is not None else "x"
    try:
        parts = urlsplit(ARCHIVE.sub("", address))
    except ValueError:  # "http://[" and the like
        return False
    return parts.path in ("", "/", "./", "/index.html", "/index.php") and not parts.query


def _score(candidate: Candidate, titles: list[Candidate], site: frozenset[str]) -> float:
    own = key(candidate.text)
    support = sum(
        title.weight * _agreement(candidate.text, title.text)
        for title in titles
        if title.source != candidate.source.removesuffix(" (part)")
    )
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
    if not site.isdisjoint(_part_keys(title)):
        return WITH_SITE_PENALTY
    return BAR_PENALTY if _BAR.search(title) else 0.0


@functools.lru_cache(maxsize=1024)  # the same spelling comes from many sources
def _agreement(text: str, title: str) -> float:
    """How far a title speaks for a text, 0 to 1."""
    own, other = key(text), key(title)
    if own == other:
        return 1.0
    if _TRUNCATED.search(title) and own.startswith(other):
        return 1.0
    if own in _part_keys(title):
        return PART_SHARE
    words, others = _words(text), _words(title)
    common = len(words & others) / (len(words | others) or 1)
    return SIMILAR_SHARE * common if common >= SIMILAR else 0.0


@functools.lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


@functools.lru_cache(maxsize=256)
def _part_keys(title: str) -> frozenset[str]:
    return frozenset(map(key, parts(title)))


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
    cuts = list(_SEPARATOR.finditer(text))
    while cuts:
        cut = cuts.pop()
        tail = text[cut.end() :]
        bar = bool(_BAR.search(cut[0])) and len(_WORD.findall(tail)) <= MAX_SECTION
        if not (bar or key(tail) in site) or len(_WORD.findall(text[: cut.start()])) < MIN_TITLED:
            break
        text = text[: cut.start()]
    return text


def _repeated_in(page: Page, body: range, texts: Iterable[str]) -> list[int]:
    blocks = page.segmentation.blocks[: body.start + 3]
    found: set[int] = set()
    for text in texts:
        wanted = key(text)
        lengths = range(len(text) // 2, 2 * len(text) + 1)  # but for signs and spaces the same
        found.update(
            i
            for i, block in enumerate(blocks)
            if len(block.text) in lengths
            and key(block.text) == wanted
            and page.place(i) not in ("navigation", "related")
        )
    return sorted(found)


def _fits(text: str) -> bool:
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


def _fold(text: str) -> str:
    return " ".join(text.split())
