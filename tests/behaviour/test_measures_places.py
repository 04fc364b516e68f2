"""Places in measures: worked cases of sim/behaviour/measures.py: how many there are, and who gets the next one."""

import pytest
from builder import Before, caseworker, happened, measure_terms, office, parameters, person, places, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.measures import fill_places, run_measures, set_places
from sim.events import EventKind
from sim.terms import Benefit, Measure, Status

QUALITY = dict(measure_quality__ips_floor=0.4, measure_quality__in_house_gain=0.2)
GAINS = dict(
    people__barrier_weight=0.5, measure_quality__misfit_weight=1.5, measure_quality__least_fit=0.2,
    measure_quality__plan_effect=0.6, **QUALITY,
)  # fmt: skip


def waiting_for(kind, **fields):
    """Somebody who waits for a place."""
    return person(**{
        "id": 7, "status_weeks": 9, "measure_wanted": kind, "measure_since": 33, "measure_lot": 0.37,
        "benefit": Benefit.SOSIALHJELP, "benefit_weeks": 0, **fields,
    })  # fmt: skip


TERMS = {Measure.TRAINING: measure_terms(weeks=26), Measure.KVP: measure_terms(weeks=52)}


def every_kind(**named):
    """Terms of every measure, with no places but of those named."""
    return {kind: measure_terms(places=named.get(kind.name, 0.0)) for kind in Measure}


def test_places_follow_from_the_registered_and_the_queue_from_those_who_seek_and_are_still_patient():
    """20 a thousand for 250 people and half as many again are 7.5 places, so 8; 23 a thousand 8.625, 9; 25.2 9.45, 9.

    Week 40: Kari has waited 8 weeks and goes on, Ola 9 and gives up at a patience of 8. Amina and Per are in training;
    who waits for treatment or has a job is in no queue. Who wants no measure is in the list of none after four weeks
    on the register, or nine in the second arm, or at once after an earlier measure. Lists run from the last row to the
    first. The office counts 26 places.
    """
    people = [
        person(measure_wanted=Measure.TRAINING, measure_since=32, next_in_list=77),
        person(measure_wanted=Measure.TRAINING, measure_since=31, next_in_list=77),
        person(status=Status.IN_MEASURE, measure=Measure.TRAINING, measure_wanted=Measure.AFT, measure_since=40),
        person(status=Status.IN_MEASURE, measure=Measure.TRAINING),
        person(measure_wanted=Measure.TRAINING, measure_since=40, next_in_list=77),
        person(measure_wanted=Measure.AFT, measure_since=39, next_in_list=77),
        person(status=Status.WAITING_FOR_HEALTH, measure_wanted=Measure.AFT, measure_since=10),
        person(status=Status.EMPLOYED, measure_wanted=Measure.AFT, measure_since=10),
        person(time_on_register=3.9, measure_since=39),
        person(measure_wanted=Measure.TRAINING, measure_since=35, next_in_list=77),
        person(time_on_register=4.0, next_in_list=77),
        person(time_on_register=8.9, arm=1),
        person(measures_ended=1, next_in_list=77),
        person(office=1, measure_wanted=Measure.TRAINING, measure_since=35, next_in_list=77),
    ]
    stale = dict(taken=9, waiting=9, first_waiting=3, capacity=9)
    there = world(
        people,
        caseworkers=[caseworker()],
        offices=[office(registered=250, policy_row=1), office(registered=999)],
        places={kind: places(**stale) for kind in range(9)},
        measures=every_kind(TRAINING=20.0, AFT=23.0, WAGE_SUBSIDY=25.2),
        policy=[
            policy(),
            policy(organisation__measure_places=1.5, organisation__measure_wait=4.0),
            policy(organisation__measure_wait=9.0),
        ],
        parameters=parameters(referral__patience=8),
    )
    before = Before(there)
    set_places(there.offices[0], there, week(40))
    kari, ola, _, _, third, for_aft, _, _, _, last, idle, _, again, _ = there.jobseekers
    assert before.changes(ola) == {"measure_wanted": 0}
    assert [jobseeker.next_in_list for jobseeker in (last, third, kari, for_aft)] == [4, 0, -1, -1]
    assert [jobseeker.next_in_list for jobseeker in (idle, again)] == [-1, 10]
    counted = [(each.capacity, each.taken, each.waiting) for each in there.places[:9]]
    expected = [(0, 0, 2), *[(0, 0, 0)] * 8]
    expected[Measure.TRAINING], expected[Measure.AFT], expected[Measure.WAGE_SUBSIDY] = (8, 2, 3), (9, 0, 1), (9, 0, 0)
    assert counted == expected
    assert (there.places[Measure.TRAINING].first_waiting, there.places[Measure.AFT].first_waiting) == (9, 5)
    assert there.places[Measure.NONE].first_waiting == 12
    assert before.changes(there.offices[0]) == {"measure_places": 26}
    assert before.changed() == [kari, ola, third, for_aft, last, idle, again, there.offices[0], *there.places[:9]]


def test_the_queue_of_the_second_office_is_counted_among_its_own_places():
    """Its people lie in rows 1 and 2, its places nine further on; those of the first office are left alone."""
    people = [
        person(measure_wanted=Measure.AFT, measure_since=40),
        person(office=1, measure_wanted=Measure.AFT, measure_since=40),
        person(office=1, status=Status.IN_MEASURE, measure=Measure.AFT),
    ]
    there = world(
        people,
        caseworkers=[caseworker()],
        offices=[office(registered=999), office(registered=100)],
        measures=every_kind(AFT=40.0),
        policy=policy(organisation__measure_places=1.25),
        parameters=parameters(referral__patience=8),
    )
    before = Before(there)
    set_places(there.offices[1], there, week(40))
    here = there.places[9 + Measure.AFT]
    assert before.changes(here) == {"capacity": 5, "taken": 1, "waiting": 1, "first_waiting": 1}
    assert before.changed() == [there.offices[1], here]


def test_a_budget_that_fell_by_a_fifth_gives_a_fifth_fewer_places():
    """20 a thousand for 500 people are 10 places; with .8 of the money 8."""
    there = world(
        offices=[office(registered=500, measure_budget=-0.2)],
        measures={kind: measure_terms(places=20.0 if kind == Measure.AFT else 0.0, price=1.0) for kind in Measure},
        policy=policy(organisation__measure_places=1.0),
    )
    set_places(there.offices[0], there, week(60))
    assert (there.places[Measure.AFT].capacity, there.offices[0].measure_places) == (8, 8)


def test_where_more_is_committed_than_the_budget_gives_only_what_is_taken_is_left():
    """One place of AFT, two of training (budget 3 for 100 people): three in AFT at 20 000, none in training at 5 000.

    60 000 a month are more than the 30 000 of the budget, so nothing starts, in training either; where no year has
    moved the budget the two places of training are open.
    """
    people = [person(status=Status.IN_MEASURE, measure=Measure.AFT) for _ in range(3)]
    terms = {kind: measure_terms(places=0.0, price=0.0) for kind in Measure}
    terms[Measure.AFT] = measure_terms(places=10.0, price=20000.0)
    terms[Measure.TRAINING] = measure_terms(places=20.0, price=5000.0)
    for moved, open_places in ((0.001, (1, 0)), (0.0, (1, 2))):
        there = world(people, offices=[office(registered=100, measure_budget=moved)], measures=terms, policy=policy(
            organisation__measure_places=1.0))  # fmt: skip
        set_places(there.offices[0], there, week(60))
        assert (there.places[Measure.AFT].capacity, there.places[Measure.TRAINING].capacity) == open_places


def queue_for_training(**of_places):
    """Four who wait for training in the second office, listed from the last row, and its places."""
    people = [
        waiting_for(Measure.TRAINING, id=11, measure_since=35, measure_lot=0.9, next_in_list=-1, office=1),
        waiting_for(Measure.TRAINING, id=12, measure_since=31, measure_lot=0.7, next_in_list=0, office=1),
        waiting_for(Measure.TRAINING, id=13, measure_since=33, measure_lot=0.1, next_in_list=1, office=1),
        waiting_for(Measure.TRAINING, id=14, measure_since=31, measure_lot=0.2, next_in_list=2, office=1),
    ]
    training = places(**{"capacity": 5, "taken": 3, "waiting": 4, "first_waiting": 3, **of_places})
    return world(people, offices=[office(), office()], places={9 + Measure.TRAINING: training}, measures=TERMS)


def test_the_two_free_places_go_to_ida_and_lars_who_have_waited_longest():
    """Waited in week 40: Kari 5.9 weeks, Ida 9.7, Per 7.1, Lars 9.2, lots included; five places, three taken."""
    there = queue_for_training()
    kari, ida, per, lars = there.jobseekers
    before = Before(there)
    fill_places(there.offices[1], Measure.TRAINING + 0, there, week(40))
    begun = {
        "status": Status.IN_MEASURE, "status_weeks": 0, "measure": Measure.TRAINING, "measure_weeks": 26,
        "measure_wanted": 0,
    }  # fmt: skip
    assert before.changes(ida) == approx({"rank": 9.7, **begun})
    assert before.changes(lars) == approx({"rank": 9.2, **begun})
    assert before.changes(per) == {"rank": approx(7.1)}
    assert before.changes(kari) == {"rank": approx(5.9)}
    training = there.places[9 + Measure.TRAINING]
    assert before.changes(training) == {"taken": 5, "waiting": 2}
    assert before.changed() == [kari, ida, per, lars, training]
    assert happened(there) == [
        (EventKind.MEASURE_BEGAN, 12, -1, -1, Measure.TRAINING, 0.0),
        (EventKind.MEASURE_BEGAN, 14, -1, -1, Measure.TRAINING, 0.0),
    ]


def test_with_room_for_more_than_wait_everybody_begins():
    """Eight places, three taken, four wait: in the order of waiting, and one place is left."""
    there = queue_for_training(capacity=8)
    fill_places(there.offices[1], Measure.TRAINING + 0, there, week(40))
    assert [story[1] for story in happened(there)] == [12, 14, 13, 11]
    training = there.places[9 + Measure.TRAINING]
    assert (training.taken, training.waiting) == (7, 0)


@pytest.mark.parametrize("of_places", [dict(capacity=3), dict(capacity=2), dict(waiting=0)])
def test_nobody_begins_without_a_free_place_or_a_queue(of_places):
    """Three of three taken, or three where two are left; or nobody waits, whatever the list of an earlier week says."""
    there = queue_for_training(**of_places)
    before = Before(there)
    fill_places(there.offices[1], Measure.TRAINING + 0, there, week(40))
    assert before.changed() == []
    assert happened(there) == []


def test_the_place_that_ola_leaves_goes_to_amina_in_the_same_week_and_each_office_fills_its_own():
    """One place a measure and office (10 a thousand for 100). Ola's last week of IPS ends, so Amina, who waits, begins.

    He gains .6 in 20 weeks at a quality of .82, fidelity .7 of his own arm (row 0 + 1 + 1): .03 * .82 = .0246. Kari
    takes up the one place of work practice in the second office; Per, who has waited less, waits on. A job is no
    measure.
    """
    lives = dict(status=Status.IN_MEASURE, measure=Measure.IPS, plan=0.5, skills_gap=0.6)
    people = [
        person(id=10, **{**lives, "measure_weeks": 1, "caseworker": 1, "arm": 1}),
        waiting_for(Measure.IPS, id=11, measure_since=38),
        person(id=12, **{**lives, "status": Status.EMPLOYED, "measure_weeks": 5}),
        waiting_for(Measure.WORK_PRACTICE, id=13, measure_since=38, office=1, caseworker=2),
        waiting_for(Measure.WORK_PRACTICE, id=14, measure_since=37, office=1, caseworker=2),
    ]
    terms = every_kind()
    terms[Measure.IPS] = measure_terms(
        places=10.0, gain=0.6, weeks=20, suits_burden=0.3, answers_skills=0.0, coping=0.0
    )
    terms[Measure.WORK_PRACTICE] = measure_terms(places=10.0, weeks=13)
    there = world(
        people,
        caseworkers=[caseworker(), caseworker(arm=1), caseworker(office=1)],
        offices=[office(registered=100), office(registered=100)],
        measures=terms,
        policy=[
            policy(organisation__measure_places=1.0, organisation__measure_wait=4.0),
            policy(),
            policy(individualization__ips_fidelity=0.7, organisation__measure_wait=4.0),
        ],
        parameters=parameters(referral__patience=8, measure_quality__skills_speed=0.04, **GAINS),
    )
    ola, amina, employed, per, kari = people
    before = Before(there)
    run_measures(there, week(40, Luck(otherwise=0.0)))
    assert happened(there) == [
        (EventKind.MEASURE_ENDED, 10, -1, -1, Measure.IPS, 0.0),
        (EventKind.MEASURE_BEGAN, 11, -1, -1, Measure.IPS, 0.0),
        (EventKind.MEASURE_BEGAN, 14, -1, -1, Measure.WORK_PRACTICE, 0.0),
    ]
    assert (ola.measure_gain, ola.status) == (approx(0.0246), Status.SEEKING)
    assert (amina.measure, amina.measure_weeks) == (Measure.IPS, 20)
    assert (kari.measure, kari.measure_weeks, per.measure) == (Measure.WORK_PRACTICE, 13, 0)
    assert before.changes(employed) == {}
    filled = {"capacity": 1, "taken": 1}
    assert before.changes(there.places[Measure.IPS]) == {**filled, "first_waiting": 1}
    assert before.changes(there.places[9 + Measure.WORK_PRACTICE]) == {**filled, "waiting": 1, "first_waiting": 4}


def test_where_nobody_is_registered_there_are_no_places():
    """Nobody to offer them to: capacity 0, and nothing happens."""
    there = world(offices=[office(registered=0)], measures=every_kind(IPS=40.0),
                  policy=policy(organisation__measure_places=1.5))  # fmt: skip
    run_measures(there, week(0))
    assert sum(each.capacity for each in there.places) == 0
    assert happened(there) == []
