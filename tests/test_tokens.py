"""The sums of tokens' weights: those that are found fast are those that tokens say."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boilerstrip.blocks.tokens import tokenise
from boilerstrip.scorer.tokens import CLIP, TokenTable, opening_tokens, word_tokens

LETTERS = string.ascii_letters + string.digits + " _.,?-²éßİ\x85\xa0無料のが"
TEXTS = st.lists(st.text(LETTERS, max_size=40) | st.text(LETTERS, min_size=70, max_size=400))


def _clipped(weights: list[float]) -> float:
    return max(-CLIP, min(CLIP, sum(weights)))


@given(TEXTS)
def test_texts_weigh_what_their_tokens_do(texts: list[str]) -> None:
    # Every second token is in the table, so that what it lacks is tried too.
    first = sorted({token for text in texts for token in opening_tokens(text)})[::2]
    words = sorted({token for text in texts for token in word_tokens(text)})[::2]
    opening = {token: 0.5 + i % 3 for i, token in enumerate(first)}
    worded = {token: 0.25 - i % 2 for i, token in enumerate(words)}
    table = TokenTable({}, {}, opening, worded)
    for _ in range(2):  # the second time they are known
        opened, said = table.text_scores(texts)
        expected = [_clipped([opening.get(t, 0) for t in opening_tokens(text)]) for text in texts]
        assert opened.tolist() == expected
        expected = [_clipped([worded.get(t, 0) for t in word_tokens(text)]) for text in texts]
        assert said.tolist() == expected


@pytest.mark.parametrize(
    ("tag", "attribute", "own", "above"),
    [
        ("p", "", 1.0, 0.5),
        ("p", "story", 3.0, 0.5),
        ("div", "story x-story", 4.0, -1.0),
        ("div", "story-text", -CLIP, -1.0),
        ("li", "menu", 0.0, 0.0),
    ],
)
def test_a_name_weighs_what_its_tokens_do(
    tag: str, attribute: str, own: float, above: float
) -> None:
    weights = {"<p>": 1.0, "story": 2.0, "<div>": 2.0, "story-text": -20.0}
    table = TokenTable(weights, {"<p>": 0.5, "<div>": -1.0}, {}, {})
    for _ in range(2):
        ours, others = table.name_scores([(tag, tokenise(attribute))])
        assert (ours.tolist(), others.tolist()) == ([own], [above])
