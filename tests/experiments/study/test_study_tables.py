"""From asking to tables: a study is run, gone on with and made larger, and what cannot be is refused."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pandas as pd
import pytest
from filelock import FileLock
from pyarrow import parquet
from settings import HELPERS, HOME
from studying import TINY
from typed import typed

from experiments.cli.refusal import Refused
from experiments.results.atomic_files import HOST
from experiments.results.tables import write_table
from experiments.study.create import extend
from experiments.study.execution import remembered
from experiments.study.executors import slurm
from experiments.study.executors.options import Slurm
from experiments.study.ledger import Ledger
from experiments.study.lock import study_lock
from experiments.study.result_files import KEYS, Rows, read_result_file, write_result_file

sys.path.insert(0, str(HELPERS))  # so that the workers find the functions of the tests


VARY = "[{x: [0, 0.5]}]"


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Path:
    """Where a study is that several tests have a copy of."""
    return tmp_path_factory.mktemp("once") / "made"


@pytest.fixture
def made(once, mine, capsys) -> list[str]:
    """A study in the folder `made` that was run; the words that asked for it."""
    asks = [*mine("picky", "sobol", 8, 1, vary=VARY)]
    if not once.exists():
        status, _, complaint = typed(capsys, "study", *asks, f"out={once}")
        assert status == 0, complaint
    shutil.copytree(once, "made")
    return asks


def test_a_study_of_a_function_gives_its_values_at_every_point(mine, capsys, tmp_path):
    status, _, said = typed(capsys, "study", *mine("picky", "grid", vary="[{x: [0, 0.8]}]"), "steps=5", "out=made")
    assert status == 0, said
    points = pd.read_parquet("made/points.parquet")
    assert np.allclose(points["x"], [0.0, 0.2, 0.4, 0.6, 0.8]) and np.allclose(points["y"], points["x"] + 0.001)
    assert not (tmp_path / "made" / "points.parquet").with_suffix(".partial").exists()


def test_what_is_undefined_is_null_in_every_table_and_never_a_nan(tmp_path):
    """Arrow and DuckDB count NaN as a number; read back both are the same, and so is the digest of a file."""
    odd = np.array([0xFFF8000000000001], np.uint64).view(float)[0]  # one of the many bits that mean NaN
    write_table(tmp_path / "table.parquet", {"y": np.array([1.0, odd]), "z": np.array([None, np.nan], object)}, {})
    keys = {name: np.arange(2) for name in KEYS} | {"seed_scheme": np.array(["common"] * 2, object)}
    rows = Rows(keys, np.array([[1.0], [odd]]), np.array(["", ""], object))
    write_result_file(tmp_path / "results.parquet", "a study", ["y"], rows)
    assert read_result_file(tmp_path / "results.parquet", "a study", ["y"])["y"].to_pylist() == [1.0, None]
    table = parquet.read_table(tmp_path / "table.parquet")
    assert table.to_pydict() == {"y": [1.0, None], "z": [None, None]}


def test_a_table_of_points_is_run_as_given(mine, capsys, tmp_path):
    pd.DataFrame({"channel.video": [0.1, 0.3], "policy": ["ips", "baseline"]}).to_csv("mine.csv", index=False)
    words = ("study=policies", "method=table", "vary=[]", "points=mine.csv", "outcomes=[talks]", *TINY)
    status, _, said = typed(capsys, "study", *words, "out=made")
    assert status == 0, said
    points = pd.read_parquet("made/points.parquet")
    assert points["channel.video"].tolist() == [0.1, 0.3] and points["policy"].tolist() == ["ips", "baseline"]


def test_every_point_meets_the_same_seeds_and_fresh_ones_are_its_own(mine, capsys):
    typed(capsys, "study", *mine("picky", "delta", 6, 3), "fresh=2", "vary=[{x: [0, 0.5]}]", "out=made")
    runs = pd.read_parquet("made/runs.parquet")
    common, own = runs[runs["seed_scheme"] == "common"], runs[runs["seed_scheme"] == "independent"]
    assert common.groupby("point")["seed"].agg(list).tolist() == [[1, 2, 3]] * 6
    assert len(own) == 12 and own["seed"].is_unique and own["seed"].min() > 1e6


@pytest.mark.parametrize(
    ("words", "runs"), [(("samples=16",), 16 * 4), (("replicates=5",), 8 * 4 * 5), (("fresh=1",), 8 * 4 * 2)]
)
def test_a_study_made_larger_keeps_what_it_has(made, capsys, words, runs):
    before, files = pd.read_parquet("made/runs.parquet"), {path.name for path in Path("made/results").iterdir()}
    status, _, said = typed(capsys, "study", "extend", "out=made", *words)
    assert status == 0, said
    after = pd.read_parquet("made/runs.parquet")
    assert len(after) == runs and after.iloc[: len(before)].equals(before)
    assert files < {path.name for path in Path("made/results").iterdir()}
    typed(capsys, "study", *made, *words, "out=at_once")
    at_once = pd.read_parquet("at_once/runs.parquet")
    keys = ["seed_scheme", "point", "seed"]
    assert after.sort_values(keys)["y"].tolist() == at_once.sort_values(keys)["y"].tolist()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "extend what?"),
        (("samples=4",), "extend only adds"),
        (("samples=12",), "power of 2"),
        (("samples=x",), "samples is 'x'; it must be a whole number between 1"),
        (("until=0.1", "at_most=x"), "at_most is 'x'; it must be a whole number between 1"),
        (("replicates=3", "exclude=tru"), "exclude is 'tru'; it must be true or false; the nearest is 'true'"),
        (("replicates=0",), "between 1"),
        (("checkpoint_seconds=3",), "takes out=FOLDER"),
    ],
)
def test_an_extension_that_cannot_be_is_refused_and_changes_nothing(made, capsys, words, expected):
    before = Path("made/study.json").read_bytes()
    status, _, said = typed(capsys, "study", "extend", "out=made", *words)
    assert status == 2 and expected in said
    assert Path("made/study.json").read_bytes() == before
    Ledger(Path("made")).refuse_if_changed()


def test_a_study_that_two_extend_at_once_says_so_to_the_second(made):
    first, second = Ledger(Path("made")), Ledger(Path("made"))
    extend(first, None, 3, None)
    with pytest.raises(Refused, match="at the same time"):
        extend(second, 16, None, None)
    assert Ledger(Path("made")).study["replicates"] == 3


HOLDS = """
import sys
from pathlib import Path
from unittest.mock import Mock
from experiments.study.lock import study_lock
from experiments.study.result_files import KEYS, Rows, read_result_file, write_result_file
with study_lock(Path("made")):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_study_that_another_process_runs_is_refused_with_its_name_and_free_when_that_is_killed(made, capsys):
    before = Path("made/study.json").read_bytes()
    paths = {**os.environ, "PYTHONPATH": str(HOME)}
    with subprocess.Popen([sys.executable, "-c", HOLDS], stdin=-1, stdout=-1, text=True, env=paths) as other:
        assert other.stdout.readline() == "held\n"
        for words in (("resume",), ("extend", "replicates=2")):
            status, _, complaint = typed(capsys, "study", *words, "out=made")
            assert status == 2 and complaint.startswith(f"skranke: process {other.pid} on {HOST} does the runs of made")
        assert Path("made/study.json").read_bytes() == before
        assert [typed(capsys, "study", action, "out=made")[0] for action in ("status", "collect")] == [0, 0]
        other.kill()
    status, _, complaint = typed(capsys, "study", "extend", "out=made", "replicates=2")
    assert status == 0, complaint
    assert remembered(Path("made"))["running"] is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks otherwise")
@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_where_the_file_system_has_no_locks_nobody_is_refused(number, made, capsys, monkeypatch):
    def none(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", none)
    status, _, complaint = typed(capsys, "study", "extend", "out=made", "replicates=2")
    assert status == 0, complaint
    with study_lock(Path("made")), study_lock(Path("made")):
        assert "running" not in remembered(Path("made")) or remembered(Path("made"))["running"] is None


def test_a_holder_that_could_not_write_its_name_still_holds_the_study(made, capsys):
    with FileLock("made/running.lock"):
        status, _, complaint = typed(capsys, "study", "resume", "out=made")
    assert status == 2 and complaint.startswith("skranke: another command does the runs of made; let it, or stop it")


def test_what_was_found_is_gone_when_the_study_grows_and_its_new_runs_fail(mine, capsys):
    typed(capsys, "study", *mine("late", "morris", 2, 1), "out=made")
    assert Path("made/indices.json").exists()
    status, _, _ = typed(capsys, "study", "extend", "out=made", "replicates=2")
    assert status == 2 and not Path("made/indices.json").exists()


def test_a_point_has_no_mean_where_one_of_its_seeds_is_missing(mine, capsys):
    status, _, complaint = typed(capsys, "study", *mine("picky", "grid", replicates=2), "steps=2", "out=made")
    assert status == 2 and "1 of 4 runs failed" in complaint and "that is too much" in complaint
    status, said, _ = typed(capsys, "study", "collect", "out=made", "exclude=true")
    assert status == 0 and "1 of 2 points have no value" in said
    assert pd.read_parquet("made/points.parquet")["y"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("outcomes=[z]",), "gives no 'z'"),
        (("outcomes=[y,y]",), "named twice"),
        (("target=functions.clashing",), "name of something else"),
        (("target=functions.leaving",), "SystemExit"),
        (("method=list", "vary=[]", "points=[{x: 1},{x: a}]"), "point 2: x is 'a'"),
        (("method=list", "vary=[]", "points=[{x: 1},{x: null}]"), "point 2: x is None"),
        (("vary=[{x: {values: [1, a]}}]",), "all numbers or all names"),
    ],
)
def test_what_a_function_cannot_be_asked_is_refused_before_anything_is_made(mine, capsys, words, expected):
    status, _, complaint = typed(capsys, "study", *mine("picky"), *words, "out=made")
    assert status == 2 and expected in complaint and not Path("made").exists()


def test_a_change_beside_a_function_is_seen(mine, capsys, tmp_path, monkeypatch):
    """A decorated function, and what its module imports from beside it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "beside_numbers.py").write_text("K = 2.0\n\n\ndef k():\n    return K\n", encoding="utf-8")
    text = "from functools import cache\n\nfrom beside_numbers import k\n\n\ndef mine(parameters, seed):\n"
    (tmp_path / "beside.py").write_text(text + "    return {'y': k() * parameters['x']}\n", encoding="utf-8")
    typed(capsys, "study", "submit", *mine("ishigami"), "target=beside.mine", "out=made")
    (tmp_path / "beside_numbers.py").write_text("K = 3.0\n\n\ndef k():\n    return K\n", encoding="utf-8")
    status, _, complaint = typed(capsys, "study", "resume", "out=made")
    assert status == 2 and "beside_numbers.py" in complaint and "changed since" in complaint


def test_submitting_runs_nothing_and_resuming_runs_it(mine, capsys, monkeypatch):
    status, said, _ = typed(capsys, "study", "submit", *mine("picky", vary="[{x: [0, 0.5]}]"), "out=made")
    assert status == 0 and "resume" in said and not any(Path("made/results").iterdir())
    _, said, _ = typed(capsys, "study", "status", "out=made")
    assert "0 of 32 runs" in said
    status, _, complaint = typed(capsys, "study", "collect", "out=made")
    assert status == 2 and "nothing is done yet" in complaint
    status, _, complaint = typed(capsys, "study", "submit", "out=made")
    assert status == 2 and "executor=local has no queue; write executor=slurm, or `skranke study resume" in complaint
    status, _, complaint = typed(capsys, "study", "submit", "out=nowhere")
    assert status == 2 and "nowhere holds no study" in complaint
    typed_to_slurm: list[tuple[str, ...]] = []
    monkeypatch.setattr(slurm, "give", Mock(side_effect=KeyboardInterrupt))
    monkeypatch.setattr(slurm, "asked", lambda *command: typed_to_slurm.append(command) or "")
    with pytest.raises(KeyboardInterrupt):
        slurm.submit(Path("made"), Slurm(), 10)
    name = remembered(Path("made"))["slurm"]["name"]
    assert ("scancel", f"--name={name}") in typed_to_slurm  # jobs that were handed over by halves are taken back
    assert typed(capsys, "study", "resume", "out=made")[0] == 0
    assert json.loads(Path("made/execution.json").read_text())["runs_a_file"] >= 1


def test_a_folder_with_something_in_it_is_not_taken(mine, capsys, tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "notes.txt").write_text("mine", encoding="utf-8")
    status, _, complaint = typed(capsys, "study", *mine(), "out=made")
    assert status == 2 and "holds something already" in complaint


def test_functions_that_are_not_there_or_give_nothing_are_refused_before_anything_is_made(mine, capsys, tmp_path):
    for target, expected in (("functions.ishigmi", "nearest is 'ishigami'"), ("nowhere.f", "cannot import nowhere")):
        status, _, complaint = typed(capsys, "study", *mine(), f"target={target}", "out=made")
        assert status == 2 and expected in complaint
    status, _, complaint = typed(capsys, "study", *mine("ishigami"), "out=made")
    assert status == 2 and "KeyError" in complaint and not (tmp_path / "made").exists()


@pytest.mark.parametrize("method", ["sobol", "grid"])
def test_what_a_study_writes_is_the_same_in_whatever_language_it_is_shown(mine, capsys, method):
    """With one replicate, which leaves notes in the files."""
    sizes = ["steps=2"] if method == "grid" else []
    status, _, complaint = typed(capsys, "study", *mine("picky", method, vary="[{x: [0, 0.8]}]"), *sizes, "out=made")
    assert status == 0, complaint
    english = {path: path.read_bytes() for path in Path("made").iterdir() if path.suffix in (".json", ".parquet")}
    status, said, _ = typed(capsys, "study", "collect", "out=made", "language=nb")
    assert status == 0 and "Resultatene ligger i made" in said
    assert {path: path.read_bytes() for path in english} == english
