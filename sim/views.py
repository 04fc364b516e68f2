"""Live views on compiled records: agents whose attributes, read or written, are the record's."""

from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np

from sim.conditions import enumeration
from sim.declare import states
from sim.terms import Status


def kinds_of(agent_class: type) -> dict[str, dict[int, IntEnum]]:
    """The fields of an agent class that hold a kind, each with the members of it by number."""
    fields = {name: enumeration(field) for name, field in states(agent_class.__bases__[0]).items()}
    return {name: {int(member): member for member in kind} for name, kind in fields.items() if kind}


@cache
def view_class_of(kind: type, names: tuple[str, ...]) -> type:
    """A class of live views on the records of one kind of agent: an attribute read or written is the record's."""

    kinds = kinds_of(kind)

    def field_of(name: str) -> property:
        members = kinds.get(name)

        def read(view: Any) -> Any:
            value = _record_of(view)[name].item()
            return value if members is None else members.get(value, value)

        def write(view: Any, value: Any) -> None:
            _record_of(view)[name] = value

        return property(read, write)

    fields = {name: field_of(name) for name in names}
    return type(kind.__name__, (kind,), fields | {"__doc__": kind.__doc__})


def _record_of(view: Any) -> Any:
    """The record that a view is of, wherever it lies by now; ValueError for somebody who has left."""
    records = getattr(view.model.world, view.name)
    if view.row >= len(records) or records["id"][view.row] != view.identity:
        rows = np.flatnonzero((records["id"] == view.identity) & present(view.name, records))
        if not len(rows):
            kind = type(view).__name__.lower()
            raise ValueError(f"{kind} {view.unique_id} has left the model; ask model.agents for those who are there")
        view.row = int(rows[0])
    return records[view.row]


def present(name: str, records: np.ndarray) -> np.ndarray:
    """Which records hold an agent: some rows of people hold nobody."""
    return records["status"] != Status.VACANT if name == "jobseekers" else np.ones(len(records), bool)
