"""One declaration serves all: what a number or a field is, said once.

A *number* (a parameter, a lever, a size of the setting) is declared with default, unit, range, source and evidence
grade. A *state* (a field of an agent) is declared with unit and meaning. From these come the Hydra schema, the range
checks, the compiled records, the study ranges and the tables of the documentation. Also called: schema, data
dictionary.
"""

import dataclasses
import difflib
import functools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, NamedTuple, get_type_hints

import numpy as np

NOTHING: Mapping[str, Any] = {}
ALIKE = 0.72  # likeness of two names from which one may be meant for the other
ALIKE_SHORT = 0.66  # the same of short ones: one of three letters may differ
FEWEST_LETTERS = 4  # a shorter word is part of anything
ALIKE_WORDS = 0.85  # likeness of a word from which it may be meant for a part of a name
PART = 0.75  # what such a part counts beside a whole name
GRADES = ("measured", "calibrated", "expert", "assumed")
LEVER_LEVELS = ("market", "office", "caseworker", "person")
ADDED: list[str] = []  # the records of the model where an extension adds to them; compiled code is kept by it
_IN_PLACE: dict[type, type] = {}  # the class of an extension that stands in the place of a declared group of numbers


class Number(NamedTuple):
    """One declared number: where it stands, what it means, and what it may be."""

    path: str
    default: Any
    kind: type[Any]
    unit: str
    low: float
    high: float
    grade: str
    source: str
    meaning: str
    level: str
    fit: tuple[float, ...] = ()  # the plausible range it is fitted within; empty where it is not fitted


def parameter(
    default: Any, *, unit: str, low: float, high: float, grade: str, source: str, meaning: str,
    fit: tuple[float, ...] = (),
) -> Any:  # fmt: skip
    """Declare a number about the world; `fit` is the plausible range within which calibration may move it."""
    declared = _number(default, unit, low, high, grade, source, meaning, level="")
    return dataclasses.field(default=default, metadata={**declared.metadata, "fit": fit})


def lever(default: Any, *, level: str, unit: str, low: float, high: float, source: str, meaning: str) -> Any:
    """Declare a number that policy sets; `level` names the finest agents it can differ between."""
    return _number(default, unit, low, high, "policy", source, meaning, level=level)


def group(kind: type) -> Any:
    """Declare a named group of numbers inside another."""
    return dataclasses.field(default_factory=lambda: begun(kind))


def begun(kind: type[Any], **values: Any) -> Any:
    """A group of numbers at these values, else as declared, together with those that an extension adds to it."""
    return _IN_PLACE.get(kind, kind)(**values)


def put_in_place(kind: type, own: type) -> None:
    """Let a dataclass that is derived from a declared group stand in its place wherever the group begins."""
    _IN_PLACE[kind] = own
    for known in (known_numbers, record_type, _layout):
        known.cache_clear()


def _number(default: Any, unit: str, low: float, high: float, grade: str, source: str, meaning: str, level: str) -> Any:
    metadata = dict(unit=unit, low=low, high=high, grade=grade, source=source, meaning=meaning, level=level)
    return dataclasses.field(default=default, metadata=metadata)


def numbers(declared: Any) -> Iterator[Number]:
    """Every number declared in a dataclass (or the class of an instance), nested groups included, in order."""
    yield from _numbers(begun(declared if isinstance(declared, type) else type(declared)), "")


def _numbers(defaults: Any, prefix: str, fit: Mapping[str, tuple[float, ...]] = NOTHING) -> Iterator[Number]:
    """Numbers of a group; `fit` holds what the group that they stand in says of them."""
    kinds = get_type_hints(type(defaults))
    for entry in dataclasses.fields(defaults):
        default = getattr(defaults, entry.name)
        if dataclasses.is_dataclass(default):
            yield from _numbers(default, f"{prefix}{entry.name}.", entry.metadata.get("fit", NOTHING))
        elif "unit" in entry.metadata:
            metadata = {**entry.metadata, "fit": fit.get(entry.name, entry.metadata.get("fit", ()))}
            yield Number(f"{prefix}{entry.name}", default, kinds[entry.name], **metadata)


@functools.cache
def known_numbers(declared: type) -> dict[str, Number]:
    """Every number declared in a dataclass, by path."""
    return {number.path: number for number in numbers(declared)}


def value_at(declared: Any, path: str) -> Any:
    """The value that stands at a dotted path of an instance."""
    for name in path.split("."):
        declared = getattr(declared, name)
    return declared


def set_value(declared: Any, path: str, value: Any) -> None:
    """Set the number at a dotted path; raise ValueError naming the nearest path for a misspelling."""
    kind: Any = type(declared)
    known = known_numbers(kind)
    if path not in known:
        raise ValueError(f"there is no {path!r}{nearest(path, known)}")
    *groups, name = path.split(".")
    holder = value_at(declared, ".".join(groups)) if groups else declared
    setattr(holder, name, checked(known[path], value))


def checked(number: Number, value: Any) -> Any:
    """The value in the number's own type; raise ValueError when it is of another kind or out of range."""
    if issubclass(number.kind, IntEnum):
        if isinstance(value, str):
            if value not in number.kind.__members__:
                raise _refused(number, value, nearest(value, number.kind.__members__))
            return number.kind[value]
        if isinstance(value, bool) or value not in list(number.kind):
            raise _refused(number, value)
        return number.kind(value)
    if isinstance(value, bool) is not (number.kind is bool) or not isinstance(value, int | float):
        raise _refused(number, value, way_of_writing(number, value))
    if isinstance(value, float) and (not math.isfinite(value) or (number.kind is int and value != int(value))):
        raise _refused(number, value)
    if not number.low <= value <= number.high:
        shown = str(value)[:30] if isinstance(value, int) else f"{value:g}"
        unit = "" if number.unit in ("share", "number") else f" {number.unit}"
        percent = number.unit == "share" and 1.0 < value <= 100.0
        way_out = f"; {value:g} % is written {value / 100:g}" if percent else ""
        raise ValueError(f"{number.path} is {shown}{unit}; it must be {_allowed(number)}{way_out}")
    return number.kind(value)


def _refused(number: Number, value: Any, way_out: str = "") -> ValueError:
    shown = repr(value) if len(repr(value)) < 80 else f"{repr(value)[:80]}…"
    return ValueError(f"{number.path} is {shown}; it must be {_allowed(number)}{way_out}")


def way_of_writing(number: Number, value: Any) -> str:
    """`; …` with how a number is written that stands there as text; nothing where it is none."""
    text = str(value).strip()
    written = re.fullmatch(r"([-+]?\d+(?:[.,]\d+)?)\s*(\D*)", text) if isinstance(value, str) else None
    if written is None or number.kind is bool:
        return ""
    plain = written[1].replace(",", ".")
    if written[2] == "%" and number.unit == "share":
        return f"; {text} is written {float(plain) / 100:g}"
    if "," in written[1]:
        return f"; decimals take a point: {plain}"
    return f"; write {plain}, without unit, quotes or spaces"


def check(declared: Any, name: str = "") -> None:
    """Raise ValueError for the first number of an instance that is out of its range."""
    kind: Any = type(declared)
    for number in known_numbers(kind).values():
        try:
            set_value(declared, number.path, value_at(declared, number.path))
        except ValueError as problem:
            raise ValueError(f"{name}{problem}") from None
        except AttributeError:
            made_before = "which was made before the model was extended; make it anew"
            raise ValueError(f"there is no {name}{number.path} in the scenario, {made_before}") from None


def fault_of(number: Number) -> str:
    """What is wrong with the declaration of a number, in words that follow its name; empty where nothing is."""
    if not (number.unit and number.source and len(number.meaning) > 5):
        return "has no unit, meaning or source"
    if not (isinstance(number.kind, type) and issubclass(number.kind, bool | int | float)):
        return "is of another kind than int, float, bool or an enumeration of whole numbers"
    ends = (number.low, number.high)
    if not all(isinstance(end, int | float) and math.isfinite(end) for end in ends) or not number.low < number.high:
        return f"goes from {number.low!r} to {number.high!r}; low and high must be numbers, low the lesser"
    try:
        checked(number, number.default)
    except ValueError as problem:
        return f"has a default out of its range: {problem}"
    if number.fit and not number.low <= min(number.fit) < max(number.fit) <= number.high:
        return f"is fitted within {number.fit}, which is not within its range"
    if number.grade not in (*GRADES, "policy"):
        return f"has grade {number.grade!r}; it must be one of {', '.join(GRADES)}"
    if number.grade == "policy" and number.level not in LEVER_LEVELS:
        return f"can differ between {number.level!r}; its level must be one of {', '.join(LEVER_LEVELS)}"
    members = [int(member) for member in number.kind] if issubclass(number.kind, IntEnum) else []
    if members and members != list(range(int(number.low), int(number.high) + 1)):
        return "has another range than its names"
    return ""


def fault_of_field(field: "State", kind: Any) -> str:
    """What is wrong with the declaration of a field of an agent, in words that follow its name; empty where nothing."""
    if kind not in (int, float):
        return f"is of kind {getattr(kind, '__name__', kind)}; a field is int or float"
    if not (isinstance(field.unit, str) and field.unit and isinstance(field.meaning, str) and field.meaning):
        return "has no unit or meaning"
    is_number = type(field.start) in (int, float) and math.isfinite(field.start)
    if not is_number or kind(field.start) != field.start:
        return f"starts at {field.start!r}; write {'a whole number' if kind is int else 'a number'}, as start={kind(0)}"
    if field.unit == "share" and not 0.0 <= field.start <= 1.0 and not field.counted:
        return f"starts at {field.start:g}; a share is between 0 and 1"
    return ""


def _allowed(number: Number) -> str:
    if issubclass(number.kind, IntEnum):
        return "one of " + ", ".join(number.kind.__members__)
    if number.kind is bool:
        return "true or false"
    whole = "a whole number " if number.kind is int else ""
    return f"{whole}between {number.low:.16g} and {number.high:.16g} [{number.unit}]"


def given_up(name: str, now: str, value: str = "") -> str:
    """What is said of a name that is not used any more: the one it has now, with the value that was written."""
    return f"there is no {name!r} any more; it is called {now}{f': {now}={value}' if value else ''}"


def nearest(name: str, known: Iterable[str]) -> str:
    """`; the nearest is …`, or nothing when no known name is like the one given."""
    near = nearest_name(name, known)
    return f"; the nearest is {near!r}" if near else ""


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that may have been meant, whatever its case; None when none is like the one given.

    What stands after the last point decides, for a theme alone makes no two numbers alike.
    """
    likeness = {other: _likeness(name.casefold(), other.casefold()) for other in known}
    return max((other for other in likeness if likeness[other]), key=likeness.__getitem__, default=None)


def _likeness(name: str, other: str) -> tuple[float, ...]:
    """How alike the last parts of two names are, or their words, and the whole names [0..1]; nothing where neither."""
    (theme, _, last), (other_theme, _, other_last) = name.rpartition("."), other.rpartition(".")
    alike = _ratio(last, other_last)
    if theme in ("", other_theme) and len(last) >= FEWEST_LETTERS:
        words = [max(_ratio(word, part) for part in other_last.split("_")) for word in last.split("_")]
        alike = max(alike, PART if min(words) >= ALIKE_WORDS else 0.0)
    least = ALIKE_SHORT if len(last) <= FEWEST_LETTERS else ALIKE
    return (alike, _ratio(name, other)) if alike >= least else ()


def _ratio(text: str, other: str) -> float:
    return difflib.SequenceMatcher(None, text, other).ratio()


class State(NamedTuple):
    """One declared field of an agent."""

    unit: str
    meaning: str
    start: float = 0
    starts: bool = False  # whether it is set to its start when the agent begins
    counted: bool = False  # whether it counts what comes of the agent
    summed: bool = False  # whether it is summed over agents when their observation ends


def state(unit: str, meaning: str, start: float | None = None, *, summed: bool = False) -> Any:
    """Declare a field of an agent; `start` is what it begins at, unless it is given to the agent or drawn."""
    return State(unit, meaning, start or 0, starts=start is not None, summed=summed)


def count(unit: str, meaning: str, start: float = 0, *, summed: bool = False) -> Any:
    """Declare a field that counts what comes of an agent, from its start."""
    return State(unit, meaning, start, counted=True, summed=summed)


def states(agent_class: type) -> dict[str, State]:
    """The declared fields of an agent class, by name, in order."""
    return {name: value for name, value in vars(agent_class).items() if isinstance(value, State)}


def starts(agent_class: type, *, counted: bool) -> dict[str, float]:
    """What the fields of an agent begin at, by name: those that count, or the others that have a start."""
    hints = get_type_hints(agent_class)
    chosen = {
        name: field for name, field in states(agent_class).items() if (field.counted if counted else field.starts)
    }
    return {name: hints[name](field.start) for name, field in chosen.items()}


def summed(agent_class: type) -> dict[str, State]:
    """The fields of an agent class that are summed over agents, by name."""
    return {name: field for name, field in states(agent_class).items() if field.summed}


def with_fields(fields: Mapping[str, State], kinds: Mapping[str, type]) -> Callable[[type], type]:
    """Give a class more fields than it declares itself, each of its own kind of number."""

    def decorate(agent_class: type) -> type:
        for name, field in fields.items():
            setattr(agent_class, name, field)
            agent_class.__annotations__[name] = kinds[name]
        record_type.cache_clear()
        return agent_class

    return decorate


@functools.cache
def record_type(declared: type) -> np.dtype:
    """The NumPy record of an agent class or of a group of numbers: int64 and float64 only."""
    declared = _IN_PLACE.get(declared, declared)
    hints = get_type_hints(declared)
    names = list(states(declared))
    if dataclasses.is_dataclass(declared):
        names = [entry.name for entry in dataclasses.fields(declared)]
    return np.dtype([(name, _field_type(hints[name])) for name in names])


def _field_type(kind: type) -> Any:
    if dataclasses.is_dataclass(kind):
        return record_type(kind)
    return np.float64 if kind is float else np.int64


def as_tuple(declared: Any) -> tuple:
    """The values of an instance as the nested tuple that fills its record."""
    kind: Any = type(declared)
    values = ((getattr(declared, name), nested) for name, nested in _layout(kind))
    return tuple(as_tuple(value) if nested else value for value, nested in values)


@functools.cache
def _layout(declared: Any) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass, and whether each is a group of its own."""
    hints = get_type_hints(declared)
    return tuple((entry.name, dataclasses.is_dataclass(hints[entry.name])) for entry in dataclasses.fields(declared))
