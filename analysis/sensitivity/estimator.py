"""What every method has in common: values of points become effects of blocks, and effects become indices.

A block is the least part of a design that can be left out or drawn twice: a base row, a trajectory, a point.
Columns are resamples.
"""

from abc import ABC, abstractmethod
from typing import ClassVar

import numpy as np

from analysis.sensitivity.run_arrays import Problem

Indices = dict[str, np.ndarray]  # by name of the index: [factor (or pair of factors), column]


class Estimator(ABC):
    """How a method makes indices of values."""

    leading: ClassVar[str]  # the index that ranks
    exact_dummy: ClassVar[tuple[str, ...]] = ()  # indices that are exactly 0 for a factor that nothing reads
    debiased: ClassVar[tuple[str, ...]] = ()  # indices that the mean of the resamples corrects for bias
    unit: ClassVar[str] = ""  # of the leading index; "" for a pure number, "outcome" for the outcome's own
    resamples: ClassVar[int] = 200  # how many a bootstrap takes

    def __init__(self, problem: Problem):
        self.problem = problem
        self.units = 0  # blocks that can be resampled; 0 where the design cannot be

    @abstractmethod
    def effects(self, values: np.ndarray) -> np.ndarray:
        """Values [point, replicate] as effects [block, ..., replicate]."""

    @abstractmethod
    def indices(self, effects: np.ndarray, chosen: np.ndarray) -> Indices:
        """Indices of effects [block, ..., column or 1] at the chosen blocks [draw, column]."""

    def chance_part(self, effects: np.ndarray) -> Indices:
        """What chance alone adds to each index of the mean over replicates [factor]; empty where unknown."""
        return {}

    def sample(self, values: np.ndarray) -> np.ndarray:
        """The values that are an honest sample of the parameter space [block, point of the block, replicate]."""
        return values[:, None]
