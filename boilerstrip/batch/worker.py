"""What runs in a worker process: take a payload, answer, and so on until the pipe closes."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

# A worker's own alarm rings this long (s) after the time at which its parent kills it: it serves
# where the parent is busy elsewhere, or gone.
ALARM_GRACE = 1.0

# Workers share the cores already: threads of theirs would only get in each other's way.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

Answer = tuple[bool, Any, str]  # whether it went well, the value or the exception, its traceback


def serve(connection: Connection[Any, Any], timeout: float | None) -> None:
    """Answer payloads until the other end of the connection closes.

    The first message is a pair of callables: what to do with each payload, and what makes that
    ready, which no time limit holds for. The answer to it is the first ``Answer``.

    Args:
        connection: to the parent.
        timeout: seconds that a payload may take.
    """
    # Ctrl-C goes to the whole group: the parent decides what becomes of us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")
    try:
        function, prepare = connection.recv()
        prepare()
        # The lexicon lasts as long as the process: a collection that looks through all that there
        # is need not look through it again.
        gc.freeze()
    except Exception as error:
        connection.send(failed(error))
        return
    connection.send((True, None, ""))
    while True:
        try:
            payload = connection.recv()
        except (EOFError, OSError):
            return
        except Exception as error:  # what came can't be unpickled here
            connection.send(failed(error))
            continue
        set_alarm(timeout)
        answer = answer_to(function, payload)
        set_alarm(None)
        connection.send_bytes(answer)


def answer_to(function: Callable[[Any], Any], payload: Any) -> bytes:
    """The pickled ``Answer``: pickled within the time limit, for that may fail like the rest."""
    try:
        return pickle.dumps((True, function(payload), ""))
    except Exception as error:
        return pickle.dumps(failed(error))


def failed(error: Exception) -> Answer:
    """The answer that tells of an error, or of what it said where it can't be pickled."""
    told = traceback.format_exc()
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return False, RuntimeError(f"{type(error).__name__}: {error}"), told
    return False, error, told


def set_alarm(timeout: float | None) -> None:
    # The default action of the signal ends the process, whatever native code it is in.
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, timeout + ALARM_GRACE if timeout else 0)


def died_of_alarm(exitcode: int | None) -> bool:
    """Whether the exit code is that of a process which its own alarm ended."""
    return hasattr(signal, "SIGALRM") and exitcode == -signal.SIGALRM
