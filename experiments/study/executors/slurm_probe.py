"""What a run of a user's own function takes, asked by a job: nothing of theirs runs where jobs are submitted."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from experiments.cli.refusal import Refused
from experiments.study.executors.local import LOOK_EVERY
from experiments.study.executors.options import Slurm
from experiments.study.executors.slurm import ASK_EVERY, SETTLING, give, in_queue, refuse_if_missing, say, take_away
from experiments.study.probe import Asked, Probe, probe


class ProbeTask:
    """What the job does; what is refused within it is told as text."""

    def __init__(self, asks: Sequence[Asked], patience: str):
        self.asks = asks
        self.patience = patience

    def __call__(self, _: None) -> Probe | str:
        """Ask, in processes that may end."""
        try:
            return probe(self.asks, self.patience)
        except Refused as refused:
            return str(refused)


def probe_in_job(folder: Path, options: Slurm, asks: Sequence[Asked], patience: str) -> Probe:
    """Ask in a job of the study's own settings, and wait for it; Ctrl-C takes it from the queue."""
    refuse_if_missing()
    name = f"skranke-probe-{uuid4().hex[:12]}"
    try:
        (job,) = give(folder.resolve(), replace(options, cpus=1), name, ProbeTask(asks, patience), [None])
        number = job.job_id.split("_")[0]
        say(f"job {number} tries a few runs where all of them will be; waiting for it (Ctrl-C takes it away)")
        answer = _waited_for(job, name)
    except BaseException:
        take_away(name)
        raise
    if isinstance(answer, str):
        raise Refused(answer)
    return answer


def _waited_for(job: Any, name: str) -> Probe | str:
    from submitit.core.utils import pickle_load

    looks, asked_at = SETTLING, time.monotonic()
    while not job.paths.result_pickle.exists():
        time.sleep(LOOK_EVERY if looks == SETTLING else 1.0)
        if looks < SETTLING or time.monotonic() - asked_at > ASK_EVERY:
            asked_at = time.monotonic()
            with suppress(Refused):  # the scheduler does not answer now
                looks -= not in_queue(name)
        if not looks:
            raise Refused(f"the job that tried a few runs ended without an answer; {_last_words(job)}")
    outcome, answer = pickle_load(job.paths.result_pickle)
    if outcome != "success":
        raise Refused(f"the job that tried a few runs failed: {str(answer).strip().splitlines()[-1]}")
    result: Probe | str = answer
    return result


def _last_words(job: Any) -> str:
    """The last that it wrote."""
    with suppress(OSError):
        lines = job.paths.stdout.read_text(encoding="utf-8", errors="replace").split("\n")
        words = [" ".join(line.split()) for line in lines if line.strip()]
        if words:
            return f"its last words: {words[-1][:200]}"
    return "it wrote nothing"
