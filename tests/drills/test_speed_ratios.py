"""How fast the model is beside itself and beside others, as ratios, for a machine is as fast as it is.

Each bound lies well beyond what was measured, so that a busy machine passes and a model that has become clearly slower
does not. Times are of the processor, in turn, the least of several.
"""

from functools import partial

import pytest

from experiments.bench.peers.comparing import compared
from experiments.bench.speed import jobseeker_weeks, sized
from experiments.bench.timing import in_turn
from sim.engine import run_compiled, run_mesa
from sim.scenario import Scenario

pytestmark = [pytest.mark.slow, pytest.mark.speed]

ROUNDS, MOST_ROUNDS = 5, 20


def costs(live, *points):
    """Seconds of processor a jobseeker-week of each point (weeks, people, offices)."""
    scenarios = {point: sized(Scenario(weeks=point[0]), *point[1:]) for point in points}
    tasks = {point: partial(run_compiled, scenario, live, 1) for point, scenario in scenarios.items()}
    lived = {point: jobseeker_weeks(task().weekly) for point, task in tasks.items()}
    times = in_turn(tasks, ROUNDS)
    return [times[point].least / lived[point] for point in points]


@pytest.mark.parametrize(
    "what, usual, larger, most",
    [
        ("weeks", (52, 820, 1), (208, 820, 1), 1.7),
        ("people", (52, 820, 1), (52, 8200, 1), 2.5),
        ("offices", (52, 820, 1), (52, 820, 20), 3.5),
    ],
)
def test_a_jobseeker_week_costs_hardly_more_where_there_is_more_of(what, usual, larger, most, live):
    """Measured: 1.1 for weeks, 1.4 for people, 1.9 for offices."""
    small_cost, large_cost = costs(live, usual, larger)
    print(f"{what}: {1e9 * small_cost:.0f} ns and {1e9 * large_cost:.0f} ns, {large_cost / small_cost:.2f} times")
    assert large_cost <= most * small_cost


def test_compiled_weeks_are_many_times_faster_than_the_models_own_mesa_backend(live):
    """Measured: 32 times for eight weeks of 200 people, of which each run takes over the rest; about 100 for longer."""
    scenario = sized(Scenario(weeks=8), 200, 1)
    tasks = {"compiled": partial(run_compiled, scenario, live, 1), "mesa": partial(run_mesa, scenario, 1)}
    for task in tasks.values():
        task()
    times = in_turn(tasks, ROUNDS)
    print(f"own Mesa backend over compiled: {times['mesa'].least / times['compiled'].least:.0f}")
    assert times["mesa"].least >= 20 * times["compiled"].least


def test_the_small_model_compiled_is_many_times_faster_than_in_mesa():
    """Measured: 20 to 30 times."""
    engines = compared(people=2000, weeks=20, rounds=ROUNDS)["engines"]
    cost = {name: row["ns"]["least"] for name, row in engines.items()}
    print({name: round(ns) for name, ns in cost.items()})
    assert cost["Mesa"] >= 8 * cost["Numba, as Skranke"]
