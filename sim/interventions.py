"""The experimenter's hand: fields of agents that a change sets, from outside the model, at the beginning of weeks.

Behaviours know nothing of it: a run pauses before a week, the fields are set, and the week is lived as any other. So
an experiment can treat what no lever reaches (a caseworker's belief, a disclosed limitation, the next planned meeting),
and a run without such changes pays nothing. The same text serves records and Mesa agents.
"""

from typing import Any

import numpy as np

from sim.agents import Jobseeker
from sim.chance import uniform
from sim.conditions import column, declared, read_condition
from sim.scenario import Change, PolicyTable, Scenario, in_time, person_shares
from sim.settable import CLASS_BY_LEVEL, THIS_WEEK, value_of
from sim.terms import Decision, Status
from sim.world import World

CONTAINERS = {"person": "jobseekers", "caseworker": "caseworkers", "office": "offices", "employer": "employers"}


class FieldInterventions:
    """What the changes of a scenario do to fields, in one run; `table`: its arms."""

    def __init__(self, scenario: Scenario, table: PolicyTable, seed: int):
        self.seed = seed
        self.weeks = scenario.weeks
        self.changes = in_time([change for change in scenario.changes if change.fields or change.added])
        arms = enumerate(table.arms["person"], start=1)
        self.numbers = {id(change): number for number, arm in arms for change in arm}
        self.forming = [share for share in person_shares(table) if share.change.whom]
        self.done = -1  # the latest week it has acted in

    def next_after(self, week: int) -> int:
        """The first week after this one in which it has something to do; the number of weeks when there is none."""
        following = max(week + 1, 0)
        if self.forming or any(change.from_arrival for change in self.changes):
            return min(following, self.weeks)
        starts = [max(change.from_week, following) for change in self.changes if change.ends > following]
        return min([self.weeks, *starts])

    def act(self, world: World, week: int) -> None:
        """Form the arms of who has come, and set the fields of the week; a second call in one week does nothing."""
        if not self.done < week < self.weeks or not (self.forming or self.changes):
            return
        self.done = week
        if self.forming:
            self._form_arms(world, week)
        for change in self.changes:
            self._set(change, world, week)

    def _form_arms(self, world: World, week: int) -> None:
        """Put those who came since the latest week, and meet the conditions of an arm, into it by lot."""
        people = world.jobseekers
        came = column(people, "arrived_week") == week - 1
        if week == 0:
            came = np.ones(len(came), bool)
        rows = np.flatnonzero(came & (column(people, "status") != Status.VACANT))
        if not len(rows):
            return
        ids, arms = column(people, "id"), column(people, "arm").copy()
        arrived = column(people, "arrived_week")
        lots = [uniform(self.seed, Decision.ARM + 0, int(arrived[row]), int(ids[row]), 0, 0) for row in rows]
        drawn = np.zeros(len(arms))
        drawn[rows] = lots
        formed = np.zeros(len(arms), bool)
        for share in self.forming:
            here = came & (drawn >= share.low) & (drawn < share.high)
            here &= column(people, "status") != Status.VACANT
            for field, written in share.change.whom.items():
                here &= read_condition(Jobseeker, field, written).holds(column(people, field))
            arms[here], formed[here] = share.number, True
        put(people, "arm", formed, arms[formed])

    def _set(self, change: Change, world: World, week: int) -> None:
        if not change.from_arrival and not change.from_week <= week < change.ends:
            return
        agents = getattr(world, CONTAINERS[change.level])
        here = self._treated(change, agents, week)
        if not here.any():
            return
        for field, value in change.fields.items():
            number = week if value == THIS_WEEK else value_of(change.level, field, value)
            put(agents, field, here, np.full(int(here.sum()), number))
        for field, value in change.added.items():
            state = declared(CLASS_BY_LEVEL[change.level], field)
            moved = column(agents, field)[here] + value
            put(agents, field, here, np.clip(moved, 0.0, 1.0) if state.unit == "share" else np.maximum(moved, 0))

    def _treated(self, change: Change, agents: Any, week: int) -> np.ndarray:
        """Whom a change reaches this week."""
        here = self._in_arm(change, agents, week)
        for field, written in change.now.items():
            here &= read_condition(CLASS_BY_LEVEL[change.level], field, written).holds(column(agents, field))
        return here

    def _in_arm(self, change: Change, agents: Any, week: int) -> np.ndarray:
        """Who is in the arm of a change, and within its weeks where these count from each person's arrival."""
        if change.level != "person":
            here = np.zeros(len(agents), bool)
            last = max(change.who or [])
            if last >= len(agents):
                raise ValueError(f"a change is for {change.level} {last}; there are {len(agents)}, numbered from 0")
            here[np.array(change.who)] = True
            return here
        here = column(agents, "arm") == self.numbers[id(change)]
        here &= column(agents, "status") != Status.VACANT
        if change.from_arrival:
            since = week - column(agents, "arrived_week")
            here &= (since >= change.from_week) & (since < change.ends)
        return here


def put(agents: Any, field: str, here: np.ndarray, values: np.ndarray) -> None:
    """Set one field of some agents, in the field's own type."""
    if isinstance(agents, np.ndarray):
        agents[field][here] = values
        return
    for row, value in zip(np.flatnonzero(here), values.tolist()):
        kind = type(getattr(agents[row], field))
        setattr(agents[row], field, kind(value))
