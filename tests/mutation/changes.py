"""Every change of one place in a behaviour: what a mutant is, and which there are.

Left alone are docstrings, annotations, messages, and `member + 0`, which makes a plain number and says nothing.
"""

import ast
import copy
import importlib
import inspect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import EnumMeta
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

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
    """One change in one behaviour, compiled when it is asked for."""

    file: str
    behaviour: str
    change: str  # what stood there, and what stands there now
    text: ast.FunctionDef
    node: int  # which of its nodes is another
    new: ast.AST

    @property
    def name(self) -> str:
        """What it is called in lists of mutants."""
        return f"{self.file} {self.behaviour}: {self.change}"

    @property
    def original(self) -> Any:
        """The behaviour that is changed, a function."""
        return inspect.unwrap(getattr(_module(self.file), self.behaviour))

    @cached_property
    def function(self) -> Any:
        """The changed behaviour, with the names of its module around it."""
        changed = _replaced(self.text, self.node, self.new)
        changed.decorator_list = []
        names = dict(vars(_module(self.file)))
        whole = ast.fix_missing_locations(ast.Module([changed], []))
        exec(compile(whole, str(_module(self.file).__file__), "exec"), names)
        return names[self.behaviour]

    def apply(self) -> None:
        """Let everybody who calls the behaviour meet the mutant from now on."""
        self.original.__code__ = self.function.__code__
        self.original.__defaults__ = self.function.__defaults__
        self.original.__kwdefaults__ = self.function.__kwdefaults__

    def __hash__(self) -> int:
        return hash(self.name)


def mutants_of(path: Path) -> list[Mutant]:
    """All mutants of one file of behaviours, in the order of its text."""
    made: list[Mutant] = []
    for function in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(function, ast.FunctionDef) and is_behaviour(function):
            times: Counter[str] = Counter()
            for change, node, new in changes(function, _module(path.stem)):
                times[change] += 1
                label = change if times[change] == 1 else f"{change} ({times[change]})"
                made.append(Mutant(path.stem, function.name, label, function, node, new))
    return made


def is_behaviour(function: ast.FunctionDef) -> bool:
    """Whether a function is registered as a behaviour."""
    return any(isinstance(mark, ast.Name) and mark.id == "behaviour" for mark in function.decorator_list)


def changes(function: ast.FunctionDef, module: ModuleType) -> Iterator[tuple[str, int, ast.AST]]:
    """Every change of one place in a function: what it is in words, the number of the node, what stands there now."""
    nodes = list(_nodes(function))
    silent = {id(node) for part in _silent(function) for node in ast.walk(part)}
    for number, node in enumerate(nodes):
        for new in variants(node, module) if id(node) not in silent else ():
            yield f"{shown(node)} -> {shown(new)}", number, new
    for number, node in enumerate(nodes):
        if isinstance(node, ast.stmt) and droppable(node, function):
            yield f"without: {shown(node)}", number, ast.Pass()


def _silent(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """What a function does not do but only says."""
    if ast.get_docstring(function) is not None:
        yield function.body[0]
    for node in ast.walk(function):
        for field in ("annotation", "returns"):
            if getattr(node, field, None) is not None:
                yield getattr(node, field)
        if _makes_a_number(node):
            yield node.right  # type: ignore[attr-defined]


def variants(node: ast.AST, module: ModuleType) -> Iterator[ast.AST]:
    """What can stand in the place of a node of the text."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC and not _makes_a_number(node):
        yield _with(node, op=ARITHMETIC[type(node.op)]())
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([node.target], node.value, lineno=node.lineno)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield node.operand
    elif isinstance(node, ast.Compare):
        for table in (TURNED, AT_THE_LIMIT):
            if type(node.ops[0]) in table:
                yield _with(node, ops=[table[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for value in node.values:
            others = [other for other in node.values if other is not value]
            yield _with(node, values=others) if len(others) > 1 else others[0]
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
            yield _with(node, args=[*node.args[:first], pair[1], pair[0], *node.args[first + 2 :]])


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
    """Whether it is `member + 0`."""
    return isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value in (0, 0.0)


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
    return isinstance(statement, ast.AugAssign | ast.If | ast.For | ast.While | ast.Return | ast.Continue | ast.Break)


def _same(first: ast.AST, second: ast.AST) -> bool:
    return ast.dump(first) == ast.dump(second)


def _with(node: Any, **fields: Any) -> Any:
    """A copy of a node with these fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    return (node for node in ast.walk(function) if node is not function)


def _replaced(function: ast.FunctionDef, number: int, new: ast.AST) -> ast.FunctionDef:
    """A copy of a function in which the node of this number is another."""
    other = copy.deepcopy(function)
    old = list(_nodes(other))[number]

    class Replace(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            return copy.deepcopy(new) if node is old else self.generic_visit(node)

    changed: ast.FunctionDef = Replace().visit(other)
    return changed


def shown(node: ast.AST) -> str:
    """A node as text, on one line."""
    text = ast.unparse(node).split("\n")
    return " ".join(text[0].split()) + (" ..." if len(text) > 1 else "")


def _module(file: str) -> ModuleType:
    return importlib.import_module(f"sim.behaviour.{file}")
