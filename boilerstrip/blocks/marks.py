"""Bullets, and the marks of Markdown (CommonMark 0.31): read, and taken off the text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from boilerstrip.blocks.line import Line

# Signs that begin an item of a list wherever they stand, and those that may begin a line of
# dialogue or a note as well.
_BULLET = re.compile(r"[•‣◦▪●○∙⁃]\s*(?=\S)")
_DASH = re.compile(r"[-*+]\s+(?=\S)")
# Columns from which on such a line is indented as an item: text browsers set lists in by two.
MIN_ITEM_INDENT = 2

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_HEADING_END = re.compile(r"\s+#+$")
_UNDERLINE = re.compile(r"(?:=+|-{3,})$")
_RULE = re.compile(r"(?:(?:\*\s?){3,}|(?:-\s?){3,}|(?:_\s?){3,}|(?:=\s?){3,})$")
_FENCE = re.compile(r"(?:```|~~~)")
_QUOTES = re.compile(r"(?:>\s?)+")
_DEFINITION = re.compile(r"\[[^\]]+\]:\s*\S+")

# Targets hold no blank; a title in quotes may follow them. Lengths are bounded so that the time
# taken is linear.
_TARGET = (
    r"\(\s*<?[^\s()<>]{0,1000}(?:\([^\s()]{0,200}\)[^\s()<>]{0,1000})?>?"
    r"(?:\s+\"[^\"]{0,300}\")?\s*\)"
)
_PICTURE = re.compile(r"!\[([^\[\]]{0,500})\]" + _TARGET)
_LINK = re.compile(r"\[([^\[\]]{0,1000})\](?:" + _TARGET + r"|\[[^\[\]]{0,100}\])")
# What is left of a link that holds several blocks.
_TORN = re.compile(r"^\[(?=[^\]]*$)|(?:^|(?<=[^\]]))\]" + _TARGET)
_TARGETED = re.compile(r"\]\((?:https?:|/|#|\.|<|mailto:)")
# A row of them is an ornament, and emphasises nothing.
_ROW = re.compile(r"([*_])\1{4,}")
# To the next mark of its kind only, so that marks that nothing closes are not each read to the end.
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).){1,1000})(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_]{1,1000}?)(?<=[^\s*_])\1(?![\w*])")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)(.{1,500}?)(?<!`)\1(?!`)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Pairs of strong emphasis that a text without Markdown hardly has.
MIN_STRONG = 2
# Emphasis in emphasis that is read: "***both***" has two.
MAX_EMPHASIS = 4
# Where links stand while other marks are taken off.
_OPEN, _CLOSE = "\ue000", "\ue001"


def read(lines: list[Line]) -> list[Line]:
    """The lines without their marks; those that are nothing but a mark are left out.

    >>> def line(text): return Line(text, 1, 0, len(text), 0)
    >>> [(l.mark, l.text) for l in read([line("# Ferry *back*"), line("[Home](/)"), line("- a")])]
    [('heading', 'Ferry back'), ('', 'Home'), ('item', 'a')]
    >>> [l.text for l in read([line("- No, she said."), line("He sang *la la la* [twice].")])]
    ['- No, she said.', 'He sang *la la la* [twice].']
    """
    if is_markdown(lines):
        return list(_markdown(lines))
    return [_plain(line) for line in lines]


def is_markdown(lines: list[Line]) -> bool:
    """Whether a dump is marked up: it has headings, links or fences, or much emphasis."""
    strong = 0
    for line in lines:
        text = line.text
        if _HEADING.match(text) or _FENCE.match(text):
            return True
        if "](" in text and _TARGETED.search(text):
            return True
        strong += "**" in text and bool(_STRONG.search(text))
    return strong >= MIN_STRONG


def _plain(line: Line) -> Line:
    """A line of a dump without Markdown: a bullet, or a dash where lists are set in."""
    found = _BULLET.match(line.text)
    if not found and line.indent >= MIN_ITEM_INDENT:
        found = _DASH.match(line.text)
    if not found:
        return line
    return dataclasses.replace(line, text=line.text[found.end() :], mark="item")


def _markdown(lines: list[Line]) -> Iterator[Line]:
    fenced = ""
    last: Line | None = None
    blank = 0
    for line in lines:
        line.blank_above, blank = max(line.blank_above, blank), 0
        fence = _FENCE.match(line.text)
        if fence and (not fenced or fence[0] == fenced):
            if last is not None:
                yield last
            fenced, blank, last = "" if fenced else fence[0], 1, None
            continue
        if fenced:
            line.mark = "code"
            yield line
            continue
        if _UNDERLINE.match(line.text) and last is not None and not line.blank_above:
            last.mark, blank = "heading", 1
            continue
        if _RULE.match(line.text):
            blank = 2
            continue
        if last is not None:
            yield last
        last = _marked(line)
        if not last.text:
            blank, last = max(1, line.blank_above), None
        elif last.mark == "code":
            yield last
            last = None
    if last is not None:
        yield last


def _marked(line: Line) -> Line:
    text = line.text
    if quoted := _QUOTES.match(text):
        text, line.mark = text[quoted.end() :], "quote"
    if heading := _HEADING.match(text):
        text, line.mark = _HEADING_END.sub("", text[heading.end() :]), "heading"
    elif found := _BULLET.match(text) or _DASH.match(text):
        text, line.mark = text[found.end() :], "item"
    elif _DEFINITION.match(text):
        return line
    line.text, line.link_chars, line.pictures, line.emphasised = _inline(text)
    return line


def _inline(text: str) -> tuple[str, int, int, bool]:
    """A text without marks, how much of it stands in links, its pictures, is it all emphasised."""
    if not any(sign in text for sign in "*_[`\\"):
        return text, 0, 0, False
    text, pictures = _PICTURE.subn(r"\1", text)
    text = _LINK.sub(rf"{_OPEN}\1{_CLOSE}", text)
    text = _TORN.sub("", text)
    text = _ROW.sub("", _CODE.sub(r"\2", text))
    bare = text.strip()
    for _ in range(MAX_EMPHASIS):
        text, before = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text)), text
        if text == before:
            break
    emphasised = bare[:1] in ("*", "_") and bare[-1:] in ("*", "_") and text.strip() != bare
    text = _ESCAPED.sub(r"\1", text)
    linked = sum(len("".join(part.split(_CLOSE)[0].split())) for part in text.split(_OPEN)[1:])
    text = text.replace(_OPEN, "").replace(_CLOSE, "")
    return " ".join(text.split()), linked, pictures, emphasised
