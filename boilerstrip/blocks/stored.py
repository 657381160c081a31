"""The blocks of an article that the page holds as data only, behind those that it shows."""

from __future__ import annotations

from lxml import etree

from boilerstrip.blocks import dom
from boilerstrip.blocks.segmentation import Node, RawBlock, Segmentation
from boilerstrip.blocks.visible import fold, is_blank
from boilerstrip.document import stored
from boilerstrip.document.embedded import Embedded
from boilerstrip.document.limits import Limits
from boilerstrip.document.parsing import parse

# Letters of a paragraph, and the share of links in it, as ``scorer.context`` takes prose.
MIN_PROSE = 80
MAX_LINKED = 0.3
# A page that shows more letters of prose than this, or of what is likely body, shows its article,
# or as much as it means to. Products, lists and forums hold what they show as data, too: by prose
# alone 19 of 740 labelled pages were taken for empty ones, none of them an article, and nearly all
# came out worse with their data; by all three bounds 2 of 1,585, which have no article at all.
MAX_SHOWN = 300
# What is stored must be so many times all that is shown and no link.
MIN_TIMES = 3


def add(
    segmentation: Segmentation,
    likely: int,
    root: etree._Element,
    embedded: Embedded,
    limits: Limits,
) -> str | None:
    """Add the blocks of an article that a page without one holds as data.

    Args:
        segmentation: the page's blocks.
        likely: how many letters of them are likely body.
        root: the page, for its scripts.
        embedded: its JSON-LD.
        limits: for what is added.

    Returns:
        Where the article stands, in words; ``None`` if nothing was added. The blocks added are
        those from ``segmentation.stored`` on.
    """
    if likely > MAX_SHOWN:
        return None
    if sum(block.chars for block in segmentation.blocks if _is_prose(block)) > MAX_SHOWN:
        return None
    unlinked = sum(block.chars - block.link_chars for block in segmentation.blocks)
    found = stored.find(root, embedded)
    if found is None or found.letters < MIN_TIMES * unlinked:
        return None
    node = Node("article", 0 if segmentation.nodes else -1, 1, (), len(segmentation.blocks))
    segmentation.stored = len(segmentation.blocks)
    segmentation.nodes.append(node)
    for text in found.texts:
        if len(segmentation.blocks) > limits.blocks:
            break
        for tag, part in _blocks(text, limits):
            chars = len("".join(part.split()))
            index = len(segmentation.nodes) - 1
            block = RawBlock(part, tag, index, chars, source=found.element)
            segmentation.blocks.append(block)
    node.end = segmentation.nodes[0].end = len(segmentation.blocks)
    segmentation.shorten(limits.blocks)
    return found.source


def _is_prose(block: RawBlock) -> bool:
    return block.chars >= MIN_PROSE and block.link_chars < MAX_LINKED * block.chars


def _blocks(text: str, limits: Limits) -> list[tuple[str, str]]:
    """The tags and texts of a part's blocks."""
    root = parse(text, limits.depth)[0] if stored.is_markup(text) else None
    if root is not None:
        return [(block.tag, block.text) for block in dom.segment(root, limits).blocks]
    lines = map(fold, text.splitlines())
    return [("p", line) for line in lines if not is_blank(line)]
