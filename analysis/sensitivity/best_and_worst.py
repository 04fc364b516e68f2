"""The best and the worst point of a study, how far apart they are, and which points cannot be told from the best.

All points meet the same seeds, so points are compared seed by seed: intervals are those of paired differences.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from analysis.tables import CONFIDENCE, half_width


class Interval(NamedTuple):
    """A mean over seeds with its 95 % interval; NaN ends where one seed gives none."""

    mean: float
    low: float
    high: float


@dataclass
class BestAndWorst:
    """Two points of a study by their place in its design, and what lies between."""

    best: int
    worst: int
    of_best: Interval
    of_worst: Interval
    difference: Interval  # the best less the worst, seed by seed
    alike: int | None  # other points that cannot be told from the best; None with one seed
    points: int  # that have a value with every seed
    without: int  # that have not


def over_seeds(values: np.ndarray, least: float = -np.inf, most: float = np.inf) -> Interval:
    """The mean of values [seed] with its t-interval, kept to the range of what is averaged."""
    n = len(values)
    spread = values.std(ddof=1) if n > 1 else np.nan
    half = float(half_width(np.array(spread), np.array(n)))
    mean = float(values.mean())
    return Interval(mean, float(np.maximum(mean - half, least)), float(np.minimum(mean + half, most)))


def best_and_worst(
    values: np.ndarray, better: str, least: float = -np.inf, most: float = np.inf
) -> BestAndWorst | None:
    """The extremes of values [point, seed], of points with a value with every seed; None where there are none.

    `better` is high or low; where neither is, the highest counts as the best. `least`, `most`: what values can be. A
    point is told from the best when the interval of their difference holds no 0, at so much confidence that all points
    are judged together (Bonferroni).
    """
    whole = np.flatnonzero(~np.isnan(values).any(axis=1))
    if not len(whole):
        return None
    sign = -1.0 if better == "low" else 1.0
    means = sign * values[whole].mean(axis=1)
    best, worst = int(whole[np.argmax(means)]), int(whole[np.argmin(means)])
    apart = over_seeds(values[best] - values[worst], least - most, most - least)
    return BestAndWorst(
        best, worst, over_seeds(values[best], least, most), over_seeds(values[worst], least, most), apart,
        _alike(values[whole], values[best]), len(whole), len(values) - len(whole),
    )  # fmt: skip


def _alike(values: np.ndarray, best: np.ndarray) -> int | None:
    """How many points beside the best cannot be told from it."""
    seeds = values.shape[1]
    if seeds < 2:
        return None
    apart = values - best
    confidence = 1.0 - (1.0 - CONFIDENCE) / max(1, len(values) - 1)
    half = half_width(apart.std(axis=1, ddof=1), np.full(len(values), seeds), confidence)
    return int((np.abs(apart.mean(axis=1)) <= half).sum()) - 1
