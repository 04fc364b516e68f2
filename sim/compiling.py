"""Functions of the package that are always compiled, once per installation."""

from collections.abc import Callable
from typing import Any

import numba

from sim.code_cache import open_cache
from sim.numba_internals import keep_on_disk


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
        with open_cache() as can_be_kept:
            if can_be_kept:
                keep_on_disk(dispatcher, function)
            dispatcher.compile(signature)
        dispatcher.disable_compile()
        return dispatcher

    return decorate
