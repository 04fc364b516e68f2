"""One caseworker's week of 37.5 hours: worked cases of sim/behaviour/hours.py."""

from builder import Before, caseworker, office, parameters, policy
from pytest import approx, mark

from sim.behaviour.hours import hours_for_cases, kept_for_talks, leave_hours, plan_caseworker_week, work_pressure
from sim.terms import SteeringSignal

BOOKS = (
    "hours_contracted", "hours_vacant", "hours_leave", "hours_absence", "hours_overhead", "hours_learning",
    "hours_relearning", "hours_employers", "hours_mandatory", "hours_assessment", "hours_dialogue", "hours_reception",
    "hours_absorbed", "pressure", "staff_experience",
)  # fmt: skip


def hours(**more):
    """Of 37.5 hours 5.5 are leave, a fourth of the other 32 meetings; a fourth of what is for cases is kept for talks.

    .7 of what is not done still waits.
    """
    numbers = {
        "leave": 286.0, "overhead": 0.25, "platform": 0.2, "guard": 0.25, "protected_most": 0.6, "usual_load": 0.5,
        "asked_presses": 0.2, "signal_effect": 0.1, "placements_guard": 0.5, "backlog_kept": 0.7,
    }  # fmt: skip
    named = {f"hours__{name}": value for name, value in {**numbers, **more}.items()}
    return parameters(posts__hours_at_work=28.3, **named)


def levers(**more):
    """An office that trains for .1 of the week, has .75 of a platform, gives .2 to employers and guards follow-up."""
    usual = {
        "organisation__staff_training": 0.1,
        "organisation__learning_platform": 0.75,
        "organisation__market_team": 0.2,
        "organisation__signal": SteeringSignal.FOLLOW_UP,
        "organisation__consistency": 1.0,
        "channel__reinvested_share": 0.4,
    }
    return policy(**{**usual, **more})


def relearning_office(**more):
    """An office of four at work where an eighth of the time goes to relearning, with 100 in each of its books."""
    fields = {"relearning": 0.125, "n_present": 4, "posts_present": 4.0, "reception_need": 6.4, "hours_freed": 2.0}
    return office(**{**dict.fromkeys(BOOKS, 100.0), **fields, **more})


def asta(**more):
    """Asta with 4.9 hours of mandatory work, 1.2 of assessments, .7 of messages and 2.8 of talks asked for."""
    fields = {"mandatory_need": 4.9, "assessment_need": 1.2, "dialogue_need": 0.7, "asked_need": 2.8, "stress": 0.2}
    return caseworker(**{**fields, "hours_left": 3.0, "carried_hours": 0.5, "backlog": 2.0, **more})


def test_asta_has_left_for_talks_what_everything_else_leaves():
    """Of 32 hours at work meetings take 8, learning .1 + .2 * .75 8 too; relearning an eighth of 16, 2; employers 2.8.

    Of 11.2 hours for cases 4.9 + 1.2 + .7 + a fourth of 6.4 for phone and door, 8.4, are asked for, .75; talks asked
    for are a fourth, .05 of pressure: .8, 1.6 times the usual half. A tenth of the 4.9 is put off, .7 of which waits,
    .343; so 7.91 are done, which leaves the 2.8 kept for talks alone. Of the 2 hours that were freed .6 go
    elsewhere, a fourth of that from Asta, .3 (R14). With half an hour of last week 3.49 are left: all talks asked for,
    at stress .2 .8 of that, of one in four .2 (R1; NAV facts 8.11, 8.14).
    """
    worker, there = asta(), relearning_office()
    before = Before(worker, there)
    plan_caseworker_week(worker, there, levers(), hours())
    assert before.changes(worker) == approx({"hours_left": 3.49, "backlog": 0.343, "pressure": 1.6})
    assert before.changes(there) == approx(
        {
            "hours_contracted": 137.5, "hours_leave": 105.5, "hours_overhead": 108.0, "hours_learning": 108.0,
            "hours_relearning": 102.0, "hours_employers": 102.8, "hours_mandatory": 104.41, "hours_assessment": 101.2,
            "hours_dialogue": 100.7, "hours_reception": 101.6, "hours_absorbed": 100.3, "pressure": 100.4,
            "staff_experience": 100.2,
        }
    )  # fmt: skip


def test_overloaded_asta_does_three_tenths_of_everything_and_still_has_a_fourth_for_talks():
    """Of 24 mandatory hours a tenth is put off: 21.6 + 1.2 + 3.6 + 1.6 = 28 for the 8.4 that talks leave, .3.

    Of the rest, 19.6 + 2.4, .7 waits, 15.4. 30.4 of 11.2 and all of talks asked for, .2, over .5: pressure 5.828571.
    The 2.8 kept for talks stay, of 30 asked for. That the strictest order would leave none at all, at as many cases as
    some offices have, is what the guard is for (8.14, 8.20).
    """
    worker = asta(mandatory_need=24.0, dialogue_need=3.6, asked_need=30.0, carried_hours=0.0)
    there = relearning_office()
    before = Before(worker, there)
    plan_caseworker_week(worker, there, levers(), hours())
    assert before.changes(worker) == approx({"hours_left": 2.8, "backlog": 15.4, "pressure": 5.828571})
    books = {
        "hours_mandatory": 106.48, "hours_assessment": 100.36, "hours_dialogue": 101.08, "hours_reception": 100.48,
        "hours_absorbed": 100.0, "pressure": 101.4571428, "staff_experience": 100.0186667,
    }  # fmt: skip
    assert {name: getattr(there, name) for name in books} == approx(books)


def test_absent_asta_is_paid_has_her_leave_and_does_nothing():
    """37.5 hours: 5.5 of leave, as in every week, 32 of absence; no other book is touched (NAV facts 3.9)."""
    worker, there = asta(absent_weeks=1, protected_hours=3.0), relearning_office()
    before = Before(worker, there)
    plan_caseworker_week(worker, there, levers(), hours())
    assert before.changes(worker) == {"hours_left": 0.0, "protected_hours": 0.0}
    assert before.changes(there) == {"hours_contracted": 137.5, "hours_leave": 105.5, "hours_absence": 132.0}


def test_an_empty_post_has_hours_of_its_own_that_nobody_is_paid_for():
    """Asta has left: 37.5 hours are empty, none contracted, none absent, and no leave is taken."""
    worker, there = asta(absent_weeks=5, vacant_post=1), relearning_office()
    before = Before(worker, there)
    plan_caseworker_week(worker, there, levers(), hours())
    assert before.changes(there) == {"hours_vacant": 137.5}


def test_half_a_post_has_half_of_everything():
    """18.75 hours, 2.75 of leave, 4 of meetings, 4 of learning, 1 and 1.4: 5.6 for cases."""
    worker, there = asta(fraction=0.5), relearning_office()
    plan_caseworker_week(worker, there, levers(), hours())
    assert (there.hours_contracted, there.hours_leave, there.hours_overhead) == approx((118.75, 102.75, 104.0))
    assert (there.hours_learning, there.hours_relearning, there.hours_employers) == approx((104.0, 101.0, 101.4))
    assert leave_hours(worker, hours()) == approx(2.75)
    assert hours_for_cases(worker, there, levers(), hours()) == approx(5.6)


@mark.parametrize(
    ("asked", "available", "pressure"), [(0.0, 11.2, 1.5), (5.6, 11.2, 1.7), (11.2, 11.2, 1.9), (40.0, 11.2, 1.9)]
)
def test_talks_asked_for_press_less_than_other_work_and_not_without_bound(asked, available, pressure):
    """8.4 of 11.2 hours are 1.5 times the usual half. .2 of half the hours in talks is .1, of all, or more, .2."""
    assert work_pressure(asta(asked_need=asked), 1.6, available, hours()) == approx(pressure)


def test_where_there_are_no_hours_pressure_is_measured_against_a_tenth_of_one():
    """.04 mandatory hours in no time: .4, with half of .1 asked for .1 more, over .5."""
    worker = asta(mandatory_need=0.04, assessment_need=0.0, dialogue_need=0.0, asked_need=0.05)
    assert work_pressure(worker, 0.0, 0.0, hours()) == approx(1.0)


@mark.parametrize(
    ("protected", "income", "kept"),
    [(0.0, 0.0, 2.8), (2.0, 0.0, 2.8), (5.0, 0.0, 5.0), (0.0, 0.5, 1.4), (0.0, 1.0, 0.0)],
)
def test_a_fourth_or_the_protected_talks_if_more_is_kept_and_nothing_where_all_is_income_work(protected, income, kept):
    """.25 of 11.2 hours is 2.8; half of them where half the hours are for income work, which has no talks."""
    worker = asta(protected_hours=protected, income_share=income)
    assert kept_for_talks(worker, 11.2, hours()) == approx(kept)


@mark.parametrize(
    ("need", "protected", "mandatory", "backlog"),
    [(2.0, 2.0, 4.41, 0.343), (4.24, 4.24, 3.8803793, 1.008), (9.0, 6.72, 2.4976991, 2.744)],
)
def test_a_protected_rhythm_goes_before_mandatory_work_up_to_six_tenths_of_the_hours(
    need, protected, mandatory, backlog
):
    """2 hours are less than the 2.8 kept anyhow. 4.24 leave 6.96 for 7.91: .8798989 of 4.41 mandatory hours.

    .95 and the .49 put off are not done, .7 of 1.44 waits, 1.008. 9 would be more than .6 * 11.2 = 6.72, which leaves
    4.48: .5663717 of everything; 3.43 and .49 are not done, and 2.744 waits.
    """
    worker, there = asta(protected_need=need), relearning_office()
    plan_caseworker_week(worker, there, levers(), hours())
    assert worker.protected_hours == approx(protected)
    assert there.hours_mandatory == approx(100.0 + mandatory)
    assert worker.backlog == approx(backlog)


def test_where_all_is_income_work_an_overloaded_week_leaves_nothing():
    """11.2 of 33.74 hours are done: 30.24 of 33.6 mandatory ones, the tenth put off, 1.2, .7 and 1.6. None is left."""
    worker = asta(mandatory_need=33.6, income_share=1.0, carried_hours=0.0)
    plan_caseworker_week(worker, relearning_office(), levers(), hours())
    assert worker.hours_left == approx(0.0, abs=1e-12)


def test_hours_freed_go_elsewhere_only_as_far_as_there_are_any():
    """.6 of 400 freed hours, a fourth from each, is 60; Asta has but 8.4 - 7.91 = .49, and the kept 2.8 and .5 stay."""
    worker, there = asta(), relearning_office(hours_freed=400.0)
    plan_caseworker_week(worker, there, levers(), hours())
    assert (there.hours_absorbed, worker.hours_left) == approx((100.49, 3.3))


def test_where_all_freed_time_is_reinvested_it_goes_to_talks():
    """Nothing goes elsewhere: 11.2 - 7.91 + .5."""
    worker, there = asta(), relearning_office()
    plan_caseworker_week(worker, there, levers(channel__reinvested_share=1.0), hours())
    assert (there.hours_absorbed, worker.hours_left) == approx((100.0, 3.79))


@mark.parametrize(("asked", "experience"), [(0.0, 0.2), (3.0, 0.2), (7.58, 0.1)])
def test_who_has_time_for_more_than_is_asked_for_is_no_better_off_than_who_has_enough(asked, experience):
    """3.79 hours are left: enough for none and for 3, half of 7.58. Calm .8 of one in four is .2."""
    worker, there = asta(asked_need=asked), relearning_office(staff_experience=0.0)
    plan_caseworker_week(worker, there, levers(channel__reinvested_share=1.0), hours())
    assert there.staff_experience == approx(experience)
