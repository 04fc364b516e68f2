"""Who is treated differently, and from when: changes do what they say or are refused in one sentence."""

import numpy as np
import pytest
from settings import small

from sim import engine, model
from sim.engine import run_compiled, run_mesa
from sim.interventions import FieldInterventions
from sim.scenario import Change, policy_table
from sim.terms import Measure, Status

TAILORING = {"individualization.tailoring": 1.0}
DOOR = {"channel.drop_in_hours": 0.0}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([Change("people", TAILORING)], "level 'people'; it must be one of run, market, office, caseworker, person"),
        ([Change("person", {"channel.phone_hours": 1.0})], "can differ between offices at the finest"),
        ([Change("office", DOOR)], "must say in `who` which offices"),
        ([Change("run", DOOR, who=[0])], "takes no `who`"),
        ([Change("person", TAILORING, who=[5], share=0.5)], "takes no `share`"),
        ([Change("person", TAILORING, who=["a"])], "it must be a list of numbers of persons"),
        ([Change("run", DOOR, from_week=99)], "from_week 99; it must be a whole number between 0 and 9"),
        ([Change("run", DOOR, from_week=1.5)], "from_week 1.5"),
        ([Change("run", {})], "sets neither lever nor field"),
        ([Change("person", fields={"jobs": 3})], "change 1: 'jobs' of a person cannot be set; the nearest is"),
        ([Change("caseworker", fields={"belif": 0.3}, who=[0])], "cannot be set; the nearest is 'belief'"),
        ([Change("caseworker", fields={"belief": 3.0}, who=[0])], "belief is 3.0; it must be between 0 and 1"),
        ([Change("run", fields={"belief": 0.3})], "sets fields of a run; only those of a person"),
        ([Change("employer", DOOR, who=[0])], "no lever can differ between employers; set their fields"),
        ([Change("person", TAILORING, from_arrival=True)], "from_arrival is for fields of people"),
        ([Change("person", TAILORING, whom={"agee": 3})], "whom: a jobseeker has no field 'agee'; the nearest"),
        ([Change("person", TAILORING, for_weeks=-1)], "for_weeks -1; it must be a whole number"),
        ([Change("run", DOOR, for_weeks=0)], "for_weeks 0; it must be a whole number between 1 and 2000; without it"),
        ([Change("run", DOOR, for_weeks=True)], "for_weeks True; it must be a whole number"),
        ([Change("run", DOOR, from_week=True)], "from_week True; it must be a whole number"),
        ([Change("run", {"chanel.drop_in_hours": 1.0})], "the nearest is 'channel.drop_in_hours'"),
        ([Change("run", {"channel.drop_in_hours": 99.0})], "change 1: channel.drop_in_hours is 99 hours/week"),
        ([Change("run", {"individualization.caseload": 30.0}, from_week=4)], "can only change from week 0"),
        ([Change("office", DOOR, who=[0]), Change("office", DOOR, who=[0, 1])], "office 0 is in two arms"),
        ([Change("person", TAILORING, share=0.7), Change("person", TAILORING, share=0.6)], "add up to 1.3"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(changes, says):
    """What, where, and what is allowed."""
    scenario = small(weeks=10, offices=2)
    scenario.changes = changes
    with pytest.raises(ValueError, match=says.replace("(", "\\(")):
        scenario.check()


def test_two_named_arms_of_half_each_treat_everybody_once(live):
    """A trial of two arms: nobody in both, nobody in none, the same people whichever arms there are."""
    scenario = small(people=300, weeks=4)
    scenario.changes = [Change("person", TAILORING, share=0.5, arm=name) for name in ("a", "b")]
    arms = run_compiled(scenario, live, 1).jobseekers
    arms = arms["arm"][arms["status"] != 0]
    assert set(arms) == {1, 2}
    assert abs(np.mean(arms == 1) - 0.5) < 0.12


def test_a_finer_arm_goes_before_a_coarser_one(live):
    """Person before caseworker before office before run: the door of the finest arm that sets a lever counts."""
    scenario = small(people=120, weeks=6, offices=2)
    scenario.changes = [Change("run", DOOR), Change("office", {"channel.drop_in_hours": 30.0}, who=[1])]
    served = run_compiled(scenario, live, 1).weekly["drop_in"][-2:]
    assert served[0] == 0 and served[1] > 0


@pytest.mark.parametrize("run", [lambda scenario, live: run_compiled(scenario, live, 1), lambda s, _: run_mesa(s, 1)])
def test_the_rows_of_policies_are_composed_once_a_run(run, live, monkeypatch):
    """However many arms and weeks of change there are: they are read by the world and by whoever sets fields."""
    composed = []
    for module in (engine, model):
        monkeypatch.setattr(module, "policy_table", lambda scenario: composed.append(1) or policy_table(scenario))
    scenario = small(weeks=3)
    scenario.changes = [Change("person", TAILORING, share=0.5, fields={"disclosed": 1}, from_week=1)]
    run(scenario, live)
    assert composed == [1]


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_of_two_changes_the_one_that_begins_later_counts_wherever_it_stands(order):
    """A door of 12 hours from week 2, of 6 from week 5, of 20 in week 7 alone: in either order of the list."""
    hours = "channel.drop_in_hours"
    scenario = small(weeks=9)
    scenario.changes = [
        Change("run", {hours: 12.0}, from_week=2),
        Change("run", {hours: 6.0}, from_week=5),
        Change("run", {hours: 20.0}, from_week=7, for_weeks=1),
    ][order]
    table = policy_table(scenario)
    lived = [table.policies[phase].channel.drop_in_hours for phase in table.phases]
    assert lived == [9.0, 9.0, 12.0, 12.0, 12.0, 6.0, 6.0, 20.0, 6.0]


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_of_two_changes_of_a_field_too_the_later_one_counts(order):
    """Belief is .9 from week 3, whatever was set from week 0."""
    scenario = small(weeks=5)
    scenario.changes = [
        Change("caseworker", who=[0], fields={"belief": 0.2}),
        Change("caseworker", who=[0], fields={"belief": 0.9}, from_week=3),
    ][order]
    interventions = FieldInterventions(scenario, policy_table(scenario), 1)
    assert [change.from_week for change in interventions.changes] == [0, 3]


def test_a_recession_of_the_first_week_comes_in_the_first_week(live):
    """Week 0 is a week like others, and -1 is the week that never is."""
    posted = {}
    for first_week in (-1, 0, 1):
        scenario = small(people=120, weeks=3)
        scenario.policy.shock.recession_week, scenario.policy.shock.recession_depth = first_week, 0.95
        posted[first_week] = run_compiled(scenario, live, 1).weekly["vacancies"].tolist()
    assert posted[0][0] < posted[-1][0] == posted[1][0]
    assert posted[1][1] < posted[-1][1]


def test_a_change_of_one_week_and_one_to_the_end_last_as_long_as_they_say(live):
    """The door is shut in week 2 alone, or from week 2 on."""
    open_door = {}
    for for_weeks in (1, None):
        scenario = small(people=900, weeks=6)
        scenario.changes = [Change("run", DOOR, from_week=2, for_weeks=for_weeks)]
        open_door[for_weeks] = np.diff(run_compiled(scenario, live, 1).weekly["drop_in"], prepend=0) > 0
    assert open_door[1].tolist() == [True, True, False, True, True, True]
    assert open_door[None].tolist() == [True, True, False, False, False, False]


@pytest.mark.parametrize("run", [run_compiled, run_mesa])
def test_a_change_reaches_those_of_an_arm_who_are_in_a_state_now(run, live):
    """In week 8 all who seek are put into training; nobody is pulled back out of work."""
    scenario = small(people=120, weeks=9)
    before = _people(run, scenario, live)
    training = {"status": "IN_MEASURE", "measure": "TRAINING", "measure_weeks": 20}
    scenario.changes = [Change("person", fields=training, now={"status": "SEEKING"}, from_week=8, for_weeks=1)]
    after = _people(run, scenario, live)
    at_work = before["id"][(before["status"] == Status.EMPLOYED) & (before["status_weeks"] > 1)]
    still = after["status"][np.isin(after["id"], at_work)]
    assert len(at_work) > 5 and (still == Status.EMPLOYED).all()
    in_training = (after["measure"] == Measure.TRAINING) & (after["measure_weeks"] == 19)
    assert in_training.sum() > 40


def _people(run, scenario, live):
    """Everybody when a run has ended."""
    world = run(scenario, live, 1) if run is run_compiled else run(scenario, 1)
    return world.jobseekers[world.jobseekers["status"] != 0]


IN_TRAINING = {"status": "IN_MEASURE", "measure": "TRAINING", "measure_weeks": 20}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (Change("person", fields=IN_TRAINING), "sets the status of all in the arm"),
        (
            Change("person", fields=IN_TRAINING, from_week=4, for_weeks=1, whom={"status": "SEEKING"}),
            "for whom, as now:",
        ),
        (Change("person", fields=IN_TRAINING, now={"statuss": "SEEKING"}), "now: a jobseeker has no field 'statuss'"),
        (Change("person", TAILORING, now={"status": "SEEKING"}), "levers hold for all of the arm"),
    ],
)
def test_a_status_is_set_of_those_of_whom_it_is_told_only(change, says):
    """Who is at work by the week of a change is not pulled back by one that says nothing of status."""
    scenario = small(weeks=10)
    scenario.changes = [change]
    with pytest.raises(ValueError, match=says):
        scenario.check()


def test_a_status_may_be_set_in_the_week_in_which_an_arm_is_formed_by_it():
    """Of those there at the start in week 0, of newcomers in the week after they came."""
    scenario = small(weeks=10)
    for when in ({"from_week": 0}, {"from_week": 1, "from_arrival": True}):
        change = Change("person", fields=IN_TRAINING, for_weeks=1, whom={"status": "SEEKING"}, **when)
        scenario.changes = [change]
        scenario.check()
