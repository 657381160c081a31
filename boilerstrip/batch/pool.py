"""A pool of processes that loses no payload but the one that kills its worker.

Every worker has a pipe of its own and works on one payload at a time, so it is always known which
payload a death or a time limit concerns, and a worker that is killed holds no lock that others
need. (Pebble's pool shares one pipe: a worker that leaves with exit code 0 blocks the others until
the time limit, one killed while idle breaks the pool. ``concurrent.futures`` and loky give up all
payloads in flight when a worker dies, and can't end a payload that takes too long.)
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import itertools
import math
import multiprocessing
import pickle
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection
from typing import Any, Generic, TypeVar

from boilerstrip.batch.worker import died_of_alarm, serve
from boilerstrip.errors import PageTimeout, WorkerDied

Tag = TypeVar("Tag")

# How many jobs may be settled behind one that is not, for each worker: that many results wait in
# memory (articles are some 100 kB each), and for so many pages' time one slow page holds nobody up.
_WINDOW_PER_WORKER = 64

# Workers that end before they are ready, one after the other, until it is no accident.
_MAX_FAILED_STARTS = 3

# Seconds that a worker whose pipe has closed gets to end by itself, and so to tell how it ended.
_FAREWELL = 5.0

_NOT_PICKLABLE = (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError)


@dataclasses.dataclass(frozen=True, slots=True)
class Job(Generic[Tag]):
    """A payload for a worker, and the tag by which its giver knows it.

    Attributes:
        tag: stays in this process, and comes back with the result.
        payload: goes to the worker; ``None`` where there is nothing to do but to keep the order.
    """

    tag: Tag
    payload: Any


@dataclasses.dataclass(frozen=True, slots=True)
class Raised:
    """The result of a job that failed."""

    error: Exception


class WorkerTraceback(Exception):
    """The cause of an error raised in a worker: where it was raised there."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def run(
    function: Callable[[Any], Any],
    jobs: Iterable[Job[Tag]],
    *,
    prepare: Callable[[], object],
    workers: int,
    timeout: float | None,
    ordered: bool = True,
) -> Iterator[tuple[Tag, Any]]:
    """Apply a function to payloads in processes that are killed when they take too long.

    Args:
        function: what to do with a payload; importable, as are its payloads and results picklable.
        jobs: read only as far as workers are free: never far ahead of what is given back.
        prepare: called in each worker before its first payload, without a time limit.
        workers: how many processes, started when they are needed; 0 works in this one, without a
            time limit and without a shield.
        timeout: seconds that a payload may take; ``None`` for no limit.
        ordered: give results in the order of the jobs.

    Yields:
        Each job's tag with what the function returned, ``Raised`` where it failed, and ``None``
        where there was no payload.

    Raises:
        RuntimeError: no worker could be started.
    """
    if workers == 0:
        for job in jobs:
            yield job.tag, None if job.payload is None else _tried(function, job.payload)
        return
    if timeout == math.inf:
        timeout = None
    pool: _Pool[Tag] = _Pool(function, prepare, workers, timeout)
    try:
        yield from pool.results(iter(jobs), ordered=ordered)
    finally:
        pool.kill()


def _tried(function: Callable[[Any], Any], payload: Any) -> Any:
    try:
        return function(payload)
    except Exception as error:
        return Raised(error)


class _Pool(Generic[Tag]):
    def __init__(
        self,
        function: Callable[[Any], Any],
        prepare: Callable[[], object],
        limit: int,
        timeout: float | None,
    ) -> None:
        self.errand = (function, prepare)
        self.limit = limit
        self.timeout = timeout
        self.workers: list[_Worker] = []
        self.failed_starts = 0
        self.read = 0  # jobs, so far
        self.waiting: collections.deque[tuple[int, Any]] = collections.deque()
        self.tags: dict[int, Tag] = {}  # of the jobs that have not been given back
        self.settled: dict[int, Any] = {}

    def results(self, jobs: Iterator[Job[Tag]], *, ordered: bool) -> Iterator[tuple[Tag, Any]]:
        given = 0
        for_more = True
        while True:
            ready = self._ready(given, ordered=ordered)
            # Workers that came free get their next job before the caller takes his time over the
            # results, and while he does so they have no more than one each to run ahead.
            while for_more and len(ready) <= self.limit and self._has_room(given, ordered=ordered):
                for_more = self._read(jobs)
                ready = self._ready(given, ordered=ordered)
            if not self.tags:
                return
            self._wait(block=not ready)
            for index in ready[:1]:
                given = index + 1
                yield self.tags.pop(index), self.settled.pop(index)

    def _read(self, jobs: Iterator[Job[Tag]]) -> bool:
        """Take in the next job; whether there was one."""
        job = next(jobs, None)
        if job is None:
            return False
        self.tags[self.read] = job.tag
        if job.payload is None:
            self.settled[self.read] = None
        else:
            self.waiting.append((self.read, job.payload))
            self._assign()
        self.read += 1
        return True

    def _has_room(self, given: int, *, ordered: bool) -> bool:
        free = self.limit - sum(worker.index is not None for worker in self.workers)
        behind = self.read - given if ordered else len(self.settled)
        return len(self.waiting) < free and behind < _WINDOW_PER_WORKER * self.limit

    def _ready(self, given: int, *, ordered: bool) -> list[int]:
        """The jobs whose results may be given, a few more than there are workers at most."""
        if not ordered:
            return list(itertools.islice(self.settled, self.limit + 1))
        run = itertools.takewhile(self.settled.__contains__, itertools.count(given))
        return list(itertools.islice(run, self.limit + 1))

    def _assign(self) -> None:
        """Give waiting payloads to free workers; start more where there are too few."""
        while self.waiting:
            free = [w for w in self.workers if w.ready and w.index is None]
            if not free:
                break
            worker = free[0]
            if not worker.process.is_alive():
                self._drop(worker)
                continue
            index, payload = self.waiting.popleft()
            try:
                worker.begin(index, payload, self.timeout)
            except _NOT_PICKLABLE as error:
                self.settled[index] = Raised(error)
            except OSError:  # it died just now, and the payload had no part in it
                self.waiting.appendleft((index, payload))
                self._drop(worker)
        starting = sum(not worker.ready for worker in self.workers)
        for _ in range(min(len(self.waiting) - starting, self.limit - len(self.workers))):
            self.workers.append(_Worker(self.errand, self.timeout))

    def _wait(self, *, block: bool) -> None:
        """Hear the workers that answer, end, or have used up their time; wait for one to do so."""
        deadlines = [w.deadline for w in self.workers if w.deadline is not None]
        patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        if not block:
            patience = 0.0
        answering = set(connection.wait([w.connection for w in self.workers], patience))
        now = time.monotonic()
        for worker in list(self.workers):
            if worker.connection in answering:
                self._hear(worker)
            elif worker.deadline is not None and worker.deadline <= now:
                index = worker.index
                self._drop(worker)
                if index is not None and self.timeout is not None:
                    self.settled[index] = Raised(PageTimeout(self.timeout))
        self._assign()

    def _hear(self, worker: _Worker) -> None:
        index, was_ready = worker.index, worker.ready
        try:
            result = worker.answer()
        except (EOFError, OSError):
            worker.process.join(_FAREWELL)
            self._drop(worker)
            if index is not None:
                self.settled[index] = Raised(self._death(worker))
            elif not was_ready:
                self._count_failed_start(worker)
            return
        if index is not None:
            self.settled[index] = result
        elif isinstance(result, Raised):
            raise RuntimeError("a worker could not start") from result.error
        else:
            self.failed_starts = 0

    def _count_failed_start(self, worker: _Worker) -> None:
        self.failed_starts += 1
        if self.failed_starts >= _MAX_FAILED_STARTS:
            raise RuntimeError(
                f"workers can't start: {self._death(worker)}; a script that starts processes must"
                " do so under `if __name__ == '__main__':`"
            )

    def _death(self, worker: _Worker) -> Exception:
        code = worker.process.exitcode
        if died_of_alarm(code) and self.timeout is not None:
            return PageTimeout(self.timeout)
        if code is None or code >= 0:
            return WorkerDied(f"the worker process left with exit code {code}")
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        memory = ", as it is when memory runs out" if name == "SIGKILL" else ""
        return WorkerDied(f"the worker process was ended by {name}{memory}")

    def _drop(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.kill()

    def kill(self) -> None:
        """End all workers, whatever they are at."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.kill()
        self.workers.clear()


class _Worker:
    """A worker process, seen from its parent."""

    def __init__(self, errand: tuple[Any, Any], timeout: float | None) -> None:
        # Forking a process that has threads is not safe, and a forked one would hold its
        # siblings' pipes open.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, timeout), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.index: int | None = None
        self.deadline: float | None = None
        # It may be dead already, which is told by the end of its answers.
        with contextlib.suppress(OSError):
            self.connection.send(errand)

    def begin(self, index: int, payload: Any, timeout: float | None) -> None:
        self.connection.send(payload)
        self.index = index
        self.deadline = None if timeout is None else time.monotonic() + timeout

    def answer(self) -> Any:
        fine, value, told = self.connection.recv()
        self.ready = True
        self.index = self.deadline = None
        if fine:
            return value
        value.__cause__ = WorkerTraceback(told)
        return Raised(value)

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()
