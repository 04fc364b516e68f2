"""The two backends of a behaviour: the call tree rebuilt, compiled or with functions of your own.

Behaviours find each other by name in their modules. `tree` copies a function and all it calls, giving each copy globals
of its own in which the names lead to copies; so a replaced behaviour is met wherever it is called from, however deep,
with either backend, and the package stays as it is. Compiled, each copy is a Numba function of its own.

What is compiled is cached on disk under a key of everything it depends on: bytecode and constants of the function and
of all that it calls, enumerations, versions of Python, Numba and NumPy. Old code cannot be served: changed sources have
another key.
"""

import builtins
import dis
import hashlib
import math
import os
import pathlib
import sys
import threading
import types
import warnings
from collections.abc import Callable
from enum import EnumMeta
from typing import Any

import llvmlite
import numba
import numpy as np
from numba.core.dispatcher import Dispatcher

from sim.compiling import ForgivingCache
from sim.replacements import BEHAVIOURS, check_replacements

LIBRARIES = f"numba {numba.__version__} llvmlite {llvmlite.__version__} numpy {np.__version__}"
VERSIONS = f"python {sys.version_info[:3]} {LIBRARIES}"
# Nothing is allocated in a run, so references need no counting (nrt); runs go side by side on threads (nogil).
OPTIONS: dict[str, Any] = {"nogil": True, "_nrt": False}
KEY_LENGTH = 20
_ONE_AT_A_TIME = threading.Lock()  # Numba's cache folder is one for all threads


def cache_folder() -> pathlib.Path:
    """Folder of compiled code: SKRANKE_CACHE_DIR, or `skranke` in the user's cache folder."""
    named = os.environ.get("SKRANKE_CACHE_DIR")
    if named:
        return pathlib.Path(named)
    return pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "skranke"


def source_hash() -> str:
    """Hash of all Python sources of the model."""
    digest = hashlib.sha256()
    home = pathlib.Path(__file__).parent
    for path in sorted(home.rglob("*.py")):
        digest.update(str(path.relative_to(home)).encode() + path.read_bytes())
    return digest.hexdigest()


def as_python(
    root: Callable, replace: dict[str, Callable] | None = None, swap: dict[Any, Any] | None = None
) -> Callable:
    """A behaviour as plain Python; with replacements, a copy of its call tree that meets them.

    `swap` puts other objects in the place of what is not a behaviour (the generator, `exp`), so that its use can be
    watched.
    """
    if not replace and not swap:
        return root
    check_replacements(replace or {})
    return _Tree(replace or {}, compile_copies=False, swap=swap).copy_of(root)[0]


def as_machine_code(
    root: Callable, replace: dict[str, Callable] | None = None, swap: dict[Any, Any] | None = None
) -> Callable:
    """A behaviour and its whole call tree compiled, from the cache where it is there; `swap` as in `as_python`."""
    check_replacements(replace or {})
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        remedy = "SKRANKE_CACHE_DIR names another folder"
        warnings.warn(f"{folder} cannot be written, so the model is compiled anew each time; {remedy}", stacklevel=2)
    settings: Any = numba.config
    with _ONE_AT_A_TIME:
        before = settings.CACHE_DIR
        settings.CACHE_DIR = str(folder) if writable else ""
        try:
            return _Tree(replace or {}, compile_copies=True, cache=writable, swap=swap).copy_of(root)[0]
        finally:
            settings.CACHE_DIR = before


class _Tree:
    """Copies functions with all they call; remembers each copy and its key."""

    def __init__(
        self,
        replace: dict[str, Callable],
        compile_copies: bool,
        cache: bool = False,
        swap: dict[Any, Any] | None = None,
    ):
        self.replace = replace
        self.swap = swap or {}
        self.compile_copies = compile_copies
        self.cache = cache
        self.copies: dict[Callable, tuple[Callable, str]] = {}
        self.under_way: list[str] = []

    def copy_of(self, function: Callable) -> tuple[Callable, str]:
        """The copy of a function, and the key of all it depends on."""
        name = function.__name__
        if BEHAVIOURS.get(name) is function:
            function = self.replace.get(name, function)
        if function not in self.copies:
            if name in self.under_way:
                raise ValueError(f"{' -> '.join([*self.under_way, name])}: a behaviour may not call itself")
            self.under_way.append(name)
            self.copies[function] = self._copied(function, name)
            self.under_way.pop()
        return self.copies[function]

    def _copied(self, function: Any, name: str) -> tuple[Callable, str]:
        defaults = f"{function.__defaults__} {function.__kwdefaults__}"
        digest = hashlib.sha256(f"{VERSIONS} {OPTIONS} {name} {defaults}".encode())
        _digest_code(function.__code__, digest)
        module = function.__module__ if function.__module__ in sys.modules else __name__
        names = {"__builtins__": builtins, "__name__": module}
        for called in sorted(_global_names(function.__code__)):
            if called in function.__globals__:
                names[called], key = self._resolved(function.__globals__[called], called, name)
                digest.update(f"{called}={key}".encode())
        closure = function.__closure__
        for cell, called in zip(closure or (), function.__code__.co_freevars, strict=True):
            _, key = self._resolved(cell.cell_contents, called, name)
            digest.update(f"{called}={key}".encode())
        if closure and any(isinstance(cell.cell_contents, types.FunctionType) for cell in closure):
            closure = tuple(types.CellType(self._resolved(cell.cell_contents, "", name)[0]) for cell in closure)
        key = digest.hexdigest()[:KEY_LENGTH]
        inner = len(self.under_way) > 1  # called from compiled code only, so it needs no entrance from Python
        qualified = f"{name}_{key}" if inner else f"{name}_{key}_entrance"
        code = function.__code__.replace(co_qualname=qualified)
        copy = types.FunctionType(code, names, name, function.__defaults__, closure)
        copy.__kwdefaults__ = function.__kwdefaults__
        copy.__doc__ = function.__doc__
        copy.__qualname__ = qualified  # Numba names its cache files by it
        copy.__module__ = module
        if not self.compile_copies:
            return copy, key
        on_disk = self.cache and os.path.exists(code.co_filename)
        entrance: dict[str, Any] = dict(no_cpython_wrapper=inner, no_cfunc_wrapper=inner)
        dispatcher = numba.njit(**OPTIONS, **entrance)(copy)
        if on_disk:
            dispatcher._cache = ForgivingCache(copy)
        return dispatcher, key

    def _resolved(self, value: Any, called: str, caller: str) -> tuple[Any, str]:
        """What a global name leads to in the copy, and a key of it."""
        if self.swap and value.__hash__ and value in self.swap:
            return self.swap[value], "swapped"
        if isinstance(value, types.FunctionType):
            return self.copy_of(value)
        if isinstance(value, Dispatcher):
            digest = hashlib.sha256()
            _digest_code(value.py_func.__code__, digest)
            for name in sorted(_global_names(value.py_func.__code__)):
                inner = value.py_func.__globals__.get(name)
                if isinstance(inner, types.FunctionType):
                    digest.update(name.encode())
                elif inner is not None:
                    digest.update(self._resolved(inner, name, called)[1].encode())
            return value, digest.hexdigest()
        if isinstance(value, EnumMeta):
            return value, repr([(member.name, member.value) for member in value])  # type: ignore[var-annotated]
        if isinstance(value, type) and hasattr(value, "_fields"):
            return value, f"{value.__name__}{value._fields}"
        if isinstance(value, types.ModuleType) and value not in (math, np):
            raise ValueError(f"{caller} uses the module {called}; name what it takes from it: from {called} import ...")
        if isinstance(value, types.ModuleType | types.BuiltinFunctionType | type):
            return value, getattr(value, "__name__", repr(value))
        if isinstance(value, int | float | str | tuple | bool | np.generic | type(None)):
            return value, repr(value)
        allowed = "a behaviour may use functions, numbers and enumerations only"
        raise ValueError(f"{caller} uses {called}, a {type(value).__name__}; {allowed}")


def _global_names(code: types.CodeType) -> set[str]:
    names = {step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= _global_names(constant)
    return names


def _digest_code(code: types.CodeType, digest: Any) -> None:
    digest.update(code.co_code)
    digest.update(repr((code.co_names, code.co_varnames, code.co_freevars)).encode())
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            _digest_code(constant, digest)
        else:
            digest.update(repr(constant).encode())
