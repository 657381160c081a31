"""What only a process of its own tells: the cold start, and the memory of a long run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

STARTS = 5
# Pages after which memory is compared with its end, caches and pools being full.
SETTLED = 500

_START = """
import json, sys, time
began = time.process_time()
from tests.benchmark.extractors import EXTRACTORS
extract = EXTRACTORS[sys.argv[1]].load()
loaded = time.process_time()
extract(sys.stdin.buffer.read(), None)
print(json.dumps({"import_ms": (loaded - began) * 1e3,
                  "first_call_ms": (time.process_time() - loaded) * 1e3}))
"""

_MEMORY = """
import json, pathlib, resource, sys
from tests.benchmark.extractors import EXTRACTORS
from tests.benchmark.pages import read_pages
name, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
every, calls, settled = map(int, sys.argv[3:])
unit = 1 if sys.platform == "linux" else 1024
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
extract = EXTRACTORS[name].load()
pages = read_pages(corpus, every)
told = {"loaded_kb": peak()}
for call in range(calls):
    page = pages[call % len(pages)].labelled
    try:
        extract(page.read(), page.url)
    except Exception:
        pass  # errors are counted where accuracy is measured
    if call + 1 == min(settled, calls):
        told["settled_kb"] = peak()
print(json.dumps(told | {"end_kb": peak(), "calls": calls}))
"""


def cold_start(name: str, page: bytes) -> dict[str, float]:
    """CPU milliseconds of import and of the first call, each the least of ``STARTS`` processes."""
    runs = [_python(_START, name, stdin=page) for _ in range(STARTS)]
    return {key: min(run[key] for run in runs) for key in runs[0]}


def memory(name: str, corpus: Path, every: int, calls: int) -> dict[str, float]:
    """Peak kilobytes of a process: loaded, after ``SETTLED`` calls, and after all ``calls``."""
    return _python(_MEMORY, name, str(corpus.resolve()), str(every), str(calls), str(SETTLED))


def _python(code: str, *arguments: str, stdin: bytes = b"") -> dict[str, Any]:
    """What a fresh interpreter prints as its last line."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], input=stdin, stdout=subprocess.PIPE, check=True
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
