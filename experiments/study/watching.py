"""How far a study is, read from its ledger: a bar in a terminal, a line now and then elsewhere, a page for `status`."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from experiments import interruption
from experiments.study.ledger import Ledger, Stretch

A_LINE_EVERY = 10.0  # seconds
SPEED_OVER = 60.0  # seconds that the speed is a mean of


class Count:
    """Runs done and failed, counted as files of results come; each file is opened once."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.n_runs = ledger.n_runs
        self.seen: dict[Stretch, int] = {}
        self.at_first = 0
        self.look()
        self.at_first = self.done
        self.started = time.monotonic()

    def look(self) -> None:
        """Look at the files that are new."""
        for stretch, path in self.ledger.units().items():
            if stretch not in self.seen:
                try:
                    said = self.ledger.read(path)["problem"].to_pylist()
                except (OSError, ValueError):
                    continue  # damaged, so not done; or gone again
                self.seen[stretch] = sum(problem != "" for problem in said)

    @property
    def done(self) -> int:
        """Runs that are in files."""
        return min(self.n_runs, sum(stretch.stop - stretch.first for stretch in self.seen))

    @property
    def failed(self) -> int:
        """Runs that were tried and failed."""
        return sum(self.seen.values())

    def speed(self) -> float:
        """Runs a second since this count began."""
        return (self.done - self.at_first) / max(1e-9, time.monotonic() - self.started)

    def told(self) -> str:
        """Where it is, in words."""
        speed = self.speed()
        left = (self.n_runs - self.done) / speed if speed > 0.0 else float("inf")
        pace = f", {_rounded(speed)} runs/s, {_time(left)} left" if speed > 0.0 else ""
        failed = f", {self.failed} FAILED" if self.failed else ""
        return f"{self.done} of {self.n_runs} runs{pace}{failed}"


def _rounded(speed: float) -> str:
    return f"{speed:.0f}" if speed >= 10.0 else f"{speed:.2g}"


def _time(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))


@contextmanager
def watching(ledger: Ledger, what: str) -> Iterator[Callable[[], None]]:
    """A function to call now and then, which shows how far the study is; it ends the wait when the user interrupts."""
    count = Count(ledger)
    with _bar(count, what) if sys.stderr.isatty() else _lines(count, what) as show:

        def shown() -> None:
            if interruption.asked.is_set():
                raise KeyboardInterrupt
            count.look()
            show()

        yield shown


@contextmanager
def _bar(count: Count, what: str) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=count.n_runs, completed=count.done)
        yield lambda: bar.update(task, completed=count.done, description=f"{what}: {count.told()}")


@contextmanager
def _lines(count: Count, what: str) -> Iterator[Callable[[], None]]:
    last = 0.0

    def show() -> None:
        nonlocal last
        if time.monotonic() - last > A_LINE_EVERY:
            last = time.monotonic()
            print(f"{what}: {count.told()}", file=sys.stderr, flush=True)

    yield show
    print(f"{what}: {count.told()}", file=sys.stderr, flush=True)


def status_of(folder: Path) -> dict[str, Any]:
    """How far the study in a folder is, every file of results opened and checked."""
    ledger = Ledger(folder)
    state = ledger.look()
    done, failed = int(state.done.sum()), int(state.failed.sum())
    speed = _recent_speed(ledger)
    left = ledger.n_runs - done
    return {
        "study": ledger.study["title"],
        "folder": str(folder),
        "runs": ledger.n_runs,
        "done": done,
        "failed": failed,
        "missing": left,
        "files": len(ledger.units()),
        "damaged_files": state.damaged,
        "runs_per_second": speed,
        "seconds_left": left / speed if speed and left else 0.0 if not left else None,
        "problems": {str(run): problem for run, problem in list(state.problems.items())[:20]},
    }


def _recent_speed(ledger: Ledger) -> float | None:
    """Runs a second over the latest minute in which results came; None when there are too few."""
    written = []
    for stretch, path in ledger.units().items():
        try:
            written.append((path.stat().st_mtime, stretch.stop - stretch.first))
        except FileNotFoundError:
            continue
    if len(written) < 2:
        return None
    end = max(at for at, _ in written)
    recent = sorted((at, runs) for at, runs in written if at >= end - SPEED_OVER)
    spent = recent[-1][0] - recent[0][0]
    return sum(runs for _, runs in recent[1:]) / spent if spent > 0.0 else None


def print_status(said: dict[str, Any]) -> None:
    """The page of `study status`."""
    share = 100.0 * said["done"] / max(1, said["runs"])
    print(f"{said['study']} in {said['folder']}: {said['done']} of {said['runs']} runs done ({share:.1f} %)")
    if said["runs_per_second"] and said["missing"]:
        left = _time(said["seconds_left"])
        print(f"{_rounded(said['runs_per_second'])} runs/s in the latest minute of work; {left} left at that pace")
    for name, problem in said["damaged_files"].items():
        print(f"damaged: {name} ({problem}); its runs count as missing")
    if said["failed"]:
        print(f"{said['failed']} runs failed, the first of them:")
        for run, problem in list(said["problems"].items())[:5]:
            print(f"  run {run}: {problem}")
