"""Which blocks of a page its known article is made of.

Long blocks are found in the truth by the word shingles that they share with it; of blocks that say
the same (a pull quote, a teaser) the one in the order of the others is taken. Short blocks are true
where their words stand in the truth between those of their true neighbours. A block of which a part
only is in the truth is doubtful and weighs nothing.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

SHINGLE = 4
# A block of fewer words is too common to be placed by its own words alone.
MIN_WORDS = 6
# Share of a block's shingles in the truth above which it is body, and below which it is not; edits
# between page and truth (typography, links cut off) seldom touch more than a quarter of them.
IN_TRUTH = 0.65
NOT_IN_TRUTH = 0.25
# A block outside the chain of which the chain tells more than this share is a repetition.
MOSTLY_TOLD = 0.5
# How far from the truth of its nearest true neighbour a short block may stand, in words.
REACH = 40
# What a block between two of a chain costs, in words: only to decide between equal chains.
GAP_COST = 0.001

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def words(text: str) -> list[str]:
    """The words of a text, lower case; each letter of Chinese, Japanese and Korean is a word."""
    found = _WORD.findall(unicodedata.normalize("NFKC", text).lower())
    if text.isascii() or not _UNSPACED.search(text):
        return found
    return [w for word in found for w in (list(word) if _UNSPACED.search(word) else [word])]


@dataclasses.dataclass(slots=True)
class Alignment:
    """What the truth says of each block.

    Attributes:
        labels: 1 for body, 0 for anything else; shape (blocks,).
        weights: 0 where the truth is doubtful, else 1; shape (blocks,).
        coverage: share of the truth's words that the body blocks hold, 0 to 1.
    """

    labels: FloatArray
    weights: FloatArray
    coverage: float


@dataclasses.dataclass(slots=True)
class _Placed:
    block: int
    start: int
    end: int
    size: int


def align(blocks: Sequence[str], truth: str) -> Alignment:
    """Labels and weights of the blocks of a page, given the text of its article."""
    reference = words(truth)
    texts = [words(block) for block in blocks]
    shares, placed = _place(texts, reference)
    chain = _longest_chain(placed)
    labels = np.zeros(len(blocks), np.float32)
    weights = np.ones(len(blocks), np.float32)
    chained = {p.block for p in chain}
    repeated = _repeated(placed, chain, len(reference))
    for i, share in enumerate(shares):
        if i in chained or (share >= IN_TRUTH and i not in repeated):
            labels[i] = 1
        elif share > NOT_IN_TRUTH:
            weights[i] = 0 if share < IN_TRUTH else 1
    _place_short(texts, reference, chain, labels)
    held = sum(len(text) for text, label in zip(texts, labels, strict=True) if label)
    return Alignment(labels, weights, min(1.0, held / max(1, len(reference))))


def _place(texts: list[list[str]], reference: list[str]) -> tuple[list[float], list[_Placed]]:
    """For each block the share of its shingles in the truth, and where the long true ones lie."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(reference) - SHINGLE + 1):
        index[tuple(reference[at : at + SHINGLE])].append(at)
    shares: list[float] = []
    placed: list[_Placed] = []
    for block, text in enumerate(texts):
        if len(text) < MIN_WORDS:
            shares.append(0.0)
            continue
        offsets: dict[int, int] = defaultdict(int)
        hits = 0
        for at in range(len(text) - SHINGLE + 1):
            positions = index.get(tuple(text[at : at + SHINGLE]), ())
            hits += bool(positions)
            for position in positions[:20]:
                offsets[position - at] += 1
        shares.append(hits / (len(text) - SHINGLE + 1))
        if shares[-1] >= IN_TRUTH:
            best = max(offsets.values())
            for offset, votes in offsets.items():
                if votes >= 0.8 * best:
                    placed.append(_Placed(block, offset, offset + len(text), len(text)))
    return shares, placed


def _longest_chain(placed: list[_Placed]) -> list[_Placed]:
    """The blocks, in the page's and the truth's order at once, that hold the most words."""
    placed = sorted(placed, key=lambda p: (p.block, -p.start))
    before: list[int] = []
    starts = np.array([p.start for p in placed])
    blocks = np.array([p.block for p in placed])
    ends = np.array([p.end for p in placed])
    totals = np.zeros(len(placed))
    for i, p in enumerate(placed):
        fits = np.flatnonzero(
            (blocks[:i] < p.block)
            & (starts[:i] < p.start)
            & (ends[:i] <= p.start + p.size // 4 + 2)
        )
        # Of equal chains the closer one: a teaser far above repeats the first sentence as often.
        gaps = GAP_COST * (p.block - blocks[fits])
        j = int(fits[np.argmax(totals[fits] - gaps)]) if len(fits) else -1
        before.append(j)
        totals[i] = p.size + (totals[j] - GAP_COST * (p.block - blocks[j]) if j >= 0 else 0.0)
    chain: list[_Placed] = []
    at = int(np.argmax(totals)) if len(placed) else -1
    while at >= 0:
        chain.append(placed[at])
        at = before[at]
    return chain[::-1]


def _repeated(placed: list[_Placed], chain: list[_Placed], length: int) -> set[int]:
    """The blocks that say what blocks of the chain say: teasers, pull quotes."""
    told = np.zeros(length + 1, bool)
    for p in chain:
        told[max(0, p.start) : p.end] = True
    return {p.block for p in placed if told[max(0, p.start) : p.end].mean() > MOSTLY_TOLD}


def _place_short(
    texts: list[list[str]], reference: list[str], chain: list[_Placed], labels: FloatArray
) -> None:
    """Mark the short blocks whose words stand in the truth between those of their neighbours."""
    if not chain:
        return
    following = iter(chain)
    ahead = next(following, None)
    position: int | None = None
    for i, text in enumerate(texts):
        if ahead is not None and ahead.block == i:
            position = ahead.end
            ahead = next(following, None)
            continue
        if not text or len(text) >= MIN_WORDS:
            continue
        stop = len(reference) if ahead is None else ahead.start
        low = max(0, stop - REACH) if position is None else position
        high = min(stop, (stop if position is None else position + REACH) + len(text))
        if ahead is not None and position is not None:
            high = stop
        at = _find(reference, text, max(0, low - 2), high + 2)
        if at >= 0:
            labels[i] = 1
            position = at + len(text)


def _find(reference: list[str], text: list[str], low: int, high: int) -> int:
    for at in range(low, min(high, len(reference)) - len(text) + 1):
        if reference[at : at + len(text)] == text:
            return at
    return -1
