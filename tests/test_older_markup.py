"""One story under heads as blogs, papers and publishing systems have written them since 2005."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from boilerstrip import extract

HEADS = Path(__file__).parent.parent / "fixtures" / "heads"
GIVEN: dict[str, Any] = json.loads((HEADS / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", sorted(HEADS.glob("*.html")), ids=lambda path: path.stem)
def test_headline_byline_and_day(case: Path) -> None:
    page = case.read_text(encoding="utf-8")
    page = page.replace("<!-- story -->", "\n".join(GIVEN["story"]))
    page = page.replace("<body>", "<body>" + GIVEN["above"])
    page = page.replace("</body>", GIVEN["below"] + "</body>")
    wanted = {**GIVEN["expected"], **GIVEN["pages"].get(case.stem, {})}
    article = extract(page, kind="html")
    found = {
        "headline": article.headline,
        "byline": article.byline,
        "authors": list(article.authors),
        "date": article.date and article.date.isoformat()[:10],
    }
    assert found == wanted
