"""Quantities of an office: expressions of the weekly books and outcomes of a run, checked by name, then computed."""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from experiments.cli.refusal import Refused
from sim.accounts import SO_FAR, OfficeWeek
from sim.declare import nearest, states
from sim.outcomes import BY_NAME, GROUPINGS, OF_OFFICE
from sim.results import Results
from sim.units import WEEKS_A_YEAR

OUTCOMES, WEEKS = "outcomes", "weeks"
OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: lambda top, per: divided(top, per),
}  # fmt: skip
YEAR = int(WEEKS_A_YEAR)
SEE = "`skranke trial --help fields` lists the books, last, and `skranke run --help outcomes` the outcomes"


def divided(top: np.ndarray, per: np.ndarray) -> np.ndarray:
    """One over another; NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(per == 0.0, np.nan, np.divide(top, per))


class Quantity:
    """What an expression means, with names for the quantities that it may be made of; Refused for what means nothing.

    It is of books that add up, so that it can be taken of any weeks.
    """

    def __init__(self, written: str, known: Mapping[str, "Quantity"]):
        self.known = known
        try:
            self.tree = ast.parse(written, mode="eval").body
        except SyntaxError:
            raise Refused(f"{written!r} cannot be read; write numbers, names, + - * / and parentheses") from None
        self._check(self.tree)

    def _check(self, node: ast.AST) -> None:
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            self._check(node.left)
            self._check(node.right)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            self._check(node.operand)
        elif isinstance(node, ast.Attribute):
            _check_outcome(ast.unparse(node))
        elif isinstance(node, ast.Name):
            names = [*self.known, *books(), WEEKS]
            if node.id not in names:
                there = [*names, *(f"{OUTCOMES}.{name}" for name in BY_NAME)]
                raise Refused(f"there is no quantity {node.id!r}{nearest(node.id, there)}; {SEE}")
        elif not (isinstance(node, ast.Constant) and type(node.value) in (int, float)):
            what = ast.unparse(node)
            raise Refused(f"{what!r} means nothing here; write numbers, names, + - * / and parentheses")

    @property
    def outcome(self) -> str:
        """An outcome that it is made of, which is of the whole run; empty where there is none."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute):
                return ast.unparse(node)
            if isinstance(node, ast.Name) and node.id in self.known and self.known[node.id].outcome:
                return self.known[node.id].outcome
        return ""

    def of(self, run: "RunBooks", n: int = 1) -> np.ndarray:
        """Its values in the books of a run, cut into so many spans of equal length."""
        return np.broadcast_to(self._value(self.tree, run, n), n)

    def _value(self, node: Any, run: "RunBooks", n: int) -> np.ndarray:
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](self._value(node.left, run, n), self._value(node.right, run, n))  # type: ignore[no-any-return]
        if isinstance(node, ast.UnaryOp):
            return -self._value(node.operand, run, n)
        if isinstance(node, ast.Attribute):
            return np.asarray(run.outcomes[ast.unparse(node)])
        if isinstance(node, ast.Name):
            known = self.known.get(node.id)
            return known.of(run, n) if known else run.added(node.id, n)
        return np.asarray(float(node.value))


def books() -> list[str]:
    """The fields of the weekly books that may be added up."""
    return [name for name in states(OfficeWeek) if name not in ("week", "office")]


def _check_outcome(written: str) -> None:
    """Raise Refused where this names no outcome of a run."""
    start, name, category = [*written.split("."), "", ""][:3]
    if start != OUTCOMES or written.count(".") > 2:
        raise Refused(f"{written!r} means nothing here; an outcome is written outcomes.NAME or outcomes.NAME.CATEGORY")
    if name not in BY_NAME:
        raise Refused(
            f"there is no quantity {written!r}{nearest(written, [f'{OUTCOMES}.{name}' for name in BY_NAME])}; {SEE}"
        )
    categories = [] if name in OF_OFFICE else [each for kind in GROUPINGS.values() for each in kind.__members__]
    if category and not categories:
        raise Refused(f"{written!r}: {name} is of the whole office, and of no category")
    if category and category not in categories:
        raise Refused(f"{written!r}: there is no category {category!r}; it must be one of {', '.join(categories)}")


class RunBooks:
    """The weekly books of one run, and its outcomes by name."""

    def __init__(self, results: Results):
        weekly = results.weekly
        self.weeks = results.weeks
        self.n_offices = len(weekly["week"]) // self.weeks
        self.columns = {name: weekly[name].astype(float).reshape(-1, self.n_offices) for name in books()}
        for name in SO_FAR:
            self.columns[name] = np.diff(self.columns[name], axis=0, prepend=0.0)
        self.columns[WEEKS] = np.ones((self.weeks, self.n_offices))
        rows = zip(*(results.outcomes[name].tolist() for name in ("category", "outcome", "value")), strict=True)
        self.outcomes = {
            f"{OUTCOMES}.{name}" + ("" if category == "all" else f".{category}"): value
            for category, name, value in rows
        }

    @property
    def years(self) -> int:
        """Whole years that the run has."""
        return self.weeks // YEAR

    def added(self, name: str, n: int) -> np.ndarray:
        """A field added up over each of so many spans of equal length."""
        return np.asarray(self.columns[name].reshape(n, -1).sum(axis=1))


def taken(quantity: Quantity, take: str, run: RunBooks) -> float:
    """What a target is in a run: a quantity, or what became of it from year to year."""
    if take == "level":
        return float(quantity.of(run)[0])
    values = quantity.of(run, run.years)
    if take == "farthest_year":
        return float(np.abs(divided(values, values[:1]) - 1.0).max())
    change = divided(values[1:], values[:-1]) - 1.0
    return float(change.mean() if take == "yearly_change" else change.std(ddof=1))
