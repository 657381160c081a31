"""Whether a page is HTML, a text dump, or no text at all."""

from __future__ import annotations

import re

from w3lib.encoding import read_bom

from boilerstrip.document.decoding import wide_encoding

# Characters of the page that are looked at: its beginning, and windows spread over the rest. They
# decide on dumps only, as a whole page says in its first tag what it is.
_PREFIX = 48_000
_WINDOW = 8_000
_WINDOWS = 3

_SPACE = re.compile(r"[\ufeff\s]*")
# A whole page ends in this, even where HTTP headers or notes stand before it.
_LAST_TAG = re.compile(r"</(?:html|body)\s*>\s*\Z", re.IGNORECASE)
# Characters at the end of a page where it is looked for.
_END = 400
# The first tag of a whole page, or of a feed.
_FIRST_TAG = re.compile(r"<(?:!doctype|html|head|body|rss|feed)[\s>/:]", re.IGNORECASE)
_JSON = re.compile(r"""\s*(?:\{\s*["}]|\[[\[\s]*["{]|"(?:[^"\\]|\\.)*"\s*\Z)""", re.DOTALL)
# What a first tag that is talked about is followed by: a word of its line.
_SENTENCE = re.compile(r"[ \t]+[^\W\d_]")
# What such a last tag follows.
_LAST_WORD = re.compile(r"\w[ \t]+\Z")
_LAST_LENGTH = 20
# Lines of an HTTP answer.
_HEADER = re.compile(r"HTTP/|[\w-]+:\s")
# Prose that may stand before a page as a note, in characters; a text with more of it that ends in a
# page may be about pages.
_MAX_NOTE = 200
# Headings, fences, and links with a target; a heading that begins the text counts twice.
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|```|~~~)|\]\((?:https?:|/|#|\.)", re.MULTILINE)
_MIN_MARKDOWN = 2
# Code in Markdown: its tags are talked about, not used.
_CODE = re.compile(r"^```.*?^```|`[^`\n]{1,200}`", re.DOTALL | re.MULTILINE)

# A tag as a page writes it. Attributes need a value, so that "a<b and c>d" is none.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(\s[^<>=]*=[^<>]*|\s*)/?>")
_INLINE_NAMES = "a abbr b bdi cite code del em font i ins kbd mark q s small span strong sub sup u"
_BLOCK_NAMES = """
    article aside blockquote body button center dd details div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 head header html iframe li main math nav noframes
    noscript object ol optgroup option p picture pre script section select style svg table tbody td
    template textarea tfoot th thead title tr ul video
"""
_INLINE = frozenset(_INLINE_NAMES.split())
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_VOID = frozenset(("base", "br", "hr", "img", "input", "link", "meta", "source", "wbr"))
_RAW = frozenset(("script", "style", "svg"))
# Elements whose end tag may be left out: their text goes on to the next tag of a block.
_OPEN_ENDED = frozenset(("dd", "dt", "li", "p", "td", "th", "tr"))

# What a tag that is talked about stands between.
_OPENING_QUOTES = "\"'(\u201c\u2018\u00ab"
_CLOSING_QUOTES = "\"').,\u201d\u2019\u00bb"

# Share of the text that stands in elements from which on it is HTML. Written pages are near 1, a
# text about HTML with its examples below 0.1, a sentence with two marked words 0.2 to 0.6.
_MIN_COVERED = 0.15
# Markdown may hold elements where it has no marks of its own: pictures, notes that unfold.
_MIN_COVERED_MARKDOWN = 0.7
# Lines without a tag, at the beginning, after which a text is a dump, whatever follows: it may be
# about HTML, and then no measure of its tags tells it from a page.
_LEADING_LINES = 3
# Characters that a tag without text, or an attribute with a value, counts for: dumps keep neither.
_TAG_WORTH = 60

# First bytes of files that are often served as pages and may begin with much plain text: PDF, gzip,
# zip, PNG, JPEG, GIF (their magic numbers, as `file` knows them).
_MAGIC = (b"%PDF-", b"\x1f\x8b", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_BINARY_SAMPLE = 8192
# Control characters, but for those of plain text and the escape of ISO-2022. Compressed data holds
# 10 % of them, text none but for a stray few.
_BINARY_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r\f\x0b\x1b\x08")
_BINARY_SHARE = 0.05
_BINARY_MIN = 16


def is_html(text: str) -> bool:
    """Whether a text is an HTML page or fragment, rather than a text dump.

    It is if it begins as a page does, or if enough of its text stands inside elements. Text about
    HTML, dumps with a few stray tags, Markdown and JSON are not HTML.

    >>> is_html("Text with <b>markup</b> and <a href='/x'>links</a>")
    True
    >>> is_html("The <p> tag stands for a paragraph, and so does </p> at its end.")
    False
    """
    if "<" not in text or _JSON.match(text):
        return False
    start = _after_prolog(text)
    if (first := _FIRST_TAG.match(text, start)) and not _is_talked_about(text, first):
        return True
    if _ends_as_page(text) and not _is_introduced(text):
        return True
    marks = len(_MARKDOWN.findall(text, 0, _PREFIX)) + text.startswith("# ", start)
    markdown = marks >= _MIN_MARKDOWN
    tag = _TAG.match(text, start)
    if tag is not None and tag[2].lower() in _BLOCKS and "=" in tag[3] and not markdown:
        return True
    if tag is None and _begins_with_lines(text):
        return False
    covered = total = 0
    for sample in _samples(text):
        sample_covered, sample_total = _coverage(_CODE.sub(" ", sample), markdown=markdown)
        covered, total = covered + sample_covered, total + sample_total
    least = _MIN_COVERED_MARKDOWN if markdown else _MIN_COVERED
    return covered > 0 and covered >= least * total


def _is_talked_about(text: str, first: re.Match[str]) -> bool:
    """Whether the tag that a text begins with is a word of its first sentence."""
    end = text.find(">", first.start(), first.start() + _END) + 1
    return end > 0 and _SENTENCE.match(text, end) is not None


def _ends_as_page(text: str) -> bool:
    """Whether the last tag of a page ends the text, and is no word of its last sentence."""
    last = _LAST_TAG.search(text, max(0, len(text) - _END))
    return last is not None and not _LAST_WORD.search(text[: last.start()][-_LAST_LENGTH:])


def _is_introduced(text: str) -> bool:
    """Whether much prose, and no headers of an HTTP answer, stands before a text's first tag."""
    first = next((tag for tag in _TAG.finditer(text, 0, _PREFIX) if _is_known(tag)), None)
    lines = [line for line in text[: first.start() if first else 0].splitlines() if line.strip()]
    headers = sum(_HEADER.match(line) is not None for line in lines)
    return sum(map(len, lines)) > _MAX_NOTE and 2 * headers < len(lines)


def is_binary(page: str | bytes) -> bool:
    """Whether a page is a file of another kind (PDF, archive, picture), not text.

    >>> is_binary(b"%PDF-1.7")
    True
    >>> is_binary("<p>Text</p>".encode("utf-16"))
    False
    """
    if isinstance(page, str):
        # Latin-1 keeps the first 256 characters; what is lost otherwise comes out as "?".
        sample = page[:_BINARY_SAMPLE].encode("latin-1", "replace")
        if page.count("\ufffd", 0, _BINARY_SAMPLE) > max(_BINARY_MIN, len(sample) // 5):
            return True
    else:
        sample = page[:_BINARY_SAMPLE]
    if sample.startswith(_MAGIC):
        return True
    if isinstance(page, bytes):
        encoding = read_bom(sample)[0] or wide_encoding(sample)
        if encoding is not None:
            sample = sample.decode(encoding, "replace").encode("latin-1", "replace")
    controls = len(sample) - len(sample.translate(None, _BINARY_CONTROLS))
    return controls > max(_BINARY_MIN, len(sample) * _BINARY_SHARE)


def _after_prolog(text: str) -> int:
    """Where a text goes on after white space, comments and XML declarations."""
    position = 0
    while True:
        space = _SPACE.match(text, position)
        position = space.end() if space else position
        for opening, closing in (("<!--", "-->"), ("<?", "?>")):
            if text.startswith(opening, position):
                end = text.find(closing, position)
                break
        else:
            return position
        if end < 0:
            return position
        position = end + len(closing)


def _begins_with_lines(text: str) -> bool:
    """Whether several lines of plain text stand at the beginning, as in dumps."""
    first = next((tag for tag in _TAG.finditer(text, 0, _PREFIX) if _is_known(tag)), None)
    before = text[: first.start()] if first is not None else text[:_PREFIX]
    lines = [line for line in before.splitlines() if line.strip()]
    return len(lines) > _LEADING_LINES


def _is_known(tag: re.Match[str]) -> bool:
    name = tag[2].lower()
    return name in _INLINE or name in _BLOCKS or name in _VOID


def _samples(text: str) -> list[str]:
    """The beginning of a text, and windows spread evenly over what follows."""
    if len(text) <= _PREFIX + _WINDOW * _WINDOWS:
        return [text]
    step = (len(text) - _PREFIX - _WINDOW) // (_WINDOWS - 1)
    starts = [_PREFIX + step * index for index in range(_WINDOWS)]
    return [text[:_PREFIX], *(text[start : start + _WINDOW] for start in starts)]


def _coverage(text: str, *, markdown: bool) -> tuple[int, int]:
    """How many characters of a text stand inside elements, and how many there are at all."""
    spans: list[tuple[int, int]] = []
    opened: dict[str, list[int]] = {}
    worth = inside_tags = 0
    open_ended: int | None = None
    first = _TAG.match(text, _after_prolog(text))
    whole = first and first[2].lower() in _BLOCKS and not _SENTENCE.match(text, first.end())
    first_tag = first.end() if first and whole and not markdown else -1
    for match in _TAG.finditer(text):
        closing, name, attributes = match[1], match[2].lower(), match[3]
        if not _is_known(match):
            continue
        inside_tags += match.end() - match.start()
        if _is_mention(text, match):
            continue
        if name in _BLOCKS and open_ended is not None:
            spans.append((open_ended, match.start()))
            open_ended = None
        if name in _VOID:
            worth += _TAG_WORTH
        elif closing:
            if starts := opened.get(name):
                spans.append((starts.pop(), match.start()))
        else:
            opened.setdefault(name, []).append(match.end())
            open_ended = match.end() if name in _OPEN_ENDED else open_ended
            worth += _TAG_WORTH if "=" in attributes and name in _BLOCKS else 0
    if open_ended is not None:
        spans.append((open_ended, len(text)))
    for name, starts in opened.items():
        # Long elements end outside the sample; elsewhere an open tag may be a mere example.
        to_end = [start for start in starts if name in _RAW or start == first_tag]
        spans.extend((start, len(text)) for start in to_end)
    total = max(1, len(text) - inside_tags)
    return min(total, _union(spans) + worth), total


def _is_mention(text: str, match: re.Match[str]) -> bool:
    """Whether a tag is a word of a sentence, as in "The <p> tag": set apart within its line."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if before != " ":
        opened = before != "" and before in _OPENING_QUOTES
        return opened and after != "" and after in _CLOSING_QUOTES
    line_start = text.rfind("\n", max(0, match.start() - 100), match.start()) + 1
    leading = text[max(line_start, match.start() - 100) : match.start()]
    spaced = bool(leading.strip()) and not leading.rstrip().endswith(">")
    return spaced and (after == "" or after in " .,;:)!?")


def _union(spans: list[tuple[int, int]]) -> int:
    """The length that spans cover together.

    >>> _union([(0, 4), (2, 6), (8, 9)])
    7
    """
    covered = end = 0
    for start, stop in sorted(spans):
        covered += max(0, stop - max(start, end))
        end = max(end, stop)
    return covered
