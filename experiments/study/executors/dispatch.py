"""Who does the runs: this machine, a SLURM cluster, or a Dask scheduler, each behind the calls of concurrent.futures.

An executor is believed in one thing only: that it may have done something. What is done stands in the ledger.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from experiments.cli.refusal import Refused
from experiments.study.executors.local import run_locally
from experiments.study.executors.options import settings
from experiments.study.ledger import Ledger
from experiments.study.probe import Asked, Probe, probe

Show = Callable[[], None]


def workers_of(options: dict[str, Any]) -> int:
    """How many runs may be made at a time; raise Refused where there is nobody to make them."""
    if options["kind"] == "slurm":
        from experiments.study.executors import slurm

        slurm.refuse_if_missing()
        return int(settings(options).tasks * settings(options).cpus)
    if options["kind"] == "dask":
        from experiments.study.executors import dask

        return dask.workers_of(settings(options))
    return int(settings(options).workers or os.cpu_count() or 1)


def probed(folder: Path, options: dict[str, Any], asks: Sequence[Asked], of_user: bool, patience: str) -> Probe:
    """What a few runs tell, asked in a process on this machine; of a user's function in a job, where runs are jobs."""
    if options["kind"] == "slurm" and of_user:
        from experiments.study.executors.slurm_probe import probe_in_job

        return probe_in_job(folder, settings(options), asks, patience)
    return probe(asks, patience, compiles=not of_user)


def run(folder: Path, options: dict[str, Any], workers: int, longest: int, show: Show) -> None:
    """Do everything that is missing, here or with Dask, and wait for it."""
    if options["kind"] == "dask":
        from experiments.study.executors import dask

        dask.run(folder, settings(options), longest, show)
    else:
        run_locally(folder, workers, Ledger(folder).look().to_do(longest), show)


def hand_over(folder: Path, options: dict[str, Any], longest: int) -> str:
    """Give what is missing to a scheduler's queue, and say what was given."""
    from experiments.study.executors import slurm

    return slurm.submit(folder, settings(options), longest)


def wait(folder: Path, show: Show) -> None:
    """Wait for the jobs of a study."""
    from experiments.study.executors import slurm

    slurm.wait(folder, show)


def cancel(folder: Path, options: dict[str, Any]) -> None:
    """Take the study's jobs from the scheduler."""
    from experiments.study.executors import slurm

    if not slurm.ever_submitted(folder):
        raise Refused(f"no jobs of {folder} were ever given to a scheduler; Ctrl-C stops a study where it runs")
    print(slurm.cancel(folder))


def queued(folder: Path) -> str:
    """The jobs of a study in the queue, counted in words, empty for none; Refused where it cannot be asked."""
    try:
        return _counted(folder)
    except Refused as silent:
        way_out = f"`skranke study resume out={folder} executor=local` runs what is missing here"
        raise Refused(f"{silent}; nothing is given to a queue that cannot be asked; {way_out}") from None


def refuse_if_queued(folder: Path, options: dict[str, Any]) -> None:
    """Raise Refused while jobs in a queue do the runs of a study; not where it cannot be asked and gets no more."""
    try:
        jobs = queued(folder) if options["kind"] == "slurm" else _counted(folder)
    except Refused as silent:
        if options["kind"] == "slurm":
            raise
        assumed = f"jobs of {folder} are taken to be gone; if some are not, runs are made twice, and come out the same"
        print(f"{silent}; {assumed}", file=sys.stderr, flush=True)
        return
    if jobs:
        raise Refused(
            f"jobs of {folder} are in the queue and do these runs ({jobs}); `skranke study resume out={folder}` waits "
            f"for them, `skranke study cancel out={folder}` takes them away"
        )


def _counted(folder: Path) -> str:
    from experiments.study.executors import slurm

    jobs = slurm.queued(folder)
    return slurm.counted(jobs) if jobs else ""
