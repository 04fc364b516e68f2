"""Inflow solved: what it takes to hold the register of a setting under the usual policy, and how it drifts after."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.language import remark
from sim.conditions import column
from sim.declare import known_numbers
from sim.engine import on_threads, run_compiled
from sim.kernel import kernel
from sim.policy import Policy
from sim.rest import weeks_of_rest
from sim.scenario import Scenario
from sim.terms import Benefit, NeedsGroup, Status
from sim.units import WEEKS_A_YEAR
from sim.waiting import Progress
from sim.world import World

LATER = 104  # the last weeks of rest, when what stays away from the register has nearly filled
YEARS = 520  # weeks after rest in which the register, not held any more, shows what it comes to
CLOSE_ENOUGH = 0.01  # share by which people then may differ from those wanted, so that no further round is needed
ROUNDS = 3
ANSWERS = 0.55  # power of people wanted over people there by which inflow is corrected: stock answers inflow 1.9-fold
LEAST_THERE = 0.2  # of the people wanted; fewer are corrected for no further
LEAST_PLACES = 0.05  # from which more are tried
LEAST_IN_MEASURES = 0.005
SURE = 2.0  # standard errors that tell what is seen from the luck of the seeds
CALLED = {"ordinary": "ordinary work capacity", "reduced": "reduced work capacity"}
GROUPS = tuple(CALLED)
Numbers = dict[str, float]
REGISTERED = (Status.SEEKING, Status.IN_MEASURE, Status.WAITING_FOR_HEALTH)
PLACES = known_numbers(Policy)["organisation.measure_places"]
MIX = ("in_measures", *(f"people.{group.name}" for group in NeedsGroup), *(f"benefits.{each.name}" for each in Benefit))


@dataclass
class Solved:
    """What was found: inflow by group as a share of the number at the start, and what became of the office with it.

    `stock`: people by group ten years after rest, over those wanted. `people`, `talks`, `stress`: yearly means after.
    `mix`: shares of people then, in measures, by needs group and by benefit. `places`: measure places that gave it.
    `drift`: share by which people in the last year differ from those in the first. Each with its standard error.
    """

    inflow: Numbers
    error: Numbers  # standard error of the mean over seeds
    stock: Numbers
    stock_error: Numbers
    rounds: int
    mix: Numbers = field(default_factory=dict)
    places: float = PLACES.default
    people: list[float] = field(default_factory=list)
    talks: list[float] = field(default_factory=list)
    stress: list[float] = field(default_factory=list)
    drift: float = 0.0
    drift_error: float = 0.0

    @property
    def years(self) -> tuple[list[float], list[float], list[float]]:
        """People, talks and stress of each year."""
        return self.people, self.talks, self.stress

    def unmet(self, most: float = 0.05) -> list[str]:
        """What could not be met, in a sentence each."""
        told: list[str] = [
            remark(
                "people with {group} are {there:.0f} % of those wanted ten years after",
                group=remark(CALLED[group]),
                there=100.0 * there,
            )  # fmt: skip
            for group, there in self.stock.items()
            if abs(there - 1.0) > max(most, SURE * self.stock_error[group])
        ]
        if abs(self.drift) > max(most, SURE * self.drift_error):
            told.append(
                remark(
                    "people drift by {drift:+.0f} % from the first year after rest to the last",
                    drift=100.0 * self.drift,
                )
            )
        return told


def run_weeks(scenario: Scenario, n_seeds: int) -> int:
    """Weeks that solving takes at most."""
    return n_seeds * (scenario.setting.office.rest_weeks + ROUNDS * YEARS + scenario.weeks)


def solve(
    scenario: Scenario,
    seeds: Sequence[int],
    threads: int,
    progress: Progress | None = None,
    in_measures: float | None = None,
) -> Solved:
    """The inflow of a setting, solved with its own numbers about the world under its usual policy.

    What holds the register in the last weeks of rest comes first; what the register comes to in the ten years after,
    not held any more, corrects it. Where a share in measures is wanted, the places are corrected by what there is.
    """
    usual = replace(copy.deepcopy(scenario), policy=copy.deepcopy(scenario.usual), changes=[])
    usual.usual = usual.policy
    organisation = usual.policy.organisation
    office, live = usual.setting.office, kernel()
    came = np.array(on_threads(lambda seed, tick: holding_arrivals(usual, live, seed, tick), seeds, threads, progress))
    inflow, error = came.mean(axis=0), came.std(axis=0, ddof=1) / np.sqrt(len(seeds))
    for number in range(1, ROUNDS + 1):
        office.inflow_ordinary, office.inflow_reduced = (float(min(1.0, share)) for share in inflow)
        ends = np.array(on_threads(lambda seed, tick: come_to(usual, live, seed, tick), seeds, threads, progress))
        stocks, mix = ends[:, :2], ends[:, 2:].mean(axis=0)
        there, stock_error = stocks.mean(axis=0), stocks.std(axis=0, ddof=1) / np.sqrt(len(seeds))
        solved = Solved(by_group(inflow), by_group(error), by_group(there), by_group(stock_error), number)
        solved.mix, solved.places = dict(zip(MIX, mix.tolist(), strict=True)), organisation.measure_places
        met = in_measures is None or abs(mix[0] - in_measures) <= CLOSE_ENOUGH
        if number == ROUNDS or met and np.all(np.abs(there - 1.0) <= CLOSE_ENOUGH):
            break
        if in_measures is not None and not met:
            organisation.measure_places = better_places(organisation.measure_places, in_measures, float(mix[0]))
        inflow = corrected(inflow, there)
    worlds = on_threads(lambda seed, tick: yearly(usual, live, seed, tick), seeds, threads, progress)
    solved.people, solved.talks, solved.stress = np.mean(worlds, axis=0).tolist()
    people = np.array(worlds)[:, 0]
    drifts = (people[:, -1] - people[:, 0]) / people[:, 0].mean()
    solved.drift, solved.drift_error = drifts.mean().item(), (drifts.std(ddof=1) / np.sqrt(len(seeds))).item()
    return solved


def corrected(inflow: np.ndarray, there: np.ndarray) -> np.ndarray:
    """The inflow to try next, by the people that it came to over those wanted [ratio]."""
    return inflow * np.power(np.maximum(there, LEAST_THERE), -ANSWERS)


def better_places(places: float, asked: float, there: float) -> float:
    """Measure places to try next, by the share of people in measures that these gave."""
    return min(PLACES.high, max(places, LEAST_PLACES) * asked / max(there, LEAST_IN_MEASURES))


def by_group(values: np.ndarray) -> Numbers:
    """Two numbers by the group that each is about."""
    return dict(zip(GROUPS, values.tolist(), strict=True))


def holding_arrivals(scenario: Scenario, live: Callable, seed: int, progress: Progress | None) -> np.ndarray:
    """Arrivals that held the register in the last weeks of rest [share of start/week], by group."""
    size = scenario.setting.office
    came, n_weeks = np.zeros(2), 0
    for week, world in weeks_of_rest(scenario, live, seed):
        if week >= -LATER:
            reduced = column(world.jobseekers, "reduced_capacity")
            here = (column(world.jobseekers, "status") != Status.VACANT) & (world.jobseekers["arrived_week"] == week)
            came += np.bincount(reduced[here], minlength=2)
            n_weeks += 1
    if progress:
        progress(size.rest_weeks)
    return came / max(1, n_weeks) / np.maximum(wanted(world), 1.0)


def wanted(world: World) -> np.ndarray:
    """People on the register that a setting asks for [persons], by group."""
    return np.array([world.offices["start_ordinary"].sum(), world.offices["start_reduced"].sum()], float)


def come_to(scenario: Scenario, live: Callable, seed: int, progress: Progress | None) -> np.ndarray:
    """People on the register when a run ends, over those wanted [ratio], by group; then their mix.

    The ratio is 1 where none are wanted.
    """
    world = run_compiled(replace(scenario, weeks=YEARS), live, seed, progress)
    there = np.array([world.offices["stock_ordinary"].sum(), world.offices["stock_reduced"].sum()], float)
    asked = wanted(world)
    return np.concatenate([np.where(asked > 0.0, there / np.maximum(asked, 1.0), 1.0), mix_of(world)])


def mix_of(world: World) -> np.ndarray:
    """Shares of those registered that are in measures, of each needs group, on each benefit [0..1]; as `MIX`."""
    people = world.jobseekers[np.isin(column(world.jobseekers, "status"), REGISTERED)]
    counts: list[np.ndarray] = [
        np.array([(people["status"] == Status.IN_MEASURE).sum()]),
        np.bincount(people["needs_group"], minlength=len(NeedsGroup)),
        np.bincount(people["benefit"], minlength=len(Benefit)),
    ]
    return np.concatenate(counts) / max(1, len(people))


def yearly(scenario: Scenario, live: Callable, seed: int, progress: Progress | None) -> np.ndarray:
    """People, talks a person and year, and stress: means of every full year of a run; of all of it, if it is less."""
    weekly = run_compiled(scenario, live, seed, progress).weekly
    return yearly_means(weekly, scenario.setting.office.offices)


def yearly_means(weekly: np.ndarray, n_offices: int) -> np.ndarray:
    """The same of the books of one run."""
    year = int(WEEKS_A_YEAR)
    weeks = len(weekly) // n_offices
    length = min(year, weeks)
    rows = weekly[: weeks // length * length * n_offices].reshape(-1, length * n_offices)
    people = sum(rows[name].sum(axis=1) / length for name in ("seeking", "in_measure", "waiting_for_health"))
    talks = WEEKS_A_YEAR / length * rows["talks_held"].sum(axis=1) / np.maximum(people, 1.0)
    return np.array([people, talks, rows["stress"].mean(axis=1)])
