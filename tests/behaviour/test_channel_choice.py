"""The choice of a channel: worked cases of sim/behaviour/channel_choice.py, from effort to channel or silence."""

import pytest
from builder import Before, channel, office, parameters, person, policy, usual_policy, week, world
from enquiry_numbers import LEVERS, NUMBERS
from luck import Luck
from pytest import approx

from sim.behaviour.channel_choice import (
    SILENCE,
    asking_effort,
    channel_pull,
    choose_channel,
    digital_effort,
    doors_known,
    is_there,
    personal_effort,
    sent_to_digital,
)
from sim.terms import Channel, Decision, Matter, NeedsGroup


def kari_of(**fields):
    """Kari, with a matter of her case, urgent by .25 and complex by .4; digital skill .2 is .4 with help."""
    return person(**{
        "id": 41, "digital_skill": 0.2, "enquiry_complexity": 0.4, "urgency": 0.25, "matter": Matter.OWN_CASE,
        "knows_doors": 1, "needs_group": NeedsGroup.TRENGER_VEILEDNING, **fields,
    })  # fmt: skip


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


def levers(**values):
    """The levers of these cases, with others where a case says so."""
    return policy(**{**LEVERS, **values})


@pytest.mark.parametrize(
    ("tried", "skill", "known"), [(0, 0.0, 0.25), (0, 0.2, 0.4), (0, 1.0, 1.0), (1, 0.0, 1.0), (1, 0.2, 1.0)]
)
def test_kari_knows_the_opening_hours_from_having_tried_or_from_the_web(tried, skill, known):
    """Three quarters of those without digital skill do not know them, so with .2 of it she knows them by .4 (4.3)."""
    assert doors_known(kari_of(knows_doors=tried, digital_skill=skill), numbers()) == approx(known)


@pytest.mark.parametrize(("legacy", "sent"), [(0.0, 0.3), (0.5, 0.65), (1.0, 1.0)])
def test_people_are_sent_to_digital_channels_by_policy_and_by_what_stayed_after_a_closure(legacy, sent):
    """By .3, and half of the other .7 (R12)."""
    assert sent_to_digital(levers(), office(digital_legacy=legacy)) == approx(sent)


@pytest.mark.parametrize(
    ("kind", "own_case", "information"),
    [(Channel.DIGITAL_DIALOGUE, 0.57, 0.57), (Channel.CHAT, 0.83, 0.68), (Channel.SELF_SERVICE, 0.88, 0.73)],
)
def test_digital_channels_cost_kari_what_she_lacks_in_skill_and_what_they_lack_for_her_matter(
    kind, own_case, information
):
    """Half of the .6 that her ability lacks, less .4 of .3 that she is sent there: .18. A message .25, with .4 of her
    urgency for the wait, .1, and .2 of the fifth that is not open to her, .04: .57. A chat .5, self-service .35 and
    half of complexity .4; both know nothing of her case, .15 (4.8).
    """
    at = office()
    assert digital_effort(kari_of(), kind, levers(), at, numbers()) == approx(own_case)
    asks = kari_of(matter=Matter.INFORMATION)
    assert digital_effort(asks, kind, levers(), at, numbers()) == approx(information)


@pytest.mark.parametrize(
    ("kind", "effort"), [(Channel.PHONE, 0.23), (Channel.DROP_IN, 0.46), (Channel.BOOKED_MEETING, 0.41)]
)
def test_human_beings_cost_kari_a_call_or_a_journey_and_more_where_all_are_sent_to_a_screen(kind, effort):
    """Sent away .1 of .3. A call .2. A journey .55, less .3 of complexity .4, which is better told in person (4.18). A
    talk .4, likewise, and .1 for waiting with what is urgent.
    """
    assert personal_effort(kari_of(), kind, levers(), office(), numbers()) == approx(effort)


@pytest.mark.parametrize(("tried", "effort"), [(1, 0.37), (0, 0.246)])
def test_the_wait_and_the_hours_count_as_far_as_kari_knows_them(tried, effort):
    """.23, and where she has tried it a third of an hour by .3 and .2 of the fifth of the week that it is shut; else of
    the hours alone, which she knows by .4.
    """
    phone = channel(Channel.PHONE, open_share=0.8, wait=20.0)
    assert asking_effort(kari_of(knows_doors=tried), phone, levers(), office(), numbers()) == approx(effort)


def test_a_chat_is_a_digital_channel_with_hours_and_a_wait():
    """.83, and where she has tried it a third of an hour by .3 and .2 of the fifth of the week that it is shut."""
    chat = channel(Channel.CHAT, open_share=0.8, wait=20.0)
    assert asking_effort(kari_of(), chat, levers(), office(), numbers()) == approx(0.97)


@pytest.mark.parametrize(
    ("kind", "changed", "effort"),
    [(Channel.PHONE, {"effort__phone": 1.0}, 1.0), (Channel.SELF_SERVICE, {"effort__sent": 1.0}, 0.7),
     (Channel.DIGITAL_DIALOGUE, {"effort__sent": 1.0, "effort__skill": 0.0, "effort__slow_answer": 0.0}, 0.0)],
)  # fmt: skip
def test_effort_is_a_share(kind, changed, effort):
    """1.03 is 1; .25 + .04 - .3 is nothing."""
    door = channel(kind, open_share=1.0)
    assert asking_effort(kari_of(), door, levers(), office(), numbers(**changed)) == approx(effort)


@pytest.mark.parametrize(
    ("kind", "fields", "lever", "open_share", "there"),
    [
        (Channel.DIGITAL_DIALOGUE, {}, 0.8, 1.0, True),
        (Channel.DIGITAL_DIALOGUE, {}, 0.0, 1.0, False),
        (Channel.DIGITAL_DIALOGUE, {"needs_group": NeedsGroup.IKKE_VURDERT}, 0.8, 1.0, False),
        (Channel.BOOKED_MEETING, {}, 0.8, 1.0, True),
        (Channel.BOOKED_MEETING, {"matter": Matter.INFORMATION}, 0.8, 1.0, False),
        (Channel.DROP_IN, {}, 0.8, 0.1, True),
        (Channel.DROP_IN, {}, 0.8, 0.0, False),
        (Channel.DROP_IN, {"knows_doors": 0}, 0.8, 0.0, True),
        (Channel.VIDEO, {}, 0.8, 1.0, False),
    ],
)
def test_what_kari_can_ask_by(kind, fields, lever, open_share, there):
    """The dialogue belongs to the activity plan, a talk to the own case; who knows a shut door leaves it."""
    door = channel(kind, open_share=open_share)
    assert is_there(kari_of(**fields), door, levers(channel__dialogue=lever), numbers()) == there


@pytest.mark.parametrize(
    ("kind", "wait", "open_share", "pull"),
    [
        (Channel.PHONE, 20.0, 0.8, 0.618783),
        (Channel.DIGITAL_DIALOGUE, 0.0, 1.0, 0.222430),
        (Channel.VIDEO, 0.0, 1.0, 0.0),
    ],
)
def test_a_channel_pulls_as_urgency_exceeds_effort(kind, wait, open_share, pull):
    """exp(4 (.25 - .37)) = .618783; a message exp(4 (.25 - .57)) = .278037, of which .8: so far it is open to her."""
    door = channel(kind, open_share=open_share, wait=wait)
    assert channel_pull(kari_of(), door, levers(), office(), numbers()) == approx(pull, abs=1e-6)


@pytest.mark.parametrize(
    ("drawn", "chosen"),
    [
        (0.0, Channel.PHONE),
        (0.301, Channel.PHONE),
        (0.302, Channel.DROP_IN),
        (0.512, Channel.DROP_IN),
        (0.513, SILENCE),
        (0.999, SILENCE),
    ],
)
def test_kari_calls_or_comes_or_keeps_silent_in_proportion_to_what_pulls(drawn, chosen):
    """She asks for information and has no plan yet, so there are the phone, .618783, and the door, open all week, exp(4
    (.25 - .46)) = .431711, against 1 for silence: up to .301773, up to .512313, and the rest (self-service and chat are
    shut).
    """
    kari = kari_of(matter=Matter.INFORMATION, needs_group=NeedsGroup.IKKE_VURDERT)
    doors = [
        channel(Channel.PHONE, office=1, open_share=0.8, wait=20.0),
        channel(Channel.DROP_IN, office=1, open_share=1.0),
    ]
    first = [channel(kind, open_share=1.0) for kind in Channel]
    there = world(offices=[office(), office()], channels=[*first, *doors], policy=usual_policy())
    luck = Luck({(Decision.CHANNEL_CHOICE, 41): drawn})
    before = Before(kari)
    assert choose_channel(kari, levers(), there.offices[1], there, week(12, luck), numbers()) == chosen
    assert before.changed() == []
