"""Staff hours: mandatory and income-securing work first, follow-up with what is left (R1)."""

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
from sim.terms import Benefit, Channel, Measure, Role, SteeringSignal
from sim.units import LEAST_HOURS, WEEK_HOURS

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
    """Add up what an office's cases ask of their caseworkers this week, in mandatory work and in follow-up."""
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
            caseworker.follow_up_need += hours / prescribed_interval(jobseeker, policy, parameters)


@behaviour
def share_out_mandatory(office: Office, policy: Policy, world: World) -> None:
    """Move mandatory work to those present, and in a specialised office to those who do income work (R20, K2)."""
    present, income_posts, moved = 0, 0, office.backlog
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
            if caseworker.role == Role.INCOME:
                income_posts += 1
    office.n_present = present
    if present == 0:
        office.backlog = world.parameters[0].hours.backlog_kept * moved
        return
    pooled = 0.0
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.absent_weeks == 0:
            caseworker.mandatory_need += moved / present
            if income_posts > 0:
                pooled += special * caseworker.mandatory_need
                caseworker.mandatory_need = (1.0 - special) * caseworker.mandatory_need
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        caseworker = world.caseworkers[row]
        if caseworker.absent_weeks == 0 and caseworker.role == Role.INCOME and income_posts > 0:
            # who does one kind of work does it faster
            caseworker.mandatory_need += pooled / income_posts / (1.0 + world.parameters[0].hours.specialist_gain)


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
def plan_caseworker_week(caseworker: Caseworker, office: Office, policy: Policy, parameters: Parameters) -> None:
    """Divide one caseworker's week; what is left is `hours_left` for follow-up talks."""
    hours = parameters.hours
    paid = WEEK_HOURS * caseworker.fraction
    caseworker.hours_left = 0.0
    if caseworker.vacant_post == 1:
        return
    office.hours_contracted += paid
    if caseworker.absent_weeks > 0:
        office.hours_absence += paid
        return
    organisation = policy.organisation
    overhead = paid * hours.overhead
    learning = paid * (organisation.staff_training + hours.platform * organisation.learning_platform)
    learning = min(learning, paid - overhead)
    relearning = (paid - learning - overhead) * office.relearning
    employers = (paid - learning - overhead - relearning) * organisation.market_team
    available = paid - learning - overhead - relearning - employers
    reception = office.reception_need / office.n_present
    asked = caseworker.mandatory_need + caseworker.assessment_need + caseworker.dialogue_need + reception
    caseworker.pressure = (asked + caseworker.follow_up_need) / max(LEAST_HOURS, available)
    mandatory = caseworker.mandatory_need * (1.0 - follow_up_guard(caseworker, policy, parameters))
    asked = mandatory + caseworker.assessment_need + caseworker.dialogue_need + reception
    done = 1.0
    if asked > available:
        done = available / asked
    put_off = caseworker.mandatory_need - mandatory
    caseworker.backlog = hours.backlog_kept * ((1.0 - done) * asked + put_off)
    absorbed = absorbed_hours(office, policy, parameters) / office.n_present
    absorbed = min(available - done * asked, absorbed) if done >= 1.0 else 0.0
    caseworker.hours_left = max(0.0, available - done * asked - absorbed)
    office.hours_learning += learning
    office.hours_overhead += overhead
    office.hours_relearning += relearning
    office.hours_employers += employers
    office.hours_mandatory += done * mandatory
    office.hours_assessment += done * caseworker.assessment_need
    office.hours_dialogue += done * caseworker.dialogue_need
    office.hours_reception += done * reception
    office.hours_absorbed += absorbed
    office.pressure += caseworker.pressure / office.n_present
    wished = min(1.0, caseworker.hours_left / max(LEAST_HOURS, caseworker.follow_up_need))
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
