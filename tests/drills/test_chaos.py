"""Commands cut off in every way there is: what they leave behind goes on to the very bytes of an undisturbed study."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from studying import (
    all_gone,
    begun,
    ended,
    remembers,
    runs_done,
    tables,
    typed_in,
    until,
    workers_of,
    write_study,
)

from experiments.results.atomic_files import HOST, PARTIAL
from experiments.study.ledger import Ledger
from experiments.study.result_files import run_range_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither kill -9 nor file size limits"),
]

BUSY_RUNS = 64 * 6 * 4
CHAOS = {"samples": 128, "seconds": 0.004, "checkpoint_seconds": 0.2}


def results_in(folder: Path) -> list[Path]:
    """Files of results that are whole."""
    result_files = folder / "results"
    return [path for path in result_files.iterdir() if run_range_of(path.name)] if result_files.is_dir() else []


class Chaos:
    """Kills something of a command at a random moment, and counts."""

    def __init__(self, folder: Path, seed: int):
        self.folder = folder
        self.random = random.Random(seed)
        self.kills: dict[str, int] = {}
        self.orphans: list[psutil.Process] = []

    def strike(self, process: subprocess.Popen) -> None:
        """Wait a little, then kill -9 the command, a worker, or whoever writes a file just now."""
        time.sleep(self.random.uniform(0.0, 1.2))
        victim = self.random.choice(["command", "command", "worker", "writer"])
        workers = workers_of(process)
        if victim == "command" or not workers:
            self._count("command")
            process.kill()
            process.wait()
            self.orphans += [one for one in workers if not all_gone([one], within=5.0)]
        elif victim == "worker":
            self._kill("worker", self.random.choice(workers))
        else:
            self._kill("writer", self._writer(workers) or self.random.choice(workers))

    def _writer(self, workers: list[psutil.Process]) -> psutil.Process | None:
        """The worker that is seen to write a file of results."""
        end = time.monotonic() + 2.0
        by_number = {str(one.pid): one for one in workers}
        while time.monotonic() < end:
            for path in (self.folder / "results").glob(f"{PARTIAL}*"):
                number = path.name.removeprefix(PARTIAL).rpartition(".parquet")[0].rsplit(".", 1)[-1].partition("-")[0]
                if number in by_number:
                    return by_number[number]
        return None

    def _kill(self, what: str, process: psutil.Process) -> None:
        try:
            process.kill()
            self._count(what)
        except psutil.NoSuchProcess:
            pass

    def _count(self, what: str) -> None:
        self.kills[what] = self.kills.get(what, 0) + 1


@pytest.mark.parametrize(
    ("replicates", "kills", "collecting_kills"),
    [(4, 8, 2), pytest.param(13, 24, 6, marks=pytest.mark.long)],  # 3 072 runs and 9 984
)
def test_a_study_of_thousands_of_runs_survives_kills_at_random_moments(tmp_path, replicates, kills, collecting_kills):
    words, n_runs = write_study(tmp_path, "drill", replicates=replicates, **CHAOS), 128 * 6 * replicates
    assert typed_in(tmp_path, *words, "out=undisturbed")[0] == 0
    assert typed_in(tmp_path, "submit", *words, "out=out")[0] == 0
    folder, chaos, command = tmp_path / "out", Chaos(tmp_path / "out", seed=1), None
    while sum(chaos.kills.values()) < kills and runs_done(folder) < n_runs:
        if command is None or command.poll() is not None:
            had = len(results_in(folder))
            command = begun(tmp_path, "resume", "out=out", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            until(lambda had=had, command=command: len(results_in(folder)) > had or command.poll() is not None)
        chaos.strike(command)
    if command is not None:
        command.kill()
        command.wait()
    in_the_middle = sum(chaos.kills.values())
    assert in_the_middle >= 0.8 * kills, chaos.kills
    assert {"command", "worker", "writer"} <= set(chaos.kills), chaos.kills
    assert not chaos.orphans

    for _ in range(collecting_kills):  # the last of the runs, the gathering, and anything between
        command = begun(tmp_path, "resume", "out=out", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda command=command: runs_done(folder) == n_runs or command.poll() is not None)
        time.sleep(chaos.random.uniform(0.0, 1.0))
        command.kill()
        command.wait()
    status, _, complaint = typed_in(tmp_path, "resume", "out=out")
    assert status == 0, complaint
    assert tables(folder) == tables(tmp_path / "undisturbed") and len(tables(folder)) >= 3
    assert not list(folder.rglob(f"{PARTIAL}*"))
    assert len(list(folder.rglob("*"))) < 1000


@pytest.fixture(params=[0.008])
def running(tmp_path, request):
    """A study that a command is busy with, some of its runs done; its folder and the command."""
    words = write_study(tmp_path, "busy", samples=64, replicates=4, seconds=request.param, checkpoint_seconds=0.1)
    process = begun(tmp_path, *words, "out=out")
    assert until(lambda: results_in(tmp_path / "out"))
    yield tmp_path / "out", process
    process.kill()
    process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_study_ends_at_once_keeps_its_ledger_and_says_how_to_go_on(number, running):
    folder, process = running
    workers = workers_of(process)
    assert workers
    process.send_signal(number)
    status, _, complaint = ended(process, within=5.0)
    assert status == 130
    assert complaint.splitlines()[-1] == "skranke: interrupted; `skranke study resume out=out` runs what is missing"
    assert "Traceback" not in complaint
    assert all_gone(workers, within=2.0)
    assert 0 < runs_done(folder) < BUSY_RUNS
    assert not list(folder.rglob(f"{PARTIAL}*"))


def test_no_worker_outlives_a_command_that_was_killed(running):
    folder, process = running
    workers = workers_of(process)
    assert workers
    process.kill()
    assert all_gone(workers, within=5.0)


def test_a_worker_that_was_killed_is_replaced(running):
    folder, process = running
    workers_of(process)[0].kill()
    status, _, complaint = ended(process)
    assert status == 0, complaint
    assert runs_done(folder) == BUSY_RUNS


def test_a_full_disk_is_told_in_one_sentence_and_loses_nothing(tmp_path):
    """No file may grow beyond 1 000 bytes, as on a disk that is full."""
    import resource

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    words, folder = write_study(tmp_path, "spacious"), tmp_path / "out"
    assert typed_in(tmp_path, *words, "out=whole")[0] == 0
    shutil.copytree(tmp_path / "whole", folder)
    for path in [*results_in(folder)[2:], *(folder / name for name in tables(folder))]:
        path.unlink()
    remembers(folder, runs_a_file=10)
    result_files = Ledger(folder).result_files()

    status, _, complaint = typed_in(tmp_path, "resume", "out=out", preexec_fn=full)
    assert status == 2
    last = complaint.splitlines()[-1]
    assert last.startswith("skranke: cannot write results to out: ")
    assert last.endswith("`skranke study resume out=out` runs what is missing")
    assert "Traceback" not in complaint
    assert Ledger(folder).result_files() == result_files and not list(folder.rglob(f"{PARTIAL}*"))

    assert typed_in(tmp_path, "resume", "out=out")[0] == 0
    for name in tables(folder):
        (folder / name).unlink()
    status, _, complaint = typed_in(tmp_path, "collect", "out=out", preexec_fn=full)
    assert status == 2 and "cannot write" in complaint.splitlines()[-1]
    assert tables(folder) == {}
    assert typed_in(tmp_path, "collect", "out=out")[0] == 0
    assert tables(folder) == tables(tmp_path / "whole")


@pytest.mark.parametrize("running", [0.02], indirect=True)  # long enough for three commands beside it
def test_whoever_would_do_the_same_runs_is_told_who_does_them_and_the_first_ends_well(running):
    folder, process = running
    for words in (("resume",), ("extend", "replicates=5")):
        status, _, complaint = typed_in(folder.parent, *words, "out=out")
        assert status == 2 and len(complaint.splitlines()) == 1, complaint
        assert complaint.startswith(f"skranke: process {process.pid} on {HOST} does the runs of out since 20")
    assert typed_in(folder.parent, "status", "out=out")[0] == 0
    status, _, complaint = ended(process)
    assert status == 0, complaint
    assert runs_done(folder) == BUSY_RUNS
    assert typed_in(folder.parent, "extend", "replicates=5", "out=out", "executor.workers=2")[0] == 0


def test_after_a_kill_the_study_is_free_at_once(running):
    folder, process = running
    process.kill()
    process.wait()
    status, _, complaint = typed_in(folder.parent, "resume", "out=out")
    assert status == 0, complaint
    assert runs_done(folder) == BUSY_RUNS


def test_two_that_collect_at_once_agree(tmp_path):
    words = write_study(tmp_path, "shared", samples=16, replicates=4, seconds=0.005, checkpoint_seconds=0.1)
    assert typed_in(tmp_path, *words, "out=out")[0] == 0
    before = tables(tmp_path / "out")
    both = [begun(tmp_path, "collect", "out=out") for _ in range(2)]
    assert [ended(process)[0] for process in both] == [0, 0]
    assert tables(tmp_path / "out") == before and runs_done(tmp_path / "out") == 16 * 6 * 4
