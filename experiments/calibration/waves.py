"""A wave of calibration: points simulated by the study engine, so it can be interrupted, resumed and spread out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from experiments.calibration.fitted_parameters import factors_of, within_ranges
from experiments.calibration.target import REPLICATES, SEED, TARGET, TRIALS
from experiments.study.commands import run_missing
from experiments.study.create import create
from experiments.study.execution import remember
from experiments.study.factors import Factor
from experiments.study.ledger import Ledger
from experiments.study.request import Question
from sim.declare import Number

A_FILE = 1.0  # seconds of work between two files: every point is one


def simulate_wave(
    folder: Path, numbers: Sequence[Number], positions: np.ndarray, how: dict[str, Any], outcomes: list[str]
) -> dict[str, np.ndarray]:
    """Simulate points, or what of them is not done yet; parameters, seeds and outcomes as columns, a row a point.

    `how`: trials, replicates, first_seed and executor. Raises Refused where a point cannot be run.
    """
    return simulated(folder, lambda: _question(folder.name, numbers, positions, how, outcomes), how["executor"])


def simulated(folder: Path, question: Callable[[], Question], executor: dict[str, Any]) -> dict[str, np.ndarray]:
    """What comes of a question about points, made a study where it is none yet; as columns, a row a point."""
    if not (folder / "study.json").exists():
        create(question(), folder)
        remember(folder, executor=executor)
    run_missing(folder, executor)
    return results_of(folder)


def results_of(folder: Path) -> dict[str, np.ndarray]:
    """What came of a wave whose points are all done; points that failed are left out."""
    ledger = Ledger(folder)
    values = ledger.submitted("values")
    by_point: dict[int, Any] = {}
    for path in ledger.result_files().values():
        for row in ledger.read(path).to_pylist():
            if row["problem"] == "":
                by_point[row["point"]] = row
    points = sorted(by_point)
    columns = {name: values[name][points] for name in values if name != "point"}
    return columns | {name: np.array([by_point[point][name] for point in points]) for name in ledger.outcomes}


def _question(
    title: str, numbers: Sequence[Number], positions: np.ndarray, how: dict[str, Any], outcomes: list[str]
) -> Question:
    factors = factors_of(numbers)
    seeds = [int(how[SEED]) + number * int(how[REPLICATES]) for number in range(len(positions))]
    fixed = {TRIALS: (str(how[TRIALS]),), REPLICATES: (int(how[REPLICATES]),)}
    columns: dict[str, Sequence[Any]] = {
        factor.name: column
        for factor, column in zip(factors, within_ranges(numbers, positions).T.tolist(), strict=True)
    }
    columns |= {name: [level] * len(positions) for name, (level,) in fixed.items()} | {SEED: seeds}
    factors += [Factor(name, "levels", levels=levels) for name, levels in fixed.items()]
    factors.append(Factor(SEED, "whole", float(min(seeds)), float(max(seeds))))
    points = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return question_of(title, factors, points, outcomes, TARGET, int(how["seed"]), how["executor"])


def question_of(
    title: str,
    factors: list[Factor],
    points: list[dict[str, Any]],
    outcomes: list[str],
    target: str,
    seed: int,
    executor: dict[str, Any],
) -> Question:
    """A question about points that a function answers, each once."""
    return Question(
        title=title, comment="", method="list", factors=factors,
        numbers={"samples": 1, "replicates": 1, "fresh": 0, "seed": seed, "levels": 4, "steps": 2,
              "second_order": False, "checkpoint_seconds": A_FILE},
        outcomes=outcomes, target=target, points=points,
        replace={}, jobs=[], executor=dict(executor), resolved=f"calibration: {title}\n",
    )  # fmt: skip
