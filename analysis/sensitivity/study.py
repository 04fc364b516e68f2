"""The indices of a study: of every outcome, with intervals, chance, the dummy, rank stability and convergence."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.language import remark
from analysis.sensitivity.chance import Chance, chance_of
from analysis.sensitivity.designed_methods import Derivatives, Fractional, Morris, Sobol, pairs
from analysis.sensitivity.estimator import Estimator
from analysis.sensitivity.given_data_methods import Delta, Efast, Hdmr, Pawn, Rbd, Rsa
from analysis.sensitivity.resampling import Estimate, estimate_indices
from analysis.sensitivity.run_arrays import (
    Blocked,
    Excluded,
    Problem,
    RunArrays,
    Study,
    exclude_blocks,
    problem_of,
    refuse_bad_runs,
    run_arrays_of,
    undefined_line,
    why_undefined,
)
from analysis.sensitivity.stability import LEADERS, SHOWN, Fresh, fresh_of, sizes, stability_of
from analysis.sensitivity.summary import JUDGED, why_not_judged
from analysis.tables import signed

METHODS: dict[str, type[Estimator]] = {
    "morris": Morris, "sobol": Sobol, "efast": Efast, "rbd_fast": Rbd, "pawn": Pawn, "delta": Delta,
    "dgsm": Derivatives, "fractional": Fractional, "hdmr": Hdmr, "rsa": Rsa,
}  # fmt: skip
SIGNED = ("S2", "ME")
LARGEST = 1e100  # value of an outcome; products of squares must stay within what a float holds
CACHED = 8  # estimators of parts of the design that are kept at once; each holds its part


class OverPoints(NamedTuple):
    """How an outcome varies over the points, by its mean over replicates: what the shares are shares of."""

    mean: float
    spread: float  # standard deviation
    least: float
    most: float


def over_points(means: np.ndarray) -> OverPoints:
    """How means over replicates [point] vary."""
    return OverPoints(float(means.mean()), float(means.std(ddof=1)), float(means.min()), float(means.max()))


@dataclass
class OutcomeIndices:
    """All that is said of one outcome."""

    table: pd.DataFrame  # factor, other, index, value, low, high, chance, floor, influential
    chance: Chance
    stability: pd.DataFrame  # factor, rank, keeps_rank, among_leaders
    convergence: pd.DataFrame  # factor, samples, index, value, low, high
    fresh: Fresh | None
    excluded: Excluded
    constant: bool
    why_not_judged: str  # why nothing can be called influential; empty where it can
    no_fresh: str  # why there is no ranking with fresh luck; empty where there is one, or none was asked for
    over_points: OverPoints

    @property
    def judged(self) -> bool:
        """Whether factors are judged: `influential` is True or False, and None where it cannot be determined."""
        return not self.why_not_judged

    def leading(self, index: str) -> pd.DataFrame:
        """The rows of an index, the largest in size first, without the dummy."""
        rows = self.table[(self.table["index"] == index) & (self.table["factor"] != "dummy")]
        return rows.sort_values("value", key=lambda values: -values.abs(), kind="stable", ignore_index=True)


@dataclass
class Sensitivity:
    """The indices of a study, outcome by outcome."""

    study: Study
    leading: str  # the index that ranks
    exact_dummy: bool
    unit: str  # of the leading index; "outcome" for the outcome's own
    samples: int  # blocks, or points
    outcomes: dict[str, OutcomeIndices]
    blocked: dict[str, str]  # outcome: why it has no indices
    defects: list[str] = field(default_factory=list)  # what must not be

    @property
    def table(self) -> pd.DataFrame:
        """One tidy table of all indices."""
        return _stacked({name: outcome_indices.table for name, outcome_indices in self.outcomes.items()})

    @property
    def convergence(self) -> pd.DataFrame:
        """The leading indices by sample size."""
        return _stacked({name: outcome_indices.convergence for name, outcome_indices in self.outcomes.items()})

    @property
    def stability(self) -> pd.DataFrame:
        """Ranks, and how often they stand."""
        return _stacked({name: outcome_indices.stability for name, outcome_indices in self.outcomes.items()})

    @property
    def excluded(self) -> dict[str, str]:
        """One sentence for each outcome of which blocks were left out."""
        return {
            name: outcome_indices.excluded.line
            for name, outcome_indices in self.outcomes.items()
            if outcome_indices.excluded.line
        }


def _stacked(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    parts = [table.assign(outcome=name) for name, table in tables.items() if len(table)]
    if not parts:
        return pd.DataFrame({"outcome": []})
    stacked = pd.concat(parts, ignore_index=True)
    return stacked[["outcome", *(column for column in stacked.columns if column != "outcome")]]


def indices(study: Study, design: pd.DataFrame, runs: pd.DataFrame, exclude: bool = False) -> Sensitivity:
    """The indices of a study.

    Raise Blocked when runs failed or are missing, unless `exclude` leaves their blocks out. An outcome that is
    undefined in some runs has no indices (`blocked` says why) unless `exclude`; when that is so of all, raise Blocked.
    """
    method = study["method"]
    if method not in METHODS:
        raise ValueError(f"method {method} has no indices; those of {', '.join(METHODS)} have")
    design = design.sort_values("point", kind="stable", ignore_index=True)
    problem = problem_of(study, design)
    common, independent = run_arrays_of(study, design, runs)
    points = design["point"].to_numpy(np.int64)
    if not exclude:
        for arrays in (common, independent):
            if arrays is not None:
                refuse_bad_runs(arrays, points, len(points) * int(study["replicates"] + (study.get("fresh") or 0)))
    maker = METHODS[method]
    sensitivity = Sensitivity(
        study, maker.leading, bool(maker.exact_dummy), maker.unit, int(problem.blocks.max()) + 1, {}, {}
    )
    estimators = EstimatorCache(problem, points)
    for outcome in study["outcomes"]:
        name = outcome["name"]
        line = undefined_line(name, common, points)
        if line and (not exclude or "every run" in line):
            sensitivity.blocked[name] = line
            continue
        outcome_indices = _of_outcome(study, estimators, common.values[name], independent, name, exclude)
        if isinstance(outcome_indices, str):
            sensitivity.blocked[name] = remark("{outcome} has no indices: {why}", outcome=name, why=outcome_indices)
            continue
        sensitivity.outcomes[name] = outcome_indices
        sensitivity.defects += _defects(name, outcome_indices, maker)
    if not sensitivity.outcomes:
        raise Blocked(f"no indices: {'; '.join(list(sensitivity.blocked.values())[:3])}")
    return sensitivity


def _of_outcome(
    study: Study,
    estimators: "EstimatorCache",
    values: np.ndarray,
    independent: RunArrays | None,
    name: str,
    exclude: bool,
) -> OutcomeIndices | str:
    """All that is said of one outcome, or why nothing can be."""
    problem = estimators.problem
    try:
        kept, excluded, estimator = _without_bad(estimators, values)
    except Blocked as blocked:
        return blocked.why
    values = values[kept]
    why = _beyond_numbers(values)
    if why:
        return why
    seed = int(study.get("seed") or 0)
    constant = not np.ptp(values)
    estimate = estimate_indices(estimator, values, seed, 2 if constant else None)
    leaders = min(LEADERS, max(1, len(problem.names) - 2))
    fresh: Fresh | None = None
    no_fresh = ""
    if independent is not None:
        try:
            fresh = _fresh(estimators, independent, name, estimate.value[estimator.leading], leaders, study, exclude)
        except Blocked as blocked:
            no_fresh = remark("no ranking with fresh luck: {why}", why=blocked.why)
    return OutcomeIndices(
        _table(estimator, estimate, problem), chance_of(estimator.sample(values)),
        stability_of(estimate, estimator.leading, problem.names, leaders),
        _converging(estimators, kept, values, estimate, seed), fresh, excluded, constant,
        "" if estimate.covers_sample else why_not_judged(problem.method, excluded.word), no_fresh,
        over_points(values.mean(axis=1)),
    )  # fmt: skip


def _without_bad(estimators: "EstimatorCache", values: np.ndarray) -> tuple[np.ndarray, Excluded, Estimator]:
    """Which points are kept, what was left out, and the estimator of the rest; raise Blocked where none can be."""
    kept, excluded = exclude_blocks(estimators.problem, values)
    if not kept.all():
        if estimators.problem.method == "fractional":
            raise Blocked(remark("a fractional factorial cannot spare a point; run the bad runs again"))
        if excluded.of_blocks - len(excluded.blocks) < 2:
            left = excluded.of_blocks - len(excluded.blocks)
            raise Blocked(remark("only {n} {blocks} are without a bad run", n=left, blocks=excluded.word))
    return kept, excluded, estimators.of(kept)


def _beyond_numbers(values: np.ndarray) -> str:
    """Why squares of these values cannot be reckoned with; empty where they can."""
    reach, apart = float(np.abs(values).max()), float(np.ptp(values))
    if reach > LARGEST:
        return remark(
            "its values reach {reach}, and none may be beyond {most}; measure it in a larger unit",
            reach=f"{reach:.3g}", most=f"{LARGEST:.0e}",
        )  # fmt: skip
    if 0.0 < apart < 1.0 / LARGEST:
        return remark(
            "its values differ by {apart} only, less than {least}; measure it in a smaller unit",
            apart=f"{apart:.3g}", least=f"{1.0 / LARGEST:.0e}",
        )  # fmt: skip
    return ""


class EstimatorCache:
    """Estimators of parts of the design, each made once: most outcomes share them."""

    def __init__(self, problem: Problem, points: np.ndarray):
        self.problem, self.points = problem, points
        self.known: dict[bytes, Estimator] = {}

    def of(self, kept: np.ndarray) -> Estimator:
        """The estimator of the points that are kept."""
        key = np.packbits(kept).tobytes()
        if key not in self.known:
            if len(self.known) >= CACHED:
                self.known.clear()
            self.known[key] = METHODS[self.problem.method](_only(self.problem, kept))
        return self.known[key]


def _only(problem: Problem, kept: np.ndarray) -> Problem:
    """The problem with these points only; curves of eFAST keep their number."""
    blocks = problem.blocks[kept]
    if problem.method != "efast":
        blocks = np.unique(blocks, return_inverse=True)[1]
    return replace(problem, values=problem.values[kept], blocks=blocks)


def _table(estimator: Estimator, estimate: Estimate, problem: Problem) -> pd.DataFrame:
    """Every index of every factor: value, interval, what chance adds, the floor, and whether it is clear of it."""
    parts = []
    names = np.array(problem.names, object)
    for index, value in estimate.value.items():
        paired = np.array(pairs(len(names))).reshape(-1, 2) if index == "S2" else None
        factor = names if paired is None else names[paired[:, 0]]
        other = np.full(len(value), "", object) if paired is None else names[paired[:, 1]]
        chance = estimate.chance.get(index, np.full(len(value), np.nan))
        floor = np.maximum(np.nan_to_num(chance), _of_dummy(estimate, index, problem.dummy))
        part = pd.DataFrame({"factor": factor, "other": other, "index": index, "value": value})
        part["low"], part["high"], part["chance"], part["floor"] = (
            estimate.low[index],
            estimate.high[index],
            chance,
            floor,
        )
        part["influential"] = _influential(index, estimate, chance, problem.dummy)
        parts.append(part[part["value"].notna()])
    return pd.concat(parts, ignore_index=True)


def _of_dummy(estimate: Estimate, index: str, dummy: int | None) -> float:
    """The size of the dummy's index."""
    if dummy is None or index == "S2" or not np.isfinite(estimate.value[index][dummy]):
        return 0.0
    return abs(float(estimate.value[index][dummy]))


def _influential(index: str, estimate: Estimate, chance: np.ndarray, dummy: int | None) -> np.ndarray:
    """Whether an index is clear of 0 and of what chance adds, and what it has over the dummy's is clear of 0.

    None where no interval covers the sample: what the points that were drawn make of nothing cannot be determined.
    """
    value, low, high = estimate.value[index], estimate.low[index], estimate.high[index]
    if index not in JUDGED or not estimate.covers_sample:
        return np.full(len(value), None, object)
    near = np.where(value < 0.0, -high, low)
    clear = (near > np.maximum(np.nan_to_num(chance), 0.0)) & ((value > 0.0) | (index in SIGNED))
    if index != "S2" and dummy is not None:
        clear &= estimate.over_dummy[index] > 0.0
    return clear.astype(object)


def _defects(name: str, outcome_indices: OutcomeIndices, maker: type[Estimator]) -> list[str]:
    """What must not be: an index of the dummy that is not exactly 0."""
    rows = outcome_indices.table[
        (outcome_indices.table["factor"] == "dummy") & outcome_indices.table["index"].isin(maker.exact_dummy)
    ]
    return [
        remark(
            "{index} of the dummy is {value} for {outcome} and must be exactly 0: points that differ in nothing but "
            "the dummy gave different results, so the runs do not share their luck",
            index=row.index_name,
            value=signed(f"{row.value:.3g}"),
            outcome=name,
        )  # fmt: skip
        for row in rows.rename(columns={"index": "index_name"}).itertuples()
        if row.value != 0.0
    ]


def _fresh(
    estimators: "EstimatorCache",
    independent: RunArrays,
    name: str,
    common: np.ndarray,
    leaders: int,
    study: Study,
    exclude: bool,
) -> Fresh:
    """The ranking with luck of each point's own; raise Blocked where runs are bad and blocks are not left out."""
    values = independent.values[name]
    if not exclude:
        why = why_undefined(name, independent, estimators.points)
        if why:
            raise Blocked(why)
    kept, excluded, estimator = _without_bad(estimators, values)
    why = _beyond_numbers(values[kept])
    if why:
        raise Blocked(why)
    leading = estimate_indices(estimator, values[kept], int(study.get("seed") or 0), 0).value[estimator.leading]
    return fresh_of(common, leading, estimators.problem.names, values.shape[1], leaders)._replace(
        left_out=excluded.line
    )


def _converging(
    estimators: "EstimatorCache", kept: np.ndarray, values: np.ndarray, estimate: Estimate, seed: int
) -> pd.DataFrame:
    """The leading index of the leading factors at an eighth, a fourth, half and all of the blocks."""
    whole_design = estimators.of(kept)
    leading, problem = whole_design.leading, whole_design.problem
    size = np.abs(np.nan_to_num(estimate.value[leading]))
    shown = np.argsort(-size, kind="stable")[:SHOWN]
    units = int(problem.blocks.max()) + 1
    parts = []
    for samples in sizes(units, problem.method) if np.ptp(values) else []:
        of_part = estimate
        if samples < units:
            first = problem.blocks < samples
            part = kept.copy()
            part[kept] = first
            estimator = estimators.of(part)
            of_part = estimate_indices(estimator, values[first], seed, max(10, estimator.resamples // 2))
        columns = {key: getattr(of_part, key)[leading][shown] for key in ("value", "low", "high")}
        parts.append(pd.DataFrame({"factor": np.array(problem.names)[shown], "samples": samples, **columns}))
    if not parts:
        return pd.DataFrame(columns=["factor", "samples", "index", "value", "low", "high"])
    table = pd.concat(parts, ignore_index=True)
    table.insert(2, "index", leading)
    return table
