"""Needs assessment under §14a: a statistical profile and a caseworker's judgement, both of which err."""

from sim.agents import Caseworker, Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.quantities import burden, centred_factor, clamp_share, interlocked, is_registered, office_policy
from sim.behaviour.staff import effective_user_competence
from sim.behaviour.world import World
from sim.chance import Week, centred_lot
from sim.events import note_assessed
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Decision, NeedsGroup
from sim.units import MIDDLE, MINUTES_AN_HOUR


@behaviour
def needs_group_for(reduced_capacity: int, seen_burden: float, parameters: Parameters) -> int:
    """The needs group that a burden [0..1] leads to, with and without reduced work capacity.

    Thresholds ASSUMED (section 1, gap).
    """
    assessment = parameters.assessment
    if reduced_capacity == 1:
        if seen_burden >= assessment.little_chance_from:
            return NeedsGroup.LITEN_MULIGHET_TIL_A_JOBBE + 0
        if seen_burden >= assessment.in_part_from:
            return NeedsGroup.JOBBE_DELVIS + 0
        return NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE + 0
    if seen_burden >= assessment.guidance_from:
        return NeedsGroup.TRENGER_VEILEDNING + 0
    return NeedsGroup.GODE_MULIGHETER + 0


@behaviour
def profiled_burden(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> float:
    """What the register's profile makes of a person [0..1].

    Even, but blind to much of mental health and life situation (R8).
    """
    assessment = parameters.assessment
    seen = assessment.profile_sight
    error = assessment.profile_error * centred_lot(week, Decision.PROFILING_ERROR, jobseeker.id)
    mental, physical = seen * jobseeker.mental_health, jobseeker.physical_health
    life = seen * jobseeker.life_situation
    return clamp_share(
        error + interlocked(mental, physical, jobseeker.skills_gap, jobseeker.language_gap, life, parameters)
    )


@behaviour
def judged_burden(
    jobseeker: Jobseeker, caseworker: Caseworker, office: Office, policy: Policy, week: Week, parameters: Parameters
) -> float:
    """What a caseworker makes of a person [0..1].

    The better, the more competent, and the more the person takes part (R6, R7, 8.25). Without competence, discretion
    adds spread, not insight; belief and the office's norm colour it.
    """
    assessment = parameters.assessment
    taking_part = centred_factor(assessment.participation_insight, policy.individualization.participation)
    insight = clamp_share(effective_user_competence(caseworker, parameters) * taking_part)
    drawn = centred_lot(week, Decision.JUDGEMENT_ERROR, jobseeker.id, caseworker.id)
    noise = assessment.judgement_error * (1.0 - insight) * drawn
    colour = assessment.colouring * (MIDDLE - caseworker.belief) + office.norm
    return clamp_share(burden(jobseeker, parameters) + noise + colour)


@behaviour
def assess(
    jobseeker: Jobseeker, caseworker: Caseworker, office: Office, policy: Policy, week: Week, parameters: Parameters
) -> None:
    """Decide the needs group from the profile and the judgement, weighted by policy."""
    weight = policy.standardization.profiling_weight
    perceived = weight * profiled_burden(jobseeker, week, parameters)
    perceived += (1.0 - weight) * judged_burden(jobseeker, caseworker, office, policy, week, parameters)
    jobseeker.needs_group = needs_group_for(jobseeker.reduced_capacity, perceived, parameters)
    if jobseeker.reduced_capacity == 0 and perceived >= parameters.assessment.reduced_from:
        jobseeker.needs_group = NeedsGroup.TRENGER_VEILEDNING_NEDSATT_ARBEIDSEVNE
    if jobseeker.reduced_capacity == 1 and perceived < parameters.assessment.overlooked_below:
        jobseeker.needs_group = NeedsGroup.TRENGER_VEILEDNING
    jobseeker.assessed_week = week.number
    jobseeker.wrongly_assessed = 0
    faultless = needs_group_for(jobseeker.reduced_capacity, burden(jobseeker, parameters), parameters)
    if jobseeker.needs_group != faultless:
        jobseeker.wrongly_assessed = 1


@behaviour
def assessment_due(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> bool:
    """Whether a first assessment, or the next one, is due this week."""
    if jobseeker.needs_group == NeedsGroup.IKKE_VURDERT:
        return week.number >= jobseeker.arrived_week + parameters.assessment.weeks_to_first
    return week.number >= jobseeker.assessed_week + parameters.assessment.weeks_between


@behaviour
def assess_needs(world: World, week: Week) -> None:
    """Make the needs assessments that are due; each takes mandatory hours of the person's caseworker."""
    parameters = world.parameters[0]
    for office in world.offices:
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker) and assessment_due(jobseeker, week, parameters):
                caseworker = world.caseworkers[jobseeker.caseworker]
                hours = parameters.hours.assessment
                if jobseeker.needs_group != NeedsGroup.IKKE_VURDERT:
                    hours = hours * parameters.hours.reassessment_share
                assess(jobseeker, caseworker, office, office_policy(office, world), week, parameters)
                caseworker.assessment_need += hours
                note_assessed(world, week, jobseeker, caseworker, hours * MINUTES_AN_HOUR)
