"""Side by side: the same people with the same luck under several scenarios, everybody followed to the end.

A person has one identity under every policy, so lives can be laid beside each other. Also called: common random
numbers, potential outcomes.
"""

import copy
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from sim.backends import check_backend, formerly
from sim.checks import check_scenario, check_seeds
from sim.engine import (
    ParametersOf,
    Progress,
    kernel,
    run_compiled,
    run_mesa,
    with_own_parameters,
)
from sim.measuring import outcomes_of, people_behind
from sim.parameters import Parameters
from sim.scenario import LONGEST, Scenario
from sim.terms import OLDER_FROM, OUTSIDE, YOUNG_BELOW, AgeGroup, Barriers, DigitalSkill, NeedsGroup, Status
from sim.world import World

PAIRED_GROUPINGS: dict[str, type[Any]] = {
    "needs_group": NeedsGroup, "digital_skill": DigitalSkill, "age": AgeGroup, "n_barriers": Barriers,
}  # fmt: skip
FIELDS_RENAMED = {
    "needs_group": "needs_group_assessed", "digital_skill": "digital_skill_share",
    "age": "age_years", "n_barriers": "barriers_on_arrival",
}  # fmt: skip
TOTALS = {
    "total_people": ("persons", "people under observation"),
    "total_durable_jobs": ("jobs", "jobs that came to 26 unbroken weeks"),
    "total_admin_cost": ("NOK", "administration: posts, premises, channels, overtime and temporaries, courses"),
}


class RunResult(NamedTuple):
    """One run: its outcomes as rows of grouping, category, name and value, and everybody's life at its end."""

    outcomes: list[tuple[str, str, str, float]]
    people: np.ndarray  # records of Jobseeker by identity
    people_behind: np.ndarray  # how many people each row is about
    weekly: np.ndarray  # the books of every week and office


def followed_throughout(scenario: Scenario) -> Scenario:
    """The same scenario with nobody let go before the end; ValueError when it is too long for that."""
    check_scenario(scenario).check()
    if scenario.weeks >= LONGEST:
        raise ValueError(f"weeks is {scenario.weeks}; people can be followed to the end of at most {LONGEST - 1} weeks")
    followed = copy.deepcopy(scenario)
    followed.setting.office.follow_up_weeks = max(scenario.setting.office.follow_up_weeks, scenario.weeks + 1)
    return followed


@formerly("life")
def side_by_side(
    scenarios: Sequence[Scenario],
    seeds: Any,
    *,
    backend: str = "compiled",
    threads: int = 0,
    replace: Sequence[dict[str, Callable] | None] = (),
    progress: Progress | None = None,
    parameters_of: ParametersOf | None = None,
) -> Generator[tuple[int, list[RunResult]], None, None]:
    """Each seed in its order, with its run under every scenario; stop taking and no more is run.

    `threads`: 0 for all cores; the results are the same for any number. `replace`: for each scenario, functions in the
    place of named behaviours. `parameters_of`: the numbers about the world that each seed is run with, under every
    scenario, where they differ. Raises as `simulate` does.
    """
    seeds = check_seeds(seeds)
    if isinstance(scenarios, Scenario):
        raise TypeError(f"scenarios is {scenarios!r}; it must be a list, as [Scenario(), Scenario.named('ips')]")
    scenarios = [followed_throughout(scenario) for scenario in scenarios]
    replace = list(replace) or [None] * len(scenarios)
    check_backend(backend)
    if backend == "mesa":
        for seed in seeds:
            own = [with_own_parameters(scenario, seed, parameters_of) for scenario in scenarios]
            worlds = (run_mesa(mine, seed, functions, progress) for mine, functions in zip(own, replace))
            yield seed, [result_of(world) for world in worlds]
        return
    kernels: list[Callable] = []
    for number, functions in enumerate(replace):
        first = replace.index(functions)  # the same functions are compiled once
        kernels.append(kernels[first] if first < number else kernel(functions))
    runs = [_Run(scenario, live, progress, parameters_of) for scenario, live in zip(scenarios, kernels)]
    yield from _ahead(runs, seeds, threads or os.cpu_count() or 1)


class _Run:
    """A compiled scenario, to be run with a seed."""

    def __init__(
        self, scenario: Scenario, live: Callable, progress: Progress | None, parameters_of: ParametersOf | None
    ):
        self.scenario, self.live, self.progress, self.parameters_of = scenario, live, progress, parameters_of

    def __call__(self, seed: int) -> RunResult:
        own = with_own_parameters(self.scenario, seed, self.parameters_of)
        return result_of(run_compiled(own, self.live, seed, self.progress))


def _ahead(runs: list[_Run], seeds: list[int], threads: int) -> Iterator[tuple[int, list[RunResult]]]:
    """Run seeds and scenarios on threads, so few seeds ahead of who takes them that memory does not grow."""
    yield seeds[0], [run(seeds[0]) for run in runs]  # alone, for it may compile
    with ThreadPoolExecutor(threads) as pool:
        under_way: deque[tuple[int, list[Future[RunResult]]]] = deque()
        waiting = deque(seeds[1:])
        try:
            while waiting or under_way:
                while waiting and len(under_way) <= threads // len(runs) + 1:
                    seed = waiting.popleft()
                    under_way.append((seed, [pool.submit(run, seed) for run in runs]))
                seed, futures = under_way.popleft()
                yield seed, [future.result() for future in futures]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def result_of(world: World) -> RunResult:
    """What came of one run."""
    everybody = world.jobseekers
    people = everybody[(everybody["status"] != Status.VACANT) & (everybody["newcomer"] != OUTSIDE)]
    sums = (world.tallies["persons"], world.weekly["durable_jobs"], world.weekly["nok_admin"])
    totals = (float(column.sum()) for column in sums)
    rows = [("all", "all", name, value) for name, value in zip(TOTALS, totals)]
    behind = np.append(people_behind(world), np.full(len(rows), len(people)))
    return RunResult(outcomes_of(world) + rows, people[np.argsort(people["id"])], behind, world.weekly)


def categories(people: np.ndarray, parameters: Parameters) -> dict[str, np.ndarray]:
    """Number of each person's category in every grouping: true need, digital skill, age, barriers on arrival."""
    return {
        "needs_group": people["true_need"],
        "digital_skill": (people["digital_skill"] >= parameters.people.weak_digital_below).astype(np.int64),
        "age": (people["age"] >= YOUNG_BELOW).astype(np.int64) + (people["age"] >= OLDER_FROM),
        "n_barriers": np.minimum(people["n_barriers"], Barriers.THREE_OR_MORE),
    }


def people(scenario: Scenario, seed: int = 1, *, backend: str = "compiled", **how: Any) -> dict[str, np.ndarray]:
    """Everybody's life in one run, as columns: all fields of Jobseeker, and the category in every grouping.

    `needs_group` is the true one; fields of a grouping's name are there as `FIELDS_RENAMED` says.
    `pandas.DataFrame(people(scenario, seed))` is one line away.
    """
    ((_, (run,)),) = side_by_side([scenario], [seed], backend=backend, **how)
    fields = {FIELDS_RENAMED.get(name, name): run.people[name].copy() for name in run.people.dtype.names or ()}
    numbers = categories(run.people, scenario.parameters)
    return {"id": fields.pop("id"), **{name: names_of(name, numbers[name]) for name in PAIRED_GROUPINGS}, **fields}


def names_of(grouping: str, numbers: np.ndarray) -> np.ndarray:
    """The names of categories of a grouping, by their numbers."""
    return np.array([category.name for category in PAIRED_GROUPINGS[grouping]])[numbers]
