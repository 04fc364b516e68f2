"""The behaviours: what agents do, one concept a file, written once and lived twice.

Each is an ordinary function of agents. `behaviour` registers it by name and hands it back unchanged, so that it can be
called, debugged and tested as plain Python; the compiled backend is made from the same text (sim/call_trees.py).
"""

from collections.abc import Callable
from typing import TypeVar

Function = TypeVar("Function", bound=Callable)

BEHAVIOURS: dict[str, Callable] = {}


def behaviour(function: Function) -> Function:
    """Register a function as a behaviour that researchers may replace by name."""
    name = function.__name__
    if name in BEHAVIOURS and BEHAVIOURS[name].__module__ != function.__module__:
        raise ValueError(f"two behaviours are called {name!r}")
    BEHAVIOURS[name] = function
    return function
