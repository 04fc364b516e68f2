"""The tallies: people whose follow-up is over are folded into sums by true need, digital skill, age and cohort.

So memory does not grow with inflow, and every outcome of people can be given by group.
"""

from sim.behaviour import behaviour
from sim.behaviour.quantities import is_registered
from sim.declare import state
from sim.terms import OLDER_FROM, YOUNG_BELOW, AgeGroup, Cohort, DigitalSkill, NeedsGroup, Status

CELLS = len(NeedsGroup) * len(DigitalSkill) * len(AgeGroup) * len(Cohort)


class Tally:
    """Sums over the people of one needs group, digital skill, age group and cohort whose observation has ended."""

    persons: int = state("persons", "people")
    seen_26: int = state("persons", "observed 26 weeks after arrival")
    employed_26: int = state("persons", "employed then")
    seen_52: int = state("persons", "observed 52 weeks after arrival")
    employed_52: int = state("persons", "employed then")
    seen_104: int = state("persons", "observed 104 weeks after arrival")
    employed_104: int = state("persons", "employed then")
    seen_156: int = state("persons", "observed 156 weeks after arrival")
    employed_156: int = state("persons", "employed then")
    seen_260: int = state("persons", "observed 260 weeks after arrival")
    employed_260: int = state("persons", "employed then")
    pension_104: int = state("persons", "on disability pension 104 weeks after arrival")
    newcomers_seen_4: int = state("persons", "ordinary newcomers observed 4 weeks after arrival")
    newcomers_gone_4: int = state("persons", "of them off the register then")
    newcomers_seen_26: int = state("persons", "ordinary newcomers observed 26 weeks after arrival")
    newcomers_gone_26: int = state("persons", "of them off the register then")
    aap_leavers: int = state("persons", "left AAP and observed 26 weeks later")
    aap_to_job: int = state("persons", "of them employed then")
    aap_to_pension: int = state("persons", "of them on disability pension then")
    reduced_weeks: int = state("weeks", "weeks registered of people with reduced work capacity")
    reduced_to_pension: int = state("persons", "people with reduced work capacity on disability pension at the end")
    first_jobs: int = state("persons", "had a job at all")
    weeks_to_job: int = state("weeks", "weeks from arrival to first job, summed over those who had one")
    reduced_jobs: int = state("jobs", "jobs that people with reduced work capacity started")
    seen_durable: int = state("persons", "observed 26 weeks at least, so that a durable job could be seen")
    durable_jobs: int = state("persons", "held work for 26 unbroken weeks")
    weeks_employed: int = state("weeks", "weeks employed")
    weeks_unemployed: int = state("weeks", "weeks registered and not employed")
    weeks_out: int = state("weeks", "weeks out of the labour force or on disability pension")
    weeks_waited: int = state("weeks", "weeks waited for measures and treatment")
    wrongly_assessed: int = state("persons", "latest assessment gave another needs group than a faultless one would")
    assessed: int = state("persons", "have been assessed")
    contacts: int = state("contacts", "contacts of any kind")
    digital_contacts: int = state("contacts", "by self-service, dialogue or chat")
    talks: int = state("talks", "follow-up talks held")
    talks_in_person: int = state("talks", "of them face to face")
    talks_written: int = state("talks", "of them in writing")
    repeats: int = state("enquiries", "enquiries that came again because the latest was not answered")
    gave_up: int = state("times", "gave an unanswered enquiry up")
    plan: float = state("share", "fit of the plan at the end, summed")
    access_failures: int = state("failures", "enquiries turned away")
    caseworker_changes: int = state("changes", "changes of caseworker")
    sanctions: int = state("sanctions", "sanctions")
    measures: int = state("measures", "measures ended")
    displaced: int = state("times", "lost a job to another jobseeker of NAV")
    hours_received: float = state("hours", "caseworker hours in follow-up talks")
    coping: float = state("share", "coping at the end, summed")
    trust: float = state("share", "trust at the end, summed")
    experience: float = state("share", "experience of the service at the end, summed")
    benefits_paid: float = state("NOK", "benefits")


@behaviour
def age_group(jobseeker):
    """Age group on arrival."""
    if jobseeker.age < YOUNG_BELOW:
        return AgeGroup.UNDER_30 + 0
    if jobseeker.age < OLDER_FROM:
        return AgeGroup.FROM_30_TO_49 + 0
    return AgeGroup.FROM_50 + 0


@behaviour
def cell_of(jobseeker, parameters):
    """Number of the tally a person belongs to: true need, digital skill, age group, cohort."""
    able = 0
    if jobseeker.digital_skill >= parameters.people.weak_digital_below:
        able = 1
    group = (jobseeker.true_need * 2 + able) * 3 + age_group(jobseeker)
    return 2 * group + jobseeker.newcomer


@behaviour
def mark_milestones(jobseeker, follow_up_weeks, week):
    """Mark where a person stands a fixed time after arrival, and half a year after leaving AAP.

    Only while everybody is followed: later, those who have left the register are no longer there to be seen.
    """
    weeks = week.number - jobseeker.arrived_week + 1
    if weeks > follow_up_weeks:
        return
    employed = 0
    if jobseeker.status == Status.EMPLOYED:
        employed = 1
    gone = 1
    if is_registered(jobseeker):
        gone = 0
    if weeks == 4:
        jobseeker.gone_at_4 = gone
    elif weeks == 26:
        jobseeker.gone_at_26 = gone
        jobseeker.employed_at_26 = employed
    elif weeks == 52:
        jobseeker.employed_at_52 = employed
    elif weeks == 104:
        jobseeker.employed_at_104 = employed
        jobseeker.pension_at_104 = 0
        if jobseeker.status == Status.DISABILITY_PENSION:
            jobseeker.pension_at_104 = 1
    elif weeks == 156:
        jobseeker.employed_at_156 = employed
    elif weeks == 260:
        jobseeker.employed_at_260 = employed
    if jobseeker.aap_left_week >= 0 and jobseeker.after_aap == 0 and week.number == jobseeker.aap_left_week + 26:
        jobseeker.after_aap = jobseeker.status


@behaviour
def fold_milestones(jobseeker, tally):
    """Add a person's milestones to a tally."""
    if jobseeker.employed_at_26 >= 0:
        tally.seen_26 += 1
        tally.employed_26 += jobseeker.employed_at_26
    if jobseeker.employed_at_52 >= 0:
        tally.seen_52 += 1
        tally.employed_52 += jobseeker.employed_at_52
    if jobseeker.employed_at_104 >= 0:
        tally.seen_104 += 1
        tally.employed_104 += jobseeker.employed_at_104
        tally.pension_104 += jobseeker.pension_at_104
    if jobseeker.employed_at_156 >= 0:
        tally.seen_156 += 1
        tally.employed_156 += jobseeker.employed_at_156
    if jobseeker.employed_at_260 >= 0:
        tally.seen_260 += 1
        tally.employed_260 += jobseeker.employed_at_260
    if jobseeker.reduced_capacity == 0 and jobseeker.newcomer == 1:
        if jobseeker.gone_at_4 >= 0:
            tally.newcomers_seen_4 += 1
            tally.newcomers_gone_4 += jobseeker.gone_at_4
        if jobseeker.gone_at_26 >= 0:
            tally.newcomers_seen_26 += 1
            tally.newcomers_gone_26 += jobseeker.gone_at_26
    if jobseeker.after_aap != Status.VACANT:
        tally.aap_leavers += 1
        if jobseeker.after_aap == Status.EMPLOYED:
            tally.aap_to_job += 1
        elif jobseeker.after_aap == Status.DISABILITY_PENSION:
            tally.aap_to_pension += 1


@behaviour
def fold(jobseeker, world):
    """Add a person's life under observation to the tally of the person's group."""
    tally = world.tallies[cell_of(jobseeker, world.parameters[0])]
    tally.persons += 1
    fold_milestones(jobseeker, tally)
    if jobseeker.first_job_week >= 0:
        tally.first_jobs += 1
        tally.weeks_to_job += jobseeker.first_job_week
    if jobseeker.needs_group != NeedsGroup.IKKE_VURDERT:
        tally.assessed += 1
        tally.wrongly_assessed += jobseeker.wrongly_assessed
    if jobseeker.reduced_capacity == 1:
        tally.reduced_weeks += jobseeker.weeks_unemployed
        tally.reduced_jobs += jobseeker.jobs
        if jobseeker.status == Status.DISABILITY_PENSION:
            tally.reduced_to_pension += 1
    if jobseeker.employed_at_26 >= 0:
        tally.seen_durable += 1
        tally.durable_jobs += jobseeker.durable_job
    tally.weeks_employed += jobseeker.weeks_employed
    tally.weeks_unemployed += jobseeker.weeks_unemployed
    tally.weeks_out += jobseeker.weeks_out
    tally.weeks_waited += jobseeker.weeks_waited
    tally.contacts += jobseeker.contacts
    tally.digital_contacts += jobseeker.digital_contacts
    tally.talks += jobseeker.talks
    tally.talks_in_person += jobseeker.talks_in_person
    tally.talks_written += jobseeker.talks_written
    tally.repeats += jobseeker.repeats
    tally.gave_up += jobseeker.gave_up
    tally.plan += jobseeker.plan
    tally.access_failures += jobseeker.access_failures
    tally.caseworker_changes += jobseeker.caseworker_changes
    tally.sanctions += jobseeker.sanctions
    tally.measures += jobseeker.measures_ended
    tally.displaced += jobseeker.displaced
    tally.hours_received += jobseeker.hours_received
    tally.coping += jobseeker.coping
    tally.trust += jobseeker.trust
    tally.experience += jobseeker.experience
    tally.benefits_paid += jobseeker.benefits_paid


@behaviour
def fold_everybody(world):
    """Add everybody who is still followed when the run ends; nobody leaves a row."""
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            if world.jobseekers[row].status != Status.VACANT:
                fold(world.jobseekers[row], world)
