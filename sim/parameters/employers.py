"""Employers: types, openness, vacancies and outreach."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Employers:
    """Employers: types, openness, vacancies and outreach."""

    committed_share: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="expert", source="NAV facts 7.5, 7.8",
        meaning="Share of employers who are committed")
    sceptical_share: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="expert", source="NAV facts 7.5",
        meaning="Share of employers who are sceptical")
    passive_share: float = parameter(
        0.35, unit="share", low=0.0, high=1.0, grade="expert", source="NAV facts 7.5",
        meaning="Share of employers who are passive; the rest are dismissive")
    openness: float = parameter(
        0.33, unit="share", low=0.0, high=1.0, grade="expert", source="NAV facts 7.8, section 9",
        meaning="Mean openness of employers")
    openness_committed: float = parameter(
        2.2, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 7.5, 7.8",
        meaning="Openness of the committed, relative to the mean")
    openness_sceptical: float = parameter(
        1.2, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 7.5, 7.8",
        meaning="Openness of the sceptical, relative to the mean")
    openness_passive: float = parameter(
        0.8, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 7.5, 7.8",
        meaning="Openness of the passive, relative to the mean")
    openness_dismissive: float = parameter(
        0.3, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 7.5, 7.8",
        meaning="Openness of the dismissive, relative to the mean")
    mean_size: float = parameter(
        18.0, unit="employees", low=1.0, high=500.0, grade="assumed", source="ASSUMED",
        meaning="Mean employees")
    demands_lowest: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="What the least demanding employer asks of people")
    demands_spread: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="How much more the most demanding employer asks; the others lie evenly between")
    demands_of_knowledge: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="What office and knowledge work asks on top")
    filled_by_others: float = parameter(
        0.25, unit="1/week", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 7.12-7.14",
        meaning="Probability a week that somebody who is not NAV's fills a vacancy")
    visit_hours: float = parameter(
        3.0, unit="hours", low=0.2, high=20.0, grade="assumed", source="ASSUMED",
        meaning="Staff hours for one employer visit")
    matching_time: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; K9",
        meaning="Share of visits given up where all employer work is matching")
    outreach_step: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; K9",
        meaning="What one visit adds to a sceptical or passive employer's relation with NAV")
    outreach_opens: float = parameter(
        0.5, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 7.5, R24",
        meaning="What the visit adds to openness, relative to the relation")
    outreach_committed: float = parameter(
        0.5, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts R24",
        meaning="The same for the committed, relative to that")
    outreach_dismissive: float = parameter(
        0.2, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts R24",
        meaning="The same for the dismissive, relative to that")
    relation_fades: float = parameter(
        0.01, unit="1/week", low=0.0, high=0.5, grade="assumed", source="ASSUMED",
        meaning="Share of the relation lost a week")
    relation_postings: float = parameter(
        0.85, unit="ratio", low=0.0, high=2.0, grade="assumed", source="K9 (posted vacancies +30 %)",
        meaning="Extra vacancies of an employer whom NAV knows fully")
    filled_unposted: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed",
        source="ASSUMED; K9 (permanent hires +9 %, vacancies posted +30 %)",
        meaning="Share of the vacancies which NAV would bring to light that are filled anyhow")
    failure_cost: float = parameter(
        0.08, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R26",
        meaning="Share of openness that a failed placement costs")
    success_gain: float = parameter(
        0.05, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of missing openness that a lasting job wins")
    openness_returns: float = parameter(
        0.02, unit="1/week", low=0.0, high=0.5, grade="assumed",
        source="ASSUMED; NAV facts R24, 7.6 (structural limits)",
        meaning="Share of the way back to usual openness that an employer goes a week")
    filled_by_nav: float = parameter(
        0.08, unit="1/week", low=0.0, high=1.0, grade="calibrated",
        source="NAV facts 7.13: so that vacancies rest at the published ratio",
        meaning="Probability a week that a vacancy goes to a jobseeker of NAV, at rest")
