"""Free places in measures: worked cases of sim/behaviour/free_places.py: who gets what the queues leave."""

import pytest
from builder import Before, caseworker, happened, measure_terms, office, parameters, person, places, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.free_places import (
    chance_of_free_place,
    choose_free,
    fill_free_places,
    first_undecided,
    free_places,
    offer_free_place,
    weight_of_free,
)
from sim.events import EventKind
from sim.terms import N_MEASURES, Benefit, Decision, Measure, NeedsGroup, Status, Strategy

NUMBERS = dict(
    referral__strategy_favour=1.6, referral__free_at_most=0.3, referral__young_first=2.5,
    referral__hours_outside_talks=0.4, referral__ips_from=0.4, referral__ips_motivation=0.35,
)  # fmt: skip
ORDER = policy(organisation__strategy=Strategy.TRAIN_THEN_PLACE)


def kari_of(**fields):
    """Kari, 44, who needs guidance and has dagpenger; listed last among those who want nothing yet."""
    return person(**{
        "id": 41, "age": 44, "needs_group": NeedsGroup.TRENGER_VEILEDNING, "benefit": Benefit.DAGPENGER, **fields
    })  # fmt: skip


def with_free(*people, usual, free, **fields):
    """A second office of these people, listed from the last row, with so many places free of each kind."""
    terms = {kind: measure_terms(usual_ordinary=usual.get(kind, 0.0), usual_reduced=0.0, weeks=13) for kind in Measure}
    for row, each in enumerate(people):
        each.office = 1
        each.next_in_list = row - 1
        each.caseworker = 1
    there = world(
        people,
        caseworkers=[caseworker(id=6), caseworker(id=7, office=1, backlog=0.3)],
        offices=[office(), office(**fields)],
        measures=terms,
        parameters=parameters(**NUMBERS),
        policy=ORDER,
    )
    for kind, number in free.items():
        there.places[N_MEASURES + kind] = places(capacity=7 + number, taken=7)
    there.places[N_MEASURES] = places(waiting=len(people), first_waiting=len(people) - 1)
    return there


@pytest.mark.parametrize("capacity, taken, free", [(9, 7, 2), (7, 7, 0), (5, 7, 0)])
def test_a_place_is_free_that_nobody_has_and_there_are_never_fewer_than_none(capacity, taken, free):
    """Nine places and seven taken leave two; where there are too many inside, none."""
    there = world(places={Measure.AFT: places(capacity=capacity, taken=taken)})
    assert free_places(there.offices[0], Measure.AFT + 0, there) == free


def test_the_chance_is_free_places_over_those_who_may_have_them_the_young_first():
    """Two free of three kinds; three people, one of them 22 and with need, who counts 2.5: 2 / 4.5; at most .3.

    Of four more at 44 it is 2 / 8.5.
    """
    few = [kari_of(), kari_of(age=22), kari_of()]
    usual = {Measure.WORK_PRACTICE: 0.3}
    free = {Measure.WORK_PRACTICE: 1, Measure.KVP: 1, Measure.AFT: -2}
    there = with_free(*few, usual=usual, free=free)
    assert chance_of_free_place(there.offices[1], there) == 0.3
    there = with_free(*few, *(kari_of() for _ in range(4)), usual=usual, free=free)
    assert chance_of_free_place(there.offices[1], there) == approx(0.235294, abs=1e-6)


def test_one_free_place_for_one_person_is_offered_at_the_highest_chance():
    """One over one is 1, and .3 the most; the place is in work practice, the first of the kinds."""
    there = with_free(kari_of(), usual={Measure.WORK_PRACTICE: 0.3}, free={Measure.WORK_PRACTICE: 1})
    assert chance_of_free_place(there.offices[1], there) == 0.3


def test_the_list_of_the_undecided_begins_with_the_last_row_and_an_old_one_is_not_read():
    """Three in the second office's list: row 2. Of nobody it is -1, whatever row an earlier week has left."""
    there = with_free(kari_of(), kari_of(), kari_of(), usual={}, free={})
    assert first_undecided(there.offices[1], there) == 2
    there.places[N_MEASURES].waiting = 0
    assert first_undecided(there.offices[1], there) == -1


def test_there_is_no_chance_without_a_free_place_or_anybody_to_have_it():
    """None free; or nobody in the list, whatever an earlier week has left there."""
    there = with_free(kari_of(), usual={Measure.AFT: 0.3}, free={Measure.AFT: 0})
    assert chance_of_free_place(there.offices[1], there) == 0.0
    there = with_free(kari_of(), usual={Measure.AFT: 0.3}, free={Measure.AFT: 4})
    there.places[N_MEASURES].waiting = 0
    assert chance_of_free_place(there.offices[1], there) == 0.0


def test_a_kind_weighs_by_the_standard_menu_and_the_places_free():
    """Training .25, 1.6 times where it comes first, and three free: 1.2; of practice, .25, none is free."""
    usual = {Measure.TRAINING: 0.25, Measure.WORK_PRACTICE: 0.25}
    there = with_free(kari_of(), usual=usual, free={Measure.TRAINING: 3, Measure.WORK_PRACTICE: 0})
    kari, here = there.jobseekers[0], there.offices[1]
    assert weight_of_free(kari, Measure.TRAINING + 0, here, ORDER, there) == approx(1.2)
    assert weight_of_free(kari, Measure.WORK_PRACTICE + 0, here, ORDER, there) == 0.0


@pytest.mark.parametrize("drawn, kind", [
    (0.0, Measure.WORK_PRACTICE), (0.33, Measure.WORK_PRACTICE), (0.34, Measure.FOLLOW_UP), (0.99, Measure.FOLLOW_UP),
])  # fmt: skip
def test_a_kind_is_drawn_by_its_weight(drawn, kind):
    """One practice place at .2 against four of follow-up at .1: .2 of .6, a third."""
    usual = {Measure.WORK_PRACTICE: 0.2, Measure.FOLLOW_UP: 0.1}
    there = with_free(kari_of(), usual=usual, free={Measure.WORK_PRACTICE: 1, Measure.FOLLOW_UP: 4})
    luck = Luck({(Decision.FREE_PLACE_KIND, 41): drawn}, otherwise=0.5)
    assert choose_free(there.jobseekers[0], there.offices[1], ORDER, there, week(9, luck)) == kind


def test_the_lowest_lot_draws_a_kind_with_a_free_place():
    """Of practice none is free: lot 0 is AFT's."""
    there = with_free(kari_of(), usual={Measure.WORK_PRACTICE: 0.2, Measure.AFT: 0.2}, free={Measure.AFT: 1})
    luck = Luck({(Decision.FREE_PLACE_KIND, 41): 0.0}, otherwise=0.5)
    assert choose_free(there.jobseekers[0], there.offices[1], ORDER, there, week(9, luck)) == Measure.AFT


def test_nothing_is_drawn_where_nothing_free_is_open_to_kari():
    """The one free place is in KVP, and she has dagpenger."""
    there = with_free(kari_of(), usual={Measure.KVP: 0.4}, free={Measure.KVP: 1})
    assert choose_free(there.jobseekers[0], there.offices[1], ORDER, there, week(9, Luck(otherwise=0.0))) == 0


def test_kari_is_offered_a_free_place_and_begins_and_her_caseworker_has_the_papers_next_week():
    """.4 hours come to the .3 that lie there; the place is taken, the office counts her."""
    there = with_free(kari_of(), usual={Measure.AFT: 0.4}, free={Measure.AFT: 2})
    kari, asta, here = there.jobseekers[0], there.caseworkers[1], there.offices[1]
    before = Before(there)
    offer_free_place(kari, here, there, week(23, Luck(otherwise=0.5)))
    assert before.changes(kari) == {
        "status": Status.IN_MEASURE, "measure": Measure.AFT, "measure_weeks": 13, "measure_since": 23,
    }  # fmt: skip
    assert before.changes(asta) == {"backlog": approx(0.7)}
    assert before.changes(here) == {"referred_outside_talks": 1}
    assert before.changes(there.places[N_MEASURES + Measure.AFT]) == {"taken": 8}
    assert before.changed() == [kari, asta, here, there.places[N_MEASURES + Measure.AFT]]
    assert happened(there) == [
        (EventKind.REFERRED, 41, 7, -1, Measure.AFT, 0.0), (EventKind.MEASURE_BEGAN, 41, -1, -1, Measure.AFT, 0.0),
    ]  # fmt: skip


def test_to_whom_nothing_free_is_open_nothing_happens():
    """Only KVP is free, and she has dagpenger: no papers, no count."""
    there = with_free(kari_of(), usual={Measure.KVP: 0.4}, free={Measure.KVP: 2})
    before = Before(there)
    offer_free_place(there.jobseekers[0], there.offices[1], there, week(23, Luck(otherwise=0.5)))
    assert (before.changed(), happened(there)) == ([], [])


@pytest.mark.parametrize("free, begun", [(2, [42, 44]), (3, [42, 44, 41])])
def test_of_those_drawn_the_highest_lot_chooses_first_and_the_last_finds_nothing(free, begun):
    """Two free for four, Ida at 22 counting 2.5: 2 / 5.5 is more than .3, so .3, and .75 for her.

    Kari draws .29, Ida .74, Lars .31, Per .28: all but Lars are drawn. By lot Ida comes first, then Per; Kari finds
    nothing left, though she is the oldest; of three places (3 / 5.5) she has the last.
    """
    people = [kari_of(), kari_of(id=42, age=22), kari_of(id=43), kari_of(id=44)]
    there = with_free(*people, usual={Measure.AFT: 0.4}, free={Measure.AFT: free})
    drawn = {41: 0.29, 42: 0.74, 43: 0.31, 44: 0.28}
    place = {41: 0.2, 42: 0.8, 43: 0.9, 44: 0.6}
    luck = Luck({
        **{(Decision.FREE_PLACE, who): lot for who, lot in drawn.items()},
        **{(Decision.PLACE_IN_QUEUE, who): lot for who, lot in place.items()},
    })  # fmt: skip
    fill_free_places(there, week(23, luck))
    assert [story[1] for story in happened(there) if story[0] == EventKind.MEASURE_BEGAN] == begun
    assert there.offices[1].referred_outside_talks == free
    assert [each.id for each in people if each.status == Status.IN_MEASURE] == sorted(begun)


def test_kari_alone_has_one_of_two_free_places_once():
    """Two over one is more than .3: at .29 she begins; the other place stays free."""
    there = with_free(kari_of(), usual={Measure.AFT: 0.4}, free={Measure.AFT: 2})
    fill_free_places(there, week(23, Luck({(Decision.FREE_PLACE, 41): 0.29})))
    assert there.jobseekers[0].status == Status.IN_MEASURE
    assert there.offices[1].referred_outside_talks == 1
    assert there.places[N_MEASURES + Measure.AFT].taken == 8


def test_ida_is_young_and_is_passed_over_at_a_lot_above_her_own_chance():
    """.3 * 2.5 = .75: at .76 she gets none, and neither does Kari at .31; nothing changes."""
    there = with_free(kari_of(), kari_of(id=42, age=22), usual={Measure.AFT: 0.4}, free={Measure.AFT: 2})
    before = Before(there)
    fill_free_places(there, week(23, Luck({(Decision.FREE_PLACE, 41): 0.31, (Decision.FREE_PLACE, 42): 0.76})))
    assert before.changed() == []
