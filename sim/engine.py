"""The engine: whole runs, compiled or interpreted; many runs on many threads.

The same seed gives the same results either way.
"""

import copy
import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np

from sim.backends import check_backend, formerly
from sim.checks import check_faults, check_scenario, check_seeds
from sim.interventions import FieldInterventions
from sim.kernel import kernel
from sim.measuring import outcome_table
from sim.parameters import Parameters
from sim.rest import beginning
from sim.results import Results
from sim.scenario import Scenario, policy_table
from sim.waiting import COMPILING, RUNNING, Progress, waiting_shown
from sim.world import World, with_more_rows

WEEKS_A_CALL = 13  # compiled weeks between two looks at progress and Ctrl-C
Task = TypeVar("Task")
Returned = TypeVar("Returned")
ParametersOf = Callable[[int], Parameters]  # the numbers about the world that a seed is run with


def run_compiled(scenario: Scenario, live: Callable, seed: int, progress: Progress | None = None) -> World:
    """One whole run of a compiled model; its world as records."""
    *_, (_, world) = run_pausing_at(scenario, live, seed, (), progress)
    return world


def run_pausing_at(
    scenario: Scenario, live: Callable, seed: int, stops: Iterable[int], progress: Progress | None = None
) -> Iterator[tuple[int, World]]:
    """One run of a compiled model, its world shown before each of these weeks and when all weeks are lived."""
    table = policy_table(scenario)
    world, interventions = beginning(scenario, table, live, seed), FieldInterventions(scenario, table, seed)
    week, shown = -1, {*stops, scenario.weeks}
    while week < scenario.weeks:
        pauses = [interventions.next_after(week), *(stop for stop in shown if stop > week)]
        until = min(pauses)
        if progress:
            until = min(until, max(week, 0) + WEEKS_A_CALL)
        reached = live(world, seed, week, until)
        check_faults(world)
        if progress and reached > max(week, 0):
            progress(reached - max(week, 0))
        if reached < until:
            world = with_more_rows(world)
        week = reached
        if week == until:
            if week in shown:
                yield week, world
            interventions.act(world, week)


def run_by_weeks(
    scenario: Scenario,
    seed: int,
    replace: dict[str, Callable] | None = None,
    progress: Progress | None = None,
    backend: str = "mesa",
    events: bool = False,
) -> tuple[World, np.ndarray | None, np.ndarray | None]:
    """One whole run as a Mesa model, step by step: its world as records, and the events and people asked for."""
    from sim.model import FrontLine  # here, for a sweep must not wait for Mesa

    model = FrontLine(scenario, seed=seed, replace=replace, backend=backend, events=events)
    for _ in range(scenario.weeks):
        model.step()
        if progress:
            progress(1)
    return model.records(), *((model.events(), model.people()) if events else (None, None))


def run_mesa(
    scenario: Scenario, seed: int, replace: dict[str, Callable] | None = None, progress: Progress | None = None
) -> World:
    """One whole run with Mesa agents; its world as records."""
    return run_by_weeks(scenario, seed, replace, progress)[0]


@formerly("life")
def simulate(
    scenario: Scenario,
    seeds: Any = (1,),
    *,
    backend: str = "compiled",
    threads: int = 0,
    replace: dict[str, Callable] | None = None,
    progress: Progress | None = None,
    events: bool = False,
    parameters_of: ParametersOf | None = None,
) -> Results:
    """Run a scenario once a seed; tidy tables.

    `backend`: compiled or mesa. `threads`: 0 for all cores; the results are the same for any number. `replace`:
    functions that take the place of named behaviours. `progress`: called with the number of run-weeks done since the
    last call; without it a bar is shown where Python is interactive, as in a notebook. `events`: keep the event log,
    week by week; slower, and the same in all else. `parameters_of`: the numbers about the world that each seed is run
    with, where they differ. Raises ValueError for a scenario that is not allowed, ConservationError when a law of
    conservation breaks.
    """
    seeds = check_seeds(seeds)
    check_scenario(scenario).check()
    check_backend(backend)
    if threads < 0:
        raise ValueError(f"threads is {threads}; it must be 0 (all cores) or more")
    logged: list[list[Any]] = []
    with waiting_shown(progress, len(seeds) * scenario.weeks, COMPILING if backend == "compiled" else RUNNING) as tick:
        if backend == "mesa" or events:
            own = [with_own_parameters(scenario, seed, parameters_of) for seed in seeds]
            runs = [run_by_weeks(mine, seed, replace, tick, backend, events) for mine, seed in zip(own, seeds)]
            worlds, logged = [world for world, *_ in runs], [log for _, *log in runs]
        else:
            live = kernel(replace)

            def run(seed: int, progress: Progress | None) -> World:
                return run_compiled(with_own_parameters(scenario, seed, parameters_of), live, seed, progress)

            worlds = on_threads(run, seeds, threads, tick)
    log, whom = (_columns(seeds, list(each)) for each in zip(*logged)) if events else (None, None)
    return Results(outcome_table(seeds, worlds), weekly_table(seeds, worlds), log, whom, copy.deepcopy(scenario))


def with_own_parameters(scenario: Scenario, seed: int, parameters_of: ParametersOf | None) -> Scenario:
    """The scenario with the numbers about the world that this seed is run with."""
    return dataclasses.replace(scenario, parameters=parameters_of(seed)) if parameters_of else scenario


def on_threads(
    run: Callable[[Task, Progress | None], Returned], tasks: Sequence[Task], threads: int, progress: Progress | None
) -> list[Returned]:
    """What came of each task, in their order; on all cores when `threads` is 0. What fails stops all that wait."""
    threads = threads or os.cpu_count() or 1
    if threads == 1 or len(tasks) < 2:
        return [run(task, progress) for task in tasks]
    first = run(tasks[0], progress)  # alone, for it may compile
    with ThreadPoolExecutor(threads) as pool:
        others = [pool.submit(run, task, progress) for task in tasks[1:]]
        try:
            return [first, *(other.result() for other in others)]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def weekly_table(seeds: list[int], worlds: list[World]) -> dict[str, np.ndarray]:
    """The weeks of all runs as columns."""
    return _columns(seeds, [world.weekly for world in worlds])


def _columns(seeds: list[int], records: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Records of several runs as columns, with the seed of each."""
    together = np.concatenate(records)
    columns = {"seed": np.repeat(np.array(seeds, np.int64), [len(part) for part in records])}
    return columns | {name: together[name].copy() for name in together.dtype.names or ()}
