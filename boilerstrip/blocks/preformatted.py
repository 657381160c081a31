"""The paragraphs of preformatted prose; code, tables and verse are left as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from boilerstrip.blocks.mixed import BREAK, Part
from boilerstrip.blocks.sentences import ends_sentence
from boilerstrip.blocks.visible import fold

# Letters of a paragraph: two lines of a terminal. Comments in code that end a sentence are shorter.
MIN_PARAGRAPH = 80
# A text is prose if it has so many paragraphs, with so much of all its letters: of 2,800 pages, no
# listing of code has half as much.
MIN_PARAGRAPHS = 3
MIN_SHARE = 0.6

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
# Columns of a table, or code that is set in.
_COLUMNS = re.compile(r"\S {3,}\S|\n {3,}\S|\t")


def paragraphs(parts: Sequence[Part]) -> list[list[Part]]:
    """The parts of each paragraph, or of the whole if it is no prose.

    Lines of a paragraph are parted by white space, those of other texts (a byline, an address) by
    ``BREAK``.

    >>> line = "The ferry\\nsailed. " * 5
    >>> found = paragraphs([(f"By Ada\\n5 May\\n\\n{line}\\n\\n" * 3, False)])
    >>> [len(paragraph) for paragraph in found]
    [3, 1, 3, 1, 3, 1]
    >>> len(paragraphs([("def sail():\\n\\n    pass", False)]))
    1
    """
    found: list[list[Part]] = [[]]
    for text, is_linked in parts:
        first, *others = _BLANK_LINE.split(text)
        found[-1].append((first, is_linked))
        found.extend([(other, is_linked)] for other in others)
    texts = ["".join(text for text, _ in paragraph).strip() for paragraph in found]
    prose = list(map(_is_paragraph, texts))
    letters = sum(len(text) for text, is_prose in zip(texts, prose, strict=True) if is_prose)
    if sum(prose) < MIN_PARAGRAPHS or letters < MIN_SHARE * sum(map(len, texts)):
        return [list(parts)]
    return [
        paragraph if is_prose else _lines(paragraph)
        for paragraph, text, is_prose in zip(found, texts, prose, strict=True)
        if text
    ]


def _is_paragraph(text: str) -> bool:
    return len(text) >= MIN_PARAGRAPH and not _COLUMNS.search(text) and ends_sentence(fold(text))


def _lines(parts: list[Part]) -> list[Part]:
    lines: list[Part] = []
    for text, is_linked in parts:
        first, *others = text.split("\n")
        lines.append((first, is_linked))
        for other in others:
            lines += [(BREAK, False), (other, is_linked)]
    return lines
