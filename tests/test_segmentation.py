"""How markup is cut into blocks: one case of markup, and the texts of its blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from boilerstrip.blocks import dom
from boilerstrip.blocks.runs import fold

CASES = {
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
    assert fold(text) == " ".join(text.split()).strip(invisible)


@given(st.lists(st.text("ab \n\xa0\xad\u200b\ufeff", max_size=6), min_size=1, max_size=4))
def test_characters_are_counted_as_they_come_out(texts: list[str]) -> None:
    page = etree.Element("p")
    for text in texts:
        etree.SubElement(page, "a").text = text
    for block in dom.segment(page).blocks:
        assert block.text == " ".join(block.text.split())
        assert block.chars == len("".join(block.text.split()))
        assert block.link_chars == sum(len("".join(text.split())) for text in texts)
