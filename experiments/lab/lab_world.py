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

HALF_YEAR = 26  # weeks


class LabWorld:
    """A world before some week, made of its address."""

    def __init__(self, address: Address, world: WorldAddress, *, events: bool = False):
        self.key = (address.office, address.people, address.labour_market, address.seed, world)
        self.address = world
        try:
            self.run = PausedRun(scenario_of(address, world), address.seed, events=events)
        except ValueError as problem:
            raise Refused(str(problem)) from None
        hours, self.repeats_before = self.run.columns("hours_received", "repeats")
        self.hours: deque[np.ndarray] = deque([hours], maxlen=HALF_YEAR + 1)  # received, at the end of each week

    @property
    def week(self) -> int:
        """The week that comes."""
        return self.run.week

    def live_until(self, week: int) -> None:
        """Live up to a week, with what the journal has for it."""
        while self.run.week < min(week, WEEKS):
            self._obey_journal()
            (self.repeats_before,) = self.run.columns("repeats")
            self.run.step()
            self.hours.append(self.run.columns("hours_received")[0])

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
            hours, self.repeats_before = self.run.columns("hours_received", "repeats")
            self.hours = deque([hours], maxlen=HALF_YEAR + 1)

    def fork(self) -> "LabWorld":
        """The same world once more: from here on the two go their own ways."""
        twin = copy.copy(self)
        twin.run = self.run.fork()
        twin.hours = self.hours.copy()
        return twin
