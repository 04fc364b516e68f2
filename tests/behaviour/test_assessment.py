"""Needs assessment under §14a, which errs in two ways: worked cases of sim/behaviour/assessment.py."""

import pytest
from builder import Before, caseworker, happened, office, parameters, person, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.assessment import (
    assess,
    assess_needs,
    assessment_due,
    judged_burden,
    needs_group_for,
    profiled_burden,
)
from sim.events import EventKind
from sim.terms import Decision, NeedsGroup, Status

KARI, ASTA = 17, 5  # their identities: luck is theirs and nobody else's

RULES = {
    "assessment__guidance_from": 0.3, "assessment__in_part_from": 0.5, "assessment__little_chance_from": 0.8,
    "assessment__reduced_from": 0.75, "assessment__overlooked_below": 0.18, "assessment__profile_sight": 0.25,
    "assessment__profile_error": 0.06, "assessment__judgement_error": 0.3, "assessment__participation_insight": 0.6,
    "assessment__colouring": 0.2, "assessment__weeks_to_first": 3, "assessment__weeks_between": 40,
    "people__barrier_weight": 0.5, "staff__newcomer_skill": 0.5, "staff__weeks_to_learn": 80.0,
    "staff__strain_on_quality": 0.4, "hours__assessment": 1.6, "hours__reassessment_share": 0.25,
}  # fmt: skip


def rules(**others):
    """The rules of assessment, with all numbers different and a barrier weight of .5."""
    return parameters(**{**RULES, **others})


def views(profile, judgement):
    """A week in which the two views of Kari err by these lots; at .5 neither errs."""
    return week(
        30, Luck({(Decision.PROFILING_ERROR, KARI): profile, (Decision.JUDGEMENT_ERROR, KARI, ASTA): judgement})
    )


@pytest.mark.parametrize(
    ("reduced", "burden", "group"),
    [
        (0, 0.0, NeedsGroup.GODE_MULIGHETER),
        (0, 0.29, NeedsGroup.GODE_MULIGHETER),
        (0, 0.3, NeedsGroup.TRENGER_VEILEDNING),
        (0, 0.9, NeedsGroup.TRENGER_VEILEDNING),
        (1, 0.0, NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE),
        (1, 0.49, NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE),
        (1, 0.5, NeedsGroup.JOBBE_DELVIS),
        (1, 0.79, NeedsGroup.JOBBE_DELVIS),
        (1, 0.8, NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE),
    ],
)
def test_the_heavier_the_burden_of_kari_the_more_her_group_is_given(reduced, burden, group):
    """Guidance from .3 with ordinary work capacity; with reduced, work in part from .5 and little chance from .8."""
    assert needs_group_for(reduced, burden, rules()) == group


def test_the_profile_is_half_blind_to_karis_mind_and_life():
    """It sees a quarter of mental health .8 and life situation .4, .2 and .1, and all of the rest (R8).

    At a weight of .5 these leave .9, .85, .8, .7 and .95 open, .40698 together, so .59302 is seen; an error drawn at .8
    adds .6 of .06: .62902.
    """
    kari = person(id=KARI, mental_health=0.8, physical_health=0.3, skills_gap=0.4, language_gap=0.6, life_situation=0.4)
    before = Before(kari)
    assert profiled_burden(kari, views(0.8, 0.99), rules()) == approx(0.62902)
    assert before.changed() == []


def test_the_profile_errs_little_and_alike_whoever_sees_kari():
    """A burden of .1 by a skills gap of .2: .1 - .06 at the lowest, and .06 more at the highest."""
    kari = person(id=KARI, skills_gap=0.2)
    assert profiled_burden(kari, views(0.0, 0.5), rules()) == approx(0.04)
    assert profiled_burden(kari, views(0.75, 0.5), rules()) == approx(0.13)


def test_no_profile_says_less_than_nothing_or_more_than_all():
    """An error as wide as 1: none of a burden less 1 is nothing, half of one plus .98 is all."""
    wide = rules(assessment__profile_error=1.0)
    assert profiled_burden(person(id=KARI), views(0.0, 0.5), wide) == 0.0
    assert profiled_burden(person(id=KARI, skills_gap=1.0), views(0.99, 0.5), wide) == 1.0


def test_asta_sees_the_burden_of_kari_through_her_own_eyes():
    """Mental health .8, seen in full: a burden of .4.

    Asta: competence .8, half of the time learnt, so .75 of it, and .2 of that lost on stress of .5: .48. Kari takes
    part (.9), so Asta learns 1 - .3 + .54 = 1.24 times as much: insight .5952. She is mistaken by .8 of .3 * .4048,
    .097152; her belief of .7 makes it .2 * .2 = .04 lighter, the norm of her office .03 heavier: .487152.
    """
    kari = person(id=KARI, mental_health=0.8)
    asta = caseworker(id=ASTA, user_competence=0.8, market_competence=0.1, experience=40.0, stress=0.5, belief=0.7)
    there = office(norm=0.03)
    before = Before(kari, asta, there)
    takes_part = policy(individualization__participation=0.9)
    assert judged_burden(kari, asta, there, takes_part, views(0.99, 0.9), rules()) == approx(0.487152)
    assert before.changed() == []


def test_asta_who_does_not_believe_in_clients_takes_kari_for_a_heavier_case():
    """Insight .6 * .75 = .45 where Kari takes no part in it, .7 as much: .315. Lot .25: -.5 * .3 * .685 = -.10275.

    Belief .1: .2 * .4 = .08 heavier; norm .05 lighter. From a skills gap of .8, a burden of .4: .32725 (3.14).
    """
    kari = person(id=KARI, skills_gap=0.8)
    asta = caseworker(id=ASTA, user_competence=0.6, experience=40.0, belief=0.1)
    alone = policy(individualization__participation=0.0)
    assert judged_burden(kari, asta, office(norm=-0.05), alone, views(0.5, 0.25), rules()) == approx(0.32725)


def test_asta_who_knows_all_is_not_mistaken_about_kari():
    """All competence, all learnt, no stress; told 1.3 times as much she knows no more than all, so no lot matters."""
    kari = person(id=KARI, skills_gap=0.8)
    asta = caseworker(id=ASTA, user_competence=1.0, experience=160.0, belief=0.5)
    takes_part = policy(individualization__participation=1.0)
    for lot in (0.0, 0.99):
        assert judged_burden(kari, asta, office(), takes_part, views(0.5, lot), rules()) == approx(0.4)


def test_no_judgement_says_less_than_nothing_or_more_than_all():
    """No competence at all: .4 - 1 is nothing, .4 + .98 is all."""
    kari, asta = person(id=KARI, skills_gap=0.8), caseworker(id=ASTA, belief=0.5)
    wide, usual = rules(assessment__judgement_error=1.0), policy(individualization__participation=0.4)
    assert judged_burden(kari, asta, office(), usual, views(0.5, 0.0), wide) == 0.0
    assert judged_burden(kari, asta, office(), usual, views(0.5, 0.99), wide) == 1.0


@pytest.mark.parametrize(
    ("guidance_from", "group", "wrong"),
    [(0.5068, NeedsGroup.TRENGER_VEILEDNING, 0), (0.5069, NeedsGroup.GODE_MULIGHETER, 1)],
)
def test_profile_and_judgement_of_kari_are_weighed_as_policy_says(guidance_from, group, wrong):
    """Mental health .8 and life .6: a burden of 1 - .6 * .7 = .58. The profile sees 1 - .9 * .925 = .1675, + .03.

    Asta, insight .8 * .75 = .6: .58 + .5 * .3 * .4 = .64, her belief .05 lighter, the norm .02 heavier: .61. A quarter
    of .1975 and three of .61: .506875. A faultless eye gives guidance, so whoever gives less is wrong.
    """
    kari = person(id=KARI, mental_health=0.8, life_situation=0.6, wrongly_assessed=1, assessed_week=-4, needs_group=5)
    asta = caseworker(id=ASTA, user_competence=0.8, experience=40.0, belief=0.75)
    there = office(norm=0.02)
    before = Before(kari, asta, there)
    levers = policy(standardization__profiling_weight=0.25, individualization__participation=0.5)
    assess(kari, asta, there, levers, views(0.75, 0.75), rules(assessment__guidance_from=guidance_from))
    assert before.changes(kari) == {
        "needs_group": group, "assessed_week": 30, **({} if wrong else {"wrongly_assessed": 0})
    }  # fmt: skip
    assert before.changed() == [kari]


@pytest.mark.parametrize(
    ("reduced", "perceived", "group", "wrong"),
    [
        (0, 0.17, NeedsGroup.GODE_MULIGHETER, 0),
        (0, 0.29, NeedsGroup.GODE_MULIGHETER, 0),
        (0, 0.3, NeedsGroup.TRENGER_VEILEDNING, 1),
        (0, 0.74, NeedsGroup.TRENGER_VEILEDNING, 1),
        (0, 0.75, NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, 1),
        (1, 0.17, NeedsGroup.TRENGER_VEILEDNING, 1),
        (1, 0.18, NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, 0),
        (1, 0.49, NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, 0),
        (1, 0.76, NeedsGroup.JOBBE_DELVIS, 1),
        (1, 0.8, NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE, 1),
    ],
)
def test_work_capacity_of_ola_is_taken_for_reduced_or_overlooked_by_what_is_perceived(reduced, perceived, group, wrong):
    """Ola has no barrier at all; the norm of the office alone says how heavy he seems, for only judgement counts.

    Ordinary capacity passes for reduced from .75, reduced is overlooked below .18. Right is what burden 0 leads to.
    """
    ola = person(id=KARI, reduced_capacity=reduced, wrongly_assessed=7)
    asta = caseworker(id=ASTA, belief=0.5)
    judged_only = policy(standardization__profiling_weight=0.0, individualization__participation=0.4)
    assess(ola, asta, office(norm=perceived), judged_only, views(0.5, 0.5), rules())
    assert (ola.needs_group, ola.wrongly_assessed, ola.assessed_week) == (group, wrong, 30)


@pytest.mark.parametrize(
    ("group", "number", "due"),
    [
        (NeedsGroup.IKKE_VURDERT, 12, False),
        (NeedsGroup.IKKE_VURDERT, 13, True),
        (NeedsGroup.IKKE_VURDERT, 14, True),
        (NeedsGroup.GODE_MULIGHETER, 13, False),
        (NeedsGroup.GODE_MULIGHETER, 51, False),
        (NeedsGroup.GODE_MULIGHETER, 52, True),
        (NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE, 53, True),
    ],
)
def test_ola_is_assessed_three_weeks_after_he_came_and_forty_after_the_last_time(group, number, due):
    """Here since week 10, so the first is due in week 13; assessed in week 12, so the next is in week 52."""
    ola = person(arrived_week=10, assessed_week=12, needs_group=group)
    before = Before(ola)
    assert assessment_due(ola, week(number), rules()) == due
    assert before.changed() == []


def test_asta_assesses_those_who_are_due_and_nobody_else():
    """The first assessment takes 1.6 hours, a later one a quarter of it, .4; they come on top of what was asked for.

    Kari has no barrier, but the norm of the first office, .4, gives her guidance. Ola's capacity is reduced, and Bent,
    who believes in nobody, adds .2 * .5 to the norm: .5, work in part; both are wrong. Per is not due, Liv has a job,
    Mona is waiting for treatment and no less due. Amina's office only profiles: it sees .1 of her .4, which is good
    prospects, and wrong too. Berit has nothing to do.
    """
    kari = person(id=KARI, office=0, caseworker=1)
    per = person(id=18, office=0, caseworker=1, arrived_week=28)
    ola = person(id=19, office=0, caseworker=0, reduced_capacity=1, assessed_week=-10, needs_group=1)
    liv = person(id=20, office=0, caseworker=0, status=Status.EMPLOYED)
    mona = person(id=22, office=0, caseworker=1, status=Status.WAITING_FOR_HEALTH, needs_group=3, assessed_week=-11)
    amina = person(id=21, office=1, caseworker=2, mental_health=0.8)
    bent = caseworker(id=4, belief=0.0, assessment_need=0.3)
    asta = caseworker(id=ASTA, belief=0.5, assessment_need=0.3)
    chris = caseworker(id=6, office=1, belief=0.5)
    berit = caseworker(id=8, office=1, belief=0.5)
    judging = policy(standardization__profiling_weight=0.0, individualization__participation=0.4)
    profiling = policy(standardization__profiling_weight=1.0, individualization__participation=0.4)
    there = world(
        [kari, per, ola, liv, mona, amina], [bent, asta, chris, berit], [office(norm=0.4), office(policy_row=1)],
        policy=[judging, profiling], parameters=rules(),
    )  # fmt: skip
    before = Before(there)
    assess_needs(there, week(30))
    wrong = {"assessed_week": 30, "wrongly_assessed": 1}
    assert before.changes(kari) == {"needs_group": NeedsGroup.TRENGER_VEILEDNING, **wrong}
    assert before.changes(ola) == {"needs_group": NeedsGroup.JOBBE_DELVIS, **wrong}
    assert before.changes(mona) == {"needs_group": NeedsGroup.TRENGER_VEILEDNING, **wrong}
    assert before.changes(amina) == {"needs_group": NeedsGroup.GODE_MULIGHETER, **wrong}
    assert before.changes(bent) == approx({"assessment_need": 0.7})
    assert before.changes(asta) == approx({"assessment_need": 2.3})
    assert before.changes(chris) == approx({"assessment_need": 1.6})
    assert before.changed() == [kari, ola, mona, amina, bent, asta, chris]
    assert happened(there) == [
        (EventKind.ASSESSED, KARI, ASTA, -1, NeedsGroup.TRENGER_VEILEDNING, approx(96.0)),
        (EventKind.ASSESSED, 19, 4, -1, NeedsGroup.JOBBE_DELVIS, approx(24.0)),
        (EventKind.ASSESSED, 22, ASTA, -1, NeedsGroup.TRENGER_VEILEDNING, approx(24.0)),
        (EventKind.ASSESSED, 21, 6, -1, NeedsGroup.GODE_MULIGHETER, approx(96.0)),
    ]


def test_in_an_office_without_people_nobody_is_assessed():
    """Asta has what was asked for before, .3 hours, and no more; week 0 is due for whoever is there."""
    asta = caseworker(id=ASTA, assessment_need=0.3)
    there = world([], [asta], policy=policy(), parameters=rules())
    before = Before(there)
    assess_needs(there, week(0))
    assert (before.changed(), happened(there)) == ([], [])
