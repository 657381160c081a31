"""Pages whose elements are nested too deeply, and what is left of them without the deepest.

libxml2 stops at 2,048 levels and loses all that stands behind them; browsers go on, and so does
this: below the limit, start and end tags are left out, and the text stays.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable
from typing import cast

from lxml import etree

# Levels below which no page of 1,400 goes, so that one short look settles nearly all.
_USUAL = 64

_TAG = re.compile(r"(<(/?[a-zA-Z][^\s<>/]*)(?:[\s/][^<>]*)?>)")
# Elements that libxml2 nests in no others of their kind without more, or that hold no others.
_FLAT = frozenset(
    "html head body p li tr td th tbody area base br col hr img input link meta param script style "
    "title textarea".split()
)
# Elements that say what their text is; they stay wherever they are, unless they nest themselves.
_TELLING = frozenset("h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption".split())
_FEW = 3
# Formatting elements (WHATWG HTML, 13.2.4.2) and those like them: the text beside one goes on.
_FORMATTING = frozenset(
    "a abbr b bdi bdo big cite code em font i ins del kbd mark nobr q s samp small span strike "
    "strong sub sup tt u var".split()
)


@functools.cache
def _below(levels: int) -> Callable[[etree._Element], bool]:
    return cast(
        "Callable[[etree._Element], bool]", etree.XPath(f"boolean({'/'.join('*' * levels)})")
    )


def is_too_deep(root: etree._Element, limit: int) -> bool:
    """Whether an element has more than so many levels, its own among them.

    >>> root = etree.fromstring("<a><b><c/></b></a>")
    >>> is_too_deep(root, 3), is_too_deep(root, 2)
    (False, True)
    """
    return all(_below(levels)(root) for levels in (min(_USUAL, limit), limit))


def flattened(text: str, limit: int) -> str:
    """A page without the tags that nest deeper than the limit.

    The tag of a block leaves a ``<p>`` behind, so that its text stays apart from others'.

    >>> flattened("<i><b><i>x</i>y</b><div>z</div></i>", 2)
    '<i><b>xy</b><div>z</div></i>'
    >>> flattened("<ul><li><ul><li>x</ul></ul>", 1)
    '<ul><li><p><li>x<p></ul>'
    """
    pieces = _TAG.split(text)
    texts, tags, names = (pieces[i::3] for i in range(3))
    nesting = {raw: name for raw in set(names) if (name := raw.lstrip("/").lower()) not in _FLAT}
    opened: list[str] = []
    counts = dict.fromkeys(nesting.values(), 0)
    is_apart = False
    for i, raw in enumerate(names):
        name = nesting.get(raw)
        if name is None:
            is_apart = False
            continue
        is_end = raw[0] == "/"
        if is_end and counts[name]:
            while (inner := opened.pop()) != name:
                counts[inner] -= 1
            counts[name] -= 1
        if len(opened) < limit or (name in _TELLING and counts[name] < _FEW):
            is_apart = False
        elif name in _FORMATTING:
            tags[i] = ""
            is_apart = is_apart and not texts[i].strip()
        else:  # one border is enough where nothing stands between them
            tags[i] = "" if is_apart and not texts[i].strip() else "<p>"
            is_apart = True
        if not is_end:
            opened.append(name)
            counts[name] += 1
    pairs = itertools.zip_longest(texts, tags, fillvalue="")
    return "".join(itertools.chain.from_iterable(pairs))
