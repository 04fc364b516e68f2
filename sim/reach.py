"""What can have no effect within the weeks of a run: a shock that never comes, a lever of what is not there."""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sim.declare import value_at
from sim.policy import LAST_WEEK, NEVER

if TYPE_CHECKING:
    from sim.scenario import Change, Scenario

A_YEAR = 52  # weeks of a long shock that are enough to see it
SHOCKS = ("closure", "reorganisation", "recession", "outage", "surge")
NEEDS = {  # a lever, and the one that it does nothing without
    "channel.phone_lines": "channel.phone_hours",
    "channel.phone_hours": "channel.phone_lines",
    "shock.closure_weeks": "shock.closure_week",
    "shock.express_digitalization": "shock.closure_week",
    "shock.recession_weeks": "shock.recession_week",
    "shock.recession_depth": "shock.recession_week",
    "shock.outage_weeks": "shock.outage_week",
    "shock.surge_weeks": "shock.surge_week",
    "shock.surge_size": "shock.surge_week",
}


def check_reach(scenario: "Scenario") -> None:
    """Raise ValueError for shocks beyond the last week, and for the first change that can have no effect."""
    late = {path: week for path, week in _weeks_of_shocks(scenario) if week >= scenario.weeks}
    if late:
        raise ValueError(_never_come(late, scenario))
    for number, change in enumerate(scenario.changes, start=1):
        _check_shocks_of(change, f"change {number}", scenario)
        idle = idle_lever([path for path, value in change.levers.items() if value != 0], [scenario])
        if idle:
            raise ValueError(f"change {number}: {idle}")


def idle_lever(paths: Collection[str], scenarios: Sequence["Scenario"], varied: Collection[str] = ()) -> str | None:
    """The first of some levers that can have no effect in any of the scenarios, told in one sentence.

    `varied`: paths that are given other values than those of the scenarios. A lever that is set to nothing is left
    alone: who closes the phone may take its lines away.
    """
    for path in paths:
        needed = NEEDS.get(path)
        if needed is None or needed in varied:
            continue
        nothing = NEVER if needed.startswith("shock.") else 0
        set_to_something = path in varied or any(value != 0 for each in scenarios for value in _values(each, path))
        if set_to_something and all(value == nothing for each in scenarios for value in _values(each, needed)):
            without = f"{needed} is {nothing}" + (", which is never" if nothing == NEVER else "")
            return f"{path} does nothing while {without}; write {needed}=... too, or leave {path} out"
    return None


def _values(scenario: "Scenario", path: str) -> Iterator[Any]:
    """The values that a lever has in a scenario, for some or in some weeks."""
    yield value_at(scenario.policy, path)
    yield from (change.levers[path] for change in scenario.changes if path in change.levers)


def _weeks_of_shocks(scenario: "Scenario") -> Iterator[tuple[str, int]]:
    for shock in SHOCKS:
        path = f"shock.{shock}_week"
        yield path, value_at(scenario.policy, path)


def _never_come(late: dict[str, int], scenario: "Scenario") -> str:
    """That shocks come after the end, and both ways out."""
    weeks, alone = scenario.weeks, len(late) == 1
    told = " and ".join(f"{path} is {week}" for path, week in late.items())
    enough = min(
        LAST_WEEK + 1, max(week + int(min(_length(path, {}, scenario), A_YEAR)) for path, week in late.items())
    )
    earlier = " ".join(f"{path}={weeks // 2}" for path in late)
    last = f"the last week of the run is {weeks - 1}, so {'it never comes' if alone else 'they never come'}"
    return f"{told} and {last}; write weeks={enough} or {earlier}"


def _length(path: str, levers: dict[str, Any], scenario: "Scenario") -> float:
    """Weeks that a shock is felt from its week on; what a closure made digital stays in part."""
    shock = path.removeprefix("shock.").removesuffix("_week")
    if shock in ("closure", "reorganisation"):
        return math.inf if shock == "closure" else 1
    length = f"shock.{shock}_weeks"
    return float(levers[length]) if length in levers else max(_values(scenario, length))


def _check_shocks_of(change: "Change", name: str, scenario: "Scenario") -> None:
    """Raise ValueError where a change names a week of a shock that is not among its own weeks."""
    ends = int(min(change.ends, scenario.weeks))
    for shock in SHOCKS:
        path = f"shock.{shock}_week"
        week = change.levers.get(path, NEVER)
        if week == NEVER or change.from_week < week + _length(path, change.levers, scenario) and week < ends:
            continue
        lasts = f"the change holds from week {change.from_week} to {ends - 1}, so it never comes"
        raise ValueError(
            f"{name}: {path} is {week} and {lasts}; write a week between {change.from_week} and {ends - 1}"
        )
