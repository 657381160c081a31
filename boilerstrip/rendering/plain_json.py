"""JSON that no reader, terminal or encoder stumbles over."""

from __future__ import annotations

import json
import re
from typing import Any

# Characters that JSON may hold as they are, but that break what comes after: lone surrogates have
# no UTF-8, C1 controls steer terminals, and the others end a line to some readers of JSON Lines.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def escaped(text: str) -> str:
    """JSON with its unsafe characters escaped.

    >>> print(escaped('{"a": "\u2028"}'))
    {"a": "\\u2028"}
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def dumps(values: Any) -> str:
    """Values as one line of JSON, with letters of every script as they are."""
    return escaped(json.dumps(values, ensure_ascii=False))
