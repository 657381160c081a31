"""Dates in running text and in machine-readable strings, in many languages."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
import time
from collections.abc import Iterator

from boilerstrip.fields import months

DateOrTime = dt.date  # a datetime.datetime is a datetime.date

# The web's first public year is 1991; earlier dates on a page are history, not publication.
FIRST_YEAR = 1990
# Days are counted from the year 1, and seconds from this day on.
_FIRST_DAY, _SECONDS_A_DAY = dt.date(1970, 1, 1).toordinal(), 24 * 60 * 60
# Longer strings are no dates, and scanning them for one costs time.
MAX_MACHINE = 80
# Only these abbreviations of zones mean one offset, in hours (IANA tz database, "northamerica",
# "europe", "asia"); "IST" or "CST" mean several.
ZONES = {
    "z": 0.0,
    "utc": 0.0,
    "gmt": 0.0,
    "est": -5.0,
    "edt": -4.0,
    "pst": -8.0,
    "pdt": -7.0,
    "cet": 1.0,
    "cest": 2.0,
    "mez": 1.0,
    "mesz": 2.0,
    "jst": 9.0,
    "kst": 9.0,
}
# Codes of languages whose months go by another code's names.
SAME_MONTHS = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
# Where English is declared without a country, these top-level domains write the day first.
DAY_FIRST_DOMAINS = frozenset("uk ie au nz in za eu ke ng gh pk".split())
MONTH_FIRST_REGIONS = frozenset(("US", "PH"))

_TIME = re.compile(
    r"(?<![\d.:/-])(?P<hour>[01]?\d|2[0-3])"
    r"(?:(?P<colon>[:h])|(?P<dot>\.))(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d:])"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?P<clock>\s*(?:Uhr|Uhr\.|h)\b)?"
    r"(?:\s*\(?(?P<zone>(?:UTC|GMT)?[+-]\d\d:?\d\d|Z|[A-Z]{3,4})\b)?",
    re.IGNORECASE,
)
_EAST_TIME = re.compile(
    r"(?P<half>午[前後]|[上下]午|오[전후])?\s?(?P<hour>2[0-3]|[01]?\d)\s?[時时点點시]"
    r"\s?(?P<minute>[0-5]?\d)\s?[分분]"
)
_AFTERNOON = frozenset(("午後", "下午", "오후"))
_HOUR = re.compile(r"(?<![\d.:/-])(?P<hour>1[0-2]|[1-9])\s*(?P<half>[ap])\.?m\b", re.IGNORECASE)
_WORD = r"[^\W\d_]{3,12}"
# Between the parts of a date with a month's name: "5 May 2024", "5-May-2024", "5.May.2024".
_GAP = r"(?:[\s/-]\s?|(?<=\.))"
_OF = r"(?:(?:de|of|del|d[ei])\s+|d['’])?"
_DATE = re.compile(
    rf"""(?<![\d.,:])(?:
      (?P<y1>(?:19|20)\d\d)(?P<s1>[-/.•·])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)
    | (?P<y2>(?:19|20)\d\d)\s?[年년]\s?(?P<m2>\d{{1,2}})\s?[月월]\s?(?P<d2>\d{{1,2}})\s?[日일]?
    | (?P<a3>\d{{1,2}})(?P<s3>[-/.])\s?(?P<b3>\d{{1,2}})(?P=s3)\s?(?P<y3>(?:19|20)?\d\d)(?![\d_])
    | (?P<d4>\d{{1,2}})(?:st|nd|rd|th|er|ª|º|°|\.)?{_GAP}{_OF}(?P<m4>{_WORD})\b\.?,?{_GAP}
      {_OF}(?P<y4>(?:19|20)\d\d)(?!\d)
    | (?P<m5>{_WORD})\.?\s
      (?:(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s(?:de\s)?|(?P<d7>\d\d)(?=20\d\d))
      (?P<y5>(?:19|20)\d\d)(?!\d)
    | (?P<y6>(?:19|20)\d\d)\.?\s(?P<m6>{_WORD})\s(?P<d6>\d{{1,2}})(?!\d)
    | (?P<d8>\d{{1,2}})(?P<s8>[-/])(?P<m8>{_WORD})(?P=s8)(?P<y8>\d\d)(?!\d)
    | (?P<m9>{_WORD})\s(?P<d9>\d{{1,2}})\s\d\d:\d\d:\d\d(?:\s[A-Z]{{3,4}})?\s(?P<y9>(?:19|20)\d\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# A word that lost the space between it and the month: "ByronMar 5, 2024".
_UNGLUED = re.compile(r"^.*[a-z](?=[A-Z])")
# What every date above holds: the quick look before the long one.
# Written so that the regular expression engine skips to the next digit.
_MAY_DATE = re.compile(
    r"\d(?:(?:(?<=1)9|(?<=2)0)\d\d|[-/.]\s?\d\d?[-/.]\s?\d\d|[-/][^\W\d_]{3,9}[-/]\d\d)"
)
# The choosers look for dates in the same short blocks again and again.
CACHE_SIZE = 2048
# A date begins at its first digits or at the word before them: so many characters of a word, a full
# stop and a space.
_DIGITS = re.compile(r"\d+")
_WORD_BEFORE = re.compile(rf"(?<![\d.,:]){_WORD}\.?\s\Z")
REACH = 14
# How many digits a date that begins with digits begins with.
_FIRST_DIGITS = frozenset((1, 2, 4))
# What every time of day holds, the same quick look.
_MAY_TIME = re.compile(r"\d\s*[:.hap時时點点시]", re.IGNORECASE)
_COMPACT_TIME = re.compile(r"(\d{8})(\d{6})$")
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d")
_SHORT_OFFSET = re.compile(r"(?<=\d)\s?([+-]\d{1,2})(?::?(\d\d))?$")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: its place, and its parts as written."""

    start: int
    end: int
    year: int
    month: int | str
    day: int
    swappable: bool = False  # numeric, day and month could be the other way round

    def on(self, language: str, *, month_first: bool) -> dt.date | None:
        """The day, ``None`` if the word is no month or the calendar has no such day."""
        written, day = self.month, self.day
        month = month_number(written, language) if isinstance(written, str) else written
        if month is None:
            return None
        if self.swappable and month_first and day <= 12:
            month, day = day, month
        try:
            return dt.date(self.year, month, day)
        except ValueError:
            return None


def may_date(text: str) -> bool:
    """Whether a text may hold a date; a quick look.

    >>> may_date("Since 1998"), may_date("1.2.24"), may_date("Stand 3")
    (True, True, False)
    """
    year_or_signs = (
        "20" in text or "19" in text or "-" in text or "/" in text or text.count(".") > 1
    )
    return year_or_signs and _MAY_DATE.search(text) is not None


@functools.lru_cache(maxsize=CACHE_SIZE)
def find_dates(text: str) -> tuple[Found, ...]:
    """Every date that tells day, month and year, in the order of the text."""
    return tuple(map(_read, _matches(text))) if may_date(text) else ()


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of ``_DATE``, looked for only where digits make one possible."""
    end = 0
    for digits in _DIGITS.finditer(text):
        first, behind = digits.span()
        if first < end:
            continue
        match = None
        if first and text[first - 1].isspace():
            word = _WORD_BEFORE.search(text, max(end, first - REACH), first)
            match = _DATE.match(text, word.start()) if word else None
        if match is None and behind - first in _FIRST_DIGITS:
            match = _DATE.match(text, first)
        if match is not None:
            yield match
            end = match.end()


def _read(match: re.Match[str]) -> Found:
    form = (match.lastgroup or "")[-1:]
    year = int(match["y" + form])
    year += 2000 if year < 100 else 0
    if form == "3":
        day, month = int(match["a3"]), int(match["b3"])
        if month > 12:
            month, day = day, month
        return Found(match.start(), match.end(), year, month, day, match["s3"] != ".")
    name = match["m" + form]
    written = _UNGLUED.sub("", name)
    start = match.start() + len(name) - len(written)
    month_part = int(written) if written.isdecimal() else written
    return Found(start, match.end(), year, month_part, int(match["d" + form] or match["d7"]))


@functools.lru_cache(maxsize=1024)
def month_number(word: str, language: str) -> int | None:
    """1 to 12 for a month's name or abbreviation, ``None`` for any other word.

    >>> month_number("Sept", "en"), month_number("März", "de"), month_number("Monday", "en")
    (9, 3, None)
    """
    language = SAME_MONTHS.get(language, language)
    number = months.in_language(word, language) or months.in_language(word, "en")
    if number:
        return number
    rare = not months.is_known(language)
    return (months.in_rare_language(word, language) if rare else None) or months.in_any(word)


def find_time(text: str) -> dt.time | None:
    """The first time of day in a text, aware where it tells an unmistakable zone.

    >>> find_time("5 March 2024, 1:41 pm"), find_time("05.03.2024")
    (datetime.time(13, 41), None)
    """
    if not _MAY_TIME.search(text):
        return None
    for match in _TIME.finditer(text):
        if match["dot"] and not (match["half"] or match["clock"]):
            continue  # "5.30" may be a price
        hour = _of_day(int(match["hour"]), match["half"])
        second = int(match["second"] or 0)
        return dt.time(hour, int(match["minute"]), second, tzinfo=_zone(match["zone"]))
    if east := _EAST_TIME.search(text):
        half = ("p" if east["half"] in _AFTERNOON else "a") if east["half"] else None
        return dt.time(_of_day(int(east["hour"]), half), int(east["minute"]))
    if hour_only := _HOUR.search(text):
        return dt.time(_of_day(int(hour_only["hour"]), hour_only["half"]))
    return None


def _of_day(hour: int, half: str | None) -> int:
    if half and hour <= 12:
        return hour % 12 + (12 if half.lower() == "p" else 0)
    return hour


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    name = text.lower()
    if name in ZONES:
        return dt.timezone(dt.timedelta(hours=ZONES[name]))
    digits = name.removeprefix("utc").removeprefix("gmt")
    if digits[0] not in "+-":
        return None
    sign = -1 if digits[0] == "-" else 1
    offset = dt.timedelta(hours=int(digits[1:3]), minutes=int(digits[-2:]))
    return dt.timezone(sign * offset) if offset < dt.timedelta(hours=24) else None


def parse_machine(
    text: str, language: str = "en", *, month_first: bool = True
) -> DateOrTime | None:
    """A date written for machines (ISO 8601, RFC 2822, seconds since 1970), or else for readers.

    Returns a ``datetime`` if the string tells a time, ``None`` if it holds no date in range.
    """
    text = text.strip()
    if not text or len(text) > MAX_MACHINE:
        return None
    if is_iso(text):
        parsed = _parse_iso(text)
        if parsed is not None:
            return in_range(parsed)
    if _EPOCH.fullmatch(text):
        return in_range(_from_epoch(text))
    return parse_visible(text, language, month_first=month_first)


def is_iso(text: str) -> bool:
    """Whether a text begins with a day as ISO 8601 writes it.

    >>> is_iso("2024-03-05T10:00"), is_iso("5 March 2024")
    (True, False)
    """
    return _ISO.match(text) is not None


@functools.lru_cache(maxsize=256)  # a page repeats its dates in metas, JSON-LD and marks
def _parse_iso(text: str) -> DateOrTime | None:
    parsed = _parse_strictly(text)
    if parsed is None:
        parsed = _parse_loosely(text)
    if parsed is None:
        return None
    return parsed if len(text) > 10 else parsed.date()


def _parse_strictly(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:  # Python 3.10 wants "+00:00" for "Z", and all versions two digits each
        return None


def _parse_loosely(text: str) -> dt.datetime | None:
    from dateutil.parser import isoparse

    # isoparse wants "T", two digits of an offset's hours, and none of the milliseconds' commas
    text = _SHORT_OFFSET.sub(_full_offset, text) if len(text) > 12 else text
    compact = re.sub(r"(?<=\d)\s+(?=[\d+-])", lambda m: "T" if m.start() <= 10 else "", text)
    compact = re.sub(r"\s*(?:UTC|GMT)$", "Z", compact.replace(" Z", "Z"))
    compact = _COMPACT_TIME.sub(r"\1T\2", compact)
    try:
        parsed: dt.datetime = isoparse(compact)
    except (ValueError, OverflowError):
        return None
    return parsed


def _full_offset(match: re.Match[str]) -> str:
    hours = int(match[1])
    return f"{'-' if match[1][0] == '-' else '+'}{abs(hours):02}:{match[2] or '00'}"


def _from_epoch(text: str) -> dt.datetime:
    seconds = int(text[:10])
    return dt.datetime.fromtimestamp(seconds, dt.timezone.utc)


def parse_visible(text: str, language: str, *, month_first: bool = False) -> DateOrTime | None:
    """The first date in a text, with its time if the text tells one; ``None`` if there is none."""
    for found in find_dates(text):
        day = found.on(language, month_first=month_first)
        if day is None or in_range(day) is None:
            continue
        rest = text[found.end :] + " " + text[: found.start]
        clock = find_time(rest) or find_time(text[found.start : found.end])
        return dt.datetime.combine(day, clock) if clock else day
    return None


def in_range(value: DateOrTime) -> DateOrTime | None:
    """The value, if a web page can have been published then: since 1990, at latest tomorrow."""
    tomorrow = _FIRST_DAY + int(time.time()) // _SECONDS_A_DAY + 1
    return value if value.year >= FIRST_YEAR and value.toordinal() <= tomorrow else None


@functools.lru_cache(maxsize=256)  # asked for every date of a page
def writes_month_first(language: str | None, host: str) -> bool:
    """Whether 3/5/2024 is the fifth of March to the page's readers."""
    primary, _, region = (language or "").replace("_", "-").partition("-")
    if primary.lower() != "en" and (primary or host.rpartition(".")[2] not in ("com", "org", "us")):
        return False
    if region:
        return region.upper() in MONTH_FIRST_REGIONS
    return host.rpartition(".")[2] not in DAY_FIRST_DOMAINS
