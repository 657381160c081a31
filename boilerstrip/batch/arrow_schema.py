"""The fields of a record as Arrow columns."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

_TEXTS = pa.list_(pa.string())
_BLOCK = pa.struct(
    [
        pa.field("text", pa.string()),
        pa.field("label", pa.string()),
        pa.field("score", pa.float64()),
        pa.field("tag", pa.string()),
    ]
)
_TYPES: dict[str, pa.DataType] = {
    "authors": _TEXTS,
    "tags": _TEXTS,
    "paragraphs": _TEXTS,
    "blocks": pa.list_(_BLOCK),
    "day": pa.date32(),
    "confidence": pa.float64(),
    "offset": pa.int64(),
}


def schema_of(fields: Sequence[str]) -> pa.Schema:
    """The columns of the fields of ``boilerstrip.batch.rows``, strings but where said else."""
    return pa.schema([pa.field(name, _TYPES.get(name, pa.string())) for name in fields])
