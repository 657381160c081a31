"""One walk over an HTML tree: its text as a sequence of blocks.

Borders between blocks are those that a browser draws: block-level elements (``elements.py``), two
``<br>`` in a row, table rows. Text of ``script``, ``style``, ``template`` and ``head`` is never a
block; titles and descriptions inside ``<svg>`` are blocks of their own, because pages leak them as
icon legends. The tree is only read.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from boilerstrip.blocks.attributes import (
    MAX_MARK,
    MAX_MARK_RAW,
    MAX_MARKS,
    TELLING,
    hides,
    marks_of,
    names_writer,
    start_of_text,
)
from boilerstrip.blocks.elements import (
    HEADINGS,
    INLINE,
    IS_SKIPPED,
    IS_SPECIAL,
    MEDIA,
    OPENS_BLOCK,
    OPENS_INLINE,
    OPENS_LINK,
    OPENS_STATEFUL,
    PREFORMATTED,
    ROWS,
    SKIPPED,
    TABLES,
    block_of,
    start_of,
)
from boilerstrip.blocks.runs import CELL, Run
from boilerstrip.blocks.segmentation import Mark, Node, RawBlock, Segmentation
from boilerstrip.blocks.table_row import is_plain_row
from boilerstrip.blocks.tokens import MAX_ATTRIBUTE, tokenise
from boilerstrip.blocks.visible import fold, is_blank, visible_chars
from boilerstrip.document.limits import DEFAULT, Limits

# A block that stands in one of these as a whole is a subheading, a note, code, a line of the page.
EMPHASIS = {
    tag: (f"<{tag}>",) for tag in "b strong em i small cite time u code kbd samp tt".split()
}
# Texts of one drawing: of 2,800 pages the one with most has 89. They stand between the halves of an
# article as blocks do, and behind 300 of them the second half is lost.
MAX_DRAWN = 100
# Parts of a word with its readings among which brackets are looked for; they stand by the first.
MAX_RUBY = 8

# Attributes that name inline elements and blocks, beside ``class`` and ``id``.
_NAMES_INLINE, _NAMES_BLOCK = ("itemprop", "rel"), ("role", "itemprop")
# What an end tag does to the walk; the last two may go together.
_ENDS_NOTHING, _ENDS_BLOCK, _ENDS_STATEFUL, _ENDS_LINK, _ENDS_NAMED = 0, 1, 2, 4, 8
_ENDS_EITHER_BLOCK = _ENDS_BLOCK | _ENDS_STATEFUL


def segment(root: etree._Element, limits: Limits = DEFAULT) -> Segmentation:
    """The blocks of the tree below ``root``, in document order."""
    walker = _Walker(limits)
    try:
        walker.walk(root)
        walker.finish()
    except _LimitReached:
        walker.run.clear()
        walker.finish()
    found = Segmentation(walker.blocks, walker.nodes, walker.marks)
    found.shorten(limits.blocks)
    found.truncated += tuple(walker.truncated)
    return found


class _LimitReached(Exception):
    """No more of the page is to be read."""


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
        self.marks_left = MAX_MARKS
        self.open_nodes: list[tuple[Node, int, etree._Element]] = []
        self.headings: list[str] = []
        self.hidden_by: list[etree._Element] = []
        self.run = Run()

    def walk(self, root: etree._Element) -> None:
        run, hidden_by, open_nodes = self.run, self.hidden_by, self.open_nodes
        parts, add, blocks = run.parts, run.add, self.blocks
        start_at: Callable[[Any], tuple[int, str]] = start_of  # the tags of elements are strings
        ends: list[int] = []  # what the end tags of the open elements will do
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in itertools.islice(events, 2 * self.limits.elements):
            if event == "start":
                start, tag = start_at(element.tag)
                if start == IS_SPECIAL or not open_nodes:
                    start = self._enter_special(element, tag, start)
                if start <= OPENS_STATEFUL:
                    if tag in ROWS and self._is_full():
                        ends.append(_ENDS_NOTHING)
                        events.skip_subtree()
                        continue
                    ends.append(self._enter_block(element, tag, start))
                elif start <= OPENS_LINK:
                    ends.append(self._enter_inline(element, tag, start))
                else:
                    ends.append(_ENDS_NOTHING)
                    if start == IS_SKIPPED:
                        events.skip_subtree()
                        continue
                text = element.text
            else:
                if event == "end":
                    end = ends.pop()
                    if end == _ENDS_BLOCK:
                        if parts:
                            self._flush()
                        open_nodes.pop()[0].end = len(blocks)
                    elif end == _ENDS_NAMED:
                        run.close_named()
                    elif end:
                        self._leave(end)
                    if hidden_by and hidden_by[-1] is element:
                        hidden_by.pop()
                if element is root:
                    continue
                text = element.tail
            # White space at the beginning of a run is nothing, and most texts are just that.
            if text and (parts or run.keeps_space or not text.isspace()):
                add(text)
        if open_nodes:
            self.truncated["elements"] = None

    def finish(self) -> None:
        """Close what is still open: nothing, unless reading ended at a limit."""
        if self.run.parts:
            self._flush()
        for node, _, _ in self.open_nodes:
            node.end = len(self.blocks)

    def _enter_special(self, element: etree._Element, tag: str, start: int) -> int:
        """What the start tag of an element with rules of its own does, once they are followed."""
        run = self.run
        if tag == "svg":
            if self.open_nodes:
                self._add_svg(element)
            else:
                self._enter_block(element, tag, OPENS_BLOCK)
                self._add_svg(element)
                self._leave(_ENDS_BLOCK)
            return IS_SKIPPED
        if tag in MEDIA:
            run.media += 1
        if tag in SKIPPED and not _is_shadow(element, tag):
            return IS_SKIPPED
        if not self.open_nodes:
            return block_of(tag)  # text needs an element to stand in, whatever the root is
        if tag == "br":
            run.add_break()
        elif tag in ("td", "th") and run.plain_row:
            run.add_border(CELL)
        elif tag == "option":
            run.add_border(" ")
        elif tag == "rt" and not _has_brackets(element):
            return IS_SKIPPED
        elif tag == "button" and self.open_nodes[-1][0].tag == "p":
            pass  # a glossary term set in a sentence
        else:
            return OPENS_INLINE if tag in INLINE else block_of(tag)
        return IS_SPECIAL

    def _is_full(self) -> bool:
        """Whether the table or list that is open has all the blocks that one may have."""
        table = self.open_nodes[-1][0] if self.open_nodes else None
        if table is None or table.tag not in TABLES:
            return False
        if self.run.parts:
            self._flush()
        if len(self.blocks) - table.first < self.limits.rows:
            return False
        self.truncated["rows"] = None
        return True

    def _enter_inline(self, element: etree._Element, tag: str, start: int) -> int:
        """Open the element; what its end tag will do."""
        end = _ENDS_NOTHING
        if start == OPENS_LINK:
            self.run.open_link()
            end = _ENDS_LINK
        tokens: tuple[str, ...] = EMPHASIS.get(tag, ())
        attributes = element.items()
        if attributes:
            tokens += self._read_attributes(element, tag, attributes, _NAMES_INLINE)
            if tokens and names_writer(tokens):
                self._add_marked("writer", element)
        if tag == "time" and element.get("datetime") is None:
            self._add_marked("time", element)
        if tokens and self.run.open_named(tokens):
            end |= _ENDS_NAMED
        return end

    def _enter_block(self, element: etree._Element, tag: str, start: int) -> int:
        """Open the element; what its end tag will do."""
        if self.run.parts:
            self._flush()
        attributes = element.items()
        tokens = self._read_attributes(element, tag, attributes, _NAMES_BLOCK) if attributes else ()
        if start == OPENS_STATEFUL:
            self._change_state(element, tag)
        above, nodes = self.open_nodes, self.nodes
        parent = above[-1][1] if above else -1
        node = Node(tag, parent, len(above), tokens, len(self.blocks))
        above.append((node, len(nodes), element))
        nodes.append(node)
        return _ENDS_BLOCK if start == OPENS_BLOCK else _ENDS_STATEFUL

    def _read_attributes(
        self,
        element: etree._Element,
        tag: str,
        attributes: list[tuple[str, str]],
        naming: tuple[str, str],
    ) -> tuple[str, ...]:
        """The tokens of the attributes that name the element; what the others tell is noted."""
        if len(attributes) > self.limits.attributes:
            self.truncated["attributes"] = None
            attributes = attributes[: self.limits.attributes]
        tokens: tuple[str, ...] = ()
        for name, value in attributes:
            if name == "class" or name == "id":
                tokens += tokenise(value[:MAX_ATTRIBUTE])
            elif name in TELLING:
                if name in naming:
                    tokens += tokenise(value[:MAX_ATTRIBUTE])
                self._read_attribute(element, tag, name, value)
        return tokens

    def _change_state(self, element: etree._Element, tag: str) -> None:
        run = self.run
        if tag == "noscript":
            self._hide(element)
        elif tag == "tr":
            run.plain_row = is_plain_row(element)
        elif tag in HEADINGS:
            self.headings.append(tag)
        else:
            run.preformatted += 1
        run.keeps_space = run.plain_row or run.preformatted > 0

    def _leave(self, end: int) -> None:
        """Close the innermost element, whose end tag does this."""
        run = self.run
        if end & _ENDS_LINK:
            run.close_link()
        if end & _ENDS_NAMED:
            run.close_named()
        if end & _ENDS_EITHER_BLOCK:
            if run.parts:
                self._flush()
            node = self.open_nodes.pop()[0]
            node.end = len(self.blocks)
            if end == _ENDS_STATEFUL:
                self._restore_state(node.tag)

    def _restore_state(self, tag: str) -> None:
        run = self.run
        if tag in HEADINGS:
            self.headings.pop()
        elif tag == "tr":
            run.plain_row = False
        elif tag in PREFORMATTED:
            run.preformatted -= 1
        run.keeps_space = run.plain_row or run.preformatted > 0

    def _hide(self, element: etree._Element) -> None:
        if not (self.hidden_by and self.hidden_by[-1] is element):
            self.hidden_by.append(element)

    def _read_attribute(self, element: etree._Element, tag: str, name: str, value: str) -> None:
        """Whether it hides the element, and what it marks it as."""
        if hides(name, value):
            self._hide(element)
        elif self.marks_left > 0:
            for kind, told in marks_of(element, tag, name, value):
                self._add_mark(kind, told)

    def _add_marked(self, kind: str, element: etree._Element) -> None:
        if self.marks_left > 0:
            self._add_mark(kind, start_of_text(element))

    def _add_mark(self, kind: str, value: str) -> None:
        self.marks_left -= 1
        if value := " ".join(value[:MAX_MARK_RAW].split())[:MAX_MARK]:
            self.marks.append(Mark(kind, value, len(self.blocks)))

    def _add_svg(self, svg: etree._Element) -> None:
        node = self.open_nodes[-1][1]
        hidden = bool(self.hidden_by)
        last = len(self.blocks) + min(self.limits.rows, MAX_DRAWN)
        events = etree.iterwalk(svg, events=("start",), tag=("{*}title", "{*}desc", "{*}text"))
        for _, element in events:
            if len(self.blocks) == last:
                self.truncated["rows"] = None
                break
            events.skip_subtree()  # what stands in it is part of its text
            text = fold(_text_of(element))
            if not is_blank(text):
                name = start_of(str(element.tag))[1]
                block = RawBlock(
                    text, name, node, visible_chars(text), 0, hidden, ("svg",), 0, element
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
        """End the text run: what was gathered becomes a block, or several."""
        node, index, element = self.open_nodes[-1]
        tag = self.headings[-1] if self.headings and node.tag != "p" else node.tag
        hidden = bool(self.hidden_by)
        media = self.run.shown
        pieces, tokens = self.run.take(is_heading=tag in HEADINGS, is_hidden=hidden)
        for text, chars, linked in pieces:
            if not is_blank(text):
                self._append(
                    RawBlock(text, tag, index, chars, linked, hidden, tokens, media, element)
                )


def _has_brackets(reading: etree._Element) -> bool:
    """Whether the page sets brackets around a word's reading, for those who see it in the line."""
    ruby = reading.getparent()
    return ruby is not None and any(
        str(inside.tag).rpartition("}")[2] == "rp" for inside in itertools.islice(ruby, MAX_RUBY)
    )


def _is_shadow(element: etree._Element, tag: str) -> bool:
    """Whether browsers show a template, as the content of the element that it stands in.

    The second attribute is that of Chromium 90 to 118, and of pages that bring a script for it.
    """
    if tag != "template":
        return False
    mode = element.get("shadowrootmode") or element.get("shadowroot") or ""
    return mode.lower() in ("open", "closed")


def _text_of(element: etree._Element) -> str:
    if not len(element):
        return element.text or ""
    texts: Iterable[Any] = element.itertext()
    return "".join([str(text) for text in texts])
