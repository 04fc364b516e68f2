"""Health: who needs treatment and what it does."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Health:
    """Health: who needs treatment and what it does."""

    treatment_from: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Health barrier from which treatment is sought")
    standstill_from: float = parameter(
        0.65, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.11, 8.12",
        meaning="Health barrier from which nothing else is done before treatment, without coordination")
    treatment_effect: float = parameter(
        0.3, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED",
        meaning="Mean share of the mental-health barrier that treatment takes away")
    physical_treated: float = parameter(
        0.6, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="The same for the physical barrier, relative to that")
    coping_treated: float = parameter(
        0.3, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 6.3",
        meaning="Share of missing coping won by treatment, relative to that")
    coordination_gain: float = parameter(
        1.5, unit="share", low=0.0, high=3.0, grade="assumed", source="ASSUMED; K6; NAV facts 6.3",
        meaning="What joint health and work service adds to treatment")
    coordination_hastens: float = parameter(
        2.0, unit="weeks", low=0.0, high=156.0, grade="assumed", source="ASSUMED; NAV facts 6.3, 6.16",
        meaning="Weeks of waiting for treatment that a fully joint health and work service is worth in the queue")
    untreated_at_start: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of those with heavy health barriers who still wait for treatment at the start")
    recovery: float = parameter(
        0.006, unit="1/week", low=0.0, high=0.1, grade="assumed", source="ASSUMED",
        meaning="Probability a week of some recovery unaided")
    mental_recovered: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the mental-health barrier that goes then")
    physical_recovered: float = parameter(
        0.05, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the physical barrier that goes then")
    wear: float = parameter(
        0.006, unit="1/week", low=0.0, high=0.1, grade="assumed", source="ASSUMED",
        meaning="Probability a week that idleness wears on mental health, at middling coping")
    mental_worn: float = parameter(
        0.05, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the way to the full mental-health barrier that such a week wears")
    treatment_wait: float = parameter(
        60.0, unit="weeks", low=4.0, high=156.0, grade="assumed", source="ASSUMED; NAV facts 8.11, 8.12",
        meaning="Mean wait from being referred until treatment has had its effect")
