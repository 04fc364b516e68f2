"""The results folder: refused before anything is computed when it cannot be had, complete or not there at all."""

import os
import shutil
from datetime import datetime
from pathlib import Path
from types import TracebackType

from experiments.cli.refusal import Refused
from experiments.results import interruption


class ResultsFolder:
    """A folder that is filled under another name and takes its own name when everything is in it.

    `with ResultsFolder("run", out) as folder:` gives the folder to fill; `final` is its name in the end.
    """

    def __init__(self, verb: str, out: Path | None):
        self.final = out if out is not None else _dated(verb)
        if not self.final.name:
            raise Refused(f"out={self.final} is the folder you stand in; name a new one in it, as in out=mine")
        self.partial = Path()
        self._made: list[Path] = []
        refuse_if_taken(self.final)

    def __enter__(self) -> Path:
        """Make the folder to fill beside the final one; raise Refused where that is not allowed."""
        parent = self.final.absolute().parent
        self.partial = parent / f".{self.final.absolute().name}.partial-{os.getpid()}"
        missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
        try:
            parent.mkdir(parents=True, exist_ok=True)
            self._made = missing
            self.partial.mkdir()
        except OSError as problem:
            raise Refused(
                f"cannot write results to {self.final}: {problem.strerror}; out=FOLDER names another folder"
            ) from None
        return self.partial

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the folder its name, or take all of it away after an error."""
        if kind is None:
            self._finish()
            return
        interruption.cleaning.set()
        shutil.rmtree(self.partial, ignore_errors=True)
        for folder in self._made:
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()
        interruption.cleaning.clear()
        if isinstance(problem, OSError):
            raise Refused(f"cannot write results to {self.final}: {problem.strerror or problem}") from None

    def _finish(self) -> None:
        """Give the folder its name, or the next free one like it when another run took that meanwhile."""
        wanted, number = self.final, 1
        while True:
            try:
                if self.final.is_dir():
                    self.final.rmdir()  # an empty one; Windows would not rename over it
                self.partial.rename(self.final)
                return
            except OSError as problem:
                if not self.final.exists():
                    kept = f"the results are complete in {self.partial}"
                    raise Refused(f"cannot name the folder {self.final} ({problem.strerror}); {kept}") from None
            number += 1
            self.final = wanted.with_name(f"{wanted.name}-{number}")


def refuse_if_taken(folder: Path) -> None:
    """Raise Refused for a file, or for a folder that holds anything."""
    try:
        if folder.is_dir():
            if any(folder.iterdir()):
                raise Refused(f"{folder} holds something already; out=FOLDER names a new or empty folder")
        elif folder.exists() or folder.is_symlink():
            raise Refused(f"{folder} is a file; out=FOLDER names a new or empty folder")
    except OSError as problem:
        raise Refused(
            f"cannot write results to {folder}: {problem.strerror}; out=FOLDER names another folder"
        ) from None


def _dated(verb: str) -> Path:
    """results/VERB/date_time, numbered when two runs start in the same second."""
    name = Path("results") / verb / datetime.now().strftime("%Y-%m-%d_%H-%M-%S")
    candidates = (name, *(name.with_name(f"{name.name}-{number}") for number in range(2, 1000)))
    return next(candidate for candidate in candidates if not candidate.exists())
