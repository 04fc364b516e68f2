"""Worked cases are run as plain Python, and once compiled (-m slow): the same text, the same numbers."""

import functools
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from builder import OnlyNamed
from luck import look_up

from sim import chance
from sim.behaviour import BEHAVIOURS
from sim.call_trees import as_machine_code
from sim.declare import as_tuple, record_type, states
from sim.events import note_event, record_event
from sim.world import RECORDS, World

ORIGINAL = chance.uniform


@pytest.fixture(autouse=True, params=["python", pytest.param("machine_code", marks=pytest.mark.slow)])
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Everybody has the luck that a case names, and the log is on; compiled, behaviours are called on records."""
    if request.param == "python":
        monkeypatch.setattr(chance, "uniform", look_up)
        silent, note_event.__code__ = note_event.__code__, record_event.__code__
        yield request.param
        note_event.__code__ = silent
        return
    for name, value in list(vars(request.module).items()):
        if isinstance(value, types.FunctionType) and BEHAVIOURS.get(value.__name__) is value:
            monkeypatch.setattr(request.module, name, on_records(value))
    yield request.param


@functools.cache
def on_records(function: Callable) -> Callable:
    """A behaviour as machine code that takes plain objects: they go in as records, and what changed comes back."""
    run: list[Callable] = []

    def call(*arguments: Any) -> Any:
        if not run:
            run.append(as_machine_code(function, {"note_event": record_event}, {ORIGINAL: look_up}))
        records = Records(arguments)
        given = run[0](*(records.of(argument) for argument in arguments))
        records.back()
        return given

    return call


class Records:
    """Plain objects as records, each once, so that who is met twice is the same."""

    def __init__(self, arguments: tuple):
        self.record: dict[int, Any] = {}
        self.things: list[tuple[Any, np.ndarray]] = []
        self.lists: list[tuple[list, np.ndarray]] = []
        self.containers = {}
        for argument in arguments:
            if isinstance(argument, World):
                self.containers = {name: self.container(name, getattr(argument, name)) for name in World._fields}

    def container(self, name: str, things: list) -> np.ndarray:
        """A list of the world as an array."""
        if not things and name in RECORDS:
            return np.zeros(0, RECORDS[name])
        if not things or isinstance(things[0], int):
            numbers = np.array(things, np.int64)
            self.lists.append((things, numbers))
            return numbers
        array = np.concatenate([_record(thing) for thing in things])
        for row, thing in enumerate(things):
            self.record[id(thing)] = array[row : row + 1]
            self.things.append((thing, array[row : row + 1]))
        return array

    def of(self, argument: Any) -> Any:
        """What is handed to machine code in the place of an argument."""
        if isinstance(argument, World):
            return World(**self.containers)
        if isinstance(argument, bool | float | tuple):
            return argument
        if isinstance(argument, int):
            return int(argument)
        if id(argument) not in self.record:
            self.record[id(argument)] = _record(argument)
            self.things.append((argument, self.record[id(argument)]))
        return self.record[id(argument)][0]

    def back(self) -> None:
        """Write what the records hold into the plain objects."""
        for thing, record in self.things:
            for name in states(type(thing)):
                setattr(thing, name, record[name][0].item())
        for numbers, array in self.lists:
            numbers[:] = array.tolist()


def _record(thing: Any) -> np.ndarray:
    """A record of one; numbers that a case does not name are never read, and are 0."""
    if isinstance(thing, OnlyNamed):
        return np.array([_filled(thing)], record_type(thing._kind))
    if states(type(thing)):
        return np.array([tuple(getattr(thing, name) for name in states(type(thing)))], record_type(type(thing)))
    return np.array([as_tuple(thing)], record_type(type(thing)))


def _filled(thing: OnlyNamed) -> tuple:
    kind = record_type(thing._kind)
    values = []
    for name in kind.names or ():
        value = thing.__dict__.get(name, 0)
        inner = kind[name].names
        values.append(_filled(value) if isinstance(value, OnlyNamed) else (0,) * len(inner) if inner else value)
    return tuple(values)
