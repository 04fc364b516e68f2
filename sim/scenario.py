"""A scenario: a setting, a policy, numbers about the world, a horizon, and who is treated differently from when.

A *change* sets levers for some agents: an arm of a trial, a pilot office, a reform at a week.
"""

import copy
import dataclasses
from dataclasses import dataclass, field
from typing import Any

from sim.declare import check, checked, known_numbers, nearest, set_value
from sim.parameters import Parameters
from sim.policy import Policy
from sim.setting import Setting

LEVELS = ("run", "market", "office", "caseworker", "person")
LONGEST = 2000  # weeks


@dataclass
class Change:
    """Levers set for some agents of one level, from a week on.

    `level`: run, market, office, caseworker or person. `levers`: dotted path to value. `who`: the identities of the
    agents (offices and markets: their numbers; caseworkers: their rows); None means a share of all people by lot.
    `share`: that share [0..1].
    """

    level: str
    levers: dict[str, Any]
    who: list[int] | None = None
    share: float = 1.0
    from_week: int = 0


@dataclass
class Scenario:
    """What `simulate` runs: `weeks` of this setting under this policy, with these changes."""

    setting: Setting = field(default_factory=Setting)
    policy: Policy = field(default_factory=Policy)
    parameters: Parameters = field(default_factory=Parameters)
    weeks: int = 156
    changes: list[Change] = field(default_factory=list)

    def check(self) -> None:
        """Raise ValueError with one sentence for the first thing that is not allowed."""
        if not isinstance(self.weeks, int) or isinstance(self.weeks, bool) or not 1 <= self.weeks <= LONGEST:
            raise ValueError(f"weeks is {self.weeks!r}; it must be a whole number between 1 and {LONGEST} [weeks]")
        check(self.setting)
        check(self.policy)
        check(self.parameters, "parameters.")
        for number, change in enumerate(self.changes):
            _check_change(change, f"change {number + 1}")


def _check_change(change: Change, name: str) -> None:
    if change.level not in LEVELS:
        allowed = f"it must be one of {', '.join(LEVELS)}{nearest(change.level, LEVELS)}"
        raise ValueError(f"{name} has level {change.level!r}; {allowed}")
    if not 0 <= change.from_week <= LONGEST:
        raise ValueError(f"{name} starts in week {change.from_week}; it must be between 0 and {LONGEST}")
    if not 0.0 <= change.share <= 1.0:
        raise ValueError(f"{name} has share {change.share}; it must be between 0 and 1")
    if change.who is None and change.level not in ("run", "person"):
        raise ValueError(f"{name} must say which {change.level}s it is for")
    levers = known_numbers(Policy)
    for path, value in change.levers.items():
        if path not in levers:
            raise ValueError(f"{name}: there is no lever {path!r}{nearest(path, levers)}")
        finest = levers[path].level
        if LEVELS.index(change.level) > LEVELS.index(finest):
            raise ValueError(f"{name}: {path} can differ between {finest}s at the finest, not between {change.level}s")
        checked(levers[path], value)


@dataclass
class PolicyTable:
    """The policies of a run as rows, and which arms there are.

    Rows run over phase, market arm, office arm, caseworker arm, person arm; arm 0 of each is nobody's. Every row is a
    whole policy, composed in the order of precedence: run, market, office, caseworker, person.
    """

    policies: list[Policy]
    phases: list[int]  # by week
    arms: dict[str, list[list[Change]]]  # by level: the changes of each arm, arm 1 first


def policy_table(scenario: Scenario) -> PolicyTable:
    """Compose the rows of policies of a scenario."""
    arms = {level: _arms(scenario.changes, level) for level in LEVELS[1:]}
    starts = sorted({0} | {change.from_week for change in scenario.changes if change.from_week < scenario.weeks})
    phases = [max(i for i, start in enumerate(starts) if start <= week) for week in range(scenario.weeks)]
    run_wide = [change for change in scenario.changes if change.level == "run"]
    policies = []
    for start in starts:
        for market in [[], *arms["market"]]:
            for office in [[], *arms["office"]]:
                for caseworker in [[], *arms["caseworker"]]:
                    for person in [[], *arms["person"]]:
                        changes = [*run_wide, *market, *office, *caseworker, *person]
                        policies.append(_composed(scenario.policy, changes, start))
    return PolicyTable(policies, phases, arms)


def _arms(changes: list[Change], level: str) -> list[list[Change]]:
    """The changes of a level gathered into arms: those for the same agents are one arm."""
    gathered: dict[tuple, list[Change]] = {}
    for change in changes:
        if change.level == level:
            whom = ("share", change.share) if change.who is None else tuple(change.who)
            gathered.setdefault(whom, []).append(change)
    return list(gathered.values())


def _composed(policy: Policy, changes: list[Change], week: int) -> Policy:
    composed = copy.deepcopy(policy)
    for change in changes:
        if change.from_week <= week:
            for path, value in change.levers.items():
                set_value(composed, path, value)
    return composed


def as_dict(scenario: Scenario) -> dict[str, Any]:
    """The scenario as plain nested dictionaries."""
    return dataclasses.asdict(scenario)
