"""A paused run: a compiled run that waits after every step, to be looked at, changed from now on, or forked.

A lever set while it waits gives the same bits as a change of the scenario that begins in that week; a fork never
notices its twin. Also called: an interactive run, a what-if. Not to be confused with `sim.engine.run_pausing_at`, which
shows a run that is settled from its start.
"""

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from sim.behaviour.rationing import job_chance_seen
from sim.call_trees import as_machine_code
from sim.checks import check_faults, check_scenario, check_seeds
from sim.declare import as_tuple, record_type
from sim.events import record_event
from sim.interventions import FieldInterventions
from sim.kernel import kernel
from sim.policy import Policy
from sim.rest import beginning
from sim.scenario import Change, Scenario, policy_table
from sim.terms import Status
from sim.world import RECORDS, World, with_more_rows

EVENTS_A_PERSON = 10  # more cannot happen to one person in a week


class PausedRun:
    """One run of a scenario with one seed, before the week `week`.

    `events`: keep what happened in the latest step; slower, and the same in all else. Raises ValueError for a scenario
    that is not allowed, ConservationError when a law of conservation breaks.
    """

    def __init__(self, scenario: Scenario, seed: int = 1, *, events: bool = False):
        check_scenario(scenario).check()
        (self.seed,) = check_seeds([seed])
        self.scenario = copy.deepcopy(scenario)
        self.week = 0
        self.events = np.zeros(0, RECORDS["events"])
        self._in_order: np.ndarray | None = None
        self._keeps_events = events
        self._live: Callable = kernel({"note_event": record_event} if events else None)
        self._begin()

    def _begin(self) -> None:
        """Let the office come to rest as in any run, and take its people over, before week 0."""
        table = policy_table(self.scenario)
        self._interventions = FieldInterventions(self.scenario, table, self.seed)
        self._world = beginning(self.scenario, table, kernel(), self.seed)  # of rest nothing is logged
        self._live_until(-1, 0)
        self.events = self.events[:0]  # what was so at the start did not happen now

    def __repr__(self) -> str:
        """Where the run is, and of which seed."""
        return f"PausedRun(week {self.week} of {self.scenario.weeks}, seed {self.seed})"

    def step(self, weeks: int = 1) -> None:
        """Live some weeks more; after the last of the scenario nothing more happens."""
        taken = []
        until = min(self.week + weeks, self.scenario.weeks)
        while self.week < until:
            self._interventions.act(self._world, self.week)
            pause = min(until, self._interventions.next_after(self.week))
            pause = self.week + 1 if self._keeps_events else pause
            self._live_until(self.week, pause)
            self.week = pause
            taken.append(self.events)
        if taken:
            self.events = np.concatenate(taken)

    def set_levers(self, levers: dict[str, Any]) -> None:
        """Set levers for the whole run from the coming week on; ValueError for what cannot be, and nothing is changed.

        Before the first week the run begins anew with them, for some decide who is there at the start.
        """
        change = Change(level="run", levers=dict(levers), from_week=self.week)
        changed = copy.copy(self.scenario)
        changed.changes = [*self.scenario.changes, change]
        changed.check()
        if self.week == 0:
            self.scenario = changed
            self._begin()
            return
        table = policy_table(changed)
        rows = np.array([as_tuple(policy) for policy in table.policies], record_type(Policy))
        self._world = self._world._replace(policies=rows, phases=np.array(table.phases, np.int64))
        self.scenario = changed

    def fork(self) -> "PausedRun":
        """A twin in the same week: what is done to either, the other never notices."""
        twin = copy.copy(self)
        twin._world = World(*(container.copy() for container in self._world))
        twin._interventions = copy.copy(self._interventions)
        twin.scenario = copy.copy(self.scenario)
        twin.events = self.events.copy()
        return twin

    @property
    def people(self) -> np.ndarray:
        """Everybody who is followed, as copies of the records, in the order in which they came: that never changes.

        Those who are let go for good leave gaps that close.
        """
        people = self._world.jobseekers
        return people[self._order()]

    def columns(self, *fields: str) -> list[np.ndarray]:
        """Some fields of everybody, as copies, in the order of `people`."""
        order = self._order()
        return [self._world.jobseekers[name][order] for name in fields]

    @property
    def caseworkers(self) -> np.ndarray:
        """All posts with who holds them, as copies of the records; a fraction of 0 is a row kept for a post to come."""
        return self._world.caseworkers.copy()

    @property
    def channels(self) -> np.ndarray:
        """The ways into every office, as copies of the records."""
        return self._world.channels.copy()

    @property
    def offices(self) -> np.ndarray:
        """The offices, as copies of the records."""
        return self._world.offices.copy()

    @property
    def books(self) -> np.ndarray:
        """The books of the weeks lived so far, a row an office and week (`sim.accounts.OfficeWeek`)."""
        return self._world.weekly[: self.week * len(self._world.offices)].copy()

    def chances_seen(self, people: np.ndarray | None = None) -> np.ndarray:
        """How likely to succeed each of these people, or everybody, looks at the counter [0..1] (`job_chance_seen`)."""
        if people is None:
            return self.chances_seen(self._world.jobseekers)[self._order()]
        chances = np.zeros(len(people))
        if len(people):
            _chances_compiled()(people, self._world.parameters, chances)
        return chances

    def _order(self) -> np.ndarray:
        """The rows of everybody who is followed, in the order in which they came; sorted once between two steps."""
        if self._in_order is not None:
            return self._in_order
        people = self._world.jobseekers
        there = np.flatnonzero(people["status"] != Status.VACANT)
        came_later = people["newcomer"][there] == 1  # than those of week 0 who were there, on the register or off it
        arrivals = people["id"][there], came_later, people["arrived_week"][there]
        self._in_order = np.asarray(there[np.lexsort(arrivals)])
        return self._in_order

    def _live_until(self, week: int, until: int) -> None:
        """Live up to a week, making room for arrivals where it is short; a `week` of -1 makes the people first."""
        self._in_order = None
        if self._keeps_events:
            self._open_log()
        reached = self._live(self._world, self.seed, week, until)
        check_faults(self._world)
        while reached < until:
            self._world = with_more_rows(self._world)
            reached = self._live(self._world, self.seed, reached, until)
            check_faults(self._world)
        if self._keeps_events:
            self._close_log()

    def _open_log(self) -> None:
        """Give the log room for a week, and empty it."""
        room = EVENTS_A_PERSON * (2 * len(self._world.jobseekers) + 64)
        if len(self._world.events) < room:
            self._world = self._world._replace(events=np.zeros(room, RECORDS["events"]))
        self._world.events_held[0] = 0

    def _close_log(self) -> None:
        """Take what happened out of the log."""
        n_events = int(self._world.events_held[0])
        if n_events > len(self._world.events) and self.week > 0:
            raise RuntimeError(f"week {self.week} has {n_events} events, more than the log holds")
        self.events = self._world.events[:n_events].copy()


def _fill_chances(people: np.ndarray, numbers: np.ndarray, chances: np.ndarray) -> None:
    """Fill in how likely to succeed each person looks."""
    for row in range(len(people)):
        chances[row] = job_chance_seen(people[row], numbers[0])


@cache
def _chances_compiled() -> Callable:
    """The same as machine code; the first call compiles."""
    return as_machine_code(_fill_chances)
