"""From a byline as found to the names in it."""

from __future__ import annotations

import functools
import html
import re

from boilerstrip.fields import months
from boilerstrip.fields.byline_end import AGO, end_of_names
from boilerstrip.fields.bywords import by_words, is_label, is_others, others_in
from boilerstrip.fields.finding import find_dates
from boilerstrip.fields.keys import key
from boilerstrip.fields.wording import lower
from boilerstrip.lexicon.credits import QuickLook, any_of, entries, whole

# Separators between names. "y", "e", "i", "a" are words only between spaces.
_SPLIT = re.compile(
    rf"\s*(?:[,;]\s{any_of('and')}\s|[,;，、/|·•⋅∙&+]|\s{any_of('and', 'with')}\s)\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"\s+{any_of('place')}\s+(?:{any_of('the')}\s+)?[A-Z]\w+.*$")
# Behind a person's name it is one without a by-word too: "Ada Byron in Kyiv", "… For The Post".
_BEHIND_PERSON = re.compile(rf"\s+{any_of('for')}\s+[A-Z]\w+.*$")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_BESIDE = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,3}T\b)?|"
    rf"\b\d+\s{any_of('comment', 'minutes')}\b|{AGO}",
    re.IGNORECASE,
)
_AGO = QuickLook("ago")
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"(?:https?:)?//|www\.")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_HANDLE = re.compile(r"@\w+")
_TITLES_BEHIND = re.compile(rf"\b{any_of('job')}\b", re.IGNORECASE)
_JOBS = QuickLook("job")
# Degrees behind a name, with or without a comma; "Md" before one is a name.
_DEGREE = rf"{any_of('degree')}\b\.?"
_DEGREES = re.compile(rf"[\s,](?<!\b[Bb]y[\s,])[\s,]*{_DEGREE}(?:[\s,]+{_DEGREE})*")
# A word or a date that lost the space before it.
_GLUED = re.compile(r"(?<=[a-z])(?=([A-Z][a-z]{2,8}\.?\s\d{1,2}\b)|([A-Z]\w*))")
_BEHIND_NAMES = entries("job", "dated")
_SHORT_TEAM = re.compile(rf"^(?:\S+\s){{1,3}}(?=[A-Z])(?i:{any_of('team')})$")
# Words that the end of a byline leaves behind its last name.
_LAST_KINDS = ("and", "at", "in")
_LAST_WORDS = entries(*_LAST_KINDS)
_EDGES = re.compile(rf"^[\W_]+|(?:'s)?[\W_]+$|\s{any_of(*_LAST_KINDS)}\W*$")
_INITIALS = re.compile(rf"(?:^|\.)[A-Z]\.$|\b{any_of('generation')}\.$")
# "Mar 6", "6 Mar": the date of a page that thinks its year goes without saying.
_NO_YEAR = re.compile(
    r"(?<!\w)(?:(?P<before>[^\W\d_]{3,9})\.?\s\d{1,2}|\d{1,2}\.?\s(?P<behind>[^\W\d_]{3,9}))(?!\w)"
)
# What a date that was taken off leaves behind the name: "by ada7 on".
_LEFT_BEHIND = re.compile(rf"\s+{any_of('at')}\W*$")
_WEEKDAY = re.compile(rf"^\W*{any_of('weekday')}\W*$", re.IGNORECASE)
# What dates and times leave behind.
_LEFT_OVER = entries("left", "by", "dated", "at", "in")
# "All articles by Ada Byron", "About the author": a link's words around the name, or only words.
_ALL_OF = re.compile(
    rf"^{any_of('list')}\b.*?\b{any_of('of')}(?:\s+|(?=[A-Z]))",
    re.IGNORECASE,
)
_ONLY_WORDS = re.compile(rf"^{any_of('only')}\b", re.IGNORECASE)
_ROLE = re.compile(r"^[^\W\d][\w &]{1,24}:\s+")
_PICTURE = re.compile(whole("picture"))
_ACCOUNT = re.compile(r"^[a-z]|[a-z][A-Z]$|[a-z]\d")
_GENITIVE = re.compile(r"['’]s\s")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\s?\d.*$")
_NEVER_IN_NAMES = entries("never")
# Accounts are nobody's byline; rooms are one where no person is named.
ACCOUNTS = frozenset(map(key, entries("account")))
ROOMS = frozenset(map(key, entries("room")))
_ORGANISATIONS = QuickLook("organisation")
# Names of more words are sentences, of more characters wreckage.
MAX_WORDS = 6
MAX_NAME = 60
MAX_RAW = 400
_PARTICLES = entries("particle")


def clean(raw: str) -> list[str]:
    """The names in a byline, without by-words, job titles, places, dates, mails and handles.

    >>> clean("By Ada Byron, Science Editor, and Mary Somerville in Kyiv")
    ['Ada Byron', 'Mary Somerville']
    """
    return list(_cleaned(raw[:MAX_RAW]))


@functools.lru_cache(maxsize=1024)  # a page names its writers in many places
def _cleaned(raw: str) -> tuple[str, ...]:
    return tuple(_clean(raw))


def _clean(raw: str) -> list[str]:
    text = html.unescape(raw).strip()
    if _ADDRESS.match(text):
        return []
    had_by_word = False
    text = _MAIL.sub(" | ", text) if "@" in text else text
    text = _GLUED.sub(_between, text)
    text = _DEGREES.sub("", text)
    for _ in range(2):  # "Written by: By Ada Byron"
        all_of = _ALL_OF.match(text)
        stripped = _without_by_word(text[all_of.end() :] if all_of else text)
        if stripped == text:
            break
        had_by_word = True
        text = stripped
    undated = _without_dates(text)
    had_by_word |= text.endswith(undated) and undated != text  # "5 May 2024 • Ada Byron in Kyiv"
    text = undated.lstrip(" -–—|•·⋅∙,")
    for end in (end_of_names(text), others_in(text)):
        if end:
            text = text[: end.start()]
    parts = _SPLIT.split(_LEFT_BEHIND.sub("", text))
    if had_by_word and _is_phrase(parts[0].split()):
        return []  # "By clicking on it, …"
    if not had_by_word and _ONLY_WORDS.match(parts[0].strip()):
        return []  # "Licensed guide, M.A. History"
    names: list[str] = []
    for part in parts:
        if names and _names_job(part) and _TITLES_BEHIND.search(part, 1) and not is_room(part):
            continue  # a job behind the name
        name = _name(part, had_by_word=had_by_word)
        if name and key(name) not in map(key, names):
            names.append(name)
    return [name for name in names if not is_room(name)] or names


def _between(glued: re.Match[str]) -> str:
    """What belongs before a job or a date: "Ada ByronStaff Writer", "Ada ByronMay 5, 2024"."""
    day, word = glued.groups()
    return ", " if day or word.lower() in _BEHIND_NAMES else ""


def _without_by_word(text: str) -> str:
    words = by_words()
    if words.begins(text) and (match := words.opening.match(text)):
        return text[match.end() :]
    return text


def _without_dates(text: str) -> str:
    if not _DIGIT.search(text):
        return text
    dates = find_dates(text)
    if dates:
        text = text[dates[0].end :] if dates[0].start < 3 else text[: dates[0].start]
    for match in _NO_YEAR.finditer(text):
        if months.in_any(match["before"] or match["behind"]):
            text = text[match.end() :] if match.start() < 3 else text[: match.start()]
            break
    if time := _TIME.search(text):
        text = text[time.end() :] if time.start() < 3 else text[: time.start()]
    return text


def _name(part: str, *, had_by_word: bool) -> str | None:
    name = _without_by_word(" ".join(part.split()))
    if "@" in name:
        name = _HANDLE.sub("", name)
    if role := _ROLE.match(name):
        name = "" if _PICTURE.search(lower(role[0])) else name[role.end() :]
    name = _PLACE.sub("", name) if had_by_word else name
    if (place := _BEHIND_PERSON.search(name)) and is_person(name[: place.start()]):
        name = name[: place.start()]
    name = _trimmed(name)
    words = name.split()
    if not words or len(words) > MAX_WORDS or len(name) > MAX_NAME or not key(name):
        return None
    if _is_number(words) or key(name) in ACCOUNTS or name.lower() in _LEFT_OVER or is_label(name):
        return None
    if _WEEKDAY.match(name) or _ONLY_WORDS.match(name) or _PICTURE.search(lower(name)):
        return None
    if _is_phrase(words) or is_others(name):
        return None
    if len(words) > 1 and _DIGIT.search(name):
        name = _FOOTNOTE.sub("", name)
    if _names_job(name) and key(name) not in ROOMS and not _SHORT_TEAM.match(name):
        return _without_title(name)
    return part.strip().rstrip(".") + "." if _initials(part.strip()) else name


def _trimmed(name: str) -> str:
    """A name without signs and prepositions at its ends, and a by-word behind it."""
    words = name.split()
    if not (words and name[0].isalnum() and name[-1].isalnum() and words[-1] not in _LAST_WORDS):
        name = _EDGES.sub("", name)
    return name if name.isascii() else by_words().suffix.sub("", name)


def _is_number(words: list[str]) -> bool:
    """Whether words tell an amount ("15 minutes") and name no house ("3 Sisters Inn")."""
    return words[0][0].isdigit() and not (
        len(words) > 1 and words[0] != "1" and all(word[0].isupper() for word in words[1:])
    )


def _is_phrase(words: list[str]) -> bool:
    """Whether several words are no name but a phrase: "wife of a doctor", "my own view"."""
    small = [w[0].islower() and w.lower() not in _PARTICLES for w in words]
    inside = {word.lower() for word in words[1:]}
    return len(words) > 1 and (
        sum(small) > 1 or small[0] or words[0] == "I" or not inside.isdisjoint(_NEVER_IN_NAMES)
    )


def _names_job(text: str) -> bool:
    return _JOBS.may_see(text)


def _initials(part: str) -> bool:
    """Whether a full stop belongs to the name: "E.P.", "Sammy Davis Jr."."""
    return part.endswith(".") and bool(_INITIALS.search(part))


def _without_title(name: str) -> str | None:
    """The name beside a job title in the same part: "Reporter Ada Byron"; ``None`` if it is all."""
    match = _TITLES_BEHIND.search(name)
    if match is None:
        return name
    before, behind = name[: match.start()].split(), name[match.end() :].split()
    if match.start() == 0 and len(behind) > 1 and all(w[0].isupper() for w in behind):
        return _without_title(" ".join(behind))
    return None if len(before) < 2 or match.end() < len(name) else " ".join(before[:2])


def letters_beside(text: str) -> int:
    """How much of a text tells times and counts, as of comments, with the spaces around them."""
    if not (_DIGIT.search(text) or _AGO.may_see(text)):
        return 0
    return sum(match.end() - match.start() + 3 for match in _BESIDE.finditer(text))


def letters_of_titles(text: str) -> int:
    """How much of a text names jobs, in characters with the spaces around them."""
    if not _names_job(text):
        return 0
    return sum(match.end() - match.start() + 3 for match in _TITLES_BEHIND.finditer(text))


def is_room(name: str) -> bool:
    """Whether it names a room or a job, such as "Newsdesk", and no writer."""
    return key(name) in ROOMS


def is_account(name: str) -> bool:
    """Whether it looks like the name of a user rather than a writer's: "adab", "AdaB", "ada7".

    >>> is_account("adabyron"), is_account("AdaB"), is_account("Ada"), is_account("NASA")
    (True, True, False, False)
    """
    return " " not in name and bool(_ACCOUNT.search(name))


def is_organisation(name: str) -> bool:
    """Whether it names an agency, a paper or a room of one: "The Daily Post", "Press Agency"."""
    return name.startswith("The ") or _ORGANISATIONS.may_see(name)


@functools.lru_cache(maxsize=1024)
def is_person(name: str) -> bool:
    """Whether it looks like a person's name: several capitalised words, none of an organisation.

    >>> is_person("Ada von Lovelace"), is_person("dpa"), is_person("The Daily Post")
    (True, False, False)
    """
    if is_organisation(name) or _GENITIVE.search(name):
        return False
    words = name.split()
    if not name.isascii() and len(words) == 1:
        return 2 <= len(name) <= 6 and "\u3040" <= name[0] <= "\ud7af"
    capital = [w for w in words if w.lower() not in _PARTICLES]
    return 2 <= len(words) <= MAX_WORDS and all(
        w[0].isupper() or not w[0].isascii() or (w[0] == "(" and w[1:2].isupper()) for w in capital
    )
