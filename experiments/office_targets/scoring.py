"""Office targets scored: what each is in the runs of an office, with its interval, and whether that is accepted."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from analysis.tables import half_width
from experiments.office_targets.quantities import RunBooks, taken
from experiments.office_targets.reading import RestingOffice
from experiments.office_targets.schema import OfficeTarget, OfficeTargets
from experiments.trials.distance import miss
from experiments.trials.scoring import USUAL_SEEDS
from sim.checks import check_seeds
from sim.engine import ParametersOf, Progress, on_threads, simulate
from sim.parameters import Parameters


@dataclass
class ScoredTarget:
    """One published figure: what the runs have of it, and whether their mean is accepted."""

    target: OfficeTarget
    values: list[float]  # of each replicate; none where the model has no such quantity

    @property
    def known(self) -> np.ndarray:
        """The values that could be computed."""
        values = np.array(self.values, float)
        return values[np.isfinite(values)]

    @property
    def simulated(self) -> float:
        """Mean over replicates; NaN where there is none."""
        return float(self.known.mean()) if len(self.known) else np.nan

    @property
    def standard_error(self) -> float:
        """Of that mean."""
        n = len(self.known)
        return float(self.known.std(ddof=1)) / sqrt(n) if n > 1 else np.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of that mean."""
        n = len(self.known)
        reach = float(half_width(np.array([self.standard_error * sqrt(n)]), np.array([n]))[0])
        return self.simulated - reach, self.simulated + reach

    @property
    def within(self) -> bool | None:
        """Whether the mean is accepted; None where nothing was measured, or was to be accepted."""
        low, high = self.target.span
        return None if not self.target.of or self.target.accept is None else bool(low <= self.simulated <= high)

    @property
    def judged(self) -> bool:
        """Whether the office as a whole needs it."""
        return self.target.counts and self.within is not None

    @property
    def miss(self) -> float:
        """How far it is from accepted, 1 at the edge of that."""
        return miss(*self.target.span, self.target.observed, self.simulated, self.standard_error)


@dataclass
class OfficeScore:
    """A file of office targets, each scored."""

    office: OfficeTargets
    seeds: list[int]
    weeks: int
    targets: list[ScoredTarget]

    @property
    def judged(self) -> list[ScoredTarget]:
        """The targets that count and could be judged."""
        return [scored for scored in self.targets if scored.judged]

    @property
    def within(self) -> bool | None:
        """Whether all of them are accepted; None where there are none."""
        return all(scored.within for scored in self.judged) if self.judged else None

    @property
    def missed(self) -> list[ScoredTarget]:
        """Those that are not, the farthest first."""
        beyond = [scored for scored in self.judged if not scored.within]
        return sorted(beyond, key=lambda scored: scored.miss, reverse=True)


def score_offices(
    offices: Sequence[RestingOffice],
    parameters: Parameters | None = None,
    seeds: Any = USUAL_SEEDS,
    *,
    threads: int = 0,
    backend: str = "compiled",
    replace: dict[str, Callable] | None = None,
    progress: Progress | None = None,
    parameters_of: ParametersOf | None = None,
) -> list[OfficeScore]:
    """Run every office once a seed and score its targets; nothing is written. Arguments are as those of `score`."""
    seeds = check_seeds(seeds)
    own_parameters = parameters_of or (lambda _: parameters or Parameters())

    def values(job: tuple[RestingOffice, int], progress: Progress | None) -> dict[str, float]:
        office, seed = job
        scenario = dataclasses.replace(office.scenario, parameters=own_parameters(seed))
        results = simulate(
            scenario, [seed], backend=backend, threads=1, replace=replace, progress=progress or (lambda _: None)
        )
        run = RunBooks(results)
        return {target.name: taken(office.quantities[target.name], target.take, run) for target in office.file.measured}

    jobs = [(office, seed) for office in offices for seed in seeds]
    by_job = on_threads(values, jobs, threads, progress)
    scores = []
    for number, office in enumerate(offices):
        by_seed = by_job[number * len(seeds) : (number + 1) * len(seeds)]
        targets = [
            ScoredTarget(target, [each[target.name] for each in by_seed] if target.of else [])
            for target in office.file.targets
        ]
        scores.append(OfficeScore(office.file, seeds, office.scenario.weeks, targets))
    return scores
