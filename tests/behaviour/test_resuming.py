"""Week 0 of an office that comes out of weeks of rest: worked cases of sim/behaviour/resuming.py."""

import pytest
from builder import (
    Before,
    caseworker,
    channel,
    employer,
    office,
    person,
    person_arm,
    usual_parameters,
    usual_policy,
    week,
    world,
)
from luck import Luck
from pytest import approx

from sim.behaviour.resuming import (
    must_change_hands,
    resume,
    resume_business,
    resume_channel,
    resume_life,
    resume_people,
    resume_staff,
)
from sim.terms import OUTSIDE, Channel, Decision, Role, Status

LIVED = {
    "talks": 9, "contacts": 30, "weeks_unemployed": 60, "jobs": 2, "first_job_week": 12, "sanctions": 1,
    "measures_ended": 2, "measures_before": 1, "benefits_paid": 900.0, "arrived_week": -60, "newcomer": OUTSIDE,
    "aap_left_week": -9, "coping": 0.4, "trust": 0.7, "time_on_register": 60.0, "last_contact": -3, "status_weeks": 31,
    "age": 40, "born_week": -2147,
}  # fmt: skip
BEGUN = {
    "talks": 0, "contacts": 0, "weeks_unemployed": 0, "jobs": 0, "first_job_week": -1, "sanctions": 0,
    "measures_ended": 0, "measures_before": 3, "benefits_paid": 0.0, "arrived_week": 0, "aap_left_week": -1,
    "age": 41,
}  # fmt: skip


def rested(people=(), n_posts=2, **fields):
    """An office with so many posts of the scenario's own and people who come out of rest; a first office before it."""
    staff = [caseworker(id=4096, office=1, post=0, incumbent=3, caseload=20, talks=7, placements=2, pressure=1.3)]
    staff += [caseworker(office=1, post=post, caseload=20) for post in range(1, n_posts)]
    specialised = fields.pop("specialisation", 0.0)
    usual = {"rested_posts": n_posts, "budgeted_posts": n_posts, "arrived": 50, "earlier_changes": 8}
    here = office(**{**usual, **fields})
    return world(
        people, [caseworker(id=3, talks=5), *staff], [office(rested_posts=1, budgeted_posts=1.0), here],
        parameters=usual_parameters(),
        policy=usual_policy(organisation__specialisation=specialised, individualization__caseload=80.0),
        person_arms=[person_arm(arm=4, person=17)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "newcomer"),
    [(Status.SEEKING, 0), (Status.WAITING_FOR_HEALTH, 0), (Status.EMPLOYED, OUTSIDE),
     (Status.OUT_OF_LABOUR_FORCE, OUTSIDE)],
)  # fmt: skip
def test_kari_goes_on_as_she_was_and_is_counted_from_now(status, newcomer):
    """On the register she is of that cohort, else of none; 1 and 2 measures are 3 she has behind her.

    What she is, her week of birth, and her time on the register, stay; the arm of the scenario is hers by name. Born
    2147 weeks ago, she came at 40 and is 41 now: 2147 / 52 = 41.29.
    """
    kari = person(id=17, status=status, **LIVED)
    before = Before(kari)
    resume_life(kari, rested(), week(0))
    changed = {**BEGUN, "arm": 4} | ({"newcomer": newcomer} if newcomer != OUTSIDE else {})
    assert before.changes(kari) == changed


def test_what_a_channel_took_before_is_not_counted():
    """Served, failed and resolved are 0; its demand and opening are of this week, and stay."""
    phone = channel(Channel.PHONE, served=40, failed=3, resolved=20, demand=5, open_share=0.4)
    before = Before(phone)
    resume_channel(phone)
    assert before.changes(phone) == {"served": 0, "failed": 0, "resolved": 0}


def test_an_employer_remembers_by_its_openness_alone():
    """Counts begin anew; vacancies, relation and openness are what the years made of them."""
    firm = employer(posted=9, filled=8, hires=3, failures=1, openness=0.3, vacancies=2, relation=0.6)
    before = Before(firm)
    resume_business(firm)
    assert before.changes(firm) == {"posted": 0, "filled": 0, "hires": 0, "failures": 0}


def test_a_post_that_rest_did_not_have_is_filled_and_the_others_go_on():
    """Of three posts one is from rest: its holder, the fourth, stays, with counts anew; 3 changes lie behind. Nothing
    of it has been cut within memory, and rooms are as large as the posts.

    The second and third are filled with identities of their own, (1 * 4096 + 1) * 1024 and the next; a lot of .5 gives
    ln 2 mean tenures.
    """
    there = rested(n_posts=3, rested_posts=1)
    first, old, second, third = there.caseworkers
    before = Before(there)
    resume_staff(there.offices[1], there, week(0))
    assert before.changes(old) == {"talks": 0, "placements": 0, "shrunk_week": -100000, "housed": 1.0}
    assert (second.id, third.id, third.post) == (4097 * 1024, 4098 * 1024, 2)
    assert second.experience == third.experience == approx(0.693147 * 52.0 / there.parameters[0].staff.turnover)
    assert second.pressure == 1.0 and before.changes(there.offices[1]) == {"earlier_changes": 3, "posts_at_start": 3.0}
    assert before.changes(first) == {}


def test_a_post_of_rest_that_the_scenario_does_not_pay_for_is_empty_from_week_0_on():
    """1.6 posts of two: a whole one, and .6 whose holder goes on too. 1 of two: the second is nobody's, and her cases
    go whatever the lot. Both had been held by somebody before: 3 and 2 changes lie behind.
    """
    for budget, parts, frozen in ((1.6, [1.0, 0.6], [0, 0]), (1.0, [1.0, 0.0], [0, 1])):
        kari = person(id=17, office=1, caseworker=2)
        there = rested([kari], budgeted_posts=budget)
        _, first, second = there.caseworkers
        second.id, second.incumbent = 4097 * 1024 + 2, 2
        resume_staff(there.offices[1], there, week(0))
        assert [post.fraction for post in (first, second)] == approx(parts)
        assert [post.housed for post in (first, second)] == approx(parts)
        assert [post.frozen for post in (first, second)] == [post.vacant_post for post in (first, second)] == frozen
        assert second.id == 4097 * 1024 + 2
        assert (there.offices[1].earlier_changes, there.offices[1].posts_at_start) == (5, budget)
        gone = must_change_hands(kari, there.offices[1], there, week(0, Luck(otherwise=0.99)))
        assert gone == (frozen[1] == 1)


def test_in_a_specialised_office_some_take_income_work_from_week_0_on():
    """Full specialisation: of four posts the share of income work, .5 with this number, is two; the rest follow up."""
    there = rested(n_posts=4, specialisation=1.0)
    there.parameters[0].staff.income_posts = 0.5
    resume_staff(there.offices[1], there, week(0))
    assert [post.role for post in there.caseworkers[1:]] == [Role.INCOME, Role.INCOME, Role.FOLLOW_UP, Role.FOLLOW_UP]
    there.parameters[0].staff.income_posts = 1.0
    resume_staff(there.offices[1], there, week(0))
    assert [post.role for post in there.caseworkers[1:]][2:] == [Role.INCOME, Role.FOLLOW_UP]


@pytest.mark.parametrize(("lot", "goes"), [(0.24, True), (0.25, False), (0.26, False)])
def test_new_posts_get_their_share_of_the_cases_by_lot(lot, goes):
    """One of four posts is new: a quarter of the cases go. Where no post is new, or fewer are left, nobody goes."""
    kari = person(id=17, office=1, caseworker=1)
    luck = Luck({(Decision.REASSIGNED, 17, 0, 2): lot}, otherwise=0.0)
    there = rested([kari], n_posts=4, rested_posts=3)
    assert must_change_hands(kari, there.offices[1], there, week(0, luck)) == goes
    there = rested([kari], n_posts=4)
    assert not must_change_hands(kari, there.offices[1], there, week(0, luck))
    there = rested([kari], n_posts=4, budgeted_posts=3.2)
    assert not must_change_hands(kari, there.offices[1], there, week(0, luck))


def test_whose_post_is_no_more_or_does_income_work_gets_another():
    """Without a post, or with one that follows nobody up, Kari's case goes whatever the lot."""
    kari = person(id=17, office=1, caseworker=-1)
    there = rested([kari])
    assert must_change_hands(kari, there.offices[1], there, week(0, Luck(otherwise=0.99)))
    kari.caseworker, there.caseworkers[1].role = 1, Role.INCOME
    assert must_change_hands(kari, there.offices[1], there, week(0, Luck(otherwise=0.99)))


def test_the_first_post_of_all_is_a_post_like_any_other():
    """Ola's caseworker, of the first row, keeps him where no post is new."""
    ola = person(id=18, caseworker=0)
    there = rested([ola])
    assert not must_change_hands(ola, there.offices[0], there, week(0))


def test_an_office_counts_who_is_there_and_lets_go_of_its_books():
    """Kari and employed Ola are two; a vacant row is nobody. Whose post is gone gets the one there is."""
    kari, ola = person(id=17, office=1, caseworker=-1), person(id=18, office=1, caseworker=1, status=Status.EMPLOYED)
    books = {"folded": 9, "benefits_booked": 70.0, "benefits_received": 60.0, "benefits_folded": 10.0}
    there = rested([kari, ola, person(office=1, status=Status.VACANT)], n_posts=1, **books)
    here = there.offices[1]
    before = Before(here)
    resume_people(here, there, week(0))
    assert before.changes(here) == {"arrived": 2, **dict.fromkeys(books, 0)}
    assert (kari.caseworker, ola.newcomer) == (1, OUTSIDE)


def test_all_of_it_begins_in_week_0():
    """Channels, employers, staff and people of every office, each under the policy of its own arm."""
    kari = person(id=17, office=1, caseworker=1, **LIVED)
    there = rested([kari])
    there.employers.append(employer(hires=3))
    there.layout[0].office_arms, there.offices[1].arm = 2, 1
    there.policies.append(there.policies[0])
    there.channels[9].served, there.policies[0].shock.surge_week = 5, -1
    resume(there, week(0))
    assert there.channels[9].served == 0 and there.caseworkers[0].talks == 0 and there.caseworkers[1].talks == 0
    assert there.employers[0].hires == 0 and [each.policy_row for each in there.offices] == [0, 1]
    assert (kari.newcomer, there.offices[0].arrived, there.offices[1].arrived) == (0, 0, 1)
