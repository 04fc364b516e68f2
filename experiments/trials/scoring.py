"""Trials scored: what each target is in the simulation, with its standard error, and how far from what was observed.

`score` is all that calibration asks for: it writes nothing, and runs the worlds of all trials on threads together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Any

import numpy as np

from experiments.trials.distance import accepted, accepted_span, discrepancy_of, implausibility_of, miss
from experiments.trials.estimation import (
    compared,
    estimates,
    jackknife,
    n_people,
    predictive_interval,
    range_of,
    reach_of_mean,
)
from experiments.trials.pool import office_pools_of, pools_of
from experiments.trials.reweighting import Rebuilt, effective_share, rebuild
from experiments.trials.schema import Target, Trial
from experiments.trials.simulation import WorldRecords, simulate_world
from sim.checks import check_seeds
from sim.engine import ParametersOf, Progress, on_threads
from sim.kernel import kernel
from sim.parameters import Parameters

USUAL_SEEDS = range(1, 31)


@dataclass
class Scored:
    """One target: what was observed and simulated, and whether that is within what was accepted beforehand."""

    target: Target
    simulated: float
    standard_error: float
    low: float
    high: float
    predictive_low: float
    predictive_high: float
    values: list[float]  # of each replicate alone
    discrepancy: float
    implausibility: float  # NaN where nothing was observed
    span: tuple[float, float]  # from where to where it is accepted
    within: bool | None  # None where nothing was to be accepted
    people: list[int]  # compared, in each arm, over all replicates

    @property
    def judged(self) -> bool:
        """Whether the trial as a whole needs it."""
        return self.target.counts and self.within is not None

    @property
    def miss(self) -> float:
        """How far it is from accepted, 1 at the edge of that."""
        return miss(*self.span, self.target.observed, self.simulated, self.standard_error)


@dataclass
class TrialScore:
    """A trial: its targets scored, and how well its control arm was rebuilt."""

    trial: Trial
    seeds: list[int]
    rebuilt: list[Rebuilt]
    effective_share: float
    targets: list[Scored]

    @property
    def replicates(self) -> int:
        """Runs of each world."""
        return len(self.seeds)

    @property
    def within(self) -> bool | None:
        """Whether control arm and every target that counts are as accepted; None where nothing is judged."""
        needed = [scored.within for scored in self.targets if scored.judged]
        return all(level.reached for level in self.rebuilt) and all(needed) if needed else None

    @property
    def implausibility(self) -> float:
        """The largest implausibility of the targets that count and were observed; infinite where one is missing."""
        counting = [scored for scored in self.targets if scored.target.counts and scored.target.observed is not None]
        implausibilities = [scored.implausibility if np.isfinite(scored.implausibility) else inf for scored in counting]
        return max(implausibilities, default=0.0)

    @property
    def decisive(self) -> Scored:
        """Of the targets that count the one farthest from what is accepted; the first where none is judged."""
        return max(
            (scored for scored in self.targets if scored.judged),
            key=lambda scored: scored.miss,
            default=self.targets[0],
        )


def score(
    trials: Sequence[Trial],
    parameters: Parameters | None = None,
    seeds: Any = USUAL_SEEDS,
    *,
    threads: int = 0,
    backend: str = "compiled",
    replace: dict[str, Callable] | None = None,
    progress: Progress | None = None,
    parameters_of: ParametersOf | None = None,
) -> list[TrialScore]:
    """Run trials with these parameters and seeds, and score every target; nothing is written.

    `parameters`: numbers about the world, the declared ones when not given; what a file sets in its `setting` goes
    before them. `threads`: 0 for all cores; the results are the same for any number. `parameters_of`: the numbers of
    each seed, where they differ. Raises ValueError or Refused for what cannot be run.
    """
    seeds = check_seeds(seeds)
    if not trials:
        return []
    simulated = simulate_all(
        trials, parameters_of or (lambda _: parameters), seeds,
        threads=threads, backend=backend, replace=replace, progress=progress,
    )  # fmt: skip
    return [scored(trial, by_seed, seeds) for trial, by_seed in zip(trials, simulated, strict=True)]


def simulate_all(
    trials: Sequence[Trial],
    parameters_of: Callable[[int], Parameters | None],
    seeds: list[int],
    *,
    threads: int = 0,
    backend: str = "compiled",
    replace: dict[str, Callable] | None = None,
    progress: Progress | None = None,
) -> list[list[dict[str, WorldRecords]]]:
    """The records of every trial: for each seed, by world."""
    compiled = kernel(replace) if backend == "compiled" else None
    jobs = [
        (number, world, seed, parameters_of(seed))
        for number, trial in enumerate(trials) for seed in seeds for world in trial.worlds
    ]  # fmt: skip

    def run(job: tuple[int, str, int, Parameters | None], progress: Progress | None) -> WorldRecords:
        number, world, seed, parameters = job
        return simulate_world(trials[number], world, seed, compiled, parameters, progress, replace)

    records = on_threads(run, jobs, threads, progress)
    by_job = {job[:3]: of_world for job, of_world in zip(jobs, records, strict=True)}
    return [
        [{world: by_job[number, world, seed] for world in trial.worlds} for seed in seeds]
        for number, trial in enumerate(trials)
    ]


def scored(trial: Trial, by_seed: list[dict[str, WorldRecords]], seeds: Sequence[int]) -> TrialScore:
    """A trial scored from its records, of each seed by world."""
    people, offices = pools_of(trial, by_seed), office_pools_of(trial, by_seed)
    main = people[trial.world_of(trial.control)]
    rebuilt = rebuild(trial, main)
    groups = {target.name: compared(trial, target, people, offices) for target in trial.targets}
    pooled, n = estimates(trial, groups), len(by_seed)
    without = [estimates(trial, groups, partial(np.not_equal, i)) for i in range(n)] if n > 1 else []
    alone = [estimates(trial, groups, partial(np.equal, i)) for i in range(n)]
    targets = []
    for target in trial.targets:
        error = jackknife(np.array([each[target.name] for each in without]))
        values = np.array([each[target.name] for each in alone])
        targets.append(_scored(trial, target, pooled[target.name], error, values, n_people(groups[target.name])))
    return TrialScore(trial, list(seeds), rebuilt, effective_share(main.weight), targets)


def _scored(
    trial: Trial, target: Target, simulated: float, error: float, values: np.ndarray, people: list[int]
) -> Scored:
    reach, ends = reach_of_mean(error, len(values)), range_of(trial, target)
    low, high = np.clip([simulated - reach, simulated + reach], *ends).tolist()
    predictive_low, predictive_high = np.clip(predictive_interval(values), *ends).tolist()
    implausibility = implausibility_of(trial, target, simulated, error)
    return Scored(
        target, simulated, error, low, high, predictive_low, predictive_high, values.tolist(),
        discrepancy_of(trial, target), implausibility, accepted_span(trial, target, error),
        accepted(target, simulated, implausibility), people,
    )  # fmt: skip
