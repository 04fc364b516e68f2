"""Rest: the years before a run, in which an office under the usual policy comes to be what it is.

Weeks of rest have numbers below 0. The register is held at its size by arrivals, and nothing happens to the office but
the usual: no shocks, no changes. Then the records are taken over into the world of the scenario, where `resume` begins
to count (sim/behaviour/resuming.py). All policies of a setting and seed begin with the same people.

Also called: burn-in, spin-up.
"""

import copy
import functools
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sim import call_trees, population, scenario, world
from sim.checks import check_faults
from sim.declare import as_tuple
from sim.events import record_event
from sim.kernel import kernel
from sim.numba_internals import NumbaError, is_compiled
from sim.parameters import Parameters
from sim.plain_objects import with_objects
from sim.population import build
from sim.rest_store import STORE, Records, key_of
from sim.scenario import PolicyTable, Scenario, policy_table
from sim.setting import OfficeSize
from sim.terms import OfficeStart
from sim.week import live_weeks
from sim.world import RECORDS, World, with_more_rows

WEEKS_A_CALL = 13  # between two looks at Ctrl-C
TAKEN_OVER = ("jobseekers", "caseworkers", "channels", "employers", "offices", "markets", "clinics", "places")
# What the setting and the numbers of a world make of its markets and offices, whatever it has lived through.
LAID_OUT = {
    "offices": ("arm", "n_caseworkers", "first_caseworker", "budgeted_posts"),
    "markets": ("arm", "posting"),
    "caseworkers": ("arm",),
}
FOLLOWED = ("follow_up_weeks", "arrivals_until")  # whom a run counts; before it, nobody is


def beginning(scenario: Scenario, table: PolicyTable, live: Callable, seed: int) -> World:
    """The world of a scenario before week 0: empty where the office is found, else as the weeks of rest leave it."""
    size = scenario.setting.office
    built = build(scenario, table)
    if size.start == OfficeStart.FOUND:
        return built
    world = with_records(built, rested(scenario, live, seed))
    world.layout["rested"] = 1
    return world


def beginning_of_any(scenario: Scenario, table: PolicyTable, replace: dict[str, Callable] | None, seed: int) -> World:
    """The same for a model with replaced behaviours, which may be such as only plain Python can run."""
    if scenario.setting.office.start == OfficeStart.FOUND:
        return build(scenario, table)
    replace = {name: own for name, own in (replace or {}).items() if own is not record_event}
    try:
        return beginning(scenario, table, kernel(replace or None), seed)
    except NumbaError:
        return beginning(scenario, table, call_trees.as_python(live_weeks, replace), seed)


def rested(scenario: Scenario, live: Callable, seed: int) -> Records:
    """The records of a setting at rest, read only: lived, or kept from before."""
    size, own = scenario.setting.office, scenario.parameters
    declared = as_tuple(own) == as_tuple(Parameters())
    if size.start == OfficeStart.OWN_REST or declared:
        return _until(0, scenario, own, live, seed, on_disk=declared)
    turn = -size.own_rest_weeks
    before = functools.partial(_until, turn, scenario, Parameters(), live, seed, on_disk=True)
    if turn == 0:
        return before()
    key = key_of(*_depends_on(scenario, own, live, seed), turn, "declared before")
    return STORE.get(key, lambda: lived_on(before(), turn, 0, scenario, own, live, seed), on_disk=False)


def _until(
    week: int, scenario: Scenario, parameters: Parameters, live: Callable, seed: int, *, on_disk: bool
) -> Records:
    """The records of all weeks of rest before this one, lived with these numbers."""
    first = -scenario.setting.office.rest_weeks
    key = key_of(*_depends_on(scenario, parameters, live, seed), week)
    return STORE.get(key, lambda: lived_on(None, first, week, scenario, parameters, live, seed), on_disk=on_disk)


def lived_on(
    before: Records | None,
    first: int,
    until: int,
    scenario: Scenario,
    parameters: Parameters,
    live: Callable,
    seed: int,
) -> Records:
    """The records after more weeks of rest, from those before them; from nobody where there are none."""
    *_, (_, world) = _weeks(before, first, until, scenario, parameters, live, seed, WEEKS_A_CALL)
    return {name: getattr(world, name) for name in TAKEN_OVER}


def weeks_of_rest(scenario: Scenario, live: Callable, seed: int) -> Iterator[tuple[int, World]]:
    """The weeks of rest of a setting with its own numbers, one by one: each with the world as it leaves it."""
    first = -scenario.setting.office.rest_weeks
    return _weeks(None, first, 0, scenario, scenario.parameters, live, seed, 1)


def _weeks(
    before: Records | None,
    first: int,
    until: int,
    scenario: Scenario,
    parameters: Parameters,
    live: Callable,
    seed: int,
    weeks_a_call: int,
) -> Iterator[tuple[int, World]]:
    """More weeks of rest lived: the latest week each time, and the world after it."""
    usual = usual_scenario(scenario, parameters)
    table = policy_table(usual)
    world = build(usual, table, usual.setting.office.rest_weeks)
    if not is_compiled(live):
        live = with_objects(live, usual, table)
    week = first
    if before is None:
        week -= 1
    else:
        world = with_records(world, before)
    while week < until:
        stop = min(until, max(week, first) + weeks_a_call)
        reached = live(world, seed, week, stop)
        check_faults(world)
        if reached < stop:
            world = with_more_rows(world)
        week = reached
        if week == stop:
            yield week - 1, world


def usual_scenario(scenario: Scenario, parameters: Parameters) -> Scenario:
    """The setting of a scenario under its usual policy, with nobody followed."""
    usual = Scenario(copy.deepcopy(scenario.setting), copy.deepcopy(scenario.usual), parameters, weeks=1)
    for name in FOLLOWED:
        setattr(usual.setting.office, name, getattr(OfficeSize(), name))
    return usual


def _depends_on(scenario: Scenario, parameters: Parameters, live: Callable, seed: int) -> tuple[Any, ...]:
    """All that the records of a setting at rest depend on."""
    usual = usual_scenario(scenario, parameters)
    usual.setting.office.start = OfficeStart.OWN_REST
    usual.setting.office.own_rest_weeks = 0
    numbers = (as_tuple(part) for part in (usual.setting, usual.policy, usual.parameters))
    return program_of(live), _sources(), str(RECORDS), seed, *numbers


def program_of(live: Callable) -> str:
    """What tells the compiled weeks of a model from others: the key of all behaviours."""
    return str(getattr(getattr(live, "py_func", live), "__qualname__", ""))


@functools.cache
def _sources() -> str:
    """The text of what makes a world and is no behaviour."""
    digest = hashlib.sha256()
    for module in (population, scenario, world):
        digest.update(Path(str(module.__file__)).read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def with_records(built: World, before: Records) -> World:
    """A world just built with copies of the records of one that has lived, for the same setting."""
    taken = {name: before[name].copy() for name in TAKEN_OVER}
    offices, own_offices = taken["offices"], built.offices
    taken["caseworkers"] = built.caseworkers.copy()
    people = taken["jobseekers"]
    posts = people["caseworker"].copy()
    staffed_posts = []
    for old, new in zip(before["offices"], own_offices, strict=True):
        n_kept = min(old["n_caseworkers"], new["n_caseworkers"])
        came, goes = old["first_caseworker"], new["first_caseworker"]
        taken["caseworkers"][goes : goes + n_kept] = before["caseworkers"][came : came + n_kept]
        here = slice(old["first_row"], old["first_row"] + old["n_rows"])
        number = people["caseworker"][here] - came
        posts[here] = np.where(number < n_kept, number + goes, -1)
        posts[here][people["status"][here] == 0] = 0
        staffed = before["caseworkers"]["frozen"][came : came + n_kept] == 0
        staffed_posts.append(int(staffed.sum()))
    people["caseworker"] = posts
    offices["rested_posts"] = staffed_posts
    for name, fields in LAID_OUT.items():
        for field in fields:
            taken[name][field] = getattr(built, name)[field]
    return built._replace(**taken, heap=np.zeros(len(people), np.int64))
