"""What may stand in a trial file, declared once: from it come the reading, the errors and the page of documentation.

Pydantic reads a file by the declarations. The first thing it finds wrong is said in one sentence: file, place in the
file, what is wrong, what is allowed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from experiments.cli.refusal import Refused
from sim.declare import nearest

Value = TypeVar("Value")


class Part(BaseModel):
    """A part of a file that has entries of its own; one without a value is as one that is not there."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_entries(cls, written: Any) -> Any:
        if not isinstance(written, Mapping):
            return written
        known = cls.model_fields
        return {str(name): value for name, value in written.items() if value is not None or name not in known}


def entry(written: str, meaning: str, default: Any = ...) -> Any:
    """Declare an entry: how it is written, and what it means; it must be given unless it has a default."""
    return Field(default, description=meaning, examples=[written])


@dataclass(frozen=True)
class OneOf:
    """`Annotated[str, OneOf(words)]`: one of some words."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Nothing but these words."""
        return core_schema.literal_schema(list(self.words))


def _by_name(written: Any) -> Any:
    return {str(name): value for name, value in written.items()} if isinstance(written, Mapping) else written


Text = Annotated[str, Field(pattern=r"\S"), AfterValidator(lambda text: " ".join(text.split()))]
ListOf = Annotated[  # a single one may stand alone
    list[Value],
    BeforeValidator(lambda written: written if isinstance(written, list) else [written]),
    Field(min_length=1),
]
Named = Annotated[dict[str, Value], BeforeValidator(_by_name)]


def read_part(kind: type[Part], written: Any, where: str) -> Any:
    """A part of a file as an instance of what declares it; raise Refused in one sentence."""
    try:
        return kind.model_validate(written)
    except ValidationError as wrong:
        # A misspelt entry is missing under its right name too.
        first = min(wrong.errors(), key=lambda error: (len(error["loc"]), error["type"] != "extra_forbidden"))
        raise Refused(_sentence(kind, where, first["type"], list(first["loc"]), first["input"])) from None


def _sentence(kind: Any, where: str, error: str, path: list[int | str], value: Any) -> str:
    name = str(path.pop()) if error in ("missing", "extra_forbidden") else ""
    where += "".join(f" {step + 1}" if isinstance(step, int) else f", {step}" for step in path)
    kind, declared = _declared(kind, path)
    if error == "missing":
        entry = kind.model_fields[name]
        return f"{where} has no {name}: {entry.description}; write {name}: {entry.examples[0]}"
    if error == "extra_forbidden":
        known = kind.model_fields
        return f"{where} has {name!r}; it may have {', '.join(known)}{nearest(name, known)}"
    if error == "too_short":
        return f"{where} is an empty list"
    return f"{where} is {value!r}; {_allowed(kind, declared, value)}"


def _declared(kind: Any, path: Iterable[int | str]) -> tuple[Any, FieldInfo]:
    """The type declared at a place in a file, without what is annotated and without None; and the entry it is in."""
    declared = FieldInfo(annotation=kind)
    for step in path:
        if get_origin(kind) is None:
            declared = kind.model_fields[step]
            kind = declared.annotation
        else:
            kind = get_args(kind)[-1]
        while get_origin(kind) is Annotated or type(None) in get_args(kind):
            kind = get_args(kind)[0]
    return kind, declared


def _allowed(kind: Any, declared: FieldInfo, value: Any) -> str:
    for rule in declared.metadata:
        if isinstance(rule, OneOf):
            return f"it must be one of {', '.join(rule.words)}{nearest(str(value), rule.words)}"
    if get_origin(kind) is dict:
        return "write {NAME: VALUE}" if get_args(kind)[-1] is Any else "write NAME: ... for each"
    if kind in (int, float):
        low, high = (_limit(declared, name, usual) for name, usual in (("ge", -inf), ("le", inf)))
        limits = f" from {low:g} to {high:g}" if high < inf else f", {low:g} or more" if low > -inf else ""
        return f"it must be a {'whole ' if kind is int else ''}number{limits}"
    if kind in (str, bool):
        return "it must be a text" if kind is str else "it must be true or false"
    return f"it must be entries NAME: VALUE, of {', '.join(kind.model_fields)}"


def _limit(declared: FieldInfo, name: str, usual: float) -> float:
    return next((float(getattr(rule, name)) for rule in declared.metadata if hasattr(rule, name)), usual)
