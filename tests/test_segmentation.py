"""How markup is cut into blocks: one case of markup, and the texts of its blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from boilerstrip.blocks import dom, dump
from boilerstrip.blocks.visible import fold, is_blank

CASES = {
    "the words of a link go together, whatever they begin like": (
        "<p>Click here to download the free <a href=/x>Harbour Comparison Sheet</a>. It lists what"
        " each of the eleven ferries charges for a car and for a bicycle.</p>",
        [
            "Click here to download the free Harbour Comparison Sheet. It lists what"
            " each of the eleven ferries charges for a car and for a bicycle."
        ],
    ),
    "two breaks part blocks, one does not": (
        "<p>First line<br>second line<br><br>Another paragraph</p>",
        ["First line\nsecond line", "Another paragraph"],
    ),
    "a formula is part of its sentence": (
        "<p>Take <math><semantics><mfrac><mi>a</mi><mi>b</mi></mfrac><annotation>\\frac{a}{b}"
        "</annotation></semantics></math> of the flour.</p>",
        ["Take ab of the flour."],
    ),
    "a reading in brackets stays": (
        "<p><ruby>能登<rp>（</rp><rt>のと</rt><rp>）</rp></ruby>さんは笑った。</p>",
        ["能登（のと）さんは笑った。"],
    ),
    "a reading above its word is left out": (
        "<p><ruby>能登<rt>のと</rt></ruby>さんは<ruby>笑<rt>わら</rt></ruby>った。</p>",
        ["能登さんは笑った。"],
    ),
    "a drop cap joins its word": (
        "<p><span class='dropcap'>T</span> he ferry sailed.</p>",
        ["The ferry sailed."],
    ),
    "a data row is one block": (
        "<table><tr><td>Mill Lane</td><td>12</td></tr></table>",
        ["Mill Lane\t12"],
    ),
    "a legend of an icon is a block of its own": (
        "<p>Save <svg><title>A bookmark</title></svg> this story</p>",
        ["A bookmark", "Save this story"],
    ),
    "scripts and styles are no text": (
        "<div>Shown<script>let x = 'hidden'</script><style>p {}</style></div>",
        ["Shown"],
    ),
}


@pytest.mark.parametrize(("markup", "texts"), CASES.values(), ids=CASES.keys())
def test_blocks(markup: str, texts: list[str]) -> None:
    page = html.fromstring(f"<html><body>{markup}</body></html>")
    assert [block.text for block in dom.segment(page).blocks] == texts


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<span>One<br/>two</span>", ["One\ntwo"]),
        ("<b>Bold and <i>slanted</i></b>", ["Bold and slanted"]),
        ("<br/>", []),
        ("<svg><title>Caret icon</title></svg>", ["Caret icon"]),
        ("<script>let x</script>", []),
    ],
)
def test_any_element_may_be_the_root(markup: str, texts: list[str]) -> None:
    found = dom.segment(etree.fromstring(markup))
    assert [block.text for block in found.blocks] == texts
    assert all(node.end == len(found.blocks) for node in found.nodes if node.parent < 0)


@given(st.text("ab \n\t\xa0\xad\u200b\ufeff\u2003", max_size=12))
def test_folding_leaves_single_spaces_and_visible_ends(text: str) -> None:
    invisible = "\u200b\ufeff\u2060\u200e\u200f "
    assert fold(text) == " ".join(text.replace("\xad", "").split()).strip(invisible)


# A joiner, a direction, a variation, an accent, a filler, a space, an empty Braille cell.
UNSEEN = "\u200d\u200b\u2067\ufe0f\u0301\u3164\xad\xa0\u2800\ufeff"


@given(st.text(UNSEEN, min_size=1, max_size=5))
def test_what_nobody_sees_is_no_block(text: str) -> None:
    page = html.fromstring(
        f"<div><p>One<br>{text}<br>two</p><p>{text}</p><ul><li><a href=x>{text}</a></ul>"
        f"<table><tr><td>{text}<td>{text}</table><pre>{text}</pre><svg><title>{text}</title></svg>"
    )
    assert [block.text for block in dom.segment(page).blocks] == ["One", "two"]
    assert [block.text for block in dump.segment(f"One\n{text}\ntwo").blocks] == ["One", "two"]


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "👩\u200d👩", "e\u0301", "\u2067שלום\u2069", "…"]
)
def test_what_stands_among_signs_that_nobody_sees_is_kept(text: str) -> None:
    assert not is_blank(text)
    page = html.fromstring(f"<div><p>{text}</p></div>")
    assert [block.text for block in dom.segment(page).blocks] == [text]


@given(st.lists(st.text("ab \n\xa0\xad\u200b\ufeff", max_size=6), min_size=1, max_size=4))
def test_characters_are_counted_as_they_come_out(texts: list[str]) -> None:
    page = etree.Element("p")
    for text in texts:
        etree.SubElement(page, "a").text = text
    for block in dom.segment(page).blocks:
        assert block.text == " ".join(block.text.split())
        assert block.chars == len("".join(block.text.split()))
        assert block.link_chars == sum(len("".join(text.split())) for text in texts)
