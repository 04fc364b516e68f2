"""A trial simulated: each world once a seed, and of everybody only what the trial asks for."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from experiments.trials.assignment import Assigned, scenario_of
from experiments.trials.schema import OutcomeEntry, Trial
from sim.agents import Employer, Jobseeker
from sim.conditions import read_condition
from sim.engine import Progress
from sim.observation import Snapshot, horizon, observe
from sim.parameters import Parameters

AGENT_KINDS: dict[str, type] = {"jobseekers": Jobseeker, "employers": Employer}
OWN_CASEWORKER = "caseworker."


class OutcomeValues(NamedTuple):
    """An outcome of everybody: the mean is the sum of `top` over that of `bottom`; `ended` marks durations that did."""

    top: np.ndarray
    bottom: np.ndarray
    ended: np.ndarray


@dataclass
class WorldRecords:
    """What came of one world of one seed; every array has one place for each person or employer, in order of `ids`."""

    ids: np.ndarray
    base: dict[str, np.ndarray] = field(default_factory=dict)
    measured: dict[str, OutcomeValues] = field(default_factory=dict)
    in_arm: dict[str, np.ndarray] = field(default_factory=dict)
    units: dict[str, np.ndarray] = field(default_factory=dict)
    doses: np.ndarray | None = None


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
    seen = observe(scenario, seed, cohort, trial.looks, compiled, progress, replace)
    first = seen[cohort.first_time]
    agents = _agents(trial, first)
    world_records = WorldRecords(ids=agents["id"].copy())
    for name in base_fields(trial):
        of_caseworker = name.startswith(OWN_CASEWORKER)
        records = first.caseworkers if of_caseworker else agents
        world_records.base[name] = records[name.removeprefix(OWN_CASEWORKER)].copy()
    for name, outcome in trial.outcomes.items():
        since = seen[outcome.since] if outcome.since else None
        world_records.measured[name] = outcome_values(
            outcome, AGENT_KINDS[trial.population.agents], _agents(trial, seen[outcome.after]),
            _agents(trial, since) if since else None,
        )  # fmt: skip
    markets = min(scenario.setting.labour_market.markets, scenario.setting.office.offices)
    for name, arm in assigned.items():
        # what `spread` gave is known of everybody of this world, whatever arm they are in
        rows = _rows_at(arm.level, trial, first, seen[trial.looks[-1]], markets)
        world_records.in_arm[name] = _in_arm(arm, rows)
        if arm.doses:
            world_records.doses = np.array([arm.doses.get(int(row), np.nan) for row in rows])
    if trial.population.agents == "jobseekers":
        world_records.units = {name: agents[name].copy() for name in ("caseworker", "office")}
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


def outcome_values(outcome: OutcomeEntry, kind: type, agents: np.ndarray, since: np.ndarray | None) -> OutcomeValues:
    """An outcome of everybody."""
    nothing = np.zeros(len(agents), bool)
    if outcome.share:
        known = _hold(outcome.out_of, kind, agents)
        holds = known & _hold(outcome.share, kind, agents)
        return OutcomeValues(outcome.factor * holds, known * _added(agents, since, outcome.per), nothing)
    if outcome.duration:
        weeks = agents[outcome.duration]
        ended = (weeks >= 0) & (weeks < outcome.after)
        return OutcomeValues(outcome.factor * np.where(ended, weeks, outcome.after), np.ones(len(agents)), ended)
    top, bottom = (_added(agents, since, name) for name in (outcome.mean, outcome.per))
    return OutcomeValues(outcome.factor * top, bottom, nothing)


def _hold(conditions: dict[str, Any], kind: type, agents: np.ndarray) -> np.ndarray:
    """For whom all conditions hold."""
    holds = np.ones(len(agents), bool)
    for name, written in conditions.items():
        holds &= read_condition(kind, name, written).holds(agents[name])
    return holds


def _added(agents: np.ndarray, since: np.ndarray | None, name: str) -> Any:
    """A field, or what was added to it since an earlier look."""
    if not name:
        return np.ones(len(agents))
    values = agents[name].astype(float)
    return values if since is None else values - since[name]
