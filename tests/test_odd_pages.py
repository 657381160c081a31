"""Articles in wrappings that few pages have: frames, templates, scripts' data, odd characters."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from boilerstrip import Article, Label, extract

ODD = Path(__file__).parent.parent / "fixtures" / "odd"
EXPECTED = json.loads((ODD / "expected.json").read_text(encoding="utf-8"))
PAGES = sorted(EXPECTED["pages"])
STORY = EXPECTED["story"]
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in STORY["paragraphs"])
BODY = f"<h1>{STORY['headline']}</h1><p>By {STORY['byline']}</p>{MARKUP}"


def test_every_page_has_its_expectation() -> None:
    assert sorted(path.name for path in ODD.glob("*.html")) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_its_article_is_found(name: str) -> None:
    expected: dict[str, Any] = {**STORY, **EXPECTED["pages"][name]}
    article = extract((ODD / name).read_bytes(), explain=True)
    assert list(article.paragraphs) == expected["paragraphs"]
    assert article.headline == expected["headline"]
    assert article.byline == expected["byline"]
    assert (article.date.isoformat()[:10] if article.date else None) == expected["date"]
    for field in ("canonical_url", "image"):
        assert getattr(article.metadata, field) == expected.get(
            field, getattr(article.metadata, field)
        )
    taken = {reason for block in article.blocks for reason in block.reasons if "taken" in reason}
    source = expected.get("stored_in")
    assert taken == ({f"the page shows no article; taken from {source}"} if source else set())


def found(page: str) -> Article:
    article = extract(page)
    assert list(article.paragraphs) == STORY["paragraphs"]
    assert article.headline == STORY["headline"]
    return article


@pytest.mark.parametrize("at", ["before", "behind"])
def test_two_megabytes_of_a_drawing_cost_nothing_of_the_article(at: str) -> None:
    drawing = (
        '<svg viewBox="0 0 9 9"><title>A map</title>' + '<path d="M0 0h9v9z"/>' * 95_000 + "</svg>"
    )
    assert len(drawing) > 1_900_000
    article = found(drawing + BODY if at == "before" else BODY + drawing)
    assert [b.label for b in article.blocks if b.text == "A map"] == [Label.ICON_LEGEND]
    assert not article.metadata.truncated


ROWS = "".join(f"<tr><td>{n}</td><td>{n % 97}</td></tr>" for n in range(50_000))
ITEMS = "".join(f"<li><a href=/{n}>Item {n}</a></li>" for n in range(50_000))
REGIONS = "".join(f"<g><title>Region {n}</title><text>{n}</text></g>" for n in range(20_000))


@pytest.mark.parametrize("at", [0, 3, 6])
@pytest.mark.parametrize(
    "large",
    [f"<table>{ROWS}</table>", f"<ul>{ITEMS}</ul>", f"<svg>{REGIONS}</svg>"],
    ids=["table", "list", "drawing"],
)
def test_the_article_around_what_is_too_long_is_whole(large: str, at: int) -> None:
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in STORY["paragraphs"]]
    paragraphs.insert(at, large)
    article = extract(f"<h1>{STORY['headline']}</h1>{''.join(paragraphs)}<p>The end.</p>")
    assert article.metadata.truncated == ("rows",)
    assert article.headline == STORY["headline"]
    assert [text for text in article.paragraphs if text in STORY["paragraphs"]] == (
        STORY["paragraphs"]
    )
    assert article.blocks[-1].text == "The end."
    assert len(article.blocks) < 2_100


def test_references_that_a_parser_left_in_a_tree_are_read_or_kept_and_never_expanded() -> None:
    page = (
        '<!DOCTYPE html SYSTEM "x" [<!ENTITY boat "BOAT">]>'
        "<html><body><h1>The ferry&nbsp;&boat; returns</h1>"
        "<p>&boat;<b>It</b>&boat; sailed &eacute;&boat;t&eacute;<!-- x -->&boat; again.</p></body>"
        "</html>"
    )
    tree = etree.fromstring(page, etree.XMLParser(resolve_entities=False))
    before = etree.tostring(tree)
    assert [block.text for block in extract(tree, explain=True).blocks] == [
        "The ferry &boat; returns",
        "&boat;It&boat; sailed é&boat;té&boat; again.",
    ]
    assert etree.tostring(tree) == before


def test_data_of_scripts_is_left_alone_where_the_page_shows_its_article() -> None:
    other = "The words of quite another story stand here, and nobody is meant to see them yet. " * 9
    ld = json.dumps({"@type": "Article", "articleBody": other})
    page = (
        f'{BODY}<script type="application/ld+json">{ld}</script>'
        f"<script>x = {json.dumps([other] * 9)}"
    )
    assert [block.text for block in found(page).blocks] == [b.text for b in found(BODY).blocks]


def spans(text: str) -> list[dict[str, Any]]:
    """A paragraph as editors store it, with a link in it."""
    words = text.split(" ")
    link = {"type": "link", "url": "https://paper.example", "content": [{"text": words[3]}]}
    return [{"text": " ".join([*words[:3], ""])}, link, {"text": " ".join(["", *words[4:]])}]


PARAGRAPHS = STORY["paragraphs"]
OTHER = [
    f"The words of story number {n} stand here, and nobody is meant to see any of them yet."
    for n in range(40)
]
BODIES: dict[str, Any] = {
    "strings": PARAGRAPHS,
    "HTML": MARKUP,
    "blocks": [{"type": "p", "data": {"text": text}} for text in PARAGRAPHS],
    "spans": [{"type": "p", "content": spans(text)} for text in PARAGRAPHS],
    "sections": [{"name": "a", "texts": PARAGRAPHS[:3]}, {"name": "b", "texts": PARAGRAPHS[3:]}],
    "markup in a paragraph": [f"{text} <b></b>" for text in PARAGRAPHS],
}
BESIDE: dict[str, Any] = {
    "nothing": [],
    "teasers": [{"title": f"Another story: {text[:30]}", "lead": text} for text in OTHER],
    "articles": [{"title": "Another story altogether", "body": OTHER}],
    "remarks": [{"user": "Ada", "text": text} for text in OTHER],
}


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("body", BODIES)
def test_the_article_of_a_state_is_the_one_of_the_pages_title(body: str, beside: str) -> None:
    article = {"title": STORY["headline"], "body": BODIES[body], "id": 7}
    state = {"more": BESIDE[beside], "page": {"article": article}, "said": BESIDE[beside]}
    script = f'<script type="application/json">{json.dumps(state)}</script>'
    found(f"<title>{STORY['headline']} | Harbour Post</title><div id=app></div>{script}")


STATE = json.dumps({"article": {"title": STORY["headline"], "body": PARAGRAPHS}})


@pytest.mark.parametrize(
    "script",
    [
        f"window.state = {STATE};",
        f"const env = {{}}, a = [1]; window['state'] = window['state'] || {STATE}; start()",
        f"window.state = JSON.parse({json.dumps(STATE)});",
        "state = JSON.parse('" + STATE.replace("\\", "\\\\").replace("'", "\\'") + "')",
        "state = JSON.parse(" + json.dumps(STATE).replace("<", "\\u003c") + ")",
    ],
)
def test_a_state_is_found_where_a_script_sets_it(script: str) -> None:
    found(f"<title>{STORY['headline']}</title><div id=app></div><script>{script}</script>")


@pytest.mark.parametrize(
    "script",
    [
        "window.x = {'not': 'JSON'} " + "x" * 400,
        "x = [" * 5000,
        'x = {"a": ' * 90_000,
        "x = JSON.parse('[1" * 9_000,
        """x = JSON.parse('["a", "' + b + '"]'), y = JSON.parse("{'a': 1}")""" + " " * 400,
        "x = ['\\\\\\'" * 9_000,
        json.dumps({"links": [f"https://paper.example/{n}/" + "a" * 99 for n in range(50)]}),
        json.dumps({"code": "if(a){b();}else{c();}" * 99}),
    ],
)
def test_a_script_without_an_article_gives_none(script: str) -> None:
    page = (
        f'<title>Lamps</title><div id=app></div><script type="application/json">{script}</script>'
    )
    assert extract(page).paragraphs == ()
    assert extract(page.replace("application/json", "text/javascript")).paragraphs == ()


@pytest.mark.parametrize(
    ("attribute", "is_shown"),
    [
        ("shadowrootmode=closed", True),
        ("shadowrootmode=OPEN", True),
        ("shadowroot=open", True),
        ("shadowrootmode=none", False),
        ("", False),
    ],
)
def test_a_shadow_root_is_read_in_its_place_and_a_template_is_not(
    attribute: str, is_shown: bool
) -> None:
    inner = "<p>Two.</p><x-z><template shadowrootmode=open><p>Three.</p></template></x-z>"
    page = f"<p>One.</p><x-y><template {attribute}>{inner}</template></x-y><p>Four.</p>"
    shown = ["Two.", "Three."] if is_shown else []
    assert [block.text for block in extract(page).blocks] == ["One.", *shown, "Four."]


LINES = "\n\n".join("\n".join(textwrap.wrap(text, 60)) for text in PARAGRAPHS)
PLAIN = f"{STORY['headline']}\n\nBy {STORY['byline']}\n\n{LINES}"
LINKED = PLAIN.replace("ferry", '<a href="/ferry">ferry</a>')


@pytest.mark.parametrize(
    "page",
    [
        f"<pre>{PLAIN}</pre><div class=json-formatter-container></div>",
        f"<h1>{STORY['headline']}</h1><pre>By {STORY['byline']}\n\n{LINES}\n</pre>",
        f"<title>{STORY['headline']}</title><a href=/>Home</a><pre>{PLAIN}</pre><p>Copyright 2024",
        f"<title>{STORY['headline']}</title><pre>{LINKED}</pre>",
    ],
    ids=["as browsers save it", "below a heading", "within a page", "with links"],
)
def test_preformatted_prose_is_read_by_the_paragraph(page: str) -> None:
    assert found(page).byline == STORY["byline"]


def test_hidden_source_is_one_block() -> None:
    blocks = extract(f"<p>One.</p><pre hidden>{PLAIN}</pre>", kind="html").blocks
    assert [block.tag for block in blocks] == ["p", "pre"]


def test_preformatted_code_is_left_as_it_stands() -> None:
    code = "\n\n".join(
        f"def sail_{n}(ferry):\n    # {text}\n    return ferry.sail({n})"
        for n, text in enumerate(PARAGRAPHS)
    )
    assert [block.text for block in extract(f"<p>Sail:</p><pre>{code}</pre>").blocks][1:] == [code]


def test_a_date_in_data_is_a_date() -> None:
    article = extract((ODD / "json-ld-only.html").read_bytes())
    assert article.date == dt.date(2024, 3, 11)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://a.example/\ud800"])
def test_an_address_of_a_dump_is_one_of_the_web_or_none(url: str) -> None:
    article = extract("The ferry sailed again on Monday.\n" * 3, url=url)
    article.to_json().encode()
    assert not str(article.metadata.url).startswith("javascript:")
