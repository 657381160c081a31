"""Strategies for pages as crawlers meet them: nested at will, unclosed, in every script."""

from __future__ import annotations

from hypothesis import strategies as st
from mutation import PIECES

NAMES = (
    "p div span a h1 h2 h3 ul ol li dl dt dd table tbody tr td th br hr img svg title desc pre b i "
    "em time article nav header footer aside section main script style template blockquote figure "
    "figcaption button select option noscript iframe form input ruby rt math mtext x-y o:p "
    "frameset frame noframes plaintext textarea details summary dialog slot html body head meta"
).split()
VALUES = st.just("") | st.sampled_from(
    "article-body byline comments dropcap open 2024-05-17 ltr display:none true javascript:x en "
    "99999999999 \u202e https://paper.example/".split()
)
ATTRIBUTES = st.lists(
    st.tuples(
        st.sampled_from(
            "class id role itemprop rel style hidden datetime href lang content property name "
            "shadowrootmode aria-hidden type charset".split()
        ),
        VALUES,
    ),
    max_size=3,
)
TEXTS = (
    "The ferry sailed again on Monday, to cheers. ", "By Ada Byron", "17 May 2024", "READ MORE: ",
    "Already a subscriber? Sign in", "{{ title }}", "島へのフェリーが出港した。", "عادت. ",
    "\u00ad", "\u200b", "\u202e", "👩\u200d👩", "e\u0301", "&amp;", "&#0;", "&bogus;", "\n\n", "\t",
)  # fmt: skip
PIECES_OF_MARKUP = [piece.decode("latin-1") for piece in PIECES]
WORDS = st.sampled_from(TEXTS) | st.text(max_size=12) | st.sampled_from(PIECES_OF_MARKUP)


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def render(
        name: str, attributes: list[tuple[str, str]], content: list[str], ends: int, times: int
    ) -> str:
        opening = name + "".join(f' {key}="{value}"' for key, value in attributes)
        closing = f"</{name}>" if ends else ""
        return f"<{opening}>{''.join(content)}{closing}" * times

    return st.builds(
        render,
        st.sampled_from(NAMES),
        ATTRIBUTES,
        st.lists(inner, max_size=5),
        st.integers(0, 5),
        st.sampled_from([1, 1, 1, 1, 2, 30]),
    )


pages = st.recursive(WORDS, _element, max_leaves=30)
