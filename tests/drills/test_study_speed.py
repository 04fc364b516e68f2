"""What a study costs besides its runs: time a run, the second core, memory and files. Ratios within one run."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from settings import HELPERS
from studying import HOME, begun, runs_done, write_study

from experiments.study.create import create
from experiments.study.executors import dispatch
from experiments.study.ledger import Ledger
from experiments.study.request import read_study
from experiments.study.result_files import RunRange
from experiments.study.target import from_json, read_bases, setters_of
from experiments.study.work import Worker
from sim.engine import run_compiled
from sim.kernel import kernel

pytestmark = [pytest.mark.slow, pytest.mark.speed]

MOST_OVERHEAD = 2e-3  # seconds of processor a run; 1.3 of them measured where every number and outcome is asked for
OF_TWO_PROCESSES = 0.9
ROUNDS, MOST_ROUNDS = 3, 6
MOST_MEMORY = 1e9  # bytes
MOST_FILES = 1000
FEW = "study=channel_strategy"
FEW_WORDS = ("weeks=20", "outcomes=[contacts,access_failures,given_up,talks,trust,admin_cost_per_person]")
EVERY, EVERY_WORDS = "study=everything", ("weeks=260",)
ALL = """# @package _global_
# Every number about the world and every lever at once, and every outcome.
method: morris
samples: 2
replicates: 1
vary: [parameters.*, standardization.*, individualization.*, channel.*, organisation.*]
"""
FOLDERS = [str(HELPERS), str(HELPERS.parent / "drills")]
PLAIN = """
import sys
from pathlib import Path
sys.path[:0] = {folders!r}
from test_study_speed import plain_runs
plain_runs(Path({folder!r}), {first}, {stop})
"""


def model_study(home: Path, name: str, *words: str) -> Ledger:
    """A study of the model, frozen."""
    (home / "study").mkdir(exist_ok=True)
    (home / "study" / "everything.yaml").write_text(ALL)
    request = read_study([name, "office=small", *words], config_dir=str(home))
    return Ledger(create(request.question, home / "out"))


def plain_runs(folder: Path, first: int, stop: int) -> None:
    """Do runs of a study with the bare kernel, in a plain loop."""
    ledger = Ledger(folder)
    worker, live = Worker(folder), kernel()
    scenario = from_json(read_bases(folder / "submitted" / "bases.json")[0])
    setters = setters_of(ledger.study["factors"], scenario)
    points, seeds, _ = ledger.keys_of(RunRange(first, stop))
    for point, seed in zip(points, seeds, strict=True):
        values = worker.point(int(point))
        for setter in setters:
            setter.set(values[setter.column])
        run_compiled(scenario, live, int(seed))


@pytest.mark.parametrize("name, words, factors, outcomes", [(FEW, FEW_WORDS, 10, 6), (EVERY, EVERY_WORDS, 480, 75)])
def test_a_run_costs_at_most_two_milliseconds_more_than_the_bare_kernel(
    name, words, factors, outcomes, tmp_path, monkeypatch
):
    """Of every run, what is not spent in the kernel: reading the point, setting it, measuring and writing."""
    in_kernel = [0.0]

    def timed(scenario, live, seed):
        began = time.process_time()
        world = run_compiled(scenario, live, seed)
        in_kernel[0] += time.process_time() - began
        return world

    monkeypatch.setattr("sim.engine.run_compiled", timed)
    ledger = model_study(tmp_path, name, *words)
    assert len(ledger.study["factors"]) >= factors and len(ledger.outcomes) >= outcomes
    worker, runs, more = Worker(ledger.folder), 200, []  # a unit of default size has thousands
    worker.run(worker.point(0), 1)
    for first in range(0, 4 * runs, runs):
        in_kernel[0], began = 0.0, time.process_time()
        worker.do(RunRange(first, first + runs))
        more.append((time.process_time() - began - in_kernel[0]) / runs)
    kernel_alone = 1e3 * in_kernel[0] / runs
    told = ", ".join(f"{1e3 * one:.2f}" for one in more)
    print(f"{name}: {1e3 * min(more):.2f} ms a run more than the kernel's {kernel_alone:.2f} ms; all ranges {told}")
    assert min(more) <= MOST_OVERHEAD  # the range that was disturbed least


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="this machine has one core")
def test_two_cores_do_nine_tenths_of_what_two_bare_processes_do(tmp_path):
    """Both begin with processes that are not there yet, and end when all runs are done."""
    ledger = model_study(tmp_path, FEW, "weeks=104", "samples=32")
    runs = ledger.n_runs
    Worker(ledger.folder).run(Worker(ledger.folder).point(0), 1)  # compiled, and on disk

    def bare() -> float:
        began = time.perf_counter()
        halves = [(0, runs // 2), (runs // 2, runs)]
        texts = [
            PLAIN.format(
                folders=[str(HELPERS), str(HELPERS.parent / "drills")],
                folder=str(ledger.folder),
                first=first,
                stop=stop,
            )
            for first, stop in halves
        ]
        both = [subprocess.Popen([sys.executable, "-c", text], cwd=HOME) for text in texts]
        assert [one.wait() for one in both] == [0, 0]
        return runs / (time.perf_counter() - began)

    def studied() -> float:
        for path in ledger.result_files().values():
            path.unlink()
        began = time.perf_counter()
        dispatch.run(ledger.folder, {"kind": "local"}, 2, runs // 80, lambda: None)
        return runs / (time.perf_counter() - began)

    both: list[tuple[float, float]] = []
    plain = ours = 0.0
    while len(both) < ROUNDS or (ours < OF_TWO_PROCESSES * plain and len(both) < MOST_ROUNDS):
        both.append((bare(), studied()))
        plain, ours = (max(speeds) for speeds in zip(*both, strict=True))  # the rounds that were disturbed least
    print(f"{runs} runs: the study {ours:.1f} runs/s, two bare processes {plain:.1f} runs/s; all rounds {both}")
    assert runs_done(ledger.folder) == runs
    assert ours >= OF_TWO_PROCESSES * plain


def test_a_study_of_a_hundred_thousand_runs_takes_little_memory_and_few_files(tmp_path):
    """From the question to the tables, in every process."""
    words = write_study(tmp_path, "many", samples=1024, replicates=17)
    command = begun(tmp_path, *words, "out=out", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    watched, most, began = psutil.Process(command.pid), {"command": 0, "worker": 0}, time.perf_counter()
    while command.poll() is None:
        try:
            most["command"] = max(most["command"], watched.memory_info().rss)
            below = [one.memory_info().rss for one in watched.children(recursive=True)]
            most["worker"] = max(most["worker"], *below, 0)
        except psutil.NoSuchProcess:
            continue
        time.sleep(0.02)
    files = len(list((tmp_path / "out").rglob("*")))
    spent = time.perf_counter() - began
    print(f"{most['command'] / 1e6:.0f} MB, a worker {most['worker'] / 1e6:.0f} MB, {files} files, {spent:.0f} s")
    assert command.returncode == 0 and runs_done(tmp_path / "out") == 104_448
    assert 0 < most["worker"] < MOST_MEMORY and most["command"] < MOST_MEMORY
    assert files < MOST_FILES
