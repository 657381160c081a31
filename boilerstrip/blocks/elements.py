"""What the elements of HTML are to a walk over a page: borders of blocks, parts of a line, nothing.

Borders between blocks are those that a browser draws.
"""

from __future__ import annotations

import functools

# Elements whose text no reader sees, or sees only where the element itself fails to load.
SKIPPED = frozenset(
    "script style template head title iframe noframes datalist canvas meta link base param "
    "annotation annotation-xml".split()
)
# Phrasing content of the HTML standard, and of MathML. Every other element is a block border, as
# are custom elements (a hyphen in the name), which pages style as blocks.
INLINE = frozenset(
    "a abbr acronym applet audio b basefont bdi bdo big blink cite code data del dfn em embed font "
    "i img input ins kbd map mark marquee math menclose merror mfrac mi mmultiscripts mn mo mover "
    "mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd "
    "mtext mtr munder munderover nobr object output picture q rb rp rt rtc ruby s samp semantics "
    "small source span strike strong sub sup time track tt u var video wbr".split()
)
# A text beside one of these may be its caption.
MEDIA = frozenset("img video audio iframe object embed".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
PREFORMATTED = frozenset("pre listing xmp plaintext".split())
# The parts of a table or list, and what they stand in.
ROWS = frozenset("tr thead tbody tfoot li dt dd".split())
TABLES = frozenset("table thead tbody tfoot ul ol dl menu".split())

# What a start tag does to the walk.
OPENS_BLOCK, OPENS_STATEFUL, OPENS_INLINE, OPENS_LINK, IS_SKIPPED, IS_SPECIAL = range(6)

# Elements with rules of their own.
_SPECIAL = frozenset("svg rt br td th option button template".split()) | MEDIA
# Blocks that change how what stands in them is read.
_STATEFUL = HEADINGS | PREFORMATTED | {"noscript", "tr"}


@functools.lru_cache(maxsize=1 << 12)
def start_of(tag: str) -> tuple[int, str]:
    """What the start tag of an element does, by its name as the tree has it, and its local name.

    >>> start_of("{http://www.w3.org/1999/xhtml}DIV") == (OPENS_BLOCK, "div")
    True
    """
    name = (tag.rpartition("}")[2] if tag[0] == "{" else tag).lower()
    if name in _SPECIAL:
        return IS_SPECIAL, name
    if name in SKIPPED:
        return IS_SKIPPED, name
    if name in INLINE:
        return (OPENS_LINK if name == "a" else OPENS_INLINE), name
    return block_of(name), name


def block_of(name: str) -> int:
    """What an element of this local name does as a block."""
    return OPENS_STATEFUL if name in _STATEFUL else OPENS_BLOCK
