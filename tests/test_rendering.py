"""Renderings, read back with real parsers: what a page says must come out as text, never markup."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from boilerstrip.rendering import Rendered, dateline, html, markdown, printable

LONDON = dt.timezone(dt.timedelta(hours=1))

ALLOWED = {
    "article": {"lang", "dir"},
    "p": {"class"},
    "time": {"datetime"},
    "a": {"rel", "href"},
}
BARE = re.compile("h[1-6]|ul|li|dl|dt|dd|table|tr|td|pre|blockquote|br|footer")

TAGS = ["p", *(f"h{level}" for level in range(1, 7)), "li", "blockquote", "pre", "dt", "dd", "tr"]
TAGS += ["td", "th", "figcaption", "line", "div"]

# Pieces that are markup to one format or the other, so that random texts are hostile ones.
MARKUP = re.findall(
    "[^ ]+",
    "<script>alert(1)</script> <b> </p> <!-- --> <?php <![CDATA[ ]]> </article> <br/> <x@y.z> &amp;"
    " &lt; &#60; &copy ** * _ __ ~~ ~ ` ``` ~~~ # ## - + = === --- *** | |-|-| :-: > ! [ ] ( )"
    " [a](b) ![a](b) [a]: \\ \\\\ \n \t \" ' < > & 1. 23) 1 a é snake_case . : \u00a0 \x00 \x1b"
    " \x85 \u2028 \r \ud800 \ufffe",
)
hostile = st.lists(st.sampled_from([*MARKUP, " ", " ", "\n", "\n"]) | st.text(max_size=5)).map(
    "".join
)
articles = st.builds(
    Rendered,
    headline=st.none() | hostile,
    byline=st.none() | hostile,
    date=st.none() | st.dates() | st.datetimes(timezones=st.none() | st.just(LONDON)),
    standfirst=st.none() | hostile,
    body=st.lists(st.tuples(st.sampled_from(TAGS), hostile), max_size=6).map(tuple),
    language=st.none() | hostile | st.sampled_from(["en", "ar", "pt-BR", "az-Arab"]),
    url=st.none() | hostile.map("https://".__add__) | hostile,
)

# How long one example takes says nothing on a busy machine.
unhurried = settings(deadline=None)


def folded(text: str) -> str:
    return " ".join(printable(text).split())


def squeezed(text: str) -> str:
    return "".join(printable(text).split())


def said(article: Rendered) -> list[str]:
    """Everything that the article says, in the order of a rendering."""
    head = (article.headline, dateline(article.byline, article.date), article.standfirst)
    return [text or "" for text in head] + [text for _, text in article.body]


def body_of(*blocks: tuple[str, str]) -> Rendered:
    return Rendered(body=blocks)


class TestMarkdown:
    def test_a_whole_article(self) -> None:
        article = Rendered(
            headline="Ferry returns to the sound",
            byline="Orla Penhale and Ivo Marsh",
            date=dt.datetime(2024, 5, 17, 9, 30, tzinfo=LONDON),
            standfirst="After nine years, a boat.",
            body=(
                ("p", "First line\nsecond line"),
                ("h1", "The boat"),
                ("h3", "Its engine"),
                ("li", "quiet"),
                ("li", "slow"),
                ("blockquote", "It rolls."),
                ("blockquote", "It always did."),
                ("tr", "Pier\tFare"),
                ("tr", "North\t2 | 3\tcash"),
                ("pre", "  07:00\n  ```"),
                ("dt", "Sound"),
                ("dd", "a strait"),
            ),
        )
        assert markdown(article) == (
            "# Ferry returns to the sound\n\n"
            "*Orla Penhale and Ivo Marsh · 2024-05-17 09:30+01:00*\n\n"
            "**After nine years, a boat.**\n\n"
            "First line\\\nsecond line\n\n"
            "## The boat\n\n"
            "### Its engine\n\n"
            "- quiet\n- slow\n\n"
            "> It rolls.\n>\n> It always did.\n\n"
            "| Pier | Fare |  |\n| --- | --- | --- |\n| North | 2 \\| 3 | cash |\n\n"
            "````\n  07:00\n  ```\n````\n\n"
            "**Sound**\n\n"
            "a strait\n"
        )

    @pytest.mark.parametrize(
        "prose",
        [
            "snake_case and 3 * 4",
            "It cost £3 (about $4) - a bargain!",
            "a < b, b > c & d; AT&T",
            "Business | Tides",
            "about ~5 km, half-way",
            "-5 degrees, +3 later",
            "1.5 million; 2024",
            "He said: 'no' \u2013 twice\u2026",
            "12 . 13",
        ],
    )
    def test_ordinary_prose_stays_as_it_is(self, prose: str) -> None:
        assert markdown(body_of(("p", prose))) == f"{prose}\n"

    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("# one", "\\# one"),
            ("1. one", "1\\. one"),
            ("12) one", "12\\) one"),
            ("- one", "\\- one"),
            ("* one", "\\* one"),
            ("> one", "\\> one"),
            ("---", "\\---"),
            ("===", "\\==="),
            ("a\n===", "a\\\n\\==="),
            ("a | b\n- | -", "a | b\\\n\\- | -"),
            ("a | b\n|-|-|", "a | b\\\n\\|-|-|"),
            ("*one* _two_ ~~three~~", "\\*one\\* \\_two\\_ \\~\\~three\\~\\~"),
            ("`one`", "\\`one\\`"),
            ("[one](two)", "\\[one](two)"),
            ("<b>one</b>", "\\<b>one\\</b>"),
            ("&lt; &#60;", "\\&lt; \\&#60;"),
            ("C:\\one", "C:\\\\one"),
        ],
    )
    def test_markup_is_escaped(self, text: str, written: str) -> None:
        assert markdown(body_of(("p", text))) == f"{written}\n"

    def test_an_empty_article_is_an_empty_string(self) -> None:
        assert markdown(Rendered(headline=" ", body=(("p", "\n"), ("pre", " \n")))) == ""

    @pytest.mark.parametrize("raw_html", [False, True])
    @unhurried
    @given(article=articles)
    @example(article=Rendered(headline="a #", standfirst="b *\n* c", byline="* d *"))
    @example(article=body_of(("p", "a\n    b"), ("tr", "\\|\t`|`"), ("tr", "|"), ("p", "|-|")))
    @example(article=body_of(("li", "a\n\nb\n- c"), ("blockquote", "```\n> d"), ("pre", "```")))
    def test_a_renderer_finds_the_text_and_no_markup(
        self, raw_html: bool, article: Rendered
    ) -> None:
        parser = MarkdownIt("commonmark", {"html": raw_html}).enable(["table", "strikethrough"])
        source = markdown(article)
        tokens = parser.parse(source)
        spans = {child.type for token in tokens for child in token.children or ()}
        assert spans <= {"text", "text_special", "hardbreak"} | {
            f"{span}_{end}" for span in ("em", "strong") for end in ("open", "close")
        }
        assert not {token.type for token in tokens} & {"html_block", "hr", "code_block"}
        assert [token.content for token in tokens if token.type == "fence"] == [
            f"{lines}\n" for lines in map(bare, preformatted_of(article)) if lines
        ]
        shown = lxml_html.fromstring(f"<div>{parser.render(source)}</div>").text_content()
        assert squeezed(shown) == squeezed("".join(said(article)))

    @unhurried
    @given(article=articles)
    def test_blocks_keep_their_kind(self, article: Rendered) -> None:
        parser = MarkdownIt("commonmark").enable("table")
        opened = [t for t in parser.parse(markdown(article)) if t.nesting == 1]
        filled = [tag for tag, text in article.body if folded(text)]
        assert sum(t.type == "list_item_open" for t in opened) == filled.count("li")
        assert sum(t.tag == "h1" for t in opened) == bool(folded(article.headline or ""))
        assert sum(t.type == "heading_open" and t.tag != "h1" for t in opened) == sum(
            bool(re.fullmatch("h[1-6]", tag)) for tag in filled
        )
        assert sum(t.type == "tr_open" for t in opened) == filled.count("tr")
        assert not any(t.type == "ordered_list_open" for t in opened)


def preformatted_of(article: Rendered) -> list[str]:
    return [text for tag, text in article.body if tag == "pre"]


def bare(text: str) -> str:
    """Lines as they are, blank ones dropped from both ends, and spaces from the very end."""
    lines = printable(text).rstrip().split("\n")
    while lines and not lines[0].strip():
        del lines[0]
    return "\n".join(lines)


class TestHtml:
    def test_a_whole_article(self) -> None:
        article = Rendered(
            headline="Ferry returns",
            byline="Orla Penhale",
            date=dt.date(2024, 5, 17),
            standfirst="After nine years,\na boat.",
            body=(
                ("p", "Tom & Jo's <boat>"),
                ("h1", "The boat"),
                ("li", "quiet"),
                ("li", "slow"),
                ("blockquote", "It rolls."),
                ("tr", "Pier\tFare"),
                ("pre", "\n  07:00\n  08:00\n"),
                ("dt", "Sound"),
                ("dd", "a strait"),
            ),
            language="en-GB",
            url="https://ferry.example/a?b=1&c=2",
        )
        assert html(article) == (
            '<article lang="en-GB">\n'
            "<h1>Ferry returns</h1>\n"
            '<p class="byline">Orla Penhale · <time datetime="2024-05-17">2024-05-17</time></p>\n'
            '<p class="standfirst">After nine years,<br>a boat.</p>\n'
            "<p>Tom &amp; Jo&#x27;s &lt;boat&gt;</p>\n"
            "<h2>The boat</h2>\n"
            "<ul>\n<li>quiet</li>\n<li>slow</li>\n</ul>\n"
            "<blockquote>\n<p>It rolls.</p>\n</blockquote>\n"
            "<table>\n<tr><td>Pier</td><td>Fare</td></tr>\n</table>\n"
            "<pre>  07:00\n  08:00</pre>\n"
            "<dl>\n<dt>Sound</dt>\n<dd>a strait</dd>\n</dl>\n"
            '<footer><a rel="noopener" href="https://ferry.example/a?b=1&amp;c=2">'
            "https://ferry.example/a?b=1&amp;c=2</a></footer>\n"
            "</article>\n"
        )

    def test_a_date_without_a_byline(self) -> None:
        time = dt.datetime(2024, 5, 17, 9, 30, 5)
        assert ('<p><time datetime="2024-05-17T09:30:05">2024-05-17 09:30</time></p>') in html(
            Rendered(date=time)
        )

    @pytest.mark.parametrize(
        ("language", "attributes"),
        [
            ("he", ' lang="he" dir="rtl"'),
            ("az-Arab-IR", ' lang="az-Arab-IR" dir="rtl"'),
            ("ur-Latn", ' lang="ur-Latn"'),
            ("pt-BR", ' lang="pt-BR"'),
            ('en" onload="x', ""),
            ("", ""),
            (None, ""),
        ],
    )
    def test_language_and_direction(self, language: str | None, attributes: str) -> None:
        assert html(Rendered(language=language)).startswith(f"<article{attributes}>\n")

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "JAVASCRIPT:alert(1)",
            " https://a.example/",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//a.example/",
            "/path",
            "https:path",
            "https://",
            "https://?",
            "https://:80/",
            "ftp://a.example/",
            "https://a.example@b.example/",
            "https://a.example\\@b.example/",
            "https://[::1/",
            "https://a.example/\u202egnp.exe",
            "https://a.example/\ud800",
        ],
    )
    def test_other_addresses_are_no_links(self, url: str) -> None:
        assert html(Rendered(url=url)) == "<article>\n</article>\n"

    @unhurried
    @given(article=articles)
    @example(article=Rendered(url='https://a.example/"><script>', byline="<i>", language="en x"))
    def test_nothing_but_text_gets_in(self, article: Rendered) -> None:
        source = html(article)
        tree = lxml_html.document_fromstring(f"<!DOCTYPE html><body>{source}")
        (root,) = tree.body
        assert root.tag == "article"
        for element in root.iter():
            assert element.tag in ALLOWED or BARE.fullmatch(element.tag)
            assert set(element.attrib) <= ALLOWED.get(element.tag, set())
        assert all(link.get("href") == article.url for link in root.iter("a"))
        assert all(p.get("class") in {None, "byline", "standfirst"} for p in root.iter("p"))
        for footer in root.findall("footer"):
            root.remove(footer)
        assert squeezed(root.text_content()) == squeezed("".join(said(article)))
        source.encode()

    @unhurried
    @given(article=articles)
    def test_blocks_keep_their_kind(self, article: Rendered) -> None:
        root = lxml_html.fragment_fromstring(html(article))
        filled = [(tag, text) for tag, text in article.body if folded(text)]
        for tag in ("li", "tr", "dt", "dd", "pre"):
            expected = [squeezed(text) for block, text in filled if block == tag]
            assert [squeezed(element.text_content()) for element in root.iter(tag)] == expected
        assert len(root.findall("h1")) == bool(folded(article.headline or ""))
