"""Fit the scorer's network: the same arithmetic as ``boilerstrip.scorer.network``, in PyTorch."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from boilerstrip.scorer.network import (
    DILATIONS,
    FULL_WEIGHT,
    GUESSED_AT,
    LEAST_GUESS,
    LEAST_MASS,
    LEVELS,
    PLACES,
    POOLED_LEVELS,
    WEIGHT,
)

FloatArray = npt.NDArray[np.float32]

CHANNELS = 32
DROPOUT = 0.15
# Share of inputs set to 0 a page: so that no single feature (a list of class names above all)
# decides alone.
FEATURE_DROPOUT = 0.08
# Rows between two pages in a batch, so that no convolution sees from one into the next.
GAP = max(DILATIONS)
EPOCHS = 12
BATCH_PAGES = 16
RATE = 5e-3
DECAY = 0.02
# What the early guess's own loss counts beside that of the answer.
GUESS_SHARE = 0.3
# What choosing the right block of a page counts beside judging each of its blocks.
CHOICE_SHARE = 0.3
# Added to a probability before its logarithm, which 0 has none of.
TINY = 1e-9


@dataclasses.dataclass(slots=True)
class PageArrays:
    """A page as the network sees it.

    Attributes:
        features: (blocks, features).
        spans: for each block the ranges of blocks below its element and that one's ancestors,
            first and end in turn: (blocks, 2 * ``LEVELS``).
        labels: 1 for body, (blocks,).
        weights: how much each block counts, (blocks,).
    """

    features: FloatArray
    spans: npt.NDArray[np.int32]
    labels: FloatArray
    weights: FloatArray


@dataclasses.dataclass(slots=True)
class _Batch:
    """Pages laid behind one another with gaps between them; all tensors have a row for each block.

    Attributes:
        spans: as in ``PageArrays``, counting rows of the batch.
        pages: first row and end of the page.
        inside: 1 for a block, 0 for a row of a gap.
    """

    features: Tensor
    spans: Tensor
    pages: Tensor
    inside: Tensor
    labels: Tensor
    weights: Tensor


class _Dropout(nn.Module):
    """``nn.Dropout``, whose Bernoulli draws take a sixth of a step's time on a CPU."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = (torch.rand(x.shape, device=x.device) >= DROPOUT).to(x.dtype)
        return x * (kept / (1 - DROPOUT))


class Network(nn.Module):
    """Residual convolutions over the sequence of blocks, with means over elements' blocks."""

    mean: Tensor
    scale: Tensor

    def __init__(self, inputs: int, channels: int = CHANNELS) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(inputs))
        self.register_buffer("scale", torch.ones(inputs))
        self.enter = nn.Linear(inputs, channels)
        self.convolve = nn.ModuleList(nn.Linear(channels, 3 * channels) for _ in DILATIONS)
        self.pool = nn.ModuleList(
            nn.Linear((1 + POOLED_LEVELS + (layer >= GUESSED_AT)) * channels, channels)
            for layer, _ in enumerate(DILATIONS)
        )
        self.guess = nn.Linear(channels, 1)
        self.place = nn.Linear(channels + PLACES, channels)
        self.hidden = nn.Linear(channels, channels)
        self.leave = nn.Linear(channels, 1)
        self.dropout = _Dropout()

    def forward(self, x: Tensor, batch: _Batch) -> tuple[Tensor, Tensor]:
        """Log-odds of body of each row, and those of the early guess, for ``batch``'s blocks.

        ``x`` are its features, some of which training may have hidden.
        """
        h = torch.relu(self.enter((x - self.mean) * self.scale)) * batch.inside
        guessed = guess = torch.zeros_like(h[:, :1])
        for layer, reach in enumerate(DILATIONS):
            if layer == GUESSED_AT:
                guessed = self.guess(h)
                guess = torch.sigmoid(guessed) * batch.inside
                mass = guess * batch.features[:, WEIGHT : WEIGHT + 1]
                placed = torch.cat([h, _places(guess, mass, batch)], 1)
                h = h + self.dropout(torch.relu(self.place(placed))) * batch.inside
            near = _convolved(self.convolve[layer](h), reach)
            h = h + self.dropout(torch.relu(near)) * batch.inside
            means = [h, *_means(h, batch.spans)]
            if layer >= GUESSED_AT:
                looks = _between(torch.cat([h * guess, guess], 1), batch.pages)
                means.append(looks[:, :-1] / looks[:, -1:].clamp(min=LEAST_GUESS))
            h = h + self.dropout(torch.relu(self.pool[layer](torch.cat(means, 1)))) * batch.inside
        out = self.leave(self.dropout(torch.relu(self.hidden(h))))
        return out.squeeze(1), guessed.squeeze(1)


def _convolved(z: Tensor, reach: int) -> Tensor:
    c = z.shape[1] // 3
    before, behind = torch.roll(z[:, :c], reach, 0), torch.roll(z[:, 2 * c :], -reach, 0)
    return z[:, c : 2 * c] + before + behind


def _between(x: Tensor, spans: Tensor) -> Tensor:
    """The sums of the rows of ``x`` in each span, whose first and end are the two columns."""
    sums = nn.functional.pad(x, (0, 0, 1, 0)).cumsum(0)
    return sums.index_select(0, spans[:, 1]) - sums.index_select(0, spans[:, 0])


def _counts(spans: Tensor) -> Tensor:
    return (spans[:, 1:] - spans[:, :1]).clamp(min=1).float()


def _means(h: Tensor, spans: Tensor) -> list[Tensor]:
    levels = [spans[:, 2 * level : 2 * level + 2] for level in range(POOLED_LEVELS)]
    sums = nn.functional.pad(h, (0, 0, 1, 0)).cumsum(0)
    return [
        (sums.index_select(0, level[:, 1]) - sums.index_select(0, level[:, 0])) / _counts(level)
        for level in levels
    ]


def _places(guess: Tensor, mass: Tensor, batch: _Batch) -> Tensor:
    both = torch.cat([mass, guess], 1)
    total = _between(both, batch.pages)
    whole = total[:, :1].clamp(min=LEAST_MASS)
    rows = torch.arange(len(mass), device=mass.device)
    before = _between(mass, torch.stack([batch.pages[:, 0], rows], 1))
    columns = [
        before / whole,
        (total[:, :1] - before - mass) / whole,
        torch.log1p(total[:, :1].clamp(min=0) * FULL_WEIGHT) / 8,
        total[:, 1:] / _counts(batch.pages),
    ]
    for level in range(LEVELS):
        span = batch.spans[:, 2 * level : 2 * level + 2]
        below = _between(both, span)
        columns += (below[:, :1] / whole, below[:, 1:] / _counts(span))
    return torch.cat(columns, 1)


def _batch(pages: Sequence[PageArrays], device: str) -> _Batch:
    rows = sum(len(page.labels) + GAP for page in pages) + GAP
    features = np.zeros((rows, pages[0].features.shape[1]), np.float32)
    spans = np.zeros((rows, 2 * LEVELS), np.int64)
    # A row of a gap is a page of its own, before which nothing stands.
    bounds = np.repeat(np.arange(rows)[:, None], 2, 1)
    inside = np.zeros((rows, 1), np.float32)
    labels = np.zeros(rows, np.float32)
    weights = np.zeros(rows, np.float32)
    at = GAP
    for page in pages:
        where = slice(at, at + len(page.labels))
        features[where] = page.features
        spans[where] = page.spans + at
        bounds[where] = where.start, where.stop
        inside[where] = 1
        labels[where] = page.labels
        weights[where] = page.weights
        at = where.stop + GAP
    arrays = (features, spans, bounds, inside, labels, weights)
    return _Batch(*(torch.from_numpy(array).to(device) for array in arrays))


def _shuffled(
    pages: Sequence[PageArrays], device: str, rng: np.random.Generator
) -> Iterator[_Batch]:
    order = rng.permutation(len(pages))
    for start in range(0, len(order), BATCH_PAGES):
        yield _batch([pages[i] for i in order[start : start + BATCH_PAGES]], device)


def fit(
    pages: Sequence[PageArrays],
    *,
    seed: int = 0,
    epochs: int = EPOCHS,
    channels: int = CHANNELS,
    device: str = "cpu",
    choosing: bool = False,
) -> Network:
    """A network fitted to the pages; equal for equal seed, pages, machine and threads.

    With ``choosing`` it learns that one block of each page is the right one, or one of its copies,
    beside learning whether each is.
    """
    loss_of = _choosing_loss if choosing else _loss
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    rows = np.concatenate([page.features for page in pages])
    network = Network(rows.shape[1], channels)
    network.mean.copy_(torch.from_numpy(rows.mean(0)))
    network.scale.copy_(torch.from_numpy(1 / np.maximum(rows.std(0), 0.05)))
    network.to(device).train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * math.ceil(len(pages) / BATCH_PAGES)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for _ in range(epochs):
        for batch in _shuffled(pages, device, rng):
            kept = torch.rand(1, batch.features.shape[1], device=device) >= FEATURE_DROPOUT
            x = torch.where(kept, batch.features, network.mean)
            answered, guessed = network(x, batch)
            loss = loss_of(answered, batch) + GUESS_SHARE * loss_of(guessed, batch)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.cpu().eval()


def _loss(log_odds: Tensor, batch: _Batch) -> Tensor:
    losses = nn.functional.binary_cross_entropy_with_logits(
        log_odds, batch.labels, reduction="none"
    )
    return (losses * batch.weights).sum() / batch.weights.sum().clamp(min=1e-6)


def _choosing_loss(log_odds: Tensor, batch: _Batch) -> Tensor:
    return _loss(log_odds, batch) + CHOICE_SHARE * _choice_loss(log_odds, batch)


def _choice_loss(log_odds: Tensor, batch: _Batch) -> Tensor:
    """How unlikely each page's right blocks are, if one block of it is drawn by its odds.

    A row of a gap is a page of its own, without weight.
    """
    page = torch.unique(batch.pages[:, 0], return_inverse=True)[1]
    zeros = log_odds.new_zeros(int(page.max()) + 1)
    largest = zeros.scatter_reduce(0, page, log_odds.detach(), "amax", include_self=False)
    odds = torch.exp(log_odds - largest[page])
    right = zeros.index_add(0, page, odds * batch.labels) / zeros.index_add(0, page, odds)
    weights = zeros.index_add(0, page, batch.weights)
    return -(torch.log(right + TINY) * weights).sum() / weights.sum().clamp(min=TINY)


def arrays_of(network: Network) -> dict[str, FloatArray]:
    """The network's weights by name, as ``boilerstrip.scorer.network`` uses them."""
    return {name: value.numpy().copy() for name, value in network.state_dict().items()}


def predict(network: Network, pages: Sequence[PageArrays], device: str = "cpu") -> list[FloatArray]:
    """The log-odds of body of each page's blocks."""
    out: list[FloatArray] = []
    network.to(device).eval()
    with torch.no_grad():
        for page in pages:
            batch = _batch([page], device)
            answered, _ = network(batch.features, batch)
            out.append(answered.cpu().numpy()[GAP : GAP + len(page.labels)])
    return out
