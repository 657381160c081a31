"""The labelled pages that are measured on; ``docs/benchmark.md`` documents their format."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from boilerstrip.training import examples
from boilerstrip.training.corpus import LabelledPage, read_corpus


@dataclasses.dataclass(frozen=True, slots=True)
class BenchmarkPage:
    """A labelled page with the head of its article; ``None`` or empty where not annotated."""

    labelled: LabelledPage
    headline: str | None
    byline: tuple[str, ...]
    date: str | None

    @property
    def is_article(self) -> bool:
        """Whether it is one by its type."""
        return self.labelled.page_type == "article"

    @property
    def group(self) -> str:
        """Its folder, and its type where that is no article."""
        source = self.labelled.source
        return source if self.is_article else f"{source}, no articles"

    @property
    def holds_its_truth(self) -> bool:
        """Whether its body, where it is annotated, is in the page, as training asks for."""
        return self.labelled.body is None or examples.make(self.labelled) is not None


def read_pages(folder: Path, every: int = 1) -> list[BenchmarkPage]:
    """Every ``every``-th page of the corpus.

    Raises:
        FileNotFoundError: there is no such corpus.
    """
    records = [
        json.loads(line)
        for truth in sorted(folder.glob("*/truth.jsonl"))
        # Not splitlines(), to which characters inside a string end a line.
        for line in truth.read_text(encoding="utf-8").strip("\n").split("\n")
    ]
    pages = zip(read_corpus(folder), records, strict=True)
    return [
        BenchmarkPage(page, record["headline"], _names(record["byline"]), record["date"])
        for page, record in list(pages)[::every]
    ]


def _names(byline: str | list[str] | None) -> tuple[str, ...]:
    return (byline,) if isinstance(byline, str) else tuple(byline or ())
