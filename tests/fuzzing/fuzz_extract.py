"""Coverage-guided fuzzing of ``extract``: bytes, and pages that are changed at random.

    pip install atheris
    PYTHONPATH=.:tests python tests/fuzzing/fuzz_extract.py NEW SEEDS… -max_total_time=3600

``NEW`` is an empty folder for inputs that reach new code, ``SEEDS`` are folders of pages, such as
``fixtures/pages``. The first byte of an input says how it is read, the others are the page. The
first input for which ``extract`` raises or contradicts itself at some place, and each that takes
too long, is left as ``raised-…`` or ``slow-…`` in the working directory, with the traceback on
standard error, and the search goes on. What this and the tests of
growth have found is in ``fixtures/hostile/found``, and ``tests/test_fuzzing.py`` runs it.
"""

from __future__ import annotations

import hashlib
import logging
import random
import sys
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["boilerstrip"]):
    from boilerstrip import extract

    extract("<p>All that is imported when it is needed first, is imported here.</p>" * 3)
    extract("A line of a dump.\n" * 9)

from invariants import check
from mutation import mutated

KINDS = ("auto", "auto", "html", "text")
ENCODINGS = (None, None, None, "utf-8", "utf-16", "gb18030", "iso-2022-jp", "koi8-r")
# Seconds of CPU that an input may take: instrumented code takes about three times as long.
MAX_SECONDS = 0.5
MAX_SECONDS_PER_MB = 8.0


_places: set[str] = set()


def test_one_input(data: bytes) -> None:
    head, page = data[:1] or b"\0", data[1:]
    start = time.process_time()
    try:
        check(page, kind=KINDS[head[0] % 4], encoding=ENCODINGS[head[0] // 4 % 8])
    except Exception as error:
        place = f"{type(error).__name__} {traceback.extract_tb(error.__traceback__)[-1][:3]}"
        if place not in _places:
            _places.add(place)
            _keep("raised", data)
            traceback.print_exc()
    seconds = time.process_time() - start
    if seconds > MAX_SECONDS + MAX_SECONDS_PER_MB * len(page) / 1e6:
        print(f"{_keep('slow', data)}: {seconds:.1f} s", file=sys.stderr)


def _keep(what: str, data: bytes) -> str:
    name = f"{what}-{hashlib.sha1(data).hexdigest()[:16]}"
    Path(name).write_bytes(data)
    return name


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return bytes(atheris.Mutate(data, max_size))
    return (data[:1] + mutated(data[1:], chance))[:max_size]


def main() -> None:
    logging.getLogger("boilerstrip").setLevel(logging.CRITICAL)
    atheris.Setup(sys.argv, test_one_input, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
