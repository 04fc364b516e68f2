"""Exits: benefits run out, people are granted disability pension, leave the labour force, grow old, or come back."""

from sim.agents import Caseworker, Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.quantities import (
    burden,
    centred_factor,
    clamp_share,
    health_barrier,
    in_reduced_group,
    is_registered,
    is_settled,
    person_policy,
)
from sim.behaviour.world import World
from sim.chance import Week, happens, lot
from sim.events import note_came_back, note_disability_pension, note_left_labour_force
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import PENSION_AGE, Benefit, Decision, NeedsGroup, Status
from sim.units import NO_WEEK, WEEKS_A_YEAR


@behaviour
def leave_register(jobseeker: Jobseeker, status: int, week: Week) -> None:
    """Leave the register for a job, a pension or neither, and everything that belongs to it."""
    if jobseeker.benefit == Benefit.AAP:
        jobseeker.aap_left_week = week.number
        jobseeker.after_aap = 0
    if jobseeker.benefit == Benefit.KVALIFISERINGSSTONAD:
        jobseeker.benefit = Benefit.NONE  # the programme's benefit ends with the programme
        jobseeker.benefit_weeks = 0
    if jobseeker.first_exit_week < 0:
        jobseeker.first_exit_week = week.number - jobseeker.arrived_week
    jobseeker.status = status
    jobseeker.status_weeks = 0
    jobseeker.measure = 0
    jobseeker.measure_weeks = 0
    jobseeker.measure_wanted = 0
    jobseeker.treatment_since = NO_WEEK
    jobseeker.unresolved = 0
    jobseeker.turned_acute = 0
    jobseeker.wants_talk = 0
    jobseeker.job_help = 0.0


@behaviour
def pension_probability(jobseeker: Jobseeker, caseworker: Caseworker, policy: Policy, parameters: Parameters) -> float:
    """Probability a week of disability pension [0..1] (2.4, 2.10: 1.1-1.6 % a month for people with reduced capacity).

    Health decides, and time on the allowance. Under pressure, borderline cases are cleared before their capacity is
    tested (8.12, R4).
    """
    if not in_reduced_group(jobseeker) or jobseeker.reduced_capacity == 0:
        return 0.0
    exits = parameters.exits
    ill = health_barrier(jobseeker)
    ripe = jobseeker.time_on_register / (jobseeker.time_on_register + exits.pension_ripens)
    hazard = exits.pension * ill * ill * ripe * centred_factor(-exits.coping_holds, jobseeker.coping)
    if jobseeker.needs_group == NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE:
        hazard = hazard * exits.pension_little_chance
    if jobseeker.benefit != Benefit.AAP and jobseeker.benefit != Benefit.UFORETRYGD:
        hazard = hazard * exits.pension_without_aap
    pressed = max(0.0, caseworker.pressure - 1.0) * policy.standardization.discretion_room
    return clamp_share(hazard * (1.0 + exits.early_clearing * pressed * burden(jobseeker, parameters)))


@behaviour
def leaving_labour_force_probability(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Probability a week of leaving the labour force unprompted [0..1]: no benefit, low trust, low coping (R23).

    ASSUMED level.
    """
    exits = parameters.exits
    hold = exits.resources_hold
    hazard = exits.leaves * (1.0 + hold - hold * jobseeker.trust - hold * jobseeker.coping)
    if jobseeker.benefit == Benefit.NONE:
        hazard = hazard * exits.leaves_without_benefit
    if jobseeker.reduced_capacity == 1:
        hazard = hazard * exits.leaves_reduced
    return clamp_share(hazard)


@behaviour
def run_down_benefit(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> None:
    """Count down the entitlement; at its end it is extended, replaced or lost (5.3, 5.4, 1.8)."""
    exits = parameters.exits
    if jobseeker.benefit_weeks <= 0:
        return
    jobseeker.benefit_weeks -= 1
    if jobseeker.benefit_weeks > 0:
        return
    if jobseeker.benefit == Benefit.AAP and happens(exits.extension, week, Decision.ENTITLEMENT_EXTENDED, jobseeker.id):
        jobseeker.benefit_weeks = exits.extension_weeks
        return
    if jobseeker.benefit == Benefit.AAP:
        jobseeker.aap_left_week = week.number
        jobseeker.after_aap = 0
    drawn = lot(week, Decision.ENTITLEMENT, jobseeker.id, 0, 2)
    if jobseeker.benefit == Benefit.KVALIFISERINGSSTONAD or drawn < exits.assistance_after:
        jobseeker.benefit = Benefit.SOSIALHJELP
    else:
        jobseeker.benefit = Benefit.NONE


@behaviour
def return_probability(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Probability a week that somebody out of the labour force registers again [0..1]. ASSUMED."""
    return clamp_share(parameters.exits.returns * centred_factor(1.0, jobseeker.motivation))


@behaviour
def is_of_pension_age(jobseeker: Jobseeker, week: Week) -> bool:
    """Whether a person is 67, when benefits of working age end (National Insurance Act, 4-23, 11-4 and 12-4)."""
    return week.number - jobseeker.born_week >= PENSION_AGE * WEEKS_A_YEAR


@behaviour
def comes_back(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> bool:
    """Whether somebody out of the labour force registers again this week; the settled and the old do not."""
    if is_settled(jobseeker, parameters) or is_of_pension_age(jobseeker, week):
        return False
    return happens(return_probability(jobseeker, parameters), week, Decision.RETURNS, jobseeker.id)


@behaviour
def leave_or_stay(
    jobseeker: Jobseeker, caseworker: Caseworker, policy: Policy, week: Week, parameters: Parameters
) -> None:
    """Decide whether a registered person leaves this week: by age, for disability pension, or unprompted."""
    if is_of_pension_age(jobseeker, week):
        leave_register(jobseeker, Status.OUT_OF_LABOUR_FORCE + 0, week)
        jobseeker.benefit = Benefit.NONE
        jobseeker.benefit_weeks = 0
        return
    run_down_benefit(jobseeker, week, parameters)
    pension = pension_probability(jobseeker, caseworker, policy, parameters)
    unprompted = leaving_labour_force_probability(jobseeker, parameters)
    drawn = lot(week, Decision.LEAVES, jobseeker.id)
    if drawn < pension:
        leave_register(jobseeker, Status.DISABILITY_PENSION + 0, week)
        jobseeker.benefit = Benefit.UFORETRYGD
        jobseeker.benefit_weeks = 0
    elif drawn < pension + (1.0 - pension) * unprompted:
        leave_register(jobseeker, Status.OUT_OF_LABOUR_FORCE + 0, week)


@behaviour
def leave(world: World, week: Week) -> None:
    """Let benefits run down and people leave, or come back."""
    parameters = world.parameters[0]
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker):
                caseworker = world.caseworkers[jobseeker.caseworker]
                policy = person_policy(jobseeker, caseworker, office, world)
                weeks = int(jobseeker.time_on_register)
                leave_or_stay(jobseeker, caseworker, policy, week, parameters)
                if jobseeker.status == Status.DISABILITY_PENSION:
                    note_disability_pension(world, week, jobseeker, caseworker, weeks)
                elif jobseeker.status == Status.OUT_OF_LABOUR_FORCE:
                    note_left_labour_force(world, week, jobseeker)
            elif jobseeker.status == Status.OUT_OF_LABOUR_FORCE and comes_back(jobseeker, week, parameters):
                jobseeker.status = Status.SEEKING
                jobseeker.status_weeks = 0  # time without work goes on where it was
                jobseeker.last_contact = week.number
                note_came_back(world, week, jobseeker)
