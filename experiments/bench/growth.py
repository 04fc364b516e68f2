"""How cost grows with people, offices, weeks, replicates and threads: time and memory, each in a process of its own.

Memory is what the runs add to a process that has run before, at its highest.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from experiments.bench.speed import sized
from sim.engine import simulate
from sim.scenario import Scenario

WEEKS, AVERAGE = 52, 820
ROUNDS = 2  # the least of which counts
KILOBYTE = 1024 if sys.platform.startswith("linux") else 1  # of which the system counts memory
Point = dict[str, int]
USUAL: Point = {"people": AVERAGE, "offices": 1, "weeks": WEEKS, "replicates": 1, "threads": 1}
GROWTH: dict[str, tuple[int, ...]] = {
    "people": (500, 1000, 2000, 4000, 8000, 16_000),
    "offices": (1, 3, 10, 30, 60),
    "weeks": (26, 52, 104, 208, 416),
    "replicates": (1, 2, 4, 8, 16),
    "threads": (1, 2, 4, 8, 16, 32, 64),
}
RUNS_ON_THREADS = 8


def points(growth: dict[str, tuple[int, ...]] = GROWTH) -> Iterator[tuple[str, Point]]:
    """What is measured: what grows, and all sizes."""
    for name, values in growth.items():
        for value in values:
            if name != "threads" or value <= (os.cpu_count() or 1):
                beside = {"replicates": RUNS_ON_THREADS} if name == "threads" else {}
                yield name, USUAL | beside | {name: value}


def measured_here(point: Point) -> dict[str, float]:
    """Seconds of processor and by the clock, and bytes, of the runs of a point, in this process."""
    scenario = sized(Scenario(weeks=1), AVERAGE, 1)
    simulate(scenario, [1])  # what is compiled is loaded
    scenario = sized(Scenario(weeks=point["weeks"]), point["people"], point["offices"])
    before = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    simulate(scenario, range(1, point["replicates"] + 1), threads=point["threads"])
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"processor": processor, "clock": seconds, "bytes": KILOBYTE * float(after.ru_maxrss - before.ru_maxrss)}


def measured(point: Point) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "experiments.bench.growth", json.dumps(point)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def grown(note: Callable[[str], None], growth: dict[str, tuple[int, ...]] = GROWTH) -> dict[str, Any]:
    """Every point, the least of several rounds, by what grows."""
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in growth}
    asked = list(points(growth))
    rounds = []
    for number in range(ROUNDS):
        note(f"round {number + 1} of {ROUNDS}, {len(asked)} processes")
        rounds.append([measured(point) for _, point in asked])
    for (name, point), *several in zip(asked, *rounds, strict=True):
        least = {what: min(figures[what] for figures in several) for what in several[0]}
        rows[name].append({name: point[name], **least})
    return {"usual": USUAL, "runs_on_threads": RUNS_ON_THREADS, "growth": rows}


def growth_printed(figures: dict[str, Any]) -> str:
    """The figures in columns."""
    lines = []
    for name, rows in figures["growth"].items():
        lines.append(f"{name:>12}  seconds of processor  seconds by the clock  memory [MB]")
        for row in rows:
            cells = row["processor"], row["clock"], row["bytes"] / 1e6
            lines.append(f"{row[name]:12,.0f}  {cells[0]:20.3f}  {cells[1]:20.3f}  {cells[2]:11.1f}".replace(",", " "))
    return "\n".join(lines)


if __name__ == "__main__":
    print(json.dumps(measured_here(json.loads(sys.argv[1]))))
