"""Doing runs: what every executor calls, on this machine or another, as often as it likes."""

import contextlib
import os
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from experiments.study.ledger import Ledger, Stretch
from experiments.study.target import Run, load_target, read_bases

Stop = Callable[[], bool]


class Worker:
    """A study made ready to run on this machine; raises Refused when its code or configuration has changed."""

    def __init__(self, folder: Path):
        self.ledger = Ledger(folder)
        self.ledger.refuse_if_changed()
        self.columns = self._columns()
        self.run: Run = load_target(self.ledger.study, read_bases(folder / "submitted" / "bases.json"))

    def _columns(self) -> list[np.ndarray]:
        values = self.ledger.submitted("values")
        return [values[factor["name"]] for factor in self.ledger.study["factors"]]

    def point(self, number: int) -> list[Any]:
        """The values of every factor at a point, as plain numbers and names."""
        return [column[number] if column.dtype == object else column[number].item() for column in self.columns]

    def do(self, stretch: Stretch, stopped: Stop = lambda: False) -> int:
        """Do a stretch of runs and write what came of them; the number that failed, -1 when stopped before the end."""
        points, seeds, _ = self.ledger.keys
        nothing = [float("nan")] * len(self.ledger.outcomes)
        values, problems = [], []
        at, given = -1, []
        for number in range(stretch.first, stretch.stop):
            if stopped():
                return -1
            if points[number] != at:
                at = int(points[number])
                given = self.point(at)
            try:
                values.append(self.run(given, int(seeds[number])))
                problems.append("")
            except Exception as problem:
                values.append(nothing)
                problems.append(f"{type(problem).__name__}: {' '.join(str(problem).split())}"[:300])
        self.ledger.write(stretch, values, problems)
        return sum(problem != "" for problem in problems)


@cache
def ready(folder: Path) -> Worker:
    """The study of a folder, made ready once a process."""
    return Worker(folder)


_stopping: Any = None  # an event that the parent sets; None in a process of its own


def begin(stopping: Any) -> None:
    """Make a worker process end with its parent, and leave Ctrl-C to the parent."""
    import multiprocessing
    import signal

    global _stopping
    _stopping = stopping
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


def work(folder: Path, stretches: list[Stretch]) -> int:
    """Do stretches of runs one after another; the number of runs that failed."""
    worker = ready(folder)
    stopped = _stopping.is_set if _stopping is not None else lambda: False
    failed = 0
    for stretch in stretches:
        if stopped():
            break
        failed += max(0, worker.do(Stretch(*stretch), stopped))
    return failed


def seconds_a_run(worker: Worker, most: float = 2.0, runs: int = 9) -> float:
    """How long one run takes in the mean, from a few over the whole design; compiles what must be compiled first."""
    points, seeds, _ = worker.ledger.keys
    chosen = np.linspace(0, len(points) - 1, runs).astype(int)

    def once(number: int) -> None:
        with contextlib.suppress(Exception):  # it is told of when the run is done in earnest
            worker.run(worker.point(int(points[number])), int(seeds[number]))

    once(chosen[0])
    started, done = perf_counter(), 0
    for number in chosen:
        once(number)
        done += 1
        if perf_counter() - started > most:
            break
    return max(1e-6, (perf_counter() - started) / done)
