"""Where the command writes: articles to standard output, complaints to standard error."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from boilerstrip.rendering import printable


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def complain(source: str, reason: str) -> None:
    """Name a page that failed, and why, on standard error."""
    click.echo(f"boilerstrip: {printable(source)}: {reason}", err=True)


def write(text: str) -> None:
    """Write to standard output in UTF-8, whatever the locale.

    Raises:
        click.exceptions.Exit: with 1, if that fails: quietly where the reader has gone, as
            ``head`` does when it has enough.
    """
    left = memoryview(text.encode())
    try:
        # Unbuffered, as with `python -u`, a stream may take only part of what it is given.
        while left:
            left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.buffer.flush()
    except OSError as error:
        _forget_unwritten()
        if not isinstance(error, BrokenPipeError):
            complain("standard output", error.strerror or str(error))
        raise click.exceptions.Exit(1) from error


def write_to(target: str, text: str) -> None:
    """Write a file in UTF-8, or to standard output where ``target`` is ``"-"``.

    Raises:
        click.exceptions.Exit: with 1, if that fails.
    """
    if target == "-":
        write(text)
        return
    try:
        Path(target).write_bytes(text.encode())
    except OSError as error:
        complain(target, error.strerror or str(error))
        raise click.exceptions.Exit(1) from error


def _forget_unwritten() -> None:
    # What is left in the buffer would fail again, loudly, when Python flushes it at its end.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
