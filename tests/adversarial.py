"""Pages of any size that are made to take long: each is one pattern, repeated."""

from __future__ import annotations

import json
from collections.abc import Callable

_SENTENCE = "The ferry sailed again on Monday, and half of the island stood on the pier to see it."
STORY = (
    "<h1>Ferry returns to Skerrin</h1><p>By Ada Byron, 17 May 2024</p>" + f"<p>{_SENTENCE}</p>" * 4
)


def _repeated(unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda size: before + unit * ((size - len(before) - len(after)) // len(unit)) + after


def _nested(opening: str, closing: str = "", *, before: str = "") -> Callable[[int], str]:
    def page(size: int) -> str:
        depth = (size - len(before)) // (len(opening) + len(closing))
        return before + opening * depth + closing * depth

    return page


def _deep(opening: str, unit: str, depth: int = 1900) -> Callable[[int], str]:
    """Many of a unit, all of them far down."""
    return lambda size: opening * depth + unit * max(0, (size - len(opening) * depth) // len(unit))


def _counted(pattern: str, before: str = "", after: str = "") -> Callable[[int], str]:
    def page(size: int) -> str:
        count = max(1, size // len(pattern.format(10_000)))
        return before + "".join(pattern.format(number) for number in range(count)) + after

    return page


def _word(number: int) -> str:
    return f"{number:b}".translate({48: "a", 49: "e"})


def _json_ld(value: Callable[[int], object]) -> Callable[[int], str]:
    return lambda size: (
        f'<script type="application/ld+json">{json.dumps(value(size))}</script>{STORY}'
    )


def _script(body: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: f'<script type="application/ld+json">{body(size)}</script>{STORY}'


_SIGNS = "< > & ; , . - _ / \\ : = \" ' ( ) [ ] { } | * # @ % $ ! ? … “ ” « » „ –"

PAGES: dict[str, Callable[[int], str]] = {
    # Characters
    "one letter": _repeated("a"),
    "one capital": _repeated("A"),
    "one digit": _repeated("1"),
    "one space": _repeated(" "),
    "spaces between words": _repeated(" ", "word", "word"),
    "line breaks": _repeated("\n"),
    "carriage returns": _repeated("\r"),
    "zeros": _repeated("\0"),
    "replacement characters": _repeated("\ufffd"),
    "soft hyphens": _repeated("\xad"),
    "joiners": _repeated("\u200d"),
    "marks": _repeated("\u0301", "e"),
    "byte order marks": _repeated("\ufeff"),
    "directions": _repeated("\u202e\u2066"),
    "letters with marks": _repeated("e\u0301"),
    "emoji": _repeated("👩\u200d👩\u200d👧"),
    "halves of characters": _repeated("\ud83d"),
    "han": _repeated("渡"),
    "kana and stops": _repeated("渡。"),
    "arabic": _repeated("عادت "),
    **{f"only {sign!r}": _repeated(sign) for sign in _SIGNS.split()},
    # Text
    "one line": _repeated("The ferry sailed again on Monday, and nobody saw it leave. "),
    "one paragraph": _repeated("The ferry sailed again on Monday, and nobody saw it. ", "<p>"),
    "one word a line": _repeated("word\n"),
    "one word a line, twice": _repeated("word\n\n"),
    "short words": _repeated("a "),
    "sentences of one letter": _repeated("A. "),
    "lines of bylines": _repeated("By Ada Byron\n"),
    "lines of dates": _repeated("17 May 2024\n"),
    "lines of prompts": _repeated("Already a subscriber? Sign in\n"),
    "prompts in one line": _repeated("Already a subscriber? Sign in "),
    "legends in one line": _repeated("An icon of a paper envelope. "),
    "legends with no end": _repeated("An icon of "),
    "teasers in one line": _repeated("READ MORE: "),
    "names": _repeated("Ada Byron and "),
    "names in one line": _repeated("Ada Byron, ", "By "),
    "names in lower case": _repeated("by "),
    "dates in one line": _repeated("17 May 2024 "),
    "parts of dates": _repeated("May "),
    "times": _repeated("12:12:12 "),
    "numbers and dots": _repeated("1."),
    "numbers and dashes": _repeated("1-"),
    "template code": _repeated("{{ "),
    "template code that ends": _repeated("{{ x }} "),
    "shortcodes": _repeated("[x "),
    "code": _repeated("```\n"),
    "ticks": _repeated("`a"),
    "quotations": _repeated("“Yes,” she said. "),
    "quotations that open": _repeated("“a "),
    "addresses": _repeated("ada@paper.example "),
    "at signs and dots": _repeated("a@a."),
    "web addresses": _repeated("https://paper.example/a/b?c=d "),
    "entities": _repeated("&amp;"),
    "entities of entities": _repeated("&amp;amp;"),
    "entities with no end": _repeated("&#1"),
    "wrapped lines": _repeated(
        "The ferry sailed again on Monday, and nobody saw it leave the pier.\n"
    ),
    "copyright": _repeated("© 2024 "),
    # Markup
    "comments": _repeated("<!-- -->", STORY),
    "comments with no end": _repeated("<!--", STORY),
    "comments before the page": _repeated("<!-- -->", "", STORY),
    "instructions": _repeated("<?x ?>", "", STORY),
    "doctypes": _repeated("<!DOCTYPE html>", "", STORY),
    "sections of data": _repeated("<![CDATA[x]]>", STORY),
    "tags with no end": _repeated("<p ", STORY),
    "end tags": _repeated("</p>", STORY),
    "end tags of nothing": _repeated("</x>", STORY),
    "empty paragraphs": _repeated("<p>", STORY),
    "paragraphs that nobody sees": _repeated("<p>\u200b", STORY),
    "paragraphs": _repeated("<p>The ferry sailed again on Monday, and nobody saw it.</p>"),
    "paragraphs of a letter": _repeated("<p>a"),
    "line break elements": _repeated("<br>", STORY),
    "lines in a paragraph": _repeated("The ferry sailed again on Monday.<br>", "<p>"),
    "letters and breaks": _repeated("a<br>", "<p>"),
    "letters and double breaks": _repeated("a<br><br>", "<p>"),
    "prompts and breaks": _repeated("Sign in<br>", "<p>"),
    "links": _repeated("<a href=/x>a</a>"),
    "links in links": _nested("<a href=/x>", "</a>"),
    "links in sentences": _repeated("The ferry <a href=/x>sailed</a>. ", "<p>"),
    "drop caps": _repeated("<span class=dropcap>T</span>he ferry ", f"{STORY}<p>"),
    "drop caps of nothing": _repeated("<span class=dropcap> </span> ", f"{STORY}<p>a"),
    "headings": _repeated("<h2>The ferry</h2>"),
    "pieces of a heading": _repeated("Ferry<span>a</span><div></div>", f"{STORY}<h1>"),
    "main headings": _repeated("<h1>The ferry</h1>", STORY),
    "main headings that differ": _counted("<h1>The ferry {}</h1>"),
    "titles": _repeated("<title></title>", "", STORY),
    "titles in the body": _repeated("<title></title>", STORY),
    "titles of icons": _repeated("<svg><title>Icon</title></svg>", STORY),
    "icons in icons": _nested("<svg><title>Icon</title>", "</svg>", before=STORY),
    "titles in an icon": _repeated("<title>Icon</title>", "<svg>"),
    "descriptions in titles": _nested("<desc>a", before="<svg>"),
    "metas": _repeated('<meta name="author" content="Ada Byron">', "<head>", STORY),
    "metas that differ": _counted('<meta name="author" content="Ada Byron {}">', "<head>", STORY),
    "names of metas": _counted('<meta name="m{}" content="x">', "<head>", STORY),
    "titles in metas": _counted('<meta property="og:title" content="Ferry {}">', "<head>", STORY),
    "keywords": _repeated("a,", f'{STORY}<meta name="keywords" content="', '">'),
    "keywords that differ": _counted("k{},", f'{STORY}<meta name="keywords" content="', '">'),
    "properties": _repeated("og:title ", f'{STORY}<meta content="x" property="', '">'),
    "bases": _repeated("<base href=//paper.example/>", "<head>", STORY),
    "relations": _repeated("canonical ", f'{STORY}<link href=/x rel="', '">'),
    "a long address": _repeated("a/", f'{STORY}<link rel=canonical href="https://paper.example/'),
    "dots in an address": _repeated("../", f'{STORY}<link rel=canonical href="https://a.example/'),
    "a long title": _repeated("Ferry | ", "<title>", f"</title>{STORY}"),
    "a title of brackets": _repeated("[[", "<title>", f"</title>{STORY}"),
    "a heading of brackets": _repeated("{{", "<h1>", f"</h1>{STORY}"),
    "bylines of signs": _counted(f"<p class=byline>By {'@' * 190}{{}}</p>", STORY),
    "a long heading": _repeated("Ferry returns ", "<h1>", f"</h1>{STORY}"),
    "a long byline": _repeated("Ada Byron, ", f"{STORY}<p class=byline>By "),
    "an author": _repeated("Ada Byron and ", f'{STORY}<meta name=author content="', '">'),
    "a language": _repeated("en-", '<html lang="', f'">{STORY}'),
    "tables": _repeated("<tr><td>a<td>b", "<table>"),
    "cells": _repeated("<td>a", "<table><tr>"),
    "rows in rows": _nested("<table><tr><td>a<td>", before=STORY),
    "small tables": _repeated("<table><tr><td>a<td>b</table>", STORY),
    "list items": _repeated("<li>a", "<ul>"),
    "definitions": _repeated("<dt>a<dd>b", "<dl>"),
    "options": _repeated("<option>a", f"{STORY}<select>"),
    "areas": _repeated("<area href=/x alt=a>", f"{STORY}<map name=m>"),
    "formulas": _repeated("<math><mi>a</mi><mo>+</mo></math>", f"{STORY}<p>"),
    "elements in rows in rows": _repeated("<b>x</b>", STORY + "<table><tr><td>a<td>" * 200),
    "lists in lists": _nested("<ul><li>a", before=STORY),
    "quotations in quotations": _nested("<blockquote>a"),
    "nested": _nested("<div>", "</div>", before=STORY),
    "nested with text": _nested("<div>a", "</div>b", before=STORY),
    "nested inline": _nested("<b>", "</b>", before=STORY),
    "nested inline with text": _nested("<b>a", "</b>b", before=STORY),
    "nested and never closed": _nested("<div>"),
    "nested fonts": _nested("<font size=1>a", before=STORY),
    "formatting and paragraphs": _repeated("<p><b><i>"),
    "formatting in links": _repeated("<a><b><div>"),
    "nested headings": _nested("<h1>a"),
    "nested spans with names": _nested("<span class=byline>a"),
    "nested names": _nested("<div class=comments>a"),
    "nested templates": _nested("<template>"),
    "nested forms": _nested("<form>a"),
    "nested buttons": _nested("<p><button>a"),
    "nested selects": _nested("<select><option>a"),
    "nested rubies": _nested("<ruby>a<rt>b"),
    "nested maths": _nested("<math><mtext>a"),
    "nested hidden": _nested("<div hidden>a"),
    "nested times": _nested("<time>a"),
    "nested authors": _nested("<a rel=author>a<span itemprop=author>"),
    "nested properties": _nested("<div itemprop=author>a"),
    "nested properties of nothing": _nested("<div itemprop=author>", "</div>", before=STORY),
    "nested properties in a row": _repeated("<div itemprop=author>" * 40 + "</div>" * 40, STORY),
    "nested frames": _nested("<iframe>"),
    "nested preformatted": _nested("<pre>a"),
    "nested noscript": _nested("<noscript>a"),
    "deep paragraphs": _deep("<div>", "<p>a</p>"),
    "deep paragraphs under names": _deep("<div class=comments>", "<p>a</p>"),
    "deep words": _deep("<b>", "a<br>"),
    "deep words under names": _deep("<b class=x>", "a<i>b</i>"),
    "deep words under many names": _repeated(
        "a<i class=y>b</i>", "".join(f"<b class=x{number}>" for number in range(31))
    ),
    "deep titles": _deep("<div>", "<title></title>"),
    "deep icons": _deep("<div>", "<svg><title>a</title></svg>"),
    "deep times": _deep("<div>", "<time>a</time>"),
    "deep authors": _deep("<div>", "<a rel=author>Ada</a>"),
    "deep headings": _deep("<div>", "<h1>Ferry</h1>"),
    "rows of authors": _repeated("<a rel=author>Ada Byron</a>", STORY),
    "bylines": _repeated("<p class=byline>By Ada Byron</p>", STORY),
    "bylines that differ": _counted("<p class=byline>By Ada Byron{}</p>", STORY),
    "authors that differ": _counted("<a rel=author>Ada B{}</a>", STORY),
    "times that differ": _counted("<time datetime=2024-05-17T00:00:{}>a</time>", STORY),
    "times of text": _repeated("<time>Friday at noon</time>", STORY),
    "dates": _repeated("<p class=date>17 May 2024</p>", STORY),
    "instants": _repeated("<p>2024-05-17T12:00:00Z", STORY),
    "dates of nothing": _repeated("<p>2024</p>", STORY),
    "attributes": _counted(" a{}=x", f"{STORY}<p", ">Text."),
    "attributes of one name": _repeated(" a=x", f"{STORY}<p", ">Text."),
    "one attribute": _repeated("a", f'{STORY}<p class="', '">Text.'),
    "one attribute of names": _counted("a{} ", f'{STORY}<p class="', '">Text.'),
    "one style": _repeated("a:b;", f'{STORY}<p style="', '">Text.'),
    "one property": _repeated("author ", f'{STORY}<p itemprop="', '">Text.'),
    "one property with text": _repeated("author ", f'{STORY}<p itemprop="', f'">{"a" * 9999}'),
    "classes that differ": _counted("<p class=name{}>a"),
    "elements that differ": _counted("<x{}>a"),
    "elements with long names": _repeated("x", "<", f">{STORY}"),
    "an attribute with no end": _repeated("a", f'{STORY}<p class="'),
    "a quote in each tag": _repeated('<p class="a', STORY),
    "a script": _repeated("x=1;", f"{STORY}<script>", "</script>"),
    "scripts": _repeated("<script>x</script>", STORY),
    "a script with no end": _repeated("<script>", STORY),
    "an icon": _repeated("<path d=M0/>", f"{STORY}<svg>", "</svg>"),
    "frames": _repeated("<frame src=x>", "<frameset>"),
    "no frames": _repeated("<noframes>a</noframes>", "<frameset>"),
    "plain text": _repeated("<plaintext>", STORY),
    "tabs in preformatted text": _repeated("\t", "<pre>a", "</pre>"),
    "lines in preformatted text": _repeated("a\n", "<pre>", "</pre>"),
    "blank lines in preformatted text": _repeated("\n", "<pre>a", "b</pre>"),
    "foreign names": _repeated("<x:y>a"),
    "captions": _repeated("<figure><img><figcaption>Photo: Ada</figcaption></figure>", STORY),
    "pictures": _repeated("<img src=x alt=a>", STORY),
    # JSON-LD
    "objects": _json_ld(lambda size: [{"@type": "Article"}] * (size // 22)),
    "objects that refer": _json_ld(
        lambda size: [
            {"@type": "Article", "author": {"@id": str(n)}, "@id": str(n)}
            for n in range(size // 60)
        ]
    ),
    "authors of an object": _json_ld(
        lambda size: {
            "@type": "Article",
            "author": [{"name": f"A B{n}"} for n in range(size // 20)],
        }
    ),
    "articles of several scripts": _counted(
        '<script type="application/ld+json">{{"@type":"Article","headline":"Ferry {0}"}}</script>',
        STORY,
    ),
    "articles and headings": lambda size: (
        _script(
            lambda half: json.dumps(
                [{"@type": "Article", "headline": f"Ferry {n} is back"} for n in range(half // 60)]
            )
        )(size // 2)
        + _counted("<h1>Ferry {} is back</h1>")(size // 2)
    ),
    "images of an object": _json_ld(
        lambda size: {"@type": "Article", "image": ["x"] * (size // 5)}
    ),
    "keywords of an object": _json_ld(
        lambda size: {"@type": "Article", "keywords": [f"k{n}" for n in range(size // 9)]}
    ),
    "a body in an object": _json_ld(
        lambda size: {"@type": "Article", "articleBody": "It sailed on Monday. " * (size // 21)}
    ),
    "spaces in a name": _json_ld(
        lambda size: {"@type": "Article", "author": {"name": "A" + " " * size + "B"}}
    ),
    "spaces in a headline": _json_ld(
        lambda size: {"@type": "Article", "headline": "A" + " " * size + "B"}
    ),
    "signs in a name": _json_ld(lambda size: {"@type": "Article", "author": {"name": "@" * size}}),
    "tags in a body": _json_ld(lambda size: {"@type": "Article", "articleBody": "<" * size}),
    "arrays": _script(lambda size: "[" * size),
    "arrays that end": _script(lambda size: "[" * (size // 2) + "]" * (size // 2)),
    "objects in objects": _script(lambda size: '{"@graph":' * (size // 10)),
    "fifty objects in objects": _json_ld(
        lambda size: __import__("functools").reduce(
            lambda inner, _: {"@type": "Article", "@id": "a", "mainEntity": inner, "x": inner},
            range(12),
            "x" * (size // 4096),
        )
    ),
    "quotes in a script": _script(lambda size: '"' * size),
    "backslashes in a script": _script(lambda size: "\\" * size),
    "commas in a script": _script(lambda size: "," * size),
    "commas and spaces in a script": _script(lambda size: "[" + ", " * (size // 2)),
    "spaces behind a comma": _script(lambda size: "[1," + " " * size),
    "slashes in a script": _script(lambda size: "/" * size),
    "comments in a script": _script(lambda size: "/*" * (size // 2)),
    "objects in a row": _script(lambda size: "{}" * (size // 2)),
    "objects of a page's state": lambda size: (
        '<p>a<script type="application/json">'
        f"{json.dumps([{'body': 'The ferry sailed again on Monday.'}] * (size // 50))}</script>"
    ),
    "paragraphs of a page's state": lambda size: (
        '<p>a<script type="application/json">'
        f"{json.dumps([{'body': f'<p>{_SENTENCE}</p>'}] * (size // 110))}</script>"
    ),
    "scripts of objects": _repeated('<script type="application/ld+json">{}</script>', STORY),
    "digits of a character": _repeated("1", '<meta name=author content="&amp;#', f'">{STORY}'),
    "digits of a character in an object": _json_ld(
        lambda size: {"@type": "Article", "headline": "&#" + "1" * size}
    ),
    "a tag with no end below many": _repeated("a", "<div>" * 600 + STORY + "<"),
    "one property of many words": _repeated("word ", f'{STORY}<p itemprop="{"author " * 5000}">'),
    "nested properties of many words": _repeated("word ", STORY + "<div itemprop=author>" * 190),
    "bylines elsewhere that differ": lambda size: (
        "".join(f"<p class=byline>Ada B{_word(number)}" for number in range(size // 40))
        + "<p>x y z" * 60
        + STORY.replace("By Ada Byron", "")
    ),
    "quotation marks in a line of Markdown": _repeated("> ", "# Ferry\n\n", "a"),
    "emphasis in emphasis": _repeated("*(_(" * 80 + "a" + ")_)*" * 80 + " ", "# Ferry\n\n"),
    "readings of one word": _repeated("漢<rt>k</rt>", f"{STORY}<p><ruby>"),
    "strong that nothing closes": _repeated("**a ", "# Ferry\n\n"),
    "months that nobody knows": lambda size: (
        "<html lang=ka>"
        + "".join(f"<p class=date>5 {_word(number)} 2019" for number in range(size // 40))
        + STORY
    ),
    "blocks in a title": lambda size: (
        f"<title>{'ab ' * (size // 6)}</title>" + ("<p>" + "ab " * 30 + "c") * (size // 200)
    ),
    "blocks in a body that is told": lambda size: (
        _json_ld(lambda size: {"@type": "Article", "articleBody": "ab " * (size // 6)})(size)
        + ("<p>" + "ab " * 30 + "c") * (size // 200)
    ),
    "headlines in a title": lambda size: (
        f"<title>{'a' * (size // 3)}</title><link rel=canonical href='https://paper.example/x'>"
        + _json_ld(
            lambda size: [
                {
                    "@type": "Article",
                    "url": f"https://paper.example/{number}",
                    "headline": "a" * 290 + "b",
                }
                for number in range(size // 600)
            ]
        )(size)
    ),
    "an object that many mean": _json_ld(
        lambda size: [
            {"@id": "a", **{f"k{number}": 0 for number in range(size // 30)}},
            {"@type": "Article", "author": [{"@id": "a"}, {"@id": "a", "b": 1}] * (size // 80)},
        ]
    ),
    "long names of elements": lambda size: (
        STORY + f"<x{'y' * 2000}>" * min(400, size // 4000) + "<p>a" * (size // 8)
    ),
    "digits in a script": _script(lambda size: "1" * size),
}
