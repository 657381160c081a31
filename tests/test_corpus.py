"""Real pages go through, as bytes and as text, without an exception."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from boilerstrip import Article, extract

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
# Every so many pages of each folder: the whole corpus is minutes of work, too long for each run.
# Markup read as text has a line for each of its own, and takes several times as long.
EVERY = {"auto": 50, "text": 200}

pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason="no ../shared/corpus beside the repository"
)


@pytest.mark.parametrize("folder", ["wcxb", "fundus", "snippets", "dates"])
@pytest.mark.parametrize("kind", ["auto", "text"])
def test_real_pages(folder: str, kind: str) -> None:
    pages = sorted((CORPUS / folder / "pages").glob("*.html.gz"))[:: EVERY[kind]]
    articles = [extract(gzip.decompress(p.read_bytes()), kind=kind) for p in pages]  # type: ignore[arg-type]
    assert all(isinstance(article, Article) for article in articles)
    if kind == "auto":
        assert sum(bool(article.paragraphs) for article in articles) >= 0.8 * len(articles)
