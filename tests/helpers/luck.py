"""Luck as a case gives it: every draw is the lot that the case names, in interpreted and in compiled text alike.

The generator of `sim.chance` is swapped for one that looks lots up in a table. The table's address travels where the
seed of a run does, so that nothing else of the text is touched.
"""

from typing import Any

import numba
import numpy as np
from numba import types
from numba.extending import intrinsic

ANY = -1.0
LEAST_ADDRESS = 65536  # nothing lies below it


@intrinsic
def _as_pointer(typing: Any, address: Any) -> Any:
    """A whole number as the address of float64s."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

    return types.CPointer(types.float64)(types.int64), build


@numba.njit("float64(int64, int64, int64, int64, int64, int64)")
def look_up(seed, decision, week, person, other, draw):
    """The lot of the first line of the table at this address that fits; the last line fits everything."""
    if seed < LEAST_ADDRESS:
        raise ValueError("this seed is no luck of a case")
    lines = numba.carray(_as_pointer(seed), (4096, 6))
    line = 0
    while True:
        fits = lines[line, 0] == ANY or lines[line, 0] == decision
        fits = fits and (lines[line, 1] == ANY or lines[line, 1] == person)
        fits = fits and (lines[line, 2] == ANY or lines[line, 2] == other)
        fits = fits and (lines[line, 3] == ANY or lines[line, 3] == draw)
        fits = fits and (lines[line, 4] == ANY or lines[line, 4] == week)
        if fits:
            return lines[line, 5]
        line += 1


class Luck:
    """Lots by decision, all others `otherwise`; `Luck({Decision.SHOWS_UP: 0.2})`.

    A key may name more than the decision: (decision, person), (decision, person, other), (decision, person, other,
    draw), (decision, person, other, draw, week), with -1 for any. The first that fits holds, the most closely named
    first.
    """

    kept: list["Luck"] = []  # the week knows only the address, so nobody else would keep it

    def __init__(self, lots: dict[Any, float] | None = None, otherwise: float = 0.5):
        lines = []
        for key, drawn in (lots or {}).items():
            named = key if isinstance(key, tuple) else (key,)
            lines.append([*(float(part) for part in named), *[ANY] * (5 - len(named)), drawn])
        lines.sort(key=lambda line: line[:5].count(ANY))
        lines.append([*[ANY] * 5, otherwise])
        if any(not 0.0 <= line[5] < 1.0 for line in lines):
            raise ValueError("a lot lies in [0, 1)")
        self.table = np.array(lines)
        Luck.kept.append(self)

    @property
    def seed(self) -> int:
        """Where the table lies."""
        return int(self.table.ctypes.data)


NO_LUCK = Luck()
