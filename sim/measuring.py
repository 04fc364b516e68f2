"""What is measured when a run has ended: sums over its records, and the outcomes, which are ratios of them.

Compiled and in one pass, for a study does so once a run, and a short run leaves no time for many steps.
"""

from collections.abc import Sequence
from functools import cache
from math import nan, sqrt
from typing import Any

import numpy as np

from sim.compiling import compiled
from sim.outcomes import BY_NAME, EVERYTHING, GROUPINGS, Ratio, Wanted
from sim.tally import CELLS
from sim.terms import NeedsGroup
from sim.units import WEEKS_A_YEAR
from sim.world import RECORDS

FEW_CASES = 5  # cases of a needs group that a caseworker must have to be compared with others
SHORT_SPELL = 8  # weeks registered before somebody's talks a year mean anything

SHAPE = tuple(len(list(kind)) for kind in GROUPINGS.values())  # of the tallies

TABLES = ("tallies", "weekly", "employers", "caseworkers")
_CELLS = np.arange(CELLS).reshape(SHAPE)
# What is summed, by the prefix of its names: cells of everybody (`persons`) and each category (`WEAK.persons`), tables.
OF_PEOPLE: dict[str, list[int]] = {"": _CELLS.ravel().tolist()} | {
    f"{one.name}.": _CELLS.take(one, axis).ravel().tolist()
    for axis, kind in enumerate(GROUPINGS.values())
    for one in kind
}
OF_OFFICE = {"weeks.": "weekly", "last.": "weekly", "employers.": "employers", "caseworkers.": "caseworkers"}
SUMMED = {prefix: RECORDS[OF_OFFICE.get(prefix, "tallies")] for prefix in (*OF_PEOPLE, *OF_OFFICE)}
FIELDS = {prefix + name: record[name] for prefix, record in SUMMED.items() for name in record.names or ()}
IS_FRACTION = np.array([field.kind == "f" for field in FIELDS.values()])
BESIDE = ("runs", "office_weeks", "registered", "employers", "employer_weeks", "posts", "unequal_treatment")  # no sums
PLACES = {name: place for place, name in enumerate((*FIELDS, *BESIDE))}
REGISTERED = [PLACES[f"weeks.{name}"] for name in ("seeking", "in_measure", "waiting_for_health")]
WIDTHS = {prefix: len(record.names or ()) for prefix, record in SUMMED.items()}
STARTS = {prefix: PLACES[prefix + (record.names or ("",))[0]] for prefix, record in SUMMED.items()}

Stretch = tuple[int, int, int, int, int]  # table, first record, records, fields of each, place of the first sum


def _stretch(prefix: str, first: int, records: int) -> Stretch:
    """Records that are summed under a prefix."""
    return TABLES.index(OF_OFFICE.get(prefix, "tallies")), first, records, WIDTHS[prefix], STARTS[prefix]


class Ratios:
    """Ratios of the sums of a run, each of the people of a prefix or of the office; made once, taken of many runs."""

    def __init__(self, wanted: Sequence[tuple[str, Ratio]]):
        names = [[prefix + name for name in (one.part, one.whole, *one.less)] for prefix, one in wanted]
        places = [([PLACES[name] for name in row] + [-1, -1])[:4] for row in names]
        self.places = np.array(places, np.int64).reshape(-1, 4)
        self.factors = np.array([one.factor for _, one in wanted])
        used = {name[: name.find(".") + 1] for row in names for name in row if name not in BESIDE}
        self.of_office = not used <= OF_PEOPLE.keys() or any(name in BESIDE for row in names for name in row)
        cells = [(prefix, cell) for prefix in OF_PEOPLE if prefix in used for cell in OF_PEOPLE[prefix]]
        stretches = [_stretch(prefix, cell, 1) for prefix, cell in cells]
        stretches += [_stretch(prefix, 0, 0) for prefix in OF_OFFICE]  # how much of them there is, the run tells
        self.stretches = np.array(stretches, np.int64)

    def of(self, world: Any) -> list[float]:
        """Their values in a world of records whose run has ended."""
        stretches, sums = self.stretches, np.zeros(len(PLACES))
        offices, office_weeks = len(world.offices), len(world.weekly)
        employers, posts = len(world.employers), len(world.caseworkers)
        if self.of_office:
            rows = {"weeks.": (0, office_weeks), "last.": (office_weeks - offices, offices)}
            rows |= {"employers.": (0, employers), "caseworkers.": (0, posts)}
            stretches = stretches.copy()
            stretches[-len(OF_OFFICE) :, 1:3] = [rows[prefix] for prefix in OF_OFFICE]
        _sums(tuple(getattr(world, table).view(np.int64) for table in TABLES), stretches, IS_FRACTION, sums)
        if self.of_office:
            beside = {
                "runs": 1,
                "office_weeks": office_weeks,
                "registered": sum(sums[place] for place in REGISTERED),
                "employers": employers,
                "employer_weeks": employers * office_weeks / offices,
                "posts": posts,
                "unequal_treatment": unequal_treatment(world.jobseekers),
            }
            sums[-len(BESIDE) :] = [beside[name] for name in BESIDE]
        return _divided(sums, self.places, self.factors).tolist()


@cache
def _ratios(wanted: tuple[Wanted, ...]) -> Ratios:
    return Ratios([("" if category == "all" else f"{category}.", BY_NAME[name].of) for _, category, name in wanted])


def measured(world: Any, wanted: tuple[Wanted, ...] = EVERYTHING) -> list[float]:
    """The outcomes of one run that are wanted, in their order; all of them where nothing is said."""
    return _ratios(wanted).of(world)


def outcomes_of(world: Any) -> list[tuple[str, str, str, float]]:
    """Every outcome of one run: grouping, category, name and value."""
    return [(*wanted, value) for wanted, value in zip(EVERYTHING, measured(world))]


def outcome_table(seeds: list[int], worlds: list[Any]) -> dict[str, np.ndarray]:
    """The outcomes of all runs as columns: seed, grouping, category, outcome, value."""
    rows = [(seed, *row) for seed, world in zip(seeds, worlds, strict=True) for row in outcomes_of(world)]
    seed, grouping, category, outcome, value = zip(*rows, strict=True)
    return {
        "seed": np.array(seed, np.int64),
        "grouping": np.array(grouping),
        "category": np.array(category),
        "outcome": np.array(outcome),
        "value": np.array(value, np.float64),
    }


@compiled("void(UniTuple(Array(int64, 1, 'C', True), 4), int64[:, ::1], boolean[::1], float64[::1])")
def _sums(tables, stretches, is_fraction, sums):
    """Add up the columns of stretches of records, of eight-byte numbers that are read as whole ones or as fractions.

    It trusts the stretches, for Numba looks at no bounds.
    """
    wholes = np.zeros(len(is_fraction), np.int64)
    for which in range(len(stretches)):
        table, first, records, fields, place = stretches[which]
        whole, total = wholes[place : place + fields], sums[place : place + fields]
        fraction = is_fraction[place : place + fields]
        for record in range(first, first + records):
            numbers = tables[table][record * fields : (record + 1) * fields]
            same = numbers.view(np.float64)
            for field in range(fields):
                whole[field] += numbers[field]  # of a fraction too, for asking would take longer; nobody reads that
                if fraction[field]:
                    total[field] += same[field]
    for place in range(len(is_fraction)):
        if not is_fraction[place]:
            sums[place] = wholes[place]


@compiled("float64[::1](float64[::1], int64[:, ::1], float64[::1])")
def _divided(sums, places, factors):
    """For each row of places a sum over another times its factor, less the third over the fourth where they are."""
    values = np.full(len(places), nan)
    for row in range(len(places)):
        part, whole, less, over = places[row]
        if sums[whole] != 0.0:
            values[row] = factors[row] * sums[part] / sums[whole]
        if less >= 0:
            values[row] -= sums[less] / sums[over] if sums[over] != 0.0 else nan
    return values


def unequal_treatment(people: np.ndarray) -> float:
    """Spread between caseworkers of talks a year among like cases, sampling noise taken out [talks/year]."""
    fields = ("status", "weeks_unemployed", "talks", "caseworker", "true_need")
    return WEEKS_A_YEAR * _spread(*(people[field] for field in fields), len(NeedsGroup))


@compiled("float64(" + "Array(int64, 1, 'A', True), " * 5 + "int64)")
def _spread(status, weeks, talks, caseworker, need, n_needs):
    """Spread between caseworkers of talks a week among cases of one need; NaN where nobody has cases enough."""
    n_caseworkers = 0
    for row in range(len(caseworker)):
        n_caseworkers = max(n_caseworkers, caseworker[row] + 1)
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
