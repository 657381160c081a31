"""What an extraction gives for each page of a corpus, as digests, to compare two versions.

An optimisation must change nothing: write the digests before it, compare after it.

    python tests/benchmark/digests.py write before.json
    python tests/benchmark/digests.py compare before.json

Each page is taken as HTML and, its text one line an element, as a dump. The file holds hashes and
scores, no text; it belongs to one state of the corpus and of the weights, so it is not kept.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from boilerstrip import Article, extract

CORPUS = Path("../shared/corpus")
# Every so many pages: 284 of the corpus, of all its parts, in about a minute.
STEP = 10
# Scores are sums of 32-bit floats, which round in the order that they are added in.
TOLERANCE = 1e-6

Digest = dict[str, Any]


def digest(article: Article) -> Digest:
    """Hashes of an article's fields and of each of its blocks, and the scores."""
    fields = {
        field.name: _hash(getattr(article, field.name))
        for field in dataclasses.fields(article)
        if field.name not in ("blocks", "confidence")
    }
    return {
        "fields": fields,
        "confidence": article.confidence,
        "blocks": [_hash((b.text, b.label, b.tag, b.reasons, b.path)) for b in article.blocks],
        "scores": [round(block.score, 8) for block in article.blocks],
    }


def differences(before: Digest, after: Digest, tolerance: float = TOLERANCE) -> list[str]:
    """In what two digests differ, in words; empty if they are the same."""
    fields = sorted(before["fields"].keys() | after["fields"].keys())
    told = [name for name in fields if before["fields"].get(name) != after["fields"].get(name)]
    if abs(before["confidence"] - after["confidence"]) > 10 * tolerance:
        told.append(f"confidence {before['confidence']:.6f} → {after['confidence']:.6f}")
    if len(before["blocks"]) != len(after["blocks"]):
        return [*told, f"{len(before['blocks'])} → {len(after['blocks'])} blocks"]
    told += [
        f"block {i}"
        for i, (old, new) in enumerate(zip(before["blocks"], after["blocks"], strict=True))
        if old != new
    ]
    told += [
        f"score {i}: {old} → {new}"
        for i, (old, new) in enumerate(zip(before["scores"], after["scores"], strict=True))
        if abs(old - new) > tolerance
    ]
    return told


def digests(corpus: Path, step: int) -> Iterator[tuple[str, Digest]]:
    """The digests of every ``step``-th page, by its path and the kind that it was taken for."""
    for path in sorted(corpus.glob("*/pages/*.gz"))[::step]:
        page = gzip.decompress(path.read_bytes())
        name = f"{path.parent.parent.name}/{path.name}"
        yield f"{name} html", digest(extract(page, kind="html", explain=True))
        yield f"{name} plain", digest(extract(page, kind="html"))
        yield f"{name} text", digest(extract(dump(page), kind="text", explain=True))


def dump(page: bytes) -> str:
    """The text of a page, one line for each run between two tags."""
    if not page.strip():
        return ""
    root = etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))
    if root is None:
        return ""
    etree.strip_elements(root, "script", "style", etree.Comment, with_tail=False)
    return "\n".join(line for text in root.itertext() if (line := " ".join(text.split())))


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "replace")).hexdigest()[:12]


def main() -> int:
    """0 if the digests were written or nothing differs, 1 if something does."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("action", choices=("write", "compare"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--step", type=int, default=STEP)
    parser.add_argument("--tolerance", type=float, default=TOLERANCE)
    given = parser.parse_args()
    found = dict(digests(given.corpus, given.step))
    if not found:
        print(f"no pages in {given.corpus}", file=sys.stderr)
        return 1
    if given.action == "write":
        given.file.write_text(json.dumps(found))
        print(f"{len(found)} digests written")
        return 0
    before: dict[str, Digest] = json.loads(given.file.read_text())
    if before.keys() != found.keys():
        print("the digests are those of other pages", file=sys.stderr)
        return 1
    changed = {
        name: told
        for name, old in before.items()
        if (told := differences(old, found[name], given.tolerance))
    }
    for name, told in changed.items():
        print(name, "; ".join(told[:6]))
    print(f"{len(changed)} of {len(before)} differ")
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
