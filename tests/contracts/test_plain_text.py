"""The text of the model keeps to what both lives mean alike, and holds no number that has no declaration.

A number about the world stands in `sim.parameters`, where it has a unit, a range, a source and a grade; a lever stands
in `sim.policy`; a conversion of units has a name in capitals at the head of a file. What is true by definition (the
middle of a share, a draw about 0, the nearest whole number) has a name too, in `sim.units` or `sim.chance`.
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

PLAIN_NUMBERS = (0.0, 1.0)  # none and all: true by definition wherever they stand
LARGEST_STEP = 1  # the next and the one before are counted, two of a thing are weighed
BY_DEFINITION = {
    "centred_factor": "a factor about the middle of a share",
    "cell_of": "where a tally stands among the tallies",
    "mark_milestones": "the fixed times that outcomes are named by",
}
DRAWS_WITH_STATE = ("random", "shuffle", "default_rng", "choice")
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def location(path: Path, node: ast.AST) -> str:
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
    return [location(path, call) for name, call in names_called(path) if name in forbidden and id(call) in inside]


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
        f"{location(path, node)} {node.value}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and node.value not in PLAIN_NUMBERS
        and id(node) not in named
    ]


def scaling_middles(path: Path) -> list[str]:
    """Where one file uses the middle of a share, a place on a scale, as a coefficient."""
    return [
        location(path, node)
        for function in functions(path)
        if function.name not in BY_DEFINITION
        for node in ast.walk(function)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div)
        if any(getattr(side, "id", "") == "MIDDLE" for side in (node.left, node.right))
    ]


def is_weight(node: ast.expr) -> bool:
    """Whether this is a whole number that stands for more than a step."""
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value > LARGEST_STEP


def about_the_world(function: ast.FunctionDef) -> set[str]:
    """The local names of a function that stand for a field or a declared number, or for what is made of some."""
    names: set[str] = set()
    assigned = [node for node in ast.walk(function) if isinstance(node, ast.Assign)]
    for node in sorted(assigned, key=lambda node: node.lineno):
        for target, value in pairs_assigned(node):
            if isinstance(target, ast.Name) and reads_the_world(value, names):
                names.add(target.id)
    return names


def reads_the_world(expression: ast.expr, names: set[str]) -> bool:
    """Whether an expression reads a field or a declared number, itself or through a local name."""
    read = (node for node in ast.walk(expression) if isinstance(node, ast.Attribute | ast.Name))
    return any(isinstance(node, ast.Attribute) or node.id in names for node in read)


def inline_weights(path: Path) -> list[str]:
    """Where one file weighs a field or a declared number by a whole number, or holds it against one."""
    seen = []
    for function in functions(path):
        names = about_the_world(function) if function.name not in BY_DEFINITION else set()
        for node in ast.walk(function) if function.name not in BY_DEFINITION else ():
            sides: list[ast.expr] = []
            if isinstance(node, ast.BinOp):
                sides = [node.left, node.right]
            elif isinstance(node, ast.AugAssign):
                sides = [node.target, node.value]
            elif isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
            if any(map(is_weight, sides)) and any(reads_the_world(side, names) for side in sides):
                seen.append(f"{location(path, node)} {ast.unparse(node)}")
    return seen


def files_named(paths: list[Path]) -> dict[str, Path]:
    return {str(path.relative_to(HOME)): path for path in paths}


each_lived_file = pytest.mark.parametrize("path", files_named(LIVED_FILES).values(), ids=files_named(LIVED_FILES))


@each_lived_file
def test_no_coefficient_stands_inline(path):
    """Every coefficient is a declared parameter, so that it has a range and shows up in a sensitivity study."""
    assert inline_floats(path) == []


@each_lived_file
def test_the_middle_of_a_share_is_a_place_and_no_coefficient(path):
    """`MIDDLE * trust` would be a weight that nobody declared."""
    assert scaling_middles(path) == []


@each_lived_file
def test_no_field_or_number_is_weighed_by_a_whole_number_inline(path):
    """`weeks // 2` is a share that somebody assumed, `contacts > 3` a limit."""
    assert inline_weights(path) == []


@each_lived_file
def test_powers_are_products(path):
    """`x**3` differs between the lives for a quarter of the inputs."""
    powers = [
        location(path, node) for node in ast.walk(tree_of(path)) if isinstance(getattr(node, "op", None), ast.Pow)
    ]
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
    comprehensions = [
        location(path, node)
        for function in functions(path)
        if is_behaviour(function)
        for node in ast.walk(function)
        if isinstance(node, COMPREHENSIONS)
    ]
    assert comprehensions == []


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


@pytest.fixture
def example(tmp_path, monkeypatch):
    """Writes a file as if it were one of the model."""
    monkeypatch.setitem(globals(), "HOME", tmp_path / "sim")
    path = tmp_path / "sim" / "example.py"
    path.parent.mkdir()

    def write(*lines: str) -> Path:
        path.write_text("\n".join(["WEEK_HOURS = 37.5", "", "", "def meet(person, parameters, n):", *lines]))
        tree_of.cache_clear()
        return path

    return write


def test_an_inline_coefficient_would_be_seen(example):
    """The scan of literals is not blind: it sees a number in a formula, half and twice too; a name is let through."""
    assert inline_floats(example("    return 1.0 - person.coping + WEEK_HOURS + 0.3")) == ["sim/example.py:5 0.3"]
    assert inline_floats(example("    return 0.5 * person.coping")) == ["sim/example.py:5 0.5"]
    assert inline_floats(example("    return 2.0 * person.coping")) == ["sim/example.py:5 2.0"]


def test_a_middle_that_is_a_weight_would_be_seen(example):
    assert scaling_middles(example("    return MIDDLE * person.coping")) == ["sim/example.py:5"]
    assert scaling_middles(example("    return person.coping - MIDDLE")) == []


@pytest.mark.parametrize(
    "line",
    [
        "    return parameters.exits.dagpenger_weeks // 2",
        "    return 2 * person.benefit_weeks",
        "    person.benefit_weeks //= 2",
        "    return person.contacts > 3",
        "    weeks = parameters.exits.dagpenger_weeks; return weeks // 2",
    ],
)
def test_a_whole_number_that_is_a_weight_or_a_limit_would_be_seen(example, line):
    assert len(inline_weights(example(line))) == 1


def test_a_step_and_a_place_in_a_heap_are_no_weights(example):
    assert inline_weights(example("    person.talks += 1", "    return 2 * n + 1 + person.talks - 1")) == []
