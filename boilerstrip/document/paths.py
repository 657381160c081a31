"""Where elements stand in their page, as XPaths: lxml's, in a time that does not grow with them.

``getpath`` of lxml counts the siblings of the element and of each of its ancestors anew, so that
the paths of all rows of a long table take quadratic time.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Container, Iterable

from lxml import etree

# Other names, such as "o:p", need a namespace of the reader's or are no names in an XPath at all.
# A path names hundreds of elements at worst, and a page thousands of paths.
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]{0,49}\Z")
_ANY = "*"
# Tags that are looked for at once among an element's siblings.
MAX_COMPARED = 10


def paths_of(elements: Iterable[etree._Element]) -> dict[etree._Element, str]:
    """The absolute XPaths of elements of one page, and of those that they stand in.

    >>> root = etree.fromstring("<html><body><p/><p/><x:y xmlns:x='z'/></body></html>")
    >>> list(paths_of([root[0][2], root[0][0]]).values())
    ['/html', '/html/body', '/html/body/*[3]', '/html/body/p[1]']
    """
    parents = _with_parents(elements)
    steps: dict[etree._Element, str] = {}
    for parent, children in Counter(parents.values()).items():
        if parent is not None:
            _add_steps(steps, parent, parents, children)
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
    steps: dict[etree._Element, str],
    parent: etree._Element,
    wanted: Container[etree._Element],
    children: int,
) -> None:
    """Add what leads from a parent to each of its wanted children, all counted in one pass."""
    if len(parent) == 1:
        steps[parent[0]] = _name(str(parent[0].tag))
        return
    counts: Counter[str] = Counter()
    found = []
    for position, child in enumerate(parent.iterchildren("*"), 1):
        tag = str(child.tag)
        counts[tag] = count = counts.get(tag, 0) + 1
        if child in wanted:
            found.append((child, tag, count, position))
            if len(found) == children:
                _count_behind(child, counts, {tag for _, tag, _, _ in found})
                break
    for child, tag, number, place in found:
        name = _name(tag)
        if name == _ANY:
            number, is_lone = place, place == 1 and next(child.itersiblings(_ANY), None) is None
        else:
            is_lone = counts[tag] == 1
        steps[child] = name if is_lone else f"{name}[{number}]"


def _count_behind(last: etree._Element, counts: Counter[str], tags: set[str]) -> None:
    """Count those of the tags that were met once so far, up to two, behind the last element."""
    lone = {tag for tag in tags if counts[tag] == 1 and _name(tag) != _ANY}
    if not lone:
        return
    # To compare so few tags takes less than to ask each sibling for its own.
    for sibling in last.itersiblings(*(lone if len(lone) <= MAX_COMPARED else (_ANY,))):
        tag = str(sibling.tag)
        counts[tag] += 1
        lone.discard(tag)
        if not lone:
            return


@functools.lru_cache(maxsize=1 << 10)
def _name(tag: str) -> str:
    return tag if _PLAIN_NAME.match(tag) else _ANY
