"""The control arm rebuilt: people are weighted until it shows the levels that the study printed.

Weights are tilted exponentially along a prognostic score: what the outcome would be in the control arm, by linear
regression on fields as they were at the start. So people like those of the study count more, and nobody counts less
than nothing. The same person has the same weight in every arm; the tilt is found anew for every set of parameters.
Also called: entropy balancing, exponential tilting, calibration weighting.

No person counts more than the levels need: a level that is off by its tolerance costs as much as a tilt of one standard
deviation (ridge calibration, Bardsley and Chambers 1984). A level of its own is met all but exactly. Levels that hang
together, as days in and out of work do, could be met exactly only by a large tilt along what little tells them apart,
with an estimate that follows luck, and the more so the fewer replicates there are.
"""

from typing import NamedTuple

import numpy as np
from scipy.optimize import least_squares

from experiments.trials.pool import Pool
from experiments.trials.schema import Trial
from experiments.trials.simulation import AGENT_KINDS
from sim.conditions import declared, enumeration

FARTHEST = 6.0  # tilt in standard deviations of the score; beyond it a handful of people would be the study


class Rebuilt(NamedTuple):
    """One level of the control arm: what was printed, what it is before and after weighting, whether that is near."""

    outcome: str
    printed: float
    unweighted: float
    weighted: float
    tolerance: float

    @property
    def reached(self) -> bool:
        """Whether the weighted control arm shows the printed level."""
        return bool(abs(self.weighted - self.printed) <= self.tolerance)


def rebuild(trial: Trial, pool: Pool) -> list[Rebuilt]:
    """Weight the people of a pool until its control arm shows the printed levels, or as nearly as can be."""
    asked = trial.population.rebuild
    if not asked:
        return []
    controls = (pool.weight > 0) & pool.in_arm[trial.control]
    world = trial.world_of(trial.control)
    outcomes = [pool.measured[world, level.outcome, trial.outcomes[level.outcome].after] for level in asked]
    before = np.array([_mean(outcome.top, outcome.bottom, controls.astype(float)) for outcome in outcomes])
    printed, tolerance = (np.array([getattr(level, name) for level in asked]) for name in ("level", "tolerance"))
    scale = np.maximum(tolerance, 1e-12)
    columns = [column for name in trial.population.by for column in _columns(trial, name, pool.base[name])]
    fields = _standardised(np.column_stack(columns), controls)
    scores = _standardised(np.column_stack([_score(outcome.top, fields, controls) for outcome in outcomes]), controls)
    of_controls = scores[controls]

    def off(tilt: np.ndarray) -> np.ndarray:
        weight = _tilted(of_controls, tilt)
        levels = [_mean(outcome.top[controls], outcome.bottom[controls], weight) for outcome in outcomes]
        return (np.array(levels) - printed) / scale

    def cost(tilt: np.ndarray) -> np.ndarray:
        return np.concatenate([off(tilt), tilt])

    start = np.zeros(len(asked))
    tilt = start
    if controls.any() and np.isfinite(before).all() and of_controls.std() > 0:
        tilt = least_squares(cost, start, bounds=(-FARTHEST, FARTHEST)).x
    counting = pool.weight > 0
    pool.weight = np.where(counting, _tilted(scores, tilt, of_controls), 0.0)
    after = off(tilt) * scale + printed
    return [
        Rebuilt(level.outcome, level.level, float(was), float(is_now), level.tolerance)
        for level, was, is_now in zip(asked, before, after, strict=True)
    ]


def _columns(trial: Trial, name: str, values: np.ndarray) -> list[np.ndarray]:
    """A field as it enters the score: a kind, as a benefit or a needs group, has a column for each of its members."""
    members = enumeration(declared(AGENT_KINDS[trial.population.agents], name))
    if members is None:
        return [values]
    return [(values == member).astype(float) for member in members]


def effective_share(weight: np.ndarray) -> float:
    """Effective number of people over their number (Kish): 1 where all count alike."""
    counting = weight[weight > 0]
    return float(counting.sum() ** 2 / (counting**2).sum() / len(counting)) if len(counting) else 0.0


def _tilted(scores: np.ndarray, tilt: np.ndarray, scaled_on: np.ndarray | None = None) -> np.ndarray:
    """Weights along the scores; nobody weighs more than the heaviest of those the tilt was found on."""
    along = scores @ tilt
    middle = along if scaled_on is None else scaled_on @ tilt
    return np.exp(np.minimum(along - middle.max(), 0.0)) if len(middle) else np.ones(len(along))


def _mean(top: np.ndarray, bottom: np.ndarray, weight: np.ndarray) -> float:
    total = float((weight * bottom).sum())
    return float((weight * top).sum()) / total if total else float("nan")


def _score(values: np.ndarray, fields: np.ndarray, controls: np.ndarray) -> np.ndarray:
    """What the outcome would be without treatment, by linear regression among the control arm."""
    if not controls.any():
        return np.zeros(len(values))
    design = np.column_stack([np.ones(len(fields)), fields])
    slopes, *_ = np.linalg.lstsq(design[controls], values[controls], rcond=None)
    return np.asarray(design @ slopes)


def _standardised(columns: np.ndarray, controls: np.ndarray) -> np.ndarray:
    columns = columns.astype(float)
    if not controls.any():
        return np.zeros_like(columns)
    spread = columns[controls].std(axis=0)
    return np.asarray((columns - columns[controls].mean(axis=0)) / np.where(spread > 0, spread, 1.0))
