"""Channels: worked cases of sim/behaviour/channels.py, from the doors that are open to who gets through."""

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
from enquiry_numbers import DOORS, LEVERS, NUMBERS
from pytest import approx

from sim.behaviour.channels import (
    access_probability,
    beyond_calm,
    mean_wait,
    messages_read,
    minutes_for,
    minutes_of_capacity,
    note_demand,
    open_channels,
    room,
    sent_back,
)
from sim.terms import Channel, CopingFamily, Matter

HUMAN = [Channel.PHONE, Channel.DROP_IN]


def kari_of(**fields):
    """Kari, with a matter of her case; her digital skill .2 is .4 with help (.4 of .625 of what is missing)."""
    return person(**{"id": 41, "digital_skill": 0.2, "enquiry_complexity": 0.4, "matter": Matter.OWN_CASE, **fields})


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


def levers(**values):
    """The levers of these cases, with others where a case says so; nobody is sent anywhere."""
    return policy(**{**LEVERS, "channel__digital_default": 0.0, **values})


def asta_of(**fields):
    """Asta, who has read messages up to a pressure of 1.2, and is under 1.6."""
    return caseworker(**{"id": 7, "pressure": 1.6, "coping_family": CopingFamily.TOWARDS, **fields})


def gets_through(kari, door, asta=None, **values):
    """Kari's probability of getting through."""
    return access_probability(kari, door, asta or asta_of(), levers(), office(), numbers(**values))


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
    """A call or a chat takes a line or a seat for 10 minutes. 200 people: phone 15 h a week with .4 of a line, 900 / 10
    * .4 = 36 calls; chat 30 h with .5 seats, 90. An ordinary matter takes .75 + 1.5 * .3 = 1.2 times its minutes: the
    door 30, 7.5 h with .6 desks, 9; a message 12. Self-service is up .6 of 37.5 h; nothing else is ever full, for a
    thousand million serve it.
    """
    doors = doors_of_the_second_office(12)
    assert [door.open_share for door in doors] == approx([0.6, 1.0, 0.8, 0.4, 1.0, 0.2, 1.0])
    assert [door.capacity for door in doors] == approx([4.5e12, 1.875e11, 90.0, 36.0, 7.5e10, 9.0, 5.625e11])
    assert [door.demand for door in doors] == [0] * 7


def test_a_phone_that_is_answered_in_the_evening_too_is_open_all_week_and_takes_more_calls():
    """60 h are more than the 37.5 of a week: open all of it, and 3600 / 10 * .4 = 144 calls."""
    phone = doors_of_the_second_office(12, channel__phone_hours=60.0)[Channel.PHONE]
    assert (phone.open_share, phone.capacity) == approx((1.0, 144.0))


def test_a_phone_without_a_line_is_not_open_whatever_its_hours():
    phone = doors_of_the_second_office(12, channel__phone_lines=0.0)[Channel.PHONE]
    assert (phone.open_share, phone.capacity) == (0.0, 0.0)


def test_what_takes_nobodys_time_is_never_full():
    """No minutes at all are reckoned as next to nothing, so that there is something to divide by."""
    no_time = usual_parameters(**{**NUMBERS, "channel_minutes__self_service": 0.0})
    free = world(policy=usual_policy(**DOORS), parameters=no_time)
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
    assert doors[Channel.CHAT].capacity == approx(0.0 if down else 90.0)


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


@pytest.mark.parametrize(
    ("kind", "minutes"),
    [
        (Channel.SELF_SERVICE, 0.3),
        (Channel.DIGITAL_DIALOGUE, 12.0),
        (Channel.CHAT, 10.0),
        (Channel.PHONE, 10.0),
        (Channel.VIDEO, 30.0),
        (Channel.DROP_IN, 30.0),
        (Channel.BOOKED_MEETING, 4.0),
    ],
)
def test_room_is_reckoned_by_an_ordinary_matter_and_for_calls_and_chats_by_the_contact_centre(kind, minutes):
    """A matter of complexity .3 takes .75 + 1.5 * .3 = 1.2 times 10 minutes by message and 25 in person. A call or a
    chat holds a line or a seat for the centre's 10, though the office would need 15 and 6.
    """
    assert minutes_of_capacity(kind, numbers()) == approx(minutes)


def test_room_is_never_reckoned_by_no_minutes_at_all():
    """A thousand-millionth of a minute is the least."""
    assert minutes_of_capacity(Channel.SELF_SERVICE, numbers(channel_minutes__self_service=0.0)) == approx(1.0e-9)


# Waiting


@pytest.mark.parametrize(
    ("demand", "capacity", "wait"),
    [
        (6.0, 8.0, 7.5),
        (0.8, 8.0, 2.0 / 7.2),
        (7.0, 8.0, 17.5),
        (0.0, 8.0, 0.0),
        (7.9, 8.0, 45.0),
        (8.0, 8.0, 45.0),
        (9.0, 8.0, 45.0),
        (0.0, 0.0, 0.0),
        (2.0, 0.0, 45.0),
    ],
)
def test_the_wait_grows_with_what_is_asked_over_what_is_left(demand, capacity, wait):
    """2.5 minutes times 6 / 2; at most 45, and so where there is nothing left."""
    assert mean_wait(demand, capacity, numbers()) == approx(wait)


@pytest.mark.parametrize(
    ("kind", "usual", "noted", "wait"),
    [(Channel.PHONE, 8.0, 7.0, 35 / 6), (Channel.CHAT, 8.0, 7.0, 35 / 6), (Channel.DROP_IN, 8.0, 7.0, 35 / 6),
     (Channel.SELF_SERVICE, 8.0, 7.0, 0.0), (Channel.PHONE, 0.0, 4.0, 5 / 3), (Channel.PHONE, 0.8, 1.6, 4 / 8.4)],
)  # fmt: skip
def test_the_demand_of_late_moves_a_quarter_of_the_way_to_the_weeks_and_the_wait_follows_it(kind, usual, noted, wait):
    """From 8 to 7 with 4 in this week, and 2.5 * 7 / 3 minutes with room for 10; from nothing it begins at the week's
    own. Nobody waits for a machine.
    """
    door = channel(kind, demand=4, usual_demand=usual, capacity=10.0, wait=9.0)
    note_demand(door, numbers())
    assert (door.usual_demand, door.wait) == approx((noted, wait))


@pytest.mark.parametrize(
    ("kind", "demand", "usual", "wait", "taken"),
    [(Channel.DROP_IN, 8, 4.0, 0.0, 0.625), (Channel.DROP_IN, 4, 8.0, 20.0, 0.818731),
     (Channel.PHONE, 8, 4.0, 20.0, 0.818731), (Channel.PHONE, 4, 8.0, 20.0, 0.625), (Channel.CHAT, 4, 8.0, 0.0, 0.625)],
)  # fmt: skip
def test_a_channel_takes_those_it_has_room_for_and_whoever_has_patience(kind, demand, usual, wait, taken):
    """5 of 8: of this week's at the door, and of late where offices share lines and seats. A wait of 20 minutes loses 1
    - exp(-20 / 100) of them; those who leave make room, so the less of the two.
    """
    door = channel(kind, demand=demand, usual_demand=usual, wait=wait, capacity=5.0)
    assert room(door, numbers()) == approx(taken, abs=1e-6)


def test_a_door_that_nobody_comes_to_takes_all_of_them():
    """Shut or not: where nothing is asked there is nothing to divide by."""
    assert room(channel(Channel.DROP_IN), numbers()) == 1.0


# Getting through


@pytest.mark.parametrize(("pressure", "share"), [(1.1, 0.0), (0.4, 0.0), (1.35, 0.2), (1.6, 0.4), (2.0, 0.5)])
def test_staff_spare_themselves_from_a_pressure_on_and_no_more_than_by_a_half(pressure, share):
    """.8 of what is beyond 1.1 (Tummers et al. 2015)."""
    assert beyond_calm(pressure, numbers()) == approx(share)


@pytest.mark.parametrize(
    ("family", "pressure", "read"),
    [(CopingFamily.TOWARDS, 1.6, 0.75), (CopingFamily.AGAINST, 1.6, 0.75), (CopingFamily.AWAY, 1.6, 0.45),
     (CopingFamily.AWAY, 1.15, 0.96), (CopingFamily.TOWARDS, 1.15, 1.0), (CopingFamily.AWAY, 1.1, 1.0),
     (CopingFamily.TOWARDS, 0.0, 1.0)],
)  # fmt: skip
def test_messages_are_read_where_there_is_time_and_filtered_by_who_copes_away(family, pressure, read):
    """Up to a pressure of 1.2 all are; at 1.6, 1.2 / 1.6 = .75 (R15). Who copes away leaves .4 of these, and .04 at
    1.15.
    """
    assert messages_read(asta_of(coping_family=family, pressure=pressure), numbers()) == approx(read)


@pytest.mark.parametrize(("open_share", "read"), [(1.0, 0.6825), (0.1, 0.6825), (0.0, 0.0)])
def test_karis_message_is_read_where_she_can_log_in_and_asta_has_time_whoever_else_writes(open_share, read):
    """.75 of .91: of her .6 that ability lacks, squared .36, a quarter fails to log in (4.15). No caller stands in
    line: only an outage shuts it.
    """
    door = channel(Channel.DIGITAL_DIALOGUE, open_share=open_share, capacity=2.0, demand=9)
    assert gets_through(kari_of(), door) == approx(read)


@pytest.mark.parametrize("kind", HUMAN)
@pytest.mark.parametrize(
    ("tried", "open_share", "demand", "through"),
    [(0, 0.2, 8, 0.26), (0, 0.2, 5, 0.416), (0, 0.8, 8, 0.55), (0, 0.8, 3, 0.88), (1, 0.2, 5, 0.8), (1, 0.8, 5, 1.0)],
)
def test_kari_gets_through_where_there_is_room_and_she_knows_the_hours(kind, tried, open_share, demand, through):
    """Without having tried she knows the hours by .4 (4.3): open a fifth of the week she meets it open by .2 + .8 * .4
    = .52; a fifth is .8 of enough, a quarter: .416. Open .8: .88. Where 8 want what 5 can have, .625 of that (R15).
    """
    door = channel(kind, open_share=open_share, capacity=5.0, demand=demand, usual_demand=float(demand))
    assert gets_through(kari_of(knows_doors=tried), door) == approx(through)


def test_a_chat_takes_a_login_besides():
    """.55 of the .91 who get in."""
    door = channel(Channel.CHAT, open_share=0.8, capacity=5.0, usual_demand=8.0)
    assert gets_through(kari_of(), door) == approx(0.5005)


@pytest.mark.parametrize(
    ("kind", "through", "crowded"),
    [(Channel.SELF_SERVICE, 0.546, 0.34125), (Channel.VIDEO, 0.6, 0.375), (Channel.BOOKED_MEETING, 0.6, 0.375)],
)
def test_what_has_no_opening_hours_to_know_lets_kari_in_as_long_as_it_is_up(kind, through, crowded):
    """Up .6 of the week: .6, and where 8 want what 5 can have .375; for self-service she must log in, .91."""
    half_up = channel(kind, open_share=0.6, capacity=5.0, demand=4)
    assert gets_through(kari_of(), half_up) == approx(through)
    half_up.demand = 8
    assert gets_through(kari_of(), half_up) == approx(crowded)


def test_nobody_gets_through_to_a_door_that_is_shut():
    """Closed, with no room for nobody: never, and nothing is divided by nothing."""
    shut = channel(Channel.DROP_IN, open_share=0.0, capacity=0.0, demand=0)
    assert gets_through(kari_of(digital_skill=1.0), shut) == 0.0


@pytest.mark.parametrize(
    ("matter", "share"), [(Matter.OWN_CASE, 0.18), (Matter.INFORMATION, 0.18), (Matter.ACUTE, 0.0)]
)
def test_who_calls_or_comes_is_told_to_do_it_online_unless_it_is_acute(matter, share):
    """Sent by .6: half of the square .36 (4.24, 4.25)."""
    sent = levers(channel__digital_default=0.6)
    assert sent_back(kari_of(matter=matter), sent, office(), numbers()) == approx(share)


@pytest.mark.parametrize(
    ("kind", "through"),
    [(Channel.PHONE, 0.82), (Channel.DROP_IN, 0.82), (Channel.CHAT, 0.91), (Channel.BOOKED_MEETING, 1.0)],
)
def test_being_sent_back_keeps_kari_from_the_phone_and_the_door_alone(kind, through):
    door = channel(kind, open_share=1.0, capacity=9.0)
    sent = levers(channel__digital_default=0.6)
    assert access_probability(kari_of(), door, asta_of(), sent, office(), numbers()) == approx(through)
