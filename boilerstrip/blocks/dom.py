"""One walk over an HTML tree: its text as a sequence of blocks.

Borders between blocks are those that a browser draws: block-level elements, two ``<br>`` in a
row, table rows. Text of ``script``, ``style``, ``template`` and ``head`` is never a block; titles
and descriptions inside ``<svg>`` are blocks of their own, because pages leak them as icon legends.
The tree is only read.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from boilerstrip.blocks.marking import (
    MARKING,
    MAX_MARK,
    WRITER_NAMES,
    marks_of,
    names_writer,
    start_of_text,
)
from boilerstrip.blocks.mixed import BREAK, Part, cut
from boilerstrip.blocks.segmentation import Mark, Node, RawBlock, Segmentation
from boilerstrip.blocks.tokens import tokenise
from boilerstrip.document.limits import DEFAULT, Limits

# Elements whose text no reader sees, or sees only where the element itself fails to load.
SKIPPED = frozenset(
    "script style template head title iframe noframes datalist canvas meta link base param "
    "annotation annotation-xml".split()
)
# Phrasing content of the HTML standard, and of MathML. Every other element is a block border, as
# are custom elements (a hyphen in the name), which pages style as blocks.
INLINE = frozenset(
    "a abbr acronym applet audio b basefont bdi bdo big blink cite code data del dfn em embed font "
    "i img input ins kbd map mark marquee math menclose merror mfrac mi mmultiscripts mn mo mover "
    "mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd "
    "mtext mtr munder munderover nobr object output picture q rb rp rt rtc ruby s samp semantics "
    "small source span strike strong sub sup time track tt u var video wbr".split()
)
# A text beside one of these may be its caption.
MEDIA = frozenset("img video audio iframe object embed".split())
# A block that stands in one of these as a whole is a subheading, a note, code, a line of the page.
EMPHASIS = {
    tag: (f"<{tag}>",) for tag in "b strong em i small cite time u code kbd samp tt".split()
}
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# What a table cell must not hold if its row is to be one block.
BLOCKS_IN_CELL = tuple(
    f"{{*}}{tag}"  # in any namespace, or none
    for tag in (
        "p div table tr ul ol dl li h1 h2 h3 h4 h5 h6 blockquote pre section article form "
        "br".split()
    )
)
# A longer cell is a column of a laid-out page rather than a value in a table. Cells of data tables
# rarely pass a sentence; 200 characters is two lines of newspaper text.
MAX_CELL = 200
# Letters that are words by themselves keep the space after a drop cap: "A man", "I saw".
ONE_LETTER_WORDS = frozenset("aioeyuàéóавиоускя")
# Open inline elements whose names count: pages nest fewer than ten.
MAX_NAMED = 32
# Lines of one run among which foreign ones are looked for; a poem of more is left whole.
MAX_CUT_LINES = 1000

_CELL = "\x01"  # lxml trees cannot hold it, so it is free to stand for a border
_INVISIBLE = "\u200b\ufeff\u2060\u200e\u200f"
_SOFT_HYPHEN = "\xad"


# What a start tag does to the walk.
_OPENS_BLOCK, _OPENS_INLINE, _OPENS_LINK, _IS_SKIPPED, _IS_SPECIAL = range(5)
# What an end tag does to it; the last two may go together.
_ENDS_NOTHING, _ENDS_BLOCK, _ENDS_LINK, _ENDS_NAMED = 0, 1, 2, 4
_SPECIAL = frozenset("svg rt br td th option button template".split()) | MEDIA
# Blocks that change how what stands in them is read.
_STATEFUL = HEADINGS | frozenset("noscript tr pre listing xmp plaintext".split())
_PREFORMATTED = frozenset("pre listing xmp plaintext".split())
# Attributes that the walk looks at, beside class and id.
_TELLING = MARKING | frozenset("role style hidden aria-hidden".split())


def segment(root: etree._Element, limits: Limits = DEFAULT) -> Segmentation:
    """The blocks of the tree below ``root``, in document order."""
    walker = _Walker(limits)
    try:
        walker.walk(root)
        walker.finish()
    except _LimitReached:
        walker.parts.clear()
        walker.finish()
    found = Segmentation(walker.blocks, walker.nodes, walker.marks)
    found.shorten(limits.blocks)
    found.truncated += tuple(walker.truncated)
    return found


class _LimitReached(Exception):
    """No more of the page is to be read."""


@functools.lru_cache(maxsize=1 << 12)
def _start_of(tag: str) -> tuple[int, str]:
    """What the start tag of an element does, by its name as the tree has it, and its local name."""
    name = (tag.rpartition("}")[2] if tag[0] == "{" else tag).lower()
    if name in _SPECIAL:
        return _IS_SPECIAL, name
    if name in SKIPPED:
        return _IS_SKIPPED, name
    if name in INLINE:
        return (_OPENS_LINK if name == "a" else _OPENS_INLINE), name
    return _OPENS_BLOCK, name


class _Walker:
    """The state of one walk: the open elements above, the text run that is being gathered.

    Most of a page's elements are plain blocks, plain inline elements and white space between them,
    so that ``walk`` and the methods that it calls for these decide whether the time of a whole
    extraction is twice or ten times that of parsing.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.text_left = limits.text
        self.truncated: dict[str, None] = {}
        self.blocks: list[RawBlock] = []
        self.nodes: list[Node] = []
        self.marks: list[Mark] = []
        self.open_nodes: list[tuple[Node, int, etree._Element]] = []
        self.headings: list[str] = []
        self.hidden_by: list[etree._Element] = []
        self.named: list[tuple[str, ...]] = []  # tokens of the open inline elements that have any
        self.links = 0
        self.preformatted = 0
        self.media = 0
        self.plain_row = False
        self.keeps_space = False
        # The run:
        self.parts: list[Part] = []
        self.token_chars: dict[tuple[str, ...], int] = {}
        self.breaks = 0
        self.after_link = False
        self.after_drop_cap = False
        self.run_media = 0

    def walk(self, root: etree._Element) -> None:
        parts, hidden_by, open_nodes = self.parts, self.hidden_by, self.open_nodes
        start_of: Callable[[Any], tuple[int, str]] = _start_of  # the tags of elements are strings
        ends: list[int] = []  # what the end tags of the open elements will do
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in itertools.islice(events, 2 * self.limits.elements):
            if event == "start":
                start, tag = start_of(element.tag)
                if start == _IS_SPECIAL or not open_nodes:
                    start = self._enter_special(element, tag, start)
                if start == _OPENS_BLOCK:
                    self._enter_block(element, tag)
                    ends.append(_ENDS_BLOCK)
                elif start == _IS_SKIPPED:
                    ends.append(_ENDS_NOTHING)
                    events.skip_subtree()
                    continue
                elif start == _IS_SPECIAL:
                    ends.append(_ENDS_NOTHING)
                else:
                    ends.append(self._enter_inline(element, tag, start == _OPENS_LINK))
                text = element.text
            else:
                if event == "end":
                    end = ends.pop()
                    if end == _ENDS_BLOCK:
                        self._leave_block()
                    elif end:
                        self._leave_inline(end)
                    if hidden_by and hidden_by[-1] is element:
                        hidden_by.pop()
                if element is root:
                    continue
                text = element.tail
            # White space at the beginning of a run is nothing, and most texts are just that.
            if text and (parts or self.keeps_space or not text.isspace()):
                self._add(text)
        if self.open_nodes:
            self.truncated["elements"] = None

    def finish(self) -> None:
        """Close what is still open: nothing, unless reading ended at a limit."""
        while self.open_nodes:
            self._leave_block()

    def _enter_special(self, element: etree._Element, tag: str, start: int) -> int:
        """What the start tag of an element with rules of its own does, once they are followed."""
        if tag == "svg":
            is_root = not self.open_nodes
            if is_root:
                self._enter_block(element, tag)
            self._add_svg(element)
            if is_root:
                self._leave_block()
            return _IS_SKIPPED
        if tag in MEDIA:
            self.media += 1
        if tag in SKIPPED and not _is_shadow(element, tag):
            return _IS_SKIPPED
        if not self.open_nodes:
            return _OPENS_BLOCK  # text needs an element to stand in, whatever the root is
        if tag == "br":
            self.breaks += 1
            self.parts.append(("\n" if self.preformatted else BREAK, False))
        elif tag in ("td", "th") and self.plain_row:
            if self.parts:
                self.parts.append((_CELL, False))
        elif tag == "option":
            if self.parts:
                self.parts.append((" ", False))
        elif tag == "rt" and not _has_brackets(element):
            return _IS_SKIPPED
        elif tag == "button" and self.open_nodes[-1][0].tag == "p":
            pass  # a glossary term set in a sentence
        else:
            return _OPENS_INLINE if tag in INLINE else _OPENS_BLOCK
        return _IS_SPECIAL

    def _enter_inline(self, element: etree._Element, tag: str, is_link: bool) -> int:
        """Open the element; what its end tag will do."""
        end = _ENDS_NOTHING
        if is_link:
            if self.after_link:
                self.parts.append((" ", False))
            self.links += 1
            end = _ENDS_LINK
        tokens: tuple[str, ...] = EMPHASIS.get(tag, ())
        for name, value in self._attributes(element):
            if name == "class" or name == "id":
                tokens += tokenise(value)
            elif name in _TELLING:
                if name == "itemprop" or name == "rel":
                    tokens += tokenise(value)
                self._read_attribute(element, tag, name, value)
        if tag == "time" and element.get("datetime") is None:
            self._add_mark("time", start_of_text(element))
        if not WRITER_NAMES.isdisjoint(tokens) and names_writer(tokens):
            self._add_mark("writer", start_of_text(element))
        if tokens and len(self.named) < MAX_NAMED:
            self.named.append(tokens)
            end |= _ENDS_NAMED
        return end

    def _enter_block(self, element: etree._Element, tag: str) -> None:
        if self.parts:
            self._flush()
        tokens: tuple[str, ...] = ()
        for name, value in self._attributes(element):
            if name == "class" or name == "id":
                tokens += tokenise(value)
            elif name in _TELLING:
                if name == "role" or name == "itemprop":
                    tokens += tokenise(value)
                self._read_attribute(element, tag, name, value)
        if tag in _STATEFUL:
            self._change_state(element, tag)
        above = self.open_nodes
        parent = above[-1][1] if above else -1
        node = Node(tag, parent, len(above), tokens, len(self.blocks))
        above.append((node, len(self.nodes), element))
        self.nodes.append(node)

    def _attributes(self, element: etree._Element) -> list[tuple[str, str]]:
        attributes = element.items()
        if len(attributes) > self.limits.attributes:
            self.truncated["attributes"] = None
            del attributes[self.limits.attributes :]
        return attributes

    def _change_state(self, element: etree._Element, tag: str) -> None:
        if tag == "noscript":
            self._hide(element)
        elif tag == "tr":
            self.plain_row = _is_plain_row(element)
        elif tag in HEADINGS:
            self.headings.append(tag)
        else:
            self.preformatted += 1
        self.keeps_space = self.plain_row or self.preformatted > 0

    def _leave_block(self) -> None:
        if self.parts:
            self._flush()
        node = self.open_nodes.pop()[0]
        node.end = len(self.blocks)
        tag = node.tag
        if tag in _STATEFUL:
            if tag in HEADINGS:
                self.headings.pop()
            elif tag == "tr":
                self.plain_row = False
            elif tag in _PREFORMATTED:
                self.preformatted -= 1
            self.keeps_space = self.plain_row or self.preformatted > 0

    def _leave_inline(self, end: int) -> None:
        if end & _ENDS_LINK:
            self.links -= 1
            self.after_link = bool(self.parts)
        if end & _ENDS_NAMED and _is_drop_cap(self.named.pop()):
            self.after_drop_cap = True

    def _add(self, text: str) -> None:
        if self.after_drop_cap:
            text = self._join_drop_cap(text)
        if self.after_link and text:
            self.after_link = False
        if self.media and not text.isspace():
            self.run_media += self.media
            self.media = 0
        self.parts.append((text, self.links > 0))
        if self.named:
            letters = len(text.strip())
            for tokens in self.named:
                self.token_chars[tokens] = self.token_chars.get(tokens, 0) + letters

    def _join_drop_cap(self, text: str) -> str:
        self.after_drop_cap = False
        letter = "".join(part for part, _ in self.parts).strip()[-1:].lower()
        rest = text.lstrip()
        joins = letter.isalpha() and letter not in ONE_LETTER_WORDS and rest[:1].isalpha()
        return rest if joins else text

    def _hide(self, element: etree._Element) -> None:
        if not (self.hidden_by and self.hidden_by[-1] is element):
            self.hidden_by.append(element)

    def _read_attribute(self, element: etree._Element, tag: str, name: str, value: str) -> None:
        """Whether it hides the element, and what it marks it as."""
        if _hides(name, value):
            self._hide(element)
        else:
            for kind, told in marks_of(element, tag, name, value):
                self._add_mark(kind, told)

    def _add_mark(self, kind: str, value: str) -> None:
        if value := " ".join(value.split())[:MAX_MARK]:
            self.marks.append(Mark(kind, value, len(self.blocks)))

    def _add_svg(self, svg: etree._Element) -> None:
        node = self.open_nodes[-1][1]
        hidden = bool(self.hidden_by)
        events = etree.iterwalk(svg, events=("start",), tag=("{*}title", "{*}desc", "{*}text"))
        for _, element in events:
            events.skip_subtree()  # what stands in it is part of its text
            if text := _fold(_text_of(element)):
                name = _start_of(str(element.tag))[1]
                block = RawBlock(
                    text, name, node, _visible_chars(text), 0, hidden, ("svg",), 0, element
                )
                self._append(block)

    def _append(self, block: RawBlock) -> None:
        self.blocks.append(block)
        self.text_left -= len(block.text)
        if self.text_left < 0:
            self.truncated["text"] = None
            raise _LimitReached
        if len(self.blocks) > self.limits.blocks:  # one more, so that it is known there is one
            raise _LimitReached

    def _flush(self) -> None:
        """End the text run: what was gathered becomes a block, or several between double breaks."""
        parts = self.parts
        node, index, element = self.open_nodes[-1]
        tag = self.headings[-1] if self.headings and node.tag != "p" else node.tag
        tokens = self._run_tokens() if self.token_chars else ()
        hidden = bool(self.hidden_by)
        for piece in self._pieces(tag):
            text, chars = _join(piece, preformatted=self.preformatted > 0)
            if text:
                linked = sum([_visible_chars(part) for part, is_linked in piece if is_linked])
                self._append(
                    RawBlock(
                        text, tag, index, chars, linked, hidden, tokens, self.run_media, element
                    )
                )
        parts.clear()
        self.breaks = 0
        self.after_link = False
        self.after_drop_cap = False
        self.run_media = 0

    def _pieces(self, tag: str) -> Iterable[Sequence[Part]]:
        """The paragraphs of the run, and what is foreign in it apart from them."""
        parts = self.parts
        paragraphs = _split_at_double_breaks(parts) if self.breaks > 1 else (parts,)
        if self.preformatted or tag in HEADINGS or any(text == _CELL for text, _ in parts):
            return paragraphs
        if self.breaks > MAX_CUT_LINES:
            return paragraphs
        return itertools.chain.from_iterable(map(cut, paragraphs))

    def _run_tokens(self) -> tuple[str, ...]:
        """The tokens of the inline elements in which at least half of the run stands."""
        total = sum([len(text.strip()) for text, _ in self.parts])
        tokens: tuple[str, ...] = ()
        for group, chars in self.token_chars.items():
            if 2 * chars >= total:
                tokens += group
        self.token_chars.clear()
        return tokens


@functools.lru_cache(maxsize=1 << 12)
def _is_drop_cap(tokens: tuple[str, ...]) -> bool:
    return any("drop" in token or "initial" in token for token in tokens)


def _hides(name: str, value: str) -> bool:
    if name == "style":
        style = value.replace(" ", "").lower()
        return "display:none" in style or "visibility:hidden" in style
    return name == "hidden" or (name == "aria-hidden" and value == "true")


def _has_brackets(reading: etree._Element) -> bool:
    """Whether the page sets brackets around a word's reading, for those who see it in the line."""
    ruby = reading.getparent()
    return ruby is not None and ruby.find("{*}rp") is not None


def _is_shadow(element: etree._Element, tag: str) -> bool:
    """Whether browsers show a template, as the content of the element that it stands in."""
    return tag == "template" and element.get("shadowrootmode") is not None


def _is_plain_row(row: etree._Element) -> bool:
    """Whether a table row is data, one value a cell, rather than columns of a laid-out page."""
    if next(row.iterdescendants(*BLOCKS_IN_CELL), None) is not None:
        return False
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    return len(cells) > 1 and all(len(_text_of(cell)) <= MAX_CELL for cell in cells)


def _text_of(element: etree._Element) -> str:
    texts: Iterable[Any] = element.itertext()
    return "".join([str(text) for text in texts])


def _split_at_double_breaks(parts: list[Part]) -> Iterator[list[Part]]:
    piece: list[Part] = []
    breaks = 0
    for part in parts:
        if part[0] == BREAK:
            breaks += 1
            if not piece:
                continue
        elif part[0].strip():
            if breaks > 1:
                yield piece
                piece = []
            breaks = 0
        piece.append(part)
    if piece:
        yield piece


def _join(piece: Sequence[Part], *, preformatted: bool) -> tuple[str, int]:
    """The text of a piece, and its characters that are not white space."""
    raw = piece[0][0] if len(piece) == 1 else "".join([text for text, _ in piece])
    if _SOFT_HYPHEN in raw:
        raw = raw.replace(_SOFT_HYPHEN, "")
    if preformatted:
        text = _join_preformatted(raw)
    elif _CELL in raw:
        text = "\t".join(_fold(cell) for cell in raw.replace(BREAK, " ").split(_CELL)).strip()
    elif BREAK in raw:
        text = "\n".join(filter(None, map(_fold, raw.split(BREAK))))
    else:
        words = raw.split()
        text = " ".join(words)
        if text and text[0] not in _INVISIBLE and text[-1] not in _INVISIBLE:
            return text, len(text) - len(words) + 1
        text = _fold(text)
    return text, _visible_chars(text)


def _join_preformatted(raw: str) -> str:
    lines = [line.rstrip() for line in raw.replace(BREAK, "\n").expandtabs(4).split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines).rstrip().replace(_CELL, " ")


def _fold(text: str) -> str:
    folded = " ".join(text.split())
    if folded and (folded[0] in _INVISIBLE or folded[-1] in _INVISIBLE):
        folded = folded.strip(_INVISIBLE + " ")
    return folded


def _visible_chars(text: str) -> int:
    return len("".join(text.split()))
