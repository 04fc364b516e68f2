"""A real SLURM on this machine: studies go through it, however their tasks end."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
import pytest
from settings import HOME
from studying import begun, ended, runs_done, tables, typed_in, until, write_study

from experiments.results.atomic_files import PARTIAL
from experiments.study.ledger import Ledger

pytestmark = pytest.mark.slow

SCRIPT = HOME / "tests" / "drills" / "slurm_cluster.sh"
LARGEST_ARRAY = 6
CORES_A_NODE = 2  # whatever the machine has, so that four tasks run at once and two wait
RUNS = 64 * 6 * 4
SIZES = {"samples": 64, "replicates": 4, "seconds": 0.04, "checkpoint_seconds": 0.4}
SLURM = ("executor=slurm", "executor.tasks=50", "executor.memory_gb=0.5", "executor.minutes=30")


@pytest.fixture(scope="module")
def cluster():
    """A SLURM of two nodes, and its name for itself in the environment; stopped again at the end."""
    path = f"{os.environ['PATH']}:/usr/sbin"
    missing = [name for name in ("munged", "slurmctld", "slurmd", "sbatch") if not shutil.which(name, path=path)]
    if missing:
        remedy = "`tests/drills/slurm_cluster.sh install` brings SLURM on Debian and Ubuntu"
        reason = f"there is no {missing[0]} here; {remedy}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    home = Path(tempfile.mkdtemp(prefix="skranke-slurm-", dir="/tmp"))
    before = {**os.environ, "ARRAY": str(LARGEST_ARRAY), "CPUS": str(CORES_A_NODE)}
    started = subprocess.run([SCRIPT, "up", home], capture_output=True, text=True, env=before)
    assert started.returncode == 0, started.stderr
    os.environ["SLURM_CONF"] = started.stdout.strip().removeprefix("SLURM_CONF=")
    yield home
    stopped = subprocess.run([SCRIPT, "down", home], capture_output=True, text=True)
    os.environ.pop("SLURM_CONF")
    left = [one.pid for one in psutil.process_iter() if str(home) in " ".join(_command(one))]
    assert stopped.returncode == 0 and not left, stopped.stderr
    shutil.rmtree(home)


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def scheduler(*command: str) -> str:
    """What one of SLURM's commands says."""
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, (command, done.stderr)
    return done.stdout


def in_queue(job: str) -> dict[str, str]:
    """State of the tasks of a job that are in the queue, by number."""
    lines = scheduler("squeue", "--noheader", "--array", "--format=%i %T").splitlines()
    tasks = dict(line.split() for line in lines)
    return {name.partition("_")[2]: state for name, state in tasks.items() if name.partition("_")[0] == job}


def job_of(folder: Path) -> str:
    """The number of the job that the study was given."""
    return str(json.loads((folder / "execution.json").read_text())["slurm"]["job"])


def name_of(folder: Path) -> str:
    """What the jobs of the study are called."""
    return str(json.loads((folder / "execution.json").read_text())["slurm"]["name"])


def process_of(job: str, task: str) -> psutil.Process:
    """The process that does the share of a task."""
    for one in psutil.process_iter():
        if "submitit.core._submit" in _command(one) and "srun" not in _command(one)[0]:
            said = one.environ()
            if (said.get("SLURM_ARRAY_JOB_ID"), said.get("SLURM_ARRAY_TASK_ID")) == (job, task):
                return one
    raise AssertionError(f"no process of {job}_{task}")


def time_is_up(process: psutil.Process) -> None:
    """Tell a task and all that it began, as SLURM does a while before its time limit.

    (`scancel --signal` does not, in SLURM 22.05, while other tasks of the array are waiting.)
    """
    for one in [*process.children(recursive=True), process]:
        one.send_signal(signal.SIGUSR2)


def release(job: str, task: str) -> None:
    """Let a task that was put back into the queue begin now; SLURM would wait two minutes."""
    asked = ["scontrol", "update", f"JobId={job}_{task}", "StartTime=now"]

    def begins() -> bool:
        subprocess.run(asked, capture_output=True)
        time.sleep(1.0)
        return in_queue(job).get(task) in (None, "RUNNING", "COMPLETING")

    assert until(begins, within=60.0), in_queue(job)


def starts_of(folder: Path, job: str, task: str) -> int:
    """How often a task began, by its own words."""
    return (folder / "jobs" / f"{job}_{task}_0_log.out").read_text().count("Loading pickle")


def test_tasks_killed_cancelled_and_queued_again_lose_nothing(cluster, tmp_path):
    words, folder = write_study(tmp_path, "on_slurm", **SIZES), tmp_path / "out"
    assert typed_in(tmp_path, *words, "out=here")[0] == 0
    status, said, complaint = typed_in(tmp_path, "submit", *words, *SLURM, "out=out")
    assert status == 0, complaint
    job = job_of(folder)
    assert f"job {job}: {RUNS} runs in {LARGEST_ARRAY} tasks" in said  # not in 50: the cluster's limit holds
    assert runs_done(folder) < RUNS

    running = ["0", "1", "2", "3"]  # as many as the two nodes have cores
    assert until(lambda: [task for task, state in in_queue(job).items() if state == "RUNNING"] == running)
    assert until(lambda: runs_done(folder) > 0)
    time_is_up(process_of(job, "3"))
    process_of(job, "0").kill()
    scheduler("scancel", f"{job}_1")
    scheduler("scontrol", "requeue", f"{job}_2")
    assert until(lambda: in_queue(job).get("2") == in_queue(job).get("3") == "PENDING")

    status, _, complaint = typed_in(tmp_path, "resume", "out=out", "executor=local")
    assert status == 2 and "jobs of out are in the queue and do these runs" in complaint
    status, _, complaint = typed_in(tmp_path, "extend", "out=out", "replicates=99")
    assert status == 2 and "jobs of out are in the queue and do these runs" in complaint
    assert typed_in(tmp_path, "status", "out=out")[0] == 0
    told = json.loads((folder / "status.json").read_text())
    assert told["runs"] == RUNS and 0 < told["done"] < RUNS and told["done"] + told["missing"] == RUNS
    release(job, "2")
    release(job, "3")
    assert until(lambda: not in_queue(job), within=120.0), in_queue(job)
    assert starts_of(folder, job, "2") == starts_of(folder, job, "3") == 2

    missing = RUNS - runs_done(folder)
    assert 0 < missing < RUNS / 2  # of tasks 0 and 1 alone
    status, _, complaint = typed_in(tmp_path, "collect", "out=out")
    assert status == 2 and f"{missing} of {RUNS} runs are not done" in complaint
    status, said, complaint = typed_in(tmp_path, "submit", "out=out")
    assert status == 0, complaint
    assert f"{missing} runs in {LARGEST_ARRAY} tasks" in said and job_of(folder) != job
    assert runs_done(folder) < RUNS  # it did not wait
    assert typed_in(tmp_path, "submit", "out=out")[0] == 2  # and does not hand over what is there already
    status, _, complaint = typed_in(tmp_path, "resume", "out=out")
    assert status == 0 and "jobs of out are in the queue already" in complaint
    assert tables(folder) == tables(tmp_path / "here")
    assert typed_in(tmp_path, "submit", "out=out")[1].startswith("no run of out is missing")
    assert not list(folder.rglob(f"{PARTIAL}*"))


def test_cancel_takes_the_jobs_of_this_study_and_no_others(cluster, tmp_path):
    """And before they are given it was told what they take, and that a minute for each is too short."""
    words, folder = write_study(tmp_path, "cancelled", **{**SIZES, "seconds": 0.4}), tmp_path / "out"
    other = scheduler("sbatch", "--parsable", "--mem=10M", "--output=/dev/null", "--wrap=sleep 300").strip()
    status, _, complaint = typed_in(tmp_path, "submit", *words, *SLURM[:-1], "executor.minutes=1", "out=out")
    assert status == 0, complaint
    assert re.search(r"1.536 runs: about 0\.[12]\d* core-hours, \d+ min with 6 at a time, 0\.\d+ GB each", complaint)
    assert re.search(r"executor.minutes=1: a task takes about \d+ min, so it is ended and queued again; ", complaint)
    job = job_of(folder)
    assert until(lambda: runs_done(folder) > 0)
    status, said, _ = typed_in(tmp_path, "cancel", "out=out")
    assert status == 0 and f"cancelled {LARGEST_ARRAY} tasks of out" in said
    assert until(lambda: not in_queue(job), within=60.0), in_queue(job)
    assert in_queue(other) == {"": "RUNNING"}
    scheduler("scancel", other)
    assert 0 < runs_done(folder) < RUNS
    assert typed_in(tmp_path, "cancel", "out=out")[1].strip() == "no jobs of out are in the queue"


def test_a_command_that_waits_says_when_the_jobs_are_gone_and_leaves_them_when_interrupted(cluster, tmp_path):
    words, folder = write_study(tmp_path, "awaited", **SIZES), tmp_path / "out"
    waiting = begun(tmp_path, *words, *SLURM, "executor.cpus=2", "out=out")
    assert until(lambda: folder.is_dir() and runs_done(folder) > 0)
    job = job_of(folder)
    waiting.send_signal(signal.SIGINT)
    status, _, complaint = ended(waiting, within=10.0)
    assert status == 130
    assert "no longer waiting; the jobs go on; `skranke study cancel out=out` takes them away" in complaint
    assert in_queue(job)

    waiting = begun(tmp_path, "resume", "out=out")
    time.sleep(5.0)
    scheduler("scancel", job)
    status, _, complaint = ended(waiting, within=120.0)
    assert "jobs of out are in the queue already" in complaint
    assert job_of(folder) != job  # what the first jobs left is given to the scheduler again
    assert status == 0, complaint

    shutil.rmtree(folder)
    waiting = begun(tmp_path, *words, *SLURM, "out=out")
    assert until(lambda: folder.is_dir() and runs_done(folder) > 0)
    scheduler("scancel", job_of(folder))
    status, _, complaint = ended(waiting, within=120.0)
    missing = RUNS - runs_done(folder)
    assert status == 2
    assert f"skranke: the jobs are gone, and {missing} of {RUNS} runs are not done" in complaint.splitlines()[-1]
    assert complaint.splitlines()[-1].endswith("`skranke study resume out=out` runs what is missing")


def test_what_sbatch_refuses_is_told_in_one_sentence_and_leaves_nothing(cluster, tmp_path):
    words = write_study(tmp_path, "refused")
    status, _, complaint = typed_in(tmp_path, "submit", *words, *SLURM, "executor.partition=nowhere", "out=out")
    assert status == 2 and not (tmp_path / "out").exists()
    assert "skranke: sbatch refused: " in complaint and "partition" in complaint and "Traceback" not in complaint
    better = ("executor.partition=debug", "executor.sbatch={nice: 5}")
    status, _, complaint = typed_in(tmp_path, *words, *SLURM, *better, "out=out")
    assert status == 0, complaint


DEADLY = """
import os
from pathlib import Path

def note():
    with Path({notes!r}).open("a") as notes:
        notes.write(os.environ.get("SLURM_JOB_ID", "here") + "\\n")

note()

def measured(parameters, seed):
    note()
    if parameters["a"] > 0.9 and not Path({notes!r} + ".mended").exists():
        os._exit(5)
    return {{"y": parameters["a"], "z": 1.0}}
"""


def test_a_function_is_tried_and_run_in_jobs_alone_and_may_end_its_process_there(cluster, tmp_path):
    """Nothing of it runs where it is submitted, not even its import; and what a task may take is told before."""
    words, notes = write_study(tmp_path, "deadly_on_slurm", samples=4, replicates=2), tmp_path / "notes"
    (tmp_path / "deadly_on_slurm.py").write_text(DEADLY.format(notes=str(notes)))
    limits = ("executor=slurm", "executor.tasks=50", "executor.memory_gb=0.1")
    status, _, complaint = typed_in(tmp_path, "submit", *words, *limits, "out=out")
    assert status == 0, complaint
    assert "tries a few runs where all of them will be; waiting for it" in complaint
    assert "48 runs: less than 0.01 core-hours" in complaint
    assert f"executor.tasks=50: the cluster allows {LARGEST_ARRAY} tasks in an array" in complaint
    assert "executor.memory_gb=0.1: a task holds about " in complaint
    folder = tmp_path / "out"
    assert until(lambda: runs_done(folder) == 48, within=300.0)
    problems = Ledger(folder).look().problems
    a = Ledger(folder).submitted("values")["a"]
    assert set(problems) == {run for run in range(48) if a[run // 2] > 0.9} != set()
    assert set(problems.values()) == {"the process ended (status 5) at this run"}
    assert until(lambda: not in_queue(job_of(folder)), within=60.0)
    assert len(notes.read_text().splitlines()) > 48 and "here" not in notes.read_text()
    status, _, complaint = typed_in(tmp_path, "collect", "out=out", "exclude=true")
    assert status == 0, complaint

    (tmp_path / "notes.mended").touch()  # failed runs alone are handed over again, and waited for though all have files
    status, said, complaint = typed_in(tmp_path, "submit", "out=out", "executor.tasks=1")
    assert status == 0 and " in 1 task;" in said and "waiting" not in complaint, complaint
    status, _, complaint = typed_in(tmp_path, "resume", "out=out")
    assert status == 0 and not Ledger(folder).look().missing, complaint
    assert "here" not in notes.read_text()


def test_three_that_resume_at_once_hand_the_runs_over_once(cluster, tmp_path):
    words, folder = write_study(tmp_path, "thrice", **{**SIZES, "samples": 16}), tmp_path / "out"
    assert typed_in(tmp_path, "submit", *words, "out=out")[0] == 0  # frozen, and nothing is run
    commands = [begun(tmp_path, "resume", "out=out", *SLURM) for _ in range(3)]
    answers = [ended(command) for command in commands]
    arrays = scheduler("squeue", "--noheader", "--states=all", f"--name={name_of(folder)}", "--format=%F").split()
    assert set(arrays) == {job_of(folder)}
    assert all(starts_of(folder, job_of(folder), str(task)) == 1 for task in range(LARGEST_ARRAY))
    given = [complaint for _, _, complaint in answers if f"job {job_of(folder)}: " in complaint]
    assert len(given) == 1 and "waiting for them (Ctrl-C leaves them there)" in given[0]
    for status, _, complaint in answers:
        waited = "jobs of out are in the queue already" in complaint or complaint in given
        told = re.search(r"skranke: process \d+ on \S+ does the runs of out since .*; let it, or stop it", complaint)
        assert (status == 0) if waited else (status == 2 and told), complaint
    assert not Ledger(folder).look().missing


def test_without_the_scheduler_the_runs_are_made_here_and_its_jobs_change_nothing(cluster, tmp_path):
    words, folder = write_study(tmp_path, "left_alone", **{**SIZES, "samples": 16}), tmp_path / "out"
    assert typed_in(tmp_path, "submit", *words, *SLURM, "out=out")[0] == 0
    job = job_of(folder)
    assert until(lambda: runs_done(folder) > 0)
    os.kill(int((cluster / "slurmctld.pid").read_text()), signal.SIGKILL)
    try:
        status, _, complaint = typed_in(tmp_path, "resume", "out=out", "executor=local")  # beside tasks that go on
        assert status == 0, complaint
        assert "squeue failed: " in complaint and "; jobs of out are taken to be gone; if some are not" in complaint
    finally:
        scheduler("slurmctld", "-f", os.environ["SLURM_CONF"])
    before = tables(folder)
    assert until(lambda: not in_queue(job), within=180.0)  # those that waited find nothing to do
    assert typed_in(tmp_path, "collect", "out=out")[0] == 0 and tables(folder) == before
    state = Ledger(folder).look()
    assert not state.damaged and not state.missing


def test_whoever_does_not_want_to_wait_for_the_job_that_tries_takes_it_away(cluster, tmp_path):
    words = write_study(tmp_path, "tried_for_long", seconds=60.0)
    waiting = begun(tmp_path, "submit", *words, *SLURM, "out=out")
    assert until(lambda: "RUNNING skranke-probe" in scheduler("squeue", "--noheader", "--format=%T %j"))
    waiting.send_signal(signal.SIGINT)
    status, _, complaint = ended(waiting, within=20.0)
    assert status == 130 and "Traceback" not in complaint
    assert until(lambda: "skranke-probe" not in scheduler("squeue", "--noheader", "--format=%j"), within=60.0)
    assert not (tmp_path / "out").exists() and not list(tmp_path.glob(".out*"))
