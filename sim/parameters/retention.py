"""Retention: how long jobs last."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Retention:
    """Retention: how long jobs last."""

    early_loss: float = parameter(
        0.00315, unit="1/week", low=0.0, high=0.2, grade="calibrated",
        source="fitted to K1, K12; NAV facts section 7, gap",
        meaning="Probability a week that a job of middling fit ends, in the trial period", fit=(0.0022, 0.006))
    later_loss: float = parameter(
        0.0042, unit="1/week", low=0.0, high=0.1, grade="calibrated",
        source="fitted to K1, K12; NAV facts section 7, gap",
        meaning="The same later", fit=(0.0026, 0.0052))
    least_loss: float = parameter(
        1.03, unit="ratio", low=0.0, high=2.0, grade="calibrated", source="K1, K7: what is gained fades",
        meaning="Loss of a fully fitting job in good health, relative to middling fit")
    trial_weeks: int = parameter(
        26, unit="weeks", low=1, high=104, grade="expert",
        source="Working Environment Act: six months' trial period",
        meaning="Weeks of trial period")
    durable_weeks: int = parameter(
        26, unit="weeks", low=4, high=104, grade="expert", source="design: 26 weeks unbroken",
        meaning="Weeks unbroken that make a job durable")
    settled_weeks: int = parameter(
        156, unit="weeks", low=52, high=520, grade="assumed", source="ASSUMED",
        meaning="Weeks off the register after which nobody comes back to it")
    misfit_weight: float = parameter(
        1.14, unit="ratio", low=0.0, high=4.0, grade="assumed", source="ASSUMED",
        meaning="Extra loss at full misfit")
    health_weight: float = parameter(
        0.68, unit="ratio", low=0.0, high=4.0, grade="calibrated", source="fitted to K12",
        meaning="Extra loss at a full health barrier", fit=(0.1, 1.0))
    support_effect: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R25, 6.1",
        meaning="Share of losses that support at the workplace prevents")
    support_weeks: float = parameter(
        20.0, unit="weeks", low=0.0, high=104.0, grade="assumed", source="ASSUMED",
        meaning="Weeks of support after placement")
    coping_lost: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of coping lost with the job")
    coping_at_work: float = parameter(
        0.005, unit="1/week", low=0.0, high=0.1, grade="assumed", source="ASSUMED",
        meaning="Share of missing coping won in a week of work")
    skills_at_work: float = parameter(
        0.003, unit="1/week", low=0.0, high=0.1, grade="assumed", source="ASSUMED",
        meaning="Share of the skills gap closed in a week of work")
