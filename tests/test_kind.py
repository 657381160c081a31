"""HTML, dumps and files that are neither are told apart, and read as what they are."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from boilerstrip import document
from boilerstrip.document.kind import is_binary, is_html
from boilerstrip.document.limits import MAX_PAGE_BYTES
from boilerstrip.document.parsing import parse
from boilerstrip.errors import PageTooLarge

SENTENCE = "The ferry came back to the island on Monday, and half the village stood on the quay. "

HTML = {
    "page": "<!DOCTYPE html><html><body><p>Hello</p></body></html>",
    "page without doctype": "\n\n<HTML><p>Hello",
    "XHTML": '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a -->\n<html xmlns="x"><body/></html>',
    "page after comments": "<!-- a --> <!-- b > c -->\n<!doctype html><title>x</title>",
    "page after HTTP headers": "HTTP/1.1 200 OK\nDate: y\nAge: 1\n\n<html><p>a</p></html>\n",
    "paragraphs": "<p>" + SENTENCE * 5 + "</p>\n<p>" + SENTENCE * 8 + "</p>",
    "paragraphs left open": "<p>" + SENTENCE * 5 + "\n<p>" + SENTENCE * 8,
    "bare division": "<div>" + SENTENCE + "</div>",
    "long script first": "<script>" + "var a = 1;\n" * 9000 + "</script><p>Hello</p>",
    "attributes": '<div class="story"><div class="body">' + SENTENCE * 2000,
    "inline markup": "Text with <b>markup</b> and <a href=/x>links</a>",
    "line breaks": "The quay was full.<br>The band played.<br/>Nobody went home.<br />Night fell.",
    "text, then blocks": "Latest:<h2>The ferry</h2><p>" + SENTENCE + "</p>",
    "template code first": "{{ title }}<p>" + SENTENCE + "</p>",
    "tags in capitals": "<P>" + SENTENCE * 3 + "<P>" + SENTENCE * 3,
    "about HTML, as a page": "<html><body><h1>Tags</h1><p>Use &lt;p&gt;. " + SENTENCE + "</p>",
    "signs of Markdown in code": "<article><h1>Notes</h1><pre># one\n# two</pre><p>"
    + SENTENCE * 5
    + "</p></article>",
    "note before a page": "Saved on Monday\n<html><p>" + SENTENCE * 3 + "</p></html>",
}
EXAMPLE = "<!DOCTYPE html>\n<html>\n<head>\n<title>Hi</title>\n</head>\n<body>Hi</body>\n</html>\n"
TEXT = {
    "empty": "",
    "prose": SENTENCE * 30,
    "about a tag": "The <p> tag stands for a paragraph, and its end tag </p> may be left out.",
    "about tags in quotes": 'Write "<b>" before a word and "</b>" after it, or <i>, said Ada.',
    "about tags, with an example": "How to write a page\n\n"
    + SENTENCE * 8
    + '\n\n<ul class="menu">\n  <li>One</li>\n  <li>Two</li>\n</ul>\n\n'
    + SENTENCE * 8,
    "tutorial": "Tables\nBasics\nBy Ada\nMonday\n" + "<table><tr><td>1</td></tr></table>\n" * 40,
    "Markdown": "# Ferry\n\nUse `<div>` here.\n\n```html\n<div><p>text</p></div>\n```\n\n"
    + SENTENCE,
    "Markdown with an autolink": "See <https://example.org/a> or <ada@example.org>.",
    "Markdown that begins with a picture": '<p align="center">\n  <img src="a.png" width="200">\n'
    + "</p>\n\n# Ferry\n\n"
    + SENTENCE * 3
    + "\n\n## Install\n\n```sh\nget ferry\n```\n",
    "Markdown that begins with a heading of HTML": '<h1 align="center">Ferry</h1>\n\n'
    + SENTENCE * 3
    + "\n\n## Use\n\n[Read on](https://ferry.example)\n\n"
    + SENTENCE * 3,
    "Markdown with a figure": "# Ferry\n\n"
    + SENTENCE * 3
    + '\n\n<figure><img src="a.png"><figcaption>The quay</figcaption></figure>\n\n'
    + SENTENCE * 3,
    "front matter": "---\ntitle: Ferry\n---\n\n" + SENTENCE * 4 + "<br>\n" + SENTENCE * 3,
    "about the first line of a page": "<!DOCTYPE html> is the first line of every page\n\n"
    + SENTENCE * 5
    + "\n\nThe <html> element comes next. "
    + SENTENCE,
    "about two tags": "<div> or <section>? What to use when\n\nBy Ada Byron\n\n"
    + SENTENCE * 5
    + "\n\nA <div> says nothing, a <section> does. "
    + SENTENCE,
    "about the last tag": "The end\n\n" + SENTENCE * 6 + "\n\nEvery page ends with </html>",
    "a page as an example": "Your first page\n\n" + SENTENCE * 4 + "\n\n" + EXAMPLE + SENTENCE * 4,
    "a page as an example at the end": "Your first page\n\n" + SENTENCE * 4 + "\n\n" + EXAMPLE,
    "few stray tags": SENTENCE * 10 + "<br>" + SENTENCE * 10 + "<b>Note</b> " + SENTENCE * 10,
    "templates": "{{ headline }}\n<%= byline %>\n[[date]]\n" + SENTENCE,
    "mathematics": "If a < b and b <c or a<b and b>c then a <= c; 1<2>3, and so on.",
    "JSON": '{"articleBody": "<p>One</p><p>Two</p>", "type": "<b>x</b>"}',
    "JSON lists": '[[{"html": "<div><p>One</p></div>"}]]',
    "JSON string": '"<p>' + SENTENCE + '</p>"',
    "JSON lines": '{"html": "<html><p>One</p></html>"}\n{"html": "<p>Two</p></body></html>"}\n',
    "WET record": "WARC/1.0\r\nWARC-Type: conversion\r\n\r\n" + SENTENCE,
    "JSON list": '[{"html": "<div class=\\"a\\"><p>One</p></div>"}]',
    "entities": "Fish &amp; chips &lt;p&gt; &nbsp; done.",
    "angle quotes": "He said <very loudly> that <he> would go.",
}


@pytest.mark.parametrize("name", HTML)
def test_html(name: str) -> None:
    assert is_html(HTML[name])


@pytest.mark.parametrize("name", TEXT)
def test_text(name: str) -> None:
    assert not is_html(TEXT[name])


@pytest.mark.parametrize(
    "unit",
    ["<", "<a ", "<p>", "<!-- ", "<!-- --> ", "<b x=", "`", "```\n", " ", "</p", "<?", "\n<p "],
)
def test_the_decision_is_linear(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    is_html(text)
    assert time.process_time() - started < 2


BINARY = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" * 10,
    "gzip": gzip.compress(SENTENCE.encode() * 50),
    "deflate": zlib.compress("".join(f"{i * 7919 % 1013} " for i in range(3000)).encode()),
    "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20,
    "JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "controls": bytes(range(32)) * 20,
}


@pytest.mark.parametrize("name", BINARY)
@pytest.mark.parametrize("kind", ["auto", "html", "text"])
def test_other_files_are_empty_dumps(name: str, kind: str) -> None:
    loaded = document.load(BINARY[name], kind=kind)
    assert (loaded.text, loaded.root, loaded.is_html) == ("", None, False)


def test_files_that_were_decoded_are_recognised_still() -> None:
    for data in BINARY.values():
        assert is_binary(data.decode("latin-1"))
    assert is_binary(
        gzip.compress(SENTENCE.encode() * 50 + bytes(range(256))).decode("utf-8", "replace")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a\0b",
        SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-32-be"),
        ("<p>" + "島へのフェリー" * 20).encode("utf-16-le"),
        ("島へのフェリー" * 20).encode("iso2022_jp"),
        ("паром" * 50).encode("koi8-r"),
    ],
)
def test_text_is_not_taken_for_a_file(data: bytes) -> None:
    assert not is_binary(data)


def test_a_page_is_read_by_its_kind() -> None:
    page = HTML["page"]
    assert document.load(page).root is not None
    assert document.load(page, kind="text").text == page
    assert document.load(SENTENCE).text == SENTENCE
    loaded = document.load(SENTENCE, kind="html")
    assert loaded.is_html and loaded.root is not None and loaded.text is None
    assert "".join(loaded.root.itertext(None)) == SENTENCE


@pytest.mark.parametrize("page", ["", "  \n ", "<!-- nothing -->", "<?php ?>"])
def test_an_empty_page_is_an_empty_dump(page: str) -> None:
    loaded = document.load(page, kind="html")
    assert (loaded.text, loaded.root) == ("", None)


@pytest.mark.parametrize("convert", [bytes, bytearray, memoryview])
def test_bytes_of_every_type_are_read(convert: type) -> None:
    loaded = document.load(convert("<p lang=de>Grüße</p>".encode("latin-1")), encoding="latin-1")
    assert loaded.root is not None
    assert loaded.root.findtext(".//p") == "Grüße"


def test_trees_are_html_and_stay_as_they_are() -> None:
    source = "<html><head><title>Ferry</title></head><body><!-- c --><?p i?><p>a</p></body></html>"
    for root in (etree.fromstring(source), lxml_html.fromstring(source)):
        before = etree.tostring(root)
        for page in (root, root.getroottree()):
            loaded = document.load(page)
            assert loaded.root is root
            assert loaded.embedded.title == "Ferry"
        assert etree.tostring(root) == before


def test_an_empty_tree_and_a_comment_are_empty_dumps() -> None:
    empty = etree.ElementTree()  # type: ignore[call-overload]
    for page in (empty, etree.Comment("x")):
        assert document.load(page).text == ""


@pytest.mark.parametrize("page", [None, 3, ["<p>"], {"a": 1}, object()])
def test_other_types_are_refused_by_name(page: object) -> None:
    with pytest.raises(TypeError, match=type(page).__name__):
        document.load(page)


def test_other_kinds_are_refused() -> None:
    with pytest.raises(ValueError, match="'pdf'"):
        document.load("x", kind="pdf")


@pytest.mark.parametrize("unit", ["x", b"x"])
def test_large_pages_are_refused(unit: str | bytes) -> None:
    assert document.load(unit * 1000).text == "x" * 1000
    with pytest.raises(PageTooLarge) as caught:
        document.load(unit * (MAX_PAGE_BYTES + 1))
    assert (caught.value.size, caught.value.limit) == (MAX_PAGE_BYTES + 1, MAX_PAGE_BYTES)


def test_halves_of_characters_do_not_stop_a_page() -> None:
    loaded = document.load("<p>a\ud800b\0c</p>")
    assert loaded.root is not None
    assert loaded.root.findtext(".//p") == "a\ufffdbc"


def test_an_xml_declaration_does_not_mislead_the_parser() -> None:
    root, _ = parse('<?xml version="1.0" encoding="utf-16"?><html><body><p>Grüße</p></body></html>')
    assert root is not None
    assert root.findtext(".//p") == "Grüße"


@pytest.mark.parametrize(
    "page",
    [
        "<frameset cols='*'><frame src='a'><noframes><p>Story</p></noframes></frameset>",
        "<plaintext><p>Story</p>",
    ],
)
def test_old_wrappers_do_not_hide_the_text(page: str) -> None:
    root, _ = parse(page)
    assert root is not None
    assert root.findtext(".//p") == "Story"


def test_entities_are_not_expanded() -> None:
    root, _ = parse('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><p>a&e;b</p>')
    assert root is not None
    assert root.findtext(".//p") == "a&e;b"


@pytest.mark.parametrize("tag", ["div", "b", "p", "ul><li", "table><tr><td", "svg", "a"])
def test_deep_nesting_does_not_crash(tag: str) -> None:
    code = (
        "from boilerstrip import document\n"
        f"loaded = document.load('<{tag}>' * 100_000 + 'end', kind='html')\n"
        "print(sum(1 for _ in loaded.root.iter()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert int(done.stdout) > 500


@given(st.text(max_size=300))
def test_any_text_is_read(page: str) -> None:
    loaded = document.load(page)
    assert (loaded.text is None) != (loaded.root is None)


@given(st.text(alphabet="<>/!-?ab =\"'&;#x0\0\ud800\n[]{}", max_size=80))
def test_any_markup_is_read(page: str) -> None:
    for kind in ("auto", "html", "text"):
        loaded = document.load(page, kind=kind)
        assert (loaded.text is None) != (loaded.root is None)


@given(st.binary(max_size=300))
def test_any_bytes_are_read(page: bytes) -> None:
    loaded = document.load(page)
    assert (loaded.text is None) != (loaded.root is None)
