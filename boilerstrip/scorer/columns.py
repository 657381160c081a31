"""Facts of blocks side by side, as columns of an array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


def table(columns: Sequence[npt.NDArray[Any]]) -> FloatArray:
    """Columns of any type side by side."""
    out = np.empty((len(columns[0]), len(columns)), np.float32)
    for i, column in enumerate(columns):
        out[:, i] = column
    return out


def one_hot(names: Sequence[str | None], index: dict[str, int]) -> FloatArray:
    """1 in the column that ``index`` gives for each name; shape (names, ``len(index)``)."""
    out = np.zeros((len(names), len(index) + 1), np.float32)
    columns = [-1 if name is None else index.get(name, -1) for name in names]
    out[np.arange(len(names)), columns] = 1
    return out[:, :-1]
