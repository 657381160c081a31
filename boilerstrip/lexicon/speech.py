"""Whether a text reports what somebody says: "Sign up for nothing, her grandfather said."

Such a sentence may begin with the words of any prompt. The verbs are data, ``speech.json``, by
language.
"""

from __future__ import annotations

import functools
import json
import re
from importlib import resources

from boilerstrip.lexicon.folding import fold, is_unspaced

# Words between the comma or quotation mark and the verb, in either order: ", her old aunt said".
MAX_SUBJECT_WORDS = 4
MAX_WORD_CHARS = 30

_UNSPACED = ("ja", "zh")
_MARK = "[,،，—–\\-\"“”„«»」』’'‘]"
_OPENS = re.compile("\\s*[\"“„«»「『‘”]")
# Behind the quotation's end there is more, or the quotation is itself a sentence.
_CLOSES = re.compile("[.!?。！？,，][\"”“»«」』’]|[\"”“»«」』]\\W*\\w")


@functools.lru_cache(maxsize=1)
def _verb() -> tuple[re.Pattern[str], re.Pattern[str]]:
    text = resources.files(__package__).joinpath("speech.json").read_text(encoding="utf-8")
    verbs: dict[str, str] = json.loads(text)
    spaced = {fold(v) for lang, of in verbs.items() if lang not in _UNSPACED for v in of.split()}
    unspaced = {verb for lang in _UNSPACED for verb in verbs[lang].split()}
    word = rf"[^\s,.!?]{{1,{MAX_WORD_CHARS}}}"
    return (
        re.compile(
            rf"{_MARK}\s+(?:{word}\s+){{0,{MAX_SUBJECT_WORDS}}}(?:{'|'.join(sorted(spaced))})(?!\w)"
        ),
        re.compile(rf"[，,」』”][^。！？\n]{{0,12}}(?:{'|'.join(sorted(unspaced))})"),
    )


def is_spoken(text: str) -> bool:
    """Whether somebody is said to say some of the text, or it opens with a quotation.

    >>> [is_spoken(t) for t in ("Sign up for nothing, her aunt said.", "Sign up, it is free.")]
    [True, False]
    >>> is_spoken("“Read more,” was the only advice of his editor.")
    True
    """
    opening = _OPENS.match(text)
    if opening is not None and _CLOSES.search(text, opening.end()):
        return True
    spaced, unspaced = _verb()
    folded = fold(text)
    return spaced.search(folded) is not None or (
        is_unspaced(folded) and unspaced.search(folded) is not None
    )
