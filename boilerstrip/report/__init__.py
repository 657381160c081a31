"""Reports that people read in a browser: one file each, safe, and in no need of a network."""

from boilerstrip.report.comparison import comparison
from boilerstrip.report.explanation import explanation

__all__ = ["comparison", "explanation"]
