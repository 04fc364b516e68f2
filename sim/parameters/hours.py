"""Staff hours: what mandatory work, talks and the organisation take."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Hours:
    """Staff hours: what mandatory work, talks and the organisation take."""

    overhead: float = parameter(
        0.2, unit="share", low=0.0, high=0.6, grade="expert", source="NAV facts 3.5 (weak prior)",
        meaning="Share of hours for internal meetings and breaks")
    mandatory_ordinary: float = parameter(
        0.07, unit="hours/week", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.14",
        meaning="Mandatory hours a week for a case with ordinary work capacity")
    mandatory_reduced: float = parameter(
        0.085, unit="hours/week", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.11, 8.14",
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
        1.5, unit="hours", low=0.0, high=10.0, grade="assumed", source="ASSUMED",
        meaning="Hours for one first needs assessment")
    reassessment_share: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Hours for a later assessment, relative to the first")
    talk: float = parameter(
        1.0, unit="hours", low=0.2, high=3.0, grade="assumed", source="ASSUMED; NAV facts section 3, gap",
        meaning="Hours for one booked follow-up talk")
    written_share: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; calibration targets, inputs",
        meaning="Hours for a written follow-up, relative to a booked talk")
    distance_saving: float = parameter(
        0.25, unit="hours", low=0.0, high=2.0, grade="expert", source="Danish ministry 2021",
        meaning="Hours by which a talk by phone or video is shorter than a booked one")
    platform: float = parameter(
        0.03, unit="share", low=0.0, high=0.3, grade="assumed", source="ASSUMED; INNOWEL",
        meaning="Share of hours that a full learning platform takes")
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
