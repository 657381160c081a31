"""``boilerstrip PAGE…``: print the articles of pages."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path

import click
from w3lib.encoding import resolve_encoding

from boilerstrip.article import Article
from boilerstrip.cli import formats, output
from boilerstrip.document.limits import MAX_PAGE_BYTES
from boilerstrip.errors import PageTooLarge
from boilerstrip.extraction import extract

STDIN = "-"


def _known_encoding(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    if name is not None and resolve_encoding(name) is None:
        raise click.BadParameter(f"{name!r} is no known encoding.")
    return name


def _probability(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    # A range check lets NaN through.
    if value is not None and math.isnan(value):
        raise click.BadParameter("a probability is a number.")
    return value


kind_option = click.option(
    "--kind",
    type=click.Choice(["auto", "html", "text"]),
    default="auto",
    show_default=True,
    help="What the pages are; auto decides from the content.",
)
encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    callback=_known_encoding,
    help="The pages' character set, as an HTTP header tells it.",
)
url_option = click.option(
    "--url", metavar="URL", help="The page's address; for a single page only."
)
threshold_option = click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    callback=_probability,
    help="The probability over which a block is body.",
)


@click.command("extract", short_help="Print the articles of pages (the default).")
@click.argument("sources", metavar="PAGE...", nargs=-1, required=True)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(formats.NAMES),
    default="text",
    show_default=True,
    help="What to print. JSON of several pages is JSON Lines.",
)
@kind_option
@encoding_option
@url_option
@threshold_option
@click.option("--explain", is_flag=True, help="Give each block's reasons and path; needs -f json.")
@click.pass_context
def pages(
    context: click.Context,
    sources: tuple[str, ...],
    form: str,
    kind: str,
    encoding: str | None,
    url: str | None,
    threshold: float | None,
    explain: bool,
) -> None:
    """Print the articles of web pages, or of text dumps of them.

    PAGE is a file, or - for standard input.

    Exits with 0 when all is done, 1 when some pages failed (each is named on standard error), 2 on
    bad usage.
    """
    if url is not None and len(sources) > 1:
        raise click.UsageError("--url is for a single page.")
    if explain and form != "json":
        raise click.UsageError("--explain needs -f json.")
    if sources.count(STDIN) > 1:
        raise click.UsageError("Standard input can be read only once.")

    def article_of(source: str) -> Article:
        return extract(
            read(source),
            url=url,
            kind=kind,  # type: ignore[arg-type]  # one of Kind: Choice lets no other through
            encoding=encoding,
            threshold=threshold,
            explain=explain,
        )

    if not _print_all(sources, form, article_of):
        context.exit(1)


def _print_all(sources: tuple[str, ...], form: str, article_of: Callable[[str], Article]) -> bool:
    """Print each page's article as soon as it is there; whether none failed."""
    layout = formats.Layout(form, several=len(sources) > 1, terminal=output.is_terminal())
    failed = False
    for source in sources:
        try:
            article = article_of(source)
        except OSError as error:
            output.complain(source, error.strerror or str(error))
            failed = True
        except PageTooLarge as error:
            output.complain(source, str(error))
            failed = True
        else:
            output.write(layout.page(source, article))
    return not failed


def read(source: str) -> bytes:
    """The bytes of a file or of standard input, no more of them than a page may have.

    Raises:
        OSError: it can't be read.
        PageTooLarge: it is over the limit, of which an endless input is told after the limit.
    """
    with open(0, "rb", closefd=False) if source == STDIN else Path(source).open("rb") as file:
        data = file.read(MAX_PAGE_BYTES + 1)
        if len(data) > MAX_PAGE_BYTES:
            raise PageTooLarge(max(len(data), os.fstat(file.fileno()).st_size), MAX_PAGE_BYTES)
        return data
