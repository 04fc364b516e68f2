"""What parameters are fitted to: the targets of fitted trials and offices at rest that count; how far is too far."""

from collections.abc import Sequence
from math import inf, isfinite, nan, sqrt
from typing import NamedTuple

import numpy as np
from scipy import stats

from experiments.office_targets.schema import OfficeTarget, OfficeTargets
from experiments.trials.distance import ACCEPTED, Scale, scale_of
from experiments.trials.schema import Target, Trial

REJECTED = 3.0  # implausibility beyond which a parameter set is rejected (protocol of the targets)
SAME = 1e-9  # as a share: rounding


class Goal(NamedTuple):
    """One target: what was observed, in what its distance is measured, and from where to where is accepted."""

    trial: str
    name: str  # trial and target, as the outcome of a point
    observed: float  # NaN where only a band is accepted
    scale: Scale  # of what was observed, and by how much model and study may differ by nature
    low: float
    high: float

    def implausibility(self, simulated: np.ndarray, error: np.ndarray) -> np.ndarray:
        """Distance from what was observed over all that it may be; NaN where nothing was observed."""
        scale = self.scale.of(simulated, self.observed)
        spread = np.sqrt(scale * scale + np.nan_to_num(error) ** 2)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.abs(simulated - self.observed) / spread)

    def miss(self, simulated: np.ndarray, noise: float) -> np.ndarray:
        """How far from accepted, 1 at its edge: in half-widths from the middle; past an open end, in the noise."""
        if isfinite(self.low) and isfinite(self.high):
            return np.asarray(np.abs(simulated - (self.low + self.high) / 2) / ((self.high - self.low) / 2))
        edge = self.low if isfinite(self.low) else self.high
        beyond = edge - simulated if isfinite(self.low) else simulated - edge
        return np.asarray(np.maximum(0.0, 1.0 + beyond / max(*self.scale, noise, 1e-9)))


def goals_of(trials: Sequence[Trial]) -> list[Goal]:
    """The goals of trials, in order."""
    goals = []
    for trial in trials:
        for target in trial.targets:
            if not target.counts or (target.observed is None and target.accept is None):
                continue
            goals.append(_goal(trial, target))
    return goals


def _goal(trial: Trial, target: Target) -> Goal:
    observed = nan if target.observed is None else target.observed
    scale = scale_of(trial, target)
    low, high = -inf, inf
    if isinstance(target.accept, dict):
        reach = target.accept.get("within")
        low = observed - reach if reach is not None else target.accept.get("from", -inf)
        high = observed + reach if reach is not None else target.accept.get("to", inf)
    elif target.observed is not None:
        low, high = observed - ACCEPTED * scale.below, observed + ACCEPTED * scale.above
    return Goal(trial.id, f"{trial.id}.{target.name}", float(observed), scale, float(low), float(high))


def goals_of_office(file: OfficeTargets) -> list[Goal]:
    """The goals of an office at rest, in order: what is measured, counts, has something accepted and is no identity."""
    wanted = [target for target in file.measured if target.counts and target.accept is not None]
    return [_office_goal(file, target) for target in wanted if target.grade != "identity"]


def _office_goal(file: OfficeTargets, target: OfficeTarget) -> Goal:
    """The edge of what is accepted has the implausibility that trials accept; a band with an open end has none."""
    low, high = target.span
    observed = nan if target.observed is None else target.observed
    below, above = (observed - low) / ACCEPTED, (high - observed) / ACCEPTED
    if not (0.0 < below < inf and 0.0 < above < inf):
        observed, below, above = nan, 0.0, 0.0
    return Goal(file.id, f"{file.id}.{target.name}", observed, Scale(below, above), low, high)


def moved(goals: Sequence[Goal], columns: dict[str, np.ndarray]) -> list[Goal]:
    """The goals that differ between points: what no fitted parameter moves can neither steer nor reject."""
    spreads = {goal.name: columns[goal.name][np.isfinite(columns[goal.name])] for goal in goals}
    return [goal for goal in goals if len(own := spreads[goal.name]) and np.ptp(own) > SAME * np.abs(own).max()]


def pooled(errors: np.ndarray, replicates: int) -> np.ndarray:
    """The standard error of a target from all points together, for that of a few replicates is hardly known.

    By the median, so that a ratio that fell apart at one point does not excuse the others.
    """
    freedom = replicates - 1
    middle = float(np.nanmedian(errors * errors)) * freedom / float(stats.chi2.median(freedom))
    return np.full(len(errors), sqrt(middle))
