"""What is run at a point of a study: the model under a scenario, or any function of parameters and a seed."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from enum import IntEnum
from pathlib import Path
from typing import Any

from experiments.cli.refusal import Refused
from experiments.cli.replacement import load_function, load_replacements
from experiments.cli.schema import GROUPS
from experiments.study.factors import DUMMY
from experiments.study.options import MODEL
from sim.declare import known_numbers, nearest, set_value, value_at
from sim.scenario import Change, Scenario, check_posts

PARTS = ("setting", "policy", "parameters")
Run = Callable[[Sequence[Any], int], list[float]]  # values of the factors in order, seed -> values of the outcomes


def as_json(scenario: Scenario) -> dict[str, Any]:
    """Everything of a scenario as plain values."""
    numbers = {part: _numbers(getattr(scenario, part)) for part in PARTS}
    return {**numbers, "weeks": scenario.weeks, "changes": [asdict(change) for change in scenario.changes]}


def from_json(said: dict[str, Any]) -> Scenario:
    """The scenario that `as_json` wrote."""
    scenario = Scenario(weeks=said["weeks"], changes=[Change(**change) for change in said["changes"]])
    for part in PARTS:
        for path, value in said[part].items():
            set_value(getattr(scenario, part), path, value)
    return scenario


def _numbers(held: Any) -> dict[str, Any]:
    """Every number of a setting, policy or parameters by path, a name for an enumerated one."""
    kind: Any = type(held)
    values = {path: value_at(held, path) for path in known_numbers(kind)}
    return {path: value.name if isinstance(value, IntEnum) else value for path, value in values.items()}


def load_target(study: dict[str, Any], bases: Sequence[dict[str, Any]]) -> Run:
    """What runs a point of the study; raise Refused when a function is not there."""
    names = [outcome["name"] for outcome in study["outcomes"]]
    if study["target"] == MODEL:
        return _model(study, [from_json(base) for base in bases], names)
    return _function(study["target"], [factor["name"] for factor in study["factors"] if factor["name"] != DUMMY], names)


def _model(study: dict[str, Any], bases: list[Scenario], names: list[str]) -> Run:
    """The compiled model; the values of a point are put into its scenario, which no run shares."""
    from sim.engine import kernel, run_compiled
    from sim.measuring import measured

    live = kernel(load_replacements(study["replace"]) or None)
    wanted = tuple(wanted_outcome(name) for name in names)
    factors = study["factors"]
    options = [(place, factor["levels"]) for place, factor in enumerate(factors) if factor["name"] in GROUPS]
    setters = [{place: how for place, *how in setters_of(factors, base)} for base in bases]

    nothing: list[Any] = [None] * len(factors)
    held: list[Sequence[Any]] = [nothing] * len(bases)  # values that are set; only what differs is set anew

    def run(values: Sequence[Any], seed: int) -> list[float]:
        number = 0
        for place, levels in options:
            number = number * len(levels) + levels.index(values[place])
        scenario = bases[number]
        if held[number] is not values:
            before, held[number] = held[number], nothing
            changed = [place for place, (value, old) in enumerate(zip(values, before, strict=True)) if value != old]
            for place in changed:
                if place in setters[number]:
                    holder, name, kind = setters[number][place]
                    setattr(holder, name, kind(values[place]))
            check_posts(scenario.setting, scenario.policy)
            held[number] = values
        return measured(run_compiled(scenario, live, seed), wanted)

    return run


def setters_of(factors: Sequence[dict[str, Any]], scenario: Scenario) -> list[tuple[int, Any, str, Callable]]:
    """For each factor that is a number: its place, what holds it, its name there, and how a value is made its own."""
    found: list[tuple[int, Any, str, Callable]] = []
    for place, factor in enumerate(factors):
        path = factor["name"]
        for part, prefix in zip(PARTS, ("", "", "parameters."), strict=True):
            held: Any = getattr(scenario, part)
            kind: Any = type(held)
            number = known_numbers(kind).get(path.removeprefix(prefix)) if path.startswith(prefix) else None
            if number is not None:
                outer, _, name = number.path.rpartition(".")
                named = getattr(number.kind, "__members__", None)
                found.append((place, value_at(held, outer), name, named.__getitem__ if named else number.kind))
    return found


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
    groupings = {one.name: grouping for grouping, kind in GROUPINGS.items() for one in kind}
    if category not in groupings:
        near = nearest(category, groupings)
        raise Refused(f"outcomes: {name} names no group; it must be one of {', '.join(groupings)}{near}")
    if outcome in OF_OFFICE:
        raise Refused(f"outcomes: {outcome} is measured of the office, not of {category}; write {outcome}")
    return groupings[category], category, outcome


def _function(target: str, names: list[str], outcomes: list[str]) -> Run:
    function = load_function("target", target)

    def run(values: Sequence[Any], seed: int) -> list[float]:
        said = function(dict(zip(names, values[: len(names)], strict=True)), seed)  # the dummy comes last
        if not isinstance(said, dict):
            raise TypeError(f"{target} gave {type(said).__name__}; it must give a dict of outcomes by name")
        missing = [name for name in outcomes if name not in said]
        if missing:
            raise KeyError(f"{target} gave no outcome {missing[0]!r}; it gave {', '.join(map(str, said)) or 'none'}")
        return [float(said[name]) for name in outcomes]

    return run


def outcomes_of_function(target: str, values: dict[str, Any], seed: int) -> list[str]:
    """The names of the outcomes that a function gives, asked once; raise Refused when it fails."""
    function = load_function("target", target)
    try:
        said = function(values, seed)
    except (Exception, SystemExit) as problem:
        way_out = "outcomes: [...] names what it gives, and then it is not asked"
        raise Refused(f"target={target} fails with {printable(problem)}; {way_out}") from problem
    if not isinstance(said, dict) or not said or not all(isinstance(name, str) for name in said):
        raise Refused(f"target={target} gave {said!r}; it must give a dict of outcomes by name, as {{'y': 1.0}}")
    return list(said)


def refuse_unknown(target: str, outcomes: list[str], values: dict[str, Any], seed: int) -> None:
    """Raise Refused for an outcome that a function does not give, as far as it can be asked at this point."""
    try:
        given = outcomes_of_function(target, values, seed)
    except Refused:
        return  # it fails here, and may not elsewhere
    for name in outcomes:
        if name not in given:
            raise Refused(f"outcomes: {target} gives no {name!r}; it gives {', '.join(given)}{nearest(name, given)}")


def printable(problem: BaseException, longest: int = 200) -> str:
    """What went wrong, on one line and without what a terminal would obey."""
    said = " ".join(f"{type(problem).__name__}: {problem}".split())
    return "".join(letter if letter.isprintable() else "?" for letter in said)[:longest]


def read_bases(path: Path) -> list[dict[str, Any]]:
    """The scenarios of a study as plain values."""
    read: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return read
