"""The encounter: what one follow-up talk does to coping, trust, plan and search.

Value is created by the user or not at all (public service logic): content that answers the need builds coping; contact
that only serves control, or misfits, takes some away (NAV facts 8.23, R22).
"""

from sim.agents import Caseworker, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.exits import leave_register
from sim.behaviour.non_compliance import respond_to_absence
from sim.behaviour.quantities import burden, centred_factor, clamp_share, digital_ability, reduced_by_lack
from sim.behaviour.referral import consider_referral
from sim.behaviour.staff import effective_market_competence, effective_user_competence
from sim.behaviour.world import World
from sim.chance import Week, happens
from sim.events import note_left_labour_force_after_talk, note_missed_talk, note_talk
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import N_CHANNELS, Benefit, Channel, CopingFamily, Decision, Status
from sim.units import LEAST_HOURS, MIDDLE, MINUTES_AN_HOUR, WEEKS_A_YEAR


@behaviour
def talk_hours(channel: int, parameters: Parameters) -> float:
    """Caseworker hours of one follow-up talk [hours]; shorter by phone or video, and in writing."""
    hours = parameters.hours
    if channel == Channel.DIGITAL_DIALOGUE:
        return hours.talk * hours.written_share
    if channel == Channel.BOOKED_MEETING:
        return hours.talk
    return max(LEAST_HOURS, hours.talk - hours.distance_saving)


@behaviour
def warmth(jobseeker: Jobseeker, caseworker: Caseworker, channel: int, policy: Policy, parameters: Parameters) -> float:
    """How much of the whole person a talk lets through [0..1].

    Screens are colder, less so where a relation stands and where the burden is low (R16, 8.3).
    """
    if channel == Channel.BOOKED_MEETING:
        return 1.0
    encounter = parameters.encounter
    cold = encounter.phone_cold
    if channel == Channel.VIDEO:
        cold = encounter.video_cold
    if channel == Channel.DIGITAL_DIALOGUE:
        cold = encounter.written_cold * centred_factor(-1.0, digital_ability(jobseeker, policy, parameters))
    known = clamp_share(
        jobseeker.relation + encounter.skill_in_contact * effective_user_competence(caseworker, parameters)
    )
    heavy = centred_factor(encounter.burden_cold, burden(jobseeker, parameters))
    return clamp_share(1.0 - cold * heavy * (1.0 - encounter.relation_warms * known))


@behaviour
def knowledge_of_person(jobseeker: Jobseeker, warm: float, policy: Policy, parameters: Parameters) -> float:
    """How far the caseworker knows the situation the content must answer [0..1]; specialisation splits it (R20)."""
    encounter = parameters.encounter
    parts = encounter.split_by_services * (1.0 - policy.organisation.integration)
    parts += encounter.split_by_specialisation * policy.organisation.specialisation
    seen = reduced_by_lack(encounter.relation_tells, jobseeker.relation) * warm * (1.0 - parts)
    return clamp_share(seen + encounter.participation_tells * policy.individualization.participation)


@behaviour
def answers_need(
    jobseeker: Jobseeker, caseworker: Caseworker, office: Office, warm: float, policy: Policy, parameters: Parameters
) -> float:
    """How far the content of a talk answers the person's need [0..1].

    A generic tool fits simple cases and misfits complex ones (R8). What is fitted to the person is worth room for
    discretion times competence times knowledge (R6). A relational manual works where the caseload lets it (R9).
    """
    encounter = parameters.encounter
    generic = encounter.generic_fit * (1.0 - encounter.generic_misfit * burden(jobseeker, parameters))
    practice = 1.0 + encounter.adoption_gain * office.adoption
    competence = clamp_share(effective_user_competence(caseworker, parameters) * practice)
    room = policy.standardization.discretion_room * (1.0 - encounter.lean_narrows * policy.organisation.lean)
    fitted = competence * knowledge_of_person(jobseeker, warm, policy, parameters)
    fitted = fitted * reduced_by_lack(encounter.tailoring_weight, policy.individualization.tailoring)
    fitted = fitted * (encounter.roomless_worth + encounter.room_worth * room)
    manual = policy.standardization.generic_manual
    generic = generic * reduced_by_lack(encounter.skill_in_tools, competence)
    fit = manual * generic + (1.0 - manual) * clamp_share(encounter.fitted_scale * fitted)
    time_for_all = min(1.0, encounter.relational_caseload / max(1.0, caseworker.caseload))
    relational = policy.standardization.relational_manual * time_for_all
    return clamp_share((1.0 - relational) * fit + relational * encounter.relational_fit * competence * warm)


@behaviour
def control_felt(jobseeker: Jobseeker, caseworker: Caseworker, policy: Policy, parameters: Parameters) -> float:
    """Share of the talk that serves eligibility and control as the person feels it [0..1].

    Caseworkers who cope against clients add to it.
    """
    encounter = parameters.encounter
    softened = encounter.participation_softens * policy.individualization.participation * jobseeker.trust
    control = policy.standardization.control_share * (1.0 - softened)
    if caseworker.coping_family == CopingFamily.AGAINST:
        control += encounter.strain_controls * caseworker.stress
    return clamp_share(control * centred_factor(-encounter.consistency_eases, policy.organisation.consistency))


@behaviour
def value_of_talk(
    jobseeker: Jobseeker, caseworker: Caseworker, office: Office, channel: int, policy: Policy, parameters: Parameters
) -> float:
    """Value that the person makes of one talk [-1..1]; negative when control and misfit outweigh the answer (R22)."""
    warm = warmth(jobseeker, caseworker, channel, policy, parameters)
    fit = answers_need(jobseeker, caseworker, office, warm, policy, parameters)
    encounter = parameters.encounter
    taken_up = fit * reduced_by_lack(encounter.motivation_weight, jobseeker.motivation)
    taken_up = taken_up * centred_factor(encounter.participation_worth, policy.individualization.participation)
    harm = encounter.control_harm * control_felt(jobseeker, caseworker, policy, parameters)
    return max(-1.0, min(1.0, taken_up - harm * centred_factor(1.0, burden(jobseeker, parameters))))


@behaviour
def towards_limit(value: float, amount: float, step: float) -> float:
    """A share moved by a signed amount: up by a part of what is missing, down by a part of what is there."""
    if amount >= 0.0:
        return value + step * amount * (1.0 - value)
    return value + step * amount * value


@behaviour
def believe(jobseeker: Jobseeker, caseworker: Caseworker, parameters: Parameters) -> float:
    """Motivation moved by the caseworker's belief in the person's chance (3.14, K4) [change of share]."""
    return parameters.encounter.belief_effect * (caseworker.belief - MIDDLE)


@behaviour
def skill_that_helps(caseworker: Caseworker, parameters: Parameters) -> float:
    """Market competence beyond what a caseworker must have to be of any help with search [0..1].

    A meeting with one of the less productive half of caseworkers was worth nothing, with the other half more than
    twice the mean (K2).
    """
    needed = parameters.encounter.skill_needed
    return max(0.0, effective_market_competence(caseworker, parameters) - needed) / (1.0 - needed)


@behaviour
def help_search(
    jobseeker: Jobseeker, caseworker: Caseworker, value: float, policy: Policy, parameters: Parameters
) -> float:
    """Help with search and vacancies from one talk [share]: market competence, belief, focus on work (K1, K2, 4.11)."""
    encounter = parameters.encounter
    worth = skill_that_helps(caseworker, parameters) * centred_factor(encounter.belief_helps, caseworker.belief)
    worth = worth * centred_factor(encounter.focus_helps, policy.organisation.job_focus)
    received = reduced_by_lack(encounter.value_helps, clamp_share(value)) * reduced_by_lack(
        encounter.relation_helps, jobseeker.relation
    )
    return encounter.search_help * worth * received * (1.0 - encounter.burden_hinders * burden(jobseeker, parameters))


@behaviour
def dose(channel: int, parameters: Parameters) -> float:
    """How much of a whole talk one is [0..1]: short talks are less, writing less still (R10: relation and time)."""
    whole = clamp_share(parameters.hours.talk / parameters.encounter.whole_talk)
    if channel == Channel.DIGITAL_DIALOGUE:
        return whole * parameters.hours.written_share
    return whole


@behaviour
def talk(
    jobseeker: Jobseeker, caseworker: Caseworker, office: Office, channel: int, policy: Policy, world: World, week: Week
) -> None:
    """Hold the talk with somebody who is there: coping, trust, relation, plan and search move; referral may follow."""
    parameters = world.parameters[0]
    encounter = parameters.encounter
    value = dose(channel, parameters) * value_of_talk(jobseeker, caseworker, office, channel, policy, parameters)
    jobseeker.coping = towards_limit(jobseeker.coping, value, encounter.coping_step)
    jobseeker.trust = towards_limit(jobseeker.trust, value, encounter.trust_step)
    jobseeker.experience = towards_limit(jobseeker.experience, value, encounter.trust_step)
    believed = dose(channel, parameters) * believe(jobseeker, caseworker, parameters)
    jobseeker.motivation = towards_limit(jobseeker.motivation, believed, 1.0)
    if caseworker.coping_family == CopingFamily.TOWARDS:
        # bends and gives more under pressure
        jobseeker.trust += encounter.strain_gives * caseworker.stress * (1.0 - jobseeker.trust)
    warm = warmth(jobseeker, caseworker, channel, policy, parameters)
    closer = dose(channel, parameters) * encounter.relation_step * warm
    closer = closer * effective_user_competence(caseworker, parameters)
    jobseeker.relation += closer * (1.0 - jobseeker.relation)
    planned = clamp_share(value) + encounter.participation_plans * policy.individualization.participation
    jobseeker.plan = clamp_share(towards_limit(jobseeker.plan, planned, encounter.plan_step))
    helped = dose(channel, parameters) * help_search(jobseeker, caseworker, value, policy, parameters)
    jobseeker.job_help = clamp_share(
        jobseeker.job_help + helped * (1.0 - jobseeker.job_help)
    )  # each further talk adds less
    consider_referral(jobseeker, caseworker, office, value, policy, world, week)


@behaviour
def shows_up_probability(jobseeker: Jobseeker, channel: int, parameters: Parameters) -> float:
    """Probability of being there [0..1].

    Trust and coping carry people to the counter, less is needed by phone or in writing (R23).
    """
    encounter = parameters.encounter
    carried = encounter.trust_carries * jobseeker.trust + (1.0 - encounter.trust_carries) * jobseeker.coping
    missing = encounter.no_show * (1.0 - carried)
    if channel != Channel.BOOKED_MEETING:
        missing = missing * encounter.no_show_at_distance
    return clamp_share(1.0 - missing)


@behaviour
def hold_talk(
    jobseeker: Jobseeker, caseworker: Caseworker, office: Office, channel: int, policy: Policy, world: World, week: Week
) -> None:
    """Call a person to a talk; hold it, or respond to the absence."""
    parameters = world.parameters[0]
    weeks_since = week.number - jobseeker.last_contact
    minutes = talk_hours(channel, parameters) * MINUTES_AN_HOUR
    jobseeker.last_contact = week.number
    jobseeker.wants_talk = 0
    if not happens(shows_up_probability(jobseeker, channel, parameters), week, Decision.SHOWS_UP, jobseeker.id):
        office.talks_missed += 1
        sanctioned = respond_to_absence(jobseeker, caseworker, policy, week, parameters)
        note_missed_talk(world, week, jobseeker, caseworker, channel, sanctioned, minutes)
        return
    jobseeker.in_talk = 1
    jobseeker.talks += 1
    jobseeker.hours_received += minutes / MINUTES_AN_HOUR
    jobseeker.contacts += 1
    caseworker.talks += 1
    if channel == Channel.DIGITAL_DIALOGUE:
        jobseeker.digital_contacts += 1
        jobseeker.talks_written += 1
    elif channel == Channel.BOOKED_MEETING:
        jobseeker.talks_in_person += 1
    world.channels[office.id * N_CHANNELS + channel].served += 1
    note_talk(world, week, jobseeker, caseworker, channel, weeks_since, minutes)
    talk(jobseeker, caseworker, office, channel, policy, world, week)
    leaving = leaving_probability(jobseeker, caseworker, policy, parameters)
    if happens(leaving, week, Decision.LEAVES_AFTER_TALK, jobseeker.id):
        leave_register(jobseeker, Status.OUT_OF_LABOUR_FORCE + 0, week)
        note_left_labour_force_after_talk(world, week, jobseeker, caseworker, channel)


@behaviour
def leaving_probability(jobseeker: Jobseeker, caseworker: Caseworker, policy: Policy, parameters: Parameters) -> float:
    """Probability that a talk ends in leaving the register without work [0..1].

    Being asked to act makes people who have other means, or little hope, leave: over half of the days of unemployment
    that more contact saved in the Austrian experiment went out of the labour force, most after long spells (K1). Less
    so who lives on an allowance for ill health, which does not depend on looking for work.
    """
    if jobseeker.status == Status.IN_MEASURE:
        return 0.0
    exits = parameters.exits
    push = exits.push_of_talk + control_felt(jobseeker, caseworker, policy, parameters)
    years = jobseeker.time_on_register / WEEKS_A_YEAR
    push = push * (1.0 + exits.long_spell_push * years / (1.0 + years))
    if jobseeker.benefit == Benefit.AAP or jobseeker.benefit == Benefit.UFORETRYGD:
        push = push * exits.push_on_allowance
    return clamp_share(exits.leaves_after_talk * push * (1.0 + exits.push_on_keen - jobseeker.motivation))
