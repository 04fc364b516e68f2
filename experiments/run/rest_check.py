"""Whether the office of a run was at rest, in a sentence: the last that `skranke run` says."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.language import text
from experiments.cli.composition import Job
from sim.policy import Policy
from sim.terms import OfficeStart
from sim.units import WEEKS_A_YEAR

if TYPE_CHECKING:
    import pandas as pd

STILL = 0.05  # share by which a yearly mean may differ from the first year's in an office at rest
REGISTERED = ("seeking", "in_measure", "waiting_for_health")


def rest_sentence(path: Path, job: Job) -> str:
    """What is to be said of the run whose results lie in a folder."""
    import pandas as pd

    office = job.scenario.setting.office
    if office.start == OfficeStart.FOUND:
        return text(
            "The office was found one day, without a past, and may drift: office.start=USUAL_REST gives it one."
        )
    if job.scenario.policy != Policy() or job.scenario.changes:
        return text("The office was at rest under the usual policy when the run began.")
    apart = farthest(pd.read_parquet(path / "weekly.parquet"))
    if not apart:
        return text("The run is too short to tell whether the office stayed at rest; 104 weeks do.")
    told = {name: f"{100.0 * share:.0f}" for name, share in apart.items()}
    if max(apart.values()) <= STILL:
        return text(
            "The office was at rest: no year differs from the first by more than {people} % in people, {talks} % in "
            "talks and {stress} % in stress.",
            **told,
        )  # fmt: skip
    return text(
        "The office was not at rest: years differ from the first by up to {people} % in people, {talks} % in talks and "
        "{stress} % in stress; skranke rest solves the inflow of a setting.",
        **told,
    )  # fmt: skip


def farthest(weekly: "pd.DataFrame") -> dict[str, float]:
    """By how much the year farthest from the first differs from it, by what is compared; nothing of less than two."""
    year = int(WEEKS_A_YEAR)
    n_years = (int(weekly["week"].max()) + 1) // year
    if n_years < 2:
        return {}
    full = weekly[weekly["week"] < n_years * year]
    by_year = full.assign(people=full[list(REGISTERED)].sum(axis=1)).groupby(full["week"] // year)
    people = by_year["people"].sum()
    means = {
        "people": people,
        "talks": by_year["talks_held"].sum() / people.clip(lower=1),
        "stress": by_year["stress"].mean(),
    }
    return {name: _apart(values.to_numpy(float)) for name, values in means.items()}


def _apart(years: np.ndarray) -> float:
    return float(np.abs(years / years[0] - 1.0).max()) if years[0] > 0.0 else 0.0
