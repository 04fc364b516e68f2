"""Exits: worked cases of sim/behaviour/exits.py: benefits run out, people are pensioned, give up, or come back."""

import pytest
from builder import Before, caseworker, happened, office, parameters, person, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.exits import (
    comes_back,
    leave,
    leave_or_stay,
    leave_register,
    leaving_labour_force_probability,
    pension_probability,
    return_probability,
    run_down_benefit,
)
from sim.events import EventKind
from sim.terms import Benefit, Decision, Measure, NeedsGroup, Status
from sim.units import NO_WEEK


def on_the_register(**fields):
    """Somebody with something in every field that belongs to the register."""
    return person(**{
        "id": 7, "arrived_week": 15, "status_weeks": 9, "measure": Measure.TRAINING, "measure_weeks": 6,
        "measure_wanted": Measure.IPS, "treatment_since": 31, "unresolved": 1, "wants_talk": 1, "job_help": 0.4,
        "benefit": Benefit.DAGPENGER, "benefit_weeks": 30, "after_aap": 4, "time_on_register": 25.0, "coping": 0.3,
        **fields,
    })  # fmt: skip


CLEARED = {
    "status_weeks": 0, "measure": 0, "measure_weeks": 0, "measure_wanted": 0, "treatment_since": NO_WEEK,
    "unresolved": 0,
    "wants_talk": 0, "job_help": 0.0,
}  # fmt: skip


def test_ola_takes_a_job_and_leaves_the_measure_the_queues_and_the_unanswered_enquiry_behind():
    """He came in week 15, so he leaves 25 weeks later in week 40; the dagpenger he has earned stay his."""
    ola = on_the_register()
    before = Before(ola)
    leave_register(ola, Status.EMPLOYED + 0, week(40))
    assert before.changes(ola) == {**CLEARED, "status": Status.EMPLOYED, "first_exit_week": 25}


def test_the_week_amina_leaves_aap_is_kept_and_what_came_of_an_earlier_time_is_forgotten():
    """Gone from AAP a second time, in week 40 (NAV facts 2.21): what she does 26 weeks after that is not known yet."""
    amina = on_the_register(benefit=Benefit.AAP, aap_left_week=3)
    before = Before(amina)
    leave_register(amina, Status.OUT_OF_LABOUR_FORCE + 0, week(40))
    left = {"status": Status.OUT_OF_LABOUR_FORCE, "first_exit_week": 25, "aap_left_week": 40, "after_aap": 0}
    assert before.changes(amina) == {**CLEARED, **left}


def test_the_benefit_of_the_qualification_programme_ends_for_kari_when_she_leaves_it():
    """That benefit is paid for taking part (NAV facts 1.21): it goes with its 30 weeks left. She has not left AAP."""
    kari = on_the_register(measure=Measure.KVP, benefit=Benefit.KVALIFISERINGSSTONAD)
    before = Before(kari)
    leave_register(kari, Status.EMPLOYED + 0, week(40))
    left = {"status": Status.EMPLOYED, "first_exit_week": 25, "benefit": Benefit.NONE, "benefit_weeks": 0}
    assert before.changes(kari) == {**CLEARED, **left}


def test_another_benefit_than_the_programmes_stays_with_ola_when_he_leaves_it():
    """He was let in on social assistance that a sanction had brought back: it is none that the programme paid."""
    ola = on_the_register(measure=Measure.KVP, benefit=Benefit.SOSIALHJELP)
    before = Before(ola)
    leave_register(ola, Status.EMPLOYED + 0, week(40))
    assert before.changes(ola) == {**CLEARED, "status": Status.EMPLOYED, "first_exit_week": 25}


@pytest.mark.parametrize("weeks", [0, 11])
def test_only_the_first_time_per_leaves_is_kept(weeks):
    """Per left 11 weeks after he came, or in the very week: that stays when he leaves again in week 40."""
    per = on_the_register(first_exit_week=weeks)
    leave_register(per, Status.EMPLOYED + 0, week(40))
    assert per.first_exit_week == weeks


def ill_person(**fields):
    """Somebody long on AAP with a heavy mental-health barrier."""
    return person(**{
        "mental_health": 0.8, "physical_health": 0.5, "time_on_register": 30.0, "coping": 0.3,
        "needs_group": NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, "reduced_capacity": 1,
        "benefit": Benefit.AAP, **fields,
    })  # fmt: skip


PENSION = parameters(
    exits__pension=0.1, exits__pension_ripens=90.0, exits__coping_holds=0.6, exits__pension_little_chance=3.0,
    exits__pension_without_aap=0.6, exits__early_clearing=2.0, people__barrier_weight=0.5,
)  # fmt: skip
LITTLE_CHANCE = NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE


@pytest.mark.parametrize("fields, pressure, probability", [
    ({}, 1.0, 0.01792),
    ({}, 0.7, 0.01792),  # calm staff slow nothing down
    ({}, 1.6, 0.02265088),
    ({"mental_health": 0.4, "physical_health": 0.5}, 1.0, 0.007),
    ({"coping": 0.9}, 1.0, 0.01216),
    ({"time_on_register": 270.0}, 1.0, 0.05376),
    ({"time_on_register": 0.0}, 1.0, 0.0),
    ({"needs_group": NeedsGroup.JOBBE_DELVIS}, 1.0, 0.01792),
    ({"needs_group": LITTLE_CHANCE}, 1.0, 0.05376),
    ({"benefit": Benefit.UFORETRYGD}, 1.0, 0.01792),
    ({"benefit": Benefit.SOSIALHJELP}, 1.0, 0.010752),
    ({"benefit": Benefit.NONE}, 1.0, 0.010752),
])  # fmt: skip
def test_amina_is_pensioned_by_health_and_time_sooner_from_aap_and_under_pressure(fields, pressure, probability):
    """Health .8 squared .64; 30 weeks of 30 + 90 are a quarter ripe; coping .3 lies .2 under the middle, 1.12.

    So .1 * .64 * .25 * 1.12 = .01792 (2.4, 2.10). The heavier barrier decides: .5, squared .25, .007. Coping .9: .76
    for 1.12 (ASSUMED). 270 weeks: three quarters ripe. Little chance of work: three times (ASSUMED). A graded pension
    counts as AAP, all else .6 (2.21). Pressure 1.6 lacks .6, with room .4 .24; the barriers .4 and .25 of the .6 left
    make a burden of .55: 1 + 2 * .24 * .55 = 1.264 times (8.12, R4: cleared before capacity is tested).
    """
    amina, asta = ill_person(**fields), caseworker(pressure=pressure)
    before = Before(amina, asta)
    usual = policy(standardization__discretion_room=0.4)
    assert pension_probability(amina, asta, usual, PENSION) == approx(probability)
    assert before.changed() == []


@pytest.mark.parametrize("fields", [{"needs_group": NeedsGroup.TRENGER_VEILEDNING}, {"reduced_capacity": 0}])
def test_nobody_is_pensioned_whose_capacity_is_not_reduced_both_in_truth_and_as_found(fields):
    """Disability pension asks for reduced capacity (2.4): not found by NAV, or not there in truth, there is none."""
    amina = ill_person(**fields)
    usual = policy(standardization__discretion_room=0.4)
    assert pension_probability(amina, caseworker(pressure=1.6), usual, PENSION) == 0.0


def test_the_probability_of_pension_for_ida_never_passes_one():
    """.2 at full illness, 9 990 of 10 000 weeks, coping 0 doubled, ten times for little chance: 3.996, so 1."""
    ida = ill_person(mental_health=1.0, time_on_register=9990.0, coping=0.0, needs_group=LITTLE_CHANCE)
    numbers = parameters(
        exits__pension=0.2, exits__pension_ripens=10.0, exits__coping_holds=2.0, exits__pension_little_chance=10.0,
        exits__early_clearing=2.0, people__barrier_weight=0.5,
    )  # fmt: skip
    usual = policy(standardization__discretion_room=0.4)
    assert pension_probability(ida, caseworker(pressure=1.0), usual, numbers) == 1.0


LEAVING = dict(
    exits__leaves=0.02, exits__resources_hold=0.4, exits__leaves_without_benefit=3.0, exits__leaves_reduced=0.25
)


@pytest.mark.parametrize("fields, probability", [
    ({}, 0.0192),
    ({"trust": 0.9}, 0.0144),
    ({"coping": 0.1}, 0.0248),
    ({"benefit": Benefit.SOSIALHJELP}, 0.0192),
    ({"benefit": Benefit.NONE}, 0.0576),
    ({"reduced_capacity": 1}, 0.0048),
    ({"reduced_capacity": 1, "benefit": Benefit.NONE}, 0.0144),
])  # fmt: skip
def test_ola_gives_up_the_sooner_the_less_he_trusts_and_copes_and_without_a_benefit(fields, probability):
    """Trust .3 and coping .8 with .4 each: 1 + .4 - .12 - .32 = .96, of .02 is .0192 (R23; ASSUMED level).

    Trust .9 holds: .72, .0144. Coping .1 does not: 1.24, .0248. Without benefit three times, with reduced capacity a
    quarter.
    """
    ola = person(**{"trust": 0.3, "coping": 0.8, "benefit": Benefit.DAGPENGER, **fields})
    before = Before(ola)
    assert leaving_labour_force_probability(ola, parameters(**LEAVING)) == approx(probability)
    assert before.changed() == []


def test_the_probability_of_giving_up_for_per_never_passes_one():
    """.1 with trust and coping 0 is .2; ten times without benefit would be 2."""
    per = person(trust=0.0, coping=0.0, benefit=Benefit.NONE)
    numbers = parameters(exits__leaves=0.1, exits__resources_hold=1.0, exits__leaves_without_benefit=10.0)
    assert leaving_labour_force_probability(per, numbers) == 1.0


ENTITLEMENT = dict(exits__extension=0.7, exits__extension_weeks=52, exits__assistance_after=0.3)


@pytest.mark.parametrize("weeks, left", [(0, {}), (2, {"benefit_weeks": 1}), (30, {"benefit_weeks": 29})])
def test_before_its_last_week_only_a_week_goes_from_karis_entitlement(weeks, left):
    """30 weeks become 29, 2 become 1; who has none that can run out (0) keeps what there is, whatever the lot."""
    kari = person(id=7, benefit=Benefit.AAP, benefit_weeks=weeks)
    before = Before(kari)
    run_down_benefit(kari, week(40, Luck(otherwise=0.99)), parameters(**ENTITLEMENT))
    assert before.changes(kari) == left


AAP_LOST = {"benefit_weeks": 0, "aap_left_week": 40, "after_aap": 0}


@pytest.mark.parametrize("extended, replaced, left", [
    (0.69, 0.99, {"benefit_weeks": 52}),
    (0.71, 0.29, {**AAP_LOST, "benefit": Benefit.SOSIALHJELP}),
    (0.71, 0.30, {**AAP_LOST, "benefit": Benefit.NONE}),
])  # fmt: skip
def test_at_its_end_aap_is_extended_for_amina_by_seven_in_ten_else_replaced_or_lost(extended, replaced, left):
    """A lot under .7 gives 52 weeks more and nothing else changes (1.8, 5.4); else assistance under .3, or nothing.

    Leaving AAP in week 40 is kept, and what came of an earlier time (4) forgotten.
    """
    amina = person(id=7, benefit=Benefit.AAP, benefit_weeks=1, after_aap=4)
    before = Before(amina)
    lots = {(Decision.ENTITLEMENT_EXTENDED, 7): extended, (Decision.ENTITLEMENT, 7, 0, 2): replaced}
    run_down_benefit(amina, week(40, Luck(lots, otherwise=0.99)), parameters(**ENTITLEMENT))
    assert before.changes(amina) == left


@pytest.mark.parametrize("benefit, replaced, after", [
    (Benefit.DAGPENGER, 0.29, Benefit.SOSIALHJELP),
    (Benefit.DAGPENGER, 0.31, Benefit.NONE),
    (Benefit.KVALIFISERINGSSTONAD, 0.31, Benefit.SOSIALHJELP),
])  # fmt: skip
def test_dagpenger_are_not_extended_for_ola_and_after_the_programme_there_is_always_assistance(
    benefit, replaced, after
):
    """Even at the lowest lot only AAP is extended (5.3); under .3 dagpenger become assistance. No AAP was left."""
    ola = person(id=7, benefit=benefit, benefit_weeks=1, after_aap=4)
    before = Before(ola)
    lots = {(Decision.ENTITLEMENT, 7, 0, 2): replaced}
    run_down_benefit(ola, week(40, Luck(lots, otherwise=0.0)), parameters(**ENTITLEMENT))
    assert before.changes(ola) == {"benefit_weeks": 0, "benefit": after}


@pytest.mark.parametrize("motivation, probability", [(0.8, 0.026), (0.0, 0.01), (1.0, 0.03)])
def test_those_who_wish_for_work_come_back_sooner(motivation, probability):
    """.02 at a middling wish; half of it at none, half as much again at full; .8 gives 1.3 times (ASSUMED)."""
    ida = person(status=Status.OUT_OF_LABOUR_FORCE, motivation=motivation)
    assert return_probability(ida, parameters(exits__returns=0.02)) == approx(probability)


def test_ida_comes_back_when_her_own_lot_lies_under_that_probability():
    """Wish .8: .026. A lot of .0259 brings her back, .0261 does not; asking changes nothing about her."""
    ida = person(id=9, status=Status.OUT_OF_LABOUR_FORCE, motivation=0.8)
    before = Before(ida)
    numbers = parameters(exits__returns=0.02, retention__settled_weeks=156)
    assert comes_back(ida, week(40, Luck({(Decision.RETURNS, 9): 0.0259}, otherwise=0.99)), numbers)
    assert not comes_back(ida, week(40, Luck({(Decision.RETURNS, 9): 0.0261}, otherwise=0.0)), numbers)
    assert before.changed() == []


@pytest.mark.parametrize("weeks, back", [(155, True), (156, False)])
def test_who_has_been_out_three_years_has_settled_there(weeks, back):
    """Ida's lot is the lowest, so she comes back after 155 weeks; after 156 she does not (ASSUMED)."""
    ida = person(id=9, status=Status.OUT_OF_LABOUR_FORCE, motivation=0.8, status_weeks=weeks)
    numbers = parameters(exits__returns=0.02, retention__settled_weeks=156)
    assert comes_back(ida, week(40, Luck(otherwise=0.0)), numbers) == back


def between_work_and_pension():
    """Tor, ill, on AAP with weeks left, at a caseworker who lacks hours; and the numbers he lives under."""
    tor = ill_person(
        id=7, mental_health=1.0, physical_health=0.0, time_on_register=60.0, coping=0.8, trust=0.3, arrived_week=15,
        benefit_weeks=20, first_exit_week=3,
    )  # fmt: skip
    numbers = dict(
        exits__pension=0.2, exits__pension_ripens=20.0, exits__early_clearing=2.0, people__barrier_weight=0.6,
        exits__leaves=0.1, exits__resources_hold=0.4, exits__leaves_reduced=2.0,
    )  # fmt: skip
    return tor, caseworker(pressure=1.4), policy(standardization__discretion_room=0.4), numbers


@pytest.mark.parametrize("lot, left", [
    (0.1519, {
        "status": Status.DISABILITY_PENSION, "benefit": Benefit.UFORETRYGD, "benefit_weeks": 0, "aap_left_week": 40,
    }),
    (0.1521, {"status": Status.OUT_OF_LABOUR_FORCE, "benefit_weeks": 19, "aap_left_week": 40}),
    (0.3147, {"status": Status.OUT_OF_LABOUR_FORCE, "benefit_weeks": 19, "aap_left_week": 40}),
    (0.3149, {"benefit_weeks": 19}),
])  # fmt: skip
def test_tor_is_pensioned_or_gives_up_or_stays_by_one_lot(lot, left):
    """Pension .2 * 1 * .75 ripe * .85 for coping = .1275, 1.192 times under pressure: .15198.

    Else giving up, .1 * .96 * 2 = .192, of the .84802 that is left: .16282 more, to .31480. A week of entitlement goes
    first. The pension replaces AAP, which he leaves in week 40; giving up, nothing is paid in its place.
    """
    tor, asta, usual, numbers = between_work_and_pension()
    before = Before(tor, asta)
    numbers = parameters(exits__coping_holds=0.5, **numbers)
    leave_or_stay(tor, asta, usual, week(40, Luck({(Decision.LEAVES, 7): lot}, otherwise=0.99)), numbers)
    assert before.changes(tor) == left
    assert before.changed() == [tor]


def test_ola_gives_up_in_the_very_week_his_dagpenger_end():
    """With a benefit .02 * .96 = .0192, without three times that, .0576: a lot of .05 is low only after its end."""
    ola = person(id=7, trust=0.3, coping=0.8, benefit=Benefit.DAGPENGER, benefit_weeks=1, first_exit_week=3)
    before = Before(ola)
    lots = Luck({Decision.LEAVES: 0.05, Decision.ENTITLEMENT: 0.31})
    numbers = parameters(**LEAVING, **ENTITLEMENT)
    leave_or_stay(ola, caseworker(), policy(), week(40, lots), numbers)
    left = {"benefit": Benefit.NONE, "benefit_weeks": 0, "status": Status.OUT_OF_LABOUR_FORCE}
    assert before.changes(ola) == left


def test_who_cannot_be_pensioned_and_does_not_give_up_stays_even_at_the_lowest_lot():
    """Capacity not reduced, so no pension; full trust and coping with a hold of 1 leave nothing: 0 is not under 0."""
    ola = person(id=7, trust=1.0, coping=1.0, benefit=Benefit.SOSIALHJELP)
    before = Before(ola)
    numbers = parameters(exits__leaves=0.02, exits__resources_hold=1.0)
    leave_or_stay(ola, caseworker(), policy(), week(40, Luck(otherwise=0.0)), numbers)
    assert before.changed() == []


def two_offices(lots):
    """A small office with Tor, and one with six others, of whom one row is vacant."""
    tor, asta, _, numbers = between_work_and_pension()
    tor.time_on_register, tor.caseworker, tor.arm = 60.7, 1, 1
    asta.arm, asta.id = 1, 71
    seeking = dict(office=1, caseworker=3, trust=0.3, coping=0.8, motivation=0.8, benefit=Benefit.DAGPENGER)
    others = [
        person(id=id, **{**seeking, **fields, "benefit_weeks": 9, "first_exit_week": 3, "status_weeks": 6})
        for id, fields in [
            (20, {"status": Status.IN_MEASURE, "measure": Measure.AFT}),
            (21, {"status": Status.WAITING_FOR_HEALTH}),
            (22, {"status": Status.OUT_OF_LABOUR_FORCE}),
            (23, {"status": Status.OUT_OF_LABOUR_FORCE}),
            (24, {"status": Status.EMPLOYED}),
            (25, {"status": Status.DISABILITY_PENSION}),
            (26, {"status": Status.VACANT}),
        ]
    ]
    there = world(
        people=[tor, *others],
        caseworkers=[caseworker(id=70), asta, caseworker(id=72, office=1), caseworker(id=73, office=1)],
        offices=[office(policy_row=1), office()],
        policy=[policy(), policy(), policy(), policy(), policy(standardization__discretion_room=0.4)],
        parameters=parameters(exits__coping_holds=0.5, exits__returns=0.02, retention__settled_weeks=156, **numbers),
    )
    there.layout[0].person_arms = 2
    return there, week(40, Luck({(decision, who): lot for decision, who, lot in lots}, otherwise=0.0))


def test_tor_is_pensioned_under_his_own_policy_and_the_log_says_by_whom_and_after_how_long():
    """.15198 under the room of his own arm (row 1 + 1 * 2 + 1), as worked out above; 60.7 weeks are 60 full ones."""
    there, now = two_offices([(Decision.LEAVES, 7, 0.1519), (Decision.LEAVES, -1, 0.9), (Decision.RETURNS, -1, 0.9)])
    tor = there.jobseekers[0]
    before = Before(there)
    leave(there, now)
    assert before.changes(tor) == {
        "status": Status.DISABILITY_PENSION, "benefit": Benefit.UFORETRYGD, "benefit_weeks": 0, "aap_left_week": 40,
    }  # fmt: skip
    assert happened(there) == [(EventKind.DISABILITY_PENSION, 7, 71, -1, 60, 0.0)]


def test_only_those_registered_can_leave_and_only_those_who_left_come_back():
    """Giving up has .1 * .96 = .096, coming back .026: Amina (in a measure) and Ida draw less, Per and Kari more.

    Those employed, pensioned and gone (24-26) have the lowest lots, and nothing happens to them. All registered lose a
    week of entitlement. Ida seeks again from week 40, time without work going on where it was.
    """
    there, now = two_offices([
        (Decision.LEAVES, 7, 0.9), (Decision.LEAVES, 20, 0.095), (Decision.LEAVES, 21, 0.097),
        (Decision.RETURNS, 22, 0.025), (Decision.RETURNS, 23, 0.027),
    ])  # fmt: skip
    tor, amina, per, ida = there.jobseekers[:4]
    before = Before(there)
    leave(there, now)
    assert before.changed() == [tor, amina, per, ida]
    assert before.changes(tor) == {"benefit_weeks": 19}
    left = {"status": Status.OUT_OF_LABOUR_FORCE, "status_weeks": 0, "benefit_weeks": 8, "measure": 0}
    assert before.changes(amina) == left
    assert before.changes(per) == {"benefit_weeks": 8}
    assert before.changes(ida) == {"status": Status.SEEKING, "status_weeks": 0, "last_contact": 40}
    assert happened(there) == [
        (EventKind.LEFT_LABOUR_FORCE, 20, -1, -1, 0, 0.0),
        (EventKind.CAME_BACK, 22, -1, -1, 0, 0.0),
    ]


def test_in_an_office_without_people_nobody_leaves():
    """Nobody is registered, so nothing changes and nothing is noted."""
    there = world(caseworkers=[caseworker()])
    before = Before(there)
    leave(there, week(40, Luck(otherwise=0.0)))
    assert before.changed() == []
    assert happened(there) == []
