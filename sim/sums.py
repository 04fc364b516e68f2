"""Sums over the records of a run that has ended; compiled, for a study takes them once a run and the run is short."""

from collections.abc import Sequence
from functools import cache
from math import nan, sqrt

import numpy as np

from sim.chance import compiled
from sim.terms import NeedsGroup
from sim.units import WEEKS_A_YEAR

FEW_CASES = 5  # cases of a needs group that a caseworker must have to be compared with others
SHORT_SPELL = 8  # weeks registered before somebody's talks a year mean anything


def field_sums(records: np.ndarray) -> dict[str, float]:
    """The sum of every field over records of eight-byte numbers."""
    names, fractions = _kinds(records.dtype)
    numbers = np.ascontiguousarray(records).view(np.int64).reshape(-1, len(names))
    return dict(zip(names, _columns(numbers, numbers.view(np.float64), fractions).tolist(), strict=True))


@cache
def _kinds(record: np.dtype) -> tuple[Sequence[str], np.ndarray]:
    """The fields of a record, and the places of those that are fractions."""
    names = record.names or ()
    return names, np.array([place for place, name in enumerate(names) if record[name].kind == "f"], np.int64)


@compiled("float64[::1](int64[:, ::1], float64[:, ::1], int64[::1])")
def _columns(numbers, same, fractions):
    """Sums of columns of whole numbers, and of those that are fractions when the same bytes are read so."""
    wholes = np.zeros(numbers.shape[1], np.int64)
    for row in range(len(numbers)):
        for column in range(len(wholes)):
            wholes[column] += numbers[row, column]
    sums = wholes.astype(np.float64)
    sums[fractions] = 0.0
    for row in range(len(numbers)):
        for column in fractions:
            sums[column] += same[row, column]
    return sums


def unequal_treatment(people: np.ndarray, n_caseworkers: int) -> float:
    """Spread between caseworkers of talks a year among like cases, sampling noise taken out [talks/year]."""
    fields = ("status", "weeks_unemployed", "talks", "caseworker", "true_need")
    return WEEKS_A_YEAR * _spread(*(people[field] for field in fields), n_caseworkers, len(NeedsGroup))


@compiled("float64(int64[:], int64[:], int64[:], int64[:], int64[:], int64, int64)")
def _spread(status, weeks, talks, caseworker, need, n_caseworkers, n_needs):
    """Spread between caseworkers of talks a week among cases of one need; NaN where nobody has cases enough."""
    n, total, squares = np.zeros((3, n_caseworkers, n_needs))
    for row in range(len(status)):
        if status[row] > 0 and weeks[row] >= SHORT_SPELL:
            rate, cell = talks[row] / weeks[row], (caseworker[row], need[row])
            n[cell] += 1
            total[cell] += rate
            squares[cell] += rate * rate
    between, cases = 0.0, 0.0
    for one in range(n_needs):
        enough = n[:, one] >= FEW_CASES
        k, rates = n[enough, one], total[enough, one]
        if len(k):
            mean = rates / k
            noise = (squares[enough, one] / k - mean * mean) / (k - 1)  # variance of a mean of k cases
            between += (k * ((mean - rates.sum() / k.sum()) ** 2 - noise)).sum()
            cases += k.sum()
    return sqrt(max(0.0, between / cases)) if cases else nan
