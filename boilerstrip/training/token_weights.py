"""Fit what each name in the markup, and each word of a short block, says for or against body."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse, special

from boilerstrip.scorer.features import NAMED_LEVELS
from boilerstrip.scorer.tokens import TokenTable, node_tokens, opening_tokens, word_tokens
from boilerstrip.training.examples import Example

# A page counts as so many blocks at most: its blocks share their names, so a thousand menu items
# are one witness.
PAGE_WEIGHT = 20.0

FloatArray = npt.NDArray[np.float64]
Token = tuple[str, str]
TokensOf = Callable[[Example], list[list[Token]]]


@dataclasses.dataclass(frozen=True, slots=True)
class _Settings:
    """How tokens are fitted.

    Attributes:
        sites: a token of fewer sites says more of those sites than of the web.
        ridge: strength of the pull towards 0, in blocks: a token needs evidence of about so many
            to count.
        least: smaller weights are left out; they change no sum by as much as rounding does.
        iterations: of the minimiser.
    """

    sites: int
    ridge: float
    least: float
    iterations: int


NAMES = _Settings(sites=3, ridge=1.0, least=0.02, iterations=120)
# There are many more words, in more languages, than names.
WORDS = _Settings(sites=4, ridge=2.0, least=0.04, iterations=80)


@dataclasses.dataclass(slots=True)
class _Rows:
    """Blocks as sparse rows of token numbers, with labels and weights."""

    matrix: sparse.csr_matrix
    labels: FloatArray
    weights: FloatArray


def fit(examples: Sequence[Example]) -> TokenTable:
    """Weights of the tokens that stand on enough sites.

    Names and opening words are fitted together, so that one does not repeat what another says.
    Words are fitted alone: they are to tell what the text is wherever it stands.
    """
    named = _fit(examples, block_tokens, NAMES)
    worded = _fit(examples, block_words, WORDS)
    return TokenTable(named["own"], named["above"], named["opening"], worded["words"])


def _fit(
    examples: Sequence[Example], tokens_of: TokensOf, settings: _Settings
) -> dict[str, dict[str, float]]:
    """The weights of tokens by kind."""
    vocabulary = _vocabulary(examples, tokens_of, settings.sites)
    coefficients = _regress(_rows(examples, tokens_of, vocabulary), settings)
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for (kind, token), number in vocabulary.items():
        weight = float(coefficients[number])
        if abs(weight) >= settings.least:
            tables[kind][token] = round(weight, 3)
    return tables


def block_tokens(example: Example) -> list[list[Token]]:
    """The (kind, token) pairs of each block that carries a label; empty for the others."""
    segmentation = example.segmentation
    names = [node_tokens(node) for node in segmentation.nodes]
    parents = [node.parent for node in segmentation.nodes]
    out: list[list[Token]] = []
    for block, weight in zip(segmentation.blocks, example.weights, strict=True):
        tokens: list[Token] = []
        if weight:
            tokens += (("own", token) for token in names[block.node])
            tokens += (("own", token) for token in block.tokens)
            at = parents[block.node]
            for _ in range(NAMED_LEVELS - 1):
                if at < 0:
                    break
                tokens += (("above", token) for token in names[at])
                at = parents[at]
            tokens += (("opening", token) for token in opening_tokens(block.text))
        out.append(tokens)
    return out


def block_words(example: Example) -> list[list[Token]]:
    """The words of each block that carries a label; empty for the others and for long ones."""
    blocks = zip(example.segmentation.blocks, example.weights, strict=True)
    return [
        [("words", token) for token in word_tokens(block.text)] if weight else []
        for block, weight in blocks
    ]


def _vocabulary(examples: Sequence[Example], tokens_of: TokensOf, least: int) -> dict[Token, int]:
    """The tokens of ``least`` sites or more, numbered."""
    sites: dict[Token, set[str]] = defaultdict(set)
    for example in examples:
        for token in {t for of_block in tokens_of(example) for t in of_block}:
            if len(sites[token]) < least:
                sites[token].add(example.page.site)
    kept = sorted(token for token, where in sites.items() if len(where) >= least)
    return {token: number for number, token in enumerate(kept)}


def _rows(examples: Sequence[Example], tokens_of: TokensOf, vocabulary: dict[Token, int]) -> _Rows:
    indices: list[int] = []
    pointers = [0]
    labels: list[float] = []
    weights: list[float] = []
    for example in examples:
        page_weight = min(1.0, PAGE_WEIGHT / max(1, int((example.weights > 0).sum())))
        for i, of_block in enumerate(tokens_of(example)):
            if not of_block:
                continue
            indices += {vocabulary[t] for t in of_block if t in vocabulary}
            pointers.append(len(indices))
            labels.append(float(example.labels[i]))
            weights.append(float(example.weights[i]) * page_weight)
    shape = (len(labels), len(vocabulary))
    values = np.ones(len(indices))
    matrix = sparse.csr_matrix((values, np.array(indices), np.array(pointers)), shape=shape)
    return _Rows(matrix, np.array(labels), np.array(weights))


def _regress(rows: _Rows, settings: _Settings) -> FloatArray:
    """Ridge logistic regression; the last coefficient, the intercept, is free of the pull."""
    transposed = rows.matrix.T.tocsr()
    n = rows.matrix.shape[1]

    def loss(x: FloatArray) -> tuple[float, FloatArray]:
        z = rows.matrix @ x[:n] + x[n]
        value = rows.weights @ (np.logaddexp(0, z) - rows.labels * z)
        value += settings.ridge / 2 * x[:n] @ x[:n]
        slope = rows.weights * (special.expit(z) - rows.labels)
        return float(value), np.append(transposed @ slope + settings.ridge * x[:n], slope.sum())

    found = optimize.minimize(
        loss, np.zeros(n + 1), jac=True, method="L-BFGS-B", options={"maxiter": settings.iterations}
    )
    coefficients: FloatArray = found.x[:n]
    return coefficients
