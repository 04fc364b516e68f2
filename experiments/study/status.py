"""How far a study is, read from its ledger: a bar in a terminal, a line now and then elsewhere, a page for `status`."""

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from analysis.language import text
from experiments.results import interruption
from experiments.study.ledger import Ledger
from experiments.study.result_files import RunRange, covered, failed_in

A_LINE_EVERY = 10.0  # seconds
SPEED_OVER = 60.0  # seconds that the speed is a mean of
MOST_NEWS = 10  # failures told one by one while it runs


class Count:
    """Runs done and failed, counted as files of results come; each file is opened once."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.n_runs = ledger.n_runs
        self.seen: dict[RunRange, tuple[int, int]] = {}  # when written, and how many runs failed
        self.failures_shown = 0
        self.look()
        self.pace = deque([(time.monotonic(), self.done)])

    def look(self) -> list[str]:
        """Look at the files that are new or written again; what to say of runs that failed in them."""
        news: list[str] = []
        for run_range, path in self.ledger.result_files().items():
            try:
                written = path.stat().st_mtime_ns
                if self.seen.get(run_range, (None, 0))[0] != written:
                    failed = failed_in(path)
                    self.seen[run_range] = written, failed
                    news += self._news(path) if failed else []
            except (OSError, ValueError):
                continue  # damaged, so not done; or gone again
        return news

    def _news(self, path: Path) -> list[str]:
        table = self.ledger.read(path)
        problems = zip(table["run"].to_pylist(), table["problem"].to_pylist(), strict=True)
        failures = [f"run {run} failed: {problem}" for run, problem in problems if problem]
        before, self.failures_shown = self.failures_shown, self.failures_shown + len(failures)
        cut = before <= MOST_NEWS < self.failures_shown
        more = ["further failures are counted only; `skranke study status` names them"] if cut else []
        return failures[: max(0, MOST_NEWS - before)] + more

    @property
    def done(self) -> int:
        """Runs that are in files."""
        return covered(self.seen)

    @property
    def failed(self) -> int:
        """Runs that were tried and failed."""
        return sum(failed for _, failed in self.seen.values())

    def speed(self) -> float:
        """Runs a second over the latest minute."""
        now, done = time.monotonic(), self.done
        if done != self.pace[-1][1]:
            self.pace.append((now, done))
        while len(self.pace) > 1 and self.pace[1][0] < now - SPEED_OVER:
            self.pace.popleft()
        since, had = self.pace[0]
        return (done - had) / max(1e-9, now - since)

    def line(self) -> str:
        """Where it is, in words."""
        speed = self.speed()
        left = self.n_runs - self.done
        pace = f", {_rounded(speed)} runs/s" if speed > 0.0 else ""
        time_left = f", {_time(left / speed)} left" if speed > 0.0 and left else ""
        failed = f", {self.failed} FAILED" if self.failed else ""
        return f"{self.done} of {self.n_runs} runs{pace}{time_left}{failed}"


def _rounded(speed: float) -> str:
    return f"{speed:.0f}" if speed >= 10.0 else f"{speed:.2g}"


def _time(seconds: float) -> str:
    return str(timedelta(seconds=round(seconds)))


@contextmanager
def status_display(ledger: Ledger, what: str) -> Iterator[Callable[[], None]]:
    """A function to call now and then, which shows how far the study is; it ends the wait when the user interrupts."""
    count = Count(ledger)
    with _bar(count, what) if sys.stderr.isatty() else _lines(count, what) as show:

        def shown() -> None:
            if interruption.asked.is_set():
                raise KeyboardInterrupt
            show(count.look())

        yield shown


@contextmanager
def _bar(count: Count, what: str) -> Iterator[Callable[[list[str]], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=count.n_runs, completed=count.done)

        def show(news: list[str]) -> None:
            for line in news:
                bar.console.print(line, style="red", markup=False, highlight=False)
            bar.update(task, completed=count.done, description=f"{what}: {count.line()}")

        yield show


@contextmanager
def _lines(count: Count, what: str) -> Iterator[Callable[[list[str]], None]]:
    last = 0.0

    def show(news: list[str]) -> None:
        nonlocal last
        for line in news:
            print(line, file=sys.stderr, flush=True)
        if time.monotonic() - last > A_LINE_EVERY:
            last = time.monotonic()
            print(f"{what}: {count.line()}", file=sys.stderr, flush=True)

    yield show
    print(f"{what}: {count.line()}", file=sys.stderr, flush=True)


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
        "files": len(ledger.result_files()),
        "damaged_files": state.damaged,
        "foreign_files": ledger.foreign(),
        "runs_per_second": speed,
        "seconds_left": left / speed if speed and left else 0.0 if not left else None,
        "watched": {name: module["file"] for name, module in ledger.own.items()},
        "problems": {str(run): problem for run, problem in list(state.problems.items())[:20]},
    }


def _recent_speed(ledger: Ledger) -> float | None:
    """Runs a second over the latest minute in which results came; None when there are too few."""
    written = []
    for run_range, path in ledger.result_files().items():
        try:
            written.append((path.stat().st_mtime, run_range.stop - run_range.first))
        except FileNotFoundError:
            continue
    if len(written) < 2:
        return None
    end = max(at for at, _ in written)
    recent = sorted((at, runs) for at, runs in written if at >= end - SPEED_OVER)
    spent = recent[-1][0] - recent[0][0]
    return sum(runs for _, runs in recent[1:]) / spent if spent > 0.0 else None


def print_status(status: dict[str, Any]) -> None:
    """The page of `study status`."""
    share = 100.0 * status["done"] / max(1, status["runs"])
    about = {key: status[key] for key in ("study", "folder", "done", "runs")}
    print(text("{study} in {folder}: {done} of {runs} runs done ({share:.1f} %)", share=share, **about))
    if status["runs_per_second"] and status["missing"]:
        pace = {"speed": _rounded(status["runs_per_second"]), "left": _time(status["seconds_left"])}
        print(text("{speed} runs/s in the latest minute of work; {left} left at that pace", **pace))
    for name, problem in status["damaged_files"].items():
        print(
            text(
                "damaged: results/{name} ({problem}); its runs count as missing, and `resume` runs them again",
                name=name, problem=problem,
            )
        )  # fmt: skip
    if status["watched"]:
        print(text("modules of your own that must stay as they are: {names}", names=", ".join(status["watched"])))
    for name in status["foreign_files"]:
        print(text("not of this study: results/{name}; it is left alone", name=name))
    if status["failed"]:
        print(text("{n} runs failed, the first of them:", n=status["failed"]))
        for run, problem in list(status["problems"].items())[:5]:
            print("  " + text("run {run}: {problem}", run=run, problem=problem))
