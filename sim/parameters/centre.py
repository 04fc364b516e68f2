"""The contact centre: how long it takes, what it settles, and what it sends on to the office."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Centre:
    """The contact centre: how long it takes, what it settles, and what it sends on to the office."""

    minutes: float = parameter(
        10.0, unit="minutes", low=3.0, high=30.0, grade="assumed",
        source="ASSUMED; NAV facts 4.6 (18 calls a day and person leave up to 19 minutes each)",
        meaning="Minutes of the contact centre for one call or chat")
    resolves: float = parameter(
        0.8, unit="share", low=0.0, high=1.0, grade="expert",
        source="office targets (80 % solved in one call, UK, about 2005, NAO)",
        meaning="Probability that the contact centre settles the simplest matter")
    misfit: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.8",
        meaning="How far complexity takes that probability away")
    forwards: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; office targets",
        meaning="Share of the simplest own-case and municipal matters that the contact centre sends on to the office")
    forwards_most: float = parameter(
        0.9, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; office targets",
        meaning="The largest that this share becomes, with complexity and services apart")
    answered_at_once: float = parameter(
        0.14, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; office targets",
        meaning="Share of what is sent on that the office answers at once")
    answered_within_week: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; office targets",
        meaning="Share that the office answers within the week, at a pressure of 1 or less")
