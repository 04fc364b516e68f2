"""The parameters that calibration may move: those that are declared with a range to be fitted within."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

import numpy as np

from experiments.cli.refusal import Refused
from experiments.parameter_sets import PREFIX
from experiments.study.factors import Factor
from sim.declare import Number, known_numbers, nearest
from sim.parameters import Parameters

SEE = "`skranke calibrate --help` lists those that are"
DIGITS = 5  # a fitted number is written with so many, and run as it is written


def fitted_parameters(patterns: Sequence[str] = ()) -> list[Number]:
    """The parameters marked as fittable, or those of them that patterns name; raise Refused when none is named."""
    known = [number for number in known_numbers(Parameters).values() if number.fit]
    chosen = known
    for pattern in patterns:
        if not any(fnmatchcase(number.path, pattern.removeprefix(PREFIX)) for number in known):
            names = [PREFIX + number.path for number in known]
            raise Refused(f"fit: {pattern!r} names no parameter that is fitted{nearest(pattern, names)}; {SEE}")
    if patterns:
        wanted = [pattern.removeprefix(PREFIX) for pattern in patterns]
        chosen = [number for number in known if any(fnmatchcase(number.path, pattern) for pattern in wanted)]
    return chosen


def factors_of(numbers: Sequence[Number]) -> list[Factor]:
    """The same as factors of a study, over the ranges they are fitted within."""
    return [
        Factor(
            PREFIX + number.path, "continuous", number.fit[0], number.fit[1], unit=number.unit, grade=number.grade,
            source=number.source, meaning=number.meaning,
        )
        for number in numbers
    ]  # fmt: skip


def within_ranges(numbers: Sequence[Number], positions: np.ndarray) -> np.ndarray:
    """The values that numbers in [0, 1] stand for, a row a point, as they are written in the ensemble."""
    low, high = (np.array([number.fit[end] for number in numbers]) for end in (0, 1))
    values = low + positions * (high - low)
    written = np.array([[float(f"{value:.{DIGITS}g}") for value in row] for row in values])
    return np.asarray(np.clip(written, low, high))
