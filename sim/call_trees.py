"""The call tree of a behaviour rebuilt: as plain Python with functions of your own in it, or as machine code.

Behaviours find each other by name in their modules. A tree copies a function and all it calls, giving each copy globals
of its own in which the names lead to copies; so a replaced behaviour is met wherever it is called from, however deep,
with either backend, and the package stays as it is. Compiled, each copy is a Numba function of its own.

Each copy has a key of everything it depends on: bytecode and constants of the function and of all that it calls,
enumerations, versions of Python, Numba and NumPy. What is compiled is kept on disk under it (sim/code_cache.py), so old
code cannot be served: changed sources have another key.
"""

import builtins
import dis
import hashlib
import math
import sys
import types
from collections.abc import Callable
from enum import EnumMeta
from typing import Any, NamedTuple

import llvmlite
import numba
import numpy as np

from sim.code_cache import Compiling, note_version, open_cache
from sim.declare import ADDED
from sim.numba_internals import NO_WRAPPERS, UNCOUNTED, is_compiled, keep_on_disk
from sim.replacements import BEHAVIOURS, BROUGHT, REMEDY, chance_in, check_replacements, check_text, kept_in_range

LIBRARIES = f"numba {numba.__version__} llvmlite {llvmlite.__version__} numpy {np.__version__}"
VERSIONS = f"python {sys.version_info[:3]} {LIBRARIES}"
# Nothing is allocated in a run, so references need no counting; runs go side by side on threads (nogil).
OPTIONS: dict[str, Any] = {"nogil": True, **UNCOUNTED}
KEY_LENGTH = 20
EXTENDED, LOAD_GLOBAL, LOAD_NAME = (dis.opmap[name] for name in ("EXTENDED_ARG", "LOAD_GLOBAL", "LOAD_NAME"))


def as_python(
    root: Callable, replace: dict[str, Callable] | None = None, swap: dict[Any, Any] | None = None
) -> Callable:
    """A behaviour as plain Python; with replacements, a copy of its call tree that meets them.

    `swap` puts other objects in the place of what is not a behaviour (the generator, `exp`), so that its use can be
    watched.
    """
    if not replace and not swap and not BROUGHT:
        return root
    return CallTree(replace, swap).copy_of(root).function


def as_machine_code(
    root: Callable, replace: dict[str, Callable] | None = None, swap: dict[Any, Any] | None = None
) -> Callable:
    """A behaviour and its whole call tree compiled, from the cache where it is there; `swap` as in `as_python`."""
    with open_cache() as can_be_kept:

        def compile_copy(copy: Callable, is_root: bool) -> Callable:
            dispatcher: Callable = numba.njit(**OPTIONS, **({} if is_root else NO_WRAPPERS))(copy)
            kept.append(copy.__qualname__)
            if can_be_kept:
                keep_on_disk(dispatcher, copy, Compiling(root.__name__, len(kept)) if is_root else None)
            return dispatcher

        kept: list[str] = []
        function = CallTree(replace, swap, compile_copy).copy_of(root).function
        if can_be_kept:
            note_version(kept)
        return function


class Copy(NamedTuple):
    """A copy of a function, and the key of all that it depends on."""

    function: Callable
    key: str


class CallTree:
    """Copies functions with all they call, each once.

    `finish` makes of each copy what stands in the tree, told whether it is the root, which alone is called from Python.
    Raises ValueError for a replacement that cannot take the place of a behaviour.
    """

    def __init__(
        self,
        replace: dict[str, Callable] | None = None,
        swap: dict[Any, Any] | None = None,
        finish: Callable[[Callable, bool], Callable] | None = None,
    ):
        self.replace = BROUGHT | (replace or {})
        self.swap = swap or {}
        self.finish = finish
        self.copies: dict[Callable, Copy] = {}
        self.under_way: list[Callable] = []
        check_replacements(self.replace)
        self.shown = {own: f"the replacement of {name}" for name, own in self.replace.items()}
        self.in_place = {name: kept_in_range(name, own) for name, own in self.replace.items()}

    def copy_of(self, function: Callable, *, shipped: bool = False) -> Copy:
        """The copy of a function, or of what replaces it; of a `shipped` behaviour, of itself."""
        name = function.__name__
        if BEHAVIOURS.get(name) is function and not shipped:
            function = self.in_place.get(name, function)
        if function not in self.copies:
            if function in self.under_way:
                path = " -> ".join(each.__name__ for each in (*self.under_way, function))
                raise ValueError(f"{path}: a behaviour may not call itself")
            self.under_way.append(function)
            self.copies[function] = self._copied(function, name)
            self.under_way.pop()
        return self.copies[function]

    def _copied(self, function: Any, name: str) -> Copy:
        shown = self.shown.get(function, name)
        check_text(function, shown)
        code, defaults = function.__code__, f"{function.__defaults__} {function.__kwdefaults__}"
        for value in (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()):
            self._resolved(value, "a default", shown)
        digest = hashlib.sha256(f"{VERSIONS} {OPTIONS} {name} {defaults}{''.join(ADDED)}".encode())
        _digest_code(code, digest)
        module = function.__module__ if function.__module__ in sys.modules else __name__
        names = {"__builtins__": builtins, "__name__": module}
        for called in sorted(_global_names(code)):
            if called in function.__globals__:
                names[called], key = self._resolved(function.__globals__[called], called, shown)
                digest.update(f"{called}={key}".encode())
        cells = []
        for cell, called in zip(function.__closure__ or (), code.co_freevars, strict=True):
            resolved, key = self._resolved(cell.cell_contents, called, shown)
            cells.append(types.CellType(resolved))
            digest.update(f"{called}={key}".encode())
        key = digest.hexdigest()[:KEY_LENGTH]
        is_root = len(self.under_way) == 1
        copy = types.FunctionType(code, names, name, function.__defaults__, tuple(cells) or None)
        copy.__kwdefaults__ = function.__kwdefaults__
        copy.__doc__ = function.__doc__
        copy.__module__ = module
        copy.__qualname__ = f"{name}_{key}_wrapped" if is_root else f"{name}_{key}"  # Numba names its files by it
        return Copy(self.finish(copy, is_root) if self.finish else copy, key)

    def _resolved(self, value: Any, called: str, caller: str) -> tuple[Any, str]:
        """What a name leads to in the copy, and a key of it."""
        if self.swap and value.__hash__ and value in self.swap:
            return self.swap[value], f"swapped for {_key_of_swapped(self.swap[value])}"
        origin = chance_in(value)
        if origin:
            what = called if called == origin else f"{called} of {origin}"
            raise ValueError(f"{caller} uses {what}, from outside the run; {REMEDY}")
        if isinstance(value, types.FunctionType):
            # What replaces a behaviour may call it, and means the shipped one.
            return self.copy_of(value, shipped=self.replace.get(value.__name__) is self.under_way[-1])
        if is_compiled(value):
            return value, self._key_of_compiled(value.py_func, called)
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

    def _key_of_compiled(self, function: Any, called: str) -> str:
        """The key of a function that is compiled by itself: the generator, and what it calls."""
        check_text(function, called)
        digest = hashlib.sha256()
        _digest_code(function.__code__, digest)
        for name in sorted(_global_names(function.__code__)):
            inner = function.__globals__.get(name)
            if isinstance(inner, types.FunctionType):
                # Numba compiles no plain function: those it takes (numba.carray) have text of its own, by its version.
                digest.update(name.encode())
            elif inner is not None:
                digest.update(self._resolved(inner, name, called)[1].encode())
        return digest.hexdigest()


def _key_of_swapped(value: Any) -> str:
    """A key of what is swapped in, by its text where it has one."""
    code = getattr(getattr(value, "py_func", value), "__code__", None)
    if code is None:
        return repr(value)
    digest = hashlib.sha256()
    _digest_code(code, digest)
    return digest.hexdigest()


def _global_names(code: types.CodeType) -> set[str]:
    """The names that a text looks up in its module; as `dis.get_instructions` tells them, in a tenth of its time."""
    names, steps, extended = set(), code.co_code, 0
    for operation, argument in zip(steps[::2], steps[1::2]):
        argument |= extended
        extended = argument << 8 if operation == EXTENDED else 0
        if operation == LOAD_GLOBAL:
            names.add(code.co_names[argument >> 1])  # the lowest bit says whether it is called
        elif operation == LOAD_NAME:
            names.add(code.co_names[argument])
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
