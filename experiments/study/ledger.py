"""The ledger of a study: what is asked for, frozen at submission, and every result as a file, whole or not there.

A run has a number; a file of results covers a stretch of runs and is named by it. What is there says what is missing,
so a study goes on wherever it was cut off, whoever did the runs, and the scheduler need not be believed.

    study.json              the study: factors, method, outcomes, spans of runs, hashes of all that it depends on
    submitted/              the scenarios, the design and its values, a file each for every batch of points
    units/000000-000099.parquet   runs 0 to 99: run, point, seed, luck, outcomes, problem
"""

import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.files import write_json, write_table
from experiments.refusal import Refused
from experiments.study.target import source_files

FRESH_SEEDS = 2**40  # seeds of a point's own begin here, far from those that all points share
COMMON, OWN = "common", "own"
PARTIAL = ".partial-"
HOST = platform.node() or "host"
FROZEN_PACKAGES = ("numpy", "numba", "llvmlite", "SALib", "scipy")
RESUME = "`skranke study resume out={}` runs what is missing"


@dataclass(frozen=True)
class Span:
    """A stretch of runs: every point from `first_point` on with every replicate from `first_replicate` on."""

    first_run: int
    first_point: int
    points: int
    first_replicate: int
    replicates: int
    luck: str

    @property
    def runs(self) -> int:
        """Number of runs."""
        return self.points * self.replicates


class Stretch(NamedTuple):
    """Runs from `first` to before `stop`."""

    first: int
    stop: int


class Ledger:
    """The folder of a study. Raise Refused for a folder that holds none."""

    def __init__(self, folder: Path):
        self.folder = folder
        try:
            self.study: dict[str, Any] = json.loads((folder / "study.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Refused(f"{folder} holds no study: study.json is not in it") from None
        except (OSError, ValueError) as problem:
            raise Refused(f"cannot read {folder / 'study.json'}: {problem}") from None
        self.spans = [Span(**span) for span in self.study["spans"]]
        self.outcomes = [outcome["name"] for outcome in self.study["outcomes"]]

    @property
    def n_runs(self) -> int:
        """Runs asked for."""
        return sum(span.runs for span in self.spans)

    @cached_property
    def keys(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Point, seed and luck (1: of its own) of every run, by its number."""
        parts = [self._keys_of(span) for span in self.spans]
        point, seed, own = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        return point, seed, own

    def _keys_of(self, span: Span) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        point = np.repeat(np.arange(span.first_point, span.first_point + span.points), span.replicates)
        replicate = np.tile(np.arange(span.first_replicate, span.first_replicate + span.replicates), span.points)
        if span.luck == COMMON:
            return point, self.study["seed"] + replicate, np.zeros(span.runs, np.int64)
        return point, FRESH_SEEDS + replicate * 2**32 + point, np.ones(span.runs, np.int64)

    def submitted(self, kind: str) -> dict[str, np.ndarray]:
        """The columns of `design` or `values` over all batches: point, block in the design, and a column a factor."""
        from pyarrow import concat_tables, parquet

        parts = [parquet.read_table(self.folder / "submitted" / name) for name in self.study["parts"][kind]]
        table = concat_tables(parts)
        return {name: table[name].to_numpy() for name in table.column_names}

    # --- results

    def units(self) -> dict[Stretch, Path]:
        """The files of results, by the runs they cover."""
        found = {}
        for path in (self.folder / "units").glob("*-*.parquet"):
            if PARTIAL not in path.name:
                first, last = path.stem.split("-")
                found[Stretch(int(first), int(last) + 1)] = path
        return dict(sorted(found.items()))

    def write(self, stretch: Stretch, values: Sequence[Sequence[float]], problems: Sequence[str]) -> None:
        """Write the results of a stretch of runs, so that the file is whole or not there."""
        runs = slice(stretch.first, stretch.stop)
        point, seed, own = (column[runs] for column in self.keys)
        table = np.array(values, float).reshape(len(point), len(self.outcomes))
        columns: dict[str, Any] = {
            "run": np.arange(stretch.first, stretch.stop), "point": point, "seed": seed,
            "luck": np.where(own == 1, OWN, COMMON).astype(object),
            **{name: table[:, place] for place, name in enumerate(self.outcomes)},
            "problem": np.array(problems, object),
        }  # fmt: skip
        path = self.folder / "units" / f"{stretch.first:09d}-{stretch.stop - 1:09d}.parquet"
        with whole(path) as partial:
            write_table(partial, columns, {})

    def read(self, path: Path) -> Any:
        """The results in a file as an Arrow table; ValueError when the file is damaged or not of this study."""
        import pyarrow as pa
        from pyarrow import parquet

        try:
            table = parquet.read_table(path, page_checksum_verification=True)
        except (OSError, pa.ArrowException) as problem:
            raise ValueError(" ".join(str(problem).split())[:120]) from None
        first, last = (int(number) for number in path.stem.split("-"))
        if table.column_names != ["run", "point", "seed", "luck", *self.outcomes, "problem"]:
            raise ValueError("its columns are not those of the study")
        if table.num_rows != last + 1 - first or table["run"][0].as_py() != first:
            raise ValueError("its runs are not those of its name")
        return table

    def look(self) -> "State":
        """What is there and what is not: every file is opened and checked."""
        done, well = np.zeros(self.n_runs, bool), np.zeros(self.n_runs, bool)
        damaged: dict[str, str] = {}
        problems: dict[int, str] = {}
        for stretch, path in self.units().items():
            try:
                table = self.read(path)
            except FileNotFoundError:
                continue
            except ValueError as problem:
                damaged[path.name] = str(problem)
                continue
            said = np.array(table["problem"].to_pylist(), object)
            done[stretch.first : stretch.stop] = True
            well[stretch.first : stretch.stop] |= said == ""
            problems |= {int(place) + stretch.first: said[place] for place in np.flatnonzero(said != "")}
        failed = done & ~well  # a run that went well once is done, whatever was tried before
        return State(done, failed, damaged, {run: said for run, said in problems.items() if failed[run]})

    # --- what was frozen

    def refuse_if_changed(self) -> None:
        """Raise Refused, naming what changed, unless code, configuration and packages are those of the submission."""
        study = self.study
        if study["digest"] != digest_of(study):
            raise Refused(f"{self.folder / 'study.json'} was changed after submission; begin a new study instead")
        for name, wanted in study["frozen"]["files"].items():
            path = self.folder / "submitted" / name
            if not path.is_file() or hash_of(path) != wanted:
                raise Refused(f"{path} was changed after submission; begin a new study instead")
        now, then = code_of(study), study["frozen"]["code"]
        changed = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
        if changed:
            more = f" and {len(changed) - 1} more files have" if len(changed) > 1 else " has"
            way_out = "go back to that code, or begin a new study"
            raise Refused(f"{changed[0]}{more} changed since {self.folder} was submitted; {way_out}")
        packages = versions()
        other = [name for name, version in study["frozen"]["packages"].items() if packages[name] != version]
        if other:
            was, name = study["frozen"]["packages"][other[0]], other[0]
            raise Refused(
                f"{name} is {packages[name]} and was {was} when {self.folder} was submitted; install {name}=={was}"
            )


class State(NamedTuple):
    """How far a study is: by run, whether it is done and whether it failed; damaged files; problems by run."""

    done: np.ndarray
    failed: np.ndarray
    damaged: dict[str, str]
    problems: dict[int, str]

    def to_do(self, longest: int) -> list[Stretch]:
        """The runs that are missing or failed, in stretches no longer than this."""
        wanted = ~self.done | self.failed
        edges = np.flatnonzero(np.diff(np.concatenate([[0], wanted.astype(np.int8), [0]])))
        return [
            Stretch(first, min(first + longest, int(stop)))
            for start, stop in zip(edges[::2], edges[1::2], strict=True)
            for first in range(int(start), int(stop), longest)
        ]


class whole:
    """`with whole(path) as partial:` a file that takes its name when it is complete and on disk."""

    def __init__(self, path: Path):
        self.path = path
        self.partial = path.with_name(f"{PARTIAL}{HOST}.{os.getpid()}-{path.name}")

    def __enter__(self) -> Path:
        """The name to write under."""
        return self.partial

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Give the file its name, or take it away."""
        try:
            if kind is None:
                with self.partial.open("rb") as written:
                    os.fsync(written.fileno())
                os.replace(self.partial, self.path)
        finally:
            self.partial.unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """Hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_of(study: dict[str, Any]) -> str:
    """Hash of everything that study.json says but this hash."""
    said = {name: value for name, value in study.items() if name != "digest"}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def code_of(study: dict[str, Any]) -> dict[str, str]:
    """Hash of every source file that says what a run does."""
    return {name: hash_of(path) for name, path in source_files(study).items()}


def versions() -> dict[str, str]:
    """Versions of what could change the bits of a result."""
    from importlib.metadata import version

    return {"python": platform.python_version()} | {name: version(name) for name in FROZEN_PACKAGES}


def commit(folder: Path, study: dict[str, Any]) -> None:
    """Write study.json with the hashes of all that it depends on: the moment from which the study is so."""
    names = [*study["parts"]["design"], *study["parts"]["values"], "bases.json"]
    frozen = {
        "files": {name: hash_of(folder / "submitted" / name) for name in names},
        "code": code_of(study), "packages": versions(),
    }  # fmt: skip
    said = {**study, "frozen": frozen}
    with whole(folder / "study.json") as partial:
        write_json(partial, {**said, "digest": digest_of(said)})


def add_part(folder: Path, study: dict[str, Any], tables: dict[str, dict[str, Any]]) -> None:
    """Write the design and the values of one more batch of points, and name them in the study."""
    for kind, columns in tables.items():
        name = f"{kind}-{len(study['parts'][kind])}.parquet"
        with whole(folder / "submitted" / name) as partial:
            write_table(partial, columns, {})
        study["parts"][kind].append(name)


def spans_as_json(spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Spans as plain values."""
    return [asdict(span) for span in spans]


def clear_partial(folder: Path) -> None:
    """Take away what writers that are no more have left behind."""
    for path in leftovers(folder):
        path.unlink(missing_ok=True)


def leftovers(folder: Path) -> Iterator[Path]:
    """Files that were never finished, and whose writer is gone; of another machine's writers that is not known."""
    for path in folder.rglob(f"{PARTIAL}{HOST}.*"):
        owner = path.name.removeprefix(f"{PARTIAL}{HOST}.").partition("-")[0]
        if owner.isdecimal() and not _alive(int(owner)):
            yield path


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
