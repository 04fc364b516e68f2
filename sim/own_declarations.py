"""What a module of a researcher's own declares, read and checked: nothing of it holds yet (sim/extension.py).

It declares in the words of the package. A class derived from a declared one adds to it: `state(...)` or `count(...)` to
an agent, `parameter(...)` to a theme of numbers about the world, `lever(...)` to a group of levers. `OUTCOMES` lists
outcomes, and `REPLACE` names the behaviours that functions of the module take the place of: what no behaviour reads
would do nothing.
"""

import dataclasses
import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple, get_type_hints

from sim.accounts import OfficeWeek, share_is_broken
from sim.agents import Caseworker, Clinic, DigitalChannel, Employer, Jobseeker, Market, Office, Places
from sim.call_trees import CallTree
from sim.declare import Number, State, fault_of, fault_of_field, nearest, states
from sim.measuring import OF_RUN, TABLES
from sim.outcomes import BY_NAME, OUTCOMES, Outcome, Ratio, Sum
from sim.parameters import Parameters
from sim.policy import Policy
from sim.tally import Tally
from sim.week import live_weeks

AGENTS = (Jobseeker, Caseworker, DigitalChannel, Employer, Office, Market, Clinic, Places, OfficeWeek, Tally)
CLASS_BY_TABLE = {"tallies": Tally, "weekly": OfficeWeek, "last_week": OfficeWeek, "employers": Employer,
                  "caseworkers": Caseworker}  # fmt: skip
# What Mesa's agents, and live views on compiled ones, have beside their fields; and the columns of tables.
TAKEN = ("advance", "create_agents", "from_dataframe", "identity", "model", "name", "person", "pos", "random",
         "records", "remove", "rng", "row", "scenario", "step", "unique_id", "block", "point", "problem", "run",
         "seed", "seed_scheme")  # fmt: skip
BETTER = ("high", "low", "neither")
DECLARE = "declare with state(...), count(...), parameter(...) or lever(...)"


class Extension(NamedTuple):
    """What a module adds, by declared class; its outcomes, and what it replaces."""

    name: str
    sha256: str  # of its file; of a package, of all its files
    fields: dict[type, dict[str, State]]
    kinds: dict[type, dict[str, type]]  # of the fields
    groups: dict[type, type]
    outcomes: list[Outcome]
    replace: dict[str, Callable]


def read_extension(module: ModuleType) -> Extension:
    """All that a module adds; raise ValueError in one sentence for what cannot be."""
    own = Extension(module.__name__, _hash_of(module), {}, {}, {}, [], {})
    try:
        for kind in _classes(module):
            _read_class(kind, own)
        own.outcomes.extend(_outcomes(module, own.fields))
        own.replace.update(_replacements(module, own.fields.get(Jobseeker, {})))
        if not any(own[2:]):
            way_out = "a class derived from Jobseeker with a state(...) adds a field, OUTCOMES and REPLACE the rest"
            raise ValueError(f"it adds nothing; {way_out}")
        _refuse_idle(own)
    except ValueError as problem:
        raise ValueError(f"the extension {own.name}: {problem}") from None
    for kind in own.groups.values():
        setattr(module, kind.__name__, kind)  # as the dataclass that is instantiated, copied and pickled
    return own


def _hash_of(module: ModuleType) -> str:
    digest = hashlib.sha256()
    file = Path(module.__file__ or "")
    for path in sorted(file.parent.rglob("*.py")) if file.name == "__init__.py" else [file]:
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def _classes(module: ModuleType) -> Iterator[type]:
    """The classes of a module that are its own, or come from another of the user's."""
    for value in list(vars(module).values()):
        if isinstance(value, type) and not _is_shipped(value):
            yield value


def _is_shipped(named: Any) -> bool:
    return bool(named.__module__.partition(".")[0] == __name__.partition(".")[0])


def _read_class(kind: type, own: Extension) -> None:
    """What one class adds to the declared class that it is derived from."""
    declared, hints = _declared(kind)
    base = next((base for base in (*AGENTS, *_groups(Parameters), *_groups(Policy)) if issubclass(kind, base)), None)
    if base is None and not declared:
        return
    if base is None:
        agents = ", ".join(agent.__name__ for agent in AGENTS[:5])
        themes = "a theme of numbers or levers, as sim.parameters.encounter.Encounter or sim.policy.Individualization"
        derive = f"derive it from {agents} or from {themes}"
        raise ValueError(f"{kind.__name__} declares {', '.join(declared)} and adds to nothing; {derive}")
    if not declared:
        raise ValueError(f"{kind.__name__} adds nothing to {base.__name__}; {DECLARE}")
    if base in own.fields or base in own.groups:
        raise ValueError(f"two classes add to {base.__name__}; {kind.__name__} is one too many, write one class")
    for name in declared:
        taken = [*inspect.get_annotations(base), *TAKEN, *(states(Tally) if base is Jobseeker else ())]
        if name in taken or name.startswith("_"):
            raise ValueError(f"{kind.__name__}.{name} cannot be added, for the name is taken; give it another name")
        fault = _fault(declared[name], hints[name], name, base)
        if fault:
            raise ValueError(f"{kind.__name__}.{name} {fault}")
    if base in AGENTS:
        own.fields[base], own.kinds[base] = declared, hints
    else:
        is_dataclass = "__dataclass_fields__" in vars(kind)
        own.groups[base] = kind if is_dataclass else dataclasses.dataclass(slots=True)(kind)


def _groups(outer: Any) -> Iterator[type]:
    """Every group of numbers that holds no other: the themes of parameters, or the groups of levers."""
    inner = [kind for kind in get_type_hints(outer).values() if dataclasses.is_dataclass(kind)]
    for kind in dict.fromkeys(inner):
        yield from _groups(kind)
    if not inner:
        yield outer


def _declared(kind: type) -> tuple[dict[str, Any], dict[str, type]]:
    """What a class declares itself, by name, in order: fields or numbers; and of which kind each is."""
    values: dict[str, Any] = {**vars(kind), **vars(kind).get("__dataclass_fields__", {})}
    names = list(inspect.get_annotations(kind))
    declared = {name: value for name, value in values.items() if _is_declaration(value)}
    own = {name: declared[name] for name in names if name in declared}
    for name in declared:
        if name not in names and name in vars(kind):
            raise ValueError(f"{kind.__name__}.{name} has no kind; write {name}: float = ...")
    for name in names:
        if own and name not in own:
            raise ValueError(f"{kind.__name__}.{name} is not declared; {DECLARE}")
    try:
        hints = inspect.get_annotations(kind, eval_str=True)
    except NameError as problem:
        raise ValueError(f"{kind.__name__}: {problem}") from None
    return own, {name: hints[name] for name in own}


def _is_declaration(value: Any) -> bool:
    return isinstance(value, State) or (isinstance(value, dataclasses.Field) and "unit" in value.metadata)


def _fault(entry: Any, hint: type, name: str, base: type) -> str:
    """What is wrong with a declaration, in words that follow its name; empty where nothing is."""
    if base in AGENTS:
        if not isinstance(entry, State):
            return f"is a number, and a {base.__name__} has fields; declare it with state(...) or count(...)"
        return fault_of_field(entry, hint) or _fault_of_start(entry, base)
    right, wrong = ("lever", "parameter") if base in _groups(Policy) else ("parameter", "lever")
    if isinstance(entry, State):
        return f"is a field, and {base.__name__} has numbers; declare it with {right}(...)"
    if (entry.metadata["grade"] == "policy") is (right == "parameter"):
        return f"is a {wrong}, and {base.__name__} has {right}s; declare it with {right}(...)"
    return fault_of(Number(name, entry.default, hint, **entry.metadata))


def _fault_of_start(field: State, base: type) -> str:
    """What is wrong with how a field begins: a jobseeker's must, and what an office counts in a week; others cannot."""
    begins = field.starts or field.counted
    if base is Jobseeker:
        return "" if begins else "has no start, and a jobseeker's field must begin at something; write start=0"
    if begins and not (base is Office and field.counted):
        return f"has a start, and nothing of a {base.__name__} begins by it; leave it out, and set it in a behaviour"
    return "is summed=True, and only fields of a Jobseeker are summed; leave it out" if field.summed else ""


def _outcomes(module: ModuleType, fields: dict[type, dict[str, State]]) -> list[Outcome]:
    """The outcomes that a module lists; one that has imported those of the package has none of its own."""
    listed = getattr(module, "OUTCOMES", [])
    if not isinstance(listed, list | tuple):
        raise ValueError(f"OUTCOMES is {listed!r}; write [Outcome(...), ...]")
    outcomes = [] if listed is OUTCOMES else list(listed)
    for number, outcome in enumerate(outcomes):
        if not isinstance(outcome, Outcome) or not isinstance(outcome.of, Ratio):
            raise ValueError(f"OUTCOMES holds {outcome!r}; write Outcome(...) of a Ratio(...), as per_person('coping')")
        name = f"outcome {outcome.name!r}"
        if not str(outcome.name).isidentifier() or not all(isinstance(text, str) and text for text in outcome[:5]):
            raise ValueError(f"{name} lacks a theme, a name of letters, digits and _, a unit or a definition")
        if outcome.name in (*BY_NAME, *TAKEN, *(each.name for each in outcomes[:number])):
            raise ValueError(f"{name} cannot be added, for the name is taken; give it another name")
        if outcome.better not in BETTER:
            raise ValueError(f"{name} is better when {outcome.better!r}; it must be one of {', '.join(BETTER)}")
        for total in outcome.of:
            if isinstance(total, Sum):
                _check_sum(name, total, fields)
    return outcomes


def _check_sum(name: str, total: Sum, fields: dict[type, dict[str, State]]) -> None:
    """Raise ValueError for a sum over a table or a field that is not there."""
    tables = ["run", "tallies", *TABLES]
    if total.table not in tables:
        near = nearest(str(total.table), tables)
        raise ValueError(f"{name} sums over {total.table!r}; it must be one of {', '.join(tables)}{near}")
    people = fields.get(Jobseeker, {})
    known: list[str] = list(OF_RUN)
    if total.table != "run":
        kind = CLASS_BY_TABLE[total.table]
        known = [*states(kind), *fields.get(kind, {})]
        known += [field for field, state in people.items() if state.summed] if kind is Tally else [""]
    if total.field not in known:
        not_summed = f"; declare {total.field} of a jobseeker with summed=True" if total.field in people else ""
        way_out = not_summed or nearest(total.field, known)
        raise ValueError(f"{name} sums {total.field!r} of {total.table}, where there is none{way_out}")


def _replacements(module: ModuleType, of_people: dict[str, State]) -> dict[str, Callable]:
    """What takes the place of behaviours, with a watch on the shares that people get."""
    replace = getattr(module, "REPLACE", {})
    if not isinstance(replace, dict):
        raise ValueError(f"REPLACE is {replace!r}; write {{'talk': my_talk}}, names of behaviours with functions")
    shares = [name for name, field in of_people.items() if field.unit == "share"]
    watch = {share_is_broken.__name__: _watch_on(shares)} if shares else {}
    return watch | replace


def _watch_on(shares: list[str]) -> Callable:
    """The check of a person's shares, of these too."""
    within = " and ".join(f"0.0 <= jobseeker.{name} and jobseeker.{name} <= 1.0" for name in shares)
    text = f"def own_share_is_broken(jobseeker):\n    return share_is_broken(jobseeker) or not ({within})\n"
    names: dict[str, Any] = {"share_is_broken": share_is_broken, "__name__": __name__}
    exec(compile(text, __file__, "exec"), names)
    watch: Callable = names["own_share_is_broken"]
    return watch


def _refuse_idle(own: Extension) -> None:
    """Raise ValueError for a field or number that no function of the module reads or sets, and what cannot replace."""
    tree = CallTree(own.replace)
    tree.copy_of(live_weeks)
    used = set(_names_in(function.__code__ for function in tree.copies if not _is_shipped(function)))
    for kind in own.groups.values():
        names = {name for name in inspect.get_annotations(kind)}
        _refuse_unused(kind.__name__, names - used)
    for agent, fields in own.fields.items():
        _refuse_unused(agent.__name__, set(fields) - used)


def _refuse_unused(kind: str, names: set[str]) -> None:
    for name in sorted(names):
        way_out = "name in REPLACE a function that does, as {'talk': my_talk}"
        raise ValueError(f"no behaviour reads or sets {name} of {kind}, so it would do nothing; {way_out}")


def _names_in(codes: Iterable[Any]) -> Iterator[str]:
    """The names of attributes and functions in codes, and in those within them."""
    for code in codes:
        yield from code.co_names
        yield from _names_in(constant for constant in code.co_consts if isinstance(constant, CodeType))
