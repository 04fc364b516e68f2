"""Files that are whole or not there: written under another name, named when they are on disk."""

import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

PARTIAL = ".partial-"
WRITTEN_TO = ("results", "submitted", "figures")
BORN = uuid4().hex[:8]  # tells this process from another of the same number, as in a container
HOST = platform.node() or "host"


class atomic_file:
    """`with atomic_file(path) as partial:` a file that takes its name when it is complete and on disk."""

    def __init__(self, path: Path):
        self.path = path
        self.partial = path.with_name(f"{PARTIAL}{HOST}.{os.getpid()}-{BORN}-{path.name}")

    def __enter__(self) -> Path:
        """The name to write under."""
        return self.partial

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Give the file its name, or take it away."""
        try:
            if kind is None:
                with self.partial.open("rb+") as written:
                    os.fsync(written.fileno())
                os.replace(self.partial, self.path)
        finally:
            self.partial.unlink(missing_ok=True)


@contextmanager
def atomic_files(folder: Path) -> Iterator[Path]:
    """`with atomic_files(folder) as beside:` files written into `beside` take their places when all are there.

    Those in a folder of it have a folder of that name.
    """
    beside = folder / f"{PARTIAL}{HOST}.{os.getpid()}-{BORN}-files"
    beside.mkdir()
    try:
        yield beside
        for path in sorted(path for path in beside.rglob("*") if path.is_file()):
            final = folder / path.relative_to(beside)
            final.parent.mkdir(exist_ok=True)
            os.replace(path, final)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def clear_partial(folder: Path) -> None:
    """Take away what writers that are no more have left behind."""
    for path in leftovers(folder):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def leftovers(folder: Path) -> Iterator[Path]:
    """Files that were never finished, and whose writer is gone; of another machine's writers that is not known."""
    folders = [
        folder,
        *(folder / name for name in WRITTEN_TO),
    ]  # not all below: what another writes may vanish meanwhile
    for path in (path for inside in folders if inside.is_dir() for path in inside.glob(f"{PARTIAL}{HOST}.*")):
        owner, _, rest = path.name.removeprefix(f"{PARTIAL}{HOST}.").partition("-")
        earlier = owner == str(os.getpid()) and not rest.startswith(BORN)  # of one that had this number before
        if owner.isdecimal() and (earlier or not _alive(int(owner))):
            yield path


def _alive(process: int) -> bool:
    if os.name == "nt":
        return True  # not known: there, asking with a signal would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
