"""The house: imports go one way, files stay short, and every declared number says what it is."""

import ast
import sys
from collections.abc import Iterator
from enum import IntEnum
from itertools import chain
from pathlib import Path

import pytest
from settings import HOME

from experiments.cli.schema import RunOptions
from sim.declare import GRADES, Number, numbers
from sim.parameters import Parameters
from sim.policy import Policy
from sim.setting import Setting

SOURCES = sorted(
    path for folder in ("sim", "experiments", "analysis", "configs", "tests") for path in (HOME / folder).rglob("*.py")
)
LONGEST = 400  # lines

# What may import what: each layer itself and those before it. `sim` alone is the front door, which opens the others.
LAYERS = (
    (
        "sim.terms",
        "sim.units",
        "sim.milestones",
        "sim.line_for_each",
        "sim.numba_internals",
        "sim.compiling",
        "sim.chance",
        "sim.declare",
        "sim.backends",
    ),
    ("sim.parameters", "sim.policy", "sim.setting"),
    ("sim.agents",),
    ("sim.conditions", "sim.settable"),
    ("sim.behaviour", "sim.events"),
    ("sim.accounts", "sim.tally", "sim.outcomes", "sim.week"),
    ("sim.world", "sim.scenario", "sim.replacements", "sim.code_cache"),
    ("sim.measuring", "sim.checks", "sim.interventions", "sim.population", "sim.call_trees"),
    ("sim.model",),
    ("sim.engine",),
    ("sim.paired_runs",),
    ("sim.observation",),
    ("sim",),
    ("experiments",),
)
FOR_SIM = {"numpy", "numba", "mesa", "llvmlite", "platformdirs"}  # llvmlite, Numba's compiler, is asked its version
FOR_ANALYSIS = ("analysis", "sim.terms", "sim.milestones", "sim.parameters", "sim.declare")


def module_of(path: Path) -> str:
    """Dotted name of a source file."""
    return ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Dotted names of the modules a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            children = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if is_module(name) else node.module for name in children)


def is_module(name: str) -> bool:
    """Whether a dotted name is a module of this project."""
    path = HOME.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def layer_of(module: str) -> int | None:
    """Number of the layer a module lies in."""
    for number, layer in enumerate(LAYERS):
        for name in layer:
            if module == name or (name != "sim" and module.startswith(f"{name}.")):
                return number
    return None


def sources(*packages: str) -> list[Path]:
    """Source files of packages."""
    return [path for path in SOURCES if module_of(path).split(".")[0] in packages]


def test_every_module_of_the_model_has_its_layer():
    assert [module_of(path) for path in sources("sim", "experiments") if layer_of(module_of(path)) is None] == []


@pytest.mark.parametrize("path", sources("sim", "experiments"), ids=module_of)
def test_imports_go_one_way(path):
    own = layer_of(module_of(path))
    against = [name for name in imported(path) if (layer_of(name) or 0) > (own or 0)]
    assert against == []


@pytest.mark.parametrize("path", sources("sim"), ids=module_of)
def test_the_model_needs_few_packages(path):
    others = {name.split(".")[0] for name in imported(path)} - {"sim"} - FOR_SIM - set(sys.stdlib_module_names)
    assert others == set()


@pytest.mark.parametrize("path", sources("analysis"), ids=module_of)
def test_analysis_reads_results_and_never_runs_the_model(path):
    ours = [name for name in imported(path) if name.split(".")[0] in ("sim", "experiments", "analysis", "configs")]
    assert [name for name in ours if not f"{name}.".startswith(tuple(f"{allowed}." for allowed in FOR_ANALYSIS))] == []


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_a_file_over_400_lines_is_two_files(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def declared() -> list[Number]:
    """Every declared number: sizes, levers, numbers about the world, options of a run."""
    return list(chain.from_iterable(numbers(kind) for kind in (Setting, Policy, Parameters, RunOptions)))


@pytest.mark.parametrize("number", declared(), ids=lambda number: number.path)
def test_every_number_has_unit_range_source_and_grade(number):
    assert number.unit and len(number.meaning) > 5 and number.source
    assert number.low <= number.default <= number.high
    assert number.grade in (*GRADES, "policy")
    assert (number.grade == "policy") == (number.level in ("person", "caseworker", "office", "market"))
    if issubclass(number.kind, IntEnum):
        assert [int(member) for member in number.kind] == list(range(int(number.low), int(number.high) + 1))
