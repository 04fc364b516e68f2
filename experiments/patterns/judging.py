"""Whether a pattern holds: paired differences over replicates against a least size that was written down beforehand.

The same people with the same luck under two settings. A part holds when its mean difference is beyond the least size,
and beyond chance by a one-sided t-test over replicates; a part without chance, or whose size is to lie in a band, is
held to the sizes alone. Seeds are the pattern's own, so that a verdict hangs on no option.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf, nan, sqrt
from typing import Any

import numpy as np
from scipy import stats

from analysis.tables import CONFIDENCE
from experiments.evidence_grade import levers_between, theory_driven
from experiments.patterns.runs import EVERYBODY, Arm, Model, Values
from sim.engine import Progress, on_threads

P_VALUE = 0.01
SEEDS = range(1, 11)
MANY_SEEDS = range(1, 41)  # for what is small beside chance
Job = tuple[str, Arm, int]


@dataclass(frozen=True)
class Kept:
    """What was kept of the runs of an arm: called with what is measured, and a group, it gives a value a replicate."""

    values: list[Values]

    def __call__(self, measured: str, group: str = EVERYBODY) -> np.ndarray:
        return np.array([one[measured, group] for one in self.values])


@dataclass(frozen=True)
class Part:
    """One claim of a pattern: what is measured, in which arms, how a value a replicate is made of them, how large."""

    name: str
    measured: str
    unit: str
    arms: tuple[Arm, ...]
    of: Callable[..., np.ndarray]  # what was kept of each arm to a value a replicate
    least: float = -inf
    most: float = inf
    seeds: Sequence[int] = SEEDS
    by_chance: bool = True  # whether it must also be beyond chance


@dataclass(frozen=True)
class Pattern:
    """A pattern in its published wording, and the claims that are made of it."""

    id: str
    pattern: str
    source: str
    parts: tuple[Part, ...]
    note: str = ""  # where the claim is less than the wording


@dataclass(frozen=True)
class Judged:
    """One part as it came out; the interval is NaN where there is one value only, `p` where chance is not asked for."""

    part: Part
    difference: float
    low: float
    high: float
    p: float
    holds: bool


@dataclass(frozen=True)
class PatternResult:
    """A pattern as it came out: reproduced when all of its parts hold."""

    pattern: Pattern
    parts: list[Judged]

    @property
    def holds(self) -> bool:
        """Whether it is reproduced."""
        return all(one.holds for one in self.parts)

    @property
    def theory(self) -> dict[str, Any] | None:
        """The levers turned whose effect no study has measured, with a line that says so."""
        return theory_driven(levers_turned(self.pattern))


@dataclass
class Laboratory:
    """Where patterns are judged; what was lived once is not lived again."""

    model: Model = field(default_factory=Model)
    threads: int = 0
    lived: dict[tuple[str, int], Values] = field(default_factory=dict)

    def judge(self, patterns: Sequence[Pattern], progress: Progress | None = None) -> list[PatternResult]:
        """Live what the patterns ask for, on threads together, and judge them."""
        jobs = [job for job in jobs_of(patterns) if (job[0], job[2]) not in self.lived]
        values = on_threads(self._live, jobs, self.threads, progress)
        self.lived |= {(key, seed): found for (key, _, seed), found in zip(jobs, values, strict=True)}
        return [PatternResult(pattern, [self._judged(part) for part in pattern.parts]) for pattern in patterns]

    def _live(self, job: Job, progress: Progress | None) -> Values:
        _, arm, seed = job
        return arm.keep(self.model, seed, arm.scenarios(self.model.parameters), progress)

    def _judged(self, part: Part) -> Judged:
        kept = [Kept([self.lived[arm.key, seed] for seed in part.seeds]) for arm in part.arms]
        return judged(part, np.asarray(part.of(*kept), float))


def judged(part: Part, differences: np.ndarray) -> Judged:
    """A part judged by its value in each replicate."""
    n, mean = len(differences), float(differences.mean())
    error = float(differences.std(ddof=1)) / sqrt(n) if n > 1 else nan
    reach = float(stats.t.ppf(0.5 + CONFIDENCE / 2, n - 1)) * error if n > 1 else nan
    tested = part.by_chance and n > 1
    p = float(stats.ttest_1samp(differences, 0.0, alternative="greater").pvalue) if tested else nan
    holds = part.least < mean < part.most and (p < P_VALUE or not part.by_chance)
    return Judged(part, mean, mean - reach, mean + reach, p, holds)


def jobs_of(patterns: Iterable[Pattern]) -> list[Job]:
    """What must be lived to judge patterns, each once."""
    parts = [part for pattern in patterns for part in pattern.parts]
    asked = [(arm.key, arm, seed) for part in parts for arm in part.arms for seed in part.seeds]
    return list({(key, seed): (key, arm, seed) for key, arm, seed in asked}.values())


def weeks_of(patterns: Iterable[Pattern]) -> int:
    """Weeks of all runs that patterns need."""
    return sum(arm.run_weeks for _, arm, _ in jobs_of(patterns))


def levers_turned(pattern: Pattern) -> list[str]:
    """The levers that differ between the runs that are compared."""
    found = []
    for part in pattern.parts:
        scenarios = [scenario for arm in part.arms for scenario in arm.scenarios()]
        found += [lever for pair in combinations(scenarios, 2) for lever in levers_between(*pair)]
    return list(dict.fromkeys(found))
