"""Words in ``class``, ``id`` and ``role`` attributes: ``"articleBody__lead"`` says three things."""

from __future__ import annotations

import functools
import re

# Attribute strings repeat within a site; the names in them repeat, with the common content systems,
# across sites. Together the caches hold a few megabytes.
ATTRIBUTES = 1 << 13
NAMES = 1 << 14
# Generated class names ("css-1x2y3z", hashes) can be very long and say nothing.
MAX_ATTRIBUTE = 400

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]{2,}")


@functools.lru_cache(maxsize=ATTRIBUTES)
def tokenise(attribute: str) -> tuple[str, ...]:
    """The distinct words of an attribute's value, lower case, in order, at least two letters each.

    Whole names of several words are kept as well, joined by ``-``, for what they say together.

    >>> tokenise("articleBody__lead js-x")
    ('article', 'body', 'lead', 'article-body-lead', 'js')
    """
    names = attribute[:MAX_ATTRIBUTE].split()
    if len(names) == 1:
        return _words_of(names[0])
    return tuple(dict.fromkeys([word for name in names for word in _words_of(name)]))


@functools.lru_cache(maxsize=NAMES)
def _words_of(name: str) -> tuple[str, ...]:
    """The distinct words of one name, and all of them as one if they are several."""
    if name.islower():
        words = _WORD.findall(name)
    else:
        words = [word.lower() for word in _WORD.findall(_CAMEL.sub("-", name))]
    if len(words) > 1:
        words = list(dict.fromkeys([*words, "-".join(words)]))
    return tuple(words)
