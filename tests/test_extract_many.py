"""Many pages in several processes: each comes back once, whatever the others do."""

from __future__ import annotations

import contextlib
import itertools
import math
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import misbehaving
import pytest
from lxml import html

from boilerstrip import Article, Failure, PageTooLarge, extract, extract_many
from boilerstrip.batch import Page, pool
from boilerstrip.document.limits import MAX_PAGE_BYTES, Limits
from boilerstrip.errors import PageTimeout, WorkerDied

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = sorted((ROOT / "fixtures" / "pages").glob("*.html"))[:6]
PAGES = [path.read_bytes() for path in FIXTURES]

EXPECTED = {
    "killed": (WorkerDied, "SIGKILL"),
    "segfault": (WorkerDied, "SIGSEGV"),
    "leaves well": (WorkerDied, "exit code 0"),
    "leaves badly": (WorkerDied, "exit code 3"),
    "exits": (WorkerDied, "exit code 1"),
    "out of memory": (MemoryError, ""),
    "recursion": (RecursionError, "recursion"),
    "raises": (KeyError, "missing"),
    "raises picky": (RuntimeError, "Picky: 1 and 2"),
    "gives a lambda": (Exception, "lambda"),
    "hangs": (PageTimeout, "1 s"),
    "hangs in native code": (PageTimeout, "1 s"),
}

needs_signals = pytest.mark.skipif(os.name == "nt", reason="signals are told apart on POSIX only")


def run(payloads: Any, *, workers: int = 2, timeout: float | None = 1, ordered: bool = True) -> Any:
    return pool.run(
        misbehaving.act,
        (pool.Job(index, payload) for index, payload in enumerate(payloads)),
        prepare=misbehaving.nothing,
        workers=workers,
        timeout=timeout,
        ordered=ordered,
    )


@needs_signals
class TestPayloadsThatMisbehave:
    @pytest.mark.parametrize("ordered", [True, False])
    def test_each_fails_alone_among_many_others(self, ordered: bool) -> None:
        payloads: list[Any] = [*range(1, 80), *EXPECTED]
        random.Random(9).shuffle(payloads)
        results = list(run(payloads, workers=3, ordered=ordered))
        indexes = [index for index, _ in results]
        assert sorted(indexes) == list(range(len(payloads)))
        assert not ordered or indexes == sorted(indexes)
        for index, result in results:
            payload = payloads[index]
            if isinstance(payload, int):
                assert result == 2 * payload
            else:
                kind, said = EXPECTED[payload]
                assert isinstance(result.error, kind)
                assert said in str(result.error)

    @pytest.mark.parametrize("ordered", [True, False])
    def test_one_that_lacked_memory_is_tried_again_alone(
        self, tmp_path: Path, ordered: bool
    ) -> None:
        payloads: list[Any] = list(range(30))
        places = {3: "killed 1", 4: "refused 1", 17: "killed 2", 29: "refused 2"}
        for place, name in places.items():
            payloads[place] = tmp_path / name
        jobs = (pool.Job(index, payload) for index, payload in enumerate(payloads))
        results = dict(
            pool.run(
                misbehaving.stumble,
                jobs,
                prepare=misbehaving.nothing,
                workers=3,
                timeout=60,
                ordered=ordered,
            )
        )
        assert sorted(results) == list(range(30))
        for place in places:
            begin, end = results.pop(place)
            assert all(other[1] <= begin or other[0] >= end for other in results.values())

    def test_an_error_tells_where_it_was_raised(self) -> None:
        [(_, raised)] = run(["raises"])
        assert "misbehaving.py" in str(raised.error.__cause__)

    def test_without_processes(self) -> None:
        results = [result for _, result in run([1, "raises", 3], workers=0)]
        assert results[0] == 2
        assert isinstance(results[1].error, KeyError)
        assert results[2] == 6


class TestBackPressure:
    @pytest.mark.parametrize("ordered", [True, False])
    def test_no_more_is_read_than_workers_need(self, ordered: bool) -> None:
        read = 0

        def endless() -> Iterator[int]:
            nonlocal read
            for read in itertools.count(1):  # noqa: UP028 - it is looked at from outside
                yield read

        # With several, in order, one may run ahead for as long as the system gives another no time.
        results = run(endless(), workers=1 if ordered else 2, ordered=ordered)
        for given in range(1, 50):
            next(results)
            assert read - given <= 2 * 5
        results.close()

    @needs_signals
    def test_one_that_hangs_lets_others_go_on_within_bounds(self) -> None:
        read = 0

        def endless() -> Iterator[Any]:
            nonlocal read
            yield "hangs"
            for read in itertools.count(1):  # noqa: UP028 - it is looked at from outside
                yield read

        results = run(endless())
        assert isinstance(next(results)[1].error, PageTimeout)
        assert 2 < read <= 2 * pool._WINDOW_PER_WORKER + 2
        assert [result for _, result in itertools.islice(results, 300)] == [
            2 * number for number in range(1, 301)
        ]
        results.close()

    def test_payloads_of_none_keep_their_place(self) -> None:
        assert [result for _, result in run([None, 1, None, 2, None])] == [None, 2, None, 4, None]

    def test_large_payloads_and_results(self) -> None:
        sizes = [1 << 23, 5, 1 << 22]
        jobs = (pool.Job(size, b"x" * size) for size in sizes)
        results = pool.run(bytes, jobs, prepare=misbehaving.nothing, workers=2, timeout=60)
        assert [(size, len(result)) for size, result in results] == [(size, size) for size in sizes]


class TestWorkers:
    def test_they_end_with_the_results(self) -> None:
        assert len(list(run([1, 2, 3]))) == 3
        assert not multiprocessing.active_children()

    def test_they_end_when_nobody_wants_more(self) -> None:
        results = run(itertools.count(1))
        next(results)
        assert multiprocessing.active_children()
        results.close()
        assert not multiprocessing.active_children()

    def test_one_that_is_killed_while_idle_costs_nothing(self) -> None:
        results = run([1, 2, 3, 4], workers=1, timeout=None)

        def killing() -> Iterator[Any]:
            for index, result in results:
                for child in multiprocessing.active_children():
                    if index == 3:
                        child.kill()
                yield result

        assert list(killing()) == [2, 4, 6, 8]

    def test_one_that_cannot_prepare(self) -> None:
        with pytest.raises(RuntimeError, match="could not start") as caught:
            list(pool.run(bytes, [pool.Job(0, 1)], prepare=misbehaving.fail_to_prepare, workers=1,
                          timeout=1))  # fmt: skip
        assert isinstance(caught.value.__cause__, LookupError)

    def test_ones_that_die_before_they_begin(self) -> None:
        with pytest.raises(RuntimeError, match="exit code 7"):
            list(pool.run(bytes, [pool.Job(0, 1)], prepare=misbehaving.die, workers=1, timeout=1))

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
    def test_none_outlives_a_parent_that_is_killed(self, tmp_path: Path) -> None:
        script = tmp_path / "parent.py"
        script.write_text(
            "import multiprocessing\n"
            "import misbehaving\n"
            "from boilerstrip.batch import pool\n"
            "if __name__ == '__main__':\n"
            "    jobs = (pool.Job(n, n if n < 2 else 'hangs in native code') for n in range(4))\n"
            "    for tag, _ in pool.run(misbehaving.act, jobs, prepare=misbehaving.nothing,\n"
            "                           workers=2, timeout=2):\n"
            "        if tag == 1:\n"
            "            print(*(c.pid for c in multiprocessing.active_children()), flush=True)\n"
        )
        path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
        with subprocess.Popen(
            [sys.executable, script], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
        ) as parent:
            assert parent.stdout
            workers = [int(pid) for pid in parent.stdout.readline().split()]
            parent.kill()
        assert len(workers) == 2
        end = time.monotonic() + 30
        while any(map(_runs, workers)):
            assert time.monotonic() < end, "a worker still runs"
            time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that nobody has waited for is a line in a table, no process.
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


class TestExtractMany:
    def test_the_articles_are_those_of_extract(self) -> None:
        assert list(extract_many(PAGES, workers=2)) == [extract(page) for page in PAGES]

    def test_every_kind_of_page(self) -> None:
        page = PAGES[0]
        text = page.decode()
        tree = html.fromstring(page)
        pages = [text, bytearray(page), memoryview(page), Page(page, url="https://a.example/x")]
        articles = list(extract_many([*pages, tree, ""], workers=1))
        wanted = extract(page)
        assert {each.paragraphs for each in articles[:5]} == {wanted.paragraphs}  # type: ignore[union-attr]
        assert articles[3].metadata.url == "https://a.example/x"  # type: ignore[union-attr]
        assert articles[5] == extract("")

    def test_the_character_set_of_a_page(self) -> None:
        page = Page("<p>Ça coûte un œil à la ferme.</p>".encode("utf-16-be"), encoding="utf-16-be")
        [article] = extract_many([page], workers=1)
        assert isinstance(article, Article)
        assert "œil" in article.blocks[0].text

    def test_failures_have_index_cause_and_url(self) -> None:
        huge = Page("x" * (MAX_PAGE_BYTES + 1), url="https://a.example/huge")
        one, failed, two, wrong = extract_many([PAGES[0], huge, PAGES[1], 3], workers=2)
        assert isinstance(one, Article) and isinstance(two, Article)
        assert isinstance(failed, Failure) and isinstance(wrong, Failure)
        assert (failed.index, failed.url) == (1, "https://a.example/huge")
        assert isinstance(failed.cause, PageTooLarge)
        assert failed.cause.limit == MAX_PAGE_BYTES
        assert (wrong.index, wrong.url) == (3, None)
        assert isinstance(wrong.cause, TypeError)
        assert str(wrong) == "page 3: TypeError: " + str(wrong.cause)

    def test_a_page_over_its_time_is_killed_and_reported(self) -> None:
        slow = "<p>Sheep.</p><p>More sheep.</p>" * 500_000
        limits = Limits(elements=10_000_000, blocks=10_000_000, text=100_000_000)
        pages = [PAGES[0], slow, PAGES[1]]
        one, failed, two = extract_many(pages, workers=1, timeout=2, limits=limits)
        assert isinstance(one, Article) and isinstance(two, Article)
        assert isinstance(failed, Failure)
        assert isinstance(failed.cause, PageTimeout)
        assert failed.index == 1

    @needs_signals
    @pytest.mark.parametrize("name", ["killed", "leaves well", "out of memory", "hangs"])
    def test_pages_that_misbehave_cost_only_themselves(self, name: str) -> None:
        pages = PAGES * 2
        wanted: list[Any] = [extract(page) for page in PAGES] * 2
        for place in (8, 7, 0):
            pages.insert(place, misbehaving.Trap(name))
            wanted.insert(place, None)
        results = list(extract_many(pages, workers=2, timeout=4 if name == "hangs" else 60))
        assert len(results) == len(wanted)
        for index, (result, article) in enumerate(zip(results, wanted, strict=True)):
            if article is not None:
                assert result == article
                continue
            assert isinstance(result, Failure)
            assert result.index == index
            assert isinstance(result.cause, EXPECTED[name][0])

    @needs_signals
    def test_killed_workers_cost_nothing(self) -> None:
        results = []
        for result in extract_many(PAGES * 8, workers=2):
            results.append(result)
            if len(results) in (5, 30):  # fewer than make a pool give up
                os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
        assert results == [extract(page) for page in PAGES] * 8

    def test_a_source_that_breaks_is_the_callers_matter(self) -> None:
        def broken() -> Iterator[bytes]:
            yield PAGES[0]
            raise LookupError("the crawl is over")

        with pytest.raises(LookupError, match="the crawl is over"):
            list(extract_many(broken(), workers=1))
        assert not multiprocessing.active_children()

    @pytest.mark.parametrize(
        "arguments",
        [{"workers": 0}, {"timeout": 0}, {"timeout": -1}, {"kind": "pdf"}, {"threshold": 2}],
    )
    def test_bad_arguments_are_told_at_once(self, arguments: dict[str, Any]) -> None:
        with pytest.raises(ValueError):
            extract_many([], **arguments)

    def test_an_endless_time_limit_is_none(self) -> None:
        assert list(extract_many(PAGES[:1], workers=1, timeout=math.inf)) == [extract(PAGES[0])]

    def test_no_pages(self) -> None:
        assert list(extract_many([])) == []


@pytest.mark.parametrize("page", ["<p>A page.</p>", b"<p>A page.</p>"])
def test_one_page_is_no_list_of_pages(page: str | bytes) -> None:
    with pytest.raises(TypeError, match="pages must be an iterable of pages, not one page"):
        next(iter(extract_many(page)))
