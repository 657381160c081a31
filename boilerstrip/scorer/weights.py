"""The fitted weights that ship with the package, and their file format.

One ``.npz`` file: each network's arrays as 16-bit floats under ``N/``, the token tables as
a text of lines and an array of weights each under ``tokens/``, the calibration of blocks and of
pages as numbers.
"""

from __future__ import annotations

import dataclasses
import functools
from importlib import resources
from pathlib import Path
from typing import IO, Any

import numpy as np

from boilerstrip.scorer.confidence import FACTS
from boilerstrip.scorer.network import Ensemble, FloatArray, IntArray, Network
from boilerstrip.scorer.tokens import TokenTable

FILE = "weights.npz"
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
    """

    networks: tuple[Network, ...]
    table: TokenTable
    slope: float = 1.0
    offset: float = 0.0
    confidence: tuple[float, ...] = UNCALIBRATED
    _ensemble: Ensemble = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ensemble", Ensemble(self.networks))

    def log_odds(self, features: FloatArray, ranges: IntArray) -> FloatArray:
        """Calibrated log-odds of body of each block of a page, shape (blocks,)."""
        return self.slope * self._ensemble.log_odds(features, ranges) + self.offset

    def save(self, file: Path | IO[bytes]) -> None:
        """Write the weights; the same weights give the same bytes."""
        arrays: dict[str, Any] = {
            f"{number}/{name}": array.astype(np.float16 if array.ndim > 1 else np.float32)
            for number, network in enumerate(self.networks)
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
        np.savez_compressed(file, **arrays)

    @classmethod
    def load(cls, file: Path | IO[bytes]) -> Weights:
        """Read weights that ``save`` wrote."""
        with np.load(file) as arrays:
            networks: dict[str, dict[str, FloatArray]] = {}
            for file_name in arrays.files:
                number, _, name = file_name.partition("/")
                if number.isdigit():
                    networks.setdefault(number, {})[name] = arrays[file_name].astype(np.float32)
            tables = [
                dict(
                    zip(
                        arrays[f"tokens/{name}"].tobytes().decode().split("\n"),
                        arrays[f"tokens/{name}_weights"].astype(float).tolist(),
                        strict=True,
                    )
                )
                for name in TABLES
            ]
            slope, offset = arrays["calibration"].tolist()
            confidence = tuple(arrays["confidence"].tolist())
        used = tuple(map(Network, networks.values()))
        return cls(used, TokenTable(*tables), slope, offset, confidence)


@functools.lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights in the package, read once, on first use."""
    with resources.files(__package__).joinpath(FILE).open("rb") as file:
        return Weights.load(file)
