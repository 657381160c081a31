"""The headline of a text dump: a short line above the text that stands like one."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from urllib.parse import unquote, urlsplit

from boilerstrip import lexicon
from boilerstrip.article import Candidate
from boilerstrip.fields.bywords import byline_in
from boilerstrip.fields.finding import find_dates
from boilerstrip.fields.keys import key
from boilerstrip.fields.page import HEAD_IN_BODY, Page

# Lines between the headline and the text of a dump: byline, date, share bar, topics. On text dumps
# of the development pages the headline stands among them on four of five.
REACH = 30
MIN_WORDS, MAX_WORDS = 3, 40
# Most headlines have so many words; menu items have fewer, standfirsts more.
USUAL_WORDS = range(5, 19)
# Chinese, Japanese and Korean headlines have no spaces; eight signs are about three words.
MIN_SIGNS = 8
# Votes. The address of the page and the words of the text know the headline best; a repeated line
# may be the page's title or the text of a share link, but also a menu.
MARKDOWN, IN_ADDRESS, TOPICAL = 4.0, 6.0, 4.0
REPEATED, BEFORE_BYLINE, NEAR, USUAL = 1.0, 1.5, 1.5, 1.0
SENTENCE, FOREIGN_LINE, INSIDE = -2.0, -3.0, -1.0
BYLINE_REACH = 4
MAX_DATE_LINE = 60
# Of longer lines the beginning is compared; in characters.
MAX_LINE = 400
# Words of fewer letters are articles and prepositions, which every text has.
MIN_LETTERS = 4
# The text's beginning tells its topic; in characters.
TOPIC_LENGTH = 6000

_HASHES = re.compile(r"^#{1,3}\s+")
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_SENTENCE_END = re.compile(r"[.;:,。][\s\"'”’»)]*$")
_CREDIT = re.compile(r"[(（\[][^()（）\[\]]{2,60}[)）\]]\W*$")
_WORD = re.compile(rf"[^\W_]{{{MIN_LETTERS},}}|\d+|[\u3040-\u30ff\u3400-\u9fff]{{2}}")


@dataclasses.dataclass(slots=True)
class _Surroundings:
    """What every line is compared with: the address's words, the text's words, all lines' keys."""

    slug: frozenset[str]
    topic: frozenset[str]
    keys: list[tuple[str, int]]


def choose(page: Page, body: range) -> Candidate | None:
    """The best line above the text or its first; ``None`` if none is like a headline."""
    blocks = page.segmentation.blocks
    around = _surroundings(page, body)
    lines = range(max(0, body.start - REACH), min(len(blocks), body.start + 2))
    candidates = [
        Candidate(text, _votes(page, body, i, around), "line", i)
        for i in lines
        if _long_enough(text := _strip(blocks[i].text))
    ]
    candidates.sort(key=lambda candidate: -candidate.weight)
    best: Candidate | None = None
    for candidate in candidates:
        if best is not None and candidate.weight <= best.weight:
            break  # the lexicon takes votes and gives none, so it is asked about few lines
        if not _is_credit(candidate.text) and any(m.whole for m in lexicon.match(candidate.text)):
            candidate = dataclasses.replace(candidate, weight=candidate.weight + FOREIGN_LINE)
        if best is None or candidate.weight > best.weight:
            best = candidate
    return best if best and best.weight > 0 else None


def _surroundings(page: Page, body: range) -> _Surroundings:
    blocks = page.segmentation.blocks
    text = "\n".join(blocks[i].text for i in body if page.labels[i] == "body")
    try:
        path = unquote(urlsplit(page.address()).path)
    except ValueError:  # "http://[" and the like
        path = ""
    slug = max(path.split("/"), key=len)
    keys = sorted((key(_strip(block.text[:MAX_LINE])), i) for i, block in enumerate(blocks))
    return _Surroundings(_words(slug), _words(text[:TOPIC_LENGTH]), keys)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(key, set(_WORD.findall(text.lower()))))


def _votes(page: Page, body: range, i: int, around: _Surroundings) -> float:
    text = _strip(page.segmentation.blocks[i].text)
    votes = NEAR * (1 - abs(body.start - i) / (REACH + 1))
    if _HASHES.match(page.segmentation.blocks[i].text):
        votes += MARKDOWN
    words = _words(text)
    if len(words) > 1:
        votes += TOPICAL * len(words & around.topic) / len(words)
        if len(around.slug) > 1:
            votes += IN_ADDRESS * len(words & around.slug) / len(words | around.slug)
    if len(text.split()) in USUAL_WORDS or _SIGN.search(text):
        votes += USUAL
    own = key(text)
    if _begins_another(own, i, around.keys):
        votes += REPEATED
    # A byline far inside the text belongs to nothing above it.
    end = min(i + 1 + BYLINE_REACH, body.start + HEAD_IN_BODY)
    following = page.segmentation.blocks[i + 1 : end]
    if any(_is_credit(block.text) for block in following):
        votes += BEFORE_BYLINE
    if page.labels[i] == "caption" or _is_caption(page, i):
        votes += FOREIGN_LINE
    return votes + _against(text, inside=i >= body.start)


def _begins_another(own: str, i: int, keys: list[tuple[str, int]]) -> bool:
    """Whether a line that does not stand beside the ``i``-th begins like it."""
    for other, j in keys[bisect.bisect_left(keys, (own, -1)) :]:
        if not other.startswith(own):
            return False
        if abs(j - i) > 1:
            return True
    return False


def _is_caption(page: Page, i: int) -> bool:
    """Whether a line with a credit in brackets stands twice in a row, as image text and caption."""
    blocks = page.segmentation.blocks
    beside = [blocks[j].text for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
    return blocks[i].text in beside and bool(_CREDIT.search(blocks[i].text))


def _against(text: str, *, inside: bool) -> float:
    votes = INSIDE if inside else 0.0
    if _SENTENCE_END.search(text):
        votes += SENTENCE
    if _is_credit(text):
        votes += FOREIGN_LINE
    return votes


@functools.lru_cache(maxsize=512)
def _is_credit(text: str) -> bool:
    """Whether a line is a byline or a date line."""
    if len(text) > MAX_DATE_LINE:
        return False
    return bool(find_dates(text)) or byline_in(text) is not None


def _long_enough(text: str) -> bool:
    return MIN_WORDS <= len(text.split()) <= MAX_WORDS or len(_SIGN.findall(text)) >= MIN_SIGNS


def _strip(text: str) -> str:
    return _HASHES.sub("", text)
