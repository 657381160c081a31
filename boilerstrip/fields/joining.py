"""Several names as one byline, joined as the page joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from boilerstrip.lexicon.credits import any_of

CONJUNCTION = rf"(?:{any_of('and', 'also')}|&)"
# Signs between names that are kept as the page writes them.
_PLAIN = re.compile(r"\s?(?:[,;/|·+]|、|，|・)\s?")
_CONJUNCTION = re.compile(
    rf"(?:^|[\s,;)\]])(?P<word>{CONJUNCTION})\s+(?:{any_of('by')}\s+)?$", re.IGNORECASE
)


def joined(names: list[str], texts: Iterable[str]) -> str:
    """The names as one of the texts joins them, ``", "`` between them where none does.

    What stands between the names beside a conjunction (a job, a bracket) is left out.

    >>> joined(["Ada Byron", "Mary Somerville"], ["By Ada Byron, Editor, and Mary Somerville"])
    'Ada Byron and Mary Somerville'
    """
    if len(names) == 1:
        return names[0]
    listed: str | None = None
    for text in texts:
        between = _between(text, names)
        if between is None:
            continue
        if all(map(_PLAIN.fullmatch, between)):
            listed = listed or "".join(f"{n}{b}" for n, b in zip(names, between, strict=False))
        elif found := _CONJUNCTION.search(between[-1]):
            return f"{', '.join(names[:-1])} {found['word']} {names[-1]}"
    return listed + names[-1] if listed else ", ".join(names)


def _between(text: str, names: list[str]) -> list[str] | None:
    """What stands between the names in a text, ``None`` if it lacks one or has another order."""
    spans: list[tuple[int, int]] = []
    for name in names:
        start = text.find(name, spans[-1][1] if spans else 0)
        if start < 0:
            return None
        spans.append((start, start + len(name)))
    return [text[a[1] : b[0]] for a, b in pairwise(spans)]
