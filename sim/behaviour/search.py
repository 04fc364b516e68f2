"""Search: how hard somebody looks for work, and how often that meets a vacancy."""

from math import exp, log

from sim.agents import Jobseeker, Market, Office
from sim.behaviour import behaviour
from sim.behaviour.measures import lock_in, quality_of
from sim.behaviour.quantities import centred_factor, health_barrier, reduced_by_lack
from sim.behaviour.world import World
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Status


@behaviour
def search_effort(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """How hard a person searches [0..1]: wish, coping and trust carry it, ill health drags (R22, R23)."""
    search = parameters.search
    will = jobseeker.motivation * reduced_by_lack(search.coping_weight, jobseeker.coping)
    will = will * reduced_by_lack(search.trust_weight, jobseeker.trust)
    return will * (1.0 - search.health_drag * health_barrier(jobseeker))


@behaviour
def weeks_out_of_work(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """Weeks out of work [weeks]: on the register, and with reduced work capacity the sick leave that came before."""
    return jobseeker.time_on_register + parameters.search.sick_leave_weeks * jobseeker.reduced_capacity


@behaviour
def fading_with_time(jobseeker: Jobseeker, parameters: Parameters) -> float:
    """What time out of work leaves of call-backs [0..1]; most goes in eight months (Kroft et al. 2013; 2.16)."""
    search = parameters.search
    left = exp(-weeks_out_of_work(jobseeker, parameters) / search.duration_weeks)
    return search.duration_floor + (1.0 - search.duration_floor) * left


@behaviour
def job_search(jobseeker: Jobseeker, office: Office, policy: Policy, world: World) -> float:
    """Effective search this week [effort]; help from talks, the plan and what measures gave all multiply it."""
    if jobseeker.status != Status.SEEKING and jobseeker.status != Status.IN_MEASURE:
        return 0.0
    parameters = world.parameters[0]
    search = parameters.search
    effort = search_effort(jobseeker, parameters) * fading_with_time(jobseeker, parameters)
    effort = effort * (1.0 + search.help_effect * jobseeker.job_help) * (1.0 + search.plan_effect * jobseeker.plan)
    effort = effort * reduced_by_lack(search.relation_weight, jobseeker.relation)  # a change of caseworker costs (R10)
    effort = effort * (1.0 + search.gain_effect * jobseeker.measure_gain)
    if jobseeker.status == Status.IN_MEASURE:
        placing = world.measures[jobseeker.measure].placing * quality_of(jobseeker.measure, office, policy, world)
        effort = effort * (1.0 - lock_in(jobseeker, world)) + placing * jobseeker.motivation
    return effort * centred_factor(search.focus_effect, policy.organisation.job_focus)


@behaviour
def contacts_per_effort(market: Market, parameters: Parameters) -> float:
    """Meetings with a vacancy that one unit of effort brings a week [1/week].

    Constant returns to scale (Petrongolo & Pissarides 2001).
    """
    if market.vacancies == 0 or market.search <= 0.0:
        return 0.0
    tightness = market.vacancies / market.search
    return parameters.search.matching * exp(parameters.search.vacancy_elasticity * log(tightness))
