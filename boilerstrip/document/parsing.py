"""From the text of a page to its tree."""

from __future__ import annotations

import logging
import re

from lxml import etree

from boilerstrip.document.depth import flattened, is_too_deep
from boilerstrip.document.limits import DEFAULT

_LOG = logging.getLogger("boilerstrip")

# libxml2 takes what stands in them for plain text, so that an article in <noframes> is lost.
_HIDING_TAGS = re.compile(r"</?(?:frame|frameset|noframes|plaintext)\b[^<>]*>", re.IGNORECASE)


# Levels that libxml2 and this library add above a page's own: <html> and <body>, <p> around text.
_ADDED = 3


def parse(
    text: str, depth: int = DEFAULT.depth, utf8: bytes | None = None
) -> tuple[etree._Element | None, bool]:
    """The root element of a page, without comments and processing instructions.

    Nothing is fetched and no entity of the page's own is expanded. Never raises.

    Args:
        text: the page.
        depth: levels of elements; markup further down is ignored.
        utf8: the page in UTF-8, if it is at hand.

    Returns:
        The root, or ``None`` where there is no element or text; and whether there was markup
        further down.

    >>> root, was_deeper = parse("<p>Text")
    >>> root.findtext(".//p"), was_deeper
    ('Text', False)
    >>> parse("  ")
    (None, False)
    """
    root, was_cut = _parse(_encoded(text) if utf8 is None else utf8)
    if root is not None and next(root.iter("frameset", "plaintext"), None) is not None:
        text = _HIDING_TAGS.sub(" ", text)
        root, was_cut = _parse(_encoded(text))
    if root is None or not (was_cut or is_too_deep(root, depth)):
        return root, False
    flat = flattened(text, max(1, depth - _ADDED))
    if flat == text and not was_cut:  # deep by rows and items alone, which are left as they are
        return root, True
    return _parse(_encoded(flat))[0], True


def _encoded(text: str) -> bytes:
    # Bytes, as lxml refuses strings that begin with an XML declaration of their encoding.
    return text.encode("utf-8", "replace")


def _parse(utf8: bytes) -> tuple[etree._Element | None, bool]:
    """The root element, and whether libxml2 stopped at its own limit of 2,048 levels."""
    # A parser of its own for each page: lxml's are locked while in use.
    parser = etree.HTMLParser(
        encoding="utf-8",
        recover=True,
        huge_tree=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(utf8, parser)
    except etree.LxmlError as error:
        _LOG.debug("no element in the page: %s", error)
        return None, False
    # Its other fatal errors don't occur in HTML.
    was_cut = len(parser.error_log.filter_from_fatals()) > 0
    return (root if root is not None and isinstance(root.tag, str) else None), was_cut


def preformatted(root: etree._Element) -> str | None:
    """The text of a page that is nothing but one ``<pre>``, as browsers show plain text.

    >>> root, _ = parse("<html><body><pre>One.\\n\\nTwo.</pre></body></html>")
    >>> preformatted(root)
    'One.\\n\\nTwo.'
    """
    body = root.find("body")
    if body is None or not len(body) or body[0].tag != "pre" or len(body[0]):
        return None
    # A browser that saves a text puts an empty element behind it.
    beside = [body.text, body[0].tail]
    for other in body[1:]:
        beside += (*other.itertext(), other.tail)
    return None if any(text and not text.isspace() for text in beside) else body[0].text
