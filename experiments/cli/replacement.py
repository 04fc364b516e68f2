"""Functions of a researcher's own in the place of named behaviours: `replace.NAME=package.module.function`."""

import inspect
import sys
from collections.abc import Callable
from importlib import import_module

from experiments.cli.refusal import Refused


def load_replacements(replace: dict[str, str]) -> dict[str, Callable]:
    """The function for each behaviour named; raise Refused for a name or function that is not there or does not fit."""
    if not replace:
        return {}
    from sim.call_trees import as_python
    from sim.declare import nearest
    from sim.replacements import BEHAVIOURS, check_replacements
    from sim.week import live_weeks

    functions = {}
    for name, target in replace.items():
        if name not in BEHAVIOURS:
            near = nearest(name, BEHAVIOURS)
            raise Refused(
                f"there is no behaviour {name!r} to replace{near}; `skranke run --help behaviours` lists them"
            )
        functions[name] = load_function(f"replace.{name}", target)
        try:
            check_replacements({name: functions[name]})
        except ValueError as problem:
            wanted = ", ".join(inspect.signature(BEHAVIOURS[name]).parameters)
            raise Refused(
                f"replace.{name}={target}: {problem}; write it as {functions[name].__name__}({wanted})"
            ) from None
    try:
        as_python(live_weeks, functions)  # and all that they call
    except ValueError as problem:
        named = ", ".join(f"replace.{name}={target}" for name, target in replace.items())
        raise Refused(f"{named}: {problem}") from None
    return functions


def see_own_folder() -> None:
    """Let modules of one's own be imported that stand in the folder one stands in."""
    if "" not in sys.path:
        sys.path.append("")


def load_function(what: str, target: str) -> Callable:
    """The function at package.module.function; raise Refused, naming what it was written for, when it is not there."""
    module, _, function = target.rpartition(".")
    if not module:
        raise Refused(f"{what} is {target!r}; write package.module.function, as in {what}=my_rules.{target or 'mine'}")
    see_own_folder()
    try:
        loaded = import_module(module)
    except ImportError as problem:
        way_out = f"write {what}=MODULE.FUNCTION, with MODULE.py in the folder where you are"
        raise Refused(f"{what}={target}: cannot import {module} ({problem}); {way_out}") from None
    except (Exception, SystemExit) as problem:
        way_out = f"mend it, and write python -c 'import {module}' to see whether it can be"
        raise Refused(f"{what}={target}: {module} fails on import ({problem}); {way_out}") from None
    if not inspect.isfunction(getattr(loaded, function, None)):
        from sim.declare import nearest

        known = [entry for entry, value in vars(loaded).items() if inspect.isfunction(value)]
        listed = f"; it has {', '.join(known)}" if known else "; write one as def NAME(...)"
        near = nearest(function, known) or listed
        raise Refused(f"{what}={target}: there is no function {function!r} in {module}{near}")
    value: Callable = getattr(loaded, function)
    return value
