"""The week of enquiries: worked cases of sim/behaviour/enquiries.py; all ask, and then the channels answer."""

from builder import Before, caseworker, channel, happened, office, person, usual_parameters, usual_policy, week, world
from enquiry_numbers import DOORS, NUMBERS
from luck import Luck
from pytest import approx

from sim.behaviour.enquiries import handle_enquiries
from sim.events import EventKind
from sim.terms import Channel, Decision, Status

# Nothing but the phone and asking for a talk is worth the trouble, and a call takes a line for a quarter of an hour.
BY_PHONE = {
    **NUMBERS, "contact__everyday_matter": 0.5, "centre__minutes": 15.0, "effort__self_service": 1.0,
    "effort__chat": 1.0, "effort__travel": 1.0, "effort__phone": 0.0,
}  # fmt: skip
ONE_LINE = {**DOORS, "channel__phone_hours": 10.0, "channel__phone_lines": 2.5}


def test_all_have_asked_before_anybody_is_answered_so_two_callers_share_the_one_line():
    """The phone of ten people: .025 lines, 10 h a week, 15 minutes a call, so one call. Kari and Per both call about
    something acute, so each gets through by a half: she at .49, he not at .51. Their matter has complexity .2 (weight
    .2 + .8 * .25 = .4 of .5): 12.5 * 1.05 = 13.125 minutes. Ola has work, Amina nothing to ask; Lise calls another
    office, and Nils none.
    """
    kari = person(id=41, office=1, caseworker=1, digital_skill=1.0)
    per = person(id=42, office=1, caseworker=1, digital_skill=1.0, status=Status.IN_MEASURE)
    ola = person(id=43, office=1, caseworker=1, digital_skill=1.0, status=Status.EMPLOYED, enquiry=Channel.CHAT)
    ola.enquiry_outcome = EventKind.ENQUIRY_UNSETTLED  # in the week before she began
    amina = person(id=44, office=1, caseworker=1, digital_skill=1.0, enquiry=Channel.PHONE)
    lise, nils = person(id=40, digital_skill=1.0), person(id=39, status=Status.DISABILITY_PENSION)
    there = world(
        [lise, nils, kari, per, ola, amina], [caseworker(), caseworker(office=1)],
        [office(registered=1000), office(registered=10)],
        policy=usual_policy(**ONE_LINE), parameters=usual_parameters(**BY_PHONE),
    )  # fmt: skip
    luck = Luck({
        (Decision.ENQUIRY, 44): 0.999, Decision.ENQUIRY: 0.0, Decision.MATTER: 0.95, Decision.URGENCY: 0.5,
        Decision.ENQUIRY_COMPLEXITY: 0.25, Decision.CHANNEL_CHOICE: 0.3, Decision.CHANNEL_TAUGHT: 0.999,
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
    outcomes = (EventKind.ENQUIRY_SETTLED, EventKind.ENQUIRY_TURNED_AWAY, 0, 0)
    assert (kari.enquiry_outcome, per.enquiry_outcome, ola.enquiry_outcome, amina.enquiry_outcome) == outcomes
    assert [(books.enquiries, books.calls, books.refusals) for books in there.offices] == [(1, 1, 0), (2, 2, 1)]
    assert there.channels[7 + Channel.PHONE].wait == 45.0


def test_a_call_that_settles_nothing_and_a_talk_that_is_asked_for_are_noted_as_what_they_are():
    """Kari's call takes 13.125 minutes as above, settles nothing, and comes again; booking a talk for Per takes 4."""
    kari, per = person(id=41, digital_skill=1.0), person(id=42, digital_skill=1.0)
    there = world(
        [kari, per], [caseworker()], [office(registered=900)],
        policy=usual_policy(**ONE_LINE), parameters=usual_parameters(**{**BY_PHONE, "effort__booking": 0.0}),
    )  # fmt: skip
    luck = Luck({
        Decision.ENQUIRY: 0.0, Decision.MATTER: 0.95, Decision.URGENCY: 0.5, Decision.ENQUIRY_COMPLEXITY: 0.25,
        (Decision.CHANNEL_CHOICE, 41): 0.3, (Decision.CHANNEL_CHOICE, 42): 0.9, Decision.CHANNEL_ACCESS: 0.0,
        Decision.CHANNEL_TAUGHT: 0.999, Decision.CHANNEL_RESOLVES: 0.999, Decision.FAILURE_RETURNS: 0.0,
    })  # fmt: skip
    handle_enquiries(there, week(12, luck))
    assert happened(there) == [
        (EventKind.ENQUIRY_UNSETTLED, 41, -1, Channel.PHONE, 1, approx(13.125)),
        (EventKind.TALK_ASKED_FOR, 42, -1, Channel.BOOKED_MEETING, 0, 4.0),
    ]
    assert (kari.unresolved, per.wants_talk) == (1, 1)
    assert (kari.enquiry_outcome, per.enquiry_outcome) == (EventKind.ENQUIRY_UNSETTLED, EventKind.TALK_ASKED_FOR)


def test_per_is_sent_and_helped_by_the_policy_of_his_own_arm_and_his_caseworkers():
    """Both are without digital skill and want information. Per's arm sends everybody to self-service and helps by .8 of
    .625, to ability .5, so that it costs him .35 + .25 - .4 = .2 and can answer; Kari's neither sends nor helps, so it
    would cost her .85, and a call .2.
    """
    kari, per = person(id=41), person(id=42, caseworker=1, arm=1)
    manned = {**DOORS, "channel__phone_hours": 37.5, "channel__phone_lines": 6.0}
    calls = usual_policy(**{**manned, "channel__digital_default": 0.0, "channel__assisted_digital": 0.0})
    sends = usual_policy(**{**manned, "channel__digital_default": 1.0, "channel__assisted_digital": 0.8})
    there = world(
        [per, kari], [caseworker(), caseworker(arm=1)], [office(registered=900)],
        policy=[calls, calls, calls, sends],  # arm 1 of the people whose caseworker is in arm 1 comes last
        parameters=usual_parameters(**{**NUMBERS, "contact__skill_weight": 1.0}),
    )  # fmt: skip
    there.layout[0].person_arms = 2
    luck = Luck({
        Decision.ENQUIRY: 0.0, Decision.MATTER: 0.0, Decision.URGENCY: 0.5, Decision.ENQUIRY_COMPLEXITY: 0.0,
        Decision.CHANNEL_CHOICE: 0.1, Decision.CHANNEL_ACCESS: 0.0, Decision.CHANNEL_TAUGHT: 0.999,
        Decision.CHANNEL_RESOLVES: 0.0,
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
    assert (phone.demand, phone.capacity, phone.wait) == (0, 0.0, 0.0)
    assert (before.changed(), happened(there)) == ([], [])
