"""Fit the scorer's network: the same arithmetic as ``boilerstrip.scorer.network``, in PyTorch."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from boilerstrip.scorer.network import DILATIONS, POOLED_LEVELS

FloatArray = npt.NDArray[np.float32]

CHANNELS = 48
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


@dataclasses.dataclass(slots=True)
class PageArrays:
    """A page as the network sees it.

    Attributes:
        features: (blocks, features).
        spans: for each block the ranges of blocks below its element and that one's ancestors,
            first and end in turn: (blocks, 2 * ``POOLED_LEVELS``).
        labels: 1 for body, (blocks,).
        weights: how much each block counts, (blocks,).
    """

    features: FloatArray
    spans: npt.NDArray[np.int32]
    labels: FloatArray
    weights: FloatArray


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
            nn.Linear((1 + POOLED_LEVELS) * channels, channels) for _ in DILATIONS
        )
        self.hidden = nn.Linear(channels, channels)
        self.leave = nn.Linear(channels, 1)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, spans: Tensor, inside: Tensor) -> Tensor:
        """Log-odds of body, (rows,), of pages laid behind one another with gaps between them.

        ``inside`` is 1 for a block, 0 for a row of a gap; ``spans`` count rows.
        """
        h = torch.relu(self.enter((x - self.mean) * self.scale)) * inside
        c = h.shape[1]
        counts = (spans[:, 1::2] - spans[:, 0::2]).clamp(min=1).to(h.dtype).reciprocal()
        for convolve, pool, d in zip(self.convolve, self.pool, DILATIONS, strict=True):
            z = convolve(h)
            near = z[:, c : 2 * c] + torch.roll(z[:, :c], d, 0) + torch.roll(z[:, 2 * c :], -d, 0)
            h = h + self.dropout(torch.relu(near)) * inside
            sums = nn.functional.pad(h, (0, 0, 1, 0)).cumsum(0)
            means = [h]
            for level in range(POOLED_LEVELS):
                below = sums.index_select(0, spans[:, 2 * level + 1])
                above = sums.index_select(0, spans[:, 2 * level])
                means.append((below - above) * counts[:, level : level + 1])
            h = h + self.dropout(torch.relu(pool(torch.cat(means, 1)))) * inside
        out: Tensor = self.leave(self.dropout(torch.relu(self.hidden(h)))).squeeze(1)
        return out


@dataclasses.dataclass(slots=True)
class _Batch:
    features: Tensor
    spans: Tensor
    inside: Tensor
    labels: Tensor
    weights: Tensor


def _batch(pages: Sequence[PageArrays], device: str) -> _Batch:
    rows = sum(len(page.labels) + GAP for page in pages) + GAP
    features = np.zeros((rows, pages[0].features.shape[1]), np.float32)
    spans = np.zeros((rows, 2 * POOLED_LEVELS), np.int64)
    inside = np.zeros((rows, 1), np.float32)
    labels = np.zeros(rows, np.float32)
    weights = np.zeros(rows, np.float32)
    at = GAP
    for page in pages:
        where = slice(at, at + len(page.labels))
        features[where] = page.features
        spans[where] = page.spans + at
        inside[where] = 1
        labels[where] = page.labels
        weights[where] = page.weights
        at = where.stop + GAP
    tensors = (torch.from_numpy(a).to(device) for a in (features, spans, inside, labels, weights))
    return _Batch(*tensors)


def _shuffled(
    pages: Sequence[PageArrays], device: str, rng: np.random.Generator
) -> Iterator[_Batch]:
    order = rng.permutation(len(pages))
    for start in range(0, len(order), BATCH_PAGES):
        yield _batch([pages[i] for i in order[start : start + BATCH_PAGES]], device)


def fit(
    pages: Sequence[PageArrays], *, seed: int = 0, epochs: int = EPOCHS, device: str = "cpu"
) -> Network:
    """A network fitted to the pages; equal for equal seed, pages, machine and threads."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    rows = np.concatenate([page.features for page in pages])
    network = Network(rows.shape[1])
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
            logits = network(x, batch.spans, batch.inside)
            losses = nn.functional.binary_cross_entropy_with_logits(
                logits, batch.labels, reduction="none"
            )
            loss = (losses * batch.weights).sum() / batch.weights.sum().clamp(min=1e-6)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.cpu().eval()


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
            logits = network(batch.features, batch.spans, batch.inside).cpu().numpy()
            out.append(logits[GAP : GAP + len(page.labels)])
    return out
