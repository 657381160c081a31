"""``boilerstrip explain PAGE``: a report on why the article came out as it did."""

from __future__ import annotations

import click

from boilerstrip.cli import output
from boilerstrip.cli.pages import encoding_option, kind_option, read, threshold_option, url_option
from boilerstrip.errors import PageTooLarge
from boilerstrip.extraction import extract


@click.command("explain", short_help="Write a report on how a page was judged.")
@click.argument("source", metavar="PAGE")
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True),
    default="-",
    help="Where to write the report; by default to standard output.",
)
@kind_option
@encoding_option
@url_option
@threshold_option
@click.pass_context
def explain(
    context: click.Context,
    source: str,
    target: str,
    kind: str,
    encoding: str | None,
    url: str | None,
    threshold: float | None,
) -> None:
    """Write a report on how a page was judged: one HTML file to open in a browser.

    It shows every block of the page with its label, score, reasons and place, the article beside
    them, and what headline, byline and date were chosen from. PAGE is a file, or - for standard
    input.
    """
    if target == "-" and output.is_terminal():
        raise click.UsageError("The report is for a browser: give -o FILE, or redirect the output.")
    try:
        article = extract(
            read(source),
            url=url,
            kind=kind,  # type: ignore[arg-type]  # one of Kind: Choice lets no other through
            encoding=encoding,
            threshold=threshold,
            explain=True,
        )
    except OSError as error:
        output.complain(source, error.strerror or str(error))
        context.exit(1)
    except PageTooLarge as error:
        output.complain(source, str(error))
        context.exit(1)
    output.write_to(target, article.report())
