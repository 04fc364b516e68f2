"""Behaviours of a researcher's own: which there are to replace, and whether a function can take the place of one.

A replacement is refused where chance, clocks or anything else from outside the run can be seen in it or in what it
calls: the same seed would give other results. What cannot be seen is a number that a module drew, or read from a clock
or a file, when it was imported, and what functions of NumPy do within.
"""

import dis
import types
from collections.abc import Callable, Iterator
from typing import Any

import sim.week  # noqa: F401  (registers every behaviour)
from sim.behaviour import BEHAVIOURS
from sim.declare import nearest

__all__ = ["BEHAVIOURS", "BROUGHT", "check_replacements", "check_text", "chance_in", "kept_in_range"]

BROUGHT: dict[str, Callable] = {}  # what an extension replaces, by name; beside what each run replaces itself
FROM_OUTSIDE = ("random", "numpy.random", "secrets", "time", "os", "posix", "nt", "datetime", "uuid")
OWN_CHANCE = ("random", "rng")  # attributes: of NumPy, and the generators that Mesa gives its agents
UNSAFE = ("__import__", "eval", "exec", "compile", "open", "input", "globals", "getattr", "vars", "id", "hash")
REMEDY = "with it the same seed gives other results; write lot or happens of sim.chance in its place"


def check_replacements(replace: dict[str, Callable]) -> None:
    """Raise ValueError for a behaviour that does not exist, or a replacement that cannot take its place."""
    for name, function in replace.items():
        if name not in BEHAVIOURS:
            raise ValueError(f"there is no behaviour {name!r} to replace{nearest(name, BEHAVIOURS)}")
        if not isinstance(function, types.FunctionType):
            raise ValueError(f"the replacement of {name} must be a Python function, not {type(function).__name__}")
        wanted, given = BEHAVIOURS[name].__code__.co_argcount, function.__code__.co_argcount
        if wanted != given:
            raise ValueError(f"the replacement of {name} takes {given} arguments; the behaviour takes {wanted}")


def chance_in(value: Any) -> str | None:
    """The module that a generator, a clock or something of the system comes from; None for anything else."""
    if isinstance(value, types.ModuleType):
        origins = [value.__name__]
    else:
        of = getattr(value, "__self__", None)
        owner = [] if of is None or isinstance(of, types.ModuleType) else [type(of).__module__]
        origins = [getattr(value, "__module__", None) or "", type(value).__module__, *owner]
    for origin in origins:
        for module in FROM_OUTSIDE:
            if origin == module or origin.startswith(f"{module}."):
                return module
    return None


def check_text(function: Any, name: str) -> None:
    """Raise ValueError where the text of a function asks for chance of its own, or for what cannot be followed."""
    for step in _steps(function.__code__):
        if step.opname in ("LOAD_ATTR", "LOAD_METHOD") and step.argval in OWN_CHANCE:
            raise ValueError(f"{name} uses .{step.argval}, chance of its own; {REMEDY}")
        if step.opname == "IMPORT_NAME":
            raise ValueError(f"{name} imports {step.argval} while it runs; name what it takes at the head of its file")
        if step.opname == "LOAD_GLOBAL" and step.argval in UNSAFE and step.argval not in function.__globals__:
            raise ValueError(f"{name} uses {step.argval}(), through which anything could come in; name what it takes")


def _steps(code: types.CodeType) -> Iterator[dis.Instruction]:
    yield from dis.get_instructions(code)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _steps(constant)


def kept_in_range(name: str, own: Any) -> Callable:
    """The replacement of a probability or share, which ends the run with its name where it is not within 0 and 1."""
    first_line = (BEHAVIOURS[name].__doc__ or "").partition("\n\n")[0]
    returned = BEHAVIOURS[name].__annotations__.get("return")
    if returned is not float or not ("[0..1]" in first_line or name.endswith("_probability")):
        return own  # type: ignore[no-any-return]
    wrong = f"the replacement of {name}, {own.__module__}.{own.__qualname__}, gives a number that is not within 0 and 1"
    taken = ", ".join(f"argument_{number}" for number in range(own.__code__.co_argcount))
    text = f"""
def {name}({taken}):
    value = own({taken})
    if 0.0 <= value and value <= 1.0:
        return value
    raise ValueError({wrong!r})
"""
    made: dict[str, Any] = {"own": own, "__name__": __name__}
    exec(compile(text, __file__, "exec"), made)
    guard: Callable = made[name]
    return guard
