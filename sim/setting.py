"""The setting: how large the office and its labour market are. Neither a fact about behaviour nor a lever."""

from dataclasses import dataclass

from sim.declare import group, parameter


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
        0.035, unit="share of start/week", low=0.0, high=1.0, grade="calibrated",
        source="NAV facts 2.16, 2.17: stock over mean duration of about 25 weeks",
        meaning="Arrivals a week of people with ordinary work capacity, as a share of their number at the start")
    inflow_reduced: float = parameter(
        0.0059, unit="share of start/week", low=0.0, high=1.0, grade="calibrated",
        source="NAV facts 1.7: mean duration about 25 months (108 weeks)",
        meaning="Arrivals a week of people with reduced work capacity, as a share of their number at the start")
    follow_up_weeks: int = parameter(
        156, unit="weeks", low=1, high=2000, grade="expert", source="calibration targets K1, K11, K12",
        meaning="Weeks from arrival that people are followed at least, also when they have left the register")
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
