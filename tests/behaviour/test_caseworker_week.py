"""A caseworker's week as it was: worked cases of sim/behaviour/caseworker_week.py, and where the week calls it."""

from builder import Before, caseworker, office, person, usual_parameters, usual_policy, week, world
from luck import Luck
from pytest import approx, mark

from sim.agents import HOURS_OF_STAFF
from sim.behaviour.caseworker_week import book_hours, note_presence, open_hours, open_hours_again
from sim.behaviour.hours import plan_hours
from sim.behaviour.rationing import follow_up


def test_what_the_office_counts_while_astas_week_is_open_is_hers():
    """The office has 100 hours of meetings and 7 of talks from others; 9 and 2 are added, then 1.5 more of talks."""
    asta = caseworker(hours_overhead=6.0, hours_slack=4.0)
    books = office(hours_overhead=100.0, hours_follow_up=7.0, hours_freed=5.0)
    open_hours(asta, books)
    books.hours_overhead += 9.0
    books.hours_follow_up += 2.0
    books.hours_freed += 3.0
    book_hours(asta, books)
    spent = {name: getattr(asta, name) for name in HOURS_OF_STAFF}
    assert {name: hours for name, hours in spent.items() if hours} == {"hours_overhead": 9.0, "hours_follow_up": 2.0}
    books.hours_follow_up += 20.0  # of others
    open_hours_again(asta, books)
    books.hours_follow_up += 1.5
    before = Before(books)
    book_hours(asta, books)
    assert (asta.hours_overhead, asta.hours_follow_up) == (9.0, 3.5)
    assert before.changed() == []


@mark.parametrize(("weeks", "present"), [(0, 1), (1, 0), (3, 0)])
def test_asta_is_present_unless_a_week_of_absence_is_left(weeks, present):
    asta = caseworker(absent_weeks=weeks, present=1 - present)
    before = Before(asta)
    note_presence(asta)
    assert before.changes(asta) == {"present": present}


def test_the_weeks_of_all_add_up_to_what_is_contracted_and_to_the_books_of_the_office():
    """Asta calls Kari, Berit has nobody and her time is left, Cato is ill: 37.5 hours each, and each use adds up.

    Dag has left: his 37.5 hours are of an empty post, and no more are spent.
    """
    staff = [caseworker(id=70), caseworker(id=80), caseworker(id=90, absent_weeks=2),
             caseworker(id=60, absent_weeks=3, vacant_post=1)]  # fmt: skip
    kari = person(id=1, last_contact=0)
    there = world([kari], staff, policy=usual_policy(), parameters=usual_parameters())
    plan_hours(there, week(40))
    follow_up(there, week(40, Luck(otherwise=0.5)))
    for each in staff:
        spent = sum(getattr(each, use) for use in HOURS_OF_STAFF if use != "hours_contracted")
        assert spent == approx(37.5)
        assert spent == approx(each.hours_contracted + each.hours_vacant)
    for use in HOURS_OF_STAFF:
        assert sum(getattr(each, use) for each in staff) == approx(getattr(there.offices[0], use)), use
    assert [each.present for each in staff] == [1, 1, 0, 0]
    assert staff[0].hours_follow_up > 0.0 and staff[1].hours_follow_up == staff[2].hours_follow_up == 0.0
    assert staff[1].hours_slack > staff[0].hours_slack > staff[2].hours_slack == 0.0
    assert (staff[3].hours_vacant, staff[3].hours_contracted, staff[2].hours_vacant) == (37.5, 0.0, 0.0)
