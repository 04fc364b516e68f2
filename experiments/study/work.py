"""Doing runs: what every executor calls, on this machine or another, as often as it likes."""

import contextlib
import threading
from collections.abc import Callable
from itertools import chain
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from experiments.cli.extension import extend_model
from experiments.study.ledger import Ledger
from experiments.study.options import MODEL
from experiments.study.result_files import RunRange
from experiments.study.target import RunPoint, load_target, printable, read_bases

LONGEST_PROBLEM = 300  # characters of what went wrong with a run


class Worker:
    """A study made ready to run on this machine; raises Refused when its code or configuration has changed."""

    def __init__(self, folder: Path):
        self.ledger = Ledger(folder)
        self.ledger.refuse_if_changed()
        self.blocks, self.in_order = self._blocks()
        if "extend" in self.ledger.study:
            extend_model(self.ledger.study["extend"])
        of_model = self.ledger.study["target"] == MODEL
        self.lock = contextlib.nullcontext() if of_model else _one_at_a_time  # others' functions may not like threads
        self.run: RunPoint = load_target(self.ledger.study, read_bases(folder / "submitted" / "bases.json"))

    def _blocks(self) -> tuple[list[np.ndarray], Callable[[list[Any]], tuple[Any, ...]]]:
        """The values by kind, a row a point, so that a point is read at once; and what puts them in order again."""
        values = self.ledger.submitted("values")
        columns = [values[factor["name"]] for factor in self.ledger.study["factors"]]
        kinds = list(dict.fromkeys(column.dtype for column in columns))
        of_kind = [[number for number, column in enumerate(columns) if column.dtype == kind] for kind in kinds]
        blocks = [np.column_stack([columns[number] for number in numbers]) for numbers in of_kind]
        order = np.argsort(list(chain.from_iterable(of_kind))).tolist()
        return blocks, itemgetter(*order) if len(order) > 1 else tuple

    def point(self, number: int) -> tuple[Any, ...]:
        """The values of every factor at a point, as plain numbers and names."""
        return self.in_order(list(chain.from_iterable(block[number].tolist() for block in self.blocks)))

    def do(self, run_range: RunRange) -> None:
        """Do the runs of a range that are missing or failed, and write what came of them."""
        n_runs = run_range.stop - run_range.first
        before = self.ledger.rows(run_range)  # whoever did it: another resume, or this task before it was cut off
        values = before.values if before else np.full((n_runs, len(self.ledger.outcomes)), np.nan)
        problems = before.problems if before else np.full(n_runs, "not done", object)
        wanted = np.flatnonzero(problems != "")
        if not len(wanted):
            return
        points, seeds, _ = self.ledger.keys_of(run_range)
        at, given = -1, ()
        for row in wanted:
            if points[row] != at:
                at = int(points[row])
                given = self.point(at)
            try:
                with self.lock:
                    values[row] = self.run(given, int(seeds[row]))
                problems[row] = ""
            except (Exception, SystemExit) as problem:
                problems[row] = printable(problem, LONGEST_PROBLEM)
        self.ledger.write(run_range, values, problems)


_one_at_a_time = threading.Lock()
_of_thread = threading.local()  # a run puts its values into its worker's scenario, so no two threads share one


def ready(folder: Path) -> Worker:
    """The study of a folder, made ready once."""
    known: dict[Path, Worker] = _of_thread.__dict__.setdefault("workers", {})
    if folder not in known:
        known[folder] = Worker(folder)
    return known[folder]


def work(folder: Path, run_ranges: list[RunRange]) -> None:
    """Do ranges of runs one after another."""
    for run_range in run_ranges:
        ready(folder).do(RunRange(*run_range))


def seconds_a_run(worker: Worker, most: float = 2.0, runs: int = 9) -> float:
    """How long one run takes in the mean, from a few over the whole design; compiles what must be compiled first."""
    chosen = np.linspace(0, worker.ledger.n_runs - 1, runs).astype(int)

    def once(number: int) -> None:
        points, seeds, _ = worker.ledger.keys_of(RunRange(number, number + 1))
        with contextlib.suppress(Exception, SystemExit):  # it is told of when the run is done in earnest
            worker.run(worker.point(int(points[0])), int(seeds[0]))

    started, done = perf_counter(), 0
    once(int(chosen[0]))
    first = perf_counter() - started
    if first > most and worker.ledger.study["target"] != MODEL:
        return first
    started = perf_counter()
    for number in chosen:
        once(int(number))
        done += 1
        if perf_counter() - started > most:
            break
    return max(1e-6, (perf_counter() - started) / done)
