"""Search: worked cases of sim/behaviour/search.py: how hard somebody looks, and how often that meets a vacancy."""

import pytest
from builder import Before, market, measure_terms, parameters, person, policy, world
from pytest import approx

from sim.behaviour.search import contacts_per_effort, fading_with_time, job_search, search_effort, weeks_out_of_work
from sim.terms import Measure, Status

EFFORT = dict(search__coping_weight=0.6, search__trust_weight=0.25, search__health_drag=0.9)


def looking(**fields):
    """Kari, who looks for work."""
    return person(**{
        "motivation": 0.8, "coping": 0.3, "trust": 0.6, "mental_health": 0.5, "physical_health": 0.2, **fields,
    })  # fmt: skip


@pytest.mark.parametrize("fields, effort", [
    ({}, 0.22968),
    ({"motivation": 0.4}, 0.11484),
    ({"coping": 0.8}, 0.34848),
    ({"trust": 0.0}, 0.1914),
    ({"mental_health": 0.1, "physical_health": 0.7}, 0.154512),
    ({"motivation": 0.0}, 0.0),
    ({"coping": 1.0, "trust": 1.0, "mental_health": 0.0, "physical_health": 0.0}, 0.8),
])  # fmt: skip
def test_kari_looks_as_hard_as_she_wishes_copes_and_trusts_and_as_her_health_lets_her(fields, effort):
    """Wish .8; of it .6 needs coping, of which .3 is there: .58; a quarter needs trust: .9 at .6 (R22, R23).

    A health barrier of .5 takes .9 * .5: .55 is left (ASSUMED). So .8 * .58 * .9 * .55. Half the wish is half of it;
    coping .8: .88; no trust: .75; a body at .7 lets .37 through. Nothing lacking leaves the wish alone.
    """
    kari = looking(**fields)
    before = Before(kari)
    assert search_effort(kari, parameters(**EFFORT)) == approx(effort)
    assert before.changed() == []


@pytest.mark.parametrize("reduced, weeks", [(0, 13.0), (1, 53.0)])
def test_ola_with_reduced_capacity_was_on_sick_leave_before_he_came(reduced, weeks):
    """13 weeks on the register; 40 of sick pay came before for him alone (National Insurance Act)."""
    ola = person(time_on_register=13.0, reduced_capacity=reduced)
    assert weeks_out_of_work(ola, parameters(search__sick_leave_weeks=40.0)) == weeks


TIME = dict(search__sick_leave_weeks=40.0, search__duration_floor=0.1, search__duration_weeks=20.0)


@pytest.mark.parametrize("weeks, reduced, left", [(0.0, 0, 1.0), (20.0, 0, 0.4310915), (20.0, 1, 0.1448084)])
def test_call_backs_fade_with_time_out_of_work_down_to_a_tenth(weeks, reduced, left):
    """All at first; after 20 weeks a 2.71828th of the .9 above the floor is left, .3310915, and the floor of .1.

    With 40 weeks of sick leave before it is a 20.0855th: .0448084 and .1 (Kroft et al. 2013; 2.16).
    """
    ola = person(time_on_register=weeks, reduced_capacity=reduced)
    assert fading_with_time(ola, parameters(**TIME)) == approx(left, rel=1e-6)


HELP = dict(
    search__help_effect=1.5, search__plan_effect=0.4, search__relation_weight=0.25, search__gain_effect=2.0,
    search__focus_effect=0.6, measure_quality__ips_floor=0.4, **EFFORT, **TIME,
)  # fmt: skip


@pytest.mark.parametrize("fields, effort", [
    ({}, 0.29480989824),
    ({"job_help": 0.6}, 0.43087600512),
    ({"plan": 0.0}, 0.2680089984),
    ({"relation": 1.0}, 0.3468351744),
    ({"measure_gain": 0.4}, 0.44221484736),
    ({"time_on_register": 20.0}, 0.12709004),
    ({"status": Status.IN_MEASURE}, 0.364810433856),
    ({"status": Status.IN_MEASURE, "measure": Measure.TRAINING}, 0.088442969472),
    ({"status": Status.IN_MEASURE, "motivation": 0.0}, 0.0),
    ({"status": Status.WAITING_FOR_HEALTH}, 0.0),
    ({"status": Status.EMPLOYED}, 0.0),
    ({"status": Status.OUT_OF_LABOUR_FORCE}, 0.0),
])  # fmt: skip
def test_what_helps_kari_multiplies_her_search_and_a_measure_takes_some_of_it_and_does_some_for_her(fields, effort):
    """Effort .22968 as worked out above, newly out of work; a mark of a measure she is not in counts for nothing.

    Help .2 at 1.5 makes 1.3 of it, a plan of .25 at .4 1.1 (K1, K7), a relation of .4, of which a quarter of search
    depends, .85 (R10), a gain of .1 at 2 1.2 (K11): .335011. Full focus on work would be 1.3; .3 of it is .88 (4.11).

    With help .6 it is 1.9 for 1.3, without a plan 1 for 1.1, fully known 1 for .85, with a gain of .4 1.8 for 1.2,
    after 20 weeks .43109. IPS locks .35 in and searches .3 for her, .82 of it at fidelity .7, by her wish: .217757 +
    .1968. Training locks .7 in and does nothing. Who waits for treatment, works or has left does not search.
    """
    kari = looking(**{
        "job_help": 0.2, "plan": 0.25, "relation": 0.4, "measure_gain": 0.1, "measure": Measure.IPS, **fields,
    })  # fmt: skip
    terms = {
        Measure.IPS: measure_terms(lock_in=0.35, placing=0.3),
        Measure.TRAINING: measure_terms(lock_in=0.7, placing=0.0),
    }
    there = world([kari], measures=terms, parameters=parameters(**HELP))
    before = Before(there)
    usual = policy(organisation__job_focus=0.3, individualization__ips_fidelity=0.7)
    assert job_search(kari, there.offices[0], usual, there) == approx(effort)
    assert before.changed() == []


@pytest.mark.parametrize("slots, search, contacts", [
    (32, 1.0, 1.2), (1, 32.0, 0.075), (64, 2.0, 1.2), (0, 2.0, 0.0), (64, 0.0, 0.0),
])  # fmt: skip
def test_more_vacancies_a_searcher_mean_more_meetings_but_less_than_in_proportion(slots, search, contacts):
    """Elasticity .4, a fifth root squared: 32 to one is 4 times as many, .3 becomes 1.2; one to 32 a quarter, .075.

    Twice of both changes nothing: constant returns to scale (Petrongolo & Pissarides 2001). Nothing to find, or nobody
    who looks: no meetings.
    """
    numbers = parameters(search__matching=0.3, search__vacancy_elasticity=0.4)
    assert contacts_per_effort(market(vacancies=slots, search=search), numbers) == approx(contacts)
