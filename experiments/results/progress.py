"""How far a run has come: a bar in a terminal, a few lines elsewhere; always on stderr."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from experiments.results import interruption
from sim.code_cache import listening

Tick = Callable[[int], None]
FIRST = "making the model ready"


@contextmanager
def progress(run_weeks: int, what: str) -> Iterator[Tick]:
    """A function to call with the number of run-weeks done since the last call; from any thread."""
    with _bar(run_weeks, what) if sys.stderr.isatty() else _lines(run_weeks, what) as show, listening(_say):
        yield _guarded(show)


def _say(message: str) -> None:
    """What is compiled, above a bar or between two lines."""
    print(f"skranke: {message}", file=sys.stderr, flush=True)


def _guarded(show: Tick) -> Tick:
    """A tick that also ends a run on another thread when the user has interrupted."""

    def tick(weeks: int) -> None:
        if interruption.asked.is_set():
            raise KeyboardInterrupt
        show(weeks)

    return tick


@contextmanager
def _bar(run_weeks: int, what: str) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(FIRST, total=None)

        def tick(weeks: int) -> None:
            bar.update(task, description=what, total=run_weeks, advance=weeks)

        yield tick


@contextmanager
def _lines(run_weeks: int, what: str) -> Iterator[Tick]:
    lock = threading.Lock()
    done, quarters = 0, 0
    print(f"{what}: {run_weeks} weeks to run; {FIRST}", file=sys.stderr, flush=True)

    def tick(weeks: int) -> None:
        nonlocal done, quarters
        with lock:
            done += weeks
            quarter = 4 * done // max(run_weeks, 1)
            if quarter > quarters:
                quarters = quarter
                print(f"{what}: {100 * done // max(run_weeks, 1)} % done", file=sys.stderr, flush=True)

    yield tick
