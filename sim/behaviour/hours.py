"""Staff hours: a guarded rest for talks, mandatory and income-securing work before them, follow-up with what is left.

A ladder, and no cliff: talks that the statutory rhythm protects come first, then mandatory work, messages and reception
up to what is kept for booked talks, then talks again (R1). What there is no room for waits.
"""

from sim.agents import Caseworker, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.caseworker_week import book_hours, note_presence, open_hours
from sim.behaviour.encounter import talk_hours
from sim.behaviour.posts import absorbed_hours
from sim.behaviour.quantities import (
    caseworker_policy,
    clamp_share,
    in_reduced_group,
    is_registered,
    office_policy,
    person_policy,
)
from sim.behaviour.rationing import prescribed_interval
from sim.behaviour.world import World
from sim.chance import Week
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Benefit, Channel, Measure, SteeringSignal
from sim.units import LEAST_HOURS, NEXT_TO_NOTHING, WEEK_HOURS, WEEKS_A_YEAR

UNSTAFFED_PRESSURE = 2.0  # of an office with nobody at work; there is nothing to divide by


@behaviour
def mandatory_hours(jobseeker: Jobseeker, policy: Policy, parameters: Parameters) -> float:
    """Mandatory hours a week for one case [hours]: income security, deadlines, records (8.11, 8.14)."""
    hours = parameters.hours
    need = hours.mandatory_ordinary
    if in_reduced_group(jobseeker):
        need = hours.mandatory_reduced
    if jobseeker.benefit == Benefit.SOSIALHJELP:
        need = need * hours.assistance_factor  # means-tested month by month
    need = need * (1.0 - hours.integration_saving * policy.organisation.integration)
    return need * (1.0 - hours.lean_saving * policy.organisation.lean)


@behaviour
def usual_talk_hours(policy: Policy, parameters: Parameters) -> float:
    """Hours of a follow-up talk in the mean over the channels it may be held by [hours]."""
    written = policy.channel.digital_talks * policy.channel.dialogue
    remote = (1.0 - written) * min(1.0, policy.channel.phone_talks + policy.channel.video)
    hours = written * talk_hours(Channel.DIGITAL_DIALOGUE, parameters) + remote * talk_hours(Channel.PHONE, parameters)
    return hours + (1.0 - written - remote) * talk_hours(Channel.BOOKED_MEETING, parameters)


@behaviour
def count_needs(office: Office, world: World) -> None:
    """Add up what an office's cases ask of their caseworkers this week: mandatory work, and talks.

    Talks count where they have been asked for and not given, and where the rhythm is protected; a rhythm that is only
    prescribed asks for nothing by itself.
    """
    parameters = world.parameters[0]
    for row in range(office.first_row, office.first_row + office.n_rows):
        jobseeker = world.jobseekers[row]
        if is_registered(jobseeker):
            caseworker = world.caseworkers[jobseeker.caseworker]
            policy = person_policy(jobseeker, caseworker, office, world)
            caseworker.mandatory_need += mandatory_hours(jobseeker, policy, parameters)
            if jobseeker.measure == Measure.FOLLOW_UP:
                caseworker.mandatory_need += policy.organisation.in_house * parameters.hours.in_house_follow_up
            hours = usual_talk_hours(policy, parameters) + policy.standardization.documentation
            caseworker.asked_need += jobseeker.wants_talk * hours
            protected = policy.standardization.protected_share * hours
            caseworker.protected_need += protected / prescribed_interval(jobseeker, policy, parameters)


@behaviour
def share_out_mandatory(office: Office, policy: Policy, world: World) -> None:
    """Move mandatory work to those present, and in a specialised office to those who do income work (R20, K2).

    Each takes it by the share of a full post, and income work by the share of the hours that is for it.
    """
    present, posts, income_posts, moved = 0, 0.0, 0.0, office.backlog
    office.backlog = 0.0
    special = policy.organisation.specialisation
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.absent_weeks > 0:
            caseworker.backlog = 0.0
            moved += caseworker.mandatory_need + caseworker.assessment_need + caseworker.dialogue_need
            caseworker.mandatory_need = 0.0
            caseworker.assessment_need = 0.0
            caseworker.dialogue_need = 0.0
        else:
            present += 1
            posts += caseworker.fraction
            income_posts += caseworker.fraction * caseworker.income_share
    office.n_present = present
    office.posts_present = posts
    if present == 0:
        office.backlog = world.parameters[0].hours.backlog_kept * moved
        return
    pooled = 0.0
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.absent_weeks == 0:
            caseworker.mandatory_need += moved * part_of_present(caseworker, office)
            if income_posts > 0.0:
                pooled += special * caseworker.mandatory_need
                caseworker.mandatory_need = (1.0 - special) * caseworker.mandatory_need
    # who does one kind of work does it faster
    pooled = pooled / (1.0 + world.parameters[0].hours.specialist_gain)
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.absent_weeks == 0:
            own = caseworker.fraction * caseworker.income_share
            caseworker.mandatory_need += pooled * own / max(NEXT_TO_NOTHING, income_posts)


@behaviour
def part_of_present(caseworker: Caseworker, office: Office) -> float:
    """This caseworker's part of the posts that are at work this week [0..1]."""
    return caseworker.fraction / max(NEXT_TO_NOTHING, office.posts_present)


@behaviour
def follow_up_guard(caseworker: Caseworker, policy: Policy, parameters: Parameters) -> float:
    """Share of mandatory work put off for follow-up [0..1]: steering by follow-up guards it, a little (8.14, 8.20)."""
    guard = 0.0
    if policy.organisation.signal == SteeringSignal.FOLLOW_UP:
        guard = parameters.hours.signal_effect
    elif policy.organisation.signal == SteeringSignal.PLACEMENTS:
        guard = parameters.hours.placements_guard * parameters.hours.signal_effect
    return clamp_share(guard * policy.organisation.consistency)


@behaviour
def leave_hours(caseworker: Caseworker, parameters: Parameters) -> float:
    """Holidays, public days and other leave, which shorten every paid week evenly [hours]."""
    return caseworker.fraction * parameters.hours.leave / WEEKS_A_YEAR


@behaviour
def hours_for_cases(caseworker: Caseworker, office: Office, policy: Policy, parameters: Parameters) -> float:
    """Hours of a week at work that meetings, learning, relearning and employers leave for cases [hours], booked."""
    hours = parameters.hours
    organisation = policy.organisation
    at_work = WEEK_HOURS * caseworker.fraction - leave_hours(caseworker, parameters)
    overhead = at_work * hours.overhead
    learning = at_work * (organisation.staff_training + hours.platform * organisation.learning_platform)
    relearning = (at_work - learning - overhead) * office.relearning
    employers = (at_work - learning - overhead - relearning) * organisation.market_team
    office.hours_learning += learning
    office.hours_overhead += overhead
    office.hours_relearning += relearning
    office.hours_employers += employers
    return at_work - learning - overhead - relearning - employers


@behaviour
def work_pressure(caseworker: Caseworker, reception: float, available: float, parameters: Parameters) -> float:
    """Undone work over hours for cases, relative to the usual [ratio].

    What is asked for is mandatory work with what waits of it, assessments, messages and reception; talks asked for
    count less, and at most as much as all hours. How often talks are prescribed presses nobody. ASSUMED.
    """
    hours = parameters.hours
    given = max(LEAST_HOURS, available)
    load = caseworker.mandatory_need + caseworker.assessment_need + caseworker.dialogue_need + reception
    asked = min(1.0, caseworker.asked_need / given)
    return (load / given + hours.asked_presses * asked) / hours.usual_load


@behaviour
def kept_for_talks(caseworker: Caseworker, available: float, parameters: Parameters) -> float:
    """Hours for cases that mandatory work leaves alone [hours]: booked talks, and the protected rhythm's if more.

    Hours for the income work of the whole office have no talks to guard.
    """
    hours = parameters.hours
    guarded = hours.guard * (1.0 - caseworker.income_share) * available
    return max(guarded, caseworker.protected_hours)


@behaviour
def plan_caseworker_week(caseworker: Caseworker, office: Office, policy: Policy, parameters: Parameters) -> None:
    """Divide one caseworker's week; what is left is `hours_left` for follow-up talks."""
    hours = parameters.hours
    contracted = WEEK_HOURS * caseworker.fraction
    caseworker.hours_left = 0.0
    caseworker.protected_hours = 0.0
    if caseworker.vacant_post == 1:
        office.hours_vacant += contracted
        return
    leave = leave_hours(caseworker, parameters)
    office.hours_contracted += contracted
    office.hours_leave += leave
    if caseworker.absent_weeks > 0:
        office.hours_absence += contracted - leave
        return
    available = hours_for_cases(caseworker, office, policy, parameters)
    reception = office.reception_need * part_of_present(caseworker, office)
    caseworker.pressure = work_pressure(caseworker, reception, available, parameters)
    caseworker.protected_hours = min(caseworker.protected_need, hours.protected_most * available)
    room = available - kept_for_talks(caseworker, available, parameters)
    mandatory = caseworker.mandatory_need * (1.0 - follow_up_guard(caseworker, policy, parameters))
    asked = mandatory + caseworker.assessment_need + caseworker.dialogue_need + reception
    done = 1.0
    if asked > room:
        done = room / max(NEXT_TO_NOTHING, asked)
    put_off = caseworker.mandatory_need - mandatory
    caseworker.backlog = hours.backlog_kept * ((1.0 - done) * asked + put_off)
    absorbed = absorbed_hours(office, policy, parameters) * part_of_present(caseworker, office)
    absorbed = max(0.0, min(room - done * asked, absorbed))
    caseworker.hours_left = max(0.0, available - done * asked - absorbed + caseworker.carried_hours)
    office.hours_mandatory += done * mandatory
    office.hours_assessment += done * caseworker.assessment_need
    office.hours_dialogue += done * caseworker.dialogue_need
    office.hours_reception += done * reception
    office.hours_absorbed += absorbed
    office.pressure += caseworker.pressure / office.n_present
    wished = min(1.0, caseworker.hours_left / max(LEAST_HOURS, caseworker.asked_need))
    office.staff_experience += (1.0 - caseworker.stress) * wished / office.n_present


@behaviour
def plan_hours(world: World, week: Week) -> None:
    """Divide the hours of every office's staff for this week."""
    parameters = world.parameters[0]
    for office in world.offices:
        policy = office_policy(office, world)
        count_needs(office, world)
        share_out_mandatory(office, policy, world)
        office.pressure = 0.0
        for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
            caseworker = world.caseworkers[row]
            note_presence(caseworker)
            open_hours(caseworker, office)
            plan_caseworker_week(caseworker, office, caseworker_policy(caseworker, office, world), parameters)
            book_hours(caseworker, office)
        if office.n_present == 0:
            office.pressure = UNSTAFFED_PRESSURE
