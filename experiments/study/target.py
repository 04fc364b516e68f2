"""What is run at a point of a study: the model under a scenario, or any function of parameters and a seed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

from experiments.cli.refusal import Refused
from experiments.cli.replacement import load_function, load_replacements
from experiments.cli.schema import GROUPS
from experiments.study.factors import DUMMY
from experiments.study.options import MODEL, POINTS
from experiments.study.probe import Probe
from sim.declare import known_numbers, nearest, set_value, value_at
from sim.policy import Policy
from sim.scenario import Change, Scenario, check_posts

PARTS = ("setting", "policy", "parameters")
RunPoint = Callable[[Sequence[Any], int], list[float]]  # values of the factors in order, seed -> values of the outcomes


def as_json(scenario: Scenario) -> dict[str, Any]:
    """Everything of a scenario as plain values."""
    parts = PARTS if scenario.usual == Policy() else (*PARTS, "usual")
    numbers = {part: _numbers(getattr(scenario, part)) for part in parts}
    return {**numbers, "weeks": scenario.weeks, "changes": [asdict(change) for change in scenario.changes]}


def from_json(plain: dict[str, Any]) -> Scenario:
    """The scenario that `as_json` wrote."""
    scenario = Scenario(weeks=plain["weeks"], changes=[Change(**change) for change in plain["changes"]])
    for part in (*PARTS, "usual"):
        for path, value in plain.get(part, {}).items():
            set_value(getattr(scenario, part), path, value)
    return scenario


def _numbers(holder: Any) -> dict[str, Any]:
    """Every number of a setting, policy or parameters by path, a name for an enumerated one."""
    kind: Any = type(holder)
    values = {path: value_at(holder, path) for path in known_numbers(kind)}
    return {path: value.name if isinstance(value, IntEnum) else value for path, value in values.items()}


def load_target(study: dict[str, Any], bases: Sequence[dict[str, Any]]) -> RunPoint:
    """What runs a point of the study; raise Refused when a function is not there."""
    if study["target"] == MODEL:
        return ModelTarget(study, [from_json(base) for base in bases])
    if study["target"] == POINTS:
        return _came_with_points
    factors = [factor["name"] for factor in study["factors"] if factor["name"] != DUMMY]
    outcomes = [outcome["name"] for outcome in study["outcomes"]]
    return _function(study["target"], factors, outcomes, chosen=study.get("outcomes_chosen", True))


def _came_with_points(values: Sequence[Any], seed: int) -> list[float]:
    raise LookupError("its outcomes came with its points and cannot be run again; make a new study of them")


class ModelTarget:
    """The compiled model, run at points of a study; it sets scenarios of its own, so no two threads share one."""

    def __init__(self, study: dict[str, Any], bases: Sequence[Scenario]):
        from sim.kernel import kernel

        self.kernel = kernel(load_replacements(study["replace"]) or None)
        self.outcomes = tuple(wanted_outcome(outcome["name"]) for outcome in study["outcomes"])
        self.bases = [BaseScenario(base, study["factors"]) for base in bases]
        self.options = [
            (column, factor["levels"]) for column, factor in enumerate(study["factors"]) if factor["name"] in GROUPS
        ]

    def __call__(self, values: Sequence[Any], seed: int) -> list[float]:
        """The outcomes of one run at a point."""
        from sim.engine import run_compiled
        from sim.measuring import measured

        return measured(run_compiled(self.base(values).at(values), self.kernel, seed), self.outcomes)

    def base(self, values: Sequence[Any]) -> "BaseScenario":
        """The scenario with the options of a point, the last group's changing fastest."""
        number = 0
        for column, levels in self.options:
            number = number * len(levels) + levels.index(values[column])
        return self.bases[number]


class Setter(NamedTuple):
    """How a factor that is a number is set: its column, what holds it, its name there, what makes a value its own."""

    column: int
    holder: Any
    name: str
    kind: Callable[[Any], Any]

    def set(self, value: Any) -> None:
        """Give it a value."""
        setattr(self.holder, self.name, self.kind(value))


class BaseScenario:
    """A scenario that is set from point to point; only what differs from the point before is set anew."""

    def __init__(self, scenario: Scenario, factors: Sequence[dict[str, Any]]):
        self.scenario = scenario
        self.setters = {setter.column: setter for setter in setters_of(factors, scenario)}
        self._unset: Sequence[Any] = [None] * len(factors)
        self.values: Sequence[Any] = self._unset

    def at(self, values: Sequence[Any]) -> Scenario:
        """The scenario at a point; raise ValueError where its values do not go together."""
        if self.values is not values:
            before, self.values = self.values, self._unset  # until all of them are set
            for column, (value, old) in enumerate(zip(values, before, strict=True)):
                if value != old and column in self.setters:
                    self.setters[column].set(value)
            check_posts(self.scenario.setting, self.scenario.policy)
            self.values = values
        return self.scenario


def setters_of(factors: Sequence[dict[str, Any]], scenario: Scenario) -> list[Setter]:
    """A setter for each factor that is a number."""
    setters = []
    for column, factor in enumerate(factors):
        path = factor["name"]
        for part, prefix in zip(PARTS, ("", "", "parameters."), strict=True):
            holder: Any = getattr(scenario, part)
            kind: Any = type(holder)
            number = known_numbers(kind).get(path.removeprefix(prefix)) if path.startswith(prefix) else None
            if number is not None:
                outer, _, name = number.path.rpartition(".")
                members = getattr(number.kind, "__members__", None)
                kind = members.__getitem__ if members else number.kind
                setters.append(Setter(column, value_at(holder, outer), name, kind))
    return setters


def wanted_outcome(name: str) -> tuple[str, str, str]:
    """Grouping, category and outcome that `contacts` or `contacts:JOBBE_DELVIS` means; raise Refused for neither."""
    from sim.outcomes import BY_NAME, GROUPINGS, OF_OFFICE

    outcome, colon, category = name.partition(":")
    if outcome not in BY_NAME:
        raise Refused(
            f"outcomes: there is no {outcome!r}{nearest(outcome, BY_NAME)}; `skranke run --help outcomes` lists them"
        )
    if not colon:
        return "all", "all", outcome
    groupings = {member.name: grouping for grouping, kind in GROUPINGS.items() for member in kind}
    if category not in groupings:
        near = nearest(category, groupings)
        raise Refused(f"outcomes: {name} names no group; it must be one of {', '.join(groupings)}{near}")
    if outcome in OF_OFFICE:
        raise Refused(f"outcomes: {outcome} is measured of the office, not of {category}; write {outcome}")
    return groupings[category], category, outcome


def _function(target: str, names: list[str], outcomes: list[str], *, chosen: bool) -> RunPoint:
    function = load_function("target", target)

    def run(values: Sequence[Any], seed: int) -> list[float]:
        given = function(dict(zip(names, values[: len(names)], strict=True)), seed)  # the dummy comes last
        if not isinstance(given, dict):
            raise TypeError(f"{target} gave {type(given).__name__}; it must give a dict of outcomes by name")
        missing = [name for name in outcomes if name not in given]
        if missing:
            raise KeyError(f"{target} gave no outcome {missing[0]!r}; it gave {', '.join(map(str, given)) or 'none'}")
        more = [name for name in given if name not in outcomes]
        if more and not chosen:
            way_out = f"give the same at every point, or choose with outcomes: [{', '.join(outcomes)}]"
            raise KeyError(f"{target} gave {more[0]!r} too, which its first point lacks; {way_out}")
        return [float(given[name]) for name in outcomes]

    return run


def outcomes_of_function(target: str, probe: Probe) -> list[str]:
    """The names of the outcomes that a function gave when it was asked; raise Refused where it gave none."""
    if probe.outcomes is None:
        way_out = "" if "must give" in probe.problem else "; outcomes: [...] names what it gives"
        raise Refused(f"target={target} {probe.problem}{way_out}")
    return probe.outcomes


def refuse_unknown(target: str, outcomes: list[str], probe: Probe) -> None:
    """Raise Refused for an outcome that a function does not give, as far as it could be asked."""
    given = probe.outcomes
    for name in outcomes:
        if given is not None and name not in given:  # where it fails at one point it may not at others
            raise Refused(f"outcomes: {target} gives no {name!r}; it gives {', '.join(given)}{nearest(name, given)}")


def read_bases(path: Path) -> list[dict[str, Any]]:
    """The scenarios of a study as plain values."""
    read: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return read
