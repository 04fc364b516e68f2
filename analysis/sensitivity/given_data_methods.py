"""Indices from any sample of points: RBD-FAST, PAWN, delta, HDMR, RSA; and eFAST, which needs its own curves.

All that a factor does not explain, chance included, is noise to these methods, so the dummy's index is their floor.
"""

import warnings
from abc import abstractmethod
from functools import cached_property

import numpy as np

from analysis.sensitivity.estimator import Estimator, Indices
from analysis.sensitivity.run_arrays import Blocked, Problem


class GivenData(Estimator):
    """What the methods that take any sample share: points are the blocks; each column is computed for itself."""

    resamples = 100

    def __init__(self, problem: Problem):
        super().__init__(problem)
        self.units = len(problem.values)

    def effects(self, values: np.ndarray) -> np.ndarray:
        return values

    def indices(self, effects: np.ndarray, chosen: np.ndarray) -> Indices:
        from threadpoolctl import threadpool_limits

        points = self.problem.values
        columns = np.broadcast_to(effects, (len(effects), chosen.shape[1])).T
        with threadpool_limits(1):  # many small matrices: threads would wait for one another, on a busy machine long
            by_column = [self.of_sample(points[at], column[at]) for at, column in zip(chosen.T, columns, strict=True)]
        return {name: np.array([column_indices[name] for column_indices in by_column]).T for name in by_column[0]}

    @abstractmethod
    def of_sample(self, points: np.ndarray, values: np.ndarray) -> Indices:
        """Indices of values at points [factor]."""

    @cached_property
    def about(self) -> dict:
        """The problem in SALib's words."""
        names = list(self.problem.names)
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


class Rbd(GivenData):
    """First order by random balance designs, bias corrected (Tarantola et al. 2006, Tissot and Prieur 2012)."""

    leading, harmonics = "S1", 10

    def of_sample(self, points: np.ndarray, values: np.ndarray) -> Indices:
        from SALib.analyze import rbd_fast

        if not np.ptp(values):
            return {"S1": np.zeros(points.shape[1])}
        first = [
            rbd_fast.compute_first_order(rbd_fast.permute_outputs(column, values), self.harmonics)
            for column in points.T
        ]
        return {"S1": rbd_fast.unskew_S1(np.array(first), self.harmonics, len(values))}


class Pawn(GivenData):
    """Distance between distributions of the outcome with and without knowing the factor (Pianosi and Wagener 2018).

    SALib's index, computed for all factors at once: it is called some ten thousand times.
    """

    leading, slides = "median", 10

    def of_sample(self, points: np.ndarray, values: np.ndarray) -> Indices:
        order = np.argsort(values, kind="stable")
        ordered = values[order]
        last = np.append(np.nonzero(np.diff(ordered))[0], len(ordered) - 1)  # of equal values only the last counts
        everybody = (last + 1.0) / len(ordered)
        distances = np.full((self.slides, points.shape[1]), np.nan)
        for factor, column in enumerate(points.T):
            edges = np.nanquantile(column, np.arange(0.0, 1.0 + 1.0 / self.slides, 1.0 / self.slides))
            sorted_column = column[order]
            for s in range(self.slides):
                inside = np.cumsum((sorted_column >= edges[s]) & (sorted_column < edges[s + 1]))
                if inside[-1]:
                    distances[s, factor] = np.max(np.abs(inside[last] / inside[-1] - everybody))
        distances = distances[~np.isnan(distances).all(axis=1)]
        return {"median": np.nanmedian(distances, axis=0), "maximum": np.nanmax(distances, axis=0)}


class Delta(GivenData):
    """Moment-independent delta (Borgonovo 2007, Plischke et al. 2013) and first order; SALib's estimators."""

    leading, resamples, debiased = "delta", 30, ("delta",)

    def of_sample(self, points: np.ndarray, values: np.ndarray) -> Indices:
        from SALib.analyze import delta

        n = len(values)
        if not np.ptp(values):
            return {"delta": np.zeros(points.shape[1]), "S1": np.zeros(points.shape[1])}
        exponent = 2.0 / (7.0 + np.tanh((1500.0 - n) / 500.0))
        classes = np.linspace(0, n, int(np.round(min(int(np.ceil(n**exponent)), 48))) + 1)
        grid = np.linspace(values.min(), values.max(), 100)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of classes in which the outcome does not vary; they add nothing
            return {
                "delta": np.array([delta.calc_delta(values, grid, column, classes) for column in points.T]),
                "S1": np.array([delta.sobol_first(values, column, classes) for column in points.T]),
            }


class Hdmr(GivenData):
    """First and total order of a fitted expansion (HDMR, Li et al. 2010); SALib's fit."""

    leading, resamples, least = "ST", 10, 301  # SALib asks for 300, and one is left out of a resample

    def __init__(self, problem: Problem):
        super().__init__(problem)
        if self.units < self.least:
            raise Blocked(f"hdmr needs {self.least} points at least, and there are {self.units}")

    def of_sample(self, points: np.ndarray, values: np.ndarray) -> Indices:
        from SALib.analyze import hdmr

        n = len(self.problem.names)
        if not np.ptp(values):
            return {"ST": np.zeros(n), "S1": np.zeros(n)}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitted = hdmr.analyze(self.about, points, values, maxorder=2 if n > 1 else 1, K=1)
        return {"ST": np.array(fitted["ST"][:n], float), "S1": np.array(fitted["Sa"][:n], float)}


class Rsa(GivenData):
    """Distance between a factor's values inside and outside each twentieth of the outcome (regional sensitivity).

    SALib's Cramér-von Mises statistic, for all factors and classes at once; mean and maximum over classes.
    """

    leading, classes = "cvm_mean", 20

    def of_sample(self, points: np.ndarray, values: np.ndarray) -> Indices:
        edges = np.quantile(values, np.append(np.arange(0.0, 1.0, 1.0 / self.classes), 1.0))
        number = np.clip(np.searchsorted(edges, values, side="left") - 1, 0, self.classes - 1)
        member = number[:, None] == np.arange(self.classes)
        varied = [c for c in range(self.classes) if len(np.unique(values[member[:, c]])) > 1 and not member[:, c].all()]
        if not varied:
            return {"cvm_mean": np.zeros(points.shape[1]), "cvm_max": np.zeros(points.shape[1])}
        distances = np.array([_cramer_von_mises(column, member[:, varied]) for column in points.T])
        return {"cvm_mean": distances.mean(axis=1), "cvm_max": distances.max(axis=1)}


def _cramer_von_mises(column: np.ndarray, member: np.ndarray) -> np.ndarray:
    """The two-sample statistic between members and the others [class]; ties have the mean of their ranks."""
    from scipy.stats import rankdata

    order = np.argsort(column, kind="stable")
    ranks = rankdata(column)[order][:, None]
    inside = member[order]
    among = np.cumsum(inside, axis=0)
    beside = np.arange(1, len(column) + 1)[:, None] - among
    n, m = among[-1].astype(float), beside[-1].astype(float)
    square = (ranks - np.where(inside, among, beside)) ** 2
    total = n * (square * inside).sum(axis=0) + m * (square * ~inside).sum(axis=0)
    return np.asarray(total / (n * m * (n + m)) - (4.0 * n * m - 1.0) / (6.0 * (n + m)))


class Efast(Estimator):
    """First and total order from a search curve for each factor (Saltelli et al. 1999); SALib's estimator.

    A curve cannot be cut or resampled without changing its frequencies, so intervals cover the seeds only.
    """

    leading, harmonics = "ST", 4

    def effects(self, values: np.ndarray) -> np.ndarray:
        return values

    def indices(self, effects: np.ndarray, chosen: np.ndarray) -> Indices:
        from math import floor

        from SALib.analyze import fast

        n, columns = len(self.problem.names), effects.shape[1]
        orders = np.full((2, n, columns), np.nan)  # NaN for a curve that was left out
        for j in range(n):
            curve = effects[self.problem.blocks == j]
            for c in range(columns if len(curve) else 0):
                varied = np.ptp(curve[:, c]) > 0.0
                frequency = floor((len(curve) - 1) / (2 * self.harmonics))
                first_and_total = (0.0, 0.0)
                if varied:
                    first_and_total = fast.compute_orders(curve[:, c], len(curve), self.harmonics, frequency)
                orders[:, j, c] = first_and_total
        return {"ST": orders[1], "S1": orders[0]}
