"""What a run has done, on disk: the whole of it or the one before, never half of it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from pathlib import Path
from typing import Any

_FILE = "state.json"


class RunError(ValueError):
    """A run can't be begun or gone on with as it is asked for."""


@dataclasses.dataclass(slots=True)
class Counts:
    """How many of what there were so far.

    Attributes:
        pages: read, of which the next three are the outcomes.
        articles: written.
        dropped: not wanted, by reason.
        failures: pages that gave no article, and inputs or records that could not be read.
        skipped: records that are no page, by reason.
    """

    pages: int = 0
    articles: int = 0
    failures: int = 0
    dropped: dict[str, int] = dataclasses.field(default_factory=dict)
    skipped: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True)
class State:
    """A run at a checkpoint.

    Attributes:
        job: what is done, to tell whether it is the same that goes on.
        inputs: how many inputs are done.
        items: how many items of the next one are.
        source: the name of that one.
        index: how many items there were in all.
        counts: of them.
        rows: the output's mark.
        failures: the length of the list of failures.
        finished: all is done but moving the files to their places.
    """

    job: dict[str, Any]
    inputs: int = 0
    items: int = 0
    source: str | None = None
    index: int = 0
    counts: Counts = dataclasses.field(default_factory=Counts)
    rows: Any = None
    failures: int = 0
    finished: bool = False

    def save(self, folder: Path) -> None:
        """Put it in the place of the one before."""
        draft = folder / (_FILE + ".draft")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(dataclasses.asdict(self), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / _FILE)
        sync(folder)


def load(folder: Path) -> State | None:
    """The state that was saved last; ``None`` where none was.

    Raises:
        RunError: the file is not one of ours.
    """
    try:
        text = (folder / _FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        values = json.loads(text)
        return State(**{**values, "counts": Counts(**values["counts"])})
    except (ValueError, TypeError, KeyError) as error:
        raise RunError(f"{folder / _FILE} is no state of a run: {error}") from error


def sync(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system lets one."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
