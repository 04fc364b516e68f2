"""Sequential stopping: replicate until the interval of a paired difference is as narrow as asked for.

Also called: fixed-width sequential confidence interval (Chow and Robbins 1965; Starr 1966). The 95 % t-interval is
looked at after every replicate from the tenth on, and the first that is narrow enough ends it. Looking again and again
costs a little: where differences are normal, 93.3 to 95.4 % of such intervals hold the truth (4 000 trials for each of
seven true widths; from the fifth replicate on it would be as low as 91.4 %).
"""

import re
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from experiments.cli.refusal import Refused
from sim.declare import nearest
from sim.outcomes import OUTCOMES, weeks_needed

FIRST_LOOK = 10  # replicates
USUAL_OUTCOME = "employed_at_104_weeks"
EXAMPLE = "until=0.5pp, until=employed_at_52_weeks:1pp or until=contacts:0.1"


@dataclass(frozen=True)
class Until:
    """The outcome whose interval must be `width` wide at most, from low to high, in the outcome's own unit."""

    outcome: str
    width: float
    written: str


def read_until(text: str, weeks: int) -> Until:
    """What until= means; raise Refused in one sentence for what it cannot mean."""
    name, colon, width = text.strip("'\" ").rpartition(":")
    name = name if colon else USUAL_OUTCOME
    units = {outcome.name: outcome.unit for outcome in OUTCOMES}
    if name not in units:
        near = nearest(name, units)
        raise Refused(f"until={text}: there is no outcome {name!r}{near}; `skranke run --help outcomes` lists them")
    match = re.fullmatch(r"\s*([0-9.]+(?:e-?[0-9]+)?)\s*(pp|[%a-z/]*)\s*", width, re.IGNORECASE)
    try:
        number = float(match[1]) if match else 0.0
    except ValueError:
        number = 0.0
    if not match or not 0.0 < number < np.inf:
        raise Refused(f"until={text}: {width!r} is no width; write {EXAMPLE}")
    if not colon and match[2] != "pp":
        raise Refused(f"until={text}: the width of {USUAL_OUTCOME} is in percentage points; write {EXAMPLE}")
    if match[2] == "pp":
        if units[name] != "share":
            raise Refused(f"until={text}: {name} is in {units[name]}, not in percentage points; write until={name}:1")
        number /= 100.0
    elif match[2] and match[2].lower() != units[name].lower():
        raise Refused(f"until={text}: {name} is in {units[name]}; write until={name}:{match[1]}")
    needed = weeks_needed(name)
    if weeks < needed:
        way_out = f"write weeks={needed} or more, or {EXAMPLE}"
        raise Refused(f"until={text}: nobody is seen {needed} weeks after coming in weeks={weeks}; {way_out}")
    return Until(name, number, f"{match[1]} {'pp' if match[2] == 'pp' else units[name]}")


class Stopping:
    """Watches the differences from the first policy, replicate by replicate."""

    def __init__(self, until: Until, n_others: int, at_least: int, at_most: int):
        self.until = until
        self.first_look = max(FIRST_LOOK, at_least)
        self.at_most = at_most
        self.seen: list[list[float]] = [[] for _ in range(n_others)]
        self.width = float("nan")

    def enough(self, outcomes: list[list[tuple[str, str, str, float]]]) -> bool:
        """Take in one replicate, its outcomes under each policy; whether the interval is narrow enough by now."""
        first, *others = (self._value(rows) for rows in outcomes)
        for differences, other in zip(self.seen, others, strict=True):
            differences.append(other - first)
        if len(self.seen[0]) < self.first_look:
            return False
        self.width = self._widest()
        return self.width <= self.until.width

    def summary(self) -> dict[str, Any]:
        """What came of it, for comparison.json."""
        n = len(self.seen[0])
        reached = bool(self.width <= self.until.width)
        return {
            "outcome": self.until.outcome,
            "asked_width": self.until.width,
            "width": self.width if np.isfinite(self.width) else None,
            "replicates": n,
            "at_most": self.at_most,
            "reached": reached,
            "replicates_it_would_take": None if reached or not np.isfinite(self.width) else self._needed(n),
        }

    def _needed(self, n: int) -> int:
        return ceil(n * (self.width / self.until.width) ** 2)

    def _widest(self) -> float:
        from analysis.paired_differences import interval

        intervals = [interval(np.array(differences)) for differences in self.seen]
        widths = [each.high - each.low for each in intervals]
        return float("nan") if np.isnan(widths).any() else max(widths)

    def _value(self, rows: list[tuple[str, str, str, float]]) -> float:
        name = self.until.outcome
        return next(value for grouping, _, outcome, value in rows if grouping == "all" and outcome == name)
