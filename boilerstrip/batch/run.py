"""A run: all pages of the inputs into one output, whole or not at all."""

from __future__ import annotations

import dataclasses
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from boilerstrip.batch import checkpoint, pool
from boilerstrip.batch.checkpoint import Counts, RunError, State
from boilerstrip.batch.many import warm_up
from boilerstrip.batch.page import Page
from boilerstrip.batch.reading import Item, Reader, Skip, expand
from boilerstrip.batch.rows import Drop, Found, RowMaker, check_fields
from boilerstrip.batch.writing import ROWS_FILE, encoder, format_of, open_writer
from boilerstrip.batch.writing.spool import Spool
from boilerstrip.rendering import plain_json

# Rows that wait in memory for the next checkpoint, at most: some megabytes.
_MAX_UNSAVED = 1_000


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """What a run does.

    Attributes:
        sources: files, folders, patterns, or ``-``.
        out: the output, whose name tells its format.
        fields: the columns, of ``boilerstrip.batch.rows.ROW_FIELDS``.
        jobs: worker processes; 0 works in this process, without a time limit.
        timeout: seconds that a page may take.
        min_confidence: articles under it (0 to 1) are dropped.
        languages: primary language subtags; where there are any, other articles are dropped.
        limit: read so many pages at most.
        page_field: where JSON Lines and Parquet hold the page.
        url_field: where they hold its address.
        input_format: of ``boilerstrip.batch.reading.FORMATS``; by default each input tells its own.
        checkpoint: seconds of work that a kill may cost.
    """

    sources: Sequence[str]
    out: Path
    fields: Sequence[str]
    jobs: int
    timeout: float | None = 30.0
    min_confidence: float = 0.0
    languages: frozenset[str] = frozenset()
    limit: int | None = None
    page_field: str = "html"
    url_field: str = "url"
    input_format: str | None = None
    checkpoint: float = 5.0

    def job(self) -> dict[str, Any]:
        """What must be the same for a run to be gone on with, as plain values."""
        return {
            "sources": list(self.sources),
            "fields": list(self.fields),
            "min_confidence": self.min_confidence,
            "languages": sorted(self.languages),
            "page_field": self.page_field,
            "url_field": self.url_field,
            "input_format": self.input_format,
        }


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where an item stands: the count of inputs before its own, and of items up to it there.

    ``trouble`` is why it has no page to extract.
    """

    inputs: int
    items: int
    source: str
    offset: int | None
    url: str | None
    trouble: Skip | Exception | None


Report = Callable[[Counts, int], None]
"""Called with the counts and the bytes read, after every item."""


def partial_folder(out: Path) -> Path:
    """Where an output is made."""
    return out.with_name(out.name + ".partial")


def failures_file(out: Path) -> Path:
    """Where the failures of an output are listed, if there are any."""
    return out.with_name(out.name + ".failures.jsonl")


def run(settings: Settings, *, resume: bool = False, report: Report | None = None) -> Counts:
    """Extract all pages of the inputs into one output.

    Until all is done, everything lies in the folder ``OUT.partial``. Pages are written in the order
    in which they are read.

    Args:
        settings: what to do.
        resume: go on with what is in that folder; begin where there is nothing, and do nothing
            where the output is there already.
        report: called after every item.

    Returns:
        How many of what there were, those before an interruption included.

    Raises:
        ValueError: a field or the output's format is none.
        RunError: the output is there already, or something unfinished is and ``resume`` is not
            set, or another process works on it, or the inputs or settings are not those that it
            was begun with.
        OSError: the output can't be written.
    """
    check_fields(settings.fields)
    form = format_of(settings.out)
    folder = partial_folder(settings.out)
    if settings.out.exists() and not folder.exists():
        if resume:
            return Counts()
        raise RunError(f"{settings.out} is there already")
    if folder.exists() and not resume and _begun(folder):
        raise RunError(f"{folder} holds an unfinished run: go on with --resume, or delete it")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "lock", timeout=0):
            counts = _Run(settings, form, folder).go(report or _silent)
    except Timeout:
        raise RunError(f"another process works on {folder}") from None
    shutil.rmtree(folder)
    return counts


def _begun(folder: Path) -> bool:
    state = checkpoint.load(folder)
    return state is not None and (state.index > 0 or state.finished)


def _silent(counts: Counts, bytes_read: int) -> None:
    pass


class _Run:
    def __init__(self, settings: Settings, form: str, folder: Path) -> None:
        self.settings = settings
        self.form = form
        self.folder = folder
        begun = checkpoint.load(folder) if _begun(folder) else None
        self.state = begun or State(settings.job())
        if self.state.job != settings.job():
            raise RunError(f"{folder} was begun with other inputs or options")
        self.reader = Reader(settings.page_field, settings.url_field, settings.input_format)
        self.pages_read = self.state.counts.pages

    def go(self, report: Report) -> Counts:
        if not self.state.finished:
            self._extract(report)
        self._publish()
        return self.state.counts

    def _extract(self, report: Report) -> None:
        self.state.save(self.folder)
        fields = list(self.settings.fields)
        self.writer = open_writer(
            self.form, self.folder, self.settings.out.name, fields, self.state.rows
        )
        self.failures = Spool(self.folder / "failures.jsonl", self.state.failures)
        try:
            saved = time.monotonic()
            unsaved = 0
            for place, result in self._results():
                self._settle(place, result)
                unsaved += 1
                report(self.state.counts, self.reader.bytes_read)
                if unsaved >= _MAX_UNSAVED or time.monotonic() - saved >= self.settings.checkpoint:
                    self._save()
                    saved, unsaved = time.monotonic(), 0
            self._save()
            self.writer.finish()
            self.state.finished = True
            self.state.save(self.folder)
        finally:
            self.failures.close()
            self.writer.close()

    def _results(self) -> Iterator[tuple[_Place, Any]]:
        settings = self.settings
        fields = tuple(settings.fields)
        if self.form == "markdown" and "markdown" not in fields:
            fields = (*fields, "markdown")
        make_row = RowMaker(fields, encoder(self.form), settings.min_confidence, settings.languages)
        return pool.run(
            make_row,
            self._jobs(),
            prepare=warm_up,
            workers=settings.jobs,
            timeout=settings.timeout,
        )

    def _jobs(self) -> Iterator[pool.Job[_Place]]:
        done, within = self.state.inputs, self.state.items
        for number, source in enumerate(expand(self.settings.sources)):
            if number < done:
                continue
            if number == done and within and source != self.state.source:
                raise RunError(f"the inputs have changed: {self.state.source} is {source} now")
            for count, item in enumerate(self.reader.items(source), 1):
                if number == done and count <= within:
                    continue
                if self.settings.limit is not None and self.pages_read >= self.settings.limit:
                    return
                yield self._job(number, count, item)

    def _job(self, number: int, count: int, item: Item) -> pool.Job[_Place]:
        if isinstance(item.found, Page):
            self.pages_read += 1
            trouble, payload = None, Found(item.found, item.source, item.offset)
        else:
            trouble, payload = item.found, None
        place = _Place(number, count, item.source, item.offset, item.url, trouble)
        return pool.Job(place, payload)

    def _settle(self, place: _Place, result: Any) -> None:
        state, counts = self.state, self.state.counts
        if isinstance(place.trouble, Skip):
            _count(counts.skipped, place.trouble.value)
        elif isinstance(place.trouble, Exception):
            self._fail(place, place.trouble)
        else:
            counts.pages += 1
            if isinstance(result, pool.Raised):
                self._fail(place, result.error)
            elif isinstance(result, Drop):
                _count(counts.dropped, result.value)
            else:
                self.writer.write(state.index, result)
                counts.articles += 1
        state.index += 1
        state.inputs, state.items, state.source = place.inputs, place.items, place.source

    def _fail(self, place: _Place, error: Exception) -> None:
        self.state.counts.failures += 1
        told = {
            "index": self.state.index,
            "source": place.source,
            "offset": place.offset,
            "url": place.url,
            "cause": type(error).__name__,
            "message": str(error),
        }
        self.failures.append(plain_json.dumps(told).encode() + b"\n")

    def _save(self) -> None:
        self.state.rows = self.writer.checkpoint()
        self.state.failures = self.failures.flush()
        self.state.save(self.folder)

    def _publish(self) -> None:
        """Move what is done to its place: the failures first, for the output says that all is."""
        failures, listed = self.folder / "failures.jsonl", failures_file(self.settings.out)
        if failures.exists():
            if self.state.failures:
                failures.replace(listed)
            else:
                listed.unlink(missing_ok=True)
        rows = self.folder / ROWS_FILE
        if rows.exists():
            rows.replace(self.settings.out)
            checkpoint.sync(self.settings.out.parent)


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1
