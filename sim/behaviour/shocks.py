"""The start of the week: which policies apply, what hits the office, who arrives."""

from sim.agents import Office
from sim.behaviour import behaviour
from sim.behaviour.arrival import enrol
from sim.behaviour.office import reorganise
from sim.behaviour.quantities import office_policy, within
from sim.behaviour.staff import assign_caseworker
from sim.behaviour.world import World
from sim.chance import Week, poisson_draw
from sim.events import note_arrived
from sim.parameters import Parameters
from sim.policy import Policy
from sim.terms import Decision, Status

IDENTITIES_A_WEEK = 1048576  # room for 2**20 arrivals an office and week
WEEKS_OF_IDENTITIES = 16384
LEAST_HELD, MOST_HELD = 0.6, 1.5  # of the usual arrivals, while the register is held


@behaviour
def identity(office_row: int, arrival: int, number: int) -> int:
    """Identity of the person who arrives as this number at this office; arrival 0 is the start, w + 1 week w.

    Weeks before week 0 count from the far end, so that nobody who came before has the identity of one who comes after.
    """
    return (office_row * WEEKS_OF_IDENTITIES + arrival) * IDENTITIES_A_WEEK + number


@behaviour
def arrival_of(week: Week) -> int:
    """Number of the arrival that the people of a week have in their identity [1..16383]."""
    if week.number < 0:
        return WEEKS_OF_IDENTITIES + week.number
    return week.number + 1


@behaviour
def point_to_policies(world: World, week: Week) -> None:
    """Point every market and office to the rows of policies that apply this week."""
    layout = world.layout[0]
    below_office = layout.caseworker_arms * layout.person_arms
    phase = world.phases[max(0, week.number)]  # before week 0 there is one policy
    for market in world.markets:
        market.policy_row = (phase * layout.market_arms + market.arm) * layout.office_arms * below_office
    for office in world.offices:
        office.policy_row = world.markets[office.market].policy_row + office.arm * below_office


@behaviour
def digital_legacy(policy: Policy, week: Week, parameters: Parameters) -> float:
    """Share of the gap to fully digital contact that express digitalization closes, in a pandemic and after [0..1]."""
    shock = policy.shock
    if within(week, shock.closure_week, shock.closure_weeks):
        return shock.express_digitalization
    if shock.closure_week >= 0 and week.number >= shock.closure_week + shock.closure_weeks:
        return shock.express_digitalization * parameters.organisation.digital_stays
    return 0.0


@behaviour
def expected_arrivals(reduced_capacity: int, policy: Policy, world: World, week: Week) -> float:
    """Arrivals expected at one office this week [persons]; a surge brings ordinary jobseekers."""
    if reduced_capacity == 1:
        return world.layout[0].inflow_reduced
    expected = world.layout[0].inflow_ordinary
    if within(week, policy.shock.surge_week, policy.shock.surge_weeks):
        expected = expected * policy.shock.surge_size
    return expected


@behaviour
def holds_register(n_wanted: int, n_there: int) -> float:
    """Factor of arrivals that holds a group of the register at its size, before week 0 [ratio].

    The fourth power of size wanted over size there: a register 5 % short has 23 % more arrivals. ASSUMED form; it acts
    in the years before a run alone.
    """
    short = n_wanted / max(1, n_there)
    return min(MOST_HELD, max(LEAST_HELD, short * short * short * short))


@behaviour
def arrivals(office: Office, reduced_capacity: int, world: World, week: Week) -> int:
    """People who arrive at an office this week [persons]: Poisson, the same where policy does not touch the inflow."""
    expected = expected_arrivals(reduced_capacity, office_policy(office, world), world, week)
    if week.number < 0 and reduced_capacity == 1:
        expected = expected * holds_register(office.start_reduced, office.stock_reduced)
    elif week.number < 0:
        expected = expected * holds_register(office.start_ordinary, office.stock_ordinary)
    return poisson_draw(expected, week, Decision.ARRIVALS, office.id, reduced_capacity)


@behaviour
def rows_are_short(world: World, week: Week) -> bool:
    """Whether some office lacks room for the people who arrive this week."""
    point_to_policies(world, week)
    for office in world.offices:
        if arrivals(office, 0, world, week) + arrivals(office, 1, world, week) > office.vacant_rows:
            return True
    return False


@behaviour
def welcome(office: Office, world: World, week: Week) -> None:
    """Enrol this week's arrivals into vacant rows and give each a caseworker."""
    ordinary = arrivals(office, 0, world, week)
    everybody = ordinary + arrivals(office, 1, world, week)
    arrival = arrival_of(week)
    row = office.first_row + office.lowest_vacant
    for number in range(everybody):
        while world.jobseekers[row].status != Status.VACANT:
            row += 1
        jobseeker = world.jobseekers[row]
        if number < ordinary:
            name = identity(office.id, arrival, 2 * number)
            enrol(jobseeker, name, office.id, 0, world, week)
        else:
            name = identity(office.id, arrival, 2 * (number - ordinary) + 1)
            enrol(jobseeker, name, office.id, 1, world, week)
        assign_caseworker(jobseeker, office, world, week)
        note_arrived(world, week, jobseeker)
        office.lowest_vacant = row + 1 - office.first_row
    office.vacant_rows -= everybody
    office.arrived += everybody


@behaviour
def begin_week(world: World, week: Week) -> None:
    """Apply the policies of the week, let shocks hit, and welcome who arrives."""
    parameters = world.parameters[0]
    point_to_policies(world, week)
    for office in world.offices:
        policy = office_policy(office, world)
        office.digital_legacy = digital_legacy(policy, week, parameters)
        if week.number >= 0 and policy.shock.reorganisation_week == week.number:
            reorganise(office, world, week)
        welcome(office, world, week)
