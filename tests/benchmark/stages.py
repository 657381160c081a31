"""Where the time of a call goes: CPU time of each stage of the pipeline."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from unittest import mock

from boilerstrip import document, extract, fields, labels
from boilerstrip.blocks import dom
from boilerstrip.scorer import context, learned, structure, weights

from .pages import BenchmarkPage

# By stage the functions that are it; none calls another of them.
STAGES: dict[str, list[tuple[Any, str]]] = {
    "decode": [(document, "_text_of")],
    "parse": [(document, "parse")],
    "embedded data": [(document, "read")],
    "walk": [(dom, "segment")],
    "context": [(context.Context, "of")],
    "features": [(learned, "features")],
    "network": [(weights.Weights, "log_odds")],
    "structure": [(structure, "settle")],
    "labels": [(labels, "assign"), (labels, "settle_head")],
    "fields": [(fields, "find")],
}
REST = "the rest"


def stage_times(pages: Sequence[BenchmarkPage]) -> dict[str, float]:
    """Mean CPU milliseconds a page of every stage and of the rest."""
    spent: Counter[str] = Counter()
    contents = [(page.labelled.read(), page.labelled.url) for page in pages]
    extract(contents[0][0])
    begin = time.process_time()
    with _timed(spent):
        for content, url in contents:
            extract(content, url=url)
    whole = time.process_time() - begin
    spent[REST] = whole - sum(spent.values())
    return {stage: spent[stage] * 1e3 / len(pages) for stage in (*STAGES, REST)}


@contextlib.contextmanager
def _timed(spent: Counter[str]) -> Iterator[None]:
    with contextlib.ExitStack() as patches:
        for stage, functions in STAGES.items():
            for owner, name in functions:
                wrapped = _timing(getattr(owner, name), stage, spent)
                # A bound class method stays bound; a plain method must bind anew.
                stays = hasattr(getattr(owner, name), "__self__")
                value = staticmethod(wrapped) if stays else wrapped
                patches.enter_context(mock.patch.object(owner, name, value))
        yield


def _timing(function: Callable[..., Any], stage: str, spent: Counter[str]) -> Callable[..., Any]:
    clock = time.process_time

    def timed(*arguments: Any, **named: Any) -> Any:
        begin = clock()
        try:
            return function(*arguments, **named)
        finally:
            spent[stage] += clock() - begin  # type: ignore[assignment]  # seconds, not counts

    return timed
