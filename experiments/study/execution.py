"""How a study is run, which changes no result: by whom, how many runs a file, which jobs; kept in execution.json."""

import json
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any

from experiments.results.atomic_files import atomic_file
from experiments.results.tables import write_json
from experiments.study.result_files import covered
from experiments.study.work import ready, seconds_a_run

MOST_FILES = 400  # of results, however many runs
FEWEST_MORE = 25  # files that a study made larger may add, when it has that many already
TURNS = 40  # files for each worker at least, so that all end at about the same time and progress shows


def remembered(folder: Path) -> dict[str, Any]:
    """What is known of how the study is run."""
    try:
        known: dict[str, Any] = json.loads((folder / "execution.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def remember(folder: Path, **known: Any) -> None:
    """Keep something about how the study is run."""
    with atomic_file(folder / "execution.json") as partial:
        write_json(partial, {**remembered(folder), **known})


def runs_a_file(folder: Path, workers: Callable[[], int]) -> int:
    """Runs in one file of results: some minutes of work, few files, and every worker gets several.

    Asked for the first time, it compiles what is run, tries it, and asks how many workers there are.
    """
    worker = ready(folder)
    known = int(remembered(folder).get("runs_a_file", 0))
    longest = known or _fitting(worker, workers())
    files = worker.ledger.result_files()
    missing = worker.ledger.n_runs - covered(files)
    if len(files) + ceil(missing / longest) > MOST_FILES:  # it was made larger
        room = max(FEWEST_MORE, (MOST_FILES - len(files)) // 2)
        longest = max(longest, ceil(missing / room))
    if longest != known:
        remember(folder, runs_a_file=longest)
    return longest


def _fitting(worker: Any, workers: int) -> int:
    runs = worker.ledger.n_runs
    wanted = ceil(worker.ledger.study["checkpoint_seconds"] / seconds_a_run(worker))
    return max(1, ceil(runs / MOST_FILES), min(wanted, ceil(runs / (TURNS * workers))))
