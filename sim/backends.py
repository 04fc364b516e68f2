"""The two backends of a run: compiled records of arrays, or Mesa agents in plain Python. Results are the same bits."""

import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sim.declare import given_up, nearest

BACKENDS = ("compiled", "mesa")
Arguments = ParamSpec("Arguments")
Returned = TypeVar("Returned")


def check_backend(backend: str) -> None:
    """Raise ValueError for a backend that there is not."""
    if backend not in BACKENDS:
        near = nearest(str(backend), BACKENDS)
        raise ValueError(f"backend is {backend!r}; it must be one of {', '.join(BACKENDS)}{near}")
    if backend == "compiled" and os.environ.get("NUMBA_DISABLE_JIT", "0").strip() not in ("", "0"):
        raise ValueError("NUMBA_DISABLE_JIT is set, so that nothing is compiled; unset it, or write backend=mesa")


def formerly(name: str) -> Callable[[Callable[Arguments, Returned]], Callable[Arguments, Returned]]:
    """Refuse the name that `backend` had before with the one that it has now: TypeError in one sentence."""

    def decorate(function: Callable[Arguments, Returned]) -> Callable[Arguments, Returned]:
        @functools.wraps(function)
        def call(*arguments: Arguments.args, **named: Arguments.kwargs) -> Returned:
            if name in named:
                value = {True: "compiled", False: "mesa"}.get(named[name], named[name])  # type: ignore[call-overload]
                raise TypeError(given_up(name, "backend", repr(value)))
            return function(*arguments, **named)

        return call

    return decorate
