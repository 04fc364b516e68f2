"""A SLURM cluster: the missing runs of a study as one array of jobs, given to sbatch by submitit.

Jobs of a study are found in the queue by a name that no other study has. What they did is read from the ledger alone.
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from experiments.cli.refusal import Refused
from experiments.results import interruption
from experiments.results.atomic_files import PARTIAL
from experiments.study.execution import remember, remembered
from experiments.study.executors.local import LOOK_EVERY, run_locally
from experiments.study.executors.options import Slurm
from experiments.study.ledger import RESUME, Ledger
from experiments.study.result_files import RunRange
from experiments.study.status import Count

ASK_EVERY = 5.0  # seconds between questions to the scheduler
SETTLING = 5  # looks at the ledger, a second apart, after the jobs are gone: a shared file system may be late
ENOUGH_OF_A_LIMIT = 0.5  # share of its time limit after which a task should have finished something
WARNING_SECONDS = 90  # before its time limit a task is told, and puts itself back into the queue
ENDS_WITHIN = 15.0  # seconds, of a job that was taken away
MOST_TIMEOUTS = 1000  # of a task; one that finishes nothing in its time is not queued again


class ArrayTask:
    """What a task does: its ranges of runs, a process a core; queued again, it goes on where it was cut off."""

    def __init__(self, folder: Path, options: Slurm):
        self.folder = folder
        self.cpus = options.cpus
        self.seconds = options.minutes * 60.0

    def __call__(self, run_ranges: list[RunRange]) -> None:
        """Do what is missing of the ranges."""
        self.started, self.at_first = time.monotonic(), len(self._left(run_ranges))
        run_locally(self.folder, self.cpus, self._left(run_ranges), lambda: None)

    def _left(self, run_ranges: list[RunRange]) -> list[RunRange]:
        """The ranges that are not there, or in which runs failed."""
        ledger = Ledger(self.folder)
        results = ((run_range, ledger.rows(run_range)) for run_range in run_ranges)
        return [run_range for run_range, rows in results if rows is None or (rows.problems != "").any()]

    def checkpoint(self, run_ranges: list[RunRange]) -> Any:
        """What to queue again when time is up or others go first; None when a whole time limit was for nothing."""
        from submitit.helpers import DelayedSubmission

        left = self._left(run_ranges)
        spent = time.monotonic() - self.started
        if spent > ENOUGH_OF_A_LIMIT * self.seconds and len(left) == self.at_first:
            return None
        return DelayedSubmission(self, left)


class QueuedTask(NamedTuple):
    """A task in the queue: the number of its array, and its state."""

    array: str
    state: str


def refuse_if_missing() -> None:
    """Raise Refused where there is no SLURM, or not what speaks to it."""
    for program in ("sbatch", "squeue", "scancel"):
        if shutil.which(program) is None:
            way_out = "executor=local runs them here"
            raise Refused(f"there is no {program} on this machine, so no SLURM to give runs to; {way_out}")
    try:
        import submitit  # noqa: F401
    except ImportError:
        raise Refused("executor=slurm needs the package submitit; `pip install submitit` brings it") from None


def ever_submitted(folder: Path) -> bool:
    """Whether jobs of the study were ever given to a scheduler."""
    return "slurm" in remembered(folder)


def submit(folder: Path, options: Slurm, longest: int) -> str:
    """Give what is missing to the scheduler and say what was given; for whoever has the study's lock, and no jobs."""
    run_ranges = Ledger(folder).look().to_do(longest)
    _clear(folder)
    tasks = max(1, min(options.tasks, len(run_ranges), array_limit()))
    name = remembered(folder).get("slurm", {}).get("name") or f"skranke-{uuid4().hex[:12]}"
    remember(folder, slurm={"name": name})  # before they are submitted: none is ever out of sight
    shares = [run_ranges[task::tasks] for task in range(tasks)]
    try:
        jobs = give(folder.resolve(), options, name, ArrayTask(folder.resolve(), options), shares)
        number = jobs[0].job_id.split("_")[0]
        remember(folder, slurm={"name": name, "job": number, "tasks": tasks})
    except BaseException:  # an sbatch that failed may have handed them over all the same, as when its time ran out
        take_away(name)
        raise
    runs = sum(run_range.stop - run_range.first for run_range in run_ranges)
    n_tasks = f"{tasks} {'task' if tasks == 1 else 'tasks'}"
    return f"job {number}: {runs} runs in {n_tasks}; what is said there goes to {folder / 'jobs'}"


def take_away(name: str) -> None:
    """Take jobs of a name from the queue, and let them end: what they read or write may be about to go."""
    interruption.cleaning.set()
    with suppress(Refused):
        asked("scancel", f"--name={name}")
        end = time.monotonic() + ENDS_WITHIN
        while in_queue(name) and time.monotonic() < end:
            time.sleep(LOOK_EVERY)
    interruption.cleaning.clear()


def give(folder: Path, options: Slurm, name: str, call: Callable[[Any], Any], shares: list[Any]) -> list[Any]:
    """Submit an array with a task for each share, of which it calls something; its jobs."""
    from submitit import SlurmExecutor
    from submitit.core.utils import FailedJobError, FailedSubmissionError

    executor = SlurmExecutor(folder / "jobs", max_num_timeout=MOST_TIMEOUTS)
    executor.update_parameters(
        job_name=name, partition=options.partition, account=options.account, time=options.minutes,
        mem=f"{int(options.memory_gb * 1024)}M", cpus_per_task=options.cpus,
        srun_args=[f"--cpus-per-task={options.cpus}"],  # srun does not take it from sbatch
        array_parallelism=options.at_a_time or len(shares), stderr_to_stdout=True, wckey=None,
        signal_delay_s=min(WARNING_SECONDS, 15 * options.minutes), comment=str(folder),
        additional_parameters={"requeue": True, **(options.sbatch or {})},
    )  # fmt: skip
    try:
        jobs: list[Any] = executor.map_array(call, shares)
    except (FailedJobError, FailedSubmissionError, subprocess.SubprocessError) as problem:
        answer = re.sub(r"sbatch: (error: )?", "", str(getattr(problem, "stderr", "") or problem)).strip()
        raise Refused(f"sbatch refused: {answer.splitlines()[-1] if answer else 'it said nothing'}") from None
    return jobs


def array_limit() -> int:
    """The most tasks that the cluster allows in an array."""
    limit = re.search(r"MaxArraySize\s*=\s*(\d+)", asked("scontrol", "show", "config"))
    return int(limit[1]) if limit else 1001  # SLURM's own default


def _clear(folder: Path) -> None:
    """Take away what earlier jobs left: their scripts and words, and files they never finished."""
    shutil.rmtree(folder / "jobs", ignore_errors=True)
    for path in (folder / "results").glob(f"{PARTIAL}*"):
        path.unlink(missing_ok=True)


def queued(folder: Path) -> list[QueuedTask]:
    """The tasks of the study that are in the queue; raise Refused where the queue cannot be asked."""
    name = remembered(folder).get("slurm", {}).get("name")
    return in_queue(name) if name else []


def in_queue(name: str) -> list[QueuedTask]:
    """The tasks of a name that are in the queue."""
    listed = asked("squeue", "--me", "--noheader", "--array", f"--name={name}", "--format=%F %T")
    return [QueuedTask(*line.split()) for line in listed.splitlines() if line.strip()]


def counted(jobs: list[QueuedTask]) -> str:
    """How many tasks run and how many wait."""
    running = sum(job.state == "RUNNING" for job in jobs)
    waiting = sum(job.state == "PENDING" for job in jobs)
    ending = len(jobs) - running - waiting
    return f"{running} running, {waiting} waiting" + (f", {ending} ending" if ending else "")


def cancel(folder: Path) -> str:
    """Take the study's jobs from the scheduler and say which."""
    jobs = queued(folder)
    if not jobs:
        return f"no jobs of {folder} are in the queue"
    asked("scancel", *sorted({job.array for job in jobs}))
    return f"cancelled {len(jobs)} tasks of {folder}; what they have done stays, and {RESUME.format(folder)}"


def wait(folder: Path, show: Callable[[], None]) -> None:
    """Wait until every run is done and none failed, or until the jobs are gone."""
    count = Count(Ledger(folder))
    last_asked, looks = time.monotonic(), SETTLING
    try:
        while looks and not _whole(count):
            show()
            time.sleep(LOOK_EVERY if looks == SETTLING else 1.0)
            if looks < SETTLING:
                looks -= 1
            elif time.monotonic() - last_asked > ASK_EVERY:
                last_asked = time.monotonic()
                looks -= _gone(folder)
        show()
    except KeyboardInterrupt:
        ways = f"`skranke study cancel out={folder}` takes them away, `skranke study resume out={folder}` waits again"
        raise interruption.Interrupted(f"no longer waiting; the jobs go on; {ways}") from None


def _whole(count: Count) -> bool:
    count.look()
    return count.done == count.n_runs and not count.failed


def _gone(folder: Path) -> bool:
    try:
        return not queued(folder)
    except Refused:
        return False  # the scheduler does not answer now; the ledger tells all the same


def asked(*command: str) -> str:
    """What one of SLURM's commands says; raise Refused when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        raise Refused(f"there is no {command[0]} on this machine") from None
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise Refused(f"{command[0]} does not answer: {problem}") from None
    if done.returncode:
        answer = " ".join(done.stderr.split()) or f"it ended with status {done.returncode}"
        raise Refused(f"{command[0]} failed: {answer[:200]}")
    return done.stdout


def say(sentence: str) -> None:
    """Tell something while there is still more to do."""
    print(sentence, file=sys.stderr, flush=True)
