"""What Mesa's own users know works, with the oldest Mesa that is allowed and with the newest: `-m mesa` tries it."""

import inspect
import warnings

import mesa
import numpy as np
import pandas as pd
import pytest
from settings import small

from sim import Caseworker, Employer, FrontLine, Jobseeker, Scenario
from sim.terms import NeedsGroup, Status

pytestmark = pytest.mark.mesa
WEEKS = 3
OFFICE = small(weeks=WEEKS)


def batch(parameters, **options):
    """The rows of Mesa's batch_run over the small office, as a table."""
    rows = mesa.batch_run(FrontLine, {"scenario": [OFFICE], **parameters}, display_progress=False, **options)
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def lived():
    """The small office with seed 2, all weeks lived, and what was collected of agents of several kinds."""
    model = FrontLine(
        OFFICE, seed=2, agent_reporters={"trust": "trust", "group": "needs_group"},
        agenttype_reporters={Caseworker: {"stress": "stress"}},
    )  # fmt: skip
    model.run_model()
    return model


def test_batch_run_runs_each_seed_and_tells_of_the_last_week(lived):
    """Seeds are those that were asked for, and the trust of everybody is that of the run of that seed at its end."""
    table = batch({"seed": [1, 2], "agent_reporters": [{"trust": "trust"}]})
    assert set(table["seed"]) == {1, 2} and set(table["week"]) == {WEEKS}
    rows = table[table["seed"] == 2].set_index("AgentID")["trust"]
    assert rows.dropna().to_dict() == {person.unique_id: person.trust for person in lived.agents_by_type[Jobseeker]}
    assert len(rows) == len(lived.agents)


def test_batch_run_varies_a_number_by_its_name_and_the_scenario_stays_as_it_is():
    before = OFFICE.policy.channel.drop_in_hours
    table = batch({"seed": 1, "channel.drop_in_hours": np.array([2, 6]), "weeks": [1, 2]})
    assert sorted(zip(table["channel.drop_in_hours"], table["week"], strict=True)) == [(2, 1), (2, 2), (6, 1), (6, 2)]
    model = FrontLine(OFFICE, 1, **{"channel.drop_in_hours": 2, "parameters.staff.turnover": 0.5})
    assert (model.scenario_run.policy.channel.drop_in_hours, model.scenario_run.parameters.staff.turnover) == (2, 0.5)
    assert before == OFFICE.policy.channel.drop_in_hours != 2


def test_batch_run_varies_the_policy_by_its_name_and_its_table_tells_it():
    table = batch({"seed": 1, "policy": ["baseline", "ips"]})
    assert table["policy"].tolist() == ["baseline", "ips"]
    named = FrontLine(policy="ips", office="small", weeks=1).scenario_run
    assert named == Scenario.named("ips", office="small", weeks=1)
    mine = small(weeks=WEEKS)
    mine.policy.shock.surge_week = 2
    policy = FrontLine(mine, 1, policy="ips").scenario_run.policy
    assert (policy.channel, policy.shock.surge_week) == (named.policy.channel, 2)
    assert mine.policy.channel == Scenario().policy.channel


def test_an_agent_is_written_as_its_kind_and_number(lived):
    assert {repr(agent) for agent in lived.agents_by_type[Caseworker]} == {
        f"Caseworker {agent.unique_id}" for agent in lived.agents_by_type[Caseworker]
    }


def test_a_seed_that_nobody_gave_is_drawn_and_can_be_run_again():
    """Mesa 3.3 repeats a run with `iterations`, later ones with `rng`; either way no two are alike."""
    newer = "rng" in inspect.signature(mesa.batch_run).parameters
    table = batch({}, **({"rng": [None, None, 7]} if newer else {"iterations": 2}))
    seeds = table["seed"].tolist()
    assert len(set(seeds)) == len(seeds) and (7 in seeds) is newer
    first, again = FrontLine(OFFICE), FrontLine(OFFICE, seed=None)
    assert first.seed_run != again.seed_run
    repeated = FrontLine(OFFICE, rng=first.seed_run)
    assert [person.trust for person in repeated.agents_by_type[Jobseeker]] == [
        person.trust for person in first.agents_by_type[Jobseeker]
    ]


def test_every_seed_that_mesa_takes_is_taken():
    kinds = [5, np.int64(5), [1, 2], np.random.SeedSequence(3), np.random.default_rng(4)]
    seeds = [FrontLine(OFFICE, rng=seed).seed_run for seed in kinds]
    assert seeds[:2] == [5, 5] and len(set(seeds)) == 4
    assert FrontLine(OFFICE, rng=[1, 2]).seed_run == seeds[2]


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ({"seed": 1, "rng": 1}, "two words for one thing"),
        ({"seed": -1}, "seed is -1; it must be between 0 and"),
        ({"seed": 1.5}, "seed is 1.5; it must be a whole number between 0 and"),
        ({"channel.drop_in_hour": 3}, "there is no 'channel.drop_in_hour'.*channel.drop_in_hours"),
        ({"channel.drop_in_hours": 90}, "channel.drop_in_hours is 90 hours/week; it must be between 0 and 37.5"),
        ({"parameters.staff.turnover": 2}, "parameters.staff.turnover is 2 1/year; it must be between 0 and 1"),
        ({"weeks": 0}, "weeks is 0; it must be a whole number"),
        ({"policy": "isp"}, "policy is 'isp'; it must be one of .*the nearest is 'ips'"),
        ({"office": "small"}, r"office is chosen where the scenario is made: Scenario.named\(office='small'\)"),
        ({"agenttype_reporters": {"Jobseeker": {"t": "trust"}}}, "reporters has 'Jobseeker'; write the class, as"),
    ],
)
def test_what_is_not_allowed_is_told_in_one_sentence(named, says):
    with pytest.raises(ValueError, match=says):
        FrontLine(OFFICE, **named)


def test_a_field_is_none_for_kinds_of_agents_that_lack_it_and_a_misspelt_one_is_refused(lived):
    table = lived.datacollector.get_agent_vars_dataframe()["trust"].xs(WEEKS, level="Step")
    lack = {agent.unique_id for agent in lived.agents if not isinstance(agent, Jobseeker)}
    assert set(table.index[table.isna()]) == lack != set()
    stress = lived.datacollector.get_agenttype_vars_dataframe(Caseworker)["stress"]
    assert len(stress) == WEEKS * len(lived.agents_by_type[Caseworker]) and not stress.isna().any()
    for misspelt in ({"agent_reporters": {"t": "trsut"}}, {"agenttype_reporters": {Employer: {"t": "trsut"}}}):
        with pytest.raises(ValueError, match="no agent has a field 'trsut'.*trust"):
            FrontLine(OFFICE, **misspelt).step()


def test_a_step_after_the_last_week_does_nothing(lived):
    """Mesa's own loops go on while `running`; a page may step once more."""

    def state():
        collected = lived.datacollector.get_agent_vars_dataframe()
        return lived.week, lived.running, lived.agents_by_type[Jobseeker].agg("trust", sum), len(collected)

    before = state()
    assert before[:2] == (WEEKS, False)
    lived.step()
    assert state() == before


def test_people_are_grouped_by_members_and_never_by_bare_numbers(lived):
    people = lived.agents_by_type[Jobseeker]
    assert {type(needs) for needs in people.groupby("needs_group").groups} == {NeedsGroup}
    assert {type(status) for status in people.groupby("status").groups} == {Status}


def test_a_post_that_changes_hands_gets_another_agent_and_the_leaver_stays_as_before():
    """One AgentID is one caseworker: nobody who kept one finds another person's competence there."""
    model = FrontLine(
        OFFICE, 1, **{"weeks": 40, "parameters.staff.turnover": 1.0, "parameters.staff.weeks_to_refill": 1}
    )
    seen = {}
    for _ in range(40):
        for caseworker in model.agents_by_type[Caseworker]:
            seen.setdefault(caseworker.unique_id, (caseworker, caseworker.id))
        model.step()
    gone = [worker for worker, _ in seen.values() if worker not in model.agents]
    assert gone and all(worker.id == identity for worker, identity in seen.values())
    assert len(model.agents_by_type[Caseworker]) == len(model.world.caseworkers)
    assert len({identity for _, identity in seen.values()}) == len(seen)


def test_mesa_warns_of_nothing_that_we_do():
    """It warns of what its next version will not have."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        FrontLine(OFFICE, seed=1, model_reporters={"week": "week"}).step()
