"""What kind of thing each block is: blocks and probabilities → labels and reasons."""

from boilerstrip.labels.labelling import assign
from boilerstrip.labels.order import settle_head
from boilerstrip.labels.verdict import Verdict

__all__ = ["Verdict", "assign", "settle_head"]
