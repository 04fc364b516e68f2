"""Overdue work: case work that waits comes late to somebody, who asks about it and thinks less of NAV.

Also called: late payments, failure demand. The enquiry itself is made, answered or lost as any other next week.
"""

from sim.agents import Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.quantities import clamp_share, is_registered
from sim.behaviour.world import World
from sim.chance import Week, happens
from sim.parameters import Parameters
from sim.terms import Decision


@behaviour
def work_overdue(office: Office, world: World) -> float:
    """Case work of an office that waits for next week [hours]."""
    waits = office.backlog
    for row in range(office.first_caseworker, office.first_caseworker + office.n_caseworkers):
        waits += world.caseworkers[row].backlog
    return waits


@behaviour
def overdue_probability(waits: float, office: Office, parameters: Parameters) -> float:
    """Probability that a person's own case is late enough this week to ask about it [0..1].

    ASSUMED: each hour that waits brings as many enquiries as published for none; whose case waits is chance.
    """
    return clamp_share(parameters.hours.overdue_asks * waits / max(1.0, office.registered))


@behaviour
def wait_for_work(jobseeker: Jobseeker, parameters: Parameters) -> None:
    """Bear that one's case is late: with less trust, and an enquiry that nobody has answered (4.4, R23)."""
    jobseeker.unresolved = 1
    jobseeker.trust = jobseeker.trust * (1.0 - parameters.contact.trust_lost)
    jobseeker.experience = jobseeker.experience * (1.0 - parameters.contact.trust_lost)


@behaviour
def let_work_wait(world: World, week: Week) -> None:
    """Let the work that every office has not done be late for some of its people."""
    parameters = world.parameters[0]
    for office in world.offices:
        late = overdue_probability(work_overdue(office, world), office, parameters)
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker) and happens(late, week, Decision.WORK_OVERDUE, jobseeker.id):
                wait_for_work(jobseeker, parameters)
