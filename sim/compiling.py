"""Compiled code that is kept: once per installation, and a damaged file of it is no reason to stop."""

import contextlib
from collections.abc import Callable
from typing import Any

import numba
from numba.core.caching import FunctionCache


class ForgivingCache(FunctionCache):
    """Numba's file cache, but a damaged file is compiled anew and a full disk is no reason to stop."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """What was compiled before for a signature; None where it is not there or cannot be read."""
        try:
            return super().load_overload(sig, target_context)
        except Exception:
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep what was compiled, where there is room."""
        with contextlib.suppress(Exception):
            super().save_overload(sig, data)


def compiled(signature: str) -> Callable:
    """Compile a function once per installation, or in every process where no folder can be written to.

    What is decorated may use nothing from another file of ours, for Numba's cache looks only at the file that the
    function stands in. The signature is given because Numba would otherwise compile anew for each constant and each
    enumeration that a caller passes.
    """

    def decorate(function: Callable) -> Callable:
        dispatcher: Any = numba.njit(function)
        if dispatcher is function:  # NUMBA_DISABLE_JIT
            return function
        with contextlib.suppress(RuntimeError, OSError):  # no folder to keep it in
            dispatcher._cache = ForgivingCache(function)
        dispatcher.compile(signature)
        dispatcher.disable_compile()
        return dispatcher

    return decorate
