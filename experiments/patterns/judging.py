"""Whether a pattern holds: paired differences over replicates against a least size that was written down beforehand.

The same people with the same luck under two settings. A part holds when its mean difference is beyond the least size,
and beyond chance by a one-sided t-test over replicates; a part without chance, or whose size is to lie in a band, is
held to the sizes alone. Seeds are the pattern's own, so that a verdict depends on no option.
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
from experiments.patterns.runs import EVERYBODY, Model, Values, Variant
from sim.engine import Progress, on_threads

P_VALUE = 0.01
SEEDS = range(1, 11)
MANY_SEEDS = range(1, 41)  # for what is small beside chance
VariantRun = tuple[str, Variant, int]


@dataclass(frozen=True)
class Kept:
    """What was kept of a variant's runs: called with what is measured, and a group, it gives a value a replicate."""

    values: list[Values]

    def __call__(self, measured: str, group: str = EVERYBODY) -> np.ndarray:
        return np.array([values[measured, group] for values in self.values])


@dataclass(frozen=True)
class Part:
    """One claim of a pattern: what is measured, in which variants, how a value is made of them, how large."""

    name: str
    measured: str
    unit: str
    variants: tuple[Variant, ...]
    of: Callable[..., np.ndarray]  # what was kept of each variant to a value a replicate
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
        return all(part.holds for part in self.parts)

    @property
    def theory(self) -> dict[str, Any] | None:
        """The levers turned whose effect no study has measured, with a line that says so."""
        return theory_driven(levers_turned(self.pattern))


@dataclass
class Laboratory:
    """Where patterns are judged; what was simulated once is not simulated again."""

    model: Model = field(default_factory=Model)
    threads: int = 0
    simulated: dict[tuple[str, int], Values] = field(default_factory=dict)

    def judge(self, patterns: Sequence[Pattern], progress: Progress | None = None) -> list[PatternResult]:
        """Simulate what the patterns ask for, on threads together, and judge them."""
        runs = [run for run in runs_of(patterns) if (run[0], run[2]) not in self.simulated]
        values = on_threads(self._simulate, runs, self.threads, progress)
        self.simulated |= {(key, seed): of_run for (key, _, seed), of_run in zip(runs, values, strict=True)}
        return [PatternResult(pattern, [self._judged(part) for part in pattern.parts]) for pattern in patterns]

    def _simulate(self, run: VariantRun, progress: Progress | None) -> Values:
        _, variant, seed = run
        return variant.keep(self.model, seed, variant.scenarios(self.model.parameters), progress)

    def _judged(self, part: Part) -> Judged:
        kept = [Kept([self.simulated[variant.key, seed] for seed in part.seeds]) for variant in part.variants]
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


def runs_of(patterns: Iterable[Pattern]) -> list[VariantRun]:
    """What must be simulated to judge patterns, each once."""
    parts = [part for pattern in patterns for part in pattern.parts]
    asked = [(variant.key, variant, seed) for part in parts for variant in part.variants for seed in part.seeds]
    return list({(key, seed): (key, variant, seed) for key, variant, seed in asked}.values())


def weeks_of(patterns: Iterable[Pattern]) -> int:
    """Weeks of all runs that patterns need."""
    return sum(variant.run_weeks for _, variant, _ in runs_of(patterns))


def levers_turned(pattern: Pattern) -> list[str]:
    """The levers that differ between the runs that are compared."""
    levers = []
    for part in pattern.parts:
        scenarios = [scenario for variant in part.variants for scenario in variant.scenarios()]
        levers += [lever for pair in combinations(scenarios, 2) for lever in levers_between(*pair)]
    return list(dict.fromkeys(levers))
