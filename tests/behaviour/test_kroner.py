"""Kroner of posts and channels in the books: worked cases of sim/behaviour/kroner.py."""

import pytest
from builder import Before, channel, measure_terms, office, office_week, parameters, person, policy, world
from pytest import approx

from sim.behaviour.kroner import (
    bought_share,
    check_posts,
    count_kroner,
    count_posts_kept,
    hours_on_cases,
    hours_spent,
    ict_a_person,
    measure_cost,
    price_a_week,
    price_channels,
    price_posts,
    saved,
)
from sim.terms import Channel, Measure

PRICES = {
    "costs__post_pay": 728000.0, "costs__post_other": 52000.0, "costs__premises": 31200.0, "costs__ict_base": 800.0,
    "costs__ict_slope": 200.0, "costs__ict_curve": 400.0, "costs__open_door": 400.0, "costs__centre_contact": 200.0,
    "costs__course_hour": 300.0, "posts__hours_at_work": 28.0,
}  # fmt: skip


@pytest.mark.parametrize(("built", "price"), [(0.0, 800.0), (0.5, 1000.0), (1.0, 1400.0)])
def test_the_last_digital_services_are_the_dearest(built, price):
    """800 + 200 a + 400 a²."""
    assert ict_a_person(built, parameters(**PRICES)) == approx(price)


def test_a_week_in_a_measure_costs_twelve_fifty_seconds_of_a_month():
    """6 500 a month are 1 500 a week; no other measure's price counts."""
    there = world(measures={Measure.AFT: measure_terms(price=6500.0), Measure.TRAINING: measure_terms(price=900.0)})
    assert price_a_week(person(measure=Measure.AFT), there) == approx(1500.0)


@pytest.mark.parametrize(
    ("measure", "bought"), [(Measure.FOLLOW_UP, 0.7), (Measure.AFT, 1.0), (Measure.WAGE_SUBSIDY, 1.0)]
)
def test_follow_up_by_own_staff_is_not_bought(measure, bought):
    """.3 of it is done by the office's own; everything else is bought whole (1.19), here for 1 500 a week."""
    there = world(policy=policy(organisation__in_house=0.3))
    assert bought_share(person(measure=measure), there.offices[0], there) == approx(bought)
    there.measures[measure] = measure_terms(price=6500.0)
    assert measure_cost(person(measure=measure), there.offices[0], there) == approx(1500.0 * bought)


def priced(**more):
    """An office of 1 000 people and 10 filled posts, whose door is open half of the week; its books."""
    fields = {
        "registered": 1000, "posts_filled": 10.0, "posts_housed": 12.0, "posts_at_start": 10.5,
        "digital_investment": 0.5,
        "centre_contacts": 30.0, "overtime_pay": 0.01, "temporary_pay": 0.02, "hours_learning": 4.0,
        "hours_absence": 50.0, "hours_leave": 60.0, "hours_mandatory": 100.0, "hours_employers": 7.0,
        "hours_reception": 11.0, "hours_dialogue": 13.0, "hours_assessment": 19.0, "hours_follow_up": 40.0,
        "hours_documentation": 10.0, "hours_overhead": 80.0, "hours_relearning": 3.0, "hours_absorbed": 8.0,
        "hours_slack": 5.0, "usual_running": 1300.0,
    }  # fmt: skip
    at, books = (
        office(**{**fields, **more}),
        office_week(posts_cut=0.5, nok_measures=7.0, nok_benefits=5.0, nok_taxes=2.0),
    )
    there = world(offices=[at], channels=[channel(Channel.DROP_IN, open_share=0.5)], parameters=parameters(**PRICES))
    count_kroner(at, books, there)
    return at, books


def test_administration_is_posts_premises_channels_help_and_courses():
    """10 posts at 780 000 a year are 150 000 a week; rooms for 12 at 31 200 are 7 200; ICT of 1 000 at 1 000 a year
    19 230.77; 30 calls 6 000; 18.75 hours of open door at 400 for each 2 000 people 3 750; 3 % of pay 4 200; 4 hours of
    courses 1 200. Together 191 580.77, of which channels 28 980.77. With measures and benefits less taxes 10 more.
    """
    at, books = priced()
    assert (books.nok_posts, books.nok_premises, books.nok_centre) == approx((150000.0, 7200.0, 6000.0))
    assert (books.nok_ict, books.nok_doors) == approx((19230.7692, 3750.0))
    assert (books.nok_surge, books.nok_courses) == approx((4200.0, 1200.0))
    assert (books.nok_channels, books.nok_admin) == approx((28980.7692, 191580.7692))
    assert (books.nok_net, at.running_cost) == approx((191590.7692, 28980.7692))


def test_an_hour_at_work_carries_posts_rooms_and_ict():
    """176 430.77 over 300 hours at work are 588.103 an hour; 200 of them were for cases."""
    assert priced()[1].nok_cases == approx(117620.5128)


def test_with_nobody_at_work_no_hour_has_a_price():
    spent = ("mandatory", "employers", "reception", "dialogue", "assessment", "follow_up", "documentation", "overhead",
             "relearning", "absorbed", "slack", "learning")  # fmt: skip
    books = priced(**{f"hours_{name}": 0.0 for name in spent})[1]
    assert books.nok_cases == 0.0


def test_what_is_saved_is_posts_less_what_channels_and_help_cost_more():
    """Half a post is 7 500 a week; rooms for 12 posts where there were 10.5 to begin with cost 900 more. Channels
    cost 28 980.77 where 25 000 are usual, and help 4 200: 7 500 - 900 - 3 980.77 - 4 200.
    """
    assert priced()[1].nok_saved == approx(-1580.7692)


def test_the_books_tell_posts_by_kind_and_what_became_of_freed_hours():
    """Of 56 freed hours half a post of 28 took 14 and 25 went to no case: 17 are reinvested."""
    at = office(
        budgeted_posts=9.5, posts_at_start=11.0, posts_filled=8.5, posts_empty=1.0, posts_housed=10.5, cashed_posts=0.5,
        hours_freed=56.0, hours_absorbed=25.0, overtime_hours=1.5, temporary_hours=3.0, digital_investment=0.6,
    )  # fmt: skip
    books = office_week()
    before = Before(books)
    count_posts_kept(at, books, parameters(**PRICES))
    assert before.changes(books) == approx({
        "posts_budgeted": 9.5, "posts_filled": 8.5, "posts_empty": 1.0, "posts_cut": 1.5, "posts_cashed": 0.5,
        "posts_housed": 10.5, "freed": 56.0, "cashed": 14.0, "reinvested": 17.0, "surge_hours": 4.5,
        "digital_investment": 0.6,
    })  # fmt: skip


LAWFUL = {"freed": 9.0, "cashed": 2.0, "reinvested": 3.0, "nok_posts": 70.0, "nok_premises": 1.0, "nok_ict": 2.0,
          "nok_centre": 3.0, "nok_doors": 4.0, "nok_surge": 5.0, "nok_courses": 6.0, "nok_admin": 91.0}  # fmt: skip


@pytest.mark.parametrize(
    ("paid", "books", "fault"),
    [
        ({}, {}, 0),
        ({"hours_contracted": 80.6}, {}, 5),  # 2 posts and 5.5 hours of help are 80.5
        ({"posts_filled": 1.9}, {}, 5),
        ({"overtime_hours": 1.4}, {}, 5),
        ({"temporary_hours": 3.9}, {}, 5),
        ({"hours_absorbed": 4.1}, {}, 6),
        ({}, {"cashed": 2.1}, 6),
        ({}, {"reinvested": 2.9}, 6),
        ({}, {"cashed": 6.0, "reinvested": -1.0}, 6),
        ({}, {"cashed": -1.0, "reinvested": 6.0}, 6),
        *(({}, {name: LAWFUL[name] + 0.5}, 7) for name in LAWFUL if name.startswith("nok_")),
    ],
)
def test_a_law_of_posts_that_is_broken_is_seen(paid, books, fault):
    """37.5 hours a filled post and help are what is contracted; freed hours and administration are their parts."""
    usual = {"hours_contracted": 80.5, "posts_filled": 2.0, "overtime_hours": 1.5, "temporary_hours": 4.0}
    at = office(**{**usual, "hours_absorbed": 4.0, **paid})
    assert check_posts(at, office_week(**{**LAWFUL, **books})) == fault


@pytest.mark.parametrize(
    ("paid", "books", "fault"),
    [
        ({"hours_contracted": 1.0e-6}, {}, 0),
        ({"hours_contracted": 1.1e-6}, {}, 5),
        ({}, {"freed": 1.0e-6}, 0),
        ({}, {"freed": 1.1e-6}, 6),
        ({}, {"freed": -1.0e-6, "cashed": -1.0e-6}, 0),
        ({}, {"freed": 5.0, "reinvested": 5.0}, 0),
        ({}, {"nok_admin": 1.0e-6}, 0),
        ({}, {"nok_admin": 1.1e-6}, 7),
        ({}, {"nok_admin": 90.0, "nok_posts": 90.00008}, 0),
        ({}, {"nok_admin": 90.0, "nok_posts": 90.0001}, 7),
    ],
)
def test_what_is_lost_in_adding_up_breaks_no_law(paid, books, fault):
    """A millionth of an hour or krone, and a millionth of administration, is rounding; nothing cashed is lawful."""
    assert check_posts(office(**paid), office_week(**books)) == fault


# --- the parts of it


def test_hours_are_for_cases_for_the_office_itself_or_away():
    """For cases 1 + 2 + 4 + 8 + 16 + 32 + 64 = 127; with what is away, given away and left 16 383. Nobody spends the
    hours of an empty post.
    """
    at = office(
        hours_employers=1.0, hours_reception=2.0, hours_dialogue=4.0, hours_mandatory=8.0, hours_assessment=16.0,
        hours_follow_up=32.0, hours_documentation=64.0, hours_leave=128.0, hours_absence=256.0, hours_overhead=512.0,
        hours_relearning=1024.0, hours_learning=2048.0, hours_absorbed=4096.0, hours_slack=8192.0,
        hours_vacant=16384.0,
    )  # fmt: skip
    assert (hours_on_cases(at), hours_spent(at)) == (127.0, 16383.0)


def test_posts_are_paid_where_filled_and_rooms_where_kept():
    """Two posts at 15 000 a week, rooms for three at 600, 3 % of the 28 000 that the two are paid, 4 hours of courses
    at 300.
    """
    at, books = (
        office(posts_filled=2.0, posts_housed=3.0, overtime_pay=0.01, temporary_pay=0.02, hours_learning=4.0),
        office_week(),
    )
    before = Before(at, books)
    price_posts(at, books, parameters(**PRICES))
    assert before.changes(at) == {}
    assert before.changes(books) == approx(
        {"nok_posts": 30000.0, "nok_premises": 1800.0, "nok_surge": 840.0, "nok_courses": 1200.0}
    )


def test_channels_cost_ict_calls_to_the_centre_and_an_open_door():
    """520 people at 1 000 a year, 10 000; three calls at 200; the second office's own door, .4 of 37.5 hours at 400 for
    each 2 000 people, 1 560. It is the running cost.
    """
    at, books = office(registered=520, digital_investment=0.5, centre_contacts=3.0), office_week()
    doors = [channel(Channel.DROP_IN, open_share=0.9), channel(Channel.DROP_IN, office=1, open_share=0.4)]
    there = world(offices=[office(), at], channels=doors, parameters=parameters(**PRICES))
    before = Before(at, books)
    price_channels(at, books, there)
    assert before.changes(books) == approx(
        {"nok_ict": 10000.0, "nok_centre": 600.0, "nok_doors": 1560.0, "nok_channels": 12160.0}
    )
    assert before.changes(at) == approx({"running_cost": 12160.0})


@pytest.mark.parametrize(("cut", "housed", "kept"), [(0.5, 12.0, 3300.0), (0.0, 10.0, -3000.0), (-0.1, 10.0, -4500.0)])
def test_a_post_that_is_cut_saves_its_pay_and_later_its_rooms(cut, housed, kept):
    """Half a post is 7 500 a week and rooms for two more cost 1 200; 10 000 were usual for 520 people where channels
    now cost 12 160 and help 840: 7 500 - 1 200 + 10 000 - 13 000. A tenth of a post more costs 1 500.
    """
    at = office(registered=520, usual_running=1000.0, posts_at_start=10.0, posts_housed=housed)
    books = office_week(posts_cut=cut, nok_channels=12160.0, nok_surge=840.0)
    assert saved(at, books, parameters(**PRICES)) == approx(kept)
