"""How a study is run, which changes no result: by whom, how many runs a file, which jobs; kept in execution.json."""

import json
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any

from experiments.results.atomic_files import atomic_file
from experiments.results.tables import write_json
from experiments.study.ledger import Ledger
from experiments.study.probe import Probe
from experiments.study.result_files import covered

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


def cost_of(folder: Path, ask: Callable[[], Probe]) -> Probe:
    """What a run costs, as far as it could be told; asked for once."""
    known = remembered(folder).get("probe")
    if known:
        return Probe(**known)
    probe = ask()
    keep(folder, probe)
    return probe


def keep(folder: Path, probe: Probe) -> None:
    """Remember what a run costs."""
    remember(folder, probe={"seconds": probe.seconds, "start": probe.start, "memory": probe.memory})


def runs_a_file(folder: Path, workers: int, seconds: float | None) -> int:
    """Runs in one file of results: some minutes of work, few files, and every worker gets several."""
    ledger = Ledger(folder)
    known = int(remembered(folder).get("runs_a_file", 0))
    longest = known or _fitting(ledger, workers, seconds)
    files = ledger.result_files()
    missing = ledger.n_runs - covered(files)
    if len(files) + ceil(missing / longest) > MOST_FILES:  # it was made larger
        room = max(FEWEST_MORE, (MOST_FILES - len(files)) // 2)
        longest = max(longest, ceil(missing / room))
    if longest != known:
        remember(folder, runs_a_file=longest)
    return longest


def _fitting(ledger: Ledger, workers: int, seconds: float | None) -> int:
    runs = ledger.n_runs
    wanted = ceil(ledger.study["checkpoint_seconds"] / max(1e-6, seconds)) if seconds is not None else 1
    return max(1, ceil(runs / MOST_FILES), min(wanted, ceil(runs / (TURNS * workers))))
