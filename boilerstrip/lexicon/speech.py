"""Who speaks in a text: somebody in the story, or the page to its reader.

"Sign up for nothing, her grandfather said." reports what somebody says; such a sentence may begin
with the words of any prompt. A text that says "you" or "our" outside of quotations is likely the
page's own. The verbs and pronouns are data, ``speech.json`` and ``address.json``, by language.
"""

from __future__ import annotations

import functools
import json
import re
from importlib import resources

from boilerstrip.lexicon.folding import fold, is_unspaced, words

# Words between the comma or quotation mark and the verb, in either order: ", her old aunt said".
MAX_SUBJECT_WORDS = 4
MAX_WORD_CHARS = 30

_UNSPACED = ("ja", "zh")
_MARK = "[,،，—–\\-\"“”„«»」』’'‘]"
_OPENS = re.compile('\\s*["“„«»「『‘”]')
# Behind the quotation's end there is more, or the quotation is itself a sentence.
_CLOSES = re.compile('[.!?。！？,，]["”“»«」』’]|["”“»«」』][^\\w"”“»«」』]*\\w')


@functools.cache
def _verb(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    text = resources.files(__package__).joinpath("speech.json").read_text(encoding="utf-8")
    verbs: dict[str, str] = json.loads(text)
    if language in verbs:
        verbs = {language: verbs[language]}
    spaced = {fold(v) for lang, of in verbs.items() if lang not in _UNSPACED for v in of.split()}
    unspaced = {verb for lang in _UNSPACED for verb in verbs.get(lang, "").split()}
    word = rf"[^\s,.!?]{{1,{MAX_WORD_CHARS}}}"
    return (
        re.compile(rf"{_MARK}\s+(?:{word}\s+){{0,{MAX_SUBJECT_WORDS}}}{_one_of(spaced)}(?!\w)"),
        re.compile(rf"[，,」』”][^。！？\n]{{0,12}}{_one_of(unspaced)}"),
    )


def _one_of(verbs: set[str]) -> str:
    return f"(?:{'|'.join(sorted(verbs))})" if verbs else r"(?!)"


@functools.lru_cache(maxsize=1)
def _pronouns() -> tuple[frozenset[str], re.Pattern[str]]:
    text = resources.files(__package__).joinpath("address.json").read_text(encoding="utf-8")
    pronouns: dict[str, str] = json.loads(text)
    spaced = {w for lang, of in pronouns.items() if lang not in _UNSPACED for w in words(fold(of))}
    unspaced = [w for lang in _UNSPACED for w in pronouns[lang].split()]
    return frozenset(spaced), re.compile("|".join(unspaced))


def addresses_reader(text: str) -> bool:
    """Whether a text has a pronoun by which a page speaks to its reader or of itself.

    Pronouns that mean something else in another language ("ton", "die") make it say so too often,
    so it may only speak against a doubtful paragraph.

    >>> addresses_reader("Please keep your comments civil."), addresses_reader("The ferry sailed.")
    (True, False)
    """
    spaced, unspaced = _pronouns()
    folded = fold(text)
    return not spaced.isdisjoint(words(folded)) or (
        is_unspaced(folded) and unspaced.search(folded) is not None
    )


def is_spoken(text: str, language: str | None = None) -> bool:
    """Whether somebody is said to say some of the text, or it opens with a quotation.

    Without a ``language`` of the lexicon verbs of all languages count, though one's verb is
    another's pronoun.

    >>> [is_spoken(t) for t in ("Sign up for nothing, her aunt said.", "Sign up, it is free.")]
    [True, False]
    >>> is_spoken("“Read more,” was the only advice of his editor.")
    True
    """
    opening = _OPENS.match(text)
    if opening is not None and _CLOSES.search(text, opening.end()):
        return True
    spaced, unspaced = _verb(language)
    folded = fold(text)
    return spaced.search(folded) is not None or (
        is_unspaced(folded) and unspaced.search(folded) is not None
    )
