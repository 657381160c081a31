"""What holds of every article, whatever the page was: checked by tests and by the fuzzer."""

from __future__ import annotations

import json
import pickle

from lxml import etree

from boilerstrip import Article, Label, extract


def check(page: str | bytes, *, kind: str = "auto", encoding: str | None = None) -> Article:
    """The article of a page, once it was found to be whole.

    Raises:
        AssertionError: it contradicts itself.
    """
    article = extract(page, kind=kind, encoding=encoding, explain=True)  # type: ignore[arg-type]
    body = tuple(block.text for block in article.blocks if block.label is Label.BODY)
    assert article.paragraphs == body
    assert all(text.strip() for text in body)
    assert all(0 <= block.score <= 1 for block in article.blocks)
    assert 0 <= article.confidence <= 1
    assert json.loads(article.to_json())["text"] == article.text
    article.to_json().encode()  # no half of a character is left
    assert pickle.loads(pickle.dumps(article)) == article
    assert article.to_markdown() is not None
    check_safe(article.to_html())
    return article


_BARE = "h1 h2 h3 h4 h5 h6 ul li dl dt dd table tr td pre blockquote br footer"
# The elements that ``Article.to_html`` may write, with their attributes; text is never one.
SAFE = {
    "article": {"lang", "dir"},
    "p": {"class"},
    "time": {"datetime"},
    "a": {"rel", "href"},
    **{name: set() for name in _BARE.split()},
}


def check_safe(html: str) -> None:
    """Hold a document to the elements, attributes and addresses that are safe to show.

    Raises:
        AssertionError: there is another one.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
    body = etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)[0]
    for element in body.iterdescendants():
        assert element.tag in SAFE, f"<{element.tag}>"
        names = {str(name) for name in element.attrib}
        assert names <= SAFE[element.tag], f"{names} of <{element.tag}>"
        assert element.get("href", "http://").startswith(("http://", "https://"))
