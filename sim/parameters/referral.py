"""Referral: how often a talk leads to a measure, and to which."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Referral:
    """Referral: how often a talk leads to a measure, and to which."""

    in_talk: float = parameter(
        0.22, unit="share", low=0.0, high=1.0, grade="calibrated",
        source="NAV facts 1.11, 1.14 (a quarter to a half in measures)",
        meaning="Probability that a talk of middling value leads to a referral")
    creaming_favour: float = parameter(
        0.6, unit="ratio", low=0.0, high=2.0, grade="assumed", source="NAV facts 8.9",
        meaning="Referral of the keen and healthy over that of those who are neither, about the middle")
    ips_from: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="expert",
        source="NAV facts 6.1 (moderate to severe mental illness)",
        meaning="Mental-health barrier from which IPS is open")
    ips_motivation: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="expert", source="NAV facts 6.1 (people who want work)",
        meaning="Wish for work from which IPS is open")
    strategy_favour: float = parameter(
        2.0, unit="ratio", low=1.0, high=10.0, grade="assumed", source="ASSUMED; NAV facts 6.10",
        meaning="How strongly the order of work and training favours its measures")
    misfit_weight: float = parameter(
        2.0, unit="ratio", low=0.0, high=10.0, grade="assumed", source="ASSUMED",
        meaning="Share of fit lost a unit of distance between the burden and what a measure suits")
    least_fit: float = parameter(
        0.05, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Fit of the least suitable measure")
    usual_skills_gap: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Skills gap over which measures that answer skills are favoured")
    skill_weight: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; K2",
        meaning="How far it takes market competence to bring a referral about")
    patience: int = parameter(
        26, unit="weeks", low=1, high=260, grade="assumed", source="ASSUMED",
        meaning="Weeks after which a referral that led to no place is given up")
    free_at_most: float = parameter(
        0.05, unit="1/week", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="The highest chance a week of being offered a free place outside talks")
    young_first: float = parameter(
        6.0, unit="ratio", low=1.0, high=12.0, grade="calibrated",
        source="fitted to Kalstø 2022 (just under half of the young with need are in a measure); the youth guarantee",
        meaning="Chance of a measure, in a talk or outside, of those under 30 with need, against that of others")
    hours_outside_talks: float = parameter(
        0.5, unit="hours", low=0.1, high=2.0, grade="assumed", source="ASSUMED",
        meaning="Staff time for a referral outside talks")
