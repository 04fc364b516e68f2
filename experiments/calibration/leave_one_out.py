"""Leave-one-out: what the other fitted trials foretell of one that parameters are not fitted to for once."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.tables import REACH
from experiments.calibration.candidates import next_points
from experiments.calibration.emulator import Emulator
from experiments.calibration.goals import Goal

SETS = 100


def leave_one_out(emulator: Emulator, goals: Sequence[Goal], n_parameters: int, seed: int) -> list[dict[str, Any]]:
    """For every fitted trial: its targets as sets near what all others accept foretell them, by the emulator."""
    foretold = []
    for trial in dict.fromkeys(goal.trial for goal in goals):
        others = [goal for goal in goals if goal.trial != trial]
        if not others:
            continue
        positions = next_points(emulator, others, SETS, n_parameters, seed)
        own = [goal for goal in goals if goal.trial == trial]
        foretold += [_foretold(goal, *emulator.predict(goal.name, positions)) for goal in own]
    return foretold


def _foretold(goal: Goal, mean: np.ndarray, error: np.ndarray) -> dict[str, Any]:
    spread = float(np.sqrt(mean.var() + (error * error).mean()))
    middle = float(mean.mean())
    accepted = bool(goal.low <= middle <= goal.high)
    return {
        "trial": goal.trial, "target": goal.name.partition(".")[2],
        "observed": goal.observed if np.isfinite(goal.observed) else None,
        "foretold": middle, "low": middle - REACH * spread, "high": middle + REACH * spread, "within": accepted,
    }  # fmt: skip
