"""An article for a person at a terminal: the headline stands out, long lines break at words."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from boilerstrip.article import Article
from boilerstrip.cli.formats import head_of
from boilerstrip.rendering import printable


def styled(article: Article) -> str:
    """The article as text with the escape sequences that this terminal understands."""
    console = Console(highlight=False)
    headline, dateline = head_of(article)
    parts = [Text(printable(headline), "bold"), Text(dateline, "italic")]
    parts += [Text("\n" + printable(paragraph)) for paragraph in article.paragraphs]
    with console.capture() as capture:
        for part in parts:
            if part:
                console.print(part)
    return capture.get()
