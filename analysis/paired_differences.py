"""Paired differences: policies against the first one, on the same people with the same luck."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.language import remark, text
from analysis.load import OUTCOME_COLUMNS, Sweep, read_json, read_table, read_yaml, require
from analysis.naming import category_label, pilot_label, sentence
from analysis.tables import (
    CONFIDENCE,
    KEYS,
    OF_DIFFERENCES,
    difference_unit,
    half_width,
    nan_if_none,
    summarise,
    written_difference,
)
from sim.milestones import leading_employment
from sim.outcomes import OFFICE

NAMED_OFFICES = 4  # of more, only how many they are
PILOT_ESTIMATES = ("difference_in_differences", "effect", "effect_on_others", "without_pilot")
ENOUGH = 4.0  # below this many times fewer replicates, the comparison says why


@dataclass
class PairedDifferences:
    """The results of one comparison; the first policy is the one that the others are compared with."""

    folder: Path
    config: dict[str, Any]
    outcomes: pd.DataFrame  # policy, seed, grouping, category, outcome, value
    differences: pd.DataFrame  # policy, seed, grouping, category, outcome, first, value, difference
    gained: pd.DataFrame  # policy, seed, grouping, category, outcome, people, value
    summary: dict[str, Any]  # comparison.json

    @property
    def about(self) -> dict[str, Any]:
        """What is said of the comparison as a whole, and of each policy."""
        about: dict[str, Any] = self.summary["comparison"]
        return about

    @property
    def others(self) -> list[str]:
        """The policies that are compared with the first."""
        return list(self.about["policies"])


def load_comparison(folder: Path | str) -> PairedDifferences:
    """Read the results of a comparison; raise FileNotFoundError for a folder that holds none."""
    folder = Path(folder)
    tables = [f"{name}.parquet" for name in ("outcomes", "differences", "gained")]
    require(folder, "config.yaml", "comparison.json", *tables)
    outcomes, between, gained = (read_table(folder / name, ("policy", *OUTCOME_COLUMNS)) for name in tables)
    config, summary = read_yaml(folder / "config.yaml"), read_json(folder / "comparison.json")
    return PairedDifferences(folder, config, outcomes, between, gained, summary)


def differences(outcomes: pd.DataFrame) -> pd.DataFrame:
    """Every policy's outcomes beside those of the first policy, seed by seed, and what is between them."""
    policies = list(dict.fromkeys(outcomes["policy"]))
    first = outcomes[outcomes["policy"] == policies[0]].drop(columns=["policy", "people"], errors="ignore")
    others = outcomes[outcomes["policy"].isin(policies[1:])]
    keys = ["seed", *KEYS]
    table = others.merge(first.rename(columns={"value": "first"}), on=keys, how="left", sort=False)
    table["difference"] = table["value"] - table["first"]
    return table[["policy", *keys, "first", "value", "difference"]]


def summarise_each(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Mean and interval over replicates of a column of differences, for each policy, group and outcome."""
    summaries = []
    for policy, rows in table.groupby("policy", sort=False):
        summary = summarise(rows.assign(value=rows[column]), ranges=OF_DIFFERENCES)
        summary.insert(0, "policy", policy)
        summaries.append(summary)
    return pd.concat(summaries, ignore_index=True)


def differences_of_jobs(sweep: Sweep) -> pd.DataFrame | None:
    """Job, outcome, and mean and interval of its paired difference from the first job; None where people differ."""
    if not sweep.same_people:
        return None
    paired = summarise_each(differences(sweep.replicates.rename(columns={"job": "policy"})), "difference")
    return paired.rename(columns={"policy": "job"})


class Interval(NamedTuple):
    """A number with its interval; NaN where there is none."""

    mean: float
    low: float
    high: float


def interval(values: np.ndarray, confidence: float = CONFIDENCE) -> Interval:
    """Mean and t-interval of the defined values."""
    known = values[~np.isnan(values)]
    if not len(known):
        return Interval(np.nan, np.nan, np.nan)
    mean = float(known.mean())
    spread = float(known.std(ddof=1)) if len(known) > 1 else np.nan
    half = float(half_width(np.array(spread), np.array(len(known)), confidence))
    return Interval(mean, mean - half, mean + half)


class Saving(NamedTuple):
    """How many times fewer replicates the paired comparison needs than an unpaired one for the same interval."""

    ratio: float
    low: float
    high: float
    correlation: float  # of the two policies' values over seeds


def fewer_replicates(first: np.ndarray, other: np.ndarray) -> Saving:
    """Variance of the difference of independent runs over that of the paired difference; jackknife interval.

    NaN where the variance of the paired difference is zero or there are fewer than three replicates.
    """
    first, other = first[~np.isnan(first + other)], other[~np.isnan(first + other)]
    n = len(first)
    if n < 3 or np.ptp(other - first) == 0.0:
        return Saving(np.nan, np.nan, np.nan, np.nan)
    varied = np.ptp(first) > 0.0 and np.ptp(other) > 0.0
    correlation = float(np.corrcoef(first, other)[0, 1]) if varied else np.nan
    log_ratio = np.log(_ratio(first, other))
    without = [np.log(_ratio(np.delete(first, i), np.delete(other, i))) for i in range(n)] if n > 3 else []
    if not np.isfinite(without).all() or not without:
        return Saving(float(np.exp(log_ratio)), np.nan, np.nan, correlation)
    pseudo = n * log_ratio - (n - 1) * np.array(without)
    half = float(half_width(np.array(pseudo.std(ddof=1)), np.array(n)))
    return Saving(
        float(np.exp(log_ratio)), float(np.exp(log_ratio - half)), float(np.exp(log_ratio + half)), correlation
    )


def _ratio(first: np.ndarray, other: np.ndarray) -> float:
    paired = float(np.var(other - first, ddof=1))
    return float((np.var(first, ddof=1) + np.var(other, ddof=1)) / paired) if paired else np.inf


class Price(NamedTuple):
    """Kroner per extra durable job with its Fieller interval, or why it is not defined."""

    value: float
    low: float
    high: float
    why_not: str


def price_of_a_job(cost: np.ndarray, jobs: np.ndarray) -> Price:
    """Extra cost over extra durable jobs, from paired differences by replicate; Fieller's interval of the ratio.

    Defined only where the interval of the extra jobs lies above zero.
    """
    if len(jobs) < 2:
        return _no_price(remark("not defined: one replicate gives no interval of the extra durable jobs"))
    extra = interval(jobs)
    if extra.low <= 0.0 <= extra.high:
        return _no_price(remark("not defined: no more durable jobs (the interval of the extra jobs holds 0)"))
    if extra.mean < 0.0:
        return _no_price(remark("not defined: fewer durable jobs"))
    n = len(jobs)
    squared = float(half_width(np.array(1.0), np.array(n))) ** 2  # t² / n
    cost_var, jobs_var, both = np.var(cost, ddof=1), np.var(jobs, ddof=1), float(np.cov(cost, jobs)[0, 1])
    a = extra.mean**2 - squared * jobs_var  # above zero, for the interval of the jobs does not hold 0
    b = cost.mean() * extra.mean - squared * both
    c = cost.mean() ** 2 - squared * cost_var
    root = float(np.sqrt(max(0.0, b * b - a * c)))
    return Price(float(cost.mean() / extra.mean), float((b - root) / a), float((b + root) / a), "")


def _no_price(why: str) -> Price:
    return Price(np.nan, np.nan, np.nan, why)


def frontier(employed: dict[str, float], cost: dict[str, float]) -> list[str]:
    """The policies that no other beats: none has at least as many in work for at most the cost, and one of them better.

    From the cheapest to the dearest.
    """

    def beaten(name: str) -> bool:
        return any(
            employed[rival] >= employed[name]
            and cost[rival] <= cost[name]
            and (employed[rival] > employed[name] or cost[rival] < cost[name])
            for rival in employed
        )

    return sorted((name for name in employed if not beaten(name)), key=lambda name: cost[name])


def employment_seen(outcomes: pd.DataFrame) -> str:
    """The outcome of employment that leads, of those that anybody was observed for."""
    everybody = outcomes[outcomes["grouping"] == "all"].dropna(subset="value")
    known = set(everybody["outcome"])
    return leading_employment(known)[0]


def pilot_sentences(policy: str, pilot: dict[str, Any]) -> list[str]:
    """What a pilot is, and how what its evaluation sees comes about."""
    begins = pilot["begins"]
    what = text(
        "{policy} is a pilot in {offices} from week {begins}, compared with {others} ({n} in the same labour market).",
        policy=sentence(policy), offices=_offices(pilot["offices"]), begins=begins, others=_offices(pilot["others"]),
        n=pilot["same_market"],
    )  # fmt: skip
    if not begins:
        return [
            what,
            text(
                "It begins with the run, so there is no before: the difference is that between the offices, and is the "
                "true effect less the effect on the others plus what is between them without the pilot."
            ),
        ]
    return [
        what,
        text(
            "An evaluation sees the difference in differences, after the start against before: the true effect less "
            "the effect on the others plus what there would have been without the pilot. Luck: its standard deviation."
        ),
    ]


def _offices(numbers: list[int]) -> str:
    if len(numbers) > NAMED_OFFICES:
        return text("{n} offices", n=len(numbers))
    return ", ".join(category_label(OFFICE, str(number)) for number in numbers)


def pilot_heads(pilot: dict[str, Any]) -> tuple[str, ...]:
    """The heads of the table of a pilot: the outcome, its estimates, and the luck of one evaluation."""
    seen = text("difference in differences") if pilot["begins"] else text("difference between offices")
    return (
        text("pilot"), seen, text("true effect"), text("effect on the others"), text("without the pilot"), text("luck"),
        text("unit"),
    )  # fmt: skip


def pilot_rows(pilot: dict[str, Any]) -> list[tuple[str, ...]]:
    """The rows of the table of a pilot, each estimate with half of its interval."""
    rows = []
    for name, outcome in pilot["outcomes"].items():
        unit, luck = outcome["unit"], nan_if_none(outcome["luck_of_one_evaluation"])
        means = np.abs([nan_if_none(outcome[estimate]["mean"]) for estimate in PILOT_ESTIMATES])
        like = float(np.nanmax(means))
        cells = [_with_half(outcome[estimate], unit, like) for estimate in PILOT_ESTIMATES]
        spread = written_difference(luck, unit, like).lstrip("+")
        rows.append((sentence(pilot_label(name)), *cells, spread, difference_unit(unit)))
    return rows


def _with_half(estimate: dict[str, Any], unit: str, like: float) -> str:
    """A difference and half of its interval; a dash where there is none."""
    mean, high = nan_if_none(estimate["mean"]), nan_if_none(estimate["high"])
    half = written_difference(high - mean, unit, like).lstrip("+")
    return written_difference(mean, unit, like) + (f" ± {half}" if np.isfinite(high) else "")
