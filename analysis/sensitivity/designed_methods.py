"""Indices of designs made of blocks: Sobol (base rows), Morris (trajectories), DGSM (base rows), fractional factorial.

The effects of an estimator are linear in the values, so a bootstrap resamples blocks and replicates without computing
them anew.
"""

import warnings
from functools import cache

import numpy as np

from analysis.sensitivity.estimator import Estimator, Indices
from analysis.sensitivity.run_arrays import Blocked, Problem


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
            raise Blocked(
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
    """Mean, mean size and spread of elementary effects (Morris 1991, Campolongo et al. 2007), of numbers as in SALib.

    Of a number the effect is the difference that its jump makes, over the whole range: a whole number of few values is
    moved farther or less far than the jump of the grid, and its effect is over what it moved. Of options it is the
    largest difference between any two of them at the same point: a trajectory passes through all. The mean of it with
    its sign is defined for two options only; the spread is that of the two whose difference varies most.
    """

    leading, exact_dummy, unit = "mu_star", ("mu", "mu_star", "sigma"), "outcome"

    def __init__(self, problem: Problem):
        firsts = [columns[0] for columns in problem.columns]
        alone = np.array([len(columns) == 1 for columns in problem.columns])
        numbers = [
            max(problem.options[first], 2) if by_itself else 2 for first, by_itself in zip(firsts, alone, strict=True)
        ]
        super().__init__(problem, 1 + sum(n - 1 for n in numbers))
        positions = self.by_block(problem.values)  # [trajectory, point, factor]
        before: list[np.ndarray] = []
        after: list[np.ndarray] = []
        per_unit: list[np.ndarray] = []
        starts: list[int] = []
        for first, columns, n in zip(firsts, problem.columns, numbers, strict=True):
            starts.append(len(before))
            position = positions[:, :, first]
            step = np.argmax(np.diff(position, axis=1) != 0.0, axis=1)  # [trajectory]: after which point it moves
            if len(columns) == 1 and problem.options[first]:
                points = _by_option(position, step, n)
                for j, k in pairs(n):
                    before.append(points[:, j])
                    after.append(points[:, k])
                    per_unit.append(np.ones(self.units))
            else:
                before.append(step)
                after.append(step + 1)
                rise = np.take_along_axis(position, step[:, None] + 1, 1) - np.take_along_axis(
                    position, step[:, None], 1
                )
                sign = np.sign(rise[:, 0]) if len(columns) == 1 else np.ones(self.units)
                per_unit.append(sign / self._moved(columns, positions, step))
        self.before, self.after = np.stack(before, axis=1)[:, :, None], np.stack(after, axis=1)[:, :, None]
        self.per_unit, self.starts = np.stack(per_unit, axis=1), np.array(starts)
        self.compared = np.array(numbers)  # positions that each factor is seen at in a trajectory
        self.ungrouped, self.two = alone, alone & (self.compared == 2)

    def _moved(self, columns: tuple[int, ...], positions: np.ndarray, step: np.ndarray) -> np.ndarray:
        """How far a step moves a number [trajectory], as a share of its range; the mean where several move together."""
        jump = self.problem.levels / (2.0 * (self.problem.levels - 1.0))
        moves = []
        for column in columns:
            n = self.problem.whole[column]
            if n < 2:
                moves.append(np.full(self.units, jump))
                continue
            value = np.minimum(np.floor(positions[:, :, column] * n), n - 1)
            ends = np.take_along_axis(value, step[:, None] + np.arange(2), 1)
            moves.append(np.abs(np.diff(ends, axis=1)[:, 0]) / (n - 1.0))
        return np.asarray(sum(moves)) / len(moves)

    def effects(self, values: np.ndarray) -> np.ndarray:
        """Differences [trajectory, difference, replicate]: one of a number, one of every two options of the others."""
        rows = self.by_block(values)
        apart = np.take_along_axis(rows, self.after, axis=1) - np.take_along_axis(rows, self.before, axis=1)
        return apart * self.per_unit[:, :, None]

    def indices(self, effects: np.ndarray, chosen: np.ndarray) -> Indices:
        draws = len(chosen)
        counts = np.zeros((self.units, chosen.shape[1]))
        np.add.at(counts, (chosen, np.arange(chosen.shape[1])), 1.0)
        centre = effects.mean(axis=0)
        apart = effects - centre
        size = _over_blocks(self._largest(np.abs(effects), axis=1), counts) / draws
        beside = _over_blocks(apart, counts) / draws
        mean = (centre + beside)[self.starts]
        square = self._largest(_over_blocks(apart * apart, counts) / draws - beside * beside, axis=0)
        spread = np.sqrt(np.maximum(square, 0.0) * draws / max(draws - 1, 1))
        only = np.where(self.ungrouped, 1.0, np.nan)[:, None]  # of a group, a mean with signs says nothing
        return {"mu_star": size, "mu": np.where(self.two[:, None], mean, np.nan), "sigma": spread * only}

    def chance_part(self, effects: np.ndarray) -> Indices:
        replicates = effects.shape[-1]
        if replicates < 2:
            return {}
        noise = effects.var(axis=2, ddof=1).mean(axis=0) / replicates
        noise = np.add.reduceat(noise, self.starts) / np.diff(np.append(self.starts, len(noise)))
        reach = np.array([2.0 / np.pi if n == 2 else 0.5 * normal_range(n) ** 2 for n in self.compared.tolist()])
        return {"mu_star": np.sqrt(reach * noise)}  # the mean size of a normal error of this variance

    def _largest(self, differences: np.ndarray, axis: int) -> np.ndarray:
        """The largest of each factor's differences."""
        if len(self.starts) == differences.shape[axis]:
            return differences
        return np.maximum.reduceat(differences, self.starts, axis=axis)


def _by_option(position: np.ndarray, step: np.ndarray, n: int) -> np.ndarray:
    """The point of each option [trajectory, option] in trajectories that pass through all of them after `step`."""
    points = np.minimum(step[:, None] + np.arange(n), position.shape[1] - 1)
    option = np.floor(np.take_along_axis(position, points, axis=1) * n)
    if not (np.sort(option, axis=1) == np.arange(n)).all():
        raise Blocked("trajectories must pass through every option of a factor, nothing else moved meanwhile")
    return np.asarray(np.take_along_axis(points, np.argsort(option, axis=1), axis=1))


@cache
def normal_range(n: int) -> float:
    """Mean of the largest less the smallest of n independent standard normal numbers (Tippett 1925)."""
    from scipy.special import ndtr

    at = np.linspace(-9.0, 9.0, 3601)
    return float(np.trapezoid(1.0 - ndtr(at) ** n - ndtr(-at) ** n, at))


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
