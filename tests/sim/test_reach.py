"""What can have no effect within the weeks of a run is refused before it starts."""

import pytest
from settings import small

from sim.declare import known_numbers, set_value
from sim.engine import run_compiled
from sim.policy import NEVER, Policy
from sim.reach import NEEDS, idle_lever
from sim.scenario import Change

PHONE = "channel.phone_lines"
HOURS = "channel.phone_hours"


def with_levers(weeks=10, changes=(), **levers):
    """A small scenario with levers, written with __ for a point."""
    scenario = small(people=60, weeks=weeks)
    scenario.changes = list(changes)
    for name, value in levers.items():
        set_value(scenario.policy, name.replace("__", "."), value)
    return scenario


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        (
            with_levers(weeks=52, shock__recession_week=52),
            "shock.recession_week is 52 and the last week of the run is 51, so it never comes; "
            "write weeks=104 or shock.recession_week=26",
        ),
        (
            with_levers(weeks=52, shock__closure_week=52, shock__surge_week=60),
            "shock.closure_week is 52 and shock.surge_week is 60 and the last week of the run is 51, so they never "
            "come; write weeks=104 or shock.closure_week=26 shock.surge_week=26",
        ),
        (with_levers(shock__reorganisation_week=10), "write weeks=11 or shock.reorganisation_week=5"),
        (with_levers(shock__outage_week=1999), "write weeks=2000 or"),
        (
            with_levers(changes=[Change("run", {"shock.surge_week": 2, "shock.surge_weeks": 3}, from_week=5)]),
            "change 1: shock.surge_week is 2 and the change holds from week 5 to 9, so it never comes; "
            "write a week between 5 and 9",
        ),
        (
            with_levers(changes=[Change("run", {"shock.recession_week": 6}, for_weeks=6)]),
            "holds from week 0 to 5, so it never comes",
        ),
        (
            with_levers(changes=[Change("run", {"shock.reorganisation_week": 4}, from_week=5)]),
            "write a week between 5 and 9",
        ),
        (
            with_levers(changes=[Change("run", {PHONE: 3.0})], channel__phone_hours=0.0),
            "change 1: channel.phone_lines does nothing while channel.phone_hours is 0; "
            "write channel.phone_hours=... too, or leave channel.phone_lines out",
        ),
        (
            with_levers(changes=[Change("run", {"shock.recession_depth": 0.9}, from_week=2)]),
            "shock.recession_depth does nothing while shock.recession_week is -1, which is never",
        ),
    ],
)  # fmt: skip
def test_a_shock_or_change_without_effect_is_refused_with_the_way_out(scenario, says):
    with pytest.raises(ValueError) as refused:
        scenario.check()
    assert says in str(refused.value)


@pytest.mark.parametrize(
    "scenario",
    [
        with_levers(shock__recession_week=9),
        with_levers(shock__recession_week=0),
        with_levers(changes=[Change("run", {"shock.surge_week": 2, "shock.surge_weeks": 4}, from_week=5)]),
        with_levers(changes=[Change("run", {"shock.closure_week": 2, "shock.closure_weeks": 1}, from_week=5)]),
        with_levers(changes=[Change("run", {"shock.recession_week": NEVER}, from_week=5)], shock__recession_week=3),
        with_levers(changes=[Change("run", {PHONE: 0.0})], channel__phone_hours=0.0),
        with_levers(changes=[Change("run", {PHONE: 3.0}), Change("run", {HOURS: 20.0})], channel__phone_hours=0.0),
    ],
)
def test_what_may_still_have_an_effect_is_left_alone(scenario):
    """Also what a closure left behind, a shock that is called off, and a phone that is closed in both ways."""
    scenario.check()


@pytest.mark.parametrize("path", NEEDS)
def test_a_lever_does_nothing_without_what_it_needs(path, live):
    """The table says no more than is so: from one end of its range to the other, not a bit differs."""
    number, needed = known_numbers(Policy)[path], NEEDS[path]
    books = []
    for value in (number.low, number.high):
        scenario = with_levers(weeks=8)
        set_value(scenario.policy, needed, NEVER if needed.startswith("shock.") else 0)
        set_value(scenario.policy, path, value)
        books.append(run_compiled(scenario, live, 3).weekly.tobytes())
    assert books[0] == books[1]
    assert idle_lever([path], [scenario]) and not idle_lever([path], [scenario], varied=[needed])
