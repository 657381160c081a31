"""kill -9 at random moments: whether runs that are gone on with give what undisturbed ones do.

    python tests/benchmark/kills.py crawl.warc.gz --kills 50 --pages 500

Takes every format of output in turn: one run that is left alone, and one that is killed at random
moments, now and then with all its workers at once, and gone on with until it is done. Prints a
line for each, and exits with 1 if any two outputs differ.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

OUTPUTS = ("out.jsonl", "out.jsonl.gz", "out.parquet", "out.sqlite", "out")


def content_of(out: Path) -> Any:
    """What an output holds, to compare: packed files differ by where they were cut."""
    if out.is_dir():
        return {path.name: path.read_bytes() for path in out.iterdir()}
    if out.suffix == ".sqlite":
        with contextlib.closing(sqlite3.connect(out)) as database:
            return database.execute("SELECT * FROM articles").fetchall()
    return gzip.decompress(out.read_bytes()) if out.suffix == ".gz" else out.read_bytes()


def failures_of(out: Path) -> bytes:
    listed = out.with_name(f"{out.name}.failures.jsonl")
    return listed.read_bytes() if listed.exists() else b""


def done_in(out: Path) -> int:
    """How many items the last checkpoint has."""
    state = out.with_name(f"{out.name}.partial") / "state.json"
    try:
        return int(json.loads(state.read_text())["index"])
    except FileNotFoundError:  # nothing is begun, or all is done
        return 0


def start(arguments: argparse.Namespace, out: Path) -> subprocess.Popen[bytes]:
    out.parent.mkdir(exist_ok=True)
    options = ["--jobs", arguments.jobs, "--limit", arguments.pages, "--checkpoint", 0.2]
    program = [sys.executable, "-m", "boilerstrip", "run", arguments.source, "-o", out, "--resume"]
    return subprocess.Popen(
        [str(each) for each in (*program, *options)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group to be killed as one
    )


def kill(process: subprocess.Popen[bytes], *, with_workers: bool) -> None:
    # With the group gone the process may be as well, and the other way round.
    with contextlib.suppress(ProcessLookupError):
        if with_workers:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def disturbed(
    arguments: argparse.Namespace, out: Path, kills: int, luck: random.Random
) -> list[int]:
    """Run to the end through so many kills at most; how many items were done at each."""
    places: list[int] = []
    while True:
        process = start(arguments, out)
        if len(places) == kills:
            process.wait()
            return places
        # Some way on from the last kill, or none: then it comes while the workers start.
        goal = done_in(out) + luck.randrange(2 * arguments.pages // (kills + 1) + 1)
        while process.poll() is None and done_in(out) < goal:
            time.sleep(0.01)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(luck.uniform(0.0, 0.5))
            return places
        kill(process, with_workers=luck.random() < 0.5)
        places.append(done_in(out))


def main() -> int:
    """Kill, and tell."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", type=Path, help="any input of `boilerstrip run`")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    luck = random.Random(arguments.seed)
    wanted: dict[str, Any] = {}
    killed, runs, differing = 0, 0, 0
    while killed < arguments.kills:
        name = OUTPUTS[runs % len(OUTPUTS)]
        with tempfile.TemporaryDirectory() as folder:
            whole, out = Path(folder, "whole", name), Path(folder, "killed", name)
            if name not in wanted:
                start(arguments, whole).wait()
                wanted[name] = content_of(whole), failures_of(whole)
            # As many for each format, of those that are left.
            share = -(-(arguments.kills - killed) // max(1, len(OUTPUTS) - runs))
            places = disturbed(arguments, out, share, luck)
            got = content_of(out), failures_of(out)
        pairs = zip(("pages", "failures"), wanted[name], got, strict=True)
        other = [what for what, before, after in pairs if before != after]
        killed, runs, differing = killed + len(places), runs + 1, differing + bool(other)
        told = f"OTHER {' AND '.join(other).upper()}" if other else "the same"
        print(f"{name:14} {len(places):3} kills, with {places} items done: {told}", flush=True)
    print(f"{killed} kills, {runs} runs, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
