"""One caseworker's week of 37.5 hours: worked cases of sim/behaviour/hours.py."""

from builder import Before, caseworker, office, parameters, policy
from pytest import approx, mark

from sim.behaviour.hours import plan_caseworker_week
from sim.terms import SteeringSignal

BOOKS = (
    "hours_contracted", "hours_absence", "hours_overhead", "hours_learning", "hours_relearning", "hours_employers",
    "hours_mandatory", "hours_assessment", "hours_dialogue", "hours_reception", "hours_absorbed", "pressure",
    "staff_experience",
)  # fmt: skip


def hours(**more):
    """Of 37.5 hours 7.5 go to meetings and breaks, .2 to a full platform; .7 of what is not done still waits."""
    numbers = {"overhead": 0.2, "platform": 0.2, "signal_effect": 0.1, "placements_guard": 0.5, "backlog_kept": 0.7}
    named = {f"hours__{name}": value for name, value in {**numbers, **more}.items()}
    return parameters(posts__hours_at_work=28.3, **named)


def levers(**more):
    """An office that trains for .1 of the week, has .3 of a platform, gives .2 to employers and guards follow-up."""
    usual = {
        "organisation__staff_training": 0.1,
        "organisation__learning_platform": 0.3,
        "organisation__market_team": 0.2,
        "organisation__signal": SteeringSignal.FOLLOW_UP,
        "organisation__consistency": 1.0,
        "channel__reinvested_share": 0.4,
    }
    return policy(**{**usual, **more})


def relearning_office(**more):
    """An office of four at work where an eighth of the time goes to relearning, with 100 in each of its books."""
    fields = {"relearning": 0.125, "n_present": 4, "reception_need": 6.4, "hours_freed": 9.0}
    return office(**{**dict.fromkeys(BOOKS, 100.0), **fields, **more})


def asta(**more):
    """Asta with 8 hours of mandatory work, 1.2 of assessments, .7 of messages and 9.5 of talks asked for."""
    fields = {"mandatory_need": 8.0, "assessment_need": 1.2, "dialogue_need": 0.7, "follow_up_need": 9.5, "stress": 0.2}
    return caseworker(**{**fields, "hours_left": 3.0, "backlog": 2.0, **more})


def test_asta_has_left_for_talks_what_everything_else_leaves():
    """Meetings 7.5 and learning .1 + .2 * .3, 6 hours, leave 24; relearning an eighth, 3; employers a fifth of 21, 4.2.

    Of 16.8 hours 8 + 1.2 + .7 + a fourth of 6.4 for phone and door, 11.5, are asked for, with 9.5 of talks 21: 1.25
    times. A tenth of the 8 is put off, .7 of which waits, .56; so 10.7 are done. Of the 9 hours that were
    freed .6 go elsewhere, a fourth of that from Asta, 1.35 (R14). 4.75 are left: half of the talks, at stress .2 .8 of
    that, of one in four .1. Mandatory work first (R1; NAV facts 8.11, 8.14).
    """
    worker, there = asta(), relearning_office()
    before = Before(worker, there)
    plan_caseworker_week(worker, there, levers(), hours())
    assert before.changes(worker) == approx({"hours_left": 4.75, "backlog": 0.56, "pressure": 1.25})
    assert before.changes(there) == approx(
        {
            "hours_contracted": 137.5, "hours_overhead": 107.5, "hours_learning": 106.0, "hours_relearning": 103.0,
            "hours_employers": 104.2, "hours_mandatory": 107.2, "hours_assessment": 101.2, "hours_dialogue": 100.7,
            "hours_reception": 101.6, "hours_absorbed": 101.35, "pressure": 100.3125, "staff_experience": 100.1,
        }
    )  # fmt: skip


def test_overloaded_asta_does_six_tenths_of_everything_and_talks_to_nobody():
    """Of 24 mandatory hours a tenth is put off: 21.6 + 1.2 + 3.6 + 1.6 = 28 for 16.8, .6. The rest, 11.2 + 2.4, waits.

    .7 of that is 9.52. With 3.2 hours of talks 33.6 are asked for, twice what there is. Nothing is left to be saved or
    for talks; contact intervals lengthen (R4).
    """
    worker, there = asta(mandatory_need=24.0, dialogue_need=3.6, follow_up_need=3.2), relearning_office()
    before = Before(worker, there)
    plan_caseworker_week(worker, there, levers(), hours())
    assert before.changes(worker) == approx({"hours_left": 0.0, "backlog": 9.52, "pressure": 2.0})
    assert before.changes(there) == approx(
        {
            "hours_contracted": 137.5, "hours_overhead": 107.5, "hours_learning": 106.0, "hours_relearning": 103.0,
            "hours_employers": 104.2, "hours_mandatory": 112.96, "hours_assessment": 100.72, "hours_dialogue": 102.16,
            "hours_reception": 100.96, "pressure": 100.5,
        }
    )  # fmt: skip


def test_absent_asta_is_paid_and_does_nothing():
    """37.5 hours of absence; nothing is left for talks, and no other book is touched (NAV facts 3.9)."""
    worker, there = asta(absent_weeks=1), relearning_office()
    before = Before(worker, there)
    plan_caseworker_week(worker, there, levers(), hours())
    assert before.changes(worker) == {"hours_left": 0.0}
    assert before.changes(there) == {"hours_contracted": 137.5, "hours_absence": 137.5}


def test_an_empty_post_is_not_paid():
    """No hours are contracted, absent or at work; nothing is left for talks."""
    worker, there = asta(absent_weeks=5, vacant_post=1), relearning_office()
    before = Before(worker, there)
    plan_caseworker_week(worker, there, levers(), hours())
    assert before.changes(worker) == {"hours_left": 0.0}
    assert before.changes(there) == {}


def test_half_a_post_has_half_the_hours():
    """18.75 of 37.5 hours, and 3.75 of meetings."""
    worker, there = asta(fraction=0.5), relearning_office()
    plan_caseworker_week(worker, there, levers(), hours())
    assert (there.hours_contracted, there.hours_overhead) == approx((118.75, 103.75))


def test_hours_freed_go_elsewhere_only_as_far_as_there_are_any():
    """.6 of 400 freed hours, a fourth from each, is 60; Asta has but 16.8 - 10.7 = 6.1, and then none for talks."""
    worker, there = asta(), relearning_office(hours_freed=400.0)
    plan_caseworker_week(worker, there, levers(), hours())
    assert (there.hours_absorbed, worker.hours_left) == approx((106.1, 0.0))


def test_where_all_freed_time_is_reinvested_it_goes_to_talks():
    """Nothing goes elsewhere, and 6.1 of the 9.5 wished-for hours are there."""
    worker, there = asta(), relearning_office()
    plan_caseworker_week(worker, there, levers(channel__reinvested_share=1.0), hours())
    assert (there.hours_absorbed, worker.hours_left) == approx((100.0, 6.1))


def test_learning_never_takes_more_than_meetings_leave():
    """Training .2 and a platform of .3 are 18.75 hours; meetings of 22.5 leave 15, and then nothing for anything.

    The little that is asked for, .02 and .03 of talks, is measured against a tenth of an hour: half of it. All of the
    .02 waits, .014.
    """
    worker = asta(mandatory_need=0.02, assessment_need=0.0, dialogue_need=0.0, follow_up_need=0.03)
    there = relearning_office(reception_need=0.0)
    before = Before(worker, there)
    training = levers(
        organisation__staff_training=0.2, organisation__learning_platform=1.0,
        organisation__signal=SteeringSignal.THROUGHPUT,
    )  # fmt: skip
    plan_caseworker_week(worker, there, training, hours(overhead=0.6, platform=0.3))
    assert before.changes(worker) == approx({"hours_left": 0.0, "backlog": 0.014, "pressure": 0.5})
    assert before.changes(there) == approx(
        {"hours_contracted": 137.5, "hours_overhead": 122.5, "hours_learning": 115.0, "pressure": 100.125}
    )


@mark.parametrize(("wished", "experience"), [(0.0, 0.2), (3.0, 0.2), (12.2, 0.1)])
def test_who_has_time_for_more_than_is_wished_for_is_no_better_off_than_who_has_enough(wished, experience):
    """6.1 hours are left: enough for none and for 3, half of 12.2. Calm .8 of one in four is .2."""
    worker, there = asta(follow_up_need=wished), relearning_office(staff_experience=0.0)
    plan_caseworker_week(worker, there, levers(channel__reinvested_share=1.0), hours())
    assert there.staff_experience == approx(experience)


def test_an_overloaded_week_never_leaves_less_than_no_hours():
    """16.8 of 33.04 hours are done, and what rounding puts below nothing is nothing."""
    worker = asta(mandatory_need=33.04, assessment_need=0.0, dialogue_need=0.0)
    there = relearning_office(reception_need=0.0)
    plan_caseworker_week(worker, there, levers(organisation__consistency=0.0), hours())
    assert worker.hours_left == 0.0
