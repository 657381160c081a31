"""``boilerstrip compare OURS THEIRS``: what changed between two outputs over the same pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from boilerstrip.cli import output
from boilerstrip.comparison import BadOutput, Pairs, Summary, read_rows, summarise
from boilerstrip.rendering import printable
from boilerstrip.report import comparison

# Pages of the table on standard output; the report shows as many as --limit says.
TABLE_PAGES = 20


@click.command("compare", short_help="Show what changed between two outputs.")
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write a report, too: one HTML file that shows the pages that changed most.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=200,
    show_default=True,
    help="How many changed pages the report shows.",
)
@click.pass_context
def compare(
    context: click.Context, ours: Path, theirs: Path, target: str | None, limit: int
) -> None:
    """Print what changed from one output to another over the same pages.

    OURS and THEIRS are JSON Lines, plain or compressed (.gz, .zst), or Parquet (.parquet): an
    article a row, with the page's id, url or source.
    """
    try:
        rows = Pairs(read_rows(ours), read_rows(theirs))
        summary = summarise(rows, limit=max(limit, TABLE_PAGES))
    except OSError as error:
        output.complain(str(error.filename or ours), error.strerror or str(error))
        context.exit(1)
    except BadOutput as error:
        raise click.UsageError(str(error)) from error
    output.write("".join(f"{printable(line)}\n" for line in _lines(summary, ours, theirs)))
    if target is not None:
        del summary.largest[limit:]
        output.write_to(target, comparison(summary, ours=str(ours), theirs=str(theirs)))


def _lines(summary: Summary, ours: Path, theirs: Path) -> Iterator[str]:
    was, now = summary.mean_confidence
    lost, gained = summary.paragraphs["-"], summary.paragraphs["+"]
    yield f"{summary.pages:8,}  pages in both, {summary.changed:,} of them changed"
    yield f"{len(summary.only_ours):8,}  only in {ours}"
    yield f"{len(summary.only_theirs):8,}  only in {theirs}"
    yield f"{lost:8,}  paragraphs lost, {gained:,} gained"
    yield f"{now - was:+8.3f}  mean confidence, {was:.3f} → {now:.3f}"
    if summary.kinds:
        yield from ("", "   pages  what changed")
        yield from (f"{count:8,}  {kind}" for kind, count in summary.kinds.most_common())
    if summary.labels:
        yield from ("", "  blocks  label was → is")
        for (old, new), count in summary.labels.most_common():
            yield f"{count:8,}  {old} → {new}"
    if summary.largest:
        yield from ("", "  shared  changed most (share of words in both)")
        for change in summary.largest[:TABLE_PAGES]:
            yield f"{change.shared:8.3f}  {change.page}  {', '.join(change.kinds)}"
