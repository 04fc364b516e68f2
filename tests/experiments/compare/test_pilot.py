"""A pilot judged twice: what an evaluation of it would see, and what it truly does to its offices and to the others."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from settings import small
from typed import TINY, files, typed

from experiments.cli.refusal import Refused
from experiments.compare.pilot import ARRIVALS, ESTIMATES, UNITS, Pilot, estimates, pilot_between
from experiments.compare.request import read_comparison
from sim.paired_runs import RunResult, side_by_side
from sim.scenario import Change, Scenario, policy_table
from sim.world import RECORDS

SHUT = {"channel.drop_in_hours": 0.0, "channel.phone_hours": 1.0}
TWO = Pilot([0], [1], 1, begins=20, full=20, ends=40)


def three(weeks=60, markets=2, *changes: Change) -> Scenario:
    """Three offices of eighty in so many labour markets."""
    scenario = small(people=80, weeks=weeks)
    scenario.setting.office.offices, scenario.setting.labour_market.markets = 3, markets
    scenario.changes = list(changes)
    return scenario


def shut(*offices, from_week=30, **more) -> Change:
    """Offices whose doors and lines are shut from a week on."""
    return Change("office", dict(SHUT), who=list(offices), from_week=from_week, **more)


def course(weeks=40, people=(), **fields) -> RunResult:
    """The books of two offices; a field has for each office a value before week 20 and one after."""
    weekly = np.zeros(2 * weeks, RECORDS["weekly"])
    weekly["week"], weekly["office"] = np.arange(2 * weeks) // 2, np.arange(2 * weeks) % 2
    weekly["seeking"] = 10
    for name, offices in fields.items():
        for number, (before, after) in enumerate(offices):
            weekly[name][number::2] = np.where(np.arange(weeks) < 20, before, after)
    lives = np.zeros(len(people), RECORDS["jobseekers"])
    for row, (office, week, employed) in enumerate(people):
        lives["office"][row], lives["arrived_week"][row], lives["newcomer"][row] = office, week, 1
        lives["employed_at_26"][row] = employed
    return RunResult([], lives, np.zeros(0), weekly)


def of(name: str, pilot: Pilot, without: RunResult, with_it: RunResult) -> list[float]:
    """The estimates of one outcome."""
    rows = estimates(pilot, without, with_it)
    assert [row[:2] for row in rows] == [(outcome, estimate) for outcome in UNITS for estimate in ESTIMATES]
    return [value for outcome, _, value in rows if outcome == name]


def test_an_evaluation_sees_the_effect_less_that_on_the_others_and_what_would_have_come_anyway():
    """Trust. Without: .5 to .6 in its office, .4 to .42 in the other, so .08 apart. With: to .75, and .45 in the other.

    Seen: .25 less .05 is .2. True: .15, and .03 on the other; .15 - .03 + .08 = .2.
    """
    without, with_it = course(trust=[(0.5, 0.6), (0.4, 0.42)]), course(trust=[(0.5, 0.75), (0.4, 0.45)])
    assert of("trust", TWO, without, with_it) == pytest.approx([0.2, 0.15, 0.03, 0.08])


def test_where_a_pilot_begins_with_the_run_offices_are_compared_as_they_are():
    """After week 20 alone: .75 less .45 is .3; .15 and .03 as before, and .6 less .42 is .18 without it."""
    without, with_it = course(trust=[(0.5, 0.6), (0.4, 0.42)]), course(trust=[(0.5, 0.75), (0.4, 0.45)])
    from_the_start = TWO._replace(begins=0, full=20)
    assert of("trust", from_the_start, without, with_it) == pytest.approx([0.3, 0.15, 0.03, 0.18])


def test_what_is_counted_from_the_start_is_told_a_registered_year():
    """One refusal a week, then three, of ten people: 52 * .1 = 5.2 a year, then 15.6; nothing elsewhere."""
    so_far = np.concatenate([np.arange(1, 21), 20 + 3 * np.arange(1, 21)])
    without, with_it = course(), course()
    for run, counted in ((without, np.arange(1, 41)), (with_it, so_far)):
        run.weekly["access_failures"][0::2] = counted
    assert of("refusals_a_year", TWO, without, with_it) == pytest.approx([10.4, 10.4, 0.0, 0.0])


def test_work_is_that_of_who_arrives_after_against_who_was_seen_before():
    """26 weeks on, a pilot from week 40: those of weeks 0 to 14 before it, those of 40 to 74 after, of 100 weeks.

    Before: half in work in its office. After: all of two. In the other office one of one before and none after. Who
    came in week 15 is seen too late for before, who came in 75 has 25 weeks; neither counts.
    """
    pilot = Pilot([0], [1], 0, begins=40, full=40, ends=100)
    before = [(0, 0, 1), (0, 14, 0), (1, 3, 1)]
    neither = [(0, 15, 1), (0, 39, 1), (0, 75, 0), (1, 75, 1)]
    with_it = course(100, [*before, *neither, (0, 40, 1), (0, 74, 1), (1, 50, 0)])
    without = course(100, [*before, *neither, (0, 40, 0), (0, 74, 1), (1, 50, 0)])
    assert of("employed_at_26_weeks", pilot, without, with_it) == pytest.approx([1.5, 0.5, 0.0, 1.0])
    seen, effect, *_ = of("employed_at_26_weeks", pilot._replace(begins=37), without, with_it)
    assert np.isnan(seen) and effect == 0.5  # twelve weeks of arrivals are too few to compare with


def test_a_pilot_is_what_some_offices_have_beside_the_first_policy_and_nothing_else():
    usual = three()
    assert pilot_between(usual, three(60, 2, shut(0))) == Pilot([0], [1, 2], 1, 30, 30, 60)
    assert pilot_between(usual, three(60, 3, shut(1))) is None  # in another setting
    in_two = three(60, 2, shut(2, from_week=10), shut(1, from_week=20, for_weeks=15))
    assert pilot_between(usual, in_two) == Pilot([1, 2], [0], 1, 10, 20, 35)
    assert pilot_between(three(60, 2, shut(2)), three(60, 2, shut(2), shut(0))) == Pilot([0], [1, 2], 1, 30, 30, 60)
    for more in ([shut(0, 1, 2)], [], [Change("run", dict(SHUT))], [shut(0), Change("person", {"channel.video": 0.5})]):
        assert pilot_between(usual, three(60, 2, *more)) is None
    assert pilot_between(three(60, 2, shut(0)), usual) is None
    other = three(60, 2, shut(0))
    other.policy.channel.video = 0.3
    assert pilot_between(usual, other) is None


def test_what_is_seen_adds_up_in_every_run_and_the_door_is_shut_in_the_pilot_alone(live):
    first, other = three(), three(60, 2, shut(1))
    pilot = pilot_between(first, other)
    assert pilot
    for _, (without, with_it) in side_by_side([first, other], [3, 4]):
        by_outcome = {name: of(name, pilot, without, with_it) for name in UNITS if name not in ARRIVALS}
        for seen, effect, on_others, anyway in by_outcome.values():
            assert seen == pytest.approx(effect - on_others + anyway, abs=1e-6)
        seen, effect, on_others, _ = by_outcome["refusals_a_year"]
        assert effect > 1.0 > 0.3 > abs(on_others) and seen > 0.5


def test_a_pilot_is_told_written_and_drawn(tmp_path, capsys, drawn):
    (tmp_path / "policy").mkdir()
    levers = "{channel.drop_in_hours: 0, channel.phone_hours: 1}"
    for name, office in (("shut_door", 0), ("shut_two", 2)):
        change = f"changes: [{{level: office, who: [{office}], from_week: 20, levers: {levers}}}]\n"
        (tmp_path / "policy" / f"{name}.yaml").write_text(change, encoding="utf-8")
    words = ("office=three_offices", "office.jobseekers=40", "weeks=70", "--config-dir", str(tmp_path))
    out = tmp_path / "one"
    status, told, complaint = typed(
        capsys, "compare", *TINY, "backend=compiled", *words, "policies=[baseline,shut_door]", f"out={out}"
    )
    assert status == 0, complaint
    assert "Shut_door is a pilot in office 0 from week 20, compared with office 1, office 2 (1 in the same" in told
    assert {"pilots.parquet", "pilot.png", "pilot.svg"} <= files(out)
    kept = json.loads((out / "comparison.json").read_text(encoding="utf-8"))["comparison"]["policies"]["shut_door"]
    assert (kept["pilot"]["offices"], kept["pilot"]["others"], kept["pilot"]["begins"]) == ([0], [1, 2], 20)
    refusals = kept["pilot"]["outcomes"]["refusals_a_year"]
    table = pd.read_parquet(out / "pilots.parquet")
    rows = table[(table["outcome"] == "refusals_a_year") & (table["estimate"] == "effect")]
    assert refusals["effect"]["mean"] == pytest.approx(rows["value"].mean()) and len(rows) == 2
    assert "employed_at_156_weeks" not in kept["pilot"]["outcomes"]
    assert typed(capsys, "report", str(out))[0] == 0
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Pilot: shut door" in page and "effect on the others" in page
    out = tmp_path / "two"
    both = "policies=[baseline,shut_door,shut_two]"
    status, told, _ = typed(capsys, "compare", *TINY, "backend=compiled", *words, both, f"out={out}")
    assert status == 0 and "Shut_two is a pilot in office 2" in told
    assert {"pilot_shut_door.png", "pilot_shut_two.png"} <= files(out)


def test_a_policy_is_a_pilot_in_the_offices_that_are_named(tmp_path):
    """All levers that digital first sets, in office 2 alone from week 20 on, and the file of the results says so."""
    words = ["policies=[baseline,digital_first]", "office=three_offices", "weeks=60"]
    first, job = read_comparison([*words, "pilot=[2]", "from_week=20"]).jobs
    (change,) = job.scenario.changes
    assert (change.level, change.who, change.from_week, change.for_weeks) == ("office", [2], 20, None)
    everywhere = read_comparison(words).jobs[1].scenario
    assert policy_table(job.scenario).policies[-1] == everywhere.policy
    assert job.scenario.policy == first.scenario.policy == Scenario().policy
    assert pilot_between(first.scenario, job.scenario) == Pilot([2], [0, 1], 1, 20, 20, 60)
    written = job.plain["changes"]
    again = read_comparison([*words, f"changes={yaml_of(written)}"]).jobs[0].scenario
    assert again.changes == [change]


def yaml_of(changes) -> str:
    """Changes as they are written on the command line."""
    return json.dumps(changes).replace('"', "")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["pilot=[0]"], "there is 1 office"),
        (["pilot=[0,1,2]", "office=three_offices"], "some must be left to compare with"),
        (["pilot=[3]", "office=three_offices"], "there are 3 offices, numbered from 0"),
        (["pilot=first", "office=three_offices"], "must be numbers of offices"),
        (["pilot=[0]", "office=three_offices", "from_week=60"], "the last week of the run"),
        (["from_week=20"], "from_week goes with pilot"),
        (
            ["pilot=[0]", "office=three_offices", "policies=[baseline,ips]", "from_week=20"],
            "individualization.caseload",
        ),
        (
            ["pilot=[0]", "office=three_offices", "policies=[baseline,baseline]", "from_week=20"],
            "sets no lever otherwise",
        ),
    ],
)
def test_what_can_be_no_pilot_is_said_in_one_sentence(words, says):
    policies = [] if any(word.startswith("policies") for word in words) else ["policies=[baseline,lean]"]
    with pytest.raises(Refused, match=re.escape(says)) as raised:
        read_comparison([*policies, "weeks=60", *words])
    assert "\n" not in str(raised.value)
