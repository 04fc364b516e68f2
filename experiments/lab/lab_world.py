"""One world of a lab: a paused run that keeps its journal, and what a picture needs of weeks gone by."""

import copy
from collections import deque
from typing import Any

import numpy as np

from experiments.cli.refusal import Refused
from experiments.lab.address import Address, Entry, WorldAddress, scenario_of
from experiments.lab.limits import WEEKS
from sim import PausedRun
from sim.declare import known_numbers, value_at
from sim.policy import Policy
from sim.scenario import CASELOAD, policy_table
from sim.terms import OUTSIDE, Status

HALF_YEAR = 26  # weeks
REGISTERED = (Status.SEEKING, Status.IN_MEASURE, Status.WAITING_FOR_HEALTH)
SEEN = ("id", "status", "newcomer", "weeks_unemployed", "true_need", "hours_received", "repeats")
NOWHERE = int(Status.VACANT)


class LabWorld:
    """A world before some week, made of its address.

    Everybody keeps a place in `everybody` from coming on; the run lets go of some who have left for good, and they stay
    where they were seen last. Who left the register before week 1 is nowhere until back on it.
    """

    def __init__(self, address: Address, world: WorldAddress, *, events: bool = False):
        self.key = (address.office, address.people, address.labour_market, address.seed, world)
        self.address = world
        try:
            self.run = PausedRun(scenario_of(address, world), address.seed, events=events)
        except ValueError as problem:
            raise Refused(str(problem)) from None
        self._begin()

    def _begin(self) -> None:
        """Look at everybody before week 0."""
        self.everybody = np.zeros(0, np.int64)  # identities, in the order of their coming
        self.rows = np.zeros(0, np.int64)  # where among them those are whom the run follows, in its order
        self.places, self.needs, self.repeats = (np.zeros(0, np.int64) for _ in range(3))
        self.hours: deque[np.ndarray] = deque(maxlen=HALF_YEAR + 1)  # received, at the end of each week
        self.counts: list[np.ndarray] = []  # how many were in each status, week by week
        self._look()
        self.repeats_before = self.repeats

    def _look(self) -> None:
        """See who has come, where everybody is, and what each has been given so far."""
        ids, status, newcomer, weeks_registered, need, hours, repeats = self.run.columns(*SEEN)
        stayed = self.rows[np.isin(self.everybody[self.rows], ids, assume_unique=True)]
        came = ids[len(stayed) :]  # they are the last
        self.rows = np.concatenate([stayed, len(self.everybody) + np.arange(len(came))])
        self.everybody = np.concatenate([self.everybody, came])
        was_registered = np.isin(status, REGISTERED) | (weeks_registered > 0)
        self.places = self.put(np.where((newcomer == OUTSIDE) & ~was_registered, NOWHERE, status), self.places)
        self.needs, self.repeats = self.put(need, self.needs), self.put(repeats, self.repeats)
        self.hours.append(self.put(hours, self.hours[-1] if self.hours else np.zeros(0)))

    def put(self, values: np.ndarray, before: np.ndarray | None = None) -> np.ndarray:
        """Values of those whom the run follows, put where each is in `everybody`; the others keep what was before."""
        column = np.zeros(len(self.everybody), values.dtype)
        if before is not None:
            column[: len(before)] = before
        column[self.rows] = values
        return column

    @property
    def week(self) -> int:
        """The week that comes."""
        return self.run.week

    def live_until(self, week: int) -> None:
        """Live up to a week, with what the journal has for it."""
        while self.run.week < min(week, WEEKS):
            self._obey_journal()
            self.repeats_before = self.repeats
            self.run.step()
            self._look()
            self.counts.append(np.bincount(self.places, minlength=len(Status)))

    def set_levers(self, levers: tuple[tuple[str, Any], ...]) -> None:
        """Set levers from the coming week on, and write them in the journal; Refused for what cannot be."""
        entry = Entry(self.run.week, levers)
        self._set(entry)
        self.address = WorldAddress(self.address.policy, (*self.address.journal, entry), self.address.is_twin)
        self.key = (*self.key[:-1], self.address)

    def levers(self) -> dict[str, Any]:
        """Where every lever stands in the coming week."""
        table = policy_table(self.run.scenario)
        policy = table.policies[table.phases[min(self.run.week, len(table.phases) - 1)]]
        return {path: value_at(policy, path) for path in known_numbers(Policy)}

    def _obey_journal(self) -> None:
        for entry in self.address.journal:
            if entry.week == self.run.week > 0:
                self._set(entry)

    def _set(self, entry: Entry) -> None:
        if entry.week > 0 and CASELOAD in dict(entry.levers):
            raise Refused(f"{CASELOAD} staffs the posts when the world begins; write it for week 0")
        try:
            self.run.set_levers(dict(entry.levers))
        except ValueError as problem:
            raise Refused(str(problem).replace(f"change {len(self.run.scenario.changes) + 1}: ", "")) from None
        if entry.week == 0:
            self._begin()

    def fork(self) -> "LabWorld":
        """The same world once more: from here on the two go their own ways."""
        twin = copy.copy(self)
        twin.run = self.run.fork()
        twin.hours, twin.counts = self.hours.copy(), self.counts.copy()
        return twin
