"""What is known before a study is run: what its function gives, what it is made of, how long a run takes and how much
memory; asked in a process that may crash, hang or be ended, never in the command's own."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from experiments.cli.extension import extend_model
from experiments.cli.refusal import printable
from experiments.cli.replacement import load_function
from experiments.results import interruption
from experiments.study.executors.processes import Line, WorkerProcess, begun, spare, wait
from experiments.study.sources import OwnModules, module_of, own_modules

MOST_ASKED = 9  # runs, over the whole design
MACHINERY = 100e6  # bytes that a process of a study holds besides what a function needs
MOST_SECONDS = 2.0  # that is spent on runs whose results are not kept
MOST_ENDS = 3  # of the process
LOOK_EVERY = 0.5  # seconds
PATIENCE = 10.0  # seconds until something is said


class Answer(NamedTuple):
    """What one run told."""

    seconds: float = 0.0  # of the run
    outcomes: list[str] | None = None  # that it gave; None where it gave none
    problem: str = ""  # why it gave none
    own: OwnModules = {}  # what was imported to do it
    memory: float = 0.0  # bytes that the process held at most
    ended: str = ""  # how the process ended at it


class Probe(NamedTuple):
    """What a few runs told."""

    outcomes: list[str] | None = None  # of the first run that was asked
    problem: str = ""
    own: OwnModules = {}
    seconds: float | None = None  # of a run, in the mean
    start: float = 0.0  # seconds until a process has begun and done what is done once
    memory: float = 0.0  # bytes, of a process


Asked = Callable[[Line], Answer]


def ask_function(target: str, values: dict[str, Any], seed: int, _: Line) -> Answer:
    """Call a function at a point. Raise Refused when it is not there."""
    function = load_function("target", target)
    started = perf_counter()
    outcomes, problem = None, ""
    try:
        given = function(dict(values), seed)
        if isinstance(given, dict) and given and all(isinstance(name, str) for name in given):
            outcomes = list(given)
        else:
            problem = f"gave {given!r}"[:200] + "; it must give a dict of outcomes by name, as {'y': 1.0}"
    except BaseException as caught:
        problem = f"fails with {printable(caught)}"
    return Answer(
        perf_counter() - started, outcomes, problem, own_modules([module_of(target)]), most_memory() + MACHINERY
    )


def ask_imports(functions: Sequence[str], extension: str, _: Line) -> Answer:
    """Import an extension of the model, and functions that stand in the place of behaviours."""
    if extension:
        extend_model(extension)
    for function in functions:
        load_function("replace", function)
    return Answer(own=own_modules([*map(module_of, functions), *([extension] if extension else [])]))


def most_memory() -> float:
    """The most memory that this process held at a time [bytes], or a process that it began; 0 where nobody tells."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    of_children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    try:  # what the system tells of a process may be that of the one which began it
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        own = next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    except (OSError, ValueError, StopIteration):
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return float(max(own, of_children))


def probe(asks: Sequence[Asked], patience: str, *, compiles: bool = False) -> Probe:
    """Ask one thing after another until enough is known. Raise Refused as what is asked does.

    Where a first run `compiles`, it tells nothing of the others, and a second is asked however long it took.
    """
    worker, answers, starts, spent = None, [], [], 0.0
    try:
        for ask in asks:
            started, fresh = perf_counter(), worker is None
            worker = worker or begun()
            answer = _answer(worker, ask, patience)
            answers.append(answer)
            if answer.ended:
                worker.end()
                worker = None
            elif fresh:
                starts.append(perf_counter() - started - answer.seconds)
            spent += perf_counter() - started
            enough = spent > MOST_SECONDS and len(answers) > compiles
            if enough or sum(bool(each.ended) for each in answers) == MOST_ENDS:
                break
    except BaseException:
        if worker is not None:
            worker.end()
        raise
    if worker is not None:
        spare(worker)
    return _in_short(answers, starts)


def _in_short(answers: Sequence[Answer], starts: Sequence[float]) -> Probe:
    """What is known after some answers; of a run's time, the first tells only where it is the only one."""
    times = [answer.seconds for answer in answers if not answer.ended]
    seconds = sum(times[1:]) / len(times[1:]) if times[1:] else times[0] if times else None
    done_once = max(0.0, times[0] - seconds) if seconds is not None else 0.0
    own: OwnModules = {}
    for answer in answers:
        own |= answer.own
    first = answers[0]
    problem = f"ended its process ({first.ended})" if first.ended else first.problem
    memory = max(answer.memory for answer in answers)
    return Probe(first.outcomes, problem, own, seconds, max(starts, default=0.0) + done_once, memory)


def _answer(worker: WorkerProcess, ask: Asked, patience: str) -> Answer:
    """What a process tells; that it ended, where it did."""
    began, patient = perf_counter(), True
    worker.give(ask)
    while True:
        wait([worker], LOOK_EVERY)
        if interruption.asked.is_set():
            raise KeyboardInterrupt
        ended = worker.how_it_ended  # before it is listened to, so that its last word counts
        for _, answer in worker.heard():
            return answer
        if ended:
            return Answer(ended=ended)
        if patient and perf_counter() - began > PATIENCE:
            patient = False
            print(patience, file=sys.stderr, flush=True)
