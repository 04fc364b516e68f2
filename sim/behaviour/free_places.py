"""Free places in measures, filled outside talks: to whom, of what kind, and what it costs the staff."""

from sim.agents import Jobseeker, Office
from sim.behaviour import behaviour
from sim.behaviour.measures import begin_measure
from sim.behaviour.quantities import person_policy
from sim.behaviour.ranking import drop_first, order_by_rank
from sim.behaviour.referral import standard_weight, weight_of_youth
from sim.behaviour.world import World
from sim.chance import Week, happens, lot
from sim.events import note_referred
from sim.policy import Policy
from sim.terms import N_MEASURES, Decision, Measure


@behaviour
def free_places(office: Office, kind: int, world: World) -> int:
    """Places of a measure that nobody has [places]."""
    places = world.places[office.id * N_MEASURES + kind]
    return max(0, places.capacity - places.taken)


@behaviour
def first_undecided(office: Office, world: World) -> int:
    """Row of the first in the list of those who may be referred and want no measure yet; -1 when there is none."""
    undecided = world.places[office.id * N_MEASURES]  # who waits for `NONE`
    return undecided.first_waiting if undecided.waiting > 0 else -1


@behaviour
def chance_of_free_place(office: Office, world: World) -> float:
    """Chance a week of a free place [0..1]: free places over those who may have them, the young with need first.

    Never are many offered one in a week (ASSUMED).
    """
    free, weights = 0, 0.0
    for kind in range(1, N_MEASURES):
        free += free_places(office, kind, world)
    row = first_undecided(office, world)
    while row >= 0:
        weights += weight_of_youth(world.jobseekers[row], world.parameters[0])
        row = world.jobseekers[row].next_in_list
    if weights <= 0.0:
        return 0.0
    return min(world.parameters[0].referral.free_at_most, free / weights)


@behaviour
def weight_of_free(jobseeker: Jobseeker, kind: int, office: Office, policy: Policy, world: World) -> float:
    """Weight of a kind of measure where places are to be filled: the standard menu of the group, times the places free.

    Nobody has talked with the person about what suits, so the menu decides (R8).
    """
    return free_places(office, kind, world) * standard_weight(jobseeker, kind, policy, world)


@behaviour
def choose_free(jobseeker: Jobseeker, office: Office, policy: Policy, world: World, week: Week) -> int:
    """Draw a kind of measure with a free place for a person; NONE when nothing free is open to the person."""
    total = 0.0
    for kind in range(1, N_MEASURES):
        total += weight_of_free(jobseeker, kind, office, policy, world)
    reached = total * lot(week, Decision.FREE_PLACE_KIND, jobseeker.id)
    for kind in range(1, N_MEASURES):
        reached -= weight_of_free(jobseeker, kind, office, policy, world)
        if reached < 0.0:
            return kind
    return 0


@behaviour
def offer_free_place(jobseeker: Jobseeker, office: Office, world: World, week: Week) -> None:
    """Refer a person outside talks to a place that is free, and let it begin; the papers are next week's work."""
    caseworker = world.caseworkers[jobseeker.caseworker]
    kind = choose_free(jobseeker, office, person_policy(jobseeker, caseworker, office, world), world, week)
    if kind == Measure.NONE:
        return
    jobseeker.measure_wanted = kind
    jobseeker.measure_since = week.number
    note_referred(world, week, jobseeker, caseworker)
    begin_measure(jobseeker, kind, world, week)
    world.places[office.id * N_MEASURES + kind].taken += 1
    caseworker.backlog += world.parameters[0].referral.hours_outside_talks
    office.referred_outside_talks += 1


@behaviour
def fill_free_places(world: World, week: Week) -> None:
    """Give the places that the queues have left free to people outside talks, so that the budget is spent.

    Who is offered one is drawn; they choose in the order of a lot, not of their rows.
    """
    parameters = world.parameters[0]
    for office in world.offices:
        chance = chance_of_free_place(office, world)
        n = 0
        row = first_undecided(office, world)
        while row >= 0:
            jobseeker = world.jobseekers[row]
            if happens(chance * weight_of_youth(jobseeker, parameters), week, Decision.FREE_PLACE, jobseeker.id):
                jobseeker.rank = lot(week, Decision.PLACE_IN_QUEUE, jobseeker.id)
                world.heap[n] = row
                n += 1
            row = jobseeker.next_in_list
        order_by_rank(n, world, week)
        while n > 0:
            offer_free_place(world.jobseekers[world.heap[0]], office, world, week)
            drop_first(n, world, week)
            n -= 1
