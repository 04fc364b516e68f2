"""Channels: when they are open, how many they take, how long people wait, and who gets through."""

from math import exp

from sim.agents import Caseworker, DigitalChannel, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.channel_choice import doors_known, sent_to_digital
from sim.behaviour.quantities import digital_ability, office_policy, within
from sim.behaviour.world import World
from sim.chance import Week
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import N_CHANNELS, Channel, CopingFamily, Matter
from sim.units import MINUTES_AN_HOUR, NEXT_TO_NOTHING, NO_LIMIT, THOUSAND, WEEK_HOURS


@behaviour
def minutes_for(kind: int, complexity: float, parameters: Parameters) -> float:
    """Minutes of the office's staff for one enquiry by a channel [minutes]; what is complex takes longer (4.8)."""
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
def minutes_of_capacity(kind: int, parameters: Parameters) -> float:
    """Minutes by which a channel's capacity is reckoned [minutes]: an ordinary matter.

    A call or chat takes a line or seat as long at the office as at the contact centre; what takes the office longer
    comes after it.
    """
    if kind == Channel.PHONE or kind == Channel.CHAT:
        return max(NEXT_TO_NOTHING, parameters.centre.minutes)
    return max(NEXT_TO_NOTHING, minutes_for(kind, parameters.channel_minutes.ordinary_matter, parameters))


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
        if counters <= 0.0 or (closed and kind == Channel.DROP_IN):
            hours = 0.0  # nobody is there to answer
        if down and kind <= Channel.CHAT:
            hours = 0.0
        channel.open_share = min(1.0, hours / WEEK_HOURS)
        channel.capacity = hours * MINUTES_AN_HOUR / minutes_of_capacity(kind, parameters) * counters
        channel.demand = 0


@behaviour
def mean_wait(demand: float, capacity: float, parameters: Parameters) -> float:
    """Mean wait before somebody answers [minutes]: of the load, load over what is left of capacity; bounded."""
    contact = parameters.contact
    if demand <= 0.0:
        return 0.0
    left = capacity - demand
    if left <= 0.0:
        return contact.longest_wait
    return min(contact.longest_wait, contact.wait_scale * demand / left)


@behaviour
def note_demand(channel: DigitalChannel, parameters: Parameters) -> None:
    """Note what was asked of a channel this week, and how long the wait for it is.

    Phone and chat are pooled between offices, so there it is the demand of late that meets capacity.
    """
    latest = parameters.contact.demand_known
    if channel.usual_demand <= 0.0:
        channel.usual_demand = float(channel.demand)
    channel.usual_demand += latest * (channel.demand - channel.usual_demand)
    channel.wait = 0.0
    if channel.kind == Channel.PHONE or channel.kind == Channel.CHAT or channel.kind == Channel.DROP_IN:
        channel.wait = mean_wait(channel.usual_demand, channel.capacity, parameters)


@behaviour
def room(channel: DigitalChannel, parameters: Parameters) -> float:
    """Share of those who come while it is open that a channel takes [0..1]: capacity, and the patience to wait."""
    asked = float(channel.demand)
    if channel.kind == Channel.PHONE or channel.kind == Channel.CHAT:
        asked = channel.usual_demand
    taken = 1.0
    if asked > channel.capacity:
        taken = channel.capacity / asked
    return min(taken, exp(-channel.wait / parameters.contact.patience))


@behaviour
def beyond_calm(pressure: float, parameters: Parameters) -> float:
    """How far pressure makes staff spare themselves enquiries [0..1]: from a pressure on, growing (Tummers et al.)."""
    contact = parameters.contact
    growing = contact.filter_growth * (pressure - contact.filter_from)
    return min(contact.filter_most, max(0.0, growing))


@behaviour
def messages_read(caseworker: Caseworker, parameters: Parameters) -> float:
    """Share of messages that a caseworker reads [0..1]: time is short (R15), and who copes away filters them."""
    read = min(1.0, parameters.contact.unread_from / max(1.0, caseworker.pressure))
    if caseworker.coping_family == CopingFamily.AWAY:
        read = read * (1.0 - beyond_calm(caseworker.pressure, parameters))
    return read


@behaviour
def sent_back(jobseeker: Jobseeker, policy: Policy, office: Office, parameters: Parameters) -> float:
    """Share of callers and visitors who are told to do it online instead [0..1], unless it is acute (4.24, 4.25).

    It takes a policy that sends people there and staff who insist: the square is ASSUMED.
    """
    if jobseeker.matter == Matter.ACUTE:
        return 0.0
    sent = sent_to_digital(policy, office)
    return parameters.contact.sent_back * sent * sent


@behaviour
def access_probability(
    jobseeker: Jobseeker,
    channel: DigitalChannel,
    caseworker: Caseworker,
    policy: Policy,
    office: Office,
    parameters: Parameters,
) -> float:
    """Probability of getting through [0..1].

    Open, with room, with the skill to log in, and for messages a caseworker who reads them (R15, 4.3, 4.15).
    """
    contact = parameters.contact
    if channel.open_share <= 0.0:
        return 0.0
    logged_in = 1.0
    if channel.kind <= Channel.CHAT:
        lacks = 1.0 - digital_ability(jobseeker, policy, parameters)
        logged_in = 1.0 - contact.login_fails * lacks * lacks  # some want of skill hinders little
    if channel.kind == Channel.DIGITAL_DIALOGUE:
        return logged_in * messages_read(caseworker, parameters)
    taken = logged_in * room(channel, parameters)
    if channel.kind == Channel.DROP_IN or channel.kind == Channel.CHAT or channel.kind == Channel.PHONE:
        hours_known = doors_known(jobseeker, parameters)  # who knows comes when it is open
        met_open = min(1.0, channel.open_share + (1.0 - channel.open_share) * hours_known)
        if channel.kind != Channel.CHAT:
            taken = taken * (1.0 - sent_back(jobseeker, policy, office, parameters))
        return taken * met_open * min(1.0, channel.open_share / contact.open_enough)
    return taken * min(1.0, channel.open_share)
