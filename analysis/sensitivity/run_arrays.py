"""The runs of a study as arrays [point, replicate]; what failed, is missing or undefined, and its exclusion."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analysis.language import Remark, remark

NAMED = 3  # bad runs that are named
GROUPED = ("sobol", "morris")  # methods of SALib that move factors in groups
Study = dict[str, Any]


def block_word(method: str) -> Remark:
    """What the blocks of a method's design are called, many of them."""
    words = {
        "sobol": remark("base rows"), "dgsm": remark("base rows"), "morris": remark("trajectories"),
        "efast": remark("curves"),
    }  # fmt: skip
    return words.get(method, remark("points"))


class Blocked(ValueError):
    """Runs failed or are missing, or outcomes are undefined, so there are no indices; `why` names them."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Problem:
    """What was varied: labels of factors, or of groups where they move together, and the design in the unit cube."""

    method: str
    names: tuple[str, ...]  # a label for each factor or group
    columns: tuple[tuple[int, ...], ...]  # columns of the design that move with each
    values: np.ndarray  # [point, factor]
    blocks: np.ndarray  # [point], numbered from 0 without a gap
    second_order: bool
    levels: int
    options: tuple[int, ...]  # how many options each column of the design has; 0 for a number
    whole: tuple[int, ...]  # how many values each whole number has; 0 for anything else

    @property
    def dummy(self) -> int | None:
        """Place of the factor that nothing reads."""
        return self.names.index("dummy") if "dummy" in self.names else None


@dataclass
class Excluded:
    """What was left out on purpose: bad runs, and the blocks (or points) that went with them."""

    runs: int = 0
    blocks: list[int] = field(default_factory=list)
    points: int = 0
    of_blocks: int = 0
    word: str = remark("points")

    @property
    def line(self) -> str:
        """One sentence that says it; empty when nothing was left out."""
        if not self.blocks:
            return ""
        which = ", ".join(str(block) for block in self.blocks[:8]) + (", ..." if len(self.blocks) > 8 else "")
        counted = {"n": len(self.blocks), "total": self.of_blocks, "blocks": self.word, "which": which}
        if self.runs == 1:
            return remark("{n} of {total} {blocks} left out for 1 bad run: {which}", **counted)
        return remark("{n} of {total} {blocks} left out for {runs} bad runs: {which}", runs=self.runs, **counted)


def problem_of(study: Study, design: pd.DataFrame) -> Problem:
    """The problem of a study; rows of the design in the order of its points."""
    names = [factor["name"] for factor in study["factors"]]
    grouped = study["method"] in GROUPED and any(factor.get("group") for factor in study["factors"])
    labels = [(factor.get("group") or factor["name"]) if grouped else factor["name"] for factor in study["factors"]]
    unique = tuple(dict.fromkeys(labels))
    columns = tuple(tuple(column for column, label in enumerate(labels) if label == name) for name in unique)
    ordered = design.sort_values("point", kind="stable")
    blocks = ordered["block"].to_numpy(np.int64)
    if study["method"] == "dgsm":
        blocks = np.arange(len(ordered)) // (len(names) + 1)
    return Problem(
        study["method"], unique, columns, ordered[names].to_numpy(float), np.unique(blocks, return_inverse=True)[1],
        bool(study.get("second_order")), int(study.get("levels") or 4),
        tuple(len(factor["levels"]) if factor["kind"] == "levels" else 0 for factor in study["factors"]),
        tuple(_whole_values(factor) for factor in study["factors"]),
    )  # fmt: skip


def _whole_values(factor: dict[str, Any]) -> int:
    return 1 + int(factor["high"] - factor["low"]) if factor["kind"] == "whole" else 0


@dataclass(frozen=True)
class RunArrays:
    """The runs with one kind of luck: values by outcome [point, replicate], NaN where there is none."""

    seeds: np.ndarray  # [replicate] for common luck, [point, replicate] for luck of one's own
    values: dict[str, np.ndarray]
    failed: np.ndarray  # [point, replicate], a problem was told
    missing: np.ndarray  # [point, replicate]
    infinite: frozenset[str]  # outcomes that are infinite in some run, which counts as undefined

    @property
    def replicates(self) -> int:
        """How many runs each point has."""
        return self.missing.shape[1]

    def seed_of(self, point: int, replicate: int) -> int | None:
        """Seed of a run, None where it is not known."""
        seed = self.seeds[replicate] if self.seeds.ndim == 1 else self.seeds[point, replicate]
        return int(seed) if seed >= 0 else None


def run_arrays_of(study: Study, design: pd.DataFrame, runs: pd.DataFrame) -> tuple[RunArrays, RunArrays | None]:
    """Runs with common luck, and runs with luck of each point's own where there are any."""
    points = np.sort(design["point"].to_numpy(np.int64))
    common = _run_arrays(runs[runs["seed_scheme"] == "common"], points, study, int(study["replicates"]), shared=True)
    n = int(study.get("fresh") or 0)
    return common, _run_arrays(
        runs[runs["seed_scheme"] == "independent"], points, study, n, shared=False
    ) if n else None


def _run_arrays(runs: pd.DataFrame, points: np.ndarray, study: Study, replicates: int, *, shared: bool) -> RunArrays:
    at = np.searchsorted(points, runs["point"].to_numpy(np.int64))
    seeds: np.ndarray
    if shared:
        seeds = _seeds(runs, study, replicates)
        column = np.searchsorted(seeds, runs["seed"].to_numpy(np.int64))
    else:
        column = runs.groupby("point", sort=False).cumcount().to_numpy()
        seeds = np.full((len(points), max(replicates, 1 + int(column.max(initial=-1)))), -1, np.int64)
        seeds[at, column] = runs["seed"].to_numpy(np.int64)
    shape = (len(points), len(seeds) if shared else seeds.shape[1])
    there = np.zeros(shape, np.int64)
    np.add.at(there, (at, column), 1)
    if (there > 1).any():
        point, replicate = np.argwhere(there > 1)[0]
        raise ValueError(f"point {points[point]} was run more than once with seed {seeds[replicate]}")
    failed = np.zeros(shape, bool)
    failed[at, column] = runs["problem"].fillna("").to_numpy() != ""
    values, infinite = {}, set()
    for outcome in study["outcomes"]:
        filled = np.full(shape, np.nan)
        filled[at, column] = runs[outcome["name"]].to_numpy(float)
        if np.isinf(filled[~failed]).any():
            infinite.add(outcome["name"])
        filled[failed | ~np.isfinite(filled)] = np.nan
        values[outcome["name"]] = filled
    return RunArrays(seeds, values, failed, there == 0, frozenset(infinite))


def _seeds(runs: pd.DataFrame, study: Study, replicates: int) -> np.ndarray:
    """The seeds of every point; where no run of a seed is there, the next number from the first seed on."""
    seeds = np.unique(runs["seed"].to_numpy(np.int64))
    first = int(study.get("seed") or 0)
    further = [seed for seed in range(first, first + replicates + len(seeds)) if seed not in set(seeds.tolist())]
    return np.sort(np.append(seeds, further[: max(0, replicates - len(seeds))]).astype(np.int64))


def refuse_bad_runs(arrays: RunArrays, points: np.ndarray, total: int) -> None:
    """Raise Blocked for runs that failed or are missing: they block every outcome."""
    bad = arrays.failed | arrays.missing
    if not bad.any():
        return
    counted = {"failed": int(arrays.failed.sum()), "missing": int(arrays.missing.sum())}
    counts = " and ".join(f"{n} {what}" for what, n in counted.items() if n)
    raise Blocked(
        f"no indices: of {total} runs {counts} ({_named(bad, arrays, points)}); run `skranke study resume "
        "out=FOLDER`, or leave their blocks out with exclude=true"
    )


def undefined_line(name: str, arrays: RunArrays, points: np.ndarray) -> str:
    """One sentence when an outcome is undefined in runs that went well; empty otherwise."""
    why = why_undefined(name, arrays, points)
    return remark("{outcome} has no indices: {why}", outcome=name, why=why) if why else ""


def why_undefined(name: str, arrays: RunArrays, points: np.ndarray) -> str:
    """In which runs that went well an outcome is undefined; empty where it is in none."""
    bad = np.isnan(arrays.values[name]) & ~arrays.failed & ~arrays.missing
    if not bad.any():
        return ""
    what = remark("undefined or infinite") if name in arrays.infinite else remark("undefined")
    if bad.sum() == bad.size:
        return remark("it is {what} in every run", what=what)
    return remark(
        "it is {what} in {n} of {total} runs ({which}); leave their blocks out with exclude=true",
        what=what, n=int(bad.sum()), total=bad.size, which=_named(bad, arrays, points),
    )  # fmt: skip


def _named(bad: np.ndarray, arrays: RunArrays, points: np.ndarray) -> str:
    """The first few bad runs by point and seed."""
    first = []
    for point, replicate in np.argwhere(bad)[:NAMED]:
        seed = arrays.seed_of(point, replicate)
        first.append(f"point {points[point]}{'' if seed is None else f' seed {seed}'}")
    return ", ".join(first) + (", ..." if bad.sum() > NAMED else "")


def exclude_blocks(problem: Problem, values: np.ndarray) -> tuple[np.ndarray, Excluded]:
    """Which points are kept when every block with a bad run is left out; and what that leaves out."""
    bad = np.isnan(values)
    blocks = np.unique(problem.blocks[bad.any(axis=1)])
    kept = ~np.isin(problem.blocks, blocks)
    n = int(problem.blocks.max()) + 1
    out = Excluded(int(bad.sum()), [int(block) for block in blocks], int((~kept).sum()), n, block_word(problem.method))
    return kept, out
