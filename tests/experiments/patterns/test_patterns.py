"""The patterns that published research found, each as a claim about paired runs (experiments/patterns/published.py).

The same people with the same luck under two settings; a one-sided t-test over replicates at p < 0.01, and a least size
written down beforehand, in the outcome's own unit. What does not hold is listed in sim/ODD.md as not reproduced.
"""

from dataclasses import replace

import pytest

from experiments.patterns.judging import Laboratory
from experiments.patterns.published import PATTERNS

pytestmark = pytest.mark.slow
LABORATORY = Laboratory()
BY_ID = {pattern.id: pattern for pattern in PATTERNS}


def claim(pattern, *parts):
    """Each of these claims of a pattern is beyond its least size, and beyond chance."""
    chosen = [part for part in BY_ID[pattern].parts if part.name in parts]
    assert len(chosen) == len(parts)
    (found,) = LABORATORY.judge([replace(BY_ID[pattern], parts=tuple(chosen))])
    for one in found.parts:
        wanted = f"wanted {one.part.least:g} to {one.part.most:g}"
        assert one.holds, f"{one.part.measured}: {one.difference:+.5f} {one.part.unit}, p {one.p:.3g}; {wanted}"


def test_lower_caseload_raises_meetings_jobs_and_exits_together():
    """K1."""
    claim("lower_caseload", "talks", "work", "out")


def test_extra_staff_raises_contacts_starts_and_sanctions_together():
    """K1; Hainmueller et al. 2016."""
    claim("extra_staff", "talks", "referrals", "sanctions")


def test_exits_from_the_labour_force_rise_most_for_the_long_term_unemployed():
    """K1: out of the labour force +38 days for the long-term, +13 for the short-term unemployed."""
    claim("lower_caseload", "long_term")


def test_contact_is_worth_what_the_caseworker_is_worth():
    """K2: more contact with able caseworkers brings work; with the least able it brings less than half of that."""
    claim("able_contact", "able", "unable")


def test_absence_burdens_the_colleagues():
    """K2: what the absent leave is done by those present, and their clients are seen less."""
    claim("absence_and_change", "pressure", "talks")


def test_a_change_of_caseworker_costs_the_client():
    """K4: relation, plan and work are lost when cases change hands."""
    claim("absence_and_change", "change")


def test_belief_in_the_client_predicts_success():
    """K4: the same clients, caseworkers who believe in them more."""
    claim("belief", "work")


def test_targets_cream_and_park_and_bring_no_lasting_gain():
    """Koning & Heinrich 2013; NAO 2014: time moves to the readily employable, jobs last no longer."""
    claim("targets", "creaming", "parking", "lasting")


def test_electronic_contact_saves_time_each_and_induces_demand():
    """Løberg 2021; NAV facts 8.1: more contacts, fewer minutes each."""
    claim("electronic_contact", "demand", "time")


def test_the_contacts_left_for_people_are_longer():
    """NAV facts 4.8, R12: what digital channels do not take is the more complex."""
    claim("electronic_contact", "calls")


def test_about_one_in_five_is_vulnerable_and_complex_cases_are_hard_to_serve_digitally():
    """NAV facts 4.15-4.17, 8.7."""
    claim("digital_vulnerability", "vulnerable", "given_up")


def test_a_placed_jobseeker_displaces_others_more_in_slack_markets():
    """K8: half of a market gets help with search; the other half loses by it, the more the fewer the vacancies."""
    claim("displacement", "treated", "others", "slack")


def test_help_on_the_employers_side_displaces_less():
    """K9: outreach brings vacancies to light for everybody, help with search to half of them at the others' cost."""
    claim("displacement", "employers")


def test_employers_screen_out_disclosed_limitations_less_in_large_firms_and_a_coach_offsets_part():
    """K10; NAV facts 7.1-7.3, R25: the same Kari, with and without a limitation that is seen, and a coach."""
    claim("disclosure", "seen", "large", "coach", "part_only")


def test_control_lowers_coping_and_trust_and_answers_raise_them():
    """NAV facts 8.23: the same talks, all control or none."""
    claim("control", "coping", "trust")


def test_discretion_is_worth_what_competence_makes_of_it():
    """NAV facts 8.16, 3.13, R6: discretion helps able staff's clients more than twice as much as the unable's."""
    claim("discretion", "coping")
