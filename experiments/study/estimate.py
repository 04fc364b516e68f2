"""What the runs of a study will take, told before they are begun; and limits of an executor that will not do."""

import sys
from collections.abc import Iterable, Iterator
from math import ceil
from pathlib import Path
from typing import Any

from analysis.language import text
from analysis.tables import thousands, written
from experiments.study.executors.options import Local, Slurm, settings
from experiments.study.probe import MACHINERY, Probe

ROOM = 1.2  # times what was seen, which a limit should allow
GB = 2.0**30  # bytes, as SLURM and the settings count
LEAST_HOURS = 0.01  # core-hours below which nobody counts


def workers_needed(cost: Probe, runs: int, workers: int) -> int:
    """How many processes it pays to begin: none for less work than it takes to begin one."""
    if cost.seconds is None:
        return workers
    return max(1, min(workers, ceil(runs * cost.seconds / max(cost.start, 0.1))))


def tell_estimate(cost: Probe, runs: int, executor: dict[str, Any], workers: int) -> None:
    """Say on stderr what the runs will take, and which limits will not do."""
    options = settings(executor)
    limit = _array_limit() if isinstance(options, Slurm) else 0
    if isinstance(options, Slurm):
        workers = min(runs, _at_a_time(options, limit) * options.cpus)
    if cost.seconds is None:
        print(text("How long a run takes is not known: at each that was tried the process ended."), file=sys.stderr)
        return
    hours = (runs * cost.seconds + workers * cost.start) / 3600.0
    line = text(
        "{runs} runs: {hours} core-hours, {time} with {workers} at a time, {memory} GB each",
        runs=thousands(runs),
        hours=_hours(hours),
        time=_time(_wall(cost, runs, workers)),
        workers=thousands(workers),
        memory=written(cost.memory / GB, "GB") if cost.memory else "?",
    )
    warnings: Iterable[str] = _of_slurm(cost, runs, options, limit) if isinstance(options, Slurm) else ()
    if isinstance(options, Local):
        warnings = _of_this_machine(cost, workers)
    for message in (line, *warnings):
        print(message, file=sys.stderr, flush=True)


def _hours(hours: float) -> str:
    if hours < LEAST_HOURS:
        return text("less than {n}", n=written(LEAST_HOURS, "", 1.0))
    return text("about {n}", n=written(hours, "hours"))


def _wall(cost: Probe, runs: int, workers: int) -> float:
    """Seconds that the runs take."""
    assert cost.seconds is not None
    return ceil(runs / workers) * cost.seconds + cost.start


def _at_a_time(options: Slurm, limit: int) -> int:
    """Tasks that run at the same time, if the cluster lets them."""
    return min(options.tasks, limit, options.at_a_time or options.tasks)


def _array_limit() -> int:
    from experiments.study.executors import slurm

    return slurm.array_limit()


def _of_slurm(cost: Probe, runs: int, options: Slurm, limit: int) -> Iterator[str]:
    """What to say of limits that will not do."""
    assert cost.seconds is not None
    tasks = min(options.tasks, limit)
    if options.tasks > limit:
        yield text(
            "executor.tasks={tasks}: the cluster allows {limit} tasks in an array, so there will be {limit}",
            tasks=options.tasks,
            limit=limit,
        )
    allowed = 60.0 * options.minutes
    of_task = _wall(cost, runs, tasks * options.cpus)
    of_run = cost.start + cost.seconds
    if of_run > allowed:
        yield text(
            "executor.minutes={minutes}: a single run takes about {time}; executor.minutes={enough} would do",
            minutes=options.minutes,
            time=_time(of_run),
            enough=ceil(ROOM * of_task / 60.0),
        )
    elif of_task > allowed:
        fitting = max(1, int((allowed - cost.start) / ROOM / cost.seconds))  # runs of a process in the time allowed
        more = ceil(runs / (fitting * options.cpus))
        longer = f"executor.minutes={ceil(ROOM * of_task / 60.0)}"
        yield text(
            "executor.minutes={minutes}: a task takes about {time}, so it is ended and queued again; {ways} would do",
            minutes=options.minutes,
            time=_time(of_task),
            ways=text("{this} or {that}", this=longer, that=f"executor.tasks={more}") if more <= limit else longer,
        )
    needed = (options.cpus * cost.memory + MACHINERY) / GB
    if needed > options.memory_gb:
        yield text(
            "executor.memory_gb={limit}: a task holds about {needed} GB; executor.memory_gb={enough} would do",
            limit=options.memory_gb,
            needed=written(needed, "GB"),
            enough=ceil(10.0 * ROOM * needed) / 10.0,
        )


def _of_this_machine(cost: Probe, workers: int) -> Iterator[str]:
    """What to say where the processes will hold more memory than this machine has left."""
    free = _memory_left()
    if free and workers * cost.memory > free:
        yield text(
            "{workers} processes hold about {needed} GB, and this machine has {free} GB left; executor.workers={fewer} "
            "would do",
            workers=workers,
            needed=written(workers * cost.memory / GB, "GB"),
            free=written(free / GB, "GB"),
            fewer=max(1, int(free / ROOM / cost.memory)),
        )


def _memory_left() -> float:
    """Memory that processes may still take on this machine [bytes]; 0 where nobody tells."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(1024.0 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable"))
    except (OSError, ValueError, StopIteration):
        return 0.0


def _time(seconds: float) -> str:
    """A time as it is read."""
    if seconds < 90.0:
        return text("{n} s", n=written(max(1.0, round(seconds)), "", 100.0))
    if seconds < 90.0 * 60.0:
        return text("{n} min", n=written(seconds / 60.0, "", 100.0))
    return text("{n} h", n=written(seconds / 3600.0, "", 10.0))
