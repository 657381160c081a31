"""What was measured, as Markdown tables."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .extractors import EXTRACTORS
from .intervals import interval
from .measuring import Measured

METRICS = ("words", "paragraphs", "with", "without", "headline", "byline", "date")
BASELINE = "lxml, parse alone"
OURS = "boilerstrip"
# What is measured where the weights were fitted to the very pages, and what counts.
IN_SAMPLE, UNSEEN = "boilerstrip, in-sample", "boilerstrip, sites unseen"


def accuracy(measured: Sequence[Measured], unseen: Mapping[str, float]) -> str:
    """Mean figures by group of pages and extractor, with their intervals.

    ``unseen`` has our word F1 by group where it was found by cross-validation: rows of their own.
    """
    groups: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for each in measured:
        if EXTRACTORS[each.extractor].article:
            groups[each.group, each.extractor].append(each)
    rows = []
    for (group, name), them in sorted(groups.items(), key=lambda item: _place(*item[0])):
        if name == OURS and group in unseen:
            rest = ["–"] * (len(METRICS) - 1)
            rows.append((group, UNSEEN, str(len(them)), f"{unseen[group]:.3f}", *rest))
            name = IN_SAMPLE
        figures = (_mean(metric, them) for metric in METRICS)
        rows.append((group, name, str(len(them)), *figures))
    return table(("pages of", "extractor", "pages", *METRICS), rows)


def _place(group: str, extractor: str) -> tuple[str, int]:
    return group, list(EXTRACTORS).index(extractor)


def _mean(metric: str, measured: Iterable[Measured]) -> str:
    told = [each for each in measured if metric in each.scores]
    if not told:
        return "–"
    values = [each.scores[metric] for each in told]
    low, high = interval(values, [each.site for each in told])
    return f"{statistics.mean(values):.3f} [{low:.3f}, {high:.3f}]"


def speed(measured: Sequence[Measured]) -> str:
    """CPU time a page by extractor, its ratio to the parse alone, and errors."""
    times: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, int] = defaultdict(int)
    for each in measured:
        times[each.extractor].append(each.cpu_ms)
        errors[each.extractor] += each.error is not None
    parse = statistics.mean(times[BASELINE]) if BASELINE in times else None
    rows = []
    for name, values in sorted(times.items(), key=lambda item: statistics.mean(item[1])):
        mean = statistics.mean(values)
        figures = (mean, statistics.median(values), share(values, 0.95), share(values, 0.99))
        ratio = f"{mean / parse:.1f}" if parse else "–"
        pages = f"{1e3 / mean:,.0f}"
        rows.append((name, *(f"{x:.1f}" for x in figures), ratio, pages, str(errors[name])))
    columns = "extractor|mean ms|median|95 %|99 %|× parse|pages/s a core|errors".split("|")
    return table(columns, rows)


def share(values: Sequence[float], part: float) -> float:
    """The value under which this part of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def stages(times: Mapping[str, float]) -> str:
    """CPU time of the stages of one call."""
    whole = sum(times.values())
    rows = [(name, f"{ms:.2f}", f"{ms / whole:.0%}") for name, ms in times.items()]
    return table(("stage", "ms a page", "share"), [*rows, ("all", f"{whole:.2f}", "100%")])


def growth(rows: Sequence[tuple[str, str, int, float]]) -> str:
    """CPU time by the size of a page."""
    return table(
        ("extractor", "page", "ms"),
        [(name, f"{size:,} {kind}", f"{ms:,.1f}") for name, kind, size, ms in rows],
    )


def processes(rows: Mapping[str, Mapping[str, float]]) -> str:
    """Cold start and memory by extractor."""
    columns = ("import_ms", "first_call_ms", "loaded_kb", "settled_kb", "end_kb")
    head = ("extractor", "import ms", "first call ms", "MB loaded", "MB settled", "MB at the end")
    shown = [
        (
            name,
            *(
                f"{row[c] / (1024 if c.endswith('kb') else 1):,.0f}" if c in row else "–"
                for c in columns
            ),
        )
        for name, row in rows.items()
    ]
    return table(head, shown)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    rule = ["---"] * len(columns)
    return "".join(f"| {' | '.join(row)} |\n" for row in (columns, rule, *rows))
