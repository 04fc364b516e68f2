"""What a talk is worth: worked cases of sim/behaviour/encounter.py, from its length to the value made of it.

All but the edges tell of one and the same talk: Asta phones Kari (`kari_and_asta`). Each case takes up the numbers
where the one before it left them; what the talk leaves behind is told in test_encounter_talk.py.
"""

import pytest
from builder import office, parameters, person, policy
from kari_and_asta import ONLY_CONTROL, asta_of, kari_of, levers, world_numbers
from pytest import approx

from sim.behaviour.encounter import answers_need, control_felt, knowledge_of_person, talk_hours, value_of_talk, warmth
from sim.terms import Channel, CopingFamily

# How long, how warm, how well known


@pytest.mark.parametrize(
    ("channel", "hours"),
    [(Channel.BOOKED_MEETING, 0.75), (Channel.PHONE, 0.5), (Channel.VIDEO, 0.5), (Channel.DIGITAL_DIALOGUE, 0.3)],
)
def test_asta_saves_time_by_phone_by_video_and_more_in_writing(channel, hours):
    """A booked talk takes .75 h; at a distance .25 h less (Danish ministry 2021); writing .4 of it, .3 h (ASSUMED)."""
    assert talk_hours(channel, world_numbers()) == approx(hours)


def test_a_call_is_never_over_in_no_time():
    """A saving of .7 of .75 h leaves .05 h, one of 2 h less than nothing: a talk takes a tenth of an hour at least."""
    assert talk_hours(Channel.PHONE, world_numbers(hours__distance_saving=0.7)) == approx(0.1)
    assert talk_hours(Channel.VIDEO, world_numbers(hours__distance_saving=2.0)) == approx(0.1)


def test_face_to_face_nothing_of_kari_is_held_back():
    """A booked meeting is warm whoever meets, and asks for no number (R16)."""
    assert warmth(kari_of(relation=0.0), asta_of(), Channel.BOOKED_MEETING, policy(), parameters()) == 1.0


@pytest.mark.parametrize(("channel", "warm"), [(Channel.PHONE, 0.8), (Channel.VIDEO, 0.88)])
def test_kari_comes_through_better_by_video_than_by_phone_and_by_neither_in_full(channel, warm):
    """The phone keeps back .625 and video .375 (8.5), at burden .4 only .8 of that; Kari is known by relation .6 and
    a quarter of Asta's skill .6, .75, which warms .8 of it away, .6: so .625 * .8 * .4 = .2 and .375 * .32 = .12.
    """
    assert warmth(kari_of(), asta_of(), channel, levers(), world_numbers()) == approx(warm)


def test_writing_is_coldest_for_kari_who_writes_badly():
    """Skill .2, and help .4 that makes up for .625, a quarter of what is missing: .4. So .75 is 1.1 times as cold,
    .825, and .825 * .8 * .4 = .264 is kept back (8.3, 4.11). With full skill it is half as cold, .375 * .32 = .12.
    """
    assert warmth(kari_of(), asta_of(), Channel.DIGITAL_DIALOGUE, levers(), world_numbers()) == approx(0.736)
    able = kari_of(digital_skill=1.0)
    assert warmth(able, asta_of(), Channel.DIGITAL_DIALOGUE, levers(), world_numbers()) == approx(0.88)


def test_asta_cannot_know_kari_better_than_in_full():
    """Relation .95 and .15 by skill are more than all: of the cold, .625 * .8 = .5, a fifth is left, .1 kept back."""
    assert warmth(kari_of(relation=0.95), asta_of(), Channel.PHONE, levers(), world_numbers()) == approx(0.9)


def test_a_letter_to_per_who_has_everything_against_him_lets_nothing_through():
    """Unknown, unable to write, burden 1: cold 1 * 1.5 doubled keeps back 3 times all, and no less than nothing is
    left.

    The heavier the burden, the more a screen keeps back (R16, 8.3).
    """
    per = person(mental_health=1.0, relation=0.0, digital_skill=0.0)
    cold = world_numbers(
        people__barrier_weight=1.0, encounter__written_cold=1.0, encounter__skill_in_contact=0.0,
        contact__assistance_effect=0.0,
    )  # fmt: skip
    assert warmth(per, asta_of(), Channel.DIGITAL_DIALOGUE, levers(), cold) == 0.0


def test_what_asta_hears_of_kari_takes_relation_and_is_split_between_services_and_specialists():
    """Half takes a relation, of which .6 is there: .8 heard, .8 of it by phone: .64. Services that work apart lose half
    of the fifth that is not integrated, .1, specialists three quarters of .2, .15 (R20, 6.13): .64 * .75 = .48. Taking
    part tells .05 * .4 = .02 more (8.25): .5.
    """
    assert knowledge_of_person(kari_of(), 0.8, levers(), world_numbers()) == approx(0.5)


def test_nobody_knows_more_of_kari_than_there_is():
    """Full relation, in person, services as one: 1, and what taking part adds finds nothing left to tell."""
    whole = levers(organisation__integration=1.0, organisation__specialisation=0.0)
    assert knowledge_of_person(kari_of(relation=1.0), 1.0, whole, world_numbers()) == 1.0


# How far the content answers the need, and how far it is control


def test_the_phone_call_answers_a_little_more_than_half_of_karis_need():
    """Asta, by phone (warmth .8, knowledge .5): adoption .4 of what is worth .625 makes competence .6 * 1.25 = .75.

    Generic tools: .8 less .625 * .4 = .6 (R8), worth .2 + .8 * .75 = .8 of that in her hands, .48. Fitted: .75 * .5 =
    .375, tailoring .75 leaves .2 + .6 = .8 of it, .3; room .75 less LEAN's half of .4 is .6, worth .35 + .45 = .8: .24,
    times 2.5 is .6 (R6). A quarter generic: .12 + .45 = .57. The relational manual (.25) needs time: caseload 35 where
    28 is right, .8, so a weight of .2 (R9), and answers .7 * .75 * .8 = .42. So .8 * .57 + .2 * .42 = .54.
    """
    answered = answers_need(kari_of(), asta_of(), office(adoption=0.4), 0.8, levers(), world_numbers())
    assert answered == approx(0.54)


@pytest.mark.parametrize("caseload", [28, 10, 0])
def test_up_to_the_caseload_it_is_made_for_the_relational_manual_has_its_full_weight(caseload):
    """28 or fewer, and nobody too: weight .25, so .75 * .57 + .25 * .42 = .5325 (R9)."""
    asta = asta_of(caseload=caseload)
    answered = answers_need(kari_of(), asta, office(adoption=0.4), 0.8, levers(), world_numbers())
    assert answered == approx(0.5325)


def test_new_practice_makes_no_caseworker_better_than_faultless():
    """Skill .9 with full adoption, 1.625 times that, is 1: the generic tool alone then answers .6 of Kari's need."""
    asta = asta_of(user_competence=0.9, stress=0.0)
    by_the_book = levers(standardization__generic_manual=1.0, standardization__relational_manual=0.0)
    answered = answers_need(kari_of(), asta, office(adoption=1.0), 0.8, by_the_book, world_numbers())
    assert answered == approx(0.6)


def test_what_is_fitted_to_kari_answers_no_more_than_her_need():
    """Scaled by 5, content worth .24 would answer 1.2 of it; it answers all, 1, and .8 * (.12 + .75) + .084 = .78."""
    generous = world_numbers(encounter__fitted_scale=5.0)
    answered = answers_need(kari_of(), asta_of(), office(adoption=0.4), 0.8, levers(), generous)
    assert answered == approx(0.78)


@pytest.mark.parametrize(
    ("family", "felt"), [(CopingFamily.TOWARDS, 0.272), (CopingFamily.AWAY, 0.272), (CopingFamily.AGAINST, 0.368)]
)
def test_kari_feels_control_more_when_asta_copes_against_clients(family, felt):
    """Control .4, softened by .6 of participation .4 and trust .625, .15 of it: .34 (8.23). Against clients, strain .4
    adds .3 of itself, .12: .46 (Tummers et al. 2015). Demands that mostly agree (.75) ease it to .8 of that (8.19).
    """
    asta = asta_of(coping_family=family)
    assert control_felt(kari_of(), asta, levers(), world_numbers()) == approx(felt)


def test_a_talk_is_never_more_than_all_control():
    """Nothing but control, no trust, strain on top: 1.12, felt 1.4 times under contradictory demands, and so 1."""
    asta = asta_of(coping_family=CopingFamily.AGAINST)
    hard = levers(standardization__control_share=1.0, organisation__consistency=0.0)
    assert control_felt(kari_of(trust=0.0), asta, hard, world_numbers()) == 1.0


# What it is worth


def test_kari_makes_a_value_of_the_phone_call_that_control_takes_a_third_of():
    """Answer .54; with motivation .75 she takes up .2 + .6 = .8 of it, .432, with participation .4 (worth .5 about the
    middle) .95 of that, .4104. Control .272 harms by half, .136, at burden .4 .9 of it: .1224. Left: .288 (R22).
    """
    value = value_of_talk(kari_of(), asta_of(), office(adoption=0.4), Channel.PHONE, levers(), world_numbers())
    assert value == approx(0.288)


def test_the_same_talk_face_to_face_is_worth_more():
    """In person warmth is 1: knowledge .8 * .75 + .02 = .62, fitted .744, fit .678, relational .525: .6474 answered.

    Of it .76 is taken up, .492024, less the same harm .1224: .369624 (R16).
    """
    value = value_of_talk(kari_of(), asta_of(), office(adoption=0.4), Channel.BOOKED_MEETING, levers(), world_numbers())
    assert value == approx(0.369624)


def test_a_talk_that_only_controls_is_worth_less_than_nothing():
    """No content, control all, trust 0: of it consistent demands ease a fifth, .8, half of it harms, .9 of it at burden
    .4: -.36 (R22: contact that serves eligibility only takes value away).
    """
    kari = kari_of(trust=0.0)
    empty = world_numbers(encounter__generic_fit=0.0)
    value = value_of_talk(kari, asta_of(), office(), Channel.BOOKED_MEETING, levers(**ONLY_CONTROL), empty)
    assert value == approx(-0.36)


@pytest.mark.parametrize(("fit", "harm", "value"), [(0.0, 2.0, -1.0), (1.0, 0.0, 1.0)])
def test_no_talk_with_ola_is_worth_more_than_all_or_harms_by_more(fit, harm, value):
    """Harm 2 * .8 at burden 1, 1.5 times: -2.4, so -1; or an answer of 1 taken up twice over: 2, so 1."""
    ola = person(mental_health=1.0, motivation=1.0)
    extreme = world_numbers(
        people__barrier_weight=1.0, encounter__generic_fit=fit, encounter__control_harm=harm,
        encounter__generic_misfit=0.0, encounter__skill_in_tools=0.0, encounter__participation_worth=2.0,
    )  # fmt: skip
    chosen = levers(**ONLY_CONTROL, individualization__participation=1.0)
    assert value_of_talk(ola, asta_of(), office(), Channel.BOOKED_MEETING, chosen, extreme) == value
