"""Where an element stands in its page, as an XPath: lxml's, in a time that does not grow with it.

``getpath`` of lxml counts the siblings of the element and of each of its ancestors anew, so that
the paths of all rows of a long table take quadratic time.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

# Other names, such as "o:p", need a namespace of the reader's or are no names in an XPath at all.
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")
_ANY = "*"


class Paths:
    """The XPaths of elements of one page, which must not change in between.

    >>> root = etree.fromstring("<html><body><p/><p/><x:y xmlns:x='z'/></body></html>")
    >>> paths = Paths()
    >>> [paths.of(element) for element in root[0]]
    ['/html/body/p[1]', '/html/body/p[2]', '/html/body/*[3]']
    """

    def __init__(self) -> None:
        self._paths: dict[etree._Element, str] = {}

    def of(self, element: etree._Element) -> str:
        """The absolute path of an element."""
        paths = self._paths
        chain = []
        above: etree._Element | None = element
        while above is not None and above not in paths:
            chain.append(above)
            above = above.getparent()
        for below in reversed(chain):
            if below in paths:
                continue
            parent = below.getparent()
            if parent is None:
                paths[below] = f"/{_name(below)}"
            else:
                self._add_children(parent)
        return paths[element]

    def _add_children(self, parent: etree._Element) -> None:
        before = f"{self._paths[parent]}/"
        children = [child for child in parent if isinstance(child.tag, str)]
        names = [_name(child) for child in children]
        totals = Counter(names)
        seen: Counter[str] = Counter()
        for position, (child, name) in enumerate(zip(children, names, strict=True), 1):
            seen[name] += 1
            if name == _ANY:
                self._paths[child] = f"{before}*[{position}]" if len(names) > 1 else f"{before}*"
            elif totals[name] > 1:
                self._paths[child] = f"{before}{name}[{seen[name]}]"
            else:
                self._paths[child] = f"{before}{name}"


def _name(element: etree._Element) -> str:
    tag = str(element.tag)
    return tag if _PLAIN_NAME.match(tag) else _ANY
