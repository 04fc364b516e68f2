"""The contact centre: answers most calls and chats, settles what is simple, and sends the rest on to the office."""

from sim.agents import Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.channels import minutes_for
from sim.behaviour.matters import is_of_own_case
from sim.behaviour.quantities import clamp_share
from sim.chance import Week, happens
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Channel, Decision
from sim.units import MINUTES_AN_HOUR


@behaviour
def is_answered_centrally(jobseeker: Jobseeker, kind: int, policy: Policy, week: Week) -> bool:
    """Whether the contact centre answers a call or chat instead of the office, by lot."""
    if kind != Channel.PHONE and kind != Channel.CHAT:
        return False
    return happens(policy.channel.contact_centre, week, Decision.ANSWERED_CENTRALLY, jobseeker.id)


@behaviour
def forwarding_probability(jobseeker: Jobseeker, policy: Policy, parameters: Parameters) -> float:
    """Probability that the contact centre sends an enquiry on to the office [0..1]: own case or municipal services."""
    if not is_of_own_case(jobseeker.matter):
        return 0.0
    apart = (1.0 - policy.organisation.integration) * jobseeker.enquiry_complexity
    return min(parameters.centre.forwards_most, apart + parameters.centre.forwards)


@behaviour
def forwarded_is_answered(office: Office, parameters: Parameters) -> float:
    """Probability that the office answers what was sent on [0..1]: at once, or within the week, less by pressure."""
    centre = parameters.centre
    return clamp_share(centre.answered_at_once + centre.answered_within_week / max(1.0, office.pressure))


@behaviour
def settled_centrally(jobseeker: Jobseeker, kind: int, parameters: Parameters) -> float:
    """Probability that the contact centre settles what it keeps [0..1]; a chat has no case file, and so no own case."""
    if kind == Channel.CHAT and is_of_own_case(jobseeker.matter):
        return 0.0
    centre = parameters.centre
    return clamp_share(centre.resolves * (1.0 - centre.misfit * jobseeker.enquiry_complexity))


@behaviour
def answer_centrally(
    jobseeker: Jobseeker, office: Office, kind: int, policy: Policy, week: Week, parameters: Parameters
) -> bool:
    """Let the contact centre answer a call or chat; whether that settles it.

    What is sent on and answered takes the office's time.
    """
    office.centre_contacts += 1.0
    jobseeker.enquiry_minutes = parameters.centre.minutes
    forwarded = forwarding_probability(jobseeker, policy, parameters)
    if not happens(forwarded, week, Decision.FORWARDED, jobseeker.id):
        return happens(settled_centrally(jobseeker, kind, parameters), week, Decision.CHANNEL_RESOLVES, jobseeker.id)
    if not happens(forwarded_is_answered(office, parameters), week, Decision.FORWARDED_ANSWERED, jobseeker.id):
        return False
    minutes = minutes_for(Channel.PHONE, jobseeker.enquiry_complexity, parameters)
    office.reception_need += minutes / MINUTES_AN_HOUR
    jobseeker.enquiry_minutes += minutes
    return True
