"""Threads, processes and event loops get the articles that one caller gets."""

from __future__ import annotations

import asyncio
import concurrent.futures
import multiprocessing
import os
import pickle
import sys
import threading
from pathlib import Path

import pytest

from boilerstrip import Article, extract

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
# Small ones, pages and dumps, so that many fit into the time of a test.
PAGES = sorted(
    (path.read_bytes() for kind in ("odd", "dumps") for path in (FIXTURES / kind).iterdir()
     if path.suffix != ".json" and path.stat().st_size < 4000), key=len,
)[:12]  # fmt: skip
THREADS = 8
# BOILERSTRIP_THREAD_PAGES=1000 is the long run.
PAGES_PER_THREAD = int(os.environ.get("BOILERSTRIP_THREAD_PAGES", "24"))


def told(page: bytes) -> Article:
    return extract(page, explain=True)


@pytest.fixture(scope="module")
def alone() -> list[Article]:
    return [told(page) for page in PAGES]


def test_threads(alone: list[Article]) -> None:
    start = threading.Barrier(THREADS)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)

    def work(first: int) -> list[tuple[int, Article]]:
        start.wait()
        order = [(first + step) % len(PAGES) for step in range(PAGES_PER_THREAD)]
        return [(index, told(PAGES[index])) for index in order]

    try:
        with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
            results = [pair for found in pool.map(work, range(THREADS)) for pair in found]
    finally:
        sys.setswitchinterval(interval)
    assert len(results) == THREADS * PAGES_PER_THREAD
    assert all(article == alone[index] for index, article in results)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_process_pools(method: str, alone: list[Article]) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {method}")
    context = multiprocessing.get_context(method)
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        assert list(pool.map(told, PAGES)) == alone


def test_pickled_articles(alone: list[Article]) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(alone, protocol)) == alone


def test_an_event_loop(alone: list[Article]) -> None:
    async def gathered() -> list[Article]:
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(None, told, page) for page in PAGES))

    assert asyncio.run(gathered()) == alone
