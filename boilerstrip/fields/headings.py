"""The headings that readers see, and what speaks for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml import etree

from boilerstrip.article import Candidate
from boilerstrip.blocks import RawBlock
from boilerstrip.blocks.tokens import tokenise
from boilerstrip.fields.keys import key
from boilerstrip.fields.page import ARCHIVE, FOREIGN, Page, nearest
from boilerstrip.fields.titles import MAX_LENGTH, fits, fold

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
# A heading without its kicker or its first line is a second guess, for the titles to confirm.
KICKER_PENALTY, LINE_PENALTY = 0.3, 1.0
# Two headings in a row that are one title together.
JOINED_WEIGHT = 1.0
# A heading that is a link to the home page is the site's name.
HOME_PENALTY = 4.0

# The address of a home page has no more: "https://post.example/".
MOST_SLASHES = 3

# What a heading loses above a longer one, where the page's titles hold both.
SITE_ABOVE_PENALTY = 4.0

# Headings nearest to the text that are weighed; of 235 pages the one with most had 73 candidates.
MAX_HEADINGS = 500
# Elements of a heading among which its kicker is looked for, or the link home; kickers come first.
MAX_INSIDE = 100

# Words behind a title and a separator in a heading: the day, the section.
MAX_TAIL = 3

SEPARATORS = " /|–—•·-"
KICKER_NAMES = frozenset(
    "kicker overline topline roofline dachzeile spitzmarke supertitle suptitle pretitle eyebrow "
    "flag label category badge hidden sr-only visually-hidden screen-reader-text topic "
    "subtitle subline sub comments-count count".split()
)
KICKER_TAGS = frozenset("span strong small em b i a sup".split())
TITLE_NAMES = frozenset("title headline entry-title post-title article-title heading titel".split())


def candidates(
    page: Page, body: range, told: frozenset[str], whole: list[Candidate]
) -> Iterator[Candidate]:
    """Visible headings, each with its votes, whole and without what may be a kicker.

    ``told`` are the keys of the page's titles and their parts, ``whole`` are its titles.
    """
    titles = frozenset(key(title.text) for title in whole)
    marked = {key(m.value) for m in page.segmentation.marks if m.kind == "headline"}
    first, behind = body.start - NEAR_BLOCKS, body.start + 3
    blocks = page.segmentation.blocks
    near_text = range(max(0, first), min(behind, len(blocks)))
    for i in nearest(sorted({*_headings(page), *near_text}), body.start, MAX_HEADINGS):
        block = blocks[i]
        if len(block.text) > MAX_LENGTH:
            continue
        weight = HEADING_WEIGHTS.get(block.tag, 0.0)
        near = first <= i < behind
        if i > body.start and block.tag != "h1" and not _is_told(block.text, told, 1):
            continue  # a subheading
        named = near and page.is_named(i, TITLE_NAMES)
        titled = near and not weight and _is_told(block.text, told, MIN_TITLED)
        if not (weight or named or titled) or not fits(block.text):
            continue
        text = fold(block.text)
        weight += TITLED_WEIGHT * titled
        weight += NAMED_WEIGHT * named + MARK_WEIGHT * (key(text) in marked)
        weight += by_place(page, body, i)
        if near and key(text) in told and names_site(page, body, i, told):
            weight -= SITE_ABOVE_PENALTY
        yield Candidate(text, weight, block.tag, i)
        if rest := without_kicker(block):
            yield Candidate(rest, weight - KICKER_PENALTY, block.tag, i)
        if key(text) not in told and (rest := _told_part(text, titles)):
            yield Candidate(rest, weight - KICKER_PENALTY, block.tag, i)
        if near and (joined := _joined(page, i)) and key(joined) in told:
            yield Candidate(joined, weight + JOINED_WEIGHT, block.tag, i)
        for line in _lines_of(block.text):
            yield Candidate(line, weight - LINE_PENALTY, block.tag, i)


def _headings(page: Page) -> list[int]:
    return [i for i, tag in enumerate(page.tags) if tag in HEADING_WEIGHTS]


def names_site(page: Page, body: range, i: int, told: frozenset[str]) -> bool:
    """Whether a heading's text is told of the site, as a longer one below it is told as well.

    "The Post » Archive » Ferry returns to the islands" has the site's heading in it, and the
    article's.
    """
    blocks = page.segmentation.blocks
    words = blocks[i].text.count(" ") + 1
    own, least = key(blocks[i].text), max(MIN_TITLED, 2 * words)
    return words <= MAX_TAIL and any(
        block.tag in HEADING_WEIGHTS
        and _is_told(block.text, told, least)
        and own not in key(block.text)
        for block in blocks[i + 1 : body.start + 1]
    )


def _is_told(text: str, told: frozenset[str], least: int) -> bool:
    """Whether a text of so many words at least is a title or a part of one."""
    return text.count(" ") + 1 >= least and key(text) in told


def _told_part(text: str, titles: frozenset[str]) -> str | None:
    """The end or the beginning of a heading that is one of the page's titles.

    What stands before is a kicker, what stands behind a separator is the day or a section.
    """
    own = key(text)
    if not any(own.startswith(title) or own.endswith(title) for title in titles):
        return None
    words = text.split(" ")
    least = max(MIN_TITLED, len(words) // 2)
    heads = (" ".join(words[:-cut]) for cut in range(1, min(MAX_TAIL + 1, len(words) - least + 1)))
    told = (head for head in heads if head[-1] in SEPARATORS and key(head) in titles)
    if head := next(told, None):
        return head.rstrip(SEPARATORS)
    ends = (" ".join(words[cut:]) for cut in range(1, len(words) - least + 1))
    return next((end.lstrip(" :|–—-•") for end in ends if key(end) in titles), None)


def without_kicker(block: RawBlock) -> str | None:
    """A heading without an element in it that is named as a kicker or as hidden, if it has one."""
    if not isinstance(block.source, etree._Element):
        return None
    for element in islice(block.source.iter("*"), MAX_INSIDE):
        if element.tag not in KICKER_TAGS:
            continue
        if KICKER_NAMES.isdisjoint(tokenise(element.get("class") or "")):
            continue
        kicker = fold("".join(map(str, element.itertext())))
        text = fold(block.text)
        if kicker and text.startswith(kicker):
            rest = text[len(kicker) :].lstrip(" :|–—-.•")
        elif kicker and text.endswith(kicker):
            rest = text[: -len(kicker)].rstrip(" :|–—-•")
        else:
            continue
        return rest if fits(rest) else None
    return None


def _joined(page: Page, i: int) -> str | None:
    """A heading with the one right behind it, if both are of the same element."""
    blocks = page.segmentation.blocks
    if i + 1 >= len(blocks) or blocks[i].tag != blocks[i + 1].tag:
        return None
    first, second = fold(blocks[i].text), fold(blocks[i + 1].text)
    return first + second if second[:1] in ":,–—-" else f"{first} {second}"


def _lines_of(text: str) -> list[str]:
    """A heading without its first line (a kicker) or its last (a subtitle), if it has several."""
    lines = text.split("\n")
    return [" ".join(lines[1:]), " ".join(lines[:-1])] if len(lines) > 1 else []


def by_place(page: Page, body: range, i: int) -> float:
    """Votes for where a block stands."""
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
    link = next(chain(source.iter("{*}a"), source.iterancestors("{*}a")), None)
    address = ARCHIVE.sub("", (link.get("href") or "x") if link is not None else "x")
    if address.partition("#")[0].count("/") > MOST_SLASHES:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:  # "http://[" and the like
        return False
    return parts.path in ("", "/", "./", "/index.html", "/index.php") and not parts.query
