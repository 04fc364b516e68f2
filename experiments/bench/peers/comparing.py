"""The engines of the small model side by side: what an agent-step costs in each, how long its text is."""

import ast
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from experiments.bench.peers import PEERS, Engine, beginning, installed
from experiments.bench.timing import in_turn

PEOPLE, WEEKS, ROUNDS = 10_000, 50, 5
END = "# The end of what is counted"


def engine(name: str) -> Engine:
    """What lives the small model with a library."""
    return import_module(PEERS[name][0]).run


def lines_of(name: str) -> int:
    """Lines of text of the model in an engine: without imports, docstrings, remarks, and how it is run here."""
    text = Path(str(import_module(PEERS[name][0]).__file__)).read_text(encoding="utf-8").partition(END)[0]
    left_out: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node, ast.stmt) and (docstring or isinstance(node, ast.Import | ast.ImportFrom)):
            left_out |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(text.splitlines(), start=1)
    return sum(number not in left_out and bool(line.strip()) and line.strip()[0] != "#" for number, line in lines)


def compared(people: int = PEOPLE, weeks: int = WEEKS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Nanoseconds of processor an agent-step, lines and outcomes of each engine that is installed."""
    names, start = installed(), beginning(people)
    tasks = {name: partial(engine(name), start, weeks, None) for name in names}
    outcomes = {name: task() for name, task in tasks.items()}  # compiles, too
    times = in_turn(tasks, rounds)
    return {
        "people": people,
        "weeks": weeks,
        "engines": {
            name: {
                "ns": times[name].per(people * weeks),
                "lines": lines_of(name),
                "outcomes": {what: float(value) / people for what, value in outcomes[name]._asdict().items()},
            }
            for name in names
        },
        "not_installed": [name for name in PEERS if name not in names],
    }
