"""Pages → text dumps of them, in the ways in which corpora, crawls and text browsers make them.

Each way is a ``Style`` drawn at random within what the programs of its kind do, so that a scorer
fitted to many dumps leans on the habits of none.
"""

from __future__ import annotations

import dataclasses
import random
import re
import textwrap
from collections.abc import Callable, Iterator

from lxml import etree

from boilerstrip.blocks.elements import HEADINGS, INLINE

# Elements at which all programs end a line, those at which careful ones do, and those that stand
# apart from what is around them.
COMMON = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol td tr table section article header footer nav aside figure "
    "figcaption blockquote form br pre dl dd dt main".split()
)
APART = frozenset("p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre section article".split())
LISTS = frozenset("ul ol menu nav".split())
UNSEEN = frozenset("script style template head".split())
FORMS = frozenset("button label select option textarea input".split())
# Longer items, in letters, are sentences.
SHORT_ITEM = 30
TERMINAL_BULLETS = ("* ", "+ ", "o ", "# ")


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """How a dump is made.

    Attributes:
        borders: elements at which a line begins; all but phrasing content if ``None``.
        closes: lines end with these elements too, not only begin with them.
        nodes: every text node is a line.
        apart: elements around which a blank line stands; ``between`` puts one between all lines.
        bullets: what list items begin with, by depth; empty for none.
        indent: columns by which each list within another is set in, and ``margin`` everything.
        runs: lists come as one line.
        cell: what stands between the cells of a table's row; ``None`` if each is a line.
        heading: writes a heading, by its level and text.
        markdown: links, emphasis and pictures are written as in Markdown.
        title, alt, noscript, forms, icons: whether these texts are in the dump.
        width: column at which it is wrapped, 0 for none.
        numbered: links have a number in brackets before them, as in text browsers.
    """

    borders: frozenset[str] | None = None
    closes: bool = True
    nodes: bool = False
    apart: frozenset[str] = frozenset()
    between: bool = False
    bullets: tuple[str, ...] = ()
    indent: int = 0
    margin: int = 0
    runs: bool = False
    cell: str | None = None
    heading: Callable[[int, str], str] | None = None
    markdown: bool = False
    title: bool = False
    alt: bool = False
    noscript: bool = True
    forms: bool = True
    icons: bool = True
    width: int = 0
    numbered: bool = False


def _lines(rng: random.Random) -> Style:
    """One line a block, as browsers' ``innerText`` has it."""
    cell = rng.choice(["\t", " ", None])
    return Style(cell=cell, noscript=rng.random() < 0.5, title=rng.random() < 0.2)


def _spaced(rng: random.Random) -> Style:
    """A blank line between all lines, which begin with an element but need not end with it."""
    return Style(COMMON, closes=rng.random() < 0.3, between=rng.random() < 0.8)


def _nodes(rng: random.Random) -> Style:
    """A line for every text node, as ``itertext()`` gives them."""
    return Style(nodes=True, between=rng.random() < 0.2, title=rng.random() < 0.3)


def _wrapped(rng: random.Random) -> Style:
    """Wrapped at a column, as mailers do, a blank line between blocks."""
    bullets = rng.choice([(), ("- ",), ("* ",), ("• ",)])
    width = rng.choice([66, 70, 72, 76, 78, 79, 80, 80, 80, 100])
    return Style(apart=APART, between=rng.random() < 0.7, bullets=bullets, width=width)


def _wet(rng: random.Random) -> Style:
    """As Common Crawl's conversion records: the title first, a line a block, no blank lines."""
    return Style(
        COMMON | {"option", "button", "label"}, title=True, icons=False, noscript=rng.random() < 0.5
    )


def _runs(rng: random.Random) -> Style:
    """Lists and menus run together in a line each."""
    return Style(
        apart=rng.choice([APART, frozenset(("p",)), frozenset()]),
        runs=True,
        cell=" ",
        title=rng.random() < 0.3,
        forms=rng.random() < 0.5,
    )


def _outline(rng: random.Random) -> Style:
    """Lists with bullets, set in by depth; texts of pictures, blank lines around paragraphs."""
    return Style(
        apart=rng.choice([frozenset(("p", "blockquote", "pre")), APART]),
        bullets=("• ",) if rng.random() < 0.8 else ("- ",),
        indent=rng.choice([2, 4]),
        alt=rng.random() < 0.8,
        cell=rng.choice(["\t\t", "  ", " | "]),
        icons=rng.random() < 0.5,
    )


def _markdown(rng: random.Random) -> Style:
    """Markdown, as converters write it."""
    return Style(
        apart=APART | {"div", "section"},
        bullets=(rng.choice(["- ", "* "]),),
        indent=rng.choice([2, 4]),
        heading=lambda level, text: f"{'#' * level} {text}",
        markdown=True,
        title=rng.random() < 0.3,
        cell=" | ",
        noscript=rng.random() < 0.3,
        forms=rng.random() < 0.5,
        width=rng.choice([0, 0, 0, 78]),
        icons=False,
    )


def _terminal(rng: random.Random) -> Style:
    """As text browsers print: a margin, signs by depth of list, wrapped, links numbered."""
    return Style(
        apart=APART,
        bullets=TERMINAL_BULLETS,
        indent=2,
        margin=3,
        cell="   ",
        alt=True,
        title=rng.random() < 0.3,
        width=80,
        numbered=rng.random() < 0.5,
        icons=False,
    )


WAYS: dict[str, Callable[[random.Random], Style]] = {
    "lines": _lines,
    "spaced": _spaced,
    "nodes": _nodes,
    "wrapped": _wrapped,
    "wet": _wet,
    "runs": _runs,
    "outline": _outline,
    "markdown": _markdown,
    "terminal": _terminal,
}
# Never trained on, so that validation tells how the scorer does on dumps of a way of their own.
HELD_OUT = "terminal"


def flatten(root: etree._Element, style: Style) -> str:
    """The text dump of a page in a style; ``root`` is not changed."""
    return _Writer(style).write(root)


# A border of lines, one around which a blank line stands, and one of cells in a row.
_LINE, _GAP, _CELL, _SET_IN = "\x00", "\x01", "\x02", "\ue000"
_SPACES = re.compile(r"\s+")


class _Writer:
    """One walk over a page: its texts, with the borders between them as control characters."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.parts: list[str] = []
        self.depth = 0
        self.links = 0
        self.running = 0

    def write(self, root: etree._Element) -> str:
        if self.style.title and (title := root.findtext(".//head/title")):
            self.parts += (title, _LINE)
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event == "start":
                if self._skips(element):
                    events.skip_subtree()
                    continue
                self._enter(element, _name(element))
                self._add(element.text)
            else:
                if event == "end" and not self._skips(element):
                    self._leave(_name(element))
                if element is not root:
                    self._add(element.tail)
        return self._assemble("".join(self.parts))

    def _skips(self, element: etree._Element) -> bool:
        tag, style = _name(element), self.style
        return (
            tag in UNSEEN
            or (tag == "noscript" and not style.noscript)
            or (tag in FORMS and not style.forms)
            or (tag == "svg" and not style.icons)
        )

    def _add(self, text: str | None) -> None:
        if text:
            text = _SPACES.sub(" ", text).translate(_BORDERS)
            self.parts.append(_LINE + text if self.style.nodes and text.strip() else text)

    def _is_border(self, tag: str) -> bool:
        borders = self.style.borders
        return tag not in INLINE if borders is None else tag in borders

    def _border(self, tag: str) -> str:
        if self.running or tag in ("td", "th"):
            row = self.style.cell is not None and tag in ("td", "th")
            return _CELL if row else " " if self.running else _LINE
        if not self._is_border(tag):
            return ""
        # Every program ends a line at a heading; in a list a blank line stands around all of it.
        apart = tag in self.style.apart and not (tag in LISTS and self.depth)
        return _GAP if apart else _LINE

    def _enter(self, element: etree._Element, tag: str) -> None:
        style = self.style
        if tag in LISTS and style.runs and (self.running or _is_short(element)):
            if not self.running:
                self.parts.append(_LINE)
            self.running += 1
        self.parts.append(self._border(tag))
        if tag in ("ul", "ol"):
            self.depth += 1
        elif tag == "li" and style.bullets:
            self.parts.append(self._item())
        elif tag in HEADINGS and style.heading:
            self.parts.append(style.heading(int(tag[1]), ""))
        elif tag == "img" and (alt := element.get("alt")):
            text = " ".join(alt.split()).translate(_BORDERS)
            if style.markdown:
                self.parts.append(f"![{text}]({element.get('src', '')[:80].replace(' ', '')})")
            elif style.alt:
                self.parts.append(f" {text} ")
        self._begin_inline(tag)

    def _begin_inline(self, tag: str) -> None:
        if tag == "a" and self.style.markdown:
            self.parts.append("[")
        elif tag == "a" and self.style.numbered:
            self.links += 1
            self.parts.append(f"[{self.links}]")
        elif tag in ("b", "strong") and self.style.markdown:
            self.parts.append("**")

    def _leave(self, tag: str) -> None:
        if self.style.markdown and tag == "a":
            self.parts.append("](https://site.example/page)")
        elif self.style.markdown and tag in ("b", "strong"):
            self.parts.append("**")
        if tag in ("ul", "ol"):
            self.depth = max(0, self.depth - 1)
        if self.style.closes and tag != "br":
            self.parts.append(self._border(tag))
        if tag in LISTS and self.running:
            self.running -= 1
            if not self.running:
                self.parts.append(_LINE)

    def _item(self) -> str:
        level = max(0, self.depth - 1)
        bullets = self.style.bullets
        return _SET_IN * (self.style.indent * level) + bullets[level % len(bullets)]

    def _assemble(self, text: str) -> str:
        style = self.style
        # Emphasis and links of nothing, and marks that a border parts from their text.
        for empty in ("****", "[](https://site.example/page)"):
            text = text.replace(empty, "")
        text = re.sub(rf"{_CELL}[\s{_CELL}]*", _CELL, text)
        pieces = re.split(rf"([\s{_LINE}{_GAP}]*[{_LINE}{_GAP}][\s{_LINE}{_GAP}]*)", text)
        out: list[str] = []
        for index in range(0, len(pieces), 2):
            line = _folded(pieces[index]).strip(_CELL).replace(_CELL, style.cell or " ")
            if not line.strip(f"{_SET_IN} -*+•#o") or line in ("[", "**"):
                continue
            gap = index > 0 and (_GAP in pieces[index - 1] or style.between)
            if out:
                out.append("\n\n" if gap else "\n")
            out.extend(self._laid_out(line))
        return "".join(out)

    def _laid_out(self, line: str) -> Iterator[str]:
        set_in = len(line) - len(line.lstrip(_SET_IN))
        line = line.lstrip(_SET_IN)
        left = " " * (self.style.margin + set_in)
        hang = next((len(b) for b in self.style.bullets if line.startswith(b)), 0)
        if not self.style.width:
            yield left + line
            return
        yield textwrap.fill(
            line,
            max(30, self.style.width),
            initial_indent=left,
            subsequent_indent=left + " " * hang,
            break_long_words=False,
            break_on_hyphens=False,
        )


_BORDERS = dict.fromkeys(map(ord, (_LINE, _GAP, _CELL, _SET_IN)), " ")


def _is_short(element: etree._Element) -> bool:
    """Whether a list's items are short."""
    texts = [text.strip() for text in map(str, element.itertext()) if text.strip()]
    return bool(texts) and sum(map(len, texts)) < SHORT_ITEM * len(texts)


def _folded(line: str) -> str:
    return re.sub(rf" ?{_CELL} ?", _CELL, re.sub(r"[ \t\n\r]+", " ", line).strip())


def _name(element: etree._Element) -> str:
    """The element's name without namespace, lower case."""
    return str(element.tag).rpartition("}")[2].lower()
