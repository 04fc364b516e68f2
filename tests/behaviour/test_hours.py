"""Staff hours, mandatory work first: worked cases of sim/behaviour/hours.py."""

from builder import Before, caseworker, office, parameters, person, policy, usual_parameters, usual_policy, week, world
from pytest import approx, mark

from sim.behaviour.hours import (
    count_needs,
    follow_up_guard,
    mandatory_hours,
    part_of_present,
    plan_hours,
    share_out_mandatory,
    usual_talk_hours,
)
from sim.terms import Benefit, Measure, NeedsGroup, Role, Status, SteeringSignal

REDUCED = NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE


def hours(**more):
    """An ordinary case takes .06 hours of mandatory work a week, a talk 1.2, .8 by phone and .6 in writing."""
    numbers = {
        "mandatory_ordinary": 0.06,
        "mandatory_reduced": 0.09,
        "assistance_factor": 1.6,
        "integration_saving": 0.2,
        "lean_saving": 0.1,
        "talk": 1.2,
        "written_share": 0.5,
        "distance_saving": 0.4,
        "in_house_follow_up": 0.7,
        "backlog_kept": 0.7,
        "specialist_gain": 0.25,
        "signal_effect": 0.2,
        "placements_guard": 0.6,
    }
    return parameters(
        **{f"hours__{name}": value for name, value in {**numbers, **more}.items()}, rationing__interval_in_measure=2.0
    )


def booked_talks(documentation=0.6, integration=0.5):
    """Every talk is booked, 1.2 hours, and written down; ordinary people are called every 6 weeks, others every 10."""
    return policy(
        organisation__integration=integration, organisation__lean=0.3, organisation__in_house=0.5,
        channel__digital_talks=0.0, channel__dialogue=1.0, channel__phone_talks=0.0, channel__video=0.0,
        standardization__documentation=documentation, standardization__interval_ordinary=6.0,
        standardization__interval_reduced=10.0, standardization__protected_share=0.5,
    )  # fmt: skip


# --- what a case asks for


@mark.parametrize(
    ("group", "benefit", "expected"),
    [
        (NeedsGroup.IKKE_VURDERT, Benefit.DAGPENGER, 0.05238),
        (NeedsGroup.TRENGER_VEILEDNING, Benefit.AAP, 0.05238),
        (REDUCED, Benefit.DAGPENGER, 0.07857),
        (NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE, Benefit.NONE, 0.07857),
        (NeedsGroup.GODE_MULIGHETER, Benefit.SOSIALHJELP, 0.083808),
        (REDUCED, Benefit.SOSIALHJELP, 0.125712),
        (NeedsGroup.GODE_MULIGHETER, Benefit.KVALIFISERINGSSTONAD, 0.05238),
    ],
)
def test_the_case_of_kari_takes_more_with_reduced_capacity_and_with_social_assistance(group, benefit, expected):
    """Half integrated services save .1 of the .06, LEAN at .3 .03 of the rest: .06 * .9 * .97 = .05238.

    Reduced capacity starts from .09; social assistance, means-tested month by month, takes 1.6 times as much. That
    such work is plenty is NAV facts 8.11 and 8.14, what integration saves 6.13; all figures ASSUMED.
    """
    kari = person(needs_group=group, benefit=benefit)
    before = Before(kari)
    levers = policy(organisation__integration=0.5, organisation__lean=0.3)
    assert mandatory_hours(kari, levers, hours()) == approx(expected)
    assert before.changed() == []


@mark.parametrize(
    ("written", "dialogue", "phone", "video", "expected"),
    [
        (0.0, 1.0, 0.0, 0.0, 1.2),
        (1.0, 1.0, 0.3, 0.2, 0.6),
        (0.4, 0.5, 0.25, 0.1, 0.968),
        (0.4, 0.5, 0.7, 0.6, 0.76),  # all that is not written is at a distance
        (0.4, 0.0, 0.0, 0.1, 1.16),  # no dialogue, nothing written
    ],
)
def test_a_talk_takes_less_the_more_of_them_are_written_or_at_a_distance(written, dialogue, phone, video, expected):
    """.4 in writing where half have the dialogue is .2; of the other .8, .35 at a distance, .28; booked the last .52.

    .2 * .6 + .28 * .8 + .52 * 1.2 = .12 + .224 + .624. Talks at a distance are shorter (Danish ministry 2021).
    """
    levers = policy(
        channel__digital_talks=written, channel__dialogue=dialogue, channel__phone_talks=phone, channel__video=video
    )
    assert usual_talk_hours(levers, hours()) == approx(expected)


def test_asta_and_berit_are_asked_for_the_mandatory_work_and_the_talks_of_their_own_cases():
    """Kari .05238, Ola (reduced) .07857 on top of the 1.5 on Asta's desk, 1.63095; half of 1.8 / 6 + 1.8 / 10 is .24.

    That half of the rhythm is protected. Only Kari has asked for a talk, of 1.8 hours. Amina in a follow-up measure
    asks Berit for .05238 and half in-house .5 * .7, .40238 in all; called every 12 weeks .5 * 1.8 / 12 = .075. Per is
    employed and asks for nothing.
    """
    asta, berit = caseworker(mandatory_need=1.5), caseworker()
    people = [
        person(wants_talk=1),
        person(needs_group=REDUCED, measure_wanted=Measure.FOLLOW_UP),
        person(caseworker=1, status=Status.IN_MEASURE, measure=Measure.FOLLOW_UP),
        person(status=Status.EMPLOYED, wants_talk=1),
    ]
    there = world(people, [asta, berit], policy=booked_talks(), parameters=hours())
    before = Before(there)
    count_needs(there.offices[0], there)
    assert before.changes(asta) == approx({"mandatory_need": 1.63095, "asked_need": 1.8, "protected_need": 0.24})
    assert before.changes(berit) == approx({"mandatory_need": 0.40238, "protected_need": 0.075})
    assert before.changed() == [asta, berit]


@mark.parametrize("measure", [Measure.NONE, Measure.WAGE_SUBSIDY, Measure.AFT, Measure.IPS])
def test_only_a_follow_up_measure_takes_hours_of_the_office_itself(measure):
    """NAV's own staff hold part of the follow-up measures (NAV facts 1.19); Kari asks for .05238 in any other."""
    asta = caseworker()
    kari = person(status=Status.IN_MEASURE, measure=measure)
    there = world([kari], [asta], policy=booked_talks(), parameters=hours())
    count_needs(there.offices[0], there)
    assert asta.mandatory_need == approx(0.05238)


def test_kari_is_counted_in_her_own_office_by_the_levers_of_her_own_arm():
    """Her arm has .6 more to write down: half of 2.4 / 6 = .2; without integration .06 * .97 = .0582.

    Ola's office waits.
    """
    kari, ola = person(office=1, caseworker=1, arm=1), person(caseworker=0)
    there = world(
        [ola, kari],
        [caseworker(), caseworker(office=1)],
        [office(), office(policy_row=1)],
        policy=[booked_talks(), booked_talks(), booked_talks(documentation=1.2, integration=0.0)],
        parameters=hours(),
    )
    count_needs(there.offices[1], there)
    assert [each.protected_need for each in there.caseworkers] == approx([0.0, 0.2])
    assert [each.mandatory_need for each in there.caseworkers] == approx([0.0, 0.0582])


# --- whose work it becomes


def together(special=0.6):
    """A policy under which income work and follow-up lie apart as far as this."""
    return policy(organisation__specialisation=special)


def test_asta_and_berit_share_the_work_of_absent_per_and_what_was_left_lying():
    """Per's 4 mandatory hours, 2 of assessments and 1 of messages and the office's 3 make 10, 5 each.

    What Per himself left undone is among the 4 already. Colleagues cover an absence (K2).
    """
    asta, berit = caseworker(mandatory_need=6.0, assessment_need=0.5), caseworker(mandatory_need=8.0, backlog=1.0)
    per = caseworker(
        absent_weeks=2, mandatory_need=4.0, assessment_need=2.0, dialogue_need=1.0, asked_need=5.0, backlog=1.5
    )
    there = world(caseworkers=[asta, per, berit], offices=[office(backlog=3.0)], parameters=hours())
    before = Before(there)
    share_out_mandatory(there.offices[0], together(), there)
    assert before.changes(asta) == approx({"mandatory_need": 11.0})
    assert before.changes(berit) == approx({"mandatory_need": 13.0})
    nothing = {"mandatory_need": 0.0, "assessment_need": 0.0, "dialogue_need": 0.0, "backlog": 0.0}
    assert before.changes(per) == nothing
    assert before.changes(there.offices[0]) == {"n_present": 2, "posts_present": 2.0, "backlog": 0.0}


def test_where_nobody_is_at_work_a_part_of_it_waits_and_the_rest_settles_itself():
    """Asta's 4, 2 and 1 hours and 3 of last week: .7 of 10 waits for next week, and nobody is present."""
    asta = caseworker(absent_weeks=1, mandatory_need=4.0, assessment_need=2.0, dialogue_need=1.0, role=Role.INCOME)
    there = world(caseworkers=[asta], offices=[office(backlog=3.0, n_present=1)], parameters=hours())
    before = Before(there)
    share_out_mandatory(there.offices[0], together(), there)
    assert before.changes(there.offices[0]) == approx({"backlog": 7.0, "n_present": 0})
    assert before.changes(asta) == {"mandatory_need": 0.0, "assessment_need": 0.0, "dialogue_need": 0.0}


def test_in_a_specialised_office_asta_and_tor_take_over_income_work_and_are_faster_at_it():
    """.6 of everybody's 4, 10 and 6 hours, 12 in all, goes to the two income posts, 6 each, 1.25 times as fast: 4.8.

    Asta has .4 * 4 + 4.8 = 6.4, Tor .4 * 6 + 4.8 = 7.2, Berit .4 * 10 = 4. Per, whose post is an income post too, is
    absent and gets nothing. That it is faster when it is all one does is ASSUMED (R20, NAV facts 8.21).
    """
    asta = caseworker(mandatory_need=4.0, income_share=1.0, assessment_need=2.0)
    berit = caseworker(mandatory_need=10.0, role=Role.FOLLOW_UP, dialogue_need=1.0)
    tor, per = caseworker(mandatory_need=6.0, income_share=1.0), caseworker(absent_weeks=1, income_share=1.0)
    there = world(caseworkers=[asta, per, berit, tor], parameters=hours())
    before = Before(there)
    share_out_mandatory(there.offices[0], together(), there)
    assert before.changes(asta) == approx({"mandatory_need": 6.4})
    assert before.changes(berit) == approx({"mandatory_need": 4.0})
    assert before.changes(tor) == approx({"mandatory_need": 7.2})
    assert before.changed() == [asta, berit, tor, there.offices[0]]


def test_the_only_one_with_hours_for_income_work_takes_over_all_of_it():
    """.6 of Berit's 10 and of Asta's own 4, 8.4, at 1.25 times the pace 6.72; with the 1.6 that stayed 8.32."""
    asta, berit = caseworker(mandatory_need=4.0, income_share=0.3), caseworker(mandatory_need=10.0)
    there = world(caseworkers=[asta, berit], parameters=hours())
    share_out_mandatory(there.offices[0], together(), there)
    assert (asta.mandatory_need, berit.mandatory_need) == approx((8.32, 4.0))


@mark.parametrize("role", [Role.GENERALIST, Role.FOLLOW_UP])
def test_without_anybody_at_income_work_everybody_keeps_the_own(role):
    """The one income post is empty: Asta keeps her 4 hours, however specialised the office is meant to be."""
    asta, per = caseworker(mandatory_need=4.0, role=role), caseworker(absent_weeks=1, income_share=1.0)
    there = world(caseworkers=[asta, per], parameters=hours())
    before = Before(there)
    share_out_mandatory(there.offices[0], together(), there)
    assert before.changes(there.offices[0]) == {"n_present": 1, "posts_present": 1.0}
    assert before.changed() == [there.offices[0]]


def test_who_has_half_a_post_takes_half_of_what_a_whole_one_does():
    """Per's 3 hours: 1 for Asta at half a post, 2 for Berit. Of income work, .6 of 5 and 12 is 10.2, at 1.25 8.16.

    Asta does income work in all her half post, Berit in a fourth of hers, .25: two thirds and one third of it.
    """
    asta = caseworker(mandatory_need=4.0, fraction=0.5, income_share=1.0)
    berit, per = caseworker(mandatory_need=10.0, income_share=0.25), caseworker(absent_weeks=1, mandatory_need=3.0)
    there = world(caseworkers=[asta, berit, per], parameters=hours())
    share_out_mandatory(there.offices[0], together(), there)
    assert (there.offices[0].n_present, there.offices[0].posts_present) == (2, 1.5)
    assert (asta.mandatory_need, berit.mandatory_need) == approx((2.0 + 5.44, 4.8 + 2.72))


@mark.parametrize(("fraction", "posts", "part"), [(0.5, 4.0, 0.125), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)])
def test_half_a_post_is_an_eighth_of_four(fraction, posts, part):
    assert part_of_present(caseworker(fraction=fraction), office(posts_present=posts)) == approx(part)


def test_an_office_shares_out_only_its_own_work():
    """Per of the first office is absent with 4 hours; Asta of the second keeps her 6."""
    per, asta = caseworker(absent_weeks=1, mandatory_need=4.0), caseworker(office=1, mandatory_need=6.0)
    there = world(caseworkers=[per, asta], offices=[office(), office()], parameters=hours())
    share_out_mandatory(there.offices[1], together(), there)
    assert (per.mandatory_need, asta.mandatory_need) == (4.0, 6.0)


@mark.parametrize(
    ("signal", "guard"),
    [(SteeringSignal.THROUGHPUT, 0.0), (SteeringSignal.PLACEMENTS, 0.084), (SteeringSignal.FOLLOW_UP, 0.14)],
)
def test_a_leader_who_steers_by_follow_up_guards_it_a_little(signal, guard):
    """.2 of mandatory work waits where demands are wholly consistent, .14 at .7; by placements .6 of that, .084.

    Administrative work gets very high priority all the same (NAV facts 8.14, 8.20); ASSUMED.
    """
    levers = policy(organisation__signal=signal, organisation__consistency=0.7)
    assert follow_up_guard(caseworker(), levers, hours()) == approx(guard)


# --- every office's week


def test_every_office_plans_by_counting_sharing_out_and_dividing():
    """Kari asks for .06 hours, absent Per has 3 more of last week: 3.06 for Asta, of 32 hours less 8 of meetings.

    So pressure 3.06 / 24 over the usual half, .255, and 20.94 hours are left. In the other office nobody is there:
    pressure 2.
    """
    kari, ola = person(), person(office=1, caseworker=2)
    asta, per = caseworker(asked_need=0.0, hours_absence=9.0), caseworker(absent_weeks=1, mandatory_need=3.0)
    tor = caseworker(office=1, absent_weeks=1, mandatory_need=1.0)
    levers = {
        "organisation__integration": 0.0, "organisation__lean": 0.0, "organisation__specialisation": 0.0,
        "organisation__market_team": 0.0, "organisation__staff_training": 0.0, "organisation__learning_platform": 0.0,
        "organisation__signal": SteeringSignal.THROUGHPUT, "channel__digital_talks": 0.0, "channel__phone_talks": 0.0,
        "channel__video": 0.0, "channel__reinvested_share": 1.0, "standardization__documentation": 0.4,
        "standardization__interval_ordinary": 8.0, "standardization__protected_share": 0.0,
    }  # fmt: skip
    there = world(
        [kari, ola],
        [asta, per, tor],
        [office(pressure=5.0), office(pressure=5.0, policy_row=1)],
        policy=[usual_policy(**levers), usual_policy(**{**levers, "organisation__lean": 0.5})],
        parameters=usual_parameters(
            hours__mandatory_ordinary=0.06, hours__talk=1.2, hours__overhead=0.25, hours__backlog_kept=0.7,
            hours__lean_saving=0.2, hours__leave=286.0, hours__usual_load=0.5,
        ),
    )  # fmt: skip
    plan_hours(there, week(3))
    first, second = there.offices
    assert (first.n_present, second.n_present) == (1, 0)
    assert (first.pressure, second.pressure) == approx((0.255, 2.0))
    assert asta.hours_left == approx(20.94)
    assert (first.hours_contracted, first.hours_leave, first.hours_absence) == approx((75.0, 11.0, 32.0))
    assert first.hours_mandatory == approx(3.06)
    assert (second.hours_contracted, second.hours_leave, second.hours_absence) == approx((37.5, 5.5, 32.0))
    assert (asta.present, per.present, tor.present) == (1, 0, 0)
    assert (asta.hours_mandatory, asta.hours_absence, per.hours_absence) == approx((3.06, 0.0, 32.0))
    assert second.backlog == approx(0.7378)  # .7 of 1 and the .054 of Ola where half of LEAN saves a tenth


def test_asta_plans_by_the_levers_of_her_own_arm():
    """Her arm trains its staff for .1 of the 32 hours at work, 3.2, in an office that does not."""
    levers = [usual_policy(organisation__learning_platform=0.0, organisation__staff_training=share)
              for share in (0.0, 0.1)]  # fmt: skip
    there = world(caseworkers=[caseworker(arm=1)], policy=levers, parameters=usual_parameters(hours__leave=286.0))
    plan_hours(there, week(3))
    assert there.offices[0].hours_learning == approx(3.2)
