"""From the text of a page to its tree."""

from __future__ import annotations

import logging
import re

from lxml import etree

_LOG = logging.getLogger("boilerstrip")

# libxml2 takes what stands in them for plain text, so that an article in <noframes> is lost.
_HIDING_TAGS = re.compile(r"</?(?:frame|frameset|noframes|plaintext)\b[^<>]*>", re.IGNORECASE)


def parse(text: str) -> etree._Element | None:
    """The root element of a page, without comments and processing instructions.

    Nothing is fetched and no entity of the page's own is expanded. Never raises.

    Returns:
        The root, or ``None`` where there is no element or text.

    >>> parse("<p>Text").findtext(".//p")
    'Text'
    >>> parse("  ") is None
    True
    """
    root = _parse(text)
    if root is not None and next(root.iter("frameset", "plaintext"), None) is not None:
        root = _parse(_HIDING_TAGS.sub(" ", text))
    return root


def _parse(text: str) -> etree._Element | None:
    # A parser of its own for each page: lxml's are locked while in use. Bytes, as lxml refuses
    # strings that begin with an XML declaration of their encoding.
    parser = etree.HTMLParser(
        encoding="utf-8",
        recover=True,
        huge_tree=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        _LOG.debug("no element in the page: %s", error)
        return None
    for entry in parser.error_log.filter_from_fatals():
        # libxml2 stops at 2,048 levels; its other fatal errors don't occur in HTML.
        _LOG.warning("page read in part, to line %d: %s", entry.line, entry.message)
    return root if root is not None and isinstance(root.tag, str) else None
