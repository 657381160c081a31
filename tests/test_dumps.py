"""The lines of text dumps: joined where they were cut, parted where they were not, marks read."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import Label, extract
from boilerstrip.blocks import dump
from boilerstrip.labels import ending
from boilerstrip.labels.verdict import Verdict
from boilerstrip.scorer import Context

HEADING = "Ferry returns to Skerrin"
PARAGRAPHS = [
    "The people of Skerrin stood on the quay on Monday to see the ferry come back, four months "
    "after a storm had torn away the pier at which she used to lie.",
    "“We had forgotten the sound of her horn,” said the harbour master, who had rung the bell of "
    "the chapel himself because the sexton was at sea.",
    "The ship will sail twice a week until the new pier is ready, and carry post, sheep and the "
    "island's only dentist, who had been waiting on the other side since autumn.",
]
ITEMS = ["Bring a ticket", "Be at the quay at six", "Leave the sheep to the crew"]
JAPANESE = [
    "島へのフェリーが月曜日に戻り、村の半分が岸壁に立って出迎えた。嵐で桟橋が壊れてから四か月ぶりのことだった。",
    "港長は「汽笛の音を忘れるところだった」と話し、寺の鐘を自らついたという。新しい桟橋は来年の春に完成する。",
]
KOREAN = [
    "섬으로 가는 연락선이 월요일에 돌아왔고 마을 사람 절반이 부두에 나와 배를 맞이했다고 "
    "항만 책임자가 전했다.",
    "새 부두는 내년 봄에 완공될 예정이며 그때까지 배는 일주일에 두 번 다니게 된다고 "
    "그는 덧붙여 말했다.",
]


def texts(text: str) -> list[str]:
    return [block.text for block in dump.segment(text).blocks]


def wrapped(paragraph: str, width: int, **options: str) -> str:
    return textwrap.fill(paragraph, width, break_on_hyphens=False, **options)  # type: ignore[arg-type]


def cut(paragraph: str, width: int) -> str:
    return "\n".join(paragraph[i : i + width] for i in range(0, len(paragraph), width))


@pytest.mark.parametrize("width", [60, 66, 72, 78, 80, 100])
@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["blank lines", "none"])
def test_wrapped_paragraphs_come_back(width: int, gap: str) -> None:
    lines = [HEADING, *(wrapped(paragraph, width) for paragraph in PARAGRAPHS * 4)]
    if gap == "\n":
        # Without blank lines only a short last line shows where a paragraph ends.
        lines = [line for line in lines if len(line.split("\n")[-1]) < width - 16]
    assert texts(gap.join(lines)) == [" ".join(line.split("\n")) for line in lines]


def test_wrapped_lines_in_a_margin() -> None:
    indented = [wrapped(p, 76, initial_indent="   ", subsequent_indent="   ") for p in PARAGRAPHS]
    assert texts("\n\n".join(["   " + HEADING, *indented])) == [HEADING, *PARAGRAPHS]


def test_an_address_that_is_too_long_does_not_hide_the_column() -> None:
    address = "https://skerrin.example/" + "timetable/" * 14
    lines = [HEADING, address, *(wrapped(paragraph, 72) for paragraph in PARAGRAPHS * 6)]
    assert texts("\n\n".join(lines)) == [HEADING, address, *PARAGRAPHS * 6]


def test_items_of_a_wrapped_list_stay_apart() -> None:
    items = [f"{item}, and {PARAGRAPHS[2][:70]}" for item in ITEMS]
    listed = "\n".join(
        wrapped(i, 64, initial_indent="  * ", subsequent_indent="    ") for i in items
    )
    story = "\n\n".join(wrapped(paragraph, 64) for paragraph in PARAGRAPHS)
    assert texts(f"{story}\n\n{listed}") == [*PARAGRAPHS, *items]


@pytest.mark.parametrize("width", [30, 34, 40])
def test_signs_without_spaces_are_joined_without_spaces(width: int) -> None:
    assert texts("\n\n".join(cut(p, width) for p in JAPANESE * 3)) == JAPANESE * 3


def test_korean_is_joined_with_spaces() -> None:
    assert texts("\n\n".join(wrapped(p, 36) for p in KOREAN * 3)) == KOREAN * 3


@pytest.mark.parametrize(
    "lines",
    [
        ["Home", "News", "Sport", "Weather", "Letters", "Sign in"],
        PARAGRAPHS,
        [HEADING, *PARAGRAPHS, *ITEMS],
        [
            f"The ferry sailed for the {i}th time, and nobody was on board of her."
            for i in range(4, 9)
        ],
        ["The wind goes down,", "the boats come in,", "and no one counts", "the days again."] * 4,
    ],
    ids=["menu", "whole paragraphs", "list", "equal lengths", "verse"],
)
def test_lines_that_nothing_cut_stay(lines: list[str]) -> None:
    assert texts("\n".join(lines)) == lines


def test_a_sentence_is_joined_to_its_links() -> None:
    nodes = [
        HEADING,
        "The people of",
        "Skerrin",
        "stood on the quay on Monday to see",
        "the ferry",
        ", which had been away since autumn.",
        "The ship's owner,",
        "Hallam Coast Lines",
        ", will not say why.",
        "“We are glad,” said",
        "Mary Garve",
        ", who keeps the shop.",
        "Timetable",
        "Contact",
    ]
    assert texts("\n".join(nodes)) == [
        HEADING,
        "The people of Skerrin stood on the quay on Monday to see the ferry, which had been away "
        "since autumn.",
        "The ship's owner, Hallam Coast Lines, will not say why.",
        "“We are glad,” said Mary Garve, who keeps the shop.",
        "Timetable",
        "Contact",
    ]


MARKDOWN = {
    "heading": ("# Ferry *returns*", "Ferry returns"),
    "closed heading": ("## Ferry returns ##", "Ferry returns"),
    "link": ('The [ferry](https://a.example/x_(y) "Ferry") sails.', "The ferry sails."),
    "reference": ("The [ferry][1] sails.", "The ferry sails."),
    "picture": ("![The quay](quay.jpg)", "The quay"),
    "linked picture": ("[![The quay](quay.jpg)](/quay)", "The quay"),
    "emphasis": ("She **never** _ever_ ***sails*** __now__.", "She never ever sails now."),
    "code": ("Write `x = 1` here.", "Write x = 1 here."),
    "item": ("* Bring a ticket", "Bring a ticket"),
    "quote": ("> He said so.", "He said so."),
    "escape": (r"5 \* 3 is \_fifteen\_", "5 * 3 is _fifteen_"),
    "snake case": ("Call set_sail_time now.", "Call set_sail_time now."),
    "stars in a sum": ("2 * 3 * 4 is 24", "2 * 3 * 4 is 24"),
    "number": ("1. Bring a ticket", "1. Bring a ticket"),
    "torn link": ("[Ferry returns", "Ferry returns"),
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_marks_of_markdown_leave_the_text(name: str) -> None:
    written, read = MARKDOWN[name]
    assert texts(f"# Title\n\n{written}\n\nEnd of it.") == ["Title", read, "End of it."]


def test_lines_of_marks_are_no_text() -> None:
    text = "Ferry\n=====\n\nShe sails.\n\n---\n\n```sh\nset_sail --now\n```\n\n* * *\n\n## End\n"
    blocks = dump.segment(text).blocks
    assert [block.text for block in blocks] == ["Ferry", "She sails.", "set_sail --now", "End"]
    assert "<heading>" in blocks[0].tokens and "<code>" in blocks[2].tokens


def test_links_of_markdown_are_counted() -> None:
    block = dump.segment("# A\n\n[Home](/) and [News](/news)").blocks[1]
    assert (block.text, block.link_chars) == ("Home and News", 8)


@pytest.mark.parametrize(
    "line",
    [
        "- No, she said, not today.",
        "* The price is for one person.",
        "> From the archive",
        "He sang [la la] *all* night.",
        "__init__ is a name",
        "5 # of the boats",
    ],
)
def test_signs_are_no_marks_in_plain_text(line: str) -> None:
    assert texts(f"{HEADING}\n{line}\n{PARAGRAPHS[0]}") == [HEADING, line, PARAGRAPHS[0]]


def test_an_article_in_markdown() -> None:
    page = "\n\n".join(
        [
            "[Home](/) [News](/news) [Sport](/sport)",
            f"# **{HEADING}**",
            "*By Ada Byron*",
            PARAGRAPHS[0],
            "## What the [harbour](/harbour) says",
            *PARAGRAPHS[1:],
            "[Sign up for our newsletter](/newsletter)",
        ]
    )
    article = extract(page)
    assert article.headline == HEADING
    assert article.byline == "Ada Byron"
    assert set(PARAGRAPHS) <= set(article.paragraphs)
    assert not any(mark in article.text for mark in ("](", "**", "##"))


@given(st.text(alphabet="ab .,\n\t#*_[]()>`-!\\•漢", max_size=200))
def test_no_letter_is_lost_or_made(text: str) -> None:
    kept = [c for block in dump.segment(text).blocks for c in block.text if c.isalpha()]
    assert len(kept) <= sum(map(str.isalpha, text))
    assert all(
        block.text == " ".join(block.text.split()) != "" for block in dump.segment(text).blocks
    )


@given(st.lists(st.text(alphabet="abc, ", min_size=1, max_size=30), max_size=12))
def test_plain_words_are_kept_in_order(lines: list[str]) -> None:
    joined = "".join(block.text for block in dump.segment("\n".join(lines)).blocks)
    assert "".join(joined.split()) == "".join("".join(lines).split())


@pytest.mark.parametrize(
    "unit", ["[", "![", "](", "*a", "_a ", "`", "**a", "\\", "> ", "# ", "(a", "- "]
)
def test_the_time_is_linear(unit: str) -> None:
    texts("# A\n" + unit * (200_000 // len(unit)))


@pytest.mark.parametrize(("foot", "kept"), [(3, True), (30, False)])
def test_last_sentences_above_a_short_foot_are_the_storys(foot: int, kept: bool) -> None:
    lines = [HEADING, *PARAGRAPHS, "Next, she counted the sheep.", *["Timetable", "Contact"] * foot]
    segmentation = dump.segment("\n\n".join(lines))
    story = range(1, 1 + len(PARAGRAPHS))
    verdicts = [
        Verdict(Label.BODY, 0.9) if i in story else Verdict(Label.BOILERPLATE, 0.02)
        for i in range(len(segmentation.blocks))
    ]
    ending.continue_story(segmentation, Context.of(segmentation), verdicts)
    body = [i for i, verdict in enumerate(verdicts) if verdict.label is Label.BODY]
    assert body == [*story, *([story.stop] if kept else [])]
