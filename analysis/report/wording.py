"""How the page of a study writes numbers: indices with their intervals, shares and values."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.language import text
from analysis.naming import called, outcome_of, scaled
from analysis.report.page import between
from analysis.sensitivity import Sensitivity
from analysis.sensitivity.summary import OF_OUTCOME
from analysis.tables import difference_unit, finite_or_none, percent, signed, thousands

PER_CENT = ("S1", "ST", "S2")


def named(rows: pd.DataFrame, sensitivity: Sensitivity, name: str) -> str:
    """Factors with index and interval."""
    return "; ".join(
        text(
            "{factor} ({value}, 95 %: {ends})",
            factor=called(row["factor"]),
            value=index_text(row["value"], sensitivity, name),
            ends=range_text(row, sensitivity, name),
        )  # fmt: skip
        for row in rows.to_dict("records")
    )


def index_text(value: float, sensitivity: Sensitivity, outcome: str, index: str | None = None) -> str:
    """An index as it is read: shares of the variance in per cent, effects in the outcome's unit."""
    index = index or sensitivity.leading
    if not np.isfinite(value):
        return "–"
    if index in PER_CENT:
        return percent(value)
    if index in OF_OUTCOME:
        unit = outcome_of(sensitivity.study, outcome)["unit"]
        return f"{thousands(float(f'{scaled(unit)[0] * value:.3g}'))} {difference_unit(unit)}"
    return signed(f"{value:.3g}")


def range_text(row: dict[str, Any], sensitivity: Sensitivity, outcome: str) -> str:
    low, high = (finite_or_none(row[key]) for key in ("low", "high"))
    return between(low, high, lambda value: index_text(value, sensitivity, outcome))


def interval_text(low: float, high: float) -> str:
    if not np.isfinite(low):
        return "–"
    return text("{low} to {high}", low=signed(f"{100.0 * low:.1f}"), high=percent(high))
