"""Doing runs: what every executor calls, on this machine or another, as often as it likes."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from itertools import chain
from math import nan
from operator import itemgetter
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from experiments.cli.extension import extend_model
from experiments.cli.refusal import printable
from experiments.study.executors.processes import NO_RUN, Line
from experiments.study.ledger import Ledger
from experiments.study.options import MODEL
from experiments.study.probe import Answer, most_memory
from experiments.study.result_files import RunRange
from experiments.study.sources import refuse_if_loaded_otherwise
from experiments.study.target import RunPoint, load_target, read_bases

LONGEST_PROBLEM = 300  # characters of what went wrong with a run
Known = dict[int, tuple[Any, str]]  # by run: its outcomes, and why it failed


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
        refuse_if_loaded_otherwise(self.ledger.own, folder)

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

    def do(self, run_range: RunRange, known: Known | None = None, line: Line | None = None) -> None:
        """Do the runs of a range that are missing or failed, and write what came of them.

        `known` is what came of some of them before the process that was at it ended; every further run is told.
        """
        line, careful = line or Line(), known is not None
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
            run = run_range.first + int(row)
            if known and run in known:
                values[row], problems[row] = known[run]
                continue
            if points[row] != at:
                at = int(points[row])
                given = self.point(at)
            line.begins(run)
            values[row], problems[row] = came = self._came(given, int(seeds[row]))
            line.begins(NO_RUN)
            if careful:
                line.tell((run, came))
        refuse_if_loaded_otherwise(self.ledger.own, self.ledger.folder)  # what was imported within the function, too
        self.ledger.write(run_range, values, problems)

    def attempt(self, run: int) -> tuple[list[float], str]:
        """Do a run and write nothing: its outcomes, and why it failed."""
        points, seeds, _ = self.ledger.keys_of(RunRange(run, run + 1))
        return self._came(self.point(int(points[0])), int(seeds[0]))

    def _came(self, given: Sequence[Any], seed: int) -> tuple[list[float], str]:
        try:
            with self.lock:
                return self.run(given, seed), ""
        except BaseException as problem:  # an interruption is the function's own here: workers are deaf to ours
            return [nan] * len(self.ledger.outcomes), printable(problem, LONGEST_PROBLEM)


_one_at_a_time = threading.Lock()
_of_thread = threading.local()  # a run puts its values into its worker's scenario, so no two threads share one


def ready(folder: Path) -> Worker:
    """The study of a folder, made ready once, and anew when it was made larger."""
    known: dict[Path, tuple[int, Worker]] = _of_thread.__dict__.setdefault("workers", {})
    written = (folder / "study.json").stat().st_mtime_ns
    if folder not in known or known[folder][0] != written:
        known[folder] = written, Worker(folder)
    return known[folder][1]


def work(folder: Path, run_range: RunRange, known: Known | None, line: Line) -> None:
    """Do a range of runs."""
    ready(folder).do(RunRange(*run_range), known, line)


def attempt(folder: Path, run: int) -> tuple[list[float], str]:
    """Do a run and write nothing."""
    return ready(folder).attempt(run)


def ask_study(folder: Path, run: int, _: Line) -> Answer:
    """Do a run of a study, and keep nothing of it."""
    worker = ready(folder)
    started = perf_counter()
    worker.attempt(run)
    return Answer(perf_counter() - started, memory=most_memory())
