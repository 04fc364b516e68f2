"""Rationing: who gets the caseworker's time when it is short; rhythm against style, creaming and parking.

Also called: prioritising, triage. The prescribed rhythm treats like cases alike; the caseworker's own style does not
(R2, R3).
"""

from sim.agents import Caseworker, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.caseworker_week import book_hours, open_hours_again
from sim.behaviour.encounter import hold_talk, talk_hours
from sim.behaviour.quantities import (
    burden,
    clamp_share,
    health_barrier,
    in_reduced_group,
    is_registered,
    person_policy,
    reduced_by_lack,
    within,
)
from sim.behaviour.ranking import drop_first, order_by_rank
from sim.behaviour.world import World
from sim.chance import Week, lot
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import YOUNG_BELOW, Channel, CopingFamily, Decision, Status, SteeringSignal, Style
from sim.units import NEXT_TO_NOTHING


@behaviour
def prescribed_interval(jobseeker: Jobseeker, policy: Policy, parameters: Parameters) -> float:
    """Prescribed time between follow-up talks [weeks]; longer while somebody else holds the person in a measure."""
    interval = policy.standardization.interval_ordinary
    if in_reduced_group(jobseeker):
        interval = policy.standardization.interval_reduced
    if jobseeker.status == Status.IN_MEASURE:
        return parameters.rationing.interval_in_measure * interval
    return interval


@behaviour
def job_chance_seen(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """How likely to succeed a person looks at the counter [0..1]: motivation, coping and health (8.9)."""
    rationing = parameters.rationing
    chance_seen = jobseeker.motivation * reduced_by_lack(rationing.coping_seen, jobseeker.coping)
    chance_seen = chance_seen * (1.0 - rationing.health_seen * health_barrier(jobseeker))
    return clamp_share(chance_seen * (1.0 - rationing.skills_seen * jobseeker.skills_gap))


@behaviour
def success_seen(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Score of that chance [0..1]: who looks more likely than most is sure to count as a success."""
    return min(1.0, parameters.rationing.success_seen_scale * job_chance_seen(jobseeker, parameters))


@behaviour
def group_priority(jobseeker: Jobseeker, policy: Policy, parameters: Parameters) -> float:
    """Priority that the office gives the group of a person [0..1]: the young, and those who have just come."""
    priority = 0.0
    if jobseeker.time_on_register < parameters.rationing.early_weeks:
        priority = policy.standardization.early_priority
    if jobseeker.age < YOUNG_BELOW:
        priority = max(priority, policy.standardization.youth_priority)
    return priority


@behaviour
def target_pull(caseworker: Caseworker, policy: Policy, parameters: Parameters) -> float:
    """How far a caseworker is pulled from the own style to likely success [0..1].

    Targets pull where time is scarce: who has time for all creams nobody off. Where placements must be shown, that
    pulls those who put success first a little further.
    """
    rationing = parameters.rationing
    scarce = rationing.scarcity_pulls * clamp_share(caseworker.pressure - rationing.scarce_from)
    pull = rationing.target_creaming * policy.organisation.outcome_targets * scarce
    if policy.organisation.signal == SteeringSignal.PLACEMENTS and caseworker.style == Style.SUCCESS_FIRST:
        pull += rationing.signal_creaming
    return clamp_share(pull)


@behaviour
def style_score(jobseeker: Jobseeker, caseworker: Caseworker, policy: Policy, parameters: Parameters) -> float:
    """How much this caseworker wants to see this person now [score] (R2, R3).

    Motivation, the office's priorities and asking count with everybody, each style adds what it puts first.
    """
    rationing = parameters.rationing
    success = success_seen(jobseeker, parameters)
    if caseworker.style == Style.NEEDS_FIRST:
        keen, first = rationing.motivation_in_needs, burden(jobseeker, parameters)
    elif caseworker.style == Style.SUCCESS_FIRST:
        keen, first = rationing.motivation_in_success, success
    else:
        keen = rationing.motivation_in_demand
        first = rationing.asked_weight * jobseeker.wants_talk + (1.0 - rationing.asked_weight) * jobseeker.unresolved
        if caseworker.coping_family == CopingFamily.AWAY:
            first = first * (1.0 - caseworker.stress)  # noise reduction (8.2)
    own = (1.0 - keen - rationing.priority_weight) * first + keen * jobseeker.motivation
    own += rationing.priority_weight * group_priority(jobseeker, policy, parameters)
    own += rationing.asked_adds * jobseeker.wants_talk
    pull = target_pull(caseworker, policy, parameters)
    return (1.0 - pull) * own + pull * success


@behaviour
def overdue(jobseeker: Jobseeker, policy: Policy, week: Week, parameters: Parameters) -> float:
    """How due a talk is [ratio]: time since the latest over the prescribed time, or need where need triggers talks.

    Asking for a talk counts in both, in each with its own weight.
    """
    rationing = parameters.rationing
    waited = (week.number - jobseeker.last_contact) / prescribed_interval(jobseeker, policy, parameters)
    by_rhythm = waited + rationing.asked_hastens * jobseeker.wants_talk
    by_need = rationing.time_as_need * waited + rationing.asked_as_need * jobseeker.wants_talk
    by_need += rationing.coping_as_need * clamp_share(rationing.coping_enough - jobseeker.coping)
    triggered = policy.channel.need_triggered
    return (1.0 - triggered) * by_rhythm + triggered * by_need


@behaviour
def list_candidates(office: Office, world: World, week: Week) -> None:
    """Link every person whose talk is due to the list of the own caseworker, ranked by rhythm and by style."""
    parameters = world.parameters[0]
    rationing = parameters.rationing
    for row in range(office.first_row, office.first_row + office.n_rows):
        jobseeker = world.jobseekers[row]
        jobseeker.in_talk = 0
        jobseeker.score_when_due = -1.0
        if is_registered(jobseeker):
            caseworker = world.caseworkers[jobseeker.caseworker]
            if caseworker.hours_left > 0.0:
                policy = person_policy(jobseeker, caseworker, office, world)
                due = overdue(jobseeker, policy, week, parameters)
                if due >= rationing.due_from:
                    office.talks_due += 1
                    office.chance_due += job_chance_seen(jobseeker, parameters)
                    rhythm = policy.standardization.rhythm_weight
                    jobseeker.rank = rhythm * min(1.0, due / rationing.fully_due)
                    jobseeker.rank += (1.0 - rhythm) * style_score(jobseeker, caseworker, policy, parameters)
                    jobseeker.score_when_due = jobseeker.rank
                    jobseeker.next_in_list = caseworker.first_candidate
                    caseworker.first_candidate = row


@behaviour
def talk_channel(jobseeker: Jobseeker, policy: Policy, office: Office, week: Week, parameters: Parameters) -> int:
    """How a follow-up talk is held; a closure moves it to phone, video or writing."""
    drawn = lot(week, Decision.MEETING_CHANNEL, jobseeker.id)
    legacy = parameters.organisation.legacy_in_talks * office.digital_legacy
    digital = policy.channel.digital_talks + legacy * (1.0 - policy.channel.digital_talks)
    digital = digital * policy.channel.dialogue
    if drawn < digital:
        return Channel.DIGITAL_DIALOGUE + 0
    left = (drawn - digital) / max(NEXT_TO_NOTHING, 1.0 - digital)
    if left < policy.channel.phone_talks:
        return Channel.PHONE + 0
    if left < policy.channel.phone_talks + policy.channel.video:
        return Channel.VIDEO + 0
    if within(week, policy.shock.closure_week, policy.shock.closure_weeks):
        return Channel.PHONE + 0
    return Channel.BOOKED_MEETING + 0


@behaviour
def call_in_order(caseworker: Caseworker, office: Office, n: int, until: float, world: World, week: Week) -> int:
    """Hold talks with the first of n in the heap until only so many hours are left; how many are still not called."""
    parameters = world.parameters[0]
    while n > 0:
        jobseeker = world.jobseekers[world.heap[0]]
        policy = person_policy(jobseeker, caseworker, office, world)
        channel = talk_channel(jobseeker, policy, office, week, parameters)
        talk = talk_hours(channel, parameters)
        if caseworker.hours_left - until < talk + policy.standardization.documentation:
            return n
        caseworker.hours_left -= talk + policy.standardization.documentation
        office.hours_follow_up += talk
        office.hours_documentation += policy.standardization.documentation
        office.talks_held += 1
        office.chance_held += job_chance_seen(jobseeker, parameters)
        hold_talk(jobseeker, caseworker, office, channel, policy, world, week)
        drop_first(n, world, week)
        n -= 1
    return n


@behaviour
def give_time(caseworker: Caseworker, office: Office, world: World, week: Week) -> None:
    """Hold talks while the caseworker's hours last: by order of due in the protected ones, then the highest score."""
    n = 0
    row = caseworker.first_candidate
    while row >= 0:
        world.heap[n] = row
        n += 1
        row = world.jobseekers[row].next_in_list
    if caseworker.protected_hours > 0.0:
        for position in range(n):
            jobseeker = world.jobseekers[world.heap[position]]
            policy = person_policy(jobseeker, caseworker, office, world)
            jobseeker.rank = overdue(jobseeker, policy, week, world.parameters[0])
        order_by_rank(n, world, week)
        until = max(0.0, caseworker.hours_left - caseworker.protected_hours)
        n = call_in_order(caseworker, office, n, until, world, week)
        for position in range(n):
            jobseeker = world.jobseekers[world.heap[position]]
            jobseeker.rank = jobseeker.score_when_due
    order_by_rank(n, world, week)
    call_in_order(caseworker, office, n, 0.0, world, week)


@behaviour
def carry_hours_over(caseworker: Caseworker, office: Office, parameters: Parameters) -> None:
    """Keep what is left for next week, as far as it goes; the rest is not spent. What came from last week is used up.

    Booked are hours not spent less those carried in from the week before, so that each week's add up to what is paid.
    """
    if caseworker.absent_weeks > 0:
        return
    office.hours_slack += caseworker.hours_left - caseworker.carried_hours
    caseworker.carried_hours = min(parameters.hours.carried_over, caseworker.hours_left)


@behaviour
def follow_up(world: World, week: Week) -> None:
    """Ration every caseworker's follow-up time and hold the talks; plans without contact drift."""
    parameters = world.parameters[0]
    for office in world.offices:
        list_candidates(office, world, week)
        for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
            caseworker = world.caseworkers[row]
            open_hours_again(caseworker, office)
            if caseworker.first_candidate >= 0:
                give_time(caseworker, office, world, week)
            carry_hours_over(caseworker, office, parameters)
            book_hours(caseworker, office)
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker) and jobseeker.in_talk == 0:
                jobseeker.plan = jobseeker.plan * (1.0 - parameters.encounter.plan_drift)
                jobseeker.job_help = jobseeker.job_help * (1.0 - parameters.encounter.help_fades)
