"""The estimators of published experiments, each of one arm or of two.

Everything is weighted. A mean is the sum of `top` over that of `bottom`, so that it may be a mean per talk as well as
per person.
"""

from collections.abc import Callable
from math import nan, sqrt
from typing import NamedTuple

import numpy as np

FEWEST = 5  # cases a unit must have to be compared with others
ROUNDING = 1e-12  # of the largest; what differs by less is equal


class Group(NamedTuple):
    """The people of one arm."""

    top: np.ndarray
    bottom: np.ndarray
    ended: np.ndarray
    weight: np.ndarray
    unit: np.ndarray
    stratum: np.ndarray  # units are compared within it
    dose: np.ndarray
    row: np.ndarray  # in the pool; the two lives of one person have the same

    def where(self, mask: np.ndarray) -> "Group":
        """Some of them."""
        return Group(*(part[mask] for part in self))


def mean(group: Group) -> float:
    """The mean of an outcome in its unit; NaN where there is nothing."""
    total = float((group.weight * group.bottom).sum())
    return float((group.weight * group.top).sum()) / total if total else nan


def difference(first: Group, second: Group) -> float:
    """First less second."""
    return mean(first) - mean(second)


def relative_difference(first: Group, second: Group) -> float:
    """First less second as a share of second."""
    return ratio(first, second) - 1.0


def ratio(first: Group, second: Group) -> float:
    """First over second."""
    base = mean(second)
    return mean(first) / base if base else nan


def odds_ratio(first: Group, second: Group) -> float:
    """Odds of a share in the first over those in the second."""
    share, base = mean(first), mean(second)
    if not 0.0 < base < 1.0 or share == 1.0:
        return nan
    return share / (1.0 - share) / (base / (1.0 - base))


def hazard_ratio(first: Group, second: Group) -> float:
    """Rate at which durations end in the first over that in the second (Mantel and Haenszel, a stratum a week)."""
    weeks = int(max(first.top.max(initial=0), second.top.max(initial=0))) + 1
    (ends_1, risk_1), (ends_2, risk_2) = (_ends_and_risk(group, weeks) for group in (first, second))
    together = np.maximum(risk_1 + risk_2, 1e-300)
    below = float((ends_2 * risk_1 / together).sum())
    return float((ends_1 * risk_2 / together).sum()) / below if below else nan


def _ends_and_risk(group: Group, weeks: int) -> tuple[np.ndarray, np.ndarray]:
    """Weight of those whose duration ends in each week, and of those still at risk in it."""
    week, weight = group.top.astype(np.int64), group.weight * group.bottom
    ends = np.bincount(week, weight * group.ended, minlength=weeks)
    leaving = np.bincount(week, weight, minlength=weeks)
    return ends, leaving.sum() - np.concatenate([[0.0], np.cumsum(leaving)[:-1]])


def median(group: Group) -> float:
    """When half have had what a duration lasts to (Kaplan and Meier): NaN where fewer than half ever have."""
    weight = group.weight * group.bottom
    times, at = np.unique(group.top, return_inverse=True)
    ends = np.bincount(at, weight * group.ended, len(times))
    leaving = np.bincount(at, weight, len(times))
    at_risk = np.maximum(leaving[::-1].cumsum()[::-1], 1e-300)
    still = np.cumprod(1.0 - ends / at_risk)
    past_half = np.flatnonzero((still <= 0.5 + ROUNDING) & (ends > 0))
    return float(times[past_half[0]]) if len(past_half) else nan


def median_difference(first: Group, second: Group) -> float:
    """Median of the first less that of the second."""
    return median(first) - median(second)


class Units(NamedTuple):
    """Units with cases enough: name, cases, mean, stratum and dose of each; variance of cases in them, its freedom."""

    name: np.ndarray
    n: np.ndarray
    mean: np.ndarray
    stratum: np.ndarray
    dose: np.ndarray
    within: float
    freedom: float


def units_of(group: Group) -> Units:
    """The means of units, weights scaled to cases; the pooled variance of cases within units."""
    group = group.where(group.bottom > 0)  # who is out of the question is no case
    values = group.top / group.bottom
    weight = group.weight * len(group.weight) / max(float(group.weight.sum()), 1e-300)
    names, at = np.unique(group.unit, return_inverse=True)
    n = np.bincount(at, weight, len(names))
    cases = np.bincount(at, minlength=len(names))
    enough = cases >= FEWEST
    means = np.bincount(at, weight * values, len(names)) / np.maximum(n, 1e-300)
    first = np.zeros(len(names), np.int64)
    first[at[::-1]] = np.arange(len(at))[::-1]
    counted = enough[at]
    squares = float((weight[counted] * (values[counted] - means[at[counted]]) ** 2).sum())
    freedom = float(n[enough].sum()) - int(enough.sum())
    within = squares / freedom if freedom > 0 else nan
    strata, doses = group.stratum[first], group.dose[first]
    parts = names[enough], n[enough], means[enough], strata[enough], doses[enough]
    return Units(*parts, within, max(freedom, 0.0))


def spread(group: Group) -> float:
    """Standard deviation of the units' own means within strata, the noise of few cases taken out."""
    units = units_of(group)
    return _spread_between(units.n, units.mean, units.stratum, units.within)


def _spread_between(n: np.ndarray, means: np.ndarray, strata: np.ndarray, within: float) -> float:
    """Standard deviation of units of so many cases within strata, without what the variance of cases makes of it.

    The one-way random-effects estimator of analysis of variance for unequal sizes (Searle, Casella and McCulloch 1992).
    """
    if not len(n):
        return nan
    _, at = np.unique(strata, return_inverse=True)
    total = np.bincount(at, n)
    middle = np.bincount(at, n * means) / total
    freedom = len(n) - len(total)
    if freedom <= 0:
        return nan
    between = float((n * (means - middle[at]) ** 2).sum()) / freedom
    typical = float((total - np.bincount(at, n * n) / total).sum()) / freedom
    return sqrt(max(0.0, (between - within) / typical))


def spread_of_effect(first: Group, second: Group) -> float:
    """Standard deviation over units of what the first differs from the second in each, without the noise of few cases.

    The same people in both are taken person by person. Of different people, a unit's difference has the noise of as
    many cases as the harmonic mean of its two arms, halved (the moment estimator of DerSimonian and Laird 1986, with
    one variance of cases).
    """
    if np.array_equal(first.row, second.row):
        both = (first.bottom > 0) & (second.bottom > 0)
        first, second = first.where(both), second.where(both)
        effect = first.top / first.bottom - second.top / second.bottom
        return spread(second._replace(top=effect, bottom=np.ones(len(effect))))
    units, others = units_of(first), units_of(second)
    _, of_first, of_second = np.intersect1d(units.name, others.name, return_indices=True)
    n, n_others = units.n[of_first], others.n[of_second]
    steps = units.mean[of_first] - others.mean[of_second]
    freedom = np.array([units.freedom, others.freedom])
    within = float((freedom * [units.within, others.within]).sum() / freedom.sum()) if freedom.all() else nan
    return _spread_between(n * n_others / (n + n_others), steps, units.stratum[of_first], within)


def relative_spread(group: Group) -> float:
    """That spread as a share of the mean."""
    base = mean(group)
    return spread(group) / base if base else nan


def correlation(group: Group) -> float:
    """Pearson's correlation over units of the unit's mean with its dose, both as they differ from their stratum's."""
    units = units_of(group)
    _, at = np.unique(units.stratum, return_inverse=True)
    n, both = np.bincount(at), np.array([units.mean, units.dose])
    within = np.array([values - (np.bincount(at, values) / n)[at] for values in both])
    if len(at) < 3 or (within.std(axis=1) <= ROUNDING * np.abs(both).max(axis=1)).any():
        return nan  # too few, or one of them is the same everywhere
    return float(np.corrcoef(within)[0, 1])


def slope(at: np.ndarray, values: np.ndarray) -> float:
    """Least-squares change of values with where they lie."""
    return float(np.polyfit(at, values, 1)[0])


def ordering(values: np.ndarray) -> float:
    """The least step from each value to the next."""
    return float(np.diff(values).min())


OF_ONE: dict[str, Callable[[Group], float]] = {
    "level": mean,
    "median": median,
    "spread": spread,
    "relative_spread": relative_spread,
    "correlation": correlation,
}
OF_TWO: dict[str, Callable[[Group, Group], float]] = {
    "difference": difference,
    "relative_difference": relative_difference,
    "ratio": ratio,
    "odds_ratio": odds_ratio,
    "hazard_ratio": hazard_ratio,
    "median_difference": median_difference,
    "spread_of_effect": spread_of_effect,
}
