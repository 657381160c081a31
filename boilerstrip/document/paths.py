"""Where elements stand in their page, as XPaths: lxml's, in a time that does not grow with them.

``getpath`` of lxml counts the siblings of the element and of each of its ancestors anew, so that
the paths of all rows of a long table take quadratic time.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable

from lxml import etree

# Other names, such as "o:p", need a namespace of the reader's or are no names in an XPath at all.
# A path names hundreds of elements at worst, and a page thousands of paths: longer names than these
# 50 letters, which custom elements hardly have, would fill the memory.
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]{0,49}\Z")
_ANY = "*"


def paths_of(elements: Iterable[etree._Element]) -> dict[etree._Element, str]:
    """The absolute XPaths of elements of one page, and of those that they stand in.

    >>> root = etree.fromstring("<html><body><p/><p/><x:y xmlns:x='z'/></body></html>")
    >>> list(paths_of([root[0][2], root[0][0]]).values())
    ['/html', '/html/body', '/html/body/*[3]', '/html/body/p[1]']
    """
    parents = _with_parents(elements)
    steps: dict[etree._Element, str] = {}
    for parent in dict.fromkeys(parents.values()):
        if parent is not None:
            _add_steps(steps, parent, parents)
    paths: dict[etree._Element, str] = {}
    for element, parent in parents.items():
        if parent is None:
            paths[element] = f"/{_name(str(element.tag))}"
        else:
            paths[element] = f"{paths[parent]}/{steps[element]}"
    return paths


def _with_parents(
    elements: Iterable[etree._Element],
) -> dict[etree._Element, etree._Element | None]:
    """The parents of elements and of all that these stand in; an element comes after its own."""
    parents: dict[etree._Element, etree._Element | None] = {}
    for element in elements:
        chain = []
        above: etree._Element | None = element
        while above is not None and above not in parents:
            chain.append(above)
            above = above.getparent()
        for below in reversed(chain):
            parents[below] = above
            above = below
    return parents


def _add_steps(
    steps: dict[etree._Element, str], parent: etree._Element, wanted: Container[etree._Element]
) -> None:
    """Add what leads from a parent to each of its wanted children, all counted in one pass."""
    if len(parent) == 1:
        steps[parent[0]] = _name(str(parent[0].tag))
        return
    counts: dict[str, int] = {}
    found = []
    position = 0
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        position += 1
        counts[tag] = count = counts.get(tag, 0) + 1
        if child in wanted:
            found.append((child, tag, count, position))
    for child, tag, number, place in found:
        name = _name(tag)
        alike, number = (position, place) if name == _ANY else (counts[tag], number)
        steps[child] = f"{name}[{number}]" if alike > 1 else name


@functools.lru_cache(maxsize=1 << 10)
def _name(tag: str) -> str:
    return tag if _PLAIN_NAME.match(tag) else _ANY
