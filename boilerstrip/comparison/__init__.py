"""Two outputs over the same pages → what changed: for people who upgrade, or who retrain."""

from boilerstrip.comparison.changes import PageChange, change_of
from boilerstrip.comparison.pairing import Pairs
from boilerstrip.comparison.rows import BadOutput, read_rows
from boilerstrip.comparison.summary import Summary, summarise

__all__ = ["BadOutput", "PageChange", "Pairs", "Summary", "change_of", "read_rows", "summarise"]
