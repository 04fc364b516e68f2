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
        1.6, unit="ratio", low=0.5, high=10.0, grade="assumed", source="ASSUMED",
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
    priority_weight: float = parameter(
        0.2, unit="share", low=0.0, high=0.4, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="Weight on the priority that the office gives a group, in every caseworker's own ranking")
    motivation_in_success: float = parameter(
        0.3, unit="share", low=0.0, high=0.6, grade="assumed", source="ASSUMED; NAV facts 8.9 (chosen by motivation)",
        meaning="Weight on motivation when a caseworker puts likely success first; the rest is on success as seen")
    motivation_in_needs: float = parameter(
        0.1, unit="share", low=0.0, high=0.6, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="Weight on motivation when a caseworker puts need first; the rest is on the burden")
    motivation_in_demand: float = parameter(
        0.2, unit="share", low=0.0, high=0.6, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="Weight on motivation when a caseworker puts demand first; the rest is on who asks")
    asked_adds: float = parameter(
        0.25, unit="score", low=0.1, high=0.5, grade="assumed", source="ASSUMED",
        meaning="What asking for a talk adds to the score of whatever style")
    success_seen_scale: float = parameter(
        2.0, unit="ratio", low=1.0, high=3.0, grade="assumed", source="ASSUMED",
        meaning="Score of success as seen, relative to the chance of work as seen, up to 1")
    target_creaming: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="Koning & Heinrich 2013; NAV facts 8.9",
        meaning="How far full outcome targets pull every caseworker to likely success at the usual scarcity")
    scarce_from: float = parameter(
        0.55, unit="ratio", low=0.2, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Pressure up to which targets pull nobody, for there is time for all")
    scarcity_pulls: float = parameter(
        2.0, unit="ratio", low=0.5, high=4.0, grade="assumed", source="ASSUMED",
        meaning="Pull of targets for each unit of pressure above that, up to one unit")
    signal_creaming: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.9",
        meaning="How far a leader who must show placements pulls success-first caseworkers to likely success")
    early_weeks: float = parameter(
        26.0, unit="weeks", low=4.0, high=104.0, grade="assumed", source="ASSUMED",
        meaning="Weeks on the register that count as early")
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
        0.75, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R2",
        meaning="Weight on asking for a talk, against unanswered enquiries, when a caseworker puts demand first")
