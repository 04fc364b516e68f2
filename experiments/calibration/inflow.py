"""The inflow of each accepted set: what must come a week with it, over what must come with the declared numbers.

Solved in the average office with the same seeds, so that much of their luck is in both; a study of a function, as a
wave is.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from experiments.calibration.waves import question_of, simulated
from experiments.cli.refusal import Refused
from experiments.parameter_sets import INFLOW, PREFIX, Member, with_values
from experiments.rest.solving import GROUPS, by_group, come_to, corrected, holding_arrivals
from experiments.study.factors import Factor
from experiments.study.request import Question
from sim.declare import known_numbers, value_at
from sim.kernel import kernel
from sim.parameters import Parameters
from sim.scenario import Scenario

TARGET = "experiments.calibration.inflow.solved"
OFFICE = "average"
SEEDS = range(1, 5)
DIGITS = 4


def with_inflow(folder: Path, members: Sequence[Member], executor: dict[str, Any]) -> list[Member]:
    """The members, each with its inflow; what of it is not solved yet is solved in a folder.

    Raises Refused where that of one cannot be.
    """
    fitted = [member.fitted for member in members]
    columns = simulated(folder, lambda: _question(folder.name, fitted, executor), executor)
    shares = np.column_stack([columns[group] for group in GROUPS])
    n_left_out = len(fitted) + 1 - len(shares)
    if n_left_out or not np.all(shares > 0.0):
        raise Refused(f"the inflow of {max(1, n_left_out)} parameter sets cannot be solved; {folder} tells why")
    return [
        replace(member, values=values | dict(zip(INFLOW, map(written, INFLOW, over), strict=True)))
        for member, values, over in zip(members, fitted, (shares[1:] / shares[0]).tolist(), strict=True)
    ]


def written(name: str, ratio: float) -> float:
    """A ratio as it is written in the ensemble, within the range declared."""
    number = known_numbers(Parameters)[name.removeprefix(PREFIX)]
    return min(number.high, max(number.low, float(f"{ratio:.{DIGITS}g}")))


def solved(values: dict[str, Any], seed: int) -> dict[str, float]:
    """The inflow that keeps the average office with these numbers at rest [share of start/week], by group.

    What held its register at rest, corrected once by what it comes to in ten years with that.
    """
    del seed
    scenario, live = replace(average_office(), parameters=with_values(values)), kernel()
    office, own = scenario.setting.office, scenario.parameters.inflow
    came = np.mean([holding_arrivals(scenario, live, luck, None) for luck in SEEDS], axis=0)
    own.ordinary, own.reduced = (came / (office.inflow_ordinary, office.inflow_reduced)).tolist()
    there = np.mean([come_to(scenario, live, luck, None) for luck in SEEDS], axis=0)
    return by_group(corrected(came, there[: len(GROUPS)]))


@cache
def average_office() -> Scenario:
    """The office that inflow is solved in."""
    return Scenario.named(office=OFFICE)


def _question(title: str, sets: list[dict[str, float]], executor: dict[str, Any]) -> Question:
    """The declared numbers first, then each set."""
    declared = {name: value_at(Parameters(), name.removeprefix(PREFIX)) for name in sets[0]}
    points = [declared, *sets]
    factors = [
        Factor(name, "continuous", min(point[name] for point in points), max(point[name] for point in points))
        for name in declared
    ]
    return question_of(title, factors, points, list(GROUPS), TARGET, 1, executor)
