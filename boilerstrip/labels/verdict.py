"""What the labels room says of a block."""

from __future__ import annotations

import dataclasses

from boilerstrip.article import Label

# Members that are asked for at every block. By its class, Python 3.10 and 3.11 look a member up
# through a function, at ten times the cost of a name.
BODY = Label.BODY
BOILERPLATE = Label.BOILERPLATE
STANDFIRST = Label.STANDFIRST
# The probability of body that is left to a block whose own words or place say that it is none.
OVERRULED = 0.02


@dataclasses.dataclass(slots=True)
class Verdict:
    """The label of a block, its probability of body after labelling, and why."""

    label: Label
    score: float
    reasons: tuple[str, ...] = ()

    def overrule(self, label: Label, reason: str) -> None:
        """The block is surely no body, whatever its probability was."""
        self.rename(label, reason)
        self.score = min(self.score, OVERRULED)

    def rename(self, label: Label, reason: str) -> None:
        """The block has a better name than it had."""
        self.label = label
        self.reasons = tuple(dict.fromkeys((reason, *self.reasons)))
