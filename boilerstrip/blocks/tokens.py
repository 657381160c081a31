"""Words in ``class``, ``id`` and ``role`` attributes: ``"articleBody__lead"`` says three things."""

from __future__ import annotations

import functools
import re

# Attribute strings repeat within a site and, with the common content systems, across sites. So many
# are about 9 MB, and those of some 50 pages.
CACHE_SIZE = 1 << 14
# Generated class names ("css-1x2y3z", hashes) can be very long and say nothing.
MAX_ATTRIBUTE = 400

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]{2,}")


@functools.lru_cache(maxsize=CACHE_SIZE)
def tokenise(attribute: str) -> tuple[str, ...]:
    """The distinct words of an attribute's value, lower case, in order, at least two letters each.

    Whole names of several words are kept as well, joined by ``-``, for what they say together.

    >>> tokenise("articleBody__lead js-x")
    ('article', 'body', 'lead', 'article-body-lead', 'js')
    """
    seen: dict[str, None] = {}
    for name in attribute[:MAX_ATTRIBUTE].split():
        if name.islower():
            words = _WORD.findall(name)
        else:
            words = [word.lower() for word in _WORD.findall(_CAMEL.sub("-", name))]
        for word in words:
            seen[word] = None
        if len(words) > 1:
            seen["-".join(words)] = None
    return tuple(seen)
