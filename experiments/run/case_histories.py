"""The event log told in words: one person's life, and a caseworker's week."""

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.language import text
from sim.terms import LABELS, Channel, Measure, NeedsGroup, Sector

if TYPE_CHECKING:
    import pandas as pd

MOST_LINES = 40
NAMED_DETAIL: dict[str, type[IntEnum]] = {
    "ARRIVED": NeedsGroup,
    "ASSESSED": NeedsGroup,
    "REFERRED": Measure,
    "MEASURE_BEGAN": Measure,
    "MEASURE_ENDED": Measure,
    "LEFT_MEASURE_EARLY": Measure,
    "HIRED": Sector,
}
COUNTED_DETAIL: dict[str, Callable[[int], str]] = {
    "TALK": lambda weeks: f"{weeks} weeks since the latest",
    "MISSED_TALK": lambda sanctioned: "sanctioned" if sanctioned else "renegotiated",
    "ENQUIRY_UNSETTLED": lambda again: "comes again" if again else "gives up",
    "ENQUIRY_TURNED_AWAY": lambda again: "comes again" if again else "gives up",
    "TREATED": lambda weeks: f"waited {weeks} weeks",
    "LOST_JOB": lambda weeks: f"after {weeks} weeks",
    "DISABILITY_PENSION": lambda weeks: f"after {weeks} weeks registered",
    "LEFT_LABOUR_FORCE": lambda after_talk: "after a talk" if after_talk else "unprompted",
}


def named_events(events: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The columns of the log with names for numbers: kind, channel ("" for none) and detail."""
    from sim.events import EventKind

    kind = _names(EventKind)[events["kind"]]
    channel = np.append(_names(Channel), "")[events["channel"]]  # -1, none, is the last
    detail = np.array([_detail(name, int(value)) for name, value in zip(kind, events["detail"], strict=True)], object)
    return events | {"kind": kind, "channel": channel, "detail": detail}


def _names(kind: type[IntEnum]) -> np.ndarray:
    names = np.full(max(kind) + 1, "", object)
    for member in kind:
        names[member] = member.name
    return names


def _detail(kind: str, detail: int) -> str:
    if kind in NAMED_DETAIL:
        return NAMED_DETAIL[kind](detail).name
    return COUNTED_DETAIL[kind](detail) if kind in COUNTED_DETAIL else ""


def print_story(path: Path) -> None:
    """Print the fullest life of the first replicate, by kinds of events, and one week at a desk."""
    import pandas as pd

    events = pd.read_parquet(path)
    events = events[events["seed"] == events["seed"].min()]
    if events.empty:
        print("\nNothing happened to anybody.")
        return
    lives = events.groupby("jobseeker")["kind"].agg(["nunique", "size"]).sort_values(["nunique", "size"])
    person = lives.index[-1]
    _print_events(events[events["jobseeker"] == person], f"The life of person {person}", "jobseeker")
    talks = events[events["kind"].isin(["TALK", "MISSED_TALK", "ASSESSED", "REFERRED"])]
    if not talks.empty:
        caseworker, week = talks.groupby(["other", "week"]).size().sort_values().index[-1]
        at_desk = talks[(talks["other"] == caseworker) & (talks["week"] == week)]
        _print_events(at_desk, f"Week {week} of caseworker {caseworker}", "other")


def _print_events(events: "pd.DataFrame", title: str, known: str) -> None:
    """Lines of one story; the identity that all of them share is left out."""
    with_whom = "other" if known == "jobseeker" else "jobseeker"
    print(f"\n{title}: {len(events)} events, {events['minutes'].sum():.0f} staff minutes")
    for row in events.head(MOST_LINES).itertuples():
        print("  " + _line(row, getattr(row, with_whom)))
    if len(events) > MOST_LINES:
        print(f"  … and {len(events) - MOST_LINES} more in events.parquet")


def _line(row: Any, whom: int) -> str:
    kind = row.kind.replace("_", " ").lower()
    channel = f" by {text(LABELS[Channel][row.channel])}" if row.channel else ""
    code = row.kind in NAMED_DETAIL
    detail = f" ({text(LABELS[NAMED_DETAIL[row.kind]][row.detail]) if code else row.detail})" if row.detail else ""
    minutes = f", {row.minutes:.0f} min" if row.minutes else ""
    return f"week {row.week:3d}  {kind}{channel}{detail}{minutes}" + (f", with {whom}" if whom >= 0 else "")
