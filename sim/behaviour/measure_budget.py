"""Money for measures: what each year's budget gives, and the stop of starts when more is committed than there is."""

from sim.agents import Office
from sim.behaviour import behaviour
from sim.behaviour.quantities import office_policy
from sim.behaviour.world import World
from sim.chance import Week, lot
from sim.policy import Policy
from sim.terms import N_MEASURES, Decision
from sim.units import THOUSAND

BUDGET_YEAR = 52  # weeks
LOTS = 12  # whose sum, less half of them, has a standard deviation of 1
MOST_LOST = -0.95  # of a budget, in one year


@behaviour
def budget_change(deviation: float, week: Week) -> float:
    """What a new year does to the budget for measures [share]: normal about 0, one draw for all offices.

    State accounts 2014-25, post 76: standard deviation .08. Twelve lots added up make a normal number.
    """
    drawn = 0.0
    for number in range(LOTS):
        drawn += lot(week, Decision.MEASURE_BUDGET, 0, 0, number)
    return max(MOST_LOST, deviation * (drawn - LOTS / 2))


@behaviour
def budget_measures(world: World, week: Week) -> None:
    """Let a new year change the budgets for measures, each from what it was; the first is the usual one."""
    if week.number < BUDGET_YEAR or week.number % BUDGET_YEAR != 0:
        return
    for office in world.offices:
        change = budget_change(office_policy(office, world).shock.measure_budget, week)
        office.measure_budget = (1.0 + office.measure_budget) * (1.0 + change) - 1.0


@behaviour
def budgeted(office: Office, policy: Policy) -> float:
    """Money for measures over what the usual places cost [ratio]."""
    return policy.organisation.measure_places * (1.0 + office.measure_budget)


@behaviour
def is_overdrawn(office: Office, policy: Policy, world: World) -> bool:
    """Whether the places taken cost more than the budget of the year gives (the stop of starts in 2025)."""
    committed, given = 0.0, 0.0
    for kind in range(1, N_MEASURES):
        measure = world.measures[kind]
        committed += world.places[office.id * N_MEASURES + kind].taken * measure.price
        given += measure.places * measure.price
    return committed > given * office.registered / THOUSAND * budgeted(office, policy)


@behaviour
def open_to_starts(office: Office, policy: Policy, world: World) -> None:
    """Keep only what is taken where the budget has moved and more is committed than there is; count the places."""
    stopped = office.measure_budget != 0.0 and is_overdrawn(office, policy, world)
    for kind in range(1, N_MEASURES):
        places = world.places[office.id * N_MEASURES + kind]
        if stopped:
            places.capacity = min(places.capacity, places.taken)
        office.measure_places += places.capacity
