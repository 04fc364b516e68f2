"""Where to simulate next: parameters that no fitted target rules out, near what is accepted.

History matching (Craig et al. 1997; Andrianakis et al. 2015): an emulator rules out what would be implausible even if
it erred; what is left is searched more closely wave by wave.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.stats import qmc

from experiments.calibration.emulator import Emulator
from experiments.calibration.goals import REJECTED, Goal

CANDIDATES = 2048  # points looked at in each round
ROUNDS = 8
PARENTS = 128
STEP = 0.6  # spread of a round's steps, of the spread of the parents


class Judged(NamedTuple):
    """What the emulator thinks of points: the worst implausibility, and the worst distance from what is accepted."""

    implausibility: np.ndarray
    miss: np.ndarray


def judge(emulator: Emulator, goals: Sequence[Goal], positions: np.ndarray) -> Judged:
    """What the emulator thinks of points."""
    worst, miss = np.zeros(len(positions)), np.zeros(len(positions))
    for goal in goals:
        mean, error = emulator.predict(goal.name, positions)
        if np.isfinite(goal.observed):
            worst = np.maximum(worst, goal.implausibility(mean, error))
        miss = np.maximum(miss, goal.miss(mean, emulator.noise[goal.name]))
    return Judged(worst, miss)


def first_points(n: int, n_parameters: int, seed: int) -> np.ndarray:
    """Points spread evenly over all ranges (Sobol sequence, scrambled)."""
    power = int(np.ceil(np.log2(max(2, n))))
    return np.asarray(qmc.Sobol(n_parameters, rng=np.random.default_rng(seed)).random_base2(power)[:n])


def next_points(emulator: Emulator, goals: Sequence[Goal], n: int, n_parameters: int, seed: int) -> np.ndarray:
    """Points that are not ruled out, the nearest to what is accepted of many.

    Rounds of steps from the best found so far; a point is better when it is less ruled out, then nearer.
    """
    chance = np.random.default_rng(seed)
    points = qmc.Sobol(n_parameters, rng=chance).random(CANDIDATES)
    score = _worse(judge(emulator, goals, points))
    for _ in range(ROUNDS):
        best = np.argsort(score)[:PARENTS]
        spread = np.maximum(0.02, points[best].std(axis=0))
        from_whom = chance.integers(0, len(best), CANDIDATES)
        steps = points[best][from_whom] + STEP * spread * chance.standard_normal((CANDIDATES, n_parameters))
        steps = np.abs(steps)  # reflected at the ends of the ranges
        steps = np.clip(np.where(steps > 1.0, 2.0 - steps, steps), 0.0, 1.0)
        keep = np.argsort(score)[: 4 * max(n, PARENTS)]
        points = np.concatenate([points[keep], steps])
        score = np.concatenate([score[keep], _worse(judge(emulator, goals, steps))])
    good = np.argsort(score)[: 4 * max(n, PARENTS)]
    return points[good][chance.permutation(len(good))[:n]]


def _worse(judged: Judged) -> np.ndarray:
    """Lower is better; all that is expected within what is accepted is alike."""
    ruled_out = np.maximum(0.0, judged.implausibility - REJECTED)
    return np.asarray(10.0 * ruled_out + np.maximum(0.7, judged.miss))
