"""The contact centre: worked cases of sim/behaviour/contact_centre.py, from who answers to what it settles."""

import pytest
from builder import Before, office, parameters, person, policy, week
from enquiry_numbers import LEVERS, NUMBERS
from luck import Luck
from pytest import approx

from sim.behaviour.contact_centre import (
    answer_centrally,
    forwarded_is_answered,
    forwarding_probability,
    is_answered_centrally,
    settled_centrally,
)
from sim.terms import Channel, Decision, Matter


def kari_of(**fields):
    """Kari, with a matter of money of complexity .4."""
    return person(**{"id": 41, "enquiry_complexity": 0.4, "matter": Matter.MONEY, **fields})


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


def levers(**values):
    """The levers of these cases, with others where a case says so."""
    return policy(**{**LEVERS, **values})


@pytest.mark.parametrize(
    ("kind", "drawn", "central"),
    [(Channel.PHONE, 0.599, True), (Channel.PHONE, 0.601, False), (Channel.CHAT, 0.599, True),
     (Channel.CHAT, 0.601, False), (Channel.DROP_IN, 0.0, False), (Channel.DIGITAL_DIALOGUE, 0.0, False)],
)  # fmt: skip
def test_six_in_ten_calls_and_chats_are_answered_centrally_and_nothing_else(kind, drawn, central):
    luck = Luck({(Decision.ANSWERED_CENTRALLY, 41): drawn})
    assert is_answered_centrally(kari_of(), kind, levers(), week(12, luck)) == central


@pytest.mark.parametrize(
    ("fields", "integration", "sent_on"),
    [
        ({}, 0.8, 0.33),
        ({}, 0.3, 0.53),
        ({"enquiry_complexity": 1.0}, 0.3, 0.7),
        ({"matter": Matter.INFORMATION}, 0.3, 0.0),
    ],
)
def test_what_is_of_karis_case_is_sent_on_the_more_complex_and_the_more_services_stand_apart(
    fields, integration, sent_on
):
    """(1 - integration) * complexity + .25: .08 or .28 of it, at most .7; information never."""
    apart = levers(organisation__integration=integration)
    assert forwarding_probability(kari_of(**fields), apart, numbers()) == approx(sent_on)


@pytest.mark.parametrize(("pressure", "answered"), [(0.5, 0.64), (1.0, 0.64), (1.25, 0.54)])
def test_the_office_answers_what_is_sent_on_less_under_pressure(pressure, answered):
    """.14 at once, and .5 within the week, or .5 / 1.25 = .4."""
    assert forwarded_is_answered(office(pressure=pressure), numbers()) == approx(answered)


@pytest.mark.parametrize(
    ("kind", "matter", "settled"),
    [(Channel.PHONE, Matter.MONEY, 0.64), (Channel.CHAT, Matter.INFORMATION, 0.64), (Channel.CHAT, Matter.MONEY, 0.0)],
)
def test_the_contact_centre_settles_the_simple_and_by_chat_nothing_of_the_own_case(kind, matter, settled):
    """.8 of the simplest, less .5 * .4 of it; a chat has no case file (4.8)."""
    assert settled_centrally(kari_of(matter=matter), kind, numbers()) == approx(settled)


def called(**lots):
    """What comes of Kari's call to the contact centre, and what has changed."""
    kari, at = kari_of(), office(pressure=1.25, reception_need=2.0, centre_contacts=3.0)
    before = Before(at)
    luck = Luck({(Decision[name], 41): lot for name, lot in lots.items()})
    settled = answer_centrally(kari, at, Channel.PHONE, levers(), week(12, luck), numbers())
    return settled, before.changes(at), kari.enquiry_minutes


@pytest.mark.parametrize(("drawn", "settled"), [(0.639, True), (0.641, False)])
def test_a_call_that_stays_with_the_contact_centre_takes_none_of_the_offices_time(drawn, settled):
    """Kept at .331; settled by .64. Ten minutes of the centre's."""
    assert called(FORWARDED=0.331, CHANNEL_RESOLVES=drawn) == (settled, {"centre_contacts": 4.0}, 10.0)


def test_a_call_that_is_sent_on_and_answered_takes_the_time_of_a_call_at_the_office_too():
    """Sent on at .329, answered at .539: 12.5 * 1.35 = 16.875 minutes, .28125 h, beside the centre's ten."""
    settled, changes, minutes = called(FORWARDED=0.329, FORWARDED_ANSWERED=0.539, CHANNEL_RESOLVES=0.999)
    assert settled and minutes == approx(26.875)
    assert changes == approx({"centre_contacts": 4.0, "reception_need": 2.28125})


def test_a_call_that_is_sent_on_and_not_answered_has_failed():
    """At .541; however well the centre might have answered."""
    lots = {"FORWARDED": 0.329, "FORWARDED_ANSWERED": 0.541, "CHANNEL_RESOLVES": 0.0}
    assert called(**lots) == (False, {"centre_contacts": 4.0}, 10.0)
