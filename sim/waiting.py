"""What is shown while somebody at a prompt or in a notebook waits for runs."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int], None]
COMPILING = "making the model ready (compiled once, in about a minute)"


@contextmanager
def waiting_shown(progress: Progress | None, run_weeks: int) -> Iterator[Progress | None]:
    """The progress that was asked for; without one, a bar on stderr where Python is interactive, and else nothing."""
    if progress is not None or not is_interactive():
        yield progress
        return
    from tqdm import tqdm  # type: ignore[import-untyped]  # Mesa brings it

    lock = threading.Lock()
    with tqdm(total=run_weeks, desc=COMPILING, unit="week", leave=False, dynamic_ncols=True) as bar:

        def advance(weeks: int) -> None:
            with lock:
                bar.set_description("running", refresh=False)
                bar.update(weeks)

        yield advance


def is_interactive() -> bool:
    """Whether somebody types: at Python's prompt, in IPython or in a notebook."""
    return hasattr(sys, "ps1")
