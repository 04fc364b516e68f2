"""Indices of designs made of blocks: Sobol (base rows), Morris (trajectories), DGSM (base rows), fractional factorial.

The effects of an estimator are linear in the values, so a bootstrap resamples blocks and replicates without computing
them anew.
"""

import warnings

import numpy as np

from analysis.sensitivity.estimator import Estimator, Indices
from analysis.sensitivity.run_arrays import Problem


def gathered(effects: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """The chosen blocks of each column: [draw, ..., column]; effects of one column are those of all."""
    if effects.shape[-1] == 1:
        return np.moveaxis(effects[..., 0][chosen], 1, -1)
    columns = np.arange(effects.shape[-1])
    spread = np.moveaxis(effects, -1, 1)  # [block, column, ...]
    return np.moveaxis(spread[chosen, columns], 1, -1)


class BlockDesign(Estimator):
    """What designs share that are made of blocks of as many points each."""

    def __init__(self, problem: Problem, step: int):
        super().__init__(problem)
        n = len(problem.values)
        if n % step or not n:
            raise ValueError(
                f"{problem.method} has blocks of {step} points, and the design has {n}, which are no whole blocks"
            )
        self.step, self.units = step, n // step

    def by_block(self, values: np.ndarray) -> np.ndarray:
        """Values [point, ...] as values [block, point of the block, ...]."""
        return values.reshape(self.units, self.step, -1)

    def sample(self, values: np.ndarray) -> np.ndarray:
        return self.by_block(values)


class Sobol(BlockDesign):
    """First, second and total order by SALib's estimators (Saltelli 2002, Saltelli et al. 2010)."""

    leading, exact_dummy = "ST", ("S1", "ST")

    def __init__(self, problem: Problem):
        n = len(problem.names)
        super().__init__(problem, 2 * n + 2 if problem.second_order else n + 2)

    def effects(self, values: np.ndarray) -> np.ndarray:
        return self.by_block(values)

    def indices(self, effects: np.ndarray, chosen: np.ndarray) -> Indices:
        from SALib.analyze import sobol

        spread = effects.std(axis=(0, 1))
        centred = (effects - effects.mean(axis=(0, 1))) / np.where(spread > 0.0, spread, 1.0)
        rows = gathered(centred, chosen)
        n = len(self.problem.names)
        a, b = rows[:, 0], rows[:, -1]
        ab = [rows[:, 1 + j] for j in range(n)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of resamples that do not vary; their indices are 0
            indices = {
                "S1": np.array([sobol.first_order(a, ab[j], b) for j in range(n)]),
                "ST": np.array([sobol.total_order(a, ab[j], b) for j in range(n)]),
            }
        if self.problem.second_order:
            indices["S2"] = self._second_order(rows, indices["S1"])
        return indices

    def _second_order(self, rows: np.ndarray, first: np.ndarray) -> np.ndarray:
        """SALib's second order for all pairs at once; one call a pair and resample takes too long."""
        n = len(self.problem.names)
        columns = np.moveaxis(rows, -1, 0)  # [column, base row, point]
        a, b = columns[:, :, 0], columns[:, :, -1]
        both = np.swapaxes(columns[:, :, 1 + n : 1 + 2 * n], 1, 2) @ columns[:, :, 1 : 1 + n]  # [column, BA, AB]
        beyond = both / rows.shape[0] - (a * b).mean(axis=1)[:, None, None]
        variance = np.concatenate([a, b], axis=1).var(axis=1)
        j, k = np.array(pairs(n)).reshape(-1, 2).T
        share = np.divide(
            beyond[:, j, k].T, variance, out=np.zeros((len(j), len(variance))), where=variance > np.finfo(float).eps
        )
        return np.asarray(share - first[j] - first[k])

    def chance_part(self, effects: np.ndarray) -> Indices:
        replicates = effects.shape[-1]
        n = len(self.problem.names)
        variance = float(effects[:, [0, -1]].mean(axis=2).var())
        if replicates < 2 or variance <= 0.0:
            return {}
        a, b, ab = effects[:, 0], effects[:, -1], effects[:, 1 : 1 + n]
        moved = ab - a[:, None]  # [block, factor, replicate]
        beside = (b - b.mean(axis=1, keepdims=True))[:, None]
        alike = (beside * (moved - moved.mean(axis=2, keepdims=True))).sum(axis=2) / (replicates - 1)
        return {
            "S1": alike.mean(axis=0) / replicates / variance,
            "ST": 0.5 * moved.var(axis=2, ddof=1).mean(axis=0) / replicates / variance,
        }


class Morris(BlockDesign):
    """Mean, mean size and spread of elementary effects (Morris 1991, Campolongo et al. 2007), as in SALib."""

    leading, exact_dummy, unit = "mu_star", ("mu", "mu_star", "sigma"), "outcome"

    def __init__(self, problem: Problem):
        super().__init__(problem, len(problem.names) + 1)
        moves = np.diff(self.by_block(problem.values), axis=1)  # [trajectory, step, factor]
        first = np.array([columns[0] for columns in problem.columns])
        self.moved = np.argmax(moves[:, :, first] != 0.0, axis=1)  # [trajectory, group]: at which step it moved
        self.ungrouped = np.array([len(columns) == 1 for columns in problem.columns])
        sign = np.sign(np.take_along_axis(moves[:, :, first], self.moved[:, None], axis=1)[:, 0])
        delta = problem.levels / (2.0 * (problem.levels - 1.0))
        self.per_unit = np.where(self.ungrouped, sign, 1.0) / delta

    def effects(self, values: np.ndarray) -> np.ndarray:
        rise = np.diff(self.by_block(values), axis=1)
        return np.take_along_axis(rise, self.moved[:, :, None], axis=1) * self.per_unit[:, :, None]

    def indices(self, effects: np.ndarray, chosen: np.ndarray) -> Indices:
        draws = len(chosen)
        counts = np.zeros((self.units, chosen.shape[1]))
        np.add.at(counts, (chosen, np.arange(chosen.shape[1])), 1.0)
        centre = effects.mean(axis=0)
        apart = effects - centre
        size = _over_blocks(np.abs(effects), counts) / draws
        beside = _over_blocks(apart, counts) / draws
        mean = centre + beside
        square = _over_blocks(apart * apart, counts) / draws - beside * beside
        spread = np.sqrt(np.maximum(square, 0.0) * draws / max(draws - 1, 1))
        only = np.where(self.ungrouped, 1.0, np.nan)[:, None]  # of a group, a mean with signs says nothing
        return {"mu_star": size, "mu": mean * only, "sigma": spread * only}

    def chance_part(self, effects: np.ndarray) -> Indices:
        replicates = effects.shape[-1]
        if replicates < 2:
            return {}
        noise = effects.var(axis=2, ddof=1).mean(axis=0) / replicates
        return {"mu_star": np.sqrt(2.0 / np.pi * noise)}  # the mean size of a normal error of this variance


class Derivatives(BlockDesign):
    """Mean squared derivative, scaled to bound the total order from above (Sobol and Kucherenko 2009), as in SALib."""

    leading, exact_dummy = "dgsm", ("dgsm", "vi")

    def __init__(self, problem: Problem):
        super().__init__(problem, len(problem.names) + 1)
        rows = self.by_block(problem.values)
        each = np.arange(self.step - 1)
        moved = rows[:, 1 + each, each] - rows[:, 0]
        self.per_step = np.divide(1.0, moved, out=np.zeros_like(moved), where=moved != 0.0)
        self.used = np.maximum((moved != 0.0).mean(axis=0), 1.0 / self.units)  # a step that met its bound says nothing

    def effects(self, values: np.ndarray) -> np.ndarray:
        rows = self.by_block(values)
        slopes = (rows[:, 1:] - rows[:, :1]) * self.per_step[:, :, None]
        return np.concatenate([rows[:, :1], slopes], axis=1)

    def indices(self, effects: np.ndarray, chosen: np.ndarray) -> Indices:
        rows = gathered(effects, chosen)
        variance = rows[:, 0].var(axis=0)
        squared = (rows[:, 1:] ** 2).mean(axis=0) / self.used[:, None]
        scaled = np.divide(squared, variance * np.pi**2, out=np.zeros_like(squared), where=variance > 0.0)
        return {"dgsm": scaled, "vi": squared}

    def chance_part(self, effects: np.ndarray) -> Indices:
        replicates = effects.shape[-1]
        variance = float(effects[:, 0].mean(axis=1).var())
        if replicates < 2 or variance <= 0.0:
            return {}
        noise = effects[:, 1:].var(axis=2, ddof=1).mean(axis=0) / replicates / self.used
        return {"dgsm": noise / (variance * np.pi**2), "vi": noise}

    def sample(self, values: np.ndarray) -> np.ndarray:
        return self.by_block(values)[:, :1]


class Fractional(Estimator):
    """Main effects of a two-level fractional factorial (Saltelli et al. 2008): half of high less low, as in SALib.

    The design is saturated, so no rows can be resampled: intervals cover the seeds only.
    """

    leading, unit = "ME", "outcome"

    def __init__(self, problem: Problem):
        super().__init__(problem)
        self.contrast = (2.0 * problem.values - 1.0).T / len(problem.values)

    def effects(self, values: np.ndarray) -> np.ndarray:
        return (self.contrast @ (values - values[:1]))[None]  # a constant would leave rounding

    def indices(self, effects: np.ndarray, chosen: np.ndarray) -> Indices:
        return {"ME": effects[0]}


def _over_blocks(effects: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Sum over blocks as often as each was drawn: effects [block, factor, column or 1], counts [block, column]."""
    if effects.shape[-1] == 1:
        return np.asarray(effects[..., 0].T @ counts)
    return np.asarray(np.einsum("kfc,kc->fc", effects, counts))


def pairs(n: int) -> list[tuple[int, int]]:
    """Every pair of n factors, in SALib's order."""
    return [(j, k) for j in range(n) for k in range(j + 1, n)]
