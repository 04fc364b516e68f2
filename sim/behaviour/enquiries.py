"""Enquiries: people ask, find a channel open or shut, get an answer or not, and come back or give up.

Also called: demand, with failure demand (what comes again because it was not resolved) and induced demand (what comes
because asking became easy). Not to be confused with follow-up talks, which the office calls for.
"""

from sim.agents import Caseworker, DigitalChannel, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.quantities import (
    burden,
    clamp_share,
    digital_ability,
    is_registered,
    office_policy,
    person_policy,
    reduced_by_lack,
    within,
)
from sim.behaviour.world import World
from sim.chance import Week, comes, happens, lot
from sim.events import (
    EventKind,
    note_enquiry_settled,
    note_enquiry_turned_away,
    note_enquiry_unsettled,
    note_talk_asked_for,
)
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import N_CHANNELS, Channel, Decision, NeedsGroup
from sim.units import MINUTES_AN_HOUR, NEXT_TO_NOTHING, NO_LIMIT, THOUSAND, WEEK_HOURS


@behaviour
def enquiry_rate(jobseeker: Jobseeker, policy: Policy, parameters: Parameters) -> float:
    """Rate of asking NAV something [1/week] (Løberg 2021; NAV facts 8.1, 4.11: mostly money and plan upkeep)."""
    contact = parameters.contact
    rate = contact.enquiries * (1.0 + contact.money_worries * jobseeker.life_situation)
    if jobseeker.time_on_register < contact.newcomer_weeks:
        rate = rate * contact.newcomer_factor
    induced = contact.induced_demand * policy.channel.dialogue * digital_ability(jobseeker, policy, parameters)
    rate = rate * (1.0 + induced)
    return rate + contact.failure_return * jobseeker.unresolved


@behaviour
def digital_probability(jobseeker: Jobseeker, policy: Policy, office: Office, parameters: Parameters) -> float:
    """Probability that an enquiry goes digital [0..1]: where people are sent, where they go themselves (R12, R16)."""
    pushed = clamp_share(
        policy.channel.digital_default + office.digital_legacy * (1.0 - policy.channel.digital_default)
    )
    able = digital_ability(jobseeker, policy, parameters)
    contact = parameters.contact
    goes = clamp_share(
        pushed * reduced_by_lack(contact.push_needs_skill, able) + (1.0 - pushed) * contact.digital_pull * able
    )
    return goes * (1.0 - contact.complex_stays * jobseeker.enquiry_complexity)


@behaviour
def digital_channel(jobseeker: Jobseeker, policy: Policy, week: Week, parameters: Parameters) -> int:
    """Which digital channel: self-service for the simple, else the dialogue where it is open, else chat (R12, R13)."""
    contact = parameters.contact
    chosen = lot(week, Decision.CHANNEL_CHOICE, jobseeker.id, 0, 1)
    if chosen > jobseeker.enquiry_complexity + contact.needs_answer:
        return Channel.SELF_SERVICE + 0
    written = contact.dialogue_preference * policy.channel.dialogue
    has_plan = jobseeker.needs_group != NeedsGroup.IKKE_VURDERT
    if has_plan and lot(week, Decision.CHANNEL_CHOICE, jobseeker.id, 0, 2) < written:
        return Channel.DIGITAL_DIALOGUE + 0
    return Channel.CHAT + 0


@behaviour
def personal_channel(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> int:
    """Which personal channel: phone, the open door, or asking for a talk; a heavy matter goes in person (4.18)."""
    contact = parameters.contact
    chosen = lot(week, Decision.CHANNEL_CHOICE, jobseeker.id, 0, 1)
    phone = contact.phone_preference * (1.0 - contact.phone_avoidance * jobseeker.enquiry_complexity)
    if chosen < phone:
        return Channel.PHONE + 0
    if chosen < phone + contact.drop_in_preference * (1.0 - phone):
        return Channel.DROP_IN + 0
    return Channel.BOOKED_MEETING + 0


@behaviour
def enquire(jobseeker: Jobseeker, policy: Policy, office: Office, week: Week, parameters: Parameters) -> None:
    """Let a person ask, or not, and choose a channel."""
    jobseeker.enquiry = -1
    if not comes(enquiry_rate(jobseeker, policy, parameters), week, Decision.ENQUIRY, jobseeker.id):
        jobseeker.gave_up += jobseeker.unresolved
        jobseeker.unresolved = 0
        return
    jobseeker.repeats += jobseeker.unresolved
    office.repeats += jobseeker.unresolved
    contact = parameters.contact
    drawn = lot(week, Decision.ENQUIRY_COMPLEXITY, jobseeker.id)
    weight = contact.lightest_matter + (1.0 - contact.lightest_matter) * drawn
    jobseeker.enquiry_complexity = clamp_share(weight * (contact.everyday_matter + burden(jobseeker, parameters)))
    if happens(digital_probability(jobseeker, policy, office, parameters), week, Decision.CHANNEL_CHOICE, jobseeker.id):
        jobseeker.enquiry = digital_channel(jobseeker, policy, week, parameters)
    else:
        jobseeker.enquiry = personal_channel(jobseeker, week, parameters)


@behaviour
def open_channels(office: Office, world: World, week: Week) -> None:
    """Set the opening hours and the capacity of an office's channels for this week, closures and outages included."""
    parameters = world.parameters[0]
    policy = office_policy(office, world)
    contact = parameters.contact
    closed = within(week, policy.shock.closure_week, policy.shock.closure_weeks)
    down = within(week, policy.shock.outage_week, policy.shock.outage_weeks)
    for kind in range(N_CHANNELS):
        channel = world.channels[office.id * N_CHANNELS + kind]
        hours, counters = WEEK_HOURS, NO_LIMIT
        if kind == Channel.PHONE:
            hours, counters = policy.channel.phone_hours, policy.channel.phone_lines * office.registered / THOUSAND
        elif kind == Channel.CHAT:
            hours, counters = policy.channel.chat_hours, contact.chat_seats * office.registered / THOUSAND
        elif kind == Channel.DROP_IN:
            hours, counters = policy.channel.drop_in_hours, contact.desks * office.registered / THOUSAND
        elif kind == Channel.SELF_SERVICE:
            hours = WEEK_HOURS * policy.channel.self_service
        if closed and kind == Channel.DROP_IN:
            hours = 0.0
        if down and kind <= Channel.CHAT:
            hours = 0.0
        channel.open_share = min(1.0, hours / WEEK_HOURS)
        minutes = max(NEXT_TO_NOTHING, minutes_for(kind, parameters.channel_minutes.ordinary_matter, parameters))
        channel.capacity = hours * MINUTES_AN_HOUR / minutes * counters
        channel.demand = 0


@behaviour
def minutes_for(kind: int, complexity: float, parameters: Parameters) -> float:
    """Staff minutes for one enquiry by a channel [minutes]; what is complex takes longer (4.8)."""
    minutes = parameters.channel_minutes
    longer = minutes.simplest_matter + minutes.complexity_takes * complexity
    if kind == Channel.SELF_SERVICE:
        return minutes.self_service
    if kind == Channel.DIGITAL_DIALOGUE:
        return minutes.dialogue * longer
    if kind == Channel.CHAT:
        return minutes.chat * longer
    if kind == Channel.PHONE:
        return minutes.phone * longer
    if kind == Channel.BOOKED_MEETING:
        return minutes.booking
    return minutes.drop_in * longer


@behaviour
def access_probability(
    jobseeker: Jobseeker, channel: DigitalChannel, caseworker: Caseworker, parameters: Parameters
) -> float:
    """Probability of getting through [0..1].

    Open, with room, and for messages a caseworker who has time to read them (R15, 4.3).
    """
    contact = parameters.contact
    if channel.kind == Channel.DIGITAL_DIALOGUE:
        if channel.open_share <= 0.0:
            return 0.0
        return min(1.0, contact.unread_from / max(1.0, caseworker.pressure))
    room = 1.0
    if channel.demand > channel.capacity:
        room = channel.capacity / channel.demand
    if channel.kind == Channel.DROP_IN or channel.kind == Channel.CHAT or channel.kind == Channel.PHONE:
        hours_known = reduced_by_lack(contact.hours_online, jobseeker.digital_skill)  # who knows comes when it is open
        met_open = min(1.0, channel.open_share + (1.0 - channel.open_share) * hours_known)
        return room * met_open * min(1.0, channel.open_share / contact.open_enough)
    return room * min(1.0, channel.open_share)


@behaviour
def resolve_probability(jobseeker: Jobseeker, kind: int, policy: Policy, parameters: Parameters) -> float:
    """Probability that one contact settles the matter [0..1] (4.7, 8.7, R16, R17)."""
    contact = parameters.contact
    complexity = jobseeker.enquiry_complexity
    if kind == Channel.BOOKED_MEETING:
        return 0.0
    if kind <= Channel.CHAT:
        split = contact.split_services * (1.0 - policy.organisation.integration) * complexity
        settled = contact.digital_resolves * (1.0 - contact.digital_misfit * complexity) - split
        if kind != Channel.SELF_SERVICE:
            settled += (1.0 - contact.staffed_misfit) * contact.digital_misfit * complexity
        return clamp_share(
            settled * reduced_by_lack(contact.skill_weight, digital_ability(jobseeker, policy, parameters))
        )
    if kind == Channel.PHONE:
        misfit = contact.staffed_misfit * contact.digital_misfit
        return clamp_share(contact.phone_resolves * (1.0 - misfit * complexity))
    return clamp_share(contact.person_resolves * (1.0 - contact.person_misfit * complexity))


@behaviour
def fail(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> None:
    """Bear an unanswered enquiry with less trust: come back next week, or give up (failure demand; 4.4, R15, R23)."""
    contact = parameters.contact
    jobseeker.trust = jobseeker.trust * (1.0 - contact.trust_lost)
    jobseeker.experience = jobseeker.experience * (1.0 - contact.trust_lost)
    jobseeker.coping = jobseeker.coping * (1.0 - contact.coping_lost)
    jobseeker.unresolved = 0
    jobseeker.gave_up += 1
    tries_again = contact.persistence * reduced_by_lack(contact.coping_persists, jobseeker.coping)
    if happens(tries_again, week, Decision.FAILURE_RETURNS, jobseeker.id):
        jobseeker.unresolved = 1
        jobseeker.gave_up -= 1


@behaviour
def late_papers(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Mandatory hours that an unanswered enquiry comes to cost [hours]: what came too late must be put right."""
    return parameters.contact.late_papers * jobseeker.enquiry_complexity


@behaviour
def answer(
    jobseeker: Jobseeker,
    caseworker: Caseworker,
    office: Office,
    channel: DigitalChannel,
    policy: Policy,
    week: Week,
    parameters: Parameters,
) -> int:
    """Take or turn away one enquiry, count its minutes where they are spent, and tell what came of it (`EventKind`)."""
    gets_through = access_probability(jobseeker, channel, caseworker, parameters)
    if not happens(gets_through, week, Decision.CHANNEL_ACCESS, jobseeker.id):
        channel.failed += 1
        jobseeker.access_failures += 1
        fail(jobseeker, week, parameters)
        caseworker.mandatory_need += late_papers(jobseeker, parameters)
        return EventKind.ENQUIRY_TURNED_AWAY + 0
    kind = channel.kind
    if kind != Channel.BOOKED_MEETING:  # asking for a talk is none yet
        channel.served += 1
        jobseeker.contacts += 1
    complexity = jobseeker.enquiry_complexity
    hours = minutes_for(kind, complexity, parameters) / MINUTES_AN_HOUR
    settled = resolve_probability(jobseeker, kind, policy, parameters)
    if kind <= Channel.CHAT:
        jobseeker.digital_contacts += 1
    if kind == Channel.DIGITAL_DIALOGUE:
        caseworker.dialogue_need += hours
    else:
        office.reception_need += hours
    if kind == Channel.BOOKED_MEETING:
        jobseeker.wants_talk = 1
        jobseeker.unresolved = 0
        return EventKind.TALK_ASKED_FOR + 0
    if happens(settled, week, Decision.CHANNEL_RESOLVES, jobseeker.id):
        channel.resolved += 1
        jobseeker.unresolved = 0
        jobseeker.experience += parameters.contact.experience_won * (1.0 - jobseeker.experience)
        jobseeker.trust += parameters.contact.trust_won * (1.0 - jobseeker.trust)
        return EventKind.ENQUIRY_SETTLED + 0
    fail(jobseeker, week, parameters)
    return EventKind.ENQUIRY_UNSETTLED + 0


@behaviour
def handle_enquiries(world: World, week: Week) -> None:
    """Let everybody registered ask; then, knowing what was asked for, let the channels answer."""
    parameters = world.parameters[0]
    for office in world.offices:
        open_channels(office, world, week)
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            jobseeker.enquiry_outcome = 0
            if is_registered(jobseeker):
                policy = person_policy(jobseeker, world.caseworkers[jobseeker.caseworker], office, world)
                enquire(jobseeker, policy, office, week, parameters)
                if jobseeker.enquiry >= 0:
                    office.enquiries += 1
                    world.channels[office.id * N_CHANNELS + jobseeker.enquiry].demand += 1
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker) and jobseeker.enquiry >= 0:
                caseworker = world.caseworkers[jobseeker.caseworker]
                channel = world.channels[office.id * N_CHANNELS + jobseeker.enquiry]
                policy = person_policy(jobseeker, caseworker, office, world)
                outcome = answer(jobseeker, caseworker, office, channel, policy, week, parameters)
                jobseeker.enquiry_outcome = outcome
                minutes = minutes_for(channel.kind, jobseeker.enquiry_complexity, parameters)
                if outcome == EventKind.ENQUIRY_TURNED_AWAY:
                    note_enquiry_turned_away(world, week, jobseeker, channel)
                elif outcome == EventKind.ENQUIRY_SETTLED:
                    note_enquiry_settled(world, week, jobseeker, channel, minutes)
                elif outcome == EventKind.ENQUIRY_UNSETTLED:
                    note_enquiry_unsettled(world, week, jobseeker, channel, minutes)
                else:
                    note_talk_asked_for(world, week, jobseeker, channel, minutes)
