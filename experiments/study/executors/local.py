"""Runs on this machine, in processes that end when the command does, however it ends."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import nan
from pathlib import Path

from experiments.cli.refusal import Refused
from experiments.study.executors.processes import NO_RUN, WorkerProcess, begun, wait
from experiments.study.ledger import Ledger
from experiments.study.result_files import RunRange
from experiments.study.work import Known, work

Show = Callable[[], None]
LOOK_EVERY = 0.5  # seconds
TRIES = 3  # of a run that ends its process; and of a process to begin with any run
ENDED = "the process ended ({how}) at this run"


@dataclass
class Share:
    """A range of runs; what is known of it once a process ended at it, and at which runs that was."""

    run_range: RunRange
    known: Known | None = None
    ends: Counter[int] = field(default_factory=Counter)

    def ended_at(self, run: int, how: str, outcomes: int) -> None:
        """Count that a process ended at a run, and write the run down as failed when it was tried often enough."""
        self.known = self.known or {}
        self.ends[run] += 1
        if self.ends[run] == TRIES:
            self.known[run] = [nan] * outcomes, ENDED.format(how=how)


def run_locally(folder: Path, workers: int, run_ranges: list[RunRange], show: Show) -> None:
    """Do ranges of runs; a process that ends takes no other with it, and its range is done again, later."""
    Crew(folder, workers, run_ranges).work(show)


class Crew:
    """Processes that make runs, each at a range of its own."""

    def __init__(self, folder: Path, workers: int, run_ranges: list[RunRange]):
        self.folder = folder
        self.workers = min(workers, len(run_ranges))
        self.waiting = deque(Share(run_range) for run_range in run_ranges)
        self.busy: dict[WorkerProcess, Share] = {}
        self.idle: list[WorkerProcess] = []
        self.outcomes = len(Ledger(folder).outcomes)
        self.false_starts = 0  # processes that ended at no run, since the latest range was done

    def work(self, show: Show) -> None:
        """Do everything that waits; raise Refused where that cannot be."""
        shown = 0.0
        try:
            while self.waiting or self.busy:
                self._give()
                wait(list(self.busy), LOOK_EVERY)
                for process in list(self.busy):
                    self._look_at(process)
                if time.monotonic() - shown > LOOK_EVERY:
                    shown = time.monotonic()
                    show()
            show()
        except OSError as problem:
            raise Refused(f"cannot write results to {self.folder}: {problem.strerror or problem}") from None
        finally:
            for process in (*self.busy, *self.idle):
                process.end()

    def _give(self) -> None:
        while self.waiting and len(self.busy) < self.workers:
            process = self.idle.pop() if self.idle else begun()
            share = self.waiting.popleft()
            self.busy[process] = share
            process.give(work, self.folder, share.run_range, share.known)

    def _look_at(self, process: WorkerProcess) -> None:
        how = process.how_it_ended  # before it is listened to, so that its last word counts
        share = self.busy[process]
        for kind, content in process.heard():
            if kind == "done":
                del self.busy[process]
                self.idle.append(process)
                self.false_starts = 0
            elif share.known is not None:
                run, came = content
                share.known[run] = came
        if how:
            self._ended(process, share, how)

    def _ended(self, process: WorkerProcess, share: Share, how: str) -> None:
        run = process.at
        process.end()
        if process in self.idle:
            self.idle.remove(process)
            return
        del self.busy[process]
        self.waiting.append(share)
        if run != NO_RUN:
            share.ended_at(run, how, self.outcomes)
            return
        self.false_starts += 1
        if self.false_starts >= TRIES * self.workers:
            raise Refused(
                f"processes ended ({how}) {self.false_starts} times in a row before they had begun with a run (is "
                f"there memory enough for {self.workers} of them?); executor.workers=1 has one at a time"
            )
