"""The office: innovation, reorganisation and what stays of a closure."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class OrganisationEffects:
    """The office: innovation, reorganisation and what stays of a closure."""

    adoption_at_start: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="New practice taken up at the start")
    adoption_speed: float = parameter(
        0.08, unit="1/week", low=0.0, high=2.0, grade="assumed", source="ASSUMED; INNOWEL",
        meaning="Speed at which practice spreads with full room and platform")
    adoption_without_platform: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; INNOWEL",
        meaning="Learning of new practice without a platform, relative to what a full platform adds")
    adoption_seed: float = parameter(
        0.02, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED",
        meaning="Practice that an office sees elsewhere and can learn from when it has none")
    calm_pressure: float = parameter(
        0.5, unit="ratio", low=0.1, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Pressure under which less of it no longer speeds new practice up")
    leader_spread: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.20",
        meaning="How far the least able leader falls short of the ablest in using the room there is")
    adoption_fades: float = parameter(
        0.005, unit="1/week", low=0.0, high=0.1, grade="assumed", source="ASSUMED",
        meaning="Share of practice lost a week")
    relearning: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R21",
        meaning="Productive time lost right after a reorganisation")
    relearning_fades: float = parameter(
        0.03, unit="1/week", low=0.0, high=1.0, grade="expert",
        source="NAV facts 3.10 (18 months to learn the rules)",
        meaning="Share of that lost time regained a week")
    adoption_kept: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of new practice that survives a reorganisation")
    cases_moved: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of cases that change hands in a reorganisation")
    digital_stays: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="expert",
        source="calibration targets, inputs (STAR 2024: 22, 69, 44 %)",
        meaning="Share of express digitalization that stays after a closure")
    legacy_in_talks: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed",
        source="ASSUMED; calibration targets, inputs (STAR 2024)",
        meaning="How far express digitalization turns follow-up talks into writing, relative to enquiries")
    norm_spread: float = parameter(
        0.05, unit="share", low=0.0, high=0.5, grade="expert",
        source="NAV facts 3.6 (offices about 20 % from the mean)",
        meaning="Half width of the leaning of offices in assessments")
