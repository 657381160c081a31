"""What an element's attributes say of it, beside the words in its class and id."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

# Attributes that ``hides`` and ``marks`` look at.
TELLING = frozenset("role itemprop rel style hidden aria-hidden datetime".split())
VALUE_ITEMPROPS = frozenset(
    "author creator name headline datePublished dateModified dateCreated editor".split()
)
# Texts of an element that its mark is read from; a name has one to three.
MAX_MARK_TEXTS = 100


def hides(name: str, value: str) -> bool:
    """Whether an attribute keeps its element from readers.

    >>> hides("style", "Display: none"), hides("aria-hidden", "false")
    (True, False)
    """
    if name == "style":
        style = value.replace(" ", "").lower()
        return "display:none" in style or "visibility:hidden" in style
    return name == "hidden" or (name == "aria-hidden" and value == "true")


def marks(element: etree._Element, tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    """The kinds and values of what an attribute tells machines (``segmentation.Mark``)."""
    if name == "datetime" and tag == "time":
        yield "time", value
    elif name == "rel" and "author" in value.split():
        yield "author", start_of_text(element)
    elif name == "itemprop":
        for prop in value.split():
            if prop in VALUE_ITEMPROPS:
                content = element.get("content") or element.get("datetime")
                yield prop, content or start_of_text(element)


def start_of_text(element: etree._Element) -> str:
    """The first texts of an element, as long as any name or date."""
    texts: Iterable[Any] = element.itertext()
    return "".join([str(text) for text in itertools.islice(texts, MAX_MARK_TEXTS)])
