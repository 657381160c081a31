"""datatrove: an extractor step, in the place of its ``Trafilatura``."""

from __future__ import annotations

from datatrove.pipeline.extractors.base import BaseExtractor

from boilerstrip.extraction import extract


class Boilerstrip(BaseExtractor):
    """Replaces the text of each document, a page's HTML, by the article's.

    Documents without an article, or with one of less confidence than asked for, are dropped.

    Args:
        timeout: seconds that a document may take, the start of the process that works on it
            included.
        min_confidence: 0 to 1.
        threshold: the probability over which a block is body; by default the tuned one.
    """

    name = "⛏ boilerstrip"

    def __init__(
        self, timeout: float = 10, min_confidence: float = 0.0, threshold: float | None = None
    ) -> None:
        super().__init__(timeout)
        self.min_confidence = min_confidence
        self.threshold = threshold

    def extract(self, text: str) -> str:
        """The article's paragraphs, a blank line between them; empty where there is none."""
        article = extract(text, threshold=self.threshold)
        return article.text if article.confidence >= self.min_confidence else ""
