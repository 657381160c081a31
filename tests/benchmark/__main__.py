"""``python -m tests.benchmark CORPUS -o OUT``: measure, and write tables, plots and figures."""

from __future__ import annotations

import argparse
import dataclasses
import json
import platform
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import tables
from .extractors import EXTRACTORS, Extract, installed
from .growth import grow
from .measuring import Measured, measure
from .pages import BenchmarkPage, read_pages
from .processes import cold_start, memory
from .stages import stage_times

GROWING = ("boilerstrip", tables.BASELINE)


def main(given: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and write ``results.md``, ``results.json`` and the plots."""
    asked = arguments().parse_args(given)
    asked.out.mkdir(parents=True, exist_ok=True)
    pages, sample = _sample(asked)
    extractors = installed(asked.extractors or ())
    told = _told(asked, extractors, given) | {"pages": len(pages), "sample": sample}
    measured = _measure(pages, extractors)
    told["measured"] = [dataclasses.asdict(each) for each in measured]
    parts = [
        ("Accuracy", tables.accuracy(measured, dict(asked.unseen))),
        ("Speed", tables.speed(measured)),
    ]
    if "boilerstrip" in extractors:
        told["stages"] = stage_times(pages)
        parts.append(("Stages of boilerstrip", tables.stages(told["stages"])))
    if asked.growth:
        growing = {name: extractors[name] for name in GROWING if name in extractors}
        told["growth"] = list(grow(growing))
        parts.append(("Time by size", tables.growth(told["growth"])))
    if asked.memory:
        told["processes"] = _processes(extractors, asked, pages[0].labelled.read())
        parts.append(
            (
                f"Cold start, and memory of {asked.memory:,} calls",
                tables.processes(told["processes"]),
            )
        )
    _write(asked.out, told, parts)
    _draw(asked, told, measured)


def arguments() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="folder of labelled pages")
    parser.add_argument("-o", dest="out", type=Path, required=True, metavar="OUT", help="folder")
    parser.add_argument(
        "-x",
        dest="extractors",
        nargs="+",
        choices=list(EXTRACTORS),
        metavar="EXTRACTOR",
        help=f"by default all that are installed of: {', '.join(EXTRACTORS)}",
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth page")
    parser.add_argument(
        "--checked",
        action="store_true",
        help="leave out pages that do not hold the body that is their truth, as training does",
    )
    parser.add_argument(
        "--unseen",
        type=_figure,
        action="append",
        default=[],
        metavar="GROUP=F1",
        help="where the weights were fitted to these pages: boilerstrip's word F1 of a group of"
        " pages by cross-validation, as training prints it; shown beside what is measured",
    )
    parser.add_argument("--growth", action="store_true", help="time pages of 10 KB to 10 MB, too")
    parser.add_argument(
        "--memory",
        type=int,
        default=0,
        metavar="CALLS",
        help="measure the cold start and the memory of so many calls, too",
    )
    return parser


def _figure(given: str) -> tuple[str, float]:
    group, _, figure = given.rpartition("=")
    return group, float(figure)


def _sample(asked: argparse.Namespace) -> tuple[list[BenchmarkPage], str]:
    """The pages to measure on, and in words which of the corpus they are."""
    pages = read_pages(asked.corpus)
    taken = pages[:: asked.every]
    told = "all" if asked.every == 1 else f"one in {asked.every}"
    told = f"{told} of {len(pages):,} pages"
    if not asked.checked:
        return taken, told
    kept = [page for page in taken if page.holds_its_truth]
    left = len(taken) - len(kept)
    return kept, f"{told}, without {left:,} that do not hold the body that is their truth"


def _told(
    asked: argparse.Namespace, extractors: Mapping[str, Extract], given: Sequence[str] | None
) -> dict[str, Any]:
    words = sys.argv[1:] if given is None else given
    return {
        "command": shlex.join(["python", "-m", "tests.benchmark", *words]),
        "every": asked.every,
        "unseen": dict(asked.unseen),
        "versions": {name: EXTRACTORS[name].version for name in extractors},
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
    }


def _measure(pages: Sequence[BenchmarkPage], extractors: Mapping[str, Extract]) -> list[Measured]:
    measured = []
    for each in measure(pages, extractors):
        measured.append(each)
        if len(measured) % (100 * len(extractors)) == 0:
            print(f"{len(measured) // len(extractors):,} of {len(pages):,} pages", file=sys.stderr)
    return measured


def _processes(
    extractors: Mapping[str, Extract], asked: argparse.Namespace, page: bytes
) -> dict[str, dict[str, float]]:
    return {
        name: cold_start(name, page) | memory(name, asked.corpus, asked.every, asked.memory)
        for name in extractors
    }


def _write(out: Path, told: Mapping[str, Any], parts: Sequence[tuple[str, str]]) -> None:
    versions = ", ".join(f"{name} {version}" for name, version in told["versions"].items())
    told_of = f"{told['pages']:,} pages: {told['sample']}. {versions}. {told['machine']}."
    head = f"# Benchmark\n\n`{told['command']}`\n\n{told_of}\n"
    text = head + "".join(f"\n## {title}\n\n{table}" for title, table in parts)
    (out / "results.md").write_text(text, encoding="utf-8")
    (out / "results.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    print(text)


def _draw(asked: argparse.Namespace, told: Mapping[str, Any], measured: Sequence[Measured]) -> None:
    try:
        from . import plots
    except ModuleNotFoundError as missing:
        print(f"no plots: {missing.name} is not installed: boilerstrip[bench]", file=sys.stderr)
        return
    plots.draw(measured, asked.out, dict(asked.unseen))
    if "growth" in told:
        plots.draw_growth(told["growth"], asked.out)


if __name__ == "__main__":
    main()
