"""What the user writes after the verb: NAME=VALUE, checked word by word before anything is composed."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hydra.core.config_loader import ConfigLoader
from hydra.core.object_type import ObjectType
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override
from hydra.errors import HydraException

from experiments.cli.options import options
from experiments.cli.refusal import Refused
from experiments.cli.schema import GROUPS, known_names, written_numbers
from sim.backends import check_backend
from sim.declare import checked, nearest


@dataclass
class Written:
    """What was written: overrides that hold for every job, and those with several values."""

    fixed: list[str] = field(default_factory=list)
    swept: dict[str, list[str]] = field(default_factory=dict)
    out: str | None = None

    def jobs(self) -> Iterator[dict[str, str]]:
        """Every combination of the swept values, by name; the last name changes fastest."""
        for values in itertools.product(*self.swept.values()):
            yield dict(zip(self.swept, values, strict=True))


def read(arguments: list[str], loader: ConfigLoader, *, sweep: bool) -> Written:
    """Read and check the overrides; raise Refused for the first that cannot be meant."""
    written = Written()
    parser = OverridesParser.create(config_loader=loader)
    last: dict[str, str] = {}
    for argument in arguments:
        if argument.startswith("out="):
            written.out = argument.removeprefix("out=").strip("'\"")
            if not written.out:
                raise Refused("out= names no folder; write out=FOLDER")
            continue
        override = _parsed(argument, parser)
        name = _name(override)
        values = _values(override)
        if override.is_sweep_override() and not sweep:
            raise Refused(_several(argument, name, len(values)))
        for value in values:
            _check(name, value, loader)
        written.swept.pop(name, None)
        last.pop(name, None)
        if override.is_sweep_override():
            written.swept[name] = list(override.sweep_string_iterator())
        else:
            last[name] = override.get_value_element_as_str()
    written.fixed = [as_override(name, value) for name, value in last.items()]
    return written


def _several(argument: str, name: str, n_values: int) -> str:
    """What is said of several values without -m; a comma between two numbers may be meant for a point."""
    text = argument.partition("=")[2].strip()
    whole, _, part = text.partition(",")
    if name not in written_numbers() or not (whole.lstrip("-").isdecimal() and part.isdecimal()):
        return f"{argument} has {n_values} values; add -m to run them all, as in skranke run -m {argument}"
    meant = f"decimals take a point: {name}={whole}.{part}"
    if written_numbers()[name].kind is int:
        meant = f"it is a whole number: {name}={whole}{part if len(part) == 3 else ''}"
    return f"{argument} has a comma; {meant}; `skranke run -m {argument}` runs {n_values} values"


def as_override(name: str, value: str) -> str:
    """An override as Hydra reads it; names of behaviours are not known to the schema, so they are added."""
    return f"++{name}={value}" if name.startswith("replace.") else f"{name}={value}"


def _parsed(argument: str, parser: OverridesParser) -> Override:
    name, equals, _ = argument.partition("=")
    if not equals and not argument.startswith("~"):
        raise Refused(f"cannot read {argument!r}; write NAME=VALUE, as in {_meant_by(argument)}")
    try:
        override: Override = parser.parse_overrides([argument])[0]
    except HydraException:
        decimals = re.search(r"(\d+),(\d+)\b(?!\s*[\]:])", argument)
        way_out = f"write it in quotes: \"{name}='...'\""
        if decimals and "{" in argument:
            way_out = f"decimals take a point, as in {decimals[1]}.{decimals[2]}"
        raise Refused(f"cannot read the value in {argument!r}; {way_out}") from None
    if override.is_delete():
        raise Refused(f"{argument!r} would take a number away; write NAME=VALUE to set it instead")
    return override


def _name(override: Override) -> str:
    """The name that is set, when there is one like it."""
    name = override.key_or_group
    if override.package is not None:
        raise Refused(f"{name}@{override.package} is not known; write {name}=OPTION")
    if name.startswith("replace.") or name in known_names():
        return name
    if name.startswith("hydra.") or name.startswith("hydra/"):
        raise Refused(
            f"{name} does nothing here; out=FOLDER names the results folder, --config-dir a folder of your own"
        )
    outer, _, inner = name.partition(".")
    if outer in ("policy", "setting") and inner in written_numbers():
        raise Refused(f"there is no {name!r}; write {inner}=...")
    raise Refused(f"there is no {name!r}{nearest(name, known_names())}; {see(name)}")


def see(name: str) -> str:
    """Where names like this one are listed."""
    theme = name.partition(".")[0]
    topic = theme if theme in (*GROUPS, "parameters") else "levers"
    return f"`skranke run --help {topic}` lists what there is"


def _meant_by(word: str) -> str:
    """What may be meant by a word without an equals sign: an option of a group."""
    for group in ("policy", *GROUPS):
        for option in options(group):
            if option.casefold() == word.casefold():
                return f"{group}={option}"
    return "policy=digital_first or weeks=52"


def _values(override: Override) -> list[Any]:
    if not override.is_sweep_override():
        return [override.value()]
    if not override.is_discrete_sweep():
        raise Refused(f"{override.input_line} has no end of values; write them out, or range(FROM, TO, STEP)")
    try:
        values = [Override._convert_value(value) for value in override.sweep_iterator()]
    except (HydraException, ValueError) as problem:
        raise Refused(f"cannot read {override.input_line}: {problem}") from None
    if not values:
        raise Refused(f"{override.input_line} means no value at all")
    return values


def _check(name: str, value: Any, loader: ConfigLoader) -> None:
    """Raise Refused unless the value is allowed; what is interpolated is checked when it is composed."""
    if isinstance(value, str) and "${" in value:
        return
    if name in GROUPS:
        for choice in value if isinstance(value, list) else [value]:
            _check_choice(name, choice, loader)
    elif name == "backend":
        try:
            check_backend(value)
        except ValueError as problem:
            raise Refused(str(problem)) from None
    elif name == "changes":
        if not isinstance(value, list):
            raise Refused("changes is a list; see `skranke run --help changes`")
    elif name.startswith("replace."):
        if not isinstance(value, str):
            raise Refused(f"{name} is {value!r}; it must be package.module.function")
    else:
        check_number(name, value)


def check_number(name: str, value: Any) -> None:
    """Raise Refused unless the value is of the declared kind and within the declared range."""
    number = written_numbers()[name]
    try:
        checked(number, value)
        if number.kind is int and isinstance(value, float):
            raise ValueError(f"{name} is {value!r}; write a whole number without point or exponent, as {int(value)}")
    except ValueError as problem:
        raise Refused(str(problem)) from None


def _check_choice(group: str, choice: Any, loader: ConfigLoader) -> None:
    known = loader.get_group_options(group, results_filter=ObjectType.CONFIG)
    if isinstance(choice, dict):
        raise Refused(f"{group} takes a name, one of {', '.join(known)}; write {group}.NAME=VALUE to set one number")
    if choice not in known:
        own = f"; one of your own stands in FOLDER/{group}/{choice}.yaml, and --config-dir FOLDER names the folder"
        near = nearest(str(choice), known) or (own if str(choice).isidentifier() else "")
        raise Refused(f"{group} is {choice!r}; it must be one of {', '.join(known)}{near}")
