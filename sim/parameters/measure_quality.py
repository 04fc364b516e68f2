"""How well measures are carried out."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class MeasureQuality:
    """How well measures are carried out."""

    ips_floor: float = parameter(
        0.42, unit="share", low=0.0, high=1.0, grade="calibrated", source="fitted to K5; NAV facts 8.8, R9",
        meaning="Effect of individual placement and support without fidelity, relative to full fidelity",
        fit=(0.1, 0.5))
    in_house_gain: float = parameter(
        0.2, unit="share", low=-1.0, high=1.0, grade="assumed",
        source="ASSUMED; NAV facts 1.19, 8.10 (both drift alike)",
        meaning="Gain of in-house follow-up against bought")
    drop_out: float = parameter(
        0.012, unit="1/week", low=0.0, high=0.2, grade="assumed", source="ASSUMED",
        meaning="Probability a week of leaving a measure early at middling coping")
    drop_out_coping: float = parameter(
        0.05, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of coping that leaving a measure early takes")
    skills_speed: float = parameter(
        0.02, unit="1/week", low=0.0, high=0.2, grade="assumed", source="ASSUMED",
        meaning="Share of the skills gap that a week of full training closes")
    misfit_weight: float = parameter(
        1.2, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED",
        meaning="Share of a gain lost a unit of distance between the burden and what the measure suits")
    least_fit: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the gain that is left in the least suitable measure")
    plan_effect: float = parameter(
        0.6, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED",
        meaning="Gain with a fully fitting plan over gain without one, about the middle")
