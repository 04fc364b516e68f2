"""Search and matching."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Search:
    """Search and matching."""

    matching: float = parameter(
        0.245, unit="1/week", low=0.0, high=2.0, grade="calibrated",
        source="NAV facts 2.16 (30 % gone after a month)",
        meaning="Meetings with a vacancy a week at unit effort and unit tightness", fit=(0.22, 0.27))
    vacancy_elasticity: float = parameter(
        0.4, unit="ratio", low=0.0, high=1.0, grade="expert", source="Petrongolo & Pissarides 2001",
        meaning="Elasticity of meetings in vacancies over search; constant returns")
    coping_weight: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R22",
        meaning="How far search depends on coping")
    trust_weight: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R23",
        meaning="How far search depends on trust")
    health_drag: float = parameter(
        0.97, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of search that a full health barrier takes away")
    duration_floor: float = parameter(
        0.062, unit="share", low=0.0, high=1.0, grade="calibrated", source="NAV facts 2.16; Kroft et al. 2013",
        meaning="Call-backs after very long, relative to the first week", fit=(0.05, 0.075))
    duration_weeks: float = parameter(
        14.5, unit="weeks", low=1.0, high=104.0, grade="calibrated",
        source="NAV facts 2.16; Kroft et al. 2013 (first eight months)",
        meaning="Weeks in which call-backs fall by two thirds of the way", fit=(14.0, 17.0))
    sick_leave_weeks: float = parameter(
        52.0, unit="weeks", low=0.0, high=104.0, grade="expert",
        source="National Insurance Act: sick pay for at most 52 weeks before AAP",
        meaning="Weeks out of work before the register, for people with reduced work capacity")
    help_effect: float = parameter(
        1.24, unit="ratio", low=0.0, high=5.0, grade="calibrated", source="fitted to K1, K3, K7",
        meaning="Extra search at full help from talks", fit=(0.85, 1.6))
    relation_weight: float = parameter(
        0.12, unit="share", low=0.0, high=1.0, grade="calibrated", source="fitted to K1, K7; NAV facts R10, 3.14",
        meaning="Share of search that depends on a working relation with the caseworker", fit=(0.04, 0.28))
    plan_effect: float = parameter(
        0.08, unit="ratio", low=0.0, high=3.0, grade="calibrated", source="fitted to K1, K7",
        meaning="Extra search with a fully fitting plan", fit=(0.0, 0.15))
    focus_effect: float = parameter(
        0.4, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 4.11",
        meaning="Search at full focus on work over search at none, about the middle")
    gain_effect: float = parameter(
        2.0, unit="ratio", low=0.0, high=6.0, grade="calibrated", source="fitted to K11",
        meaning="Extra success of search at full gain from measures", fit=(1.6, 3.0))
