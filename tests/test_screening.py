"""Every number about the world moves something: none is decoration.

Each is set to both ends of its range, with everything else at rest but for shocks that wake what sleeps without them.
The same people with the same luck; some outcome must differ by a paired t-test at p < 0.01, corrected for the number
of outcomes, and by more than a thousandth of itself.
"""

from functools import cache

import numpy as np
import pytest
from scipy import stats

from sim.declare import numbers, set_value
from sim.engine import kernel, run_compiled
from sim.outcomes import outcomes_of
from sim.parameters import Parameters
from sim.scenario import Scenario
from sim.terms import SteeringSignal

pytestmark = pytest.mark.slow
SEEDS = range(1, 9)
P_VALUE = 0.01
LEAST = 0.001  # of the outcome's own size
SHOCKS = {
    "shock.reorganisation_week": 12, "shock.closure_week": 25, "shock.closure_weeks": 10, "shock.surge_week": 30,
    "organisation.lean": 0.4, "organisation.market_team": 0.08, "organisation.measure_places": 2.0,
    "organisation.signal": SteeringSignal.PLACEMENTS, "organisation.specialisation": 0.6,
    "standardization.relational_manual": 0.4,
}  # fmt: skip


def scenario(settings: dict) -> Scenario:
    """A small busy office in which everything happens."""
    made = Scenario(weeks=80)
    made.setting.office.jobseekers = 500
    made.setting.labour_market.employers = 50
    made.setting.labour_market.vacancies_per_unemployed = 0.6
    for path, value in SHOCKS.items():
        set_value(made.policy, path, value)
    for path, value in settings.items():
        set_value(made.parameters, path, value)
    return made


@cache
def outcomes(path: str, value: float) -> np.ndarray:
    """All outcomes overall, a row a replicate."""
    runs = [run_compiled(scenario({path: value}), kernel(), seed) for seed in SEEDS]
    return np.array([[one for grouping, _, _, one in outcomes_of(run) if grouping == "all"] for run in runs])


@pytest.mark.parametrize("number", list(numbers(Parameters)), ids=lambda number: number.path)
def test_the_parameter_moves_some_outcome(number):
    """Its low end and its high end are different worlds."""
    low, high = (outcomes(number.path, number.kind(end)) for end in (number.low, number.high))
    moved = high - low
    size = np.nanmax([np.abs(low), np.abs(high)], axis=0).max(axis=0)
    seen = np.isfinite(moved).all(axis=0) & (np.abs(moved.mean(axis=0)) > LEAST * size)
    p = stats.ttest_1samp(moved[:, seen], 0.0).pvalue
    p = np.where(moved[:, seen].std(axis=0) == 0.0, 0.0, p)  # every replicate moved by exactly the same
    assert (p < P_VALUE / max(1, seen.sum())).any()
