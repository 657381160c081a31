"""A line of a text dump, and what stands around its text."""

from __future__ import annotations

import dataclasses
import re

LINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclasses.dataclass(slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        text: white space folded, marks taken off.
        number: of the (first) line in the dump, from 1.
        indent: columns before its first character.
        width: columns up to behind its last character.
        blank_above: blank lines right above it.
        mark: ``"item"``, ``"heading"``, ``"quote"`` or ``"code"`` as its mark said, else ``""``.
        emphasised: the whole line is set in bold or italics.
        link_chars: characters of the text that stand in Markdown's links, white space left out.
        pictures: Markdown's pictures in it.
        joined: whether it was made of several lines.
    """

    text: str
    number: int
    indent: int
    width: int
    blank_above: int
    mark: str = ""
    emphasised: bool = False
    link_chars: int = 0
    pictures: int = 0
    joined: bool = False
