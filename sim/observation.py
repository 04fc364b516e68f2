"""Observation: everybody of a study as they are at fixed times after they came under observation.

Those there at the start are looked at in weeks of the run; newcomers at the same time after their own arrival, so that
a study of newcomers follows each of them equally long. Also called: waves, follow-ups.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sim.engine import Progress, run_pausing_at
from sim.paired_runs import followed_throughout
from sim.scenario import Scenario
from sim.terms import OUTSIDE, Status
from sim.world import World

COHORTS = ("at_start", "later", "both")


class ObservedCohort(NamedTuple):
    """Who is looked at: those there at the start, those who come in the first `weeks` of the run, or both."""

    came: str = "at_start"
    weeks: int = 0

    @property
    def first_time(self) -> int:
        """Weeks under observation at which everybody is seen first: newcomers are seen when their first week is over.

        So that all are seen alike, it is 1 for a study of newcomers and 0 for one of those there at the start.
        """
        return 0 if self.came == "at_start" else 1


class Snapshot(NamedTuple):
    """What one look at one run saw: people by identity, each with the own caseworker; employers; books; as records."""

    people: np.ndarray
    caseworkers: np.ndarray
    employers: np.ndarray
    weekly: np.ndarray  # the books of all weeks, of which those before this look are written


def horizon(cohort: ObservedCohort, times: Iterable[int]) -> int:
    """Weeks that a run takes, so that the last newcomer is there at the last look."""
    return max(*times, 1) + (cohort.weeks if cohort.came != "at_start" else 0)


def observe(
    scenario: Scenario,
    seed: int,
    cohort: ObservedCohort,
    times: Sequence[int],
    live: Callable | None,
    progress: Progress | None = None,
    replace: dict[str, Callable] | None = None,
    watch: Callable[[int, np.ndarray], None] | None = None,
) -> dict[int, Snapshot]:
    """One run with everybody followed to the end: what each look saw, by weeks under observation.

    `live`: the compiled weeks (`sim.kernel.kernel`); None for a run with Mesa agents, `replace` in their behaviour.
    `watch`: is shown the people of the cohort at the beginning of every week, up to the last look.
    """
    scenario = followed_throughout(scenario)
    stops = _stops(cohort, times)
    if watch:
        stops = set(range(max(stops) + 1))
    gathered: dict[int, list[Snapshot]] = {at: [] for at in times}
    if live:
        paused = run_pausing_at(scenario, live, seed, stops, progress)
    else:
        paused = _with_mesa(scenario, seed, stops, progress, replace)
    for week, world in paused:
        if watch and week in stops:
            watch(week, world.jobseekers[_in_cohort(world.jobseekers, cohort)])
        for at in times:
            if week in _weeks_of(cohort, at):
                gathered[at].append(_seen(world, cohort, week - at))
    return {at: _together(parts) for at, parts in gathered.items()}


def _weeks_of(cohort: ObservedCohort, at: int) -> range:
    """The weeks of a run before which somebody has been under observation so long."""
    if cohort.came == "at_start":
        return range(at, at + 1)
    return range(at, at + cohort.weeks)


def _stops(cohort: ObservedCohort, times: Sequence[int]) -> set[int]:
    return {week for at in times for week in _weeks_of(cohort, at)}


def _in_cohort(people: np.ndarray, cohort: ObservedCohort) -> np.ndarray:
    """Who of the people of a run is looked at, sooner or later."""
    here = people["status"] != Status.VACANT
    if cohort.came == "at_start":
        return here & (people["newcomer"] == 0)
    here &= (people["arrived_week"] < cohort.weeks) & (people["newcomer"] != OUTSIDE)
    return here & (people["newcomer"] == 1) if cohort.came == "later" else here


def _seen(world: World, cohort: ObservedCohort, arrived: int) -> Snapshot:
    """Those of a cohort who came under observation in this week."""
    people = world.jobseekers
    here = (people["arrived_week"] == arrived) & _in_cohort(people, cohort)
    chosen = people[here]
    return Snapshot(chosen, world.caseworkers[chosen["caseworker"]], world.employers.copy(), world.weekly)


def _together(parts: list[Snapshot]) -> Snapshot:
    people = np.concatenate([part.people for part in parts])
    order = np.argsort(people["id"])
    caseworkers = np.concatenate([part.caseworkers for part in parts])
    return Snapshot(people[order], caseworkers[order], parts[-1].employers, parts[-1].weekly)


def _with_mesa(
    scenario: Scenario,
    seed: int,
    stops: Iterable[int],
    progress: Progress | None,
    replace: dict[str, Callable] | None,
) -> Iterator[tuple[int, World]]:
    """The same of a run with Mesa agents."""
    from sim.model import FrontLine

    model = FrontLine(scenario, seed=seed, replace=replace)
    shown = {*stops, scenario.weeks}
    while True:
        if model.week in shown:
            yield model.week, model.records()
        if model.week == scenario.weeks:
            return
        model.step()
        if progress:
            progress(1)
