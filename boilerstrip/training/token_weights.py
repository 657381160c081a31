"""Fit what each name in the markup, and each word of a short block, says for or against body."""

from __future__ import annotations

import dataclasses
import multiprocessing
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse, special

from boilerstrip.lexicon.index import read_phrases
from boilerstrip.scorer.tokens import TokenTable, node_tokens, opening_tokens, word_tokens
from boilerstrip.scorer.tree_features import NAMED_LEVELS
from boilerstrip.training.examples import Example, language_of

# A page counts as so many blocks at most: its blocks share their names, so a thousand menu items
# are one witness.
PAGE_WEIGHT = 20.0

# What a phrase leaves open, and its anchors.
_GAP = re.compile(r"[\^$@*]")

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
# Corpora hold few prompts of each wording, the lexicon many: each of its phrases counts as a block
# of boilerplate of this weight. On prompts and look-alikes in wordings of their own the area under
# the curve rises from 0.81 to 0.85, on blocks of unseen sites it stays at 0.82.
PHRASE_WEIGHT = 0.5
# Phrases of a language with fewer labelled bodies are left out: with nothing to be said for a word,
# it would speak against the story.
MIN_BODIES = 25
# Kinds whose phrases are frames of names and days.
UNSAID_KINDS = frozenset(("byline", "date"))
# Rows of no fold, which are never held back.
EVERYWHERE = -2


@dataclasses.dataclass(slots=True)
class _Rows:
    """The labelled blocks of all pages as rows of a sparse matrix, 1 where a block has a token.

    Attributes:
        tokens: what the columns stand for.
        matrix: (blocks, tokens).
        labels, weights: (blocks,).
        folds: the fold of each block's site, or ``EVERYWHERE``, (blocks,).
        sites: 1 where some block of a site has a token, (sites, tokens).
        site_folds: (sites,).
    """

    tokens: list[Token]
    matrix: sparse.csr_matrix
    labels: FloatArray
    weights: FloatArray
    folds: npt.NDArray[np.intp]
    sites: sparse.csr_matrix
    site_folds: npt.NDArray[np.intp]


def fit(
    examples: Sequence[Example], folds: Sequence[int], held: Sequence[int], jobs: int
) -> list[TokenTable]:
    """A table for each fold of ``held``, fitted without the pages of that fold.

    Names and opening words are fitted together, so that one does not repeat what another says.
    Words are fitted alone: they are to tell what the text is wherever it stands.
    """
    found: list[list[dict[str, dict[str, float]]]] = []
    phrases = phrase_words(examples)
    for tokens_of, settings, said in ((block_tokens, NAMES, ()), (block_words, WORDS, phrases)):
        rows = _rows(examples, folds, tokens_of, settings.sites, said)
        with multiprocessing.Pool(jobs, _share, (rows, settings)) as pool:
            found.append(pool.map(_fit, held, chunksize=1))
    return [
        TokenTable(named["own"], named["above"], named["opening"], worded["words"])
        for named, worded in zip(*found, strict=True)
    ]


_shared: tuple[_Rows, _Settings]


def _share(rows: _Rows, settings: _Settings) -> None:
    """Give a worker process the rows once, instead of with every fold."""
    global _shared
    _shared = rows, settings


def _fit(held: int) -> dict[str, dict[str, float]]:
    """The weights of tokens by kind, without the sites of a fold."""
    rows, settings = _shared
    spread = rows.sites[rows.site_folds != held].sum(0)
    columns = np.flatnonzero(np.asarray(spread).ravel() >= settings.sites)
    known = rows.folds != held
    matrix = rows.matrix[known][:, columns]
    coefficients = _regress(matrix, rows.labels[known], rows.weights[known], settings)
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for number, coefficient in zip(columns, coefficients, strict=True):
        if abs(coefficient) >= settings.least:
            kind, token = rows.tokens[number]
            tables[kind][token] = round(float(coefficient), 3)
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


def phrase_words(examples: Sequence[Example]) -> list[list[Token]]:
    """The words of each of the lexicon's phrases in the languages of the examples."""
    known = [example for example in examples if (example.labels * example.weights).any()]
    bodies = Counter(map(language_of, known))
    return [
        [("words", token) for token in word_tokens(_GAP.sub(" ", phrase.line).replace("#", "1"))]
        for phrase in read_phrases()
        if bodies[phrase.language] >= MIN_BODIES
        and not phrase.is_regex
        and phrase.label not in UNSAID_KINDS
    ]


def _rows(
    examples: Sequence[Example],
    folds: Sequence[int],
    tokens_of: TokensOf,
    least: int,
    foreign: Sequence[list[Token]],
) -> _Rows:
    """All labelled blocks, with the tokens of ``least`` sites or more; and ``foreign`` texts."""
    numbers = _numbers(examples, tokens_of, least)
    sites: dict[str, int] = {}
    indices: list[int] = []
    pointers = [0]
    facts: list[tuple[float, float, int, int]] = []
    for example, fold in zip(examples, folds, strict=True):
        page_weight = min(1.0, PAGE_WEIGHT / max(1, int((example.weights > 0).sum())))
        site = sites.setdefault(example.page.site, len(sites))
        for i, of_block in enumerate(tokens_of(example)):
            if not of_block:
                continue
            indices += sorted({numbers[token] for token in of_block if token in numbers})
            pointers.append(len(indices))
            weight = float(example.weights[i]) * page_weight
            facts.append((float(example.labels[i]), weight, fold, site))
    of_sites = np.array([site for *_, site in facts])
    for tokens in foreign:
        indices += sorted(numbers[token] for token in tokens if token in numbers)
        pointers.append(len(indices))
        facts.append((0.0, PHRASE_WEIGHT, EVERYWHERE, 0))
    labels, weights, of_folds, _ = map(np.array, zip(*facts, strict=True))
    shape = (len(facts), len(numbers))
    matrix = sparse.csr_matrix(
        (np.ones(len(indices)), np.array(indices, np.intp), np.array(pointers)), shape=shape
    )
    belongs = sparse.csr_matrix(
        (np.ones(len(of_sites)), (of_sites, np.arange(len(of_sites)))),
        shape=(len(sites), len(facts)),
    )
    site_folds = np.zeros(len(sites), np.intp)
    site_folds[of_sites] = of_folds[: len(of_sites)]
    present = sparse.csr_matrix(belongs @ matrix)
    present.data[:] = 1
    return _Rows(list(numbers), matrix, labels, weights, of_folds, present, site_folds)


def _numbers(examples: Sequence[Example], tokens_of: TokensOf, least: int) -> dict[Token, int]:
    """The tokens of ``least`` sites or more, numbered in order."""
    sites: dict[Token, set[str]] = defaultdict(set)
    for example in examples:
        for token in {t for of_block in tokens_of(example) for t in of_block}:
            if len(sites[token]) < least:
                sites[token].add(example.page.site)
    kept = sorted(token for token, where in sites.items() if len(where) >= least)
    return {token: number for number, token in enumerate(kept)}


def _regress(
    matrix: sparse.csr_matrix, labels: FloatArray, weights: FloatArray, settings: _Settings
) -> FloatArray:
    """Ridge logistic regression; the last coefficient, the intercept, is free of the pull."""
    transposed = matrix.T.tocsr()
    n = matrix.shape[1]

    def loss(x: FloatArray) -> tuple[float, FloatArray]:
        z = matrix @ x[:n] + x[n]
        value = weights @ (np.logaddexp(0, z) - labels * z)
        value += settings.ridge / 2 * x[:n] @ x[:n]
        slope = weights * (special.expit(z) - labels)
        return float(value), np.append(transposed @ slope + settings.ridge * x[:n], slope.sum())

    found = optimize.minimize(
        loss, np.zeros(n + 1), jac=True, method="L-BFGS-B", options={"maxiter": settings.iterations}
    )
    coefficients: FloatArray = found.x[:n]
    return coefficients
