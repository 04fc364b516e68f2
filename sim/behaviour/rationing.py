"""Rationing: who gets the caseworker's time when it is short; rhythm against style, creaming and parking.

Also called: prioritising, triage. The prescribed rhythm treats like cases alike; the caseworker's own style does not (R2, R3).
"""

from sim.behaviour import behaviour
from sim.behaviour.encounter import hold_talk
from sim.behaviour.quantities import burden, caseworker_policy, health_barrier, in_reduced_group, is_registered, person_policy, share, within
from sim.behaviour.ranking import drop_first, order_by_rank
from sim.chance import lot
from sim.terms import Channel, CopingFamily, Decision, Role, Status, SteeringSignal, Style


@behaviour
def prescribed_interval(jobseeker, policy):
    """Prescribed time between follow-up talks [weeks]; twice as long while somebody else holds the person in a measure."""
    interval = policy.standardization.interval_ordinary
    if in_reduced_group(jobseeker):
        interval = policy.standardization.interval_reduced
    if jobseeker.status == Status.IN_MEASURE:
        return 2.0 * interval
    return interval


@behaviour
def job_chance_seen(jobseeker):
    """How likely to succeed a person looks at the counter [0..1]: motivation, coping and health (8.9)."""
    return share(jobseeker.motivation * (0.4 + 0.6 * jobseeker.coping) * (1.0 - 0.6 * health_barrier(jobseeker)) * (1.0 - 0.3 * jobseeker.skills_gap))


@behaviour
def style_score(jobseeker, caseworker, policy, parameters):
    """How much this caseworker wants to see this person now [0..1] (R2, R3)."""
    rationing = parameters.rationing
    creaming = rationing.creaming + rationing.target_creaming * policy.organisation.outcome_targets
    if policy.organisation.signal == SteeringSignal.PLACEMENTS:
        creaming += rationing.signal_creaming
    creaming = share(creaming)
    need = burden(jobseeker, parameters)
    success = job_chance_seen(jobseeker)
    if caseworker.style == Style.NEEDS_FIRST:
        own = need
    elif caseworker.style == Style.SUCCESS_FIRST:
        own = (1.0 - creaming) * need + creaming * success
    else:
        own = 0.6 * jobseeker.wants_talk + 0.4 * jobseeker.unresolved
        if caseworker.coping_family == CopingFamily.AWAY:
            own = own * (1.0 - caseworker.stress)  # noise reduction (8.2)
    pull = rationing.target_creaming * policy.organisation.outcome_targets
    return (1.0 - pull) * own + pull * success


@behaviour
def overdue(jobseeker, policy, week):
    """How due a talk is [ratio]: time since the latest over the prescribed time, or the need for one where need triggers talks."""
    by_rhythm = (week.number - jobseeker.last_contact) / prescribed_interval(jobseeker, policy)
    by_need = 0.5 * by_rhythm + 1.2 * jobseeker.wants_talk + 0.6 * share(0.5 - jobseeker.coping)
    triggered = policy.channel.need_triggered
    return (1.0 - triggered) * by_rhythm + triggered * by_need


@behaviour
def list_candidates(office, world, week):
    """Link every person whose talk is due to the list of the own caseworker, ranked by rhythm and by style."""
    parameters = world.parameters[0]
    for row in range(office.first_row, office.first_row + office.n_rows):
        jobseeker = world.jobseekers[row]
        jobseeker.in_talk = 0
        if is_registered(jobseeker):
            caseworker = world.caseworkers[jobseeker.caseworker]
            if caseworker.hours_left > 0.0:
                policy = person_policy(jobseeker, caseworker, office, world)
                due = overdue(jobseeker, policy, week) + 0.5 * jobseeker.wants_talk
                if due >= parameters.rationing.due_from:
                    rhythm = policy.standardization.rhythm_weight
                    jobseeker.rank = rhythm * 0.5 * min(2.0, due)
                    jobseeker.rank += (1.0 - rhythm) * style_score(jobseeker, caseworker, policy, parameters)
                    jobseeker.next_in_list = caseworker.first_candidate
                    caseworker.first_candidate = row


@behaviour
def talk_channel(jobseeker, policy, office, week):
    """How a follow-up talk is held; a closure moves it to phone, video or writing."""
    drawn = lot(week, Decision.MEETING_CHANNEL, jobseeker.id)
    digital = policy.channel.digital_talks + 0.5 * office.digital_legacy * (1.0 - policy.channel.digital_talks)
    digital = digital * policy.channel.dialogue
    if drawn < digital:
        return Channel.DIGITAL_DIALOGUE + 0
    left = (drawn - digital) / max(1.0e-9, 1.0 - digital)
    if left < policy.channel.phone_talks:
        return Channel.PHONE + 0
    if left < policy.channel.phone_talks + policy.channel.video:
        return Channel.VIDEO + 0
    if within(week, policy.shock.closure_week, policy.shock.closure_weeks):
        return Channel.PHONE + 0
    return Channel.BOOKED_MEETING + 0


@behaviour
def talk_hours(channel, parameters):
    """Caseworker hours of one follow-up talk [hours]; a digital one is about a quarter of an hour shorter (Danish ministry 2021)."""
    if channel == Channel.DIGITAL_DIALOGUE:
        return parameters.hours.talk * parameters.hours.written_share
    if channel == Channel.BOOKED_MEETING:
        return parameters.hours.talk
    return max(0.1, parameters.hours.talk - 0.25)


@behaviour
def give_time(caseworker, office, world, week):
    """Hold talks with the first in rank until the hours are spent; those not reached are missed, and their plans drift (R4)."""
    parameters = world.parameters[0]
    n = 0
    row = caseworker.first_candidate
    while row >= 0:
        world.heap[n] = row
        n += 1
        row = world.jobseekers[row].next_in_list
    order_by_rank(n, world, week)
    while n > 0:
        jobseeker = world.jobseekers[world.heap[0]]
        policy = person_policy(jobseeker, caseworker, office, world)
        channel = talk_channel(jobseeker, policy, office, week)
        talk = talk_hours(channel, parameters)
        if caseworker.hours_left < talk + policy.standardization.documentation:
            for place in range(n):
                world.jobseekers[world.heap[place]].missed_talks += 1
            return
        caseworker.hours_left -= talk + policy.standardization.documentation
        office.hours_follow_up += talk
        office.hours_documentation += policy.standardization.documentation
        jobseeker.hours_received += talk
        hold_talk(jobseeker, caseworker, office, channel, policy, world, week)
        drop_first(n, world, week)
        n -= 1


@behaviour
def follow_up(world, week):
    """Ration every caseworker's follow-up time and hold the talks; plans without contact drift."""
    parameters = world.parameters[0]
    for office in world.offices:
        list_candidates(office, world, week)
        for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
            caseworker = world.caseworkers[row]
            if caseworker.first_candidate >= 0:
                give_time(caseworker, office, world, week)
            office.hours_slack += caseworker.hours_left
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker) and jobseeker.in_talk == 0:
                jobseeker.plan = jobseeker.plan * (1.0 - parameters.encounter.plan_drift)
                jobseeker.job_help = jobseeker.job_help * (1.0 - parameters.encounter.help_fades)
