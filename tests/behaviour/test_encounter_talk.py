"""The talk itself: worked cases of sim/behaviour/encounter.py, from who comes to what a talk leaves behind.

All but the edges tell of one and the same talk: Asta phones Kari (`kari_and_asta`), which is worth .288 to her if it is
a whole one (test_encounter_worth.py).
"""

import pytest
from builder import Before, happened, measure_terms, office, person, week, world
from kari_and_asta import ONLY_CONTROL, asta_of, kari_of, levers, world_numbers
from luck import Luck
from pytest import approx

from sim.behaviour.encounter import (
    believe,
    dose,
    help_search,
    hold_talk,
    leaving_probability,
    shows_up_probability,
    skill_that_helps,
    talk,
    towards_limit,
)
from sim.events import EventKind
from sim.terms import N_CHANNELS, N_MEASURES, Benefit, Channel, CopingFamily, Decision, Measure, Status, Strategy

REFERRAL = {
    "referral__in_talk": 0.4, "referral__skill_weight": 0.25, "referral__creaming_favour": 0.75,
    "referral__ips_from": 0.4, "referral__ips_motivation": 0.4, "referral__misfit_weight": 2.0,
    "referral__least_fit": 0.05, "referral__usual_skills_gap": 0.3, "referral__strategy_favour": 2.0,
}  # fmt: skip
ONLY_TRAINING = {
    kind: measure_terms(usual_ordinary=float(kind == Measure.TRAINING), suits_burden=0.3, answers_skills=0.4)
    for kind in range(1, N_MEASURES)
}
OPEN_TO_REFERRAL = {
    "organisation__outcome_targets": 0.3, "organisation__measure_wait": 13.0, "standardization__standard_menu": 0.4,
    "organisation__strategy": Strategy.TRAIN_THEN_PLACE,
}  # fmt: skip
ABSENCE = {
    "encounter__excused": 0.5, "encounter__renegotiated": 0.125, "encounter__sanction_weeks": 2,
    "encounter__sanction_trust": 0.2, "encounter__sanction_coping": 0.1, "encounter__sanction_push": 0.3,
}  # fmt: skip
# A talk that is worth all there is, from a caseworker who is all that a caseworker can be.
WHOLE = {
    "encounter__generic_fit": 1.0, "encounter__generic_misfit": 0.0, "encounter__skill_in_tools": 0.0,
    "encounter__participation_worth": 2.0, "encounter__control_harm": 0.0, "hours__talk": 1.0,
}  # fmt: skip


def meeting(kari, asta, **numbers):
    """Kari and Asta in the second of two offices, where practice is taken up by .4; the only measure is training."""
    kari.office, asta.office = 1, 1
    both = [office(), office(adoption=0.4)]
    return world([kari], [asta], both, measures=ONLY_TRAINING, parameters=world_numbers(**numbers))


# What moves, and how far


def test_what_is_won_is_part_of_what_kari_lacks_and_what_is_lost_part_of_what_she_has():
    """At .4, with step .1: half of full value wins .05 of the missing .6; half of full harm costs .05 of the .4."""
    assert towards_limit(0.4, 0.5, 0.1) == approx(0.43)
    assert towards_limit(0.4, -0.5, 0.1) == approx(0.38)
    assert towards_limit(0.4, 0.0, 0.1) == 0.4
    assert (towards_limit(1.0, 0.7, 0.3), towards_limit(0.0, -0.7, 0.3)) == (1.0, 0.0)


@pytest.mark.parametrize(("belief", "moved"), [(0.8, 0.024), (0.5, 0.0), (0.25, -0.02)])
def test_asta_who_believes_in_kari_motivates_her_and_who_doubts_discourages_her(belief, moved):
    """Belief .8 is .3 above the middle, .25 as much below: .08 of that (ASSUMED; K4, 3.14)."""
    assert believe(kari_of(), asta_of(belief=belief), world_numbers()) == approx(moved)


@pytest.mark.parametrize(("market_competence", "helps"), [(0.85, 0.5), (0.45, 0.0), (0.25, 0.0), (1.0, 0.6875)])
def test_asta_helps_with_search_only_by_what_she_can_beyond_the_ordinary(market_competence, helps):
    """Strain leaves .8 of .85, .68, which is .32 above what is needed, .36: half of the .64 there is to have. Just .36,
    or less, .2, helps nobody (K2: the less productive half were worth nothing); .8 is .44 above it.
    """
    asta = asta_of(market_competence=market_competence, user_competence=0.6)
    assert skill_that_helps(asta, world_numbers()) == approx(helps)


def test_kari_gets_help_with_search_from_skill_belief_and_a_focus_on_work():
    """Skill .5; belief .8 makes it 1.15, focus .75 1.2 times that: .69 (3.14, 4.11). A talk of value .6 brings .5 + .3
    of it across, relation .6 .75 + .15: .72 (R10). Burden .4 hinders by .3: .25 * .69 * .72 * .7 = .08694.
    """
    assert help_search(kari_of(), asta_of(), 0.6, levers(), world_numbers()) == approx(0.08694)


def test_a_talk_that_did_harm_still_helps_kari_search_by_half():
    """No value brings half across, and harm no less: .25 * .69 * .5 * .9 * .7 = .0543375 (ASSUMED)."""
    assert help_search(kari_of(), asta_of(), -0.4, levers(), world_numbers()) == approx(0.0543375)


@pytest.mark.parametrize(
    ("channel", "hours", "part"),
    [
        (Channel.BOOKED_MEETING, 0.75, 0.625),
        (Channel.PHONE, 0.75, 0.625),
        (Channel.VIDEO, 0.75, 0.625),
        (Channel.DIGITAL_DIALOGUE, 0.75, 0.25),
        (Channel.BOOKED_MEETING, 1.5, 1.0),
        (Channel.DIGITAL_DIALOGUE, 1.5, 0.4),
    ],
)
def test_a_short_talk_is_part_of_a_whole_one_and_a_letter_part_of_that(channel, hours, part):
    """.75 of the 1.2 hours that make a talk whole are .625; longer is no more than whole; writing is .4 of it (R10)."""
    assert dose(channel, world_numbers(hours__talk=hours, encounter__whole_talk=1.2)) == approx(part)


# The talk


def test_the_phone_call_moves_all_of_kari_a_little_and_nothing_of_asta():
    """Value .288 of three quarters of a talk: .216. Coping .45 + .1 * .216 * .55 = .46188; trust .625 + .25 * .216 *
    .375 = .64525; experience .3 + .25 * .216 * .7 = .3378. Belief .024 * .75 = .018 of the .25 motivation missing:
    .7545.

    Relation: .75 * .25 * warmth .8 * skill .6 = .09 of the missing .4, to .636. Plan: value and .3 * .4 for taking part
    make .336, a quarter of it of the missing .8: .2672. Help with search, in the relation as it is now: .25 * .69 *
    .608 * .909 * .7 = .066735144, three quarters of it of the missing .9: .1450462222 (K1: each further talk adds
    less).
    """
    kari, asta = kari_of(), asta_of()
    there = meeting(kari, asta)
    before = Before(there)
    talk(kari, asta, there.offices[1], Channel.PHONE, levers(), there, week(12))
    assert before.changed() == [kari]
    assert before.changes(kari) == approx({
        "coping": 0.46188, "trust": 0.64525, "experience": 0.3378, "motivation": 0.7545, "relation": 0.636,
        "plan": 0.2672, "job_help": 0.1450462222,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("family", "trust"),
    [(CopingFamily.TOWARDS, 0.652345), (CopingFamily.AWAY, 0.64525), (CopingFamily.AGAINST, 0.6422125)],
)
def test_asta_who_copes_towards_clients_wins_more_of_karis_trust(family, trust):
    """Under strain .4 she gives .05 of that, .02 of the .35475 still missing after the talk (Tummers et al. 2015):
    .652345.

    Who copes against clients controls more, .368: harm .1656, value .2448, .1836 of a talk; .25 of it of .375 missing,
    so .6422125.
    """
    kari, asta = kari_of(), asta_of(coping_family=family)
    there = meeting(kari, asta)
    talk(kari, asta, there.offices[1], Channel.PHONE, levers(), there, week(12))
    assert kari.trust == approx(trust)


def test_a_talk_that_only_controls_takes_coping_trust_and_experience_from_kari():
    """All control, softened by .15 to .85, eased to .68; half of it harms, .9 of it: -.306, of which .75: -.2295.

    Coping loses .1 * .2295 of .45: .4396725. Trust a quarter of that of .625: .589140625; experience .3 to .2827875
    (R22). Her plan still gains what taking part gives, .25 * .12 of .8: .224. Asta's doubt (.3) costs motivation: .08 *
    -.2 * .75 = -.012, of .75: .741. The relation grows in person with warmth 1: .1125 of .4 to .645. Help: half across:
    .25 * .5 * .9 * 1.2 * .5 * .91125 * .7 = .04305656, .75 of it of .9: .12906318.
    """
    kari, asta = kari_of(), asta_of(belief=0.3)
    there = meeting(kari, asta, encounter__generic_fit=0.0)
    before = Before(there)
    talk(kari, asta, there.offices[1], Channel.BOOKED_MEETING, levers(**ONLY_CONTROL), there, week(12))
    assert before.changed() == [kari]
    assert before.changes(kari) == approx({
        "coping": 0.4396725, "trust": 0.589140625, "experience": 0.2827875, "motivation": 0.741, "relation": 0.645,
        "plan": 0.224, "job_help": 0.12906318,
    }, rel=1e-6)  # fmt: skip


def test_plan_and_help_with_search_end_at_all_there_is():
    """A talk of value 1 plans 1.3 of what Ola's plan lacks, and brings 20 times the help he can use: both are 1."""
    ola, asta = person(motivation=1.0, plan=0.2, job_help=0.1, measure_wanted=Measure.AFT), asta_of()
    there = meeting(ola, asta, **WHOLE, encounter__plan_step=1.0, encounter__search_help=20.0)
    chosen = levers(**ONLY_CONTROL, individualization__participation=1.0)
    talk(ola, asta, there.offices[1], Channel.BOOKED_MEETING, chosen, there, week(12))
    assert (ola.plan, ola.job_help) == (1.0, 1.0)


@pytest.mark.parametrize(("drawn", "wanted"), [(0.2707, Measure.TRAINING), (0.2708, Measure.NONE)])
def test_the_talk_may_end_in_a_referral_by_what_it_was_worth_and_how_keen_kari_is_after_it(drawn, wanted):
    """Probability .4, by value .216 (.716), belief .8 (1.3), market skill .68 (.75 + .17 = .92) .342534; creaming .75,
    by targets .3 (.8) .6: motivation .7545 as it is now and health .8 make .1509, .3491 below the middle, and .6 of
    that is lost: .79054. Together .270787.
    """
    kari, asta = kari_of(measure_wanted=Measure.NONE, benefit=Benefit.AAP), asta_of()
    there = meeting(kari, asta, **REFERRAL)
    luck = Luck({(Decision.REFERRAL, 41): drawn})
    talk(kari, asta, there.offices[1], Channel.PHONE, levers(**OPEN_TO_REFERRAL), there, week(12, luck))
    assert kari.measure_wanted == wanted


# Who comes, and what calling a person to a talk brings


@pytest.mark.parametrize(
    ("channel", "comes"),
    [
        (Channel.BOOKED_MEETING, 0.8665),
        (Channel.PHONE, 0.899875),
        (Channel.VIDEO, 0.899875),
        (Channel.DIGITAL_DIALOGUE, 0.899875),
    ],
)
def test_trust_and_coping_carry_kari_to_the_counter_and_more_easily_to_the_phone(channel, comes):
    """Without either 3 in 10 are missing; three fifths of trust .625 and two of coping .45, .555, bring that to
    .3 * .445 = .1335, and at a distance to three quarters of it, .100125 (R23, K7; trust weighs more: ASSUMED).
    """
    assert shows_up_probability(kari_of(), channel, world_numbers()) == approx(comes)


def test_per_without_trust_and_coping_is_never_less_than_absent():
    """Missing surely, and twice that at a distance, is still no less than never there."""
    shy = world_numbers(encounter__no_show=1.0, encounter__no_show_at_distance=2.0)
    assert shows_up_probability(person(), Channel.PHONE, shy) == 0.0


def test_kari_answers_the_phone_and_the_talk_is_counted_wherever_it_counts():
    """She answers with probability .8999. Half an hour brings her .2 hours to .7; the latest talk was 9 weeks ago.

    It moves her as talks do. It is her third and Asta's fifth, by phone: no written talk and none in person is counted.
    """
    kari, asta = kari_of(talks=2, contacts=5, hours_received=0.2), asta_of(talks=4)
    there = meeting(kari, asta)
    phone = there.channels[N_CHANNELS + Channel.PHONE]  # the second office's
    phone.served = 3
    before = Before(there)
    luck = Luck({(Decision.SHOWS_UP, kari.id): 0.8998, (Decision.LEAVES_AFTER_TALK, kari.id): 0.1652})
    hold_talk(kari, asta, there.offices[1], Channel.PHONE, levers(), there, week(12, luck))
    assert before.changed() == [kari, asta, phone]
    assert before.changes(kari) == approx({
        "last_contact": 12, "wants_talk": 0, "in_talk": 1, "talks": 3, "contacts": 6, "hours_received": 0.7,
        "coping": 0.46188, "trust": 0.64525, "experience": 0.3378, "motivation": 0.7545, "relation": 0.636,
        "plan": 0.2672, "job_help": 0.1450462222,
    })  # fmt: skip
    assert before.changes(asta) == {"talks": 5}
    assert before.changes(phone) == {"served": 4}
    assert happened(there) == [(EventKind.TALK, kari.id, asta.id, Channel.PHONE, 9, approx(30.0))]


@pytest.mark.parametrize(
    ("channel", "counted", "minutes"),
    [
        (Channel.DIGITAL_DIALOGUE, {"digital_contacts": 4, "talks_written": 3}, 18.0),
        (Channel.PHONE, {}, 30.0),
        (Channel.VIDEO, {}, 30.0),
        (Channel.BOOKED_MEETING, {"talks_in_person": 2}, 45.0),
    ],
)
def test_a_talk_in_writing_is_a_digital_contact_and_one_in_person_is_neither(channel, counted, minutes):
    """Kari, with 3 digital contacts, 2 written talks and 1 in person before; a letter takes Asta 18 of 45 minutes."""
    kari, asta = kari_of(digital_contacts=3, talks_written=2, talks_in_person=1), asta_of()
    there = meeting(kari, asta)
    before = Before(there)
    hold_talk(kari, asta, there.offices[1], channel, levers(), there, week(12))
    changed = before.changes(kari)
    kinds = ("digital_contacts", "talks_written", "talks_in_person")
    assert {name: changed[name] for name in kinds if name in changed} == counted
    assert kari.hours_received == approx(minutes / 60)
    served = [each.served for each in there.channels[N_CHANNELS:]]  # the second office's
    assert served == [int(kind == channel) for kind in range(N_CHANNELS)]
    assert happened(there) == [(EventKind.TALK, kari.id, asta.id, channel, 9, approx(minutes))]


@pytest.mark.parametrize(
    ("answered", "sanctioned", "changes"),
    [
        (0.33, 1, {"sanctions": 1, "benefit_weeks": 28, "trust": 0.5, "coping": 0.405, "job_help": 0.4}),
        (0.35, 0, {"plan": 0.3}),
    ],
)
def test_kari_who_does_not_answer_the_phone_is_sanctioned_or_renegotiated_with(answered, sanctioned, changes):
    """Missing from .899875 on. Strictness .4, excused .5 * .4 * .75 = .15: sanctioned with probability .34 (8.18, R5):
    of 30 weeks two go, of trust .625 a fifth, of coping .45 a tenth, .3 pushes search. Else her plan gains an eighth of
    what it lacks. She has been called, so her wish for a talk is met; no talk, no contact and no hours are counted,
    but a missed talk of the office.
    """
    kari, asta = kari_of(benefit_weeks=30), asta_of()
    there = meeting(kari, asta, **ABSENCE)
    before = Before(there)
    luck = Luck({(Decision.SHOWS_UP, 41): 0.8999, (Decision.NON_COMPLIANCE_RESPONSE, 41): answered})
    strict = levers(standardization__sanction_strictness=0.4)
    hold_talk(kari, asta, there.offices[1], Channel.PHONE, strict, there, week(12, luck))
    assert before.changed() == [kari, there.offices[1]]
    assert before.changes(there.offices[1]) == {"talks_missed": 1}
    assert before.changes(kari) == approx({"last_contact": 12, "wants_talk": 0, **changes})
    assert happened(there) == [(EventKind.MISSED_TALK, 41, 7, Channel.PHONE, sanctioned, approx(30.0))]


def test_kari_may_be_referred_and_then_leave_the_register_after_the_talk():
    """Asked to act, she leaves with probability .165187, by trust and motivation as the talk left them (K1): out of the
    labour force, 12 weeks after she came, and so no longer waiting for the training she was just referred to.
    """
    kari, asta = kari_of(measure_wanted=Measure.NONE), asta_of()
    there = meeting(kari, asta, **REFERRAL)
    luck = Luck({(Decision.REFERRAL, 41): 0.2, (Decision.LEAVES_AFTER_TALK, 41): 0.1651})
    hold_talk(kari, asta, there.offices[1], Channel.PHONE, levers(**OPEN_TO_REFERRAL), there, week(12, luck))
    assert (kari.status, kari.first_exit_week, kari.measure_wanted) == (Status.OUT_OF_LABOUR_FORCE, 12, Measure.NONE)
    assert happened(there) == [
        (EventKind.TALK, 41, 7, Channel.PHONE, 9, approx(30.0)),
        (EventKind.REFERRED, 41, 7, -1, Measure.TRAINING, 0.0),
        (EventKind.LEFT_LABOUR_FORCE, 41, 7, Channel.PHONE, 1, 0.0),
    ]


@pytest.mark.parametrize(
    ("status", "benefit", "leaves"),
    [
        (Status.SEEKING, Benefit.NONE, 0.16731),
        (Status.SEEKING, Benefit.DAGPENGER, 0.16731),
        (Status.SEEKING, Benefit.SOSIALHJELP, 0.16731),
        (Status.SEEKING, Benefit.KVALIFISERINGSSTONAD, 0.16731),
        (Status.WAITING_FOR_HEALTH, Benefit.DAGPENGER, 0.16731),
        (Status.SEEKING, Benefit.AAP, 0.0418275),
        (Status.SEEKING, Benefit.UFORETRYGD, 0.0418275),
        (Status.IN_MEASURE, Benefit.DAGPENGER, 0.0),
    ],
)
def test_being_asked_to_act_makes_kari_leave_least_where_she_lives_on_an_allowance_for_ill_health(
    status, benefit, leaves
):
    """Push .3 and control .272; a quarter of a year is .25 / 1.25 = .2 of the way to a long spell, 1.3 times: .7436. By
    motivation .75, .45 of half of it: .16731 (K1). A quarter of that on AAP or disability pension (K12), and nobody who
    is in a measure.
    """
    kari = kari_of(status=status, benefit=benefit)
    assert leaving_probability(kari, asta_of(), levers(), world_numbers()) == approx(leaves)


def test_leaving_is_never_more_than_certain():
    """Ola, without motivation and three years on the register: .5 * .572 * 2.125 * 1.2 * 2.2 with a fuller push is over
    1.
    """
    ola = kari_of(motivation=0.0, time_on_register=156.0)
    pushed = world_numbers(exits__push_on_keen=1.0, exits__push_of_talk=0.9)
    assert leaving_probability(ola, asta_of(), levers(), pushed) == 1.0
