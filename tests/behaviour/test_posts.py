"""Posts, budgets, freed hours and help in a surge: worked cases of sim/behaviour/posts.py."""

import pytest
from builder import Before, caseworker, office, parameters, person, policy, week, world
from luck import Luck
from pytest import approx

from sim.behaviour.posts import (
    absorbed_hours,
    build_digital,
    cashed_hours,
    count_asked_hours,
    fill_or_freeze,
    keep_posts,
    open_posts,
    part_of_post,
    pass_cases_on,
    reckon_freed_hours,
    set_budget,
)
from sim.terms import Decision, Status

BUDGETS = {
    "posts__stock_elasticity": 0.2, "posts__answered_a_year": 0.5, "posts__most_cut": 0.09, "posts__least_post": 0.1,
    "posts__hours_at_work": 28.0, "posts__investment_weeks": 150.0, "staff__weeks_to_refill": 16,
    "staff__allotted_by_chance": 0.0, "costs__premises_weeks": 156,
}  # fmt: skip


def numbers(**more):
    """A post is 28 hours at work; half of a change of the stock is answered, by .2 % of posts a per cent."""
    return parameters(**{**BUDGETS, **more})


def levers(**more):
    """Nothing is cut, a quarter of what is freed is cashed and .4 of the rest reinvested; posts are for 100 people."""
    usual = {
        "organisation__efficiency_cut": 0.0, "organisation__cashed_share": 0.25, "channel__reinvested_share": 0.4,
        "channel__digital_investment": 0.4, "individualization__caseload": 100.0,
    }  # fmt: skip
    return policy(**{**usual, **more})


# --- how posts are laid out


@pytest.mark.parametrize(
    ("left", "part"), [(42.1, 1.0), (1.5, 1.0), (1.1, 0.55), (1.0, 1.0), (0.55, 0.55), (0.0, 0.0), (-1.0e-12, 0.0)]
)
def test_a_budget_is_laid_out_in_whole_posts_and_parts_of_at_least_a_half(left, part):
    """Of 42.1 posts 41 are whole, and the last 1.1 are two of .55; of 1.5 one is whole and one a half."""
    assert part_of_post(left) == approx(part)


# --- the budget of a year


def test_more_people_bring_half_of_what_they_ask_and_the_next_year_half_of_the_rest():
    """People 1.44 times those budgeted for: ln 1.44 = .364643. 40 (1 + .2 * .5 * .364643) = 41.458573 posts.

    They answer to 1 000 * 1.44 ** .5 = 1 200 people.
    """
    there = office(budgeted_posts=40.0, people_budgeted=1000.0, people_of_year=52 * 1440.0)
    before = Before(there)
    set_budget(there, levers(), numbers())
    assert before.changes(there) == approx(
        {"budgeted_posts": 41.458573, "people_budgeted": 1200.0, "people_of_year": 0.0}
    )


def test_a_cut_and_a_quarter_of_the_hours_freed_are_taken_from_the_budget_once():
    """40 * .97 = 38.8. Of 56 freed hours a quarter is 14, half a post of 28: 38.3. The year after, only what is new.

    63 hours are .5625 posts, .0625 more: 38.3 * .97 - .0625 = 37.0885.
    """
    there = office(budgeted_posts=40.0, people_budgeted=100.0, people_of_year=5200.0, hours_freed=56.0)
    cut = levers(organisation__efficiency_cut=0.03)
    set_budget(there, cut, numbers())
    assert (there.budgeted_posts, there.cashed_posts) == approx((38.3, 0.5))
    there.hours_freed, there.people_of_year = 63.0, 5200.0
    set_budget(there, cut, numbers())
    assert (there.budgeted_posts, there.cashed_posts) == approx((37.0885, 0.5625))


def test_hours_that_are_freed_no_longer_bring_no_post_back():
    """Half a post was cashed; 14 freed hours are an eighth, and -30 are demand: nothing is cashed, nothing returned."""
    for freed in (14.0, -30.0):
        there = office(
            budgeted_posts=40.0, people_budgeted=100.0, people_of_year=5200.0, hours_freed=freed, cashed_posts=0.5
        )
        set_budget(there, levers(), numbers())
        assert (there.budgeted_posts, there.cashed_posts) == (40.0, 0.5)


def test_no_year_takes_more_than_leavers_can_give():
    """5 % cut and 4 posts cashed of 40 are 6; but 9 % are 3.6: 36.4 stay, 1.6 of the 4 are cashed.

    Fewer people than a fifth of those budgeted for are answered as a fifth; ln .2 = -1.609438, 16.1 % less, is too
    much alone.
    """
    there = office(budgeted_posts=40.0, people_budgeted=100.0, people_of_year=5200.0, hours_freed=448.0)
    set_budget(there, levers(organisation__efficiency_cut=0.05), numbers())
    assert (there.budgeted_posts, there.cashed_posts) == approx((36.4, 1.6))
    empty = office(budgeted_posts=40.0, people_budgeted=100.0)
    set_budget(empty, levers(), numbers())
    assert (empty.budgeted_posts, empty.people_budgeted) == approx((36.4, 100.0 * 0.2**0.5))


def test_an_office_that_was_budgeted_for_nobody_keeps_its_posts():
    """But one that was for a single person answers to two: .1 (1 + .2 * .5 * ln 2) = .1069315."""
    single = office(budgeted_posts=0.1, people_budgeted=1.0, people_of_year=104.0)
    set_budget(single, levers(), numbers(posts__least_post=0.05))
    assert single.budgeted_posts == approx(0.1069315)
    there = office(budgeted_posts=0.1, people_of_year=520.0)
    set_budget(there, levers(), numbers())
    assert (there.budgeted_posts, there.people_budgeted) == (0.1, 0.0)


# --- posts filled, cut, frozen, opened


def staffed(budget, *staff, people=()):
    """An office with this budget; its caseworkers, and some people."""
    there = world(people, staff, [office(budgeted_posts=budget, registered=300)], policy=levers(), parameters=numbers())
    return there, there.offices[0]


def test_a_leavers_post_is_kept_as_far_as_the_budget_goes():
    """2.6 posts of 3 are paid for: the empty one is .6 from now on, in week 80; who is there keeps a whole post."""
    there, at = staffed(2.6, caseworker(), caseworker(vacant_post=1, absent_weeks=12), caseworker())
    before = Before(there)
    fill_or_freeze(at, there, week(80))
    assert before.changed() == [there.caseworkers[1]]
    assert before.changes(there.caseworkers[1]) == approx({"fraction": 0.6, "shrunk_week": 80})


def test_nobody_is_laid_off_and_a_leavers_post_is_frozen_where_there_is_no_room():
    """Of 3 posts 1.95 are paid for: .0 of the empty one, which is frozen; the other two stay, .05 too many."""
    there, at = staffed(1.95, caseworker(), caseworker(vacant_post=1, absent_weeks=12), caseworker())
    before = Before(there)
    fill_or_freeze(at, there, week(80))
    assert before.changed() == [there.caseworkers[1]]
    assert before.changes(there.caseworkers[1]) == {"fraction": 0.0, "frozen": 1, "shrunk_week": 80}


def test_less_than_a_tenth_of_a_post_waits_until_there_is_more_but_an_office_keeps_one():
    """.08 posts are room for nobody; the only post of an office stays a tenth, whatever the budget."""
    there, at = staffed(1.08, caseworker(), caseworker(vacant_post=1, absent_weeks=12))
    fill_or_freeze(at, there, week(80))
    assert (there.caseworkers[1].fraction, there.caseworkers[1].frozen) == (0.0, 1)
    alone, at = staffed(0.02, caseworker(vacant_post=1, absent_weeks=12))
    fill_or_freeze(at, alone, week(80))
    assert (alone.caseworkers[0].fraction, alone.caseworkers[0].frozen) == (0.1, 0)


@pytest.mark.parametrize(("budget", "parts", "frozen"), [(1.125, [0.125, 0.0], [0, 1]), (2.125, [1.0, 0.125], [0, 0])])
def test_just_the_least_part_of_a_post_is_kept_or_opened(budget, parts, frozen):
    """An eighth is the least: of 1.125 posts an eighth is left for the empty one, of 2.125 for one more."""
    there, at = staffed(
        budget, caseworker(), caseworker(vacant_post=1, absent_weeks=12),
        caseworker(vacant_post=1, absent_weeks=2, fraction=0.0, frozen=1),
    )  # fmt: skip
    there.parameters[0] = numbers(posts__least_post=0.125)
    fill_or_freeze(at, there, week(80))
    assert [post.fraction for post in there.caseworkers[1:]] == parts
    assert [post.frozen for post in there.caseworkers[1:]] == frozen


def test_a_larger_budget_opens_posts_that_are_filled_after_sixteen_weeks():
    """1.0 more: .4 fill the empty part of a post up, and .6 are a new one; a third row stays as it was."""
    there, at = staffed(
        2.6,
        caseworker(),
        caseworker(vacant_post=1, absent_weeks=12, fraction=0.6),
        caseworker(vacant_post=1, absent_weeks=2, fraction=0.0, frozen=1),
        caseworker(vacant_post=1, absent_weeks=2, fraction=0.0, frozen=1),
    )
    before = Before(there)
    fill_or_freeze(at, there, week(80))
    _, filled_up, opened, spare = there.caseworkers
    assert before.changes(filled_up) == {"fraction": 1.0}
    assert before.changes(opened) == approx({"fraction": 0.6, "frozen": 0, "absent_weeks": 16})
    assert before.changes(spare) == {}


def test_cases_of_a_frozen_post_go_to_the_lightest_load_and_will_be_handed_over():
    """Asta's two cases: Bent has 10 for half a post, as many as 20, and Cora 15: both to Cora. Who is in work and
    known to Asta is Cora's too, but no case of hers now; the other office's are left alone, and what Kari knows stays.
    """
    kari = person(status=Status.SEEKING, caseworker=0, known_caseworker=7)
    ola = person(status=Status.IN_MEASURE, caseworker=0, known_caseworker=7)
    eva = person(status=Status.EMPLOYED, caseworker=0, known_caseworker=7)
    per = person(status=Status.SEEKING, caseworker=1, known_caseworker=8)
    there, at = staffed(
        1.5,
        caseworker(id=7, caseload=2, vacant_post=1, frozen=1, fraction=0.0),
        caseworker(id=8, caseload=10, fraction=0.5),
        caseworker(id=9, caseload=15),
        people=[kari, ola, eva, per],
    )
    pass_cases_on(0, 1.0, at, there, week(80))
    assert [each.caseworker for each in (kari, ola, eva, per)] == [2, 2, 2, 1]
    assert [each.known_caseworker for each in (kari, ola, eva, per)] == [7, 7, 7, 8]
    assert [each.caseload for each in there.caseworkers] == [0, 10, 17]


def test_a_post_that_is_cut_to_a_part_gives_that_share_of_its_cases_away():
    """.4 of a post is cut: a lot of .39 goes, one of .41 stays; in a row that nobody has there is nothing to give."""
    kari, ola, gone = (person(id=number, status=Status.SEEKING, caseworker=0) for number in (41, 42, 43))
    gone.status = Status.VACANT
    asta, bent = caseworker(id=7, caseload=2, vacant_post=1, absent_weeks=9), caseworker(id=8)
    there, _ = staffed(1.6, asta, bent, people=[kari, ola, gone])
    lots = {(Decision.REASSIGNED, 41, 0, 2): 0.41, (Decision.REASSIGNED, 42, 0, 2): 0.39}
    fill_or_freeze(there.offices[0], there, week(80, Luck(lots, otherwise=0.395)))
    assert [kari.caseworker, ola.caseworker, gone.caseworker] == [0, 1, 0]
    assert (asta.caseload, bent.caseload) == (1, 1)


def test_half_a_post_that_is_cut_to_a_fifth_gives_three_fifths_of_its_cases_away():
    """.3 of the .5 is .6 of it: a lot of .59 goes, one of .61 stays. Of all a half, one of .5 stays too."""
    kari, ola = (person(id=number, status=Status.SEEKING, caseworker=0) for number in (41, 42))
    half = caseworker(id=7, caseload=2, vacant_post=1, absent_weeks=9, fraction=0.5)
    there, _ = staffed(1.2, half, caseworker(id=8), people=[kari, ola])
    lots = {(Decision.REASSIGNED, 41): 0.61, (Decision.REASSIGNED, 42): 0.59}
    fill_or_freeze(there.offices[0], there, week(80, Luck(lots)))
    assert [kari.caseworker, ola.caseworker] == [0, 1]
    assert half.fraction == approx(0.2)
    pass_cases_on(0, 0.5, there.offices[0], there, week(81, Luck(otherwise=0.5)))
    assert kari.caseworker == 0


def test_an_office_begins_with_what_is_usual_and_nothing_freed():
    """120 people, 30 of them with ordinary capacity; what its budget pays for is what it started with."""
    there = office(budgeted_posts=1.2, start_ordinary=30, start_reduced=90)
    before = Before(there)
    usual = {"usual_enquiry_hours": 0.04, "usual_hours_a_talk": 0.7, "usual_running": 1300.0, "usual_investment": 0.45}
    open_posts(there, parameters(**{f"posts__{name}": value for name, value in usual.items()}))
    assert before.changes(there) == {
        "posts_at_start": 1.2, "people_budgeted": 120.0, "usual_enquiry_hours": 0.04, "usual_hours_a_talk": 0.7,
        "usual_running": 1300.0, "digital_investment": 0.45,
    }  # fmt: skip


def test_every_week_digital_services_are_built_on():
    there, at = staffed(1.0, caseworker())
    keep_posts(there, week(3))
    assert at.digital_investment == approx(0.4 * 3 / 150)


# --- the week of an office's posts


@pytest.mark.parametrize(("number", "budget"), [(51, 2.0), (52, 1.98), (53, 2.0), (104, 1.98)])
def test_budgets_are_set_every_52_weeks(number, budget):
    """1 % less in weeks 52 and 104 and in no other; 300 people a week are as many as were budgeted for."""
    there, at = staffed(2.0, caseworker(), caseworker())
    there.policies[0] = levers(organisation__efficiency_cut=0.01)
    at.people_budgeted, at.people_of_year = 300.0, 51 * 300.0
    keep_posts(there, week(number))
    assert at.budgeted_posts == approx(budget)
    assert at.people_of_year == (0.0 if budget < 2.0 else 52 * 300.0)


def test_before_the_run_no_people_are_counted_and_no_budget_is_set():
    there, at = staffed(2.0, caseworker(), caseworker())
    at.people_of_year, at.people_budgeted, at.hours_freed = 7.0, 100.0, 90.0
    for number, counted in ((-52, 0.0), (0, 0.0), (1, 300.0)):
        keep_posts(there, week(number))
        assert (at.budgeted_posts, at.people_of_year) == (2.0, counted)


def test_posts_are_filled_empty_or_frozen_and_rooms_are_kept_three_years():
    """1.5 are filled and one is empty. The rooms of one frozen in week 30 are kept up to week 185, not in week 186.

    Nobody ever comes to the frozen post: it is two weeks from being filled, each week.
    """
    for number, housed in ((185, 3.5), (186, 2.5)):
        there, at = staffed(
            2.5,
            caseworker(),
            caseworker(fraction=0.5),
            caseworker(vacant_post=1, absent_weeks=5),
            caseworker(vacant_post=1, frozen=1, fraction=0.0, housed=1.0, shrunk_week=30, absent_weeks=1),
        )
        for _ in range(2):
            keep_posts(there, week(number))
        assert (at.posts_filled, at.posts_empty, at.posts_housed) == (1.5, 1.0, housed)
        assert [each.absent_weeks for each in there.caseworkers] == [0, 0, 5, 2]


def test_a_post_that_grows_again_has_rooms_for_all_of_it():
    """Cut to .6 in week 30, with the rooms of .8 kept; a whole one in week 40."""
    there, at = staffed(1.0, caseworker(fraction=1.0, housed=0.8, shrunk_week=30))
    keep_posts(there, week(40))
    assert (at.posts_housed, there.caseworkers[0].housed) == (1.0, 1.0)


def test_a_reform_brings_its_posts_and_takes_them_with_it():
    """.5 posts are funded, then none; the second week brings no more."""
    there, at = staffed(2.0, caseworker(), caseworker(), caseworker(vacant_post=1, frozen=1, fraction=0.0))
    at.posts_funded = 0.5
    for _ in range(2):
        keep_posts(there, week(3))
        assert (at.budgeted_posts, at.posts_empty) == (2.5, 0.5)
    at.posts_funded = 0.0
    keep_posts(there, week(4))
    assert (at.budgeted_posts, at.posts_empty) == (2.0, 0.0)


def test_digital_services_are_built_in_three_years_and_never_torn_down():
    """3 / 150 of the .5 that are missing is .01; where less is invested than is built, it stays."""
    there = office(digital_investment=0.3)
    build_digital(there, levers(channel__digital_investment=0.8), numbers())
    assert there.digital_investment == approx(0.31)
    build_digital(there, levers(channel__digital_investment=0.1), numbers())
    assert there.digital_investment == approx(0.31)


# --- freed hours


def test_freed_hours_are_cashed_as_far_as_posts_went_and_the_rest_is_absorbed_or_reinvested():
    """Of 56 hours half a post took 14; of the other 42 .4 are reinvested and 25.2 absorbed (R14)."""
    there = office(hours_freed=56.0, cashed_posts=0.5)
    assert cashed_hours(there, numbers()) == 14.0
    assert absorbed_hours(there, levers(), numbers()) == approx(25.2)


def test_no_more_is_cashed_than_is_freed():
    """Half a post is 14 hours: of 10 freed ones all, of -3 none; nothing is absorbed."""
    for freed, cashed in ((10.0, 10.0), (-3.0, 0.0)):
        there = office(hours_freed=freed, cashed_posts=0.5)
        assert (cashed_hours(there, numbers()), absorbed_hours(there, levers(), numbers())) == (cashed, 0.0)


def usual_week(**more):
    """500 people's enquiries took 15 hours, 40 talks 26; 20 and 32 would have been usual."""
    fields = {
        "enquiry_hours": 15.0, "usual_enquiry_hours": 0.04, "talks_held": 40,
        "hours_follow_up": 26.0, "usual_hours_a_talk": 0.8, "hours_freed": 1.0, "registered": 500,
        "people_budgeted": 400.0, "usual_running": 1000.0, "running_cost": 12500.0, "budgeted_posts": 5.0,
    }  # fmt: skip
    return office(**{**fields, **more})


def test_hours_freed_are_what_is_usual_for_people_and_talks_less_what_they_took():
    """20 - 15 + 32 - 26 = 11; a fiftieth of the way from 1 to 11 is 1.2. What is usual stays."""
    there = world(offices=[usual_week()], parameters=parameters(posts__memory_weeks=50.0))
    before = Before(there)
    reckon_freed_hours(there, week(0))
    assert before.changes(there.offices[0]) == approx({"hours_freed": 1.2})


def test_before_the_run_an_office_learns_what_is_usual_instead():
    """A tenth of the way: .04 to 15 / 500 is .039, .8 to .65 is .785, 400 to 500 people is 410, and 1 000 NOK a
    person and year to 52 * 12 500 / 500 = 1 300 is 1 030. The budget of today is that of the start.
    """
    there = world(offices=[usual_week()], parameters=parameters(posts__memory_weeks=10.0))
    before = Before(there)
    reckon_freed_hours(there, week(-1))
    assert before.changes(there.offices[0]) == approx({
        "usual_enquiry_hours": 0.039, "usual_hours_a_talk": 0.785, "people_budgeted": 410.0,
        "usual_running": 1030.0, "posts_at_start": 5.0,
    })  # fmt: skip


def test_one_person_and_one_talk_teach_as_well():
    """A tenth of the way: .04 to .5 is .086, .8 to .6 is .78, 1 000 to 52 * 30 = 1 560 is 1 056."""
    at = usual_week(enquiry_hours=0.5, talks_held=1, hours_follow_up=0.6, registered=1, running_cost=30.0)
    there = world(offices=[at], parameters=parameters(posts__memory_weeks=10.0))
    reckon_freed_hours(there, week(-1))
    assert (at.usual_enquiry_hours, at.usual_hours_a_talk, at.usual_running) == approx((0.086, 0.78, 1056.0))


def test_a_week_without_people_and_talks_teaches_nothing():
    there = world(
        offices=[usual_week(talks_held=0, registered=0, people_budgeted=0.0, posts_at_start=5.0)],
        parameters=parameters(posts__memory_weeks=10.0),
    )
    before = Before(there)
    reckon_freed_hours(there, week(-1))
    assert before.changed() == []


def test_enquiries_ask_for_the_hours_of_the_reception_and_of_every_caseworkers_messages():
    """2.5 at the reception, .5 and .75 of messages; what was asked last week is forgotten."""
    there = world(
        caseworkers=[caseworker(dialogue_need=0.5), caseworker(dialogue_need=0.75), caseworker(office=1)],
        offices=[office(reception_need=2.5, enquiry_hours=9.0), office()],
    )
    count_asked_hours(there)
    assert [each.enquiry_hours for each in there.offices] == [3.75, 0.0]
