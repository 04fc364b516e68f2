"""Health: treatment queues outside NAV's control decide when a step can be taken (8.11, 8.12, R19)."""

from sim.agents import Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.quantities import centred_factor, clamp_share, health_barrier, is_registered, person_policy
from sim.behaviour.ranking import drop_first, order_by_rank
from sim.behaviour.world import World
from sim.chance import Week, centred_lot, lot
from sim.events import note_treated
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Decision, Status
from sim.units import NO_WEEK


@behaviour
def needs_treatment(jobseeker: Jobseeker, parameters: Parameters) -> bool:
    """Whether a health barrier is heavy enough to be referred for, and has not been treated."""
    return jobseeker.treated == 0 and health_barrier(jobseeker) >= parameters.health.treatment_from


@behaviour
def must_wait(jobseeker: Jobseeker, policy: Policy, parameters: Parameters) -> bool:
    """Whether nothing else can be done before treatment; parallel coordination raises the bar (6.16, R10)."""
    bar = parameters.health.standstill_from
    bar += (1.0 - bar) * policy.individualization.health_coordination
    return health_barrier(jobseeker) >= bar


@behaviour
def change_of_health(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> None:
    """Let health drift a little: some recover unaided, idle months wear on mental health. ASSUMED."""
    health = parameters.health
    drawn = lot(week, Decision.HEALTH_CHANGE, jobseeker.id)
    if drawn < health.recovery:
        jobseeker.mental_health = jobseeker.mental_health * (1.0 - health.mental_recovered)
        jobseeker.physical_health = jobseeker.physical_health * (1.0 - health.physical_recovered)
    elif drawn > 1.0 - health.wear * centred_factor(-1.0, jobseeker.coping):
        jobseeker.mental_health += health.mental_worn * (1.0 - jobseeker.mental_health)


@behaviour
def join_queue(jobseeker: Jobseeker, policy: Policy, week: Week, parameters: Parameters) -> None:
    """Be referred to treatment; stand still until it comes where nothing can run in parallel."""
    if jobseeker.treatment_since == NO_WEEK and needs_treatment(jobseeker, parameters):
        jobseeker.treatment_since = week.number
        jobseeker.treatment_lot = lot(week, Decision.PLACE_IN_HEALTH_QUEUE, jobseeker.id)
    if jobseeker.treatment_since != NO_WEEK:
        standstill = must_wait(jobseeker, policy, parameters)
        if jobseeker.status == Status.SEEKING and standstill:
            jobseeker.status = Status.WAITING_FOR_HEALTH
            jobseeker.status_weeks = 0
        elif jobseeker.status == Status.WAITING_FOR_HEALTH and not standstill:
            jobseeker.status = Status.SEEKING
            jobseeker.status_weeks = 0


@behaviour
def treat(jobseeker: Jobseeker, policy: Policy, week: Week, parameters: Parameters) -> None:
    """Treat one person; work-focused treatment in parallel with NAV helps more and helps coping (6.3, K6)."""
    health = parameters.health
    effect = health.treatment_effect * (1.0 + centred_lot(week, Decision.TREATMENT_EFFECT, jobseeker.id))
    effect = clamp_share(effect * (1.0 + health.coordination_gain * policy.individualization.health_coordination))
    jobseeker.mental_health = jobseeker.mental_health * (1.0 - effect)
    jobseeker.physical_health = jobseeker.physical_health * (1.0 - health.physical_treated * effect)
    jobseeker.coping += health.coping_treated * effect * (1.0 - jobseeker.coping)
    jobseeker.treated = 1
    jobseeker.treatment_since = NO_WEEK
    if jobseeker.status == Status.WAITING_FOR_HEALTH:
        jobseeker.status = Status.SEEKING
        jobseeker.status_weeks = 0


@behaviour
def turn_for_treatment(jobseeker: Jobseeker, policy: Policy, week: Week, parameters: Parameters) -> float:
    """Place in the queue for treatment [weeks]: time waited; who is in a joint service is seen as if long waiting.

    Joint services of health and work bring their own therapists (6.3, 6.16).
    """
    waited = week.number - jobseeker.treatment_since + jobseeker.treatment_lot
    return waited + parameters.health.coordination_hastens * policy.individualization.health_coordination


@behaviour
def serve_clinic(clinic_row: int, world: World, week: Week) -> None:
    """Treat as many of those who wait as keep the mean wait what it is, the longest waiting first (R19).

    Of all whom the service treats NAV refers few, so that more of them make nobody wait longer (ASSUMED).
    """
    parameters = world.parameters[0]
    clinic = world.clinics[clinic_row]
    n = 0
    for office in world.offices:
        if office.clinic == clinic_row:
            for row in range(office.first_row, office.first_row + office.n_rows):
                jobseeker = world.jobseekers[row]
                if is_registered(jobseeker) and jobseeker.treatment_since != NO_WEEK:
                    policy = person_policy(jobseeker, world.caseworkers[jobseeker.caseworker], office, world)
                    jobseeker.rank = turn_for_treatment(jobseeker, policy, week, parameters)
                    world.heap[n] = row
                    n += 1
    clinic.carried = min(clinic.carried, 1.0) + n / parameters.health.treatment_wait
    order_by_rank(n, world, week)
    while n > 0 and clinic.carried >= 1.0:
        jobseeker = world.jobseekers[world.heap[0]]
        caseworker = world.caseworkers[jobseeker.caseworker]
        policy = person_policy(jobseeker, caseworker, world.offices[jobseeker.office], world)
        note_treated(world, week, jobseeker, week.number - jobseeker.treatment_since)
        treat(jobseeker, policy, week, parameters)
        clinic.carried -= 1.0
        drop_first(n, world, week)
        n -= 1
    clinic.waiting = n


@behaviour
def care_for_health(world: World, week: Week) -> None:
    """Let health change, let people join the queues, and let the health services treat."""
    parameters = world.parameters[0]
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker):
                policy = person_policy(jobseeker, world.caseworkers[jobseeker.caseworker], office, world)
                change_of_health(jobseeker, week, parameters)
                join_queue(jobseeker, policy, week, parameters)
    for clinic_row in range(len(world.clinics)):
        serve_clinic(clinic_row, world, week)
