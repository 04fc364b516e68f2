"""An emulator of the trials: what each target would be at parameters nobody has simulated, and how sure that is.

A Gaussian process with a linear trend for each target (scikit-learn). It tells what changes with parameters from what
changes with luck.
"""

import warnings
from collections.abc import Sequence

import numpy as np

CURVED = 0.5  # share of the variance that the curved part may have, to begin with
FEWEST = 8  # points that an emulator is made of


class Emulator:
    """Emulators of several targets over the unit cube of parameters."""

    def __init__(self, positions: np.ndarray, targets: dict[str, np.ndarray]):
        self.names = list(targets)
        self.noise: dict[str, float] = {}
        self._processes = {name: self._fitted(positions, values, name) for name, values in targets.items()}

    def _fitted(self, positions: np.ndarray, values: np.ndarray, name: str):  # type: ignore[no-untyped-def]
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.gaussian_process import GaussianProcessRegressor
        from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, WhiteKernel

        known = np.isfinite(values)
        if known.sum() < FEWEST:
            raise ValueError(f"{name} was estimated at {known.sum()} points; an emulator needs {FEWEST}")
        trend = ConstantKernel(0.5, (1e-4, 1e2)) * DotProduct(0.1, (1e-3, 1e1))
        curve = ConstantKernel(CURVED, (1e-4, 1e1)) * RBF(4.0, (1.5, 2e1))
        process = GaussianProcessRegressor(
            trend + curve + WhiteKernel(0.5, (1e-5, 1e1)), normalize_y=True, n_restarts_optimizer=1, random_state=0
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # a bound reached means that a part is not needed
            process.fit(positions[known] - 0.5, values[known])
        spread = float(values[known].std())
        self.noise[name] = spread * float(np.sqrt(process.kernel_.k2.noise_level))
        return process

    def predict(self, name: str, positions: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """A target at points, and the error of that; the luck of single runs is not in it."""
        process = self._processes[name]
        mean, spread = process.predict(positions - 0.5, return_std=True)
        return mean, np.sqrt(np.maximum(0.0, spread**2 - self.noise[name] ** 2))


def emulated(positions: np.ndarray, columns: dict[str, np.ndarray], names: Sequence[str]) -> Emulator:
    """The emulator of these targets from what was simulated at points."""
    return Emulator(positions, {name: columns[name] for name in names})
