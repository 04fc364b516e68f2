"""One mistaken input tried, and judged by rules that are fixed: whatever the message, they are the same.

A mistake is typed in a new folder, in this process. Nothing may compile or run a model: a mistake that gets so far went
unnoticed. The message is judged by what stands in it, not by what it may have meant:

- *named*: the word that is wrong stands in it (any one of those that the mistake names);
- *allowed*: a range, a list, a form to fill in (NAME=VALUE), an example, or what takes the place of a thing that is
  damaged or given up stands in it;
- *way out*: a command, something to write, or a value or name that is allowed stands in it;
- *one sentence*: one line, `skranke: ...`, of at most 700 characters;
- *clean*: no traceback, no class name of an exception, and no fault of the program;
- *nothing left*: the folder holds what it held before, and the status is 2.
"""

import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from experiments.command import REFUSED, main

LONGEST = 700  # letters of one sentence; a list of 14 policies takes 220
ALLOWED = re.compile(
    r"between \S+ and \S+|\d+ or more|a whole number|must be |one of |may have |it has |it gives |takes |can be "
    r"|goe?s? with |as in |[A-Z]{4,}=|=[A-Z]{4,}|\b[A-Z]{4,}: [A-Z]{4,}|FOLDER|FILE|write \S+|the nearest is|--help"
    r"|decimals take a point|it is called|UTF-8|an undamaged copy|a new (study|folder)"
)
WAY_OUT = re.compile(
    r"skranke \w+|--help|--config-dir|\bwrite \S|the nearest is|\bout=\S|=true|must be |one of |may have |it has "
    r"|it gives |goe?s? with |is written |it is called|\bleave |\bunset |\bput |\badd |\bsave it|\btake an "
    r"|make the results|\bbegin |\bname (a|an|another|new|the) |names (a|an|another|new) |decimals take a point"
)
CLASS_NAME = re.compile(
    r"\b[A-Z]\w*(Error|Exception|Interrupt|Warning|Invalid|Iteration)\b|Traceback|<class |object at 0x"
)
FAULT = "fault of the program"
CATEGORIES = ("named", "allowed", "way out", "one sentence", "clean", "nothing left")
Prepare = Callable[[Path], object]  # comparable: two that do the same are equal


@dataclass(frozen=True)
class Mistake:
    """What is typed after `skranke`, and any of which words must stand in the answer."""

    kind: str
    words: tuple[str, ...]
    named: tuple[str, ...]
    prepare: Prepare | None = None  # fills the folder that it is typed in
    environment: tuple[tuple[str, str], ...] = ()

    @property
    def typed(self) -> str:
        """The line as it stands in a terminal."""
        return " ".join(["skranke", *(repr(word) if " " in word or not word else word for word in self.words)])


@dataclass(frozen=True)
class Verdict:
    """What came of a mistake."""

    mistake: Mistake
    status: int
    message: str
    kept: frozenset[str]  # the categories that hold

    @property
    def holds(self) -> bool:
        """Whether all categories hold."""
        return len(self.kept) == len(CATEGORIES)

    @property
    def lacking(self) -> list[str]:
        """The categories that do not hold."""
        return [category for category in CATEGORIES if category not in self.kept]


def judged(mistake: Mistake) -> Verdict:
    """Type it in a folder of its own, and judge the answer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        if mistake.prepare:
            mistake.prepare(folder)
        before = everything_in(folder)
        status, printed, complaint = typed_in(folder, mistake)
        left = everything_in(folder) ^ before
    message = complaint.strip()
    last = message.splitlines()[-1] if message else ""
    # What stood in the folder's own name is no part of the message.
    shown = last.replace(name, "")
    holds = {
        "named": any(word in shown for word in mistake.named),
        "allowed": bool(ALLOWED.search(shown)),
        "way out": bool(WAY_OUT.search(shown)),
        "one sentence": message.startswith("skranke: ") and "\n" not in message and len(shown) <= LONGEST,
        "clean": bool(message) and not CLASS_NAME.search(message + printed) and FAULT not in message,
        "nothing left": not left and status == REFUSED,
    }
    return Verdict(mistake, status, message, frozenset(name for name, kept in holds.items() if kept))


def everything_in(folder: Path) -> set[str]:
    """The path of all that a folder holds; what Python keeps of a module that it imported is no trace of ours."""
    paths = (str(path.relative_to(folder)) for path in folder.rglob("*"))
    return {path for path in paths if "__pycache__" not in path}


class Unnoticed(Exception):
    """The model would have been run."""


def typed_in(folder: Path, mistake: Mistake) -> tuple[int, str, str]:
    """Status, output and complaint of the command, typed in a folder; nothing is compiled or run."""
    printed, complaint = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        own_modules(),
        mock.patch.dict(os.environ, dict(mistake.environment)),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(complaint),
        mock.patch("sim.call_trees.as_machine_code", unnoticed),
        mock.patch("sim.model.FrontLine.__init__", unnoticed),
        mock.patch("sim.engine.kernel", unnoticed),
    ):
        try:
            status = main(list(mistake.words))
        except BaseException as problem:  # what main lets through is a traceback for the user
            print(f"Traceback: {problem!r}", file=sys.stderr)
            status = 1
    return status, printed.getvalue(), complaint.getvalue()


def unnoticed(*_: object, **__: object) -> None:
    """In the place of what compiles or runs the model."""
    raise Unnoticed("the mistake went unnoticed, and the model would have been run")


@contextlib.contextmanager
def own_modules() -> Iterator[None]:
    """Modules that a mistake brings are forgotten after it, for the next brings others of the same name."""
    known, paths = set(sys.modules), list(sys.path)
    try:
        yield
    finally:
        sys.path[:] = paths
        for name in set(sys.modules) - known:
            if name.startswith("my_"):
                del sys.modules[name]
