"""Where the compiled model is kept: one folder of the user's for all installations."""

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from sim.numba_internals import cache_folder_set

_ONE_AT_A_TIME = threading.Lock()  # Numba's cache folder is one for all threads


def cache_folder() -> Path:
    """Folder of compiled code: SKRANKE_CACHE_DIR, or `skranke` in the user's cache folder."""
    named = os.environ.get("SKRANKE_CACHE_DIR")
    return Path(named) if named else platformdirs.user_cache_path("skranke", appauthor=False)


@contextmanager
def open_cache() -> Iterator[bool]:
    """The folder is Numba's meanwhile, one thread at a time; whether anything can be kept there."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        remedy = "SKRANKE_CACHE_DIR names another folder"
        warnings.warn(f"{folder} cannot be written, so the model is compiled anew each time; {remedy}", stacklevel=4)
    with _ONE_AT_A_TIME, cache_folder_set(folder if writable else None):
        yield writable
