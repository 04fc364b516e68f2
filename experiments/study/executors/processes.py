"""Processes in which all that is a user's own runs: each may end alone, none outlives the command that began it.

They are no daemons, so what runs in them may begin processes itself, as a pool does; those end with it. What it prints
goes to stderr, so that results stand alone on stdout.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection
from typing import Any

from experiments.cli.refusal import Refused, printable

NO_RUN = -1


class WorkerProcess:
    """A process that does one call after another, and tells which run it is at."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._at = context.RawValue("q", NO_RUN)
        self._process = context.Process(target=_serve, args=(theirs, self._at))
        with _deaf_to_interruption():  # the process that begins here stays so
            self._process.start()
        theirs.close()

    def give(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Let it call a function, which may tell of itself through the `Line` that it is given last."""
        with suppress(OSError):  # it has ended; that is told by `how_it_ended`
            self._ours.send((function, arguments))

    def heard(self) -> Iterator[tuple[str, Any]]:
        """What has come from it: ("told", something), ("done", what came of the call); raise what the call raised."""
        with suppress(EOFError, OSError):
            while self._ours.poll():
                kind, content = self._ours.recv()
                if kind == "raised":
                    raise content
                yield kind, content

    @property
    def ends(self) -> tuple[Any, int]:
        """What can be waited for: that it tells something, that it ends."""
        return self._ours, self._process.sentinel

    @property
    def at(self) -> int:
        """The run that it is at, or was at when it ended; NO_RUN when at none."""
        return int(self._at.value)

    @property
    def how_it_ended(self) -> str:
        """How it ended, in words; empty while it has not."""
        status = self._process.exitcode
        if status is None:
            return ""
        if status >= 0:
            return f"status {status}"
        return f"signal {-status}" + (", as when memory runs out" if -status == getattr(signal, "SIGKILL", 9) else "")

    def end(self) -> None:
        """Make an end of it, and of what it began."""
        self._ours.close()
        if hasattr(os, "killpg") and self._process.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()


_spare: list[WorkerProcess] = []  # that tried runs, and wait for those in earnest
_sparing = 0  # contexts in which they may wait


@contextmanager
def sparing() -> Iterator[None]:
    """Within it a process that has tried runs waits for those in earnest: what it made ready is made ready once."""
    global _sparing
    _sparing += 1
    try:
        yield
    finally:
        _sparing -= 1
        while _spare:
            _spare.pop().end()


def begun() -> WorkerProcess:
    """A process: one that waits, or a new one."""
    return _spare.pop() if _spare else WorkerProcess()


def spare(process: WorkerProcess) -> None:
    """Let a process wait for further calls, or end it where there will be none."""
    if _sparing:
        _spare.append(process)
    else:
        process.end()


def wait(workers: list[WorkerProcess], seconds: float) -> None:
    """Wait until one of the processes tells something or ends, and no longer than this."""
    connection.wait([end for worker in workers for end in worker.ends], seconds)


class Line:
    """What a call in another process tells while it goes on; with nobody at the other end, nothing."""

    def __init__(self, tell: Callable[[Any], None] = lambda _: None, at: Any = None):
        self.tell = tell
        self._at = at

    def begins(self, run: int) -> None:
        """Say which run begins; NO_RUN when none does any more."""
        if self._at is not None:
            self._at.value = run


def _serve(ours: Any, at: Any) -> None:
    """Do what is asked until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGUSR2"):
        signal.signal(signal.SIGUSR2, signal.SIG_IGN)  # a scheduler's word to the process that began this one
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(OSError, ValueError):
        os.dup2(2, 1)
    line = Line(lambda content: ours.send(("told", content)), at)
    while True:
        try:
            function, arguments = ours.recv()
        except EOFError:
            os._exit(0)
        try:
            answer = "done", function(*arguments, line)
        except BaseException as problem:
            answer = "raised", problem if isinstance(problem, Refused | OSError) else RuntimeError(printable(problem))
        at.value = NO_RUN
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):
                stream.flush()
        ours.send(answer)


def _end_with_parent() -> None:
    """End, with all that was begun here, when the process that began this one is gone."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
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
