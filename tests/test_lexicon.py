"""The lexicon's phrases give boilerplate away and leave sentences that resemble it alone."""

from __future__ import annotations

import itertools
import json
import re
import threading
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip import Label
from boilerstrip.lexicon import Match, icon_phrases, match, prompts
from boilerstrip.lexicon.expression import compiled
from boilerstrip.lexicon.folding import Wording
from boilerstrip.lexicon.index import Index, read_phrases
from boilerstrip.lexicon.phrase import UNSPACED, Phrase
from boilerstrip.lexicon.prompts import prompt

FIXTURES = Path(__file__).parent.parent / "fixtures"
PHRASES = read_phrases()
FILES: dict[tuple[str, str], list[Phrase]] = {
    key: list(group)
    for key, group in itertools.groupby(PHRASES, key=lambda p: (p.label, p.language))
}
LANGUAGES = "en de fr es pt it nl sv da no fi pl cs ru uk tr el ar he ja zh ko".split()

# Blocks that are nothing but what their label says.
WHOLE = {
    "icon_legend": [
        "An icon of a paper envelope.",
        "An icon of a desk calendar.",
        "An icon of a circle with a diagonal line across.",
        "An icon of a block arrow pointing to the right.",
        "An icon of 3 horizontal lines.",
        "An icon representing logout",
        "An icon used to represent where to interact to collapse or dismiss a component",
        "A magnifying glass icon that is used to represent the function of searching.",
        "Caret icon",
        "Hamburger Menu Icon",
        'A bell with a clapper. It indicates, "Switch alerts on".',
        "Mail icon An envelope. It indicates the ability to write to us.",
        "Two crossed bars, used for closing a window",
        "A stylized letter H.",
        "A small grey padlock icon on a round button",
        "An outline of a speech bubble",
        "A heart icon 31 a star icon 4",
        "caret-left bell hamburger close",
    ],
    "subscriber_prompt": [
        "Already a subscriber? Sign in",
        "ALREADY A SUBSCRIBER? LOG IN HERE »",
        "Not a subscriber yet? Subscribe now",
        "Sign in",
        "Subscribe to continue reading",
        "You have 2 free articles left this month.",
        "You’ve reached your monthly limit of free articles",
        "This article is for subscribers only.",
        "To continue reading this article, choose a plan that suits you. Cancel at any time.",
        "Subscribe now for unlimited access to local journalism",
        "Forgot your password?",
    ],
    "placeholder": [
        "[[title]]",
        "[[ text ]]",
        "{{ page.next.title }}",
        "{{{ body }}}",
        "{{author}} {{date}}",
        "By {{ author.name }}",
        "{{ count }} comments",
        "{% include 'teaser.html' %}",
        "{!! $article->lead !!}",
        "{# end of teaser #}",
        "<%= story.headline %>",
        "<?php the_title(); ?>",
        "${title}",
        "${ commentCount } comments",
        "#{story.title}",
        "%%HEADLINE%%",
        "Dear %%FIRST_NAME%%,",
        "__TITLE__",
        "%author%",
        "@@caption@@",
        "##TITLE##",
        "#_EVENTNAME_#",
        "*|FNAME|*",
        "[% article.title %]",
        "[$title]",
        "{$article.title|escape}",
        "{title}",
        "[insert caption here]",
        "<headline>",
        "[object Object]",
        "[object Object], [object Undefined]",
        "undefined",
        "undefined undefined",
        "By undefined",
        "undefined min read",
        "null",
        "Photo: null",
        "NaN",
        "undefined NaN, NaN",
        "NaN minutes read",
        "Invalid Date",
        "None, None",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        '[caption id="attachment_7" align="alignnone" width="640"]',
        "[/su_box]",
        '[gallery ids="1,2,3"]',
        "[embed]https://video.example/7[/embed]",
        "[youtube id=abc]",
        '[su_button url="/x"]',
        '[vc_row full_width="stretch_row"]',
        "[et_pb_section]",
        "[fusion_text]",
        '[contact-form-7 id="12"]',
        '[rev_slider alias="home"]',
        '[teaser-box layout="wide" id=3]',
        "partials/teaser.jinja2",
        "Translation missing: en.share.title",
        "Headline goes here",
        "<c:out value='x'/>",
        "<#if reader??>",
        "<@teaser story=3/>",
        "<$headline$>",
        ":headline:",
        "%(author)s",
        "%1$s",
        "$!{lead}",
        "@{article.lead}",
        "*{lead}",
        "@Model.Headline",
        "__page_title_long__",
        "article.share.button",
        "Missing translation: share",
        "TODO: lead",
        "__Lead__ __Text__",
        "%LEAD% | %WRITER%",
        "$headline$",
        "%%READER|friend%%",
        "<!-- block:paragraph -->",
        "Hello {{ reader }}, welcome back!",
        "By {author_name}, {publish_date}",
        "undefined · undefined min read",
        "Posted by null on Invalid Date",
        "Lorem ipsum dolor sit amet, and then the words of whoever drew the page",
    ],
    "navigation": [
        "1 2 3 … 9 Next »",
        "Back to top",
        "Skip to main content",
        "Home",
        "Menu",
        "Home › News › Harbour",
        "Letters to the Editor",
        "Page 2 of 9",
        "Table of contents",
        "See all stories",
        "← Previous post",
    ],
    "related": [
        "Read more",
        "You may also like",
        "More from the Harbour Gazette",
        "Most read",
        "Related articles",
        "Recommended for you",
        "Editor’s picks",
        "Continue reading …",
        "READ MORE: Ferry crews name four strike dates",
        "Related: How storms get their names",
    ],
    "share": [
        "Share this article",
        "Share on Facebook",
        "Facebook",
        "X",
        "Facebook Twitter WhatsApp Email",
        "Twitter Reddit Copy link",
        "WhatsApp Telegram",
        "Copy link",
        "Follow us on Instagram",
        "Click to share on Facebook (Opens in new window)",
        "Share this story: E-mail, Print, Copy link",
    ],
    "newsletter": [
        "Newsletter",
        "Sign up for our weekly newsletter",
        "Get the day’s headlines in your inbox",
        "Subscribe to our newsletter",
        "Enter your email address",
        "By signing up you agree to our terms and privacy policy",
        "You can unsubscribe at any time.",
    ],
    "consent": [
        "Accept all cookies",
        "Cookie settings",
        "We value your privacy",
        "This website uses cookies to ensure you get the best experience on our website.",
        "Do not sell my personal information",
        "By continuing to use this site, you agree to our use of cookies.",
    ],
    "comment": [
        "Comments (3)",
        "12 comments",
        "Leave a reply",
        "Log in to comment",
        "You must be logged in to post a comment.",
        "Your email address will not be published. Required fields are marked *",
        "Be the first to comment",
        "Report this comment",
    ],
    "advert": [
        "Advertisement",
        "ADVERTISEMENT 2",
        "Sponsored content",
        "Article continues below advertisement",
        "When you buy through our links, we may earn a commission.",
        "Powered by Taboola",
    ],
    "author_bio": [
        "About the author",
        "View all posts by Ada Byron",
        "Ada Byron is a staff writer covering the sea.",
        "Follow her on Twitter @adabyron",
        "The views expressed in this article are the author’s own.",
    ],
    "legal": [
        "© 2024 Harbour Media Ltd. All rights reserved.",
        "Copyright © 2024 Harbour Media",
        "© Harbour Media 2019–2024",
        "(c) Copyright Harbour Media 2013",
        "All rights reserved",
        "Terms & Conditions",
        "Privacy Policy",
        "Report an error",
        "Creative Commons",
    ],
    "interface": [
        "Loading…",
        "Play video",
        "Close",
        "Listen to this article",
        "Print this story",
        "4 min read",
        "View this post on Instagram",
        "Please enable JavaScript",
        "1:05 / 3:20",
        "0:00",
        "1x 1.5x 2x",
    ],
    "caption": [
        "(AP)",
        "Photo: Gwen Stobart",
        "Photograph: Ada Byron/Harbour Gazette",
        "(Photo by Ada Byron)",
        "Image credit: Ada Byron",
        "Getty Images",
        "File photo",
    ],
    "byline": [
        "By Ada Byron",
        "By Ada Byron and Ludwig van der Aa",
        "By our own correspondent",
        "Words by Ada Byron",
        "Ada Byron, Staff Writer",
    ],
    "date": [
        "Published 6 February 2024, 07:30 GMT",
        "Last updated: 6 Feb 2024",
        "3h ago",
        "2 days ago",
    ],
}

# Blocks that a phrase opens or closes; the block's other words are its own.
PARTLY = {
    "caption": [
        "The harbour at dawn (AP)",
        "Fog over the harbour. Picture: Gwen Stobart",
        "The ferry leaves. Ada Byron/Reuters",
        "Crowds on the quay. Harbour Gazette photo by Ada Byron",
        "The quay seen from the tower on Thursday. (Gwen Stobart/Gazette Staff)",
        "The harbour master with the book that she kept. © Ada Byron",
    ],
    "newsletter": ["The tide, the ferries and the gossip, straight to your inbox at five"],
    "date": ["Posted on Monday, May 3", "For immediate release: Monday, May 3"],
    "legal": ["© Harbour Media 2023 and the heirs of its first editor"],
    "placeholder": ["The template prints {{ title }} where the headline should stand."],
    "author_bio": ["Ada Byron is a contributing editor and writes about how bridges are built."],
    "advert": ["We tested nine cups. When you buy through our links, we may earn a commission."],
    "comment": ["4 thoughts on “How I mended the clock that nobody wanted”"],
}

# Prompts in words of no file, told by what they speak of.
PROMPTS = {
    "en": [
        ("subscriber_prompt", "Become one of our members and read each story free for 3 weeks"),
        ("newsletter", "Let our gardeners send the best of the week to your inbox. Join here."),
        ("consent", "Our website keeps cookies. Tap to accept them or to see the settings."),
    ],
    "de": [("subscriber_prompt", "Werden Sie Mitglied: alle Texte lesen, 9 € im Monat, jetzt!")],
    "fr": [("subscriber_prompt", "Devenez membre et lisez tous les articles, 3 € par mois")],
    "es": [("subscriber_prompt", "Hazte socio y lee cada artículo gratis este mes")],
    "pt": [("subscriber_prompt", "Torne-se membro e leia cada reportagem por 2 € ao mês")],
    "it": [("subscriber_prompt", "Diventa socio e leggi ogni articolo gratis per due settimane")],
    "nl": [("subscriber_prompt", "Word nu lid en lees elk verhaal gratis, een maand lang")],
    "sv": [("subscriber_prompt", "Bli medlem nu och läs varje artikel gratis i två veckor")],
    "da": [("subscriber_prompt", "Bliv medlem nu og læs hver artikel gratis i to uger")],
    "no": [
        ("subscriber_prompt", "Bli medlem nå og les hver artikkel gratis i to uker"),
        ("consent", "Nettstedet bruker informasjonskapsler"),
    ],
    "fi": [("subscriber_prompt", "Liity jäseneksi ja lue jokainen artikkeli ilmaiseksi kuukauden")],
    "pl": [("subscriber_prompt", "Zostań członkiem i czytaj każdy artykuł za darmo przez miesiąc")],
    "cs": [("subscriber_prompt", "Staňte se členem a čtěte každý článek měsíc zdarma")],
    "ru": [("subscriber_prompt", "Станьте подписчиком и читайте каждую статью месяц бесплатно")],
    "uk": [("subscriber_prompt", "Станьте передплатником і читайте статті місяць безкоштовно")],
    "tr": [("subscriber_prompt", "Hemen üye olun, her makaleyi bir ay ücretsiz okuyun")],
    "el": [("subscriber_prompt", "Γίνετε μέλος και διαβάστε κάθε άρθρο δωρεάν για έναν μήνα")],
    "ar": [("subscriber_prompt", "انضم عضوا واقرأ كل مقال مجانا لمدة شهر")],
    "he": [("subscriber_prompt", "הצטרפו כמנויים וקראו כל כתבה בחינם במשך חודש")],
    "ja": [("subscriber_prompt", "会員になって毎月の記事を無料でお読みください")],
    "zh": [("subscriber_prompt", "立即加入会员，每月免费阅读文章")],
    "ko": [("subscriber_prompt", "지금 회원이 되어 기사를 한 달 무료로 읽으세요")],
}

# What other languages' files must at least know.
ABROAD = {
    "de": [("related", "Lesen Sie auch:"), ("advert", "Anzeige"), ("newsletter", "Newsletter")],
    "fr": [("related", "Lire aussi :"), ("advert", "Publicité"), ("byline", "Par Ada Byron")],
    "es": [("related", "También te puede interesar"), ("advert", "Publicidad")],
    "pt": [("related", "Leia também:"), ("advert", "Publicidade")],
    "it": [("related", "Leggi anche:"), ("advert", "Pubblicità")],
    "nl": [("related", "Lees ook:"), ("advert", "Advertentie")],
    "sv": [("related", "Läs också:"), ("advert", "Annons")],
    "da": [("related", "Læs også:"), ("advert", "Annonce")],
    "no": [("related", "Les også:"), ("advert", "Annonse")],
    "fi": [("related", "Lue myös:"), ("advert", "Mainos")],
    "pl": [("related", "Czytaj także:"), ("advert", "Reklama")],
    "cs": [("related", "Čtěte také:"), ("advert", "Reklama")],
    "ru": [("related", "Читайте также:"), ("advert", "Реклама")],
    "uk": [("related", "Читайте також:"), ("advert", "Реклама")],
    "tr": [("advert", "REKLAM")],
    "el": [("related", "ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ:"), ("advert", "Διαφήμιση")],
    "ar": [("related", "اقرأ أيضا:"), ("advert", "إعلان")],
    "he": [("advert", "פרסומת")],
    "ja": [("related", "関連記事"), ("advert", "広告")],
    "zh": [("related", "相关阅读"), ("advert", "广告")],
    "ko": [("related", "관련기사"), ("advert", "광고")],
}

# Sentences and subheadings of articles. Some hold a phrase; none is nothing but phrases.
BODY = [
    "An icon of a paper envelope has come to mean e-mail",
    "An icon of a paper envelope has come to mean e-mail in every country of the world.",
    "Icons of saints hung over the harbour master's desk.",
    "A small white padlock hung on the gate of the yard.",
    "A rope, used as a belt, held his coat.",
    "A stone in the wall. It indicates where the water stood in 1953.",
    "The bell, the clock and the key were all that the fire left.",
    "Symbol of hope",
    "The file began with <?php and went on for miles.",
    "Lorem ipsum, the printers call it, and nobody knows why.",
    "The paper wants £2 a week for its articles, and few subscribers complain.",
    "Members read the newspaper free for a month and then paid five pounds a year.",
    "If you give to an independent theatre, the tax office wants to know of it.",
    "He had three free articles left that month and read none of them.",
    "Every morning the newsletter came by e-mail, and every morning she deleted it.",
    "The museum accepts cookies, cakes and pies for its summer fair.",
    "Die Zeitung hatte jeden Monat ein Angebot für ihre Abonnenten.",
    "Les abonnés du journal avaient un mois gratuit pour lire les archives.",
    "Los suscriptores del periódico tenían acceso gratis cada mes.",
    "Подписчики газеты были недовольны ценой и читали её бесплатно в библиотеке.",
    "彼は会員になり、無料の記事を読んだ。",
    "He was already a subscriber when the paper closed.",
    "“Read more,” she said, “and talk less.”",
    "“Sign in,” he told the visitors, and pushed the ledger over the desk.",
    "No.",
    "Yes.",
    "Did he find it?",
    "The template prints {{ title }} where the headline should stand.",
    "The value of ${name} is undefined until the form is sent.",
    "A function that returns nothing returns undefined.",
    "Null results are seldom published.",
    "__init__",
    "Subscribe to his theory or not, the tide came in.",
    "Visitors sign in at a desk by the stairs and are offered cookies.",
    "We use cookies as bait, the angler explained, and nobody laughed.",
    "The share of ferries that sail on time rose to 91 per cent.",
    "Share prices fell on Monday after the bank raised its rates.",
    "Comments by the minister drew an angry answer from the crews.",
    "More from habit than from hope, she walked to the quay each morning.",
    "Related problems sank two more boats that winter.",
    "Advertisement was his trade before the war.",
    "By Tuesday the water had gone down.",
    "By the time the crews returned, the quay was gone.",
    "Published in 1961, the novel sold nine copies.",
    "Updated rules for canal boats come into force in May.",
    "The photo by the door showed the first ferry.",
    "Follow us to the end of the pier, the children shouted.",
    "Loading the ferry takes twenty minutes.",
    "Play was stopped by fog in the 83rd minute.",
    "Home is where the boat is.",
    "News of the rescue reached the village at noon.",
    "The copyright on the song has run out, all rights reserved or not, the judge said.",
    "WASHINGTON (AP) — The senators met behind closed doors on Monday.",
    "Twitter and Facebook were slow to answer the court's letters.",
    "The author is not the only one to remember the storm of 1953.",
    "Why the harbour silted up",
    "What happens next",
    "Three lessons from the storm",
]
# Fields judge these; a short paragraph such as "By Tuesday" may look like either.
HEADING_LABELS = frozenset(("byline", "date"))


def labels_of(found: list[Match]) -> set[str]:
    return {m.label for m in found if m.whole}


def instance(phrase: Phrase) -> str:
    """A text that the phrase must match: its line with its signs filled in."""
    body = phrase.line.removeprefix("^").removesuffix("$")
    words = "はい" if phrase.language in UNSPACED else "these words"
    return body.replace("@", "Ada Byron").replace("*", words).replace("#", "3")


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(label, text) for label, texts in table.items() for text in texts]


each_file = pytest.mark.parametrize("file", FILES, ids="/".join)


def test_every_language_has_the_labels_that_news_pages_need() -> None:
    have: defaultdict[str, set[str]] = defaultdict(set)
    for label, language in FILES:
        have[language].add(label)
    needed = {"related", "share", "newsletter", "advert", "comment", "legal", "subscriber_prompt"}
    assert {lang: needed - have[lang] for lang in LANGUAGES if needed - have[lang]} == {}
    assert set(have) == {*LANGUAGES, "any"}


@each_file
def test_file_is_named_for_a_label(file: tuple[str, str]) -> None:
    assert Label(file[0])


@each_file
def test_no_line_stands_twice_or_ends_in_white_space(file: tuple[str, str]) -> None:
    lines = [phrase.line for phrase in FILES[file]]
    assert [line for line, times in Counter(lines).items() if times > 1] == []
    assert [line for line in lines if line != line.strip()] == []


@each_file
def test_every_phrase_matches_an_instance_of_itself(file: tuple[str, str]) -> None:
    missed = [
        phrase.line
        for phrase in FILES[file]
        if not phrase.is_regex
        and not any(
            (m.label, m.language, m.phrase) == (*file, phrase.line) for m in match(instance(phrase))
        )
    ]
    assert missed == []


def test_every_language_independent_expression_has_an_example() -> None:
    texts = [text for _, text in pairs(WHOLE) + pairs(PARTLY)]
    shown = {(m.label, m.phrase) for text in texts for m in match(text) if m.language == "any"}
    expressions = {(p.label, p.line) for p in PHRASES if p.is_regex and p.language == "any"}
    assert expressions - shown == set()


@pytest.mark.parametrize(("label", "text"), pairs(WHOLE))
def test_whole_block_is_told(label: str, text: str) -> None:
    assert label in labels_of(match(text))


@pytest.mark.parametrize(("label", "text"), pairs(PARTLY))
def test_phrase_is_found_but_is_not_the_whole(label: str, text: str) -> None:
    found = [m for m in match(text) if m.label == label]
    assert found and not any(m.whole for m in found)


@pytest.mark.parametrize(
    ("language", "label", "text"),
    [(lang, *case) for lang, cases in ABROAD.items() for case in cases],
)
def test_whole_block_is_told_in_other_languages(language: str, label: str, text: str) -> None:
    assert label in labels_of(match(text))


@pytest.mark.parametrize(
    ("language", "label", "text"),
    [(lang, *case) for lang, cases in PROMPTS.items() for case in cases],
)
def test_prompt_in_new_words_is_told_by_what_it_speaks_of(
    language: str, label: str, text: str
) -> None:
    asked = prompt(Wording(text))
    assert asked is not None and (asked.label, asked.language) == (label, language)
    assert label in labels_of(match(text))


def test_a_prompt_in_words_of_several_languages_is_taken_for_the_first() -> None:
    asked = prompt(Wording("Symbol menu now"))  # words for icons in seven languages
    assert asked is not None and asked.language == "en"


def test_every_language_has_words_for_the_same_things() -> None:
    file = Path(match.__code__.co_filename).parent / "prompts.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    assert sorted(data) == sorted(LANGUAGES)
    assert {tuple(sorted(words)) for words in data.values()} == {tuple(sorted(data["en"]))}
    assert all(text.split() for words in data.values() for text in words.values())


@pytest.mark.parametrize("text", BODY)
def test_look_alike_is_not_boilerplate(text: str) -> None:
    assert labels_of(match(text)) == set()


@pytest.mark.parametrize(
    "case",
    sorted([*FIXTURES.glob("pages/*.json"), *FIXTURES.glob("dumps/*.json")]),
    ids=lambda path: path.stem,
)
def test_no_paragraph_of_the_fixtures_is_boilerplate(case: Path) -> None:
    paragraphs = json.loads(case.read_text(encoding="utf-8"))["paragraphs"]
    told = {text: labels_of(match(text)) - HEADING_LABELS for text in paragraphs}
    assert {text: labels for text, labels in told.items() if labels} == {}


def test_labels_narrow_the_search() -> None:
    text = "Sign up for our newsletter and share this article"
    assert {m.label for m in match(text, ["newsletter"])} == {"newsletter"}
    assert match(text, []) == []


def test_spans_cut_the_phrase_out_of_the_text() -> None:
    found = match("» Leave a reply", ["comment"])
    assert ["» Leave a reply"[slice(*m.span)] for m in found] == ["Leave a reply"] * len(found)
    assert [str(m) for m in found] == [f"comment/en: {m.phrase!r}" for m in found] != []


def test_run_together_legends_come_apart() -> None:
    line = (
        "Calendar An icon of a wall calendar. Caret An icon of a block arrow pointing to the left. "
        "Close Icon An icon used to represent where to interact to collapse or dismiss a component "
        "Email An icon of a paper envelope. Logout An icon representing logout."
    )
    spans = icon_phrases(line)
    pieces = [line[start:end] for start, end in spans]
    assert len(pieces) >= 5 and sum(map(len, pieces)) > 0.7 * len(line)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert icon_phrases("She drew an icon of a paper envelope on the wall.") == []


def test_signs_for_gaps_stand_apart_from_letters() -> None:
    # The words beside them are looked up as whole words.
    glued = re.compile(r"\w[*#@]|[*#@]\w")
    phrases = [p for p in PHRASES if not p.is_regex and p.language not in UNSPACED]
    assert [p.line for p in phrases if glued.search(p.line)] == []


def test_expressions_for_a_start_have_no_other_branch() -> None:
    # They are tried at the start only.
    group = re.compile(r"\\.|\[(?:\\.|[^\]\\])[^\]\\]*(?:\\.[^\]\\]*)*\]|\([^()\[\\]*\)")
    for phrase in PHRASES:
        source = phrase.line.partition(" ")[2]
        if phrase.is_regex and source.startswith(r"\A"):
            while source != (source := group.sub("", source)):
                pass
            assert "|" not in source, phrase.line


def test_a_gap_may_begin_within_a_word_that_stands_elsewhere_too() -> None:
    def phrases(text: str) -> set[str]:
        return {m.phrase for m in match(text, ["comment"])}

    assert "^Leave a reply *$" in phrases("Leave a replyCancel reply")
    assert "^Allowed tags *" in phrases("Allowed tagsHide allowed tags")
    assert "^Allowed tags *" not in phrases("Allowed tagsHide")


@pytest.mark.parametrize("text", ["Sign in", "sign  in", "Sign\tin", "_sign in_", "(Sign in)"])
def test_words_are_found_with_and_without_an_expression(text: str) -> None:
    plain = Phrase("interface", "en", "Sign in")
    written = Phrase("interface", "en", "/sign sign in")
    wording = Wording(" ".join(text.split()))
    found = plain.spans(wording)
    assert found == ([] if "_" in text else written.spans(wording))
    assert len(plain.spans(Wording(text))) == len(found)


@pytest.mark.parametrize("line", ["Read on:", "^Read on: **", "Read on, please?$", "^» Read on -"])
@pytest.mark.parametrize(
    "text",
    [
        "Read on: the map",
        "read on： the map. Then the bell",
        "» Read on : the map",
        "Read on, please?",
        "Read on， please？",
        "Read on, please ?",
        "Do read on, please; now",
        "» Read on – the map",
        "Reread on: the map; read on:",
    ],
)
def test_signs_are_found_with_and_without_an_expression(line: str, text: str) -> None:
    phrase, wording = Phrase("related", "en", line), Wording(text)
    written = compiled(
        phrase.body, unspaced=False, at_start=phrase.at_start, at_end=phrase.at_end
    ).finditer(wording.folded)
    assert phrase.spans(wording) == [found.span(1) for found in written]


def test_only_texts_that_hold_its_words_are_tried_on_a_phrase() -> None:
    phrase = Phrase("related", "en", "^See also$")
    code = Phrase("placeholder", "any", "/{{,[[ [{[]{2}[a-z]+")
    lookup = Index([phrase, code])
    assert lookup.worded(Wording("see also")) == [phrase]
    assert lookup.worded(Wording("nothing")) == []
    assert lookup.triggered(Wording("{{byline")) == lookup.triggered(Wording("[[date")) == [code]
    assert lookup.triggered(Wording("{{byline [[date")) == [code]
    assert lookup.triggered(Wording("[date]")) == []


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("^See also", "See also the map", True),
        ("^See also", "You may see also the map", False),
        ("See also$", "You may see also", True),
        ("See also$", "You may see also _", True),
        ("See also$", "You may see also the map", False),
        ("^# maps", "3 maps", True),
        ("^# maps", "The maps", False),
        ("^# maps", "...", False),
        ("Map: @", "Map： Ada Byron", True),
        ("Map: @", "Map by Ada Byron", False),
        ("More on *, and *$", "More on maps", False),
    ],
)
def test_a_phrase_is_passed_over_by_its_words_signs_and_anchors(
    line: str, text: str, expected: bool
) -> None:
    assert Phrase("related", "en", line).may_match(Wording(text)) is expected


def test_the_same_words_twice_are_no_row() -> None:
    assert match("Try for free")
    assert match("Try for free Try for free") == []


def test_threads_see_the_same() -> None:
    texts = [text for _, text in pairs(WHOLE)]
    expected = [match(text) for text in texts]
    seen: list[list[list[Match]]] = []
    threads = [
        threading.Thread(target=lambda: seen.append([match(text) for text in texts]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 4


@given(st.text(max_size=300))
def test_any_text_gives_spans_within_it(text: str) -> None:
    found = match(text)
    assert all(0 <= m.span[0] < m.span[1] <= len(text) for m in found)
    assert [m.span for m in found] == sorted(m.span for m in found)


@pytest.mark.parametrize(
    "unit",
    [
        "{{",
        "[[ ",
        "share ",
        "facebook twitter ",
        "copy link facebook ",
        "lorem ipsum ",
        "((",
        "[su_a ",
    ],
)
def test_hostile_text_ends(unit: str) -> None:
    assert match(unit * 20_000 + "x") is not None


def test_no_kind_of_prompt_is_passed_over_by_the_quick_look() -> None:
    for kind in prompts._KINDS:
        assert not kind.needed.isdisjoint(prompts._RAREST), kind
