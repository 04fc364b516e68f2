"""A file of results: one range of runs, with a digest of all it says, so that no damage goes unseen."""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.results.atomic_files import atomic_file

KEYS = ("run", "point", "seed", "seed_scheme")
NAME = re.compile(r"(\d{9,})-(\d{9,})\.parquet")
SAID = b"skranke"  # the entry of the file's metadata that holds study, digest and the number of failed runs


class RunRange(NamedTuple):
    """Runs from `first` to before `stop`."""

    first: int
    stop: int


class Rows(NamedTuple):
    """What came of a range of runs: keys by name, a table of outcomes, and why a run failed (empty: it did not)."""

    keys: dict[str, np.ndarray]
    values: np.ndarray
    problems: np.ndarray


def file_name(run_range: RunRange) -> str:
    """The file of a range."""
    return f"{run_range.first:09d}-{run_range.stop - 1:09d}.parquet"


def run_range_of(name: str) -> RunRange | None:
    """The range that a file's name says; None when it is not the name of a file of results."""
    numbers = NAME.fullmatch(name)
    return RunRange(int(numbers[1]), int(numbers[2]) + 1) if numbers and int(numbers[1]) <= int(numbers[2]) else None


def covered(run_ranges: Iterable[RunRange]) -> int:
    """Number of runs that ranges cover, each counted once."""
    runs, end = 0, 0
    for first, stop in sorted(run_ranges):
        runs += max(0, stop - max(first, end))
        end = max(end, stop)
    return runs


def write_result_file(path: Path, identity: str, outcomes: list[str], rows: Rows) -> None:
    """Write a file of results, so that it is whole or not there."""
    import pyarrow as pa
    from pyarrow import parquet

    entry = {"study": identity, "digest": _digest(rows), "failed": int((rows.problems != "").sum())}
    arrays = [pa.array(column, from_pandas=True) for column in (*rows.keys.values(), *rows.values.T, rows.problems)]
    schema = _schema(outcomes).with_metadata({SAID: json.dumps(entry).encode()})
    table = pa.Table.from_arrays(arrays, schema=schema)
    with atomic_file(path) as partial:
        parquet.write_table(table, partial, compression="zstd", write_statistics=False, use_dictionary=["seed_scheme"])


def read_result_file(path: Path, identity: str, outcomes: list[str]) -> Any:
    """The results in a file as an Arrow table; ValueError when it is damaged or of another study."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
        entry = json.loads(table.schema.metadata[SAID])
        if entry["study"] != identity:
            raise ValueError("it belongs to another study")
        if not table.schema.equals(_schema(outcomes)):
            raise ValueError("its columns are not those of the study")
        if entry["digest"] != _digest(rows_of(table)):
            raise ValueError("its content is not what was written")
    except FileNotFoundError:
        raise
    except (OSError, pa.ArrowException, KeyError, TypeError, UnicodeError) as problem:
        raise ValueError(" ".join(str(problem).split())[:120] or "it cannot be read") from None
    return table.replace_schema_metadata(None)


def _schema(outcomes: list[str]) -> Any:
    import pyarrow as pa

    kinds = dict.fromkeys(KEYS, pa.int64()) | {"seed_scheme": pa.string()}
    return pa.schema([*kinds.items(), *((name, pa.float64()) for name in outcomes), ("problem", pa.string())])


def rows_of(table: Any) -> Rows:
    """The columns of a file of results."""
    keys = {name: table[name].to_numpy() for name in KEYS}
    inner = table.column_names[len(KEYS) : -1]
    values = np.empty((table.num_rows, len(inner)))
    for column, name in enumerate(inner):
        values[:, column] = table[name].to_numpy()
    return Rows(keys, values, np.array(table["problem"].to_pylist(), object))


def failed_in(path: Path) -> int:
    """How many runs of a file failed, without reading them; ValueError when it is damaged."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return int(json.loads(parquet.read_metadata(path).metadata[SAID])["failed"])
    except FileNotFoundError:
        raise
    except (OSError, pa.ArrowException, KeyError, TypeError) as problem:
        raise ValueError(str(problem)) from None


def _digest(rows: Rows) -> str:
    """Hash of all that a file of results says."""
    digest = hashlib.sha256()
    values = np.where(
        np.isnan(rows.values), np.nan, rows.values
    )  # of the many bits that mean undefined always the same
    for column in (*rows.keys.values(), rows.problems, values):
        plain = "\n".join(map(str, column)).encode() if column.dtype == object else column.tobytes()
        digest.update(plain)
    return digest.hexdigest()
