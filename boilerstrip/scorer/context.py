"""What a block's place in the page says: the shares of its ancestors, the names above it."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re

from boilerstrip.blocks import Node, RawBlock, Segmentation
from boilerstrip.lexicon import Match, markup, match

# Prose rather than a menu item or teaser: about one line and a half of newspaper text, few links.
PROSE_LENGTH = 80
PROSE_LINK_DENSITY = 0.3
# An element with more of the page's prose than this holds the article, whatever its name says
# ("has-sidebar", "comments-open", "newsletter-template" on <body> or <main>).
TRUNK_SHARE = 0.4
# The innermost element with this share of the page's prose is taken for the article's own; the rest
# is comments, teasers and prompts.
MOST_PROSE = 0.7
# A teaser has a date, a writer and a summary of its own, and is a teaser all the same; and what
# holds more blocks than a few is no field, whatever it is called.
FEW_BLOCKS = 4
FIELD_NAMES = frozenset(("byline", "date", "standfirst", "caption"))
FOREIGN = frozenset(
    "navigation related share newsletter subscriber_prompt consent comment advert author_bio "
    "interface boilerplate".split()
)
# Kinds that a whole block can be, the most telling first; bylines are judged by the field that they
# tell.
PHRASE_KINDS = tuple(
    "icon_legend placeholder subscriber_prompt newsletter consent share advert related comment "
    "legal author_bio caption navigation interface date".split()
)
_ASKED = frozenset(PHRASE_KINDS)
# A longer block, of two newspaper paragraphs, is prose or a list that its markup tells; a prompt
# that long is rare, and looking for phrases costs time by the letter.
MAX_PHRASED_LENGTH = 400
# A letter of Chinese, Japanese or Korean carries about as much as this many of an alphabet: ratio
# of the lengths of translations of the same text.
CJK_WEIGHT = 2.5

# Menus and prompts come again on every page of a site, and on those of others. A longer text does
# not; as many short ones as this, with what is found in them, are about 2 MB.
MAX_REPEATED_LENGTH = 80
REPEATED_TEXTS = 1 << 12

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff66-\uff9f]")


def weight(block: RawBlock) -> float:
    """The length of a block's text in letters of an alphabet, white space not counted."""
    if block.text.isascii():
        return block.chars
    return block.chars + (CJK_WEIGHT - 1) * len(_CJK.findall(block.text))


@dataclasses.dataclass(slots=True)
class Context:
    """Facts of a segmentation that judging and labelling share.

    Attributes:
        weights: length of each block's text (``weight``).
        link_densities: share of each block's characters that stand in links, 0 to 1.
        shares: for each node, the share of the page's prose that stands below it, 0 to 1.
        own_labels: for each node, what its own names say.
        labels: for each node, what the names of it or its nearest named ancestor say.
        named_body: for each node, whether it or an ancestor is named as an article's text.
        quoted: for each node, whether it is a quotation or an embedded post, or stands in one.
        found: the lexicon's phrases in each block, none in a long one. Blocks of the same text
            may share a list, so that none must be changed.
        trunk: the blocks below the innermost element that holds most of the page's prose;
            empty in a dump.
    """

    weights: list[float]
    link_densities: list[float]
    shares: list[float]
    own_labels: list[str | None]
    labels: list[str | None]
    named_body: list[bool]
    quoted: list[bool]
    found: list[list[Match]]
    trunk: range

    @classmethod
    def of(cls, segmentation: Segmentation) -> Context:
        blocks = segmentation.blocks
        weights = [weight(block) for block in blocks]
        densities = [
            block.link_chars / block.chars if block.link_chars < block.chars else 1.0
            for block in blocks
        ]
        prose = [
            w if w >= PROSE_LENGTH and d < PROSE_LINK_DENSITY else 0.0
            for w, d in zip(weights, densities, strict=True)
        ]
        sums = list(itertools.accumulate(prose, initial=0.0))
        total = sums[-1] or 1.0
        shares = [(sums[node.end] - sums[node.first]) / total for node in segmentation.nodes]
        found = [
            [] if w > MAX_PHRASED_LENGTH else _phrases(block.text)
            for block, w in zip(blocks, weights, strict=True)
        ]
        own_labels = [markup.label_of(node.tokens, node.tag) for node in segmentation.nodes]
        labels, named, quoted = _inherited(segmentation.nodes, shares, own_labels)
        trunk = range(0)
        if not segmentation.is_dump:
            for node, share in zip(segmentation.nodes, shares, strict=True):
                if share >= MOST_PROSE:
                    trunk = range(node.first, node.end)  # nodes come outermost first
        return cls(weights, densities, shares, own_labels, labels, named, quoted, found, trunk)


def _inherited(
    nodes: list[Node], shares: list[float], own_labels: list[str | None]
) -> tuple[list[str | None], list[bool], list[bool]]:
    """``Context.labels``, ``named_body`` and ``quoted`` of nodes with these shares and names."""
    labels: list[str | None] = []
    named: list[bool] = []
    quoted: list[bool] = []
    for node, share, own in zip(nodes, shares, own_labels, strict=True):
        parent = node.parent
        inherited, in_body, in_quote = None, False, False
        if parent >= 0:
            inherited, in_body, in_quote = labels[parent], named[parent], quoted[parent]
        if own is not None:
            if own == "body":
                in_body = True
            elif share <= TRUNK_SHARE:
                few = node.end - node.first <= FEW_BLOCKS
                if own not in FIELD_NAMES or (few and inherited not in FOREIGN):
                    inherited = own
        labels.append(inherited)
        named.append(in_body)
        quoted.append(in_quote or node.tag == "blockquote")
    return labels, named, quoted


def _phrases(text: str) -> list[Match]:
    return _phrases_again(text) if len(text) <= MAX_REPEATED_LENGTH else match(text, _ASKED)


@functools.lru_cache(maxsize=REPEATED_TEXTS)
def _phrases_again(text: str) -> list[Match]:
    return match(text, _ASKED)
