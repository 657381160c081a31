"""Dumps that somebody has cut before: the story alone, a part of the page, lines out of place.

Pages as crawled always have a frame of menus around their story; texts in caches and corpora often
have lost a part of it, or have parts of it between their paragraphs.
"""

from __future__ import annotations

import dataclasses
import random
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from boilerstrip.blocks import RawBlock
from boilerstrip.training import grafting

if TYPE_CHECKING:
    from boilerstrip.training.dump_examples import Dump

# Shares of dumps that are nothing but the story, of those cut above and below it, and of those that
# have only the page's first and last lines around it. Without the last kind the network learns that
# a writer's box and teasers follow every story, and takes the last paragraph above a short foot for
# one: it lost 19 % of those.
BARE, CUT, TRIMMED = 0.1, 0.2, 0.3
# Lines left above and below, at most, and at the page's ends.
LEFT = (0, 0, 1, 3, 8, 20, 40)
ENDS = (1, 2, 4, 8, 16)
# Share of dumps that get lines from their frame set between paragraphs, and how many at most.
MIXED, MOST_MIXED = 0.25, 3
# Stories of fewer lines are too short to be cut.
MIN_STORY = 4
# What a line of another page counts that is set between those of the story.
GRAFT_WEIGHT = 1.0
# Letters from which a line of the story is a paragraph rather than an item or a subheading.
PARAGRAPH = 40
# Lines shorter than this are not wrapped.
SHORTEST_WRAPPED = 80


def vary(example: Dump, rng: random.Random) -> None:
    """Cut a dump, or set lines of its frame into its story, or leave it as it is."""
    story = np.flatnonzero(example.labels > 0)
    if len(story) < MIN_STORY:
        return
    chance = rng.random()
    if chance < BARE:
        _keep(example, _story_alone(example, story))
    elif chance < BARE + CUT:
        first, last = int(story[0]), int(story[-1])
        start = max(0, first - rng.choice(LEFT))
        stop = min(len(example.labels), last + 1 + rng.choice(LEFT))
        _keep(example, list(range(start, stop)))
    elif chance < BARE + CUT + TRIMMED:
        _keep(example, _trimmed(example, story, rng))
    if rng.random() < MIXED:
        _mix(example, rng)


def _story_alone(example: Dump, story: npt.NDArray[np.intp]) -> list[int]:
    kept = set(map(int, story))
    if example.headlines is not None:
        above = [i for i in np.flatnonzero(example.headlines) if i < story[0]]
        kept.update(map(int, above[-1:]))
    return sorted(kept)


def _trimmed(example: Dump, story: npt.NDArray[np.intp], rng: random.Random) -> list[int]:
    """The story, a few lines above it, and the page's first and last lines."""
    n, end = len(example.labels), int(story[-1]) + 1
    start = max(0, int(story[0]) - rng.choice(LEFT))
    if example.headlines is not None:
        above = np.flatnonzero(example.headlines[:start])
        start = int(above[-1]) if len(above) else start
    menu, foot = rng.choice(ENDS), rng.choice(ENDS)
    return [*range(min(menu, start)), *range(start, end), *range(max(end, n - foot), n)]


def _keep(example: Dump, kept: list[int]) -> None:
    """Leave these lines only."""
    segmentation = example.segmentation
    segmentation.blocks = [segmentation.blocks[i] for i in kept]
    segmentation.nodes[0].end = len(kept)
    example.labels = example.labels[kept]
    example.weights = example.weights[kept]
    if example.headlines is not None:
        example.headlines = example.headlines[kept]
        if not example.headlines.any():
            example.headlines = None


def _mix(example: Dump, rng: random.Random) -> None:
    """Set lines that are surely no body between lines of the story."""
    story = np.flatnonzero(example.labels > 0)
    head = example.headlines if example.headlines is not None else 0
    foreign = np.flatnonzero((example.labels == 0) & (example.weights > 0) & (head == 0))
    if not len(foreign):
        return
    order = list(range(len(example.labels)))
    for _ in range(rng.randint(1, MOST_MIXED)):
        at = order.index(int(rng.choice(list(story[1:]))))
        order.insert(at, int(rng.choice(list(foreign))))
    _keep(example, order)


def graft(example: Dump, given: grafting.Donors) -> Dump:
    """The dump with lines of other pages behind some of its paragraphs; as it is if it is no story.

    Equal for equal input. The lines are prompts and the like, and short sentences of other stories,
    a third of them behind the last paragraph.
    """
    blocks = example.segmentation.blocks
    places = [
        i
        for i, (block, label) in enumerate(zip(blocks, example.labels, strict=True))
        if label > 0 and example.weights[i] and block.chars >= PARAGRAPH
    ]
    if not grafting.is_story(example) or len(places) < grafting.MIN_PARAGRAPHS:
        return example
    drawn = grafting.draw(example, given, places)
    behind = sorted(drawn)
    at = [i + 1 for i in behind]
    grown: list[RawBlock] = []
    for i, block in enumerate(blocks):
        grown.append(block)
        if i in drawn:
            grown.append(_like(block, drawn[i][0]))
    root = dataclasses.replace(example.segmentation.nodes[0], end=len(grown))
    headlines = example.headlines
    return dataclasses.replace(
        example,
        segmentation=dataclasses.replace(example.segmentation, blocks=grown, nodes=[root]),
        labels=np.insert(example.labels, at, [drawn[i][1] for i in behind]),
        weights=np.insert(example.weights, at, GRAFT_WEIGHT),
        headlines=None if headlines is None else np.insert(headlines, at, 0),
        kind="graft",
    )


def _like(paragraph: RawBlock, text: str) -> RawBlock:
    """A line set as another one is."""
    wrapped = len(text) >= SHORTEST_WRAPPED
    tokens = tuple(token for token in paragraph.tokens if wrapped or token != "<joined>")
    chars = len(text.replace(" ", ""))
    return dataclasses.replace(
        paragraph, text=text, chars=chars, link_chars=0, media=0, tokens=tokens
    )
