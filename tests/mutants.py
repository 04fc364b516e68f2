"""Mutants: behaviours with one change each, and whether their worked cases notice.

`python -m tests.mutants` changes sim/behaviour in one place at a time (a sign, a comparison, a kind of status or
benefit, two arguments, a line left out, a constant) and runs the worked cases of the changed file. A mutant that no
case notices survives, and is a sentence about the model that nothing would contradict. Also called: mutation testing.

    python -m tests.mutants                                  all, with the survivors
    python -m tests.mutants sim/behaviour/encounter.py       those of a file
    python -m tests.mutants --sample 40 --least 80           some, drawn by a seed; fails below 80 %
    python -m tests.mutants --together FILE                  those that a file names, all at once

Mutmut and cosmic-ray were looked at: the one leaves functions with a decorator alone and knows no wrong benefit, the
other starts a process for every mutant. Here a process that has collected the cases forks for each.
"""

import argparse
import ast
import copy
import importlib
import inspect
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import EnumMeta
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

HOME = Path(__file__).resolve().parent.parent
BEHAVIOUR = HOME / "sim" / "behaviour"
CASES = HOME / "tests" / "behaviour"
EQUIVALENT = HOME / "tests" / "equivalent_mutants.txt"
MOST_EQUIVALENT = 0.03  # of all mutants
LONGEST = 20  # seconds that the cases of one mutant may take; more is a loop without end, which is noticed

ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
              ast.Mod: ast.Mult}  # fmt: skip
TURNED = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
AT_THE_LIMIT = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
EXTREMES = {"min": "max", "max": "min"}
# Things that a behaviour is given; swapped they hardly ever run, and so would say little of the cases.
GIVEN = {"jobseeker", "caseworker", "office", "employer", "channel", "market", "clinic", "measure", "policy",
         "parameters", "world", "week"}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change in one behaviour."""

    file: str
    behaviour: str
    change: str  # what stood there, and what stands there now
    code: CodeType

    @property
    def name(self) -> str:
        """What it is called in the list of equivalent ones."""
        return f"{self.file} {self.behaviour}: {self.change}"


def mutants_of(path: Path) -> list[Mutant]:
    """All mutants of one file of behaviours, in the order of its text."""
    module = importlib.import_module(f"sim.behaviour.{path.stem}")
    made: list[Mutant] = []
    for function in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(function, ast.FunctionDef) and is_behaviour(function):
            times: Counter[str] = Counter()
            for change, changed in changes(function, module):
                times[change] += 1
                label = change if times[change] == 1 else f"{change} ({times[change]})"
                made.append(Mutant(path.stem, function.name, label, code_of(changed, module)))
    return made


def is_behaviour(function: ast.FunctionDef) -> bool:
    """Whether a function is registered as a behaviour."""
    return any(isinstance(mark, ast.Name) and mark.id == "behaviour" for mark in function.decorator_list)


def code_of(function: ast.FunctionDef, module: ModuleType) -> CodeType:
    """The code of a changed function, with the names of its module around it."""
    bare = copy.deepcopy(function)
    bare.decorator_list = []
    names = dict(vars(module))
    exec(compile(ast.fix_missing_locations(ast.Module([bare], [])), str(module.__file__), "exec"), names)
    code: CodeType = names[function.name].__code__
    return code


def changes(function: ast.FunctionDef, module: ModuleType) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every change of one place in a function: what it is in words, and the function with it."""
    steps = [node for node in ast.walk(function) if node is not function]
    told = {id(node) for part in (function.args, function.body[0]) for node in ast.walk(part)}  # docstring first
    told |= {id(node) for node in ast.walk(function.returns or ast.Pass())}
    told |= {id(node.right) for node in steps if _makes_a_number(node)}  # type: ignore[attr-defined]
    for number, node in enumerate(steps):
        for new in variants(node, module) if id(node) not in told else ():
            yield f"{shown(node)} -> {shown(new)}", _replaced(function, number, new)
    for block, position in blocks(function):
        statement = block[position]
        if droppable(statement, function):
            yield f"without: {shown(statement)}", _replaced(function, steps.index(statement), ast.Pass())


def variants(node: ast.AST, module: ModuleType) -> Iterator[ast.AST]:
    """What can stand in the place of a node of the text."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC and not _makes_a_number(node):
        yield _with(node, op=ARITHMETIC[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield node.operand
    elif isinstance(node, ast.Compare):
        for table in (TURNED, AT_THE_LIMIT):
            if type(node.ops[0]) in table:
                yield _with(node, ops=[table[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.Constant) and not isinstance(node.value, str) and node.value is not None:
        yield ast.Constant(_other(node.value))
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        kind = getattr(module, node.value.id, None)
        if isinstance(kind, EnumMeta):
            members = list(kind.__members__)
            yield _with(node, attr=members[(members.index(node.attr) + 1) % len(members)])
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.If | ast.While) and isinstance(node.test, ast.Call):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """The other extreme, and arguments in each other's place."""
    name = getattr(node.func, "id", "")
    if name in EXTREMES:
        yield _with(node, func=ast.Name(EXTREMES[name], ast.Load()))
        return
    for first in range(len(node.args) - 1):
        pair = node.args[first : first + 2]
        given = any(isinstance(argument, ast.Name) and argument.id in GIVEN for argument in pair)
        if not given and _value(pair[0]) != _value(pair[1]):
            swapped = [*node.args[:first], pair[1], pair[0], *node.args[first + 2 :]]
            yield _with(node, args=swapped)


def _value(node: ast.AST) -> Any:
    """What a written number is worth, so that 0 and 0.0 are alike; of all else its text."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ast.dump(node)


def _other(value: Any) -> Any:
    """A constant near another one."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else {0.0: 1.0, 1.0: 0.0}.get(value, 1.5 * value)


def _makes_a_number(node: ast.AST) -> bool:
    """Whether it is `member + 0`, which makes a plain number of an enumeration's member and says nothing else."""
    return isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value in (0, 0.0)


def blocks(function: ast.FunctionDef) -> Iterator[tuple[list[ast.stmt], int]]:
    """Every statement of a function, as its block and its position there."""
    for node in ast.walk(function):
        for field in ("body", "orelse"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield from ((block, position) for position in range(len(block)))


def droppable(statement: ast.stmt, function: ast.FunctionDef) -> bool:
    """Whether a function without this line still runs: a name that is never given a value is no interesting fault."""
    if statement is function.body[-1] and isinstance(statement, ast.Return):
        return False
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
        given = [node for node in ast.walk(function) if isinstance(node, ast.Assign) and _same(node.targets[0], target)]
        return not isinstance(target, ast.Name | ast.Tuple) or (len(given) > 1 and given[0] is not statement)
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call)
    return isinstance(statement, ast.AugAssign | ast.If | ast.For | ast.Return | ast.Continue | ast.Break)


def _same(one: ast.AST, other: ast.AST) -> bool:
    return ast.dump(one) == ast.dump(other)


def _with(node: Any, **fields: Any) -> Any:
    """A copy of a node with these fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _replaced(function: ast.FunctionDef, number: int, new: ast.AST) -> ast.FunctionDef:
    """A copy of a function in which the node of this number is another."""
    other = copy.deepcopy(function)
    old = [node for node in ast.walk(other) if node is not other][number]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            return copy.deepcopy(new) if node is old else self.generic_visit(node)

    changed: ast.FunctionDef = Replace().visit(other)
    return changed


def shown(node: ast.AST) -> str:
    """A node as text, on one line."""
    text = ast.unparse(node).split("\n")
    return " ".join(text[0].split()) + (" ..." if len(text) > 1 else "")


def equivalent() -> dict[str, str]:
    """Survivors that behave as the text does, by name, with the reason."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines() if EQUIVALENT.exists() else []
    told = [line for line in lines if line.strip() and not line.startswith("#")]
    return {name.strip(): reason.strip() for name, _, reason in (line.partition(" # ") for line in told)}


class Trial:
    """A pytest plugin: instead of running the cases once, run them for every mutant in a fork, or for all at once."""

    def __init__(self, mutants: list[Mutant], together: bool = False):
        self.mutants = mutants
        self.together = together
        self.caught: dict[Mutant, bool] = {}
        self.n_failing = 0  # of all mutants together
        self.failures: list[str] = []  # in a fork: cases that failed

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what runs compiled: a changed behaviour would be compiled anew each time."""
        items[:] = [item for item in items if not item.get_closest_marker("slow")]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the cases of each mutant's file; as many forks at once as there are cores."""
        cases: dict[Path, list[pytest.Item]] = {}
        for item in session.items:
            cases.setdefault(item.path, []).append(item)
        if self._fails(session.items, []):
            raise pytest.UsageError("the worked cases fail on the text as it is; mend them first")
        if self.together:
            self.n_failing = self._fails(session.items, self.mutants)
            return True
        running: dict[int, Mutant] = {}
        for done, mutant in enumerate(self.mutants, start=1):
            while len(running) >= (os.cpu_count() or 1):
                self._reap(running)
            own = [item for path, items in sorted(cases.items()) if belongs(path, mutant.file) for item in items]
            running[self._begin(own, [mutant])] = mutant
            if sys.stderr.isatty():
                print(f"\r{done} of {len(self.mutants)} mutants", end="", file=sys.stderr)
        while running:
            self._reap(running)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a case that fails."""
        if report.failed:
            self.failures.append(report.nodeid)

    def _reap(self, running: dict[int, Mutant]) -> None:
        number, status = os.wait()
        self.caught[running.pop(number)] = status != 0

    def _fails(self, items: list[pytest.Item], mutants: list[Mutant]) -> int:
        """How many cases fail with all of these mutants at once, up to 250; 1 where the first is enough to know."""
        return os.waitstatus_to_exitcode(os.waitpid(self._begin(items, mutants), 0)[1])

    def _begin(self, items: list[pytest.Item], mutants: list[Mutant]) -> int:
        number = os.fork()
        if number:
            return number
        try:
            signal.alarm(LONGEST + len(items) // 10)
            for mutant in mutants:
                apply(mutant)
            items[0].config.pluginmanager.unregister(name="terminalreporter")  # what a fork says interests nobody
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failures and not self.together:
                    break
        finally:
            os._exit(min(250, len(self.failures)) if self.failures or not sys.exc_info()[0] else 1)


def belongs(path: Path, file: str) -> bool:
    """Whether cases tell of a file of behaviours: test_exits.py and test_exits_pension.py of exits."""
    return path.stem == f"test_{file}" or path.stem.startswith(f"test_{file}_")


def apply(mutant: Mutant) -> None:
    """Let everybody who calls the behaviour meet the mutant from now on."""
    behaviour: Any = inspect.unwrap(getattr(importlib.import_module(f"sim.behaviour.{mutant.file}"), mutant.behaviour))
    behaviour.__code__ = mutant.code


def main(arguments: list[str] | None = None) -> int:
    """Try mutants, tell the score; 1 where it is below what is asked for."""
    words = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__.split("\n")[0])
    words.add_argument("files", nargs="*", help="files of sim/behaviour; all where none is named")
    words.add_argument("--sample", type=int, default=0, help="so many of them, drawn by --seed")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--least", type=float, default=0.0, help="per cent that must be caught")
    words.add_argument(
        "--together", metavar="FILE", help="make all changes that a file names at once; count the failures"
    )
    words.add_argument("--list", action="store_true", help="name the mutants, and try none")
    asked = words.parse_args(arguments)
    paths = [BEHAVIOUR / f"{Path(name).stem}.py" for name in asked.files] or sorted(BEHAVIOUR.glob("[a-z]*.py"))
    sys.path.insert(0, str(HOME))
    mutants = [mutant for path in paths for mutant in mutants_of(path)]
    excused = equivalent()
    if asked.list:
        print("\n".join(mutant.name for mutant in mutants))
        return 0
    if asked.sample:
        chosen = random.Random(asked.seed).sample(range(len(mutants)), min(asked.sample, len(mutants)))
        mutants = [mutants[number] for number in sorted(chosen)]
    if asked.together:
        named = Path(asked.together).read_text(encoding="utf-8").splitlines()
        mutants = [mutant for mutant in mutants if mutant.name in named]
        if len(mutants) < len(named):
            print(
                f"{len(named) - len(mutants)} of the {len(named)} changes named there do not exist (--list names all)"
            )
            return 2
    trial = Trial(mutants, together=bool(asked.together))
    files = {mutant.file for mutant in mutants}
    cases = [str(path) for path in sorted(CASES.glob("test_*.py")) if any(belongs(path, file) for file in files)]
    status = pytest.main(["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "", *cases], plugins=[trial])
    if asked.together:
        print(f"{trial.n_failing} cases fail with {len(mutants)} changes at once")
        return int(status)
    if status not in (0, 5) or len(trial.caught) < len(mutants):
        return int(status) or 1
    return tell(trial.caught, excused, asked.least, whole=not asked.sample and not asked.files)


def tell(caught: dict[Mutant, bool], excused: dict[str, str], least: float, whole: bool) -> int:
    """Print survivors and the score of each file; 1 where the score is below the least, or too many are excused."""
    survivors = [mutant for mutant, noticed in caught.items() if not noticed]
    for mutant in sorted((one for one in survivors if one.name not in excused), key=lambda one: one.name):
        print(f"survives  {mutant.name}")
    print()
    for file in sorted({mutant.file for mutant in caught}):
        own = [mutant for mutant in caught if mutant.file == file]
        print(_score(f"{file}.py", own, caught, excused))
    print(_score("all", list(caught), caught, excused))
    known = {mutant.name for mutant in caught}
    gone = sorted(set(excused) - known) if whole else []
    for name in gone:
        print(f"there is no longer such a mutant: {name}")
    for mutant in caught:
        if mutant.name in excused and caught[mutant]:
            print(f"is called equivalent and is caught: {mutant.name}")
    counted = [mutant for mutant in caught if mutant.name not in excused]
    score = sum(caught[mutant] for mutant in counted) / max(1, len(counted))
    too_many = len(excused) > MOST_EQUIVALENT * len(caught) if whole else False
    if too_many:
        print(f"{len(excused)} are called equivalent; at most {MOST_EQUIVALENT:.0%} of all may be")
    return int(100.0 * score < least or too_many or bool(gone))


def _score(name: str, own: list[Mutant], caught: dict[Mutant, bool], excused: dict[str, str]) -> str:
    counted = [mutant for mutant in own if mutant.name not in excused]
    noticed = sum(caught[mutant] for mutant in counted)
    equal = f", {len(own) - len(counted)} equivalent" if len(own) > len(counted) else ""
    return f"{name:<20}{noticed:>5} of {len(counted):>4} caught, {noticed / max(1, len(counted)):.1%}{equal}"


if __name__ == "__main__":
    sys.exit(main())
