"""Functions that crash, begin processes of their own, or never answer: what becomes of the runs and of the command."""

import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import psutil
import pytest
from studying import all_gone, begun, ended, runs_done, typed_in, until, workers_of, write_study

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals that end a process"),
]

RUNS = 4 * 6 * 2
CRASHING = """
import ctypes, os, time

def measured(parameters, seed):
    a = parameters["a"]
    if {crashes} and 0.6 < a < 0.8:
        ctypes.string_at(0)
    if {crashes} and a > 0.95:
        os._exit(0)
    time.sleep(0.005)
    return {{"y": a + 0.01 * seed, "z": a * parameters["b"]}}
"""
OWN_POOL = """
import multiprocessing, time

def twice(x):
    time.sleep({seconds})
    return 2.0 * x

def measured(parameters, seed):
    with multiprocessing.get_context({context!r}).Pool(2) as pool:
        return {{"y": sum(pool.map(twice, [parameters["a"], parameters["b"]])), "z": 1.0}}
"""
SILENT = "import time\n\ndef measured(parameters, seed):\n    time.sleep(600)\n"


def rewritten(folder: Path, module: str, text: str) -> None:
    """Give the function of a study another text."""
    (folder / f"{module}.py").write_text(text, encoding="utf-8")


def test_runs_that_crash_are_written_down_and_all_others_are_those_of_a_study_without_crashes(tmp_path):
    words = write_study(tmp_path, "crashing", samples=4, replicates=2, checkpoint_seconds=0.1)
    rewritten(tmp_path, "crashing", CRASHING.format(crashes=False))
    status, _, complaint = typed_in(tmp_path, *words, "out=undisturbed")
    assert status == 0, complaint
    rewritten(tmp_path, "crashing", CRASHING.format(crashes=True))
    status, _, complaint = typed_in(tmp_path, *words, "executor.workers=3", "out=out")
    assert status == 2 and "Traceback" not in complaint
    assert runs_done(tmp_path / "out") == RUNS
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet")
    a = runs["point"].map(pd.read_parquet(tmp_path / "out" / "points.parquet").set_index("point")["a"])
    expected = a.map(lambda x: "signal 11" if 0.6 < x < 0.8 else "status 0" if x > 0.95 else "")
    assert runs["problem"].tolist() == [how and f"the process ended ({how}) at this run" for how in expected]
    assert {"signal 11", "status 0", ""} == set(expected)
    before = pd.read_parquet(tmp_path / "undisturbed" / "runs.parquet")
    assert runs[expected == ""].equals(before[expected == ""])
    status, _, complaint = typed_in(tmp_path, "collect", "out=out", "exclude=true")
    assert status == 0, complaint


@pytest.mark.parametrize("context", ["fork", "spawn"])
def test_a_function_may_have_a_pool_of_its_own(context, tmp_path):
    words = write_study(tmp_path, "pooling", samples=2, replicates=1)
    rewritten(tmp_path, "pooling", OWN_POOL.format(seconds=0.0, context=context))
    status, _, complaint = typed_in(tmp_path, *words, "executor.workers=2", "out=out")
    assert status == 0, complaint
    points = pd.read_parquet(tmp_path / "out" / "points.parquet")
    assert points["y"].round(9).tolist() == (2.0 * points["a"] + 2.0 * points["b"]).round(9).tolist()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_what_a_run_began_ends_with_the_command_however_that_ends(number, tmp_path):
    words = write_study(tmp_path, "pooling_on", samples=8, replicates=4)
    rewritten(tmp_path, "pooling_on", OWN_POOL.format(seconds=0.2, context="fork"))
    process = begun(tmp_path, *words, "out=out", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert until(lambda: (tmp_path / "out").is_dir() and runs_done(tmp_path / "out") > 0)
    assert until(lambda: any(worker.children() for worker in workers_of(process)))
    below = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(number)
    process.wait(timeout=10.0)
    assert all_gone(below, within=10.0)


def test_a_function_that_never_answers_is_told_and_can_be_interrupted(tmp_path):
    words, told = write_study(tmp_path, "silent"), tmp_path / "told"
    rewritten(tmp_path, "silent", SILENT)
    with told.open("w") as stderr:
        process = begun(tmp_path, *words, "out=out", stderr=stderr)
    patience = "asking silent.measured what it gives takes long; Ctrl-C ends it\n"
    assert until(lambda: told.read_text() == patience)
    below = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    assert ended(process, within=10.0)[0] == 130
    assert told.read_text() == patience + "skranke: interrupted; nothing was written\n"
    assert all_gone(below, within=5.0) and not (tmp_path / "out").exists()
