"""The article of a web page without its boilerplate, and the name of every other block.

>>> from boilerstrip import extract
>>> page = "<h1>Ferry returns</h1>" + "<p>The ferry sailed again on Monday, to cheers.</p>" * 3
>>> extract(page).headline
'Ferry returns'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from boilerstrip.article import Article, Block, Candidate, Label, Metadata
from boilerstrip.errors import PageTooLarge

if TYPE_CHECKING:
    from boilerstrip.batch.failure import Failure
    from boilerstrip.batch.many import extract_many
    from boilerstrip.extraction import extract

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Block",
    "Candidate",
    "Failure",
    "Label",
    "Metadata",
    "PageTooLarge",
    "__version__",
    "extract",
    "extract_many",
]

_LAZY = {
    "Failure": "boilerstrip.batch.failure",
    "extract": "boilerstrip.extraction",
    "extract_many": "boilerstrip.batch.many",
}


def __getattr__(name: str) -> Any:
    # The pipeline takes three times as long to import as all the rest: programs that only name the
    # values, and workers that only unpickle articles, do without it.
    if name in _LAZY:
        value = getattr(import_module(_LAZY[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
