"""Trials scored: what each target is in the simulation, with its standard error, and how far from what was observed.

`score` is all that calibration asks for: it writes nothing, and runs the worlds of all trials on threads together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, nan, sqrt
from typing import Any

import numpy as np
from scipy import stats

from analysis.tables import CONFIDENCE
from experiments.trials.estimators import OF_ONE, OF_TWO, Group, difference, ordering, slope
from experiments.trials.pool import Pool, chosen, pools_of
from experiments.trials.reweighting import Rebuilt, effective_share, rebuild
from experiments.trials.schema import COUNTRIES, Target, Trial
from experiments.trials.simulation import WorldRecords, simulate_world
from sim.checks import check_seeds
from sim.engine import ParametersOf, Progress, kernel, on_threads
from sim.parameters import Parameters

ACCEPTED = 2.0  # implausibility
USUAL_SEEDS = range(1, 31)


@dataclass
class Scored:
    """One target: what was observed and simulated, and whether that is within what was accepted beforehand."""

    target: Target
    simulated: float
    standard_error: float
    low: float
    high: float
    discrepancy: float
    implausibility: float  # NaN where nothing was observed
    within: bool | None  # None where nothing was to be accepted
    people: list[int]  # compared, in each arm, over all replicates


@dataclass
class TrialScore:
    """A trial: its targets scored, and how well its control arm was rebuilt."""

    trial: Trial
    replicates: int
    rebuilt: list[Rebuilt]
    effective_share: float
    targets: list[Scored]

    @property
    def within(self) -> bool:
        """Whether the control arm is rebuilt and every target that counts is within."""
        needed = [scored.within for scored in self.targets if scored.target.counts and scored.within is not None]
        return all(level.reached for level in self.rebuilt) and bool(needed) and all(needed)

    @property
    def implausibility(self) -> float:
        """The largest implausibility of the targets that count and were observed; infinite where one is missing."""
        counting = [scored for scored in self.targets if scored.target.counts and scored.target.observed is not None]
        implausibilities = [scored.implausibility if np.isfinite(scored.implausibility) else inf for scored in counting]
        return max(implausibilities, default=0.0)

    @property
    def headline(self) -> Scored:
        """The first target."""
        return self.targets[0]


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
    return [scored(trial, by_seed) for trial, by_seed in zip(trials, simulated, strict=True)]


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


def scored(trial: Trial, by_seed: list[dict[str, WorldRecords]]) -> TrialScore:
    """A trial scored from its records."""
    pools = pools_of(trial, by_seed)
    main = pools[trial.world_of(trial.control)]
    rebuilt = rebuild(trial, main)
    groups = {target.name: _groups(trial, target, pools) for target in trial.targets}
    estimates = _estimates(trial, groups, None)
    n = len(by_seed)
    leave_one_out = [_estimates(trial, groups, replicate) for replicate in range(n)] if n > 1 else []
    targets = []
    for target in trial.targets:
        error = _jackknife(np.array([without[target.name] for without in leave_one_out]))
        people = [len(group.top) for group in groups[target.name]]
        targets.append(_scored(trial, target, estimates[target.name], error, n, people))
    return TrialScore(trial, n, rebuilt, effective_share(main.weight), targets)


class _Groups(list[Group]):
    """The groups a target compares, and those of the outcome its estimate is over."""

    over: "list[Group]"
    replicates: list[np.ndarray]


def _groups(trial: Trial, target: Target, pools: dict[str, Pool]) -> _Groups:
    groups = _Groups()
    groups.over, groups.replicates = [], []
    if target.of:
        return groups
    pool = pools[trial.world_of(target.arms[0])]
    for arm, mask in zip(target.arms, chosen(trial, target, pool), strict=True):
        groups.append(_group(trial, target, target.outcome, arm, mask, pool))
        groups.replicates.append(pool.replicate[mask])
        if target.for_each:
            groups.over.append(_group(trial, target, target.for_each, arm, mask, pool))
    return groups


def _group(trial: Trial, target: Target, outcome: str, arm: str, mask: np.ndarray, pool: Pool) -> Group:
    world = trial.world_of(arm)
    measured = pool.measured[world, outcome]
    nobody = np.zeros(len(mask), np.int64)
    unit = pool.units.get((world, target.units), nobody)
    stratum = pool.units.get((world, "office"), nobody) if target.units == "caseworker" else pool.replicate
    dose = pool.doses.get(world, nobody.astype(float))
    return Group(*measured, pool.weight, unit, stratum, dose).where(mask)


def _estimates(trial: Trial, groups: dict[str, _Groups], without: int | None) -> dict[str, float]:
    """Every target of a trial, with one replicate left out where asked."""
    estimates: dict[str, float] = {}
    for target in trial.targets:
        of_target = groups[target.name]
        kept, over = list(of_target), list(of_target.over)
        if without is not None:
            keep = [replicate != without for replicate in of_target.replicates]
            kept = [group.where(mask) for group, mask in zip(of_target, keep, strict=True)]
            over = [group.where(mask) for group, mask in zip(of_target.over, keep, strict=False)]  # there may be none
        estimates[target.name] = target.factor * _estimate(target, kept, over, estimates)
    return estimates


def _estimate(target: Target, groups: list[Group], over: list[Group], estimates: dict[str, float]) -> float:
    if target.of:
        values = np.array([estimates[name] for name in target.of])
        if target.estimator == "slope":
            return slope(np.array(target.at), values)
        if target.estimator == "ordering":
            return ordering(values)
        return float(values[0] / values[1]) if values[1] else nan
    if not all(len(group.top) for group in groups):
        return nan
    if len(groups) == 1:
        return OF_ONE[target.estimator](groups[0])
    estimate = OF_TWO[target.estimator](*groups)
    if not over:
        return estimate
    step = difference(*over)
    return estimate / step if step else nan


def _jackknife(without: np.ndarray) -> float:
    """Standard error of an estimate from those with one replicate left out."""
    n = len(without)
    return sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum())) if n > 1 else nan


def _scored(trial: Trial, target: Target, simulated: float, error: float, n: int, people: list[int]) -> Scored:
    reach = float(stats.t.ppf(0.5 + CONFIDENCE / 2, n - 1)) * error if n > 1 else nan
    discrepancy, implausibility = 0.0, nan
    if target.observed is not None:
        usual = COUNTRIES[trial.country] * abs(target.observed)
        discrepancy = usual if target.discrepancy is None else target.discrepancy
        errors = ((target.standard_error or 0.0) ** 2, 0.0 if np.isnan(error) else error**2, discrepancy**2)
        implausibility = _over(abs(simulated - target.observed), sqrt(sum(errors)))
    return Scored(
        target, simulated, error, simulated - reach, simulated + reach, discrepancy, implausibility,
        accepted(target, simulated, implausibility), people,
    )  # fmt: skip


def _over(distance: float, errors: float) -> float:
    if errors:
        return distance / errors
    return 0.0 if distance == 0.0 else float("inf")


def accepted(target: Target, simulated: float, implausibility: float) -> bool | None:
    """Whether an estimate is what its target accepts; what could not be estimated never is."""
    if target.accept is None:
        return None
    if target.accept == "implausibility":
        return bool(implausibility <= ACCEPTED)
    if "within" in target.accept:
        assert target.observed is not None
        return bool(abs(simulated - target.observed) <= target.accept["within"])
    return bool(target.accept.get("from", -np.inf) <= simulated <= target.accept.get("to", np.inf))
