"""Referral: worked cases of sim/behaviour/referral.py: whom a talk leads to a measure, and to which."""

import pytest
from builder import (
    Before,
    caseworker,
    happened,
    measure_terms,
    office,
    parameters,
    person,
    places,
    policy,
    week,
    world,
)
from luck import Luck
from pytest import approx

from sim.behaviour.referral import (
    choose_measure,
    consider_referral,
    is_young_in_need,
    may_be_referred,
    measure_weight,
    open_to,
    referral_probability,
    room_for,
    standard_weight,
    strategy_factor,
    suits,
    weight_of_youth,
)
from sim.events import EventKind
from sim.terms import N_MEASURES, Benefit, Decision, Measure, NeedsGroup, Status, Strategy

NUMBERS = {
    "people__barrier_weight": 0.5, "staff__newcomer_skill": 0.5, "staff__weeks_to_learn": 78.0,
    "staff__strain_on_quality": 0.5, "referral__ips_from": 0.4, "referral__ips_motivation": 0.35,
    "referral__misfit_weight": 2.0, "referral__least_fit": 0.15, "referral__usual_skills_gap": 0.3,
    "referral__strategy_favour": 1.6, "referral__in_talk": 0.4, "referral__skill_weight": 0.25,
    "referral__creaming_favour": 0.75, "referral__young_first": 2.2,
}  # fmt: skip
LEVERS = {
    "standardization__standard_menu": 0.25, "organisation__strategy": Strategy.TRAIN_THEN_PLACE,
    "organisation__outcome_targets": 0.3, "organisation__measure_wait": 4.0,
}  # fmt: skip
OPEN = [kind for kind in range(1, N_MEASURES) if kind not in (Measure.IPS, Measure.KVP)]


def kari_of(**fields):
    """Kari: mental health .6 and skills .2, with weight .5 a burden of .3 + .1 of the .7 left open, .37."""
    return person(**{
        "id": 41, "age": 44, "mental_health": 0.6, "skills_gap": 0.2, "motivation": 0.75, "benefit": Benefit.DAGPENGER,
        "needs_group": NeedsGroup.TRENGER_VEILEDNING, "time_on_register": 4.0, **fields,
    })  # fmt: skip


def asta_of(**fields):
    """Asta: long in the job, strain .4 takes a fifth of her market competence .85: .68."""
    return caseworker(**{
        "id": 7, "market_competence": 0.85, "user_competence": 0.45, "experience": 90.0, "stress": 0.4, "belief": 0.8,
        **fields,
    })  # fmt: skip


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


def levers(**values):
    """The levers of these cases, with others where a case says so."""
    return policy(**{**LEVERS, **values})


def with_menu(*people, usual=None, **values):
    """A world with these people where measures have these usual weights, and others none; all suit a burden of .57."""
    weights = usual or {}
    terms = {
        kind: measure_terms(
            usual_ordinary=weights.get(kind, 0.0), usual_reduced=0.0, suits_burden=0.57, answers_skills=0.5
        )
        for kind in range(1, N_MEASURES)
    }
    return world(people, measures=terms, parameters=numbers(**values))


# Which measure


@pytest.mark.parametrize(
    ("mental_health", "motivation", "opened"),
    [(0.4, 0.35, True), (0.39, 0.9, False), (0.9, 0.34, False), (0.39, 0.34, False)],
)
def test_ips_is_for_the_mentally_ill_who_want_work(mental_health, motivation, opened):
    """Open from a barrier of .4 and a wish for work of .35 on, and only with both (6.1)."""
    amina = person(mental_health=mental_health, motivation=motivation, physical_health=0.7)
    assert open_to(amina, Measure.IPS, numbers()) == opened


@pytest.mark.parametrize("benefit", list(Benefit))
def test_the_qualification_programme_is_for_who_lives_on_social_assistance_or_nothing(benefit):
    """NAV's target group: whoever has a benefit by right has no need of it."""
    ola = person(benefit=benefit)
    assert open_to(ola, Measure.KVP, numbers()) == (benefit in (Benefit.SOSIALHJELP, Benefit.NONE))


@pytest.mark.parametrize("kind", OPEN)
def test_all_other_measures_are_open_to_everybody(kind):
    """Per is in good health, does not want to work and has dagpenger: no target group shuts him out."""
    assert open_to(person(benefit=Benefit.DAGPENGER), kind, numbers())


@pytest.mark.parametrize(
    ("suits_burden", "skills_gap", "fit"), [(0.57, 0.2, 0.57), (0.22, 0.2, 0.665), (0.57, 0.5, 0.891)]
)
def test_a_measure_suits_kari_by_how_near_her_burden_is_and_whether_it_answers_a_gap(suits_burden, skills_gap, fit):
    """Burden .37 is .2 below .57, or .15 above .22; twice that is lost: .6, or .7. Half answered skills, .1 under the
    usual gap, take .05 of it: .57, or .665. With a gap of .5, .2 over, burden .475 is .095 below: .81 * 1.1 = .891.
    """
    there = world(
        measures={Measure.AFT: measure_terms(suits_burden=suits_burden, answers_skills=0.5)}, parameters=numbers()
    )
    assert suits(kari_of(skills_gap=skills_gap), Measure.AFT, there) == approx(fit)


def test_what_suits_kari_least_still_suits_her_a_little():
    """Burden .37 is .58 below .95, which takes more than all there is: .15 is left, and .95 of it by skills: .1425."""
    there = world(measures={Measure.VTA: measure_terms(suits_burden=0.95, answers_skills=0.5)}, parameters=numbers())
    assert suits(kari_of(), Measure.VTA, there) == approx(0.1425)


FAVOURED, KEPT_BACK, NEITHER = 1.6, 0.625, 1.0


@pytest.mark.parametrize(
    ("strategy", "training", "sheltered", "at_work"),
    [
        (Strategy.TRAIN_THEN_PLACE, FAVOURED, KEPT_BACK, NEITHER),
        (Strategy.PLACE_THEN_TRAIN, KEPT_BACK, KEPT_BACK, FAVOURED),
        (Strategy.SHELTERED_FIRST, KEPT_BACK, FAVOURED, NEITHER),
    ],
)
def test_each_order_of_work_and_training_favours_its_own_measures(strategy, training, sheltered, at_work):
    """Favoured 1.6 times; training and sheltered work where they do not come first 1 / 1.6 = .625; work never less
    (6.10).
    """
    expected = {
        Measure.WORK_PRACTICE: at_work, Measure.TRAINING: training, Measure.WAGE_SUBSIDY: at_work,
        Measure.FOLLOW_UP: NEITHER, Measure.AFT: sheltered, Measure.VTA: sheltered, Measure.IPS: at_work,
        Measure.KVP: NEITHER,
    }  # fmt: skip
    chosen = levers(organisation__strategy=strategy)
    for kind, factor in expected.items():
        assert strategy_factor(kind, chosen, numbers()) == approx(factor)


@pytest.mark.parametrize(
    ("group", "weight"),
    [
        (NeedsGroup.IKKE_VURDERT, 0.3252),
        (NeedsGroup.TRENGER_VEILEDNING, 0.3252),
        (NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, 0.2168),
        (NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE, 0.2168),
    ],
)
def test_karis_group_says_what_is_usual_and_her_barriers_bend_it(group, weight):
    """Usual .3, or .2 with reduced capacity. A quarter is menu, three of it what suits, .57: .25 + .4275 = .6775 of it,
    and 1.6 times where training comes first (R8).
    """
    terms = measure_terms(usual_ordinary=0.3, usual_reduced=0.2, suits_burden=0.57, answers_skills=0.5)
    there = world(measures={Measure.TRAINING: terms}, parameters=numbers())
    assert measure_weight(kari_of(needs_group=group), Measure.TRAINING, levers(), there) == approx(weight)


@pytest.mark.parametrize(("n_places", "waiting", "room"), [
    (6, 0, 1.0), (6, 2, 0.75), (6, 6, 0.5), (1, 3, 0.25), (0, 0, 1.0), (0, 1, 0.0), (0, 3, 0.0),
])  # fmt: skip
def test_a_measure_has_the_less_room_the_more_wait_for_its_places(n_places, waiting, room):
    """Two who wait are a quarter of themselves and six places: .75. Without places the first who waits fills all the
    room there is; where nobody waits there is room, as at the start, when no places are counted yet (ASSUMED form).
    """
    there = world(offices=[office(), office()], places={Measure.IPS: places(capacity=4, waiting=9)})
    there.places[N_MEASURES + Measure.IPS] = places(capacity=n_places, waiting=waiting, taken=5)
    there.places[N_MEASURES + Measure.AFT] = places(capacity=3, waiting=5)
    before = Before(there)
    assert room_for(1, Measure.IPS, there) == approx(room)
    assert before.changed() == []


@pytest.mark.parametrize(("n_places", "waiting", "weight"), [(6, 2, 0.2439), (0, 1, 0.0)])
def test_asta_thinks_of_what_has_room_in_karis_own_office(n_places, waiting, weight):
    """.3252 as worked out above, and three quarters of it where two wait for six places; the first office, where twelve
    wait for four, does not matter. What has no room has no weight.
    """
    terms = measure_terms(usual_ordinary=0.3, suits_burden=0.57, answers_skills=0.5)
    crowded = {Measure.TRAINING: places(capacity=4, waiting=12)}
    kari = kari_of(office=1)
    there = world(
        [kari], offices=[office(), office()], measures={Measure.TRAINING: terms}, places=crowded, parameters=numbers()
    )
    there.places[N_MEASURES + Measure.TRAINING] = places(capacity=n_places, waiting=waiting)
    assert measure_weight(kari, Measure.TRAINING, levers(), there) == approx(weight)
    assert standard_weight(kari, Measure.TRAINING, levers(), there) == approx(0.48)


@pytest.mark.parametrize(("drawn", "kind"), [(0.332, Measure.WORK_PRACTICE), (0.334, Measure.FOLLOW_UP)])
def test_ola_is_the_seldomer_sent_where_many_wait(drawn, kind):
    """Practice and follow-up are as usual as each other; but five wait for five places in practice: a half against a
    whole, so a third of the lots and not a half.
    """
    ola = kari_of(id=42)
    there = with_menu(ola, usual={Measure.WORK_PRACTICE: 0.2, Measure.FOLLOW_UP: 0.2})
    there.places[Measure.WORK_PRACTICE] = places(capacity=5, waiting=5)
    luck = Luck({(Decision.MEASURE_CHOICE, 42): drawn}, otherwise=0.9)
    assert choose_measure(ola, Decision.MEASURE_CHOICE, levers(), there, week(9, luck)) == kind


def test_what_is_shut_to_kari_has_no_weight():
    """KVP is not for who has dagpenger, however usual it is."""
    there = world(measures={Measure.KVP: measure_terms(usual_ordinary=1.0)}, parameters=numbers())
    assert measure_weight(kari_of(), Measure.KVP, levers(), there) == 0.0
    assert standard_weight(kari_of(), Measure.KVP, levers(), there) == 0.0


@pytest.mark.parametrize(("group", "weight"), [
    (NeedsGroup.TRENGER_VEILEDNING, 0.48), (NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, 0.32),
])  # fmt: skip
def test_the_standard_menu_knows_karis_group_and_not_her(group, weight):
    """Usual .3, or .2 with reduced capacity, and 1.6 times where training comes first; her barriers say nothing."""
    terms = measure_terms(usual_ordinary=0.3, usual_reduced=0.2)
    there = world(measures={Measure.TRAINING: terms}, parameters=numbers())
    assert standard_weight(kari_of(needs_group=group), Measure.TRAINING, levers(), there) == approx(weight)


@pytest.mark.parametrize(("fields", "may"), [
    ({}, True), ({"time_on_register": 3.9}, False), ({"time_on_register": 3.9, "measures_ended": 1}, True),
    ({"time_on_register": 3.9, "measures_before": 1}, True),
    ({"status": Status.IN_MEASURE}, False), ({"status": Status.WAITING_FOR_HEALTH, "measures_ended": 1}, False),
    ({"status": Status.EMPLOYED}, False),
])  # fmt: skip
def test_kari_may_be_referred_from_her_fourth_week_on_or_when_she_has_been_in_a_measure(fields, may):
    """The lever's four weeks are reached and not passed; only who seeks is free for it (2.26)."""
    assert may_be_referred(kari_of(**fields), levers()) == may


@pytest.mark.parametrize(
    ("drawn", "kind"),
    [
        (0.0, Measure.WORK_PRACTICE),
        (0.249, Measure.WORK_PRACTICE),
        (0.251, Measure.FOLLOW_UP),
        (0.749, Measure.FOLLOW_UP),
        (0.751, Measure.KVP),
        (0.999, Measure.KVP),
    ],
)
def test_ola_draws_a_measure_in_proportion_to_its_weight(drawn, kind):
    """Practice .15, follow-up .3, KVP .15, none of them favoured: a quarter, a half and a quarter of what is drawn.

    The decision that draws is the one given, for those there at the start draw theirs under another.
    """
    ola = kari_of(id=42, benefit=Benefit.SOSIALHJELP)
    usual = {Measure.WORK_PRACTICE: 0.15, Measure.FOLLOW_UP: 0.3, Measure.KVP: 0.15}
    there = with_menu(ola, usual=usual)
    luck = Luck({(Decision.MEASURE_AT_START, 42): drawn}, otherwise=0.5)
    before = Before(there)
    assert choose_measure(ola, Decision.MEASURE_AT_START, levers(), there, week(9, luck)) == kind
    assert before.changed() == []


def test_nothing_is_chosen_for_kari_where_nothing_is_open_to_her():
    """Only KVP is usual in her group, and she has dagpenger: no measure, though the lot is the lowest there is."""
    kari = kari_of()
    there = with_menu(kari, usual={Measure.KVP: 0.4})
    assert choose_measure(kari, Decision.MEASURE_CHOICE, levers(), there, week(9, Luck(otherwise=0.0))) == Measure.NONE


# Whether there is one


def test_a_talk_of_value_with_asta_who_believes_in_kari_and_knows_the_market_leads_to_a_referral():
    """.4, by value .3 (.8), belief .8 (1.3) and market skill .68 (.75 + .17 = .92): .38272. Creaming .75, by targets .3
    (.8) .6: her motivation .75 and .4 of health make .3, .2 below the middle, so .12 less, .88 of it: .3367936 (R2,
    8.9).
    """
    refers = referral_probability(kari_of(), asta_of(), 0.3, levers(), numbers())
    assert refers == approx(0.3367936)


def test_a_talk_that_did_harm_refers_kari_half_as_often_as_a_middling_one():
    """Harm counts as no value: .4 * .5 * 1.3 * .92 * .88 = .210496."""
    assert referral_probability(kari_of(), asta_of(), -0.6, levers(), numbers()) == approx(0.210496)


def test_amina_who_is_well_and_keen_is_creamed_the_more_the_staff_are_measured_by_placements():
    """Motivation .9 in full health is .4 above the middle: .6 of that more at targets .3, 1.24; at full targets
    creaming is 1.125, 1.45 (8.9).
    """
    amina = person(age=44, motivation=0.9)
    assert referral_probability(amina, asta_of(), 0.3, levers(), numbers()) == approx(0.4745728)
    targets = levers(organisation__outcome_targets=1.0)
    assert referral_probability(amina, asta_of(), 0.3, targets, numbers()) == approx(0.554944)


def test_nobody_is_referred_more_than_surely():
    """A talk of full value where one of middling value refers all: .99 times 1.5 * 1.3 * .92 and creaming is over 1."""
    amina = person(age=44, motivation=0.9)
    assert referral_probability(amina, asta_of(), 1.0, levers(), numbers(referral__in_talk=0.99)) == 1.0


def test_amina_who_is_young_and_has_need_is_referred_the_sooner():
    """Kari's .3367936 as worked out above, at 29 times 2.2: .74094592; at 30 she is no longer young (Kalstø 2022)."""
    refers = referral_probability(kari_of(age=29), asta_of(), 0.3, levers(), numbers())
    assert refers == approx(0.74094592)
    assert referral_probability(kari_of(age=30), asta_of(), 0.3, levers(), numbers()) == approx(0.3367936)


@pytest.mark.parametrize(("age", "group", "need"), [
    (29, NeedsGroup.TRENGER_VEILEDNING, True), (18, NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, True),
    (29, NeedsGroup.JOBBE_DELVIS, True), (30, NeedsGroup.TRENGER_VEILEDNING, False),
    (29, NeedsGroup.GODE_MULIGHETER, False), (29, NeedsGroup.IKKE_VURDERT, False),
    (29, NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE, False),
])  # fmt: skip
def test_the_youth_guarantee_is_for_those_under_30_with_need_of_effort(age, group, need):
    """From need of guidance to work in part; who has good opportunities, or little, or is not assessed has none."""
    amina = person(age=age, needs_group=group)
    assert is_young_in_need(amina) == need
    assert weight_of_youth(amina, numbers()) == (2.2 if need else 1.0)


@pytest.mark.parametrize(("drawn", "wanted"), [(0.3367, Measure.WAGE_SUBSIDY), (0.3368, Measure.NONE)])
def test_kari_is_referred_to_what_she_draws_and_joins_its_queue_with_a_lot(drawn, wanted):
    """Referred with probability .336794; wage subsidy is the upper half of her menu; in week 23 she gets place .38."""
    kari, asta = kari_of(), asta_of()
    there = with_menu(kari, usual={Measure.WORK_PRACTICE: 0.2, Measure.WAGE_SUBSIDY: 0.2})
    before = Before(asta, there)
    lots = {Decision.REFERRAL: drawn, Decision.MEASURE_CHOICE: 0.51, Decision.PLACE_IN_QUEUE: 0.38}
    luck = Luck({(decision, 41): lot for decision, lot in lots.items()}, otherwise=0.0)
    consider_referral(kari, asta, there.offices[0], 0.3, levers(), there, week(23, luck))
    if wanted:
        assert before.changed() == [kari]
        assert before.changes(kari) == {"measure_wanted": wanted, "measure_since": 23, "measure_lot": 0.38}
        assert happened(there) == [(EventKind.REFERRED, 41, 7, -1, Measure.WAGE_SUBSIDY, 0.0)]
    else:
        assert (before.changed(), happened(there)) == ([], [])


def test_kari_to_whom_nothing_is_open_is_not_referred():
    """Only KVP is usual, and she has dagpenger: nothing is written down about her, and nothing noted."""
    kari, asta = kari_of(), asta_of()
    there = with_menu(kari, usual={Measure.KVP: 0.4})
    before = Before(asta, there)
    consider_referral(kari, asta, there.offices[0], 0.3, levers(), there, week(23, Luck(otherwise=0.1)))
    assert (before.changed(), happened(there)) == ([], [])


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.IN_MEASURE},
        {"status": Status.WAITING_FOR_HEALTH},
        {"measure_wanted": Measure.AFT},
        {"time_on_register": 3.9},
    ],
)
def test_who_is_not_free_or_has_not_waited_is_not_referred(fields):
    """In a measure, ill, in a queue already, or in less than the four weeks before the first measure: nothing, at any
    lot.
    """
    kari, asta = kari_of(**fields), asta_of()
    there = with_menu(kari, usual={Measure.WAGE_SUBSIDY: 0.2})
    before = Before(asta, there)
    consider_referral(kari, asta, there.offices[0], 0.3, levers(), there, week(23, Luck(otherwise=0.0)))
    assert (before.changed(), happened(there)) == ([], [])


def test_who_has_been_in_a_measure_before_need_not_wait_again():
    """Ola lost the job he had and is back since half a week: the wait is before the first measure only (2.26)."""
    ola, asta = kari_of(time_on_register=0.5, measures_ended=1), asta_of()
    there = with_menu(ola, usual={Measure.WAGE_SUBSIDY: 0.2})
    consider_referral(ola, asta, there.offices[0], 0.3, levers(), there, week(23, Luck(otherwise=0.0)))
    assert ola.measure_wanted == Measure.WAGE_SUBSIDY
