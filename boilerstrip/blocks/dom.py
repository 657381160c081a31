"""One walk over an HTML tree: its text as a sequence of blocks.

Borders between blocks are those that a browser draws: block-level elements, two ``<br>`` in a
row, table rows. Text of ``script``, ``style``, ``template`` and ``head`` is never a block; titles
and descriptions inside ``<svg>`` are blocks of their own, because pages leak them as icon legends.
The tree is only read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from boilerstrip.blocks.segmentation import Mark, Node, RawBlock, Segmentation
from boilerstrip.blocks.tokens import tokenise

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
# A block that stands in one of these as a whole is a subheading, a note or a line of the page.
EMPHASIS = {tag: (f"<{tag}>",) for tag in "b strong em i small cite time u".split()}
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# What a table cell must not hold if its row is to be one block.
BLOCKS_IN_CELL = (
    "p div table ul ol dl li h1 h2 h3 h4 h5 h6 blockquote pre section article form br".split()
)
# A longer cell is a column of a laid-out page rather than a value in a table. Cells of data tables
# rarely pass a sentence; 200 characters is two lines of newspaper text.
MAX_CELL = 200
# Letters that are words by themselves keep the space after a drop cap: "A man", "I saw".
ONE_LETTER_WORDS = frozenset("aioeyuàéóавиоускя")
VALUE_ITEMPROPS = frozenset(
    "author creator name headline datePublished dateModified dateCreated editor".split()
)
MAX_MARK = 300

_BREAK = "\x00"  # lxml trees can hold neither character, so they are free to stand for borders
_CELL = "\x01"
_INVISIBLE = "\u200b\ufeff\u2060\u200e\u200f"
_SOFT_HYPHEN = "\xad"


def segment(root: etree._Element) -> Segmentation:
    """The blocks of the tree below ``root``, in document order."""
    walker = _Walker()
    walker.walk(root)
    return Segmentation(walker.blocks, walker.nodes, walker.marks)


def local_name(element: etree._Element) -> str:
    """The element's name without namespace, lower case."""
    tag = str(element.tag)
    return (tag.rpartition("}")[2] if tag[0] == "{" else tag).lower()


class _Walker:
    """The state of one walk: the open elements above, the text run that is being gathered."""

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self.nodes: list[Node] = []
        self.marks: list[Mark] = []
        self.open_nodes: list[tuple[int, etree._Element]] = []
        self.headings: list[str] = []
        self.hidden_by: list[etree._Element] = []
        self.inline_tokens: list[tuple[str, ...]] = []
        self.links = 0
        self.preformatted = 0
        self.media = 0
        self.plain_row = False
        self._start_run()

    def _start_run(self) -> None:
        self.parts: list[tuple[str, bool]] = []
        self.token_chars: Counter[tuple[str, ...]] = Counter()
        self.after_link = False
        self.after_drop_cap = False
        self.run_media = 0

    def walk(self, root: etree._Element) -> None:
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event == "start":
                if self._enter(element):
                    if text := element.text:
                        self._add(text)
                else:
                    events.skip_subtree()
            else:
                if event == "end":
                    self._leave(element)
                if element is not root and (tail := element.tail):
                    self._add(tail)
        self._flush()

    def _enter(self, element: etree._Element) -> bool:
        """Open an element; False if nothing below it is to be walked."""
        tag = local_name(element)
        if tag == "svg":
            self._add_svg(element)
            return False
        if tag in MEDIA:
            self.media += 1
        if tag in SKIPPED:
            return False
        if tag == "rt" and not _has_brackets(element):
            self.inline_tokens.append(())
            return False
        if tag == "br":
            self.parts.append(("\n" if self.preformatted else _BREAK, False))
        elif tag in INLINE:
            self._enter_inline(element, tag)
        elif tag in ("td", "th") and self.plain_row:
            if self.parts:
                self.parts.append((_CELL, False))
        elif tag == "option":
            self.parts.append((" ", False))
        elif tag == "button" and self.nodes and self.nodes[self.open_nodes[-1][0]].tag == "p":
            pass  # a glossary term set in a sentence
        else:
            self._enter_block(element, tag)
        return True

    def _enter_inline(self, element: etree._Element, tag: str) -> None:
        if tag == "a":
            if self.after_link:
                self.parts.append((" ", False))
            self.links += 1
        tokens: tuple[str, ...] = EMPHASIS.get(tag, ())
        for name, value in element.items():
            if name in ("class", "id", "itemprop", "rel"):
                tokens += tokenise(value)
            if _hides(name, value):
                self._hide(element)
            self._mark(element, tag, name, value)
        if tag == "time" and element.get("datetime") is None:
            self._add_mark("time", _text_of(element))
        self.inline_tokens.append(tokens)

    def _enter_block(self, element: etree._Element, tag: str) -> None:
        self._flush()
        tokens: tuple[str, ...] = ()
        for name, value in element.items():
            if name in ("class", "id", "role", "itemprop"):
                tokens += tokenise(value)
            if _hides(name, value):
                self._hide(element)
            self._mark(element, tag, name, value)
        if tag == "noscript":
            self._hide(element)
        elif tag == "tr":
            self.plain_row = _is_plain_row(element)
        elif tag in HEADINGS:
            self.headings.append(tag)
        self.preformatted += tag in ("pre", "listing", "xmp", "plaintext")
        parent = self.open_nodes[-1][0] if self.open_nodes else -1
        self.open_nodes.append((len(self.nodes), element))
        self.nodes.append(Node(tag, parent, len(self.open_nodes) - 1, tokens, len(self.blocks)))

    def _leave(self, element: etree._Element) -> None:
        tag = local_name(element)
        if self.open_nodes and self.open_nodes[-1][1] is element:
            self._flush()
            index, _ = self.open_nodes.pop()
            self.nodes[index].end = len(self.blocks)
            if tag in HEADINGS:
                self.headings.pop()
            self.preformatted -= tag in ("pre", "listing", "xmp", "plaintext")
            if tag == "tr":
                self.plain_row = False
        elif tag in INLINE:
            tokens = self.inline_tokens.pop()
            if tag == "a":
                self.links -= 1
                self.after_link = bool(self.parts)
            if any("drop" in token or "initial" in token for token in tokens):
                self.after_drop_cap = True
        if self.hidden_by and self.hidden_by[-1] is element:
            self.hidden_by.pop()

    def _add(self, text: str) -> None:
        if self.after_drop_cap:
            text = self._join_drop_cap(text)
        if self.after_link and text:
            self.after_link = False
        if not self.open_nodes:
            return  # the tail of the root
        if self.media and not text.isspace():
            self.run_media += self.media
            self.media = 0
        self.parts.append((text, self.links > 0))
        for tokens in self.inline_tokens:
            if tokens:
                self.token_chars[tokens] += len(text.strip())

    def _join_drop_cap(self, text: str) -> str:
        self.after_drop_cap = False
        letter = "".join(part for part, _ in self.parts).strip()[-1:].lower()
        rest = text.lstrip()
        joins = letter.isalpha() and letter not in ONE_LETTER_WORDS and rest[:1].isalpha()
        return rest if joins else text

    def _hide(self, element: etree._Element) -> None:
        if not (self.hidden_by and self.hidden_by[-1] is element):
            self.hidden_by.append(element)

    def _mark(self, element: etree._Element, tag: str, name: str, value: str) -> None:
        if name == "datetime" and tag == "time":
            self._add_mark("time", value)
        elif name == "rel" and "author" in value.split():
            self._add_mark("author", _text_of(element))
        elif name == "itemprop":
            for prop in value.split():
                if prop in VALUE_ITEMPROPS:
                    content = element.get("content") or element.get("datetime")
                    self._add_mark(prop, content or _text_of(element))

    def _add_mark(self, kind: str, value: str) -> None:
        if value := " ".join(value.split())[:MAX_MARK]:
            self.marks.append(Mark(kind, value, len(self.blocks)))

    def _add_svg(self, svg: etree._Element) -> None:
        if not self.open_nodes:
            self._enter_block(svg, "svg")
        node = self.open_nodes[-1][0]
        for element in svg.iter("{*}title", "{*}desc", "{*}text"):
            text = _fold(_text_of(element))
            if text:
                chars = _visible_chars(text)
                hidden = bool(self.hidden_by)
                self.blocks.append(
                    RawBlock(
                        text,
                        local_name(element),
                        node,
                        chars,
                        hidden=hidden,
                        tokens=("svg",),
                        source=element,
                    )
                )

    def _flush(self) -> None:
        """End the text run: what was gathered becomes a block, or several between double breaks."""
        if not self.parts:
            return
        parts, token_chars, media = self.parts, self.token_chars, self.run_media
        self._start_run()
        index, element = self.open_nodes[-1]
        node = self.nodes[index]
        tag = self.headings[-1] if self.headings and node.tag != "p" else node.tag
        total = sum(len(text.strip()) for text, _ in parts)
        tokens = tuple(
            token for group, chars in token_chars.items() if 2 * chars >= total for token in group
        )
        for piece in _split_at_double_breaks(parts):
            text = _join(piece, preformatted=self.preformatted > 0)
            if not text:
                continue
            self.blocks.append(
                RawBlock(
                    text=text,
                    tag=tag,
                    node=index,
                    chars=_visible_chars(text),
                    link_chars=sum(_visible_chars(part) for part, linked in piece if linked),
                    hidden=bool(self.hidden_by),
                    tokens=tokens,
                    media=media,
                    source=element,
                )
            )


def _hides(name: str, value: str) -> bool:
    if name == "style":
        style = value.replace(" ", "").lower()
        return "display:none" in style or "visibility:hidden" in style
    return name == "hidden" or (name == "aria-hidden" and value == "true")


def _has_brackets(reading: etree._Element) -> bool:
    """Whether the page sets brackets around a word's reading, for those who see it in the line."""
    ruby = reading.getparent()
    return ruby is not None and ruby.find("{*}rp") is not None


def _is_plain_row(row: etree._Element) -> bool:
    """Whether a table row is data, one value a cell, rather than columns of a laid-out page."""
    if next(row.iter(*BLOCKS_IN_CELL, *("{*}" + tag for tag in BLOCKS_IN_CELL)), None) is not None:
        return False
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    return len(cells) > 1 and all(len(_text_of(cell)) <= MAX_CELL for cell in cells)


def _text_of(element: etree._Element) -> str:
    texts: Iterable[Any] = element.itertext()
    return "".join(str(text) for text in texts)


def _split_at_double_breaks(parts: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    piece: list[tuple[str, bool]] = []
    breaks = 0
    for part in parts:
        if part[0] == _BREAK:
            breaks += 1
        elif part[0].strip():
            if breaks > 1:
                yield piece
                piece = []
            breaks = 0
        piece.append(part)
    yield piece


def _join(piece: list[tuple[str, bool]], *, preformatted: bool) -> str:
    raw = "".join(text for text, _ in piece).replace(_SOFT_HYPHEN, "")
    if preformatted:
        lines = [line.rstrip() for line in raw.replace(_BREAK, "\n").expandtabs(4).split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        return "\n".join(lines).rstrip().replace(_CELL, " ")
    if _CELL in raw:
        return "\t".join(_fold(cell) for cell in raw.replace(_BREAK, " ").split(_CELL)).strip()
    if _BREAK in raw:
        return "\n".join(filter(None, map(_fold, raw.split(_BREAK))))
    return _fold(raw)


def _fold(text: str) -> str:
    folded = " ".join(text.split())
    if folded and (folded[0] in _INVISIBLE or folded[-1] in _INVISIBLE):
        folded = folded.strip(_INVISIBLE + " ")
    return folded


def _visible_chars(text: str) -> int:
    return len("".join(text.split()))
