"""The two backends of a run: compiled records of arrays, or Mesa agents in plain Python. Results are the same bits."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sim.declare import nearest

BACKENDS = ("compiled", "mesa")
Arguments = ParamSpec("Arguments")
Returned = TypeVar("Returned")


def check_backend(backend: str) -> None:
    """Raise ValueError for a backend that there is not."""
    if backend not in BACKENDS:
        near = nearest(str(backend), BACKENDS)
        raise ValueError(f"backend is {backend!r}; it must be one of {', '.join(BACKENDS)}{near}")


def formerly(name: str) -> Callable[[Callable[Arguments, Returned]], Callable[Arguments, Returned]]:
    """Refuse the name that `backend` had before with the one that it has now: TypeError in one sentence."""

    def decorate(function: Callable[Arguments, Returned]) -> Callable[Arguments, Returned]:
        @functools.wraps(function)
        def call(*arguments: Arguments.args, **named: Arguments.kwargs) -> Returned:
            if name in named:
                value = {True: "compiled", False: "mesa"}.get(named[name], named[name])  # type: ignore[call-overload]
                raise TypeError(f"there is no {name!r} any more; it is called backend: backend={value!r}")
            return function(*arguments, **named)

        return call

    return decorate
