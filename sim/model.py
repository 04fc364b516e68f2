"""`FrontLine`, the model as Mesa users know it: `step()`, `agents`, `agents_by_type`, `DataCollector`; either backend.

With the Mesa backend (the default), agents are Mesa agents with plain attributes. Compiled, they are live views on the
records, built only when somebody asks for them.
"""

from collections.abc import Callable
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim import agents, call_trees
from sim.accounts import OfficeWeek
from sim.backends import check_backend, formerly
from sim.checks import check_faults, check_seeds
from sim.declare import states
from sim.events import Event, record_event
from sim.interventions import FieldInterventions
from sim.parameters.measures import in_order
from sim.population import build
from sim.scenario import PolicyTable, Scenario, policy_table
from sim.terms import Status
from sim.week import live_weeks
from sim.world import CLASS_BY_CONTAINER, RECORDS, World, spare_rows, with_room


class Jobseeker(agents.Jobseeker, mesa.Agent):
    """Asks, copes, searches, takes part and works; the service becomes value only through this person."""


class Caseworker(agents.Caseworker, mesa.Agent):
    """Veileder: assesses, answers, rations time, meets, refers and learns; changes when the post changes hands."""


class DigitalChannel(agents.DigitalChannel, mesa.Agent):
    """One way into one office: has opening hours, capacity and a queue, and answers or fails."""


class Employer(agents.Employer, mesa.Agent):
    """Posts vacancies, screens, hires, keeps or loses people, and remembers."""


class Office(agents.Office, mesa.Agent):
    """The front line as an organisation: leader, hours, practice and norm."""


AGENTS: tuple[type, ...] = (Jobseeker, Caseworker, DigitalChannel, Employer, Office)
EVENTS_A_PERSON = 10  # more cannot happen to one person in a week
AGENT_LISTS = ("jobseekers", "caseworkers", "channels", "employers", "offices")
MESA_CLASSES = dict(zip(AGENT_LISTS, AGENTS, strict=True))


def _view_class(kind: type) -> type:
    """A class of live views on the records of one kind of agent: an attribute read or written is the record's."""

    def field_of(name: str) -> property:
        def read(view: Any) -> Any:
            return view.records[name][view.row].item()

        def write(view: Any, value: Any) -> None:
            view.records[name][view.row] = value

        return property(read, write)

    fields = {name: field_of(name) for name in states(kind.__bases__[0])}
    return type(kind.__name__, (kind,), fields | {"__doc__": kind.__doc__})


VIEWS: dict[type, type] = {kind: _view_class(kind) for kind in AGENTS}


class FrontLine(mesa.Model):
    """NAV's front line: offices, caseworkers, channels, employers and jobseekers, a week a step.

    `scenario`: what to run; the default office under the baseline policy. `seed`: 0 to 2**63-1. `backend`: mesa or
    compiled. `replace`: functions that take the place of named behaviours. `model_reporters`, `agent_reporters`: for
    Mesa's DataCollector, collected after every step. Raises ValueError for a scenario that is not allowed.
    """

    @formerly("compiled")
    def __init__(
        self,
        scenario: Scenario | None = None,
        seed: int = 1,
        backend: str = "mesa",
        replace: dict[str, Callable] | None = None,
        events: bool = False,
        model_reporters: dict[str, Any] | None = None,
        agent_reporters: dict[str, Any] | None = None,
    ):
        super().__init__(rng=seed)
        self.scenario_run = scenario or Scenario()
        self.scenario_run.check()
        (self.seed_run,) = check_seeds([seed])
        check_backend(backend)
        self.backend = backend
        self._compiled = backend == "compiled"
        self.week = 0
        self._views: dict[type, list] | None = None
        self._log: list[np.ndarray] | None = [] if events else None
        if events:
            replace = {"note_event": record_event} | (replace or {})
        table = policy_table(self.scenario_run)
        world = build(self.scenario_run, table)
        self._interventions = FieldInterventions(self.scenario_run, table, self.seed_run)
        if self._compiled:
            self._live = call_trees.as_machine_code(live_weeks, replace)
            self.world = world
        else:
            self._live = call_trees.as_python(live_weeks, replace)
            self.world = self._with_objects(world, table)
        self._live_until(0)
        self._empty_log(keep=False)  # what was so at the start did not happen now
        self._welcome_agents(everybody=True)
        self.datacollector = mesa.DataCollector(model_reporters=model_reporters, agent_reporters=agent_reporters)

    def step(self) -> None:
        """Live one week."""
        if self.week >= self.scenario_run.weeks:
            raise ValueError(f"the scenario has {self.scenario_run.weeks} weeks and all are lived; give it more weeks")
        self._interventions.act(self.world, self.week)
        self._live_until(self.week + 1)
        self.week += 1
        self._empty_log()
        self._welcome_agents()
        if self.week == self.scenario_run.weeks:
            self.running = False
        self.datacollector.collect(self)

    @property
    def agents(self) -> AgentSet:
        """All agents; compiled, views on the records as they are now."""
        if not self._compiled:
            return super().agents
        return AgentSet([agent for kind in AGENTS for agent in self._view_lists()[kind]], random=self.random)

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """All agents by class: Jobseeker, Caseworker, DigitalChannel, Employer, Office."""
        if not self._compiled:
            return super().agents_by_type
        return {kind: AgentSet(views, random=self.random) for kind, views in self._view_lists().items()}

    def last_week(self, field: str) -> float:
        """The sum over offices of a field of `OfficeWeek` in the week just lived."""
        if self.week == 0:
            raise ValueError("no week is lived yet")
        n_offices = len(self.world.offices)
        rows = self.world.weekly[(self.week - 1) * n_offices : self.week * n_offices]
        if field not in states(OfficeWeek):
            raise ValueError(f"there is no {field!r} in the books of a week; there are {', '.join(states(OfficeWeek))}")
        return float(rows[field].sum()) if self._compiled else float(sum(getattr(row, field) for row in rows))

    def records(self) -> World:
        """The world as records, with either backend."""
        if self._compiled:
            return self.world
        records = {name: _as_records(name, getattr(self.world, name)) for name in CLASS_BY_CONTAINER}
        return self._blueprint._replace(**records, faults=np.array(self.world.faults))

    def events(self) -> np.ndarray:
        """All events so far in order: the fields of `sim.events.Event`. ValueError when the log is off."""
        if self._log is None:
            raise ValueError("the event log is off; FrontLine(events=True) keeps it")
        return np.concatenate([np.zeros(0, RECORDS["events"]), *self._log])

    def _empty_log(self, keep: bool = True) -> None:
        """Take the week's events out of the buffer, and give it room for those of the next week."""
        if self._log is None:
            return
        n_events = self.world.events_held[0]
        if n_events > len(self.world.events) and keep:
            raise RuntimeError(
                f"week {self.week} has {n_events} events, more than the log holds: the run is worth nothing"
            )
        if keep:
            taken = self.world.events[:n_events]
            self._log.append(taken.copy() if self._compiled else _as_records("events", taken))
        self.world.events_held[0] = 0
        room = EVENTS_A_PERSON * (2 * len(self.world.jobseekers) + 64)
        if len(self.world.events) < room:
            fresh = np.zeros(room, RECORDS["events"])
            objects = fresh if self._compiled else [_from_record(Event, record) for record in fresh]
            self.world = self.world._replace(events=objects)

    def _live_until(self, week: int) -> None:
        """Live up to a week, making room for arrivals where it is short; people come before week 0."""
        reached = self._live(self.world, self.seed_run, -1 if week == 0 else self.week, week)
        check_faults(self.world)
        while reached < week:
            for office in range(len(self.world.offices)):
                self._make_room(office)
            reached = self._live(self.world, self.seed_run, reached, week)
            check_faults(self.world)
        self._views = None

    def _make_room(self, office_row: int) -> None:
        if self._compiled:
            self.world = with_room(self.world, office_row, spare_rows(int(self.world.offices["n_rows"][office_row])))
            return
        office = self.world.offices[office_row]
        rows = spare_rows(office.n_rows)
        cut = office.first_row + office.n_rows
        self.world.jobseekers[cut:cut] = [_blank() for _ in range(rows)]
        self.world.heap.extend([0] * rows)
        office.n_rows += rows
        office.vacant_rows += rows
        for later in self.world.offices[office_row + 1 :]:
            later.first_row += rows

    def _with_objects(self, blueprint: World, table: PolicyTable) -> World:
        """The world with Mesa agents and plain objects in the place of records."""
        self._blueprint = blueprint
        containers: dict[str, Any] = {}
        for name, kind in (CLASS_BY_CONTAINER | MESA_CLASSES).items():
            containers[name] = [_from_record(kind, record) for record in getattr(blueprint, name)]
        parameters = self.scenario_run.parameters
        return blueprint._replace(
            **containers,
            measures=in_order(parameters.measures),
            policies=table.policies,
            parameters=[parameters],
            phases=blueprint.phases.tolist(),
            heap=blueprint.heap.tolist(),
            events_held=blueprint.events_held.tolist(),
            slots=blueprint.slots.tolist(),
            faults=blueprint.faults.tolist(),
        )

    def _welcome_agents(self, everybody: bool = False) -> None:
        """Register with Mesa who has come, and let go of whose row was given up; each arrival is a new agent."""
        if self._compiled:
            return
        if everybody:
            for name in AGENT_LISTS[1:]:
                for agent in getattr(self.world, name):
                    mesa.Agent.__init__(agent, self)
        people = self.world.jobseekers
        for row, person in enumerate(people):
            present = person.status != Status.VACANT
            if present and person.model is None:
                mesa.Agent.__init__(person, self)
            elif not present and person.model is not None:
                person.remove()
                people[row] = _blank()

    def _view_lists(self) -> dict[type, list]:
        if self._views is None:
            self._views = {}
            number = 0
            for kind, name in zip(AGENTS, AGENT_LISTS, strict=True):
                records = getattr(self.world, name)
                self._views[kind] = []
                for row in range(len(records)):
                    if kind is not Jobseeker or records["status"][row] != Status.VACANT:
                        number += 1
                        self._views[kind].append(_view(kind, self, records, row, number))
        return self._views


def _view(kind: type[Any], model: FrontLine, records: np.ndarray, row: int, number: int) -> Any:
    view: Any = object.__new__(VIEWS[kind])
    view.model, view.unique_id, view.pos, view.records, view.row = model, number, None, records, row
    return view


def _blank() -> Jobseeker:
    """A row for a jobseeker that holds nobody, and that no model knows of yet."""
    return _from_record(Jobseeker, np.zeros(1, RECORDS["jobseekers"])[0])


def _from_record(kind: type, record: np.void) -> Any:
    made: Any = object.__new__(kind)
    made.model = None
    made.__dict__.update(zip(record.dtype.names, record.item(), strict=True))  # type: ignore[arg-type]
    return made


def _as_records(name: str, objects: list) -> np.ndarray:
    fields = RECORDS[name].names or ()
    return np.array([tuple(getattr(each, field) for field in fields) for each in objects], RECORDS[name])
