"""How results are written: the same content gives the same bytes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_table(path: Path, columns: Mapping[str, Any], described: Mapping[str, tuple[Any, ...]]) -> None:
    """Write columns of equal length as Parquet; each carries the unit and meaning that its description begins with.

    What is undefined is null, as every tool reads it: DuckDB and Arrow count NaN as a number, and as the largest.
    """
    import pyarrow as pa
    from pyarrow import parquet

    plain = [list(column) if column.dtype.kind in "OUT" else column for column in columns.values()]
    arrays = [pa.array(column, from_pandas=True) for column in plain]
    entries = [
        pa.field(name, array.type, metadata=_metadata(described.get(name)))
        for name, array in zip(columns, arrays, strict=True)
    ]
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(entries)), path, compression="zstd")


def write_json(path: Path, content: Any) -> None:
    """Write plain values as JSON."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def _metadata(described: tuple[Any, ...] | None) -> dict[str, str] | None:
    return {"unit": described[0], "meaning": described[1]} if described else None
