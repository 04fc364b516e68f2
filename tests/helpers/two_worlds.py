"""Random settings that turn every lever, and what differs between two worlds."""

import random

from settings import small

from sim.declare import numbers, set_value
from sim.policy import NEVER, Policy
from sim.reach import NEEDS
from sim.scenario import CASELOAD, Change, Scenario
from sim.terms import OfficeStart, Status
from sim.world import CLASS_BY_CONTAINER, World

WEEKS = 10


def random_value(number, chooser):
    """A value anywhere in a number's range, its ends among the likelier; weeks of shocks fall within the run."""
    if issubclass(number.kind, int) and number.kind is not int:
        return chooser.choice(list(number.kind))
    low, high = number.low, number.high
    if number.unit == "week":
        low, high = NEVER, WEEKS - 1
    if chooser.random() < 0.2:
        return number.kind(chooser.choice([low, high]))
    value = chooser.uniform(low, high)
    return round(value) if number.kind is int else value


def random_setting(seed: int) -> Scenario:
    """A small scenario that turns every lever, with a reform at a week and an arm of people and of caseworkers.

    Its office is found one day, or comes out of a few weeks of rest.
    """
    chooser = random.Random(seed)
    scenario = small(people=chooser.choice([0, 1, 25, 60]), weeks=WEEKS, offices=chooser.choice([1, 2, 3]))
    scenario.setting.office.follow_up_weeks = chooser.choice([2, 6, 104])
    scenario.setting.office.inflow_ordinary = chooser.choice([0.0, 0.04, 0.5])
    scenario.setting.labour_market.employers = chooser.choice([0, 12])
    for lever in numbers(Policy):
        set_value(scenario.policy, lever.path, random_value(lever, chooser))
    scenario.policy.individualization.caseload = chooser.uniform(10.0, 80.0)
    fixed = {CASELOAD, *NEEDS, *NEEDS.values()}  # posts are set when the run starts; others may be refused in a change
    later = [lever for lever in numbers(Policy) if lever.path not in fixed and lever.unit != "week"]
    levels = ("person", "caseworker", "office")
    by_level = {level: [lever for lever in later if lever.level == level] for level in levels}
    person, caseworker, office = (chooser.choice(by_level[level]) for level in levels)
    scenario.changes = [
        Change("person", {person.path: random_value(person, chooser)}, share=0.5),
        Change("caseworker", {caseworker.path: random_value(caseworker, chooser)}, who=[0], from_week=3),
        Change("office", {office.path: random_value(office, chooser)}, who=[0], from_week=5),
        Change("office", who=[0], fields={"posts_funded": chooser.choice([0.0, 0.3, 1.5])}, from_week=6),
    ]
    office = scenario.setting.office
    office.start, office.rest_weeks = chooser.choice(list(OfficeStart)), chooser.choice([1, 6])
    office.own_rest_weeks = chooser.choice([0, 1])
    return scenario


def differences(first: World, second: World) -> list[str]:
    """Which fields of which agents, books and tallies differ in any bit."""
    found = []
    for name in CLASS_BY_CONTAINER:
        ours, theirs = getattr(first, name), getattr(second, name)
        if name == "jobseekers":  # a row that holds nobody may keep what was
            ours, theirs = (people[people["status"] != Status.VACANT] for people in (ours, theirs))
        if ours.shape != theirs.shape:
            found.append(f"{name}: {len(ours)} and {len(theirs)} rows")
        elif ours.tobytes() != theirs.tobytes():
            fields = [field for field in ours.dtype.names if ours[field].tobytes() != theirs[field].tobytes()]
            found += [f"{name}.{field}" for field in fields]
    return found
