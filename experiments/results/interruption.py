"""Ctrl-C, and a scheduler's request to end: both stop a run at once and cleanly, on all its threads."""

import signal
import sys
import threading
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SOON = 0.05  # seconds

asked = threading.Event()
cleaning = threading.Event()  # set while traces of an unfinished run are removed, which must not be interrupted in turn


class Interrupted(KeyboardInterrupt):
    """An interruption that says what was kept and how to go on."""


@contextmanager
def listening() -> Iterator[None]:
    """Turn Ctrl-C and termination into KeyboardInterrupt, unless the process was started deaf to them."""
    asked.clear()
    cleaning.clear()
    hook, before = sys.unraisablehook, {}
    if threading.current_thread() is threading.main_thread():
        sys.unraisablehook = _ask_again
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    asked.set()
    if not cleaning.is_set():
        raise KeyboardInterrupt


def _ask_again(swallowed: Any) -> None:
    """Ask again where an interruption was swallowed, as when the compiler calls back and ignores what is raised."""
    if isinstance(swallowed.exc_value, KeyboardInterrupt):
        threading.Timer(SOON, interrupt_main).start()
    else:
        sys.__unraisablehook__(swallowed)
