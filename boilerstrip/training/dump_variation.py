"""Dumps that somebody has cut before: the story alone, a part of the page, lines out of place.

Pages as crawled always have a frame of menus around their story; texts in caches and corpora often
have lost a part of it, or have parts of it between their paragraphs.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from boilerstrip.training.dump_examples import Dump

# Shares of dumps that are nothing but the story, and of those cut above and below it.
BARE, CUT = 0.1, 0.2
# Lines left above and below, at most.
LEFT = (0, 0, 1, 3, 8, 20, 40)
# Share of dumps that get lines from their frame set between paragraphs, and how many at most.
MIXED, MOST_MIXED = 0.25, 3
# Stories of fewer lines are too short to be cut.
MIN_STORY = 4


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
    if rng.random() < MIXED:
        _mix(example, rng)


def _story_alone(example: Dump, story: npt.NDArray[np.intp]) -> list[int]:
    kept = set(map(int, story))
    if example.headlines is not None:
        above = [i for i in np.flatnonzero(example.headlines) if i < story[0]]
        kept.update(map(int, above[-1:]))
    return sorted(kept)


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
