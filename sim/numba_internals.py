"""What is borrowed from inside Numba: names and options that its documentation does not promise, all of them here.

A later Numba may lack one of them, so `pyproject.toml` bounds it above. A test asks for each by its name.
"""

import contextlib
import hashlib
import importlib
import pickle
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numba
from numba.core import types
from numba.core.caching import FunctionCache, IndexDataCacheFile
from numba.core.dispatcher import Dispatcher
from numba.core.errors import NumbaError as NumbaError

UNCOUNTED: dict[str, Any] = {"_nrt": False}  # references are not counted: for code that allocates nothing
NO_WRAPPERS: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}  # called by compiled code only


def _spelt_short(kind: Any) -> tuple[str, tuple]:
    """The name of a type within the names of compiled functions: what it is, and a digest of all its fields.

    Numba spells every field of every record of the world in each name, 44 000 letters of it: nine tenths of what was
    kept on disk.
    """
    digest = hashlib.sha256(kind.name.encode()).hexdigest()[:16]
    return f"{type(kind).__name__}_{digest}", ()


for _kind in (types.Record, types.NamedTuple):
    setattr(_kind, "mangling_args", property(_spelt_short))  # noqa: B010  (a type checker would refuse it)
# Its log would spell them anew at each step of compiling, a fifth of the time that it takes.
setattr(types.Record, "__repr__", types.Type.__repr__)  # noqa: B010  (its name, which tells the same)


class SmallFile(IndexDataCacheFile):
    """The files that are kept of a function, compressed."""

    def __init__(self, plain: IndexDataCacheFile):
        vars(self).update(vars(plain))

    def _load_index(self) -> dict:
        try:
            content = zlib.decompress(Path(self._index_path).read_bytes())
        except FileNotFoundError:
            return {}
        version, stamp, overloads = pickle.loads(content)
        return overloads if (version, stamp) == (self._version, self._source_stamp) else {}

    def _save_index(self, overloads: dict) -> None:
        content = self._dump((self._version, self._source_stamp, overloads))
        with self._open_for_write(self._index_path) as file:
            file.write(zlib.compress(content, 1))

    def _load_data(self, name: str) -> Any:
        return pickle.loads(zlib.decompress(Path(self._data_path(name)).read_bytes()))

    def _save_data(self, name: str, data: Any) -> None:
        with self._open_for_write(self._data_path(name)) as file:
            file.write(zlib.compress(self._dump(data), 1))


class ForgivingCache(FunctionCache):
    """Numba's file cache, but small; a damaged file is compiled anew, and a full disk is no reason to stop."""

    def __init__(self, function: Callable, compiling: AbstractContextManager | None = None):
        super().__init__(function)
        self._cache_file = SmallFile(self._cache_file)
        self._compiling = compiling

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """What was compiled before for a signature; None where it is not there.

        None too where it cannot be read: what is kept is given up, so that it is compiled once and kept again.
        """
        try:
            kept = super().load_overload(sig, target_context)
        except Exception:
            with contextlib.suppress(Exception):
                self.flush()
            kept = None
        if kept is None and self._compiling:
            self._compiling.__enter__()
        return kept

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep what was compiled, where there is room."""
        with contextlib.suppress(Exception):
            super().save_overload(sig, data)
        if self._compiling:
            self._compiling.__exit__(None, None, None)


def is_compiled(value: Any) -> bool:
    """Whether something is a function that Numba compiles; its text is its `py_func`."""
    return isinstance(value, Dispatcher)


def keep_on_disk(dispatcher: Any, function: Callable, compiling: AbstractContextManager | None = None) -> None:
    """Let a compiled function be kept in the cache folder that is set, where Numba finds one for its file.

    `compiling` is entered when it is not there and must be compiled, and left when that is done.
    """
    with contextlib.suppress(RuntimeError, OSError):
        dispatcher._cache = ForgivingCache(function, compiling)


def load_without_scipy() -> None:
    """Load Numba's own functions without SciPy's linear algebra, which takes a quarter of a second to import.

    Behaviours use none. For a process of the command line, whose Numba nobody else uses.
    """
    if "numba.np.arraymath" in sys.modules or "scipy.linalg" in sys.modules:
        return
    blocked: Any = None
    sys.modules["scipy.linalg"] = blocked  # an import of it fails, and Numba goes on without
    try:
        importlib.import_module("numba.np.arraymath")
    finally:
        del sys.modules["scipy.linalg"]


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
