"""The compiled weeks of the model, made once."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sim import call_trees
from sim.declare import ADDED
from sim.replacements import BROUGHT
from sim.week import live_weeks


def kernel(replace: dict[str, Callable] | None = None) -> Callable:
    """The compiled weeks of the model; the first call of a new model or replacement compiles, about a minute."""
    if replace:
        return call_trees.as_machine_code(live_weeks, replace)
    return _default_kernel(tuple(ADDED), tuple(BROUGHT.values()))


@cache
def _default_kernel(*extension: Any) -> Callable:
    """The kernel without replacements of a run's own, of a model that an extension has made what it is."""
    return call_trees.as_machine_code(live_weeks)
