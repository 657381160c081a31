"""Bylines: names out of by-words, titles, places; and which source is believed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_headline import TEXT, fields, judged, lines_of

from boilerstrip.fields import find
from boilerstrip.fields.bywords import byline_in, is_label
from boilerstrip.fields.joining import joined
from boilerstrip.fields.names import clean, is_account, is_person

CLEANED = [
    ("By Ada Byron", ["Ada Byron"]),
    ("BY ADA BYRON", ["ADA BYRON"]),
    ("By Ada Byron and Mary Somerville in Kyiv", ["Ada Byron", "Mary Somerville"]),
    ("Ada Byron, Political Editor", ["Ada Byron"]),
    ("Ada Byron | Reporter", ["Ada Byron"]),
    ("Ada Byron\nScience Correspondent", ["Ada Byron"]),
    ("Written by: Ada Byron", ["Ada Byron"]),
    ("byAda Byron", ["Ada Byron"]),
    ("Ada ByronStaff Writer", ["Ada Byron"]),
    ("By Ada Byron, PhD", ["Ada Byron"]),
    ("By Ada Byron Updated 5 March 2024", ["Ada Byron"]),
    ("By Ada Byron • March 5, 2024 • 4 min read", ["Ada Byron"]),
    ("Ada Byron ada@post.example", ["Ada Byron"]),
    ("Ada Byron @adabyron Follow", ["Ada Byron"]),
    ("Ada Byron, Ada Byron", ["Ada Byron"]),
    ("https://post.example/people/ada", []),
    ("5 March 2024", []),
    ("Mar 6", []),
    ("15 minutes", []),
    ("Photo: Ada Byron", []),
    ("Von Änne Groß und Jörg Weiß", ["Änne Groß", "Jörg Weiß"]),
    ("Von Änne Groß, Redakteurin", ["Änne Groß"]),
    ("Veröffentlicht von Änne Groß", ["Änne Groß"]),
    ("Par Zoé Lefèvre et Luc Noël", ["Zoé Lefèvre", "Luc Noël"]),
    ("Por Inés Peña y Raúl Ibáñez", ["Inés Peña", "Raúl Ibáñez"]),
    ("Por João Lobão e Célia Brandão", ["João Lobão", "Célia Brandão"]),
    ("Di Nicolò Frà e Zita Però", ["Nicolò Frà", "Zita Però"]),
    ("Door Sjaak van Dun en Truus Bol", ["Sjaak van Dun", "Truus Bol"]),
    ("Av Åse Bø og Øyvind Li", ["Åse Bø", "Øyvind Li"]),
    ("Автор: Анна Белова и Пётр Чернов", ["Анна Белова", "Пётр Чернов"]),
    ("文/王小明", ["王小明"]),
    ("文・王小明", ["王小明"]),
    ("写真・王小明", []),
    ("記者：佐藤花子、鈴木一郎", ["佐藤花子", "鈴木一郎"]),
    ("Press Association", ["Press Association"]),
    ("dpa", ["dpa"]),
    ("E.P.", ["E.P."]),
    ("Maria & Katerina", ["Maria", "Katerina"]),
    ("All articles by Ada Byron", ["Ada Byron"]),
    ("About the author", []),
    ("admin", []),
    ("Ada ByronMay 5, 2024", ["Ada Byron"]),
    ("Ada ByronFounder at Pier Works", ["Ada Byron"]),
    ("By Ada Byron December 8", ["Ada Byron"]),
    ("5 March 2024 • Ada Byron in Harbour News", ["Ada Byron"]),
    ("Ada Byron on behalf of the crew", ["Ada Byron"]),
    ("Ada Byron ⋅ Updated March 5, 2024", ["Ada Byron"]),
    ("Ada Byron, Print Managing Editor", ["Ada Byron"]),
    ("By clicking on it, Ada", []),
    ("wife of a sailor", []),
    ("Reviewed by Ada Byron", []),
    ("Text von Änne Groß Illustration von Jörg Weiß", ["Änne Groß"]),
    ("vom Seebären", ["Seebären"]),
    ("Escribe Inés Peña", ["Inés Peña"]),
    ("(责编：王小明、李小红)", ["王小明", "李小红"]),
    ("홍길동 기자", ["홍길동"]),
    ("by ada7 on 5 March 2024", ["ada7"]),
    ("von SeebärAda Ein Kommentar", ["SeebärAda"]),
    ("By Ada Byron—10 min read", ["Ada Byron"]),
    ("Autor: c1ph4 // ~ Lesezeit: 1 Minute", ["c1ph4"]),
    ("3 Sisters Inn", ["3 Sisters Inn"]),
    ("Submitted by Ada Byron about 3 years ago", ["Ada Byron"]),
    ("Submitted by Ada Byron on Sat, 05/04/2013 - 10:12", ["Ada Byron"]),
    ("Ada Byron in Port Ellery", ["Ada Byron"]),
    ("Ada Byron For The Skerry Post", ["Ada Byron"]),
    ("Women in Science", ["Women in Science"]),
    ("Ada (Augusta) Byron", ["Ada (Augusta) Byron"]),
    ("Ada Byron (Skerry Press)", ["Ada Byron"]),
    ("Licensed pilot, M.A. History", []),
]


@pytest.mark.parametrize(("raw", "names"), CLEANED)
def test_clean(raw: str, names: list[str]) -> None:
    assert clean(raw) == names


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By Ada Byron", True),
        ("September 1st, 2023 By Ada Byron", True),
        ("Veröffentlicht am 10. Februar 2019 von Ada", True),
        ("Text: Ada Byron", True),
        ("取材・文＝王小明", True),
        ("写真・王小明", False),
        ("Partners", False),
        ("Discover our campuses", False),
        ("The house by the river", False),
        ("An evening with von Karajan", False),
        ("This post was written by Ada Byron, who sails", True),
        ("byAda Byron", True),
        ("PARTNERS", False),
        ("DIY pontoons", False),
        ("Step by step guide", False),
        ("By 3 o'clock", False),
    ],
)
def test_byline_in(line: str, found: bool) -> None:
    assert (byline_in(line) is not None) is found


@pytest.mark.parametrize("text", ["Written by", "Author:", "Von", "Par :", "作者："])
def test_a_by_word_alone_waits_for_its_names(text: str) -> None:
    assert is_label(text) and not is_label(text + " Ada Byron")


@pytest.mark.parametrize(
    ("name", "account"),
    [("adabyron", True), ("AdaB", True), ("ada7", True), ("Ada", False), ("dpa news", False)],
)
def test_is_account(name: str, account: bool) -> None:
    assert is_account(name) is account


@pytest.mark.parametrize(
    ("name", "person"),
    [("Ada Byron", True), ("Ada von Byron", True), ("The Daily Post", False), ("dpa", False)],
)
def test_is_person(name: str, person: bool) -> None:
    assert is_person(name) is person


def ld(author: object) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": "Storm", "author": author})
    return f'<script type="application/ld+json">{data}</script>'


ADA = "Ada Byron"
H1 = "<h1>Storm shuts harbour</h1>"
PAGES = {
    "JSON-LD string": (ld(ADA), ""),
    "JSON-LD object": (ld({"@type": "Person", "name": ADA}), ""),
    "JSON-LD list": (ld([{"@type": "Person", "name": "By " + ADA}]), ""),
    "JSON-LD list in a list object": (ld({"@list": [{"name": ADA}]}), ""),
    "JSON-LD parts of a name": (ld({"givenName": "Ada", "familyName": "Byron"}), ""),
    "small letters in JSON-LD": (ld("ada byron"), f"<h1>Storm shuts harbour</h1><p>By {ADA}</p>"),
    "a meta of JSON": (
        f"<meta name='parsely-page' content='{json.dumps({'author': ADA})}'>",
        "",
    ),
    "meta": (f'<meta name="author" content="{ADA}">', ""),
    "rel": ("", f'<h1>Storm shuts harbour</h1><a rel="author" href="/a/ada">{ADA}</a>'),
    "itemprop": ("", f'<h1>Storm shuts harbour</h1><span itemprop="author">{ADA}</span>'),
    "named": ("", f'<h1>Storm shuts harbour</h1><div class="byline">{ADA}, Reporter</div>'),
    "by-word": ("", f"<h1>Storm shuts harbour</h1><div>By {ADA}</div>"),
    "link": ("", f'<h1>Storm shuts harbour</h1><div><a href="/author/ada/">{ADA}</a></div>'),
    "address in a meta": (
        '<meta property="article:author" content="https://social.example/ada">',
        f"<h1>Storm shuts harbour</h1><div>By {ADA}</div>",
    ),
    "account in a meta": (
        '<meta name="author" content="admin">',
        f"<h1>Storm shuts harbour</h1><div>By {ADA}</div>",
    ),
    "newsroom in JSON-LD": (
        ld({"@type": "Person", "name": "Redação"}) + '<meta name="author" content="Redação">',
        f"<h1>Storm shuts harbour</h1><div>By {ADA}</div>",
    ),
    "an account in JSON-LD": (
        ld("HarbourB"),
        f"<h1>Storm shuts harbour</h1><div>By {ADA}</div>",
    ),
    "the first name in JSON-LD": (
        ld("Ada"),
        f"<h1>Storm shuts harbour</h1><div class='author-name'>{ADA}</div>",
    ),
    "a by-word in a block of its own": (
        "",
        f"<h1>Storm shuts harbour</h1><div>Written by</div><div>{ADA}</div>"
        "<div>Reviewed by</div><div>Mary Ray</div>",
    ),
    "an editor below": (
        "",
        f"<h1>Storm shuts harbour</h1><div>By {ADA}</div><div>Edited by Mary Ray</div>",
    ),
    "a job in the block below": (
        "",
        f"<h1>Storm shuts harbour</h1><div class='author'><div>{ADA}</div>"
        "<div>senior keeper of the pier</div></div>",
    ),
    "name, job and day in one line": (
        "",
        f"<h1>Storm shuts harbour</h1><p>{ADA} | Senior Writer | March 5, 2024</p>",
    ),
    "the name behind the day": ("", f"<h1>Storm shuts harbour</h1><p>5 March 2024 – {ADA}</p>"),
    "told to previews": (
        '<meta name="twitter:label1" content="Written by">'
        f'<meta name="twitter:data1" content="{ADA}">',
        "",
    ),
    "another person in JSON-LD": (
        ld("Mary Ray") + '<meta name="author" content="Mary Ray">',
        f"<h1>Storm shuts harbour</h1><div>By {ADA}</div>",
    ),
    "a link around name and job": (
        "",
        "<h1>Storm shuts harbour</h1><a href='/author/ada/'>"
        f"<div>{ADA}</div><div>Tide Reporter</div></a>",
    ),
    "initials beside the name": (f'<meta name="author" content="{ADA},AB">', H1),
    "the newsroom's address beside the name": (
        "",
        f"{H1}<div class='byline'>{ADA} / ellerypost.example</div>",
    ),
    "a career beside the name": (
        "",
        f"{H1}<ul><li class='author'>{ADA}</li><li class='author'>Former Pier Keeper</li></ul>",
    ),
    "a post that is shared in the text": (
        ld(ADA),
        f"{H1}<p>A post shared by Mary Ray (@maryray) on 5 March 2024</p>",
    ),
    "a job that runs on behind the name": (
        ld(ADA),
        f"{H1}<div>Written by: {ADA} Head Tide Watch, Launches &amp; Piers.</div>",
    ),
    "right beneath the headline": ("", f"{H1}<p>{ADA}</p><p>12 letters</p>"),
    "the site in JSON-LD": (
        ld({"@type": "Organization", "name": "Ellery Post"})
        + '<meta property="og:site_name" content="Ellery Post">',
        f"<h1>Storm shuts harbour</h1><div>By {ADA}</div>",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_byline_of_a_page(name: str) -> None:
    found = fields(*PAGES[name])
    assert (found.byline, found.authors) == (ADA, (ADA,))


NOBODY = {
    "the time that reading takes": (
        '<meta name="twitter:label1" content="Time to read">'
        '<meta name="twitter:data1" content="1 Minute">',
        "",
    ),
    "a button beside the day": ("", "<h1>Storm shuts harbour</h1><p>5 March 2024</p><p>Menu</p>"),
    "words of the text beside the day": (
        "",
        "<h1>Storm shuts harbour</h1><p>5 March 2024</p><p>Council Repairs</p>",
    ),
    "a greeting at the text's border": ("", "<h1>Storm shuts harbour</h1><p>Dear Reader,</p>"),
    "a calendar at the text's border": ("", "<h1>Storm shuts harbour</h1><p>Tide Tables 2024</p>"),
    "an entry of a list beneath the headline": (
        "",
        "<h1>Storm shuts harbour</h1><ul><li>Ferry Times</li><li>Pier Plans</li></ul>",
    ),
    "a by-word far behind a date": (
        "",
        "<h1>Storm shuts harbour</h1><div>5 March 2024 The tide tables that we sent to all of our "
        "readers were made by Mary Ray for the pier</div>",
    ),
    "a sentence that begins with a by-word": (
        "",
        "<h1>Storm shuts harbour</h1><p>By signing up, you agree to the Harbour Rules</p>",
    ),
}


@pytest.mark.parametrize("name", NOBODY)
def test_nobody_is_named(name: str) -> None:
    assert fields(*NOBODY[name]).byline is None


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        ("<p class='byline'>By Ada Byron, Port Press Agency</p>", (ADA,)),
        ("<p class='byline'>By Ada Byron, Ellery</p>", (ADA,)),
        (
            "<ul><li class='author'>Ada Byron</li><li class='author'>Mary Ray</li></ul>",
            (ADA, "Mary Ray"),
        ),
    ],
    ids=["an agency goes", "a place goes", "persons in blocks in a row"],
)
def test_who_belongs_to_the_byline(body: str, authors: tuple[str, ...]) -> None:
    assert fields("", f"<h1>Storm shuts harbour</h1>{body}").authors == authors


def test_an_element_named_for_a_name_in_a_longer_line() -> None:
    line = '<div>Harbour · <span class="author-name">Ada Byron</span> · News from the quay</div>'
    assert fields("", H1 + line).authors == (ADA,)
    organisation = line.replace("author-name", "fn org")
    assert fields("", H1 + organisation).authors == ()


def test_a_job_that_lost_the_space_before_it() -> None:
    line = '<div>By <span class="byline-name">Ada Byron</span><span>Harbour desk</span></div>'
    assert fields("", H1 + line).authors == (ADA,)


def test_a_byline_far_below_where_nobody_else_is_named() -> None:
    end = "<div>12 letters</div>" * 9 + f'<div class="byline"><p>{ADA}</p></div>'
    page = f"<body>{H1}<article>{TEXT}</article>{end}</body>"
    assert find(judged(page)).authors == (ADA,)


def test_the_author_of_a_teaser_in_json_ld() -> None:
    canonical = '<link rel="canonical" href="https://post.example/storm">'
    teaser = {
        "@type": "NewsArticle",
        "headline": "Ferry fares rise again",
        "url": "https://post.example/fares",
        "author": "Mary Ray",
    }
    own = {"@type": "NewsArticle", "url": "https://post.example/storm", "author": ADA}
    script = f'<script type="application/ld+json">{json.dumps([teaser, own])}</script>'
    assert fields(canonical + script, H1).authors == (ADA,)


def test_an_agency_that_json_ld_lists_beside_a_person_stays() -> None:
    found = fields(ld([{"name": ADA}, {"name": "Port Press Agency"}]), "")
    assert found.authors == (ADA, "Port Press Agency")


def test_the_staff_at_the_headline_and_a_person_in_a_teaser() -> None:
    teasers = "<div>12 letters</div>" * 12 + "<div class='related'><p>By Mary Ray</p></div>"
    head = '<meta name="author" content="Pier Staff">'
    assert fields(head, f"{H1}<p>By Pier Staff</p>{teasers}").authors == ("Pier Staff",)


def test_the_dated_line_at_the_page_s_end_where_nobody_else_is_named() -> None:
    end = "<div>12 letters</div>" * 9 + f"<div>Posted by {ADA} on 5 March 2024</div>"
    page = f"<body>{H1}<article>{TEXT}</article>{end}</body>"
    assert find(judged(page)).authors == (ADA,)


def test_a_lone_signature_inside_the_text() -> None:
    signed = TEXT.replace("<p>The council will", "<p>By Ada Byron</p><p>The council will")
    assert (
        fields("", "<h1>Storm shuts harbour</h1>", text=TEXT * 3 + signed + signed + TEXT).byline
        is None
    )
    assert fields("", "<h1>Storm shuts harbour</h1>", text=TEXT * 3 + signed + TEXT).byline == ADA


def test_two_names_as_the_page_joins_them() -> None:
    found = fields(
        "", "<h1>Storm shuts harbour</h1><p class='byline'>By Ada Byron and Mary Ray</p>"
    )
    assert found.byline == "Ada Byron and Mary Ray"
    assert found.authors == ("Ada Byron", "Mary Ray")


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ada Byron, Harbour Editor, and Mary Ray", "Ada Byron and Mary Ray"),
        ("By Ada Byron (now) and Mary Ray (earlier)", "Ada Byron and Mary Ray"),
        ("Par Ada Byron et Mary Ray", "Ada Byron et Mary Ray"),
        ("Von Ada Byron und Mary Ray", "Ada Byron und Mary Ray"),
        ("By Ada Byron & Mary Ray", "Ada Byron & Mary Ray"),
        ("By Ada Byron, Mary Ray", "Ada Byron, Mary Ray"),
    ],
)
def test_names_of_json_ld_are_joined_as_readers_see_them(line: str, byline: str) -> None:
    found = fields(
        ld([{"name": "Ada Byron"}, {"name": "Mary Ray"}]),
        f"<h1>Storm shuts harbour</h1><p class='byline'>{line}</p>",
    )
    assert found.byline == byline
    assert found.authors == ("Ada Byron", "Mary Ray")


def test_three_names() -> None:
    names = ["Ada Byron", "Mary Ray", "Zoe Li"]
    assert joined(names, ["Ada Byron, Mary Ray and Zoe Li"]) == "Ada Byron, Mary Ray and Zoe Li"
    assert joined(names, ["Zoe Li and Ada Byron"]) == "Ada Byron, Mary Ray, Zoe Li"


def test_a_sentence_on_the_writer_is_no_byline() -> None:
    bio = "Ada Byron lives beside the harbour and writes on boats, storms and the price of fish."
    page = judged(f"<h1>Storm shuts harbour</h1><div>By {ADA}</div>{TEXT}<p>{bio}</p>")
    found = find(page)
    told = [page.segmentation.blocks[i].text for i, f in found.blocks.items() if f == "byline"]
    assert told == [f"By {ADA}"]


def test_listed_names_are_joined_with_a_comma() -> None:
    found = fields(ld([{"name": "Ada Byron"}, {"name": "Mary Ray"}]), "")
    assert found.byline == "Ada Byron, Mary Ray"


def test_no_photographer_and_no_writer_of_a_teaser() -> None:
    found = fields(
        "",
        "<h1>Storm shuts harbour</h1><figure><figcaption>Photo by Jo Lens</figcaption></figure>"
        '<div class="related"><a>Fares rise</a><p class="author">By Teaser Writer</p></div>',
    )
    assert found.byline is None


def test_the_name_of_the_site_is_taken_whole() -> None:
    site = '<meta property="og:site_name" content="Harbour Travel Expert">'
    assert fields(site + ld("Harbour Travel Expert"), "").byline == "Harbour Travel Expert"


def test_a_button_is_nobody() -> None:
    buttons = "<button>Share Print</button><button>Ask Ellery</button>"
    assert fields("", f"<h1>Storm shuts harbour</h1><p>5 March 2024</p>{buttons}").byline is None


def test_byline_of_a_dump() -> None:
    lines = ["Home", "Storm shuts harbour for days", "By Ada Byron", *lines_of(TEXT)]
    found = find(judged("\n\n".join(lines), kind="text"))
    assert found.byline == ADA
    assert "byline" in found.blocks.values()


@given(st.text(max_size=500))
def test_cleaning_never_raises(raw: str) -> None:
    assert all(name == name.strip() and name for name in clean(raw))
    byline_in(raw)
