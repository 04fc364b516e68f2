"""Small quantities that many behaviours ask for: worked cases of sim/behaviour/quantities.py."""

import pytest
from builder import Before, caseworker, office, parameters, person, policy, week, world
from pytest import approx

from sim.behaviour.quantities import (
    burden,
    caseworker_policy,
    centred_factor,
    clamp_share,
    digital_ability,
    health_barrier,
    in_reduced_group,
    interlocked,
    is_registered,
    is_settled,
    office_policy,
    person_policy,
    reduced_by_lack,
    within,
)
from sim.terms import NeedsGroup, Status


def test_a_share_never_leaves_its_limits():
    """Below nothing is nothing, above all is all, and what lies between stays."""
    assert (clamp_share(-0.2), clamp_share(0.0), clamp_share(0.3), clamp_share(1.7)) == (0.0, 0.0, 0.3, 1.0)


@pytest.mark.parametrize(
    ("status", "weeks", "settled"),
    [(Status.EMPLOYED, 156, True), (Status.EMPLOYED, 155, False), (Status.DISABILITY_PENSION, 200, True),
     (Status.OUT_OF_LABOUR_FORCE, 156, True), (Status.SEEKING, 400, False)],
)  # fmt: skip
def test_three_years_off_the_register_settle_a_person_and_none_on_it_do(status, weeks, settled):
    """From 156 weeks on, whatever the person does instead (ASSUMED); a long wait on the register is no such thing."""
    assert is_settled(person(status=status, status_weeks=weeks), parameters(retention__settled_weeks=156)) == settled


@pytest.mark.parametrize(("amount", "factor"), [(0.0, 0.7), (0.4, 0.82), (1.0, 1.0)])
def test_who_has_none_of_it_is_held_back_by_its_whole_weight(amount, factor):
    """Weight .3: .7 of it without any, .7 + .3 * .4 with .4 of it, all with all. ASSUMED form: linear."""
    assert reduced_by_lack(0.3, amount) == approx(factor)


@pytest.mark.parametrize(
    ("swing", "amount", "factor"),
    [(0.6, 0.0, 0.7), (0.6, 0.5, 1.0), (0.6, 0.75, 1.15), (0.6, 1.0, 1.3), (-0.6, 0.75, 0.85), (1.0, 0.2, 0.7)],
)
def test_a_middling_share_leaves_things_as_they_are_and_more_of_it_leans_them(swing, amount, factor):
    """Swing .6: 1 in the middle, .3 less at none, .3 more at all, .15 more half way up; below 0 it leans the other way.

    A swing of 1 is in proportion to .5 and the share: .7 at .2. ASSUMED form: linear.
    """
    assert centred_factor(swing, amount) == approx(factor)


def test_two_barriers_of_kari_close_a_part_of_what_the_other_left_open():
    """Weight .5: mental health .8 closes .4, skills .4 closes .2 of the .6 left, .12; so .52 and not .6."""
    kari = person(mental_health=0.8, skills_gap=0.4)
    before = Before(kari)
    assert burden(kari, parameters(people__barrier_weight=0.5)) == approx(0.52)
    assert before.changed() == []


def test_each_of_five_barriers_of_ola_counts_once():
    """Weight .6: .1, .3, .5, .7 and .9 close .06, .18, .3, .42 and .54 each.

    .94 * .82 * .7 * .58 * .46 = .143954 is left open, so .856046 is closed. ASSUMED form.
    """
    ola = person(mental_health=0.1, physical_health=0.3, skills_gap=0.5, language_gap=0.7, life_situation=0.9)
    weight = parameters(people__barrier_weight=0.6)
    assert burden(ola, weight) == approx(0.856046, abs=1e-6)
    assert interlocked(0.1, 0.3, 0.5, 0.7, 0.9, weight) == approx(0.856046, abs=1e-6)


@pytest.mark.parametrize(
    "barrier", ["mental_health", "physical_health", "skills_gap", "language_gap", "life_situation"]
)
def test_a_full_barrier_alone_closes_no_more_than_its_weight(barrier):
    """Weight .7 (people.barrier_weight, ASSUMED): .7, whichever it is; without any barrier nothing is closed."""
    weight = parameters(people__barrier_weight=0.7)
    assert burden(person(**{barrier: 1.0}), weight) == approx(0.7)
    assert burden(person(), weight) == 0.0


@pytest.mark.parametrize(("mental", "physical"), [(0.6, 0.2), (0.2, 0.6)])
def test_the_heavier_health_barrier_of_kari_is_the_one_that_counts(mental, physical):
    """.6 of the mind or of the body, with .2 of the other; skills and life are no matter of health."""
    kari = person(mental_health=mental, physical_health=physical, skills_gap=0.9, life_situation=0.8)
    assert health_barrier(kari) == 0.6


@pytest.mark.parametrize(
    ("status", "registered"),
    [
        (Status.VACANT, False), (Status.SEEKING, True), (Status.IN_MEASURE, True), (Status.WAITING_FOR_HEALTH, True),
        (Status.EMPLOYED, False), (Status.DISABILITY_PENSION, False), (Status.OUT_OF_LABOUR_FORCE, False),
    ],
)  # fmt: skip
def test_who_works_or_has_left_is_no_case_of_the_office(status, registered):
    """Seeking, in a measure or waiting for treatment is; at work, on a pension, out, or nobody at all is not."""
    kari = person(status=status)
    before = Before(kari)
    assert is_registered(kari) == registered
    assert before.changed() == []


@pytest.mark.parametrize(
    ("group", "reduced"),
    [
        (NeedsGroup.IKKE_VURDERT, False), (NeedsGroup.GODE_MULIGHETER, False), (NeedsGroup.TRENGER_VEILEDNING, False),
        (NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE, True), (NeedsGroup.JOBBE_DELVIS, True),
        (NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE, True),
    ],
)  # fmt: skip
def test_work_capacity_of_ola_counts_as_reduced_when_nav_has_found_it_so(group, reduced):
    """What NAV found decides, not the truth: it is the other way round here."""
    assert in_reduced_group(person(needs_group=group, reduced_capacity=int(not reduced))) == reduced


@pytest.mark.parametrize(
    ("skill", "help_given", "able"), [(0.3, 0.5, 0.58), (0.3, 0.0, 0.3), (1.0, 0.5, 1.0), (0.0, 1.0, 0.8)]
)
def test_help_makes_up_for_a_part_of_the_digital_skill_that_kari_lacks(skill, help_given, able):
    """Full help makes up for .8 of what is lacking, half of it for .4 of the .7 Kari lacks, .28 (4.15-4.17)."""
    kari = person(digital_skill=skill)
    before = Before(kari)
    levers = policy(channel__assisted_digital=help_given)
    assert digital_ability(kari, levers, parameters(contact__assistance_effect=0.8)) == approx(able)
    assert before.changed() == []


def test_kari_lives_under_the_policy_of_her_own_arm_then_of_astas_then_of_the_office():
    """The office's rows start at 2, and each caseworker arm has three, one a person arm.

    The office lives under row 2, Asta in arm 1 under 2 + 3 = 5, and Kari in arm 2 under 5 + 2 = 7; where neither is
    in an arm all live under the office's. A row is told here by its video share: .1 for row 1 and so on.
    """
    rows = [policy(channel__video=0.1 * row) for row in range(9)]
    kari, asta, town = person(arm=2), caseworker(arm=1), office(policy_row=2)
    there = world([kari], [asta], [town], policy=rows)
    there.layout[0].person_arms = 3
    before = Before(there)
    assert office_policy(town, there).channel.video == approx(0.2)
    assert caseworker_policy(asta, town, there).channel.video == approx(0.5)
    assert person_policy(kari, asta, town, there).channel.video == approx(0.7)
    assert caseworker_policy(caseworker(), town, there).channel.video == approx(0.2)
    assert person_policy(person(), caseworker(), town, there).channel.video == approx(0.2)
    assert before.changed() == []


@pytest.mark.parametrize(
    ("first_week", "number", "inside"),
    [
        (10, 9, False),
        (10, 10, True),
        (10, 14, True),
        (10, 15, False),
        (0, 0, True),
        (0, 5, False),
        (-1, 0, False),
        (-1, 3, False),
    ],
)
def test_five_weeks_from_the_tenth_are_the_tenth_to_the_fourteenth(first_week, number, inside):
    """Both the first and the fifth belong to it, the sixth does not; one that starts at -1 never comes."""
    assert within(week(number), first_week, 5) == inside
