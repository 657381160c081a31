"""Where sentences end, in any script."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…。！？؟۔।։][\s\"'”’»“」』)\]]*$")
# Characters at the end where it is looked for: marks behind the stop are few.
_TAIL = 100


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside.

    >>> [ends_sentence(text) for text in ("“It will sail.”", "Ferry returns", "出港した。")]
    [True, False, True]
    """
    return _END.search(text, max(0, len(text) - _TAIL)) is not None
