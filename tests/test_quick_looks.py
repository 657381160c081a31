"""Quick looks must miss nothing: each says yes wherever the long look behind it finds something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip.fields import byline_candidates, byline_end, bywords, finding, names, titles
from boilerstrip.fields.bywords import by_words
from boilerstrip.fields.wording import lower

DATES = (
    "5 March 2024|Mar. 5th, 2024|5-May-24|2024-03-05|2024•03•25|05.03.24|3/5/2024|1.9.22_117|"
    "2024年3月5日|5 de marzo de 2024|May 152024|ByronMar 5, 2024|2024 március 5|Mar 5 13:41:00 CET "
    "2024|2024. 5. 3|١٩/٠٣/٢٤|25.Mar.2024|1234|19|20|5|2024|31. 12. 99|March|d'abril|٥"
).split("|")
TIMES = "13:41|1:41 pm|13.41 Uhr|午後3時41分|13h41|3 p.m.|13:41 UTC+02:00|5.30|at 7 AM|9時".split(
    "|"
)
ENDS = (
    "UPDATED|Published|e-mail|Email|is|on Monday|at 5|in 2024|Adam Sunday|3 hours ago|An hour ago|"
    "(The Post)|(Ada) Byron|[Editor]|@ada|– 5|- 3|Photo by|Photographs|no comments|leave a comment|"
    "2 min read|min Lesezeit|Kategorien|www.post.example|https://post.example|関係者：|mis à jour|"
    "special to|show all|fact-checked|under|im Auftrag|hay 3 comentarios|am Freitag|um 9|writes the"
).split("|")
CREDITS = (
    "Photo: |reviewed by |Medically Reviewed By |Bilder: |images by |A post shared by |Foto da |"
    "redactie door |Edited BY |source: |traduit par |fotografie: |Text von |a f|av"
).split("|")
NAMES = (
    "Ada Byron|Mary Somerville|and|,|\n|•|, |Dr. Ada|ADA|Ëva Ångström|İnci|山田太郎|–|:| | |".split(
        "|"
    )
)
SLASHED = (
    "/author/ada|/AUTOR/ada|/autorin/x|/staff/a|/Journalists/b|/contributor/c|/writer/d|/tag/e"
)


def texts(*pieces: list[str]) -> st.SearchStrategy[str]:
    """Pieces one behind another, with or without a space between them."""
    own = st.sampled_from([piece for some in (*pieces, NAMES) for piece in some])
    return st.lists(st.tuples(own, st.sampled_from(("", " ", ", "))), max_size=8).map(
        lambda parts: "".join(piece + gap for piece, gap in parts)
    )


def _spans(found: list[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in found]


@given(texts(DATES, TIMES))
@settings(max_examples=200, deadline=None)
def test_days_are_looked_for_only_at_digits(text: str) -> None:
    every = list(finding._DATE.finditer(text))
    assert _spans(list(finding._matches(text))) == _spans(every)
    assert len(finding.find_dates(text)) == len(every)


@given(texts(TIMES, DATES))
@settings(max_examples=150, deadline=None)
def test_times(text: str) -> None:
    for pattern in (finding._TIME, finding._EAST_TIME, finding._HOUR):
        assert not pattern.search(text) or finding._MAY_TIME.search(text)


@given(texts(ENDS, DATES, CREDITS))
@settings(max_examples=200, deadline=None)
def test_ends_of_names(text: str) -> None:
    found, every = byline_end.end_of_names(text), byline_end._CUT.search(text, 1)
    assert (found and found.span()) == (every and every.span())


@pytest.mark.parametrize("end", ENDS)
def test_each_end_is_found(end: str) -> None:
    found = byline_end._CUT.search(f"Ada Byron {end} the x", 1)
    quick = byline_end.end_of_names(f"Ada Byron {end} the x")
    assert (quick and quick.span()) == (found and found.span())


@given(texts(CREDITS, ENDS))
@settings(max_examples=150, deadline=None)
def test_credits_of_others(text: str) -> None:
    small = lower(text)
    assert len(small) == len(text)
    inside = bywords._OTHERS_INSIDE.search(small, 1)
    found = bywords.others_in(text)
    assert (found and found.span()) == (inside and inside.span())
    assert bywords.is_others(text) == (bywords._OTHERS.match(small) is not None)


@pytest.mark.parametrize("form", [str, str.upper, str.title])
def test_by_words_are_seen_to_begin(form: type[str]) -> None:
    words = by_words()
    for word in words.words:
        if "ı" in word:
            continue  # Turkish in capitals is known only where they keep its two letters i
        for text in (f"{form(word)} Ada Byron", f"— {form(word)}: Ada", f"{form(word)}／Ada"):
            assert words.begins(text) or not words.opening.match(text), text


@given(texts(CREDITS, ENDS, DATES))
@settings(max_examples=150, deadline=None)
def test_jobs_counts_and_separators(text: str) -> None:
    assert names._names_job(text) == (names._TITLES_BEHIND.search(text) is not None)
    assert not names._BESIDE.search(text) or names.letters_beside(text)
    assert not titles.SEPARATOR.search(text) or titles.may_separate(text)


@pytest.mark.parametrize("path", SLASHED.split("|"))
def test_addresses_of_writers(path: str) -> None:
    small = f"https://post.example{path}".lower()
    found = byline_candidates._AUTHOR_PAGE.search(small) is not None
    assert byline_candidates._is_author_page(f"https://post.example{path}") == found
    assert found == (path != "/tag/e")
