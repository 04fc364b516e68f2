"""Intervals that cover the sample and the seeds.

Blocks of the design are resampled (bootstrap; of n blocks n - 1 are drawn, which makes the variance of a mean unbiased
also for few: Rao and Wu 1988), replicates are left out one at a time (jackknife: a bootstrap of two to five seeds would
change how much noise is in their mean). The two variances are added, which errs on the side of wide (Owen 2007).
Intervals are value +/- t standard deviations with the degrees of freedom that this sum has (Satterthwaite), not
percentiles: so few seeds have the width they deserve, and the bias which drawing a block twice brings to smoothing
methods does not move them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, default_rng

from analysis.sensitivity.estimator import Estimator, Indices
from analysis.tables import TAILS

MANY = 1e6  # degrees of freedom of what has enough of them
ROOM = 6_000_000  # numbers held at once


@dataclass(frozen=True)
class Estimate:
    """Indices of one outcome: value, interval, what chance adds, and the leading index in every resample."""

    value: Indices  # [factor or pair]
    low: Indices  # NaN where there is nothing to resample
    high: Indices
    over_dummy: Indices  # lower end of the interval of what an index has over the dummy's in size; NaN without interval
    chance: Indices
    covers_sample: bool  # whether intervals cover the sample, and not the seeds only
    leading: np.ndarray  # [factor, resample]; no columns where there is nothing to resample


def estimate_indices(estimator: Estimator, values: np.ndarray, seed: int, resamples: int | None = None) -> Estimate:
    """Indices of values [point, replicate], with intervals."""
    effects = estimator.effects(values)
    every_block = np.arange(len(effects))[:, None]
    value = {
        name: columns[:, 0]
        for name, columns in estimator.indices(effects.mean(axis=-1)[..., None], every_block).items()
    }
    times = estimator.resamples if resamples is None else resamples
    blocks = _by_block(estimator, effects, seed, times) if times > 1 else {}
    seeds = _without_each(estimator, effects) if times > 1 else {}
    low, high, over = {}, {}, {}
    leading = np.empty((len(value[estimator.leading]), 0))
    for name, at in value.items():
        if blocks and name in estimator.debiased:  # Plischke et al. 2013
            value[name] = at = 2.0 * at - blocks[name].mean(axis=1)
        samples = _apart(blocks.get(name)), _apart(seeds.get(name))
        half = _half(*samples, len(at))
        low[name], high[name] = at - half, at + half
        over[name] = _over_dummy(at, *samples, estimator.problem.dummy)
        if name == estimator.leading:
            leading = at[:, None] + _together(*samples, seed, times)
    return Estimate(value, low, high, over, estimator.chance_part(effects), bool(blocks), leading)


def _apart(samples: np.ndarray | None) -> np.ndarray | None:
    """Samples [factor, sample] as deviations from their mean."""
    return None if samples is None else samples - samples.mean(axis=1, keepdims=True)


def _variances(blocks: np.ndarray | None, seeds: np.ndarray | None, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Variance over blocks by bootstrap and over seeds by jackknife [factor]."""
    over_blocks = np.zeros(n) if blocks is None else (blocks**2).sum(axis=1) / (blocks.shape[1] - 1)
    over_seeds = np.zeros(n) if seeds is None else (seeds**2).mean(axis=1) * (seeds.shape[1] - 1)
    return over_blocks, over_seeds


def _half(blocks: np.ndarray | None, seeds: np.ndarray | None, n: int) -> np.ndarray:
    """Half the width of a 95 % interval [factor]; NaN where nothing was resampled."""
    from scipy.special import stdtrit

    if blocks is None and seeds is None:
        return np.full(n, np.nan)
    over_blocks, over_seeds = _variances(blocks, seeds, n)
    total = over_blocks + over_seeds
    free = np.full(n, MANY)
    if seeds is not None:
        few = (seeds.shape[1] - 1) * total**2
        np.divide(few, over_seeds**2, out=free, where=over_seeds > 1e-6 * total)
    return np.asarray(stdtrit(np.minimum(free, MANY), TAILS[1]) * np.sqrt(total))


def _over_dummy(
    value: np.ndarray, blocks: np.ndarray | None, seeds: np.ndarray | None, dummy: int | None
) -> np.ndarray:
    """Lower end of the interval of the size of an index less the dummy's; noise that both share cancels."""
    if dummy is None or dummy >= len(value):
        return np.full(len(value), np.nan)
    sign = np.where(value < 0.0, -1.0, 1.0)[:, None]
    moved = [
        None if deviations is None else sign * deviations - sign[dummy] * deviations[dummy]
        for deviations in (blocks, seeds)
    ]
    return np.abs(value) - abs(value[dummy]) - _half(moved[0], moved[1], len(value))


def _together(blocks: np.ndarray | None, seeds: np.ndarray | None, seed: int, resamples: int) -> np.ndarray:
    """Deviations that vary as blocks and seeds do together [factor, resample]."""
    parts = [] if blocks is None else [blocks]
    if seeds is not None:
        n = seeds.shape[1]
        drawn = default_rng([seed, 0x5EED5]).normal(size=(n, resamples))
        parts.append(np.sqrt((n - 1.0) / n) * seeds @ drawn)
    return np.asarray(sum(parts)) if parts else np.empty((1, 0))


def _by_block(estimator: Estimator, effects: np.ndarray, seed: int, resamples: int) -> Indices:
    """Every index in every resample of blocks [factor or pair, resample]; empty where the design has no blocks."""
    if estimator.units < 2:
        return {}
    generator: Generator = default_rng([seed, 0x5EED])
    chosen = generator.integers(estimator.units, size=(estimator.units - 1, resamples))
    mean = effects.mean(axis=-1)[..., None]
    size = max(1, ROOM // max(1, mean.size))
    parts: dict[str, list[np.ndarray]] = {}
    for start in range(0, resamples, size):
        part = chosen[:, start : start + size]
        for name, columns in estimator.indices(mean, part).items():
            parts.setdefault(name, []).append(columns)
    return {name: np.concatenate(columns, axis=1) for name, columns in parts.items()}


def _without_each(estimator: Estimator, effects: np.ndarray) -> Indices:
    """Every index without each of the replicates [factor or pair, replicate]; empty for one replicate."""
    replicates = effects.shape[-1]
    if replicates < 2:
        return {}
    without = np.stack([np.delete(effects, s, axis=-1).mean(axis=-1) for s in range(replicates)], axis=-1)
    return estimator.indices(without, np.repeat(np.arange(len(effects))[:, None], replicates, axis=1))
