"""Non-compliance: sanction or renegotiate; caseworkers rather find people incapable than unwilling (8.18, R5)."""

from sim.agents import Caseworker, Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.quantities import burden, clamp_share
from sim.chance import Week, happens
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Benefit, CopingFamily, Decision


@behaviour
def sanction_probability(jobseeker: Jobseeker, caseworker: Caseworker, policy: Policy, parameters: Parameters) -> float:
    """Probability of sanctioning one no-show [0..1].

    The complex are excused, a caseworker coping against clients excuses less.
    """
    encounter = parameters.encounter
    strict = policy.standardization.sanction_strictness
    if caseworker.coping_family == CopingFamily.AGAINST:
        strict += encounter.strain_sanctions * caseworker.stress
    excused = encounter.excused * burden(jobseeker, parameters) * policy.standardization.discretion_room
    return clamp_share(strict * (1.0 - excused))


@behaviour
def respond_to_absence(
    jobseeker: Jobseeker, caseworker: Caseworker, policy: Policy, week: Week, parameters: Parameters
) -> int:
    """Sanction or renegotiate; 1 when sanctioned.

    A sanction costs benefit weeks, trust and coping, and pushes search; renegotiating eases the plan to fit.
    """
    encounter = parameters.encounter
    sanction = sanction_probability(jobseeker, caseworker, policy, parameters)
    if happens(sanction, week, Decision.NON_COMPLIANCE_RESPONSE, jobseeker.id):
        jobseeker.sanctions += 1
        if jobseeker.benefit == Benefit.DAGPENGER or jobseeker.benefit == Benefit.AAP:
            jobseeker.benefit_weeks = max(1, jobseeker.benefit_weeks - encounter.sanction_weeks)
        jobseeker.trust = jobseeker.trust * (1.0 - encounter.sanction_trust)
        jobseeker.coping = jobseeker.coping * (1.0 - encounter.sanction_coping)
        jobseeker.job_help = clamp_share(jobseeker.job_help + encounter.sanction_push)
        return 1
    jobseeker.plan += encounter.renegotiated * (1.0 - jobseeker.plan)
    return 0
