"""What a study without indices says, as a grid or a table: the best and the worst point, and shares on a grid."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.sensitivity.best_and_worst import BestAndWorst, Interval, best_and_worst, over_seeds
from analysis.sensitivity.grid import Grid, GridShares, shares_of
from analysis.sensitivity.run_arrays import Study, run_arrays_of
from analysis.tables import finite_or_none, range_of

BASELINE = "baseline"  # the value that others are compared with, where a factor has it; else its first


@dataclass
class PointResults:
    """All that is said of one outcome of a study without indices."""

    values: np.ndarray  # [point, seed], NaN where a run is missing, failed or undefined
    extremes: BestAndWorst | None  # None where no point has a value with every seed
    shares: GridShares | None  # None where the points are no grid


@dataclass
class Table:
    """An outcome over two factors of a grid, in the mean over all others; NaN where a run is bad or missing."""

    row: str  # the factor whose values are compared, down
    column: str  # the other, across; empty where the grid has one factor
    mean: np.ndarray  # [row, column]
    difference: np.ndarray  # from the reference in the same column, seed by seed: mean, low and high [3, row, column]
    reference: int  # the row that others are compared with


def results_of_points(study: Study, design: pd.DataFrame, runs: pd.DataFrame) -> dict[str, PointResults]:
    """The results of every outcome."""
    design = design.sort_values("point", kind="stable", ignore_index=True)
    common, _ = run_arrays_of(study, design, runs)
    grid = grid_of(study, design)
    results = {}
    for outcome in study["outcomes"]:
        values = common.values[outcome["name"]]
        ends = () if outcome["unit"] == "value" else range_of(outcome["name"])  # a function of one's own has no range
        extremes = best_and_worst(values, outcome.get("better", "high"), *ends)
        results[outcome["name"]] = PointResults(values, extremes, shares_of(grid, values) if grid else None)
    return results


def grid_of(study: Study, design: pd.DataFrame) -> Grid | None:
    """The number of the value of every factor that varies at every point; None where the points are no grid."""
    if study["method"] != "grid":
        return None
    numbers = {
        factor["name"]: np.unique(design[factor["name"]].to_numpy(), return_inverse=True)[1]
        for factor in study["factors"]
    }
    return {name: places for name, places in numbers.items() if places.max() > 0} or None


def table_of(study: Study, grid: Grid, results: PointResults) -> Table:
    """An outcome over the two factors that decide most of it together; policy down, where it is one of them."""
    row, column = _leading_two(grid, results.shares)
    cells = np.zeros(len(results.values), np.int64) if not column else grid[column]
    cubes = np.full((int(grid[row].max()) + 1, int(cells.max()) + 1, results.values.shape[1]), np.nan)
    for at in np.ndindex(cubes.shape[:2]):
        inside = (grid[row] == at[0]) & (cells == at[1])
        if inside.any():
            cubes[at] = results.values[inside].mean(axis=0)
    reference = _reference(study, row)
    apart = [[_interval(cubes[r, c] - cubes[reference, c]) for c in range(cubes.shape[1])] for r in range(len(cubes))]
    return Table(row, column, cubes.mean(axis=2), np.moveaxis(np.array(apart), 2, 0), reference)


def _interval(values: np.ndarray) -> Interval:
    return over_seeds(values) if np.isfinite(values).all() else Interval(np.nan, np.nan, np.nan)


def _leading_two(grid: Grid, shares: GridShares | None) -> tuple[str, str]:
    names = list(grid)
    if len(names) == 1:
        return names[0], ""
    pairs = list(itertools.combinations(names, 2))
    if shares is not None and shares.parts:
        pairs.sort(key=lambda pair: -(shares.of(pair[0]) + shares.of(pair[1]) + shares.of(*pair)))
    row, column = pairs[0]
    return (column, row) if column == "policy" else (row, column)


def _reference(study: Study, name: str) -> int:
    levels = next(factor for factor in study["factors"] if factor["name"] == name)["levels"]
    return list(levels).index(BASELINE) if levels and BASELINE in levels else 0


def as_points(results: Mapping[str, PointResults], study: Study, values: Mapping[str, Any]) -> dict[str, Any]:
    """Outcome by name with its extremes and shares, as they stand in points.json; `values`: of factors, by point."""
    summary: dict[str, Any] = {}
    for outcome in study["outcomes"]:
        of_outcome = results[outcome["name"]]
        entry: dict[str, Any] = {"unit": outcome["unit"], "better": outcome.get("better", "high")}
        entry |= _extremes(of_outcome.extremes, study, values)
        if of_outcome.shares is not None:
            entry["shares_of_variance"] = [
                {
                    "part": part.kind,
                    "factors": list(part.factors),
                    **{key: finite_or_none(getattr(part, key)) for key in ("share", "low", "high")},
                }
                for part in of_outcome.shares.parts
            ]
            entry["shares_note"] = of_outcome.shares.why_not or of_outcome.shares.left_out
        summary[outcome["name"]] = entry
    return summary


def _extremes(extremes: BestAndWorst | None, study: Study, values: Mapping[str, Any]) -> dict[str, Any]:
    if extremes is None:
        return {"points": 0, "best": None, "worst": None, "difference": None, "alike": None}

    def point(number: int, of_point: Interval) -> dict[str, Any]:
        own = {factor["name"]: values[factor["name"]][number] for factor in study["factors"]}
        plain = {name: value.item() if isinstance(value, np.generic) else value for name, value in own.items()}
        return {"point": number, "values": plain, **_ends(of_point)}

    return {
        "points": extremes.points, "without_a_value": extremes.without, "best": point(extremes.best, extremes.of_best),
        "worst": point(extremes.worst, extremes.of_worst), "difference": _ends(extremes.difference),
        "alike": extremes.alike,
    }  # fmt: skip


def _ends(interval: Interval) -> dict[str, float | None]:
    return {"mean": finite_or_none(interval.mean), "low": finite_or_none(interval.low),
            "high": finite_or_none(interval.high)}  # fmt: skip
