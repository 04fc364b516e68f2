"""What is borrowed from inside Numba: names and options that its documentation does not promise, all of them here.

A later Numba may lack one of them, so `pyproject.toml` bounds it above. A test asks for each by its name.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numba
from numba.core.caching import FunctionCache
from numba.core.dispatcher import Dispatcher

UNCOUNTED: dict[str, Any] = {"_nrt": False}  # references are not counted: for code that allocates nothing
NO_WRAPPERS: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}  # called by compiled code only


class ForgivingCache(FunctionCache):
    """Numba's file cache, but a damaged file is compiled anew and a full disk is no reason to stop."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """What was compiled before for a signature; None where it is not there.

        None too where it cannot be read: what is kept is given up, so that it is compiled once and kept again.
        """
        try:
            return super().load_overload(sig, target_context)
        except Exception:
            with contextlib.suppress(Exception):
                self.flush()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep what was compiled, where there is room."""
        with contextlib.suppress(Exception):
            super().save_overload(sig, data)


def is_compiled(value: Any) -> bool:
    """Whether something is a function that Numba compiles; its text is its `py_func`."""
    return isinstance(value, Dispatcher)


def keep_on_disk(dispatcher: Any, function: Callable) -> None:
    """Let a compiled function be kept in the cache folder that is set, where Numba finds one for its file."""
    with contextlib.suppress(RuntimeError, OSError):
        dispatcher._cache = ForgivingCache(function)


@contextlib.contextmanager
def cache_folder_set(folder: Path | None) -> Iterator[None]:
    """Numba's cache folder set for a while, for all threads; None for the one that Numba takes by itself."""
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder or "")
    try:
        yield
    finally:
        settings.CACHE_DIR = before
