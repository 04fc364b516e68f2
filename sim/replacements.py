"""Behaviours of a researcher's own: which there are to replace, and whether a function can take the place of one."""

import types
from collections.abc import Callable

import sim.week  # noqa: F401  (registers every behaviour)
from sim.behaviour import BEHAVIOURS
from sim.declare import nearest

__all__ = ["BEHAVIOURS", "check_replacements"]


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
