"""Headlines: what the choosers make of pages and dumps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boilerstrip import document
from boilerstrip.blocks import dom, dump
from boilerstrip.fields import Fields, Page, find
from boilerstrip.fields.titles import parts
from boilerstrip.scorer import Context, judge

TEXT = """
<p>The harbour of Port Ellery was closed for three days after the storm, and the council has now
said that the repairs to the eastern pier will take until the spring of next year.</p>
<p>Fishermen, who had moored their boats further up the estuary, told the meeting that they were
losing a week of work each month, and asked the council for help with their costs.</p>
<p>The council will meet again on Thursday, when engineers are to present two plans for the pier,
one of which would leave room for a ferry to the islands.</p>
"""


def judged(source: str, kind: str = "html", url: str | None = None) -> Page:
    loaded = document.load(source, kind=kind, encoding=None, url=url)
    if loaded.root is not None:
        segmentation = dom.segment(loaded.root)
    else:
        segmentation = dump.segment(loaded.text or "")
    context = Context.of(segmentation)
    judgements = judge(segmentation, context)
    scores = [judgement.probability for judgement in judgements]
    headlines = [judgement.headline for judgement in judgements]
    labels = [
        "body" if score >= 0.5 else (context.labels[block.node] or "boilerplate")
        for score, block in zip(scores, segmentation.blocks, strict=True)
    ]
    return Page(loaded.embedded, segmentation, labels, scores, context, url, headlines)


def fields(head: str, body: str, text: str = TEXT, url: str | None = None) -> Fields:
    page = f"<html><head>{head}</head><body>{body}<article>{text}</article></body></html>"
    return find(judged(page, url=url))


SITE = '<meta property="og:site_name" content="Ellery Post">'
WANTED = "Storm shuts harbour for three days"
CASES = {
    "h1 alone": ("", f"<h1>{WANTED}</h1>"),
    "title with the site's name": (f"<title>{WANTED} | The Ellery Post</title>", ""),
    "title led by the site's name": (
        f"<title>Ellery Post - {WANTED}</title>{SITE}",
        "",
    ),
    "h1 is the site's name": (
        f"<title>{WANTED} – Ellery Post</title>{SITE}",
        f'<h1><a href="/">Ellery Post</a></h1><h2 class="entry-title">{WANTED}</h2>',
    ),
    "visible spelling before the shouting one": (
        f'<meta property="og:title" content="{WANTED.upper()}">',
        f"<h1>{WANTED}</h1>",
    ),
    "truncated meta": (
        '<meta property="og:title" content="Storm shuts harbour for…">',
        f"<h1>{WANTED}</h1>",
    ),
    "template code in a meta": (
        '<meta property="og:title" content="{{ page.title }}">',
        f"<h1>{WANTED}</h1>",
    ),
    "no heading, a title led by the site's name": (
        f"<title>Ellery Post Online: {WANTED}</title>",
        f"<div><font size=6><b>{WANTED}</b></font></div>",
    ),
    "kicker named as one": (
        f'<meta property="og:title" content="{WANTED}">',
        f'<h1><span class="kicker">Weather</span> {WANTED}</h1>',
    ),
    "a kicker that nothing names": (
        f'<title>{WANTED} | The Ellery Post</title><meta property="og:title" content="{WANTED}">',
        f"<h1>Weather in Ellery {WANTED}</h1>",
    ),
    "the only heading links home": (
        f"<title>Ellery Post Archive : {WANTED}</title>",
        f'<h1><a href="/">Ellery Post Archive</a></h1><h2>{WANTED}</h2>',
    ),
    "headings in menus and teasers": (
        f"<title>{WANTED} | The Ellery Post</title>",
        f"<nav><h1>Sections</h1></nav><h1>{WANTED}</h1>"
        '<div class="related"><h2>Ferry fares rise again</h2></div>',
    ),
    "a section behind a bar": (f"<title>{WANTED}</title>", f"<h1>{WANTED} | Opinion</h1>"),
    "the site's name behind a dash": (
        f"<title>{WANTED} – Ellery Post</title>{SITE}",
        f"<h1>{WANTED} – Ellery Post</h1>",
    ),
    "the day behind a slash": (
        f'<meta property="og:title" content="{WANTED}"><title>{WANTED}</title>',
        f"<h1>{WANTED} / Mar 2024</h1>",
    ),
    "a title in two headings": (
        f'<title>{WANTED}: the pier | Ellery Post</title><meta property="og:title" '
        f'content="{WANTED}">',
        "<h1>Storm shuts harbour</h1><h1>for three days</h1>",
    ),
    "one title told three times": (
        "<title>Harbour closures 2024: all you need to know</title>"
        '<meta property="og:title" content="Harbour closures 2024: all you need to know">'
        '<script type="application/ld+json">{"@graph": ['
        '{"@type": "Article", "headline": "Harbour closures 2024: all you need to know"},'
        '{"@type": "WebPage", "name": "Harbour closures 2024: all you need to know"}]}</script>',
        f"<h1>{WANTED}</h1>",
    ),
    "JSON-LD": (
        '<script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "headline": "{WANTED}"}}</script>',
        "",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_headline_of_a_page(name: str) -> None:
    head, body = CASES[name]
    assert fields(head, body).headline == WANTED


def test_a_title_that_ends_at_its_first_quotation_mark() -> None:
    metas = "".join(f'<meta name="{n}:title" content="Storm is ">' for n in ("og", "twitter"))
    wanted = 'Storm is "over"'
    assert fields(f"{metas}<title>{wanted}</title>", f"<h2>{wanted}</h2>").headline == wanted


def test_the_address_speaks_for_one_of_two_titles() -> None:
    metas = "".join(f'<meta name="{n}:title" content="{WANTED}">' for n in ("og", "twitter"))
    data = f'{{"@type": "Article", "headline": "{WANTED}"}}'
    found = fields(
        f'{metas}<title>{WANTED}</title><script type="application/ld+json">{data}</script>',
        "<h1>Your pier today</h1>",
        url="https://post.example/storm-shuts-harbour",
    )
    assert found.headline == WANTED


def test_the_visible_headline_is_named_among_the_blocks() -> None:
    page = judged(f"<body><h1>{WANTED}</h1><article><h2>{WANTED}</h2>{TEXT}</article></body>")
    found = find(page)
    names = {
        page.segmentation.blocks[i].tag for i, name in found.blocks.items() if name == "headline"
    }
    assert names == {"h1", "h2"}


def test_a_page_without_text_has_no_fields() -> None:
    found = find(judged("<html><body></body></html>"))
    assert (found.headline, found.byline, found.date, found.blocks) == (None, None, None, {})


def test_a_headline_on_template_code() -> None:
    headline = "Why every reader was called {{ name }} for a day"
    subheading = "<h2>What the readers saw</h2><p>They saw two braces, and wrote to the paper.</p>"
    title = "<title>{{ page.title }}</title>"
    found = fields(title, f"<h1>{headline}</h1>", text=TEXT + subheading)
    assert found.headline == headline


def test_a_subheading_is_no_headline() -> None:
    subheading = "<h2>What the fishermen want</h2><p>They want a ferry, and a dry pier.</p>"
    assert fields("", "", text=TEXT + subheading).headline is None


def lines_of(text: str) -> list[str]:
    return [
        " ".join(part.split()) for part in text.replace("<p>", "").split("</p>") if part.strip()
    ]


DUMPS = {
    "above a byline": ["Home", "News", "Sport", WANTED, "By Ada Byron", *lines_of(TEXT)],
    "Markdown": ["Menu", f"# {WANTED}", "5 March 2024", *lines_of(TEXT)],
    "no menu": [WANTED, *lines_of(TEXT)],
    "a caption said twice": [
        WANTED,
        "Fishermen moored at the eastern pier of the harbour (Council)",
        "Fishermen moored at the eastern pier of the harbour (Council)",
        *lines_of(TEXT),
    ],
    "prompts around it": [
        "Sign in to your account",
        WANTED,
        "Share this article",
        *lines_of(TEXT),
    ],
}


@pytest.mark.parametrize("name", DUMPS)
def test_headline_of_a_dump(name: str) -> None:
    assert find(judged("\n\n".join(DUMPS[name]), kind="text")).headline == WANTED


def test_standfirst_beneath_the_headline() -> None:
    summary = "Repairs to the pier will take until spring, engineers warn."
    found = fields("", f'<h1>{WANTED}</h1><p class="standfirst">{summary}</p>')
    assert found.standfirst == summary
    assert "standfirst" in found.blocks.values()


def test_standfirst_of_a_dump() -> None:
    summary = "Repairs to the pier will take until spring, engineers warn."
    lines = ["Home", WANTED, summary, "By Ada Byron", "5 March 2024", *lines_of(TEXT)]
    assert find(judged("\n\n".join(lines), kind="text")).standfirst == summary
    del lines[2]
    assert find(judged("\n\n".join(lines), kind="text")).standfirst is None


def test_the_first_paragraph_is_no_standfirst() -> None:
    first = lines_of(TEXT)[0]
    found = fields(f'<meta name="description" content="{first}">', f"<h1>{WANTED}</h1>")
    assert found.standfirst is None


def test_parts_of_a_title() -> None:
    assert parts("One headline without any separator") == ()
    assert "Storm - what now" in parts("Storm - what now | Ellery Post")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_no_page_makes_it_raise(text: str, title: str) -> None:
    find(judged(f"<title>{title}</title><h1>{text}</h1><p>{text}</p>{TEXT}"))
    find(judged(text, kind="text"))
