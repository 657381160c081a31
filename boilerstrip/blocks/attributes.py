"""What attributes inside the page's body tell machines: what is hidden, who wrote it, and when."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from lxml import etree

VALUE_ITEMPROPS = frozenset(
    "author creator name headline datePublished dateModified dateCreated editor".split()
)
# Properties of RDFa, without the prefix of their vocabulary, and the microdata that mean the same.
VALUE_PROPERTIES = {
    "datePublished": "datePublished",
    "dateCreated": "dateCreated",
    "dateModified": "dateModified",
    "issued": "datePublished",
    "created": "dateCreated",
    "modified": "dateModified",
}
# Attributes in which scripts find the instant that they show as "3 hours ago".
INSTANTS = frozenset(
    "data-datetime data-date data-time data-timestamp data-epoch data-seconds data-utime "
    "data-unixtime data-published data-published-date data-publish-date data-pubdate".split()
)
# Attributes that ``hides`` and ``marks_of`` look at, and the ``role``, which is a name.
TELLING = INSTANTS | frozenset(
    "role style hidden aria-hidden itemprop property rel datetime title".split()
)
# Names of inline elements that hold a writer's name and nothing else, as ``tokenise`` tells them.
WRITER_NAMES = frozenset(
    "author author-name authorname byline-name byline-author username auteur autor autore "
    "reporter contributor fn".split()
)
# The name of an hCard may be an organisation's.
ORGANISATION_NAMES = frozenset(("org", "provider"))
# A mark is no longer than this, in characters.
MAX_MARK = 300
# Characters of the page that it is read from; the white space in them is folded.
MAX_MARK_RAW = 10_000
# Texts of an element that its mark is read from, or elements; a name has one to three.
MAX_MARK_TEXTS = 100
# Tags of an element, and comments, among which its texts are looked for.
MAX_MARK_EVENTS = 200
# Marks that are read of a page; of 1,410 pages the one with most has 992.
MAX_MARKS = 2000

# A day or an instant for machines: ISO 8601, or seconds or milliseconds since 1970.
_INSTANT = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\d(?:[T\s]\d|$)|1\d{9}(?:\d{3})?$")


def hides(name: str, value: str) -> bool:
    """Whether an attribute keeps its element from readers.

    >>> hides("style", "Display: none"), hides("aria-hidden", "false")
    (True, False)
    """
    if name == "style":
        style = value.replace(" ", "").lower()
        return "display:none" in style or "visibility:hidden" in style
    return name == "hidden" or (name == "aria-hidden" and value == "true")


def marks_of(element: etree._Element, tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    """What one attribute of an element marks it as: kinds and values of ``Mark``."""
    if name == "datetime":
        if tag == "time":
            yield "time", value
    elif name == "title":
        if (tag == "abbr" or value[:2] in ("20", "19")) and _INSTANT.match(value.strip()):
            yield "time", value
    elif name in INSTANTS:
        if _INSTANT.match(value.strip()):
            yield "instant", value
    elif name == "rel":
        if "author" in value.split():
            yield "author", start_of_text(element)
    elif name == "itemprop":
        for prop in dict.fromkeys(value.split()):
            if prop in VALUE_ITEMPROPS:
                yield prop, _value_of(element)
    elif name == "property":
        for prop in dict.fromkeys(value.split()):
            if kind := VALUE_PROPERTIES.get(prop.rpartition(":")[2]):
                yield kind, _value_of(element)


def names_writer(tokens: tuple[str, ...]) -> bool:
    """Whether an inline element of these names holds a writer's name, and a person's.

    >>> names_writer(("fn",)), names_writer(("fn", "org")), names_writer(("lead",))
    (True, False, False)
    """
    return not WRITER_NAMES.isdisjoint(tokens) and ORGANISATION_NAMES.isdisjoint(tokens)


def start_of_text(element: etree._Element) -> str:
    """The text of an element, or its beginning where it holds very many elements or texts."""
    if not len(element):
        return element.text or ""
    events = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    texts = (
        inner.text if event == "start" else inner.tail
        for event, inner in itertools.islice(events, MAX_MARK_EVENTS)
        if event == "start" or inner is not element
    )
    return "".join(itertools.islice(filter(None, texts), MAX_MARK_TEXTS))


def _value_of(element: etree._Element) -> str:
    """What microdata tell: an attribute, the text, or the name of the thing in a ``<meta>``."""
    told = element.get("content") or element.get("datetime") or start_of_text(element)
    if told.strip():
        return told
    for inside in itertools.islice(element.iter("*"), MAX_MARK_TEXTS):
        if inside.get("itemprop") == "name" and str(inside.tag).rpartition("}")[2] == "meta":
            return inside.get("content") or ""
    return ""
