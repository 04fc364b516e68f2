"""The address of a lab: setting, seed, and of each world its policy and the journal of its levers. It is all there is.

What a server holds besides is made from it: whoever has the address has the lab.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any

from experiments.cli.composition import read_request
from experiments.cli.options import options
from experiments.cli.refusal import Refused
from experiments.compare.nudge_twin import nudged
from experiments.lab.limits import HIGHEST_SEED, MOST_ENTRIES, MOST_PEOPLE, MOST_WORLDS, WEEKS
from sim.declare import known_numbers, nearest
from sim.paired_runs import followed_throughout
from sim.policy import Policy
from sim.scenario import Change, Scenario

COMPOSING = Lock()  # Hydra composes one configuration at a time


@dataclass(frozen=True)
class Entry:
    """A line of the journal: levers set in a week, for the whole of a world."""

    week: int
    levers: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class WorldAddress:
    """One world: a policy by name, what was done to it, and whether it is the nudge twin."""

    policy: str
    journal: tuple[Entry, ...] = ()
    is_twin: bool = False


@dataclass(frozen=True)
class Address:
    """A whole lab, before the week `week`."""

    office: str = "large"
    people: int | None = None
    labour_market: str = "normal"
    seed: int = 1
    week: int = 0
    worlds: tuple[WorldAddress, ...] = field(default=(WorldAddress("baseline"), WorldAddress("baseline")))


def read_address(message: Mapping[str, Any]) -> Address:
    """The address in a message; Refused in one sentence for what is none."""
    written = message.get("worlds")
    if not isinstance(written, list) or not 1 <= len(written) <= MOST_WORLDS:
        raise Refused(f"worlds must be a list of 1 to {MOST_WORLDS} worlds")
    people = message.get("people")
    return Address(
        office=_option("office", message.get("office", "large")),
        people=None if people is None else whole_number("people", people, 1, MOST_PEOPLE),
        labour_market=_option("labour_market", message.get("labour_market", "normal")),
        seed=whole_number("seed", message.get("seed", 1), 0, HIGHEST_SEED),
        week=whole_number("week", message.get("week", 0), 0, WEEKS),
        worlds=tuple(_world(world) for world in written),
    )


def whole_number(name: str, value: Any, low: int, high: int) -> int:
    """A whole number within its range; Refused for anything else."""
    if type(value) is not int or not low <= value <= high:
        raise Refused(f"{name} is {str(value)[:40]}; it must be a whole number between {low} and {high}")
    return value


def read_levers(written: Any) -> tuple[tuple[str, Any], ...]:
    """Levers with values; Refused for a name that there is not. Values are checked where they are set."""
    if not isinstance(written, dict) or not 1 <= len(written) <= len(known_numbers(Policy)):
        raise Refused("levers must be names with values, as in {channel.drop_in_hours: 6}")
    for path, value in written.items():
        if path not in known_numbers(Policy):
            raise Refused(f"there is no lever {path[:60]!r}{nearest(path[:60], known_numbers(Policy))}")
        if not isinstance(value, bool | int | float | str) or len(str(value)) > 40:
            raise Refused(f"{path} is no number")
    return tuple(written.items())


def _world(written: Any) -> WorldAddress:
    if not isinstance(written, dict):
        raise Refused("a world must be a policy with a journal, as in {policy: baseline, journal: []}")
    journal = written.get("journal", [])
    if not isinstance(journal, list) or len(journal) > MOST_ENTRIES:
        raise Refused(f"the journal of a world must be a list of at most {MOST_ENTRIES} entries")
    entries = []
    for entry in journal:
        if not isinstance(entry, list) or len(entry) != 2:
            raise Refused("an entry of a journal must be a week and levers, as in [40, {channel.drop_in_hours: 6}]")
        entries.append(Entry(whole_number("the week of an entry", entry[0], 0, WEEKS - 1), read_levers(entry[1])))
    in_order = tuple(sorted(entries, key=lambda each: each.week))
    return WorldAddress(_option("policy", written.get("policy", "baseline")), in_order, written.get("twin") is True)


def _option(group: str, name: Any) -> str:
    if name not in options(group):
        shown = str(name)[:40]
        raise Refused(
            f"{group} is {shown!r}; it must be one of {', '.join(options(group))}{nearest(shown, options(group))}"
        )
    return str(name)


@cache
def composed(office: str, labour_market: str, policy: str, shock: str = "none") -> Scenario:
    """The scenario of named options, as after `skranke run`; not to be changed."""
    words = [f"office={office}", f"labour_market={labour_market}", f"policy={policy}", f"shock={shock}"]
    with COMPOSING:
        return read_request(words, alone=False).jobs[0].scenario


def policy_of(name: str) -> Policy:
    """The levers of a named policy, the same in every office; not to be changed."""
    return composed("small", "normal", name).policy


def scenario_of(address: Address, world: WorldAddress) -> Scenario:
    """What a world is run with from its start: what its journal has from week 0 on is in it."""
    scenario = copy.deepcopy(composed(address.office, address.labour_market, "baseline"))
    scenario.policy = copy.deepcopy(policy_of(world.policy))
    scenario.weeks = WEEKS + 1
    scenario.setting.office.arrivals_until = WEEKS + 1  # whoever comes is shown
    if address.people is not None:
        scenario.setting.office.jobseekers = address.people
    size = scenario.setting.office
    if size.jobseekers * size.offices > MOST_PEOPLE:
        raise Refused(f"the office has {size.jobseekers * size.offices} people; the lab shows at most {MOST_PEOPLE}")
    scenario.changes = [Change("run", dict(entry.levers)) for entry in world.journal if entry.week == 0]
    try:
        return followed_throughout(nudged(scenario) if world.is_twin else scenario)
    except ValueError as problem:
        raise Refused(str(problem)) from None
