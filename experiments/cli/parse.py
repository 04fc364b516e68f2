"""A written word as the value that it means; Refused in one sentence where it means none that is allowed."""

from pathlib import Path
from typing import Any

from experiments.cli.refusal import Refused
from sim.declare import Number, checked, nearest

TRUE = {"true": True, "false": False}


def refuse_twice(words: list[str]) -> None:
    """Raise Refused for the first NAME that is set twice: which of the two was meant cannot be told."""
    before: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if equals and name in before:
            raise Refused(f"{name} is given twice, as {before[name]} and as {value}; write it once")
        before[name] = value


def typed_path(name: str, written: str) -> Path:
    """A word as a file or folder; ~ is a user's own folder."""
    try:
        return Path(written).expanduser()
    except RuntimeError:
        raise Refused(
            f"{name} is {written!r}, and there is no such user's folder; write {name} as a path, as in {name}=mine"
        ) from None


def number_of(number: Number, value: Any) -> Any:
    """A value as that of a declared number."""
    try:
        return checked(number, value)
    except ValueError as problem:
        raise Refused(str(problem)) from None


def whole_number(number: Number, text: str) -> int:
    """A word as a declared whole number."""
    value = plain_value(text)
    return int(number_of(number, value if isinstance(value, int) else text))


def plain_value(text: str) -> int | float | str:
    """A word as a number where it is written like one."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def true_or_false(name: str, text: str) -> bool:
    """A word as a choice between two."""
    if text.lower() not in TRUE:
        raise Refused(f"{name} is {text!r}; it must be true or false{nearest(text, TRUE)}")
    return TRUE[text.lower()]
