"""The house: imports go one way, files stay short, and every declared number says what it is."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TypeGuard

import networkx
from settings import HELPERS, HOME

from experiments.cli.schema import RunOptions
from sim.declare import Number, fault_of, numbers
from sim.parameters import Parameters
from sim.policy import Policy
from sim.setting import Setting

PACKAGES = ("sim", "configs", "analysis", "experiments", "tests")
SOURCES = sorted(path for package in PACKAGES for path in (HOME / package).rglob("*.py"))
LONGEST = 400  # lines

# What may import what in the model: each layer itself and those before it. `sim` alone is the front door to the others.
LAYERS = (
    (
        "sim.terms",
        "sim.units",
        "sim.milestones",
        "sim.line_for_each",
        "sim.numba_internals",
        "sim.code_cache",
        "sim.compiling",
        "sim.chance",
        "sim.declare",
        "sim.backends",
        "sim.above",
        "sim.waiting",
        "sim.shown",
    ),
    ("sim.parameters", "sim.policy", "sim.setting"),
    ("sim.agents",),
    ("sim.conditions", "sim.settable"),
    ("sim.behaviour", "sim.events"),
    ("sim.accounts", "sim.tally", "sim.ratios", "sim.outcomes", "sim.week"),
    ("sim.world", "sim.reach", "sim.scenario", "sim.replacements", "sim.results"),
    (
        "sim.measuring",
        "sim.checks",
        "sim.interventions",
        "sim.population",
        "sim.call_trees",
        "sim.collecting",
        "sim.views",
        "sim.rest_store",
    ),
    ("sim.kernel", "sim.plain_objects"),
    ("sim.rest",),
    ("sim.own_declarations", "sim.extension", "sim.model"),
    ("sim.engine",),
    ("sim.paired_runs",),
    ("sim.paused",),
    ("sim.observation",),
    ("sim",),
)
FOR_SIM = {
    "numpy",
    "numba",
    "mesa",
    "llvmlite",
    "platformdirs",
    "tqdm",
}  # llvmlite, Numba's compiler, is asked its version
AT_CALL = "sim.above"  # names in a table what stands above, for who calls for it; importing it imports nothing
FOR_ANALYSIS = ("analysis", "sim.terms", "sim.outcomes", "sim.milestones", "sim.parameters", "sim.declare")

# The table of CONTRIBUTING.md: what each folder is for, and what it may import besides itself. Read from there.
HEAD = "| where | what it is for | may import |"


def module_of(path: Path) -> str:
    """Dotted name of a source file."""
    return ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a source file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def is_typing_only(node: ast.AST) -> TypeGuard[ast.If]:
    """Whether this is `if TYPE_CHECKING:`; it is never run, so nothing can depend on what it imports."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def nodes_that_run(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node of a syntax tree but what only a type checker reads."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.orelse if is_typing_only(node) else ast.iter_child_nodes(node)


def imported(tree: ast.Module) -> Iterator[str]:
    """Dotted names of the modules that a file imports, anywhere in it, or loads by a name as module:function."""
    for node in nodes_that_run(tree):
        if isinstance(node, ast.Import):
            yield from (full_name(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            module = full_name(node.module)
            children = [f"{module}.{alias.name}" for alias in node.names]
            yield from (name if is_module(name) else module for name in children)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            loaded = re.fullmatch(r"([a-z_.]+):[A-Za-z_]+", node.value)
            if loaded and is_module(loaded[1]):
                yield loaded[1]


@cache
def is_module(name: str) -> bool:
    """Whether a dotted name is a module of this project."""
    path = HOME.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def full_name(module: str) -> str:
    """A module's dotted name from the top; what tests share is imported by its bare name."""
    return f"tests.helpers.{module}" if (HELPERS / f"{module}.py").exists() else module


@cache
def imports() -> dict[str, tuple[str, ...]]:
    """What every module imports, each once, by its dotted name."""
    every = {module_of(path): tuple(dict.fromkeys(imported(tree_of(path)))) for path in SOURCES}
    return every | {AT_CALL: tuple(name for name in every[AT_CALL] if within(name, sys.stdlib_module_names))}


def within(module: str, packages: Iterable[str]) -> bool:
    """Whether a module is one of these or lies in one of them."""
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


def layer_of(module: str) -> int | None:
    """Number of the layer a module of the model lies in."""
    for number, layer in enumerate(LAYERS):
        if within(module, (name for name in layer if name != "sim")) or (module == "sim" and "sim" in layer):
            return number
    return None


def table_of_folders() -> list[tuple[list[str], list[str]]]:
    """The rows of the table from the lowest to the highest: folders or files beside them, and what they may import."""
    _, _, rest = (HOME / "CONTRIBUTING.md").read_text(encoding="utf-8").partition(HEAD)
    rows = []
    for line in rest.splitlines()[2:]:
        if not line.startswith("|"):
            break
        where, _, may_import = (re.findall(r"`([a-z_.]+)`", cell) for cell in line.strip("|").split("|"))
        rows.append((where, may_import))
    return rows


def allowed_by_folder() -> dict[str, list[str]]:
    """What each folder may import: what the table says, and those it shares its row with."""
    return {folder: [*where, *may_import] for where, may_import in table_of_folders() for folder in where}


def folder_of(module: str, folders: Iterable[str]) -> str | None:
    """The folder of the table that a module belongs to, the innermost one."""
    return max((folder for folder in folders if within(module, [folder])), key=len, default=None)


def circles(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The modules that import each other, straight or by way of others: one list for each such circle."""
    knots = networkx.strongly_connected_components(networkx.DiGraph({name: list(graph[name]) for name in graph}))
    return sorted(sorted(knot) for knot in knots if len(knot) > 1)


def private_names(module: str, tree: ast.Module) -> Iterator[str]:
    """The private names of other modules that a file imports, reaches through a module, or names in a text."""
    modules: dict[str, str] = {}  # by the name they have in the file
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and node.module and is_module(full_name(node.module)):
            names = {alias.asname or alias.name: f"{full_name(node.module)}.{alias.name}" for alias in node.names}
            modules |= {own: name for own, name in names.items() if is_module(name)}
            yield from (name for name in names.values() if is_private(name))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            name = f"{modules[node.value.id]}.{node.attr}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.replace(":", ".")
        else:
            continue
        outer = name.rpartition(".")[0]
        if is_private(name) and outer and outer != module and is_module(outer):
            yield name


def is_private(name: str) -> bool:
    """Whether the last part of a dotted name is for its own module only."""
    last = name.rpartition(".")[2]
    return last.startswith("_") and not last.startswith("__")


def test_no_module_imports_itself_by_way_of_others():
    """A lazy import makes a start faster; one that hides a circle is a circle all the same."""
    assert circles(imports()) == []


def test_a_circle_is_seen_however_lazily_it_is_imported():
    lazy = ast.parse("def first():\n    from sim.engine import kernel\n    return kernel")
    by_name = ast.parse("DO = 'experiments.run.commands:run'")
    for_types = ast.parse("if TYPE_CHECKING:\n    from sim.engine import kernel\nelse:\n    import sim.model")
    assert list(imported(lazy)) == ["sim.engine"]
    assert list(imported(by_name)) == ["experiments.run.commands"]
    assert list(imported(for_types)) == ["sim.model"]
    assert circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"], "e": []}) == [["a", "b", "c"]]


def test_no_module_uses_a_private_name_of_another():
    used = {module_of(path): list(private_names(module_of(path), tree_of(path))) for path in SOURCES}
    assert {module: names for module, names in used.items() if names} == {}


def test_a_private_name_is_seen_however_it_is_reached():
    tree = ast.parse(
        "from sim.engine import _hidden, kernel\nfrom sim import model\nfrom os import _exit\n"
        "model._own(kernel._cache, 'sim.week._step', 'sim.week:_step', '_plain')"
    )
    assert [name.rpartition(".")[2] for name in private_names("x", tree)] == ["_hidden", "_own", "_step", "_step"]


def test_every_module_of_the_model_has_its_layer():
    assert [module for module in imports() if within(module, ["sim"]) and layer_of(module) is None] == []


def test_imports_of_the_model_go_one_way():
    against = [
        f"{module} imports {name}"
        for module, names in imports().items()
        for name in names
        if within(module, ["sim"]) and (layer_of(name) or 0) > (layer_of(module) or 0)
    ]
    assert against == []


def test_every_folder_stands_in_the_table():
    folders = allowed_by_folder()
    packages = [module for module in PACKAGES if module not in folders]  # of which only the parts are rows
    assert [name for name in imports() if folder_of(name, folders) is None and name not in packages] == []
    assert [
        folder for folder in folders if not is_module(folder) and not HOME.joinpath(*folder.split(".")).is_dir()
    ] == []


def test_a_folder_may_import_only_what_stands_above_it_in_the_table():
    folders, above = list(allowed_by_folder()), set()
    against = []
    for where, may_import in table_of_folders():
        for name in may_import:
            meant = {folder for folder in folders if within(folder, [name])}
            if not meant or not meant <= above:
                against.append(f"{', '.join(where)}: {name}")
        above |= set(where)
    assert against == []


def test_every_folder_imports_only_what_the_table_says_it_may():
    allowed = allowed_by_folder()
    against = [
        f"{module} imports {name}"
        for module, names in imports().items()
        for name in names
        if within(name, PACKAGES) and not within(name, allowed.get(str(folder_of(module, allowed)), ()))
    ]
    assert against == []


def test_the_model_needs_few_packages():
    known = {"sim"} | FOR_SIM | set(sys.stdlib_module_names)
    others = [
        f"{module} imports {name}"
        for module, names in imports().items()
        for name in names
        if within(module, ["sim"]) and name.split(".")[0] not in known
    ]
    assert others == []


def test_analysis_reads_results_and_never_runs_the_model():
    against = [
        f"{module} imports {name}"
        for module, names in imports().items()
        for name in names
        if within(module, ["analysis"]) and within(name, PACKAGES) and not within(name, FOR_ANALYSIS)
    ]
    assert against == []


def test_a_file_over_400_lines_is_two_files():
    lines = {module_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {module: n for module, n in lines.items() if n > LONGEST} == {}


def declared() -> list[Number]:
    """Every declared number: sizes, levers, numbers about the world, options of a run."""
    return list(chain.from_iterable(numbers(kind) for kind in (Setting, Policy, Parameters, RunOptions)))


def test_every_number_has_unit_range_source_and_grade():
    faults = {number.path: fault_of(number) for number in declared()}
    assert len(faults) > 100
    assert {path: fault for path, fault in faults.items() if fault} == {}
