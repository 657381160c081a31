"""Where the names in a byline end."""

from __future__ import annotations

import re

from boilerstrip.lexicon.credits import QuickLook, any_of

# "About 3 hours ago": the day for readers who know today's.
AGO = rf"(?:{any_of('nearly')}\s+)?(?:\d+|{any_of('few')})\s+{any_of('unit')}\s+{any_of('ago')}\b"
# Words that end the names wherever they stand.
_ENDS = ("dated", "offer", "helped", "filed", "reading")
# What ends the names in a byline: a sign, such a word, a number of comments, a sentence on the
# writer, a day or an hour. A set of a script without case takes long to compile regardless of it.
_CUT = re.compile(
    r"\s*(?:[\n\t|•·⋅∙]|\s(?-i:[\u3040-\u9fff]){2,6}[:：]|\s[–—-]\s|[–—]\s?(?=\d)|\bhttps?://|\bwww\.|"
    r"\((?!(?-i:[A-Z]\w+\)\s[A-Z]))|\[|@|"
    rf"\b(?:{any_of(*_ENDS)}\b|(?:\d+|{any_of('count')})\s+{any_of('comment')}\b|"
    rf"{any_of('verb')}\s(?=[a-zäöü])|{AGO}|"
    rf"{any_of('at', 'in')}\s(?=\S*\d|{any_of('weekday')}\b)))",
    re.IGNORECASE,
)
# What each of these has in it: a quick look.
_MAY_CUT = re.compile(r"[\n\t|•·⋅∙:：–—(\[@\d-]")
_WORDS = QuickLook(*_ENDS, "comment", "verb", "weekday", "ago")


def end_of_names(text: str) -> re.Match[str] | None:
    """What follows the names in a byline, from its start on, if anything does.

    >>> end_of_names("Ada Byron is a sailor").start()
    9
    """
    quick = _MAY_CUT.search(text) or _WORDS.may_see(text) or "www." in text.lower()
    return _CUT.search(text, 1) if quick else None
