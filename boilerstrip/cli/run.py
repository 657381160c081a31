"""``boilerstrip run INPUT… -o OUT``: the articles of a whole crawl."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from boilerstrip.batch.many import usable_cores
from boilerstrip.batch.reading import FORMATS
from boilerstrip.batch.rows import DEFAULT_ROW_FIELDS, ROW_FIELDS
from boilerstrip.batch.writing import format_of
from boilerstrip.cli import output
from boilerstrip.cli.progress import watch

_DEFAULT_TIMEOUT = 30.0

# Packages that only some inputs and outputs need, and the extra that installs each.
_EXTRAS = {
    "filelock": "cli",
    "fastwarc": "warc",
    "warcio": "warc",
    "zstandard": "warc",
    "pyarrow": "arrow",
}


def _names(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (value or "").split(",") if name.strip())


def _fields(context: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    fields = _names(context, parameter, value) or DEFAULT_ROW_FIELDS
    for name in fields:
        if name not in ROW_FIELDS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(ROW_FIELDS)}.")
    if len(set(fields)) < len(fields):
        raise click.BadParameter("a field is named twice.")
    return fields


def _output(_: click.Context, __: click.Parameter, out: Path) -> Path:
    try:
        format_of(out)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return out


@click.command("run", short_help="Extract the articles of a whole crawl into one output.")
@click.argument("sources", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    type=click.Path(path_type=Path),
    required=True,
    callback=_output,
    help="Where the articles go; its name tells the format: .jsonl (.gz, .zst), .parquet, .sqlite,"
    " or a folder of Markdown.",
)
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=None,
    help="Worker processes; by default one for each core. 0 works in this process, without a time"
    " limit.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=_DEFAULT_TIMEOUT,
    show_default=True,
    help="Seconds that a page may take.",
)
@click.option(
    "--fields",
    metavar="NAME,...",
    callback=_fields,
    help="The columns. Beside the default ones there are text, markdown and blocks.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Drop articles of less confidence.",
)
@click.option(
    "--language",
    "languages",
    metavar="TAG,...",
    callback=_names,
    help="Drop articles in other languages than these, such as en,fr.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Read so many pages at most.")
@click.option(
    "--page-field",
    metavar="NAME",
    default="html",
    show_default=True,
    help="The field or column of the page, in JSON Lines and Parquet.",
)
@click.option(
    "--url-field", metavar="NAME", default="url", show_default=True, help="That of its address."
)
@click.option(
    "--input-format",
    type=click.Choice(FORMATS),
    help="The inputs' format; by default their names or first bytes tell it.",
)
@click.option(
    "--checkpoint",
    type=click.FloatRange(min=0),
    default=5.0,
    show_default=True,
    help="Seconds of work that a kill may cost.",
)
@click.pass_context
def run(
    context: click.Context,
    /,
    sources: tuple[str, ...],
    resume: bool,
    jobs: int | None,
    languages: tuple[str, ...],
    **options: Any,
) -> None:
    """Extract the articles of a whole crawl into one output.

    INPUT is a page, JSON Lines, Parquet, WARC, ARC or WET, plain or compressed with gzip or zstd; a
    folder of them, a pattern, or - for standard input.

    The output appears when it is whole. Pages that fail are listed in OUT.failures.jsonl.

    Exits with 0 when all is done, 1 when some pages failed, 2 on bad usage.
    """
    try:
        _run(context, sources, resume, jobs, languages, options)
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package not in _EXTRAS:
            raise
        needed = f"pip install 'boilerstrip[{_EXTRAS[package]}]'"
        raise click.UsageError(f"This needs {package}: {needed}") from missing


def _run(
    context: click.Context,
    sources: tuple[str, ...],
    resume: bool,
    jobs: int | None,
    languages: tuple[str, ...],
    options: dict[str, Any],
) -> None:
    from boilerstrip.batch import run as batch
    from boilerstrip.batch.checkpoint import RunError

    settings = batch.Settings(
        sources,
        jobs=usable_cores() if jobs is None else jobs,
        languages=frozenset(tag.partition("-")[0].lower() for tag in languages),
        **options,
    )
    if resume and settings.out.exists() and not batch.partial_folder(settings.out).exists():
        click.echo(f"boilerstrip: {settings.out} is there already", err=True)
        context.exit(1 if batch.failures_file(settings.out).exists() else 0)
    try:
        with watch(sources) as progress:
            counts = batch.run(settings, resume=resume, report=progress.report)
    except RunError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        output.complain(error.filename or str(settings.out), error.strerror or str(error))
        context.exit(1)
    click.echo(progress.summary(counts), err=True)
    if counts.failures:
        click.echo(f"boilerstrip: see {batch.failures_file(settings.out)}", err=True)
        context.exit(1)
