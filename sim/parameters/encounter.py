"""The encounter: what one follow-up talk does."""

from dataclasses import dataclass

from sim.declare import parameter


@dataclass(slots=True)
class Encounter:
    """The encounter: what one follow-up talk does."""

    coping_step: float = parameter(
        0.036, unit="share", low=0.0, high=1.0, grade="calibrated", source="fitted to K1, K7; NAV facts 8.23, R22",
        meaning="Change of coping from one talk of full value", fit=(0.02, 0.05))
    trust_step: float = parameter(
        0.12, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.23",
        meaning="Change of trust from one talk of full value")
    relation_step: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R10",
        meaning="Growth of the relation in one warm talk with a competent caseworker")
    plan_step: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Improvement of the plan in one talk of full value")
    plan_drift: float = parameter(
        0.012, unit="1/week", low=0.0, high=0.2, grade="assumed", source="ASSUMED; NAV facts 4.12",
        meaning="Share of the plan lost in a week without contact")
    search_help: float = parameter(
        10.0, unit="share", low=0.0, high=20.0, grade="calibrated",
        source="K1, K3: much from the first talks, little more from many",
        meaning="Help with search from one talk with a fully competent caseworker")
    whole_talk: float = parameter(
        0.8, unit="hours", low=0.3, high=1.5, grade="assumed", source="ASSUMED; NAV facts R10 (relation and time)",
        meaning="Length from which a talk is a whole one; shorter talks move less in proportion")
    skill_needed: float = parameter(
        0.475, unit="share", low=0.0, high=0.8, grade="calibrated",
        source="fitted to K1, K3; K2 (nothing is lost with the less productive half)",
        meaning="Market competence up to which a caseworker is of no help with search", fit=(0.42, 0.54))
    help_fades: float = parameter(
        0.033, unit="1/week", low=0.0, high=1.0, grade="calibrated", source="fitted to K1, K3, K7",
        meaning="Share of the help that fades in a week without contact", fit=(0.02, 0.055))
    belief_effect: float = parameter(
        0.06, unit="share", low=0.0, high=0.5, grade="assumed", source="ASSUMED; K4; NAV facts 3.14",
        meaning="Change of motivation from one talk with a caseworker who believes fully")
    belief_helps: float = parameter(
        1.2, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 3.14",
        meaning="Help with search from full belief over help from none, about middling belief")
    focus_helps: float = parameter(
        1.4, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 4.11",
        meaning="Help with search at full focus on work over help at none, about the middle")
    value_helps: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the help with search that is lost in a talk without value")
    burden_hinders: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of the help with search that a full burden takes away")
    motivation_weight: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R22",
        meaning="Share of an answer that somebody without motivation does not take up")
    participation_worth: float = parameter(
        0.4, unit="ratio", low=0.0, high=2.0, grade="assumed", source="theory-driven; NAV facts 8.23",
        meaning="Worth of an answer with full participation over one with none, about the middle")
    participation_plans: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="theory-driven; NAV facts 8.23, 8.25",
        meaning="What full participation adds to the improvement of the plan")
    strain_gives: float = parameter(
        0.02, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; Tummers et al. 2015",
        meaning="Share of missing trust won in a talk with a fully stressed caseworker who copes towards clients")
    generic_fit: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 6.12, R8",
        meaning="How far generic tools answer the simplest case")
    generic_misfit: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R8",
        meaning="How far complexity takes that away")
    fitted_scale: float = parameter(
        2.2, unit="ratio", low=0.0, high=5.0, grade="assumed", source="ASSUMED",
        meaning="What fitted content is worth, relative to competence times knowledge times room")
    relation_tells: float = parameter(
        0.65, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R10",
        meaning="Share of what is to know of a person that takes a full relation to hear")
    participation_tells: float = parameter(
        0.25, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.25",
        meaning="What full participation adds to knowledge of the person")
    split_by_services: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 6.13, 6.16",
        meaning="Share of that knowledge lost where services work apart")
    split_by_specialisation: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.21, R20",
        meaning="Share of that knowledge lost where the work is fully specialised")
    tailoring_weight: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R10",
        meaning="Share of fitted content that is lost without tailoring")
    roomless_worth: float = parameter(
        0.4, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts R6",
        meaning="Worth of fitted content without room for discretion")
    room_worth: float = parameter(
        0.9, unit="ratio", low=0.0, high=3.0, grade="assumed", source="ASSUMED; NAV facts R6",
        meaning="What full room for discretion adds to it")
    lean_narrows: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="theory-driven; INNOWEL",
        meaning="Share of the room for discretion that full LEAN takes")
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
    participation_softens: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.23",
        meaning="Share of control not felt with full participation and trust")
    strain_controls: float = parameter(
        0.4, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; Tummers et al. 2015",
        meaning="Control added by a fully stressed caseworker who copes against clients")
    consistency_eases: float = parameter(
        0.6, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 8.19",
        meaning="Control felt under contradictory demands over consistent ones, about the middle")
    phone_cold: float = parameter(
        0.28, unit="share", low=0.0, high=1.0, grade="calibrated", source="K7 (phone about equal to face to face)",
        meaning="What the phone keeps back of the whole person", fit=(0.15, 0.45))
    video_cold: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.5",
        meaning="What video keeps back of the whole person")
    written_cold: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.3, 4.11",
        meaning="What writing keeps back of the whole person")
    burden_cold: float = parameter(
        1.5, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; NAV facts 8.3, R16",
        meaning="What distance keeps back at full burden over what it does at none, about the middle")
    relation_warms: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.3",
        meaning="Share of the cold of distance that a full relation takes away")
    skill_in_contact: float = parameter(
        0.3, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="How far full user competence stands in for a relation at a distance")
    no_show: float = parameter(
        0.333, unit="share", low=0.0, high=1.0, grade="calibrated",
        source="fitted: 14 % of booked talks missed; NAV facts R23",
        meaning="Probability of missing a booked talk without any trust and coping; none at full trust and coping")
    trust_carries: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R23",
        meaning="Weight of trust, against coping, in being there")
    no_show_at_distance: float = parameter(
        0.8, unit="ratio", low=0.0, high=2.0, grade="assumed", source="ASSUMED; K7",
        meaning="Probability of missing a talk by phone, video or in writing, relative to that")
    excused: float = parameter(
        0.7, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.18",
        meaning="How far full complexity excuses a no-show")
    strain_sanctions: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; Tummers et al. 2015",
        meaning="Strictness added by a fully stressed caseworker who copes against clients")
    sanction_weeks: int = parameter(
        2, unit="weeks", low=0, high=26, grade="assumed", source="ASSUMED",
        meaning="Weeks of entitlement that a sanction takes")
    sanction_trust: float = parameter(
        0.15, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.18",
        meaning="Share of trust that a sanction takes")
    sanction_coping: float = parameter(
        0.05, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Share of coping that a sanction takes")
    sanction_push: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED",
        meaning="Search that a sanction pushes, as help with search does")
    renegotiated: float = parameter(
        0.1, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts 8.18, R5",
        meaning="Improvement of the plan when an absence is met by renegotiating")
    relation_helps: float = parameter(
        0.5, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; NAV facts R10, K4",
        meaning="How far help with search depends on a working relation")
    skill_in_tools: float = parameter(
        0.6, unit="share", low=0.0, high=1.0, grade="assumed", source="ASSUMED; K2",
        meaning="How far generic tools, too, are worth what the caseworker makes of them")
