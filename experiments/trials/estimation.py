"""Every target of a trial estimated from the pooled records: of all replicates, without one of them, of one alone."""

from collections.abc import Callable
from math import inf, nan, sqrt
from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.tables import CONFIDENCE
from experiments.trials.estimators import OF_ONE, OF_TWO, Group, difference, ordering, slope
from experiments.trials.pool import Pool, chosen
from experiments.trials.schema import Target, Trial

NEVER_NEGATIVE = ("spread", "relative_spread", "spread_of_effect", "ratio", "odds_ratio", "hazard_ratio")
Keep = Callable[[np.ndarray], np.ndarray]


class Compared(NamedTuple):
    """What a target compares at one week: a group for each arm, of the outcome and of that its estimate is over."""

    groups: list[Group]
    over: list[Group]
    replicates: list[np.ndarray]  # of each person of each arm

    def kept(self, keep: Keep) -> "Compared":
        """The replicates that are to be kept."""
        masks = [keep(replicate) for replicate in self.replicates]
        groups, over = (
            [group.where(mask) for group, mask in zip(part, masks, strict=False)] for part in (self.groups, self.over)
        )
        return Compared(groups, over, self.replicates)


Weeks = dict[int, Compared]


def compared(trial: Trial, target: Target, people: dict[str, Pool], offices: dict[str, Pool]) -> Weeks:
    """What a target compares, by week; nothing for one that is made of other targets."""
    if target.of:
        return {}
    outcome = trial.outcomes[target.outcome]
    pool = (offices if outcome.books else people)[trial.world_of(target.arms[0])]
    masks = chosen(trial, target, pool)
    replicates = [pool.replicate[mask] for mask in masks]
    over = [trial.outcomes[target.for_each].after] if target.for_each else []
    weeks = {}
    for week in outcome.looks:
        groups, of_over = (
            [_group(trial, target, (name, at), arm, mask, pool) for arm, mask in zip(target.arms, masks, strict=True)]
            if name else []
            for name, at in ((target.outcome, week), (target.for_each, over[0] if over else 0))
        )  # fmt: skip
        weeks[week] = Compared(groups, of_over, replicates)
    return weeks


def n_people(weeks: Weeks) -> list[int]:
    """How many are compared in each arm, over all replicates."""
    return [len(group.top) for group in next(iter(weeks.values())).groups] if weeks else []


def _group(trial: Trial, target: Target, measured: tuple[str, int], arm: str, mask: np.ndarray, pool: Pool) -> Group:
    world = trial.world_of(arm)
    nobody = np.zeros(len(mask), np.int64)
    unit = pool.units.get((world, target.units), nobody)
    stratum = pool.units.get((world, "office"), nobody) if target.units == "caseworker" else pool.replicate
    dose = pool.doses.get(world, nobody.astype(float))
    values = pool.measured[world, *measured]
    return Group(*values, pool.weight, unit, stratum, dose, np.arange(len(mask))).where(mask)


def estimates(trial: Trial, by_target: dict[str, Weeks], keep: Keep | None = None) -> dict[str, float]:
    """Every target of a trial; of the replicates that are kept, where some are."""
    values: dict[str, float] = {}
    for target in trial.targets:
        values[target.name] = target.factor * _estimate(target, by_target[target.name], values, keep)
    return values


def _estimate(target: Target, weeks: Weeks, values: dict[str, float], keep: Keep | None) -> float:
    if target.of:
        return _of_targets(target, np.array([values[name] for name in target.of]))
    kept = {week: what.kept(keep) if keep else what for week, what in weeks.items()}
    by_week = {week: _at_a_week(target, what.groups, what.over) for week, what in kept.items()}
    if not target.peak:
        return next(iter(by_week.values()))
    known = {week: value for week, value in by_week.items() if np.isfinite(value)}
    if not known:
        return nan
    week = (max if target.peak.endswith("highest") else min)(known, key=known.__getitem__)
    return float(week) if target.peak.startswith("week") else known[week]


def _of_targets(target: Target, values: np.ndarray) -> float:
    if target.estimator == "slope":
        return slope(np.array(target.at), values)
    if target.estimator == "ordering":
        return ordering(values)
    return float(values[0] / values[1]) if values[1] else nan


def _at_a_week(target: Target, groups: list[Group], over: list[Group]) -> float:
    if not all(len(group.top) for group in groups):
        return nan
    if len(groups) == 1:
        return OF_ONE[target.estimator](groups[0])
    estimate = OF_TWO[target.estimator](*groups)
    if not over:
        return estimate
    step = difference(*over)
    return estimate / step if step else nan


def range_of(trial: Trial, target: Target) -> tuple[float, float]:
    """From where to where an estimate can lie at all, which its intervals keep to."""
    low, high = -inf, inf
    outcome = trial.outcomes[target.outcome] if target.outcome else None
    if target.peak.startswith("week") and outcome:
        low, high = outcome.looks[0], outcome.looks[-1]
    elif target.estimator == "correlation":
        low, high = -1.0, 1.0
    elif target.estimator in NEVER_NEGATIVE:
        low = 0.0
    elif target.estimator == "level" and outcome and outcome.share and not outcome.per:
        low, high = sorted((0.0, outcome.factor))
    elif target.estimator in ("level", "median") and outcome and outcome.is_duration:
        low = 0.0
    if target.factor == 0.0:
        return -inf, inf
    ends = sorted((target.factor * low, target.factor * high))
    return ends[0], ends[1]


def jackknife(without: np.ndarray) -> float:
    """Standard error of an estimate from those with one replicate left out."""
    n = len(without)
    return sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum())) if n > 1 else nan


def reach_of_mean(error: float, n: int) -> float:
    """Half the width of the interval of an estimate of n replicates."""
    return float(stats.t.ppf(0.5 + CONFIDENCE / 2, n - 1)) * error if n > 1 else nan


def predictive_interval(values: np.ndarray) -> tuple[float, float]:
    """Where the estimate of one more replicate would lie, by those of each alone; NaN of fewer than two.

    With the ensemble each replicate has parameters of its own, so it is posterior-predictive.
    """
    known = values[np.isfinite(values)]
    n = len(known)
    if n < 2:
        return nan, nan
    reach = float(stats.t.ppf(0.5 + CONFIDENCE / 2, n - 1)) * float(known.std(ddof=1)) * sqrt(1.0 + 1.0 / n)
    return float(known.mean()) - reach, float(known.mean()) + reach
