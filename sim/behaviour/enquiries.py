"""Enquiries: people ask, find a channel open or shut, get an answer or not, and come back or give up.

Also called: demand, with failure demand (what comes again because it was not resolved) and induced demand (what comes because asking
became easy). Not to be confused with follow-up talks, which the office calls for.
"""

from math import exp

from sim.behaviour import behaviour
from sim.behaviour.quantities import burden, digital_ability, is_registered, office_policy, person_policy, share, within
from sim.chance import happens, lot
from sim.terms import Channel, Decision

N_CHANNELS = 7


@behaviour
def enquiry_probability(jobseeker, policy, parameters):
    """Probability a week of asking NAV something (Løberg 2021; NAV facts 8.1, 4.11: mostly money and plan upkeep)."""
    contact = parameters.contact
    rate = contact.enquiries * (1.0 + contact.money_worries * jobseeker.life_situation)
    if jobseeker.time_on_register < 8.0:
        rate = rate * contact.newcomer_factor
    rate = rate * (1.0 + contact.induced_demand * policy.channel.dialogue * digital_ability(jobseeker, policy))
    return 1.0 - exp(-rate - contact.failure_return * jobseeker.unresolved)


@behaviour
def digital_probability(jobseeker, policy, office, parameters):
    """Probability that an enquiry goes digital [0..1]: where people are sent, where they go themselves (R12, R16)."""
    pushed = share(policy.channel.digital_default + office.digital_legacy * (1.0 - policy.channel.digital_default))
    able = digital_ability(jobseeker, policy)
    return share(pushed * (0.5 + 0.5 * able) + (1.0 - pushed) * parameters.contact.digital_pull * able)


@behaviour
def digital_channel(jobseeker, policy, week):
    """Which digital channel: self-service for the simple, else the dialogue where it is open, else chat (R12, R13)."""
    chosen = lot(week, Decision.CHANNEL_CHOICE, jobseeker.id, 0, 1)
    if chosen > jobseeker.enquiry_complexity + 0.25:
        return Channel.SELF_SERVICE + 0
    if jobseeker.assessed_week >= 0 and lot(week, Decision.CHANNEL_CHOICE, jobseeker.id, 0, 2) < 0.85 * policy.channel.dialogue:
        return Channel.DIGITAL_DIALOGUE + 0
    return Channel.CHAT + 0


@behaviour
def personal_channel(jobseeker, week, parameters):
    """Which personal channel: phone, the open door, or asking for a talk; the heavier the matter, the more in person (4.18)."""
    chosen = lot(week, Decision.CHANNEL_CHOICE, jobseeker.id, 0, 1)
    phone = parameters.contact.phone_preference * (1.0 - 0.4 * jobseeker.enquiry_complexity)
    if chosen < phone:
        return Channel.PHONE + 0
    if chosen < phone + 0.6 * (1.0 - phone):
        return Channel.DROP_IN + 0
    return Channel.BOOKED_MEETING + 0


@behaviour
def enquire(jobseeker, policy, office, week, parameters):
    """Let a person ask, or not, and choose a channel."""
    jobseeker.enquiry = -1
    if not happens(enquiry_probability(jobseeker, policy, parameters), week, Decision.ENQUIRY, jobseeker.id):
        jobseeker.unresolved = 0
        return
    weight = 0.2 + 0.8 * lot(week, Decision.ENQUIRY_COMPLEXITY, jobseeker.id)
    jobseeker.enquiry_complexity = share(weight * (0.25 + burden(jobseeker, parameters)))
    if happens(digital_probability(jobseeker, policy, office, parameters), week, Decision.CHANNEL_CHOICE, jobseeker.id):
        jobseeker.enquiry = digital_channel(jobseeker, policy, week)
    else:
        jobseeker.enquiry = personal_channel(jobseeker, week, parameters)


@behaviour
def open_channels(office, world, week):
    """Set the opening hours and the capacity of an office's channels for this week, closures and outages included."""
    parameters = world.parameters[0]
    policy = office_policy(office, world)
    contact = parameters.contact
    closed = within(week, policy.shock.closure_week, policy.shock.closure_weeks)
    down = within(week, policy.shock.outage_week, policy.shock.outage_weeks)
    for kind in range(N_CHANNELS):
        channel = world.channels[office.id * N_CHANNELS + kind]
        hours, counters = 37.5, 1.0e9
        if kind == Channel.PHONE:
            hours, counters = policy.channel.phone_hours, policy.channel.phone_lines * office.registered / 1000.0
        elif kind == Channel.CHAT:
            hours, counters = policy.channel.chat_hours, contact.chat_seats * office.registered / 1000.0
        elif kind == Channel.DROP_IN:
            hours, counters = policy.channel.drop_in_hours, contact.desks * office.registered / 1000.0
        elif kind == Channel.SELF_SERVICE:
            hours = 37.5 * policy.channel.self_service
        if closed and kind == Channel.DROP_IN:
            hours = 0.0
        if down and kind <= Channel.CHAT:
            hours = 0.0
        channel.open_share = min(1.0, hours / 37.5)
        channel.capacity = hours * 60.0 / minutes_for(kind, 0.3, parameters) * counters
        channel.demand = 0


@behaviour
def minutes_for(kind, complexity, parameters):
    """Staff minutes for one enquiry by a channel [minutes]; what is left for people is the more complex and takes longer (4.8)."""
    minutes = parameters.channel_minutes
    longer = 0.6 + 1.3 * complexity
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
def access_probability(jobseeker, channel, caseworker):
    """Probability of getting through [0..1]: open, with room, and for messages a caseworker who has time to read them (R15, 4.3)."""
    if channel.kind == Channel.DIGITAL_DIALOGUE:
        if channel.open_share <= 0.0:
            return 0.0
        return min(1.0, 1.2 / max(1.0, caseworker.pressure))
    room = 1.0
    if channel.demand > channel.capacity:
        room = channel.capacity / channel.demand
    if channel.kind == Channel.DROP_IN or channel.kind == Channel.CHAT or channel.kind == Channel.PHONE:
        hours_known = 0.5 + 0.5 * jobseeker.digital_skill  # who looks the hours up comes when it is open
        return room * min(1.0, channel.open_share + (1.0 - channel.open_share) * hours_known) * min(1.0, 4.0 * channel.open_share)
    return room * min(1.0, channel.open_share)


@behaviour
def resolve_probability(jobseeker, kind, policy, parameters):
    """Probability that one contact settles the matter [0..1] (4.7, 8.7, R16, R17)."""
    contact = parameters.contact
    complexity = jobseeker.enquiry_complexity
    if kind == Channel.BOOKED_MEETING:
        return 0.0
    if kind <= Channel.CHAT:
        split = contact.split_services * (1.0 - policy.organisation.integration) * complexity
        settled = contact.digital_resolves * (1.0 - contact.digital_misfit * complexity) - split
        if kind != Channel.SELF_SERVICE:
            settled += 0.5 * contact.digital_misfit * complexity
        return share(settled * (0.4 + 0.6 * digital_ability(jobseeker, policy)))
    if kind == Channel.PHONE:
        return share(contact.phone_resolves * (1.0 - 0.5 * contact.digital_misfit * complexity))
    return share(contact.person_resolves * (1.0 - 0.15 * complexity))


@behaviour
def fail(jobseeker, week, parameters):
    """Bear an unanswered enquiry: come back next week, or give up with less trust (failure demand; 4.4, R15, R23)."""
    jobseeker.trust = jobseeker.trust * (1.0 - parameters.contact.trust_lost)
    jobseeker.experience = jobseeker.experience * (1.0 - parameters.contact.trust_lost)
    jobseeker.unresolved = 0
    if happens(parameters.contact.persistence * (0.6 + 0.4 * jobseeker.coping), week, Decision.FAILURE_RETURNS, jobseeker.id):
        jobseeker.unresolved = 1


@behaviour
def answer(jobseeker, caseworker, office, channel, policy, week, parameters):
    """Take or turn away one enquiry; count its minutes where they are spent."""
    if not happens(access_probability(jobseeker, channel, caseworker), week, Decision.CHANNEL_ACCESS, jobseeker.id):
        channel.failed += 1
        jobseeker.access_failures += 1
        fail(jobseeker, week, parameters)
        return
    kind = channel.kind
    channel.served += 1
    jobseeker.contacts += 1
    complexity = jobseeker.enquiry_complexity
    hours = minutes_for(kind, complexity, parameters) / 60.0
    if kind <= Channel.CHAT:
        jobseeker.digital_contacts += 1
        office.hours_saved += max(0.0, minutes_for(Channel.PHONE, complexity, parameters) / 60.0 - hours)
    if kind == Channel.DIGITAL_DIALOGUE:
        caseworker.dialogue_need += hours
    else:
        office.reception_need += hours
    if kind == Channel.BOOKED_MEETING:
        jobseeker.wants_talk = 1
        jobseeker.unresolved = 0
    elif happens(resolve_probability(jobseeker, kind, policy, parameters), week, Decision.CHANNEL_RESOLVES, jobseeker.id):
        channel.resolved += 1
        jobseeker.unresolved = 0
        jobseeker.experience += 0.05 * (1.0 - jobseeker.experience)
        jobseeker.trust += parameters.contact.trust_won * (1.0 - jobseeker.trust)
    else:
        fail(jobseeker, week, parameters)


@behaviour
def handle_enquiries(world, week):
    """Let everybody registered ask; then, knowing what was asked for, let the channels answer."""
    parameters = world.parameters[0]
    for office in world.offices:
        open_channels(office, world, week)
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker):
                policy = person_policy(jobseeker, world.caseworkers[jobseeker.caseworker], office, world)
                enquire(jobseeker, policy, office, week, parameters)
                if jobseeker.enquiry >= 0:
                    world.channels[office.id * N_CHANNELS + jobseeker.enquiry].demand += 1
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker) and jobseeker.enquiry >= 0:
                caseworker = world.caseworkers[jobseeker.caseworker]
                channel = world.channels[office.id * N_CHANNELS + jobseeker.enquiry]
                policy = person_policy(jobseeker, caseworker, office, world)
                answer(jobseeker, caseworker, office, channel, policy, week, parameters)
