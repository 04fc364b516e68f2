"""Non-compliance: sanction or renegotiate; caseworkers tend to find people incapable instead of unwilling (8.18, R5)."""

from sim.behaviour import behaviour
from sim.behaviour.quantities import burden, share
from sim.chance import happens
from sim.terms import Benefit, CopingFamily, Decision


@behaviour
def sanction_probability(jobseeker, caseworker, policy, parameters):
    """Probability of sanctioning one no-show [0..1]; the complex are excused, a caseworker coping against clients excuses less."""
    strict = policy.standardization.sanction_strictness
    if caseworker.coping_family == CopingFamily.AGAINST:
        strict += 0.5 * caseworker.stress
    excused = parameters.encounter.excused * burden(jobseeker, parameters) * policy.standardization.discretion_room
    return share(strict * (1.0 - excused))


@behaviour
def respond_to_absence(jobseeker, caseworker, policy, week, parameters):
    """Sanction: benefit weeks, trust and coping are lost, search is pushed. Renegotiate: the plan is eased to fit."""
    if happens(sanction_probability(jobseeker, caseworker, policy, parameters), week, Decision.NON_COMPLIANCE_RESPONSE, jobseeker.id):
        jobseeker.sanctions += 1
        if jobseeker.benefit == Benefit.DAGPENGER or jobseeker.benefit == Benefit.AAP:
            jobseeker.benefit_weeks = max(0, jobseeker.benefit_weeks - parameters.encounter.sanction_weeks)
        jobseeker.trust = jobseeker.trust * 0.85
        jobseeker.coping = jobseeker.coping * 0.95
        jobseeker.job_help = share(jobseeker.job_help + 0.1)
    else:
        jobseeker.plan += 0.1 * (1.0 - jobseeker.plan)
