"""Who comes to NAV: traits, barriers and resources on arrival."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class People:
    """Who comes to NAV: traits, barriers and resources on arrival."""

    under_30_share: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="expert",
        source="NAV facts 1.10, 1.15 (42 000 of 206 000; youth follow-up)",
        meaning="Share of arrivals who are under 30")
    from_50_share: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of arrivals who are 50 or older")
    mental_ordinary: float = parameter(
        0.12, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Prevalence of a mental-health barrier with ordinary work capacity")
    mental_reduced: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 2.18, 2.20 (39-41 %)",
        meaning="Prevalence of a mental-health barrier with reduced work capacity")
    mental_young: float = parameter(
        0.67, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 2.18-2.20 (65.6-70 %)",
        meaning="The same for people under 30")
    physical_ordinary: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Prevalence of a physical-health barrier with ordinary work capacity")
    physical_reduced: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="measured",
        source="NAV facts 2.18 (musculoskeletal 34 %) and other somatic",
        meaning="Prevalence of a physical-health barrier with reduced work capacity")
    skills_ordinary: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Prevalence of a barrier of skills and education with ordinary work capacity")
    skills_reduced: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="expert", source="NAV facts 2.23 (Danish comparable group 0.7)",
        meaning="Prevalence of a barrier of skills and education with reduced work capacity")
    language: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Prevalence of a language barrier")
    life_ordinary: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Prevalence of a barrier of housing, debt or care with ordinary work capacity")
    life_reduced: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Prevalence of a barrier of housing, debt or care with reduced work capacity")
    interlock: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts section 2, gap",
        meaning="How far barriers come together in the same people")
    present_from: float = parameter(
        0.3, unit="share", low=0.0, high=0.9, grade="assumed", source="ASSUMED",
        meaning="Severity of a barrier from which it counts as present; those present spread evenly from there")
    slight_up_to: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Severity that barriers which do not count as present reach at most")
    visible_share: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the most severe physical barriers that an employer sees")
    barrier_weight: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="How far one full barrier alone closes the way to work")
    weak_digital_ordinary: float = parameter(
        0.14, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 4.15",
        meaning="Share with weak digital skills, ordinary work capacity")
    weak_digital_reduced: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="expert", source="NAV facts 4.16, 4.17, section 9",
        meaning="Share with weak digital skills, reduced work capacity")
    weak_digital_language: float = parameter(
        0.2, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 4.16",
        meaning="What a full language barrier adds to the probability of weak digital skills")
    weak_digital_from_50: float = parameter(
        0.1, unit="share", low=0.0, high=0.5, grade="assumed",
        source="ASSUMED; NAV facts 4.9 (the oldest use the activity plan least)",
        meaning="What being 50 or older adds to that probability")
    weak_digital_below: float = parameter(
        0.4, unit="share", low=0.05, high=0.5, grade="assumed", source="ASSUMED",
        meaning="Digital skill under which people cannot use digital services unaided")
    able_digital_from: float = parameter(
        0.5, unit="share", low=0.5, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Least digital skill of those who can; they spread evenly from there")
    coping: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Mean coping (mestring) of somebody without barriers")
    burden_on_coping: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Coping that a full burden takes away")
    motivation: float = parameter(
        0.65, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Mean wish for work")
    trust: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 4.19 (4.0 on 1-6)",
        meaning="Mean trust in NAV on arrival")
    resource_spread: float = parameter(
        0.3, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED",
        meaning="Half width of the spread of coping, motivation and trust")
    aap_share: float = parameter(
        0.63, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 1.3",
        meaning="Share on AAP, of those with reduced work capacity")
    graded_pension_share: float = parameter(
        0.11, unit="share", low=0.0, high=1.0, grade="measured", source="NAV facts 1.3",
        meaning="Share on graded disability pension, of those with reduced work capacity")
    assistance_reduced: float = parameter(
        0.16, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share on social assistance, of those with reduced work capacity")
    dagpenger_share: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share on unemployment benefit, of those with ordinary work capacity")
    full_dagpenger_share: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of them who have earned all weeks of it")
    assistance_ordinary: float = parameter(
        0.12, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share on social assistance, of those with ordinary work capacity")
    in_measure_at_start: float = parameter(
        0.16, unit="share", low=0.0, high=1.0, grade="expert",
        source="NAV facts 1.11, 1.14 (0.28; 0.45-0.5 of young people)",
        meaning="Share in a measure at the start")
    register_weeks_ordinary: float = parameter(
        26.0, unit="weeks", low=1.0, high=260.0, grade="measured", source="NAV facts 2.17 (24.0-28.3)",
        meaning="Mean weeks already on the register at the start, ordinary work capacity")
    register_weeks_reduced: float = parameter(
        108.0, unit="weeks", low=1.0, high=520.0, grade="measured", source="NAV facts 1.7 (25 months)",
        meaning="Mean weeks already on the register at the start, reduced work capacity")
    wait_wears: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of coping that a very long wait before the start has worn away; half of it in a year")
    weeks_since_talk: float = parameter(
        12.0, unit="weeks", low=0.0, high=104.0, grade="assumed", source="ASSUMED",
        meaning="Longest time since the latest talk at the start; spread evenly from none")
    relation_at_start: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Closest relation with the caseworker at the start; spread evenly from none")
    plan_at_start: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Best plan at the start; spread evenly from none")
