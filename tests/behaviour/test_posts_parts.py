"""The parts of a year and of a week of posts: worked cases of sim/behaviour/posts.py, each behaviour by itself."""

import pytest
from builder import Before, caseworker, office, parameters, policy, week, world
from pytest import approx

from sim.behaviour.posts import (
    call_in_help,
    count_posts,
    freed_hours,
    freed_this_week,
    fund_posts,
    help_out,
    learn_usual,
    stock_seen,
    useful_share,
    work_surge,
)

SURGE = {
    "posts__surge_from": 1.2, "posts__overtime": 0.03, "posts__overtime_price": 1.5, "posts__temporaries": 0.08,
    "posts__temporaries_weeks": 4.0, "posts__surge_most": 0.2, "staff__newcomer_skill": 0.5, "hours__overhead": 0.36,
}  # fmt: skip


# --- the year


@pytest.mark.parametrize(("hours", "freed"), [(56.0, 56.0), (0.0, 0.0), (-3.0, 0.0)])
def test_demand_that_grows_frees_nothing(hours, freed):
    assert freed_hours(office(hours_freed=hours)) == freed


@pytest.mark.parametrize(
    ("of_year", "budgeted", "seen"),
    [(6240.0, 100.0, 1.2), (6240.0, 150.0, 0.8), (520.0, 100.0, 0.2), (6240.0, 0.0, 1.0)],
)
def test_the_stock_is_the_years_mean_over_those_budgeted_for(of_year, budgeted, seen):
    """6 240 person-weeks are 120 people: 1.2 of 100. A tenth counts as .2, and a budget for nobody asks for nothing."""
    assert stock_seen(office(people_of_year=of_year, people_budgeted=budgeted)) == approx(seen)


@pytest.mark.parametrize(("funded", "budget"), [(1.5, 11.0), (0.5, 10.0), (0.0, 9.5)])
def test_posts_of_a_reform_come_once_and_go_with_it(funded, budget):
    """.5 of them are among the 10 posts already: 1.5 bring one more, none take the half away."""
    at = office(budgeted_posts=10.0, posts_funded=funded, funded_before=0.5)
    for _ in range(2):
        fund_posts(at)
        assert (at.budgeted_posts, at.funded_before) == approx((budget, funded))


@pytest.mark.parametrize(("number", "kept", "housed"), [(111, 1.0, 2.8), (112, 0.5, 2.3)])
def test_posts_are_counted_by_what_they_are_and_rooms_of_a_smaller_one_are_kept_for_a_year(number, kept, housed):
    """1.5 are filled and .8 empty. The half had a whole one's rooms until 52 weeks from week 60; the frozen one's are
    gone, and nobody comes to it for two weeks more. Another office's are not counted.
    """
    staff = [
        caseworker(),
        caseworker(fraction=0.5, housed=1.0, shrunk_week=60),
        caseworker(vacant_post=1, absent_weeks=5, fraction=0.8, housed=0.6),
        caseworker(vacant_post=1, absent_weeks=1, frozen=1, fraction=0.0, housed=1.0, shrunk_week=30),
    ]
    at = office(posts_filled=9.0, posts_empty=9.0, posts_housed=9.0)
    there = world(
        caseworkers=[*staff, caseworker(office=1)],
        offices=[at, office()],
        parameters=parameters(costs__premises_weeks=52),
    )
    count_posts(at, there, week(number))
    assert (at.posts_filled, at.posts_empty, at.posts_housed) == approx((1.5, 0.8, housed))
    assert [each.housed for each in there.caseworkers] == approx([1.0, kept, 0.8, 0.0, 0.0])
    assert [each.absent_weeks for each in there.caseworkers] == [0, 0, 5, 2, 0]


# --- help in a surge


@pytest.mark.parametrize(
    ("allowed", "pressure", "present", "most", "overtime", "temporary"),
    [
        (1.0, 1.5, 2, 0.2, 0.03, 0.05),
        (0.25, 1.5, 2, 0.2, 0.0075, 0.035),
        (1.0, 1.2, 2, 0.2, 0.0, 0.03),
        (1.0, 1.5, 0, 0.2, 0.0, 0.05),
        (1.0, 1.5, 1, 0.06, 0.01, 0.05),
        (1.0, 1.5, 2, 0.045, 0.0, 0.045),
    ],
)
def test_help_is_called_in_under_pressure_as_far_as_allowed(allowed, pressure, present, most, overtime, temporary):
    """A fourth of the way from 4 % to 8 %, 5 %, and 3 % of overtime; to a quarter of it 3.5 % and .75 %; away from it
    when calm. Nobody present works overtime. 6 % at most leaves 1 %, 4.5 % none.
    """
    at = office(pressure=pressure, n_present=present, temporary_pay=0.04, overtime_pay=0.02)
    call_in_help(at, policy(organisation__surge_staff=allowed), parameters(**{**SURGE, "posts__surge_most": most}))
    assert (at.overtime_pay, at.temporary_pay) == approx((overtime, temporary))


def test_a_temporary_is_of_as_much_use_as_a_newcomer_outside_meetings():
    """.5 * (1 - .36)."""
    assert useful_share(parameters(**SURGE)) == approx(0.32)


def test_a_part_of_the_help_goes_to_half_a_post_by_its_part_of_those_at_work():
    """.5 of 1.5 is a third: one hour of overtime and two of temporaries, .64 of use and 1.36 of meetings. With relief
    of a quarter, pressure 1.4 is 1.12. It is booked on the caseworker too.
    """
    bent = caseworker(fraction=0.5, hours_left=1.0, pressure=1.4, hours_contracted=18.0, hours_overhead=4.0)
    at = office(overtime_hours=3.0, temporary_hours=6.0, hours_contracted=50.0, hours_overhead=10.0)
    before = Before(bent, at)
    help_out(bent, at, 1.5, 0.25, parameters(**SURGE))
    assert before.changes(bent) == approx(
        {"hours_left": 2.64, "pressure": 1.12, "hours_contracted": 21.0, "hours_overhead": 5.36}
    )
    assert before.changes(at) == approx({"hours_contracted": 53.0, "hours_overhead": 11.36})


def test_who_is_at_work_shares_all_the_help_and_is_relieved_by_it():
    """Of 75 paid hours 3 % of pay at 1.5 times the price are 1.5, and 5 % of temporaries 3.75, 1.2 of use. 2.7 are a
    tenth of 10 + 3 + 2 + 8 done and 4 left. Asta has 6.7 left, at 1.6 / 1.1; Bent, away, nothing of it.
    """
    asta, bent = caseworker(pressure=1.6, hours_left=4.0), caseworker(pressure=1.3, hours_left=9.0, absent_weeks=2)
    at = office(
        pressure=1.5, posts_filled=2.0, n_present=1, hours_mandatory=10.0, hours_assessment=3.0, hours_dialogue=2.0,
        hours_reception=8.0, temporary_pay=0.04,
    )  # fmt: skip
    there = world(
        caseworkers=[asta, bent], offices=[at], policy=policy(organisation__surge_staff=1.0),
        parameters=parameters(**SURGE),
    )  # fmt: skip
    before = Before(bent)
    work_surge(at, there)
    assert (at.overtime_hours, at.temporary_hours) == approx((1.5, 3.75))
    assert (asta.hours_left, asta.pressure) == approx((6.7, 1.6 / 1.1))
    assert (at.hours_contracted, at.hours_overhead) == approx((5.25, 2.55))
    assert before.changed() == []


# --- freed hours


def slow_week(**more):
    """500 people's enquiries took 12 hours, 20 talks 16; 10 and 15 would have been usual."""
    fields = {
        "enquiry_hours": 12.0, "usual_enquiry_hours": 0.02, "talks_held": 20,
        "hours_follow_up": 16.0, "usual_hours_a_talk": 0.75, "registered": 500, "people_budgeted": 400.0,
        "usual_running": 1000.0, "budgeted_posts": 5.0,
    }  # fmt: skip
    return office(**{**fields, **more})


@pytest.mark.parametrize(("asked", "talked", "freed"), [(12.0, 16.0, -3.0), (7.0, 16.0, 2.0), (12.0, 11.0, 2.0)])
def test_a_week_frees_what_it_took_less_than_usual(asked, talked, freed):
    """10 - 12 + 15 - 16 is below nothing; 5 hours less of either make it 2, however many askings took them."""
    for enquiries in (10, 50):
        at = slow_week(enquiries=enquiries, enquiry_hours=asked, hours_follow_up=talked)
        assert freed_this_week(at) == approx(freed)


def test_an_office_learns_a_tenth_of_what_the_week_was_like():
    """A tenth of the way: .02 to 12 / 500 is .0204, .75 to .8 is .755, 400 to 500 people 410; 1 000 to
    52 * 20 000 / 500 = 2 080 NOK is 1 108.
    """
    at = slow_week()
    before = Before(at)
    learn_usual(at, 20000.0, parameters(posts__memory_weeks=10.0))
    assert before.changes(at) == approx({
        "usual_enquiry_hours": 0.0204, "usual_hours_a_talk": 0.755, "usual_running": 1108.0, "people_budgeted": 410.0,
        "posts_at_start": 5.0,
    })  # fmt: skip


@pytest.mark.parametrize(("registered", "freed"), [(600, 4.0), (400, 0.0)])
def test_more_people_bring_their_usual_enquiries_with_them(registered, freed):
    """100 people more or fewer are 2 hours of enquiries that would have been usual."""
    assert freed_this_week(slow_week(enquiry_hours=7.0, registered=registered)) == approx(freed)


def test_where_nobody_talks_or_is_registered_only_that_is_learned():
    """400 people to none is 360; there is nothing to divide by."""
    at = slow_week(talks_held=0, registered=0)
    before = Before(at)
    learn_usual(at, 20000.0, parameters(posts__memory_weeks=10.0))
    assert before.changes(at) == approx({"people_budgeted": 360.0, "posts_at_start": 5.0})
