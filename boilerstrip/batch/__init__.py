"""Many pages: in several processes, out of archives and tables, into files."""

from boilerstrip.batch.failure import Failure
from boilerstrip.batch.page import Page

__all__ = ["Failure", "Page"]
