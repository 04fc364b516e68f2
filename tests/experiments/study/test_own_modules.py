"""Functions of a user's own: every module that a run is made of is watched, and none is imported only to look."""

import sys

import pytest
from studying import found_in, remade, write_study
from typed import typed

from experiments.cli.refusal import Refused
from experiments.study.ledger import Ledger

MODULES = {
    "numbers_of_mine.py": "A = 2.0\n",
    "mine_inside/__init__.py": "",
    "mine_inside/helper.py": "from mine_inside.deep.number import B\n",
    "mine_inside/deep/__init__.py": "",
    "mine_inside/deep/number.py": "B = 1.0\n",
    "mine_late.py": "C = 0.5\n",
    "mine_chained.py": """
import numpy
from numbers_of_mine import A
import mine_inside.helper

def measured(parameters, seed):
    from mine_late import C
    return {"y": A * parameters["a"] + mine_inside.helper.B + C, "z": 1.0}
""",
}


@pytest.fixture(scope="module")
def of_modules(tmp_path_factory) -> Ledger:
    """A study of a function that is made of several modules."""
    home = tmp_path_factory.mktemp("modules")
    (home / "mine_inside" / "deep").mkdir(parents=True)
    write_study(home, "mine_chained")
    with found_in(home):
        for name, text in MODULES.items():
            (home / name).write_text(text, encoding="utf-8")
        yield remade(home, "mine_chained")


@pytest.mark.parametrize("name", MODULES)
def test_a_change_in_any_module_of_a_function_is_seen_and_named(name, of_modules):
    of_modules.refuse_if_changed()
    path = of_modules.folder.parent / name
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}# changed\n", encoding="utf-8")
    try:
        with pytest.raises(
            Refused, match=rf"{path.name} \(module [a-z_.]+\) has changed since .* go back to that code"
        ):
            of_modules.refuse_if_changed()
    finally:
        path.write_text(before, encoding="utf-8")
    of_modules.refuse_if_changed()


def test_what_is_installed_and_what_ships_is_not_a_users_own_and_nothing_was_imported_here(of_modules):
    assert set(of_modules.own) == {
        "mine_chained", "mine_inside", "mine_inside.deep", "mine_inside.deep.number", "mine_inside.helper", "mine_late",
        "numbers_of_mine",
    }  # fmt: skip
    assert sys.modules.keys().isdisjoint(of_modules.own)


def test_a_module_that_is_not_there_any_more_is_named_with_the_way_out(of_modules):
    path = of_modules.folder.parent / "mine_late.py"
    path.rename(path.with_suffix(".away"))
    try:
        with pytest.raises(
            Refused, match=r"mine_late\.py \(module mine_late\), of which .* is not there; stand in the"
        ):
            of_modules.refuse_if_changed()
    finally:
        path.with_suffix(".away").rename(path)


IMPORTED = """
from pathlib import Path
Path({mark!r}).touch()

def measured(parameters, seed):
    return {{"y": parameters["a"], "z": 1.0}}
"""


GRID = """# @package _global_
# What a function gives at a few points.
method: grid
replicates: 1
steps: 3
target: marking.measured
vary: [{a: [0, 1]}]
"""


def test_whoever_only_looks_at_or_collects_a_study_imports_nothing_of_it(tmp_path, capsys, monkeypatch):
    """Not even where its code has changed, as in a folder from somebody else; what runs is refused first."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    mark, module = tmp_path / "imported", tmp_path / "marking.py"
    write_study(tmp_path, "marking")
    module.write_text(IMPORTED.format(mark=str(mark)), encoding="utf-8")
    (tmp_path / "study" / "marking.yaml").write_text(GRID, encoding="utf-8")
    words = ("study=marking", "--config-dir", str(tmp_path), "out=out", "executor.workers=1")
    assert typed(capsys, "study", *words)[0] == 0 and mark.exists()
    mark.unlink()
    module.write_text(IMPORTED.format(mark=str(mark)) + "# changed\n", encoding="utf-8")
    actions = {"status": 0, "collect": 0, "resume": 2, "extend": 2}
    for action, expected in actions.items():
        more = ["replicates=2"] if action == "extend" else []
        status, answer, complaint = typed(capsys, "study", action, *more, "out=out")
        assert ("modules of your own that must stay as they are: marking\n" in answer) is (action == "status")
        assert status == expected and ("marking.py (module marking) has changed" in complaint) is (status == 2)
    assert not mark.exists()
