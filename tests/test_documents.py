"""What the documents show runs, and does what they say."""

from __future__ import annotations

import datetime as dt
import http.server
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="boilerstrip[arrow] is not installed")
pytest.importorskip("fastwarc", reason="boilerstrip[warc] is not installed")
import pyarrow.parquet as pq  # noqa: E402
from crawled import address, page, write_warc  # noqa: E402

from boilerstrip import extract  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
HEADLINES = [extract(page(number)).headline for number in range(4)]

# Not installed everywhere; with what each needs beside its own package.
_OPTIONAL = frozenset(
    "pandas polars duckdb dask pyspark ray scrapy zyte_common_items datatrove orjson magic requests"
    " httpx trafilatura newspaper readability goose3 justext lxml_html_clean".split()
)


def blocks_of(name: str) -> list[Any]:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    found = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert found
    return [pytest.param(block, id=_title(block)) for block in found]


def _title(block: str) -> str:
    return re.findall(r"^(?:import|from) (\S+)", block, re.MULTILINE)[-1]


def run(block: str, **names: Any) -> dict[str, Any]:
    """Run an example; skip it where a library is missing that not everybody has."""
    try:
        exec(compile(block, "example", "exec"), names)
    except ImportError as missing:
        package = (missing.name or str(missing)).partition(".")[0]
        known = [name for name in _OPTIONAL if name in package]
        if not known:
            raise
        pytest.skip(f"{package} is not installed")
    return names


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a page, on this machine."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=ISO-8859-1")
            self.end_headers()
            self.wfile.write(page(0).encode("latin-1"))

        def log_message(self, *arguments: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/story.html"
    server.shutdown()
    server.server_close()


def _shut_down(names: dict[str, Any]) -> None:
    """End the clusters that an example started."""
    if "spark" in names:
        names["spark"].stop()
    if "ray" in names:
        names["ray"].shutdown()


@pytest.mark.parametrize("block", blocks_of("crawls.md"))
def test_crawls(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    if "pyspark" in block and shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    rows = [{"html": page(n), "url": address(n)} for n in range(4)]
    pq.write_table(pa.Table.from_pylist(rows), "pages.parquet")
    Path("crawl").mkdir()
    write_warc(Path("crawl/a.warc.gz"))
    names: dict[str, Any] = {"address": site, "pages": [row["html"] for row in rows]}
    if "scrapy" in block:
        http_module = pytest.importorskip("scrapy.http", reason="Scrapy is not installed")
        names["response"] = http_module.HtmlResponse(address(0), body=page(0).encode())
    try:
        names = run(block, **names)
    finally:
        _shut_down(names)
    if "executor" in names:
        assert len(names["pipeline"]) == 3
    else:
        assert names["headlines"] in (HEADLINES, HEADLINES[:1])


@pytest.mark.parametrize("block", blocks_of("migration.md"))
def test_migration(block: str) -> None:
    names = run(block, page=page(0), address=address(0))
    if "ours" in names:
        assert names["ours"] == (HEADLINES[0], dt.date(2024, 5, 1), "Ada Byron")
    else:
        assert names["theirs"][0] in (HEADLINES[0], None)


def test_every_library_has_its_counterpart() -> None:
    codes = [param.values[0] for param in blocks_of("migration.md")]
    assert ["ours =" in code for code in codes] == [False, True] * 5


def test_the_documented_columns_are_those_there_are() -> None:
    from boilerstrip.integrations.arrow import output_schema

    text = (ROOT / "docs" / "crawls.md").read_text(encoding="utf-8")
    table = text[text.index("| column | type |") : text.index("`fields=` chooses")]
    cells = [line.split("|")[1] for line in table.splitlines()[2:] if line.startswith("|")]
    named = re.findall(r"`(\w+)`", "".join(cells))
    assert sorted(named) == sorted(output_schema().names)
