"""How well body blocks are chosen: word F1 and exact paragraphs F1 against the truth."""

from __future__ import annotations

import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from boilerstrip.training.alignment import words
from boilerstrip.training.corpus import LabelledPage


def overlap_f1(found: Iterable[str], wanted: Iterable[str]) -> float:
    """F1 of two bags of strings, 0 to 1.

    >>> overlap_f1(["a", "b"], ["b", "c"])
    0.5
    """
    a, b = Counter(found), Counter(wanted)
    if not a or not b:
        return float(not a and not b)
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total())


def page_scores(page: LabelledPage, texts: Sequence[str]) -> dict[str, float]:
    """Figures of one page for the ``texts`` of the blocks taken for its body."""
    if page.paragraphs is not None:
        optional = Counter(
            _same(p) for p, o in zip(page.paragraphs, page.optional, strict=True) if o
        )
        wanted = [p for p, o in zip(page.paragraphs, page.optional, strict=True) if not o]
        required = {_same(p) for p in wanted}
        texts = [t for t in texts if _same(t) in required or not optional[_same(t)]]
        return {
            "words": overlap_f1(words(" ".join(texts)), words(" ".join(wanted))),
            "paragraphs": overlap_f1(map(_same, texts), map(_same, wanted)),
        }
    if page.text is not None:
        return {"words": overlap_f1(words(" ".join(texts)), words(page.text))}
    text = _same(" ".join(texts)).lower()
    scores: dict[str, float] = {}
    for name, snippets in (("with", page.within), ("without", page.without)):
        if snippets:
            scores[name] = statistics.mean(_same(s).lower() in text for s in snippets)
    return scores


def table(pages: Sequence[LabelledPage], scores: Sequence[dict[str, float]]) -> str:
    """Mean figures for each source and page type, as lines of text."""
    gathered: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for page, figures in zip(pages, scores, strict=True):
        kinds = [f"{page.source} {page.page_type}"]
        if page.page_type != "article":
            kinds.append(f"{page.source} but articles")
        for kind in kinds:
            for name, score in figures.items():
                gathered[kind][name].append(score)
    lines = []
    for kind, by_name in sorted(gathered.items()):
        means = "  ".join(f"{name} {statistics.mean(s):.4f}" for name, s in by_name.items())
        lines.append(f"{kind:24s} {len(next(iter(by_name.values()))):5d}  {means}")
    return "\n".join(lines)


def _same(text: str) -> str:
    """Spellings that readers take for the same: compatibility forms, quotation marks, spaces."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return " ".join(text.split())


_QUOTES = str.maketrans("’‘“”", "''\"\"")
