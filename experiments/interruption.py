"""Ctrl-C, and a scheduler's request to end: both stop a run at once and cleanly, on all its threads."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

asked = threading.Event()


@contextmanager
def listening() -> Iterator[None]:
    """Turn the first Ctrl-C or termination into KeyboardInterrupt, unless the process was started deaf to it."""
    asked.clear()
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    if not asked.is_set():  # a second one would disturb the cleaning up
        asked.set()
        raise KeyboardInterrupt
