"""Words in ``class``, ``id`` and ``role`` attributes: ``"articleBody__lead"`` says three things."""

from __future__ import annotations

import functools
import itertools
import re

# Names repeat within a site and, with the common content systems, across sites; whole attributes
# repeat within a page above all. So many are those of some 70 pages and of some 20, and take 7 MB.
KEPT_NAMES = 1 << 14
KEPT_ATTRIBUTES = 1 << 12
# Generated class names ("css-1x2y3z", hashes) can be very long and say nothing.
MAX_ATTRIBUTE = 400

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]{2,}")
# ASCII in lower case, with a space for each sign that is no letter.
_FOLDED = bytes(
    ord(sign.lower() if sign.isalpha() else " ") for sign in map(chr, range(128))
).ljust(256)


@functools.lru_cache(maxsize=KEPT_ATTRIBUTES)
def tokenise(attribute: str) -> tuple[str, ...]:
    """The distinct words of an attribute's value, lower case, in order, at least two letters each.

    Whole names of several words are kept as well, joined by ``-``, for what they say together.

    >>> tokenise("articleBody__lead js-x")
    ('article', 'body', 'lead', 'article-body-lead', 'js')
    """
    names = attribute[:MAX_ATTRIBUTE].split()
    if len(names) == 1:
        return _tokens_of(names[0])
    return tuple(dict.fromkeys(itertools.chain.from_iterable(map(_tokens_of, names))))


@functools.lru_cache(maxsize=KEPT_NAMES)
def _tokens_of(name: str) -> tuple[str, ...]:
    if not name.islower():
        name = _CAMEL.sub("-", name)
    if name.isascii():
        letters = name.encode("ascii").translate(_FOLDED).decode("ascii")
        words = [word for word in letters.split() if len(word) > 1]
    else:
        words = [word.lower() for word in _WORD.findall(name)]
    if len(words) < 2:
        return tuple(words)
    if len(set(words)) < len(words):
        return tuple(dict.fromkeys((*words, "-".join(words))))
    return (*words, "-".join(words))
