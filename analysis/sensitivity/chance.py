"""How much of an outcome's variance is chance: the seed as a factor that is crossed with the design.

Y[x, s] = mean + a[x] + b[s] + ab[x, s], with x a point of the parameter space and s the seed. The components are
estimated without bias from products of pairs (U-statistics): of the same or different points, with the same or
different seeds. Points of one block are not independent, so pairs of different points are taken from different blocks.
With blocks of one point these are the estimators of the two-way analysis of variance. Every single point of a
trajectory of Morris is uniform over the grid, and every single row of a base row of Sobol (A, AB, BA, B) over the unit
cube, so all of them are honest samples of the space.
"""

from typing import NamedTuple

import numpy as np

from analysis.language import remark
from analysis.tables import half_width


class Chance(NamedTuple):
    """Shares of the variance of a single run [share]; NaN where they cannot be determined."""

    share: float  # total effect of the seed: E_x Var_s(Y|x) / Var(Y)
    low: float
    high: float
    first_order: float  # Var_s(E_x Y) / Var(Y): luck that is the same for every point, which common luck cancels
    interaction: float  # luck that depends on the parameters, which common luck does not cancel
    left: float  # interaction / replicates: its share of the variance between points of the mean over replicates
    variance: float  # of a single run [unit of the outcome, squared]
    replicates: int
    why_not: str  # why it cannot be determined; empty when it can


def chance_of(values: np.ndarray) -> Chance:
    """Chance in values [block, point of the block, seed], with a jackknife interval over seeds and blocks."""
    blocks, _, seeds = values.shape
    if seeds < 2:
        why = remark("one replicate: chance cannot be separated from the parameters; replicates=2 or more can do so")
        return _unknown(seeds, why)
    if blocks < 2:
        return _unknown(seeds, remark("one block of points: too few to separate chance from the parameters"))
    if not np.ptp(values):
        return Chance(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, seeds, remark("the outcome does not vary at all"))
    of_points, of_seeds, of_both = components(values)
    of_points, of_seeds, of_both = max(of_points, 0.0), max(of_seeds, 0.0), max(of_both, 0.0)
    total = of_points + of_seeds + of_both
    share = share_of_chance(values)
    low, high = _interval(values, share)
    between = of_points + of_both / seeds
    left = of_both / seeds / between if between > 0.0 else 0.0
    scale = share / ((of_seeds + of_both) / total) if of_seeds + of_both > 0.0 else 0.0
    return Chance(share, low, high, scale * of_seeds / total, scale * of_both / total, left, total, seeds, "")


def _unknown(seeds: int, why: str) -> Chance:
    none = np.nan
    return Chance(none, none, none, none, none, none, none, seeds, why)


def components(values: np.ndarray) -> tuple[float, float, float]:
    """Unbiased variances of points, of seeds and of their interaction, for values [block, point, seed]."""
    centred = values - values.mean()
    blocks, _, seeds = values.shape
    square = float(np.mean(centred**2))
    over_seeds = centred.sum(axis=2)
    same_point = float(np.mean(over_seeds**2 - (centred**2).sum(axis=2))) / (seeds * (seeds - 1))
    means = centred.mean(axis=1)  # [block, seed]
    by_block, by_seed, squares = means.sum(axis=1), means.sum(axis=0), (means**2).sum()
    pairs = blocks * (blocks - 1)
    same_seed = float((by_seed**2 - (means**2).sum(axis=0)).mean()) / pairs
    none_same = float(means.sum() ** 2 - (by_block**2).sum() - (by_seed**2).sum() + squares)
    none_same /= pairs * seeds * (seeds - 1)
    return same_point - none_same, same_seed - none_same, square - same_point - same_seed + none_same


def share_of_chance(values: np.ndarray) -> float:
    """E_x Var_s(Y|x) over the variance of a single run."""
    within = float(values.var(axis=2, ddof=1).mean())
    of_points = max(components(values)[0], 0.0)
    return within / (within + of_points) if within + of_points > 0.0 else 0.0


def _interval(values: np.ndarray, share: float) -> tuple[float, float]:
    """95 % t-interval, its variance a jackknife over seeds and one over groups of blocks; NaN for two seeds."""
    blocks, _, seeds = values.shape
    if seeds < 3 or blocks < 3:
        return np.nan, np.nan
    by_seed = [share_of_chance(np.delete(values, s, axis=2)) for s in range(seeds)]
    parts = np.array_split(np.arange(blocks), min(blocks, 20))
    by_block = [share_of_chance(np.delete(values, part, axis=0)) for part in parts]
    variance = sum((len(shares) - 1) * float(np.var(shares)) for shares in (by_seed, by_block))
    half = float(half_width(np.sqrt(np.array(variance * seeds)), np.array(seeds)))
    return max(share - half, 0.0), min(share + half, 1.0)
