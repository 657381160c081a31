"""What a page says of itself is read, however it is written."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from boilerstrip.document import embedded, jsonld, languages
from boilerstrip.document.embedded import Embedded
from boilerstrip.document.parsing import parse

URL = "https://news.example.org/a/ferry.html"


def read(page: str, url: str | None = None) -> Embedded:
    root, _ = parse(page)
    assert root is not None
    return embedded.read(root, url)


def script(text: str, kind: str = "application/ld+json") -> str:
    return f'<script type="{kind}">{text}</script>'


def test_metas_are_keyed_by_every_name() -> None:
    page = read(
        '<meta name="Author" content="Ada">'
        '<meta property="og:title dc:title" content=" The\n ferry ">'
        '<meta itemprop="datePublished" content="2024-05-17"><meta name="author" content="Mary">'
        '<meta http-equiv="Content-Language" content="de"><meta name="empty" content=" ">'
        '<meta charset="utf-8"><meta name="x" property="x" content="1">'
    )
    assert page.metas == {
        "author": ("Ada", "Mary"),
        "og:title": ("The ferry",),
        "dc:title": ("The ferry",),
        "datepublished": ("2024-05-17",),
        "content-language": ("de",),
        "x": ("1",),
    }
    assert page.meta("no", "author") == "Ada"
    assert page.meta("no") is None


def test_entities_escaped_twice_are_unescaped() -> None:
    page = read(
        '<title>Fish &amp;amp; chips</title><meta name="d" content="&amp;quot;Yes&amp;quot;">'
        + script('{"@type": "Article", "headline": "Ada&#39;s &quot;ferry&quot;"}')
    )
    assert page.title == "Fish & chips"
    assert page.metas["d"] == ('"Yes"',)
    assert page.ld[0]["headline"] == 'Ada\'s "ferry"'


def test_the_title_is_not_that_of_a_picture() -> None:
    assert (
        read("<body><svg><title>Icon</title></svg><title>The\n ferry</title>").title == "The ferry"
    )
    assert read("<svg><title>Icon</title></svg><p>x").title is None


JSON_LD = {
    "plain": '{"@type": "A"}',
    "list": '[{"@type": "A"}]',
    "graph": '{"@graph": [{"@type": "A"}]}',
    "main entity": '{"@type": "WebPage", "mainEntity": {"@type": "A"}}',
    "deep": '[[{"@graph": [[{"mainEntityOfPage": {"@type": "A"}}]]}]]',
    "HTML comment": '\n<!--\n{"@type": "A"}\n-->\n',
    "CDATA": '<![CDATA[{"@type": "A"}]]>',
    "CDATA after slashes": '//<![CDATA[\n{"@type": "A"}\n//]]>',
    "CDATA in comments": '/*<![CDATA[*/ {"@type": "A"} /*]]>*/',
    "escaped": "{&quot;@type&quot;: &quot;A&quot;}",
    "trailing commas": '{"x": [1, 2, ], "@type": "A",\n}',
    "control characters": '{"x": "one\ntwo\tthree", "@type": "A"}',
    "control characters and a comma": '{"x": "one\ntwo\x01", "@type": "A",}',
    "semicolon": '{"@type": "A"};',
    "comments": '{"@type": "A", /* kind */ "u": "http://x/y", // address\n "n": 1}',
    "bad escapes": r'{"x": "it\'s \x \u12", "@type": "A"}',
    "one after the other": '{"@type": "B"}\n{"@type": "A"}',
    "comma between": '{"@type": "B"},{"@type": "A"}',
    "fault at the end": '{"@type": "A"} {"@type": "B", "x": oops}',
    "byte order mark": '\ufeff{"@type": "A"}',
    "lone surrogate": '{"@type": "A", "x": "\\ud83d!", "y": "\\u0000"}',
}


@pytest.mark.parametrize("name", JSON_LD)
def test_json_ld_is_read_as_pages_write_it(name: str) -> None:
    page = read(script(JSON_LD[name]) + '<meta name="k" content="v">')
    assert "A" in [item.get("@type") for item in page.ld]
    assert page.metas == {"k": ("v",)}
    json.dumps(page.ld, ensure_ascii=False).encode()


def test_repairs_leave_strings_alone() -> None:
    (item,) = jsonld.load('{"a": "x,] // y /* z */", "b": "q\\"r,}", "c": [1,],}')
    assert item == {"a": "x,] // y /* z */", "b": 'q"r,}', "c": [1]}


@pytest.mark.parametrize(
    "text", ["", "oops", "{", "[" * 100_000, '{"a":' * 50_000, "null", "3", '"x"']
)
def test_a_broken_script_loses_nothing_else(text: str) -> None:
    page = read(script(text) + script('{"@type": "A"}') + "<title>T</title>")
    assert [item["@type"] for item in page.ld] == ["A"]
    assert page.title == "T"


def test_only_json_ld_scripts_are_read() -> None:
    page = read(
        script('{"@type": "A"}', "application/json")
        + script('{"@type": "B"}', " Application/LD+JSON; charset=utf-8")
    )
    assert [item["@type"] for item in page.ld] == ["B"]


@pytest.mark.parametrize(
    "unit", ["/*", '"', '\\"', ",  ", " ", "[", "//", "{", "<!--", "]]>", ";", "*/"]
)
@pytest.mark.parametrize("start", ["{", '"', ""])
def test_json_ld_is_read_in_linear_time(unit: str, start: str) -> None:
    text = start + unit * (400_000 // len(unit))
    started = time.process_time()
    jsonld.load(text)
    assert time.process_time() - started < 3


def test_articles_come_surest_first_with_references_resolved() -> None:
    graph: dict[str, Any] = {
        "@graph": [
            {"@type": "WebPage", "@id": "#page", "name": "Page"},
            {"@type": "CreativeWork", "name": "Work"},
            {"@type": "Organization", "@id": "#org", "name": "The Quay"},
            {"@type": ["Thing", "https://schema.org/NewsArticle"], "author": [{"@id": "#ada"}],
             "publisher": {"@id": "#org"}, "isPartOf": {"@id": "#nowhere"}},
            {"@type": "ProfilePage", "about": {"@type": "Person", "@id": "#ada", "name": "Ada"}},
        ]
    }  # fmt: skip
    found = read(script(json.dumps(graph))).article_ld()
    assert [item["@type"] for item in found[1:]] == ["CreativeWork", "WebPage"]
    assert found[0]["author"] == [{"@type": "Person", "@id": "#ada", "name": "Ada"}]
    assert found[0]["publisher"]["name"] == "The Quay"
    assert found[0]["isPartOf"] == {"@id": "#nowhere"}


@pytest.mark.parametrize(
    ("page", "url", "canonical"),
    [
        ('<link rel="canonical" href="https://example.org/a">', None, "https://example.org/a"),
        ('<link rel="x CANONICAL" href="/b">', URL, "https://news.example.org/b"),
        ('<base href="https://example.com/c/"><link rel="canonical" href="d">', URL,
         "https://example.com/c/d"),
        ('<link rel="canonical" href="/b"><meta property="og:url" content="https://example.org/o">',
         None, "https://example.org/b"),
        ('<meta property="og:url" content="https://example.org/o">', URL, "https://example.org/o"),
        (script('{"@type":"Article","mainEntityOfPage":{"@id":"https://example.org/j"}}'), URL,
         "https://example.org/j"),
        ('<link rel="canonical" href="/b">', None, None),
        ('<link rel="canonical" href="javascript:x()">', URL, None),
        ('<link rel="canonical" href="http://[x">', URL, None),
        ('<link rel="canonical">', URL, None),
        ("<p>x", URL, None),
    ],
)  # fmt: skip
def test_canonical_address(page: str, url: str | None, canonical: str | None) -> None:
    found = read(page, url)
    assert found.canonical == canonical
    assert found.url == (url or canonical)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"), ("EN_us", "en-US"), ("pt-br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"),
        ("de-DE, en", "de-DE"), ("es-419", "es-419"), ("fr_FR.UTF-8", "fr-FR"),
        ("nb-NO-x-y", "nb-NO"),
        ("English", None), ("{{ lang }}", None), ("", None), ("und", None), ("x-default", None),
        ("ja\n", "ja"), (None, None),
    ],
)  # fmt: skip
def test_language_tags(written: str | None, tag: str | None) -> None:
    assert languages.normalise(written) == tag


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ('<html lang="de-AT"><meta property="og:locale" content="en_US">', "de-AT"),
        ('<html lang="{{x}}"><meta http-equiv="content-language" content="fr">', "fr"),
        ('<html xml:lang="it"><p>', "it"),
        ('<body lang="pl"><p>', "pl"),
        ('<meta property="og:locale" content="en_GB">', "en-GB"),
        (script('{"@type":"Article","inLanguage":["sv"]}'), "sv"),
        ("<p>", None),
    ],
)
def test_declared_language(page: str, language: str | None) -> None:
    assert read(page).language == language


def test_metadata_of_metas() -> None:
    page = read(
        '<meta property="og:site_name" content="The Quay"><meta name="description" content="Plain">'
        '<meta property="og:description" content="Shown">'
        '<meta property="og:image" content="/i.jpg">'
        '<meta property="article:tag" content="Ferries">'
        '<meta property="article:tag" content="Isles, far">'
        '<meta name="keywords" content="ferries, quays,, Boats ">',
        URL,
    )
    assert (page.site_name, page.description) == ("The Quay", "Shown")
    assert page.image == "https://news.example.org/i.jpg"
    assert page.tags == ("Ferries", "Isles, far", "quays", "Boats")


def test_metadata_of_json_ld() -> None:
    page = read(
        script(
            json.dumps(
                {
                    "@type": "NewsArticle",
                    "publisher": [{"name": "The Quay"}],
                    "description": "Told\nbriefly",
                    "image": [{"url": "data:x"}, {"contentUrl": "https://example.org/i.png"}],
                    "keywords": [
                        "boats; quays",
                        {"@type": "DefinedTerm", "name": "Isles"},
                        3,
                        None,
                    ],
                }
            )
        )
    )
    assert (page.site_name, page.description) == ("The Quay", "Told briefly")
    assert page.image == "https://example.org/i.png"
    assert page.tags == ("boats", "quays", "Isles")
    assert read(script('{"@type": "WebSite", "name": "Quay"}')).site_name == "Quay"


def test_a_lone_article_tag_is_a_list() -> None:
    assert read('<meta property="article:tag" content="a, b">').tags == ("a", "b")


def test_image_link_is_the_last_resort() -> None:
    assert (
        read('<link rel="image_src" href="/x.png">', URL).image == "https://news.example.org/x.png"
    )
    assert read('<link rel="image_src" href="/x.png">').image is None


def test_xhtml_trees_are_read_and_stay_as_they_are() -> None:
    root = etree.fromstring(
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="nl"><head><title>Pont</title>'
        '<meta name="author" content="Ada"/><link rel="canonical" href="https://example.org/p"/>'
        '<script type="application/ld+json"><![CDATA[{"@type": "Article"}]]></script>'
        '</head><body><!-- c --><svg xmlns="http://www.w3.org/2000/svg"><title>i</title></svg></body>'
        "</html>"
    )
    before = etree.tostring(root)
    page = embedded.read(root)
    assert etree.tostring(root) == before
    assert (page.title, page.language, page.canonical) == ("Pont", "nl", "https://example.org/p")
    assert page.metas == {"author": ("Ada",)}
    assert len(page.article_ld()) == 1


TEASER = {
    "@type": "Article",
    "url": "https://quay.example/fares",
    "headline": "Ferry fares rise again in June",
}
OWN = {
    "url with www": {"url": "https://www.quay.example/storm/"},
    "mainEntityOfPage": {"mainEntityOfPage": {"@id": "https://quay.example/storm#page"}},
    "headline": {"url": "https://quay.example/?p=7", "headline": "Storm shuts the harbour"},
    "no address": {"headline": "What the sea brought in"},
    "address of the site": {"url": "https://quay.example/", "headline": "What the sea brought in"},
}


@pytest.mark.parametrize("name", OWN)
def test_articles_of_other_pages_are_left_out(name: str) -> None:
    own = {"@type": "Article", **OWN[name]}
    head = "<title>Storm shuts the harbour | Quay</title>" + script(json.dumps([TEASER, own]))
    assert read(head, url="https://quay.example/storm").article_ld() == [own]
    alone = "<title>Storm shuts the harbour</title>" + script(json.dumps([TEASER]))
    assert read(alone, url="https://quay.example/storm").article_ld() == [TEASER]


def test_a_page_without_data() -> None:
    page = read("<p>Only text</p>")
    assert page == Embedded()
    assert page.article_ld() == []
    assert (page.url, page.site_name, page.description, page.image, page.tags) == (
        *(None, None, None, None), ()
    )  # fmt: skip


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8) | st.just({"@id": "#a"}),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "@id @type @graph mainEntity author publisher image keywords inLanguage url name "
                "mainEntityOfPage description thumbnailUrl".split()
            ),
            inner | st.sampled_from(["Article", "WebPage", "WebSite", "#a", "http://[", "/x"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)


def use(page: Embedded) -> None:
    """Read everything that a page gives, and put it out, as a caller does."""
    given_out = (page.site_name, page.description, page.image, page.tags, page.url, page.language)
    json.dumps([given_out, page.metas, page.article_ld()], ensure_ascii=False).encode()


@given(VALUES)
def test_any_json_ld_is_read(value: Any) -> None:
    use(read(script(json.dumps(value).replace("</", "<\\/")), URL))


@given(st.text(max_size=200))
def test_any_script_is_read(text: str) -> None:
    assert isinstance(jsonld.load(text), list)


@given(st.text(alphabet='{}[]",:;\\/*&u<!->d8 \n1a', max_size=60))
def test_any_near_json_is_read(text: str) -> None:
    objects = jsonld.load(text)
    json.dumps(objects, ensure_ascii=False).encode()


def test_objects_that_refer_to_each_other_are_resolved_once() -> None:
    page = read(
        script(
            '{"@graph": [{"@type": "Article", "@id": "#a", "isPartOf": {"@id": "#b"}},'
            ' {"@type": "WebPage", "@id": "#b", "mainEntity": {"@id": "#a"}}]}'
        )
    )
    use(page)
    assert page.article_ld()[0]["isPartOf"]["mainEntity"] == {"@id": "#a"}


@pytest.mark.parametrize("script", ["{}" * 9000, f"[{','.join(['{}'] * 9000)}]"])
def test_of_countless_objects_some_are_read(script: str) -> None:
    assert len(jsonld.load(script)) == jsonld.MAX_OBJECTS
