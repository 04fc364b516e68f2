"""Answering: worked cases of sim/behaviour/enquiries.py, from the doors that are open to what comes of an enquiry."""

import pytest
from builder import (
    Before,
    caseworker,
    channel,
    happened,
    office,
    parameters,
    person,
    policy,
    usual_parameters,
    usual_policy,
    week,
    world,
)
from luck import Luck
from pytest import approx

from sim.behaviour.enquiries import (
    access_probability,
    answer,
    fail,
    handle_enquiries,
    late_papers,
    minutes_for,
    open_channels,
    resolve_probability,
)
from sim.events import EventKind
from sim.terms import Channel, Decision, Status

MINUTES = {
    "channel_minutes__self_service": 0.3, "channel_minutes__dialogue": 10.0, "channel_minutes__chat": 5.0,
    "channel_minutes__phone": 12.5, "channel_minutes__drop_in": 25.0, "channel_minutes__booking": 4.0,
    "channel_minutes__ordinary_matter": 0.3, "channel_minutes__simplest_matter": 0.75,
    "channel_minutes__complexity_takes": 1.5,
}  # fmt: skip
NUMBERS = {
    **MINUTES, "contact__chat_seats": 2.5, "contact__desks": 3.0, "contact__open_enough": 0.25,
    "contact__hours_online": 0.75, "contact__unread_from": 1.2, "contact__assistance_effect": 0.625,
    "contact__digital_resolves": 0.9, "contact__digital_misfit": 0.75, "contact__staffed_misfit": 0.4,
    "contact__skill_weight": 0.6, "contact__split_services": 0.5, "contact__phone_resolves": 0.85,
    "contact__person_resolves": 0.95, "contact__person_misfit": 0.25, "contact__trust_lost": 0.05,
    "contact__coping_lost": 0.02, "contact__persistence": 0.8, "contact__coping_persists": 0.4,
    "contact__late_papers": 0.3, "contact__trust_won": 0.1, "contact__experience_won": 0.25,
}  # fmt: skip
DOORS = {
    "channel__phone_hours": 15.0, "channel__phone_lines": 2.0, "channel__chat_hours": 30.0,
    "channel__drop_in_hours": 7.5, "channel__self_service": 0.6, "shock__closure_week": -1, "shock__closure_weeks": 3,
    "shock__outage_week": -1, "shock__outage_weeks": 2,
}  # fmt: skip
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
    at = office(hours_saved=1.5, reception_need=2.0)
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
    """Read by .75; at .751 not. The 10 * 1.35 = 13.5 minutes that it would have taken are saved, .225 h; the late
    papers cost .12 h. Kari tries again.
    """
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.751, Decision.FAILURE_RETURNS: 0.63}
    came_of_it, before, door, at = asking(Channel.DIGITAL_DIALOGUE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_TURNED_AWAY
    assert before.changes(kari) == approx({"access_failures": 2, "trust": 0.57, "experience": 0.38, "coping": 0.49})
    assert before.changes(asta) == approx({"mandatory_need": 3.12})
    assert before.changes(door) == {"failed": 7}
    assert before.changes(at) == approx({"hours_saved": 1.725})


def test_karis_message_is_settled_and_takes_astas_time_instead_of_the_phones():
    """Read, at .749; settled by .4928, at .492. A quarter of the experience that is missing is won, .15, a tenth of the
    trust, .04. 13.5 minutes of Asta's, .225 h; the call would have been 16.875, so .05625 h are saved (4.20).
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
    assert before.changes(at) == approx({"hours_saved": 1.55625})


def test_kari_chats_with_the_reception_in_vain_and_gives_up():
    """6.75 minutes of the reception, .1125 h, and .16875 h saved against the phone; unsettled at .493, and at .64 she
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
    assert before.changes(at) == approx({"reception_need": 2.1125, "hours_saved": 1.66875})


def test_a_chat_that_takes_longer_than_a_call_saves_nothing():
    """20 * 1.35 = 27 minutes against 16.875: .45 h at the reception, and no hours that were saved before are lost."""
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.CHANNEL_RESOLVES: 0.1}
    _, before, _, at = asking(Channel.CHAT, kari_of(), asta_of(), luck, channel_minutes__chat=20.0)
    assert before.changes(at) == approx({"reception_need": 2.45})


def test_karis_call_is_no_digital_contact_and_saves_nothing():
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


# The week


def test_all_have_asked_before_anybody_is_answered_so_two_callers_share_the_one_line():
    """The phone of ten people: .025 lines, 10 h a week, 15 minutes a call, so one call. Kari and Per both call, so each
    gets through by a half: she at .49, he not at .51. Their matter has complexity .2 (weight .2 + .8 * .25 = .4 of .5):
    12.5 * 1.05 = 13.125 minutes. Ola has work, Amina nothing to ask; Lise calls another office, and Nils none.
    """
    kari = person(id=41, office=1, caseworker=1, digital_skill=1.0)
    per = person(id=42, office=1, caseworker=1, digital_skill=1.0, status=Status.IN_MEASURE)
    ola = person(id=43, office=1, caseworker=1, digital_skill=1.0, status=Status.EMPLOYED, enquiry=Channel.CHAT)
    amina = person(id=44, office=1, caseworker=1, digital_skill=1.0, enquiry=Channel.PHONE)
    lise, nils = person(id=40, digital_skill=1.0), person(id=39, status=Status.DISABILITY_PENSION)
    there = world(
        [lise, nils, kari, per, ola, amina], [caseworker(), caseworker(office=1)],
        [office(registered=10), office(registered=10)],
        policy=usual_policy(**{**DOORS, "channel__phone_hours": 10.0, "channel__phone_lines": 2.5}),
        parameters=usual_parameters(
            **NUMBERS, contact__everyday_matter=0.5, contact__lightest_matter=0.2, contact__phone_preference=0.6,
        ),
    )  # fmt: skip
    luck = Luck({
        (Decision.ENQUIRY, 44): 0.999, Decision.ENQUIRY: 0.0, Decision.ENQUIRY_COMPLEXITY: 0.25,
        (Decision.CHANNEL_CHOICE, -1, 0, 0): 0.999, (Decision.CHANNEL_CHOICE, -1, 0, 1): 0.1,
        (Decision.CHANNEL_ACCESS, 41): 0.49, (Decision.CHANNEL_ACCESS, 42): 0.51, Decision.CHANNEL_ACCESS: 0.0,
        Decision.CHANNEL_RESOLVES: 0.0, Decision.FAILURE_RETURNS: 0.0,
    })  # fmt: skip
    handle_enquiries(there, week(12, luck))
    assert happened(there) == [
        (EventKind.ENQUIRY_SETTLED, 40, -1, Channel.PHONE, 0, approx(13.125)),
        (EventKind.ENQUIRY_SETTLED, 41, -1, Channel.PHONE, 0, approx(13.125)),
        (EventKind.ENQUIRY_TURNED_AWAY, 42, -1, Channel.PHONE, 1, 0.0),
    ]
    assert [door.demand for door in there.channels] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0]
    assert (amina.enquiry, ola.enquiry, ola.contacts) == (-1, Channel.CHAT, 0)


def test_per_is_sent_and_helped_by_the_policy_of_his_own_arm_and_his_caseworkers():
    """Both are without digital skill. Per's arm sends everybody to self-service and helps by .8 of .625, to ability .5,
    so that it can answer; Kari's neither sends nor helps, so she calls.
    """
    kari, per = person(id=41), person(id=42, caseworker=1, arm=1)
    manned = {"channel__phone_hours": 37.5, "channel__phone_lines": 6.0}
    calls = usual_policy(**manned, channel__digital_default=0.0, channel__assisted_digital=0.0)
    sends = usual_policy(**manned, channel__digital_default=1.0, channel__assisted_digital=0.8)
    there = world(
        [per, kari], [caseworker(), caseworker(arm=1)], [office(registered=900)],
        policy=[calls, calls, calls, sends],  # arm 1 of the people whose caseworker is in arm 1 comes last
        parameters=usual_parameters(**{**NUMBERS, "contact__skill_weight": 1.0}),
    )  # fmt: skip
    there.layout[0].person_arms = 2
    luck = Luck({
        Decision.ENQUIRY: 0.0, Decision.ENQUIRY_COMPLEXITY: 0.0, (Decision.CHANNEL_CHOICE, -1, 0, 0): 0.1,
        (Decision.CHANNEL_CHOICE, 41, 0, 1): 0.1, (Decision.CHANNEL_CHOICE, 42, 0, 1): 0.9,
        Decision.CHANNEL_ACCESS: 0.0, Decision.CHANNEL_RESOLVES: 0.0,
    })  # fmt: skip
    handle_enquiries(there, week(12, luck))
    assert [(what, who, kind) for what, who, _, kind, _, _ in happened(there)] == [
        (EventKind.ENQUIRY_SETTLED, 42, Channel.SELF_SERVICE),
        (EventKind.ENQUIRY_SETTLED, 41, Channel.PHONE),
    ]
    assert [door.demand for door in there.channels] == [1, 0, 0, 1, 0, 0, 0]


def test_in_an_office_that_everybody_has_left_the_channels_open_and_nobody_asks():
    """Kari has work; of last week's five calls none is left, and the phone has no line for nobody registered."""
    kari = person(id=41, status=Status.EMPLOYED)
    there = world(
        [kari], [caseworker()], [office(registered=0)], channels=[channel(Channel.PHONE, demand=5, capacity=3.0)],
        policy=usual_policy(**{**DOORS, "channel__phone_hours": 10.0}), parameters=usual_parameters(**NUMBERS),
    )  # fmt: skip
    before = Before(kari, there.offices[0])
    handle_enquiries(there, week(0, Luck(otherwise=0.0)))
    phone = there.channels[Channel.PHONE]
    assert (phone.demand, phone.capacity) == (0, 0.0)
    assert (before.changed(), happened(there)) == ([], [])
