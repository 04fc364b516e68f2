"""Shares of the variance on a grid: of every factor, of every two together, of the rest, and of luck.

A grid crosses every value with every other and with every seed, so the variance of a run falls into parts that add up:
the analysis of variance, its effects taken with each seed by itself. The mean product of an effect with two different
seeds has nothing of luck in it, so what luck adds to an effect needs no guess at its size (a U-statistic; the same as
the mean square of the effect less that of its interaction with the seed). Seeds are the sample: intervals are t, their
variance a jackknife of seeds.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

import numpy as np

from analysis.language import remark
from analysis.tables import half_width

COMMON_LUCK, OWN_LUCK, REST = "common_luck", "own_luck", "rest"  # parts that no one or two factors make
Grid = dict[str, np.ndarray]  # factor: number of its value at each point, from 0


class Part(NamedTuple):
    """A part of the variance of a single run: of one factor, of two together, or of what `kind` says."""

    kind: str  # factor, together, rest, common_luck or own_luck
    factors: tuple[str, ...]
    share: float
    low: float  # NaN where seeds are too few for an interval
    high: float


@dataclass
class GridShares:
    """The parts of an outcome's variance, the largest effect first and luck last, or why there are none."""

    parts: list[Part]
    seeds: int  # that every point has a value with
    left_out: str = ""  # one sentence on seeds that were left out
    why_not: str = ""

    def of(self, *factors: str) -> float:
        """Share of a factor, or of two together; 0 where there is none."""
        return next((part.share for part in self.parts if set(part.factors) == set(factors)), 0.0)


def crossed(grid: Grid) -> bool:
    """Whether every value is there once with every other."""
    sizes = [int(numbers.max()) + 1 for numbers in grid.values()]
    n = len(next(iter(grid.values())))
    return n == prod(sizes) and len(np.unique(np.column_stack(list(grid.values())), axis=0)) == n


def shares_of(grid: Grid, values: np.ndarray) -> GridShares:
    """The parts of the variance of values [point, seed]; a seed without a value at some point is left out."""
    whole = ~np.isnan(values).any(axis=0)
    seeds, n = int(whole.sum()), values.shape[1]
    if not crossed(grid):
        return GridShares([], seeds, why_not=remark("the points do not cross every value with every other"))
    if not seeds:
        bad = int(np.isnan(values).any(axis=1).sum())
        why = remark("no seed has a value at every point ({bad} of {n} points lack some)", bad=bad, n=len(values))
        return GridShares([], seeds, why_not=why)
    left_out = ""
    if seeds < n:
        left_out = remark(
            "shares of the variance leave out {bad} of {n} seeds, which have no value at some point", bad=n - seeds, n=n
        )
    if not np.ptp(values[:, whole]):
        return GridShares([], seeds, left_out, remark("the outcome does not vary at all"))
    order = np.lexsort(list(grid.values())[::-1])
    cube = values[order][:, whole].reshape(*(int(numbers.max()) + 1 for numbers in grid.values()), seeds)
    effects = _effects(cube, list(grid))
    shares = _parts(effects, np.arange(seeds))
    without = [_parts(effects, np.delete(np.arange(seeds), s)) for s in range(seeds)] if seeds > 2 else []
    spread = np.sqrt((seeds - 1) * np.var(without, axis=0) * seeds) if without else np.full(len(shares), np.nan)
    half = half_width(spread, np.array(seeds))
    labels = [("factor" if len(subset) == 1 else "together", subset) for subset in effects.subsets]
    labels += [(REST, ())] if effects.rest is not None else []
    labels += [(COMMON_LUCK, ()), (OWN_LUCK, ())] if seeds > 1 else []
    parts = [
        Part(kind, factors, float(share), float(max(share - reach, 0.0)), float(min(share + reach, 1.0)))
        if np.isfinite(reach)
        else Part(kind, factors, float(share), np.nan, np.nan)
        for (kind, factors), share, reach in zip(labels, shares, half, strict=True)
    ]
    last = (REST, COMMON_LUCK, OWN_LUCK)
    parts.sort(key=lambda part: (last.index(part.kind) if part.kind in last else -1, -part.share))
    return GridShares(parts, seeds, left_out)


class _Effects(NamedTuple):
    """The effects of every seed by itself."""

    subsets: list[tuple[str, ...]]
    products: np.ndarray  # [subset, seed, seed]: mean over points of an effect with one seed times it with another
    rest: np.ndarray | None  # the same of what three and more do only together; None where there are no three
    means: np.ndarray  # [seed]
    apart: np.ndarray  # [point, seed]: values less the mean of their seed


def _effects(cube: np.ndarray, names: Sequence[str]) -> _Effects:
    """Effects of factors and of pairs in values [value of the first factor, of the second, ..., seed]."""
    axes = range(cube.ndim - 1)
    means = cube.mean(axis=tuple(axes))
    left = cube - means
    subsets, products = [], []
    for size in (1, 2):
        for chosen in itertools.combinations(axes, size):
            others = tuple(axis for axis in axes if axis not in chosen)
            effect = left.mean(axis=others, keepdims=True)
            subsets.append(tuple(names[axis] for axis in chosen))
            products.append(_products(effect))
            left = left - effect
    rest = _products(left) if cube.ndim > 3 else None
    return _Effects(subsets, np.array(products), rest, means, (cube - means).reshape(-1, cube.shape[-1]))


def _products(effect: np.ndarray) -> np.ndarray:
    flat = effect.reshape(-1, effect.shape[-1])
    return np.asarray(flat.T @ flat / len(flat))


def _parts(effects: _Effects, seeds: np.ndarray) -> np.ndarray:
    """Shares of the variance of a run with these seeds: of every subset, of the rest, and of luck where it is known."""
    every = [*effects.products, *([] if effects.rest is None else [effects.rest])]
    n = len(seeds)
    if n == 1:
        parts = np.array([product[seeds[0], seeds[0]] for product in every])
    else:
        some = np.array([product[np.ix_(seeds, seeds)] for product in every])
        off = some.sum(axis=(1, 2)) - np.trace(some, axis1=1, axis2=2)
        own = effects.apart[:, seeds].var(axis=1, ddof=1).mean()
        parts = np.array([*np.maximum(off / (n * (n - 1)), 0.0), effects.means[seeds].var(ddof=1), own])
    total = parts.sum()
    return parts / total if total > 0.0 else np.zeros(len(parts))
