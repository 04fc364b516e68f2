"""A trial simulated: each world once a seed, and of everybody only what the trial asks for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from experiments.trials.assignment import Assigned, scenario_of
from experiments.trials.schema import OutcomeEntry, Trial
from sim.accounts import SO_FAR
from sim.agents import Employer, Jobseeker
from sim.conditions import read_condition
from sim.engine import Progress
from sim.observation import Snapshot, horizon, observe
from sim.parameters import Parameters
from sim.scenario import LONGEST

AGENT_KINDS: dict[str, type] = {"jobseekers": Jobseeker, "employers": Employer}
OWN_CASEWORKER = "caseworker."


class OutcomeValues(NamedTuple):
    """An outcome of everybody: the mean is the sum of `top` over that of `bottom`; `ended` marks durations that did."""

    top: np.ndarray
    bottom: np.ndarray
    ended: np.ndarray


@dataclass
class WorldRecords:
    """What came of one world of one seed; every array has one place for each person or employer, in order of `ids`.

    `measured`: by outcome and week. `offices`: the same of whole offices, from their books.
    """

    ids: np.ndarray
    base: dict[str, np.ndarray] = field(default_factory=dict)
    measured: dict[tuple[str, int], OutcomeValues] = field(default_factory=dict)
    in_arm: dict[str, np.ndarray] = field(default_factory=dict)
    units: dict[str, np.ndarray] = field(default_factory=dict)
    doses: np.ndarray | None = None
    offices: "WorldRecords | None" = None


def base_fields(trial: Trial) -> list[str]:
    """The fields that a trial asks for as they are at the start."""
    asked = [*trial.population.who, *trial.population.by]
    for target in trial.targets:
        asked += target.among
    return list(dict.fromkeys(asked))


def weeks_of(trial: Trial) -> int:
    """Weeks that each run of a trial takes."""
    return horizon(trial.population.cohort, trial.looks)


def simulate_world(
    trial: Trial,
    world: str,
    seed: int,
    compiled: Callable | None,
    parameters: Parameters | None = None,
    progress: Progress | None = None,
    replace: dict[str, Callable] | None = None,
) -> WorldRecords:
    """One world of a trial with one seed; `replace` is for runs with Mesa agents, what is `compiled` has its own."""
    scenario, assigned = scenario_of(trial, world, seed, parameters)
    scenario.weeks = weeks_of(trial)
    cohort = trial.population.cohort
    watched = {name: FirstWeeks(trial, outcome) for name, outcome in trial.outcomes.items() if outcome.until}

    def watch(week: int, people: np.ndarray) -> None:
        for first_weeks in watched.values():
            first_weeks.look(week, people)

    seen = observe(scenario, seed, cohort, trial.looks, compiled, progress, replace, watch if watched else None)
    first, last = seen[cohort.first_time], seen[trial.looks[-1]]
    agents = _agents(trial, first)
    world_records = WorldRecords(ids=agents["id"].copy())
    for name in base_fields(trial):
        of_caseworker = name.startswith(OWN_CASEWORKER)
        records = first.caseworkers if of_caseworker else agents
        world_records.base[name] = records[name.removeprefix(OWN_CASEWORKER)].copy()
    kind = AGENT_KINDS[trial.population.agents]
    for name, outcome in trial.outcomes.items():
        if outcome.books:
            continue
        since = _agents(trial, seen[outcome.since]) if outcome.since else None
        for week in outcome.looks:
            then = _agents(trial, seen[week])
            measured = (
                watched[name].values(outcome, week, kind, then) if outcome.until
                else outcome_values(outcome, week, kind, then, since)
            )  # fmt: skip
            world_records.measured[name, week] = measured
    office = scenario.setting.office
    markets = min(scenario.setting.labour_market.markets, office.offices)
    for name, arm in assigned.items():
        # what `spread` gave is known of everybody of this world, whatever arm they are in
        rows = _rows_at(arm.level, trial, first, last, markets)
        world_records.in_arm[name] = _in_arm(arm, rows)
        if arm.doses:
            world_records.doses = np.array([arm.doses.get(int(row), np.nan) for row in rows])
    if trial.population.agents == "jobseekers":
        world_records.units = {name: agents[name].copy() for name in ("caseworker", "office")}
    world_records.offices = office_records(trial, assigned, last.weekly, office.offices, markets)
    return world_records


def _agents(trial: Trial, seen: Snapshot) -> np.ndarray:
    return seen.people if trial.population.agents == "jobseekers" else seen.employers


def _rows_at(level: str, trial: Trial, first: Snapshot, last: Snapshot, markets: int) -> np.ndarray:
    """Row or number, at the level of an arm, of whom each agent belongs to; its arm's number for people."""
    people = first.people
    if trial.population.agents == "employers":
        return np.arange(len(first.employers)) if level == "employer" else first.employers["market"]
    if level == "person":
        return last.people["arm"]  # people are drawn after the first look
    if level == "market":
        return people["office"] % markets
    return people[level] if level in ("caseworker", "office") else np.zeros(len(people), np.int64)


def _in_arm(arm: Assigned, rows: np.ndarray) -> np.ndarray:
    """Whether each agent is in the arm; an arm of the run has everybody."""
    if arm.level == "person":
        return rows == arm.number
    return np.isin(rows, arm.rows) if arm.rows else np.ones(len(rows), bool)


def outcome_values(
    outcome: OutcomeEntry, week: int, kind: type, agents: np.ndarray, since: np.ndarray | None
) -> OutcomeValues:
    """An outcome of everybody at a week under observation."""
    known = _hold(outcome.out_of, kind, agents)
    if outcome.duration:
        weeks = agents[outcome.duration]
        ended = (weeks >= 0) & (weeks < week)
        return _durations(outcome, np.where(ended, weeks, week), ended, known)
    nothing = np.zeros(len(agents), bool)
    if outcome.share:
        holds = known & _hold(outcome.share, kind, agents)
        return OutcomeValues(outcome.factor * holds, known * _added(agents, since, outcome.per), nothing)
    top, bottom = (_added(agents, since, names) for names in ([outcome.mean], outcome.per))
    return OutcomeValues(outcome.factor * known * top, known * bottom, nothing)


def _durations(outcome: OutcomeEntry, weeks: np.ndarray, ended: np.ndarray, known: np.ndarray) -> OutcomeValues:
    return OutcomeValues(outcome.factor * known * weeks, known * np.ones(len(weeks)), ended & known)


class FirstWeeks:
    """Since when the conditions of an outcome `until` hold of each person, looked at once a week."""

    def __init__(self, trial: Trial, outcome: OutcomeEntry):
        self.kind = AGENT_KINDS[trial.population.agents]
        self.conditions = {"until": outcome.until, "unless": outcome.unless}
        self.first: dict[str, dict[int, int]] = {name: {} for name, written in self.conditions.items() if written}

    def look(self, week: int, people: np.ndarray) -> None:
        """Remember for whom conditions hold now, and have not before: the week of observation that has gone by."""
        for name, since in self.first.items():
            holding = people[_hold(self.conditions[name], self.kind, people)]
            gone_by = np.maximum(week - holding["arrived_week"] - 1, 0)
            for person, weeks in zip(holding["id"].tolist(), gone_by.tolist(), strict=True):
                since.setdefault(person, weeks)

    def values(self, outcome: OutcomeEntry, week: int, kind: type, agents: np.ndarray) -> OutcomeValues:
        """The durations of everybody, up to a week under observation."""
        until, unless = (self._of(agents["id"], name) for name in ("until", "unless"))
        ended = (until < week) & (until <= unless)
        return _durations(
            outcome, np.minimum(np.minimum(until, unless), week), ended, _hold(outcome.out_of, kind, agents)
        )

    def _of(self, ids: np.ndarray, name: str) -> np.ndarray:
        since = self.first.get(name, {})
        return np.array([since.get(person, LONGEST) for person in ids.tolist()], np.int64)


def office_records(
    trial: Trial, assigned: dict[str, Assigned], weekly: np.ndarray, n_offices: int, markets: int
) -> WorldRecords | None:
    """What the books of whole offices say of a world; None where nothing is asked of them."""
    asked = {name: outcome for name, outcome in trial.outcomes.items() if outcome.books}
    if not asked:
        return None
    numbers = np.arange(n_offices)
    records = WorldRecords(numbers, units={"office": numbers})
    for name, arm in assigned.items():
        rows = numbers % markets if arm.level == "market" else numbers
        of_offices = arm.level in ("office", "market")
        records.in_arm[name] = _in_arm(arm, rows) if of_offices else np.ones(n_offices, bool)
    for name, outcome in asked.items():
        for week in outcome.looks:
            weeks = slice(week - 1 if outcome.to else outcome.since, week)
            top = _booked(weekly, outcome.books, n_offices)[weeks].sum(axis=0)
            per = _booked(weekly, outcome.per, n_offices)[weeks].sum(axis=0)
            records.measured[name, week] = OutcomeValues(outcome.factor * top, per, np.zeros(n_offices, bool))
    return records


def _booked(weekly: np.ndarray, names: list[str], n_offices: int) -> np.ndarray:
    """Fields of the books added up, a row a week and a column an office; 1 where none is named."""
    if not names:
        return np.ones((len(weekly) // n_offices, n_offices))
    columns = {name: weekly[name].astype(float).reshape(-1, n_offices) for name in names}
    own = [np.diff(column, axis=0, prepend=0.0) if name in SO_FAR else column for name, column in columns.items()]
    return np.sum(own, axis=0)


def _hold(conditions: dict[str, Any], kind: type, agents: np.ndarray) -> np.ndarray:
    """For whom all conditions hold."""
    holds = np.ones(len(agents), bool)
    for name, written in conditions.items():
        holds &= read_condition(kind, name, written).holds(agents[name])
    return holds


def _added(agents: np.ndarray, since: np.ndarray | None, names: list[str]) -> Any:
    """Fields together, or what was added to them since an earlier look; 1 where none is named."""
    if not names:
        return np.ones(len(agents))
    values = np.sum([agents[name].astype(float) for name in names], axis=0)
    return values if since is None else values - np.sum([since[name] for name in names], axis=0)
