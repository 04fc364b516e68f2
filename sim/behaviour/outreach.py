"""Outreach: NAV's work with employers opens doors a little and brings vacancies to light (K9; 7.5, 7.6, R24)."""

from sim.agents import Employer, Market, Office
from sim.behaviour import behaviour
from sim.behaviour.quantities import clamp_share, office_policy, within
from sim.behaviour.world import World
from sim.chance import Week, lot, poisson_draw
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Decision, EmployerType


@behaviour
def moved_by_outreach(kind: int, parameters: Parameters) -> float:
    """How far a visit moves this type of employer [ratio].

    The sceptical and the passive a little, the dismissive hardly (R24).
    """
    if kind == EmployerType.COMMITTED:
        return parameters.employers.outreach_committed
    if kind == EmployerType.DISMISSIVE:
        return parameters.employers.outreach_dismissive
    return 1.0


@behaviour
def visiting_hours(office: Office, policy: Policy, parameters: Parameters) -> float:
    """Hours of an office's employer work that go to visits this week [hours]; matching work takes some of them."""
    taken = parameters.employers.matching_time * policy.organisation.employer_matching
    return office.hours_employers * (1.0 - taken)


@behaviour
def visit(employer: Employer, parameters: Parameters) -> None:
    """Visit an employer: relation and openness grow, as far as its type can be moved."""
    step = parameters.employers.outreach_step * moved_by_outreach(employer.kind, parameters)
    opened = parameters.employers.outreach_opens * step
    employer.relation = clamp_share(employer.relation + step * (1.0 - employer.relation))
    employer.openness = clamp_share(employer.openness + opened * (1.0 - employer.openness))


@behaviour
def posting_rate(employer: Employer, market: Market, policy: Policy, week: Week, parameters: Parameters) -> float:
    """Vacancies that an employer posts a week [1/week]: by size, the business cycle, and the relation with NAV (K9)."""
    rate = market.posting * employer.size * (1.0 + parameters.employers.relation_postings * employer.relation)
    if within(week, policy.shock.recession_week, policy.shock.recession_weeks):
        rate = rate * (1.0 - policy.shock.recession_depth)
    return rate


@behaviour
def unposted_hires(employer: Employer, market: Market, policy: Policy, week: Week, parameters: Parameters) -> float:
    """Hires a week for posts that an employer would have posted had NAV been known to it [1/week].

    Part of the vacancies that visits bring to light would have been filled in another way: visited firms posted 30 %
    more and hired 9 % more (K9).
    """
    rate = posting_rate(employer, market, policy, week, parameters)
    known = 1.0 + parameters.employers.relation_postings * employer.relation
    unknown = parameters.employers.relation_postings * (1.0 - employer.relation)
    return parameters.employers.filled_unposted * rate * unknown / known


@behaviour
def reach_out(world: World, week: Week) -> None:
    """Visit employers with the hours set aside; then let every employer post vacancies and fill some from elsewhere."""
    parameters = world.parameters[0]
    employers = parameters.employers
    for market_row in range(len(world.markets)):
        market = world.markets[market_row]
        hours = 0.0
        policy = world.policies[market.policy_row]
        for office in world.offices:
            if office.market == market_row:
                hours += visiting_hours(office, office_policy(office, world), parameters)
        each = clamp_share(hours / employers.visit_hours / max(1, market.n_employers))
        market.vacancies = 0
        market.most_vacancies = 0
        for row in range(market.first_employer, market.first_employer + market.n_employers):
            employer = world.employers[row]
            if lot(week, Decision.OUTREACH_VISIT, employer.id) < each + employer.visits:
                visit(employer, parameters)
            employer.relation = employer.relation * (1.0 - employers.relation_fades)
            employer.openness += employers.openness_returns * (employer.usual_openness - employer.openness)
            rate = posting_rate(employer, market, policy, week, parameters)
            posted = poisson_draw(rate, week, Decision.VACANCIES_POSTED, employer.id)
            employer.posted += posted
            unposted = unposted_hires(employer, market, policy, week, parameters)
            employer.filled += poisson_draw(unposted, week, Decision.HIRES_UNPOSTED, employer.id)
            employer.vacancies += posted
            still_open = 0
            for post in range(employer.vacancies):
                drawn = lot(week, Decision.VACANCIES_FILLED_BY_OTHERS, employer.id, 0, post)
                if drawn >= employers.filled_by_others:
                    still_open += 1
            employer.filled += employer.vacancies - still_open
            employer.vacancies = still_open
            market.most_vacancies = max(market.most_vacancies, still_open)
            market.vacancies += still_open
