"""Ctrl-C, and a scheduler's request to end: both stop a run at once and cleanly, on all its threads."""

import signal
import sys
import threading
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

SOON = 0.05  # seconds
IMPORTING = "<frozen importlib._bootstrap>"  # the file of a frame that imports

asked = threading.Event()
cleaning = threading.Event()  # set while traces of an unfinished run are removed, which must not be interrupted in turn


class Interrupted(KeyboardInterrupt):
    """An interruption that says what was kept and how to go on."""


class Reminders:
    """Interruptions that must be asked for again soon, as long as there is anything to interrupt."""

    def __init__(self) -> None:
        self.wanted = False
        self._lock = threading.RLock()  # a finalizer that runs while it is held may be interrupted too
        self._timers: list[threading.Timer] = []

    def add(self) -> None:
        """Ask again soon; from any thread."""
        with self._lock:
            if self.wanted:
                timer = threading.Timer(SOON, interrupt_main)
                self._timers.append(timer)
                timer.start()

    def clear(self) -> None:
        """Take back what was not asked yet, and wait for what is being asked just now."""
        with self._lock:
            timers, self._timers = self._timers, []
        for timer in timers:
            timer.cancel()
            timer.join()


_reminders = Reminders()


@contextmanager
def listening() -> Iterator[None]:
    """Turn Ctrl-C and termination into KeyboardInterrupt, unless the process was started deaf to them."""
    asked.clear()
    cleaning.clear()
    hook, before = sys.unraisablehook, {}
    if threading.current_thread() is threading.main_thread():
        sys.unraisablehook = _ask_again
        handler = partial(_interrupt, outermost=sys._getframe(2))
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, handler)
    _reminders.wanted = True
    try:
        with undisguised():
            yield
    finally:
        _reminders.wanted = False  # a plain assignment, at which no handler runs: from here on nothing is interrupted
        _reminders.clear()  # one that came later would meet Python's own handler and end the process without a word
        sys.unraisablehook = hook
        for number, handler_before in before.items():
            signal.signal(number, handler_before)
        _let_python_forget()


@contextmanager
def undisguised() -> Iterator[None]:
    """Raise KeyboardInterrupt for an error that came of one, as when a C extension makes another of it."""
    try:
        yield
    except Exception as problem:
        if asked.is_set():
            raise KeyboardInterrupt from problem
        raise


def _interrupt(_number: int, frame: FrameType | None, outermost: FrameType) -> None:
    asked.set()
    if not _reminders.wanted or cleaning.is_set():
        return
    if _importing(frame, outermost):
        _reminders.add()  # half an import is no module, and what it raises instead says nothing of an interruption
    else:
        raise KeyboardInterrupt


def _importing(frame: FrameType | None, outermost: FrameType) -> bool:
    """Whether something is being imported; not what was when it was first listened."""
    while frame is not None and frame is not outermost:
        if frame.f_code.co_filename == IMPORTING:
            return True
        frame = frame.f_back
    return False


def _ask_again(swallowed: Any) -> None:
    """Ask again where an interruption was swallowed, as when the compiler calls back and ignores what is raised."""
    if isinstance(swallowed.exc_value, KeyboardInterrupt):
        _reminders.add()
    else:
        sys.__unraisablehook__(swallowed)


def _let_python_forget() -> None:
    """Leave the status of the process to us.

    Python remembers a KeyboardInterrupt that left the execution of a text, even where it was caught afterwards, and
    ends the process by SIGINT in the end, whatever the status is; the next text that is executed makes it forget.
    """
    exec("")
