"""Retention: jobs last or end; fit, health and support at the workplace decide, and the employer remembers."""

from sim.agents import Employer, Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.quantities import clamp_share, health_barrier, is_settled
from sim.behaviour.world import World
from sim.chance import Week, happens
from sim.events import note_lost_job
from sim.parameters import Parameters
from sim.terms import Benefit, Decision, Status


@behaviour
def job_loss_probability(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Probability a week that the job ends [0..1]: high at first, more if misfit or ill, less with a coach (R25)."""
    retention = parameters.retention
    hazard = retention.later_loss
    if jobseeker.status_weeks < retention.trial_weeks:
        hazard = retention.early_loss
    misfit = retention.misfit_weight * (1.0 - jobseeker.job_fit)
    hazard = hazard * (retention.least_loss + misfit + retention.health_weight * health_barrier(jobseeker))
    if jobseeker.job_support > 0:
        hazard = hazard * (1.0 - retention.support_effect)
    return clamp_share(hazard)


@behaviour
def lose_job(jobseeker: Jobseeker, employer: Employer, week: Week, parameters: Parameters) -> None:
    """Come back to the register; an early end lowers the employer's openness (R26)."""
    if jobseeker.status_weeks < parameters.retention.trial_weeks:
        employer.failures += 1
        employer.openness = employer.openness * (1.0 - parameters.employers.failure_cost)
    jobseeker.coping = jobseeker.coping * (1.0 - parameters.retention.coping_lost)
    jobseeker.status = Status.SEEKING
    jobseeker.status_weeks = 0
    jobseeker.employer = -1
    jobseeker.job_support = 0
    jobseeker.time_on_register = 0.0
    jobseeker.last_contact = week.number
    if jobseeker.benefit == Benefit.NONE and jobseeker.reduced_capacity == 0:
        jobseeker.benefit = Benefit.DAGPENGER
        jobseeker.benefit_weeks = int(parameters.exits.dagpenger_after_job * parameters.exits.dagpenger_weeks)


@behaviour
def work_on(jobseeker: Jobseeker, employer: Employer, parameters: Parameters) -> None:
    """Work one more week: coping and skills grow, support runs down, success opens the employer a little."""
    retention = parameters.retention
    jobseeker.coping += retention.coping_at_work * (1.0 - jobseeker.coping)
    jobseeker.skills_gap = jobseeker.skills_gap * (1.0 - retention.skills_at_work)
    if jobseeker.job_support > 0:
        jobseeker.job_support -= 1
    if jobseeker.status_weeks == retention.durable_weeks:
        jobseeker.durable_job = 1
        employer.openness += parameters.employers.success_gain * (1.0 - employer.openness)


@behaviour
def keep_or_lose_jobs(world: World, week: Week) -> None:
    """Let every employed person keep or lose the job this week."""
    parameters = world.parameters[0]
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            in_work = jobseeker.status == Status.EMPLOYED and jobseeker.status_weeks > 0
            if in_work and not is_settled(jobseeker, parameters):
                employer = world.employers[jobseeker.employer]
                loses = job_loss_probability(jobseeker, parameters)
                if happens(loses, week, Decision.JOB_LOSS, jobseeker.id):
                    note_lost_job(world, week, jobseeker, employer, jobseeker.status_weeks)
                    lose_job(jobseeker, employer, week, parameters)
                else:
                    work_on(jobseeker, employer, parameters)
