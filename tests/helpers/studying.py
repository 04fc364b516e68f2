"""What the tests of studies share: a study of a function in a file of its own, done here or by a command."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from settings import HOME

from experiments.study.create import create
from experiments.study.ledger import Ledger
from experiments.study.request import read_study
from experiments.study.result_files import RunRange
from experiments.study.work import Worker

TINY = ("office=small", "office.jobseekers=30", "weeks=30", "replicates=2")
TABLES = ("design.parquet", "points.parquet", "runs.parquet", "indices.json")
FUNCTION = """
import time

def measured(parameters, seed):
    time.sleep({seconds})
    a, b = parameters["a"], parameters["b"]
    return {{"y": a + 2.0 * b * b + 0.01 * (seed % 7), "z": a * b}}
"""
STUDY = """# @package _global_
# What a function does of which a run takes some milliseconds.
method: sobol
samples: {samples}
replicates: {replicates}
checkpoint_seconds: {checkpoint_seconds}
target: {module}.measured
vary: [{{a: [0, 1]}}, {{b: [0, 1]}}, {{c: [0, 1]}}]
"""


def write_study(
    folder: Path,
    module: str,
    *,
    samples: int = 8,
    replicates: int = 2,
    seconds: float = 0.0,
    checkpoint_seconds: float = 1.0,
) -> list[str]:
    """Write a function and a study of it; the words that ask for it. It has 6 x samples x replicates runs."""
    (folder / f"{module}.py").write_text(FUNCTION.format(seconds=seconds), encoding="utf-8")
    (folder / "study").mkdir(exist_ok=True)
    said = STUDY.format(samples=samples, replicates=replicates, module=module, checkpoint_seconds=checkpoint_seconds)
    (folder / "study" / f"{module}.yaml").write_text(said, encoding="utf-8")
    return [f"study={module}", "--config-dir", str(folder)]


def made(folder: Path, module: str, out: str, **sizes: float) -> Ledger:
    """A study of a function, frozen and not run; `folder` is where functions are found."""
    words = write_study(folder, module, **sizes)
    request = read_study(words[:1], config_dir=str(folder))
    return Ledger(create(request.question, folder / out))


def remade(folder: Path, module: str, out: str = "out") -> Ledger:
    """The study of a function that is written already."""
    return Ledger(create(read_study([f"study={module}"], config_dir=str(folder)).question, folder / out))


def do_missing(ledger: Ledger, longest: int = 10) -> list[RunRange]:
    """Do here what is missing or failed; the ranges that were done."""
    run_ranges = ledger.look().to_do(longest)
    for run_range in run_ranges:
        Worker(ledger.folder).do(run_range)
    return run_ranges


def tables(folder: Path) -> dict[str, bytes]:
    """The bytes of the tables that a study ends in."""
    return {name: (folder / name).read_bytes() for name in TABLES if (folder / name).exists()}


def begun(folder: Path, *words: str, **options: object) -> subprocess.Popen:
    """`skranke study WORDS`, begun in a folder."""
    paths = os.pathsep.join([str(HOME), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "experiments.command", "study", *words]
    asked = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **options}
    return subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": paths}, **asked)


def ended(process: subprocess.Popen, within: float = 300.0) -> tuple[int, str, str]:
    """Status, output and complaint of a command, waited for."""
    said, complaint = process.communicate(timeout=within)
    return process.returncode, said, complaint


def typed_in(folder: Path, *words: str, **options: object) -> tuple[int, str, str]:
    """`skranke study WORDS` in a folder, waited for."""
    return ended(begun(folder, *words, **options))


def runs_done(folder: Path) -> int:
    """Runs that the ledger of a study holds."""
    return int(Ledger(folder).look().done.sum())


def remembers(folder: Path, **said: object) -> None:
    """Say how a study is run, as it would remember it itself."""
    path = folder / "execution.json"
    before = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps({**before, **said}))


def workers_of(process: subprocess.Popen) -> list[psutil.Process]:
    """The worker processes of a command."""
    try:
        below = psutil.Process(process.pid).children(recursive=True)
        return [one for one in below if "spawn_main" in " ".join(one.cmdline())]
    except psutil.NoSuchProcess:
        return []


def all_gone(processes: list[psutil.Process], within: float = 10.0) -> bool:
    """Whether all of these processes end in time."""
    _, alive = psutil.wait_procs(processes, timeout=within)
    return not alive


def until(holds, within: float = 60.0) -> bool:
    """Wait until something holds; whether it does."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return False


@contextmanager
def found_in(folder: Path) -> Iterator[None]:
    """Let functions be found in a folder."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
