"""A page over a limit is read as far as that and says so; one over the size limit is refused."""

from __future__ import annotations

import logging
import tracemalloc

import pytest
from adversarial import STORY
from lxml import etree, html

from boilerstrip import Limits, PageTooLarge, extract, extract_many
from boilerstrip.document.depth import flattened

HEADLINE = "Ferry returns to Skerrin"
SENTENCE = "The ferry sailed again on Monday, and half of the island stood on the pier to see it."
BEYOND = "<p>The second boat follows in June, if its engine arrives from the yard on time.</p>"


def texts(page: object, limits: Limits) -> list[str]:
    return [block.text for block in extract(page, limits=limits).blocks]


def test_nothing_is_said_of_a_page_within_the_limits(caplog: pytest.LogCaptureFixture) -> None:
    article = extract(STORY)
    assert article.metadata.truncated == () and not caplog.records
    assert article.to_dict()["metadata"]["truncated"] == []


@pytest.mark.parametrize("page", ["x" * 101, b"x" * 101])
def test_a_page_over_the_size_limit_is_refused_with_the_figures(page: str | bytes) -> None:
    with pytest.raises(PageTooLarge, match="101 bytes is over the limit of 100") as caught:
        extract(page, limits=Limits(page_bytes=100))
    assert (caught.value.size, caught.value.limit) == (101, 100)
    assert extract(page[:-1], limits=Limits(page_bytes=100)).blocks


@pytest.mark.parametrize(
    ("limit", "page"),
    [
        (Limits(depth=20), f"{STORY}{'<div>' * 40}{BEYOND}"),
        (Limits(elements=20), f"{STORY}{'<i></i>' * 20}{BEYOND}"),
        (Limits(attributes=5), f"{STORY}<p a b c d e f>x</p>{BEYOND}"),
        (Limits(blocks=8), f"{STORY}{'<p>x</p>' * 9}{BEYOND}"),
        (Limits(rows=4), f"{STORY}<table>{'<tbody><tr><td>x' * 9}</table>{BEYOND}"),
        (Limits(rows=4), f"{STORY}<ul>{'<li>x<p>y' * 9}</ul>{BEYOND}"),
        (Limits(rows=4), f"{STORY}<svg>{'<text>x</text>' * 9}</svg>{BEYOND}"),
        (Limits(text=500), f"{STORY}<p>{'x ' * 300}</p>{BEYOND}"),
        (Limits(text=500), f"{SENTENCE}\n" * 20),
        (Limits(blocks=8), f"{SENTENCE}\n\n" * 20),
        (Limits(blocks=8), f"{SENTENCE} Sign in\n\n" * 20),
    ],
    ids="depth elements attributes blocks table list drawing text dump lines pieces".split(),
)
def test_a_page_over_another_limit_is_read_in_part(
    limit: Limits, page: str, caplog: pytest.LogCaptureFixture
) -> None:
    [name] = [n for n in ("depth", "elements", "attributes", "blocks", "rows", "text")
              if getattr(limit, n) != getattr(Limits(), n)]  # fmt: skip
    with caplog.at_level(logging.WARNING, "boilerstrip"):
        article = extract(page, limits=limit)
    assert article.metadata.truncated == (name,)
    assert [record.getMessage() for record in caplog.records] == [
        f"page read in part: over the limit of {name}"
    ]
    assert SENTENCE in article.text
    whole = name in ("depth", "attributes", "rows")
    assert (BEYOND[3:-4] in [block.text for block in article.blocks]) == whole


@pytest.mark.parametrize("limit", [6, 7, 11])
def test_as_many_blocks_are_given_as_the_limit_says(limit: int) -> None:
    limits = Limits(blocks=limit)
    assert len(texts(STORY + "<p>x<br><br>y<br><br>z" * 9, limits)) == limit
    assert len(texts(STORY + "<svg><title>Icon</title></svg>" * 9, limits)) == limit
    assert (
        len(texts("An icon of a bell. Caret icon. A magnifying glass icon. " * 9, limits)) == limit
    )
    assert texts(STORY, Limits(blocks=6)) == texts(STORY, Limits())


@pytest.mark.parametrize("tag", ["div", "b", "font", "section", "blockquote", "x-y", "ul><li"])
def test_what_stands_below_the_deepest_level_keeps_its_text(tag: str) -> None:
    article = extract(f"<{tag}>" * 3000 + STORY + BEYOND, kind="html", explain=True)
    assert article.metadata.truncated == ("depth",)
    assert article.headline == HEADLINE
    texts = [block.text for block in article.blocks]
    assert texts.count(SENTENCE) == 4 and texts[-1] == BEYOND[3:-4]
    assert all(len(block.path or "") < 6000 for block in article.blocks)


@pytest.mark.parametrize("tag", ["div", "table", "h1", "math", "object", "dl><dd"])
def test_a_hundred_thousand_levels_cost_nothing_of_what_stands_behind_them(tag: str) -> None:
    ends = "></".join(reversed(tag.split("><")))
    deep = f"<{tag}>" * 100_000 + "x" + f"</{ends}>" * 100_000
    for page in (deep + STORY, STORY + deep):
        article = extract(page.encode())
        assert article.headline == HEADLINE and article.text.count(SENTENCE) == 4
        assert article.metadata.truncated in (("depth",), ())  # a few end one another


def test_markup_that_goes_on_behind_the_deepest_level_is_whole() -> None:
    deep = "<div>" * 100 + "x" + "</div>" * 100
    article = extract(STORY + deep + STORY, limits=Limits(depth=50))
    assert [block.tag for block in article.blocks].count("h1") == 2


def test_flattening_keeps_what_is_not_deep() -> None:
    page = "<div><p>a<li>b</div><table><tr><td>c</table></x><br>" * 50
    assert flattened(page, 3) == page


def test_a_tree_that_is_too_deep_is_left_as_it_is() -> None:
    root = top = etree.Element("html")
    for _ in range(3000):
        top = etree.SubElement(top, "div")
    top.append(html.fromstring(f"<div>{STORY}</div>"))
    article = extract(root)
    assert article.headline == HEADLINE and article.metadata.truncated == ("depth",)
    assert sum(1 for _ in root.iter("div")) == 3001


@pytest.mark.parametrize("value", [0, -1, 1.5, "9", True, None])
def test_a_limit_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="blocks must be a positive integer"):
        Limits(blocks=value)  # type: ignore[arg-type]


def test_workers_keep_to_the_limits() -> None:
    pages = [STORY, STORY + BEYOND * 20]
    results = list(extract_many(pages, workers=1, limits=Limits(blocks=9, page_bytes=1000)))
    assert results[0] == extract(STORY)
    assert isinstance(getattr(results[1], "error", None) or getattr(results[1], "cause", None),
                      PageTooLarge)  # fmt: skip


def test_paths_find_their_elements_as_those_of_lxml_do() -> None:
    root = html.document_fromstring(STORY + "<div><o:p>Odd names are found too.</o:p><p>x</div>")
    tree = root.getroottree()
    for block in extract(root, explain=True).blocks:
        [found] = tree.xpath(block.path)
        assert "".join(found.text_content().split()) == "".join(block.text.split())
        assert ":" in str(found.tag) or tree.getpath(found) == block.path


def test_a_long_attribute_and_a_long_byline_are_not_kept() -> None:
    page = (
        f'<p class="{{0}} {"a" * 400_000}">One.<meta name=author content="{{0}} {"b " * 200_000}">'
    )
    extract(page.format("warm"))
    tracemalloc.start()
    for number in range(20):
        extract(page.format(f"x{number}"))
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept < 20 * 100_000
