"""Functions that do the same to each of many declared fields, so that a field is declared and not listed anew.

The function is written with its name, arguments and docstring, and gets one line for each field:

    @line_for_each("jobseeker.{name} = {start}", name=COUNTED, start=COUNTED.values())
    def start_counting(jobseeker: Jobseeker) -> None:
        \"""Set everything that is counted of a person to its start.\"""

A loop with setattr would do for Mesa agents. Compiled, an agent is a record, and Numba has no setattr of records: each
field must stand in the text.

A debugger and a traceback show the decorators for all of them; a field that is not there is named by the error. It is a
function like any other, so it is compiled and kept on disk like any other.
"""

import ast
import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable)
Values = Iterable[Any] | Callable[[], Iterable[Any]]
_MADE: list[Callable[[], None]] = []  # what makes each such function anew, in place


def line_for_each(line: str, **values: Values) -> Callable[[Function], Function]:
    """Make a function of one line (or several) for each field; `{name}` in it stands for each of the values `name`.

    Values may be given by a function that is asked for them, now and by `make_lines_anew`.
    Raises ValueError for a function with a body of its own or with defaults, which would be lost.
    """

    def decorate(function: Function) -> Function:
        _check_is_bare(function)
        made: Any = functools.update_wrapper(_with_lines(function, line, values), function)

        def make_anew() -> None:
            made.__code__ = _with_lines(function, line, values).__code__

        _MADE.append(make_anew)
        return cast(Function, made)

    return decorate


def make_lines_anew() -> None:
    """Give every such function the lines of the fields that are declared by now; whoever holds it holds it still."""
    for make_anew in _MADE:
        make_anew()


def _with_lines(function: Callable, line: str, values: dict[str, Values]) -> Any:
    """A function of the name and arguments of a bare one, with its lines."""
    columns = [listed() if callable(listed) else listed for listed in values.values()]
    rows = [dict(zip(values, row, strict=True)) for row in zip(*columns, strict=True)]
    written = "\n".join(line.format(**row) for row in rows)
    made = ast.parse(f"def {function.__name__}({', '.join(inspect.signature(function).parameters)}): ...")
    made.body[0].body = ast.parse(written).body  # type: ignore[attr-defined]
    for node in ast.walk(made):
        if hasattr(node, "lineno"):
            node.lineno = node.end_lineno = function.__code__.co_firstlineno  # type: ignore[attr-defined]
            node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
    names: dict[str, Any] = {}
    exec(compile(made, function.__code__.co_filename, "exec"), function.__globals__, names)
    return names[function.__name__]


def _check_is_bare(function: Callable) -> None:
    """Raise ValueError where a function has more than a name, plain arguments and a docstring."""
    code = function.__code__
    if function.__defaults__ or code.co_kwonlyargcount or code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS):
        raise ValueError(
            f"{function.__name__} has a line for each field: its arguments must be plain, without defaults"
        )
    if code.co_code != _bare.__code__.co_code:
        raise ValueError(
            f"{function.__name__} has a line for each field: it must have a docstring and no body of its own"
        )


def _bare() -> None:
    """As every function that lines are made for: this and nothing else."""
