"""Staff hours: what mandatory work, talks and the organisation take."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Hours:
    """Staff hours: what mandatory work, talks and the organisation take."""

    leave: float = parameter(
        300.0, unit="hours/year", low=200.0, high=400.0, grade="expert",
        source="1 950 contracted hours less a man-year of 1 650; NAV facts 3.9",
        meaning="Hours a year of a full post for holidays, public days and other leave, spread evenly over the weeks")
    overhead: float = parameter(
        0.32, unit="share", low=0.25, high=0.4, grade="assumed", source="ASSUMED; NAV facts 3.5 (weak prior)",
        meaning="Share of hours at work for internal meetings, leadership and breaks")
    guard: float = parameter(
        0.15, unit="share", low=0.05, high=0.3, grade="assumed", source="ASSUMED; NAV facts 8.14, 8.20",
        meaning="Share of hours for cases that is kept for booked talks however much mandatory work waits")
    protected_most: float = parameter(
        0.6, unit="share", low=0.3, high=0.9, grade="assumed", source="ASSUMED",
        meaning="Most of the hours for cases that a protected rhythm can take before mandatory work")
    carried_over: float = parameter(
        2.0, unit="hours", low=0.0, high=7.5, grade="assumed", source="ASSUMED",
        meaning="Most hours that are carried over to next week when they are too few for a talk")
    usual_load: float = parameter(
        0.645, unit="ratio", low=0.4, high=1.0, grade="assumed", source="ASSUMED: pressure is 1 at the usual policy",
        meaning="Work asked for over hours for cases at which pressure is 1")
    asked_presses: float = parameter(
        0.2, unit="ratio", low=0.0, high=0.5, grade="assumed", source="ASSUMED",
        meaning="Pressure of talks asked for and not given, relative to as many hours of other work")
    overdue_asks: float = parameter(
        0.3, unit="1/hour", low=0.1, high=0.6, grade="assumed", source="ASSUMED; NAV facts 4.4",
        meaning="Unanswered enquiries a week that an hour of overdue case work brings")
    mandatory_ordinary: float = parameter(
        0.035, unit="hours/week", low=0.01, high=0.1, grade="assumed", source="ASSUMED; NAV facts 8.14",
        meaning="Mandatory hours a week for a case with ordinary work capacity")
    mandatory_reduced: float = parameter(
        0.045, unit="hours/week", low=0.01, high=0.1, grade="assumed", source="ASSUMED; NAV facts 8.11, 8.14",
        meaning="Mandatory hours a week for a case with reduced work capacity")
    assistance_factor: float = parameter(
        1.4, unit="ratio", low=1.0, high=4.0, grade="assumed", source="ASSUMED",
        meaning="Mandatory work with social assistance, relative to other cases")
    lean_saving: float = parameter(
        0.15, unit="share", low=0.0, high=0.5, grade="assumed", source="theory-driven; INNOWEL",
        meaning="Share of mandatory work that full LEAN saves")
    integration_saving: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 6.13",
        meaning="Share of mandatory work that full integration of services saves")
    specialist_gain: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.21",
        meaning="How much faster mandatory work goes when it is all one does")
    assessment: float = parameter(
        1.25, unit="hours", low=0.3, high=2.0, grade="assumed", source="ASSUMED",
        meaning="Hours for one first needs assessment")
    reassessment_share: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Hours for a later assessment, relative to the first")
    talk: float = parameter(
        0.8, unit="hours", low=0.3, high=1.5, grade="assumed",
        source="ASSUMED; calibration targets (mean of all talks 40 minutes)",
        meaning="Hours for one booked follow-up talk")
    written_share: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; calibration targets, inputs",
        meaning="Hours for a written follow-up, relative to a booked talk")
    distance_saving: float = parameter(
        0.25, unit="hours", low=0.0, high=2.0, grade="expert", source="Danish ministry 2021",
        meaning="Hours by which a talk by phone or video is shorter than a booked one")
    platform: float = parameter(
        0.075, unit="share", low=0.0, high=0.3, grade="assumed", source="ASSUMED; INNOWEL",
        meaning="Share of hours at work that a full learning platform takes")
    signal_effect: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.14, 8.20",
        meaning="Share of mandatory work put off when the leader steers by follow-up")
    placements_guard: float = parameter(
        0.5, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="The same when the leader steers by placements, relative to that")
    backlog_kept: float = parameter(
        0.7, unit="share", low=0.0, high=0.95, grade="assumed", source="ASSUMED",
        meaning="Share of work not done in a week that still waits in the next; the rest settles itself or is given up")
    in_house_follow_up: float = parameter(
        0.6, unit="hours/week", low=0.0, high=4.0, grade="assumed", source="ASSUMED; NAV facts 1.19",
        meaning="Staff hours a week for one person in a follow-up measure that is all in-house")
