"""The fitted weights that ship with the package, and their file format.

One ``.npz`` file for pages and one for text dumps: each network's arrays as 16-bit floats under
``N/``, those that look for a dump's headline under ``headline/N/``, the token tables as a text of
lines and an array of weights each under ``tokens/``, the calibration of blocks and of pages as
numbers.
"""

from __future__ import annotations

import dataclasses
import functools
from importlib import resources
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib.npyio import NpzFile

from boilerstrip.scorer.confidence import FACTS
from boilerstrip.scorer.network import Ensemble, FloatArray, IntArray, Network
from boilerstrip.scorer.tokens import TokenTable

FILE = "weights.npz"
DUMP_FILE = "dump_weights.npz"
FILES = {"html": FILE, "text": DUMP_FILE}
HEADLINE = "headline/"
# Without pages of unseen sites to calibrate on: the first fact, the expected F1, alone decides, and
# 0.8 of it is half sure.
UNCALIBRATED = (15.0, *[0.0] * (len(FACTS) - 1), -12.0)
TABLES = ("own", "above", "opening", "words")


@dataclasses.dataclass(frozen=True, slots=True)
class Weights:
    """All that the learned scorer needs beside its code.

    Attributes:
        networks: turn features into log-odds, of which the mean counts.
        table: what names and opening words say.
        slope, offset: the calibrated log-odds are ``slope`` times the network's plus ``offset``.
        confidence: the coefficients of ``boilerstrip.scorer.confidence``.
        kind: what they were fitted to, ``"html"`` pages or ``"text"`` dumps.
        headlines: networks that look for the headline among the lines of a dump.
    """

    networks: tuple[Network, ...]
    table: TokenTable
    slope: float = 1.0
    offset: float = 0.0
    confidence: tuple[float, ...] = UNCALIBRATED
    kind: str = "html"
    headlines: tuple[Network, ...] = ()
    _bodies: Ensemble = dataclasses.field(init=False, repr=False, compare=False)
    _titles: Ensemble | None = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_bodies", Ensemble(self.networks))
        titles = Ensemble(self.headlines) if self.headlines else None
        object.__setattr__(self, "_titles", titles)

    def log_odds(self, features: FloatArray, ranges: IntArray) -> FloatArray:
        """Calibrated log-odds of body of each block of a page, shape (blocks,)."""
        return self.slope * self._bodies.log_odds(features, ranges) + self.offset

    def headline_log_odds(self, features: FloatArray, ranges: IntArray) -> FloatArray | None:
        """Log-odds of being the headline of each line of a dump, shape (lines,); not calibrated.

        ``None`` if no network looks for it.
        """
        return None if self._titles is None else self._titles.log_odds(features, ranges)

    def save(self, file: Path | IO[bytes]) -> None:
        """Write the weights; the same weights give the same bytes."""
        arrays: dict[str, Any] = {
            f"{prefix}{number}/{name}": array.astype(np.float16 if array.ndim > 1 else np.float32)
            for prefix, networks in (("", self.networks), (HEADLINE, self.headlines))
            for number, network in enumerate(networks)
            for name, array in sorted(network.weights.items())
        }
        for name in TABLES:
            tokens: dict[str, float] = getattr(self.table, name)
            ordered = sorted(tokens)
            arrays[f"tokens/{name}"] = np.frombuffer("\n".join(ordered).encode(), np.uint8)
            values = np.array([tokens[token] for token in ordered], np.float16)
            arrays[f"tokens/{name}_weights"] = values
        arrays["calibration"] = np.array([self.slope, self.offset])
        arrays["confidence"] = np.array(self.confidence)
        arrays["kind"] = np.array(self.kind)
        np.savez_compressed(file, **arrays)

    @classmethod
    def load(cls, file: Path | IO[bytes]) -> Weights:
        """Read weights that ``save`` wrote."""
        with np.load(file) as arrays:
            tables = [_table(arrays, name) for name in TABLES]
            networks, headlines = _networks(arrays, ""), _networks(arrays, HEADLINE)
            kind = str(arrays["kind"]) if "kind" in arrays.files else "html"
            slope, offset = arrays["calibration"].tolist()
            confidence = tuple(arrays["confidence"].tolist())
        return cls(networks, TokenTable(*tables), slope, offset, confidence, kind, headlines)


def _networks(arrays: NpzFile, prefix: str) -> tuple[Network, ...]:
    found: dict[int, dict[str, FloatArray]] = {}
    for file_name in arrays.files:
        number, _, name = file_name.removeprefix(prefix).partition("/")
        if file_name.startswith(prefix) and number.isdigit():
            found.setdefault(int(number), {})[name] = arrays[file_name].astype(np.float32)
    return tuple(Network(found[number]) for number in sorted(found))


def _table(arrays: NpzFile, name: str) -> dict[str, float]:
    tokens = arrays[f"tokens/{name}"].tobytes().decode()
    weights = arrays[f"tokens/{name}_weights"].astype(float).tolist()
    return dict(zip(tokens.split("\n"), weights, strict=True)) if weights else {}


@functools.lru_cache(maxsize=len(FILES))
def shipped(kind: str = "html") -> Weights:
    """The weights of the package for ``"html"`` or ``"text"``, read once, on first use."""
    with resources.files(__package__).joinpath(FILES[kind]).open("rb") as file:
        return Weights.load(file)


def of_kind(kind: str, own: Weights | None) -> Weights:
    """The caller's ``own`` weights where they were fitted to this kind, else the package's."""
    return own if own is not None and own.kind == kind else shipped(kind)
