"""`FrontLine`, the model as Mesa users know it: `step()`, `agents`, `agents_by_type`, `DataCollector`; either backend.

With the Mesa backend (the default), agents are Mesa agents with plain attributes. Compiled, they are live views on the
records, built only when somebody asks for them.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from enum import IntEnum
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim import agents, call_trees
from sim.accounts import OfficeWeek
from sim.backends import check_backend, formerly
from sim.checks import check_faults, check_scenario, seed_of
from sim.collecting import Collector
from sim.conditions import column
from sim.declare import states
from sim.events import PERSON_FIELDS, Event, record_event
from sim.interventions import FieldInterventions
from sim.kernel import kernel
from sim.parameters.measures import in_order
from sim.rest import beginning_of_any
from sim.scenario import PolicyTable, Scenario, policy_table, with_numbers
from sim.terms import OUTSIDE, Status
from sim.views import kinds_of, present, view_class_of
from sim.waiting import waiting_shown
from sim.week import live_weeks
from sim.world import CLASS_BY_CONTAINER, RECORDS, World, spare_rows, with_room

STAY = (
    "cannot be removed from a FrontLine; set the status of a person to Status.OUT_OF_LABOUR_FORCE, or decide who "
    "leaves with replace={'leaving_probability': ...}"
)


class Resident(mesa.Agent):
    """An agent of the front line, which comes and goes by the model's own rules alone."""

    def __init__(self, *_: Any, **__: Any):
        raise ValueError(
            "no agent can be added to a FrontLine; more people come with office.inflow_ordinary or shock.surge_size"
        )

    def __repr__(self) -> str:
        """Its kind and AgentID."""
        return f"{type(self).__name__} {getattr(self, 'unique_id', 'of no model')}"

    def remove(self) -> None:
        """Refused, for others keep this agent's number; what can be done is said."""
        raise ValueError(f"a {type(self).__name__} {STAY}")


class Jobseeker(agents.Jobseeker, Resident):
    """Asks, copes, searches, takes part and works; the service becomes value only through this person."""


class Caseworker(agents.Caseworker, Resident):
    """Veileder: assesses, answers, rations time, meets, refers and learns; another one when the post changes hands."""


class DigitalChannel(agents.DigitalChannel, Resident):
    """One way into one office: has opening hours, capacity and a queue, and answers or fails."""


class Employer(agents.Employer, Resident):
    """Posts vacancies, screens, hires, keeps or loses people, and remembers."""


class Office(agents.Office, Resident):
    """The front line as an organisation: leader, hours, practice and norm."""


AGENTS: tuple[type, ...] = (Jobseeker, Caseworker, DigitalChannel, Employer, Office)
EVENTS_A_PERSON = 10  # more cannot happen to one person in a week
AGENT_LISTS = ("jobseekers", "caseworkers", "channels", "employers", "offices")
MESA_CLASSES = dict(zip(AGENT_LISTS, AGENTS, strict=True))
LIST_OF = {kind: name for name, kind in MESA_CLASSES.items()}
IN_ORDER = (*AGENT_LISTS[1:], AGENT_LISTS[0])  # in which agents get their numbers: people last, for they come and go


FIELD_KINDS = {name: kinds_of(agent_class) for name, agent_class in MESA_CLASSES.items()}


class FrontLine(mesa.Model):
    """NAV's front line: offices, caseworkers, channels, employers and jobseekers, a week a step.

    `scenario`: what to run; the default office under the baseline policy. `rng`, or `seed`, Mesa's older word: 0 to
    2**63-1, or what else Mesa takes for it; where it is None, a seed is drawn. `seed_run` is the seed in any case.
    `backend`: mesa or compiled. `replace`: functions that take the place of named behaviours. `model_reporters`,
    `agent_reporters`, `agenttype_reporters`: for Mesa's DataCollector, collected after every step; the name of a field
    gives None for the kinds of agents that have no such field. `kwargs`: `weeks`, `policy` by name, and any number of
    policy, setting or parameters by the name that it has on the command line, in place of the scenario's (in batch_run:
    {"policy": ["baseline", "ips"], "channel.drop_in_hours": [2, 6]}); without a scenario `office`, `labour_market` and
    `shock` by name, too. Raises ValueError for what is not allowed.
    """

    scenario = property(lambda model: None, lambda model, given: None, doc="None; `scenario_run` is what is run")
    # Mesa 3.5 keeps a Scenario of a kind of its own there, and its page would give that to the next model as ours.

    @formerly("compiled")
    def __init__(
        self,
        scenario: Scenario | None = None,
        rng: Any = None,
        backend: str = "mesa",
        replace: dict[str, Callable] | None = None,
        events: bool = False,
        model_reporters: dict[str, Any] | None = None,
        agent_reporters: dict[str, Any] | None = None,
        agenttype_reporters: dict[type, dict[str, Any]] | None = None,
        **kwargs: Any,  # so called because Mesa 3.3's page asks for that name; Mesa 3.4's batch_run loses a named seed
    ):
        check_backend(backend)
        self.seed_run = seed_of(rng, kwargs.pop("seed", None))
        super().__init__(rng=self.seed_run)
        self.scenario_run = with_numbers(_with_names(scenario, kwargs), kwargs)
        self.scenario_run.check()
        self.backend = backend
        self._compiled = backend == "compiled"
        self.week = 0
        self._views: dict[type, list] | None = None
        self._numbers: dict[str, dict[int, int]] = {}  # the unique_id of each agent who is there, by kind and identity
        self._next_number = itertools.count(1)
        self._log: list[np.ndarray] | None = [] if events else None
        if events:
            replace = {"note_event": record_event} | (replace or {})
        table = policy_table(self.scenario_run)
        world = beginning_of_any(self.scenario_run, table, replace, self.seed_run)
        self._interventions = FieldInterventions(self.scenario_run, table, self.seed_run)
        if self._compiled:
            self._live = kernel(replace)
            self.world = world
        else:
            self._live = call_trees.as_python(live_weeks, replace)
            self.world = self._with_objects(world, table)
        ready = not self._compiled or getattr(self._live, "signatures", True)  # else the first call compiles
        with nullcontext() if ready else waiting_shown(None, 1):
            self._live_until(0)
        self._empty_log(keep=False)  # what was so at the start did not happen now
        self._people: list[np.ndarray] = [self._people_since(0)] if events else []
        self._welcome_agents()
        self.datacollector = Collector(model_reporters, agent_reporters, agenttype_reporters)

    def __repr__(self) -> str:
        """Where the run is, of whom and how."""
        registered = int(column(self.world.offices, "registered").sum())
        backend = "compiled" if self._compiled else "mesa"
        weeks = self.scenario_run.weeks
        return f"FrontLine(week {self.week} of {weeks}, {registered} registered, {backend}, seed {self.seed_run})"

    def step(self) -> None:
        """Live one week. After the last, `running` is False, and a step does nothing and collects nothing."""
        if self.week >= self.scenario_run.weeks:
            return
        self._interventions.act(self.world, self.week)
        before = [] if self._compiled else [dict(vars(caseworker)) for caseworker in self.world.caseworkers]
        self._live_until(self.week + 1)
        self.week += 1
        self._empty_log()
        self._hand_posts_over(before)
        if self._log is not None:
            self._people.append(self._people_since(self.week - 1, newcomer=1))
        self._welcome_agents()
        self.running = self.week < self.scenario_run.weeks
        self.datacollector.collect(self)

    def remove_all_agents(self) -> None:
        """Refused, as for one agent."""
        raise ValueError(f"agents {STAY}")

    @property
    def agents(self) -> AgentSet:
        """All agents; compiled, views on the records as they are now."""
        if not self._compiled:
            return super().agents
        return AgentSet([agent for kind in AGENTS for agent in self._view_lists()[kind]], random=self.random)

    @property
    def agent_types(self) -> list[type]:
        """The kinds of agents that there are."""
        return list(self.agents_by_type)

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

    def people(self) -> np.ndarray:
        """Everybody so far, as each was on coming: the fields of `PERSON_FIELDS`. ValueError when the log is off."""
        self.events()
        return np.concatenate(self._people)

    def _people_since(self, week: int, newcomer: int = 0) -> np.ndarray:
        """Who came in a week, or was there at the start, as they are now."""
        everybody = self.world.jobseekers
        here = (column(everybody, "status") != Status.VACANT) & (column(everybody, "newcomer") == newcomer)
        if newcomer == 0:  # who is off the register at the start is there too
            here |= (column(everybody, "status") != Status.VACANT) & (column(everybody, "newcomer") == OUTSIDE)
        here &= column(everybody, "arrived_week") == week
        kinds = np.dtype([(name, RECORDS["jobseekers"][name]) for name in PERSON_FIELDS])
        fields = [column(everybody, name)[here] for name in PERSON_FIELDS]
        return np.rec.fromarrays(fields, dtype=kinds).view(kinds, np.ndarray)

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
            faults=blueprint.faults.tolist(),
        )

    def _welcome_agents(self) -> None:
        """Register with Mesa who has come, and let go of who has left; whoever comes is a new agent."""
        if self._compiled:
            self._number_agents()
            return
        for name in IN_ORDER:
            agents_in_rows = getattr(self.world, name)
            for row, agent in enumerate(agents_in_rows):
                present = name != "jobseekers" or agent.status != Status.VACANT
                if present and agent.model is None:
                    mesa.Agent.__init__(agent, self)
                elif not present and agent.model is not None:
                    mesa.Agent.remove(agent)
                    agents_in_rows[row] = _blank()
            _name_kinds(agents_in_rows, FIELD_KINDS[name])

    def _hand_posts_over(self, before: list[dict[str, Any]]) -> None:
        """Give each post that changed hands another agent; the one that was there stays as it was before the week."""
        for row, fields in enumerate(before):
            leaver = self.world.caseworkers[row]
            if leaver.incumbent == fields["incumbent"]:
                continue
            successor = _blank(Caseworker)
            vars(successor).update({name: vars(leaver)[name] for name in RECORDS["caseworkers"].names or ()})
            self.world.caseworkers[row] = successor
            vars(leaver).update(fields)
            mesa.Agent.remove(leaver)

    def _number_agents(self) -> None:
        """Give each who has come a number that nobody had before, in the order in which Mesa would."""
        for name in IN_ORDER:
            records = getattr(self.world, name)
            before = self._numbers.get(name, {})
            self._numbers[name] = {
                identity: before[identity] if identity in before else next(self._next_number)
                for identity in records["id"][present(name, records)].tolist()
            }

    def _view_lists(self) -> dict[type, list]:
        if self._views is None:
            self._views = {kind: list(self._view_of(name)) for name, kind in MESA_CLASSES.items()}
        return self._views

    def _view_of(self, name: str) -> Iterator[Any]:
        """A live view of each agent of a kind who is there."""
        records = getattr(self.world, name)
        view_class: Any = view_class_of(MESA_CLASSES[name], records.dtype.names or ())
        for row in np.flatnonzero(present(name, records)).tolist():
            view: Any = object.__new__(view_class)
            view.name, view.row, view.identity = name, row, int(records["id"][row])
            view.model, view.unique_id, view.pos = self, self._numbers[name][view.identity], None
            yield view


def _with_names(scenario: Scenario | None, kwargs: dict[str, Any]) -> Scenario:
    """The scenario with what is chosen by name, which is taken out of `kwargs`; the given one stays as it is."""
    names = {name: kwargs.pop(name) for name in ("policy", "office", "labour_market", "shock") if name in kwargs}
    if scenario is None:
        return Scenario.named(**names) if names else Scenario()
    check_scenario(scenario)
    policy = names.pop("policy", None)
    if names:
        name, value = names.popitem()
        raise ValueError(f"{name} is chosen where the scenario is made: Scenario.named({name}={value!r})")
    if policy is None:
        return scenario
    chosen = Scenario.named(policy).policy
    chosen.shock = scenario.policy.shock
    return dataclasses.replace(scenario, policy=chosen)


def _name_kinds(agents_in_rows: list, kinds: dict[str, dict[int, IntEnum]]) -> None:
    """Put the member in the place of its number in every field that holds a kind; the two are equal."""
    for agent in agents_in_rows:
        fields = agent.__dict__
        for name, members in kinds.items():
            if type(fields[name]) is int:
                fields[name] = members.get(fields[name], fields[name])


def _blank(kind: type = Jobseeker) -> Any:
    """An agent of nobody yet, for a row; no model knows of it."""
    return _from_record(kind, np.zeros(1, RECORDS[LIST_OF[kind]])[0])


def _from_record(kind: type, record: np.void) -> Any:
    made: Any = object.__new__(kind)
    made.model = None
    made.__dict__.update(zip(record.dtype.names, record.item(), strict=True))  # type: ignore[arg-type]
    return made


def _as_records(name: str, objects: list) -> np.ndarray:
    fields = RECORDS[name].names or ()
    return np.array([tuple(getattr(each, field) for field in fields) for each in objects], RECORDS[name])
