"""Tables of outcomes with their uncertainty."""

from math import isfinite, nan

import numpy as np
import pandas as pd

from analysis.language import decimal_mark

KEYS = ["grouping", "category", "outcome"]
CONFIDENCE = 0.95  # of every interval, and the same as ends:
TAILS = (0.025, 0.975)  # quantiles that hold so much between them
REACH = 1.96  # standard errors of a normal distribution to either side


def summarise(outcomes: pd.DataFrame, confidence: float = CONFIDENCE) -> pd.DataFrame:
    """Mean and t-interval over replicates of each outcome; low and high are NaN for a single replicate.

    Replicates in which an outcome is undefined are left out; `replicates` counts the others.
    """
    values = outcomes.groupby(KEYS, sort=False)["value"]
    table = values.agg(mean="mean", spread="std", replicates="count").reset_index()
    half = half_width(table["spread"].to_numpy(), table["replicates"].to_numpy(), confidence)
    table["low"], table["high"] = table["mean"] - half, table["mean"] + half
    return table[[*KEYS, "mean", "low", "high", "replicates"]]


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
    if size == 0.0 or size >= 100.0 or unit == "NOK":
        decimals = 0
    else:
        decimals = 1 if size >= 10.0 else 2 if size >= 1.0 else 3 if size >= 0.1 else 4
    return decimal_mark(_no_less(f"{value:,.{decimals}f}".replace(",", "\N{NO-BREAK SPACE}")))


def thousands(value: float, _: float = 0.0) -> str:
    """A number on an axis or in a text: thousands apart, a true minus; matplotlib gives a place as well."""
    number = f"{value + 0.0:,.10g}".replace(",", "\N{NO-BREAK SPACE}").replace("-", "\N{MINUS SIGN}")
    return decimal_mark(number)


def signed(text: str) -> str:
    """A written number with a true minus, and with none where it is written as nothing."""
    number, space, unit = _no_less(text).partition(" ")
    return number.replace("-", "\N{MINUS SIGN}") + space + unit


def _no_less(text: str) -> str:
    """A written number without a minus before nothing."""
    return text if text.partition(" ")[0].strip("-0.,") else text.removeprefix("-")
