"""Where compiled code is kept: one folder of the user's for all installations."""

import functools
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from sim.numba_internals import cache_folder_set

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
