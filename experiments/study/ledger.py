"""The ledger of a study: what is asked for, frozen at submission, and every result as a file, whole or not there.

A run has a number; a file of results covers a range of runs and is named by it. What is there says what is missing,
so a study goes on wherever it was cut off, whoever did the runs, and the scheduler need not be believed.

    study.json              the study: factors, method, outcomes, spans of runs, hashes of all that it depends on
    submitted/              the scenarios, the design and its values, a file each for every batch of points
    results/000000000-000000099.parquet   runs 0 to 99: run, point, seed, seed_scheme, outcomes, problem
"""

import hashlib
import json
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np

from experiments.cli.refusal import Refused
from experiments.results.atomic_files import atomic_file
from experiments.results.tables import write_json, write_table
from experiments.study.result_files import (
    Rows,
    RunRange,
    file_name,
    read_result_file,
    rows_of,
    run_range_of,
    write_result_file,
)
from experiments.study.sources import OwnModules, hash_of, model_code, refuse_if_changed

LAYOUT = 3  # of the folder of a study
FRESH_SEEDS = 2**40  # seeds of a point's own begin here, far from those that all points share
COMMON, INDEPENDENT = "common", "independent"  # schemes of seeds
FROZEN_PACKAGES = ("numpy", "numba", "llvmlite", "SALib", "scipy")
RESUME = "`skranke study resume out={}` runs what is missing"
NEW_STUDY = "take an undamaged copy of the folder, or begin a new study"


@dataclass(frozen=True)
class Span:
    """Runs of every point from `first_point` on with every replicate from `first_replicate` on."""

    first_run: int
    first_point: int
    points: int
    first_replicate: int
    replicates: int
    seed_scheme: str

    @property
    def runs(self) -> int:
        """Number of runs."""
        return self.points * self.replicates


class Ledger:
    """The folder of a study. Raise Refused for a folder that holds none."""

    def __init__(self, folder: Path):
        self.folder = folder
        try:
            self.study: dict[str, Any] = json.loads((folder / "study.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Refused(
                f"{folder} holds no study: study.json is not in it; out=FOLDER names one of a study"
            ) from None
        except NotADirectoryError:
            raise Refused(f"{folder} is a file; out=FOLDER names the folder of a study") from None
        except (OSError, ValueError):
            raise Refused(f"{folder / 'study.json'} is damaged; {NEW_STUDY}") from None
        if isinstance(self.study, dict) and "spans" in self.study and self.study.get("layout") != LAYOUT:
            way_out = "use that version, or begin a new study"
            raise Refused(f"{folder / 'study.json'} was written by another version of Skranke; {way_out}")
        try:
            self.spans = [Span(**span) for span in self.study["spans"]]
            self.outcomes = [outcome["name"] for outcome in self.study["outcomes"]]
        except (KeyError, TypeError):
            raise Refused(f"{folder / 'study.json'} is not that of a study, or damaged; {NEW_STUDY}") from None

    @property
    def n_runs(self) -> int:
        """Runs asked for."""
        return sum(span.runs for span in self.spans)

    def keys_of(self, run_range: RunRange) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Point, seed and scheme of seeds (1: independent) of the runs of a range."""
        parts = []
        for span in self.spans:
            first, stop = (min(max(run - span.first_run, 0), span.runs) for run in run_range)
            parts.append(self._keys_within(span, np.arange(first, stop)))
        point, seed, independent = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        return point, seed, independent

    def _keys_within(self, span: Span, runs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        point = span.first_point + runs // span.replicates
        replicate = span.first_replicate + runs % span.replicates
        if span.seed_scheme == COMMON:
            return point, self.study["seed"] + replicate, np.zeros(len(runs), np.int64)
        return point, FRESH_SEEDS + replicate * 2**32 + point, np.ones(len(runs), np.int64)

    def submitted(self, kind: str) -> dict[str, np.ndarray]:
        """The columns of `design` or `values` over all batches: point, block in the design, and a column a factor."""
        from pyarrow import concat_tables, parquet

        parts = [parquet.read_table(self.folder / "submitted" / name) for name in self.study["parts"][kind]]
        table = concat_tables(parts)
        return {name: table[name].to_numpy() for name in table.column_names}

    # --- results

    def result_files(self) -> dict[RunRange, Path]:
        """The files of results, by the runs they cover."""
        files = {}
        for path in self._files():
            run_range = run_range_of(path.name)
            if run_range is not None and run_range.stop <= self.n_runs:
                files[run_range] = path
        return dict(sorted(files.items()))

    def _files(self) -> list[Path]:
        inside = self.folder / "results"
        return list(inside.iterdir()) if inside.is_dir() else []

    def foreign(self) -> list[str]:
        """Names of files among the results that are none of this study's."""
        own_names = {path.name for path in self.result_files().values()}
        names = (path.name for path in self._files())
        return sorted(name for name in names if name not in own_names and not name.startswith("."))

    def path_of(self, run_range: RunRange) -> Path:
        """The file for the results of a range."""
        return self.folder / "results" / file_name(run_range)

    def write(self, run_range: RunRange, values: np.ndarray, problems: np.ndarray) -> None:
        """Write the results of a range of runs, so that the file is whole or not there."""
        rows = Rows(self._key_columns(run_range), values, problems)
        (self.folder / "results").mkdir(exist_ok=True)
        write_result_file(self.path_of(run_range), self.study["identity"], self.outcomes, rows)

    def _key_columns(self, run_range: RunRange) -> dict[str, np.ndarray]:
        point, seed, independent = self.keys_of(run_range)
        seed_scheme = np.array([COMMON, INDEPENDENT], object)[independent]
        return {
            "run": np.arange(run_range.first, run_range.stop),
            "point": point,
            "seed": seed,
            "seed_scheme": seed_scheme,
        }

    def read(self, path: Path) -> Any:
        """The results in a file as an Arrow table; ValueError when the file is damaged or not of this study."""
        table = read_result_file(path, self.study["identity"], self.outcomes)
        run_range = run_range_of(path.name)
        if run_range is None or table.num_rows != run_range.stop - run_range.first:
            raise ValueError("its runs are not those of its name")
        for name, column in self._key_columns(run_range).items():
            if not np.array_equal(table[name].to_numpy(), column):
                raise ValueError(f"its column {name} is not that of the study")
        return table

    def rows(self, run_range: RunRange) -> Rows | None:
        """What the file of a range holds; None when it is not there or damaged."""
        try:
            return rows_of(self.read(self.path_of(run_range)))
        except (FileNotFoundError, ValueError):
            return None

    def look(self) -> "State":
        """What is there and what is not: every file is read and checked."""
        done, well = np.zeros(self.n_runs, bool), np.zeros(self.n_runs, bool)
        damaged: dict[str, str] = {}
        problems: dict[int, str] = {}
        tried = []
        for run_range, path in self.result_files().items():
            try:
                in_file = np.array(self.read(path)["problem"].to_pylist(), object)
            except FileNotFoundError:
                continue
            except ValueError as problem:
                damaged[path.name] = str(problem)
                continue
            done[run_range.first : run_range.stop] = True
            well[run_range.first : run_range.stop] |= in_file == ""
            not_well = np.flatnonzero(in_file != "")
            problems |= {run_range.first + int(row): in_file[row] for row in not_well}
            if len(not_well):
                tried.append(run_range)
        failed = done & ~well  # a run that went well once is done, whatever was tried before
        again = [run_range for run_range in tried if failed[run_range.first : run_range.stop].any()]
        still = {run: problem for run, problem in problems.items() if failed[run]}
        return State(done, failed, damaged, still, again)

    # --- what was frozen

    @property
    def own(self) -> OwnModules:
        """The modules of a user's own that its runs are made of."""
        own: OwnModules = self.study["frozen"]["own"]
        return own

    def refuse_if_changed(self) -> None:
        """Raise Refused, naming what changed, unless code, configuration and packages are those of the submission.

        Nothing of a user's own is imported.
        """
        self.refuse_if_damaged()
        now, then = model_code(self.study), self.study["frozen"]["code"]
        changed = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
        if changed:
            more = f" and {len(changed) - 1} more files have" if len(changed) > 1 else " has"
            way_out = "go back to that code, or begin a new study"
            raise Refused(f"{changed[0]}{more} changed since {self.folder} was submitted; {way_out}")
        refuse_if_changed(self.own, self.folder)

    def refuse_if_damaged(self) -> None:
        """Raise Refused unless the study is as it was submitted, and the packages are those of the submission."""
        study = self.study
        if study["digest"] != digest_of(study):
            raise Refused(f"{self.folder / 'study.json'} was changed after submission; begin a new study instead")
        for name, wanted in study["frozen"]["files"].items():
            path = self.folder / "submitted" / name
            if not path.is_file() or hash_of(path) != wanted:
                raise Refused(f"{path} was changed after submission; {NEW_STUDY}")
        packages = versions()
        other = [name for name, version in study["frozen"]["packages"].items() if packages[name] != version]
        if other:
            was, name = study["frozen"]["packages"][other[0]], other[0]
            way_out = f"use Python {was}" if name == "python" else f"install {name}=={was}"
            raise Refused(f"{name} is {packages[name]} and was {was} when {self.folder} was submitted; {way_out}")


class State(NamedTuple):
    """How far a study is: by run, whether it is done and whether it failed; damaged files; problems by run."""

    done: np.ndarray
    failed: np.ndarray
    damaged: dict[str, str]
    problems: dict[int, str]
    again: list[RunRange]  # files with runs that failed

    @property
    def missing(self) -> int:
        """Runs that are not done, or failed."""
        return int((~self.done | self.failed).sum())

    def to_do(self, longest: int) -> list[RunRange]:
        """The runs that are missing, in ranges no longer than this, and the files with runs that failed."""
        edges = np.flatnonzero(np.diff(np.concatenate([[0], (~self.done).astype(np.int8), [0]])))
        missing = [
            RunRange(first, min(first + longest, int(stop)))
            for start, stop in zip(edges[::2], edges[1::2], strict=True)
            for first in range(int(start), int(stop), longest)
        ]
        return sorted([*missing, *self.again])


def digest_of(study: dict[str, Any]) -> str:
    """Hash of everything that study.json says but this hash."""
    digested = {name: value for name, value in study.items() if name != "digest"}
    return hashlib.sha256(json.dumps(digested, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def versions() -> dict[str, str]:
    """Versions of what could change the bits of a result."""
    from importlib.metadata import version

    return {"python": platform.python_version()} | {name: version(name) for name in FROZEN_PACKAGES}


def commit(folder: Path, study: dict[str, Any], own: OwnModules, before: str | None = None) -> None:
    """Write study.json with the hashes of all that it depends on: the moment from which the study is so.

    `own`: the modules of a user's own. Raise Refused when it is no longer what it was `before`, by its digest: somebody
    else has extended it.
    """
    names = [*study["parts"]["design"], *study["parts"]["values"], "bases.json"]
    frozen = {
        "files": {name: hash_of(folder / "submitted" / name) for name in names},
        "code": model_code(study), "own": own, "packages": versions(),
    }  # fmt: skip
    frozen_study = {**study, "identity": study.get("identity") or uuid4().hex, "frozen": frozen}
    if before is not None and Ledger(folder).study["digest"] != before:
        raise Refused(f"{folder} was extended by another command at the same time; look at its status, and try again")
    with atomic_file(folder / "study.json") as partial:
        write_json(partial, {**frozen_study, "digest": digest_of(frozen_study)})


def add_part(folder: Path, study: dict[str, Any], tables: dict[str, dict[str, Any]]) -> None:
    """Write the design and the values of one more batch of points, and name them in the study."""
    for kind, columns in tables.items():
        name = f"{kind}-{len(study['parts'][kind])}-{study['samples']}.parquet"
        with atomic_file(folder / "submitted" / name) as partial:
            write_table(partial, columns, {})
        study["parts"][kind].append(name)


def spans_as_json(spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Spans as plain values."""
    return [asdict(span) for span in spans]
