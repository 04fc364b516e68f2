"""A scenario: a setting, a policy, numbers about the world, a horizon, and who is treated differently from when.

A *change* sets levers, or fields of agents, for some: an arm of a trial, a pilot office, a reform at a week.
"""

import copy
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

import numpy as np

from sim.above import above
from sim.agents import Jobseeker
from sim.conditions import read_condition
from sim.declare import check, checked, known_numbers, nearest, set_value, value_at
from sim.parameters import Parameters
from sim.policy import LAST_WEEK, Policy
from sim.reach import check_reach
from sim.settable import CLASS_BY_LEVEL, check_fields
from sim.setting import Setting, check_rest
from sim.shown import Differing, scenario_line, scenario_table

LEVELS = ("run", "market", "office", "caseworker", "person")
ANY_LEVEL = (*LEVELS, "employer")
LONGEST = LAST_WEEK + 1  # weeks
CASELOAD = "individualization.caseload"
MOST_POSTS = 4096  # an office; each post has identities of its own


@dataclass
class Change:
    """Levers, or fields of the agents, set for some agents of one level, from a week on.

    `level`: run, market, office, caseworker or person; employer for fields only. `levers`: dotted path to value. `who`:
    the identities of the agents (offices and markets: their numbers; caseworkers and employers: their rows); None means
    a share of all people by lot. `share`: that share [0..1]. `whom`: conditions on fields that a person must meet,
    when the run starts or at the beginning of the week after coming, to be in the arm (sim/conditions.py).
    `arm`: a name that keeps arms of the same share apart; changes of one arm have the same `who`, or share and name,
    and one that is named may set nothing.
    `fields`: what fields of the agents are set to, `added`: what is added to them, at the beginning of every week that
    the change lasts (sim/settable.py). `now`: conditions that an agent must meet then for its fields to be set.
    `for_weeks`: how long it lasts [weeks]; None is to the end of the run.
    `from_arrival`: the weeks of a change of people's fields count from when each person came.

    Where changes of one level set the same, the one that begins later counts as long as it lasts, wherever it stands in
    the list; of two that begin together, the one that stands later.
    """

    level: str
    levers: dict[str, Any] = field(default_factory=dict)
    who: list[int] | None = None
    share: float = 1.0
    from_week: int = 0
    arm: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    added: dict[str, float] = field(default_factory=dict)
    whom: dict[str, Any] = field(default_factory=dict)
    for_weeks: int | None = None
    from_arrival: bool = False
    now: dict[str, Any] = field(default_factory=dict)

    @property
    def ends(self) -> float:
        """The week before which it ends."""
        return math.inf if self.for_weeks is None else self.from_week + self.for_weeks


@dataclass(repr=False)
class Scenario:
    """What `simulate` runs: `weeks` of this setting under this policy, with these changes.

    `Scenario()` is the usual policy in an average office; `Scenario.named(policy="ips")` a policy that has a name.
    """

    setting: Setting = field(default_factory=Setting)
    policy: Policy = field(default_factory=Policy)
    parameters: Parameters = field(default_factory=Parameters)
    weeks: int = 208
    changes: list[Change] = field(default_factory=list)
    usual: Policy = field(default_factory=Policy)  # what the offices do in the weeks of rest, before week 0

    @classmethod
    def named(
        cls,
        policy: str | list[str] = "baseline",
        office: str = "large",
        labour_market: str = "normal",
        shock: str = "none",
        *,
        weeks: int = 208,
        config_dir: str | None = None,
        levers: dict[str, Any] | None = None,
        **groups: str,
    ) -> "Scenario":
        """The scenario of named files, as on the command line: `Scenario.named("ips", office="small", weeks=52)`.

        `policy`: a name, or several that are joined. `groups`: options of `standardization`, `individualization`,
        `channel` or `organisation` by name. `levers`: single numbers by dotted path, `{"channel.drop_in_hours": 6}`.
        `config_dir`: a folder of files of your own. `skranke run --help` lists all names. Raises ValueError in one
        sentence for a name or number that there is not.
        """
        chosen = dict(policy=policy, office=office, labour_market=labour_market, shock=shock, weeks=weeks, **groups)
        scenario: Scenario = above("named_scenario")(chosen, levers or {}, config_dir)
        return scenario

    def __setattr__(self, name: str, value: Any) -> None:
        """Set a part of the scenario; raise TypeError for what is no such part, as a policy's name."""
        part = TYPES.get(name)
        if part is not None and not isinstance(value, part):
            way_out = f"Scenario.named({name}={value!r})" if name == "policy" else f"scenario.{name}.GROUP.NAME = VALUE"
            raise TypeError(f"{name} is {value!r}; it must be a {part.__name__}; write {way_out}")
        if name not in self.__dataclass_fields__:
            raise AttributeError(f"a Scenario has no {name!r}{nearest(name, self.__dataclass_fields__)}")
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        """Weeks, and what differs from the declared numbers."""
        return scenario_line(self.weeks, self.differing(), len(self.changes))

    def _repr_html_(self) -> str:
        """The same as a table, for a notebook."""
        return scenario_table(self.weeks, self.differing(), len(self.changes))

    def differing(self) -> list[Differing]:
        """Every number that is not what is declared: its path, its value here, and its declaration."""
        listed = []
        for part, kind in PARTS.items():
            for path, number in known_numbers(kind).items():
                value = value_at(getattr(self, part), path)
                if value != number.default:
                    listed.append((f"parameters.{path}" if part == "parameters" else path, value, number))
        return listed

    def check(self) -> None:
        """Raise ValueError with one sentence for the first thing that is not allowed."""
        if not _is_whole(self.weeks) or not 1 <= self.weeks <= LONGEST:
            raise ValueError(f"weeks is {self.weeks!r}; it must be a whole number between 1 and {LONGEST} [weeks]")
        check(self.setting)
        check(self.policy)
        check(self.parameters, "parameters.")
        for number, change in enumerate(self.changes):
            _check_change(change, f"change {number + 1}", self.weeks)
        _check_arms(self.changes)
        _check_numbers(self.changes, self.setting)
        for policy in (self.policy, self.usual):
            check_posts(self.setting, policy)
        check_rest(self.setting)
        check_reach(self)


PARTS: dict[str, type] = {"setting": Setting, "policy": Policy, "parameters": Parameters}
TYPES = {**PARTS, "usual": Policy}


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_change(change: Change, name: str, weeks: int) -> None:
    if change.level not in ANY_LEVEL:
        allowed = f"it must be one of {', '.join(ANY_LEVEL)}{nearest(str(change.level), ANY_LEVEL)}"
        raise ValueError(f"{name} has level {change.level!r}; {allowed}")
    if not _is_whole(change.from_week) or not 0 <= change.from_week < weeks:
        allowed = f"it must be a whole number between 0 and {weeks - 1}, the last week of the run"
        raise ValueError(f"{name} has from_week {change.from_week!r}; {allowed}")
    if isinstance(change.share, bool) or not isinstance(change.share, int | float) or not 0.0 <= change.share <= 1.0:
        raise ValueError(f"{name} has share {change.share!r}; it must be between 0 and 1")
    if change.for_weeks is not None and not (_is_whole(change.for_weeks) and 1 <= change.for_weeks <= LONGEST):
        allowed = (
            f"it must be a whole number between 1 and {LONGEST}; without it the change lasts to the end of the run"
        )
        raise ValueError(f"{name} has for_weeks {change.for_weeks!r}; {allowed}")
    _check_who(change, name)
    if not (change.levers or change.fields or change.added or change.arm):
        raise ValueError(f"{name} sets neither lever nor field")
    if change.fields or change.added:
        check_fields(change.level, change.fields, change.added, name)
    _check_now(change, name)
    _check_levers(change, name)


def _check_now(change: Change, name: str) -> None:
    """Raise ValueError for conditions that reach no field, and for a status set whatever people do by then."""
    if change.now and not (change.fields or change.added):
        raise ValueError(f"{name} has conditions in `now`, which are for fields; levers hold for all of the arm")
    for path, written in change.now.items():
        try:
            read_condition(CLASS_BY_LEVEL[change.level], path, written)
        except ValueError as problem:
            raise ValueError(f"{name}, now: {problem}") from None
    if "status" not in change.fields or "status" in change.now:
        return
    formed = 1 if change.from_arrival else 0  # the week in which `whom` is asked
    if "status" in change.whom and change.ends <= formed + 1:
        return
    raise ValueError(
        f"{name} sets the status of all in the arm, those in work or on a pension by then among them; "
        "write for whom, as now: {status: SEEKING}"
    )


def _check_levers(change: Change, name: str) -> None:
    if change.level == "employer" and change.levers:
        raise ValueError(f"{name}: no lever can differ between employers; set their fields")
    if change.from_arrival and (change.levers or change.level != "person"):
        raise ValueError(f"{name}: from_arrival is for fields of people; levers change at a week of the run")
    levers = known_numbers(Policy)
    for path, value in change.levers.items():
        if path not in levers:
            themes = dict.fromkeys(lever.partition(".")[0] for lever in levers)
            listed = nearest(path, levers) or f"; a lever is one of {', '.join(f'{theme}.NAME' for theme in themes)}"
            raise ValueError(f"{name}: there is no lever {path!r}{listed}")
        finest = levers[path].level
        if LEVELS.index(change.level) > LEVELS.index(finest):
            way_out = "write level: run" if finest == "run" else f"write level: {finest}, and who: [0] for the first"
            widest = f"{path} can differ between {finest}s at the finest, not between {change.level}s"
            raise ValueError(f"{name}: {widest}; {way_out}")
        if path == CASELOAD and (change.from_week > 0 or change.for_weeks is not None):
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
    if change.whom and (change.level != "person" or change.who is not None):
        raise ValueError(f"{name} has conditions in `whom`; those are for a share of people")
    for path, written in change.whom.items():
        try:
            read_condition(Jobseeker, path, written)
        except ValueError as problem:
            raise ValueError(f"{name}, whom: {problem}") from None
    if change.who is None:
        if change.level not in ("run", "person"):
            raise ValueError(f"{name} must say in `who` which {change.level}s it is for; write who: [0, 1]")
        return
    if change.level == "run":
        raise ValueError(f"{name} is for the whole run, so it takes no `who`")
    if change.share != 1.0:
        raise ValueError(f"{name} names people in `who`, so it takes no `share`")
    whole = isinstance(change.who, list | tuple) and all(
        type(agent) is int and 0 <= agent < 2**44 for agent in change.who
    )
    if not whole or not change.who:
        raise ValueError(f"{name} has who {change.who!r}; it must be a list of numbers of {change.level}s, as [0, 1]")


def _check_numbers(changes: list[Change], setting: Setting) -> None:
    """Raise ValueError for an office or market that there is not, in which nothing would ever change."""
    offices = setting.office.offices
    there = {"office": offices, "market": min(setting.labour_market.markets, offices)}
    for number, change in enumerate(changes, start=1):
        if change.level in there and change.who and max(change.who) >= there[change.level]:
            known = f"it must be one of the {there[change.level]}, numbered from 0"
            raise ValueError(f"change {number} is for {change.level} {max(change.who)}; {known}")


def _check_arms(changes: list[Change]) -> None:
    """Raise ValueError where arms of one level overlap: nobody can be in two."""
    for level in ANY_LEVEL[1:]:
        taken: dict[int, str] = {}
        share = 0.0
        for arm in arms_of(changes, level):
            name = _whom(arm[0])
            if arm[0].who is None:
                share += arm[0].share
            for agent in arm[0].who or []:
                if taken.setdefault(agent, name) != name:
                    raise ValueError(
                        f"{level} {agent} is in two arms; changes for the same {level}s need the same `who`"
                    )
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
    turns: set[float] = {change.from_week for change in scenario.changes}
    turns |= {change.ends for change in scenario.changes if change.levers}
    starts = sorted({0} | {int(week) for week in turns if week < scenario.weeks})
    phases = [max(i for i, start in enumerate(starts) if start <= week) for week in range(scenario.weeks)]
    run_wide = in_time([change for change in scenario.changes if change.level == "run"])
    in_turn = {level: [in_time(arm) for arm in arms[level]] for level in arms}
    policies = []
    for start in starts:
        for market in [[], *in_turn["market"]]:
            for office in [[], *in_turn["office"]]:
                for caseworker in [[], *in_turn["caseworker"]]:
                    for person in [[], *in_turn["person"]]:
                        changes = [*run_wide, *market, *office, *caseworker, *person]
                        policies.append(_composed(scenario.policy, changes, start))
    return PolicyTable(policies, phases, arms)


def in_time(changes: list[Change]) -> list[Change]:
    """Changes in the order in which they begin, those that count from arrivals last; of two, the later one counts."""
    return sorted(changes, key=lambda change: (change.from_arrival, change.from_week))


def arms_of(changes: list[Change], level: str) -> list[list[Change]]:
    """The changes of a level gathered into arms: those for the same agents are one arm."""
    gathered: dict[str, list[Change]] = {}
    for change in changes:
        if change.level == level:
            gathered.setdefault(_whom(change), []).append(change)
    return list(gathered.values())


class PersonShare(NamedTuple):
    """An arm of people by lot: its number, the lots from `low` to below `high`, and a change of the arm."""

    number: int
    low: float
    high: float
    change: Change


def person_shares(table: PolicyTable) -> list[PersonShare]:
    """The arms of people by lot; their shares of the lots lie side by side."""
    shares, low = [], 0.0
    for number, changes in enumerate(table.arms["person"], start=1):
        if changes[0].who is None:
            shares.append(PersonShare(number, low, low + changes[0].share, changes[0]))
            low += changes[0].share
    return shares


def _whom(change: Change) -> str:
    """What tells the arm of a change from other arms."""
    if change.who is None:
        return f"{change.arm} {change.share}" + (f" {sorted(change.whom.items())}" if change.whom else "")
    return f"{change.arm} {sorted(change.who)}"


def _composed(policy: Policy, changes: list[Change], week: int) -> Policy:
    composed = Policy(*(copy.copy(getattr(policy, entry.name)) for entry in fields(policy)))
    for change in changes:
        if change.from_week <= week < change.ends:
            for path, value in change.levers.items():
                set_value(composed, path, value)
    return composed


def with_numbers(scenario: Scenario, numbers: Mapping[str, Any]) -> Scenario:
    """A scenario with other numbers, by the names of the command line; the one that was given stays as it is.

    ValueError for a name that there is not, and for a value that it cannot have.
    """
    if not numbers:
        return scenario
    varied = copy.deepcopy(scenario)
    known: dict[str, tuple[Any, str]] = {}
    for part, prefix in ((varied.setting, ""), (varied.policy, ""), (varied.parameters, "parameters.")):
        kind: Any = type(part)
        known |= {f"{prefix}{path}": (part, path) for path in known_numbers(kind)}
    for name, value in numbers.items():
        plain = value.item() if isinstance(value, np.generic) else value
        if name == "weeks":
            varied.weeks = plain
            continue
        if name not in known:
            raise ValueError(f"there is no {name!r}{nearest(name, [*known, 'weeks'])}")
        part, path = known[name]
        try:
            set_value(part, path, plain)
        except ValueError as problem:
            raise ValueError(str(problem).replace(path, name, 1)) from None
    return varied
