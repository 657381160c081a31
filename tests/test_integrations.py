"""Articles out of Arrow tables, Spark, Ray, Scrapy and datatrove."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="boilerstrip[arrow] is not installed")
pytest.importorskip("fastwarc", reason="boilerstrip[warc] is not installed")
from crawled import address, page  # noqa: E402

from boilerstrip import extract  # noqa: E402
from boilerstrip.batch import run as batch  # noqa: E402
from boilerstrip.batch.record import DEFAULT_FIELDS, FIELDS, record  # noqa: E402
from boilerstrip.document.limits import MAX_PAGE_BYTES  # noqa: E402
from boilerstrip.integrations import arrow  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


def wanted(numbers: Any) -> list[dict[str, Any]]:
    return [
        {**record(extract(page(n), url=address(n)), DEFAULT_FIELDS, address(n)), "error": None}
        for n in numbers
    ]


def batches(count: int, size: int) -> list[Any]:
    rows = [{"html": page(n), "url": address(n), "id": n} for n in range(count)]
    return pa.Table.from_pylist(rows).to_batches(max_chunksize=size)


class TestArrow:
    @pytest.mark.parametrize("workers", [0, 2])
    def test_rows_and_batches_stay_as_they_are(self, workers: int) -> None:
        out = list(arrow.extract_batches(batches(7, 3), workers=workers))
        assert [batch.num_rows for batch in out] == [3, 3, 1]
        assert out[0].schema == arrow.output_schema()
        assert [row for batch in out for row in batch.to_pylist()] == wanted(range(7))

    @pytest.mark.parametrize(
        "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary()]
    )
    def test_types_of_columns(self, kind: Any) -> None:
        contents = [page(0).encode() if "binary" in str(kind) else page(0)]
        [out] = arrow.extract_batches(
            [pa.record_batch([pa.array(contents, kind)], ["html"])], url=None
        )
        assert out.to_pylist()[0]["paragraphs"] == list(extract(page(0)).paragraphs)

    def test_a_page_that_fails_is_a_row_with_its_error(self) -> None:
        pages = [page(0), None, "x" * (MAX_PAGE_BYTES + 1), page(3)]
        table = pa.record_batch([pages, list(map(address, range(4)))], ["html", "url"])
        [out] = arrow.extract_batches([table])
        rows = out.to_pylist()
        assert rows[0] == wanted([0])[0]
        assert rows[3] == wanted([3])[0]
        assert rows[1]["error"] == "no page in the row"
        assert rows[2]["error"].startswith("PageTooLarge: page of 20,000,001 bytes")
        assert {name for name, value in rows[2].items() if value is not None} == {"url", "error"}

    def test_columns_are_kept_and_chosen(self) -> None:
        [out] = arrow.extract_batches(batches(2, 2), fields=["headline", "blocks"], keep=["id"])
        assert out.schema.names == ["id", "headline", "blocks", "error"]
        assert out.column("id").to_pylist() == [0, 1]
        block = out.to_pylist()[1]["blocks"][0]
        assert block["label"] == extract(page(1)).blocks[0].label

    def test_every_field_has_its_column(self) -> None:
        [out] = arrow.extract_batches(batches(1, 1), fields=FIELDS)
        assert out.schema.names == [*FIELDS, "error"]
        documented = [
            name for name in arrow.output_schema().names if f"``{name}``" in arrow.__doc__
        ]
        assert documented == arrow.output_schema().names

    def test_empty_batches(self) -> None:
        assert list(arrow.extract_batches([*batches(1, 1)[:0], batches(1, 1)[0].slice(0, 0)])) == []

    def test_bad_names_are_told(self) -> None:
        with pytest.raises(ValueError, match="no column 'page'; there are 'html', 'url', 'id'"):
            list(arrow.extract_batches(batches(1, 1), page="page"))
        with pytest.raises(ValueError, match="'title' is no field"):
            list(arrow.extract_batches(batches(1, 1), fields=["title"]))

    def test_only_one_batch_is_read_at_a_time(self) -> None:
        read = 0

        def source() -> Iterator[Any]:
            nonlocal read
            for each in batches(10, 1):
                read += 1
                yield each

        out = arrow.extract_batches(source())
        for given in range(1, 11):
            next(out)
            assert read == given

    def test_the_rows_are_those_of_the_command(self, tmp_path: Path) -> None:
        import pyarrow.parquet as pq

        table = pa.Table.from_batches(batches(5, 5))
        pq.write_table(table, tmp_path / "in.parquet")
        out = tmp_path / "out.parquet"
        sources = (str(tmp_path / "in.parquet"),)
        batch.run(batch.Settings(sources, out, fields=DEFAULT_FIELDS, jobs=0))
        made = pa.Table.from_batches(arrow.extract_batches(table.to_batches()))
        assert pq.read_table(out).to_pylist() == made.drop_columns("error").to_pylist()


class TestSpark:
    def test_a_data_frame(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        sql = pytest.importorskip("pyspark.sql", reason="boilerstrip[spark] is not installed")
        pytest.importorskip("pandas", reason="PySpark needs pandas for Arrow")
        if shutil.which("java") is None:
            pytest.skip("Spark needs Java, which is not installed")
        from boilerstrip.integrations.spark import extract_dataframe

        monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        builder = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        spark = builder.config("spark.sql.warehouse.dir", str(tmp_path)).getOrCreate()
        try:
            rows = [(n, page(n), address(n)) for n in range(6)] + [(6, None, address(6))]
            pages = spark.createDataFrame(rows, "id int, html string, url string").repartition(3)
            made = extract_dataframe(pages, keep=["id"]).orderBy("id").toArrow().to_pylist()
        finally:
            spark.stop()
        assert [row.pop("id") for row in made] == list(range(7))
        assert made[:6] == wanted(range(6))
        assert made[6]["error"] == "no page in the row"


class TestRay:
    def test_a_data_set(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        ray = pytest.importorskip("ray", reason="boilerstrip[ray] is not installed")
        pytest.importorskip("ray.data", reason="boilerstrip[ray] is not installed")
        from boilerstrip.integrations.ray import extract_dataset

        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        ray.init(
            num_cpus=2, include_dashboard=False, runtime_env={"env_vars": {"PYTHONPATH": path}}
        )
        try:
            pages = ray.data.from_arrow(pa.Table.from_batches(batches(6, 3)))
            made = extract_dataset(pages, keep=["id"]).take_all()
        finally:
            ray.shutdown()
        made.sort(key=lambda row: row["id"])
        assert [row.pop("id") for row in made] == list(range(6))
        plain = [{k: _as_list(value) for k, value in row.items()} for row in made]
        assert plain == wanted(range(6))


def _as_list(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else value


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A site on this machine with an index of five pages, the last in an older character set."""
    for number in range(4):
        (tmp_path / f"{number}.html").write_text(page(number), encoding="utf-8")
    (tmp_path / "4.latin").write_bytes(page(4).encode("latin-1"))
    links = "".join(f'<a href="{n}.html">{n}</a>' for n in range(4)) + '<a href="4.latin">4</a>'
    (tmp_path / "index.html").write_text(f"<html><body>{links}</body></html>")

    class Handler(http.server.SimpleHTTPRequestHandler):
        extensions_map = {  # noqa: RUF012 - so it is in the base class
            ".html": "text/html",
            ".latin": "text/html; charset=ISO-8859-1",
        }

        def log_message(self, *arguments: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(tmp_path))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class TestScrapy:
    def test_a_crawl(self, site: str, tmp_path: Path) -> None:
        pytest.importorskip("scrapy", reason="boilerstrip[scrapy] is not installed")
        spider = tmp_path / "spider.py"
        spider.write_text(
            "import scrapy\n"
            "from boilerstrip.integrations.scrapy import article_item\n"
            "class News(scrapy.Spider):\n"
            "    name = 'news'\n"
            f"    start_urls = ['{site}/index.html']\n"
            "    def parse(self, response):\n"
            "        yield from response.follow_all(css='a', callback=self.parse_article)\n"
            "    def parse_article(self, response):\n"
            "        yield article_item(response)\n"
        )
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", "runspider", spider, "-O", tmp_path / "items.jsonl"],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        lines = (tmp_path / "items.jsonl").read_text(encoding="utf-8").splitlines()
        items = sorted(map(json.loads, lines), key=lambda item: item["url"])
        assert [item["url"] for item in items] == [
            f"{site}/{name}" for name in ("0.html", "1.html", "2.html", "3.html", "4.latin")
        ]
        for number, item in enumerate(items):
            article = extract(page(number), url=item["url"])
            assert item["paragraphs"] == list(article.paragraphs)
            assert item["headline"] == article.headline
            assert item["day"] == f"2024-05-{number + 1:02}"
            assert item["text"] == article.text

    def test_items_of_zyte(self) -> None:
        scrapy_http = pytest.importorskip("scrapy.http", reason="Scrapy is not installed")
        items = pytest.importorskip("zyte_common_items", reason="it is not installed")
        from boilerstrip.integrations.scrapy import zyte_article

        response = scrapy_http.HtmlResponse(address(0), body=page(0).encode())
        made = zyte_article(response)
        article = extract(page(0), url=address(0))
        assert isinstance(made, items.Article)
        assert (made.url, made.headline) == (address(0), article.headline)
        assert made.articleBody == article.text
        assert made.authors == [items.Author(name="Ada Byron")]
        assert made.datePublished == "2024-05-01T00:00:00"
        assert made.inLanguage == "en"
        assert made.metadata.probability == article.confidence

    def test_a_response_that_is_no_page(self) -> None:
        scrapy_http = pytest.importorskip("scrapy.http", reason="Scrapy is not installed")
        from boilerstrip.integrations.scrapy import article_item

        item = article_item(scrapy_http.Response(address(0), body=b"\x89PNG\r\n\x1a\n\0\0"))
        assert item["url"] == address(0)
        assert item["paragraphs"] == []


class TestDatatrove:
    def test_a_pipeline(self, tmp_path: Path) -> None:
        pytest.importorskip("datatrove", reason="boilerstrip[datatrove] is not installed")
        pytest.importorskip("orjson", reason="datatrove's readers need orjson")
        from datatrove.executor import LocalPipelineExecutor
        from datatrove.pipeline.readers import JsonlReader
        from datatrove.pipeline.writers import JsonlWriter

        from boilerstrip.integrations.datatrove import Boilerstrip

        source = tmp_path / "in"
        source.mkdir()
        records = [{"text": page(n), "id": str(n)} for n in range(4)] + [{"text": " ", "id": "4"}]
        (source / "a.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records))
        pipeline = [
            JsonlReader(str(source)),
            Boilerstrip(timeout=60),
            JsonlWriter(str(tmp_path / "out"), compression=None),
        ]
        LocalPipelineExecutor(pipeline, logging_dir=str(tmp_path / "logs")).run()
        [out] = (tmp_path / "out").iterdir()
        made = {each["id"]: each["text"] for each in map(json.loads, out.read_text().splitlines())}
        assert made == {str(n): extract(page(n)).text for n in range(4)}
