"""Rationing of follow-up: when a talk is due, and who is seen first."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Rationing:
    """Rationing of follow-up: when a talk is due, and who is seen first."""

    due_from: float = parameter(
        0.35, unit="ratio", low=0.1, high=3.0, grade="assumed", source="ASSUMED",
        meaning="Share of the prescribed interval from which a talk can be given")
    fully_due: float = parameter(
        2.0, unit="ratio", low=0.5, high=10.0, grade="assumed", source="ASSUMED",
        meaning="Share of the prescribed interval after which waiting longer no longer moves somebody up")
    interval_in_measure: float = parameter(
        2.0, unit="ratio", low=1.0, high=10.0, grade="assumed", source="ASSUMED",
        meaning="Prescribed interval while in a measure, relative to otherwise")
    asked_hastens: float = parameter(
        0.5, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED",
        meaning="Share of the interval that asking for a talk is worth where the rhythm decides")
    time_as_need: float = parameter(
        0.5, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED",
        meaning="Weight of time since the latest talk where need triggers talks")
    asked_as_need: float = parameter(
        1.2, unit="ratio", low=0.0, high=3.0, grade="assumed", source="ASSUMED",
        meaning="Weight of having asked for a talk where need triggers talks")
    coping_as_need: float = parameter(
        0.6, unit="ratio", low=0.0, high=3.0, grade="assumed", source="ASSUMED",
        meaning="Weight of coping that falls short of enough where need triggers talks")
    coping_enough: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Coping from which nobody needs a talk for want of it")
    creaming: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="Lipsky 1980; NAV facts 8.9",
        meaning="Weight on likely success, against need, when a success-first caseworker rations time")
    target_creaming: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="Koning & Heinrich 2013; NAV facts 8.9",
        meaning="How far full outcome targets pull every caseworker to likely success")
    signal_creaming: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="What a leader who must show placements adds to the weight of success-first caseworkers")
    coping_seen: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="Share of the chance of work that somebody without coping seems to lack")
    health_seen: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="Share of the chance of work that a full health barrier seems to take")
    skills_seen: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="Share of the chance of work that a full skills gap seems to take")
    asked_weight: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R2",
        meaning="Weight on asking for a talk, against unanswered enquiries, when a caseworker puts demand first")
