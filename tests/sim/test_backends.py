"""The two backends agree, bit for bit: the Mesa agents and the compiled records are one model."""

import numpy as np
import pytest
from settings import small
from two_worlds import differences, random_setting

from sim import FrontLine
from sim.backends import BACKENDS
from sim.engine import run_compiled, run_mesa, simulate
from sim.model import AGENTS
from sim.paired_runs import people, side_by_side
from sim.scenario import Change, Scenario
from sim.terms import Channel, Status

SETTINGS = 40


@pytest.mark.parametrize("seed", range(SETTINGS))
def test_both_backends_end_in_the_same_bits_whatever_the_levers(seed, live):
    """Every agent, every week's books and every tally agree in every bit, whatever the levers and arms."""
    scenario = random_setting(seed)
    assert differences(run_compiled(scenario, live, seed), run_mesa(scenario, seed, None)) == []


def fields_set(seed: int) -> Scenario:
    """A small scenario in which an experiment sets fields of all kinds of agents, some by lot and by condition."""
    scenario = random_setting(seed)
    scenario.changes = [
        Change("person", fields={"disclosed": 1, "last_contact": "this_week"}, added={"job_help": 0.3}, share=0.5,
               whom={"mental_health": {"below": 0.6}, "benefit": ["DAGPENGER", "AAP", "NONE"]}, from_week=1,
               for_weeks=4),
        Change("person", fields={"known_caseworker": -1}, share=0.5, arm="later", from_arrival=True, from_week=3,
               for_weeks=2),
        Change("caseworker", {"standardization.documentation": 0.0}, who=[0], fields={"belief": 0.9}, from_week=2,
               for_weeks=3),
        Change("office", who=[0], added={"relearning": 0.1}, from_week=4),
    ]  # fmt: skip
    if scenario.setting.labour_market.employers:
        scenario.changes.append(Change("employer", who=[1, 4], fields={"visits": 0.7, "kind": "COMMITTED"}))
    return scenario


@pytest.mark.parametrize("seed", range(12))
def test_both_backends_end_in_the_same_bits_when_an_experiment_sets_fields(seed, live):
    """From outside the model, at the beginning of weeks, with either backend by one text."""
    scenario = fields_set(seed)
    assert differences(run_compiled(scenario, live, seed), run_mesa(scenario, seed, None)) == []


def test_the_backends_still_agree_when_people_outgrow_their_rows(live):
    """Rows added in mid-run change nothing with either backend."""
    scenario = small(people=20, weeks=60)
    scenario.setting.office.inflow_ordinary = 1.0
    compiled = run_compiled(scenario, live, 3)
    assert len(compiled.jobseekers) > 300
    assert differences(compiled, run_mesa(scenario, 3, None)) == []


def test_a_comparison_of_backends_would_see_one_bit(live):
    """The check itself can fail: one changed bit is named."""
    first, second = (run_compiled(small(), live, 1) for _ in range(2))
    second.jobseekers["trust"][3] = np.nextafter(second.jobseekers["trust"][3], 2.0)
    assert differences(first, second) == ["jobseekers.trust"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_mesa_users_find_agents_sets_and_collectors_with_either_backend(backend):
    """`agents`, `agents_by_type`, `AgentSet.select/agg/set` and `DataCollector` work, and give the same numbers."""
    jobseeker, caseworker = AGENTS[0], AGENTS[1]
    model = FrontLine(
        small(weeks=6), seed=4, backend=backend, model_reporters={"employed": lambda m: m.last_week("employed")},
        agent_reporters={"trust": lambda agent: getattr(agent, "trust", None)},
    )  # fmt: skip
    for _ in range(6):
        model.step()
    assert set(model.agents_by_type) == set(AGENTS)
    people = model.agents_by_type[jobseeker]
    assert len(model.agents) == sum(len(agents) for agents in model.agents_by_type.values())
    weak = people.select(lambda person: person.digital_skill < 0.4)
    assert 0 < len(weak) < len(people)
    table = model.datacollector.get_model_vars_dataframe()
    assert list(table["employed"]) == sorted(table["employed"]) and len(table) == 6
    assert round(float(people.agg("trust", np.mean)), 12) == pytest.approx(0.6, abs=0.1)
    people.set("coping", 0.25)
    assert people.agg("coping", max) == 0.25
    assert all(0.0 <= worker.stress <= 1.0 for worker in model.agents_by_type[caseworker])
    assert not model.running


def test_what_is_written_to_a_live_view_is_what_compiled_weeks_go_on_with():
    """A view on a record is the record: changing a person changes that person's life, with either backend alike."""
    ends = []
    for backend in BACKENDS:
        model = FrontLine(small(weeks=30), seed=2, backend=backend)
        for person in model.agents_by_type[AGENTS[0]]:
            person.motivation = 0.0
        for _ in range(30):
            model.step()
        ends.append(model.records())
    assert differences(*ends) == []
    untouched = FrontLine(small(weeks=30), seed=2, backend="compiled")
    for _ in range(30):
        untouched.step()
    assert differences(ends[1], untouched.records()) != []


def test_people_who_leave_their_row_leave_the_model_and_newcomers_are_new_agents():
    """With the Mesa backend a row used again holds another agent; nobody is held by the model after follow-up."""
    scenario = small(people=30, weeks=90)
    scenario.setting.office.follow_up_weeks = 4
    scenario.parameters.retention.settled_weeks = 52
    scenario.setting.office.inflow_ordinary = 0.2
    model = FrontLine(scenario, seed=1)
    at_start = {person.id: person for person in model.agents_by_type[AGENTS[0]]}
    for _ in range(90):
        model.step()
    now = {person.id: person for person in model.agents_by_type[AGENTS[0]]}
    gone = set(at_start) - set(now)
    assert gone and all(at_start[identity] not in model.agents for identity in gone)
    assert all(now[identity] is at_start[identity] for identity in set(at_start) & set(now))
    assert len(now) == sum(person.status != 0 for person in model.world.jobseekers)


def lives(backend):
    """Identity and status of who is behind each AgentID, week by week, where rows are used again and posts refilled."""
    scenario = small(people=30, weeks=90)
    scenario.setting.office.follow_up_weeks = 4
    scenario.parameters.retention.settled_weeks = 52
    scenario.setting.office.inflow_ordinary = 0.2
    scenario.parameters.staff.turnover, scenario.parameters.staff.weeks_to_refill = 1.0, 1
    who = {"who": lambda agent: (type(agent).__name__, agent.id), "status": lambda agent: getattr(agent, "status", -1)}
    model = FrontLine(scenario, seed=1, backend=backend, agent_reporters=who)
    for _ in range(90):
        model.step()
    return model.datacollector.get_agent_vars_dataframe()


def test_an_agent_id_is_of_one_person_and_the_same_with_either_backend():
    """However often a row is used again or a post refilled: as many ids as people, each the same person's in both."""
    mesa, compiled = (lives(backend) for backend in ("mesa", "compiled"))
    of_people = {agent: who for (_, agent), who in compiled["who"].items() if who[0] == "Jobseeker"}
    assert len(of_people) == len(set(of_people.values())) > 100
    assert (compiled.groupby("AgentID")["who"].nunique() == 1).all()
    assert sum(kind == "Caseworker" for kind, _ in set(compiled["who"])) > len(
        FrontLine(small(people=30)).world.caseworkers
    )
    assert mesa.sort_index().equals(compiled.sort_index())


@pytest.mark.parametrize("backend", BACKENDS)
def test_agents_can_neither_be_removed_nor_added_and_it_is_said_what_to_do(backend):
    """It would be half of something: others keep the person's number, and the compiled weeks go on."""
    model = FrontLine(small(weeks=3), backend=backend)
    before = len(model.agents)
    person = next(iter(model.agents_by_type[AGENTS[0]]))
    with pytest.raises(ValueError, match="a Jobseeker cannot be removed from a FrontLine; set the status .* to Status"):
        person.remove()
    with pytest.raises(ValueError, match="cannot be removed"):
        model.remove_all_agents()
    with pytest.raises(ValueError, match="no agent can be added to a FrontLine; more people come with"):
        AGENTS[0](model)
    assert len(model.agents) == before


def test_a_field_that_holds_a_kind_gives_its_member_with_either_backend():
    """So that groups of people never mix bare numbers and members; -1, no channel, is none of them."""
    for backend in BACKENDS:
        model = FrontLine(small(weeks=2), 1, backend)
        model.step()
        people = model.agents_by_type[AGENTS[0]]
        kinds = {name: {type(key) for key in people.groupby(name).groups if key >= 0} for name in ("status", "enquiry")}
        assert kinds == {"status": {Status}, "enquiry": {Channel}}


def test_a_view_that_was_kept_is_never_another_persons():
    """Whose row holds somebody else by now cannot be read or written any more."""
    scenario = small(people=30, weeks=90)
    scenario.setting.office.follow_up_weeks = 4
    scenario.parameters.retention.settled_weeks = 52
    scenario.setting.office.inflow_ordinary = 0.2
    model = FrontLine(scenario, seed=1, backend="compiled")
    kept = {person.unique_id: (person.id, person) for person in model.agents_by_type[AGENTS[0]]}
    for _ in range(90):
        model.step()
    gone = 0
    for number, (identity, person) in kept.items():
        try:
            assert person.id == identity
        except ValueError as problem:
            assert f"jobseeker {number} has left the model" in str(problem)
            gone += 1
    assert gone


def test_a_view_that_was_kept_still_writes_where_the_person_lies_after_rows_were_added():
    """More rows are other records: what is written to a view of before must not go to those of before."""
    scenario = small(people=20, weeks=60)
    scenario.setting.office.inflow_ordinary = 1.0
    model = FrontLine(scenario, 3, "compiled")
    person, rows = model.agents_by_type[AGENTS[0]][5], len(model.world.jobseekers)
    while len(model.world.jobseekers) == rows:
        model.step()
    person.trust = 0.125
    assert next(each for each in model.agents if each.unique_id == person.unique_id).trust == 0.125


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: simulate(small(), [1], life="mesa"), "no 'life' any more; it is called backend: backend='mesa'"),
        (lambda: side_by_side([small()], [1], life="compiled"), "called backend: backend='compiled'"),
        (lambda: people(small(), life="mesa"), "called backend: backend='mesa'"),
        (lambda: FrontLine(small(), compiled=True), "no 'compiled' any more; it is called backend: backend='compiled'"),
        (lambda: FrontLine(small(), compiled=False), "called backend: backend='mesa'"),
    ],
)
def test_the_words_that_backend_had_before_are_refused_with_the_new_one(call, says):
    with pytest.raises(TypeError, match=says):
        call()


@pytest.mark.parametrize("call", [lambda: FrontLine(small(), 1, True), lambda: simulate(small(), backend="numba")])
def test_a_backend_that_there_is_not_is_refused_with_those_that_there_are(call):
    with pytest.raises(ValueError, match="backend is .*; it must be one of compiled, mesa"):
        call()
