"""Resolving: what one contact settles, what is borne where it does not, and what staff do to be spared the next."""

from sim.agents import Caseworker, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.channels import beyond_calm
from sim.behaviour.matters import is_of_own_case, lose_trust
from sim.behaviour.quantities import clamp_share, digital_ability, reduced_by_lack
from sim.chance import Week, happens
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Channel, Decision


@behaviour
def settled_by_machine(jobseeker: Jobseeker, office: Office, parameters: Parameters) -> float:
    """Probability that self-service settles the matter of somebody who can use it [0..1] (4.7, 4.8, R16)."""
    contact = parameters.contact
    simplest = contact.service_resolves + contact.investment_resolves * office.digital_investment
    return simplest * (1.0 - contact.digital_misfit * jobseeker.enquiry_complexity)


@behaviour
def resolve_probability(
    jobseeker: Jobseeker, kind: int, office: Office, policy: Policy, parameters: Parameters
) -> float:
    """Probability that one contact with a machine or with the office settles the matter [0..1] (4.7, 8.7, R16, R17)."""
    contact = parameters.contact
    complexity = jobseeker.enquiry_complexity
    misfit = contact.staffed_misfit * contact.digital_misfit
    if kind == Channel.BOOKED_MEETING:
        return 0.0
    if kind == Channel.CHAT and is_of_own_case(jobseeker.matter):
        return 0.0  # no case file
    if kind <= Channel.CHAT:
        split = contact.split_services * (1.0 - policy.organisation.integration) * complexity
        settled = contact.digital_resolves * (1.0 - misfit * complexity)
        if kind == Channel.SELF_SERVICE:
            settled = settled_by_machine(jobseeker, office, parameters)
        skilled = reduced_by_lack(contact.skill_weight, digital_ability(jobseeker, policy, parameters))
        return clamp_share((settled - split) * skilled)
    if kind == Channel.PHONE:
        return clamp_share(contact.phone_resolves * (1.0 - misfit * complexity))
    return clamp_share(contact.person_resolves * (1.0 - contact.person_misfit * complexity))


@behaviour
def fail(jobseeker: Jobseeker, cost: float, week: Week, parameters: Parameters) -> None:
    """Bear an unanswered enquiry with less trust: come back next week, or give up (failure demand; 4.4, R15, R23).

    `cost`: relative to being turned away [0..1].
    """
    contact = parameters.contact
    lose_trust(jobseeker, cost, parameters)
    jobseeker.coping = jobseeker.coping * (1.0 - cost * contact.coping_lost)
    jobseeker.unresolved = 0
    jobseeker.gave_up += 1
    tries_again = contact.persistence * reduced_by_lack(contact.coping_persists, jobseeker.coping)
    if happens(tries_again, week, Decision.FAILURE_RETURNS, jobseeker.id):
        jobseeker.unresolved = 1
        jobseeker.gave_up -= 1


@behaviour
def be_answered(jobseeker: Jobseeker, parameters: Parameters) -> None:
    """Have a matter settled: experience and trust are won (R23)."""
    jobseeker.unresolved = 0
    jobseeker.experience += parameters.contact.experience_won * (1.0 - jobseeker.experience)
    jobseeker.trust += parameters.contact.trust_won * (1.0 - jobseeker.trust)


@behaviour
def is_called_back(jobseeker: Jobseeker, caseworker: Caseworker, week: Week, parameters: Parameters) -> bool:
    """Whether a caseworker under pressure turns a message into a call: the more complex the sooner (ASSUMED)."""
    sooner = beyond_calm(caseworker.pressure, parameters) * jobseeker.enquiry_complexity
    return happens(sooner, week, Decision.CALLED_BACK, jobseeker.id)


@behaviour
def minutes_of_teaching(jobseeker: Jobseeker, pressure: float, week: Week, parameters: Parameters) -> float:
    """Minutes that staff under pressure take to teach the person before them the digital channel [minutes].

    It makes up for a part of the skill that lacks, which is why they do it (ASSUMED).
    """
    contact = parameters.contact
    lacks = 1.0 - jobseeker.digital_skill
    if not happens(beyond_calm(pressure, parameters) * lacks, week, Decision.CHANNEL_TAUGHT, jobseeker.id):
        return 0.0
    jobseeker.digital_skill += contact.skill_taught * lacks
    return contact.teaching_minutes
