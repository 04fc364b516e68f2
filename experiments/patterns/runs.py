"""The runs that patterns are measured in: an office under a setting, and what is kept of each run."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from experiments.trials.assignment import override
from sim.engine import Progress, run_by_weeks, run_compiled, run_pausing_at
from sim.events import EventKind
from sim.kernel import kernel
from sim.measuring import RatioCalculator, outcomes_of
from sim.outcomes import Ratio, people
from sim.parameters import Parameters
from sim.scenario import Change, Scenario
from sim.terms import Channel, DigitalSkill, Status
from sim.units import DAYS_A_WEEK
from sim.world import World

EVERYBODY = "all"
WEAK_SHARE = RatioCalculator([Ratio(people("persons", DigitalSkill.WEAK), people("persons"))])
LONG_TERM = 26  # weeks on the register
OFFICE = {  # of middle size, as found one day
    "office.jobseekers": 1200, "labour_market.employers": 120, "office.start": "FOUND",
    "office.inflow_ordinary": 0.035, "office.inflow_reduced": 0.0059,
}  # fmt: skip
Values = dict[tuple[str, str], float]  # by what is measured and group


@dataclass(frozen=True)
class Model:
    """The model that runs are made with: numbers about the world, functions of a researcher's own, compiled weeks."""

    parameters: Parameters = field(default_factory=Parameters)
    replace: dict[str, Callable] = field(default_factory=dict)

    @cached_property
    def kernel(self) -> Callable:
        """The compiled weeks."""
        return kernel(self.replace or None)


Keep = Callable[[Model, int, list[Scenario], Progress | None], Values]


def outcomes(model: Model, seed: int, scenarios: list[Scenario], progress: Progress | None) -> Values:
    """Every outcome of a run."""
    world = run_compiled(scenarios[0], model.kernel, seed, progress)
    (weak,) = WEAK_SHARE.of(world)
    values = {(name, group): float(value) for _, group, name, value in outcomes_of(world)}
    return values | {("weak digital skills", EVERYBODY): weak}


def weeks_out_by_spell(model: Model, seed: int, scenarios: list[Scenario], progress: Progress | None) -> Values:
    """Mean weeks out of the labour force of ordinary jobseekers long and short on the register at the start."""
    simulated = run_pausing_at(scenarios[0], model.kernel, seed, (0,), progress)
    start = next(simulated)[1].jobseekers.copy()
    _, world = next(simulated)
    start = start[(start["status"] != Status.VACANT) & (start["reduced_capacity"] == 0)]
    out = dict(zip(world.jobseekers["id"].tolist(), world.jobseekers["weeks_out"].tolist(), strict=True))
    weeks = np.array([out[person] for person in start["id"].tolist()], float)
    long = start["time_on_register"] >= LONG_TERM
    return {("weeks_out", "long"): weeks[long].mean(), ("weeks_out", "short"): weeks[~long].mean()}


def minutes_a_call(model: Model, seed: int, scenarios: list[Scenario], progress: Progress | None) -> Values:
    """Mean minutes of a phone call that was answered, from the event log."""
    _, events, _ = run_by_weeks(scenarios[0], seed, model.replace, progress, backend="compiled", events=True)
    assert events is not None
    answered = np.isin(events["kind"], [EventKind.ENQUIRY_SETTLED, EventKind.ENQUIRY_UNSETTLED])
    calls = answered & (events["channel"] == Channel.PHONE)
    return {("minutes", EVERYBODY): events["minutes"][calls].mean()}


def days_gained(model: Model, seed: int, scenarios: list[Scenario], progress: Progress | None) -> Values:
    """Days of work gained a person by those treated and by the others, against the same people without the change."""
    before, after = (_by_identity(run_compiled(scenario, model.kernel, seed, progress)) for scenario in scenarios)
    gained = DAYS_A_WEEK * (after["weeks_employed"] - before["weeks_employed"])
    treated = after["arm"] == 1
    mean = gained[treated].mean() if treated.any() else 0.0
    return {("days_gained", "treated"): mean, ("days_gained", "others"): gained[~treated].mean()}


def _by_identity(world: World) -> np.ndarray:
    people = world.jobseekers[world.jobseekers["status"] != Status.VACANT]
    return people[np.argsort(people["id"])]


@dataclass(frozen=True)
class Variant:
    """An office of middle size under a setting, and what is kept of each of its runs.

    `settings` are by the names of the command line. With a `change`, the same people are run twice, without
    and with it.
    """

    settings: Mapping[str, Any] = field(default_factory=dict)
    keep: Keep = outcomes
    change: Change | None = None
    weeks: int = 110

    @property
    def key(self) -> str:
        """The same for variants that have the same runs."""
        return repr((self.keep.__qualname__, sorted(self.settings.items()), self.change, self.weeks))

    @property
    def run_weeks(self) -> int:
        """Weeks that one replicate takes."""
        return self.weeks * (2 if self.change else 1)

    def scenarios(self, parameters: Parameters | None = None) -> list[Scenario]:
        """What is run."""
        changes = [[], [self.change]] if self.change else [[]]
        return [self._scenario(parameters or Parameters(), some) for some in changes]

    def _scenario(self, parameters: Parameters, changes: list[Change]) -> Scenario:
        scenario = Scenario(parameters=copy.deepcopy(parameters), weeks=self.weeks, changes=changes)
        override(scenario, {**OFFICE, **self.settings}, "patterns")
        return scenario
