"""A run of text between two borders of blocks, as it is gathered and as it comes out."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence

from boilerstrip.blocks import preformatted
from boilerstrip.blocks.mixed import (
    BREAK,
    MIN_PARAGRAPH,
    MIN_UNSPACED_PARAGRAPH,
    Part,
    cut,
)
from boilerstrip.blocks.visible import fold, is_blank, visible_chars
from boilerstrip.document.decoding import SOFT_HYPHEN

# Letters that are words by themselves keep the space after a drop cap: "A man", "I saw".
ONE_LETTER_WORDS = frozenset("aioeyuàéóавиоускя")
# Texts among which the drop cap is looked for; blank ones may stand behind it.
MAX_BEHIND_CAP = 10
# Open inline elements whose names count: pages nest fewer than ten.
MAX_NAMED = 32
# Lines of one run among which foreign ones are looked for; a poem of more is left whole.
MAX_CUT_LINES = 1000

CELL = "\x01"  # lxml trees cannot hold it, so it is free to stand for a border

# A text, its characters that are not white space, and those of them that stand in a link.
Piece = tuple[str, int, int]
# The texts of an element among those that have names, from the first to behind the last; its own.
_Span = tuple[int, int, tuple[str, ...]]


class Run:
    """The text since the last border of a block, and the inline elements around what comes.

    Attributes:
        parts: the texts as they stand in the page, with ``BREAK`` and ``CELL`` among them.
        named: the tokens of the open inline elements that have any, from the outside in, each with
            the number of texts under a name that stand before it in the run.
        links: how many links are open.
        preformatted: how many open elements keep their white space.
        plain_row: whether the cells of a table row are to be parts of one block.
        keeps_space: whether white space at the beginning of a run counts.
        breaks: how many ``<br>`` the run has.
        after_link: whether nothing but the end of a link stands behind the last text.
        media: the pictures and players since the last text.
        shown: those that stand before a text of the run.
    """

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.named: list[tuple[tuple[str, ...], int]] = []
        self.links = 0
        self.preformatted = 0
        self.plain_row = False
        self.keeps_space = False
        self.breaks = 0
        self.after_link = False
        self.media = 0
        self.shown = 0
        self._after_drop_cap = False
        self._told: list[str] = []  # the texts that stand in an element with tokens
        self._spans: list[_Span] = []  # those elements that have ended, texts in them

    def add(self, text: str) -> None:
        """Go on with a text, which is not empty."""
        if self._after_drop_cap:
            text = self._join_drop_cap(text)
        self.after_link = False
        if self.media and not is_blank(text):
            self.shown += self.media
            self.media = 0
        self.parts.append((text, self.links > 0))
        if self.named:
            self._told.append(text)

    def add_break(self) -> None:
        """Go on behind a ``<br>``."""
        self.breaks += 1
        self.parts.append(("\n" if self.preformatted else BREAK, False))

    def add_border(self, border: str) -> None:
        """Go on behind a border that counts only between texts."""
        if self.parts:
            self.parts.append((border, False))

    def open_link(self) -> None:
        """A link begins; one that follows another without a space does not touch it."""
        if self.after_link:
            self.parts.append((" ", False))
        self.links += 1

    def close_link(self) -> None:
        """A link ends."""
        self.links -= 1
        self.after_link = bool(self.parts)

    def open_named(self, tokens: tuple[str, ...]) -> bool:
        """Whether the tokens of an inline element that begins are to count."""
        if len(self.named) >= MAX_NAMED:
            return False
        self.named.append((tokens, len(self._told)))
        return True

    def close_named(self) -> None:
        """The innermost element whose tokens count ends."""
        tokens, start = self.named.pop()
        end = len(self._told)
        if start < end:
            self._spans.append((start, end, tokens))
        if _is_drop_cap(tokens):
            self._after_drop_cap = True

    def take(self, *, is_heading: bool, is_hidden: bool) -> tuple[list[Piece], tuple[str, ...]]:
        """The text as it is read, in several pieces where it is several blocks; and begin anew.

        Second, the tokens of the inline elements in which at least half of it stands.
        """
        parts = self.parts
        if len(parts) == 1 and is_blank(parts[0][0]):
            self.clear()
            return [], ()
        if self.breaks or self.keeps_space:
            found = list(self._pieces(is_heading=is_heading, is_hidden=is_hidden))
            keeps_lines = self.preformatted > 0 and len(found) == 1
            pieces = [_join_bordered(piece, preformatted=keeps_lines) for piece in found]
        else:
            if len(parts) == 2 and parts[1][0].isspace():
                del parts[1]  # between the end tags of a link and of the item that it fills
            whole = _join(parts)
            is_one = is_heading or _holds_no_paragraph(whole[0])
            pieces = [whole] if is_one else self._cut(whole)
        tokens = self._common_tokens() if self._told else ()
        self.clear()
        return pieces, tokens

    def _cut(self, whole: Piece) -> list[Piece]:
        pieces = cut(self.parts)
        return [whole] if len(pieces) == 1 else [_join(piece) for piece in pieces]

    def clear(self) -> None:
        """Begin anew; the elements around stay open."""
        self.parts.clear()
        if self._told:
            self._told.clear()
            self._spans.clear()
            self.named = [(tokens, 0) for tokens, _ in self.named]
        self.breaks = 0
        self.after_link = False
        self.shown = 0
        self._after_drop_cap = False

    def _common_tokens(self) -> tuple[str, ...]:
        spans, told = self._spans, self._told
        spans += [(start, len(told), tokens) for tokens, start in reversed(self.named)]
        if len(self.parts) == len(spans) == 1 and told[0] is self.parts[0][0]:
            return spans[0][2]
        spans.reverse()  # so that of those that begin together the outer one is first
        spans.sort(key=operator.itemgetter(0))
        letters = list(itertools.accumulate([len(text.strip()) for text in told], initial=0))
        chars: dict[tuple[str, ...], int] = {}
        for start, end, group in spans:
            if start < end:
                chars[group] = chars.get(group, 0) + letters[end] - letters[start]
        total = sum([len(text.strip()) for text, _ in self.parts])
        tokens: tuple[str, ...] = ()
        for group, inside in chars.items():
            if 2 * inside >= total:
                tokens += group
        return tokens

    def _join_drop_cap(self, text: str) -> str:
        self._after_drop_cap = False
        last = itertools.islice(reversed(self.parts), MAX_BEHIND_CAP)
        letter = next(filter(None, (part.strip()[-1:] for part, _ in last)), "").lower()
        rest = text.lstrip()
        joins = letter.isalpha() and letter not in ONE_LETTER_WORDS and rest[:1].isalpha()
        return rest if joins else text

    def _pieces(self, *, is_heading: bool, is_hidden: bool) -> Iterable[Sequence[Part]]:
        """The paragraphs of the run, and what is foreign in it apart from them."""
        parts = self.parts
        if self.preformatted:
            # What is hidden is a script's source, of which readers see another form.
            return (parts,) if is_hidden else preformatted.paragraphs(parts)
        paragraphs = _split_at_double_breaks(parts) if self.breaks > 1 else (parts,)
        if is_heading or self.breaks > MAX_CUT_LINES:
            return paragraphs
        if self.plain_row and any(text == CELL for text, _ in parts):
            return paragraphs
        return itertools.chain.from_iterable(map(cut, paragraphs))


@functools.lru_cache(maxsize=1 << 12)
def _is_drop_cap(tokens: tuple[str, ...]) -> bool:
    return any("drop" in token or "initial" in token for token in tokens)


def _split_at_double_breaks(parts: list[Part]) -> Iterator[list[Part]]:
    piece: list[Part] = []
    breaks = 0
    for part in parts:
        if part[0] == BREAK:
            breaks += 1
            if not piece:
                continue
        elif not is_blank(part[0]):
            if breaks > 1:
                yield piece
                piece = []
            breaks = 0
        piece.append(part)
    if piece:
        yield piece


def _holds_no_paragraph(text: str) -> bool:
    """Whether a text is too short for ``cut`` to look at."""
    return len(text) < (MIN_PARAGRAPH if text.isascii() else MIN_UNSPACED_PARAGRAPH)


def _join(parts: Sequence[Part]) -> Piece:
    """The piece of parts without a border among them."""
    if len(parts) == 1:
        raw, is_linked = parts[0]
        text = raw.strip()
        if text.isprintable() and "  " not in text:  # the only white space is single spaces
            chars = len(text) - text.count(" ")
            return text, chars, chars if is_linked else 0
    else:
        raw = "".join([text for text, _ in parts])
    text = fold(raw)
    return text, len(text) - text.count(" "), _linked(parts) if text else 0


def _join_bordered(parts: Sequence[Part], *, preformatted: bool) -> Piece:
    """The piece of parts that may have breaks and borders of cells among them, or white space."""
    raw = "".join([text for text, _ in parts])
    if preformatted:
        text = _join_preformatted(raw.replace(SOFT_HYPHEN, ""))
    elif CELL in raw:
        text = "\t".join(map(fold, raw.replace(BREAK, " ").split(CELL))).strip()
    else:
        text = "\n".join(map(fold, itertools.filterfalse(is_blank, raw.split(BREAK))))
    return text, visible_chars(text), _linked(parts)


def _join_preformatted(raw: str) -> str:
    lines = [line.rstrip() for line in raw.replace(BREAK, "\n").expandtabs(4).split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines).rstrip().replace(CELL, " ")


def _linked(parts: Sequence[Part]) -> int:
    return sum([visible_chars(part) for part, is_linked in parts if is_linked])
