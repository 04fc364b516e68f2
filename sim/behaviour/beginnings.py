"""The beginning of a run: the offices, staff, employers and people that are there in week 0."""

from math import log

from sim.agents import Employer, Jobseeker, Market, Office
from sim.behaviour import behaviour
from sim.behaviour.arrival import enrol, look_back
from sim.behaviour.assessment import assess
from sim.behaviour.health import needs_treatment
from sim.behaviour.measures import begin_measure
from sim.behaviour.posts import count_posts, lay_out_posts, open_posts, take_post_as_of_old
from sim.behaviour.quantities import clamp_share, person_policy, reduced_by_lack
from sim.behaviour.referral import choose_measure
from sim.behaviour.shocks import identity, point_to_policies
from sim.behaviour.staff import assign_caseworker
from sim.behaviour.world import World
from sim.chance import Week, centred_lot, happens, lot, poisson_draw
from sim.parameters import Parameters
from sim.terms import N_SECTORS, Decision, EmployerType, Measure, Sector, Status
from sim.units import NEXT_TO_NOTHING

EMPLOYERS_A_MARKET = 1048576


@behaviour
def open_office(office: Office, world: World, week: Week) -> None:
    """Give an office its norm, its leader's ability and the practice it starts with."""
    organisation = world.parameters[0].organisation
    office.norm = organisation.norm_spread * centred_lot(week, Decision.OFFICE_NORM, office.id)
    office.leader_room = reduced_by_lack(organisation.leader_spread, lot(week, Decision.LEADER_ROOM, office.id))
    office.adoption = organisation.adoption_at_start


@behaviour
def hire_staff(office: Office, world: World, week: Week) -> None:
    """Fill an office's posts with people of some experience."""
    lay_out_posts(office, world)
    for post in range(office.n_caseworkers):
        take_post_as_of_old(world.caseworkers[office.first_caseworker + post], post, office, world, week)
    open_posts(office, world.parameters[0])
    count_posts(office, world, week)


@behaviour
def openness_of(kind: int, parameters: Parameters) -> float:
    """Openness of a type of employer [0..1] about the published mean (7.5, 7.8)."""
    employers = parameters.employers
    if kind == EmployerType.COMMITTED:
        return clamp_share(employers.openness_committed * employers.openness)
    if kind == EmployerType.SCEPTICAL:
        return clamp_share(employers.openness_sceptical * employers.openness)
    if kind == EmployerType.PASSIVE:
        return clamp_share(employers.openness_passive * employers.openness)
    return clamp_share(employers.openness_dismissive * employers.openness)


@behaviour
def open_business(employer: Employer, market: Market, world: World, week: Week) -> None:
    """Give an employer type, sector, size, demands and vacancies."""
    employers = world.parameters[0].employers
    drawn = lot(week, Decision.EMPLOYER_TYPE, employer.id)
    employer.kind = EmployerType.DISMISSIVE
    if drawn < employers.committed_share:
        employer.kind = EmployerType.COMMITTED
    elif drawn < employers.committed_share + employers.sceptical_share:
        employer.kind = EmployerType.SCEPTICAL
    elif drawn < employers.committed_share + employers.sceptical_share + employers.passive_share:
        employer.kind = EmployerType.PASSIVE
    employer.openness = openness_of(employer.kind, world.parameters[0])
    employer.usual_openness = employer.openness
    employer.sector = int(N_SECTORS * lot(week, Decision.EMPLOYER_SECTOR, employer.id))
    employer.size = max(1.0, -log(1.0 - lot(week, Decision.EMPLOYER_SIZE, employer.id)) * employers.mean_size)
    demanding = lot(week, Decision.EMPLOYER_DEMANDS, employer.id)
    employer.demands = min(1.0, employers.demands_lowest + employers.demands_spread * demanding)
    if employer.sector == Sector.OFFICE_AND_KNOWLEDGE:
        employer.demands = min(1.0, employer.demands + employers.demands_of_knowledge)
    filled = employers.filled_by_others + employers.filled_by_nav
    at_rest = market.posting * employer.size / max(NEXT_TO_NOTHING, filled)
    employer.vacancies = poisson_draw(at_rest, week, Decision.VACANCIES_AT_START, employer.id)


@behaviour
def settle(jobseeker: Jobseeker, office: Office, world: World, week: Week) -> None:
    """Let somebody found on the register be where such people are: assessed, treated or not, in a measure or not."""
    parameters = world.parameters[0]
    jobseeker.status = Status.SEEKING
    caseworker = world.caseworkers[jobseeker.caseworker]
    policy = person_policy(jobseeker, caseworker, office, world)
    assess(jobseeker, caseworker, office, policy, week, parameters)
    since = lot(week, Decision.TIME_ON_REGISTER, jobseeker.id, 0, 4) * parameters.assessment.weeks_between
    jobseeker.assessed_week = week.number - int(since)
    if needs_treatment(jobseeker, parameters):
        jobseeker.treated = 1
        if happens(parameters.health.untreated_at_start, week, Decision.UNTREATED_AT_START, jobseeker.id):
            jobseeker.treated = 0
    if happens(parameters.people.in_measure_at_start, week, Decision.STARTS_IN_MEASURE, jobseeker.id):
        jobseeker.measure_since = week.number
        kind = choose_measure(jobseeker, Decision.MEASURE_AT_START, policy, world, week)
        if kind != Measure.NONE:
            begin_measure(jobseeker, kind, world, week)
            left = lot(week, Decision.STARTS_IN_MEASURE, jobseeker.id, 0, 1)
            jobseeker.measure_weeks = 1 + int(left * world.measures[kind].weeks)


@behaviour
def register_people(office: Office, n_ordinary: int, n_reduced: int, world: World, week: Week) -> None:
    """Find the people who are on an office's register when the run starts."""
    row = office.first_row
    for number in range(n_ordinary + n_reduced):
        jobseeker = world.jobseekers[row + number]
        if number < n_ordinary:
            enrol(jobseeker, identity(office.id, 0, 2 * number), office.id, 0, world, week)
        else:
            enrol(jobseeker, identity(office.id, 0, 2 * (number - n_ordinary) + 1), office.id, 1, world, week)
        look_back(jobseeker, week, world.parameters[0])
        assign_caseworker(jobseeker, office, world, week)
        settle(jobseeker, office, world, week)
    office.registered = n_ordinary + n_reduced
    office.stock_ordinary, office.stock_reduced = n_ordinary, n_reduced
    office.arrived = n_ordinary + n_reduced
    office.vacant_rows = office.n_rows - n_ordinary - n_reduced


@behaviour
def populate(world: World, week: Week) -> None:
    """Make everybody and everything that is there when the run starts, and the tallies they are counted in."""
    point_to_policies(world, week)
    for market_row in range(len(world.markets)):
        market = world.markets[market_row]
        for number in range(market.n_employers):
            employer = world.employers[market.first_employer + number]
            employer.id = market_row * EMPLOYERS_A_MARKET + number
            employer.market = market_row
            open_business(employer, market, world, week)
    for office in world.offices:
        open_office(office, world, week)
        hire_staff(office, world, week)
        register_people(office, office.start_ordinary, office.start_reduced, world, week)
