"""Hiring: applicants meet vacancies, are screened with what they disclose, and compete.

One person's job is another's loss (K8, K10).
"""

from sim.agents import Employer, Jobseeker, Market
from sim.behaviour import behaviour
from sim.behaviour.exits import leave_register
from sim.behaviour.quantities import centred_factor, clamp_share, is_registered, person_policy
from sim.behaviour.ranking import drop_first, order_by_rank
from sim.behaviour.search import contacts_per_effort, job_search, weeks_out_of_work
from sim.behaviour.world import World
from sim.chance import Week, comes, happens, lot
from sim.events import note_displaced, note_hired
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Decision, Measure, Sector, Status
from sim.units import WEEKS_A_YEAR

MOST_VISITS = 1000  # drawn before a person simply goes on to the next employer with a vacancy


@behaviour
def fit_for(jobseeker: Jobseeker, employer: Employer, parameters: Parameters) -> float:
    """How well a person can do an employer's work [0..1]: skills, language and health against its demands."""
    hiring = parameters.hiring
    body = jobseeker.physical_health
    mind = jobseeker.mental_health
    if employer.sector == Sector.INDUSTRY_AND_BUILDING:
        body = body * hiring.industry_body
    elif employer.sector == Sector.OFFICE_AND_KNOWLEDGE:
        body = body * hiring.office_body
    demanded = centred_factor(1.0, employer.demands)
    gap = hiring.skills_weight * jobseeker.skills_gap * demanded + hiring.language_weight * jobseeker.language_gap
    ill = hiring.health_weight * max(body, mind) * demanded
    return clamp_share(1.0 - gap) * clamp_share(1.0 - ill) * (1.0 + hiring.gain_effect * jobseeker.measure_gain)


@behaviour
def has_coach(jobseeker: Jobseeker) -> bool:
    """Whether somebody from a measure comes along to the workplace."""
    return jobseeker.measure == Measure.IPS or jobseeker.measure == Measure.FOLLOW_UP


@behaviour
def discloses(jobseeker: Jobseeker, week: Week, parameters: Parameters) -> bool:
    """Whether a person tells an employer of a mental-health barrier."""
    if jobseeker.disclosed == 1:
        return True
    if jobseeker.mental_health < parameters.hiring.disclosed_from:
        return False
    return happens(parameters.hiring.disclosure, week, Decision.DISCLOSURE, jobseeker.id)


@behaviour
def disclosure_factor(jobseeker: Jobseeker, employer: Employer, week: Week, parameters: Parameters) -> float:
    """What disclosing does to a call-back [ratio].

    About a quarter less for mental health, half for a visible limitation (7.1-7.3, R25). Large firms mind less; a job
    coach at the workplace offsets part; openness offsets part.
    """
    hiring = parameters.hiring
    loss = 0.0
    if jobseeker.visible_limitation == 1:
        loss = 1.0 - hiring.visible_multiplier
    elif discloses(jobseeker, week, parameters):
        loss = 1.0 - hiring.mental_multiplier
    large = hiring.size_offset * employer.size / (employer.size + hiring.large_firm)
    loss = loss * centred_factor(-1.0, employer.openness) * (1.0 - large)
    if has_coach(jobseeker):
        loss = loss * (1.0 - hiring.coach_offset)
    return clamp_share(1.0 - loss)


@behaviour
def gap_factor(jobseeker: Jobseeker, employer: Employer, parameters: Parameters) -> float:
    """What a gap in the CV does to a call-back [ratio]; open employers look past it."""
    weight = parameters.hiring.gap_weight * (1.0 - employer.openness)
    years = weeks_out_of_work(jobseeker, parameters) / WEEKS_A_YEAR
    return 1.0 - weight * years / (1.0 + years)


@behaviour
def screening_probability(
    jobseeker: Jobseeker, employer: Employer, policy: Policy, week: Week, parameters: Parameters
) -> float:
    """Probability of being taken on for one vacancy met, if nobody better applies [0..1] (R24, R25)."""
    chance_of = parameters.hiring.screening * fit_for(jobseeker, employer, parameters)
    chance_of = chance_of * disclosure_factor(jobseeker, employer, week, parameters)
    chance_of = chance_of * gap_factor(jobseeker, employer, parameters)
    if jobseeker.measure == Measure.WAGE_SUBSIDY:
        chance_of = chance_of * parameters.hiring.subsidy_factor
    elif has_coach(jobseeker):
        chance_of = chance_of * parameters.hiring.coach_factor
    known = employer.relation * policy.organisation.employer_matching
    return clamp_share(chance_of * (1.0 + parameters.hiring.matching_gain * known))


@behaviour
def vacancy_met(jobseeker: Jobseeker, market: Market, world: World, week: Week) -> int:
    """Row of the employer whose vacancy a person meets; each open vacancy of the market is as likely.

    The person comes by one employer after another, drawn evenly, until one has a vacancy left at the drawn number. So a
    vacancy more or less elsewhere leads nobody to another employer, as a place in a list of all vacancies would.
    """
    most = 1  # in steps of two times, for a number that changed with each vacancy would do the same
    while most < market.most_vacancies:
        most = 2 * most
    row = market.first_employer
    for visit in range(MOST_VISITS):
        employer = int(lot(week, Decision.VACANCY_MET, jobseeker.id, 0, 2 * visit) * market.n_employers)
        row = market.first_employer + employer
        if lot(week, Decision.VACANCY_MET, jobseeker.id, 0, 2 * visit + 1) * most < world.employers[row].vacancies:
            return row
    while world.employers[row].vacancies == 0:
        row = market.first_employer + (row + 1 - market.first_employer) % market.n_employers
    return row


@behaviour
def apply_for_work(
    jobseeker: Jobseeker, market: Market, effort: float, policy: Policy, world: World, week: Week
) -> None:
    """Meet a vacancy, or not; pass its screening, or not; then stand in line with a rank."""
    parameters = world.parameters[0]
    jobseeker.applied_to = -1
    if not comes(effort * market.contact_rate, week, Decision.JOB_CONTACT, jobseeker.id):
        return
    employer_row = vacancy_met(jobseeker, market, world, week)
    employer = world.employers[employer_row]
    jobseeker.applications += 1
    passes = screening_probability(jobseeker, employer, policy, week, parameters)
    if happens(passes, week, Decision.SCREENING, jobseeker.id):
        jobseeker.call_backs += 1
        jobseeker.applied_to = employer_row
        jobseeker.job_fit = clamp_share(fit_for(jobseeker, employer, parameters))
        other = lot(week, Decision.APPLICANT_QUALITY, jobseeker.id, employer.id)
        jobseeker.rank = jobseeker.job_fit + parameters.hiring.rank_noise * other


@behaviour
def start_job(jobseeker: Jobseeker, employer: Employer, policy: Policy, world: World, week: Week) -> None:
    """Take up a job; who came by a measure with a coach keeps the support for a time."""
    parameters = world.parameters[0]
    jobseeker.employer = jobseeker.applied_to
    jobseeker.job_support = 0
    if has_coach(jobseeker):
        support = parameters.retention.support_weeks
        if jobseeker.measure == Measure.IPS:
            support = support * centred_factor(1.0, policy.individualization.ips_fidelity)
        jobseeker.job_support = int(support)
    leave_register(jobseeker, Status.EMPLOYED + 0, week)
    jobseeker.jobs += 1
    if jobseeker.first_job_week < 0:
        jobseeker.first_job_week = week.number - jobseeker.arrived_week
    employer.hires += 1
    employer.filled += 1
    world.caseworkers[jobseeker.caseworker].placements += 1


@behaviour
def fill_vacancies(market_row: int, world: World, week: Week) -> None:
    """Let the market's best applicant choose first; who finds the vacancy gone was displaced by another jobseeker."""
    market = world.markets[market_row]
    market.displaced = 0
    n = 0
    for office in world.offices:
        if office.market == market_row:
            for row in range(office.first_row, office.first_row + office.n_rows):
                jobseeker = world.jobseekers[row]
                if jobseeker.applied_to >= 0 and is_registered(jobseeker):
                    world.heap[n] = row
                    n += 1
    order_by_rank(n, world, week)
    while n > 0:
        jobseeker = world.jobseekers[world.heap[0]]
        employer = world.employers[jobseeker.applied_to]
        if employer.vacancies > 0:
            employer.vacancies -= 1
            caseworker = world.caseworkers[jobseeker.caseworker]
            policy = person_policy(jobseeker, caseworker, world.offices[jobseeker.office], world)
            note_hired(world, week, jobseeker, employer)
            start_job(jobseeker, employer, policy, world, week)
        else:
            note_displaced(world, week, jobseeker, employer)
            market.displaced += 1
            jobseeker.displaced += 1
        jobseeker.applied_to = -1
        drop_first(n, world, week)
        n -= 1


@behaviour
def match(world: World, week: Week) -> None:
    """Add up the search of each market, let people apply, and let employers choose."""
    for market in world.markets:
        market.search = 0.0
    for office in world.offices:
        market = world.markets[office.market]
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker):
                policy = person_policy(jobseeker, world.caseworkers[jobseeker.caseworker], office, world)
                jobseeker.search = job_search(jobseeker, office, policy, world)
                market.search += jobseeker.search
    for market in world.markets:
        market.contact_rate = contacts_per_effort(market, world.parameters[0])
    for office in world.offices:
        market = world.markets[office.market]
        for row in range(office.first_row, office.first_row + office.n_rows):
            jobseeker = world.jobseekers[row]
            if is_registered(jobseeker) and jobseeker.search > 0.0:
                policy = person_policy(jobseeker, world.caseworkers[jobseeker.caseworker], office, world)
                apply_for_work(jobseeker, market, jobseeker.search, policy, world, week)
    for market_row in range(len(world.markets)):
        fill_vacancies(market_row, world, week)
