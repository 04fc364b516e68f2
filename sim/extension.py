"""An extension: fields, numbers, levers, outcomes and behaviours of a researcher's own, from a module of theirs.

What the module declares (sim/own_declarations.py) is added to the declared classes, and all that was made of them is
made anew: records, lines for each field, sums, outcomes. It holds until the process ends, with either backend, as if it
were declared here; so a process has one extension, and scenarios are made after it.
"""

import inspect
import re
import sys
import threading
import traceback
from importlib import import_module
from pathlib import Path
from types import ModuleType

from sim import declare
from sim.agents import Jobseeker
from sim.line_for_each import make_lines_anew
from sim.outcomes import add_outcome
from sim.own_declarations import Extension, read_extension
from sim.parameters import Parameters
from sim.policy import Policy
from sim.replacements import BROUGHT
from sim.settable import CLASS_BY_LEVEL, SETTABLE
from sim.tally import Tally
from sim.world import CLASS_BY_CONTAINER, RECORDS

_extensions: list[Extension] = []  # of this process: one at most
_one_at_a_time = threading.RLock()


def extend(module: str | ModuleType) -> None:
    """Add what a module declares to the model, for as long as the process lives; the same module again adds nothing.

    Raises ValueError in one sentence for a module that is not there or cannot be loaded, for whatever it declares that
    cannot be, and for a second extension.
    """
    name = module if isinstance(module, str) else module.__name__
    with _one_at_a_time:
        known = name in sys.modules
        loaded = _loaded(name)
        current = extension()
        if current is None:
            try:
                own = read_extension(loaded)
            except ValueError:
                if not known:
                    del sys.modules[name]  # so that it is read anew when it has been mended
                raise
            _add(own)
            _extensions.append(own)
        elif current.name != name:
            raise ValueError(f"the model is extended by {current.name} already; {name} needs a process of its own")


def extension() -> Extension | None:
    """The extension of this process, if it has one."""
    return _extensions[0] if _extensions else None


def _loaded(name: str) -> ModuleType:
    """The module of a name; ValueError where it is not there or fails."""
    try:
        return import_module(name)
    except (Exception, SystemExit) as problem:
        missing = getattr(problem, "name", None) if isinstance(problem, ModuleNotFoundError) else None
        if missing and f"{name}.".startswith(f"{missing}."):
            where = "it must be in the folder you stand in, or installed"
            raise ValueError(f"there is no module {missing!r} to extend the model with; {where}") from None
        raise ValueError(f"the extension {name} cannot be loaded: {_what_is_wrong(problem)}") from problem


def _what_is_wrong(problem: BaseException) -> str:
    """Where in a module, and what; for a declaration that lacks something, what it takes."""
    steps = [step for step in traceback.extract_tb(problem.__traceback__) if "importlib" not in step.filename]
    file, line, message = steps[-1].filename, steps[-1].lineno, " ".join(str(problem).split()) or "it ends the process"
    if isinstance(problem, SyntaxError) and problem.filename:
        file, line, message = problem.filename, problem.lineno, problem.msg
    lacking = re.match(r"(parameter|lever|state|count)\(\) missing", message)
    if lacking:
        taken = inspect.signature(getattr(declare, lacking[1])).parameters
        message += f"; write {lacking[1]}({', '.join(word for word in taken if word not in ('fit', 'summed'))})"
    return message if file == __file__ else f"{Path(file).name}, line {line}: {message}"


def _add(own: Extension) -> None:
    """Let it hold: in the declared classes, and in all that was made of them when they were imported."""
    for kind, fields in own.fields.items():
        declare.with_fields(fields, own.kinds[kind])(kind)
    sums = {name: field for name, field in own.fields.get(Jobseeker, {}).items() if field.summed}
    declare.with_fields(sums, own.kinds.get(Jobseeker, {}))(Tally)
    for kind, group in own.groups.items():
        declare.put_in_place(kind, group)
    for outcome in own.outcomes:
        add_outcome(outcome)
    for level, kind in CLASS_BY_LEVEL.items():
        may_be_set = (name for name, field in own.fields.get(kind, {}).items() if not field.counted)
        SETTABLE[level] = (*SETTABLE[level], *may_be_set)
    BROUGHT.update(own.replace)
    RECORDS.update({name: declare.record_type(kind) for name, kind in CLASS_BY_CONTAINER.items()})
    if own.fields or own.groups:
        records = [*RECORDS.values(), declare.record_type(Policy), declare.record_type(Parameters)]
        declare.ADDED.append(str(records))
    make_lines_anew()
