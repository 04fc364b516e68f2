"""Who goes first: the best of many, one at a time, without sorting all.

The rows to choose among stand in `world.heap`; the better goes before by (rank, drawn lot, id), never by row. Also
called: a heap.
"""

from sim.agents import Jobseeker
from sim.behaviour import behaviour
from sim.behaviour.world import World
from sim.chance import Week, lot
from sim.terms import Decision


@behaviour
def goes_before(first: Jobseeker, second: Jobseeker, week: Week) -> bool:
    """Whether one jobseeker goes before another: higher rank, then luck, then the older id."""
    if first.rank != second.rank:
        return first.rank > second.rank
    first_lot = lot(week, Decision.PRIORITY_TIE, first.id)
    second_lot = lot(week, Decision.PRIORITY_TIE, second.id)
    if first_lot != second_lot:
        return first_lot < second_lot
    return first.id < second.id


@behaviour
def sift_down(position: int, n: int, world: World, week: Week) -> None:
    """Let the row at a position of the heap sink until nobody below goes before it."""
    heap = world.heap
    while 2 * position + 1 < n:
        below = 2 * position + 1
        if below + 1 < n and goes_before(world.jobseekers[heap[below + 1]], world.jobseekers[heap[below]], week):
            below += 1
        if not goes_before(world.jobseekers[heap[below]], world.jobseekers[heap[position]], week):
            return
        row = heap[position]
        heap[position] = heap[below]
        heap[below] = row
        position = below


@behaviour
def order_by_rank(n: int, world: World, week: Week) -> None:
    """Arrange the first n rows of the heap so that the best stands first."""
    for back in range(n // 2):
        sift_down(n // 2 - 1 - back, n, world, week)


@behaviour
def drop_first(n: int, world: World, week: Week) -> None:
    """Take the best row out of a heap of n; n - 1 are left."""
    world.heap[0] = world.heap[n - 1]
    sift_down(0, n - 1, world, week)
