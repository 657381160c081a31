"""Whether a sentence tells what happened: stories do, prompts and teasers say what to do now.

"To continue reading by candle was forbidden, and the novices hid the stubs." opens as a prompt
does, but its verb is in the past, and nobody is asked for anything. The forms are data,
``narration.json``, by language: the frequent ones that are no participles, since "limited offer"
and "all rights reserved" have those. Japanese, Korean and Turkish tell by the sentence's end:
prompts are polite there, or speak of no habit of old.
"""

from __future__ import annotations

import functools
import json
import re
from importlib import resources

from boilerstrip.lexicon.folding import fold, words

_CLOSED = re.compile(r"[.!。！][\"”’»“」』)\]]*\s*$")
_PLAIN_ENDS = {
    "ja": re.compile(r"(?<!まし)(?<!でし)[ただ]。[」』]?\s*$"),
    "ko": re.compile(r"(?<!니)다\.[\"”’]?\s*$"),
    "zh": re.compile("[他她它]|那年|当年|當年|曾"),
}
# In English a verb in -ed, or a form such as "paid", has a subject here: it may be a participle.
_JOINS = "and|but|so|when|until|while|because|if"
_IRREGULAR = "paid|made|left|found|kept|lost|told|heard|got|felt|met|sent|bought|brought|thought"
_ACTED = re.compile(
    rf"\b(?:i|he|she|they|nobody|everybody|everyone|who) (?:never |had )?(?:\w+ed|{_IRREGULAR})\b"
    rf"|\b(?:{_JOINS}) (?:(?:the|a|an|his|her|its|their) \w+|you|we) (?:\w+ed|{_IRREGULAR})\b"
)

# A Turkish sentence ends in its verb: "okurdu", he used to read.
_HABIT = re.compile(r"(?:[aeiuü]r|yor)d[iuü](?:lar|ler)?\W*$")


@functools.lru_cache(maxsize=1)
def _past() -> dict[str, frozenset[str]]:
    text = resources.files(__package__).joinpath("narration.json").read_text(encoding="utf-8")
    forms: dict[str, str] = json.loads(text)
    return {language: frozenset(words(fold(of))) for language, of in forms.items()}


def is_narrated(text: str, language: str) -> bool:
    """Whether a text is a full sentence that tells of the past in a language of the lexicon.

    ``"any"`` is no language: what is told of it is told in none.

    >>> is_narrated("Sign up and you were sent a goose, that was the custom.", "en")
    True
    >>> is_narrated("Sign up and get a goose every Friday.", "en")
    False
    """
    if _CLOSED.search(text) is None:
        return False
    if language in _PLAIN_ENDS:
        return _PLAIN_ENDS[language].search(text) is not None
    folded = fold(text)
    if not _past().get(language, frozenset()).isdisjoint(words(folded)):
        return True
    telling = {"en": _ACTED, "tr": _HABIT}.get(language)
    return telling is not None and telling.search(folded) is not None
