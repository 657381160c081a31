"""From the input to its text or tree, and to what it says of itself for machines."""

from __future__ import annotations

import dataclasses

from lxml import etree

from boilerstrip.document.decoding import read_text, unscramble
from boilerstrip.document.depth import is_too_deep
from boilerstrip.document.embedded import Embedded, of_address, read
from boilerstrip.document.entities import without_entities
from boilerstrip.document.kind import is_binary, is_html
from boilerstrip.document.limits import DEFAULT, Limits, check_size, cut_dump
from boilerstrip.document.parsing import parse, preformatted

__all__ = ["Document", "Embedded", "Limits", "load"]

_KINDS = ("auto", "html", "text")


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """A page, read: ``text`` for a dump or ``root`` for HTML, never both and never neither.

    Attributes:
        text: the text of a dump, ``""`` where the page holds no text at all.
        root: the root element of an HTML page; the caller's own where one was given, so it must
            not be changed.
        embedded: what an HTML page says of itself for machines.
        truncated: names of the ``Limits`` that the page was over, so that it was read in part.
    """

    text: str | None
    root: etree._Element | None
    embedded: Embedded
    truncated: tuple[str, ...] = ()

    @property
    def is_html(self) -> bool:
        """Whether the page is HTML."""
        return self.root is not None


def load(
    page: object,
    *,
    kind: str = "auto",
    encoding: str | None = None,
    url: str | None = None,
    limits: Limits = DEFAULT,
) -> Document:
    """Read a page.

    Args:
        page: text, bytes (``bytes``, ``bytearray``, ``memoryview``), or an lxml element or tree.
        kind: ``"html"``, ``"text"``, or ``"auto"`` to decide from the content; an element is HTML.
        encoding: the encoding of bytes, where it is known.
        url: the address of the page, where it is known.
        limits: how much of it is read.

    Raises:
        TypeError: ``page`` is of another type.
        ValueError: ``kind`` is none of the three.
        PageTooLarge: ``page`` is over the size limit.
    """
    if kind not in _KINDS:
        raise ValueError(f"kind must be one of {', '.join(map(repr, _KINDS))}, not {kind!r}")
    if isinstance(page, (etree._Element, etree._ElementTree)):
        return _from_tree(page, url, limits)
    text, utf8 = _text_of(page, encoding, limits)
    if kind == "html" or (kind == "auto" and is_html(text)):
        return _from_html(text, url, limits, utf8)
    text, over = cut_dump(text, limits)
    return Document(text, None, of_address(url), over)


def _from_html(text: str, url: str | None, limits: Limits, utf8: bytes | None = None) -> Document:
    root, was_deeper = parse(text, limits.depth, utf8)
    if root is None:
        return Document("", None, of_address(url))
    dump = preformatted(root)
    if dump is not None:
        dump, over = cut_dump(dump, limits)
        return Document(dump, None, read(root, url), over)
    return Document(None, root, read(root, url), ("depth",) if was_deeper else ())


def _from_tree(
    page: etree._Element | etree._ElementTree, url: str | None, limits: Limits
) -> Document:
    root = page.getroot() if isinstance(page, etree._ElementTree) else page
    # The root of an empty tree is None, the tag of a comment is a function.
    if root is None or not isinstance(root.tag, str):
        return Document("", None, of_address(url))
    root = without_entities(root)
    if is_too_deep(root, limits.depth):
        # The caller's tree must stay as it is, so that this is a shallower copy.
        text = etree.tostring(root, method="html", encoding="unicode", with_tail=False)
        return _from_html(text, url, limits)
    return Document(None, root, read(root, url))


def _text_of(page: object, encoding: str | None, limits: Limits) -> tuple[str, bytes | None]:
    """The text of a page, ``""`` for a file of another kind, and that in UTF-8 if it is at hand."""
    if isinstance(page, (bytearray, memoryview)):
        page = bytes(page)
    if not isinstance(page, (str, bytes)):
        raise TypeError(
            f"page must be str, bytes or an lxml element, not {type(page).__qualname__}"
        )
    check_size(page, limits.page_bytes)
    if is_binary(page):
        return "", None
    text, utf8 = read_text(page, encoding)
    meant = unscramble(text)
    return meant, utf8 if meant == text else None
