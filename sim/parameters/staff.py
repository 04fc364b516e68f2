"""Caseworkers: competence, strain, absence and turnover."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Staff:
    """Caseworkers: competence, strain, absence and turnover."""

    market_competence: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 3.12",
        meaning="Mean market competence")
    user_competence: float = parameter(
        0.55, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 3.12",
        meaning="Mean user competence")
    competence_spread: float = parameter(
        0.497, unit="share", low=0.0, high=0.5, grade="expert", source="NAV facts 3.13 (3.3 : 1)",
        meaning="Half width of the spread of competence", fit=(0.45, 0.5))
    belief: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Mean belief in clients' chance")
    belief_spread: float = parameter(
        0.35, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED; NAV facts 3.14",
        meaning="Half width of the spread of belief")
    success_first_share: float = parameter(
        0.45, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R2, R3",
        meaning="Share of caseworkers who put likely success first")
    needs_first_share: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R3 (a minority)",
        meaning="Share who put need first; the rest put demand first")
    towards_share: float = parameter(
        0.45, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; Tummers et al. 2015",
        meaning="Share who cope towards clients")
    against_share: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; Tummers et al. 2015",
        meaning="Share who cope against clients; the rest cope away from them")
    newcomer_skill: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 3.10",
        meaning="Share of own competence that comes to bear on the first day")
    weeks_to_learn: float = parameter(
        78.0, unit="weeks", low=4.0, high=260.0, grade="measured", source="NAV facts 3.10 (at least 18 months)",
        meaning="Weeks until all of it does")
    training_effect: float = parameter(
        0.04, unit="1/week", low=0.0, high=0.4, grade="assumed", source="ASSUMED; NAV facts 8.16",
        meaning="Share of missing competence won a week at full training")
    platform_effect: float = parameter(
        0.001, unit="1/week", low=0.0, high=0.05, grade="assumed", source="ASSUMED; INNOWEL",
        meaning="Share of missing competence won a week on a full learning platform")
    strain_on_quality: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of competence that full stress takes")
    stress_at_rest: float = parameter(
        0.23, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Stress at the usual pressure of work, with clear demands and no targets")
    pressure_stress: float = parameter(
        0.25, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 3.11, R18",
        meaning="Extra stress for each time that pressure grows by the base of natural logarithms")
    ambiguity_stress: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.19",
        meaning="Extra stress from fully contradictory demands")
    target_stress: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Extra stress from full outcome targets")
    stress_speed: float = parameter(
        0.08, unit="1/week", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the way that stress moves a week")
    ordinary_strain: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Stress at which absence and turnover are the ordinary ones")
    strain_drives: float = parameter(
        2.0, unit="ratio", low=0.0, high=10.0, grade="assumed", source="ASSUMED; NAV facts 3.9",
        meaning="How steeply absence and turnover rise with stress, relative to the ordinary")
    absence: float = parameter(
        0.086, unit="share", low=0.0, high=0.4, grade="measured", source="NAV facts 3.9 (range 0.065-0.20)",
        meaning="Share of scheduled time lost to sick absence at ordinary strain")
    absence_weeks: float = parameter(
        3.0, unit="weeks", low=1.0, high=26.0, grade="assumed", source="ASSUMED",
        meaning="Mean weeks of an absence")
    turnover: float = parameter(
        0.09, unit="1/year", low=0.0, high=1.0, grade="expert",
        source="calibration targets (6-15 % leave a year); NAV facts section 3, gap",
        meaning="Posts that change hands a year at ordinary strain")
    weeks_to_refill: int = parameter(
        16, unit="weeks", low=1, high=52, grade="assumed", source="ASSUMED; calibration targets (2-13 % empty)",
        meaning="Weeks until a post is filled again")
    handover_trust: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; K4",
        meaning="Share of trust that a cold handover costs")
    handover_keeps: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; K4",
        meaning="Share of plan and help that survives a handover without continuity")
    continuity_keeps: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; K4; NAV facts R10",
        meaning="What full continuity adds to that share")
    relation_passes_on: float = parameter(
        0.5, unit="ratio", low=0.0, high=1.0, grade="assumed", source="ASSUMED; K4; NAV facts 3.14",
        meaning="Share of a relation that passes to the next caseworker, relative to plan and help")
    allotted_by_chance: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of who gets a new case that chance decides; load decides the rest")
    income_posts: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.21",
        meaning="Share of the hours of all posts for income work in a fully specialised office")
