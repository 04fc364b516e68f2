"""Health: worked cases of sim/behaviour/health.py: who joins the queue, who stands still, what treatment does."""

import pytest
from builder import Before, caseworker, clinic, happened, office, parameters, person, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.health import (
    care_for_health,
    change_of_health,
    join_queue,
    must_wait,
    needs_treatment,
    serve_clinic,
    treat,
    turn_for_treatment,
)
from sim.events import EventKind
from sim.terms import Decision, Status
from sim.units import NO_WEEK


@pytest.mark.parametrize("fields, needs", [
    ({"mental_health": 0.4, "physical_health": 0.1}, True),
    ({"mental_health": 0.1, "physical_health": 0.4}, True),
    ({"mental_health": 0.39, "physical_health": 0.39}, False),
    ({"mental_health": 0.9, "treated": 1}, False),
])  # fmt: skip
def test_kari_needs_treatment_from_a_barrier_of_four_tenths_of_either_kind_and_once_only(fields, needs):
    """The heavier barrier counts, at .4 and above; who has been treated is not referred again (ASSUMED)."""
    kari = person(**fields)
    before = Before(kari)
    assert bool(needs_treatment(kari, parameters(health__treatment_from=0.4))) is needs
    assert before.changed() == []


@pytest.mark.parametrize("barrier, coordination, waits", [
    (0.75, 0.0, True), (0.74, 0.0, False), (0.8125, 0.25, True), (0.81, 0.25, False), (0.99, 1.0, False),
])  # fmt: skip
def test_the_better_health_and_work_run_in_parallel_the_heavier_a_barrier_must_be_to_stop_ola(
    barrier, coordination, waits
):
    """Without coordination he stands still from .75; a quarter of it takes a quarter of the .25 above: .8125 (R10).

    Where all runs in parallel (6.16) only a full barrier stops anybody.
    """
    ola = person(mental_health=0.2, physical_health=barrier)
    usual = policy(individualization__health_coordination=coordination)
    assert bool(must_wait(ola, usual, parameters(health__standstill_from=0.75))) is waits


DRIFT = dict(health__recovery=0.02, health__mental_recovered=0.25, health__physical_recovered=0.1,
             health__wear=0.04, health__mental_worn=0.1)  # fmt: skip
RECOVERED = {"mental_health": approx(0.6), "physical_health": approx(0.45)}
WORN = {"mental_health": approx(0.82)}


@pytest.mark.parametrize("coping, lot, after", [
    (0.3, 0.0199, RECOVERED), (0.3, 0.02, {}), (0.3, 0.951, {}), (0.3, 0.953, WORN),
    (0.9, 0.0199, RECOVERED), (0.9, 0.975, {}), (0.9, 0.977, WORN),
])  # fmt: skip
def test_some_weeks_amina_recovers_unaided_and_some_wear_on_her_mind_more_of_them_at_low_coping(coping, lot, after):
    """Recovery under .02 takes a quarter of mental .8 and a tenth of physical .5: .6 and .45.

    Idleness wears on one week in 25, 1.2 times that at coping .3 (.048) and .6 at .9 (.024), from the top of the lots:
    a tenth of the way from .8 to 1, .82; the body is not worn (ASSUMED).
    """
    amina = person(id=7, mental_health=0.8, physical_health=0.5, coping=coping)
    before = Before(amina)
    change_of_health(amina, week(40, Luck({(Decision.HEALTH_CHANGE, 7): lot}, otherwise=0.5)), parameters(**DRIFT))
    assert before.changes(amina) == after


def test_at_middling_coping_exactly_one_week_in_sixteen_wears():
    """.0625 of the lots, those above .9375: that one itself does not."""
    per = person(id=7, mental_health=0.8, coping=0.5)
    before = Before(per)
    numbers = parameters(health__recovery=0.02, health__wear=0.0625, health__mental_worn=0.1)
    change_of_health(per, week(40, Luck(otherwise=0.9375)), numbers)
    assert before.changed() == []


def queue_for(patient, number=40):
    """Let a patient join the queue where that needs a barrier of .4, and a standstill one of .8125."""
    before = Before(patient)
    numbers = parameters(health__treatment_from=0.4, health__standstill_from=0.75)
    usual = policy(individualization__health_coordination=0.25)
    lots = {(Decision.PLACE_IN_HEALTH_QUEUE, patient.id): 0.37}
    join_queue(patient, usual, week(number, Luck(lots, otherwise=0.9)), numbers)
    return before.changes(patient)


JOINED = {"treatment_since": 40, "treatment_lot": 0.37}


@pytest.mark.parametrize("barrier, fields, after", [
    (0.39, {}, {}),
    (0.4, {}, JOINED),
    (0.9, {}, {**JOINED, "status": Status.WAITING_FOR_HEALTH, "status_weeks": 0}),
    (0.9, {"status": Status.IN_MEASURE}, JOINED),
    (0.9, {"treated": 1}, {}),
])  # fmt: skip
def test_kari_joins_the_queue_with_a_place_by_lot_and_stands_still_only_if_the_barrier_is_very_heavy(
    barrier, fields, after
):
    """From .4 referred in week 40 with lot .37; from .8125 nothing else is done (8.11), but a measure goes on.

    Who has been treated is neither referred again nor made to wait.
    """
    kari = person(id=7, status_weeks=5, mental_health=barrier, **fields)
    assert queue_for(kari) == after


@pytest.mark.parametrize("barrier, status, after", [
    (0.9, Status.SEEKING, {"status": Status.WAITING_FOR_HEALTH, "status_weeks": 0}),
    (0.9, Status.WAITING_FOR_HEALTH, {}),
    (0.6, Status.WAITING_FOR_HEALTH, {"status": Status.SEEKING, "status_weeks": 0}),
    (0.6, Status.SEEKING, {}),
    (0.6, Status.IN_MEASURE, {}),
])  # fmt: skip
def test_ola_keeps_his_place_in_the_queue_while_standstill_comes_and_goes_with_his_health(barrier, status, after):
    """Referred in week 31 with lot .11, he keeps both; worse than .8125 he waits, better he seeks (R19)."""
    ola = person(id=7, status=status, status_weeks=5, mental_health=barrier, treatment_since=31, treatment_lot=0.11)
    assert queue_for(ola) == after


def test_week_0_is_a_week_to_join_in_and_to_have_joined_in():
    """Referred in week 0 Per stands still at once; a week later he is not referred anew, and nothing changes."""
    per = person(id=7, status_weeks=5, mental_health=0.9)
    waits = {"status": Status.WAITING_FOR_HEALTH, "status_weeks": 0}
    assert queue_for(per, 0) == {"treatment_since": 0, "treatment_lot": 0.37, **waits}
    per.treatment_lot = 0.11
    assert queue_for(per, 1) == {}


TREATMENT = dict(health__treatment_effect=0.3, health__physical_treated=0.6, health__coping_treated=0.25,
                 health__coordination_gain=1.5)  # fmt: skip


def in_treatment(status=Status.WAITING_FOR_HEALTH):
    """Amina, whose turn it is."""
    return person(id=7, status=status, status_weeks=5, mental_health=0.8, physical_health=0.5, coping=0.4,
                  treatment_since=31, treatment_lot=0.11)  # fmt: skip


@pytest.mark.parametrize("lot, coordination, mental, physical, coping", [
    (0.4, 0.0, 0.608, 0.428, 0.436), (0.4, 0.2, 0.5504, 0.4064, 0.4468), (0.9, 0.8, 0.0, 0.2, 0.55),
])  # fmt: skip
def test_treatment_eases_both_barriers_and_gives_amina_coping_more_so_when_it_is_about_work_too(
    lot, coordination, mental, physical, coping
):
    """Mean effect .3, by the lot .4 twice .4 of it: .24 of mental .8 goes, .6 of that of physical .5.

    Coping .4 wins a quarter of .24 of the .6 that it lacks.
    With coordination .2 it is 1.3 times: .312 (6.3, K6): .8 * .688, .5 * .8128, .4 + .25 * .312 * .6. Never more than
    all of it: .54 * 2.2 counts as 1. Then she seeks again, treated, out of the queue.
    """
    amina = in_treatment()
    before = Before(amina)
    usual = policy(individualization__health_coordination=coordination)
    treat(amina, usual, week(40, Luck({(Decision.TREATMENT_EFFECT, 7): lot})), parameters(**TREATMENT))
    assert before.changes(amina) == {
        "mental_health": approx(mental), "physical_health": approx(physical), "coping": approx(coping), "treated": 1,
        "treatment_since": NO_WEEK, "status": Status.SEEKING, "status_weeks": 0,
    }  # fmt: skip


def test_treatment_leaves_amina_in_the_measure_she_is_in():
    """Only who waited for treatment goes back to seeking; the weeks in the measure go on."""
    amina = in_treatment(Status.IN_MEASURE)
    usual = policy(individualization__health_coordination=0.2)
    treat(amina, usual, week(40, Luck(otherwise=0.4)), parameters(**TREATMENT))
    assert (amina.status, amina.status_weeks, amina.treated) == (Status.IN_MEASURE, 5, 1)


def test_a_joint_service_sees_per_as_if_he_had_waited_two_weeks_longer():
    """Nine weeks from 31 to 40, lot .37, and a quarter of the 8 weeks that full coordination is worth: 11.37 (6.16)."""
    per = person(treatment_since=31, treatment_lot=0.37)
    before = Before(per)
    joint = policy(individualization__health_coordination=0.25)
    turn = turn_for_treatment(per, joint, week(40), parameters(health__coordination_hastens=8.0))
    assert turn == approx(11.37)
    assert before.changed() == []


def two_clinics(carried=0.8, wait=4.0):
    """Two offices and their clinics, crossed: five of seven wait in the first office; Ida waits in the second.

    A mean wait of four weeks: a quarter of those who wait are treated a week.

    In the first the caseworker's own arm coordinates by .25, and Amina's own by .75 (rows 1 + 1 * 2, and that + 1).
    """
    ill = dict(caseworker=1, mental_health=0.8, coping=0.4, status_weeks=5)
    people = [
        person(id=11, treatment_since=36, treatment_lot=0.2, **ill),
        person(id=12, treatment_since=34, treatment_lot=0.7, **ill),
        person(id=13, treatment_since=35, treatment_lot=0.1, arm=1, **ill),
        person(id=14, treatment_since=32, treatment_lot=0.4, **{**ill, "status": Status.WAITING_FOR_HEALTH}),
        person(id=18, treatment_since=39, treatment_lot=0.3, **ill),
        person(id=15, treatment_since=10, treatment_lot=0.4, **{**ill, "status": Status.EMPLOYED}),
        person(id=17, treatment_since=NO_WEEK),
        person(id=16, treatment_since=0, treatment_lot=0.6, **{**ill, "office": 1, "caseworker": 2}),
    ]
    there = world(
        people=people,
        caseworkers=[caseworker(), caseworker(arm=1), caseworker(office=1)],
        offices=[office(clinic=1, policy_row=1), office(clinic=0)],
        clinics=[clinic(waiting=9), clinic(carried=carried, waiting=9)],
        policy=[
            policy(individualization__health_coordination=0.1), policy(), policy(),
            policy(individualization__health_coordination=0.25), policy(individualization__health_coordination=0.75),
        ],
        parameters=parameters(
            health__coordination_hastens=8.0, health__treatment_effect=0.3, health__physical_treated=0.6,
            health__coping_treated=0.25, health__coordination_gain=2.0, health__treatment_from=0.85,
            health__standstill_from=0.8, health__treatment_wait=wait, **DRIFT,
        ),
    )  # fmt: skip
    there.layout[0].person_arms = 2
    return there


LOTS = Luck({(Decision.TREATMENT_EFFECT, 13): 0.4, (Decision.TREATMENT_EFFECT, 14): 0.3}, otherwise=0.5)


def test_the_clinic_treats_those_who_waited_longest_and_a_joint_service_puts_amina_before_lars():
    """Five wait, a quarter of them is 1.25; with .8 carried over two are treated, and .05 is kept; three wait on.

    Places in week 40: Kari 4.2, Ola 6.7 and Nora 1.3 with 2 weeks for coordination .25, 6.2, 8.7 and 3.3; Amina 5.1
    with 6 for .75, 11.1; Lars 8.4 with 2, 10.4. So Amina, then Lars. Amina: .24 * 2.5 = .6 of .8 goes and coping .4
    wins .25 * .6 * .6; Lars: .18 * 1.5 = .27. Who is employed or was not referred, and Ida at the other clinic, are not
    looked at.
    """
    there = two_clinics()
    kari, ola, amina, lars, nora, *_ = there.jobseekers
    before = Before(there)
    serve_clinic(1, there, week(40, LOTS))
    assert before.changed() == [kari, ola, amina, lars, nora, there.clinics[1]]
    assert before.changes(kari) == {"rank": approx(6.2)}
    assert before.changes(ola) == {"rank": approx(8.7)}
    assert before.changes(nora) == {"rank": approx(3.3)}
    treated = {"treated": 1, "treatment_since": NO_WEEK}
    assert before.changes(amina) == approx({"rank": 11.1, "mental_health": 0.32, "coping": 0.49, **treated})
    seeks = {"status": Status.SEEKING, "status_weeks": 0}
    eased = {"mental_health": 0.584, "coping": 0.4405}
    assert before.changes(lars) == approx({"rank": 10.4, **eased, **treated, **seeks})
    assert before.changes(there.clinics[1]) == approx({"carried": 0.05, "waiting": 3})
    assert happened(there) == [(EventKind.TREATED, 13, -1, -1, 5, 0.0), (EventKind.TREATED, 14, -1, -1, 8, 0.0)]


@pytest.mark.parametrize("carried, wait, treated, left", [
    (0.0, 5.0, 1, 0.0), (0.75, 4.0, 2, 0.0), (0.7, 20.0, 0, 0.95), (2.6, 6.25, 1, 0.8),
])  # fmt: skip
def test_the_longer_the_wait_the_fewer_are_treated_a_week_and_parts_add_up(carried, wait, treated, left):
    """Five wait. At a wait of 5 weeks that is just one a week; at 4 it is 1.25, and with .75 just two; at 20 a quarter,
    and with .7 none yet; at 6.25 it is .8, and of 2.6 carried over only 1 counts: 1.8.
    """
    there = two_clinics(carried, wait)
    serve_clinic(1, there, week(40, LOTS))
    assert len(happened(there)) == treated
    assert sum(client.treated for client in there.jobseekers) == treated
    assert there.clinics[1].carried == approx(left)
    assert there.clinics[1].waiting == 5 - treated


@pytest.mark.parametrize("carried, left", [(0.85, 0.1), (1.0, 0.25)])
def test_ida_has_waited_since_week_0_and_is_treated_by_the_clinic_of_her_own_office(carried, left):
    """40 weeks; a quarter of one treatment, with .85 or 1 carried over: she is treated, and no more wait."""
    there = two_clinics()
    there.clinics[0].carried = carried
    serve_clinic(0, there, week(40, LOTS))
    assert happened(there) == [(EventKind.TREATED, 16, -1, -1, 40, 0.0)]
    assert vars(there.clinics[0])["carried"] == approx(left)
    assert there.clinics[0].waiting == 0


@pytest.mark.parametrize("carried, left", [(0.4, 0.4), (2.6, 1.0)])
def test_where_nobody_waits_a_clinic_treats_nobody_and_carries_over_at_most_one(carried, left):
    """None of none is added; Kari, who was not referred, is not treated by what is carried over."""
    there = world(
        [person(id=11)], [caseworker()], clinics=[clinic(carried=carried, waiting=9)],
        policy=policy(individualization__health_coordination=0.0), parameters=parameters(health__treatment_wait=60.0),
    )  # fmt: skip
    serve_clinic(0, there, week(40))
    assert there.clinics[0].carried == approx(left)
    assert there.clinics[0].waiting == 0
    assert happened(there) == []


def test_in_one_week_idleness_wears_kari_into_the_queue_and_both_clinics_treat():
    """Kari's .84 is worn by a tenth of the way to 1, .856, over .85: referred in week 40, and over .85 she waits.

    Standstill begins at .8 + .2 * .25 = .85 under her caseworker's arm. The clinics treat two and one: Amina and Lars
    as above, Kari among the five; Ida by .75 and a quarter. Who is employed is not worn though the lot would have it.
    """
    there = two_clinics()
    kari, ola, amina, lars, _, employed, _, ida = there.jobseekers
    kari.mental_health, kari.treatment_since, there.clinics[0].carried = 0.84, NO_WEEK, 0.75
    lots = {
        (Decision.HEALTH_CHANGE, 11): 0.99, (Decision.HEALTH_CHANGE, 15): 0.99,
        (Decision.PLACE_IN_HEALTH_QUEUE, 11): 0.37,
    }  # fmt: skip
    before = Before(there)
    care_for_health(there, week(40, Luck(lots, otherwise=0.5)))
    joined = {"treatment_since": 40, "treatment_lot": 0.37, "status": Status.WAITING_FOR_HEALTH, "status_weeks": 0}
    assert before.changes(kari) == approx({"mental_health": 0.856, "rank": 2.37, **joined})
    assert before.changes(ola) == {"rank": approx(8.7)}
    assert before.changes(employed) == {}
    assert (amina.treated, lars.treated, ida.treated) == (1, 1, 1)
    assert [story[:2] for story in happened(there)] == [
        (EventKind.TREATED, 16), (EventKind.TREATED, 13), (EventKind.TREATED, 14),
    ]  # fmt: skip
    assert (there.clinics[0].waiting, there.clinics[1].waiting) == (0, 3)
