"""Where compiled code is kept: one folder of the user's for all installations, and what is thrown away of it.

A version is a compiled model: the model as it is, or with replacements. It is a file of the folder `versions` that
names the compiled functions it is made of, most of which it shares with others, and whose date is that of its last use.
When a new version comes, those used longest ago go, until the others fit into the room that there is.
"""

import contextlib
import functools
import os
import re
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

ROOM = 100_000_000  # bytes of compiled code that are kept
AT_LEAST = 3600.0  # seconds that code is kept whatever its size, for another process may be at work with it
VERSIONS = "versions"
SUFFIXES = (".nbi", ".nbc")  # of the two files that Numba keeps of each function: its signatures, and the code
KEYED = re.compile(r"\.(\w+_[0-9a-f]{20}(?:_wrapped)?)-")  # the function that a file is of, with the key of its text
listeners: list[Callable[[str], None]] = []  # who is told what is compiled, and how long it took
_ONE_AT_A_TIME = threading.RLock()  # Numba's cache folder is one for all threads


def cache_folder() -> Path | None:
    """Folder of compiled code: SKRANKE_CACHE_DIR, or `skranke` in the user's cache folder; None without a home."""
    named = os.environ.get("SKRANKE_CACHE_DIR")
    if named:
        return Path(named)
    elsewhere = os.environ.get("XDG_CACHE_HOME", "") if sys.platform.startswith("linux") else ""
    if os.path.isabs(elsewhere):
        return Path(elsewhere) / "skranke"
    try:
        folder = platformdirs.user_cache_path("skranke", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None  # a home that is not known would be a folder called ~


@contextmanager
def open_cache() -> Iterator[bool]:
    """The folder is Numba's meanwhile, one thread at a time; whether anything can be kept there."""
    from sim.numba_internals import cache_folder_set  # here, for who only looks at the folder must not wait for Numba

    folder = cache_folder()
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        writable = folder is not None and os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        warn_once("there is no home folder" if folder is None else f"{folder} cannot be written")
    with _ONE_AT_A_TIME, cache_folder_set(folder if writable else None):
        yield writable


@functools.cache
def warn_once(why: str) -> None:
    """Say once in a process, and on one line, that nothing can be kept."""
    message = f"{why}, so the model is compiled anew each time; SKRANKE_CACHE_DIR names another folder"
    warnings.warn_explicit(message, UserWarning, "skranke", 1)


class Compiling:
    """The time in which a function and all that it calls are compiled; who listens is told before and after."""

    def __init__(self, name: str, functions: int):
        self.name, self.functions, self.began = name, functions, 0.0

    def __enter__(self) -> None:
        self.began = time.perf_counter()
        tell(f"compiling {self.functions} functions of the model, once for this version: about a minute")

    def __exit__(self, *_: Any) -> None:
        if self.began:
            seconds = time.perf_counter() - self.began
            tell(f"compiled in {seconds:.0f} seconds and kept in {cache_folder()}, of which `skranke cache` tells")
        self.began = 0.0


def tell(message: str) -> None:
    """Say something to all who listen."""
    for listener in listeners:
        listener(message)


@contextmanager
def listening(listener: Callable[[str], None]) -> Iterator[None]:
    """Be told meanwhile what is compiled."""
    listeners.append(listener)
    try:
        yield
    finally:
        listeners.remove(listener)


class Version(NamedTuple):
    """A compiled model that is kept."""

    path: Path
    used: float  # when, in seconds since 1970
    functions: frozenset[str]
    size: int  # bytes of its functions, those that it shares among them


def kept_files(folder: Path) -> list[Path]:
    """The files of compiled functions in a cache folder."""
    return [path for path in folder.glob("*/*") if path.suffix in SUFFIXES]


def function_of(path: Path) -> str:
    """The function that a file is of, with its key; empty where it has none, as the generator's."""
    keyed = KEYED.search(path.name)
    return keyed[1] if keyed else ""


def size_of(path: Path) -> int:
    """Bytes of a file; none where another process has taken it away."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def function_sizes(folder: Path) -> dict[str, int]:
    """Bytes that are kept of each function."""
    sizes: dict[str, int] = {}
    for path in kept_files(folder):
        name = function_of(path)
        sizes[name] = sizes.get(name, 0) + size_of(path)
    return sizes


def versions(folder: Path, sizes: dict[str, int] | None = None) -> list[Version]:
    """The versions that are kept, the one used last first; `sizes` where those of the functions are known."""
    sizes = function_sizes(folder) if sizes is None else sizes
    kept = []
    for path in (folder / VERSIONS).glob("*.txt"):
        with contextlib.suppress(OSError):
            functions = frozenset(path.read_text(encoding="utf-8").split())
            kept.append(Version(path, path.stat().st_mtime, functions, sum(sizes.get(name, 0) for name in functions)))
    return sorted(kept, key=lambda version: -version.used)


def note_version(functions: list[str]) -> None:
    """Note that a version is used now: the root of its functions comes last. A new one makes room for itself."""
    folder = cache_folder()
    if folder is None:
        return
    path = folder / VERSIONS / f"{functions[-1]}.txt"
    with contextlib.suppress(OSError):
        if path.exists():
            os.utime(path)
            return
        path.parent.mkdir(exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text("\n".join(functions), encoding="utf-8")
        partial.replace(path)
        make_room(folder)


def make_room(folder: Path, room: int = ROOM) -> None:
    """Throw away the versions used longest ago that do not fit, and all functions that no version is made of."""
    recent = time.time() - AT_LEAST
    kept: set[str] = set()
    sizes = function_sizes(folder)
    size = 0
    for version in versions(folder, sizes):
        more = sum(sizes.get(name, 0) for name in version.functions - kept)
        if version.used >= recent or size + more <= room:
            kept |= version.functions
            size += more
        else:
            version.path.unlink(missing_ok=True)
    for path in kept_files(folder):
        name = function_of(path)
        with contextlib.suppress(OSError):
            if name and name not in kept and path.stat().st_mtime < recent:
                path.unlink()


def clear(folder: Path) -> int:
    """Throw away all compiled code; how many bytes that were. The next run compiles anew."""
    files = [*kept_files(folder), *(folder / VERSIONS).glob("*.txt")]
    size = sum(map(size_of, files))
    for path in files:
        path.unlink(missing_ok=True)
    for inner in {path.parent for path in files}:
        with contextlib.suppress(OSError):
            inner.rmdir()
    return size
