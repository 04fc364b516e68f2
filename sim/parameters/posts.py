"""Posts: the budget of each year, hours that are freed, help in a surge, and what digital services are built to."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Posts:
    """Posts: the budget of each year, hours that are freed, help in a surge, and what digital services are built to."""

    stock_elasticity: float = parameter(
        0.16, unit="ratio", low=0.0, high=1.0, grade="expert",
        source="office targets: Austria 2011-15, 7 % more posts at 44 % more unemployed (7 / 44)",
        meaning="Posts that more people registered bring in the end [% a %]")
    answered_a_year: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of a change of the people registered that the next budget answers")
    most_cut: float = parameter(
        0.09, unit="share/year", low=0.02, high=0.2, grade="assumed",
        source="ASSUMED; leavers of a year, office targets (6-15 %)",
        meaning="The most by which a year's budget falls: nobody is laid off")
    least_post: float = parameter(
        0.1, unit="posts", low=0.01, high=0.5, grade="assumed", source="ASSUMED",
        meaning="The least part of a post that somebody is hired for; less waits until there is more")
    hours_at_work: float = parameter(
        28.3, unit="hours/week", low=20.0, high=36.0, grade="expert",
        source="reckoned: 1 950 contracted hours a year less leave, sick absence (NAV facts 3.9) and empty posts; "
        "about 1 450 in office targets",
        meaning="Hours at work of a post: what must be freed for one to be cashed")
    usual_enquiry_hours: float = parameter(
        0.034, unit="hours/week", low=0.005, high=0.1, grade="assumed",
        source="ASSUMED; measured in this model at rest",
        meaning="Staff hours for a registered person's enquiries under the usual policy, until an office knows its own")
    usual_hours_a_talk: float = parameter(
        0.65, unit="hours", low=0.2, high=3.0, grade="assumed", source="ASSUMED; measured in this model at rest",
        meaning="Hours that a follow-up talk takes under the usual policy, until an office knows its own")
    usual_running: float = parameter(
        1890.0, unit="NOK/person/year", low=0.0, high=10000.0, grade="assumed",
        source="ASSUMED; measured in this model at rest",
        meaning="ICT, contact centre and open door under the usual policy, until an office knows its own")
    memory_weeks: float = parameter(
        52.0, unit="weeks", low=4.0, high=208.0, grade="assumed", source="ASSUMED",
        meaning="Weeks over which freed hours, and what is usual, are reckoned")
    surge_from: float = parameter(
        1.2, unit="ratio", low=1.0, high=3.0, grade="assumed", source="ASSUMED",
        meaning="Pressure on an office above which overtime is worked and temporaries are hired")
    overtime: float = parameter(
        0.015, unit="share", low=0.0, high=0.05, grade="assumed",
        source="ASSUMED; office targets: overtime 1.3-1.8 % of NAV's pay, 2.9 % in 2020",
        meaning="Pay for overtime in a surge beyond the usual, relative to ordinary pay")
    overtime_price: float = parameter(
        1.5, unit="ratio", low=1.0, high=2.0, grade="expert",
        source="Working Environment Act § 10-6: at least 1.4; collective agreements mostly have 1.5 and more",
        meaning="Price of an hour of overtime, relative to an ordinary one")
    temporaries: float = parameter(
        0.04, unit="share", low=0.0, high=0.2, grade="assumed",
        source="ASSUMED; office targets: temporary staff 4.7 % of NAV's pay in 2019, 9.5 % in 2021",
        meaning="Pay for temporary staff in a surge, relative to ordinary pay")
    temporaries_weeks: float = parameter(
        8.0, unit="weeks", low=1.0, high=52.0, grade="assumed", source="ASSUMED",
        meaning="Weeks in which temporary staff are hired, or leave again")
    surge_most: float = parameter(
        0.06, unit="share", low=0.0, high=0.2, grade="assumed", source="ASSUMED; office targets (4-8 %, reckoned)",
        meaning="The most that overtime and temporaries may cost together, relative to ordinary pay")
    usual_investment: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="How far digital services are built when the run starts")
    investment_weeks: float = parameter(
        156.0, unit="weeks", low=26.0, high=520.0, grade="assumed", source="ASSUMED",
        meaning="Weeks in which 95 % of an investment in digital services has come into use")
