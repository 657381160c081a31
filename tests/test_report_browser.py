"""The report in a real browser: it works, can be read by all, and nothing of a page runs in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from boilerstrip import Article, Block, Label, extract
from boilerstrip.report import explanation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="boilerstrip[browser]")

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT / "fixtures/pages/national-news-icon-sprite.html"
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

ATTACKS = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "</style><script>window.ran = 1</script>",
    "</title></li></ol><svg/onload=window.ran=1>",
    '"><iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
    "' autofocus onfocus='window.ran = 1",
    "javascript:window.ran=1",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 onerror=ran=1>'>",
    "<noscript><p title='</noscript><img src=x onerror=window.ran=1>'>",
    "<link rel=stylesheet href=//evil.example/a.css><meta http-equiv=refresh content='0;url=//b'>",
    "<base href=//evil.example/><form action=//evil.example><button autofocus>",
    "<template shadowrootmode=open><script>window.ran = 1</script></template>",
    "]]><script>window.ran = 1</script><!--",
)


class Opened:
    """A report, opened, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, report: str, folder: Path, **settings: Any) -> None:
        file = folder / "report.html"
        file.write_text(report, encoding="utf-8")
        self.page: Page = browser.new_page(**settings)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(file.as_uri())
        self.file = file

    def shown(self) -> int:
        return self.page.locator("#blocks > li:visible").count()


@pytest.fixture
def news(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(browser, extract(NEWS.read_bytes(), explain=True).report(), tmp_path)
    yield opened
    opened.page.close()


def hostile() -> Article:
    blocks = tuple(Block(attack, Label.BODY, 0.5, attack, (attack,), attack) for attack in ATTACKS)
    every = " ".join(ATTACKS)
    return Article(headline=every, byline=every, standfirst=every, language=every, blocks=blocks)


def test_nothing_of_a_page_runs_or_loads(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, hostile().report(), tmp_path)
    assert opened.page.locator("#blocks .text").all_text_contents() == list(ATTACKS)
    opened.page.keyboard.press("j")
    opened.page.locator("#words").fill("ran")
    assert opened.page.evaluate("window.ran") is None
    assert opened.requests == [opened.file.as_uri()] and opened.complaints == []
    opened.page.close()


def test_the_policy_holds_even_if_markup_got_in(browser: Browser, tmp_path: Path) -> None:
    markup = "".join(ATTACKS[:5]) + "<link rel=stylesheet href=https://evil.example/a.css>"
    report = Article().report().replace("<main>", f"<main>{markup}")
    opened = Opened(browser, report, tmp_path)
    opened.page.wait_for_load_state("networkidle")
    assert opened.page.evaluate("window.ran") is None
    assert not [url for url in opened.requests if url.startswith("http")]
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)
    opened.page.close()


def test_labels_are_shown(news: Opened) -> None:
    labels = [block.label.value for block in extract(NEWS.read_bytes()).blocks]
    assert news.page.locator("#blocks .label").all_text_contents() == labels
    assert news.complaints == []


def test_filters_by_label_add_up(news: Opened) -> None:
    labels = [block.label.value for block in extract(NEWS.read_bytes()).blocks]
    news.page.get_by_role("button", name="body").click()
    assert news.shown() == labels.count("body")
    news.page.get_by_role("button", name="caption").click()
    assert news.shown() == labels.count("body") + labels.count("caption")
    expected = f"{news.shown()} of {len(labels)} blocks shown"
    assert news.page.get_by_role("status").inner_text() == expected
    news.page.get_by_role("button", name="Show all").click()
    assert news.shown() == len(labels)
    assert news.page.locator("[aria-pressed=true]").count() == 0


def test_search_finds_text_reasons_and_places(news: Opened) -> None:
    search = news.page.get_by_role("searchbox", name="Search")
    for asked in ("wall calendar", "THE <DESC> OF AN", "symbol[3]"):
        search.fill(asked)
        texts = news.page.locator("#blocks > li:visible").all_text_contents()
        assert texts and all(asked.lower() in text.lower() for text in texts)
    search.fill("no block says this")
    assert news.shown() == 0


def test_keys_move_through_what_is_shown(news: Opened) -> None:
    def focused() -> str:
        return str(news.page.evaluate("document.activeElement.id"))

    news.page.get_by_role("button", name="body").click()
    visible = news.page.locator("#blocks > li:visible").evaluate_all("all => all.map(e => e.id)")
    for expected in (*visible[:3], *visible[3:5]):
        news.page.keyboard.press("j")
        assert focused() == expected
    news.page.keyboard.press("k")
    assert focused() == visible[3]
    news.page.keyboard.press("/")
    assert focused() == "words"
    news.page.keyboard.type("jk/")
    assert news.page.locator("#words").input_value() == "jk/"
    news.page.keyboard.press("Escape")
    assert news.shown() == len(extract(NEWS.read_bytes()).blocks)


def test_a_link_from_the_article_shows_its_block_though_it_is_filtered_out(news: Opened) -> None:
    news.page.get_by_role("button", name="navigation").click()
    link = news.page.locator(".article a.to").nth(2)
    target = news.page.locator(str(link.get_attribute("href")))
    assert not target.is_visible()
    link.click()
    assert target.is_visible()
    assert news.page.evaluate("'#' + document.activeElement.id") == link.get_attribute("href")


@pytest.mark.parametrize("width", [1400, 1000, 400])
def test_the_focused_block_is_seen_whole(news: Opened, width: int) -> None:
    news.page.set_viewport_size({"width": width, "height": 900})
    link = news.page.locator(".article a.to").nth(2)
    link.click()
    block = news.page.locator(str(link.get_attribute("href"))).bounding_box()
    tools = news.page.locator(".tools").bounding_box()
    assert block and tools
    assert max(0, tools["y"] + tools["height"]) <= block["y"] < 900 - block["height"]
    assert news.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_everyone_can_read_it(browser: Browser, tmp_path: Path, scheme: Any, width: int) -> None:
    blocks = tuple(Block(label.value, label, 0.5, "p", ("why",), "/p") for label in Label)
    told = Article(headline="All labels", byline="Ada", blocks=blocks).to_dict()
    found = {"text": "Ada", "weight": 1.0, "source": "h1", "block": 0, "chosen": True}
    told["candidates"] = {"byline": [found, found | {"chosen": False}]}
    viewport = {"width": width, "height": 900}
    look = {"color_scheme": scheme, "viewport": viewport, "bypass_csp": True}
    opened = Opened(browser, explanation(told), tmp_path, **look)
    # Blocks that were never on the screen have no colours yet.
    opened.page.add_style_tag(content="#blocks > li { content-visibility: visible !important }")
    found = axe.Axe().run(opened.page, options={"runOnly": AA}).response
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert any(passed["id"] == "color-contrast" for passed in found["passes"])
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert opened.page.evaluate(overflow) == 0
    opened.page.close()


def test_it_prints_on_white_without_what_is_for_the_screen(
    browser: Browser, tmp_path: Path
) -> None:
    article = extract(NEWS.read_bytes(), explain=True)
    opened = Opened(browser, article.report(), tmp_path, color_scheme="dark")
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") != (
        "rgb(255, 255, 255)"
    )
    opened.page.emulate_media(media="print", color_scheme="dark")
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    assert not opened.page.locator(".tools").is_visible()
    assert opened.shown() == len(article.blocks)
    opened.page.close()


def test_five_thousand_blocks_can_be_filtered(browser: Browser, tmp_path: Path) -> None:
    sentence = "The harbour master counted the boats twice and found one more than in the morning."
    blocks = tuple(
        Block(
            f"{n} {sentence}",
            Label.BODY if n % 2 else Label.RELATED,
            0.9,
            "p",
            ("why",),
            f"/p[{n}]",
        )
        for n in range(5000)
    )
    opened = Opened(browser, Article(headline="Long", blocks=blocks).report(), tmp_path)
    assert opened.page.get_by_role("status").inner_text() == "5000 of 5000 blocks shown"
    opened.page.get_by_role("button", name="related").click()
    assert opened.page.get_by_role("status").inner_text() == "2500 of 5000 blocks shown"
    opened.page.locator("#words").fill("4998 the harbour")
    assert opened.page.get_by_role("status").inner_text() == "1 of 5000 blocks shown"
    opened.page.close()
