"""The setting: how large the office and its labour market are. Neither a fact about behaviour nor a lever."""

from dataclasses import dataclass

from sim.declare import group, parameter
from sim.terms import OfficeStart

MOST_REST = 2000  # weeks; with the longest run they have room in the key of a draw


@dataclass(slots=True)
class OfficeSize:
    """The offices, their people and what flows in."""

    offices: int = parameter(
        1, unit="offices", low=1, high=1000, grade="expert", source="NAV facts 3.8 (about 300 in the country)",
        meaning="NAV offices, alike in size")
    jobseekers: int = parameter(
        4000, unit="persons/office", low=0, high=400_000, grade="expert",
        source="NAV facts 1.2, 1.12, 3.8, 3.9: about 800 an average office; a large city office about five times that",
        meaning="People registered at the start")
    reduced_capacity_share: float = parameter(
        0.75, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 1.13 (3 : 1)",
        meaning="Share of those registered at the start who have reduced work capacity")
    inflow_ordinary: float = parameter(
        0.012, unit="share of start/week", low=0.0, high=1.0, grade="calibrated",
        source="solved by skranke rest: what keeps the number there is under the usual policy",
        meaning="Arrivals a week of people with ordinary work capacity, as a share of their number at the start")
    inflow_reduced: float = parameter(
        0.00419, unit="share of start/week", low=0.0, high=1.0, grade="calibrated",
        source="solved by skranke rest: what keeps the number there is under the usual policy",
        meaning="Arrivals a week of people with reduced work capacity, as a share of their number at the start")
    follow_up_weeks: int = parameter(
        208, unit="weeks", low=1, high=2000, grade="expert", source="the default run, so that nobody is lost to it",
        meaning="Weeks from arrival that people are followed at least, also when they have left the register")
    start: OfficeStart = parameter(
        OfficeStart.USUAL_REST, unit="OfficeStart", low=OfficeStart.USUAL_REST, high=OfficeStart.FOUND, grade="expert",
        source="a choice of the model's, no figure",
        meaning="How the office comes to be what it is in week 0: at rest with the declared numbers, at rest with the "
        "run's own numbers, or found one day, without a past")
    rest_weeks: int = parameter(
        364, unit="weeks", low=1, high=MOST_REST, grade="assumed", source="ASSUMED: yearly means settle after 7 years",
        meaning="Weeks under the usual policy before week 0, unless the office is found")
    own_rest_weeks: int = parameter(
        104, unit="weeks", low=0, high=MOST_REST, grade="assumed", source="ASSUMED",
        meaning="The last of these, lived with the run's own numbers where those differ from the declared ones")
    arrivals_until: int = parameter(
        52, unit="week", low=1, high=2000, grade="expert", source="a year, so that no season is left out",
        meaning="Who comes before this week is of the cohort of arrivals; who comes later is followed by no outcome")
    clinics: int = parameter(
        1, unit="health services", low=1, high=1000, grade="assumed", source="ASSUMED",
        meaning="Health services with a queue of their own, shared by the offices in turn")


@dataclass(slots=True)
class LabourMarketSize:
    """The labour markets that the offices share."""

    markets: int = parameter(
        1, unit="markets", low=1, high=1000, grade="expert", source="ASSUMED",
        meaning="Separate labour markets, shared by the offices in turn")
    employers: int = parameter(
        400, unit="employers/office", low=0, high=100_000, grade="assumed", source="ASSUMED",
        meaning="Employers within reach of the jobseekers of one office")
    vacancies_per_unemployed: float = parameter(
        1.4, unit="ratio", low=0.0, high=5.0, grade="measured", source="NAV facts 7.13 (range 1.0-1.7)",
        meaning="Open vacancies per ordinary unemployed person at rest")


@dataclass(slots=True)
class Setting:
    """All sizes of one setting."""

    office: OfficeSize = group(OfficeSize)
    labour_market: LabourMarketSize = group(LabourMarketSize)


def check_rest(setting: Setting) -> None:
    """Raise ValueError for weeks of rest that do not fit together."""
    office = setting.office
    if office.start != OfficeStart.FOUND and office.own_rest_weeks > office.rest_weeks:
        allowed = f"it must be at most office.rest_weeks, {office.rest_weeks}, of which they are the last"
        raise ValueError(f"office.own_rest_weeks is {office.own_rest_weeks}; {allowed}")
