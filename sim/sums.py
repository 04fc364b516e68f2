"""Sums over the records of a run that has ended, and ratios of them, which all outcomes are.

Compiled and in one pass, for a study takes them once a run, and a short run leaves no time for many steps.
"""

from collections.abc import Sequence
from enum import IntEnum
from math import nan, prod, sqrt
from typing import Any, NamedTuple

import numpy as np

from sim.accounts import OfficeWeek
from sim.agents import Caseworker, Employer
from sim.chance import compiled
from sim.declare import record_type
from sim.tally import Tally
from sim.terms import AgeGroup, Cohort, DigitalSkill, NeedsGroup
from sim.units import WEEKS_A_YEAR

FEW_CASES = 5  # cases of a needs group that a caseworker must have to be compared with others
SHORT_SPELL = 8  # weeks registered before somebody's talks a year mean anything

GROUPINGS: dict[str, type[IntEnum]] = {
    "needs_group": NeedsGroup,
    "digital_skill": DigitalSkill,
    "age": AgeGroup,
    "cohort": Cohort,
}
SHAPE = tuple(len(kind) for kind in GROUPINGS.values())  # of the tallies

TABLES = {"tallies": Tally, "weekly": OfficeWeek, "employers": Employer, "caseworkers": Caseworker}
# What is summed, by the prefix of its names: everybody (`persons`), each category (`WEAK.persons`), and of the office.
OF_PEOPLE = {"": "tallies"} | {f"{one.name}.": "tallies" for kind in GROUPINGS.values() for one in kind}
OF_OFFICE = {"weeks.": "weekly", "last.": "weekly", "employers.": "employers", "caseworkers.": "caseworkers"}
RECORDS = {prefix: record_type(TABLES[table]) for prefix, table in (OF_PEOPLE | OF_OFFICE).items()}
FIELDS = {prefix + name: record[name] for prefix, record in RECORDS.items() for name in record.names or ()}
IS_FRACTION = np.array([field.kind == "f" for field in FIELDS.values()])
COUNTS = ("runs", "office_weeks", "registered", "employers", "employer_weeks", "posts", "unequal_treatment")
PLACES = {name: place for place, name in enumerate((*FIELDS, *COUNTS))}
REGISTERED = [PLACES[f"weeks.{name}"] for name in ("seeking", "in_measure", "waiting_for_health")]
WIDTHS = {prefix: len(record.names or ()) for prefix, record in RECORDS.items()}
STARTS = {prefix: PLACES[prefix + (record.names or ("",))[0]] for prefix, record in RECORDS.items()}

Stretch = tuple[int, int, int, int, int]  # table, first record, records, fields of each, place of the first sum


class Ratio(NamedTuple):
    """A sum over another times a factor, less one sum over another; NaN when there is nothing to divide by."""

    part: str
    whole: str
    factor: float = 1.0
    less: tuple[str, ...] = ()


def _stretch(prefix: str, first: int, records: int) -> Stretch:
    """Records that are summed under a prefix."""
    table = list(TABLES).index((OF_PEOPLE | OF_OFFICE)[prefix])
    return table, first, records, WIDTHS[prefix], STARTS[prefix]


def _in_tallies(prefix: str) -> list[Stretch]:
    """Where in the tallies the people of a prefix stand."""
    cells = np.arange(prod(SHAPE)).reshape(SHAPE)
    for axis, kind in enumerate(GROUPINGS.values()):
        for one in kind:
            if prefix == f"{one.name}.":
                cells = cells.take([one], axis)
    return [_stretch(prefix, cell, 1) for cell in cells.ravel().tolist()]


class Ratios:
    """Ratios of the sums of a run, each of the people of a prefix or of the office; made once, taken of many runs."""

    def __init__(self, wanted: Sequence[tuple[str, Ratio]]):
        names = [[prefix + name for name in (one.part, one.whole, *one.less)] for prefix, one in wanted]
        places = [([PLACES[name] for name in row] + [-1, -1])[:4] for row in names]
        self.places = np.array(places, np.int64).reshape(-1, 4)
        self.factors = np.array([one.factor for _, one in wanted])
        used = {name[: name.find(".") + 1] for row in names for name in row if name not in COUNTS}
        self.of_office = not used <= OF_PEOPLE.keys() or any(name in COUNTS for row in names for name in row)
        stretches = [stretch for prefix in OF_PEOPLE if prefix in used for stretch in _in_tallies(prefix)]
        stretches += [_stretch(prefix, 0, 0) for prefix in OF_OFFICE]  # how much of them there is, the run tells
        self.stretches = np.array(stretches, np.int64)

    def of(self, world: Any) -> list[float]:
        """Their values in a world of records whose run has ended."""
        stretches, sums = self.stretches, np.zeros(len(PLACES))
        offices, weeks = len(world.offices), len(world.weekly)
        employers, posts = len(world.employers), len(world.caseworkers)
        if self.of_office:
            stretches = stretches.copy()
            stretches[-4:, 1:3] = (0, weeks), (weeks - offices, offices), (0, employers), (0, posts)
        _sums(tuple(getattr(world, table).view(np.int64) for table in TABLES), stretches, IS_FRACTION, sums)
        if self.of_office:
            registered = sum(sums[place] for place in REGISTERED)
            unequal = unequal_treatment(world.jobseekers, posts)
            sums[-len(COUNTS) :] = 1, weeks, registered, employers, employers * weeks / offices, posts, unequal
        return _ratios(sums, self.places, self.factors).tolist()


@compiled("void(UniTuple(int64[::1], 4), int64[:, ::1], boolean[::1], float64[::1])")
def _sums(tables, stretches, is_fraction, sums):
    """Add up the columns of stretches of records, of eight-byte numbers that are read as whole ones or as fractions."""
    wholes = np.zeros(len(is_fraction), np.int64)
    for which in range(len(stretches)):
        table, first, records, fields, place = stretches[which]
        whole, total = wholes[place : place + fields], sums[place : place + fields]
        fraction = is_fraction[place : place + fields]
        for record in range(first, first + records):
            numbers = tables[table][record * fields : (record + 1) * fields]
            same = numbers.view(np.float64)
            for field in range(fields):
                whole[field] += numbers[field]
                if fraction[field]:
                    total[field] += same[field]
    for place in range(len(is_fraction)):
        if not is_fraction[place]:
            sums[place] = wholes[place]


@compiled("float64[::1](float64[::1], int64[:, ::1], float64[::1])")
def _ratios(sums, places, factors):
    """For each row of places a sum over another times its factor, less the third over the fourth where they are."""
    values = np.full(len(places), nan)
    for row in range(len(places)):
        part, whole, less, over = places[row]
        if sums[whole] != 0.0:
            values[row] = factors[row] * sums[part] / sums[whole]
        if less >= 0:
            values[row] -= sums[less] / sums[over] if sums[over] != 0.0 else nan
    return values


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
