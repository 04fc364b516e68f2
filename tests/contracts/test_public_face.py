"""What a user finds in `sim`: every name can be imported, completed, and is known to a type checker."""

import ast
import importlib
import subprocess
import sys
import tomllib

import pytest
from settings import HOME

import sim

NEEDED = {
    "BEHAVIOURS", "Change", "ConservationError", "FrontLine", "Jobseeker", "Parameters", "Policy", "Results",
    "Scenario", "Setting", "side_by_side", "simulate",
}  # fmt: skip


@pytest.mark.parametrize("name", sim.__all__)
def test_every_name_that_is_promised_can_be_imported(name):
    homes = [module for module, names in sim.HOMES.items() if name in names]
    assert len(homes) == 1
    assert getattr(sim, name) is getattr(importlib.import_module(homes[0]), name)


def test_what_a_user_needs_is_promised_and_completed():
    assert set(sim.__all__) >= NEEDED
    assert set(dir(sim)) >= set(sim.__all__)


def test_a_type_checker_is_shown_the_names_that_are_promised():
    tree = ast.parse((HOME / "sim" / "__init__.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and str(node.module) in sim.HOMES]
    assert {str(node.module): tuple(alias.name for alias in node.names) for node in imports} == sim.HOMES
    assert sorted(name for names in sim.HOMES.values() for name in names) == sorted(sim.__all__)


def test_every_behaviour_is_registered_for_who_asks_for_them():
    """In a fresh process, where nothing has been imported yet."""
    command = "from sim import BEHAVIOURS; import sim.week; print(len(BEHAVIOURS), 'hold_talk' in BEHAVIOURS)"
    done = subprocess.run([sys.executable, "-c", command], cwd=HOME, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(len(sim.BEHAVIOURS)), "True"]


def test_a_name_that_is_not_there_is_no_attribute():
    with pytest.raises(AttributeError, match="module 'sim' has no attribute 'Scenaro'"):
        sim.Scenaro  # noqa: B018


def test_importing_the_model_loads_nothing_that_takes_time():
    command = "import sys, sim; print(*{'numba', 'mesa', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", command], cwd=HOME, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


USER = """
from sim import BEHAVIOURS, FrontLine, Policy, Scenario, simulate
reveal_type(Scenario())
reveal_type(simulate(Scenario()).outcomes)
reveal_type(FrontLine(backend="compiled").week)
reveal_type(BEHAVIOURS)
Scenario().polcy
Policy().channel.drop_in_hour
simulate(Scenario(), life="mesa")
from sim import Scenaro
"""


def test_a_type_checker_knows_what_a_user_imports_and_finds_what_is_misspelt(tmp_path):
    """Neither is a name of the public face Any, nor a wrong attribute, keyword or name let through."""
    (tmp_path / "user.py").write_text(USER, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(HOME / "pyproject.toml"), str(tmp_path / "user.py")]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True)
    revealed = [line.partition("Revealed type is ")[2] for line in done.stdout.splitlines() if "Revealed type" in line]
    assert len(revealed) == 4, done.stdout + done.stderr
    assert revealed[0] == '"sim.scenario.Scenario"'
    assert "ndarray" in revealed[1]
    assert "int" in revealed[2]
    for said in (
        '"Scenario" has no attribute "polcy"; maybe "policy"?',
        '"ChannelStrategy" has no attribute "drop_in_hour"; maybe "drop_in_hours"?',
        'Unexpected keyword argument "life" for "simulate"',
        'Module "sim" has no attribute "Scenaro"',
    ):
        assert said in done.stdout, done.stdout


def test_the_mark_of_a_typed_package_is_shipped():
    assert (HOME / "sim" / "py.typed").exists()
    setup = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert "py.typed" in setup["package-data"]["*"]
