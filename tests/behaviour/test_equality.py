"""Creaming, the digital divide and like cases week by week: worked cases of sim/behaviour/equality.py."""

from builder import Before, like_cases, office, office_week, parameters, person, world
from builder import caseworker as worker
from pytest import approx, mark

from sim.behaviour.equality import (
    N_NEEDS,
    forget_like_cases,
    noise_of_mean,
    note_case,
    tell_who_gets_what,
    unequal_treatment_now,
)
from sim.terms import NeedsGroup

NEED, OTHER_NEED = NeedsGroup.TRENGER_VEILEDNING, NeedsGroup.JOBBE_DELVIS
SKILL = parameters(people__weak_digital_below=0.4)


def gathered(there, row, need, *talks):
    """Like cases of one caseworker with so many talks a week each."""
    cases = there.like_cases[row * N_NEEDS + need]
    cases.n, cases.talks, cases.squares = len(talks), sum(talks), sum(each * each for each in talks)


def staffed(n=3):
    """An office of so many caseworkers, after another with one."""
    return world(caseworkers=[worker(), *(worker(office=1) for _ in range(n))], offices=[office(), office()])


def test_karis_talks_count_with_her_caseworker_and_her_true_need_from_eight_weeks_on():
    """6 talks in 8 weeks are .75 a week, squared .5625; Ola has been there for 7 weeks, and Per is somebody else's."""
    there, books = staffed(), office_week()
    cases = there.like_cases[2 * N_NEEDS + NEED]
    cases.n, cases.talks, cases.squares = 3, 1.5, 0.8
    before = Before(there)
    note_case(person(caseworker=2, true_need=NEED, weeks_unemployed=8, talks=6), books, there, SKILL)
    note_case(person(caseworker=2, true_need=NEED, weeks_unemployed=7, talks=6), books, there, SKILL)
    assert before.changed() == [cases]
    assert before.changes(cases) == approx({"n": 4, "talks": 2.25, "squares": 1.3625})
    note_case(person(caseworker=1, true_need=OTHER_NEED, weeks_unemployed=10, talks=2), books, there, SKILL)
    assert before.changed() == [there.like_cases[N_NEEDS + OTHER_NEED], cases]


@mark.parametrize(("skill", "sums"), [(0.4, (3, 1.9, 0.5)), (0.39, (2, 1.2, 1.2))])
def test_karis_experience_counts_among_those_who_are_as_able_as_she_is(skill, sums):
    """From .4 on she is able: 1.2 + .7 of three people; below it .5 + .7 of the weak."""
    books = office_week(able=2, experience_able=1.2, experience_weak=0.5)
    note_case(person(digital_skill=skill, experience=0.7), books, staffed(), SKILL)
    assert (books.able, books.experience_able, books.experience_weak) == approx(sums)


def test_an_office_forgets_its_own_like_cases_and_no_others():
    there = staffed(2)
    for row in range(3):
        gathered(there, row, NEED, 0.1, 0.2)
        gathered(there, row, OTHER_NEED, 0.3)
    before = Before(there)
    forget_like_cases(there.offices[1], there)
    own = [there.like_cases[row * N_NEEDS + need] for row in (1, 2) for need in (NEED, OTHER_NEED)]
    assert before.changed() == own
    assert all((cases.n, cases.talks, cases.squares) == (0, 0.0, 0.0) for cases in own)


def test_chance_moves_a_mean_the_less_the_more_cases_there_are():
    """Of .1, .1, .2, .3, .3 the mean of the squares is .048, and the square of the mean .04: .008 over 4 is .002."""
    assert noise_of_mean(like_cases(n=5, talks=1.0, squares=0.24)) == approx(0.002)


def test_asta_who_talks_four_times_as_often_with_like_cases_as_berit_treats_them_unequally():
    """Asta's five have .2 a week, Berit's six .05, together 1.3 / 11 = .118182: .081818 above it and .068182 below.

    Less noise of .002 and (.005 - .0025) / 5 = .0005: 5 * (.006694 - .002) + 6 * (.004649 - .0005) = .048364, of 11
    cases .0043967, its root .0663075 a week: 3.447991 a year. Cato's four are too few; the other office is not ours.
    """
    there = staffed()
    gathered(there, 0, NEED, *[0.9] * 8)
    gathered(there, 1, NEED, 0.1, 0.1, 0.2, 0.3, 0.3)
    gathered(there, 2, NEED, 0.0, 0.0, 0.0, 0.1, 0.1, 0.1)
    gathered(there, 3, NEED, 0.8, 0.8, 0.8, 0.8)
    assert unequal_treatment_now(there.offices[1], there) == approx(3.447991, abs=1e-5)


def test_cases_of_another_need_are_compared_with_each_other_alone():
    """Asta's and Berit's five of one need are all alike at .3, those of another at .1: no spread, though needs differ.

    With Berit's at .2 there: .05 from .15 for each of ten of twenty cases, .0025 / 2, its root .0353553: 1.838478.
    """
    there = staffed(2)
    for row in (1, 2):
        gathered(there, row, NEED, *[0.25] * 5)
        gathered(there, row, OTHER_NEED, *[0.125] * 5)
    assert unequal_treatment_now(there.offices[1], there) == 0.0
    gathered(there, 1, OTHER_NEED, *[0.1] * 5)
    gathered(there, 2, OTHER_NEED, *[0.2] * 5)
    assert unequal_treatment_now(there.offices[1], there) == approx(1.838478, abs=1e-5)


def test_where_chance_explains_all_of_it_or_nobody_has_cases_there_is_no_unequal_treatment():
    """Both have .5 a week in the mean, of people between 0 and 1: the noise is more than the spread."""
    there = staffed(2)
    assert unequal_treatment_now(there.offices[1], there) == 0.0
    for row in (1, 2):
        gathered(there, row, NEED, 0.0, 0.0, 0.5, 1.0, 1.0)
    assert unequal_treatment_now(there.offices[1], there) == 0.0


def test_the_books_of_a_week_tell_who_gets_what():
    """Called: 1.8 of 4, .45; due: 2.7 of 9, .3: creamed .15. Experience: 4.2 of 6, .7, less 2.0 of 4, .5: .2."""
    there = staffed(2)
    gathered(there, 1, NEED, *[0.1] * 5)
    gathered(there, 2, NEED, *[0.2] * 5)
    counted = there.offices[1]
    counted.talks_held, counted.chance_held, counted.talks_due, counted.chance_due = 4, 1.8, 9, 2.7
    books = office_week(able=6, experience_able=4.2, experience_weak=2.0)
    before = Before(books, counted)
    tell_who_gets_what(counted, books, 10, there)
    assert before.changes(books) == approx(
        {"creaming": 0.15, "unequal_treatment": 2.6, "experience_able": 0.7, "experience_weak": 0.5,
         "digital_divide": 0.2}
    )  # fmt: skip
    assert before.changed() == [books]


@mark.parametrize(("able", "experiences"), [(0, (0.0, 0.5)), (4, (0.5, 0.0))])
def test_where_nobody_is_called_or_all_are_alike_there_is_nothing_to_tell(able, experiences):
    """Four people, all weak or all able, with 2.0 of experience: .5 of the one group, no divide, no creaming."""
    there = staffed(1)
    sums = {"experience_able": 2.0} if able else {"experience_weak": 2.0}
    books = office_week(able=able, **sums)
    tell_who_gets_what(there.offices[1], books, 4, there)
    assert (books.experience_able, books.experience_weak) == experiences
    assert (books.digital_divide, books.creaming, books.unequal_treatment) == (0.0, 0.0, 0.0)


@mark.parametrize("able", [1, 3])
def test_one_person_of_a_kind_is_enough_for_a_divide(able):
    """One with .9 beside three with .3 each, whoever is the able one."""
    books = office_week(able=able, experience_able=0.9, experience_weak=0.9)
    there = staffed(1)
    tell_who_gets_what(there.offices[1], books, 4, there)
    assert books.digital_divide == approx(0.6 if able == 1 else -0.6)


def test_a_single_call_is_told():
    there = staffed(1)
    counted = there.offices[1]
    counted.talks_held, counted.chance_held, counted.talks_due, counted.chance_due = 1, 0.3, 2, 0.8
    books = office_week()
    tell_who_gets_what(counted, books, 1, there)
    assert books.creaming == approx(-0.1)
