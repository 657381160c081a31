"""Dates: what strings say, and which of a page's dates is that of publication."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_headline import TEXT, fields

from boilerstrip.fields.finding import find_time, parse_machine, parse_visible, writes_month_first

DAY = dt.date(2024, 3, 5)
TIME = dt.datetime(2024, 3, 5, 13, 41)
UTC = dt.timezone.utc
CET = dt.timezone(dt.timedelta(hours=1))

VISIBLE = [
    ("2024-03-05", "en", DAY),
    ("5 March 2024", "en", DAY),
    ("March 5, 2024", "en", DAY),
    ("Mar. 5th, 2024", "en", DAY),
    ("Published Tuesday, 5 March 2024 at 1:41 pm", "en", TIME),
    ("1:41 p.m., March 5, 2024", "en", TIME),
    ("5. März 2024, 13:41 Uhr", "de", TIME),
    ("05.03.2024, 13.41 Uhr", "de", TIME),
    ("05.03.24", "de", DAY),
    ("le 5 mars 2024 à 13h41", "fr", TIME),
    ("5 de marzo de 2024", "es", DAY),
    ("5 de março de 2024", "pt", DAY),
    ("5 marzo 2024", "it", DAY),
    ("5 maart 2024", "nl", DAY),
    ("5 mars 2024 kl. 13:41", "sv", TIME),
    ("5 marca 2024", "pl", DAY),
    ("5 марта 2024 г.", "ru", DAY),
    ("5 березня 2024", "uk", DAY),
    ("5 Mart 2024", "tr", DAY),
    ("2024年3月5日 13:41", "ja", TIME),
    ("2024年3月5日 13時41分", "ja", TIME),
    ("2024年3月5日 午後1時41分", "ja", TIME),
    ("2024년 3월 5일 오후 1시 41분", "ko", TIME),
    ("5 maaliskuuta 2024", "fi", DAY),
    ("5. března 2024", "cs", DAY),
    ("5 Μαρτίου 2024", "el", DAY),
    ("5 במרץ 2024", "he", DAY),
    ("5 مارس 2024", "ar", DAY),
    ("5 mars 2024", "nb", DAY),
    ("5. March 2024", "de", DAY),
    ("5 марта 2024", "", DAY),
    ("5 Martius 2024", "de", None),
    ("2024년 3월 5일", "ko", DAY),
    ("5 March 2024 13:41 CET", "en", TIME.replace(tzinfo=CET)),
    ("5 March 2024", "", DAY),
    ("byAda ByronMar 5, 2024", "en", DAY),
    ("Mar 052024", "en", DAY),
    ("05-mar-2024", "en", DAY),
    ("5.Mar.2024 in Vol 7", "en", DAY),
    ("03.25.2024", "en", dt.date(2024, 3, 25)),
    ("2024•03•05", "en", DAY),
    ("2024·03·05", "zh", DAY),
    ("R:F [1.9.22_1171]", "de", None),
    ("05/Mar/24 1:41 PM", "en", TIME),
    ("and/or/24 5/or/24", "en", None),
    ("5 marzo 2024", "en", DAY),
    ("Monday", "en", None),
    ("31 February 2024", "en", None),
    ("5 March 1884", "en", None),
    ("5 March 2999", "en", None),
    ("call 05 03 20 24", "en", None),
]


@pytest.mark.parametrize(("text", "language", "when"), VISIBLE)
def test_parse_visible(text: str, language: str, when: dt.date | None) -> None:
    assert parse_visible(text, language) == when


MACHINE = [
    ("2024-03-05", DAY),
    ("20240305", DAY),
    ("2024-03-05T13:41:00", TIME),
    ("2024-03-05 13:41:00", TIME),
    ("2024-03-05T13:41:00Z", TIME.replace(tzinfo=UTC)),
    ("2024-03-05T13:41:00+01:00", TIME.replace(tzinfo=CET)),
    ("2024-03-05T13:41:00+0100", TIME.replace(tzinfo=CET)),
    ("2024-03-05T13:41:00+1", TIME.replace(tzinfo=CET)),
    ("2024-03-05 13:41:00 +0100", TIME.replace(tzinfo=CET)),
    ("2024-03-05 13:41:00 UTC", TIME.replace(tzinfo=UTC)),
    ("Tue, 05 Mar 2024 13:41:00 GMT", TIME.replace(tzinfo=UTC)),
    ("1709646060", TIME.replace(tzinfo=UTC)),
    ("20240305134100", TIME),
    ("2024-03-05T13:41Z", TIME.replace(tzinfo=UTC)),
    ("2024-03-05T13:41:00.0000000Z", TIME.replace(tzinfo=UTC)),
    ("Tue Mar 05 13:41:00 UTC 2024", TIME.replace(tzinfo=UTC)),
    ("Tue Mar 5 2024 13:41:00 GMT+0100 (CET)", TIME.replace(tzinfo=CET)),
    ("1709646060000", TIME.replace(tzinfo=UTC)),
    ("0001-01-01T00:00:00", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "when"), MACHINE)
def test_parse_machine(text: str, when: dt.date | None) -> None:
    found = parse_machine(text)
    assert found == when
    assert type(found) is type(when)


@pytest.mark.parametrize(
    ("language", "host", "first"),
    [
        ("en-US", "post.example", True),
        ("en-GB", "post.com", False),
        ("en", "post.com", True),
        ("en", "post.co.uk", False),
        ("de", "post.com", False),
        (None, "post.com", True),
        (None, "post.example", False),
    ],
)
def test_order_of_day_and_month(language: str | None, host: str, first: bool) -> None:
    assert writes_month_first(language, host) is first
    wanted = dt.date(2024, 3, 5) if first else dt.date(2024, 5, 3)
    assert parse_visible("3/5/2024", "en", month_first=first) == wanted
    assert parse_visible("3/25/2024", "en", month_first=first) == dt.date(2024, 3, 25)


def test_prices_and_scores_are_no_times() -> None:
    assert find_time("only 5.30 today") is None
    assert find_time("at 5.30 pm") == dt.time(17, 30)


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


H1 = "<h1>Storm shuts harbour</h1>"
PAGES = {
    "meta": (meta("article:published_time", "2024-03-05T13:41:00"), H1, None, TIME),
    "URL": ("", H1, "https://post.example/2024/03/05/storm", DAY),
    "compact URL": ("", H1, "https://post.example/storm-20240305.html", DAY),
    "<time>": ("", H1 + '<time datetime="2024-03-05">some days ago</time>', None, DAY),
    "visible": ("", H1 + "<div>5 March 2024</div>", None, DAY),
    "publication before change": (
        meta("article:modified_time", "2024-03-09T08:00:00"),
        H1 + "<div>Published 5 March 2024, updated 9 March 2024</div>",
        None,
        DAY,
    ),
    "the time of another source of the same day": (
        "",
        H1 + "<div>5 March 2024, 13:41</div>",
        "https://post.example/2024/03/05/storm",
        TIME,
    ),
    "the readers' day of an instant in UTC": (
        meta("article:published_time", "2024-03-06T02:41:00Z"),
        H1,
        "https://post.example/2024/03/05/storm",
        DAY,
    ),
    "the readers' clock of an instant in UTC": (
        meta("article:published_time", "2024-03-05T12:41:00Z"),
        H1 + '<time datetime="2024-03-05T13:41:00+01:00">today</time>',
        None,
        TIME.replace(tzinfo=CET),
    ),
    "another instant on the readers' clock": (
        meta("article:published_time", "2024-03-05T13:41:00Z"),
        H1 + '<time datetime="2024-03-05T13:41:00+01:00">today</time>',
        None,
        TIME.replace(tzinfo=UTC),
    ),
    "dates of teasers": (
        "",
        H1 + '<div>5 March 2024</div><div class="related"><p>9 March 2024</p></div>',
        None,
        DAY,
    ),
    "a month's name in the URL": ("", H1, "https://post.example/2024/march/05/storm", DAY),
    "the day shown, not one that only machines are told": (
        meta("article:published_time", "2019-08-11T10:00:00"),
        H1 + "<div>5 March 2024</div>",
        None,
        DAY,
    ),
    "the same day, written the other way round": (
        meta("article:published_time", "2024-03-05"),
        H1 + "<div>3/5/2024</div>",
        None,
        DAY,
    ),
    "a day later is the same moment elsewhere": (
        meta("article:published_time", "2024-03-05"),
        H1 + "<div>6 March 2024</div>",
        None,
        DAY,
    ),
    "published and changed without order": (
        "",
        H1 + "<div>Last change: 9 March 2024</div><div>Published 5 March 2024</div>",
        None,
        DAY,
    ),
    "an event's day, after the last change": (
        meta("article:published_time", "2024-03-05") + meta("article:modified_time", "2024-03-09"),
        H1 + "<div>Concert: 21 June 2024, 7 pm</div>",
        None,
        DAY,
    ),
    "published and changed, the change told to machines as publication": (
        meta("article:published_time", "2024-09-08"),
        H1 + "<div>Published March 5, 2024</div><div>Updated September 8, 2024</div>",
        None,
        DAY,
    ),
    "a machine's day the wrong way round": (
        meta("date", "2024-05-03"),
        H1 + "<div>5 March 2024</div>",
        None,
        DAY,
    ),
    "the order of the page's other dates": (
        "",
        H1 + '<div>05-03-2024</div><div class="related"><time>March 5, 2024</time></div>',
        None,
        DAY,
    ),
    "the day of the visit above the headline": (
        "",
        "<div>Friday, 8 March 2024</div>" + "<div>Harbour</div>" * 9 + H1 + "<p>5 March 2024</p>",
        None,
        DAY,
    ),
    "a meta of the page's own": (meta("x-published-date", "2024-03-05"), H1, None, DAY),
    "a sentence on the page itself": (
        "",
        H1 + "<p>9 March 2024, a reader</p><p>This entry was posted on March 5, 2024 at 1:41 pm "
        "and is filed under Harbour. You can follow any responses to this entry through the feed, "
        "or leave one of your own, or send us a letter by the ferry.</p>",
        None,
        TIME,
    ),
    "the first of several days as good": (
        "",
        H1 + TEXT + "<ul><li>5 March 2024</li><li>4 March 2024</li></ul>",
        None,
        DAY,
    ),
    "month in the URL, then a number": ("", H1, "https://post.example/2024/12/300-boats", None),
    "only a footer's year": ("", H1 + "<footer>© 2019 Ellery Post</footer>", None, None),
}


@pytest.mark.parametrize("name", PAGES)
def test_date_of_a_page(name: str) -> None:
    head, body, url, when = PAGES[name]
    found = fields(head, body, url=url).date
    assert found == when
    assert type(found) is type(when)


def test_the_zone_is_kept() -> None:
    head, body, url, _ = PAGES["the readers' clock of an instant in UTC"]
    found = fields(head, body, url=url).date
    assert found is not None
    assert found.isoformat() == "2024-03-05T13:41:00+01:00"


@pytest.mark.parametrize("mark", [" (Agency) — ", ". — ", " /Agency/ -- ", " – "])
def test_a_dateline_dates_the_text(mark: str) -> None:
    opening = f"<p>PORT ELLERY, March 5, 2024{mark}The harbour was closed after the storm, and "
    assert fields("", H1, text=TEXT.replace("<p>", opening, 1)).date == DAY


def test_a_day_told_in_the_story_does_not_date_it() -> None:
    opening = "<p>On March 5, 2024, the harbour was closed after the storm, and the rest of it. "
    assert fields("", H1, text=TEXT.replace("<p>", opening, 1)).date is None


def test_the_change_is_told_apart() -> None:
    found = fields(
        meta("article:published_time", "2024-03-05") + meta("article:modified_time", "2024-03-09"),
        H1,
    )
    assert (found.date, found.modified) == (DAY, dt.date(2024, 3, 9))


def test_the_date_line_is_named_among_the_blocks() -> None:
    assert "date" in fields("", H1 + "<div>5 March 2024</div>").blocks.values()


DATE_LIKE = st.from_regex(r"[\d\w .,:/+T-]{0,40}", fullmatch=True)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=120), DATE_LIKE))
def test_parsing_never_raises(text: str) -> None:
    for found in (parse_machine(text), parse_visible(text, "en"), parse_visible(text, "xx")):
        assert found is None or found.year >= 1990
