"""What was measured, as pictures: accuracy against cost, F1 by page, time by size."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt  # after the choice of what draws

from .extractors import EXTRACTORS
from .intervals import interval
from .measuring import Measured
from .tables import IN_SAMPLE, OURS, UNSEEN

ByName = Mapping[str, Sequence[Measured]]
Styles = Mapping[str, Mapping[str, str]]

# Okabe and Ito's colours, which people with any colour vision tell apart.
COLOURS = "#D55E00 #0072B2 #009E73 #CC79A7 #56B4E9 #E69F00 #000000 #8B6914 #5E5E5E".split()
MARKERS = "osD^vPX*h"
# Points (1/72 inch) that a letter is wide and a line high, of names in a plot.
LETTER, LINE = 6.5, 12
# By how much the axis of costs goes on beyond the cheapest and the dearest, for their names.
ROOM = 4


def draw(
    measured: Sequence[Measured], folder: Path, unseen: Mapping[str, float] | None = None
) -> list[Path]:
    """Draw accuracy against cost and the distribution of F1 over pages with a known body.

    ``unseen`` has our word F1 by group where it was found by cross-validation: it counts, and what
    is measured is marked as in-sample.
    """
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
        _accuracy_against_cost(by_name, styles, unseen or {}, folder / "accuracy-against-cost.svg"),
        _distribution(by_name, styles, unseen or {}, folder / "f1-distribution.svg"),
    ]


def _accuracy_against_cost(
    by_name: ByName, styles: Styles, unseen: Mapping[str, float], path: Path
) -> Path:
    kinds = {
        title: them
        for title, is_article in (("articles", True), ("other pages", False))
        if (them := _of_kind(by_name, is_article))
    }
    figure, panels = plt.subplots(
        1, len(kinds), figsize=(4 + 5 * len(kinds), 5), squeeze=False, layout="constrained"
    )
    points = []
    for axes, (title, them) in zip(panels[0], kinds.items(), strict=True):
        pages = max(map(len, them.values()))
        axes.set_title(f"{pages:,} {title}")
        axes.set_xscale("log")
        axes.margins(y=0.1)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.set_xlabel("CPU milliseconds a page, mean (logarithmic)")
        points.append(_points(axes, them, styles, unseen))
    panels[0][0].set_ylabel("word F1, mean and 95 % interval")
    figure.suptitle("Accuracy against cost: the best is at the upper left")
    figure.draw_without_rendering()  # only now is it known where a point stands
    for axes, named in zip(panels[0], points, strict=True):
        _name(axes, named)
    return _save(figure, panels[0], path)


def _of_kind(by_name: ByName, is_article: bool) -> dict[str, list[Measured]]:
    told = {
        name: [each for each in them if each.is_article is is_article]
        for name, them in by_name.items()
    }
    return {name: them for name, them in told.items() if them}


def _points(
    axes: Any, by_name: ByName, styles: Styles, unseen: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """Draw a point for each extractor, and where it is known one for us on sites unseen."""
    points: dict[str, tuple[float, float]] = {}
    costs = {name: statistics.mean(e.cpu_ms for e in them) for name, them in by_name.items()}
    axes.set_xlim(min(costs.values()) / ROOM, max(costs.values()) * ROOM)
    for name, them in by_name.items():
        style, cost = dict(styles[name]), costs[name]
        values = [each.scores["words"] for each in them]
        mean = statistics.mean(values)
        counted = _mean_unseen(them, unseen) if name == OURS else None
        if counted is not None:
            axes.plot(cost, counted, linestyle="", markersize=9, **style)
            points[UNSEEN] = cost, counted
            name, style["markerfacecolor"] = IN_SAMPLE, "white"
        low, high = interval(values, [each.site for each in them])
        error = [[mean - low], [high - mean]]
        axes.errorbar(cost, mean, yerr=error, capsize=3, linestyle="", markersize=8, **style)
        points[name] = cost, mean
    return points


def _name(axes: Any, points: Mapping[str, tuple[float, float]]) -> None:
    """Write the names beside the points, ours to the left, from the top, none over another."""
    to_points = 72 / axes.figure.dpi
    taken: list[tuple[float, float, float]] = []
    for name, point in sorted(points.items(), key=lambda item: -item[1][1]):
        x, y = (place * to_points for place in axes.transData.transform(point))
        ours = name.startswith(OURS)
        left, right = (x - LETTER * len(name), x) if ours else (x, x + LETTER * len(name))
        above = [low for start, end, low in taken if start < right and left < end]
        beneath = min([y + LINE, *above]) - LINE
        taken.append((left, right, beneath))
        offset, side = (-8, "right") if ours else (8, "left")
        axes.annotate(
            name,
            point,
            xytext=(offset, beneath - y),
            textcoords="offset points",
            ha=side,
            va="center",
        )


def _mean_unseen(measured: Sequence[Measured], unseen: Mapping[str, float]) -> float | None:
    """Our mean F1 by cross-validation over these pages, if that of each group is given."""
    groups = Counter(each.group for each in measured)
    if not groups.keys() <= unseen.keys():
        return None
    return sum(unseen[group] * count for group, count in groups.items()) / groups.total()


def _distribution(by_name: ByName, styles: Styles, unseen: Mapping[str, float], path: Path) -> Path:
    figure, axes = plt.subplots(figsize=(8, 5), layout="constrained")
    for name, them in by_name.items():
        values = sorted(each.scores["words"] for each in them)
        shares = [1 - i / len(values) for i in range(len(values))]
        style = {"color": styles[name]["color"], "linewidth": 2.5 if name == OURS else 1.3}
        label = IN_SAMPLE if name == OURS and unseen else name
        axes.step(values, shares, where="post", label=label, **style)
    axes.set_xlim(0.5, 1.002)
    axes.set_xlabel("word F1 of a page")
    axes.set_ylabel("share of pages at least so good")
    axes.set_title("Pages by their F1: the higher, the better")
    axes.legend(loc="lower left", frameon=False)
    return _save(figure, [axes], path)


def draw_growth(rows: Sequence[tuple[str, str, int, float]], folder: Path) -> Path:
    """Draw the time by the size of a page."""
    figure, panels = plt.subplots(1, 2, figsize=(10, 4.5), sharey=True, layout="constrained")
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
    return _save(figure, panels, folder / "growth.svg")


def _save(figure: Any, panels: Iterable[Any], path: Path) -> Path:
    for axes in panels:
        axes.grid(alpha=0.3)
        axes.spines[["top", "right"]].set_visible(False)
    # Without a date and with a fixed salt, equal figures give equal files.
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    return path


matplotlib.rcParams["svg.hashsalt"] = "boilerstrip"
