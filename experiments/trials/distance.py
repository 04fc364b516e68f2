"""How far an estimate is from what a study found, in what that is measured, and from where to where it is accepted.

A study's interval need not be symmetrical, so distances below what was observed and above it have each their own scale.
"""

from math import hypot, inf, isfinite, nan
from typing import Any, NamedTuple

import numpy as np

from analysis.tables import REACH
from experiments.trials.schema import COUNTRIES, Target, Trial

ACCEPTED = 2.0  # implausibility


class Scale(NamedTuple):
    """What a distance from what was observed is measured in: below it, and above it."""

    below: float
    above: float

    def of(self, simulated: Any, observed: float) -> np.ndarray:
        """The one on the side of which a simulated value lies."""
        return np.where(np.asarray(simulated) < observed, self.below, self.above)

    def with_error(self, error: float) -> "Scale":
        """The same with the standard error of what is simulated, where there is one."""
        error = error if isfinite(error) else 0.0
        return Scale(*(hypot(side, error) for side in self))


def observed_errors(target: Target) -> Scale:
    """The standard error of what was observed; of an interval, from each of its ends."""
    if target.interval and target.observed is not None:
        low, high = target.interval
        return Scale((target.observed - low) / REACH, (high - target.observed) / REACH)
    return Scale(*[target.standard_error or 0.0] * 2)


def discrepancy_of(trial: Trial, target: Target) -> float:
    """How far model and study may differ by nature, as the file says or as is usual for the study's country."""
    if target.discrepancy is not None:
        return target.discrepancy
    return COUNTRIES[trial.country] * abs(target.observed or 0.0)


def scale_of(trial: Trial, target: Target) -> Scale:
    """What a distance is measured in, but for the standard error of what is simulated."""
    return observed_errors(target).with_error(discrepancy_of(trial, target))


def implausibility_of(trial: Trial, target: Target, simulated: float, error: float) -> float:
    """The distance from what was observed over all that it may be; NaN where nothing was observed."""
    if target.observed is None:
        return nan
    scale = scale_of(trial, target).with_error(error)
    return abs(simulated - target.observed) / float(scale.of(simulated, target.observed))


def accepted_span(trial: Trial, target: Target, error: float) -> tuple[float, float]:
    """From where to where an estimate with this standard error is within; NaN where nothing is to be accepted."""
    if target.accept is None:
        return nan, nan
    if target.accept == "implausibility" or "within" in target.accept:
        assert target.observed is not None
        scale = scale_of(trial, target).with_error(error)
        reach = Scale(*[target.accept["within"]] * 2) if isinstance(target.accept, dict) else scale
        times = 1.0 if isinstance(target.accept, dict) else ACCEPTED
        return target.observed - times * reach.below, target.observed + times * reach.above
    return target.accept.get("from", -inf), target.accept.get("to", inf)


def accepted(target: Target, simulated: float, implausibility: float) -> bool | None:
    """Whether an estimate is what its target accepts; what could not be estimated never is."""
    if target.accept is None:
        return None
    if target.accept == "implausibility":
        return bool(implausibility <= ACCEPTED)
    if "within" in target.accept:
        assert target.observed is not None
        return bool(abs(simulated - target.observed) <= target.accept["within"])
    return bool(target.accept.get("from", -np.inf) <= simulated <= target.accept.get("to", np.inf))


def miss(low: float, high: float, observed: float | None, simulated: float, error: float) -> float:
    """How far from accepted, 1 at its edge; beyond an open end, in standard errors of what is simulated."""
    if not isfinite(simulated):
        return inf
    if isfinite(low) and isfinite(high):
        middle = observed if observed is not None and low < observed < high else (low + high) / 2
        side = middle - low if simulated < middle else high - middle
        return abs(simulated - middle) / side if side else 0.0 if simulated == middle else inf
    beyond = low - simulated if isfinite(low) else simulated - high
    return max(0.0, 1.0 + beyond / max(error if isfinite(error) else 0.0, 1e-9))
