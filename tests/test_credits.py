"""Each word of ``credits.json`` does what its kind is for, so that a new one needs no code."""

from __future__ import annotations

import re

import pytest

from boilerstrip import extract
from boilerstrip.fields.byline_candidates import _is_author_page
from boilerstrip.fields.byline_end import end_of_names
from boilerstrip.fields.bywords import byline_in, is_others, others_in
from boilerstrip.fields.date_candidates import _OF_ITSELF
from boilerstrip.fields.joining import joined
from boilerstrip.fields.names import _is_phrase, clean, is_organisation, is_person, is_room
from boilerstrip.lexicon import credits
from boilerstrip.lexicon.credits import QuickLook, any_of

KINDS = sorted({kind for kinds in credits._data().values() for kind in kinds})
# How the words of a kind end the names before them.
ENDING = {
    **dict.fromkeys(("dated", "offer", "helped", "filed", "reading"), "{} Ellery"),
    "verb": "{} sailing",
    "count": "{} comments",
    "comment": "no {}",
    "at": "{} 5 May",
    "in": "{} 2024",
    "weekday": "on {}",
    "few": "{} minutes ago",
    "unit": "two {} ago",
}
STORY = "The storm took the roof of the ferry house, and the boats stayed in the harbour. " * 9
NAMES = ["Ada Byron", "Mary Somerville"]


def instances(*kinds: str) -> list[str]:
    """The words of kinds, as a text may have them."""
    signs = str.maketrans({"_": " ", "#": "3", "*": "mon"})
    return [word.translate(signs) for word in sorted(credits.entries(*kinds))]


@pytest.mark.parametrize("kind", KINDS)
def test_each_word_is_found_by_what_is_made_of_it(kind: str) -> None:
    found, quick = re.compile(any_of(kind), re.IGNORECASE), QuickLook(kind)
    for word in instances(kind):
        for text in (word, word.upper(), f"Ada {word}."):
            assert found.search(text) and quick.may_see(text), text
    assert not quick.may_see("zyx")


@pytest.mark.parametrize("kind", ENDING)
def test_each_word_ends_the_names_before_it(kind: str) -> None:
    for word in instances(kind):
        end = end_of_names(f"Ada Byron {ENDING[kind].format(word)}")
        assert end is not None and end.start() == len("Ada Byron"), word


def test_each_word_credits_others() -> None:
    for word in instances("by_another"):
        for by in (*(f" {by}" for by in instances("by")), ":"):
            assert is_others(f"{word}{by} Ada Byron"), word
            assert others_in(f"Mary Somerville {word}{by} Ada Byron"), word
    for adverb in instances("adverb"):
        assert is_others(f"{adverb} checked by Ada Byron"), adverb


def test_each_word_introduces_a_byline_inside_a_line() -> None:
    for by in instances("by"):
        for word in instances("written"):
            assert byline_in(f"All of it {word} {by} Ada Byron") == f"{word} {by} Ada Byron"
        for word in instances("put"):
            line = f"It {instances('was')[0]} {word} {by} Ada Byron"
            assert byline_in(line) == f"{word} {by} Ada Byron"
    for word in instances("piece", "written", "put"):
        assert byline_in(f"{word} in Ellery by Ada Byron") == "by Ada Byron"
    for word in instances("glued"):
        assert byline_in(f"{word}Ada Byron")


@pytest.mark.parametrize(
    ("kinds", "line"),
    [
        ("job", "Ada Byron and Mary Somerville, {}"),
        ("and with", "Ada Byron {} Mary Somerville"),
        ("degree", "Ada Byron {}, Mary Somerville"),
        ("place", "By Ada Byron and Mary Somerville {} Ellery"),
        ("for", "Ada Byron and Mary Somerville {} Ellery"),
        ("at in and", "Ada Byron and Mary Somerville {}"),
        ("minutes", "Ada Byron and Mary Somerville, 5 {}"),
        ("account room left picture", "Ada Byron, Mary Somerville, {}"),
        ("list", "{} work by Ada Byron, Mary Somerville"),
        ("of", "All {} Ada Byron, Mary Somerville"),
        ("only", "Ada Byron, {} ships, Mary Somerville"),
    ],
)
def test_each_word_stands_beside_names(kinds: str, line: str) -> None:
    for word in instances(*kinds.split()):
        names = clean(line.format(word))  # "en" stands before places and between names
        assert names in (NAMES, [*NAMES, "Ellery"] if "place" in kinds else NAMES), word


def test_each_word_is_part_of_names() -> None:
    for word in instances("particle"):
        assert is_person(f"Ada {word} Byron"), word
    for word in instances("organisation"):
        assert is_organisation(f"Ellery {word}") and not is_person(f"Ellery {word.title()}"), word
    for word in instances("team"):
        assert clean(f"Ellery Ferry {word.title()}") == [f"Ellery Ferry {word.title()}"], word
    for word in instances("room"):
        assert is_room(word.title()), word
    for word in instances("never"):
        assert _is_phrase(["Ships", word, "Ellery"]), word
    for word in instances("generation"):
        assert clean(f"Ada Byron {word}.") == [f"Ada Byron {word}."], word


def test_each_word_joins_names() -> None:
    for word in instances("and", "also"):
        for by in ("", *(f"{by} " for by in instances("by"))):
            line = f"Ada Byron, Editor, {word} {by}Mary Somerville"
            assert joined(NAMES, [line]) == f"Ada Byron {word} Mary Somerville", line


def test_each_word_tells_what_a_date_is() -> None:
    for word in instances("modified"):
        page = f"<h1>Storm</h1><p>2024-05-03</p><p>{word}: 2024-05-05</p><p>{STORY}</p>"
        assert str(extract(page).modified) == "2024-05-05", word
    for word in instances("of_itself"):
        for told in instances("told"):
            assert _OF_ITSELF.match(f"{word.title()} long ago {told} on 2 May 2024."), (word, told)


def test_each_word_is_in_addresses_of_writers() -> None:
    for word in instances("path"):
        assert _is_author_page(f"https://post.example/{word.title()}/ada"), word
        assert not _is_author_page(f"https://post.example/{word}-ferries/ada"), word


def test_a_word_more_in_the_data_is_one_more_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"en": {"ago": "ago"}, "fi": {"ago": "sitten"}, "pl": {"ago": "#_temu"}}
    monkeypatch.setattr(credits, "_data", lambda: data)
    found, quick = re.compile(any_of("ago")), QuickLook("ago")
    for text in ("3 tuntia sitten", "3  temu", "an hour ago"):
        assert found.search(text) and quick.may_see(text)
    assert not found.search("temu")


def test_a_kind_that_no_language_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        any_of("ago", "agoo")
