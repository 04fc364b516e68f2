"""The text of the model keeps to what both lives mean alike, and holds no number that has no declaration.

A number about the world stands in `sim.parameters`, where it has a unit, a range, a source and a grade; a lever stands
in `sim.policy`; a conversion of units has a name in capitals at the head of a file.
"""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim
from sim.declare import numbers
from sim.parameters import Parameters
from sim.policy import Policy

HOME = Path(sim.__file__).parent
BEHAVIOUR_FILES = sorted((HOME / "behaviour").glob("*.py"))
LIVED_FILES = [*BEHAVIOUR_FILES, HOME / "accounts.py", HOME / "tally.py", HOME / "week.py"]
READERS = [*LIVED_FILES, HOME / "population.py"]  # also what lays the world out before anybody lives in it

# None, all, the middle of a share, and twice or half of it: true by definition wherever they stand.
PLAIN_NUMBERS = (0.0, 0.5, 1.0, 2.0)
DRAWS_WITH_STATE = ("random", "shuffle", "default_rng", "choice")
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, node: ast.AST) -> str:
    """Where something stands, as editors write it."""
    return f"{path.relative_to(HOME.parent)}:{node.lineno}"  # type: ignore[attr-defined]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Every function of one file."""
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef))


def is_behaviour(function: ast.FunctionDef) -> bool:
    """Whether a function is registered as a behaviour, and so is compiled too."""
    return any(isinstance(mark, ast.Name) and mark.id == "behaviour" for mark in function.decorator_list)


def names_called(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """The last name of everything that one file calls."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def behaviours_call(path: Path, forbidden: tuple[str, ...]) -> list[str]:
    """Where behaviours of one file call something forbidden."""
    lived = [function for function in functions(path) if is_behaviour(function)]
    inside = {id(node) for function in lived for node in ast.walk(function)}
    return [place(path, call) for name, call in names_called(path) if name in forbidden and id(call) in inside]


def named_constants(path: Path) -> set[int]:
    """The literals that a file gives a name in capitals at its head."""
    named = set()
    for node in tree_of(path).body:
        if isinstance(node, ast.Assign):
            names = [name for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            if all(name.id.isupper() for name in names):
                named |= {id(literal) for literal in ast.walk(node.value)}
    return named


def inline_floats(path: Path) -> list[str]:
    """The float literals of one file that are neither plain nor named."""
    named = named_constants(path)
    return [
        f"{place(path, node)} {node.value}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value not in PLAIN_NUMBERS
        and id(node) not in named
    ]


def files_named(paths: list[Path]) -> dict[str, Path]:
    return {str(path.relative_to(HOME)): path for path in paths}


each_lived_file = pytest.mark.parametrize("path", files_named(LIVED_FILES).values(), ids=files_named(LIVED_FILES))


@each_lived_file
def test_no_coefficient_stands_inline(path):
    """Every coefficient is a declared parameter, so that it has a range and shows up in a sensitivity study."""
    assert inline_floats(path) == []


@each_lived_file
def test_powers_are_products(path):
    """`x**3` differs between the lives for a quarter of the inputs."""
    powers = [place(path, node) for node in ast.walk(tree_of(path)) if isinstance(getattr(node, "op", None), ast.Pow)]
    powers += behaviours_call(path, ("pow",))
    assert powers == []


@each_lived_file
def test_behaviours_add_up_term_by_term(path):
    """`sum` of floats rounds otherwise in newer Pythons than a loop does."""
    assert behaviours_call(path, ("sum", "fsum")) == []


@each_lived_file
def test_chance_has_no_state(path):
    """Luck comes from `sim.chance` alone, so that no decision shifts another person's luck."""
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert "random" not in imported
    assert behaviours_call(path, DRAWS_WITH_STATE) == []


@each_lived_file
def test_behaviours_hold_no_comprehension(path):
    """Order is written out as a loop; Numba compiles no generator over records."""
    held = [
        place(path, node)
        for function in functions(path)
        if is_behaviour(function)
        for node in ast.walk(function)
        if isinstance(node, COMPREHENSIONS)
    ]
    assert held == []


@each_lived_file
def test_every_behaviour_says_what_it_is(path):
    """The documentation of the model is made of the docstrings of its behaviours."""
    silent = [
        function.name for function in functions(path) if is_behaviour(function) and not ast.get_docstring(function)
    ]
    assert silent == []


@functools.cache
def numbers_read() -> frozenset[tuple[str, str]]:
    """(group, name) of every attribute read in the model, where a local name may stand for the group.

    `encounter = parameters.encounter` makes `encounter.no_show` a reading of the group `encounter`; a local name of any
    other kind stands for itself, as `shock` does for `policy.shock`.
    """
    read = set()
    for path in READERS:
        for function in functions(path):
            aliases = group_aliases(function)
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute):
                    holder = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
                    read |= {(group, node.attr) for group in {holder, *aliases.get(holder, ())}}
    return frozenset(read)


def group_aliases(function: ast.FunctionDef) -> dict[str, set[str]]:
    """The groups of numbers that each local name of a function may stand for."""
    aliases: dict[str, set[str]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target, value in pairs_assigned(node):
                if isinstance(target, ast.Name) and isinstance(value, ast.Attribute):
                    aliases.setdefault(target.id, set()).add(value.attr)
    return aliases


def pairs_assigned(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The names and values of one assignment, several at once included."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


def terms_of_measures_read() -> set[str]:
    """Terms that are read from the record of a measure, whichever measure it is."""
    groups = ("measure", "measures", "terms")
    subscripts = {
        node.attr
        for path in READERS
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Subscript)
    }
    return subscripts | {name for group, name in numbers_read() if group in groups}


def unread(declared: type) -> list[str]:
    """The numbers of a group of groups that nothing reads."""
    missing = []
    for number in numbers(declared):
        *_, group, name = number.path.split(".")
        if number.path.startswith("measures."):
            if name not in terms_of_measures_read():
                missing.append(number.path)
        elif (group, name) not in numbers_read():
            missing.append(number.path)
    return missing


def test_every_parameter_is_read():
    """A number that nothing reads would be varied in a study for nothing."""
    assert unread(Parameters) == []


def test_every_lever_is_read():
    """A lever that nothing reads would promise a policy that does nothing."""
    assert unread(Policy) == []


def test_an_inline_coefficient_would_be_seen(tmp_path, monkeypatch):
    """The scan of literals is not blind: it sees a number in a formula and passes one with a name."""
    monkeypatch.setitem(globals(), "HOME", tmp_path / "sim")
    path = tmp_path / "sim" / "example.py"
    path.parent.mkdir()
    path.write_text(
        "WEEK_HOURS = 37.5\n\n\ndef meet(person):\n    return 0.5 * person.coping + 0.3\n", encoding="utf-8"
    )
    assert inline_floats(path) == ["sim/example.py:5 0.3"]
