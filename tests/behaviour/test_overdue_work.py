"""Case work that comes late: worked cases of sim/behaviour/overdue_work.py."""

from builder import Before, caseworker, office, parameters, person, week, world
from luck import Luck
from pytest import approx, mark

from sim.behaviour.overdue_work import let_work_wait, overdue_probability, wait_for_work, work_overdue
from sim.terms import Decision, Status

NUMBERS = {"hours__overdue_asks": 0.3, "contact__trust_lost": 0.1}


def test_what_waits_in_an_office_is_on_desks_and_where_nobody_was():
    """2.5 and 1.5 hours on desks, 4 of an office that was empty: 8. The other office's 7 are its own."""
    staff = [caseworker(backlog=2.5), caseworker(backlog=1.5), caseworker(office=1, backlog=7.0)]
    there = world(caseworkers=staff, offices=[office(backlog=4.0), office()], parameters=parameters(**NUMBERS))
    before = Before(there)
    assert [work_overdue(each, there) for each in there.offices] == [8.0, 7.0]
    assert before.changed() == []


@mark.parametrize(
    ("waits", "registered", "probability"), [(8.0, 40, 0.06), (0.0, 40, 0.0), (8.0, 2, 1.0), (2.0, 0, 0.6)]
)
def test_each_hour_that_waits_makes_three_in_ten_ask(waits, registered, probability):
    """.3 * 8 of 40 people; never more than all, and an empty office divides by nobody. ASSUMED (4.4)."""
    assert overdue_probability(waits, office(registered=registered), parameters(**NUMBERS)) == approx(probability)


def test_who_already_waits_for_an_answer_waits_for_one_still():
    """One enquiry, not two, and a tenth of trust .4 gone."""
    kari = person(unresolved=1, trust=0.4)
    before = Before(kari)
    wait_for_work(kari, parameters(**NUMBERS))
    assert before.changes(kari) == approx({"trust": 0.36})


@mark.parametrize(("drawn", "late"), [(0.0599, True), (0.0601, False)])
def test_kari_whose_case_is_late_will_ask_and_trusts_nav_less(drawn, late):
    """At .06 she carries an enquiry to next week, and a tenth of trust .5 and experience .6 is gone (R23).

    Per is employed and has no case; Ola, of an office where all is done, none that is late.
    """
    kari, per = person(id=1, trust=0.5, experience=0.6), person(id=2, status=Status.EMPLOYED, trust=0.5)
    ola = person(id=3, office=1, caseworker=1, trust=0.5)
    there = world(
        [kari, per, ola], [caseworker(backlog=8.0), caseworker(office=1)],
        [office(registered=40), office(registered=40)], parameters=parameters(**NUMBERS),
    )  # fmt: skip
    before = Before(there)
    let_work_wait(there, week(7, Luck({Decision.WORK_OVERDUE: drawn})))
    expected = {"unresolved": 1, "trust": 0.45, "experience": 0.54} if late else {}
    assert before.changes(kari) == approx(expected)
    assert before.changed() == ([kari] if late else [])
