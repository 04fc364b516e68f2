"""`skranke study`: submit, run, status, collect, resume, extend, cancel."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.language import text
from experiments.cli.parse import true_or_false, whole_number
from experiments.cli.refusal import Refused
from experiments.results import interruption
from experiments.results.atomic_files import atomic_file, clear_partial
from experiments.results.tables import write_json
from experiments.study.collect import collect, forget
from experiments.study.create import create, extend
from experiments.study.design import METHODS
from experiments.study.estimate import tell_estimate, workers_needed
from experiments.study.execution import cost_of, remember, remembered, runs_a_file
from experiments.study.executors import dispatch
from experiments.study.executors.options import check_executor
from experiments.study.executors.processes import sparing
from experiments.study.ledger import RESUME, Ledger
from experiments.study.lock import study_lock
from experiments.study.options import study_numbers
from experiments.study.printing import tell, widest
from experiments.study.probe import MOST_ASKED, Probe
from experiments.study.request import Question, StudyRequest
from experiments.study.sources import functions_of
from experiments.study.status import print_status, status_display, status_of
from experiments.study.work import ask_study

if TYPE_CHECKING:
    from analysis.sensitivity import Sensitivity

GROWING = ("samples", "replicates", "fresh")
COMPILES = "making the model ready (the first time it is compiled: about a minute)"
USUAL_GROWTH = 8  # times the sample that until= may make of it


def study(request: StudyRequest) -> None:
    """Do what was asked of a study."""
    if request.question is not None:
        with sparing():
            _begin(request.question, request.out, submit=request.action == "submit")
        return
    assert request.out is not None
    folder, written = request.out, request.written
    ledger = Ledger(folder)
    executor = request.executor or remembered(folder).get("executor") or {"kind": "local"}
    check_executor(executor)
    exclude = true_or_false("exclude", written.get("exclude", "false"))
    if request.action == "status":
        status = status_of(folder)
        print_status(status)
        # To look, one need not be allowed to write.
        with suppress(OSError), atomic_file(folder / "status.json") as partial:
            write_json(partial, status)
    elif request.action == "cancel":
        dispatch.cancel(folder, executor)
    elif request.action == "extend":
        with _lock_to_the_end(folder, executor):
            tell(folder, _extend(ledger, written, executor, exclude))
    elif request.action == "submit":
        ledger.refuse_if_changed()
        if executor["kind"] != "slurm":
            raise Refused(f"executor={executor['kind']} has no queue; write executor=slurm, or {RESUME.format(folder)}")
        _submit(folder, executor)
    elif request.action == "resume":
        ledger.refuse_if_changed()
        with _lock_to_the_end(folder, executor):
            run_missing(folder, executor)
            tell(folder, _collected(folder, exclude))
    elif request.action == "collect":
        ledger.refuse_if_damaged()
        tell(folder, _collected(folder, exclude))


def _begin(question: Question, out: Path | None, *, submit: bool) -> None:
    """Make a study; then submit it, or run and collect it."""
    check_executor(question.executor)
    folder = create(question, out)
    print(f"{Ledger(folder).n_runs} runs in {folder}", file=sys.stderr, flush=True)
    if submit:
        _submit(folder, question.executor)
        return
    with _lock_to_the_end(folder, question.executor):
        run_missing(folder, question.executor)
        tell(folder, _collected(folder))


def _lock_to_the_end(folder: Path, executor: dict[str, Any]) -> AbstractContextManager[None]:
    """The study's lock, so that no other command does the same runs; whoever has it already may enter again.

    Of what a queue does it is taken while jobs are handed over only: many commands may wait for them.
    """
    return nullcontext() if executor["kind"] == "slurm" else study_lock(folder)


def run_missing(folder: Path, executor: dict[str, Any]) -> None:
    """Do the runs that are missing or failed; the ledger stays as it is when the user interrupts."""
    with _resumable(folder), _lock_to_the_end(folder, executor), sparing():
        if executor["kind"] == "slurm":
            _run_in_queue(folder, executor)
            return
        clear_partial(folder)
        dispatch.refuse_if_queued(folder, executor)
        remember(folder, executor=executor)
        missing = Ledger(folder).look().missing
        if not missing:
            return
        workers = dispatch.workers_of(executor)
        cost = _cost(folder, executor)
        n_runs_a_file = runs_a_file(folder, workers, cost.seconds)
        needed = workers_needed(cost, missing, workers) if executor["kind"] == "local" else workers
        tell_estimate(cost, missing, executor, needed)
        with status_display(Ledger(folder), f"study {folder.name}") as show:
            dispatch.run(folder, executor, needed, n_runs_a_file, show)


def _run_in_queue(folder: Path, executor: dict[str, Any]) -> None:
    """Hand over what is missing and wait for it; where jobs are there already, wait, and hand over what they leave."""
    dispatch.workers_of(executor)
    for _ in range(2):
        if _is_whole(folder):
            return
        with study_lock(folder):
            jobs = dispatch.queued(folder)
            given = f"jobs of {folder} are in the queue already ({jobs})" if jobs else _hand_over(folder, executor)
        print(f"{given}; waiting for them (Ctrl-C leaves them there)", file=sys.stderr, flush=True)
        with status_display(Ledger(folder), f"study {folder.name}") as show:
            dispatch.wait(folder, show)
        if not jobs:
            break
    state = Ledger(folder).look()
    missing = len(state.done) - int(state.done.sum())
    if missing:
        where = f"what the tasks said is in {folder / 'jobs'}"
        raise Refused(f"the jobs are gone, and {missing} of {len(state.done)} runs are not done ({where})")


def _submit(folder: Path, executor: dict[str, Any]) -> None:
    """Give the runs to the scheduler's queue, and return."""
    with _resumable(folder), study_lock(folder), sparing():
        if executor["kind"] != "slurm":
            remember(folder, executor=executor)
            print(text("submitted, and nothing is run yet; `skranke study resume out={folder}` runs it", folder=folder))
            return
        dispatch.workers_of(executor)
        dispatch.refuse_if_queued(folder, executor)
        if _is_whole(folder):
            print(text("no run of {folder} is missing", folder=folder) + f"; {_way_on(folder)}")
            return
        print(_hand_over(folder, executor))
        print(
            text(
                "`skranke study status out={folder}` tells how far they are; `resume` waits for them and collects, "
                "`cancel` takes them away",
                folder=folder,
            )
        )


def _hand_over(folder: Path, executor: dict[str, Any]) -> str:
    """Give what is missing to the queue and say what was given; for whoever has the lock, and found no jobs there."""
    remember(folder, executor=executor)
    workers, missing = dispatch.workers_of(executor), Ledger(folder).look().missing
    cost = _cost(folder, executor)
    tell_estimate(cost, missing, executor, workers)
    return dispatch.hand_over(folder, executor, runs_a_file(folder, workers, cost.seconds))


def _cost(folder: Path, executor: dict[str, Any]) -> Probe:
    """What a run costs; a few are tried for it where that was not done before."""
    ledger = Ledger(folder)
    runs = np.unique(np.linspace(0, ledger.n_runs - 1, MOST_ASKED).astype(int)).tolist()
    asks = [partial(ask_study, folder, run) for run in runs]
    of_user = bool(functions_of(ledger.study)) or "extend" in ledger.study
    return cost_of(folder, partial(dispatch.probed, folder, executor, asks, of_user, COMPILES))


def _collected(folder: Path, exclude: bool = False) -> "Sensitivity | None":
    """The tables, indices and figures of what is there."""
    with _resumable(folder):
        return collect(folder, exclude)


@contextmanager
def _resumable(folder: Path) -> Iterator[None]:
    """Say how to go on, whatever ends the work; and leave nothing half-written."""
    try:
        with interruption.undisguised():
            yield
    except KeyboardInterrupt as interrupted:
        message = str(interrupted) or f"interrupted; {_way_on(folder)}"
        raise interruption.Interrupted(message) from None
    except OSError as problem:
        raise Refused(f"cannot write to {folder}: {problem.strerror or problem}; {_way_on(folder)}") from None
    except Refused as refused:
        told = "skranke study" in str(refused) or _is_whole(folder)
        raise Refused(str(refused) if told else f"{refused}; {_way_on(folder)}") from None
    finally:
        interruption.cleaning.set()
        clear_partial(folder)
        interruption.cleaning.clear()


def _is_whole(folder: Path) -> bool:
    """Whether every run was done and none failed."""
    return not Ledger(folder).look().missing


def _way_on(folder: Path) -> str:
    """The command that goes on from here."""
    return f"`skranke study collect out={folder}` gathers what is there" if _is_whole(folder) else RESUME.format(folder)


def _extend(ledger: Ledger, written: dict[str, str], executor: dict[str, Any], exclude: bool) -> "Sensitivity | None":
    """Add what was asked for and run it; then double the sample until the intervals are as narrow as asked."""
    ledger.refuse_if_changed()
    numbers = study_numbers()
    wanted = {name: whole_number(numbers[name], written[name]) for name in GROWING if name in written}
    until = _width(written["until"], ledger) if "until" in written else None
    if not wanted and until is None:
        raise Refused("extend what? write samples=..., replicates=..., fresh=... or until=WIDTH")
    if "at_most" in written and until is None:
        raise Refused("at_most goes with until, as in until=0.05 at_most=4096; otherwise write samples=...")
    had = ledger.study["samples"]
    largest = numbers["samples"]._replace(path="at_most")
    at_most = whole_number(largest, written["at_most"]) if "at_most" in written else USUAL_GROWTH * had
    sensitivity = _extended(ledger.folder, wanted, executor, exclude)
    while until is not None and sensitivity is not None and widest(sensitivity) > until:
        samples = 2 * Ledger(ledger.folder).study["samples"]
        if samples > at_most:
            width = f"the widest interval is {widest(sensitivity):.3g} wide, not {until:g}"
            print(f"{width}; {samples} samples would be more than at_most={at_most}", file=sys.stderr)
            break
        sensitivity = _extended(ledger.folder, {"samples": samples}, executor, exclude)
    return sensitivity


def _extended(folder: Path, wanted: dict[str, int], executor: dict[str, Any], exclude: bool) -> "Sensitivity | None":
    """A study made larger, run and collected."""
    if wanted:
        with _resumable(folder), study_lock(folder):
            dispatch.workers_of(executor)  # refused before the study is made larger
            dispatch.refuse_if_queued(folder, executor)
            added = extend(Ledger(folder), **{name: wanted.get(name) for name in GROWING})
            forget(folder)
        print(f"{added} runs more in {folder}", file=sys.stderr, flush=True)
    run_missing(folder, executor)
    return _collected(folder, exclude)


def _width(text: str, ledger: Ledger) -> float:
    """The width that every interval is to come down to."""
    if not METHODS[ledger.study["method"]].grows:
        raise Refused(f"until doubles the sample, and the design of {ledger.study['method']} cannot get more samples")
    try:
        width = float(text)
    except ValueError:
        width = 0.0
    if not 0.0 < width < float("inf"):
        raise Refused(f"until is {text!r}; it must be a width above 0, as until=0.05")
    return width
