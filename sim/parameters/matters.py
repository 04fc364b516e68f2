"""Matters: what people need of NAV, how pressing and how involved it is, and what comes of keeping silent."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Matters:
    """Matters: what people need of NAV, how pressing and how involved it is, and what comes of keeping silent."""

    information_share: float = parameter(
        0.35, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.7, 4.8",
        meaning="Share of needs that are for information")
    own_case_share: float = parameter(
        0.28, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.8",
        meaning="Share of needs that are about the own case")
    money_share: float = parameter(
        0.17, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.11",
        meaning="Share of needs that are about money")
    plan_share: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.11",
        meaning="Share of needs that are about the plan; the rest is acute")
    information_urgency: float = parameter(
        0.06, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Mean urgency of a need for information")
    own_case_urgency: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Mean urgency of a matter of the own case")
    money_urgency: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.11",
        meaning="Mean urgency of a matter of money")
    plan_urgency: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Mean urgency of a matter of the plan")
    acute_urgency: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Mean urgency of an acute need")
    urgency_spread: float = parameter(
        0.15, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED",
        meaning="How far urgency lies from its mean at most, evenly")
    asked_again: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Urgency that a matter gains by not having been settled")
    information_light: float = parameter(
        0.5, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.7",
        meaning="Complexity of a need for information, relative to other matters of the same person")
    form_weeks: int = parameter(
        2, unit="weeks", low=1, high=52, grade="measured", source="meldekort: every second week",
        meaning="Weeks between two fortnightly forms of somebody on dagpenger or AAP")
    form_fails: float = parameter(
        0.025, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED",
        meaning="Share of fortnightly forms that fail, and so become a matter of the own case")
    silent_papers: float = parameter(
        0.5, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Late papers of a matter of the own case or of money that nothing is said of, relative to one that is "
        "turned away")
    silence_costs: float = parameter(
        0.3, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4, R23",
        meaning="Trust and experience that silence costs in the most urgent matter, relative to being turned away")
    silent_acute: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Share of the most urgent matters kept silent that become acute the week after")
