"""Kari, whom Asta follows up: one talk that the cases of the encounter take apart, with every number it rests on."""

from typing import Any

from builder import caseworker, parameters, person, policy

from sim.agents import Caseworker, Jobseeker
from sim.terms import Benefit, CopingFamily, Measure

NUMBERS = {
    "hours__talk": 0.75, "hours__written_share": 0.4, "hours__distance_saving": 0.25, "encounter__whole_talk": 1.0,
    "people__barrier_weight": 0.5, "contact__assistance_effect": 0.625,
    "staff__newcomer_skill": 0.5, "staff__weeks_to_learn": 78.0, "staff__strain_on_quality": 0.5,
    "encounter__phone_cold": 0.625, "encounter__video_cold": 0.375, "encounter__written_cold": 0.75,
    "encounter__burden_cold": 2.0, "encounter__relation_warms": 0.8, "encounter__skill_in_contact": 0.25,
    "encounter__split_by_services": 0.5, "encounter__split_by_specialisation": 0.75, "encounter__relation_tells": 0.5,
    "encounter__participation_tells": 0.05,
    "encounter__generic_fit": 0.8, "encounter__generic_misfit": 0.625, "encounter__adoption_gain": 0.625,
    "encounter__lean_narrows": 0.5, "encounter__tailoring_weight": 0.8, "encounter__roomless_worth": 0.35,
    "encounter__room_worth": 0.75, "encounter__skill_in_tools": 0.8, "encounter__fitted_scale": 2.5,
    "encounter__relational_caseload": 28.0, "encounter__relational_fit": 0.7,
    "encounter__participation_softens": 0.6, "encounter__strain_controls": 0.3, "encounter__consistency_eases": 0.8,
    "encounter__motivation_weight": 0.8, "encounter__participation_worth": 0.5, "encounter__control_harm": 0.5,
    "encounter__skill_needed": 0.36, "encounter__belief_helps": 0.5, "encounter__focus_helps": 0.8,
    "encounter__value_helps": 0.5, "encounter__relation_helps": 0.25, "encounter__search_help": 0.25,
    "encounter__burden_hinders": 0.75, "encounter__belief_effect": 0.08,
    "encounter__coping_step": 0.1, "encounter__trust_step": 0.25, "encounter__relation_step": 0.25,
    "encounter__plan_step": 0.25, "encounter__participation_plans": 0.3, "encounter__strain_gives": 0.05,
    "encounter__no_show": 0.3, "encounter__trust_carries": 0.6, "encounter__no_show_at_distance": 0.75,
    "exits__leaves_after_talk": 0.5, "exits__push_of_talk": 0.3, "exits__long_spell_push": 1.5,
    "exits__push_on_allowance": 0.25, "exits__push_on_keen": 0.2,
}  # fmt: skip
LEVERS = {
    "channel__assisted_digital": 0.4, "organisation__integration": 0.8, "organisation__specialisation": 0.2,
    "organisation__lean": 0.4, "organisation__consistency": 0.75, "organisation__job_focus": 0.75,
    "individualization__participation": 0.4, "individualization__tailoring": 0.75,
    "standardization__discretion_room": 0.75, "standardization__generic_manual": 0.25,
    "standardization__relational_manual": 0.25, "standardization__control_share": 0.4,
}  # fmt: skip
# With these a talk is nothing but control, and a generic tool that answers as much as a case says.
ONLY_CONTROL = {
    "standardization__control_share": 1.0, "standardization__generic_manual": 1.0,
    "standardization__relational_manual": 0.0,
}  # fmt: skip


def world_numbers(**numbers: Any) -> Any:
    """The numbers of these cases, with others where a case says so."""
    return parameters(**{**NUMBERS, **numbers})


def levers(**values: Any) -> Any:
    """The levers of these cases, with others where a case says so."""
    return policy(**{**LEVERS, **values})


def kari_of(**fields: Any) -> Jobseeker:
    """Kari: a barrier of mental health of .8, which with weight .5 is a burden of .4; registered for 13 weeks."""
    return person(**{
        "id": 41, "mental_health": 0.8, "digital_skill": 0.2, "coping": 0.45, "motivation": 0.75, "trust": 0.625,
        "experience": 0.3, "relation": 0.6, "plan": 0.2, "job_help": 0.1, "benefit": Benefit.DAGPENGER,
        "time_on_register": 13.0, "measure_wanted": Measure.AFT, "last_contact": 3, "wants_talk": 1, **fields,
    })  # fmt: skip


def asta_of(**fields: Any) -> Caseworker:
    """Asta: long in the job; strain .4 takes a fifth of her skill: .75 with users comes to .6, .85 of the market to
    .68.
    """
    return caseworker(**{
        "id": 7, "user_competence": 0.75, "market_competence": 0.85, "experience": 90.0, "stress": 0.4, "belief": 0.8,
        "caseload": 35, "coping_family": CopingFamily.AWAY, **fields,
    })  # fmt: skip
