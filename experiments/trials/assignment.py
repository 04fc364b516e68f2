"""From an arm in a file to changes in a scenario: who is in it, by lot, in the run of one seed."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from experiments.cli.refusal import Refused
from experiments.cli.schema import written_numbers
from experiments.trials.schema import Arm, ChangeEntry, Trial
from sim.chance import uniform
from sim.declare import nearest, set_value
from sim.parameters import Parameters
from sim.population import posts_at_start, rows_of_posts
from sim.scenario import ANY_LEVEL, Change, Scenario
from sim.terms import Decision

OF_SETTING = ("office", "labour_market")


@dataclass
class Assigned:
    """Who is in an arm of one run: everybody, people with a number, or the units in `rows`; and what each unit got."""

    level: str
    number: int = 0  # of the arm among those of people
    rows: list[int] = field(default_factory=list)
    doses: dict[int, float] = field(default_factory=dict)


def scenario_of(
    trial: Trial, world: str, seed: int, parameters: Parameters | None = None
) -> tuple[Scenario, dict[str, Assigned]]:
    """What one world of a trial runs with one seed, and who is in each of its arms there."""
    arms = {name: arm for name, arm in trial.arms.items() if trial.world_of(name) == world}
    scenario = Scenario(parameters=copy.deepcopy(parameters) if parameters else Parameters())
    override(scenario, trial.setting, "setting")
    for name, arm in arms.items():
        override(scenario, arm.setting, f"arms, {name}, setting")
    assigned: dict[str, Assigned] = {}
    for name, arm in arms.items():
        assigned[name] = _assign(arm, scenario, seed, assigned)
        if arm.level == "person":
            assigned[name].number = 1 + sum(other.number > 0 for other in assigned.values())
        scenario.changes += _changes(name, arm, assigned[name], trial.population.who)
    return scenario, assigned


def override(scenario: Scenario, written: dict[str, Any], where: str) -> None:
    """Set numbers of a scenario by the names of the command line; raise Refused for one that there is not."""
    known = [name for name in written_numbers() if "." in name]
    for name, value in written.items():
        outer, _, inner = str(name).partition(".")
        try:
            if name not in known:
                raise ValueError(f"there is no {name!r}{nearest(str(name), known)}")
            if outer == "parameters":
                set_value(scenario.parameters, inner, value)
            else:
                set_value(scenario.setting if outer in OF_SETTING else scenario.policy, name, value)
        except ValueError as problem:
            raise Refused(f"{where}: {problem}") from None


def _assign(arm: Arm, scenario: Scenario, seed: int, others: dict[str, Assigned]) -> Assigned:
    """Who is in an arm; arms of one level take units side by side in the order of their lots."""
    assigned = Assigned(arm.level)
    if arm.level in ("run", "person"):
        return assigned
    taken = {row for other in others.values() if other.level == arm.level for row in other.rows}
    for units in _strata(arm.level, scenario):
        lots = {unit: uniform(seed, Decision.ARM + 0, 0, unit, 1 + ANY_LEVEL.index(arm.level), 0) for unit in units}
        free = [unit for unit in sorted(units, key=lots.__getitem__) if unit not in taken]
        assigned.rows += free[: round(arm.share * len(units))]
    if not assigned.rows:
        raise Refused(f"a share of {arm.share:g} of the {arm.level}s is nobody; there are too few of them")
    assigned.rows.sort()
    return assigned


def _strata(level: str, scenario: Scenario) -> Iterator[list[int]]:
    """The units of a level by the group they are drawn within: caseworkers by office, employers by market."""
    size, market = scenario.setting.office, scenario.setting.labour_market
    markets = min(market.markets, size.offices)
    if level == "caseworker":
        posts = posts_at_start(scenario.setting, scenario.policy)
        rows = rows_of_posts(posts)
        yield from (list(range(office * rows, office * rows + posts)) for office in range(size.offices))
    elif level == "employer":
        first = 0
        for number in range(markets):
            n = market.employers * len(range(number, size.offices, markets))
            yield list(range(first, first + n))
            first += n
    else:
        yield list(range(size.offices if level == "office" else markets))


def _changes(name: str, arm: Arm, assigned: Assigned, whom: dict[str, Any]) -> Iterator[Change]:
    for change in arm.changes or ([ChangeEntry()] if arm.level == "person" else []):
        if change.spread:
            yield from _spread(name, change, assigned)
        if change.levers or change.fields or change.added or not change.spread:
            yield _change(name, arm, change, assigned, whom)


def _change(name: str, arm: Arm, change: ChangeEntry, assigned: Assigned, whom: dict[str, Any]) -> Change:
    """A change of a file as the model knows it."""
    people = arm.level == "person"
    return Change(
        arm.level,
        levers=change.levers,
        who=assigned.rows or None,
        share=arm.share if people else 1.0,
        from_week=change.from_week,
        arm=name,
        fields=change.fields,
        added=change.added,
        whom=whom if people else {},
        now=change.now,
        for_weeks=change.for_weeks,
        from_arrival=change.from_arrival,
    )


def _spread(name: str, change: ChangeEntry, assigned: Assigned) -> Iterator[Change]:
    """A change for each unit, its lever at a value of its own; units are in the order of their lots already."""
    if not assigned.rows:
        raise Refused(f"arms, {name}: spread is for caseworkers, offices, markets or employers")
    for lever, ends in change.spread.items():
        low, high = _ends(ends, f"arms, {name}, spread, {lever}")
        steps = max(1, len(assigned.rows) - 1)
        for number, row in enumerate(assigned.rows):
            value = low + (high - low) * number / steps
            assigned.doses[row] = value
            yield Change(
                assigned.level, {lever: value}, who=[row], arm=f"{name} {row}", from_week=change.from_week,
                for_weeks=change.for_weeks,
            )  # fmt: skip


def _ends(written: Any, where: str) -> tuple[float, float]:
    if not isinstance(written, list) or len(written) != 2 or not all(isinstance(end, int | float) for end in written):
        raise Refused(f"{where} is {written!r}; write [FROM, TO]")
    return float(written[0]), float(written[1])
