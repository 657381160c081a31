"""Fit what each name in the markup, and each opening word, says for or against body."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse, special

from boilerstrip.scorer.features import NAMED_LEVELS
from boilerstrip.scorer.tokens import TokenTable, node_tokens, opening_tokens
from boilerstrip.training.examples import Example

# A token of fewer sites says more of those sites than of the web.
MIN_SITES = 3
# Strength of the pull towards 0, in blocks: a token needs evidence of about so many to count.
RIDGE = 1.0
# A page counts as so many blocks at most: its blocks share their names, so a thousand menu items
# are one witness.
PAGE_WEIGHT = 20.0
# Smaller weights than this change no sum by as much as rounding does.
MIN_WEIGHT = 0.02
ITERATIONS = 120

KINDS = ("own", "above", "opening")
# For each block of an example its (kind, token) pairs.
Tokens = list[list[tuple[str, str]]]
FloatArray = npt.NDArray[np.float64]


@dataclasses.dataclass(slots=True)
class _Rows:
    """Blocks as sparse rows of token numbers, with labels and weights."""

    matrix: sparse.csr_matrix
    labels: FloatArray
    weights: FloatArray


def fit(
    examples: Sequence[Example],
    tokens_of: Callable[[Example], Tokens] | None = None,
    min_sites: int = MIN_SITES,
    iterations: int = ITERATIONS,
) -> TokenTable:
    """Weights of all tokens that stand on ``min_sites`` sites or more.

    ``tokens_of`` gives the (kind, token) pairs of an example's blocks, by default ``block_tokens``.
    """
    tokens = list(map(tokens_of or block_tokens, examples))
    vocabulary = _vocabulary(examples, tokens, min_sites)
    rows = _rows(examples, tokens, vocabulary)
    coefficients = _regress(rows, iterations)
    tables: dict[str, dict[str, float]] = {kind: {} for kind in KINDS}
    for (kind, token), number in vocabulary.items():
        weight = float(coefficients[number])
        if abs(weight) >= MIN_WEIGHT:
            tables[kind][token] = round(weight, 3)
    return TokenTable(tables["own"], tables["above"], tables["opening"])


def block_tokens(example: Example) -> Tokens:
    """The (kind, token) pairs of each block that carries a label; empty for the others."""
    segmentation = example.segmentation
    names = [node_tokens(node) for node in segmentation.nodes]
    parents = [node.parent for node in segmentation.nodes]
    out: Tokens = []
    for block, weight in zip(segmentation.blocks, example.weights, strict=True):
        tokens: list[tuple[str, str]] = []
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


def _vocabulary(
    examples: Sequence[Example], tokens: Sequence[Tokens], min_sites: int
) -> dict[tuple[str, str], int]:
    sites: dict[tuple[str, str], set[str]] = defaultdict(set)
    for example, blocks in zip(examples, tokens, strict=True):
        for token in {t for block in blocks for t in block}:
            if len(sites[token]) < min_sites:
                sites[token].add(example.page.site)
    kept = sorted(token for token, where in sites.items() if len(where) >= min_sites)
    return {token: number for number, token in enumerate(kept)}


def _rows(
    examples: Sequence[Example],
    tokens: Sequence[Tokens],
    vocabulary: dict[tuple[str, str], int],
) -> _Rows:
    indices: list[int] = []
    pointers = [0]
    labels: list[float] = []
    weights: list[float] = []
    for example, blocks in zip(examples, tokens, strict=True):
        page_weight = min(1.0, PAGE_WEIGHT / max(1, int((example.weights > 0).sum())))
        for i, block in enumerate(blocks):
            if not example.weights[i]:
                continue
            indices += {vocabulary[t] for t in block if t in vocabulary}
            pointers.append(len(indices))
            labels.append(float(example.labels[i]))
            weights.append(float(example.weights[i]) * page_weight)
    shape = (len(labels), len(vocabulary))
    values = np.ones(len(indices))
    matrix = sparse.csr_matrix((values, np.array(indices), np.array(pointers)), shape=shape)
    return _Rows(matrix, np.array(labels), np.array(weights))


def _regress(rows: _Rows, iterations: int) -> FloatArray:
    """Ridge logistic regression; the last coefficient, the intercept, is free of the pull."""
    transposed = rows.matrix.T.tocsr()
    n = rows.matrix.shape[1]

    def loss(x: FloatArray) -> tuple[float, FloatArray]:
        z = rows.matrix @ x[:n] + x[n]
        value = rows.weights @ (np.logaddexp(0, z) - rows.labels * z) + RIDGE / 2 * x[:n] @ x[:n]
        slope = rows.weights * (special.expit(z) - rows.labels)
        return float(value), np.append(transposed @ slope + RIDGE * x[:n], slope.sum())

    found = optimize.minimize(
        loss, np.zeros(n + 1), jac=True, method="L-BFGS-B", options={"maxiter": iterations}
    )
    coefficients: FloatArray = found.x[:n]
    return coefficients
