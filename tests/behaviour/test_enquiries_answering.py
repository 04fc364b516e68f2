"""Answering: worked cases of sim/behaviour/enquiries.py, from getting through to what comes of an enquiry.

The week in which all of it happens: test_enquiries_week.py.
"""

import pytest
from builder import Before, caseworker, channel, happened, office, parameters, person, policy, week, world
from enquiry_numbers import LEVERS, NUMBERS
from luck import Luck
from pytest import approx

from sim.behaviour.enquiries import answer, answer_at_office, note_outcome, turn_away
from sim.events import EventKind
from sim.terms import Channel, CopingFamily, Decision, Matter


def kari_of(**fields):
    """Kari, with a matter of her case of complexity .4; digital skill .2 is .4 with help (.4 of .625 of what lacks)."""
    return person(**{
        "id": 41, "digital_skill": 0.2, "enquiry_complexity": 0.4, "trust": 0.6, "experience": 0.4, "coping": 0.5,
        "matter": Matter.OWN_CASE, "unresolved": 1, "gave_up": 2, "contacts": 5, "digital_contacts": 3,
        "access_failures": 1, "knows_doors": 1, "enquiry_minutes": 9.0, **fields,
    })  # fmt: skip


def asta_of(**fields):
    """Asta, who has read messages up to a pressure of 1.2, and is under 1.6."""
    return caseworker(**{
        "id": 7, "pressure": 1.6, "mandatory_need": 3.0, "dialogue_need": 0.5, "coping_family": CopingFamily.TOWARDS,
        **fields,
    })  # fmt: skip


def asking(kind, kari, asta, luck, pressure=1.0, **values):
    """Kari asks Asta's office by a channel that is open and has room; what came of it, the office, and the channel."""
    door = channel(kind, open_share=1.0, capacity=9.0, demand=4, served=20, failed=6, resolved=11)
    at = office(reception_need=2.0, pressure=pressure, digital_investment=0.5)
    before = Before(kari, asta, door, at)
    lots = Luck({(decision, 41): lot for decision, lot in luck.items()}, 0.999)
    levers = policy(**{**LEVERS, "channel__digital_default": 0.0})
    came_of_it = answer(kari, asta, at, door, levers, week(12, lots), parameters(**{**NUMBERS, **values}))
    return came_of_it, before, door, at


def test_asta_has_no_time_for_karis_message_which_costs_trust_now_and_mandatory_hours_later():
    """Read by .75 of the .91 who get in, .6825; at .683 not. None of the 10 * 1.35 = 13.5 minutes that it would have
    taken is spent; the late papers cost .12 h. Kari tries again.
    """
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.683, Decision.FAILURE_RETURNS: 0.63}
    came_of_it, before, door, at = asking(Channel.DIGITAL_DIALOGUE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_TURNED_AWAY
    assert before.changes(kari) == approx(
        {"access_failures": 2, "trust": 0.57, "experience": 0.38, "coping": 0.49, "enquiry_minutes": 0.0}
    )
    assert before.changes(asta) == approx({"mandatory_need": 3.12})
    assert before.changes(door) == {"failed": 7}
    assert before.changes(at) == {"refusals": 1}


def test_a_call_that_nobody_takes_is_counted_as_such_and_teaches_kari_the_hours():
    """Nobody spends a minute on it; who has come in vain knows the hours from now on."""
    kari, asta = kari_of(knows_doors=0, digital_skill=0.0), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.9999, Decision.FAILURE_RETURNS: 0.1}
    door = channel(Channel.PHONE, open_share=0.8, capacity=9.0, usual_demand=10.0)
    at = office(refusals=3, phone_refusals=2)
    before = Before(kari, at)
    lots = Luck({(decision, 41): lot for decision, lot in luck.items()})
    levers = policy(**{**LEVERS, "channel__digital_default": 0.0})
    assert answer(kari, asta, at, door, levers, week(12, lots), parameters(**NUMBERS)) == EventKind.ENQUIRY_TURNED_AWAY
    assert before.changes(at) == {"refusals": 4, "phone_refusals": 3}
    assert kari.knows_doors == 1


def test_karis_message_is_settled_and_takes_astas_time_instead_of_the_phones():
    """Read, at .682; settled by .48128, at .481. A quarter of the experience that is missing is won, .15, a tenth of
    the trust, .04. 13.5 minutes of Asta's, .225 h (4.20).
    """
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.682, Decision.CHANNEL_RESOLVES: 0.481}
    came_of_it, before, door, at = asking(Channel.DIGITAL_DIALOGUE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_SETTLED
    assert before.changes(kari) == approx({
        "contacts": 6, "digital_contacts": 4, "unresolved": 0, "experience": 0.55, "trust": 0.64,
        "enquiry_minutes": 13.5,
    })  # fmt: skip
    assert before.changes(asta) == approx({"dialogue_need": 0.725})
    assert before.changes(door) == {"served": 21, "resolved": 12}
    assert before.changes(at) == {}


def test_asta_calls_kari_back_about_a_complex_message_and_teaches_her():
    """.4 beyond calm of complexity .4, at .159: 16.875 minutes, and three for teaching, at .319 of .4 * .8: .33125 h. A
    call settles .748, at .747. Skill .2 grows by a twentieth of .8.
    """
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.CALLED_BACK: 0.159, Decision.CHANNEL_TAUGHT: 0.319,
            Decision.CHANNEL_RESOLVES: 0.747}  # fmt: skip
    came_of_it, before, _, at = asking(Channel.DIGITAL_DIALOGUE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_SETTLED
    assert before.changes(asta) == approx({"dialogue_need": 0.83125})
    assert (kari.enquiry_minutes, kari.digital_skill) == approx((19.875, 0.24))
    assert before.changes(at) == {}


def test_karis_matter_is_settled_by_self_service_with_hardly_any_staff_behind_it():
    """Settled by .3552, at .355. .3 minutes of staff behind it, .005 h."""
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.CHANNEL_RESOLVES: 0.355}
    came_of_it, before, _, at = asking(Channel.SELF_SERVICE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_SETTLED
    assert before.changes(at) == approx({"reception_need": 2.005})


def test_kari_chats_with_the_reception_in_vain_and_gives_up():
    """At .6 the office answers itself. 6.75 minutes of the reception, .1125 h. A chat settles nothing of her case, and
    at .64 she does not come back: given up for the third time. No late papers, for somebody did answer; .4 of what
    being turned away costs.
    """
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.ANSWERED_CENTRALLY: 0.6, Decision.CHANNEL_RESOLVES: 0.0,
            Decision.FAILURE_RETURNS: 0.64}  # fmt: skip
    came_of_it, before, door, at = asking(Channel.CHAT, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_UNSETTLED
    assert before.changes(kari) == approx({
        "contacts": 6, "digital_contacts": 4, "unresolved": 0, "gave_up": 3, "trust": 0.588, "experience": 0.392,
        "coping": 0.496, "enquiry_minutes": 6.75,
    })  # fmt: skip
    assert before.changes(asta) == {}
    assert before.changes(door) == {"served": 21}
    assert before.changes(at) == approx({"reception_need": 2.1125})


def test_karis_call_to_the_contact_centre_takes_none_of_the_offices_time():
    """At .599; kept, and settled by .8 * (1 - .5 * .4) = .64, at .639. Ten minutes of the centre's."""
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.ANSWERED_CENTRALLY: 0.599, Decision.CHANNEL_RESOLVES: 0.639}
    came_of_it, before, door, at = asking(Channel.PHONE, kari, asta, luck)
    assert came_of_it == EventKind.ENQUIRY_SETTLED
    assert before.changes(kari) == approx(
        {"contacts": 6, "unresolved": 0, "experience": 0.55, "trust": 0.64, "enquiry_minutes": 10.0}
    )
    assert (before.changes(asta), before.changes(door)) == ({}, {"served": 21, "resolved": 12})
    assert before.changes(at) == {"centre_contacts": 1.0}


@pytest.mark.parametrize(("pressure", "minutes", "need"), [(1.0, 16.875, 2.28125), (1.6, 19.875, 2.33125)])
def test_karis_call_to_the_office_takes_its_time_and_under_pressure_she_is_taught_the_channel(pressure, minutes, need):
    """16.875 minutes at the reception, .28125 h, and three more under a pressure of 1.6; settled."""
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.CHANNEL_RESOLVES: 0.747, Decision.CHANNEL_TAUGHT: 0.319}
    came_of_it, before, door, at = asking(Channel.PHONE, kari, asta, luck, pressure)
    assert came_of_it == EventKind.ENQUIRY_SETTLED
    assert kari.enquiry_minutes == approx(minutes)
    assert (before.changes(asta), before.changes(door)) == ({}, {"served": 21, "resolved": 12})
    assert before.changes(at) == approx({"reception_need": need})


def test_asking_for_a_talk_is_no_contact_yet_and_is_answered_when_it_is_booked():
    """4 minutes to book, .066667 h; Kari has nothing unanswered; trust and experience wait for the talk she wants."""
    kari, asta = kari_of(), asta_of()
    came_of_it, before, door, at = asking(Channel.BOOKED_MEETING, kari, asta, {Decision.CHANNEL_ACCESS: 0.1})
    assert came_of_it == EventKind.TALK_ASKED_FOR
    assert before.changes(kari) == {"unresolved": 0, "wants_talk": 1, "enquiry_minutes": 4.0}
    assert (before.changes(asta), before.changes(door)) == ({}, {})
    assert before.changes(at) == approx({"reception_need": 2.0 + 4.0 / 60.0})


@pytest.mark.parametrize(
    ("kind", "knows"),
    [(Channel.SELF_SERVICE, 0), (Channel.DIGITAL_DIALOGUE, 0), (Channel.CHAT, 1), (Channel.PHONE, 1),
     (Channel.DROP_IN, 1), (Channel.BOOKED_MEETING, 0)],
)  # fmt: skip
def test_who_has_tried_phone_chat_or_door_knows_their_hours(kind, knows):
    """Nobody waits for a machine, or learns when the phone is open by asking it."""
    kari, asta = kari_of(knows_doors=0), asta_of()
    asking(kind, kari, asta, {Decision.CHANNEL_ACCESS: 0.0})
    assert kari.knows_doors == knows


@pytest.mark.parametrize(
    ("kind", "minutes"), [(Channel.SELF_SERVICE, 0.3), (Channel.CHAT, 6.75), (Channel.PHONE, 19.875),
                          (Channel.DROP_IN, 36.75)],
)  # fmt: skip
def test_a_pressed_office_teaches_who_calls_or_comes_and_not_who_is_online_already(kind, minutes):
    """Three minutes on top of 12.5 * 1.35 and 25 * 1.35; a chat is 5 * 1.35."""
    kari, asta = kari_of(), asta_of()
    asking(kind, kari, asta, {Decision.CHANNEL_ACCESS: 0.0, Decision.CHANNEL_TAUGHT: 0.319}, pressure=1.6)
    assert kari.enquiry_minutes == approx(minutes)


def test_a_call_back_settles_no_more_than_a_call():
    """.748 of it, so not at .749."""
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CHANNEL_ACCESS: 0.1, Decision.CALLED_BACK: 0.159, Decision.CHANNEL_RESOLVES: 0.749}
    assert asking(Channel.DIGITAL_DIALOGUE, kari, asta, luck)[0] == EventKind.ENQUIRY_UNSETTLED


# Turned away, answered by the office, and noted


@pytest.mark.parametrize(("kind", "calls"), [(Channel.PHONE, 3), (Channel.DROP_IN, 2)])
@pytest.mark.parametrize(("drawn", "kept"), [(0.636, {}), (0.637, {"unresolved": 0, "gave_up": 3})])
def test_who_is_turned_away_bears_all_of_it_and_costs_mandatory_hours_later(kind, calls, drawn, kept):
    """A twentieth of trust and experience and a fiftieth of coping: .57, .38 and .49. Kari tries again by .8 * (1 - .4
    * .51) = .6368, or gives up for the third time. Papers that come late cost .3 * .4 = .12 h; of calls only a call.
    """
    kari, asta, door = kari_of(), asta_of(), channel(kind, served=20, failed=6)
    at = office(refusals=3, phone_refusals=2)
    before = Before(kari, asta, door, at)
    luck = Luck({(Decision.FAILURE_RETURNS, 41): drawn})
    turn_away(kari, asta, at, door, week(12, luck), parameters(**NUMBERS))
    assert before.changes(kari) == approx(
        {"access_failures": 2, "trust": 0.57, "experience": 0.38, "coping": 0.49} | kept
    )
    assert before.changes(asta) == approx({"mandatory_need": 3.12})
    assert (before.changes(door), at.refusals, at.phone_refusals) == ({"failed": 7}, 4, calls)


def answered_at_office(kind, kari, asta, luck, pressure):
    """Whether the office settles it for Kari, and the office."""
    at = office(reception_need=2.0, pressure=pressure, digital_investment=0.5)
    lots = Luck({(decision, 41): lot for decision, lot in luck.items()}, 0.999)
    levers, numbers = policy(**LEVERS), parameters(**NUMBERS)
    return answer_at_office(kari, asta, at, kind, levers, week(12, lots), numbers), at


@pytest.mark.parametrize(("drawn", "settled"), [(0.854, True), (0.856, False)])
@pytest.mark.parametrize(("pressure", "minutes", "skill"), [(1.0, 33.75, 0.2), (1.6, 36.75, 0.24)])
def test_a_visit_takes_the_receptions_time_and_under_pressure_kari_is_taught(drawn, settled, pressure, minutes, skill):
    """25 * (.75 + 1.5 * .4) = 33.75 minutes, and 3 more under a pressure of 1.6; in person .855 is settled."""
    kari, asta = kari_of(), asta_of()
    before = Before(kari, asta)
    luck = {Decision.CHANNEL_TAUGHT: 0.319, Decision.CHANNEL_RESOLVES: drawn}
    came_of_it, at = answered_at_office(Channel.DROP_IN, kari, asta, luck, pressure)
    assert came_of_it == settled
    assert (kari.enquiry_minutes, kari.digital_skill) == approx((minutes, skill))
    assert at.reception_need == approx(2.0 + minutes / 60.0)
    assert (before.changes(asta), kari.contacts, kari.trust) == ({}, 5, 0.6)


@pytest.mark.parametrize(("called", "need", "settled"), [(0.159, 0.83125, True), (0.161, 0.725, False)])
def test_a_message_is_astas_to_write_or_to_call_back_about(called, need, settled):
    """By .4 * .4 = .16 she calls back: 16.875 minutes and 3 of teaching, .33125 h, and a call settles .748. Else 13.5
    minutes, .225 h, and a message settles .48128. The reception is not asked, calm or not.
    """
    kari, asta = kari_of(), asta_of()
    luck = {Decision.CALLED_BACK: called, Decision.CHANNEL_TAUGHT: 0.319, Decision.CHANNEL_RESOLVES: 0.6}
    came_of_it, at = answered_at_office(Channel.DIGITAL_DIALOGUE, kari, asta, luck, 1.0)
    assert came_of_it == settled
    assert (asta.dialogue_need, at.reception_need) == approx((need, 2.0))


@pytest.mark.parametrize(
    ("outcome", "detail", "minutes"),
    [
        (EventKind.ENQUIRY_TURNED_AWAY, 1, 0.0),
        (EventKind.ENQUIRY_SETTLED, 0, 9.0),
        (EventKind.ENQUIRY_UNSETTLED, 1, 9.0),
        (EventKind.TALK_ASKED_FOR, 0, 9.0),
    ],
)
def test_the_log_tells_what_came_of_it_and_the_minutes_it_took(outcome, detail, minutes):
    """9 minutes, but for who was turned away; whether Kari comes again is told where nothing was settled."""
    kari, door = kari_of(enquiry_outcome=outcome), channel(Channel.PHONE)
    there = world([kari], [caseworker()], channels=[door])
    before = Before(kari, door)
    note_outcome(there, week(12), kari, door)
    assert happened(there) == [(outcome, 41, -1, Channel.PHONE, detail, minutes)]
    assert before.changed() == []
