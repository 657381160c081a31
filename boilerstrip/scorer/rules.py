"""The facts of a block in words, each with its weight in log-odds, for or against body.

The networks judge; these facts are told where they agree with them. The weights, set by hand, say
only which facts are told first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from boilerstrip.blocks import RawBlock, Segmentation
from boilerstrip.scorer.context import Context
from boilerstrip.scorer.judgement import Evidence

BY_TAG = {
    "p": 1.2,
    "pre": 0.8,
    "blockquote": 0.8,
    "li": -0.5,
    "td": -0.3,
    "tr": 0.8,
    "dt": 0.4,
    "dd": 0.4,
    "h1": -1.5,
    "h2": 0.6,
    "h3": 0.6,
    "h4": 0.4,
    "figcaption": -4.0,
    "button": -5.0,
    "select": -6.0,
    "option": -6.0,
    "label": -4.0,
    "textarea": -5.0,
    "title": -9.0,
    "desc": -9.0,
    "text": -6.0,
}
BY_NAME = {
    "navigation": -5.0,
    "comment": -7.0,
    "related": -4.0,
    "share": -6.5,
    "newsletter": -6.5,
    "subscriber_prompt": -4.0,
    "consent": -6.0,
    "advert": -6.5,
    "author_bio": -6.0,
    "byline": -4.0,
    "date": -4.0,
    "caption": -7.0,
    "legal": -5.0,
    "interface": -3.5,
    "standfirst": -1.0,
    "boilerplate": -5.0,
    "pull_quote": -10.0,
    "aside": -6.5,
}
# Log-odds a hundred letters of text add, and the length from which more adds nothing.
PER_HUNDRED = 1.1
FULL_LENGTH = 300
SENTENCE_END = 1.2
NO_SENTENCE_END = -0.6
PER_COMMA = 0.15
MAX_COMMAS = 4
LINK_DENSITY = -5.0
SIBLING_PROSE = 3.0
COUSIN_PROSE = 1.5
NAMED_BODY = 1.0
HIDDEN = -2.5
IN_TRUNK = 0.8
OUT_OF_TRUNK = -1.5
QUOTED = 1.5
TRAIL = -3.0
CAPITALISED = -1.5

_SENTENCE_END = re.compile(r"[.!?…:。！？؟۔।։][\s\"'”’»“」』)\]]*$")
_COMMA = re.compile(r"[,;،、，；]")
_TRAIL = re.compile(r"\s[»›>|/•→]\s")
# Elements whose texts seldom are sentences, in the story as elsewhere.
_NO_SENTENCES = frozenset("h1 h2 h3 h4 h5 h6 li tr td th dt dd pre".split())
_WORD = re.compile(r"[^\W\d_]+")


def evidence(
    i: int, block: RawBlock, segmentation: Segmentation, context: Context
) -> Iterator[Evidence]:
    """What the facts of the block say, each by itself."""
    yield from _text_evidence(block, context.weights[i])
    if segmentation.is_dump:
        return
    yield from _markup_evidence(i, block, context)
    parent = segmentation.nodes[block.node].parent
    if parent >= 0:
        share = context.shares[parent]
        yield SIBLING_PROSE * share, f"{share:.0%} of the page's prose stands beside it"
        grandparent = segmentation.nodes[parent].parent
        if grandparent >= 0:
            share = context.shares[grandparent]
            yield COUSIN_PROSE * share, f"{share:.0%} of the page's prose stands around it"


def _text_evidence(block: RawBlock, weight: float) -> Iterator[Evidence]:
    yield PER_HUNDRED * min(weight, FULL_LENGTH) / 100, f"{weight:.0f} letters of text"
    if _SENTENCE_END.search(block.text):
        yield SENTENCE_END, "ends like a sentence"
    elif block.tag not in _NO_SENTENCES:
        yield NO_SENTENCE_END, "does not end like a sentence"
    if commas := len(_COMMA.findall(block.text)):
        yield PER_COMMA * min(commas, MAX_COMMAS), "has commas"
    words = _WORD.findall(block.text)
    if len(_TRAIL.findall(block.text)) > 1:
        yield TRAIL, "looks like a breadcrumb trail"
    if block.tag in _NO_SENTENCES:
        return
    if len(words) > 1 and sum(word[0].isupper() for word in words) > 0.6 * len(words):
        yield CAPITALISED, "most words are capitalised"


def _markup_evidence(i: int, block: RawBlock, context: Context) -> Iterator[Evidence]:
    if block.tag in BY_TAG:
        yield BY_TAG[block.tag], f"stands in a <{block.tag}>"
    density = context.link_densities[i]
    if context.quoted[block.node]:
        yield QUOTED, "stands in a quotation or an embedded post"
    elif density > 0:
        yield LINK_DENSITY * density, f"links make up {density:.0%} of the text"
    name = context.labels[block.node]
    if name is not None:
        yield BY_NAME[name], f"its element is named as {name}"
    if context.named_body[block.node]:
        yield NAMED_BODY, "its element is named as an article's text"
    if i in context.trunk:
        yield IN_TRUNK, "stands where most of the page's prose is"
    else:
        yield OUT_OF_TRUNK, "stands away from most of the page's prose"
    if block.hidden:
        yield HIDDEN, "readers do not see it"
