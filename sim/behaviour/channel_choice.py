"""The choice of a channel: what it costs people to ask by each, against how urgent it is; else they keep silent.

Induced demand (what comes because asking became easy) is what less effort makes of the same needs.
"""

from math import exp

from sim.agents import DigitalChannel, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.matters import is_of_own_case
from sim.behaviour.quantities import clamp_share, digital_ability, reduced_by_lack
from sim.behaviour.world import World
from sim.chance import Week, lot
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import N_CHANNELS, Channel, Decision, NeedsGroup
from sim.units import MINUTES_AN_HOUR

SILENCE = -1  # no channel: nothing is asked


@behaviour
def doors_known(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """How far somebody knows opening hours [0..1]: from having tried, else online, which takes digital skill (4.3)."""
    if jobseeker.knows_doors == 1:
        return 1.0
    return reduced_by_lack(parameters.contact.hours_online, jobseeker.digital_skill)


@behaviour
def sent_to_digital(policy: Policy, office: Office) -> float:
    """How strongly people are sent to digital channels [0..1], by policy and by what stayed after a closure."""
    sent = policy.channel.digital_default
    return clamp_share(sent + office.digital_legacy * (1.0 - sent))


@behaviour
def digital_effort(jobseeker: Jobseeker, kind: int, policy: Policy, office: Office, parameters: Parameters) -> float:
    """Effort of asking by a digital channel that is up [0..1], before any wait: skill, and what the channel lacks."""
    effort = parameters.effort
    needed = effort.skill * (1.0 - digital_ability(jobseeker, policy, parameters))
    needed -= effort.sent * sent_to_digital(policy, office)
    if kind == Channel.DIGITAL_DIALOGUE:
        needed += effort.shut * (1.0 - policy.channel.dialogue)
        return needed + effort.dialogue + effort.slow_answer * jobseeker.urgency
    if is_of_own_case(jobseeker.matter):
        needed += effort.no_case_file
    if kind == Channel.CHAT:
        return needed + effort.chat
    return needed + effort.self_service + effort.machine_misfit * jobseeker.enquiry_complexity


@behaviour
def personal_effort(jobseeker: Jobseeker, kind: int, policy: Policy, office: Office, parameters: Parameters) -> float:
    """Effort of asking a human being by phone, at the door or in a talk [0..1], before any wait (4.18)."""
    effort = parameters.effort
    sent_away = effort.sent_away * sent_to_digital(policy, office)
    if kind == Channel.PHONE:
        return effort.phone + sent_away
    eased = sent_away - effort.person_eases * jobseeker.enquiry_complexity
    if kind == Channel.DROP_IN:
        return effort.travel + eased
    return effort.booking + eased + effort.slow_answer * jobseeker.urgency


@behaviour
def asking_effort(
    jobseeker: Jobseeker, channel: DigitalChannel, policy: Policy, office: Office, parameters: Parameters
) -> float:
    """Effort of asking by a channel [0..1]: skill or travel, the wait, and the share of the week that it is shut.

    Wait and hours count as far as somebody knows them.
    """
    effort = parameters.effort
    kind = channel.kind
    if kind <= Channel.CHAT:
        needed = digital_effort(jobseeker, kind, policy, office, parameters)
    else:
        needed = personal_effort(jobseeker, kind, policy, office, parameters)
    known = doors_known(jobseeker, parameters)
    if jobseeker.knows_doors == 1:
        needed += effort.wait * channel.wait / MINUTES_AN_HOUR
    needed += effort.shut * known * (1.0 - channel.open_share)
    return clamp_share(needed)


@behaviour
def is_there(jobseeker: Jobseeker, channel: DigitalChannel, policy: Policy, parameters: Parameters) -> bool:
    """Whether a channel is one to ask by, as far as the person can tell.

    The dialogue belongs to the activity plan; a talk is asked for about the own case; who knows that a channel is shut
    all week leaves it; nobody begins a talk by video.
    """
    if channel.kind == Channel.VIDEO:
        return False
    if channel.kind == Channel.DIGITAL_DIALOGUE:
        return policy.channel.dialogue > 0.0 and jobseeker.needs_group != NeedsGroup.IKKE_VURDERT
    if channel.kind == Channel.BOOKED_MEETING:
        return is_of_own_case(jobseeker.matter)
    return channel.open_share > 0.0 or jobseeker.knows_doors == 0


@behaviour
def channel_pull(
    jobseeker: Jobseeker, channel: DigitalChannel, policy: Policy, office: Office, parameters: Parameters
) -> float:
    """Pull of a channel against that of silence, which is 1 [ratio]: exp(decides * (urgency - effort)).

    A dialogue that is open to somebody by a half is there half of the times.
    """
    if not is_there(jobseeker, channel, policy, parameters):
        return 0.0
    needed = asking_effort(jobseeker, channel, policy, office, parameters)
    pull = exp(parameters.effort.decides * (jobseeker.urgency - needed))
    if channel.kind == Channel.DIGITAL_DIALOGUE:
        return pull * policy.channel.dialogue
    return pull


@behaviour
def choose_channel(
    jobseeker: Jobseeker, policy: Policy, office: Office, world: World, week: Week, parameters: Parameters
) -> int:
    """Which channel somebody asks by (`Channel`), by lot in proportion to their pulls and that of silence."""
    first = office.id * N_CHANNELS
    everything = 1.0
    for kind in range(N_CHANNELS):
        channel = world.channels[first + kind]
        channel.pull = channel_pull(jobseeker, channel, policy, office, parameters)
        everything += channel.pull
    drawn = lot(week, Decision.CHANNEL_CHOICE, jobseeker.id) * everything
    for kind in range(N_CHANNELS):
        drawn -= world.channels[first + kind].pull
        if drawn < 0.0:
            return kind
    return SILENCE
