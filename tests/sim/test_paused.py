"""A paused run: changed from now on it has the bits of a change given from the start, and forks never meet."""

import random

import numpy as np
import pytest
from settings import small
from two_worlds import differences, random_setting

from sim import Change, PausedRun, simulate
from sim.declare import numbers
from sim.engine import run_compiled
from sim.kernel import kernel
from sim.policy import Policy
from sim.reach import NEEDS
from sim.scenario import CASELOAD, Scenario, policy_table
from sim.terms import OfficeStart


def rested(**sizes: int) -> Scenario:
    """A small office after some weeks of rest."""
    scenario = small(**sizes)
    office = scenario.setting.office
    office.start, office.rest_weeks, office.own_rest_weeks = OfficeStart.USUAL_REST, 60, 10
    return scenario


def chosen_lever(seed: int) -> tuple[str, float]:
    """A lever that may change in mid-run, and an end of its range."""
    fixed = {CASELOAD, *NEEDS, *NEEDS.values()}
    free = [lever for lever in numbers(Policy) if lever.path not in fixed and lever.kind is float]
    lever = random.Random(seed).choice(free)
    return lever.path, random.Random(seed + 1).choice([lever.low, lever.high])


@pytest.mark.parametrize("seed", range(6))
def test_levers_set_in_mid_run_give_the_bits_of_a_change_from_the_start(seed):
    """Any setting, with arms, reforms and shocks; two changes by hand, the second on top of the first."""
    scenario = random_setting(seed)
    first, second = chosen_lever(seed), chosen_lever(seed + 50)
    by_hand = PausedRun(scenario, seed=seed)
    by_hand.step(3)
    by_hand.set_levers(dict([first]))
    by_hand.step(4)
    by_hand.set_levers(dict([second]))
    by_hand.step(scenario.weeks)
    scenario.changes += [Change("run", dict([first]), from_week=3), Change("run", dict([second]), from_week=7)]
    settled = run_compiled(scenario, kernel(), seed)
    assert differences(settled, by_hand._world) == []
    assert len(policy_table(scenario).policies) == len(by_hand._world.policies)


def test_levers_set_before_the_first_week_are_a_policy_from_the_start():
    """Posts among them: half as many jobseekers each, twice as many posts."""
    run = PausedRun(small(), seed=2)
    run.set_levers({CASELOAD: 12.5})
    run.step(10)
    scenario = small()
    scenario.changes = [Change("run", {CASELOAD: 12.5})]
    assert differences(run_compiled(scenario, kernel(), 2), run._world) == []
    assert (run.caseworkers["fraction"] > 0.0).sum() == 5


def test_a_run_begins_as_any_run_does():
    """Out of rest, with posts of its own from week 0 on, a change in week 3 and a fork in week 6."""
    run = PausedRun(rested(weeks=14), seed=2)
    run.set_levers({CASELOAD: 18.0})
    run.step(3)
    run.set_levers({"channel.drop_in_hours": 1.0})
    run.step(3)
    twin = run.fork()
    twin.set_levers({"channel.digital_default": 0.9})
    for each in (twin, run):
        each.step(20)
    scenario = rested(weeks=14)
    scenario.changes = [Change("run", {CASELOAD: 18.0}), Change("run", {"channel.drop_in_hours": 1.0}, from_week=3)]
    assert differences(run_compiled(scenario, kernel(), 2), run._world) == []
    assert differences(run._world, twin._world) != []
    assert (run.people["time_on_register"] > 10).any()


def test_a_fork_never_notices_its_twin():
    """What the one does after the fork, and what is done to it, leaves the other as if it were alone."""
    alone, forked = PausedRun(small(weeks=20), seed=4), PausedRun(small(weeks=20), seed=4)
    for run in (alone, forked):
        run.step(5)
    twin = forked.fork()
    twin.set_levers({"channel.drop_in_hours": 0.0, "standardization.interval_ordinary": 1.0})
    twin.step(9)
    forked.step(9)
    alone.step(9)
    assert differences(alone._world, forked._world) == []
    assert differences(alone._world, twin._world) != []
    assert forked.scenario.changes == [] and len(twin.scenario.changes) == 1


def test_a_fork_lives_on_as_its_twin_does():
    """A twin to which nothing is done is the same to the end."""
    run = PausedRun(small(weeks=12), seed=2)
    run.step(4)
    twin = run.fork()
    for each in (run, twin):
        each.step(8)
    assert differences(run._world, twin._world) == []


def test_looking_changes_nothing():
    """What is shown is a copy: who writes into it writes on paper."""
    run, untouched = PausedRun(small(), seed=1), PausedRun(small(), seed=1)
    for _ in range(10):
        for shown in (run.people, run.caseworkers, run.channels, run.offices, run.books):
            shown[:] = np.zeros(1, shown.dtype)
        run.chances_seen(run.people)
        run.step()
        untouched.step()
    assert differences(run._world, untouched._world) == []


@pytest.mark.parametrize("setting", [small, rested])
def test_everybody_keeps_the_place_in_the_order_while_others_come(setting):
    """Rows are one person each from week to week, also when the run makes room for a surge in three offices."""
    scenario = setting(people=40, weeks=10, offices=3)
    scenario.policy.shock.surge_week, scenario.policy.shock.surge_size = 2, 20.0
    run = PausedRun(scenario, seed=3)
    before = run.people["id"]
    for _ in range(9):
        run.step()
        now = run.people["id"]
        assert (now[: len(before)] == before).all()
        before = now
    assert len(before) > 150


@pytest.mark.parametrize("setting", [small, rested])
def test_the_log_has_what_simulate_logs(setting):
    """The events of every step, one after another, are those of a run with the log on, and nothing of rest."""
    run = PausedRun(setting(weeks=8), seed=5, events=True)
    steps = []
    for weeks in (1, 3, 4):
        run.step(weeks)
        steps.append(run.events)
    events = simulate(setting(weeks=8), [5], events=True).events
    together = np.concatenate(steps)
    assert all((together[name] == events[name]).all() for name in together.dtype.names)


def test_the_chance_that_is_shown_is_the_chance_that_rations():
    """As the behaviour says it, person by person."""
    from sim.behaviour.rationing import job_chance_seen

    run = PausedRun(small(), seed=6)
    people = run.people
    assert [column.tolist() for column in run.columns("id", "coping")] == [
        people["id"].tolist(),
        people["coping"].tolist(),
    ]
    by_hand = [job_chance_seen(person, run.scenario.parameters) for person in people.view(np.recarray)]
    assert run.chances_seen() == pytest.approx(by_hand, abs=1e-12)
    assert run.chances_seen(people) == pytest.approx(by_hand, abs=1e-12)
    assert run.chances_seen(people[:0]).shape == (0,)


def test_a_lever_that_cannot_change_is_refused_and_nothing_has_changed():
    """Posts are staffed when a run starts; a value out of range is none."""
    run = PausedRun(small(), seed=1)
    run.step(2)
    for levers, message in (
        ({CASELOAD: 40.0}, "week 0"),
        ({"channel.drop_in_hours": 99.0}, "between 0 and 37.5"),
        ({"channel.drop_in_hour": 9.0}, "the nearest is 'channel.drop_in_hours'"),
    ):
        with pytest.raises(ValueError, match=message):
            run.set_levers(levers)
    assert run.scenario.changes == []
    with pytest.raises(ValueError, match="seed is -1"):
        PausedRun(small(), seed=-1)
