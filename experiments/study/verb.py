"""`skranke study`: ask, run, see, collect, go on, make larger."""

import sys
from math import ceil
from pathlib import Path
from typing import Any

from experiments import interruption
from experiments.files import write_json
from experiments.refusal import Refused
from experiments.study import executors
from experiments.study.collect import collect
from experiments.study.create import create, extend
from experiments.study.ledger import RESUME, Ledger, clear_partial, whole
from experiments.study.question import StudyRequest, study_number
from experiments.study.watching import print_status, status_of, watching
from experiments.study.work import ready, seconds_a_run
from sim.declare import nearest

MOST_FILES = 400  # of results, however many runs; an array job and a resumed study add some
TURNS = 4  # files for each worker at least, so that all end at about the same time
TRUE = {"true": True, "false": False}


def study(request: StudyRequest) -> None:
    """Do what was asked of a study."""
    if request.question is not None:
        executors.check_executor(request.question.executor)
        folder = create(request.question, request.out)
        print(f"{Ledger(folder).n_runs} runs in {folder}", file=sys.stderr, flush=True)
        _remember(folder, executor=request.question.executor)
        if request.action == "submit":
            executors.submit(folder, request.question.executor, _longest(folder, request.question.executor))
            return
        go_on(folder, request.question.executor)
        collect(folder)
        return
    assert request.out is not None
    folder, written = request.out, request.written
    ledger = Ledger(folder)
    executor = request.executor or remembered(folder).get("executor") or {"kind": "local"}
    executors.check_executor(executor)
    exclude = _true("exclude", written.get("exclude", "false"))
    if request.action == "status":
        said = status_of(folder)
        print_status(said)
        write_json(folder / "status.json", said)
    elif request.action == "cancel":
        executors.cancel(folder, executor)
    elif request.action == "extend":
        _extend(ledger, written, executor)
        collect(folder, exclude=exclude)
    else:
        ledger.refuse_if_changed()
        if request.action == "resume":
            go_on(folder, executor)
        collect(folder, exclude=exclude)


def go_on(folder: Path, executor: dict[str, Any]) -> None:
    """Do the runs that are missing or failed; the ledger stays as it is when the user interrupts."""
    clear_partial(folder)
    try:
        longest = _longest(folder, executor)
        with watching(Ledger(folder), f"study {folder.name}") as show:
            executors.run(folder, executor, longest, show)
    except KeyboardInterrupt:
        raise interruption.Interrupted(f"interrupted; {RESUME.format(folder)}") from None
    except Refused as refused:
        hint = "" if "resume" in str(refused) else f"; {RESUME.format(folder)}"
        raise Refused(f"{refused}{hint}") from None


def _longest(folder: Path, executor: dict[str, Any]) -> int:
    """Runs in one file of results: some minutes of work, few files, and every worker gets several."""
    known = remembered(folder).get("runs_a_file")
    if known:
        return int(known)
    worker = ready(folder)
    runs = worker.ledger.n_runs
    workers = executors.workers_of(executor)
    wanted = ceil(worker.ledger.study["unit_seconds"] / seconds_a_run(worker))
    longest = max(1, ceil(runs / MOST_FILES), min(wanted, ceil(runs / (TURNS * workers))))
    _remember(folder, runs_a_file=longest)
    return longest


def remembered(folder: Path) -> dict[str, Any]:
    """What is known of how the study is run, which changes no result."""
    import json

    try:
        said: dict[str, Any] = json.loads((folder / "execution.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said


def _remember(folder: Path, **said: Any) -> None:
    with whole(folder / "execution.json") as partial:
        write_json(partial, {**remembered(folder), **said})


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
