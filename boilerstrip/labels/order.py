"""What the order of the blocks tells of them, once each has a first label.

Lists under a heading, the lines of a dump, the head of the article.
"""

from __future__ import annotations

import re

from boilerstrip.article import Label
from boilerstrip.blocks import Segmentation
from boilerstrip.blocks.sentences import ends_sentence
from boilerstrip.labels import phrases
from boilerstrip.labels.verdict import BODY, BOILERPLATE, STANDFIRST, Verdict
from boilerstrip.scorer import Context

# Longest menu item or breadcrumb trail of a dump, in words.
MENU_WORDS = 6
# Lines between a dump's headline and its text where a picture and its caption may stand.
HEAD_LINES = 5
# A paragraph has more letters than this, a writer's title fewer.
SHORT = 60
# Longest headline, in letters: 99 of 100 are shorter.
TITLE = 140
# A line of a dump's story that is likelier than this is not taken for an item of a list.
SURE_LINE = 0.8
# An aside of more blocks is a column of the page rather than a box.
BOX_BLOCKS = 6
# A pull quote repeats what is likely body, whatever threshold the caller has set: else a lower one
# would drop what a higher one keeps.
LIKELY = 0.5
# Share of a pull quote's runs of three words that the text has too; editors cut "she says" out.
REPEATED = 0.7

_WORD = re.compile(r"\w+")
# "Read more: Ferry sails again".
_TEASER = re.compile(r"[:：]\s*\w")
# Kinds that a heading announces for what stands under it.
_ANNOUNCED = frozenset((Label.RELATED, Label.COMMENT))


def open_boxes(segmentation: Segmentation, context: Context, verdicts: list[Verdict]) -> None:
    """A box beside the story that says of itself that it is an offer is one as a whole."""
    for node, label in zip(segmentation.nodes, context.own_labels, strict=True):
        if label != "aside" or not 0 < node.end - node.first <= BOX_BLOCKS:
            continue
        inside = range(node.first, node.end)
        for i in inside:
            found = phrases.offers(segmentation.blocks[i], context.found[i])
            if found is not None:
                for j in inside:
                    if verdicts[j].label is BODY:
                        verdicts[j].overrule(found.label, found.reason)
                break


def drop_repeats(segmentation: Segmentation, context: Context, verdicts: list[Verdict]) -> None:
    """A pull quote that says what the text says is no paragraph of it."""
    quotes = [
        i
        for i, verdict in enumerate(verdicts)
        if verdict.label is BODY and context.labels[segmentation.blocks[i].node] == "pull_quote"
    ]
    if not quotes:
        return
    said = {
        shingle
        for i, verdict in enumerate(verdicts)
        if i not in quotes and verdict.score >= LIKELY
        for shingle in _shingles(segmentation.blocks[i].text)
    }
    for i in quotes:
        shingles = _shingles(segmentation.blocks[i].text)
        if len(shingles & said) >= REPEATED * len(shingles):
            verdicts[i].overrule(BOILERPLATE, "repeats a sentence of the text")


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def spread(segmentation: Segmentation, verdicts: list[Verdict]) -> None:
    """A heading ("Read next", "Comments") names the nameless blocks that stand under it.

    In a page it reaches as far as the element around it, in a dump to the next line that has a
    kind of its own.
    """
    announced: Label | None = None
    latest, end = -1, 0
    nameless = [BOILERPLATE]
    if not segmentation.is_dump:
        nameless += (Label.NAVIGATION, STANDFIRST)
    for i, verdict in enumerate(verdicts):
        if verdict.label in _ANNOUNCED:
            announced = verdict.label
            if segmentation.is_dump and _TEASER.search(segmentation.blocks[i].text):
                announced = None  # it has its title with it
                continue
            end = len(verdicts) if segmentation.is_dump else _reach(segmentation, i, latest)
            latest = i
        elif i < end and verdict.label is Label.PLACEHOLDER:
            continue
        elif (
            i < end
            and segmentation.is_dump
            and verdict.label is BODY
            and verdict.score < SURE_LINE
            and not ends_sentence(segmentation.blocks[i].text)
        ):
            verdict.overrule(announced or Label.RELATED, f"stands under a heading of {announced}")
        elif i >= end or verdict.label not in nameless:
            announced, end = None, 0
        elif announced is not None:
            verdict.rename(announced, f"stands under a heading of {announced}")


def _reach(segmentation: Segmentation, heading: int, latest: int) -> int:
    """The end of the innermost element that holds more than the heading.

    An element that holds the ``latest`` heading before it, too, is a list of which it is the last.
    """
    node = segmentation.nodes[segmentation.blocks[heading].node]
    while node.end == heading + 1 and node.first > latest and node.parent >= 0:
        node = segmentation.nodes[node.parent]
    return node.end


def name_dump_lines(segmentation: Segmentation, verdicts: list[Verdict]) -> None:
    """What only the order of a dump's lines tells: captions said twice, menus."""
    body = [i for i, verdict in enumerate(verdicts) if verdict.label is BODY]
    story = range(body[0] - HEAD_LINES, body[-1] + 1) if body else range(0)
    blocks = segmentation.blocks
    for i, verdict in enumerate(verdicts):
        text = blocks[i].text
        if verdict.label not in (BOILERPLATE, BODY) or ends_sentence(text):
            continue
        beside = [blocks[j].text for j in (i - 1, i + 1) if 0 <= j < len(blocks)]
        if text in beside and i in story:
            verdict.overrule(Label.CAPTION, "stands twice, as a picture's text and caption do")
        elif verdict.label is BOILERPLATE and len(text.split()) <= MENU_WORDS:
            verdict.rename(Label.NAVIGATION, "a short line that is no sentence")


def settle_head(context: Context, verdicts: list[Verdict], told: dict[int, str]) -> None:
    """Label the blocks that tell a field, and what stands among them.

    ``told`` gives the field that a block tells, by the block's index. A short line between
    headline, byline and date is no paragraph, and a summary that is not the article's is none.
    """
    for i, name in told.items():
        if name == "headline" and verdicts[i].label is BODY and context.weights[i] > TITLE:
            continue  # the text's first words, taken for want of a headline
        verdicts[i].overrule(Label(name), f"tells the article's {name}")
    head = [i for i, name in told.items() if name != "standfirst"]
    among = range(head[0], min(head[-1], head[0] + HEAD_LINES)) if head else range(0)
    for i, verdict in enumerate(verdicts):
        if verdict.label is STANDFIRST and i not in told:
            verdict.label = BOILERPLATE
        elif verdict.label is BODY and i in among and context.weights[i] < SHORT:
            verdict.overrule(BOILERPLATE, "a short line between headline and date")


def join_legends(segmentation: Segmentation, verdicts: list[Verdict]) -> None:
    """Of a line that was cut into legends, the pieces that no phrase tells are legends too."""
    legends = {
        block.source
        for block, verdict in zip(segmentation.blocks, verdicts, strict=True)
        if verdict.label is Label.ICON_LEGEND
    }
    for block, verdict in zip(segmentation.blocks, verdicts, strict=True):
        if verdict.label is BODY and block.chars >= SHORT and ends_sentence(block.text):
            continue  # the paragraph that the legends were cut off
        if block.source in legends and verdict.label is not Label.ICON_LEGEND:
            verdict.overrule(Label.ICON_LEGEND, "stands in a line of icon legends")
