"""What class, id and role names and element names say of what stands in them.

The words are data, ``markup.json``: a label (or ``"body"``) and the tokens that speak for it, as
the default themes of the common content systems and frameworks use them.
"""

from __future__ import annotations

import functools
import json
from importlib import resources

# Names of elements that are kept with what they say: they repeat within a page and a site. So many
# are about 1 MB.
REPEATED_NAMES = 1 << 12

# The most telling first: a token of a later label does not overrule one of an earlier.
PRIORITY = (
    "consent pull_quote comment subscriber_prompt newsletter author_bio caption share advert "
    "related aside navigation legal interface byline date standfirst boilerplate body"
).split()
BY_TAG = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "boilerplate",
    "aside": "aside",
    "figcaption": "caption",
    "form": "interface",
    "button": "interface",
    "select": "interface",
    "textarea": "interface",
    "label": "interface",
    "dialog": "interface",
    "noscript": "interface",
    "address": "byline",
}


@functools.lru_cache(maxsize=1)
def _label_of_token() -> dict[str, tuple[int, str]]:
    text = resources.files(__package__).joinpath("markup.json").read_text(encoding="utf-8")
    table: dict[str, tuple[int, str]] = {}
    words: dict[str, list[str]] = json.loads(text)
    for rank, label in enumerate(PRIORITY):
        for token in words[label]:
            table.setdefault(token, (rank, label))
    return table


@functools.lru_cache(maxsize=REPEATED_NAMES)
def label_of(tokens: tuple[str, ...], tag: str = "") -> str | None:
    """The label that an element's tokens, or else its name, speak for.

    >>> label_of(("site", "nav"), "div"), label_of((), "figcaption"), label_of(("x",), "p")
    ('navigation', 'caption', None)
    """
    table = _label_of_token()
    found = [table[token] for token in tokens if token in table]
    return min(found)[1] if found else BY_TAG.get(tag)
