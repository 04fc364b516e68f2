"""What a study varies: a number over its declared range, a range of one's own, listed values, or options of a group."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from fnmatch import fnmatchcase
from math import ceil, floor
from typing import Any

import numpy as np

from analysis.naming import own_values
from experiments.cli.options import options
from experiments.cli.refusal import Refused
from experiments.cli.schema import GROUPS, SIZES, written_numbers
from experiments.evidence_grade import theory_driven
from sim.declare import Number, checked, known_numbers, nearest
from sim.policy import Policy

DUMMY = "dummy"
TAKEN = (DUMMY, "point", "block", "")  # names of the design itself
LARGEST = 1e100  # so that no difference of two numbers overflows
EXAMPLE = "vary: [parameters.search.*, {channel.drop_in_hours: [0, 30]}, {policy: [baseline, ips]}]"


@dataclass(frozen=True)
class Factor:
    """One thing that is varied; a value in the unit interval stands for one of its own."""

    name: str
    kind: str  # continuous, whole or levels
    low: float = 0.0
    high: float = 1.0
    levels: tuple[Any, ...] | None = None
    unit: str = ""
    group: str | None = None
    grade: str = ""
    source: str = ""
    meaning: str = ""
    theory_driven: str | None = None

    def values(self, positions: np.ndarray) -> np.ndarray:
        """The values that numbers in [0, 1] stand for."""
        values = own_values(vars(self), positions)
        if self.levels is not None:
            return np.array(self.levels, object if isinstance(self.levels[0], str) else None)[values.astype(np.int64)]
        return values.astype(np.int64) if self.kind == "whole" else values

    def positions(self, values: Iterable[Any]) -> np.ndarray:
        """A number in [0, 1] for each value: the middle of its level, or its place in the range."""
        if self.levels is not None:
            numbers = {level: number for number, level in enumerate(self.levels)}
            return (np.array([numbers[value] for value in values]) + 0.5) / len(self.levels)
        given = np.array(list(values), float)
        return (given - self.low) / (self.high - self.low) if self.high > self.low else np.full(len(given), 0.5)

    def grid(self, steps: int) -> list[Any]:
        """The values of a grid: all levels, or evenly spaced ones from low to high."""
        if self.levels is not None:
            return list(self.levels)
        spaced = np.linspace(self.low, self.high, steps)
        return [int(value) for value in np.unique(np.round(spaced))] if self.kind == "whole" else spaced.tolist()


def read_factors(vary: list[Any], groups: Mapping[str, Any], *, of_model: bool) -> list[Factor]:
    """The factors that `vary` means, each once, in order; raise Refused in one sentence."""
    if not vary:
        raise Refused(f"vary names nothing to vary; write {EXAMPLE}")
    factors: dict[str, Factor] = {}
    named_with: dict[str, int] = {}
    for entry in vary:
        of_entry = list(_entry(entry, of_model))
        for factor in of_entry:
            if factor.name in TAKEN:
                raise Refused(f"vary names {factor.name!r}, which every study has already; give yours another name")
            if named_with.get(factor.name, len(of_entry) + 1) <= len(of_entry):
                why = "only what names fewer factors may come after, as one number after its theme"
                raise Refused(f"vary names {factor.name} twice; {why}")
            factors[factor.name], named_with[factor.name] = factor, len(of_entry)
    if not groups:
        return list(factors.values())
    _refuse_idle(groups, list(factors))
    return [_with(factor, group=_group_of(factor.name, groups)) for factor in factors.values()]


def options_varied(factors: Iterable[Factor]) -> dict[str, tuple[str, ...]]:
    """The groups whose options are varied, with these options."""
    return {factor.name: factor.levels for factor in factors if factor.name in GROUPS and factor.levels}


def span_of(name: str, values: list[Any]) -> Any:
    """What `vary` would say of the values of a point list: their range, or the names there are."""
    if all(isinstance(value, str) for value in values):
        return {"values": list(dict.fromkeys(values))}
    wrong = next((n for n, value in enumerate(values, 1) if not _is_number(value)), None)
    if wrong:
        raise Refused(f"point {wrong}: {name} is {values[wrong - 1]!r}; it must be a number, as of every point")
    low, high = min(values), max(values)
    return [low, high] if low < high else {"values": [low]}


def dummy(grouped: bool) -> Factor:
    """A factor that nothing reads: what a study finds of it is what the method makes of nothing."""
    return Factor(DUMMY, "continuous", group=DUMMY if grouped else None, unit="share", meaning="Read by nothing")


def _entry(entry: Any, of_model: bool) -> Iterator[Factor]:
    if isinstance(entry, str):
        yield from _named(entry) if of_model else _refuse_bare(entry)
    elif isinstance(entry, dict) and len(entry) == 1:
        ((name, given),) = entry.items()
        factors = list(_named(str(name))) if of_model else [Factor(str(name), "continuous", unit="value")]
        several = len(factors) > 1  # of which some may be enumerated, and have no range
        around = isinstance(given, dict) and "around" in given
        yield from (factor if several and around and factor.levels else _narrowed(factor, given) for factor in factors)
    else:
        raise Refused(f"vary has {entry!r}; write {EXAMPLE}")


def _refuse_bare(name: str) -> Iterator[Factor]:
    raise Refused(f"vary: {name} has no range, and a function of your own declares none; write {{{name}: [0, 1]}}")


def _named(name: str) -> Iterator[Factor]:
    """The factors of a name, or of a pattern as parameters.search.*."""
    if name in GROUPS:
        yield Factor(name, "levels", levels=tuple(options(name)), unit="option", meaning=f"Options of {name}")
        return
    numbers = {path: number for path, number in written_numbers().items() if "." in path}
    sizes = name.partition(".")[0] in SIZES  # they vary only where they are named
    matching = [
        number
        for path, number in numbers.items()
        if fnmatchcase(path, name) and (sizes or path.partition(".")[0] not in SIZES)
    ]
    if not matching:
        known = [*GROUPS, *numbers]
        raise Refused(f"vary: there is no {name!r}{nearest(name, known)}; `skranke study --help levers` lists them")
    yield from (_declared(number) for number in matching)


def _declared(number: Number) -> Factor:
    levers = known_numbers(Policy)
    theory = theory_driven([number.path]) if number.path in levers else None
    declared: dict[str, Any] = dict(
        unit=number.unit, grade=number.grade, source=number.source, meaning=number.meaning,
        theory_driven=theory["line"] if theory else None,
    )  # fmt: skip
    if issubclass(number.kind, IntEnum):
        return Factor(number.path, "levels", levels=tuple(number.kind.__members__), **declared)
    kind = "whole" if number.kind is int else "continuous"
    return Factor(number.path, kind, float(number.low), float(number.high), **declared)


def _narrowed(factor: Factor, given: Any) -> Factor:
    """The factor over what was given for it: [low, high], so far around its default, or values."""
    if isinstance(given, dict) and set(given) == {"around"}:
        return _around(factor, given["around"])
    values = given.get("values") if isinstance(given, dict) and set(given) == {"values"} else None
    if values is None and factor.name in GROUPS and isinstance(given, list):
        values = given
    if values is not None:
        return _over_values(factor, values)
    if not isinstance(given, list) or len(given) != 2 or not all(_is_number(end) for end in given):
        raise Refused(f"vary: {factor.name} is {given!r}; write [low, high], {{around: 0.2}} or {{values: [...]}}")
    if factor.levels is not None:
        raise Refused(f"vary: {factor.name} has no range; write {{values: [{', '.join(map(str, factor.levels))}]}}")
    low, high = (float(allowed_value(factor, end)) for end in given)
    if not low < high:
        raise Refused(f"vary: {factor.name} goes from {low:g} to {high:g}; the first must be the lower one")
    return _with(factor, low=low, high=high)


def _around(factor: Factor, share: Any) -> Factor:
    """The factor over so large a share of its declared range on each side of its default; levels stay as they are."""
    if not _is_number(share) or not 0.0 < share <= 1.0:
        raise Refused(f"vary: {factor.name} is to vary around {share!r}; it must be above 0 and at most 1 [share]")
    number = written_numbers().get(factor.name)
    if factor.levels is not None:
        raise Refused(f"vary: {factor.name} has no range to vary around; write {{values: [...]}}")
    if number is None:
        raise Refused(f"vary: {factor.name} has no default to vary around; write [low, high]")
    reach = share * (factor.high - factor.low)
    low, high = max(factor.low, number.default - reach), min(factor.high, number.default + reach)
    if factor.kind == "whole":
        low, high = max(factor.low, floor(low)), min(factor.high, ceil(high))
    return _with(factor, low=float(low), high=float(high))


def _over_values(factor: Factor, values: Any) -> Factor:
    if not isinstance(values, list) or not values or len({str(value) for value in values}) < len(values):
        raise Refused(f"vary: {factor.name} needs a list of different values, and it has {values!r}")
    if not all(isinstance(value, str) for value in values) and not all(_is_number(value) for value in values):
        raise Refused(f"vary: {factor.name} needs all numbers or all names, and it has {values!r}")
    declared = factor.name in GROUPS or factor.name in written_numbers()
    allowed = tuple(allowed_value(factor, value) for value in values) if declared else tuple(values)
    return _with(factor, kind="levels", levels=allowed)


def allowed_value(factor: Factor, value: Any) -> Any:
    """The value as the factor may have it; raise Refused with the range or the options."""
    number = written_numbers().get(factor.name)
    if factor.name in GROUPS or number is None:
        levels = factor.levels
        if levels is not None and value not in levels:
            near = nearest(str(value), [str(level) for level in levels])
            raise Refused(f"vary: {factor.name} is {value!r}; it must be one of {', '.join(map(str, levels))}{near}")
        if value is None or value != value:
            raise Refused(f"vary: {factor.name} is missing")
        if levels is None and not _is_number(value):
            raise Refused(f"vary: {factor.name} is {value!r}; it must be a number")
        return value
    try:
        kept = checked(number, value)
    except ValueError as problem:
        raise Refused(f"vary: {problem}") from None
    return kept.name if isinstance(kept, IntEnum) else kept


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _with(factor: Factor, **changed: Any) -> Factor:
    return Factor(**{**vars(factor), **changed})


def _refuse_idle(groups: Mapping[str, Any], names: list[str]) -> None:
    """Raise Refused for a group that takes somebody else's name, and for a pattern that fits no factor."""
    for group, patterns in groups.items():
        listed = patterns if isinstance(patterns, list) else [patterns]
        fitting = [name for name in names if any(fnmatchcase(name, str(pattern)) for pattern in listed)]
        idle = [str(pattern) for pattern in listed if not any(fnmatchcase(name, str(pattern)) for name in names)]
        if idle or not listed:
            wrong = f"{idle[0]!r} in {group} fits nothing that is varied{nearest(idle[0], names)}" if idle else group
            raise Refused(f"groups: {wrong if idle else f'{group} is empty'}")
        if group in TAKEN or (group in names and group not in fitting):
            raise Refused(f"groups: {group!r} is the name of something else; give the group another name")


def _group_of(name: str, groups: Mapping[str, Any]) -> str:
    """The group of factors that a name is in: the one whose patterns fit it, or one of its own."""
    fitting = [
        group
        for group, patterns in groups.items()
        if any(fnmatchcase(name, str(pattern)) for pattern in (patterns if isinstance(patterns, list) else [patterns]))
    ]
    if len(fitting) > 1:
        raise Refused(f"groups: {name} is in {' and in '.join(fitting)}; it can only move with one of them")
    return fitting[0] if fitting else name
