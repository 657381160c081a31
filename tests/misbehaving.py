"""What a page may do to the process that works on it; workers import this."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Callable


class Picky(Exception):
    """Can be pickled, but not unpickled."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def nothing() -> None:
    """Needs no preparation."""


def exhaust_memory() -> None:
    import resource

    # The soft limit alone, so that it can be lifted again for the payloads that follow.
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (1 << 32, hard))
    try:
        bytearray(1 << 40)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def recurse() -> None:
    recurse()


def hold_the_interpreter() -> None:
    # Within one call of native code, where no other thread and no signal handler gets a turn.
    re.match(r"(a+)+$", "a" * 60 + "b")


ACTIONS: dict[str, Callable[[], object]] = {
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: ctypes.string_at(0),
    "leaves well": lambda: os._exit(0),
    "leaves badly": lambda: os._exit(3),
    "exits": lambda: sys.exit("enough"),
    "out of memory": exhaust_memory,
    "recursion": recurse,
    "raises": lambda: {}["missing"],
    "raises picky": lambda: (_ for _ in ()).throw(Picky(1, 2)),
    "gives a lambda": lambda: lambda: None,
    "hangs": lambda: time.sleep(600),
    "hangs in native code": hold_the_interpreter,
}


def act(payload: int | str) -> object:
    """Double a number; do what a name says."""
    return payload * 2 if isinstance(payload, int) else ACTIONS[payload]()


def fail_to_prepare() -> None:
    raise LookupError("no weights")


def die() -> None:
    os._exit(7)
