"""Who gets the caseworker's time when it is short: worked cases of sim/behaviour/rationing.py."""

from builder import Before, caseworker, office, parameters, person, policy, week, world
from luck import Luck
from pytest import approx, mark

from sim.behaviour.rationing import (
    group_priority,
    job_chance_seen,
    list_candidates,
    overdue,
    prescribed_interval,
    style_score,
    success_seen,
    talk_channel,
    target_pull,
)
from sim.terms import Channel, CopingFamily, Decision, NeedsGroup, Status, SteeringSignal, Style


def counter(**more):
    """What is seen at the counter, and what it is worth to whom."""
    numbers = {
        "people__barrier_weight": 0.5,
        "rationing__coping_seen": 0.4,
        "rationing__coping_enough": 0.45,
        "rationing__health_seen": 0.5,
        "rationing__skills_seen": 0.25,
        "rationing__priority_weight": 0.2,
        "rationing__motivation_in_success": 0.3,
        "rationing__motivation_in_needs": 0.1,
        "rationing__motivation_in_demand": 0.2,
        "rationing__asked_weight": 0.75,
        "rationing__asked_adds": 0.25,
        "rationing__success_seen_scale": 1.5,
        "rationing__early_weeks": 20.0,
        "rationing__signal_creaming": 0.1,
        "rationing__target_creaming": 0.4,
        "rationing__scarce_from": 0.55,
        "rationing__scarcity_pulls": 2.0,
        "rationing__interval_in_measure": 2.5,
        "rationing__asked_hastens": 0.5,
        "rationing__time_as_need": 0.4,
        "rationing__asked_as_need": 1.2,
        "rationing__coping_as_need": 0.7,
        "rationing__due_from": 0.5,
        "rationing__fully_due": 2.0,
    }
    return parameters(**{**numbers, **more})


def ill_kari(**fields):
    """Kari, 41, a year on the register, is keen, .9, but ill, .8, and lacks some skills, .4; half of full coping."""
    usual = {"id": 1, "motivation": 0.9, "coping": 0.5, "mental_health": 0.8, "skills_gap": 0.4}
    return person(**{**usual, "age": 41, "time_on_register": 52.0, **fields})


def steered(signal=SteeringSignal.THROUGHPUT, targets=0.0):
    """A policy by what the leader is asked to show; the young have priority .9, those who have just come .5."""
    return policy(
        organisation__signal=signal, organisation__outcome_targets=targets, standardization__youth_priority=0.9,
        standardization__early_priority=0.5,
    )  # fmt: skip


def rhythm(**more):
    """Ordinary people are called every 8 weeks, others every 10; the rhythm weighs a fourth, nobody has targets."""
    levers = {
        "standardization__interval_ordinary": 8.0,
        "standardization__interval_reduced": 10.0,
        "standardization__rhythm_weight": 0.25,
        "standardization__youth_priority": 0.9,
        "standardization__early_priority": 0.5,
        "channel__need_triggered": 0.0,
        "organisation__signal": SteeringSignal.THROUGHPUT,
        "organisation__outcome_targets": 0.0,
    }
    return policy(**{**levers, **more})


# --- rhythm


@mark.parametrize(
    ("group", "status", "weeks"),
    [
        (NeedsGroup.TRENGER_VEILEDNING, Status.SEEKING, 8.0),
        (NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, Status.SEEKING, 10.0),
        (NeedsGroup.TRENGER_VEILEDNING, Status.WAITING_FOR_HEALTH, 8.0),
        (NeedsGroup.TRENGER_VEILEDNING, Status.IN_MEASURE, 20.0),
        (NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, Status.IN_MEASURE, 25.0),
    ],
)
def test_kari_is_called_by_the_rhythm_of_her_group_and_seldom_while_in_a_measure(group, status, weeks):
    """Every 8 weeks with ordinary work capacity, 10 with reduced; 2.5 times that while somebody else holds her."""
    kari = person(needs_group=group, status=status)
    assert prescribed_interval(kari, rhythm(), counter()) == approx(weeks)


@mark.parametrize(
    ("triggered", "asked", "coping", "due"),
    [
        (0.0, 0, 0.2, 0.75),
        (0.0, 1, 0.2, 1.25),
        (1.0, 0, 0.5, 0.3),
        (1.0, 1, 0.5, 1.5),
        (1.0, 0, 0.2, 0.475),
        (1.0, 0, 0.9, 0.3),
        (0.25, 1, 0.2, 1.35625),
    ],
)
def test_a_talk_with_kari_is_due_by_time_or_by_need_or_in_part_by_both(triggered, asked, coping, due):
    """6 of 8 weeks have gone, .75. By rhythm asking is worth .5 of an interval: 1.25.

    By need time counts .4 * .75 = .3, asking 1.2, coping .25 below .45, which is enough, .7 * .25 = .175, and above
    it nothing: 1.675 in all. Three fourths of 1.25 and a fourth of 1.675 are 1.35625. Weights ASSUMED; need instead of
    compulsion: NAV facts 4.24.
    """
    kari = person(last_contact=14, wants_talk=asked, coping=coping)
    before = Before(kari)
    assert overdue(kari, rhythm(channel__need_triggered=triggered), week(20), counter()) == approx(due)
    assert before.changed() == []


# --- style


def test_at_the_counter_keen_kari_looks_less_likely_to_succeed_for_what_she_lacks():
    """Of .9, half of coping seems to take .2, health .8 half as much as it is, .4, and skills .4 a fourth of it, .1.

    So .9 * .8 * .6 * .9 = .3888. Young users are chosen by motivation (NAV facts 8.9); the weights are ASSUMED.
    """
    kari = ill_kari(physical_health=0.3)
    before = Before(kari)
    assert job_chance_seen(kari, counter()) == approx(0.3888)
    assert before.changed() == []


def test_the_heavier_health_barrier_and_full_coping_are_what_is_seen_of_ola():
    """Physical health .6 is the heavier and takes .3, full coping nothing: .5 * .7 = .35."""
    ola = person(motivation=0.5, coping=1.0, mental_health=0.2, physical_health=0.6)
    assert job_chance_seen(ola, counter()) == approx(0.35)


@mark.parametrize(("motivation", "score"), [(0.9, 0.5832), (1.0, 0.648), (0.0, 0.0)])
def test_success_as_seen_scores_half_as_much_again_as_the_chance(motivation, score):
    """Kari at .9 looks like .3888 and scores 1.5 times that."""
    assert success_seen(ill_kari(motivation=motivation), counter()) == approx(score)


def test_nobody_scores_more_than_sure():
    """A chance of .8 times 1.5 would be more than 1."""
    assert success_seen(person(motivation=0.8, coping=1.0), counter()) == 1.0


@mark.parametrize(
    ("age", "weeks", "youth", "priority"),
    [
        (29, 52.0, 0.9, 0.9),
        (30, 52.0, 0.9, 0.0),
        (30, 19.0, 0.9, 0.5),
        (30, 20.0, 0.9, 0.0),
        (29, 19.0, 0.9, 0.9),  # both: the higher
        (29, 19.0, 0.2, 0.5),
        (29, 52.0, 0.2, 0.2),
    ],
)
def test_the_young_and_those_who_have_just_come_have_priority(age, weeks, youth, priority):
    """Under 30 as much as the lever says, in the first 20 weeks .5 (NAV facts 8.9; ASSUMED how much)."""
    kari = ill_kari(age=age, time_on_register=weeks)
    levers = policy(standardization__youth_priority=youth, standardization__early_priority=0.5)
    before = Before(kari)
    assert group_priority(kari, levers, counter()) == priority
    assert before.changed() == []


@mark.parametrize(
    ("style", "signal", "targets", "pressure", "score"),
    [
        (Style.NEEDS_FIRST, SteeringSignal.THROUGHPUT, 0.0, 1.05, 0.454),
        (Style.NEEDS_FIRST, SteeringSignal.PLACEMENTS, 0.0, 1.05, 0.454),
        (Style.NEEDS_FIRST, SteeringSignal.THROUGHPUT, 0.5, 1.05, 0.47984),
        (Style.NEEDS_FIRST, SteeringSignal.THROUGHPUT, 0.5, 0.8, 0.46692),
        (Style.NEEDS_FIRST, SteeringSignal.THROUGHPUT, 0.5, 0.55, 0.454),
        (Style.NEEDS_FIRST, SteeringSignal.THROUGHPUT, 1.0, 9.0, 0.55736),
        (Style.SUCCESS_FIRST, SteeringSignal.THROUGHPUT, 0.0, 1.05, 0.5616),
        (Style.SUCCESS_FIRST, SteeringSignal.FOLLOW_UP, 0.0, 1.05, 0.5616),
        (Style.SUCCESS_FIRST, SteeringSignal.PLACEMENTS, 0.0, 0.3, 0.56376),
        (Style.SUCCESS_FIRST, SteeringSignal.PLACEMENTS, 0.5, 1.05, 0.56808),
    ],
)
def test_ill_kari_interests_a_caseworker_by_her_need_or_her_chance_as_style_and_scarcity_have_it(
    style, signal, targets, pressure, score
):
    """Her burden is .52, her success as seen .5832, motivation .9; nobody gives her priority.

    Need first: .7 * .52 + .1 * .9 = .454. Success first: .5 * .5832 + .3 * .9 = .5616; where placements must be shown
    a tenth of the way to .5832, .56376. Half of full targets pull .4 * .5 * 2 * (1.05 - .55) = .2 of the way, at
    pressure .8 half as far, at .55 not at all: who has time for all need not choose. At most all targets pull .8.
    Creaming: Lipsky 1980; R2, R3; under targets Koning and Heinrich 2013.
    """
    kari, asta = ill_kari(), caseworker(style=style, pressure=pressure)
    before = Before(kari, asta)
    assert style_score(kari, asta, steered(signal, targets), counter()) == approx(score)
    assert before.changed() == []


@mark.parametrize(
    ("style", "signal", "pull"),
    [
        (Style.SUCCESS_FIRST, SteeringSignal.PLACEMENTS, 0.34),
        (Style.SUCCESS_FIRST, SteeringSignal.FOLLOW_UP, 0.24),
        (Style.DEMAND_FIRST, SteeringSignal.PLACEMENTS, 0.24),
    ],
)
def test_having_to_show_placements_pulls_those_who_put_success_first_a_tenth_further(style, signal, pull):
    """.4 * .6 of full targets at 2 * (1.05 - .55) = 1 of scarcity, and .1."""
    asta = caseworker(style=style, pressure=1.05)
    assert target_pull(asta, steered(signal, 0.6), counter()) == approx(pull)


def test_nobody_creams_more_than_wholly():
    """Full targets at full weight pull twice the way where time is shortest: all of it, to .5832, and no further."""
    numbers = counter(rationing__target_creaming=1.0)
    asta = caseworker(style=Style.SUCCESS_FIRST, pressure=3.0)
    assert style_score(ill_kari(), asta, steered(SteeringSignal.PLACEMENTS, 1.0), numbers) == approx(0.5832)


@mark.parametrize(("age", "weeks", "score"), [(29, 52.0, 0.634), (41, 3.0, 0.554)])
def test_priority_weighs_a_fifth_whatever_the_style(age, weeks, score):
    """.454 and .2 * .9 for young Kari, .2 * .5 where she has just come."""
    asta = caseworker(style=Style.NEEDS_FIRST)
    assert style_score(ill_kari(age=age, time_on_register=weeks), asta, steered(), counter()) == approx(score)


@mark.parametrize(
    ("asked", "unresolved", "family", "targets", "score"),
    [
        (0, 0, CopingFamily.TOWARDS, 0.0, 0.18),
        (1, 0, CopingFamily.TOWARDS, 0.0, 0.88),
        (0, 1, CopingFamily.AGAINST, 0.0, 0.33),
        (1, 1, CopingFamily.TOWARDS, 0.0, 1.03),
        (1, 0, CopingFamily.AWAY, 0.0, 0.745),
        (0, 1, CopingFamily.AWAY, 0.0, 0.285),
        (1, 0, CopingFamily.AWAY, 0.5, 0.71264),
    ],
)
def test_where_demand_comes_first_kari_is_seen_if_she_asks_unless_asta_looks_away(
    asked, unresolved, family, targets, score
):
    """.2 * .9 for motivation; asking is worth .45, and .25 with everybody, an unanswered enquiry .15.

    Asta at stress .3 who copes away from clients hears .7 of it: "noise reduction", distracting contact is cut (NAV
    facts 8.2). Targets pull a fifth of the way from .745 to .5832: .71264.
    """
    kari = ill_kari(wants_talk=asked, unresolved=unresolved)
    asta = caseworker(style=Style.DEMAND_FIRST, coping_family=family, stress=0.3, pressure=1.05)
    assert style_score(kari, asta, steered(targets=targets), counter()) == approx(score)


@mark.parametrize(("style", "score"), [(Style.NEEDS_FIRST, 0.704), (Style.SUCCESS_FIRST, 0.8116)])
def test_asking_moves_who_does_not_put_demand_first_less_and_unanswered_enquiries_not_at_all(style, score):
    """.454 and .5616, each with .25; they have no noise to cut."""
    kari = ill_kari(wants_talk=1, unresolved=1)
    asta = caseworker(style=style, coping_family=CopingFamily.AWAY, stress=0.3)
    assert style_score(kari, asta, steered(), counter()) == approx(score)


# --- the list


def test_who_is_due_is_listed_with_the_own_caseworker_by_rhythm_and_by_style():
    """Kari, 4 of 8 weeks, is .5 due, just enough; Ola, 24 weeks, three times, counts as twice; Per, 3 weeks, is not.

    Kari: a fourth of .5 / 2, .0625, and three fourths of .454, .3405: .403. Ola, whose need is .2: .25 and three
    fourths of .7 * .2 + .1 * .5 = .19, .1425: .3925. Chances as seen .3888 and .5 * .6 * .9 = .27. The latest row
    comes first. Amina's caseworker has no hour left; Tor is employed. Nobody is in a talk any longer.
    """
    asta, berit = caseworker(hours_left=0.5, style=Style.NEEDS_FIRST), caseworker(hours_left=0.0)
    kari = ill_kari(last_contact=26, in_talk=1)
    per = person(last_contact=27, in_talk=1, score_when_due=0.7)
    ola = person(last_contact=6, motivation=0.5, skills_gap=0.4, in_talk=1, age=30, time_on_register=20.0)
    amina = person(last_contact=0, caseworker=1, in_talk=1)
    tor = person(last_contact=0, status=Status.EMPLOYED, in_talk=1)
    there = world([kari, per, ola, amina, tor], [asta, berit], policy=rhythm(), parameters=counter())
    before = Before(there)
    list_candidates(there.offices[0], there, week(30))
    assert before.changes(kari) == approx({"in_talk": 0, "rank": 0.403, "score_when_due": 0.403})
    assert before.changes(ola) == approx({"in_talk": 0, "rank": 0.3925, "score_when_due": 0.3925, "next_in_list": 0})
    assert before.changes(per) == {"in_talk": 0, "score_when_due": -1.0}
    for other in (amina, tor):
        assert before.changes(other) == {"in_talk": 0}
    assert before.changes(asta) == {"first_candidate": 2}
    assert before.changes(there.offices[0]) == approx({"talks_due": 2, "chance_due": 0.6588})
    assert berit not in before.changed()


def test_the_list_of_an_office_is_made_by_the_levers_of_its_own_people():
    """Kari's arm is all rhythm: due .75 of twice, rank .375. Ola of the other office is not touched."""
    ola = person(last_contact=0, in_talk=1)
    kari = person(office=1, caseworker=1, arm=1, last_contact=24)
    staff = [caseworker(hours_left=2.0), caseworker(office=1, hours_left=2.0)]
    there = world(
        [ola, kari],
        staff,
        [office(), office(policy_row=1)],
        policy=[rhythm(), rhythm(), rhythm(standardization__rhythm_weight=1.0)],
        parameters=counter(),
    )
    before = Before(there)
    list_candidates(there.offices[1], there, week(30))
    assert before.changes(kari) == approx({"rank": 0.375, "score_when_due": 0.375})
    assert before.changes(staff[1]) == {"first_candidate": 1}
    assert before.changed() == [kari, staff[1], there.offices[1]]


# --- how a talk is held


def mixed(**more):
    """A half have the dialogue, and half of their talks are written; of the rest .25 by phone, .125 by video."""
    levers = {
        "channel__digital_talks": 0.5,
        "channel__dialogue": 0.5,
        "channel__phone_talks": 0.25,
        "channel__video": 0.125,
        "shock__closure_week": -1,
        "shock__closure_weeks": 3,
    }
    return policy(**{**levers, **more})


@mark.parametrize(
    ("drawn", "channel"),
    [
        (0.0, Channel.DIGITAL_DIALOGUE),
        (0.2499, Channel.DIGITAL_DIALOGUE),
        (0.25, Channel.PHONE),
        (0.4374, Channel.PHONE),
        (0.4375, Channel.VIDEO),
        (0.53124, Channel.VIDEO),
        (0.53125, Channel.BOOKED_MEETING),
        (0.99, Channel.BOOKED_MEETING),
    ],
)
def test_karis_talk_is_written_by_phone_by_video_or_booked_as_the_lot_falls(drawn, channel):
    """.5 * .5 in writing, up to .25; a fourth of the other .75 by phone, up to .4375; an eighth by video, .53125."""
    luck = Luck({(Decision.MEETING_CHANNEL, 9): drawn}, otherwise=0.7)
    kari = person(id=9)
    before = Before(kari)
    assert (
        talk_channel(kari, mixed(), office(), week(3, luck), parameters(organisation__legacy_in_talks=0.4)) == channel
    )
    assert before.changed() == []


@mark.parametrize(("drawn", "channel"), [(0.299, Channel.DIGITAL_DIALOGUE), (0.301, Channel.PHONE)])
def test_what_stayed_of_express_digitalization_moves_talks_to_writing(drawn, channel):
    """.4 of a legacy of .5, .2, of the half not yet in writing: .6, for half of the people .3, instead of .25.

    In Denmark part of a closure's digital contact stayed (calibration targets, STAR 2024).
    """
    luck = Luck({Decision.MEETING_CHANNEL: drawn})
    numbers = parameters(organisation__legacy_in_talks=0.4)
    assert talk_channel(person(), mixed(), office(digital_legacy=0.5), week(3, luck), numbers) == channel


@mark.parametrize(
    ("number", "channel"),
    [(11, Channel.BOOKED_MEETING), (12, Channel.PHONE), (14, Channel.PHONE), (15, Channel.BOOKED_MEETING)],
)
def test_while_the_doors_are_closed_a_booked_talk_becomes_a_phone_call(number, channel):
    """Closed from week 12 for 3 weeks, 12 to 14 (2020: NAV facts 4.6, 4.7)."""
    luck = Luck({Decision.MEETING_CHANNEL: 0.9})
    closed = mixed(shock__closure_week=12)
    numbers = parameters(organisation__legacy_in_talks=0.4)
    assert talk_channel(person(), closed, office(), week(number, luck), numbers) == channel
