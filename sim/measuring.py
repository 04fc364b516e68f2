"""What is measured when a run has ended: sums over its records, and the outcomes, which are ratios of them.

Sums are added record by record in their order, of people office by office, so that the last digits are the same
wherever it is done. That is plain NumPy: all outcomes take 0.15 ms a run and their groups 0.1 ms more, where a study
may spend 1 ms beside each run (`tests/drills/test_study_speed.py`). Those of a thousand offices take half a second.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import nan, sqrt
from typing import Any

import numpy as np

from sim.behaviour.equality import FEW_CASES, SHORT_SPELL
from sim.compiling import compiled
from sim.declare import states
from sim.outcomes import BY_NAME, GROUPINGS, OFFICE, OUTCOMES, Outcome, Ratio, Sum, Wanted, everything, people, within
from sim.tally import CELLS, Tally
from sim.terms import NeedsGroup
from sim.units import WEEKS_A_YEAR

REGISTERED = ("seeking", "in_measure", "waiting_for_health")

# The records that a sum of each table is taken over.
TABLES: dict[str, Callable[[Any], np.ndarray]] = {
    "weekly": lambda world: world.weekly,
    "last_week": lambda world: world.weekly[-len(world.offices) :],
    "employers": lambda world: world.employers,
    "caseworkers": lambda world: world.caseworkers[world.caseworkers["frozen"] == 0],
}
# What is no sum over records, of the table `run`.
OF_RUN: dict[str, Callable[[Any], float]] = {
    "one": lambda world: 1.0,
    "nothing": lambda world: 0.0,
    "registered": lambda world: sum(int(world.weekly[status].sum()) for status in REGISTERED),
    "employer_weeks": lambda world: len(world.employers) * len(world.weekly) / len(world.offices),
    "unequal_treatment": lambda world: unequal_treatment(world.jobseekers),
}
# The same of each office; what there is of employers is of the labour market that the office shares.
OF_EACH_OFFICE: dict[str, Callable[[Any], np.ndarray]] = {
    "one": lambda world: np.ones(len(world.offices)),
    "nothing": lambda world: np.zeros(len(world.offices)),
    "registered": lambda world: np.sum([_over_weeks(world, status) for status in REGISTERED], axis=0),
    "employer_weeks": lambda world: len(world.weekly) / len(world.offices) * _of_each_office(world, Sum("employers")),
    "unequal_treatment": lambda world: np.array([unequal_treatment(own) for own in _people_of_each_office(world)]),
}
# The rows of an office's tallies that are summed over, by grouping and category.
SHAPE = tuple(len(kind) for kind in GROUPINGS.values())
CELL = np.arange(CELLS).reshape(SHAPE)
ROWS: dict[tuple[str, str], np.ndarray] = {("all", "all"): CELL.ravel()} | {
    (grouping, category.name): CELL.take(category, axis).ravel()
    for axis, (grouping, kind) in enumerate(GROUPINGS.items())
    for category in kind
}


class SumCalculator:
    """Calculates sums over the records of a run: how is found out once, and then it is done for many runs."""

    def __init__(self, wanted: Iterable[Sum]):
        sums = dict.fromkeys(wanted)
        self.office_sums = [total for total in sums if total.table != "tallies"]
        people_sums = [total for total in sums if total.table == "tallies"]
        self.fields = list(dict.fromkeys(total.field for total in people_sums))
        self.categories = list(dict.fromkeys((total.grouping, total.category) for total in people_sums))
        every_field = [Sum("tallies", field, *category) for category in self.categories for field in self.fields]
        self.index = {total: number for number, total in enumerate([*self.office_sums, *every_field])}

    def of(self, world: Any) -> np.ndarray:
        """The sums of a world of records whose run has ended, each at its `index`."""
        by_category = [_added(by_office) for by_office in self._people(world)]
        return np.concatenate([[_office_value(world, total) for total in self.office_sums], *by_category])

    def of_each_office(self, world: Any) -> np.ndarray:
        """The same of each of its offices [sum, office]."""
        of_offices = np.array([_of_each_office(world, total) for total in self.office_sums])
        return np.concatenate([of_offices.reshape(-1, len(world.offices)), *self._people(world)])

    def _people(self, world: Any) -> list[np.ndarray]:
        """The sums over people, of every field and office, by category."""
        tallies = world.tallies.reshape(-1, CELLS)
        people = np.array([tallies[name] for name in self.fields], np.float64).reshape(-1, *tallies.shape)
        return [_added(people[:, :, ROWS[category]]) for category in self.categories]


def _office_value(world: Any, total: Sum) -> float:
    """The value of one sum that is not of people."""
    if total.table == "run":
        return OF_RUN[total.field](world)
    records = TABLES[total.table](world)
    return float(_added(records[total.field])) if total.field else len(records)


def _of_each_office(world: Any, total: Sum) -> np.ndarray:
    """The value of one sum that is not of people, for each office."""
    if total.table == "run":
        return OF_EACH_OFFICE[total.field](world)
    records, n_offices = TABLES[total.table](world), len(world.offices)
    weights = records[total.field] if total.field else None
    if total.table == "employers":
        of_market = np.bincount(records["market"], weights, minlength=len(world.markets))
        return np.asarray(of_market[world.offices["market"]], np.float64)
    office = records["office"] if total.table == "caseworkers" else np.arange(len(records)) % n_offices
    return np.asarray(np.bincount(office, weights, minlength=n_offices), np.float64)


def _over_weeks(world: Any, field: str) -> np.ndarray:
    """A field of the weekly books summed over the weeks of each office."""
    return np.asarray(world.weekly[field].reshape(-1, len(world.offices)).sum(axis=0), np.float64)


def _people_of_each_office(world: Any) -> Iterable[np.ndarray]:
    offices = world.offices
    return (world.jobseekers[first : first + n] for first, n in zip(offices["first_row"], offices["n_rows"]))


def _added(columns: np.ndarray) -> Any:
    """Numbers added up one after another, along the last axis."""
    if not columns.shape[-1]:
        return np.zeros(columns.shape[:-1])
    return 0.0 + np.add.accumulate(columns, axis=-1)[..., -1]  # as a sum that begins at 0: never -0.0


class RatioCalculator:
    """Calculates ratios of the sums of a run."""

    def __init__(self, wanted: Sequence[Ratio]):
        parts, wholes, factors, subtracted_parts, subtracted_wholes = zip(*wanted, strict=True)
        in_order = (parts, wholes, subtracted_parts, subtracted_wholes)
        self.sums = SumCalculator(total for totals in in_order for total in totals)
        self.factors = np.array(factors)
        self.index = np.array([[self.sums.index[total] for total in totals] for totals in in_order])

    def of(self, world: Any) -> list[float]:
        """Their values in a world of records whose run has ended."""
        values: list[float] = self._ratios(self.sums.of(world)[:, None])[:, 0].tolist()
        return values

    def of_each_office(self, world: Any) -> np.ndarray:
        """The same of each of its offices [ratio, office]."""
        return self._ratios(self.sums.of_each_office(world))

    def _ratios(self, sums: np.ndarray) -> np.ndarray:
        part, whole, subtracted_part, subtracted_whole = sums[self.index]
        return _divided(self.factors[:, None] * part, whole) - _divided(subtracted_part, subtracted_whole)


def _divided(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """One over another, NaN where there is nothing to divide by."""
    return np.divide(part, whole, out=np.full(part.shape, nan), where=whole != 0.0)


@cache
def _calculator(wanted: tuple[Wanted, ...]) -> RatioCalculator:
    return RatioCalculator([within(BY_NAME[name].of, grouping, category) for grouping, category, name in wanted])


def measured(world: Any, wanted: tuple[Wanted, ...] = ()) -> list[float]:
    """The outcomes of one run that are wanted, in their order; all of them where nothing is said."""
    return _calculator(wanted or everything()).of(world)


def outcomes_of(world: Any) -> list[tuple[str, str, str, float]]:
    """Every outcome of one run: grouping, category, name and value; by office too, where there are several."""
    rows = [(*wanted, value) for wanted, value in zip(everything(), measured(world))]
    if len(world.offices) > 1:
        values = _calculator(tuple(_overall())).of_each_office(world)
        rows += [
            (OFFICE, str(number), name, value)
            for number, of_office in enumerate(values.T.tolist())
            for (*_, name), value in zip(_overall(), of_office, strict=True)
        ]
    return rows


def _overall() -> list[Wanted]:
    """Every outcome, of everybody."""
    return [("all", "all", outcome.name) for outcome in OUTCOMES]


def people_of(outcome: Outcome) -> Sum:
    """The people that an outcome is about: those it is divided by; everybody where it is divided by something else."""
    whole = outcome.of.whole
    counted = whole.table == "tallies" and states(Tally)[whole.field].unit == "persons"
    return whole if counted else people("persons")


@cache
def _people_calculator(wanted_outcomes: tuple[Wanted, ...]) -> tuple[SumCalculator, np.ndarray]:
    """What calculates the people behind every outcome, and at which index each stands."""
    wanted = [
        people_of(BY_NAME[name])._replace(grouping=grouping, category=category)
        for grouping, category, name in wanted_outcomes
    ]
    calculator = SumCalculator(wanted)
    return calculator, np.array([calculator.index[total] for total in wanted])


def people_behind(world: Any) -> np.ndarray:
    """How many people each outcome of one run is about, in the order of `outcomes_of`."""
    calculator, index = _people_calculator(everything())
    people = calculator.of(world)[index]
    if len(world.offices) > 1:
        calculator, index = _people_calculator(tuple(_overall()))
        people = np.concatenate([people, calculator.of_each_office(world)[index].T.ravel()])
    return people.astype(np.int64)


def outcome_table(seeds: list[int], worlds: list[Any]) -> dict[str, np.ndarray]:
    """The outcomes of all runs as columns: seed, grouping, category, outcome, value, people."""
    rows = [(seed, *row) for seed, world in zip(seeds, worlds, strict=True) for row in outcomes_of(world)]
    seed, grouping, category, outcome, value = zip(*rows, strict=True)
    return {
        "seed": np.array(seed, np.int64),
        "grouping": np.array(grouping),
        "category": np.array(category),
        "outcome": np.array(outcome),
        "value": np.array(value, np.float64),
        "people": np.concatenate([people_behind(world) for world in worlds]),
    }


def unequal_treatment(people: np.ndarray) -> float:
    """Spread between caseworkers of talks a year among like cases, sampling noise taken out [talks/year]."""
    fields = ("status", "weeks_unemployed", "talks", "caseworker", "true_need")
    return WEEKS_A_YEAR * _spread(*(people[field] for field in fields), len(NeedsGroup))


# Five columns of whole numbers: any layout ("A"), for a field of records is no array on its own; and read only (True),
# which lets in those that may be written to as well.
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
    for of_need in range(n_needs):
        enough = n[:, of_need] >= FEW_CASES
        k, rates = n[enough, of_need], total[enough, of_need]
        if len(k):
            mean = rates / k
            noise = (squares[enough, of_need] / k - mean * mean) / (k - 1)  # variance of a mean of k cases
            between += (k * ((mean - rates.sum() / k.sum()) ** 2 - noise)).sum()
            cases += k.sum()
    return sqrt(max(0.0, between / cases)) if cases else nan
