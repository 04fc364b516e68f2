"""Kroner: prices of staff, channels and benefits."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Costs:
    """Kroner: prices of staff, channels and benefits."""

    staff_hour: float = parameter(
        640.0, unit="NOK/hour", low=200.0, high=1500.0, grade="assumed",
        source="ASSUMED; NAV facts section 5, gap (about 1.05 million NOK a full-cost man-year of 1 650 hours)",
        meaning="Full cost of one contracted staff hour")
    effective_share: float = parameter(
        0.7, unit="share", low=0.3, high=1.0, grade="expert", source="NAV facts 3.5, 3.9 and section 5, gap",
        meaning="Share of contracted hours that can be spent on cases; an hour on a case costs so much more")
    digital_contact: float = parameter(
        4.0, unit="NOK/contact", low=0.0, high=100.0, grade="expert", source="NAV facts 4.20-4.22",
        meaning="Running cost of one digital contact")
    digital_platform: float = parameter(
        600.0, unit="NOK/person/year", low=0.0, high=10000.0, grade="assumed",
        source="ASSUMED; NAV facts section 5, gap",
        meaning="Cost of the digital platform for one person registered")
    dagpenger: float = parameter(
        280000.0, unit="NOK/year", low=100000.0, high=600000.0, grade="expert",
        source="NAV facts 5.3 (62.4 %); earlier income ASSUMED at 450 000",
        meaning="Unemployment benefit")
    aap: float = parameter(
        265000.0, unit="NOK/year", low=100000.0, high=600000.0, grade="expert",
        source="NAV facts 5.2, 5.4 (66 %); earlier income ASSUMED at 400 000",
        meaning="Work assessment allowance")
    assistance: float = parameter(
        6450.0, unit="NOK/month", low=2000.0, high=20000.0, grade="measured", source="NAV facts 5.5",
        meaning="Social assistance, single")
    programme: float = parameter(
        176000.0, unit="NOK/year", low=100000.0, high=400000.0, grade="measured", source="NAV facts 1.21",
        meaning="Qualification Programme benefit")
    pension: float = parameter(
        300000.0, unit="NOK/year", low=100000.0, high=600000.0, grade="assumed", source="ASSUMED",
        meaning="Disability pension")
    graded_share: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Graded disability pension, relative to full")
    taxes_a_job: float = parameter(
        150000.0, unit="NOK/year", low=0.0, high=500000.0, grade="assumed", source="ASSUMED",
        meaning="Taxes and duties from one job")
