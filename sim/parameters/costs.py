"""Kroner of 2023: prices of posts, channels and benefits."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Costs:
    """Kroner of 2023: prices of posts, channels and benefits."""

    post_pay: float = parameter(
        730000.0, unit="NOK/year", low=680000.0, high=780000.0, grade="expert",
        source="office targets: state accounts 2023, NAV's pay over its 14 700 state employees (0.73 m, reckoned)",
        meaning="Pay for a full post, all that follows from pay included; nobody is paid for an empty one")
    post_other: float = parameter(
        50000.0, unit="NOK/year", low=20000.0, high=100000.0, grade="assumed",
        source="ASSUMED: what pay, rooms and ICT leave of 0.94 m a post (office targets, reckoned)",
        meaning="Travel, leadership support and other running costs of a filled post")
    premises: float = parameter(
        60000.0, unit="NOK/year", low=30000.0, high=120000.0, grade="expert",
        source="office targets: state accounts 2023, NAV's rent over its state employees (61 000, reckoned)",
        meaning="Rooms for a post, empty or not")
    premises_weeks: int = parameter(
        156, unit="weeks", low=0, high=520, grade="assumed", source="ASSUMED",
        meaning="Weeks that the rooms of a post that is cut are paid for")
    ict_base: float = parameter(
        850.0, unit="NOK/person/year", low=400.0, high=1700.0, grade="assumed",
        source="ASSUMED; office targets: ICT grew to 14.7 % of NAV's operating cost (2024)",
        meaning="ICT for one person registered, before anything is invested in digital services")
    ict_slope: float = parameter(
        300.0, unit="NOK/person/year", low=150.0, high=600.0, grade="assumed", source="ASSUMED",
        meaning="What full digital services cost besides, if no part cost more than the first")
    ict_curve: float = parameter(
        500.0, unit="NOK/person/year", low=0.0, high=1000.0, grade="assumed", source="ASSUMED",
        meaning="What they cost more for the last parts are the dearest; grows with the square")
    open_door: float = parameter(
        450.0, unit="NOK/hour/2000 people", low=200.0, high=900.0, grade="assumed", source="ASSUMED",
        meaning="Keeping the door open for an hour, guard and host, besides the minutes that visits take")
    centre_contact: float = parameter(
        200.0, unit="NOK/contact", low=130.0, high=260.0, grade="assumed",
        source="ASSUMED: a day at work, at what an hour costs here, over 18 calls (NAV facts 4.6, reckoned there)",
        meaning="A call or chat that the contact centre answers")
    course_hour: float = parameter(
        250.0, unit="NOK/hour", low=0.0, high=800.0, grade="assumed", source="ASSUMED",
        meaning="Fees and travel for an hour of staff training, besides the hour itself")
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
