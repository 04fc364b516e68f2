"""What always holds: one status each, nobody lost, hours given equal hours spent, kroner add up.

And a broken law stops the run.
"""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from settings import small
from two_worlds import differences, random_setting

from sim import call_trees
from sim.accounts import FAULTS, OfficeWeek
from sim.checks import ConservationError
from sim.declare import numbers, set_value, states
from sim.engine import run_compiled, run_mesa, simulate
from sim.kernel import kernel
from sim.parameters import Parameters
from sim.rest import beginning
from sim.scenario import policy_table
from sim.terms import Status
from sim.week import live_weeks

HOURS_BY_USE = [
    name
    for name in states(OfficeWeek)
    if name.startswith("hours_") and name not in ("hours_contracted", "hours_vacant")
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 100_000))
def test_hours_people_and_kroner_add_up_under_any_policy(seed, live):
    """Recounted from the books, whatever the levers; and the model's own checks stay silent."""
    scenario = random_setting(seed)
    start = beginning(scenario, policy_table(scenario), live, seed).jobseekers["status"]
    off_the_register = np.isin(start, [Status.EMPLOYED, Status.DISABILITY_PENSION, Status.OUT_OF_LABOUR_FORCE])
    world = run_compiled(scenario, live, seed)
    weekly = world.weekly
    spent = sum(weekly[use] for use in HOURS_BY_USE)
    paid = 37.5 * weekly["posts_filled"] + weekly["surge_hours"]
    assert np.allclose(spent, paid, rtol=0, atol=1e-6) and np.allclose(weekly["hours_contracted"], paid)
    assert np.allclose(weekly["freed"], weekly["cashed"] + weekly["reinvested"] + weekly["hours_absorbed"])
    assert np.allclose(weekly["hours_vacant"], 37.5 * weekly["posts_empty"], rtol=0, atol=1e-6)
    registered = weekly["seeking"] + weekly["in_measure"] + weekly["waiting_for_health"]
    people = registered + weekly["employed"] + weekly["disability_pension"] + weekly["out_of_labour_force"]
    n_offices = len(world.offices)
    folded_before = np.concatenate([np.zeros(n_offices, np.int64), weekly["folded"][:-n_offices]])
    assert (people + folded_before == weekly["arrived"]).all()
    assert world.tallies["persons"].sum() == world.offices["arrived"].sum() - off_the_register.sum()
    assert np.isclose(world.tallies["benefits_paid"].sum(), weekly["nok_benefits"].sum()) or off_the_register.any()
    channels = weekly["nok_ict"] + weekly["nok_centre"] + weekly["nok_doors"]
    admin = weekly["nok_posts"] + weekly["nok_premises"] + channels + weekly["nok_surge"] + weekly["nok_courses"]
    assert np.allclose(weekly["nok_admin"], admin)
    spent = weekly["nok_admin"] + weekly["nok_measures"] + weekly["nok_benefits"]
    assert np.allclose(weekly["nok_net"], spent - weekly["nok_taxes"])
    weeks = sum(int(world.tallies[name].sum()) for name in ("weeks_employed", "weeks_unemployed", "weeks_out"))
    assert weeks == people.sum() or off_the_register.any() and weeks < people.sum()


@pytest.mark.parametrize("seed", range(60))
def test_the_model_runs_at_every_corner_of_its_numbers(seed, live):
    """Every number about the world at one end of its range or the other, or anywhere between: nothing breaks."""
    chooser = random.Random(seed)
    scenario = random_setting(seed)
    for number in numbers(Parameters):
        ends = (number.low, number.high, number.default)
        set_value(scenario.parameters, number.path, number.kind(chooser.choice(ends)))
    world = run_compiled(scenario, live, seed)
    people = world.jobseekers[world.jobseekers["status"] != Status.VACANT]
    for name in SHARES:
        assert ((people[name] >= 0.0) & (people[name] <= 1.0)).all(), name
    assert differences(world, run_mesa(scenario, seed, None)) == []


SHARES = (
    "mental_health", "physical_health", "skills_gap", "language_gap", "life_situation", "digital_skill", "coping",
    "motivation", "trust", "experience", "relation", "plan", "job_help", "measure_gain",
)  # fmt: skip


def lose_someone(jobseeker, status, week):
    """A broken behaviour: whoever leaves the register vanishes."""
    jobseeker.status = Status.VACANT


def too_much_trust(jobseeker, caseworker, parameters):
    """A broken behaviour: belief that leaves the scale."""
    return 40.0


@pytest.mark.parametrize(
    ("name", "broken", "law"),
    [("leave_register", lose_someone, FAULTS[1]), ("believe", too_much_trust, FAULTS[3])],
)
def test_a_broken_behaviour_is_caught_by_a_law_and_named(name, broken, law):
    """A replacement that loses people or breaks a share stops the run with law, week and office."""
    with pytest.raises(ConservationError, match=f"a law is broken in week [0-9]+ at office 0, {law}; see"):
        simulate(small(people=200, weeks=20), [1], backend="mesa", replace={name: broken})


def test_memory_does_not_grow_with_inflow(live):
    """Rows are used again once follow-up is over: ten times the weeks, hardly more rows."""
    rows = []
    for weeks in (150, 1500):
        scenario = small(people=200, weeks=weeks)
        scenario.setting.office.follow_up_weeks = 26
        scenario.parameters.retention.settled_weeks = 52
        scenario.setting.office.inflow_reduced = 0.0
        rows.append(len(run_compiled(scenario, live, 1).jobseekers))
        arrived = run_compiled(scenario, live, 1).offices["arrived"].sum()
    assert arrived > 4 * rows[1]
    assert rows[1] <= 1.6 * rows[0]


def test_tables_are_the_same_bytes_whatever_the_threads_and_the_backend():
    """Two runs, one thread or two, compiled or Mesa: the same tidy tables."""
    scenario = small(people=60, weeks=16)
    tables = [
        simulate(scenario, [1, 2, 3], threads=threads, backend=backend)
        for threads, backend in ((1, "compiled"), (2, "compiled"), (2, "compiled"), (1, "mesa"))
    ]
    for other in tables[1:]:
        for table in ("outcomes", "weekly"):
            ours, theirs = getattr(tables[0], table), getattr(other, table)
            assert all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("weeks", -3, "weeks is -3; it must be a whole number between 1 and 2000"),
        ("seeds", [1, 1], "each once"),
        ("seeds", [-1], "seed is -1; it must be between 0 and"),
        ("backend", "mesaa", "backend is 'mesaa'; it must be one of compiled, mesa; the nearest is 'mesa'"),
        ("threads", -1, "threads is -1"),
    ],
)
def test_what_simulate_cannot_do_is_said_in_one_sentence(path, value, says):
    """Refused before anything runs."""
    scenario, arguments = small(), {"seeds": [1]}
    if path == "weeks":
        scenario.weeks = value
    else:
        arguments[path] = value
    with pytest.raises(ValueError, match=says):
        simulate(scenario, **arguments)


def test_the_kernel_of_the_model_is_cached_for_the_next_start():
    """A second kernel comes from the disk: it does not compile."""
    run_compiled(small(weeks=1), kernel(), 1)
    fresh = call_trees.as_machine_code(live_weeks)  # as another process would make it
    run_compiled(small(weeks=1), fresh, 1)
    assert sum(fresh.stats.cache_hits.values()) == 1 and not fresh.stats.cache_misses
