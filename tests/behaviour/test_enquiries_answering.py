"""Answering: worked cases of sim/behaviour/enquiries.py, from the doors that are open to what comes of an enquiry.

The week in which all of it happens: test_enquiries_week.py.
"""

import pytest
from builder import (
    Before,
    caseworker,
    channel,
    office,
    parameters,
    person,
    policy,
    usual_parameters,
    usual_policy,
    week,
    world,
)
from enquiry_numbers import DOORS, NUMBERS
from luck import Luck
from pytest import approx

from sim.behaviour.enquiries import (
    access_probability,
    answer,
    fail,
    late_papers,
    minutes_for,
    open_channels,
    resolve_probability,
)
from sim.events import EventKind
from sim.terms import Channel, Decision

LEVERS = {"channel__assisted_digital": 0.4, "organisation__integration": 0.8}


def kari_of(**fields):
    """Kari, with a matter of complexity .4; her digital skill .2 is .4 with help (.4 of .625 of what is missing)."""
    return person(**{
        "id": 41, "digital_skill": 0.2, "enquiry_complexity": 0.4, "trust": 0.6, "experience": 0.4, "coping": 0.5,
        "unresolved": 1, "gave_up": 2, "contacts": 5, "digital_contacts": 3, "access_failures": 1, **fields,
    })  # fmt: skip


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


def levers(**values):
    """The levers of these cases, with others where a case says so."""
    return policy(**{**LEVERS, **values})


def asking(kind, kari, asta, luck, **values):
    """Kari asks Asta's office by a channel that is open and has room; what came of it, the office, and the channel."""
    door = channel(kind, open_share=1.0, capacity=9.0, demand=4, served=20, failed=6, resolved=11)
    at = office(reception_need=2.0)
    before = Before(kari, asta, door, at)
    lots = Luck({(decision, 41): lot for decision, lot in luck.items()})
    came_of_it = answer(kari, asta, at, door, levers(), week(12, lots), numbers(**values))
    return came_of_it, before, door, at


def asta_of(**fields):
    """Asta, who has read messages up to a pressure of 1.2, and is under 1.6."""
    return caseworker(**{"id": 7, "pressure": 1.6, "mandatory_need": 3.0, "dialogue_need": 0.5, **fields})


# Doors


def doors_of_the_second_office(number, **shock):
    """The channels of the second of two offices, where 200 are registered, as they are opened for a week."""
    elsewhere = usual_policy(channel__phone_hours=1.0, channel__drop_in_hours=1.0)
    two = [office(registered=900), office(registered=200, policy_row=1)]
    asked = [channel(kind, office=1, demand=9) for kind in range(7)]
    there = world(offices=two, channels=asked, policy=[elsewhere, usual_policy(**{**DOORS, **shock})],
                  parameters=usual_parameters(**NUMBERS))  # fmt: skip
    before = Before(there)
    open_channels(there.offices[1], there, week(number))
    assert set(map(id, before.changed())) == set(map(id, there.channels[7:]))
    return there.channels[7:]


def test_the_doors_are_open_for_their_hours_and_take_as_many_as_their_staff_has_minutes_for():
    """An ordinary matter takes .75 + 1.5 * .3 = 1.2 times its minutes: phone 15, chat 6, the door 30, a message 12.

    200 people: phone 15 h a week with .4 of a line, 900 / 15 * .4 = 24 calls; chat 30 h with .5 seats, 150; the door
    7.5 h with .6 desks, 9. Self-service is up .6 of 37.5 h; nothing else is ever full, for a thousand million serve it.
    """
    doors = doors_of_the_second_office(12)
    assert [door.open_share for door in doors] == approx([0.6, 1.0, 0.8, 0.4, 1.0, 0.2, 1.0])
    assert [door.capacity for door in doors] == approx([4.5e12, 1.875e11, 150.0, 24.0, 7.5e10, 9.0, 5.625e11])
    assert [door.demand for door in doors] == [0] * 7


def test_a_phone_that_is_answered_in_the_evening_too_is_open_all_week_and_takes_more_calls():
    """60 h are more than the 37.5 of a week: open all of it, and 3600 / 15 * .4 = 96 calls."""
    phone = doors_of_the_second_office(12, channel__phone_hours=60.0)[Channel.PHONE]
    assert (phone.open_share, phone.capacity) == approx((1.0, 96.0))


def test_self_service_that_takes_nobodys_time_is_never_full():
    """No minutes at all are reckoned as next to nothing, so that there is something to divide by."""
    free = world(policy=usual_policy(**DOORS), parameters=usual_parameters(channel_minutes__self_service=0.0))
    open_channels(free.offices[0], free, week(12))
    assert free.channels[Channel.SELF_SERVICE].capacity == approx(1.35e21)


@pytest.mark.parametrize(("number", "closed"), [(9, False), (10, True), (12, True), (13, False)])
def test_a_pandemic_closes_the_door_and_nothing_else_for_its_weeks(number, closed):
    """From week 10, for three weeks: 10, 11 and 12 (4.6, 4.7)."""
    doors = doors_of_the_second_office(number, shock__closure_week=10)
    assert [door.open_share for door in doors] == approx([0.6, 1.0, 0.8, 0.4, 1.0, 0.0 if closed else 0.2, 1.0])
    assert doors[Channel.DROP_IN].capacity == approx(0.0 if closed else 9.0)


@pytest.mark.parametrize(("number", "down"), [(9, False), (10, True), (11, True), (12, False)])
def test_an_outage_takes_the_digital_channels_and_leaves_phone_door_and_meetings(number, down):
    """From week 10, for two weeks: self-service, dialogue and chat are shut, with no room."""
    doors = doors_of_the_second_office(number, shock__outage_week=10)
    digital = [0.0, 0.0, 0.0] if down else [0.6, 1.0, 0.8]
    assert [door.open_share for door in doors] == approx([*digital, 0.4, 1.0, 0.2, 1.0])
    assert doors[Channel.CHAT].capacity == approx(0.0 if down else 150.0)


@pytest.mark.parametrize(
    ("kind", "simple", "complicated"),
    [
        (Channel.SELF_SERVICE, 0.3, 0.3),
        (Channel.DIGITAL_DIALOGUE, 7.5, 15.0),
        (Channel.CHAT, 3.75, 7.5),
        (Channel.PHONE, 9.375, 18.75),
        (Channel.VIDEO, 18.75, 37.5),
        (Channel.DROP_IN, 18.75, 37.5),
        (Channel.BOOKED_MEETING, 4.0, 4.0),
    ],
)
def test_what_is_complex_takes_staff_longer_where_staff_answers(kind, simple, complicated):
    """The simplest takes .75 of a channel's minutes, complexity .5 another .75 (4.8); a visit to self-service and the
    booking of a talk take what they take. By video as long as at the door.
    """
    assert minutes_for(kind, 0.0, numbers()) == approx(simple)
    assert minutes_for(kind, 0.5, numbers()) == approx(complicated)


# Getting through


@pytest.mark.parametrize(
    ("pressure", "open_share", "read"),
    [(1.6, 1.0, 0.75), (1.6, 0.1, 0.75), (1.2, 1.0, 1.0), (0.4, 1.0, 1.0), (0.0, 1.0, 1.0), (1.6, 0.0, 0.0)],
)
def test_karis_message_is_read_where_asta_has_time_whoever_else_writes(pressure, open_share, read):
    """Up to a pressure of 1.2 all are; at 1.6, 1.2 / 1.6 = .75 (R15). No caller stands in line: only an outage shuts
    it.
    """
    door = channel(Channel.DIGITAL_DIALOGUE, open_share=open_share, capacity=2.0, demand=9)
    assert access_probability(kari_of(), door, asta_of(pressure=pressure), numbers()) == approx(read)


@pytest.mark.parametrize("kind", [Channel.CHAT, Channel.PHONE, Channel.DROP_IN])
@pytest.mark.parametrize(
    ("open_share", "demand", "through"), [(0.2, 8, 0.26), (0.2, 5, 0.416), (0.8, 8, 0.55), (0.8, 3, 0.88)]
)
def test_kari_gets_through_where_there_is_room_and_she_knows_the_hours(kind, open_share, demand, through):
    """Three quarters of those without digital skill do not know the hours, so with .2 of it she knows them by .4 (4.3).

    Open a fifth of the week she meets it open by .2 + .8 * .4 = .52; a fifth is .8 of enough, a quarter: .416. Open .8:
    .88. Where 8 want what 5 can have, .625 of that (R15).
    """
    door = channel(kind, open_share=open_share, capacity=5.0, demand=demand)
    assert access_probability(kari_of(), door, asta_of(), numbers()) == approx(through)


@pytest.mark.parametrize("kind", [Channel.SELF_SERVICE, Channel.VIDEO, Channel.BOOKED_MEETING])
def test_what_has_no_opening_hours_to_know_lets_kari_in_as_long_as_it_is_up(kind):
    """Up .6 of the week: .6, and where 8 want what 5 can have .375."""
    half_up = channel(kind, open_share=0.6, capacity=5.0, demand=4)
    assert access_probability(kari_of(), half_up, asta_of(), numbers()) == approx(0.6)
    half_up.demand = 8
    assert access_probability(kari_of(), half_up, asta_of(), numbers()) == approx(0.375)


def test_nobody_gets_through_to_a_door_that_is_shut():
    """Closed, with no room for nobody: never, and nothing is divided by nothing."""
    shut = channel(Channel.DROP_IN, open_share=0.0, capacity=0.0, demand=0)
    assert access_probability(kari_of(digital_skill=1.0), shut, asta_of(), numbers()) == 0.0


# Being answered


@pytest.mark.parametrize(
    ("kind", "settled"),
    [
        (Channel.SELF_SERVICE, 0.3776),
        (Channel.DIGITAL_DIALOGUE, 0.4928),
        (Channel.CHAT, 0.4928),
        (Channel.PHONE, 0.748),
        (Channel.VIDEO, 0.855),
        (Channel.DROP_IN, 0.855),
        (Channel.BOOKED_MEETING, 0.0),
    ],
)
def test_karis_matter_is_settled_at_the_door_more_than_by_phone_and_by_a_machine_least(kind, settled):
    """Self-service: .9 less .75 * .4 of it, .63, less the split of services, .5 * .2 * .4 = .04 (8.6): .59. Who answers
    there mends .6 of the misfit .3: .77. With ability .4 she makes .4 + .24 = .64 of it: .3776 and .4928 (4.7, 4.15).

    The phone settles .85 less .4 * .75 * .4 of it, .748; in person .95 less a tenth, .855 (8.7, R16, R17). Asking for a
    talk settles nothing yet.
    """
    assert resolve_probability(kari_of(), kind, levers(), numbers()) == approx(settled)


def test_a_machine_settles_nothing_of_a_matter_between_two_services():
    """As complex as can be, with services apart: .9 * .25 - .5 is less than nothing, and so nothing."""
    apart = levers(organisation__integration=0.0)
    assert resolve_probability(kari_of(enquiry_complexity=1.0), Channel.SELF_SERVICE, apart, numbers()) == 0.0


@pytest.mark.parametrize(
    ("before_it", "drawn", "kept"), [(0, 0.6367, {"unresolved": 1}), (1, 0.6369, {"unresolved": 0, "gave_up": 3})]
)
def test_kari_who_is_not_answered_loses_trust_and_comes_back_or_gives_up(before_it, drawn, kept):
    """A twentieth of trust .6 and experience .4 goes, a fiftieth of coping .5: .49 (4.4, R15). With that she tries
    again by .8 * (.6 + .4 * .49) = .6368, which is failure demand (4.3); else what was unanswered is given up.
    """
    kari = kari_of(unresolved=before_it)
    before = Before(kari)
    fail(kari, week(12, Luck({(Decision.FAILURE_RETURNS, 41): drawn})), numbers())
    lost = {"trust": 0.57, "experience": 0.38, "coping": 0.49}
    assert before.changes(kari) == approx({**lost, **kept})


def test_what_came_too_late_must_be_put_right_the_longer_the_more_complex_it_is():
    """.3 hours at full complexity, .12 at .4 (ASSUMED; 4.4)."""
    assert late_papers(kari_of(), numbers()) == approx(0.12)


def test_asta_has_no_time_for_karis_message_which_costs_trust_now_and_mandatory_hours_later():
    """Read by .75; at .751 not, which takes nobody's time; the late papers cost .12 h. Kari tries again."""
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.751, Decision.FAILURE_RETURNS: 0.63}
    came_of_it, before, door, at = asking(Channel.DIGITAL_DIALOGUE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_TURNED_AWAY
    assert before.changes(kari) == approx({"access_failures": 2, "trust": 0.57, "experience": 0.38, "coping": 0.49})
    assert before.changes(asta) == approx({"mandatory_need": 3.12})
    assert before.changes(door) == {"failed": 7}
    assert before.changes(at) == {}


def test_karis_message_is_settled_and_takes_astas_time_instead_of_the_phones():
    """Read, at .749; settled by .4928, at .492. A quarter of the experience that is missing is won, .15, a tenth of the
    trust, .04. 13.5 minutes of Asta's, .225 h, and none of the reception's (4.20).
    """
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.749, Decision.CHANNEL_RESOLVES: 0.492}
    came_of_it, before, door, at = asking(Channel.DIGITAL_DIALOGUE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_SETTLED
    assert before.changes(kari) == approx(
        {"contacts": 6, "digital_contacts": 4, "unresolved": 0, "experience": 0.55, "trust": 0.64}
    )
    assert before.changes(asta) == approx({"dialogue_need": 0.725})
    assert before.changes(door) == {"served": 21, "resolved": 12}
    assert before.changes(at) == {}


def test_kari_chats_with_the_reception_in_vain_and_gives_up():
    """6.75 minutes of the reception, .1125 h; unsettled at .493, and at .64 she
    does not come back: given up for the third time. No late papers, for somebody did answer.
    """
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.CHANNEL_RESOLVES: 0.493, Decision.FAILURE_RETURNS: 0.64}
    came_of_it, before, door, at = asking(Channel.CHAT, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_UNSETTLED
    assert before.changes(kari) == approx({
        "contacts": 6, "digital_contacts": 4, "unresolved": 0, "gave_up": 3, "trust": 0.57, "experience": 0.38,
        "coping": 0.49,
    })  # fmt: skip
    assert before.changes(asta) == {}
    assert before.changes(door) == {"served": 21}
    assert before.changes(at) == approx({"reception_need": 2.1125})


def test_karis_call_is_no_digital_contact():
    """16.875 minutes at the reception, .28125 h; settled."""
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.CHANNEL_RESOLVES: 0.747}
    came_of_it, before, door, at = asking(Channel.PHONE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_SETTLED
    assert before.changes(kari) == approx({"contacts": 6, "unresolved": 0, "experience": 0.55, "trust": 0.64})
    assert (before.changes(asta), before.changes(door)) == ({}, {"served": 21, "resolved": 12})
    assert before.changes(at) == approx({"reception_need": 2.28125})


def test_asking_for_a_talk_is_no_contact_yet_and_is_answered_when_it_is_booked():
    """4 minutes to book, .066667 h; Kari has nothing unanswered; trust and experience wait for the talk she wants."""
    kari, asta = kari_of(), asta_of()
    came_of_it, before, door, at = asking(Channel.BOOKED_MEETING, kari, asta, {Decision.CHANNEL_ACCESS: 0.1})
    assert came_of_it == EventKind.TALK_ASKED_FOR
    assert before.changes(kari) == {"wants_talk": 1, "unresolved": 0}
    assert (before.changes(asta), before.changes(door)) == ({}, {})
    assert before.changes(at) == approx({"reception_need": 2.0666667})
