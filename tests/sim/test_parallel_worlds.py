"""Same people, same luck: a policy changes only the lives it touches, and those they share something with."""

from collections import Counter

import numpy as np
from settings import small

from sim import FrontLine, call_trees
from sim.chance import uniform
from sim.engine import run_compiled
from sim.scenario import Change, Scenario
from sim.week import live_weeks

OTHER_LIFE = {
    "standardization.control_share": 1.0,
    "individualization.tailoring": 1.0,
    "channel.digital_default": 1.0,
    "channel.digital_talks": 1.0,
    "organisation.job_focus": 0.0,
}


def people_of(world, office):
    """The people of an office who are followed, by identity."""
    people = world.jobseekers[world.jobseekers["office"] == office]
    people = people[people["status"] != 0]
    return people[np.argsort(people["id"])]


def without_rows(people):
    """People with the numbers of rows taken out; rows of caseworkers stay, for posts do not move."""
    return people[[name for name in people.dtype.names if name not in ("next_in_list",)]]


def test_a_policy_changed_for_one_person_leaves_every_other_office_and_market_as_it_was(live):
    """That person's life differs; at least 100 people who share no office, market or health queue keep every bit."""
    scenario = small(people=150, weeks=52, offices=3)
    before = run_compiled(scenario, live, 7)
    chosen = int(people_of(before, 0)["id"][2])
    scenario.changes = [Change("person", OTHER_LIFE, who=[chosen])]
    after = run_compiled(scenario, live, 7)
    changed = [people_of(world, 0)[people_of(world, 0)["id"] == chosen] for world in (before, after)]
    assert changed[0]["contacts"] != changed[1]["contacts"] or changed[0]["coping"] != changed[1]["coping"]
    assert before.offices["market"].tolist() == [0, 1, 0] and before.offices["clinic"].tolist() == [0, 1, 0]
    ours, theirs = (without_rows(people_of(world, 1)) for world in (before, after))
    assert len(ours) >= 100
    assert ours.tobytes() == theirs.tobytes()
    assert people_of(before, 0).tobytes() != people_of(after, 0).tobytes()


def test_an_arm_that_changes_nothing_changes_nothing(live):
    """Being in an arm whose levers equal the policy's own is no life of its own."""
    scenario = small(people=100, weeks=26)
    before = run_compiled(scenario, live, 3)
    value = scenario.policy.individualization.tailoring
    scenario.changes = [Change("person", {"individualization.tailoring": value}, share=0.5)]
    after = run_compiled(scenario, live, 3)
    assert before.weekly.tobytes() == after.weekly.tobytes()
    assert after.jobseekers["arm"].sum() > 20


def test_a_surge_adds_people_and_shifts_nobodys_identity_or_traits(live):
    """Who would have come anyway comes as the same person when more people come."""
    calm, surge = small(people=80, weeks=20), small(people=80, weeks=20)
    surge.policy.shock.surge_week, surge.policy.shock.surge_size = 5, 6.0
    ours, theirs = (people_of(run_compiled(scenario, live, 11), 0) for scenario in (calm, surge))
    assert set(ours["id"]) < set(theirs["id"])
    kept = theirs[np.isin(theirs["id"], ours["id"])]
    born_with = ["id", "age", "arrived_week", "reduced_capacity", "true_need", "digital_skill", "visible_limitation"]
    for trait in born_with:
        assert ours[trait].tobytes() == kept[trait].tobytes(), trait


def test_a_reform_at_a_week_leaves_the_weeks_before_it_alone(live):
    """A lever that changes at week 12 moves nothing before week 12, and something after."""
    scenario = small(people=150, weeks=30)
    before = run_compiled(scenario, live, 5).weekly
    scenario.changes = [Change("run", {"channel.digital_default": 1.0}, from_week=12)]
    after = run_compiled(scenario, live, 5).weekly
    assert before[:12].tobytes() == after[:12].tobytes()
    assert before[12:].tobytes() != after[12:].tobytes()


def keys_used(scenario: Scenario, seed: int) -> Counter:
    """Every key of chance that a run uses, and how often."""
    keys: Counter = Counter()

    def noting(*key):
        keys[key] += 1
        return uniform(*key)

    model = FrontLine(scenario, seed=seed)
    live_noting = call_trees.as_python(live_weeks, swap={uniform: noting})
    live_noting(model.world, seed, -1, 0)
    for week in range(scenario.weeks):
        live_noting(model.world, seed, week, week + 1)
    return keys


DECIDED_ANEW = {
    1,  # how many arrive is asked for twice: is there room, and who comes
    19,  # the arm's lot is drawn once for every rule
    29,  # a tie is broken as often as two people meet in a ranking
}


def test_no_key_of_chance_is_used_for_two_decisions():
    """Luck is drawn once for each decision; the few that ask for the same number again mean the same decision."""
    scenario = small(people=80, weeks=12, offices=2)
    scenario.policy.shock.reorganisation_week = 4
    keys = keys_used(scenario, 1)
    assert len(keys) > 5000
    assert {key[1] for key, times in keys.items() if times > 1} <= DECIDED_ANEW
