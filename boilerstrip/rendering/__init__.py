"""An article as Markdown or HTML: nothing in its text can become markup."""

from boilerstrip.rendering.html import html
from boilerstrip.rendering.markdown import markdown
from boilerstrip.rendering.rendered import Rendered, dateline, printable

__all__ = ["Rendered", "dateline", "html", "markdown", "printable"]
