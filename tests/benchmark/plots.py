"""What was measured, as pictures: accuracy against cost, F1 by page, time by size."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt  # after the choice of what draws

from .extractors import EXTRACTORS
from .intervals import interval
from .measuring import Measured

OURS = "boilerstrip"
# Okabe and Ito's colours, which people with any colour vision tell apart.
COLOURS = "#D55E00 #0072B2 #009E73 #CC79A7 #56B4E9 #E69F00 #000000 #8B6914 #5E5E5E".split()
MARKERS = "osD^vPX*h"


def draw(measured: Sequence[Measured], folder: Path) -> list[Path]:
    """Draw accuracy against cost and the distribution of F1 over pages with a known body."""
    by_name: dict[str, list[Measured]] = defaultdict(list)
    for each in measured:
        if EXTRACTORS[each.extractor].article and "words" in each.scores:
            by_name[each.extractor].append(each)
    if not by_name:
        return []
    by_name = {name: by_name[name] for name in EXTRACTORS if name in by_name}  # ours first
    styles = {
        name: {"color": COLOURS[i % len(COLOURS)], "marker": MARKERS[i % len(MARKERS)]}
        for i, name in enumerate(by_name)
    }
    return [
        _accuracy_against_cost(by_name, styles, folder / "accuracy-against-cost.svg"),
        _distribution(by_name, styles, folder / "f1-distribution.svg"),
    ]


def _accuracy_against_cost(
    by_name: dict[str, list[Measured]], styles: dict[str, dict[str, str]], path: Path
) -> Path:
    figure, axes = plt.subplots(figsize=(8, 5))
    costs = {name: statistics.mean(e.cpu_ms for e in them) for name, them in by_name.items()}
    for i, (name, cost) in enumerate(sorted(costs.items(), key=lambda item: item[1])):
        them = by_name[name]
        values = [each.scores["words"] for each in them]
        mean = statistics.mean(values)
        low, high = interval(values, [each.site for each in them])
        error = [[mean - low], [high - mean]]
        axes.errorbar(cost, mean, yerr=error, capsize=3, linestyle="", markersize=8, **styles[name])
        axes.annotate(
            name, (cost, mean), xytext=(8, -13 if i % 2 else 5), textcoords="offset points"
        )
    axes.set_xscale("log")
    axes.margins(x=0.2)
    axes.set_xlabel("CPU milliseconds a page, mean (logarithmic)")
    axes.set_ylabel("word F1, mean and 95 % interval")
    pages = max(map(len, by_name.values()))
    axes.set_title(f"Accuracy against cost, {pages:,} pages: the best is at the upper left")
    return _save(figure, axes, path)


def _distribution(
    by_name: dict[str, list[Measured]], styles: dict[str, dict[str, str]], path: Path
) -> Path:
    figure, axes = plt.subplots(figsize=(8, 5))
    for name, them in by_name.items():
        values = sorted(each.scores["words"] for each in them)
        shares = [1 - i / len(values) for i in range(len(values))]
        style = {"color": styles[name]["color"], "linewidth": 2.5 if name == OURS else 1.3}
        axes.step(values, shares, where="post", label=name, **style)
    axes.set_xlim(0.5, 1.002)
    axes.set_xlabel("word F1 of a page")
    axes.set_ylabel("share of pages at least so good")
    axes.set_title("Pages by their F1: the higher, the better")
    axes.legend(loc="lower left", frameon=False)
    return _save(figure, axes, path)


def draw_growth(rows: Sequence[tuple[str, str, int, float]], folder: Path) -> Path:
    """Draw the time by the size of a page."""
    figure, panels = plt.subplots(1, 2, figsize=(10, 4.5), sharey=True)
    names = list(dict.fromkeys(name for name, *_ in rows))
    for axes, kind in zip(panels, ("kilobytes", "elements"), strict=True):
        for i, name in enumerate(names):
            points = [(size, ms) for n, k, size, ms in rows if (n, k) == (name, kind)]
            axes.loglog(*zip(*points, strict=True), color=COLOURS[i], marker=MARKERS[i], label=name)
        axes.set_xlabel(f"{kind} of the page")
        axes.grid(alpha=0.3)
    panels[0].set_ylabel("CPU milliseconds")
    panels[0].legend(frameon=False)
    figure.suptitle("Time by the size of a page")
    return _save(figure, panels[0], folder / "growth.svg")


def _save(figure: Any, axes: Any, path: Path) -> Path:
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    # Without a date and with a fixed salt, equal figures give equal files.
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    return path


matplotlib.rcParams["svg.hashsalt"] = "boilerstrip"
