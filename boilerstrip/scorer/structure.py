"""Where in the page the article lies: the run of blocks that together look most like a body.

Maximum subsequence segmentation (Pasternack and Roth, "Extracting article text from the web with
maximum subsequence segmentation", WWW 2009), over blocks instead of tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

# What a foreign block costs beyond its length, in letters: so that a run of menu items, each of a
# few letters, ends the region, while one prompt between two paragraphs does not.
FOREIGN_BLOCK = 40.0
# Inside the article's own element, what is not prose is more likely a table or list of the story.
INSIDE_COST = 0.3


def best_region(probabilities: Sequence[float], weights: Sequence[float], trunk: range) -> range:
    """The run of block indices with the greatest sum of gains.

    A block likelier body than not gains its length in letters times its margin; any other one
    costs likewise, and ``FOREIGN_BLOCK`` more; ``INSIDE_COST`` of that inside ``trunk``.
    """
    best, best_sum = range(0), 0.0
    start, running = 0, 0.0
    for i, (p, w) in enumerate(zip(probabilities, weights, strict=True)):
        margin = 2 * p - 1
        if margin > 0:
            running += margin * w
        else:
            running += margin * (w + FOREIGN_BLOCK) * (INSIDE_COST if i in trunk else 1)
        if running <= 0:
            start, running = i + 1, 0.0
        elif running > best_sum:
            best, best_sum = range(start, i + 1), running
    return best
