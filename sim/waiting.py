"""What is shown while somebody at a prompt or in a notebook waits for runs."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int], None]
_NOBODY_SHOWS = threading.Lock()  # a model that is made within a run shows no bar beneath that of the run
COMPILING = "making the model ready (compiled once, in about a minute)"
RUNNING = "running"


@contextmanager
def waiting_shown(progress: Progress | None, run_weeks: int, begins: str = COMPILING) -> Iterator[Progress | None]:
    """The progress that was asked for; without one, a bar on stderr where Python is interactive, and else nothing.

    `begins`: what the bar says until the first weeks are lived.
    """
    if progress is not None or not is_interactive() or not _NOBODY_SHOWS.acquire(blocking=False):
        yield progress
        return
    try:
        with _bar(run_weeks, begins) as tick:
            yield tick
    finally:
        _NOBODY_SHOWS.release()


@contextmanager
def _bar(run_weeks: int, begins: str) -> Iterator[Progress]:
    from tqdm import tqdm  # type: ignore[import-untyped]  # Mesa brings it

    lock = threading.Lock()
    with tqdm(total=run_weeks, desc=begins, unit="week", leave=False, dynamic_ncols=True) as bar:

        def advance(weeks: int) -> None:
            with lock:
                bar.set_description(RUNNING, refresh=False)
                bar.update(weeks)

        yield advance


def is_interactive() -> bool:
    """Whether somebody types: at Python's prompt, in IPython or in a notebook."""
    return hasattr(sys, "ps1")
