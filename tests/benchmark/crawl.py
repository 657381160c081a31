"""What `boilerstrip run` and the same job with Trafilatura cost over an archive.

    pip install -e ".[bench,cli,warc]" trafilatura
    python tests/benchmark/crawl.py crawl.warc.gz --pages 20000 --jobs 1 2

Runs one job after the other and prints a table: pages a second by the clock, which is worth
something on a quiet machine only; CPU time a page, of the process that reads and writes and of its
workers, their start included; and the most resident memory of the workers together, and of the
other process then, until so many pages were done and since the mark before. Both write JSON Lines
of the same pages.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

# Seconds between looks at the processes, which cost a millisecond.
INTERVAL = 0.5
MARKS = (1_000, 5_000, 10_000, 15_000, 20_000)


@dataclasses.dataclass(frozen=True)
class Sample:
    """The resident memory in bytes, when so many pages were done."""

    pages: int
    parent: int
    workers: int


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a run cost: seconds by the clock, seconds of CPU, and memory all along."""

    seconds: float
    parent: float
    workers: float
    samples: list[Sample]


def measure(command: list[str], progress: Path) -> Cost:
    """Run a command that keeps the number of pages done in a file of JSON, as ``index``."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    seen = psutil.Process(process.pid)
    samples: list[Sample] = []
    own = 0.0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        own = sum(seen.cpu_times()[:2])
        samples.append(look(seen, progress))
        time.sleep(INTERVAL)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: some pages failed
        raise RuntimeError(f"{' '.join(command)} left with exit code {process.returncode}")
    seconds = time.monotonic() - begin
    return Cost(seconds, own, usage.ru_utime + usage.ru_stime - own, samples)


def look(parent: psutil.Process, progress: Path) -> Sample:
    """The memory of a process and its children at this moment."""
    try:
        pages = json.loads(progress.read_text())["index"]
    except FileNotFoundError:  # nothing is done yet, or everything
        pages = 0
    workers = 0
    for child in parent.children():
        try:
            workers += child.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return Sample(pages, parent.memory_info().rss, workers)


def run_peer(source: str, out: Path, jobs: int, pages: int) -> None:
    """Trafilatura over the same pages, in a pool of as many processes."""
    done, told = 0, 0.0
    with multiprocessing.get_context("spawn").Pool(jobs) as pool, out.open("w") as file:
        for line in pool.imap(extract_by_peer, pages_of(source, pages)):
            file.write(line + "\n")
            done += 1
            if time.monotonic() - told >= 1:  # as often as the other is asked to
                told = time.monotonic()
                draft = out.with_suffix(".draft")
                draft.write_text(json.dumps({"index": done}))
                draft.replace(out.with_suffix(".progress"))


def pages_of(source: str, limit: int) -> Iterator[tuple[object, str | None]]:
    """The pages that `boilerstrip run` takes."""
    from boilerstrip.batch import Page
    from boilerstrip.batch.reading import Reader

    for item in Reader().items(source):
        if limit and isinstance(item.found, Page):
            limit -= 1
            yield item.found.content, item.url
        if not limit:
            return


def extract_by_peer(page: tuple[object, str | None]) -> str:
    """The JSON of a page's article, ``null`` where there is none."""
    import trafilatura

    content, url = page
    try:
        made = trafilatura.extract(content, url=url, output_format="json", with_metadata=True)
    except Exception as error:  # some of any crawl's pages
        return json.dumps({"error": repr(error)})
    return made or "null"


def costs(source: str, jobs: int, pages: int, *, with_peer: bool) -> Iterator[tuple[str, Cost]]:
    """Of each program in turn."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.jsonl")
        options = ["-o", str(out), "-j", str(jobs), "--limit", str(pages), "--checkpoint", "1"]
        command = [sys.executable, "-m", "boilerstrip", "run", source, *options]
        yield "boilerstrip", measure(command, Path(f"{out}.partial", "state.json"))
        if with_peer:
            out = Path(folder, "peer.jsonl")
            command = [sys.executable, __file__, source, "--peer", str(out)]
            command += ["--jobs", str(jobs), "--pages", str(pages)]
            yield "Trafilatura", measure(command, out.with_suffix(".progress"))


def row(name: str, jobs: int, pages: int, cost: Cost, marks: list[int]) -> str:
    """A line of the table."""
    cells = [
        name,
        str(jobs),
        f"{pages / cost.seconds:.1f}",
        f"{1000 * cost.workers / pages:.1f}",
        f"{1000 * cost.parent / pages:.2f}",
    ]
    for before, mark in zip([-1, *marks], marks, strict=False):
        most = max(
            (each for each in cost.samples if before < each.pages <= mark),
            key=lambda each: each.workers,
            default=None,
        )
        cells.append(f"{most.workers / 1e6:.0f} + {most.parent / 1e6:.0f}" if most else "not seen")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Run all, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", help="any input of `boilerstrip run` with so many pages")
    parser.add_argument("--pages", type=int, default=MARKS[-1])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--no-peer", action="store_true", help="leave Trafilatura out")
    parser.add_argument("--peer", type=Path, metavar="OUT", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    pages: int = arguments.pages
    if arguments.peer:
        run_peer(arguments.source, arguments.peer, arguments.jobs[0], pages)
        return
    marks = [mark for mark in MARKS if mark <= pages] or [pages // 4, pages // 2, pages]
    head = ["program", "jobs", "pages/s", "CPU ms a page, workers", "CPU ms a page, other process"]
    head += [f"MB, workers + other, to {mark:,}" for mark in marks]
    print(f"| {' | '.join(head)} |\n|{' --- |' * len(head)}", flush=True)
    for jobs in arguments.jobs:
        for name, cost in costs(arguments.source, jobs, pages, with_peer=not arguments.no_peer):
            print(row(name, jobs, pages, cost, marks), flush=True)


if __name__ == "__main__":
    main()
