"""What the command prints of an article, in each of its formats."""

from __future__ import annotations

import dataclasses

from boilerstrip.article import Article
from boilerstrip.rendering import dateline, printable
from boilerstrip.rendering.plain_json import dumps, escaped

NAMES = ("text", "json", "markdown", "html")


@dataclasses.dataclass(slots=True)
class Layout:
    """Turns articles into what is printed of them, one after the other.

    Attributes:
        form: one of ``NAMES``.
        several: whether the pages are to be told apart.
        terminal: whether a person reads it there and then.
        begun: whether a page came before.
    """

    form: str
    several: bool = False
    terminal: bool = False
    begun: bool = False

    def page(self, source: str, article: Article) -> str:
        """What to print of the next article, with what sets it apart from the one before."""
        between = self._between(source) if self.several else ""
        self.begun = True
        return between + self._article(source, article)

    def _between(self, source: str) -> str:
        if self.form == "text":
            blank = "\n" if self.begun else ""
            return f"{blank}==> {printable(source)} <==\n\n"
        return "\n---\n\n" if self.form == "markdown" and self.begun else ""

    def _article(self, source: str, article: Article) -> str:
        if self.form == "json":
            return (
                dumps({"source": source, **article.to_dict()}) + "\n"
                if self.several
                else _pretty(article)
            )
        if self.form == "markdown":
            return article.to_markdown()
        if self.form == "html":
            return article.to_html()
        if self.terminal:
            from boilerstrip.cli.terminal import styled

            return styled(article)
        return plain(article)


def plain(article: Article) -> str:
    """The article as text: headline, byline and date, a blank line, paragraphs.

    >>> print(plain(Article(headline="Tides", byline="Ada", paragraphs=("One.", "Two."))), end="")
    Tides
    Ada
    <BLANKLINE>
    One.
    <BLANKLINE>
    Two.
    """
    head = "\n".join(part for part in head_of(article) if part)
    parts = [part for part in (head, *article.paragraphs) if part]
    return "".join((printable("\n\n".join(parts)), "\n" if parts else ""))


def head_of(article: Article) -> tuple[str, str]:
    """The headline, and the byline with the date; empty where the page tells none."""
    return article.headline or "", dateline(article.byline, article.date)


def _pretty(article: Article) -> str:
    return escaped(article.to_json(indent=2)) + "\n"
