"""Where the names in a byline end."""

from __future__ import annotations

import re

from boilerstrip.fields.wording import holds_any, words_of

# "About 3 hours ago": the day for readers who know today's.
AGO = (
    r"(?:(?:about|over|almost|nearly)\s+)?(?:\d+|an?|one|two|three)\s+"
    r"(?:second|minute|min|hour|day|week|month|year)s?\s+ago\b"
)
# What ends the names in a byline.
_CUT = re.compile(
    r"\s*(?:[\n\t|•·⋅∙]|\s[\u3040-\u9fff]{2,6}[:：]|\s[–—-]\s|[–—]\s?(?=\d)|\bhttps?://|\bwww\.|\((?!(?-i:[A-Z]\w+\)\s[A-Z]))|\[|@|"
    r"\b(?:(?:updated|published|posted|last\s+(?:updated|modified)|follow|share|e-?mail|read\s+more|"
    r"view\s+(?:all|profile|bio|in)|see\s+(?:all|full)|more\s+(?:by|from)|minutes?\s+read|min\s+read|"
    r"reviewed|fact[- ]checked|edited|photos?\s+by|photograph\w*|special\s+to|"
    r"veröffentlicht|aktualisiert|erstellt|publié|mis\s+à\s+jour|publicado|actualizado|aggiornato|"
    r"pubblicato|opublikowano|опубликовано|show\s+all|under|unter|on\s+behalf\s+of|im\s+auftrag|"
    r"categor(?:y|ies)|kategorien?|filed|tags?|topics?|catégories?|categor[ií]as?|(?:min\s+)?lesezeit|"
    r"reading\s+time|(?:\d+|no|one|a|leave\s+a|keine?|ein|aucun|sin|hay\s+\d+)\s+"
    r"(?:comments?|kommentare?|commentaires?|comentarios?)|"
    r"(?:is|are|was|ist|war|est|es|has|hat|writes|schreibt)\s(?=[a-zäöü]))\b|"
    r"(?:am|um|on|at|le|el|il|den|under|unter|in)\s(?=\S*\d|\w+day|\w+tag|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)\b)|" + AGO + r"))",
    re.IGNORECASE,
)
# What each of these has in it, but for the words that it begins with: a quick look.
_MAY_CUT = re.compile(r"[\n\t|•·⋅∙:：–—(\[@\d-]")
_CUT_PARTS = ("day", "tag", "ago", "photograph")
_CUT_WORDS = frozenset(
    "www updated published posted last follow share email read view see more minute minutes min "
    "reviewed fact edited photo photos special veröffentlicht aktualisiert erstellt publié mis "
    "publicado actualizado aggiornato pubblicato opublikowano опубликовано show under unter on im "
    "category categories kategorie kategorien filed tag tags topic topics catégorie catégories "
    "categoria categorias categoría categorías lesezeit reading no one a leave kein keine ein "
    "aucun sin hay is are was ist war est es has hat writes schreibt mon tue wed thu fri "
    "sat sun".split()
)


def end_of_names(text: str) -> re.Match[str] | None:
    """What follows the names in a byline, from its start on, if anything does.

    >>> end_of_names("Ada Byron is a sailor").start()
    9
    """
    quick = (
        _MAY_CUT.search(text)
        or not _CUT_WORDS.isdisjoint(words_of(text))
        or holds_any(text, _CUT_PARTS)
    )
    return _CUT.search(text, 1) if quick else None
