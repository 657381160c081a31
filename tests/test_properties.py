"""What holds of every input, searched for counter-examples."""

from __future__ import annotations

import pickle

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import Article, Label, extract

WORDS = st.text(alphabet="abcdefg ,.éñ漢字кот\n\t\u00a0<>&{}[]'\"", max_size=60)
TAGS = st.sampled_from(
    "p div span a h1 h2 ul li table tr td br svg title desc pre b article nav footer script "
    "style template section blockquote figure figcaption button select option noscript".split()
)
NAMES = st.sampled_from(["", "article-body", "nav", "comments", "share", "dropcap", "byline"])


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def render(tag: str, name: str, content: list[str]) -> str:
        return f'<{tag} class="{name}">{"".join(content)}</{tag}>'

    return st.builds(render, TAGS, NAMES, st.lists(inner, max_size=4))


escaped = WORDS.map(lambda s: s.replace("&", "&amp;").replace("<", "&lt;"))
markup = st.recursive(escaped, element, max_leaves=25)
pages = st.one_of(markup, WORDS, st.text(max_size=200))


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article(data: bytes) -> None:
    assert isinstance(extract(data), Article)


@given(pages, st.sampled_from(["auto", "html", "text"]), st.booleans())
def test_any_text_gives_the_same_article_twice(page: str, kind: str, explain: bool) -> None:
    first = extract(page, kind=kind, explain=explain)  # type: ignore[arg-type]
    assert first == extract(page, kind=kind, explain=explain)  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(first)) == first


@given(pages)
def test_paragraphs_are_the_body_blocks_in_order(page: str) -> None:
    article = extract(page)
    assert article.paragraphs == tuple(b.text for b in article.blocks if b.label is Label.BODY)
    assert all(block.text.strip() for block in article.blocks)
    if "<pre" not in page:  # what stands in one keeps its indentation
        assert all(block.text.strip() == block.text for block in article.blocks)
    assert all(0 <= block.score <= 1 for block in article.blocks)
    assert 0 <= article.confidence <= 1


@given(markup)
def test_every_character_stands_in_exactly_one_block(page: str) -> None:
    root = lxml.html.document_fromstring(f"<html><body>{page}</body></html>")
    before = lxml.html.tostring(root)
    article = extract(root)
    assert lxml.html.tostring(root) == before, "the tree was changed"
    for skipped in root.xpath("//script|//style|//template|//title[not(ancestor::svg)]"):
        skipped.drop_tree()
    for icon in root.xpath("//svg//*[not(self::title or self::desc)]|//svg"):
        if not icon.xpath("self::*[ancestor-or-self::title or ancestor-or-self::desc]"):
            icon.text = None
        for child in icon:
            child.tail = None
    told = sorted("".join("".join(block.text.split()) for block in article.blocks))
    assert told == sorted("".join("".join(root.itertext()).split()))


@given(pages, st.floats(0, 1))
def test_body_blocks_are_as_likely_as_the_threshold_asks(page: str, threshold: float) -> None:
    blocks = extract(page, threshold=threshold).blocks
    assert all(block.score >= threshold for block in blocks if block.label is Label.BODY)


@given(pages, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_keeps_nothing_that_a_lower_one_drops(
    page: str, one: float, other: float
) -> None:
    def body(threshold: float) -> set[int]:
        blocks = extract(page, threshold=threshold).blocks
        return {i for i, block in enumerate(blocks) if block.label is Label.BODY}

    assert body(max(one, other)) <= body(min(one, other))


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan")])
def test_a_threshold_that_is_no_probability_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        extract("<p>Text.</p>", threshold=threshold)


def test_the_words_of_the_page_are_not_changed_by_inline_borders() -> None:
    page = "<p><b>a</b>b <i>c</i> d<br>e<br> <br>f</p><p><span class='dropcap'>T</span> he end</p>"
    assert [block.text for block in extract(page).blocks] == ["ab c d\ne", "f", "The end"]
