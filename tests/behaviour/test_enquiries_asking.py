"""Asking: worked cases of sim/behaviour/enquiries.py, from how often somebody asks to the channel that is chosen."""

import pytest
from builder import Before, office, parameters, person, policy, week
from luck import Luck
from pytest import approx

from sim.behaviour.enquiries import digital_channel, digital_probability, enquire, enquiry_rate, personal_channel
from sim.terms import Channel, Decision, NeedsGroup

NUMBERS = {
    "people__barrier_weight": 0.5, "contact__assistance_effect": 0.625, "contact__enquiries": 0.25,
    "contact__money_worries": 0.8, "contact__newcomer_weeks": 8.0, "contact__newcomer_factor": 1.5,
    "contact__induced_demand": 0.35, "contact__failure_return": 2.0, "contact__push_needs_skill": 0.7,
    "contact__digital_pull": 0.3, "contact__complex_stays": 0.6, "contact__needs_answer": 0.25,
    "contact__dialogue_preference": 0.875, "contact__phone_preference": 0.75, "contact__phone_avoidance": 0.5,
    "contact__drop_in_preference": 0.625, "contact__lightest_matter": 0.2, "contact__everyday_matter": 0.15,
}  # fmt: skip
LEVERS = {"channel__assisted_digital": 0.4, "channel__dialogue": 0.8, "channel__digital_default": 0.3}


def kari_of(**fields):
    """Kari: digital skill .2, which with help (.4 of .625, a quarter of the .8 missing) is .4; no longer a newcomer."""
    return person(**{
        "id": 41, "digital_skill": 0.2, "life_situation": 0.5, "time_on_register": 30.0, "enquiry_complexity": 0.25,
        "needs_group": NeedsGroup.TRENGER_VEILEDNING, **fields,
    })  # fmt: skip


def numbers(**values):
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **values})


def levers(**values):
    """The levers of these cases, with others where a case says so."""
    return policy(**{**LEVERS, **values})


def luck_of_kari(otherwise=0.5, first=0.5, second=0.5, **lots):
    """Kari's lots by decision; in the choice of a channel, whether it is digital, and then the first and the second."""
    choices = {(Decision.CHANNEL_CHOICE, 41, 0, 1): first, (Decision.CHANNEL_CHOICE, 41, 0, 2): second}
    return Luck({**choices, **{(Decision[name], 41): lot for name, lot in lots.items()}}, otherwise)


# How often


@pytest.mark.parametrize(
    ("life_situation", "dialogue", "rate"), [(0.0, 0.0, 0.25), (0.5, 0.0, 0.35), (0.0, 0.8, 0.278), (0.5, 0.8, 0.3892)]
)
def test_kari_asks_more_often_the_more_she_owes_and_the_easier_it_is(life_situation, dialogue, rate):
    """Once in four weeks, 1.4 times that with half a barrier of life situation (4.11). Where the dialogue is open by
    .8, ability .4 brings .35 * .8 * .4 = .112 more of it: induced demand (Løberg 2021; 8.1).
    """
    kari = kari_of(life_situation=life_situation)
    assert enquiry_rate(kari, levers(channel__dialogue=dialogue), numbers()) == approx(rate)


@pytest.mark.parametrize(("weeks", "rate"), [(0.0, 0.5838), (7.9, 0.5838), (8.0, 0.3892)])
def test_kari_asks_more_often_in_her_first_weeks(weeks, rate):
    """.3892 a week, and half as much again before week 8 on the register (ASSUMED)."""
    assert enquiry_rate(kari_of(time_on_register=weeks), levers(), numbers()) == approx(rate)


def test_an_unanswered_enquiry_comes_on_top_of_what_kari_asks_anyway():
    """2 a week, whether she is new, worried or able: .5838 + 2 (failure demand; 4.3, 4.4)."""
    kari = kari_of(time_on_register=1.0, unresolved=1)
    assert enquiry_rate(kari, levers(), numbers()) == approx(2.5838)


# By which channel


@pytest.mark.parametrize(
    ("complexity", "legacy", "goes"), [(0.0, 0.0, 0.258), (0.25, 0.0, 0.2193), (0.0, 0.5, 0.419), (0.25, 0.5, 0.35615)]
)
def test_kari_goes_digital_where_she_is_sent_less_than_she_is_sent_and_less_with_what_is_complex(
    complexity, legacy, goes
):
    """Sent by .3, or with half of the rest after a closure .65. Of those sent, ability .4 brings .3 + .28 = .58; of the
    others .3 * .4 = .12 go themselves: .174 + .084 = .258, or .377 + .042 (R12, R16). Complexity .25 keeps .15 away
    (4.8).
    """
    kari = kari_of(enquiry_complexity=complexity)
    goes_digital = digital_probability(kari, levers(), office(digital_legacy=legacy), numbers())
    assert goes_digital == approx(goes)


def test_amina_who_is_able_goes_where_she_is_sent():
    """Full skill, sent by 1: surely, and no more than surely for what is simple."""
    amina = person(digital_skill=1.0)
    assert digital_probability(amina, levers(channel__digital_default=1.0), office(), numbers()) == 1.0


@pytest.mark.parametrize(
    ("first", "second", "channel"),
    [
        (0.501, 0.0, Channel.SELF_SERVICE),
        (0.5, 0.0, Channel.DIGITAL_DIALOGUE),
        (0.2, 0.656, Channel.DIGITAL_DIALOGUE),
        (0.2, 0.65625, Channel.CHAT),
    ],
)
def test_kari_writes_what_self_service_cannot_take_and_chats_where_the_dialogue_is_not_open(first, second, channel):
    """Self-service takes lots above complexity .25 and .25; .875 * .75 = .65625 of the rest write (4.9, R13)."""
    luck = luck_of_kari(first=first, second=second)
    assert digital_channel(kari_of(), levers(channel__dialogue=0.75), week(12, luck), numbers()) == channel


def test_ola_without_a_needs_assessment_has_no_plan_to_write_in():
    """The dialogue belongs to the activity plan: who is not assessed chats."""
    ola = kari_of(needs_group=NeedsGroup.IKKE_VURDERT)
    assert digital_channel(ola, levers(), week(12, luck_of_kari(first=0.2, second=0.0)), numbers()) == Channel.CHAT


@pytest.mark.parametrize(
    ("complexity", "first", "channel"),
    [
        (0.25, 0.656, Channel.PHONE),
        (0.25, 0.65625, Channel.DROP_IN),
        (0.25, 0.871, Channel.DROP_IN),
        (0.25, 0.87109375, Channel.BOOKED_MEETING),
        (0.0, 0.749, Channel.PHONE),
        (1.0, 0.376, Channel.DROP_IN),
    ],
)
def test_kari_takes_a_heavy_matter_to_the_door_and_a_light_one_to_the_phone(complexity, first, channel):
    """.75 phone, less half of it at full complexity: .65625 at .25. Of the other .34375 the door gets .625, .21484375,
    up to .87109375; the rest ask for a talk (4.18).
    """
    luck = luck_of_kari(first=first)
    assert personal_channel(kari_of(enquiry_complexity=complexity), week(12, luck), numbers()) == channel


# The enquiry


def test_kari_asks_about_something_as_heavy_as_her_case_and_calls():
    """Rate .3892, a probability of .3224 a week. Lot .4 makes the weight .2 + .32 = .52 of everyday .15 and burden .25:
    .208. Digital with probability .258 * (1 - .6 * .208) = .2258016; .23 is not, and .5 is the phone.
    """
    kari = kari_of(gave_up=2, repeats=3)
    before = Before(kari)
    luck = luck_of_kari(ENQUIRY=0.322, ENQUIRY_COMPLEXITY=0.4, CHANNEL_CHOICE=0.226)
    enquire(kari, levers(), office(), week(12, luck), numbers())
    assert before.changes(kari) == approx({"enquiry": Channel.PHONE, "enquiry_complexity": 0.208})


def test_kari_goes_digital_with_the_matter_of_this_week_and_not_of_the_last():
    """The same, drawn at .2257: digital, though last week's matter of .9 would have kept her away (.119)."""
    kari = kari_of(enquiry_complexity=0.9)
    luck = luck_of_kari(ENQUIRY=0.322, ENQUIRY_COMPLEXITY=0.4, CHANNEL_CHOICE=0.2257, first=0.46)
    enquire(kari, levers(), office(), week(12, luck), numbers())
    assert kari.enquiry == Channel.SELF_SERVICE
    assert kari.enquiry_complexity == approx(0.208)


def test_the_heaviest_matter_of_per_is_as_complex_as_can_be():
    """Burden 1 and everyday .95, of which lot .9 takes .92: 1.794, and so 1."""
    per = kari_of(mental_health=1.0)
    heavy = numbers(people__barrier_weight=1.0, contact__everyday_matter=0.95)
    enquire(per, levers(), office(), week(12, luck_of_kari(ENQUIRY=0.0, ENQUIRY_COMPLEXITY=0.9)), heavy)
    assert per.enquiry_complexity == 1.0


def test_what_was_not_answered_comes_again_and_is_counted_as_a_repeat():
    """Rate 2.3892, so at lot .908 too (1 - exp(-2.3892) = .9083): one repeat more, and still to be answered."""
    kari = kari_of(unresolved=1, repeats=3, gave_up=2)
    luck = luck_of_kari(ENQUIRY=0.908, ENQUIRY_COMPLEXITY=0.4, CHANNEL_CHOICE=0.9)
    books = office(repeats=7)
    enquire(kari, levers(), books, week(12, luck), numbers())
    assert (kari.repeats, kari.unresolved, kari.gave_up, kari.enquiry) == (4, 1, 2, Channel.PHONE)
    assert books.repeats == 8


@pytest.mark.parametrize(
    ("unresolved", "drawn", "changes"),
    [(0, 0.323, {"enquiry": -1}), (1, 0.909, {"enquiry": -1, "unresolved": 0, "gave_up": 3})],
)
def test_kari_does_not_ask_and_lets_go_of_what_was_not_answered(unresolved, drawn, changes):
    """At lot .323 she has nothing to ask; an unanswered enquiry she does not come back with, .909, is given up."""
    kari = kari_of(unresolved=unresolved, gave_up=2, repeats=3, enquiry=Channel.CHAT)
    before = Before(kari)
    enquire(kari, levers(), office(), week(12, luck_of_kari(ENQUIRY=drawn)), numbers())
    assert before.changes(kari) == changes
