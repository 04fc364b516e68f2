"""How cost grows with people, offices, weeks, replicates and threads: time and memory.

Times are the least of some rounds, in each of which all points have their turn. Memory is the most that Python and
NumPy hold at a time, in a run of its own, for watching takes time.
"""

import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

from experiments.bench.speed import sized
from sim.engine import simulate
from sim.scenario import Scenario

WEEKS, AVERAGE = 52, 820
ROUNDS = 3  # the least of which counts
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


def run(point: Point) -> None:
    """The runs of a point."""
    scenario = sized(Scenario(weeks=point["weeks"]), point["people"], point["offices"])
    simulate(scenario, range(1, point["replicates"] + 1), threads=point["threads"])


def timed(point: Point) -> dict[str, float]:
    """Seconds of processor and by the clock of the runs of a point."""
    processor, clock = time.process_time(), time.perf_counter()
    run(point)
    return {"processor": time.process_time() - processor, "clock": time.perf_counter() - clock}


def memory(point: Point) -> float:
    """Bytes that the runs of a point hold at most."""
    tracemalloc.start()
    run(point)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return float(most)


def grown(note: Callable[[str], None], growth: dict[str, tuple[int, ...]] = GROWTH) -> dict[str, Any]:
    """Every point, the least of several rounds, by what grows."""
    note("compiling, if this model is new")
    run(USUAL)
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in growth}
    asked = list(points(growth))
    rounds = []
    for number in range(ROUNDS):
        note(f"time, round {number + 1} of {ROUNDS}")
        rounds.append([timed(point) for _, point in asked])
    note("memory")
    for (name, point), *several in zip(asked, *rounds, strict=True):
        least = {what: min(figures[what] for figures in several) for what in several[0]}
        rows[name].append({name: point[name], **least, "bytes": memory(point)})
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
