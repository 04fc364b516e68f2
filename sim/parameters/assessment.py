"""Needs assessment under §14a: thresholds and errors."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Assessment:
    """Needs assessment under §14a: thresholds and errors."""

    weeks_to_first: int = parameter(
        2, unit="weeks", low=0, high=26, grade="assumed", source="ASSUMED",
        meaning="Weeks from arrival to the first needs assessment")
    weeks_between: int = parameter(
        52, unit="weeks", low=4, high=520, grade="assumed", source="ASSUMED",
        meaning="Weeks between needs assessments")
    guidance_from: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts section 1, gap",
        meaning="Burden from which somebody with ordinary work capacity needs guidance")
    in_part_from: float = parameter(
        0.72, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts section 1, gap",
        meaning="Burden from which somebody with reduced work capacity is found able to work in part")
    little_chance_from: float = parameter(
        0.85, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts section 1, gap",
        meaning="Burden from which somebody with reduced work capacity is found to have little chance of work")
    reduced_from: float = parameter(
        0.75, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Perceived burden from which ordinary work capacity is taken for reduced")
    overlooked_below: float = parameter(
        0.18, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Perceived burden under which reduced work capacity is overlooked")
    profile_sight: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.25, 8.28",
        meaning="How much of mental health and life situation the profile sees")
    profile_error: float = parameter(
        0.06, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Half width of the profile's error")
    judgement_error: float = parameter(
        0.35, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.16",
        meaning="Half width of the judgement's error without any competence")
    participation_insight: float = parameter(
        0.6, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 8.25",
        meaning="Insight in a person who takes part in full over one who does not, about the middle")
    colouring: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 3.14",
        meaning="How far a caseworker's belief colours the judgement")
