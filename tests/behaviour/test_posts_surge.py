"""Overtime and temporary staff in a surge: worked cases of sim/behaviour/posts.py."""

from builder import caseworker, office, parameters, policy, world
from pytest import approx

from sim.behaviour.posts import call_surge_staff

SURGE = {
    "posts__surge_from": 1.2, "posts__overtime": 0.03, "posts__overtime_price": 1.5, "posts__temporaries": 0.08,
    "posts__temporaries_weeks": 4.0, "posts__surge_most": 0.2, "staff__newcomer_skill": 0.5, "hours__overhead": 0.36,
}  # fmt: skip


def pressed(allowed=1.0, pressure=1.5, absent_weeks=3, **more):
    """Asta in a whole post with 4 hours left, Bent in a half with 1, Cora away; 20 hours are done already."""
    staff = [
        caseworker(pressure=1.6, hours_left=4.0),
        caseworker(pressure=1.4, hours_left=1.0, fraction=0.5),
        caseworker(absent_weeks=absent_weeks),
    ]
    at = office(
        pressure=pressure, posts_filled=2.5, n_present=2, hours_mandatory=14.0, hours_assessment=3.0,
        hours_dialogue=1.0, hours_reception=2.0, hours_contracted=93.75, hours_overhead=18.0, temporary_pay=0.04,
    )  # fmt: skip
    there = world(
        caseworkers=staff, offices=[at], policy=policy(organisation__surge_staff=allowed),
        parameters=parameters(**{**SURGE, **more}),
    )  # fmt: skip
    call_surge_staff(there)
    return staff, at


def test_a_pressed_office_works_overtime_and_hires_temporaries_little_by_little():
    """Of 93.75 paid hours 3 % of pay at 1.5 times the price are 1.875; temporaries are a fourth of the way from 4 %
    to 8 %, 5 %: 4.6875 hours, of which .5 * .64, 1.5, are of use. Two thirds of the 3.375 are Asta's, 6.25 left, and a
    third Bent's, 2.125. Of 25 usable hours before, 3.375 are .135 more: pressures over 1.135. 3.1875 go to meetings.
    """
    (asta, bent, cora), at = pressed()
    assert (at.overtime_pay, at.temporary_pay) == approx((0.03, 0.05))
    assert (at.overtime_hours, at.temporary_hours) == approx((1.875, 4.6875))
    assert (asta.hours_left, bent.hours_left, cora.hours_left) == approx((6.25, 2.125, 0.0))
    assert (asta.pressure, bent.pressure, cora.pressure) == approx((1.6 / 1.135, 1.4 / 1.135, 0.0))
    assert (at.hours_contracted, at.hours_overhead, at.pressure) == approx((100.3125, 21.1875, 1.5))
    assert (asta.hours_contracted, asta.hours_overhead) == approx((4.375, 2.125))


def test_a_calm_office_lets_temporaries_go_again_and_works_no_overtime():
    """At 1.2 it is calm: a fourth of 4 % leave, 3 %; so it is where the policy allows none."""
    for allowed, pressure in ((1.0, 1.2), (0.0, 1.5)):
        _, at = pressed(allowed, pressure)
        assert (at.overtime_pay, at.temporary_pay) == approx((0.0, 0.03))


def test_help_costs_no_more_than_a_limit():
    """6.5 % at most: 5 % are for temporaries, so 1.5 % for overtime; with 4.5 % temporaries are cut to that."""
    _, at = pressed(posts__surge_most=0.065)
    assert (at.overtime_pay, at.temporary_pay) == approx((0.015, 0.05))
    _, at = pressed(posts__surge_most=0.045)
    assert (at.overtime_pay, at.temporary_pay) == approx((0.0, 0.045))


def test_where_nobody_is_at_work_nobody_is_helped_or_paid_for_it():
    """Those of the week before are gone too."""
    at = office(pressure=2.0, posts_filled=1.0, temporary_pay=0.04, overtime_pay=0.02)
    there = world(
        caseworkers=[caseworker(absent_weeks=2)], offices=[at], policy=policy(organisation__surge_staff=1.0),
        parameters=parameters(**SURGE),
    )  # fmt: skip
    call_surge_staff(there)
    assert (at.overtime_pay, at.temporary_pay, at.overtime_hours, at.temporary_hours) == (0.0, 0.0, 0.0, 0.0)
    assert at.hours_contracted == 0.0


def test_one_who_is_left_at_work_is_helped_out():
    """3 % of the pay of one post are .75 hours of overtime, and 1 % and 7 % / 4 of temporaries 1.03125: .33 of use."""
    at = office(pressure=1.5, posts_filled=1.0, n_present=1, temporary_pay=0.01)
    asta = caseworker(pressure=1.6, hours_left=4.0)
    there = world(
        caseworkers=[asta], offices=[at], policy=policy(organisation__surge_staff=1.0), parameters=parameters(**SURGE)
    )
    call_surge_staff(there)
    assert (at.overtime_hours, at.temporary_hours, asta.hours_left) == approx((0.75, 1.03125, 5.08))
