"""References to entities that a parser has left in a tree, as with ``resolve_entities=False``."""

from __future__ import annotations

import copy

from lxml import etree

from boilerstrip.document.decoding import unescape


def without_entities(root: etree._Element) -> etree._Element:
    """The tree itself or, if it holds references, a copy with text in their place.

    Those of HTML become their characters. Others stay as they are written, and are never expanded:
    what the page declares them to be may be anything.

    >>> parser = etree.XMLParser(resolve_entities=False)
    >>> page = "<!DOCTYPE p SYSTEM 'p' [<!ENTITY x 'y'>]><p>a&x;b<i/>c&eacute;&x;</p>"
    >>> etree.tostring(without_entities(etree.fromstring(page, parser)))
    b'<p>a&amp;x;b<i/>c&#233;&amp;x;</p>'
    """
    if next(root.iter(etree.Entity), None) is None:
        return root
    root = copy.deepcopy(root)
    texts: dict[tuple[etree._Element, str], list[str]] = {}
    for entity in list(root.iter(etree.Entity)):
        parent, before = entity.getparent(), entity.getprevious()
        if parent is None:
            continue
        place = (parent, "text") if before is None else (before, "tail")
        texts.setdefault(place, [getattr(*place) or ""]).extend(
            (unescape(entity.text or ""), entity.tail or "")
        )
        parent.remove(entity)
    for (element, name), pieces in texts.items():
        setattr(element, name, "".join(pieces))
    return root
