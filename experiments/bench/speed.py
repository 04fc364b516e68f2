"""`skranke bench`: what compiled weeks gain over those of Mesa agents, and how far from the machine's floor they are.

The floor is what no program of this model can go below on this machine: reading every field of a person that a week
reads, writing every field that it writes, and making the draws and exponentials that decide something. What a week
needs is counted while the Mesa backend lives it; what that costs is measured in the same run, over as many people.
"""

import math
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numba
import numpy as np

from sim import call_trees
from sim.chance import uniform
from sim.engine import run_compiled
from sim.kernel import kernel
from sim.model import FrontLine, Jobseeker
from sim.scenario import Scenario
from sim.terms import Status
from sim.week import live_weeks
from sim.world import RECORDS

JOBSEEKER = RECORDS["jobseekers"]
STATUSES = ("seeking", "in_measure", "waiting_for_health", "employed", "disability_pension", "out_of_labour_force")
COUNTED_WEEKS = 4
REPEATS = 7
FIRST_WEEK = """
from sim import Scenario
from sim.engine import run_compiled
from sim.kernel import kernel
run_compiled(Scenario(weeks=1), kernel(), 1)
"""


def jobseeker_weeks(weekly: Any) -> int:
    """Weeks lived by people who are followed, whatever their status."""
    return int(sum(weekly[name].sum() for name in STATUSES))


def fastest(run: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Least of several times [seconds]: the least disturbed one."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def fields_and_chance(scenario: Scenario) -> dict[str, Any]:
    """What one person's week needs in the mean: fields read and written at least once, draws and exponentials.

    Counted while an office of Mesa agents lives a few weeks.
    """
    fields = set(JOBSEEKER.names or ())
    touched: dict[str, set[tuple[int, str]]] = {"read": set(), "written": set()}
    counts: Counter[str] = Counter()

    class Noting(Jobseeker):
        """A jobseeker who notes which fields are read and written."""

        def __getattribute__(self, name: str) -> Any:
            if name in fields:
                touched["read"].add((id(self), name))
            return object.__getattribute__(self, name)

        def __setattr__(self, name: str, value: Any) -> None:
            if name in fields:
                touched["written"].add((id(self), name))
            object.__setattr__(self, name, value)

    def noted(what: str, function: Callable) -> Callable:
        def call(*arguments: Any) -> float:
            counts[what] += 1
            return function(*arguments)

        return call

    watched = {uniform: noted("draws", uniform)}
    watched |= {function: noted("exponentials", function) for function in (math.exp, math.log)}
    model = FrontLine(scenario, seed=1)
    live = call_trees.as_python(live_weeks, swap=watched)
    for person in model.world.jobseekers:
        if person.status != Status.VACANT:
            person.__class__ = Noting
    names: dict[str, Counter[str]] = {"read": Counter(), "written": Counter()}
    people = 0
    for week in range(COUNTED_WEEKS):
        for pairs in touched.values():
            pairs.clear()
        live(model.world, model.seed_run, week, week + 1)
        for kind, pairs in touched.items():
            names[kind].update(name for _, name in pairs)
        people += sum(isinstance(person, Noting) for person in model.world.jobseekers)
    lived = sum(jobseeker_weeks_of(model, week) for week in range(COUNTED_WEEKS))
    return {
        "read": {name: n / people for name, n in names["read"].items()},
        "written": {name: n / people for name, n in names["written"].items()},
        "draws": counts["draws"] / lived,
        "exponentials": counts["exponentials"] / lived,
    }


def jobseeker_weeks_of(model: FrontLine, week: int) -> int:
    """People followed in one week of an interpreted model."""
    n = len(model.world.offices)
    return sum(getattr(row, name) for row in model.world.weekly[week * n : (week + 1) * n] for name in STATUSES)


def usual_fields(shares: dict[str, float]) -> list[str]:
    """As many fields as a person's week touches in the mean: those touched most often."""
    return sorted(shares, key=lambda name: -shares[name])[: round(sum(shares.values()))]


def touching(read: list[str], written: list[str]) -> Callable:
    """A compiled loop over people that reads and writes these fields and does nothing else."""
    lines = ["def touch(people, seen):", "    total = 0.0", "    for person in people:"]
    lines += [f"        total += person.{name}" for name in read]
    lines += [f"        person.{name} = {'total' if JOBSEEKER[name].kind == 'f' else 'seen'}" for name in written]
    lines += ["    return total"]
    names: dict[str, Any] = {}
    exec("\n".join(lines), names)
    return numba.njit(nogil=True)(names["touch"])


@numba.njit(nogil=True)
def drawing(n, seed):
    """n draws, one after the other, as independent as the model's."""
    total = 0.0
    for i in range(n):
        total += uniform(seed, 1, 0, i, 0, 0)
    return total


@numba.njit(nogil=True)
def raising(values):
    """An exponential of each value."""
    total = 0.0
    for value in values:
        total += math.exp(value)
    return total


def floor_of(needs: dict[str, Any], people: int) -> dict[str, float]:
    """The machine's own cost of one jobseeker-week, itemised [ns]."""
    read, written = usual_fields(needs["read"]), usual_fields(needs["written"])
    records = np.zeros(people, JOBSEEKER)
    values = np.linspace(-3.0, 0.0, 100_000)
    reads, writes = touching(read, ["status"]), touching(["status"], written)
    reads(records, 1), writes(records, 1), drawing(10, 1), raising(values)  # compile
    return {
        "reading": 1e9 * fastest(lambda: reads(records, 1), 50) / people,
        "writing": 1e9 * fastest(lambda: writes(records, 1), 50) / people,
        "draws": 1e4 * fastest(lambda: drawing(100_000, 1)) * needs["draws"],
        "exponentials": 1e4 * fastest(lambda: raising(values)) * needs["exponentials"],
    }


def start_up() -> float:
    """Seconds from starting the program to the end of its first compiled week, with everything compiled before."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST_WEEK], check=True)
    return time.perf_counter() - start


def measure(scenario: Scenario, note: Callable[[str], None]) -> dict[str, Any]:
    """All figures of one bench: nanoseconds a jobseeker-week, ratios, and what the floor is made of."""
    live = kernel()
    note("compiling, if this model is new")
    world = run_compiled(scenario, live, 1)
    lived = jobseeker_weeks(world.weekly)
    note("compiled, one thread and all threads")
    one_thread = fastest(lambda: run_compiled(scenario, live, 1))
    cores = os.cpu_count() or 1
    seeds = [1] * 2 * cores
    with ThreadPoolExecutor(cores) as pool:
        several = fastest(lambda: list(pool.map(partial(run_compiled, scenario, live), seeds))) / len(seeds)
    note("Mesa agents")
    model = FrontLine(scenario, seed=1)
    start = time.perf_counter()
    for _ in range(scenario.weeks):
        model.step()
    mesa = time.perf_counter() - start
    note("the floor")
    needs = fields_and_chance(scenario)
    floor = floor_of(needs, len(world.jobseekers))
    note("a second start")
    return {
        "jobseeker_weeks": lived,
        "threads": cores,
        "mesa_ns": 1e9 * mesa / lived,
        "compiled_ns": 1e9 * one_thread / lived,
        "compiled_all_threads_ns": 1e9 * several / lived,
        "floor_ns": sum(floor.values()),
        "floor_items_ns": floor,
        "needs": {
            "fields_read": sum(needs["read"].values()),
            "fields_written": sum(needs["written"].values()),
            "draws": needs["draws"],
            "exponentials": needs["exponentials"],
        },
        "mesa_over_compiled": mesa / one_thread,
        "compiled_over_floor": 1e9 * one_thread / lived / sum(floor.values()),
        "threads_over_one": one_thread / several,
        "start_seconds": start_up(),
    }
