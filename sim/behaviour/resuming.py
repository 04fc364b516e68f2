"""Resuming: week 0 of an office that comes out of weeks of rest. Counting begins; the scenario's own posts begin.

Everybody and everything goes on as it was; what changes is who is counted, from when, and how many posts there are.
"""

from sim.agents import DigitalChannel, Employer, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.arrival import arm_of, start_counting
from sim.behaviour.posts import lay_out_posts, take_post_as_of_old
from sim.behaviour.quantities import is_registered
from sim.behaviour.shocks import point_to_policies
from sim.behaviour.staff import move_case
from sim.behaviour.world import World
from sim.chance import Week, lot
from sim.terms import OUTSIDE, Decision, Role, Status
from sim.units import NEXT_TO_NOTHING, WEEKS_A_YEAR

LONG_AGO = 100000  # weeks; longer than any memory


@behaviour
def resume_life(jobseeker: Jobseeker, world: World, week: Week) -> None:
    """Come under observation: on the register, of its cohort; else of none. Nothing is counted of what was before."""
    start_counting(jobseeker)
    jobseeker.sanctions = 0
    jobseeker.measures_before += jobseeker.measures_ended
    jobseeker.measures_ended = 0
    jobseeker.age = int((week.number - jobseeker.born_week) / WEEKS_A_YEAR)
    jobseeker.arrived_week = week.number
    jobseeker.newcomer = OUTSIDE
    if is_registered(jobseeker):
        jobseeker.newcomer = 0
    jobseeker.arm = arm_of(jobseeker, week, world)


@behaviour
def resume_channel(channel: DigitalChannel) -> None:
    """Count a channel's contacts anew."""
    channel.served = 0
    channel.failed = 0
    channel.resolved = 0


@behaviour
def resume_business(employer: Employer) -> None:
    """Count an employer's vacancies and hires anew."""
    employer.posted = 0
    employer.filled = 0
    employer.hires = 0
    employer.failures = 0


@behaviour
def resume_staff(office: Office, world: World, week: Week) -> None:
    """Lay the posts of the scenario out, fill those that rest did not have, and count the doings of staff anew."""
    lay_out_posts(office, world)
    office.earlier_changes = 0
    for post in range(office.n_caseworkers):
        caseworker = world.caseworkers[office.first_caseworker + post]
        if post >= office.rested_posts or caseworker.frozen == 1:
            take_post_as_of_old(caseworker, post, office, world, week)
        caseworker.shrunk_week = week.number - LONG_AGO
        caseworker.housed = caseworker.fraction
        caseworker.talks = 0
        caseworker.placements = 0
        office.earlier_changes += caseworker.incumbent
    office.posts_at_start = office.budgeted_posts


@behaviour
def must_change_hands(jobseeker: Jobseeker, office: Office, world: World, week: Week) -> bool:
    """Whether somebody's case goes to another post: the own post is no more, or a lot gives it to posts that are new.

    Cases of who does income work alone go too. New posts get their share of all cases by lot.
    """
    if jobseeker.caseworker < 0:
        return True
    caseworker = world.caseworkers[jobseeker.caseworker]
    if caseworker.frozen == 1 or caseworker.role == Role.INCOME:
        return True
    new = 1.0 - office.rested_posts / max(NEXT_TO_NOTHING, office.budgeted_posts)
    return lot(week, Decision.REASSIGNED, jobseeker.id, 0, 2) < new


@behaviour
def resume_people(office: Office, world: World, week: Week) -> None:
    """Count an office's people anew, and give those a caseworker whose case changes hands."""
    office.arrived = 0
    for row in range(office.first_row, office.first_row + office.n_rows):
        jobseeker = world.jobseekers[row]
        if jobseeker.status != Status.VACANT:
            office.arrived += 1
            resume_life(jobseeker, world, week)
            if must_change_hands(jobseeker, office, world, week):
                move_case(jobseeker, office, world, week)
    office.folded = 0
    office.benefits_received = 0.0
    office.benefits_booked = 0.0
    office.benefits_folded = 0.0


@behaviour
def resume(world: World, week: Week) -> None:
    """Begin a run with everybody and everything as the weeks of rest left them."""
    point_to_policies(world, week)
    for channel in world.channels:
        resume_channel(channel)
    for employer in world.employers:
        resume_business(employer)
    for office in world.offices:
        resume_staff(office, world, week)
        resume_people(office, world, week)
