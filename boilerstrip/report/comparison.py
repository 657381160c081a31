"""What changed between two outputs over the same pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from boilerstrip.comparison.changes import PageChange
from boilerstrip.comparison.summary import Summary
from boilerstrip.report import frame
from boilerstrip.report.frame import element, text

# Names of pages that are in one output alone: more of them are a matter for other tools.
MAX_NAMES = 50


def comparison(summary: Summary, *, ours: str, theirs: str) -> str:
    """The report of a comparison, as a whole HTML page.

    Args:
        summary: what changed, with the pages to show.
        ours, theirs: what the two outputs are called.
    """
    title = f"{ours} → {theirs}"
    content = "\n".join(
        (
            f"<header>{element('h1', text(title))}{_facts(summary)}</header>",
            '<main class="wide">',
            _counts("What changed", "Pages", summary.kinds.most_common()),
            _counts(
                "Blocks that changed their label",
                "Blocks",
                ((f"{was} → {now}", count) for (was, now), count in summary.labels.most_common()),
            ),
            _names(f"Only in {ours}", summary.only_ours),
            _names(f"Only in {theirs}", summary.only_theirs),
            _pages(summary),
            "</main>",
        )
    )
    return frame.page(f"{title} – boilerstrip", content)


def _facts(summary: Summary) -> str:
    was, now = summary.mean_confidence
    facts = {
        "Pages in both": f"{summary.pages:,}",
        "Changed": f"{summary.changed:,}",
        "Paragraphs": f"{summary.paragraphs['-']:,} lost, {summary.paragraphs['+']:,} gained",
        "Mean confidence": f"{was:.3f} → {now:.3f}",
    }
    rows = (f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in facts.items())
    return f"<dl>{''.join(rows)}</dl>"


def _counts(caption: str, unit: str, counts: Iterable[tuple[str, int]]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{text(name)}</th><td class="votes">{count:,}</td></tr>'
        for name, count in counts
    )
    if not rows:
        return ""
    head = f'<thead><tr><th scope="col">{caption}</th><th scope="col">{unit}</th></tr></thead>'
    return f"<table><caption>{caption}</caption>{head}<tbody>{rows}</tbody></table>"


def _names(title: str, names: list[str]) -> str:
    if not names:
        return ""
    items = "".join(element("li", text(name)) for name in names[:MAX_NAMES])
    more = f"<p>{len(names) - MAX_NAMES:,} more</p>" if len(names) > MAX_NAMES else ""
    return f"<section><h2>{text(title)} ({len(names):,})</h2><ul>{items}</ul>{more}</section>"


def _pages(summary: Summary) -> str:
    if not summary.largest:
        return "<p>No page changed.</p>"
    title = f"What changed most: {len(summary.largest):,} of {summary.changed:,} pages"
    return f"<section><h2>{title}</h2>{''.join(map(_page, summary.largest))}</section>"


def _page(change: PageChange) -> str:
    lines = [
        f"<p>{name}: {_struck(was)} {_inserted(now)}</p>"
        for name, (was, now) in change.fields.items()
    ]
    lines += [
        f"<p>{_struck(words) if sign == '-' else _inserted(words)}</p>"
        for sign, words in change.paragraphs
    ]
    lines += [
        f"<p>{count:,} × {text(was)} → {text(now)}</p>"
        for (was, now), count in change.labels.most_common()
    ]
    figures = (
        f"{change.shared:.0%} of the words are shared; confidence "
        f"{change.confidence[0]:.2f} → {change.confidence[1]:.2f}"
    )
    return (
        f"<article><h3>{text(change.page)}</h3>{element('p', figures, class_='none')}"
        f"{''.join(lines)}</article>"
    )


def _struck(value: Any) -> str:
    return element("del", _shown(value), dir="auto")


def _inserted(value: Any) -> str:
    return element("ins", _shown(value), dir="auto")


def _shown(value: Any) -> str:
    if value in (None, "", []):
        return "nothing"
    return text(", ".join(map(str, value)) if isinstance(value, list) else str(value))
