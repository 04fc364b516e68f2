"""What may be said of an executor: who does the runs, on how many cores, for how long."""

import re
from dataclasses import dataclass, fields
from typing import Any

from experiments.cli.refusal import Refused
from sim.declare import checked, known_numbers, nearest, parameter

STUDY = "the study itself"
# Options of sbatch that are set already, and what sets them.
SET_ALREADY = {
    "array": "executor.tasks and executor.at_a_time", "cpus-per-task": "executor.cpus", "time": "executor.minutes",
    "mem": "executor.memory_gb", "partition": "executor.partition", "account": "executor.account",
    "job-name": STUDY, "output": STUDY, "error": STUDY, "signal": STUDY, "requeue": STUDY, "comment": STUDY,
}  # fmt: skip


@dataclass
class Local:
    """This machine."""

    workers: int = parameter(
        0,
        unit="processes",
        low=0,
        high=4096,
        grade="expert",
        source="one a core",
        meaning="Processes that make runs; 0: as many as there are cores",
    )


@dataclass
class Slurm:
    """A SLURM cluster."""

    tasks: int = parameter(
        64,
        unit="tasks",
        low=1,
        high=100_000,
        grade="expert",
        source="three files each; more only pays with many nodes",
        meaning="Array tasks that share the runs, at most as many as the cluster allows in an array",
    )
    at_a_time: int = parameter(
        0,
        unit="tasks",
        low=0,
        high=100_000,
        grade="expert",
        source="the cluster knows best",
        meaning="Tasks that may run at the same time; 0: as many as the cluster lets run",
    )
    cpus: int = parameter(
        1,
        unit="cores",
        low=1,
        high=1024,
        grade="expert",
        source="small tasks start sooner",
        meaning="Cores of a task; each makes runs",
    )
    minutes: int = parameter(
        60,
        unit="minutes",
        low=1,
        high=525_600,
        grade="expert",
        source="short tasks start sooner",
        meaning="Time limit of a task; what it has not done then, it goes on with when it is queued again",
    )
    memory_gb: float = parameter(
        4.0,
        unit="GB",
        low=0.1,
        high=100_000.0,
        grade="expert",
        source="a process of the model takes under 1 GB",
        meaning="Memory of a task",
    )
    partition: str | None = None
    account: str | None = None
    sbatch: dict[str, Any] | None = None


@dataclass
class Dask:
    """A Dask scheduler that is running somewhere."""

    address: str | None = None


EXECUTORS: dict[str, type] = {"local": Local, "slurm": Slurm, "dask": Dask}


def check_executor(options: dict[str, Any]) -> None:
    """Raise Refused for an executor that does not exist or whose settings are not allowed."""
    kind = options.get("kind")
    if kind not in EXECUTORS:
        raise Refused(
            f"executor.kind is {kind!r}; it must be one of {', '.join(EXECUTORS)}{nearest(str(kind), EXECUTORS)}"
        )
    known = [entry.name for entry in fields(EXECUTORS[kind])]
    for name, value in options.items():
        if name != "kind" and name not in known:
            raise Refused(f"executor={kind} has no {name!r}; it has {', '.join(known)}{nearest(name, known)}")
        number = known_numbers(EXECUTORS[kind]).get(name)
        try:
            if number is not None:
                checked(number, value)
        except ValueError as problem:
            raise Refused(f"executor.{problem}") from None
    for name in {"partition", "account", "address"} & set(known):
        if not isinstance(options.get(name), str | None):
            raise Refused(f"executor.{name} is {options[name]!r}; it must be text")
    if kind == "slurm":
        _check_sbatch(options.get("sbatch") or {})
    if kind == "dask" and not options.get("address"):
        raise Refused("executor=dask needs the scheduler's address; write executor.address=tcp://HOST:8786")


def setting_names() -> list[str]:
    """Every setting of every executor, as it is written."""
    return sorted({f"executor.{entry.name}" for kind in EXECUTORS.values() for entry in fields(kind)})


def settings(options: dict[str, Any]) -> Any:
    """The settings of an executor, with those that were not given as they are declared."""
    return EXECUTORS[options["kind"]](**{name: value for name, value in options.items() if name != "kind"})


def _check_sbatch(extra: Any) -> None:
    example = "write its long options without dashes, as {qos: short, constraint: haswell, exclusive: true}"
    if not isinstance(extra, dict):
        raise Refused(f"executor.sbatch is {extra!r}; {example}")
    for name, value in extra.items():
        if not re.fullmatch(r"[a-z][a-z0-9-]+", str(name)) or not isinstance(value, str | int | float):
            raise Refused(f"executor.sbatch has {name}={value!r}; {example}")
        if name in SET_ALREADY:
            raise Refused(f"executor.sbatch has {name}, which is set by {SET_ALREADY[name]}")
