"""What is printed, where it may not be: a closed or full output ends no command, and no letter is too much for it."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

DESCRIPTORS = (0, 1, 2)


class Output:
    """An output stream that takes everything: what can no longer be written is dropped, and the reason is kept."""

    def __init__(self, stream: Any):
        self.stream = stream
        self.problem: OSError | None = None

    def __getattr__(self, name: str) -> Any:
        """All else is the stream's own."""
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        """Write, or drop what cannot be written."""
        self._unless_broken(lambda: self.stream.write(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write lines, or drop what cannot be written."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Write what is held back, or drop it."""
        self._unless_broken(self.stream.flush)

    def _unless_broken(self, write: Any) -> None:
        if self.problem is not None:
            return
        try:
            write()
        except OSError as problem:
            self.problem = problem
            _discard(self.stream)

    @property
    def complaint(self) -> str:
        """Why something was dropped; empty where nothing was, or where the reader had enough, as `head` has."""
        if self.problem is None or self.problem.errno == errno.EPIPE:
            return ""
        return self.problem.strerror or str(self.problem)


@contextmanager
def patient_output() -> Iterator[Output]:
    """Within it standard output and error take everything; standard output is given, to ask what it dropped."""
    before = sys.stdout, sys.stderr
    _open_closed()
    streams = []
    for stream in before:
        if stream is None:  # closed before we began: whoever did it wants to hear nothing
            stream = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (it lives as long as the command)
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
        streams.append(Output(stream))
    sys.stdout, sys.stderr = streams  # type: ignore[assignment]
    try:
        yield streams[0]
    finally:
        for stream in streams:
            stream.flush()
        sys.stdout, sys.stderr = (before[i] and streams[i].stream for i in range(2))


def _open_closed() -> None:
    """Open the descriptors that were closed, or the next file that is written would take their numbers."""
    for number in DESCRIPTORS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def _discard(stream: Any) -> None:
    """Let what the stream still holds go nowhere, or Python would complain of it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return  # no real file: nothing is held
