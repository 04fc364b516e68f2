"""A scenario: a setting, a policy, numbers about the world, a horizon, and who is treated differently from when.

A *change* sets levers for some agents: an arm of a trial, a pilot office, a reform at a week.
"""

import copy
import math
from dataclasses import dataclass, field, fields
from typing import Any

from sim.declare import check, checked, known_numbers, nearest, set_value
from sim.parameters import Parameters
from sim.policy import Policy
from sim.setting import Setting

LEVELS = ("run", "market", "office", "caseworker", "person")
LONGEST = 2000  # weeks
CASELOAD = "individualization.caseload"
MOST_POSTS = 4096  # an office; each post has identities of its own


@dataclass
class Change:
    """Levers set for some agents of one level, from a week on.

    `level`: run, market, office, caseworker or person. `levers`: dotted path to value. `who`: the identities of the
    agents (offices and markets: their numbers; caseworkers: their rows); None means a share of all people by lot.
    `share`: that share [0..1].
    `arm`: a name that keeps arms of the same share apart; changes of one arm have the same `who`, or share and name.
    """

    level: str
    levers: dict[str, Any]
    who: list[int] | None = None
    share: float = 1.0
    from_week: int = 0
    arm: str = ""


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
            _check_change(change, f"change {number + 1}", self.weeks)
        _check_arms(self.changes)
        check_posts(self.setting, self.policy)


def _check_change(change: Change, name: str, weeks: int) -> None:
    if change.level not in LEVELS:
        allowed = f"it must be one of {', '.join(LEVELS)}{nearest(str(change.level), LEVELS)}"
        raise ValueError(f"{name} has level {change.level!r}; {allowed}")
    if not isinstance(change.from_week, int) or not 0 <= change.from_week < weeks:
        allowed = f"it must be a whole number between 0 and {weeks - 1}, the last week of the run"
        raise ValueError(f"{name} has from_week {change.from_week!r}; {allowed}")
    if isinstance(change.share, bool) or not isinstance(change.share, int | float) or not 0.0 <= change.share <= 1.0:
        raise ValueError(f"{name} has share {change.share!r}; it must be between 0 and 1")
    _check_who(change, name)
    if not change.levers:
        raise ValueError(f"{name} sets no lever")
    levers = known_numbers(Policy)
    for path, value in change.levers.items():
        if path not in levers:
            raise ValueError(f"{name}: there is no lever {path!r}{nearest(path, levers)}")
        finest = levers[path].level
        if LEVELS.index(change.level) > LEVELS.index(finest):
            raise ValueError(f"{name}: {path} can differ between {finest}s at the finest, not between {change.level}s")
        if path == CASELOAD and change.from_week > 0:
            raise ValueError(f"{name}: {path} staffs the posts when the run starts, so it can only change from week 0")
        try:
            checked(levers[path], value)
        except ValueError as problem:
            raise ValueError(f"{name}: {problem}") from None


def check_posts(setting: Setting, policy: Policy) -> None:
    """Raise ValueError where an office has more posts than have identities of their own."""
    posts = math.ceil(setting.office.jobseekers / policy.individualization.caseload)
    if posts > MOST_POSTS:
        raise ValueError(f"office.jobseekers over individualization.caseload gives {posts} posts; at most {MOST_POSTS}")


def _check_who(change: Change, name: str) -> None:
    if change.who is None:
        if change.level not in ("run", "person"):
            raise ValueError(f"{name} must say in `who` which {change.level}s it is for")
        return
    if change.level == "run":
        raise ValueError(f"{name} is for the whole run, so it takes no `who`")
    if change.share != 1.0:
        raise ValueError(f"{name} names people in `who`, so it takes no `share`")
    whole = isinstance(change.who, list | tuple) and all(type(one) is int and 0 <= one < 2**44 for one in change.who)
    if not whole or not change.who:
        raise ValueError(f"{name} has who {change.who!r}; it must be a list of numbers of {change.level}s, as [0, 1]")


def _check_arms(changes: list[Change]) -> None:
    """Raise ValueError where arms of one level overlap: nobody can be in two."""
    for level in LEVELS[1:]:
        taken: dict[int, str] = {}
        share = 0.0
        for arm in arms_of(changes, level):
            name = _whom(arm[0])
            if arm[0].who is None:
                share += arm[0].share
            for one in arm[0].who or []:
                if taken.setdefault(one, name) != name:
                    raise ValueError(f"{level} {one} is in two arms; changes for the same {level}s need the same `who`")
        if share > 1.0 + 1e-9:
            raise ValueError(f"the shares of people in changes add up to {share:g}; they must not exceed 1")


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
    arms = {level: arms_of(scenario.changes, level) for level in LEVELS[1:]}
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


def arms_of(changes: list[Change], level: str) -> list[list[Change]]:
    """The changes of a level gathered into arms: those for the same agents are one arm."""
    gathered: dict[str, list[Change]] = {}
    for change in changes:
        if change.level == level:
            gathered.setdefault(_whom(change), []).append(change)
    return list(gathered.values())


def _whom(change: Change) -> str:
    """What tells the arm of a change from other arms."""
    return f"{change.arm} {change.share}" if change.who is None else f"{change.arm} {sorted(change.who)}"


def _composed(policy: Policy, changes: list[Change], week: int) -> Policy:
    composed = Policy(*(copy.copy(getattr(policy, entry.name)) for entry in fields(policy)))
    for change in changes:
        if change.from_week <= week:
            for path, value in change.levers.items():
                set_value(composed, path, value)
    return composed
