"""What may stand in a trial file, declared once: from it come the reading, the errors and the page of documentation.

An entry says how it is written, what it means, and how it is read. Reading raises Refused in one sentence: file, place
in the file, what is wrong, what is allowed.
"""

import dataclasses
import math
from collections.abc import Callable, Mapping
from typing import Any

from experiments.cli.refusal import Refused
from sim.declare import nearest

Read = Callable[[Any, str], Any]
NEEDED: Any = dataclasses.MISSING


def entry(written: str, meaning: str, read: Read, default: Any = NEEDED, name: str = "") -> Any:
    """Declare an entry: how it is written, what it means, how it is read; it must be given unless it has a default.

    `name`: what it is called in a file, where that is no name in Python.
    """
    said = {"written": written, "meaning": meaning, "read": read, "name": name}
    if default is NEEDED:
        return dataclasses.field(metadata=said)
    if isinstance(default, dict | list):
        return dataclasses.field(default_factory=type(default), metadata=said)
    if isinstance(default, type):
        return dataclasses.field(default_factory=default, metadata=said)
    return dataclasses.field(default=default, metadata=said)


def entries(kind: Any) -> dict[str, Any]:
    """The declared entries of a part of a file by the name they are written with."""
    declared = (one for one in dataclasses.fields(kind) if "written" in one.metadata)
    return {one.metadata["name"] or one.name: one for one in declared}


def read_part(kind: Any, written: Any, place: str) -> Any:
    """A part of a file as an instance of what declares it."""
    known = entries(kind)
    if not isinstance(written, Mapping):
        raise Refused(f"{place} is {written!r}; it must have entries, of {', '.join(known)}")
    for name in written:
        if name not in known:
            raise Refused(f"{place} has {name!r}; it may have {', '.join(known)}{nearest(str(name), known)}")
    given = {}
    for name, one in known.items():
        if name in written and written[name] is not None:
            given[one.name] = one.metadata["read"](written[name], f"{place}, {name}")
        elif one.default is NEEDED and one.default_factory is NEEDED:
            raise Refused(f"{place} has no {name}: {one.metadata['meaning']}; write {name}: {one.metadata['written']}")
    return kind(**given)


def a_text(value: Any, place: str) -> str:
    """Any text."""
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"{place} is {value!r}; it must be a text")
    return " ".join(value.split())


def a_number(low: float = -math.inf, high: float = math.inf) -> Read:
    """A number within limits."""

    def read(value: Any, place: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            limits = "" if math.isinf(low) and math.isinf(high) else f" from {low:g} to {high:g}"
            raise Refused(f"{place} is {value!r}; it must be a number{limits}")
        return float(value)

    return read


def a_whole_number(low: int, high: int) -> Read:
    """A whole number within limits."""

    def read(value: Any, place: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Refused(f"{place} is {value!r}; it must be a whole number from {low} to {high}")
        return value

    return read


def one_of(allowed: tuple[str, ...]) -> Read:
    """One of some words."""

    def read(value: Any, place: str) -> str:
        if value not in allowed:
            raise Refused(f"{place} is {value!r}; it must be one of {', '.join(allowed)}{nearest(str(value), allowed)}")
        return str(value)

    return read


def true_or_false(value: Any, place: str) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise Refused(f"{place} is {value!r}; it must be true or false")
    return value


def a_list(read_one: Read) -> Read:
    """A list of what `read_one` reads; a single one may stand alone."""

    def read(value: Any, place: str) -> list[Any]:
        listed = value if isinstance(value, list) else [value]
        if not listed:
            raise Refused(f"{place} is an empty list")
        return [read_one(one, f"{place} {number}") for number, one in enumerate(listed, start=1)]

    return read


def a_mapping(value: Any, place: str) -> dict[str, Any]:
    """Names and values; what they may be is checked where all of the file is known."""
    if not isinstance(value, Mapping):
        raise Refused(f"{place} is {value!r}; write {{NAME: VALUE}}")
    return {str(name): one for name, one in value.items()}


def by_name(read_one: Read) -> Read:
    """Named things, each as `read_one` reads it."""

    def read(value: Any, place: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise Refused(f"{place} is {value!r}; write NAME: ... for each")
        return {str(name): read_one(one, f"{place}, {name}") for name, one in value.items()}

    return read


def parts(kind: Any) -> Read:
    """A part of a file that has entries of its own."""
    return lambda value, place: read_part(kind, value, place)


def as_it_stands(value: Any, place: str) -> Any:
    """Anything; it is checked where all of the file is known."""
    return value
