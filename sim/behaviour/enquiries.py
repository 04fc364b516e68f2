"""The week of enquiries: people have needs, ask or keep silent, get an answer or not, and come back or give up.

Also called: demand, with failure demand (what comes again because it was not resolved) and induced demand (what comes
because asking became easy). Not to be confused with follow-up talks, which the office calls for. What comes is in
`matters.py`, the choice of a channel in `channel_choice.py`, getting through in `channels.py`, and what it settles in
`resolving.py` and `contact_centre.py`.
"""

from sim.agents import Caseworker, DigitalChannel, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.channel_choice import choose_channel
from sim.behaviour.channels import access_probability, minutes_for, note_demand, open_channels
from sim.behaviour.contact_centre import answer_centrally, is_answered_centrally
from sim.behaviour.matters import keep_silent, late_papers, matter_of, need_rate, sends_form, take_up_need
from sim.behaviour.quantities import clamp_share, is_registered, person_policy
from sim.behaviour.resolving import be_answered, fail, is_called_back, minutes_of_teaching, resolve_probability
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
from sim.terms import N_CHANNELS, Channel, Decision, Matter
from sim.units import MINUTES_AN_HOUR


@behaviour
def send_form(jobseeker: Jobseeker, office: Office, channel: DigitalChannel) -> None:
    """Send the fortnightly form: a contact with self-service that takes nobody's time."""
    office.forms += 1
    channel.served += 1
    jobseeker.contacts += 1
    jobseeker.digital_contacts += 1


@behaviour
def come_to_need(jobseeker: Jobseeker, failing_form: float, week: Week, parameters: Parameters) -> bool:
    """Whether a need of NAV comes up this week, and which: an old one, one that became acute, or a new one.

    One draw decides whether anything comes; what came back unanswered or acute goes before what is new.
    """
    returns = parameters.contact.failure_return * max(jobseeker.unresolved, jobseeker.turned_acute)
    rate = need_rate(jobseeker, parameters) + failing_form + returns
    if not comes(rate, week, Decision.ENQUIRY, jobseeker.id):
        jobseeker.gave_up += jobseeker.unresolved
        jobseeker.unresolved = 0
        jobseeker.turned_acute = 0
        return False
    if jobseeker.unresolved == 1:
        jobseeker.urgency = clamp_share(jobseeker.urgency + parameters.matters.asked_again)
    elif jobseeker.turned_acute == 1:
        take_up_need(jobseeker, Matter.ACUTE + 0, week, parameters)
    else:
        drawn = lot(week, Decision.MATTER, jobseeker.id) - failing_form / rate
        matter = Matter.OWN_CASE + 0
        if drawn >= 0.0:
            matter = matter_of(drawn / (1.0 - failing_form / rate), parameters)
        take_up_need(jobseeker, matter, week, parameters)
    jobseeker.turned_acute = 0
    return True


@behaviour
def count_asking(jobseeker: Jobseeker, office: Office) -> None:
    """Count an enquiry, by its channel, and apart whether it was asked before."""
    office.enquiries += 1
    office.repeats += jobseeker.unresolved
    office.first_askings += 1 - jobseeker.unresolved
    jobseeker.repeats += jobseeker.unresolved
    if jobseeker.enquiry == Channel.SELF_SERVICE:
        office.self_services += 1
    elif jobseeker.enquiry == Channel.DIGITAL_DIALOGUE:
        office.messages += 1
    elif jobseeker.enquiry == Channel.CHAT:
        office.chats += 1
    elif jobseeker.enquiry == Channel.PHONE:
        office.calls += 1
    elif jobseeker.enquiry == Channel.DROP_IN:
        office.visits += 1
    else:
        office.talks_asked += 1


@behaviour
def enquire(
    jobseeker: Jobseeker,
    caseworker: Caseworker,
    policy: Policy,
    office: Office,
    world: World,
    week: Week,
    parameters: Parameters,
) -> None:
    """Let a person have a need, or none; and ask about it by a channel, or keep silent."""
    jobseeker.enquiry = -1
    first = office.id * N_CHANNELS
    failing_form = 0.0
    if sends_form(jobseeker, week, parameters):
        send_form(jobseeker, office, world.channels[first + Channel.SELF_SERVICE])
        failing_form = parameters.matters.form_fails
    if not come_to_need(jobseeker, failing_form, week, parameters):
        return
    jobseeker.enquiry = choose_channel(jobseeker, policy, office, world, week, parameters)
    if jobseeker.enquiry < 0:
        office.silences += 1
        jobseeker.gave_up += jobseeker.unresolved
        jobseeker.unresolved = 0
        keep_silent(jobseeker, caseworker, week, parameters)
        return
    count_asking(jobseeker, office)
    world.channels[first + jobseeker.enquiry].demand += 1


@behaviour
def turn_away(
    jobseeker: Jobseeker,
    caseworker: Caseworker,
    office: Office,
    channel: DigitalChannel,
    week: Week,
    parameters: Parameters,
) -> None:
    """Turn an enquiry away: nobody's time now, and late papers later."""
    channel.failed += 1
    jobseeker.access_failures += 1
    office.refusals += 1
    if channel.kind == Channel.PHONE:
        office.phone_refusals += 1
    fail(jobseeker, 1.0, week, parameters)
    caseworker.mandatory_need += late_papers(jobseeker, parameters)


@behaviour
def answer_at_office(
    jobseeker: Jobseeker,
    caseworker: Caseworker,
    office: Office,
    kind: int,
    policy: Policy,
    week: Week,
    parameters: Parameters,
) -> bool:
    """Let the office, or self-service, answer; whether that settles it.

    The minutes are counted where they are spent.
    """
    complexity = jobseeker.enquiry_complexity
    minutes = minutes_for(kind, complexity, parameters)
    answered_by = kind
    if kind == Channel.DIGITAL_DIALOGUE:
        if is_called_back(jobseeker, caseworker, week, parameters):
            answered_by = Channel.PHONE + 0
            minutes = minutes_for(Channel.PHONE, complexity, parameters)
            minutes += minutes_of_teaching(jobseeker, caseworker.pressure, week, parameters)
        caseworker.dialogue_need += minutes / MINUTES_AN_HOUR
    else:
        if kind == Channel.PHONE or kind == Channel.DROP_IN:
            minutes += minutes_of_teaching(jobseeker, office.pressure, week, parameters)
        office.reception_need += minutes / MINUTES_AN_HOUR
    jobseeker.enquiry_minutes = minutes
    settled = resolve_probability(jobseeker, answered_by, office, policy, parameters)
    return happens(settled, week, Decision.CHANNEL_RESOLVES, jobseeker.id)


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
    kind = channel.kind
    jobseeker.enquiry_minutes = 0.0
    gets_through = access_probability(jobseeker, channel, caseworker, policy, office, parameters)
    if kind == Channel.PHONE or kind == Channel.CHAT or kind == Channel.DROP_IN:
        jobseeker.knows_doors = 1
    if not happens(gets_through, week, Decision.CHANNEL_ACCESS, jobseeker.id):
        turn_away(jobseeker, caseworker, office, channel, week, parameters)
        return EventKind.ENQUIRY_TURNED_AWAY + 0
    if kind == Channel.BOOKED_MEETING:  # asking for a talk is none yet
        jobseeker.enquiry_minutes = minutes_for(kind, jobseeker.enquiry_complexity, parameters)
        office.reception_need += jobseeker.enquiry_minutes / MINUTES_AN_HOUR
        jobseeker.wants_talk = 1
        jobseeker.unresolved = 0
        return EventKind.TALK_ASKED_FOR + 0
    channel.served += 1
    jobseeker.contacts += 1
    if kind <= Channel.CHAT:
        jobseeker.digital_contacts += 1
    if is_answered_centrally(jobseeker, kind, policy, week):
        settled = answer_centrally(jobseeker, office, kind, policy, week, parameters)
    else:
        settled = answer_at_office(jobseeker, caseworker, office, kind, policy, week, parameters)
    if settled:
        channel.resolved += 1
        be_answered(jobseeker, parameters)
        return EventKind.ENQUIRY_SETTLED + 0
    fail(jobseeker, parameters.contact.unsettled_costs, week, parameters)
    return EventKind.ENQUIRY_UNSETTLED + 0


@behaviour
def note_outcome(world: World, week: Week, jobseeker: Jobseeker, channel: DigitalChannel) -> None:
    """Tell the event log what came of this week's enquiry."""
    outcome, minutes = jobseeker.enquiry_outcome, jobseeker.enquiry_minutes
    if outcome == EventKind.ENQUIRY_TURNED_AWAY:
        note_enquiry_turned_away(world, week, jobseeker, channel)
    elif outcome == EventKind.ENQUIRY_SETTLED:
        note_enquiry_settled(world, week, jobseeker, channel, minutes)
    elif outcome == EventKind.ENQUIRY_UNSETTLED:
        note_enquiry_unsettled(world, week, jobseeker, channel, minutes)
    else:
        note_talk_asked_for(world, week, jobseeker, channel, minutes)


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
                caseworker = world.caseworkers[jobseeker.caseworker]
                policy = person_policy(jobseeker, caseworker, office, world)
                enquire(jobseeker, caseworker, policy, office, world, week, parameters)
        for kind in range(N_CHANNELS):
            note_demand(world.channels[office.id * N_CHANNELS + kind], parameters)
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker) and jobseeker.enquiry >= 0:
                caseworker = world.caseworkers[jobseeker.caseworker]
                channel = world.channels[office.id * N_CHANNELS + jobseeker.enquiry]
                policy = person_policy(jobseeker, caseworker, office, world)
                jobseeker.enquiry_outcome = answer(jobseeker, caseworker, office, channel, policy, week, parameters)
                note_outcome(world, week, jobseeker, channel)
