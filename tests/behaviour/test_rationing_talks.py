"""Talks while the hours last, and what becomes of those not reached: worked cases of sim/behaviour/rationing.py."""

from builder import Before, caseworker, happened, office, person, usual_parameters, usual_policy, week, world
from luck import Luck
from pytest import approx, mark

from sim.behaviour.rationing import call_in_order, carry_hours_over, follow_up, give_time
from sim.events import EventKind
from sim.terms import Channel, Decision, Status, Style


def levers(**more):
    """Every talk is booked and takes .25 hours of writing; nobody is sanctioned; all is by style, not by rhythm."""
    usual = {
        "channel__digital_talks": 0.0,
        "channel__phone_talks": 0.0,
        "channel__video": 0.0,
        "channel__need_triggered": 0.0,
        "standardization__documentation": 0.25,
        "standardization__sanction_strictness": 0.0,
        "standardization__interval_ordinary": 8.0,
        "standardization__rhythm_weight": 0.0,
        "organisation__outcome_targets": 0.0,
    }
    return usual_policy(**{**usual, **more})


def numbers(**more):
    """A talk takes an hour, three quarters at a distance; a week without contact takes a tenth of the plan."""
    usual = {
        "hours__talk": 1.0,
        "hours__distance_saving": 0.25,
        "encounter__no_show": 0.2,
        "encounter__trust_carries": 0.6,
        "encounter__renegotiated": 0.5,
        "encounter__plan_drift": 0.1,
        "encounter__help_fades": 0.2,
        "rationing__due_from": 0.5,
        "people__barrier_weight": 0.5,
        "rationing__coping_seen": 0.4,
        "rationing__coping_enough": 0.45,
        "rationing__health_seen": 0.5,
        "rationing__skills_seen": 0.25,
    }
    return usual_parameters(**{**usual, **more})


def listed(*people):
    """These, linked one after the other from the first to the last, the last linked first."""
    for row, each in enumerate(people):
        each.next_in_list = row - 1
    return list(people)


STAYS_AWAY = {Decision.SHOWS_UP: 0.99}  # renegotiated, so that only the plan moves
COMES = {Decision.SHOWS_UP: 0.0, Decision.LEAVES_AFTER_TALK: 0.99, Decision.REFERRAL: 0.99}


def test_asta_calls_the_first_in_rank_until_her_hours_are_spent():
    """3 hours are two talks of an hour and a quarter of writing each; for a third half an hour is too little.

    Ola (.9) and Amina (.5) are called, in that order, whatever the order of the list; Kari (.2) is not reached. The
    chance of who is called is counted as seen at the counter: .8 of Ola, .3 of Amina. Time is given by rank (R2, R3).
    """
    kari = person(id=1, rank=0.2, motivation=0.4, coping=1.0)
    ola = person(id=2, rank=0.9, motivation=0.8, coping=1.0)
    amina = person(id=3, rank=0.5, motivation=0.3, coping=1.0)
    asta = caseworker(id=70, hours_left=3.0, first_candidate=2)
    books = office(talks_held=10, chance_held=2.0, hours_follow_up=5.0, hours_documentation=1.0)
    there = world(listed(kari, ola, amina), [asta], [books], policy=levers(), parameters=numbers())
    before = Before(there)
    give_time(asta, books, there, week(20, Luck(COMES)))
    assert happened(there) == [
        (EventKind.TALK, 2, 70, Channel.BOOKED_MEETING, 20, 60.0),
        (EventKind.TALK, 3, 70, Channel.BOOKED_MEETING, 20, 60.0),
    ]
    assert before.changes(asta) == approx({"hours_left": 0.5, "talks": 2})
    assert before.changes(books) == approx(
        {"talks_held": 12, "chance_held": 3.1, "hours_follow_up": 7.0, "hours_documentation": 1.5}
    )
    assert (ola.in_talk, amina.in_talk) == (1, 1)
    assert before.changes(kari) == {}


@mark.parametrize(("hours", "called", "left"), [(1.25, 1, 0.0), (1.24, 0, 1.24), (2.49, 1, 1.24), (9.0, 2, 6.5)])
def test_asta_begins_no_talk_that_she_has_no_time_to_write_up(hours, called, left):
    """An hour and a quarter is just enough for one; 9 hours are enough for both who are due, and the rest is left."""
    kari, ola = person(id=1, rank=0.2), person(id=2, rank=0.9)
    asta = caseworker(hours_left=hours, first_candidate=1)
    there = world(listed(kari, ola), [asta], policy=levers(), parameters=numbers())
    give_time(asta, there.offices[0], there, week(20, Luck(STAYS_AWAY)))
    assert (there.offices[0].talks_held, asta.hours_left) == (called, approx(left))
    assert len(happened(there)) == called


@mark.parametrize(("talk", "left", "protected", "rest"), [(1.0, 3.0, 1.5, 0.5), (0.5, 1.6, 0.8, 0.1)])
def test_protected_hours_go_by_order_of_due_and_the_rest_by_rank(talk, left, protected, rest):
    """1.5 of 3 hours are protected, which is one talk of 1.25: Kari, 19 of 8 weeks due, before Ola (10) and Amina (12).

    Of the 1.75 left Ola, whose score is highest, gets 1.25; for Amina half an hour is too little. So it is with talks
    of .75 and .8 of 1.6 hours (R4).
    """
    kari = person(id=1, rank=0.2, score_when_due=0.2, last_contact=1)
    ola = person(id=2, rank=0.9, score_when_due=0.9, last_contact=10)
    amina = person(id=3, rank=0.5, score_when_due=0.5, last_contact=8)
    asta = caseworker(id=70, hours_left=left, protected_hours=protected, first_candidate=2)
    there = world(listed(kari, ola, amina), [asta], policy=levers(), parameters=numbers(hours__talk=talk))
    give_time(asta, there.offices[0], there, week(20, Luck(STAYS_AWAY)))
    assert [event[1] for event in happened(there)] == [1, 2]
    assert asta.hours_left == approx(rest)
    assert amina.rank == 0.5


@mark.parametrize(
    ("until", "left", "waiting"), [(0.0, 0.5, 1), (0.5, 0.5, 1), (0.6, 1.75, 2), (1.75, 1.75, 2), (3.0, 3.0, 3)]
)
def test_talks_are_called_until_only_so_many_hours_are_left(until, left, waiting):
    """Of 3 hours each takes 1.25: down to .5 two are called, down to more than that one, and from 1.76 on none."""
    people = [person(id=1), person(id=2), person(id=3)]
    asta = caseworker(id=70, hours_left=3.0)
    there = world(people, [asta], policy=levers(), parameters=numbers())
    there.heap[:3] = [0, 1, 2]
    assert call_in_order(asta, there.offices[0], 3, until, there, week(20, Luck(STAYS_AWAY))) == waiting
    assert asta.hours_left == approx(left)


def test_where_all_hours_are_protected_nobody_goes_before_who_is_more_due():
    """6 of 3.2 hours are protected, so all: two talks, of Kari and Amina; the order by rank is not asked."""
    kari = person(id=1, rank=0.2, score_when_due=0.2, last_contact=1)
    ola = person(id=2, rank=0.9, score_when_due=0.9, last_contact=10)
    amina = person(id=3, rank=0.5, score_when_due=0.5, last_contact=8)
    asta = caseworker(id=70, hours_left=3.2, protected_hours=6.0, first_candidate=2)
    there = world(listed(kari, ola, amina), [asta], policy=levers(), parameters=numbers())
    give_time(asta, there.offices[0], there, week(20, Luck(STAYS_AWAY)))
    assert [event[1] for event in happened(there)] == [1, 3]


@mark.parametrize(
    ("left", "carried", "absent", "slack", "next_week"),
    [(0.4, 0.0, 0, 5.4, 0.4), (0.4, 0.9, 0, 4.5, 0.4), (3.2, 0.5, 0, 7.7, 2.0), (0.0, 0.9, 1, 5.0, 0.9)],
)
def test_hours_too_few_for_a_talk_are_used_next_week(left, carried, absent, slack, next_week):
    """At most 2 are carried over. Booked as not spent is what is left less what came from last week, so that each
    week's uses are what is paid: .4 - .9. Absent, Asta keeps what she had.
    """
    asta = caseworker(hours_left=left, carried_hours=carried, absent_weeks=absent)
    books = office(hours_slack=5.0)
    before = Before(asta, books)
    carry_hours_over(asta, books, numbers(hours__carried_over=2.0))
    assert books.hours_slack == approx(slack)
    assert asta.carried_hours == approx(next_week)
    assert set(before.changes(asta)) <= {"carried_hours"}


def test_who_does_not_come_has_cost_the_hours_all_the_same():
    """Kari stays away: an hour and the writing are gone, the absence is noted, and half of what her plan lacked is won.

    Non-compliance is renegotiated oftener than sanctioned (NAV facts 8.18, R5).
    """
    kari = person(id=1, plan=0.4, last_contact=3, wants_talk=1)
    asta = caseworker(id=70, hours_left=2.0, first_candidate=0)
    there = world([kari], [asta], policy=levers(), parameters=numbers())
    before = Before(there)
    give_time(asta, there.offices[0], there, week(20, Luck(STAYS_AWAY)))
    assert before.changes(kari) == approx({"plan": 0.7, "last_contact": 20, "wants_talk": 0})
    assert before.changes(asta) == approx({"hours_left": 0.75})
    assert happened(there) == [(EventKind.MISSED_TALK, 1, 70, Channel.BOOKED_MEETING, 0, 60.0)]


def test_the_talk_is_held_as_karis_own_arm_holds_it():
    """Her arm talks by phone, three quarters of an hour, with .5 hours of writing: 2 - 1.25 = .75 are left."""
    kari = person(id=1, arm=1)
    asta = caseworker(id=70, hours_left=2.0, first_candidate=0)
    own = levers(channel__phone_talks=1.0, standardization__documentation=0.5)
    there = world([kari], [asta], policy=[levers(), own], parameters=numbers())
    give_time(asta, there.offices[0], there, week(20, Luck(STAYS_AWAY)))
    assert happened(there) == [(EventKind.MISSED_TALK, 1, 70, Channel.PHONE, 0, 45.0)]
    assert asta.hours_left == approx(0.75)
    assert (there.offices[0].hours_follow_up, there.offices[0].hours_documentation) == (0.75, 0.5)


def test_plans_of_those_who_are_not_reached_drift_and_their_help_fades():
    """Asta has time for one: Ola, who needs it most. Kari keeps .9 of her plan of .6, .54, and .8 of .5 of help, .4.

    So does Per, who is not due. Tor stays away from Berit's talk: half of the .6 his plan lacked is won, then a tenth
    of .7 drifts, .63. Amina is employed, and nothing of hers drifts. Slack: Asta's .25 and Berit's .75 (R4; 4.12).
    """
    kari = person(id=1, plan=0.6, job_help=0.5, last_contact=10)
    ola = person(id=2, plan=0.6, job_help=0.5, last_contact=10, mental_health=0.8)
    per = person(id=3, plan=0.6, job_help=0.5, last_contact=19)
    tor = person(id=4, plan=0.4, job_help=0.5, last_contact=10, caseworker=1)
    amina = person(id=5, plan=0.6, job_help=0.5, status=Status.EMPLOYED)
    asta = caseworker(id=70, hours_left=1.5, style=Style.NEEDS_FIRST)
    berit = caseworker(id=80, hours_left=2.0, style=Style.NEEDS_FIRST)
    there = world(
        [kari, ola, per, tor, amina],
        [asta, berit],
        [office(hours_slack=3.0)],
        policy=levers(),
        parameters=numbers(),
    )
    before = Before(there)
    luck = Luck({**COMES, (Decision.SHOWS_UP, 4): 0.99})
    follow_up(there, week(20, luck))
    assert [event[:3] for event in happened(there)] == [(EventKind.TALK, 2, 70), (EventKind.MISSED_TALK, 4, 80)]
    assert kari.score_when_due == kari.rank >= 0.0
    scores = ("rank", "score_when_due")
    assert {name: value for name, value in before.changes(kari).items() if name not in scores} == approx(
        {"plan": 0.54, "job_help": 0.4}
    )
    assert before.changes(per) == approx({"plan": 0.54, "job_help": 0.4})
    assert (tor.plan, tor.job_help, tor.in_talk) == (approx(0.63), approx(0.4), 0)
    assert before.changes(amina) == {}
    assert ola.in_talk == 1
    assert (ola.plan > 0.6, ola.job_help >= 0.5) == (True, True)
    assert there.offices[0].hours_slack == approx(4.0)
    assert (asta.hours_slack, berit.hours_slack, berit.hours_follow_up) == approx((0.25, 0.75, 1.0))


def test_every_office_gives_its_own_time_to_its_own_people():
    """Kari and Ola are called in their offices; Per's caseworker has no time, and his plan of .6 drifts to .54.

    The hour that is left counts as slack where it is: .75 of 2 in the first, .25 of 1.5 in the second.
    """
    kari, ola = person(id=1), person(id=2, office=1, caseworker=1)
    per = person(id=3, office=1, caseworker=2, plan=0.6)
    staff = [
        caseworker(id=70, hours_left=2.0),
        caseworker(id=80, office=1, hours_left=1.5),
        caseworker(id=90, office=1, hours_left=0.0),
    ]
    there = world([kari, ola, per], staff, [office(), office()], policy=levers(), parameters=numbers())
    follow_up(there, week(20, Luck(STAYS_AWAY)))
    assert [event[:3] for event in happened(there)] == [(EventKind.MISSED_TALK, 1, 70), (EventKind.MISSED_TALK, 2, 80)]
    assert [each.hours_slack for each in there.offices] == approx([0.75, 0.25])
    assert per.plan == approx(0.54)


def test_an_office_where_nobody_is_due_has_all_its_time_left():
    """In week 0 Kari has just been seen: no talk, 2 hours of slack; her plan drifts like anybody's, .54."""
    kari = person(id=1, last_contact=0, plan=0.6)
    there = world([kari], [caseworker(id=70, hours_left=2.0)], policy=levers(), parameters=numbers())
    follow_up(there, week(0))
    assert (there.offices[0].hours_slack, there.offices[0].talks_held) == (2.0, 0)
    assert kari.plan == approx(0.54)
