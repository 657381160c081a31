"""From a byline as found to the names in it."""

from __future__ import annotations

import functools
import html
import re

from boilerstrip.fields.finding import find_dates
from boilerstrip.fields.keys import key

# Words before a name, by which readers know the line as a byline.
BY_WORDS = (
    "by|written by|words by|posted by|published by|story by|article by|reviewed by|authored by|"
    "submitted by|contributed by|text by|reported by|author|authors|author\\(s\\)|writer|"
    "von|text|autor|autorin|autoren|verfasst von|geschrieben von|ein beitrag von|"
    "ein artikel von|eine analyse von|ein kommentar von|ein gastbeitrag von|"
    "ein interview von|vom|erstellt von|eingestellt von|gepostet von|veröffentlicht von|"
    "par|publié par|écrit par|rédigé par|auteur|auteure|propos recueillis par|"
    "por|escrito por|publicado por|redacción por|autora|autores|escrito por|texto|"
    "di|a cura di|scritto da|pubblicato da|autore|"
    "door|geschreven door|av|skrevet av|skriven av|af|skrevet af|tekst|kirjoittaja|teksti|"
    "autor tekstu|napisał|napsal|автор|автор статьи|автори|текст|автора|yazan|yazar|haber|"
    "του|της|από|συντάκτης|كتب|كتبت|بقلم|מאת|文|作者|撰文|記者|记者|著者|執筆|文・|글|기자"
)
# Separators between names. "y", "e", "i", "a" are words only between spaces.
_SPLIT = re.compile(
    r"\s*(?:[,;]\s(?:and|und|et|y|och|og)\s|[,;，、/|·•&+]|\s(?:and|und|et|y|e|och|og|en|i|и|та|ve|και|&|with|mit|ja|oraz)\s)\s*",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"^[\s\-–—|•·(]*(?:{BY_WORDS})(?:\s*[:：]\s*|\s+|(?<=[\u3040-\u9fff]))", re.IGNORECASE
)
_BY_GLUED = re.compile(r"^(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)(?=[A-ZÄÖÜ])")
# A by-word in a short line: at its start, or behind a credit word, a date or a separator.
_BYLINE = re.compile(
    r"(?:^|(?<=[\s•|·,:–—)\d-]))"
    r"(?P<by>by|von|vom|par|por|door|av|af|di|от|від)(?:\s*[:：]\s*|\s+|(?-i:(?=[A-ZÄÖÜ])))(?=[^\W\d_])",
    re.IGNORECASE,
)
_CREDIT_START = re.compile(
    r"^[\s\-–—|•·]*(?:text|words|story|article|written|posted|published|submitted|authored|reported|"
    r"veröffentlicht|erstellt|eingestellt|gepostet|geschrieben|verfasst|ein\s+\w+|publié|écrit|"
    r"rédigé|proposé|publicado|escrito|redigido|scritto|pubblicato|skrevet|skriven|geschreven)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^[\s\-–—|•·]*(?:(?:Author|Authors|Writer|Text|Autor|Autorin|Autoren|Auteur|Auteure|Autora|Autore|"
    r"Автор|Текст|Автори|Kirjoittaja|Teksti|Tekst|Yazan|Haber|Συντάκτης|A cura di)\s*[:：]\s*|"
    r"(?:A cura di|מאת|بقلم|كتب)\s*:?\s+|"
    r"(?:取材・)?(?:文|作者|撰文|記者|记者|著者|執筆|글)\s*[:：/／・=＝]\s*)",
    re.IGNORECASE,
)


def byline_in(line: str) -> str | None:
    """The part of a short line that begins at its by-word, ``None`` if the line is no byline.

    >>> byline_in("Posted on 5 March 2024 by Ada"), byline_in("Stand by me, he said")
    ('by Ada', None)
    """
    if match := _NAMED.match(line):
        return line[match.end() :]
    for match in _BYLINE.finditer(line):
        before = line[: match.start()].strip(" -–—|•·")
        if not before or _CREDIT_START.match(line) or _behind_date(line, match.start()):
            return line[match.start() :]
    return None


def _behind_date(line: str, place: int) -> bool:
    dates = find_dates(line)
    return bool(dates) and place >= dates[0].end


# What ends the names in a byline.
_CUT = re.compile(
    r"\s*(?:[\n\t|•·]|\s[–—-]\s|\bhttps?://|\bwww\.|\(|\[|@|"
    r"\b(?:(?:updated|published|posted|last\s+(?:updated|modified)|follow|share|e-?mail|read\s+more|"
    r"view\s+(?:all|profile|bio)|see\s+(?:all|full)|more\s+(?:by|from)|minutes?\s+read|min\s+read|"
    r"reviewed|fact[- ]checked|edited|photos?\s+by|photograph\w*|special\s+to|"
    r"veröffentlicht|aktualisiert|publié|mis\s+à\s+jour|publicado|actualizado|aggiornato|"
    r"pubblicato|opublikowano|опубликовано|show\s+all|under|unter)\b|(?:am|um|on|at|under|unter|in)\s(?=\S*\d|\w+day|\w+tag)))",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s+(?:in|aus|à|from|for)\s+(?:the\s+)?[A-Z]\w+.*$")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_MAIL = re.compile(r"\S+@\S+\.\w+")
_HANDLE = re.compile(r"@\w+")
_TITLES_BEHIND = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|columnist|producer|contributor|"
    r"director|manager|officer|founder|ceo|cto|cfo|president|professor|analyst|specialist|"
    r"author|blogger|consultant|strategist|chief|head|staff|senior|associate|assistant|"
    r"freelance|intern|gastautor(?:in)?|photographer|redakteur(?:in)?|redaktor|reporterin|korrespondent(?:in)?|"
    r"journalistin|journaliste|rédact(?:eur|rice)|redact(?:eur|or|ora)|periodista|"
    r"corresponsal|redator|redatora|repórter|jornalista|giornalista|redattore|verslaggever|"
    r"journalistas?|dziennikarz|dziennikarka|toimittaja|korespondent|obozrevatel|обозреватель|"
    r"корреспондент|редактор|журналист|muhabiri?)\b",
    re.IGNORECASE,
)
# Degrees behind a name, with or without a comma; "Md" before one is a name.
_DEGREES = re.compile(
    r"(?:[\s,]+(?:Ph\.?\s?D|M\.?D|Esq|CFP®?|CPA|RDN?|M\.?B\.?A|M\.?Sc?|MPH|RN|JD|LD|BSN|LCSW|Psy\.?D)\b\.?)+"
)
_GLUED = re.compile(r"(?<=[a-z])(?=(?:Staff|Senior|Contribut|Reporter|Editor|Correspondent)\b)")
_SHORT_TEAM = re.compile(r"^(?:\S+\s){1,3}(?:Staff|Team|Editors|Newsroom|Contributors?)$")
_EDGES = re.compile(r"^[\W_]+|(?:'s)?[\W_]+$|\s(?:in|on|at|am|um|und|and)\W*$", re.IGNORECASE)
_BY_KEYS = frozenset(map(key, BY_WORDS.replace("\\", "").split("|")))
# "Mar 6", the date of a page that thinks its year goes without saying
_NO_YEAR = re.compile(
    r"^\W*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}|"
    r"\d{1,2}\.?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}|\w+(?:day|tag))\W*$",
    re.IGNORECASE,
)
# "All articles by Ada Byron", "About the author": a link's words around the name, or only words.
_ALL_OF = re.compile(
    r"^(?:all(?:e[ns]?)?|zeige|mehr|more|articles?|posts?|view|show|see|voir|tous|ver|todos)\b.*?"
    r"\b(?:von|by|from|of|par|de|por)(?:\s+|(?=[A-Z]))",
    re.IGNORECASE,
)
_ONLY_WORDS = re.compile(
    r"^(?:about|über|of|mehr|alle|all|keep|read|learn|view|show|see|the\s+author)\b", re.IGNORECASE
)
_ROLE = re.compile(r"^[^\W\d][\w &]{1,24}:\s+")
_PICTURE = re.compile(
    r"\b(?:photos?|photograph\w*|pictures?|images?|illustrations?|fotos?|fotografie|bild(?:er)?|"
    r"video|grafik|graphics?|imagen|crédit|foto)\b|写真|撮影|摄影|攝影|사진",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\s?\d.*$")
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
_ORGANISATION = re.compile(
    r"\b(?:news|press|agency|agencies|agence|agentur|redaktion|redacción|redazione|redactie|"
    r"team|staff|editors?|media|magazine|times|post|daily|journal|group|inc|llc|gmbh|"
    r"ministry|university|institute|foundation|desk|editorial|online|tv|radio|guest|"
    r"zeitung|nachrichten|dpa|afp|ap|reuters|apa|sda|epd|kna|efe|ansa|pap|tass)\b",
    re.IGNORECASE,
)
# Names of more words are sentences, of more characters wreckage.
MAX_WORDS = 6
MAX_NAME = 60
MAX_RAW = 400
_PARTICLES = frozenset(
    "von van de der den del da di du la le el al bin ibn of zu ten dos das y".split()
)


def clean(raw: str) -> list[str]:
    """The names in a byline, without by-words, job titles, places, dates, mails and handles.

    >>> clean("By Ada Byron, Science Editor, and Mary Somerville in Kyiv")
    ['Ada Byron', 'Mary Somerville']
    """
    return list(_cleaned(raw))


@functools.lru_cache(maxsize=1024)  # a page names its writers in many places
def _cleaned(raw: str) -> tuple[str, ...]:
    return tuple(_clean(raw))


def _clean(raw: str) -> list[str]:
    text = html.unescape(raw[:MAX_RAW]).strip()
    if re.match(r"(?:https?:)?//|www\.", text):
        return []
    had_by_word = False
    text = _DEGREES.sub("", _GLUED.sub(", ", _MAIL.sub(" | ", text)))
    for _ in range(2):  # "Written by: By Ada Byron"
        stripped = _BY_GLUED.sub("", _BY.sub("", _ALL_OF.sub("", text)))
        had_by_word |= stripped != text
        text = stripped
    text = _without_dates(text)
    if cut := _CUT.search(text, 1):
        text = text[: cut.start()]
    names: list[str] = []
    for part in _SPLIT.split(text):
        name = _name(part, had_by_word=had_by_word)
        if name and key(name) not in map(key, names):
            names.append(name)
    return [name for name in names if not is_room(name)] or names


def _without_dates(text: str) -> str:
    dates = find_dates(text)
    if dates:
        text = text[dates[0].end :] if dates[0].start < 3 else text[: dates[0].start]
    if match := _TIME.search(text):
        text = text[: match.start()]
    return text


def _name(part: str, *, had_by_word: bool) -> str | None:
    name = _HANDLE.sub("", _BY.sub("", " ".join(part.split())))
    if role := _ROLE.match(name):
        name = "" if _PICTURE.search(role[0]) else name[role.end() :]
    if had_by_word:
        name = _PLACE.sub("", name)
    name = _EDGES.sub("", name)
    words = name.split()
    if not words or len(words) > MAX_WORDS or len(name) > MAX_NAME or not key(name):
        return None
    if name[0].isdigit() or key(name) in _BY_KEYS | ACCOUNTS:
        return None
    if _NO_YEAR.match(part) or _ONLY_WORDS.match(name) or _PICTURE.search(name):
        return None
    if len(words) > 1:
        name = _FOOTNOTE.sub("", name)
    if _TITLES_BEHIND.search(name) and key(name) not in ROOMS and not _SHORT_TEAM.match(name):
        return _without_title(name)
    return part.strip().rstrip(".") + "." if _initials(part) else name


def _initials(part: str) -> bool:
    """Whether a full stop belongs to the name: "E.P.", "Sammy Davis Jr."."""
    return bool(re.search(r"(?:^|\.)[A-Z]\.$|\b(?:Jr|Sr)\.$", part.strip()))


def _without_title(name: str) -> str | None:
    """The name beside a job title in the same part: "Reporter Ada Byron"; ``None`` if it is all."""
    match = _TITLES_BEHIND.search(name)
    if match is None:
        return name
    before, behind = name[: match.start()].split(), name[match.end() :].split()
    if match.start() == 0 and len(behind) > 1 and all(w[0].isupper() for w in behind):
        return _without_title(" ".join(behind))
    return None if len(before) < 2 or match.end() < len(name) else " ".join(before[:2])


def is_room(name: str) -> bool:
    """Whether it names a room or a job, such as "Newsdesk", and no writer."""
    return key(name) in ROOMS


def is_organisation(name: str) -> bool:
    """Whether it names an agency, a paper or a room of one: "The Daily Post", "Press Agency"."""
    return bool(_ORGANISATION.search(name)) or name.startswith("The ")


def is_person(name: str) -> bool:
    """Whether it looks like a person's name: several capitalised words, none of an organisation.

    >>> is_person("Ada von Lovelace"), is_person("dpa"), is_person("The Daily Post")
    (True, False, False)
    """
    if is_organisation(name):
        return False
    words = name.split()
    if not name.isascii() and len(words) == 1:
        return 2 <= len(name) <= 6 and "\u3040" <= name[0] <= "\ud7af"
    capital = [w for w in words if w.lower() not in _PARTICLES]
    return 2 <= len(words) <= MAX_WORDS and all(
        w[0].isupper() or not w[0].isascii() for w in capital
    )
