"""Whether the office of a run was at rest, in a sentence: the last that `skranke run` says."""

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.language import text
from experiments.cli.composition import Job
from experiments.run.summary import WIDTH
from sim.terms import OfficeStart
from sim.units import WEEKS_A_YEAR

if TYPE_CHECKING:
    import pandas as pd

STILL = 0.05  # share by which a yearly mean may differ from the first year's in an office at rest
SURE = 0.95  # that an office at rest is not told to be none, of all its years and measures together
REGISTERED = ("seeking", "in_measure", "waiting_for_health")


def rest_sentence(path: Path, job: Job) -> str:
    """What is to be said of the run whose results lie in a folder."""
    import pandas as pd

    office = job.scenario.setting.office
    if office.start == OfficeStart.FOUND:
        return text(
            "The office was found one day, without a past, and may drift: office.start=USUAL_REST gives it one."
        )
    if job.scenario.policy != job.scenario.usual or job.scenario.changes:
        return text(
            "The office came from {weeks} weeks of its usual policy; a run of that tells whether it was at rest.",
            weeks=office.rest_weeks,
        )
    apart = farthest(pd.read_parquet(path / "weekly.parquet"))
    if not apart:
        return text("To tell whether the office stayed at rest takes 104 weeks and two replicates.")
    told = {name: f"{100.0 * abs(difference.share):.0f}" for name, difference in apart.items()}
    if not any(difference.is_seen for difference in apart.values()):
        return text(
            "The office was at rest: the year farthest from the first differs by {people} % in people, {talks} % in "
            "talks and {stress} % in stress.",
            **told,
        )  # fmt: skip
    return text(
        "The office was not at rest: the year farthest from the first differs by {people} % in people, {talks} % in "
        "talks and {stress} % in stress; skranke rest solves the inflow of a setting.",
        **told,
    )  # fmt: skip


def tell_of_inflow(job: Job) -> None:
    """Say so where sets of an ensemble bring no inflow of their own to an office at rest."""
    if job.lacks_inflow:
        line = text(
            "The ensemble carries no inflow, so offices of its sets may drift; skranke calibrate inflow=true solves it."
        )
        print(fill(line, WIDTH))


class Difference(NamedTuple):
    """By what share a year differs from the first in the mean of seeds, and how far that may be luck."""

    share: float
    luck: float

    @property
    def is_seen(self) -> bool:
        """Whether it is more than an office at rest may show, and more than the luck of the seeds."""
        return abs(self.share) > STILL and abs(self.share) > self.luck


def farthest(weekly: "pd.DataFrame") -> dict[str, Difference]:
    """The year farthest from the first, by what is compared; nothing of less than two years or seeds."""
    year = int(WEEKS_A_YEAR)
    n_years = (int(weekly["week"].max()) + 1) // year
    if n_years < 2 or weekly["seed"].nunique() < 2:
        return {}
    full = weekly[weekly["week"] < n_years * year]
    by_year = full.assign(people=full[list(REGISTERED)].sum(axis=1)).groupby(["seed", full["week"] // year])
    people = by_year["people"].sum()
    means = {
        "people": people,
        "talks": by_year["talks_held"].sum() / people.clip(lower=1),
        "stress": by_year["stress"].mean(),
    }
    looks = len(means) * (n_years - 1)
    return {name: _apart(values.unstack().to_numpy(float), looks) for name, values in means.items()}


def _apart(years: np.ndarray, looks: int) -> Difference:
    """The year farthest from the mean of the first, of years by seed [seed, year]; it is one of so many looks."""
    from scipy.stats import t

    first = years[:, 0].mean()
    if first <= 0.0:
        return Difference(0.0, 0.0)
    apart = (years[:, 1:] - years[:, :1]) / first
    far = int(np.abs(apart.mean(axis=0)).argmax())
    error = apart[:, far].std(ddof=1) / np.sqrt(len(apart))
    errors = t.ppf(1.0 - (1.0 - SURE) / (2.0 * looks), len(apart) - 1)
    return Difference(float(apart[:, far].mean()), float(errors * error))
