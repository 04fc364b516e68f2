"""`skranke bench`: what a jobseeker-week costs in offices of three sizes, how far from the machine's floor that is, and
what other ways to write a model cost.

Whole runs are timed, the making of their people included, in turn and by the time of the processor. The floor is what
the same machine needs for what a week needs at least (experiments/bench/floor.py).
"""

import copy
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from experiments.bench.floor import floor_of
from experiments.bench.needs import STATUSES, Needs, needs_of
from experiments.bench.peers.comparing import compared
from experiments.bench.timing import in_turn
from sim.engine import run_compiled, run_mesa
from sim.kernel import kernel
from sim.scenario import Scenario

ROUNDS, ROUNDS_OF_SLOW = 5, 3
SMALLEST = "one office of 800"
SIZES = {SMALLEST: (800, 1), "one office of 4 000": (4000, 1), "60 offices of 820": (820, 60)}
EMPLOYERS = {800: 120, 820: 120, 4000: 400}
STARTS = 3
SHORT_RUN = ("office=average", "weeks=104", "replicates=1")


def jobseeker_weeks(weekly: Any) -> int:
    """Weeks lived by people who are followed, whatever their status."""
    return int(sum(weekly[name].sum() for name in STATUSES))


def sized(scenario: Scenario, jobseekers: int, offices: int) -> Scenario:
    """The scenario in offices of this size, each with a labour market and a health service of its own."""
    other = copy.deepcopy(scenario)
    other.setting.office.jobseekers = jobseekers
    other.setting.office.offices = other.setting.office.clinics = other.setting.labour_market.markets = offices
    other.setting.labour_market.employers = EMPLOYERS.get(jobseekers, max(1, jobseekers // 10))
    return other


def start_up() -> dict[str, float]:
    """Seconds of processor of a short run from the command line, with everything compiled before; least and most."""
    seconds = []
    for _ in range(STARTS + 1):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "experiments.command", "run", *SHORT_RUN, f"out={Path(folder) / 'out'}"]
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return {"least": min(seconds[1:]), "most": max(seconds[1:])}  # the first may have compiled


def threads_over_one(scenario: Scenario, live: Callable) -> dict[str, float]:
    """How many times more runs a second all cores make than one, by the clock."""
    cores = os.cpu_count() or 1
    run = partial(run_compiled, scenario, live)
    with ThreadPoolExecutor(cores) as pool:
        tasks: dict[str, Callable[[], Any]] = {
            "one": lambda: run(1),
            "all": lambda: list(pool.map(run, [1] * cores)),
        }
        times = in_turn(tasks, ROUNDS, time.perf_counter)
    return {"threads": cores, "times_as_many_runs": cores * times["one"].least / times["all"].least}


def of_size(scenario: Scenario, needs: Needs, times: dict[str, float], lived: int, people: int) -> dict[str, Any]:
    """The figures of one size: cost of a jobseeker-week, and the floor over as many people."""
    floor = floor_of(needs, people)
    least = sum(part["least"] for part in floor.values())
    return {
        "jobseeker_weeks": lived,
        "compiled_ns": times,
        "floor_ns": least,
        "floor_items_ns": floor,
        "compiled_over_floor": times["least"] / least,
    }


def measure(scenario: Scenario, note: Callable[[str], None]) -> dict[str, Any]:
    """All figures of one bench."""
    live = kernel()
    note("compiling, if this model is new")
    scenarios = {name: sized(scenario, *size) for name, size in SIZES.items()}
    runs = {name: partial(run_compiled, each, live, 1) for name, each in scenarios.items()}
    worlds = {name: run() for name, run in runs.items()}
    lived = {name: jobseeker_weeks(world.weekly) for name, world in worlds.items()}
    people = {name: len(world.jobseekers) for name, world in worlds.items()}
    del worlds
    smallest = scenarios[SMALLEST]
    note("whole runs in offices of three sizes, compiled, and in the smallest with the model's own Mesa backend")
    slow = {name: run for name, run in runs.items() if SIZES[name][1] > 1}
    slow["mesa"] = partial(run_mesa, smallest, 1)
    times = in_turn({name: run for name, run in runs.items() if name not in slow}, ROUNDS)
    times |= in_turn({SMALLEST + " beside": runs[SMALLEST], **slow}, ROUNDS_OF_SLOW)
    note("what a person's week needs, over the whole run, and the machine's floor")
    needs = needs_of(smallest)
    mesa = times["mesa"].per(lived[SMALLEST])
    sizes = {name: of_size(scenario, needs, times[name].per(lived[name]), lived[name], people[name]) for name in SIZES}
    note("several runs at a time")
    threads = threads_over_one(smallest, live)
    note("the same small model in other engines")
    peers = compared()
    note("a start from the command line")
    return {
        "weeks": scenario.weeks,
        "sizes": sizes,
        "mesa_backend_ns": mesa,
        "mesa_backend_over_compiled": times["mesa"].least / times[SMALLEST + " beside"].least,
        "needs": needs.counts() | {"registered": needs.registered, "weeks_counted": needs.weeks},
        "threads": threads,
        "peers": peers,
        "start_seconds": start_up(),
    }
