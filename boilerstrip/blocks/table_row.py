"""Rows of tables: data, one value a cell, or the columns of a laid-out page."""

from __future__ import annotations

import functools

from lxml import etree

# What a table cell must not hold, in any namespace, if its row is to be one block.
BLOCKS_IN_CELL = frozenset(
    "p div table tr ul ol dl li h1 h2 h3 h4 h5 h6 blockquote pre section article form br".split()
)
# A longer cell is a column of a laid-out page rather than a value in a table. Cells of data tables
# rarely pass a sentence; 200 characters is two lines of newspaper text.
MAX_CELL = 200


def is_plain_row(row: etree._Element) -> bool:
    """Whether a table row is data, one value a cell, rather than columns of a laid-out page."""
    for below in row.iterdescendants("*"):
        if _is_block_in_cell(str(below.tag)):
            return False
    cells = [cell for cell in row if isinstance(cell.tag, str)]
    return len(cells) > 1 and all(map(_is_short, cells))


@functools.lru_cache(maxsize=1 << 10)
def _is_block_in_cell(tag: str) -> bool:
    return tag.rpartition("}")[2] in BLOCKS_IN_CELL


def _is_short(cell: etree._Element) -> bool:
    if not len(cell):
        return len(cell.text or "") <= MAX_CELL
    chars = 0
    for text in cell.itertext():
        chars += len(text)
        if chars > MAX_CELL:
            return False
    return True
