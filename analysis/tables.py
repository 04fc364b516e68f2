"""Tables of outcomes with their uncertainty.

Every interval of a mean over replicates, in files, tables and figures, is the t-interval kept to the range of what is
averaged: a share lies within 0 and 1, a count or a cost is not below 0. No mean can lie beyond, so what is cut off
changes nothing in how often the interval holds the true mean. Intervals on a logit or log scale keep to the range too,
but with two or three replicates they reach from nothing to hundreds of times the mean.
"""

from collections.abc import Mapping
from math import isfinite, nan

import numpy as np
import pandas as pd

from analysis.language import decimal_mark, text
from sim.outcomes import OUTCOMES

KEYS = ["grouping", "category", "outcome"]
CONFIDENCE = 0.95  # of every interval, and the same as ends:
TAILS = (0.025, 0.975)  # quantiles that hold so much between them
REACH = 1.96  # standard errors of a normal distribution to either side
Ranges = Mapping[str, tuple[float, float]]  # the least and most that what is named can be; what is not named, anything
RANGES: Ranges = {outcome.name: outcome.range for outcome in OUTCOMES}
OF_DIFFERENCES: Ranges = {name: (low - high, high - low) for name, (low, high) in RANGES.items()}
# What is less makes no practical difference. ASSUMED: five of 1 000 people, and less than wages rise in half a year.
LEAST_SHARE = 0.005
LEAST_PART = 0.01  # of a cost or a count


def range_of(name: str) -> tuple[float, float]:
    """The least and most that an outcome can be, also one of a category (`talks:NEWCOMER`)."""
    return RANGES.get(name.partition(":")[0], (-np.inf, np.inf))


def summarise(outcomes: pd.DataFrame, confidence: float = CONFIDENCE, ranges: Ranges = RANGES) -> pd.DataFrame:
    """Mean and interval over replicates of each outcome; low and high are NaN for a single replicate.

    Replicates in which an outcome is undefined are left out; `replicates` counts the others. Where the rows say whom
    an outcome is about, `people` is their mean number.
    """
    rows = outcomes.groupby(KEYS, sort=False)
    table = rows["value"].agg(mean="mean", spread="std", replicates="count").reset_index()
    half = half_width(table["spread"].to_numpy(), table["replicates"].to_numpy(), confidence)
    within = [ranges.get(name, (-np.inf, np.inf)) for name in table["outcome"]]
    least, most = np.array(within, float).reshape(-1, 2).T
    mean = table["mean"].to_numpy()
    table["low"], table["high"] = np.maximum(mean - half, least), np.minimum(mean + half, most)
    if "people" in outcomes:
        table["people"] = rows["people"].mean().to_numpy()
    return table[[*KEYS, "mean", "low", "high", "replicates", *(["people"] if "people" in outcomes else [])]]


def point_means(runs: pd.DataFrame, outcomes: list[str], replicates: int) -> pd.DataFrame:
    """Mean of outcomes over the common replicates of every point of a study; NaN where a run is bad or missing.

    A mean over fewer seeds would compare people with other people.
    """
    well = runs[(runs["problem"].fillna("") == "") & (runs["seed_scheme"] == "common")]
    return well.groupby("point")[outcomes].sum(min_count=replicates) / replicates


def half_width(spread: np.ndarray, n: np.ndarray, confidence: float = CONFIDENCE) -> np.ndarray:
    """Half the width of the t-interval of a mean of `n` values with this standard deviation; NaN for n below 2."""
    from scipy.special import stdtrit

    free = np.where(n > 1, n - 1, np.nan)
    return np.asarray(stdtrit(free, 0.5 + confidence / 2.0) * spread / np.sqrt(n))


def least_difference(unit: str, level: float) -> float:
    """The least difference of an outcome at this level that makes a practical difference, in its unit."""
    return LEAST_SHARE if unit == "share" else LEAST_PART * abs(level)


def practically_nothing(differences: np.ndarray, least: float) -> bool:
    """Whether no difference [difference, (mean, low, high)] is larger than the least, intervals included."""
    known = differences[np.isfinite(differences)]
    return bool(known.size) and bool((np.abs(known) <= least).all())


def finite_or_none(value: float) -> float | None:
    """A number for JSON, which knows no NaN and no infinity."""
    return float(value) if isfinite(value) else None


def nan_if_none(value: float | None) -> float:
    """A number as it stands in JSON; NaN where there is none."""
    return nan if value is None else value


def overall(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a summary that hold for everybody."""
    return table[table["grouping"] == "all"]


def written(value: float, unit: str, like: float | None = None) -> str:
    """A value as it is read: shares in per cent, the rest with three figures, as many decimals as `like` would have."""
    if not np.isfinite(value):
        return "–"
    if unit == "share":
        return decimal_mark(_no_less(f"{100.0 * value:.1f} %"))
    size = abs(value if like is None else like)
    if size == 0.0 or size >= 100.0 or unit in ("NOK", "NOK/year"):
        decimals = 0
    else:
        decimals = 1 if size >= 10.0 else 2 if size >= 1.0 else 3 if size >= 0.1 else 4
    return decimal_mark(_no_less(f"{value:,.{decimals}f}".replace(",", "\N{NO-BREAK SPACE}")))


def written_difference(value: float, unit: str, like: float | None = None) -> str:
    """A difference as it is read: with its sign, shares in percentage points."""
    if not np.isfinite(value):
        return "–"
    like = value if like is None else like
    size = decimal_mark(f"{100.0 * abs(value):.2f}") if unit == "share" else written(abs(value), unit, like)
    return ("" if not size.strip("0.,") else "+" if value > 0 else "\N{MINUS SIGN}") + size


def percent(share: float | None) -> str:
    """A share in per cent with a true minus; a dash where there is none."""
    return signed(written(nan_if_none(share), "share"))


def difference_unit(unit: str) -> str:
    """The unit that a difference is read in."""
    return text("pp") if unit == "share" else text(unit)


def written_difference_span(low: float | None, high: float | None, unit: str, like: float | None = None) -> str:
    """The interval of a difference as it is read; empty where there is none."""
    if low is None or high is None or not np.isfinite([low, high]).all():
        return ""
    low_written, high_written = (written_difference(end, unit, like) for end in (low, high))
    return text("{low} to {high}", low=low_written, high=high_written)


def written_span(low: float | None, high: float | None, unit: str, like: float | None = None) -> str:
    """An interval as it is read; empty where there is none."""
    if low is None or high is None or not np.isfinite([low, high]).all():
        return ""
    return text("{low} to {high}", low=written(low, unit, like), high=written(high, unit, like))


def in_brackets(span: str) -> str:
    """An interval as it follows a number in a sentence; empty where there is none."""
    return f" ({span})" if span else ""


def thousands(value: float, _: float = 0.0) -> str:
    """A number on an axis or in a text: thousands apart, a true minus; matplotlib gives a place as well."""
    number = f"{value + 0.0:,.10g}".replace(",", "\N{NO-BREAK SPACE}").replace("-", "\N{MINUS SIGN}")
    return decimal_mark(number)


def signed(number_written: str) -> str:
    """A written number with a true minus, none where it is written as nothing, and the mark of decimals."""
    number, space, unit = _no_less(number_written).partition(" ")
    return decimal_mark(number.replace("-", "\N{MINUS SIGN}")) + space + unit


def _no_less(number_written: str) -> str:
    """A written number without a minus before nothing."""
    nothing = not number_written.partition(" ")[0].strip("-0.,")
    return number_written.removeprefix("-") if nothing else number_written
