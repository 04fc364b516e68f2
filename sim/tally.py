"""The tallies: people whose follow-up is over are folded into sums by office, true need, digital skill, age and cohort.

So memory does not grow with inflow, and every outcome of people can be given by group.
"""

from functools import partial
from typing import get_type_hints

from sim.agents import Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.quantities import is_registered
from sim.behaviour.world import World
from sim.chance import Week
from sim.declare import State, state, summed, with_fields
from sim.line_for_each import line_for_each
from sim.milestones import AFTER_AAP, EMPLOYED_AT, MILESTONES
from sim.parameters import Parameters
from sim.terms import OLDER_FROM, YOUNG_BELOW, AgeGroup, Cohort, DigitalSkill, NeedsGroup, Status

# Tallies of an office: 30 kB, a fifth of what the rows of its people take where there are 200 of them.
CELLS = len(NeedsGroup) * len(DigitalSkill) * len(AgeGroup) * len(Cohort)

OBSERVED = {
    f"{what}_{weeks}": State("persons", meaning.format(weeks))
    for weeks in EMPLOYED_AT
    for what, meaning in (("seen", "observed {} weeks after arrival"), ("employed", "employed {} weeks after arrival"))
}


@with_fields(summed(Jobseeker), get_type_hints(Jobseeker))
@with_fields(OBSERVED, dict.fromkeys(OBSERVED, int))
class Tally:
    """Sums over people whose observation has ended: those of one office, needs group, skill, age group and cohort."""

    persons: int = state("persons", "people")
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
    wrongly_assessed: int = state("persons", "latest assessment gave another needs group than a faultless one would")
    assessed: int = state("persons", "have been assessed")


@behaviour
def age_group(jobseeker: Jobseeker) -> int:
    """Age group on arrival."""
    if jobseeker.age < YOUNG_BELOW:
        return AgeGroup.UNDER_30 + 0
    if jobseeker.age < OLDER_FROM:
        return AgeGroup.FROM_30_TO_49 + 0
    return AgeGroup.FROM_50 + 0


@behaviour
def cell_of(jobseeker: Jobseeker, parameters: Parameters) -> int:
    """Number of the tally a person belongs to: office, true need, digital skill, age group, cohort."""
    able = 0
    if jobseeker.digital_skill >= parameters.people.weak_digital_below:
        able = 1
    group = (jobseeker.true_need * 2 + able) * 3 + age_group(jobseeker)
    return jobseeker.office * CELLS + 2 * group + jobseeker.newcomer


@line_for_each(
    "if weeks == {weeks}: jobseeker.{what}_at_{weeks} = {what}",
    what=[what for what, times in MILESTONES.items() for _ in times],
    weeks=[weeks for times in MILESTONES.values() for weeks in times],
)
def mark_where_due(jobseeker: Jobseeker, weeks: int, employed: int, pension: int, gone: int) -> None:
    """Mark where a person stands, for each of these of which so many weeks are a milestone."""


@behaviour
def mark_milestones(jobseeker: Jobseeker, follow_up_weeks: int, week: Week) -> None:
    """Mark where a person stands a fixed time after arrival, and half a year after leaving AAP.

    Only while everybody is followed: later, those who have left the register are no longer there to be seen.
    """
    weeks = week.number - jobseeker.arrived_week + 1
    if weeks > follow_up_weeks:
        return
    employed, pension, gone = 0, 0, 1
    if jobseeker.status == Status.EMPLOYED:
        employed = 1
    if jobseeker.status == Status.DISABILITY_PENSION:
        pension = 1
    if is_registered(jobseeker):
        gone = 0
    mark_where_due(jobseeker, weeks, employed, pension, gone)
    after = week.number - jobseeker.aap_left_week
    if jobseeker.aap_left_week >= 0 and jobseeker.after_aap == 0 and after == AFTER_AAP:
        jobseeker.after_aap = jobseeker.status


@behaviour
def is_in_a_cohort(jobseeker: Jobseeker, arrivals_until: int) -> bool:
    """Whether outcomes of people are about this one: on the register at the start, or of the weeks of arrivals."""
    if jobseeker.newcomer == 1:
        return jobseeker.arrived_week < arrivals_until
    return jobseeker.newcomer == 0


@behaviour
def weeks_seen_of_all(jobseeker: Jobseeker, world: World) -> int:
    """Weeks under observation that the run lasts for everybody of this person's cohort [weeks].

    So all milestones within them have one denominator; at a later one, only those who came first would be seen.
    """
    if jobseeker.newcomer == 1:
        return len(world.phases) + 1 - world.layout[0].arrivals_until
    return len(world.phases)


@line_for_each(
    """
if jobseeker.employed_at_{weeks} >= 0 and seen_of_all >= {weeks}:
    tally.seen_{weeks} += 1
    tally.employed_{weeks} += jobseeker.employed_at_{weeks}
""",
    weeks=EMPLOYED_AT,
)
def fold_employed(jobseeker: Jobseeker, tally: Tally, seen_of_all: int) -> None:
    """Add to a tally at which milestones a person was seen, and employed."""


@behaviour
def fold_milestones(jobseeker: Jobseeker, tally: Tally, seen_of_all: int) -> None:
    """Add a person's milestones to a tally."""
    fold_employed(jobseeker, tally, seen_of_all)
    if jobseeker.pension_at_104 >= 0 and seen_of_all >= 104:
        tally.pension_104 += jobseeker.pension_at_104
    if jobseeker.reduced_capacity == 0 and jobseeker.newcomer == 1:
        if jobseeker.gone_at_4 >= 0 and seen_of_all >= 4:
            tally.newcomers_seen_4 += 1
            tally.newcomers_gone_4 += jobseeker.gone_at_4
        if jobseeker.gone_at_26 >= 0 and seen_of_all >= 26:
            tally.newcomers_seen_26 += 1
            tally.newcomers_gone_26 += jobseeker.gone_at_26
    if jobseeker.after_aap != Status.VACANT:
        tally.aap_leavers += 1
        if jobseeker.after_aap == Status.EMPLOYED:
            tally.aap_to_job += 1
        elif jobseeker.after_aap == Status.DISABILITY_PENSION:
            tally.aap_to_pension += 1


@line_for_each("tally.{name} += jobseeker.{name}", name=partial(summed, Jobseeker))
def fold_summed(jobseeker: Jobseeker, tally: Tally) -> None:
    """Add to a tally everything about a person that is declared to be summed."""


@behaviour
def fold(jobseeker: Jobseeker, world: World) -> None:
    """Add a person's life under observation to the tally of the person's group; who is of no cohort is left out."""
    if not is_in_a_cohort(jobseeker, world.layout[0].arrivals_until):
        return
    seen_of_all = weeks_seen_of_all(jobseeker, world)
    tally = world.tallies[cell_of(jobseeker, world.parameters[0])]
    tally.persons += 1
    fold_milestones(jobseeker, tally, seen_of_all)
    fold_summed(jobseeker, tally)
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
    if jobseeker.employed_at_26 >= 0 and seen_of_all >= 26:
        tally.seen_durable += 1
        tally.durable_jobs += jobseeker.durable_job


@behaviour
def fold_everybody(world: World) -> None:
    """Add everybody who is still followed when the run ends; nobody leaves a row."""
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            if world.jobseekers[row].status != Status.VACANT:
                fold(world.jobseekers[row], world)
