"""The weeks of rest before a run: the same people whatever follows, with either backend, kept or lived anew."""

import threading

import numpy as np
import pytest
from settings import small
from two_worlds import differences

from sim import rest, rest_store
from sim.behaviour.shocks import IDENTITIES_A_WEEK
from sim.chance import chance, counter
from sim.declare import set_value
from sim.engine import run_compiled, run_mesa, run_pausing_at, simulate
from sim.milestones import EMPLOYED_AT
from sim.paired_runs import side_by_side
from sim.parameters import Parameters
from sim.policy import Policy
from sim.population import build
from sim.scenario import LONGEST, Scenario, policy_table
from sim.setting import MOST_REST
from sim.tally import CELLS
from sim.terms import OUTSIDE, Cohort, Decision, OfficeStart, Status
from sim.week import live_weeks


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch, tmp_path):
    """Nothing is kept from before, in memory or on disk."""
    monkeypatch.setattr(rest, "STORE", rest_store.RestStore())
    monkeypatch.setattr(rest_store, "folder", lambda: tmp_path)


def resting(weeks=8, rest_weeks=30, own=10, **more) -> Scenario:
    """A small office with a few weeks of rest behind it."""
    scenario = small(weeks=weeks, **more)
    office = scenario.setting.office
    office.start, office.rest_weeks, office.own_rest_weeks = OfficeStart.USUAL_REST, rest_weeks, own
    return scenario


def at_week_0(scenario, live, seed=3):
    """The people of week 0, by identity."""
    world = next(iter_world(scenario, live, seed))
    people = world.jobseekers[world.jobseekers["status"] != Status.VACANT]
    return people[np.argsort(people["id"])]


def iter_world(scenario, live, seed):
    for _, world in run_pausing_at(scenario, live, seed, (0,)):
        yield world


def test_weeks_of_rest_have_luck_of_their_own():
    """No week of the longest rest shares the key of a draw with another week of rest, or of the longest run."""
    keys = {counter(Decision.ARRIVALS + 0, week, 7, 0, 0) for week in range(-MOST_REST, LONGEST)}
    assert len(keys) == MOST_REST + LONGEST
    drawn = {chance(1, Decision.JOB_LOSS, week, 7) for week in range(-400, 400)}
    assert len(drawn) == 800


def test_nobody_who_comes_later_has_the_identity_of_one_who_came_before(live):
    """Nor has anybody of another office; and who comes from week 0 on is the same person with rest and without."""
    scenario = resting(offices=3)
    world = run_compiled(scenario, live, 3)
    people = world.jobseekers[world.jobseekers["status"] != Status.VACANT]
    assert len(set(people["id"].tolist())) == len(people)
    offices = people["id"] // (16384 * IDENTITIES_A_WEEK)
    assert (offices == people["office"]).all()
    scenario.setting.office.start = OfficeStart.FOUND
    found = run_compiled(scenario, live, 3).jobseekers
    ours, theirs = (each[each["newcomer"] == 1] for each in (people, found))
    for field in ("id", "age", "arrived_week", "benefit", "true_need"):
        assert sorted(ours[field].tolist()) == sorted(theirs[field].tolist()), field


@pytest.mark.parametrize("lever", ["", "individualization.caseload", "organisation.specialisation"])
def test_both_backends_go_on_from_rest_alike(live, lever):
    """Whatever the scenario makes of the posts; the numbers differ from the declared ones, so rest has two parts."""
    scenario = resting()
    scenario.parameters.retention.early_loss = 0.02
    if lever:
        set_value(scenario.policy, lever, {"individualization.caseload": 10.0}.get(lever, 1.0))
    assert differences(run_compiled(scenario, live, 3), run_mesa(scenario, 3)) == []


def test_rest_that_is_lived_as_plain_python_is_the_same_to_the_last_bit(live):
    """Arrivals that need more rows among it."""
    scenario = resting(people=40)
    scenario.setting.office.inflow_ordinary = 0.6
    compiled, interpreted = (rest.lived_on(None, -30, 0, scenario, Parameters(), how, 3) for how in (live, live_weeks))
    assert {name: records.tobytes() for name, records in compiled.items()} == {
        name: records.tobytes() for name, records in interpreted.items()
    }


def test_what_is_kept_is_what_would_be_lived(live, tmp_path):
    """In memory, on disk, and lived anew: the same run; what cannot be read is lived anew."""
    scenario = resting()
    lived = run_compiled(scenario, live, 3)
    assert len(list(tmp_path.glob("*.npz"))) == 1
    assert differences(lived, run_compiled(scenario, live, 3)) == []
    rest.STORE.clear()
    made = rest.lived_on
    try:
        rest.lived_on = None  # so that nothing can be lived
        assert differences(lived, run_compiled(scenario, live, 3)) == []
    finally:
        rest.lived_on = made
    rest.STORE.clear()
    (kept,) = tmp_path.glob("*.npz")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert differences(lived, run_compiled(scenario, live, 3)) == []


@pytest.mark.parametrize(
    "path",
    ["office.jobseekers", "office.inflow_reduced", "labour_market.employers", "office.rest_weeks",
     "parameters.exits.leaves"],
)  # fmt: skip
def test_another_setting_has_a_rest_of_its_own(live, path):
    first, other = resting(), resting()
    part, name = (other.parameters, path[11:]) if path.startswith("parameters.") else (other.setting, path)
    others = {"office.jobseekers": 61, "office.rest_weeks": 31, "labour_market.employers": 13}
    set_value(part, name, others.get(path, 0.01))
    assert not np.array_equal(at_week_0(first, live), at_week_0(other, live))


def test_a_study_of_numbers_shares_the_weeks_lived_with_the_declared_ones(live, tmp_path):
    """Only these are kept on disk; with no own weeks, or with rest all its own, there is one part."""
    scenario = resting()
    for loss in (0.01, 0.02, 0.03):
        scenario.parameters.retention.early_loss = loss
        run_compiled(scenario, live, 3)
    assert len(list(tmp_path.glob("*.npz"))) == 1 and len(rest.STORE.kept) == 4
    scenario.setting.office.start = OfficeStart.OWN_REST
    own = at_week_0(scenario, live)
    assert len(list(tmp_path.glob("*.npz"))) == 1 and len(rest.STORE.kept) == 5
    scenario.setting.office.start, scenario.setting.office.own_rest_weeks = OfficeStart.USUAL_REST, 30
    assert np.array_equal(own, at_week_0(scenario, live))


def test_all_policies_begin_with_the_same_people(live):
    """Only their arm and caseworker are the scenario's; so is everybody's life before, whatever the policy."""
    usual, other = resting(), resting()
    for lever in ("channel.drop_in_hours", "individualization.tailoring"):
        set_value(other.policy, lever, 1.0)
    other.policy.individualization.caseload = 12.0
    ours, theirs = at_week_0(usual, live), at_week_0(other, live)
    fields = [name for name in ours.dtype.names if name not in ("caseworker", "arm")]
    assert np.array_equal(ours[fields], theirs[fields])
    ((_, (one, two)),) = side_by_side([usual, other], [3])
    assert one.people["id"].tolist() == two.people["id"].tolist()
    assert set(one.people["newcomer"].tolist()) == {0, 1}


def test_the_threads_and_the_company_of_a_run_change_nothing():
    """Four seeds on one thread and on four: the same tables."""
    tables = []
    for threads in (1, 4):
        rest.STORE.clear()
        tables.append(simulate(resting(), (1, 2, 3, 4), threads=threads).outcomes)
    assert all(np.array_equal(tables[0][name], tables[1][name], equal_nan=name == "value") for name in tables[0])


def test_two_threads_that_want_one_rest_live_it_once():
    """The second waits; where the first fails, both are told."""
    store, made, gate = rest_store.RestStore(), [], threading.Event()

    def make():
        made.append(1)
        gate.wait(5)
        return {"people": np.arange(3)}

    got = []
    threads = [threading.Thread(target=lambda: got.append(store.get("a", make, on_disk=False))) for _ in range(4)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert len(made) == 1 and len(got) == 4 and not got[0]["people"].flags.writeable
    with pytest.raises(ZeroDivisionError):
        store.get("b", lambda: 1 / 0, on_disk=False)
    assert store.get("b", lambda: {"people": np.arange(2)}, on_disk=False)["people"].size == 2


def test_memory_and_disk_are_bounded_and_the_longest_unused_goes_first(tmp_path):
    """Two of three fit; the one that was asked for again stays."""
    store = rest_store.RestStore(most=2000)
    thousand = {"people": np.zeros(125)}
    for key in ("a", "b", "a", "c"):
        store.get(key, lambda: dict(thousand), on_disk=False)
    assert list(store.kept) == ["a", "c"]
    for key in ("a", "b", "c"):
        rest_store.write(key, thousand, most=3000)
    assert len(list(tmp_path.glob("*.npz"))) == 2 and not list(tmp_path.glob("*.part"))
    assert rest_store.read("c") is not None and rest_store.read("nothing") is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(live, monkeypatch, tmp_path):
    (tmp_path / "a file").write_text("")
    for where in (tmp_path / "a file", None):
        monkeypatch.setattr(rest_store, "folder", lambda where=where: where)
        rest.STORE.clear()
        assert run_compiled(resting(), live, 3).weekly["week"].max() == 7


def test_counting_begins_in_week_0(live):
    """Nothing of rest is in the books or tallies; who is off the register then is of no cohort and of no outcome."""
    scenario = resting(weeks=60, rest_weeks=80, own=0)
    world = run_compiled(scenario, live, 3)
    start = at_week_0(scenario, live)
    outside = start["newcomer"] == OUTSIDE
    registered = np.isin(start["status"], (Status.SEEKING, Status.IN_MEASURE, Status.WAITING_FOR_HEALTH))
    assert outside.any() and (outside != registered).all()
    assert not start["weeks_employed"].any() and not start["contacts"].any() and (start["arrived_week"] == 0).all()
    assert 0 <= world.weekly["arrived"][0] - len(start) < 20  # those who came in the week
    cohorts = world.tallies["persons"].reshape(-1, CELLS // len(Cohort), len(Cohort)).sum(axis=(0, 1))
    came = (world.jobseekers["newcomer"] == 1) & (world.jobseekers["status"] != Status.VACANT)
    assert cohorts.tolist() == [registered.sum(), (came & (world.jobseekers["arrived_week"] < 52)).sum()]
    assert world.weekly["phone"][0] < 60 and world.weekly["turnover"][0] <= 1


@pytest.mark.parametrize(("weeks", "seen"), [(60, []), (77, [26]), (103, [26, 52]), (208, [26, 52, 104, 156])])
def test_of_the_arrivals_of_a_year_all_milestones_have_one_denominator(live, weeks, seen):
    """A milestone counts where the last who came, in week 51, reaches it within the run; 104 and 156 weeks at 208."""
    scenario = small(people=60, weeks=weeks)
    tallies = run_compiled(scenario, live, 3).tallies.reshape(-1, len(Cohort))
    persons = tallies["persons"].sum(axis=0)
    for milestone in EMPLOYED_AT:
        of_register, of_arrivals = tallies[f"seen_{milestone}"].sum(axis=0)
        assert of_arrivals == (persons[Cohort.NEWCOMER] if milestone in seen else 0)
        assert of_register == (persons[Cohort.THERE_AT_START] if milestone <= weeks else 0)


def test_the_register_is_held_at_its_size_before_a_run_and_let_go_in_it(live):
    """Twice the usual inflow: within a tenth after rest, more than that after three years of the run."""
    scenario = resting(people=400, weeks=156, rest_weeks=156, own=0)
    scenario.setting.office.inflow_ordinary, scenario.setting.office.inflow_reduced = 0.04, 0.01
    weekly = run_compiled(scenario, live, 3).weekly
    people = sum(weekly[name] for name in ("seeking", "in_measure", "waiting_for_health"))
    assert people[0] == pytest.approx(400, rel=0.15) and people[-1] > people[0] * 1.2


@pytest.mark.parametrize(
    ("own", "total", "start", "sentence"),
    [(50, 40, OfficeStart.USUAL_REST, "office.own_rest_weeks is 50; it must be at most office.rest_weeks, 40"),
     (0, 0, OfficeStart.USUAL_REST, "office.rest_weeks is 0 weeks; it must be a whole number between 1 and 2000"),
     (0, 9, 5, "office.start is 5; it must be one of USUAL_REST, OWN_REST, FOUND")],
)  # fmt: skip
def test_rest_that_cannot_be_is_refused_in_a_sentence(own, total, start, sentence):
    scenario = resting(rest_weeks=total, own=own)
    scenario.setting.office.start = start
    with pytest.raises(ValueError, match=sentence):
        scenario.check()


@pytest.mark.parametrize(("start", "came"), [(OfficeStart.USUAL_REST, (0.9, 0.45)), (OfficeStart.FOUND, (0.6, 0.6))])
def test_numbers_that_are_not_as_declared_bring_their_inflow_unless_the_office_is_found(start, came):
    """Of 80 people 20 are ordinary: .03 of 20 and .01 of 60 are .6 each; 1.5 and .75 times that .9 and .45."""
    scenario = resting(people=80)
    office, own = scenario.setting.office, scenario.parameters.inflow
    office.start, office.inflow_ordinary, office.inflow_reduced = start, 0.03, 0.01
    own.ordinary, own.reduced = 1.5, 0.75
    layout = build(scenario, policy_table(scenario)).layout[0]
    assert (layout["inflow_ordinary"], layout["inflow_reduced"]) == pytest.approx(came)


def test_both_backends_take_the_same_inflow(live):
    scenario = resting(weeks=6)
    scenario.parameters.inflow.ordinary, scenario.parameters.inflow.reduced = 1.9, 1.4
    assert differences(run_compiled(scenario, live, 4), run_mesa(scenario, 4)) == []


def test_where_nobody_is_registered_no_cohort_has_anybody(live):
    """And nothing is divided by nothing."""
    scenario = resting(people=0)
    assert simulate(scenario, [1]).outcomes["people"].max() == 0


def test_the_usual_policy_is_that_of_the_declarations(live):
    assert rest.usual_scenario(resting(), Parameters()).policy == Policy()
