"""Conditions on fields of agents, as they are written in a file: who counts, who is treated.

A condition is one value, a list of values, or a span `{from: LOW, below: HIGH}`; names stand for enumerated values.
"""

import math
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np

from sim import terms
from sim.declare import State, nearest, states


class Condition(NamedTuple):
    """What one field must be: one of the values, or else from `low` to below `high`."""

    field: str
    values: tuple[float, ...]
    low: float
    high: float

    def holds(self, values: np.ndarray) -> np.ndarray:
        """For which of these values it holds."""
        if self.values:
            return np.isin(values, self.values)
        return (values >= self.low) & (values < self.high)


def read_condition(kind: type, field: str, written: Any) -> Condition:
    """The condition that is written for a field of a kind of agent; ValueError in one sentence."""
    state = declared(kind, field)
    if isinstance(written, dict):
        unknown = [name for name in written if name not in ("from", "below")]
        if unknown or not written:
            raise ValueError(f"{field} is {written!r}; a span is written {{from: LOW, below: HIGH}}, or one of the two")
        low, high = (_number(state, field, written.get(end, limit)) for end, limit in LIMITS.items())
        if not low < high:
            raise ValueError(f"{field} is {written!r}, a span that holds nothing; `from` must be less than `below`")
        return Condition(field, (), low, high)
    listed = written if isinstance(written, list) else [written]
    if not listed:
        raise ValueError(f"{field} is an empty list; write the values it may have")
    return Condition(field, tuple(_number(state, field, value) for value in listed), 0.0, 0.0)


LIMITS = {"from": -math.inf, "below": math.inf}


def declared(kind: type, field: str) -> State:
    """The declaration of a field of a kind of agent; ValueError with the nearest name for a misspelling."""
    known = states(kind)
    if field not in known:
        raise ValueError(f"a {kind.__name__.lower()} has no field {field!r}{nearest(str(field), known)}")
    return known[field]


def enumeration(state: State) -> type[IntEnum] | None:
    """The enumeration whose members a field holds, if it holds any."""
    kind = getattr(terms, state.unit, None)
    return kind if isinstance(kind, type) and issubclass(kind, IntEnum) else None


def _number(state: State, field: str, written: Any) -> float:
    """A written value as the number that stands in the field."""
    members = enumeration(state)
    if members is not None and isinstance(written, str):
        if written not in members.__members__:
            allowed = f"it must be one of {', '.join(members.__members__)}"
            raise ValueError(f"{field} is {written!r}; {allowed}{nearest(written, members.__members__)}")
        return float(members[written])
    if isinstance(written, bool):
        return float(written)
    if not isinstance(written, int | float) or math.isnan(written):
        names = f", one of {', '.join(members.__members__)}" if members else f" [{state.unit}]"
        raise ValueError(f"{field} is {written!r}; it must be a number{names}")
    return float(written)


def column(agents: Any, field: str) -> np.ndarray:
    """One field of all agents: of records as it stands, of objects gathered."""
    if isinstance(agents, np.ndarray):
        return agents[field]
    return np.array([getattr(agent, field) for agent in agents])
