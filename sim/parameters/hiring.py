"""Hiring: screening, disclosure and competition."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Hiring:
    """Hiring: screening, disclosure and competition."""

    screening: float = parameter(
        0.85, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Probability that a perfectly fitting applicant without gaps is taken on")
    skills_weight: float = parameter(
        0.65, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="How far a full skills gap shuts out, at middling demands")
    language_weight: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 7.4",
        meaning="How far a full language barrier shuts out")
    health_weight: float = parameter(
        0.89, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="How far a full health barrier shuts out, at middling demands")
    industry_body: float = parameter(
        1.3, unit="ratio", low=0.0, high=3.0, grade="assumed", source="ASSUMED",
        meaning="Weight of a physical barrier in industry and building, relative to other work")
    office_body: float = parameter(
        0.6, unit="ratio", low=0.0, high=3.0, grade="assumed", source="ASSUMED",
        meaning="Weight of a physical barrier in office and knowledge work, relative to other work")
    gain_effect: float = parameter(
        0.3, unit="share", low=0.0, high=2.0, grade="assumed", source="ASSUMED",
        meaning="What full gain from measures adds to fit")
    mental_multiplier: float = parameter(
        0.73, unit="ratio", low=0.0, high=1.0, grade="measured", source="NAV facts 7.1",
        meaning="Call-backs with disclosed mental-health problems, relative to none")
    visible_multiplier: float = parameter(
        0.45, unit="ratio", low=0.0, high=1.0, grade="measured", source="NAV facts 7.2",
        meaning="Call-backs with a visible limitation, relative to none")
    disclosed_from: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Mental-health barrier from which there is something to disclose")
    disclosure: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Probability that it is disclosed to an employer")
    size_offset: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 7.6",
        meaning="Share of the loss that the largest firms do not exact")
    large_firm: float = parameter(
        50.0, unit="employees", low=1.0, high=1000.0, grade="assumed", source="ASSUMED; NAV facts 7.6",
        meaning="Size at which half of that share is not exacted")
    coach_offset: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R25",
        meaning="Share of the loss that a job coach offsets")
    gap_weight: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 7.7",
        meaning="How far a very long gap shuts out at a closed employer")
    coach_factor: float = parameter(
        1.3, unit="ratio", low=1.0, high=4.0, grade="assumed", source="ASSUMED; fittable to K5",
        meaning="Screening with a job coach, relative to without")
    subsidy_factor: float = parameter(
        1.6, unit="ratio", low=1.0, high=5.0, grade="assumed", source="ASSUMED; NAV facts 2.12, 7.16",
        meaning="Screening with a wage subsidy, relative to without")
    matching_gain: float = parameter(
        1.0, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED; K9",
        meaning="Extra success where employer work matches people to a fully known employer")
    rank_noise: float = parameter(
        0.3, unit="share", low=0.0, high=2.0, grade="assumed", source="ASSUMED",
        meaning="How much else than fit decides between applicants")
