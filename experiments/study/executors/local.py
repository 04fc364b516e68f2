"""Runs on this machine, in processes that end when the command does, however it ends."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from experiments.cli.refusal import Refused
from experiments.study.result_files import RunRange
from experiments.study.work import work

Show = Callable[[], None]
LOOK_EVERY = 0.5  # seconds
TRIES = 3  # times in a row that workers may die without having finished anything


def run_locally(folder: Path, workers: int, to_do: Callable[[], list[RunRange]], show: Show) -> None:
    """Do what is to be done, as asked for anew whenever a worker has died."""
    before, deaths = None, 0
    while run_ranges := to_do():
        deaths = deaths + 1 if run_ranges == before else 0
        if deaths >= TRIES:
            runs = f"runs {run_ranges[0].first} to {run_ranges[0].stop - 1}"
            raise Refused(
                f"workers died {TRIES} times in a row without finishing anything, at {runs} or after (is there memory "
                f"enough for {workers} processes?); resume with executor.workers=1 to run them one at a time"
            )
        before = run_ranges
        try:
            _in_processes(folder, run_ranges, workers, show)
            return
        except BrokenProcessPool:
            continue
        except OSError as problem:
            raise Refused(f"cannot write results to {folder}: {problem.strerror or problem}") from None


def _in_processes(folder: Path, run_ranges: list[RunRange], workers: int, show: Show) -> None:
    context = multiprocessing.get_context("spawn")
    lifeline, other_end = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(min(workers, len(run_ranges)), context, _begin, (lifeline,))
    try:
        with _deaf_to_interruption():  # the processes that begin here stay so
            pending = {pool.submit(work, folder, [run_range]) for run_range in run_ranges}
        watch(pending, show)
    except BaseException:
        other_end.close()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        other_end.close()
        lifeline.close()


def _begin(lifeline: Any) -> None:
    """Make a worker end at once when the other end of its lifeline is closed, or gone with the process that held it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGUSR2"):
        signal.signal(signal.SIGUSR2, signal.SIG_IGN)  # a scheduler's word to the process that began this one
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Any) -> None:
    try:
        lifeline.poll(None)
    finally:
        os._exit(1)


@contextmanager
def _deaf_to_interruption() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def watch(pending: set[Future[Any]], show: Show) -> None:
    """Wait until everything has been tried; raise what a worker raised."""
    while pending:
        done, pending = wait(pending, LOOK_EVERY, FIRST_COMPLETED)
        show()
        for future in done:
            future.result()
