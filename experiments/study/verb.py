"""`skranke study`: ask, run, see, collect, go on, make larger."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from experiments import interruption
from experiments.files import write_json
from experiments.refusal import Refused
from experiments.study import executors
from experiments.study.collect import collect
from experiments.study.create import create, extend
from experiments.study.execution import longest_stretch, remember, remembered
from experiments.study.executor_options import check_executor
from experiments.study.ledger import RESUME, Ledger
from experiments.study.question import StudyRequest, study_number
from experiments.study.watching import print_status, status_of, watching
from experiments.study.whole import clear_partial, whole
from sim.declare import nearest

TRUE = {"true": True, "false": False}


def study(request: StudyRequest) -> None:
    """Do what was asked of a study."""
    if request.question is not None:
        check_executor(request.question.executor)
        folder = create(request.question, request.out)
        print(f"{Ledger(folder).n_runs} runs in {folder}", file=sys.stderr, flush=True)
        if request.action == "submit":
            _hand_over(folder, request.question.executor)
            return
        go_on(folder, request.question.executor)
        _gather(folder)
        return
    assert request.out is not None
    folder, written = request.out, request.written
    ledger = Ledger(folder)
    executor = request.executor or remembered(folder).get("executor") or {"kind": "local"}
    check_executor(executor)
    exclude = _true("exclude", written.get("exclude", "false"))
    if request.action == "status":
        said = status_of(folder)
        print_status(said)
        with whole(folder / "status.json") as partial:
            write_json(partial, said)
    elif request.action == "cancel":
        executors.cancel(folder, executor)
    elif request.action == "extend":
        _extend(ledger, written, executor)
        _gather(folder, exclude)
    else:
        ledger.refuse_if_changed()
        if request.action == "resume":
            go_on(folder, executor)
        _gather(folder, exclude)


def go_on(folder: Path, executor: dict[str, Any]) -> None:
    """Do the runs that are missing or failed; the ledger stays as it is when the user interrupts."""
    with _resumable(folder):
        clear_partial(folder)
        executors.refuse_if_queued(folder, executor)
        remember(folder, executor=executor)
        longest = longest_stretch(folder, executor)
        with watching(Ledger(folder), f"study {folder.name}") as show:
            executors.run(folder, executor, longest, show)


def _hand_over(folder: Path, executor: dict[str, Any]) -> None:
    with _resumable(folder):
        remember(folder, executor=executor)
        executors.submit(folder, executor, longest_stretch(folder, executor))


def _gather(folder: Path, exclude: bool = False) -> None:
    with _resumable(folder):
        collect(folder, exclude=exclude)


@contextmanager
def _resumable(folder: Path) -> Iterator[None]:
    """Say how to go on, whatever ends the work; and leave nothing half-written."""
    try:
        yield
    except KeyboardInterrupt as interrupted:
        said = str(interrupted) or f"interrupted; {RESUME.format(folder)}"
        raise interruption.Interrupted(said) from None
    except OSError as problem:
        raise Refused(f"cannot write to {folder}: {problem.strerror or problem}; {RESUME.format(folder)}") from None
    except Refused as refused:
        hint = "" if "skranke study" in str(refused) else f"; {RESUME.format(folder)}"
        raise Refused(f"{refused}{hint}") from None
    finally:
        interruption.cleaning.set()
        clear_partial(folder)
        interruption.cleaning.clear()


def _extend(ledger: Ledger, written: dict[str, str], executor: dict[str, Any]) -> None:
    """Add what was asked for and run it; or double the sample until the intervals are narrow enough."""
    ledger.refuse_if_changed()
    wanted = {name: _whole(name, written[name]) for name in ("samples", "replicates", "fresh") if name in written}
    if not wanted and "until" not in written:
        raise Refused("extend what? write samples=..., replicates=..., fresh=... or until=WIDTH")
    added = extend(ledger, **{name: wanted.get(name) for name in ("samples", "replicates", "fresh")})
    print(f"{added} runs more in {ledger.folder}", file=sys.stderr, flush=True)
    go_on(ledger.folder, executor)


def _whole(name: str, text: str) -> int:
    try:
        return int(study_number(name, int(text)))
    except ValueError:
        raise Refused(f"{name} is {text!r}; it must be a whole number") from None


def _true(name: str, text: str) -> bool:
    if text.lower() not in TRUE:
        raise Refused(f"{name} is {text!r}; it must be true or false{nearest(text, TRUE)}")
    return TRUE[text.lower()]
