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
from boilerstrip.fields.wording import holds_any, lower, words_of

# Separators between names. "y", "e", "i", "a" are words only between spaces.
_SPLIT = re.compile(
    r"\s*(?:[,;]\s(?:and|und|et|y|och|og)\s|[,;，、/|·•⋅∙&+]|\s(?:and|und|et|y|e|och|og|en|i|и|та|ve|και|&|with|mit|ja|oraz)\s)\s*",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s+(?:in|aus|à|from|for|i|ve|en|da)\s+(?:the\s+)?[A-Z]\w+.*$")
# Behind a person's name it is one without a by-word too: "Ada Byron in Kyiv", "… For The Post".
_BEHIND_PERSON = re.compile(r"\s+(?:in|For|for\s+[Tt]he)\s+[A-Z]\w+.*$")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_BESIDE = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?:\s[A-Z]{2,3}T\b)?|\b\d+\s(?:comments?|"
    r"min(?:ute)?s?(?:\sread)?|kommentare?|commentaires?|comentarios?)\b|" + AGO,
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"(?:https?:)?//|www\.")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_HANDLE = re.compile(r"@\w+")
JOBS = frozenset(
    "editor reporter correspondent writer journalist columnist producer contributor director "
    "manager officer founder ceo cto cfo president professor analyst specialist author blogger "
    "consultant strategist expert engineer developer researcher scientist marketer advisor adviser "
    "attorney designer coordinator executive chief head staff senior associate assistant freelance "
    "intern gastautor gastautorin photographer redakteur redakteurin redaktor reporterin "
    "korrespondent korrespondentin journalistin journaliste rédacteur rédactrice redacteur "
    "redactor redactora periodista corresponsal redator redatora repórter jornalista giornalista "
    "redattore verslaggever journalista journalistas dziennikarz dziennikarka toimittaja "
    "korespondent obozrevatel обозреватель корреспондент редактор журналист muhabir "
    "muhabiri".split()
)
_TITLES_BEHIND = re.compile(rf"\b(?:{'|'.join(sorted(JOBS))})\b", re.IGNORECASE)
# Degrees behind a name, with or without a comma; "Md" before one is a name.
_DEGREE = (
    r"(?:Ph\.?\s?D|M\.?D|Esq|CFP®?|CPA|RDN?|M\.?B\.?A|M\.?Sc?|MPH|RN|JD|LD|BSN|LCSW|Psy\.?D)\b\.?"
)
_DEGREES = re.compile(rf"[\s,](?<!\b[Bb]y[\s,])[\s,]*{_DEGREE}(?:[\s,]+{_DEGREE})*")
# A job or a date that lost the space before it: "Ada ByronStaff Writer", "Ada ByronMay 5, 2024".
_GLUED = re.compile(
    r"(?<=[a-z])(?=(?:Staff|Senior|Contribut|Reporter|Editor|Correspondent|Founder|Writer|Director|"
    r"Author|Journalist|Freelance|Chief|Manager|President|Professor|CEO|Head)\b|"
    r"(?:Published|Updated|Posted)\b|[A-Z][a-z]{2,8}\.?\s\d{1,2}\b)"
)
_CAMEL = re.compile(r"[a-z][A-Z]")
_SHORT_TEAM = re.compile(r"^(?:\S+\s){1,3}(?:Staff|Team|Editors|Newsroom|Contributors?)$")
_LAST_WORDS = frozenset("in on at am um und and".split())
_EDGES = re.compile(rf"^[\W_]+|(?:'s)?[\W_]+$|\s(?:{'|'.join(sorted(_LAST_WORDS))})\W*$")
_INITIALS = re.compile(r"(?:^|\.)[A-Z]\.$|\b(?:Jr|Sr)\.$")
# "Mar 6", "6 Mar": the date of a page that thinks its year goes without saying.
_NO_YEAR = re.compile(
    r"(?<!\w)(?:(?P<before>[^\W\d_]{3,9})\.?\s\d{1,2}|\d{1,2}\.?\s(?P<behind>[^\W\d_]{3,9}))(?!\w)"
)
# What a date that was taken off leaves behind the name: "by ada7 on".
_LEFT_BEHIND = re.compile(r"\s+(?:on|at|am|um|le|el|il)\W*$")
_WEEKDAY = re.compile(r"^\W*\w+(?:day|tag)\W*$", re.IGNORECASE)
# What dates and times leave behind.
_LEFT_OVER = frozenset(
    "am um on at in the le la el il den der die das dal del last by von and und par por et a i at "
    "date datum stand vom updated published posted created modified aktualisiert veröffentlicht "
    "sun mon tue wed thu fri sat so mo mi do fr sa".split()
)
# "All articles by Ada Byron", "About the author": a link's words around the name, or only words.
_ALL_OF = re.compile(
    r"^(?:all(?:e[ns]?)?|zeige|mehr|more|articles?|posts?|view|show|see|voir|tous|ver|todos)\b.*?"
    r"\b(?:von|by|from|of|par|de|por)(?:\s+|(?=[A-Z]))",
    re.IGNORECASE,
)
_ONLY_WORDS = re.compile(
    r"^(?:about|über|of|mehr|alle|all|keep|read|learn|view|show|see|the\s+author|former|formerly|"
    r"licensed|certified|heard\s+on)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(r"^[^\W\d][\w &]{1,24}:\s+")
_PICTURE = re.compile(
    r"\b(?:photos?|photograph\w*|pictures?|images?|illustrations?|fotos?|fotografie|bild(?:er)?|"
    r"video|grafik|graphics?|imagen|crédit|foto)\b|写真|撮影|摄影|攝影|사진"
)
_ACCOUNT = re.compile(r"^[a-z]|[a-z][A-Z]$|[a-z]\d")
_GENITIVE = re.compile(r"['’]s\s")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\s?\d.*$")
_NEVER_IN_NAMES = frozenset("by with your our my is are from".split())
# Accounts are nobody's byline; rooms are one where no person is named.
ACCOUNTS = frozenset(
    "admin administrator webmaster guest user unknown author anonymous name posted by von show "
    "view wordpressadmin wordpress root website web".split()
)
ROOMS = frozenset(
    key(name)
    for name in (
        "editor editors editorial editorialteam editorialstaff editorialdesk editorialboard staff "
        "staffwriter staffwriters staffreporter staffreporters newsdesk newsroom newsstaff "
        "newsteam webdesk onlinedesk digitaldesk webteam team guestauthor contributor contributors "
        "redaktion onlineredaktion redaktionsteam derredaktion larédaction rédaction "
        "redacción laredacción equipo redação daredação equipe equipa redazione laredazione "
        "redactie deredactie webredactie redaktionen redaksjonen redaksjon redaktionenweb "
        "toimitus redakcja redakce redakcia redakció szerkesztőség redacția redacţia "
        "редакция редакція редакцията habermerkezi haberservisi σύνταξη συντακτικήομάδα "
        "التحرير هيئةالتحرير فريقالتحرير מערכת מערכתהאתר "
        "編集部 編集局 ニュース編集部 编辑部 編輯部 편집국 편집부 온라인뉴스팀 디지털뉴스팀"
    ).split()
)
ORGANISATIONS = frozenset(
    "news press agency agencies agence agentur redaktion redacción redazione redactie team staff "
    "editor editors media magazine times post daily journal group inc llc gmbh ministry university "
    "institute foundation desk editorial online tv radio guest zeitung nachrichten dpa afp ap "
    "reuters apa sda epd kna efe ansa pap tass".split()
)
# Names of more words are sentences, of more characters wreckage.
MAX_WORDS = 6
MAX_NAME = 60
MAX_RAW = 400
_PARTICLES = frozenset(
    "von van de der den del da di du la le el al bin ibn of the zu zum ten ter dos das y af av "
    "för für und and et d l dit vom e".split()
)


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
    text = _GLUED.sub(", ", text) if _CAMEL.search(text) else text
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
    return not JOBS.isdisjoint(words_of(text))


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
    if not (_DIGIT.search(text) or holds_any(text, ("ago",))):
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
    return name.startswith("The ") or not ORGANISATIONS.isdisjoint(words_of(name))


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
