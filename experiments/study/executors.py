"""Who does the runs: this machine, a SLURM cluster, or a Dask scheduler; all take `work` and say what came of it.

An executor is believed in one thing only: that it may have done something. What is done stands in the ledger.
"""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from experiments.refusal import Refused
from experiments.study.ledger import RESUME, Ledger, Stretch
from experiments.study.work import begin, work
from sim.declare import nearest

Show = Callable[[], None]
KINDS = ("local", "slurm", "dask")
LOOK_EVERY = 0.5  # seconds
TRIES = 3  # times that workers may die without having finished anything


def check_executor(options: dict[str, Any]) -> None:
    """Raise Refused for an executor that does not exist or whose settings are not allowed."""
    kind = options.get("kind")
    if kind not in KINDS:
        raise Refused(f"executor.kind is {kind!r}; it must be one of {', '.join(KINDS)}{nearest(str(kind), KINDS)}")
    workers = options.get("workers", 0)
    if isinstance(workers, bool) or not isinstance(workers, int) or not 0 <= workers <= 4096:
        raise Refused(f"executor.workers is {workers!r}; it must be a whole number between 0 (every core) and 4096")


def run_here(folder: Path, options: dict[str, Any], longest: int, show: Show) -> None:
    """Do everything that is missing on this machine, in processes; a worker that dies is replaced."""
    workers = options.get("workers") or os.cpu_count() or 1
    before, deaths = -1, 0
    while stretches := Ledger(folder).look().to_do(longest):
        left = sum(stretch.stop - stretch.first for stretch in stretches)
        deaths = deaths + 1 if left == before else 0
        if deaths >= TRIES:
            raise Refused(
                f"workers died {TRIES} times in a row without finishing anything (is there memory enough for "
                f"{workers} processes?); {RESUME.format(folder)}, executor.workers=1 runs them one at a time"
            )
        before = left
        try:
            _in_processes(folder, stretches, workers, show)
            return
        except BrokenProcessPool:
            continue


def _in_processes(folder: Path, stretches: list[Stretch], workers: int, show: Show) -> None:
    context = multiprocessing.get_context("spawn")
    stopping = context.Event()
    pool = ProcessPoolExecutor(min(workers, len(stretches)), context, begin, (stopping,))
    try:
        watch({pool.submit(work, folder, [stretch]) for stretch in stretches}, show)
    except BaseException:
        stopping.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def watch(pending: set[Future[Any]], show: Show) -> None:
    """Wait until everything has been tried; raise what a worker raised."""
    while pending:
        done, pending = wait(pending, LOOK_EVERY, FIRST_COMPLETED)
        show()
        for future in done:
            _result(future)


def _result(future: Future[Any]) -> None:
    try:
        future.result()
    except OSError as problem:
        raise Refused(f"cannot write results: {problem.strerror or problem}") from None


def workers_of(options: dict[str, Any]) -> int:
    """How many runs may be made at a time."""
    if options.get("kind") == "local":
        return int(options.get("workers") or os.cpu_count() or 1)
    return int(options.get("tasks", 1))


def run(folder: Path, options: dict[str, Any], longest: int, show: Show) -> None:
    """Do everything that is missing, wherever the executor does it, and wait for it."""
    run_here(folder, options, longest, show)


def submit(folder: Path, options: dict[str, Any], longest: int) -> None:
    """Hand over what is missing and return; on this machine there is nobody to hand it to."""
    print(f"submitted, and nothing is run yet; {RESUME.format(folder)}")


def cancel(folder: Path, options: dict[str, Any]) -> None:
    """Take the study's jobs from the scheduler."""
    raise Refused("there is no scheduler behind executor=local; Ctrl-C stops the study where it runs")
