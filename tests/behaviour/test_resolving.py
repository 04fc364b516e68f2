"""Resolving: worked cases of sim/behaviour/resolving.py, from what a contact settles to what failing costs."""

import pytest
from builder import Before, caseworker, office, parameters, person, policy, week
from enquiry_numbers import LEVERS, NUMBERS
from luck import Luck
from pytest import approx

from sim.behaviour.resolving import (
    be_answered,
    fail,
    is_called_back,
    minutes_of_teaching,
    resolve_probability,
    settled_by_machine,
)
from sim.terms import Channel, Decision, Matter


def kari_of(**fields):
    """Kari, with a matter of complexity .4; her digital skill .2 is .4 with help (.4 of .625 of what is missing)."""
    return person(**{
        "id": 41, "digital_skill": 0.2, "enquiry_complexity": 0.4, "matter": Matter.OWN_CASE, "trust": 0.6,
        "experience": 0.4, "coping": 0.5, "unresolved": 1, "gave_up": 2, **fields,
    })  # fmt: skip


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


def levers(**values):
    """The levers of these cases, with others where a case says so."""
    return policy(**{**LEVERS, **values})


@pytest.mark.parametrize(("investment", "settled"), [(0.0, 0.49), (0.5, 0.595), (1.0, 0.7)])
def test_a_machine_settles_more_the_better_it_is_built_out_and_less_of_what_is_complex(investment, settled):
    """.7 + .3 of investment, less .75 * .4 of it."""
    built_out = office(digital_investment=investment)
    assert settled_by_machine(kari_of(), built_out, numbers()) == approx(settled)


@pytest.mark.parametrize(
    ("kind", "settled", "information"),
    [
        (Channel.SELF_SERVICE, 0.3552, 0.3552),
        (Channel.DIGITAL_DIALOGUE, 0.48128, 0.48128),
        (Channel.CHAT, 0.0, 0.48128),
        (Channel.PHONE, 0.748, 0.748),
        (Channel.VIDEO, 0.855, 0.855),
        (Channel.DROP_IN, 0.855, 0.855),
        (Channel.BOOKED_MEETING, 0.0, 0.0),
    ],
)
def test_karis_matter_is_settled_at_the_door_more_than_by_phone_and_by_a_machine_least(kind, settled, information):
    """Self-service .595, less the split of services, .5 * .2 * .4 = .04 (8.6): .555. A message .9 less .4 * .75 * .4 of
    it, .792, less .04: .752. With ability .4 she makes .4 + .24 = .64 of it: .3552 and .48128 (4.7, 4.15). A chat has
    no case file.

    The phone settles .85 less .12 of it, .748; in person .95 less a tenth, .855 (8.7, R16, R17). Asking for a talk
    settles nothing yet.
    """
    half_built = office(digital_investment=0.5)
    assert resolve_probability(kari_of(), kind, half_built, levers(), numbers()) == approx(settled)
    asks = kari_of(matter=Matter.INFORMATION)
    assert resolve_probability(asks, kind, half_built, levers(), numbers()) == approx(information)


def test_a_machine_settles_nothing_of_a_matter_between_two_services():
    """As complex as can be, with services apart: .85 * .25 - .5 is less than nothing, and so nothing."""
    apart = levers(organisation__integration=0.0)
    kari, half_built = kari_of(enquiry_complexity=1.0), office(digital_investment=0.5)
    assert resolve_probability(kari, Channel.SELF_SERVICE, half_built, apart, numbers()) == 0.0


@pytest.mark.parametrize(
    ("before_it", "drawn", "kept"), [(0, 0.6367, {"unresolved": 1}), (1, 0.6369, {"unresolved": 0, "gave_up": 3})]
)
def test_kari_who_is_turned_away_loses_trust_and_comes_back_or_gives_up(before_it, drawn, kept):
    """A twentieth of trust .6 and experience .4 goes, a fiftieth of coping .5: .49 (4.4, R15). With that she tries
    again by .8 * (.6 + .4 * .49) = .6368, which is failure demand (4.3); else what was unanswered is given up.
    """
    kari = kari_of(unresolved=before_it)
    before = Before(kari)
    fail(kari, 1.0, week(12, Luck({(Decision.FAILURE_RETURNS, 41): drawn})), numbers())
    assert before.changes(kari) == approx({"trust": 0.57, "experience": 0.38, "coping": 0.49, **kept})


def test_an_answer_that_settles_nothing_costs_kari_a_part_of_that():
    """.4 of a twentieth is a fiftieth of .6 and .4; .4 of a fiftieth of .5 is .004."""
    kari = kari_of()
    before = Before(kari)
    fail(kari, 0.4, week(12, Luck({(Decision.FAILURE_RETURNS, 41): 0.1})), numbers())
    assert before.changes(kari) == approx({"trust": 0.588, "experience": 0.392, "coping": 0.496})


def test_an_answer_wins_experience_and_trust():
    """A quarter of the experience that is missing, .15, a tenth of the trust, .04; nothing is unanswered."""
    kari = kari_of()
    before = Before(kari)
    be_answered(kari, numbers())
    assert before.changes(kari) == approx({"unresolved": 0, "experience": 0.55, "trust": 0.64})


@pytest.mark.parametrize(
    ("pressure", "complexity", "drawn", "called"),
    [(1.6, 0.4, 0.159, True), (1.6, 0.4, 0.161, False), (1.6, 0.0, 0.0, False), (1.1, 1.0, 0.0, False)],
)
def test_under_pressure_asta_turns_a_complex_message_into_a_call(pressure, complexity, drawn, called):
    """.8 * .5 = .4 beyond calm, of complexity .4: .16."""
    luck = Luck({(Decision.CALLED_BACK, 41): drawn})
    kari = kari_of(enquiry_complexity=complexity)
    assert is_called_back(kari, caseworker(pressure=pressure), week(12, luck), numbers()) == called


@pytest.mark.parametrize(
    ("skill", "drawn", "minutes", "taught"), [(0.2, 0.319, 3.0, 0.24), (0.2, 0.321, 0.0, 0.2), (1.0, 0.0, 0.0, 1.0)]
)
def test_under_pressure_staff_teach_kari_the_digital_channel(skill, drawn, minutes, taught):
    """.4 beyond calm, of the .8 that she lacks: .32. Three minutes, for a twentieth of what lacks, .04."""
    kari = kari_of(digital_skill=skill)
    luck = Luck({(Decision.CHANNEL_TAUGHT, 41): drawn})
    assert minutes_of_teaching(kari, 1.6, week(12, luck), numbers()) == minutes
    assert kari.digital_skill == approx(taught)
