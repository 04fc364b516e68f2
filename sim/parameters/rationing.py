"""Rationing of follow-up: when a talk is due, and who is seen first."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Rationing:
    """Rationing of follow-up: when a talk is due, and who is seen first."""

    due_from: float = parameter(
        0.8, unit="ratio", low=0.1, high=3.0, grade="assumed", source="ASSUMED",
        meaning="Share of the prescribed interval from which a talk can be given")
    creaming: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="Lipsky 1980; NAV facts 8.9",
        meaning="Weight on likely success, against need, when a success-first caseworker rations time")
    target_creaming: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="Koning & Heinrich 2013; NAV facts 8.9",
        meaning="How far full outcome targets pull every caseworker to likely success")
    signal_creaming: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="The same when the leader must show placements")
