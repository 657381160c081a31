"""Where the story goes on and ends: short lines of it, and what follows it and is none of it."""

from __future__ import annotations

import re

from boilerstrip.article import Label
from boilerstrip.blocks import Segmentation
from boilerstrip.blocks.elements import HEADINGS
from boilerstrip.blocks.sentences import ends_sentence
from boilerstrip.labels import phrases
from boilerstrip.labels.verdict import BODY, BOILERPLATE, Verdict
from boilerstrip.lexicon import addresses_reader, is_spoken, markup
from boilerstrip.scorer import Context

# A story that may go on below its last sure paragraph has as many as this, the last as likely.
MIN_STORY = 3
CONFIDENT = 0.5
# Sentences below the last paragraph less likely than this are a page's foot.
POSSIBLE = 0.08
# What stands between two blocks of the story, set as they are, is as likely as this, or it is a
# note or a total that editors leave out.
DOUBTFUL = 0.2
# Blocks between two parts of a story: a marker, a share bar. A line of a dump that goes on behind
# them has as many letters as a short paragraph.
MAX_INTERRUPTION = 2
PARAGRAPH = 60
# A dump that ends so few lines below its story has lost what pages set there, teasers and writers'
# boxes: the last sentences are the story's.
SHORT_FOOT = 16
_INTERRUPTS = frozenset(
    (Label.ADVERT, Label.INTERFACE, Label.SHARE, Label.RELATED, Label.PLACEHOLDER)
)

# A heading with no text beneath it is a teaser's, but in lists of teasers headings are the text: of
# 110 that were cut 57 were the page's own, nearly all of them there or likelier than this.
MAX_HEADINGS = 1 / 3
SURE_HEADING = 0.75

_ROWS = frozenset(("tr", "dt", "dd"))
# What no last sentence of a story has: addresses, rights, numbers of telephones.
_SIGNS = re.compile(r"[@©®|]|https?:|www\.|\d{4,}")
_QUOTATION = re.compile(r"[\"“”„«»「『‘].*[\"“”»«」』’]$")


def end_story(segmentation: Segmentation, context: Context, verdicts: list[Verdict]) -> None:
    """Drop from the end of the body headings with no text beneath, writers' boxes and offers."""
    body = [i for i, verdict in enumerate(verdicts) if verdict.label is BODY]
    # By a score of its own, or a lower threshold would drop headings that a higher one keeps.
    likely = [i for i, verdict in enumerate(verdicts) if verdict.score >= CONFIDENT]
    headings = sum(segmentation.blocks[i].tag in HEADINGS for i in likely)
    is_list = headings > MAX_HEADINGS * len(likely)
    for i in reversed(body):
        block, verdict = segmentation.blocks[i], verdicts[i]
        found = phrases.follows_story(block, context.found[i])
        if found is not None:
            verdict.overrule(found.label, found.reason)
        elif block.tag in HEADINGS and verdict.score < SURE_HEADING and not is_list:
            verdict.overrule(Label.RELATED, "a heading with no text beneath it")
        else:
            return


def keep_told(segmentation: Segmentation, context: Context, verdicts: list[Verdict]) -> None:
    """Take sentences that open as prompts do, but tell a story, back into it.

    Their first words made the network doubt them: "All rights reserved, the mapmaker had written."
    """
    previous: int | None = None
    for i, block in enumerate(segmentation.blocks):
        verdict = verdicts[i]
        if verdict.label is BODY:
            previous = i
        elif (
            context.found[i]
            and previous is not None
            and not block.link_chars
            and phrases.is_told(block, context.found[i])
            and _beside(segmentation, context, i, previous)
        ):
            verdict.label = BODY
            verdict.reasons = ("a sentence that tells a story, set as the paragraph above",)
            previous = i


def fill_story(segmentation: Segmentation, context: Context, verdicts: list[Verdict]) -> None:
    """Take a nameless row, sentence or line of a dump between two of the story into it.

    A "No." in a dialogue has few words to be told by, and so has a row of numbers; in a dump that
    is a subheading as well. In pages, where it is to be set as the two are, it is rare: two blocks
    of 790 labelled pages, one of them rightly.
    """
    for i in range(1, len(verdicts) - 1):
        if verdicts[i].label is not BOILERPLATE or verdicts[i].score < DOUBTFUL:
            continue
        above = _nearest(verdicts, range(i - 1, -1, -1))
        below = _nearest(verdicts, range(i + 1, len(verdicts)))
        if (
            above is not None
            and below is not None
            and _is_between(segmentation, context, verdicts, (above, i, below))
        ):
            verdicts[i].label = BODY
            verdicts[i].reasons = ("stands between two blocks of the story",)


def _nearest(verdicts: list[Verdict], places: range) -> int | None:
    """The next block of the story, behind a marker or two at most."""
    for i in places[: MAX_INTERRUPTION + 1]:
        if verdicts[i].label is BODY:
            return i
        if verdicts[i].label not in _INTERRUPTS:
            return None
    return None


def _is_between(
    segmentation: Segmentation,
    context: Context,
    verdicts: list[Verdict],
    places: tuple[int, int, int],
) -> bool:
    """Whether a block is set as the blocks of the story above and below, and could be of it."""
    if segmentation.is_dump:
        return True
    above, i, below = places
    blocks, nodes = segmentation.blocks, segmentation.nodes
    if blocks[i].tag in _ROWS:
        return len({nodes[blocks[j].node].parent for j in places}) == 1
    return (
        _beside(segmentation, context, i, above)
        and _beside(segmentation, context, i, below)
        and _continues(segmentation, context, verdicts, i)
    )


def continue_story(segmentation: Segmentation, context: Context, verdicts: list[Verdict]) -> None:
    """Take sentences that stand below the last paragraph as it does into the story.

    A last "No." is too short to be told by anything but its place. What follows a foreign piece
    that was cut off the same element or line belongs to the story as what stands before it does.
    """
    sure = [i for i, v in enumerate(verdicts) if v.label is BODY and v.score >= CONFIDENT]
    blocks = segmentation.blocks
    if len(sure) < MIN_STORY or not _is_sentence(blocks[sure[-1]].text):
        return
    last = sure[-1]
    for i in range(last + 1, len(blocks)):
        if not _beside(segmentation, context, i, last):
            return
        if verdicts[i].label is BODY:
            last = i
        elif any(m.whole for m in context.found[i]):
            if _is_glued(segmentation, i + 1):
                continue
            if verdicts[i].label not in _INTERRUPTS:
                return
        elif not _continues(segmentation, context, verdicts, i):
            return
        else:
            last = i
            verdicts[i].label = BODY
            verdicts[i].reasons = ("a sentence below the last paragraph, set as it is",)


def _is_glued(segmentation: Segmentation, i: int) -> bool:
    """Whether a paragraph was cut off the block before it, in the same line of a dump."""
    blocks = segmentation.blocks
    return (
        segmentation.is_dump
        and 0 < i < len(blocks)
        and blocks[i].source == blocks[i - 1].source
        and blocks[i].chars >= PARAGRAPH
    )


def _beside(segmentation: Segmentation, context: Context, i: int, last: int) -> bool:
    """Whether a block is set as the last paragraph is: the same tag in the same element."""
    block, paragraph = segmentation.blocks[i], segmentation.blocks[last]
    if segmentation.is_dump:
        return i - last <= MAX_INTERRUPTION
    nodes = segmentation.nodes
    parent = nodes[block.node].parent
    if context.quoted[block.node]:
        parent = nodes[parent].parent
    return (
        block.tag == paragraph.tag
        and parent == nodes[paragraph.node].parent
        and not block.hidden
        and markup.label_of(nodes[block.node].tokens) is None
    )


def _continues(
    segmentation: Segmentation, context: Context, verdicts: list[Verdict], i: int
) -> bool:
    """Whether a block below the story is a sentence that no prompt would be."""
    block = segmentation.blocks[i]
    if block.link_chars or phrases.follows_story(block, context.found[i]) is not None:
        return False
    if not _is_sentence(block.text):
        return False
    if _is_glued(segmentation, i):
        return True
    if _SIGNS.search(block.text):
        return False
    spoken = is_spoken(block.text) or _QUOTATION.match(block.text) is not None
    if spoken:
        return segmentation.is_dump or verdicts[i].score >= POSSIBLE
    if addresses_reader(block.text):
        return False
    if segmentation.is_dump:
        if len(segmentation.blocks) - i <= SHORT_FOOT:
            return True
        # No markup tells whose a line is, but an interruption has the story around it.
        interrupted = any(m.whole for m in context.found[i - 1])
        return interrupted and context.weights[i] >= PARAGRAPH
    return verdicts[i].score >= POSSIBLE


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) or _QUOTATION.match(text) is not None
