"""The encounter: what one follow-up talk does."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Encounter:
    """The encounter: what one follow-up talk does."""

    coping_step: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.23, R22",
        meaning="Change of coping from one talk of full value")
    trust_step: float = parameter(
        0.12, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.23",
        meaning="Change of trust from one talk of full value")
    relation_step: float = parameter(
        0.35, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R10",
        meaning="Growth of the relation in one warm talk with a competent caseworker")
    plan_step: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Improvement of the plan in one talk of full value")
    plan_drift: float = parameter(
        0.012, unit="1/week", low=0.0, high=0.2, grade="assumed", source="ASSUMED; NAV facts 4.12",
        meaning="Share of the plan lost in a week without contact")
    search_help: float = parameter(
        0.9, unit="share", low=0.0, high=3.0, grade="assumed", source="ASSUMED; fittable to K1",
        meaning="Help with search from one talk with a fully competent caseworker")
    help_fades: float = parameter(
        0.06, unit="1/week", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the help that fades in a week without contact")
    belief_effect: float = parameter(
        0.06, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED; K4; NAV facts 3.14",
        meaning="Change of motivation from one talk with a caseworker who believes fully")
    generic_fit: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 6.12, R8",
        meaning="How far generic tools answer the simplest case")
    generic_misfit: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R8",
        meaning="How far complexity takes that away")
    fitted_scale: float = parameter(
        2.2, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED",
        meaning="What fitted content is worth, relative to competence times knowledge times room")
    relational_fit: float = parameter(
        0.95, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.8, R9",
        meaning="How far a relational manual answers a need when carried out well")
    relational_caseload: float = parameter(
        25.0, unit="jobseekers", low=5.0, high=150.0, grade="expert",
        source="NAV facts 1.21 (1:18); section 9 (15-35)",
        meaning="Caseload up to which a relational manual works in full")
    adoption_gain: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; INNOWEL",
        meaning="What fully adopted new practice adds to competence")
    control_harm: float = parameter(
        0.5, unit="share", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 8.23",
        meaning="Value destroyed by a talk that is control only, at medium burden")
    phone_cold: float = parameter(
        0.12, unit="share", low=0.0, high=1.0, grade="assumed",
        source="ASSUMED; K7 (phone about equal to face to face)",
        meaning="What the phone keeps back of the whole person")
    video_cold: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.5",
        meaning="What video keeps back of the whole person")
    written_cold: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.3, 4.11",
        meaning="What writing keeps back of the whole person")
    no_show: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R23",
        meaning="Probability of missing a booked talk at middling trust and coping")
    excused: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.18",
        meaning="How far full complexity excuses a no-show")
    sanction_weeks: int = parameter(
        2, unit="weeks", low=0, high=26, grade="assumed", source="ASSUMED",
        meaning="Weeks of entitlement that a sanction takes")
